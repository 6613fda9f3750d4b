"""A result as people read it: names instead of IRIs, sentences that open, signs for stances."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.rdf.terms import local_name
from graph.things.positions.positions import said_plainly
from ontology.terms import NAMESPACE
from web.pages.queries.running import Node, QueryTable
from web.pages.shared.context import language, named, say
from web.pages.shared.texts import knows

_LABEL, _PLACE = "Label", ("start", "end")
RECORDS = (
    *("source", "document", "documentAgainst", "quotation"),
    *("position", "otherPosition", "positionAgainst"),
)
"""Columns of things that stand for a row, not for somebody or something."""
QUOTES = {
    "quote": ("document", "position"),
    "otherQuote": ("", "otherPosition"),
    "quoteAgainst": ("documentAgainst", "positionAgainst"),
}
"""Columns of sentences, each with those of its document and its position."""
_SOURCE = "source"
_NO = ("false", "0")
"""How servers write what is not so."""
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


Row = tuple[Node | None, ...]


class ProvingSentence(NamedTuple):
    """A sentence of the column ``name``, with the document it stands in, its span, and its position."""

    name: str
    quote: str
    document: str
    span: tuple[int, int] | None
    position: str


@dataclass(frozen=True, slots=True)
class ProvedRow:
    """A row as people read it, once, with all that proves it: sentences (a tuple a row of the result)
    and sources."""

    row: Row
    proofs: tuple[tuple[ProvingSentence, ...], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultTable:
    """What is shown of a result: ``columns`` without names and offsets, shown with what they belong to."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    places: dict[str, int]
    """Of every column of the query, its place in the rows."""

    @property
    def facts(self) -> tuple[Column, ...]:
        """The columns of the table: those of proofs stand below each row, where there are sentences."""
        if not any(column.name in QUOTES for column in self.columns):
            return self.columns
        proofs = {*QUOTES, *(name for pair in QUOTES.values() for name in pair), _SOURCE}
        return tuple(column for column in self.columns if column.name not in proofs) or self.columns

    def value(self, row: Row, name: str) -> str:
        """What a row has in the column ``name`` of the query; empty where there is none."""
        node = row[self.places[name]] if name in self.places else None
        return node["value"] if node else ""

    def counts(self, row: Row) -> bool:
        """Whether what a row tells takes a side: by its column ``counts``, else by how the text says it."""
        said = self.value(row, "counts")
        return said not in _NO if said else said_plainly(local_name(self.value(row, "modality")))

    def is_open(self, row: Row) -> bool:
        """Whether no plain sign stands by a row (see ``Position.is_open``)."""
        return not self.counts(row) and self.value(row, "former") in ("", *_NO)

    def proved(self) -> tuple[ProvedRow, ...]:
        """The rows, those that differ in their proofs alone as one; in the order of the result."""
        same: dict[tuple[str, ...], list[Row]] = {}
        facts = self.facts
        whole = len(facts) == len(self.columns)
        for n, row in enumerate(self.rows):
            key = (str(n),) if whole else tuple(self.value(row, column.name) for column in facts)
            same.setdefault(key, []).append(row)
        return tuple(self._proved(rows, whole) for rows in same.values())

    def _proved(self, rows: Sequence[Row], whole: bool) -> ProvedRow:
        if whole:
            return ProvedRow(rows[0], (), ())
        proofs = dict.fromkeys(tuple(self._proofs(row)) for row in rows)
        sources = dict.fromkeys(self.value(row, _SOURCE) for row in rows)
        return ProvedRow(rows[0], tuple(filter(None, proofs)), tuple(filter(None, sources)))

    def _proofs(self, row: Row) -> Iterator[ProvingSentence]:
        for name, (document, position) in QUOTES.items():
            if quote := self.value(row, name):
                start, end = (self.value(row, place) if name == "quote" else "" for place in _PLACE)
                span = (int(start), int(end)) if start and end else None
                yield ProvingSentence(name, quote, self.value(row, document), span, self.value(row, position))


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
    if iri in STANCES:
        return say(f"stance.{STANCES[iri]}")
    modality = "modality." + local_name(iri)
    return say(modality) if iri.startswith(NAMESPACE) and knows(language(), modality) else named(iri)
