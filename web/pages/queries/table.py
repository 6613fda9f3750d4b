"""A result as people read it: names instead of IRIs, sentences that open, signs for stances."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ontology.terms import NAMESPACE
from web.pages.queries.running import Node, QueryTable
from web.pages.shared.context import named, say

_LABEL, _PLACE = "Label", ("start", "end")
RECORDS = (
    *("source", "document", "documentAgainst", "quotation"),
    *("position", "otherPosition", "positionAgainst"),
)
"""Columns of things that stand for a row, not for somebody or something."""
STANCES = {NAMESPACE + "Support": "support", NAMESPACE + "Oppose": "oppose"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is shown: its name in the query, its place in the rows, and whether it holds ``things``
    (IRIs that have a page), numbers or days."""

    name: str
    place: int
    things: bool
    numbers: bool
    days: bool


@dataclass(frozen=True, slots=True)
class ResultTable:
    """What is shown of a result: ``columns`` without names and offsets, shown with what they belong to."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Node | None, ...], ...]
    places: dict[str, int]
    """Of every column of the query, its place in the rows."""

    def value(self, row: tuple[Node | None, ...], name: str) -> str:
        """What a row has in the column ``name`` of the query; empty where there is none."""
        node = row[self.places[name]] if name in self.places else None
        return node["value"] if node else ""


def read_table(found: QueryTable, bound: Collection[str] = ()) -> ResultTable:
    """The columns of a result that people read: no empty ones, none ``bound`` to one value, records last."""
    names = set(found.columns)
    columns = []
    for place, name in enumerate(found.columns):
        if name in _PLACE or name in bound or (name.endswith(_LABEL) and name.removesuffix(_LABEL) in names):
            continue
        if nodes := [node for row in found.rows if (node := row[place])]:
            columns.append(Column(name, place, _all_things(nodes), _all_numbers(nodes), _all_days(nodes)))
    columns.sort(key=lambda column: RECORDS.index(column.name) if column.name in RECORDS else -1)
    return ResultTable(tuple(columns), found.rows, {name: n for n, name in enumerate(found.columns)})


def _all_things(nodes: list[Node]) -> bool:
    return bool(nodes) and all(n["type"] == "uri" and not n["value"].startswith(NAMESPACE) for n in nodes)


def _all_numbers(nodes: list[Node]) -> bool:
    kinds = ("integer", "decimal", "double", "float")
    return bool(nodes) and all(n.get("datatype", "").rpartition("#")[2] in kinds for n in nodes)


def _all_days(nodes: list[Node]) -> bool:
    kinds = ("date", "dateTime", "gYear", "gYearMonth")
    return bool(nodes) and all(n.get("datatype", "").rpartition("#")[2] in kinds for n in nodes)


def term_name(iri: str) -> str:
    """What a term of the ontology is called, stances as everywhere."""
    return say(f"stance.{STANCES[iri]}") if iri in STANCES else named(iri)
