"""The matters of the graph: their names, the issues that are about them, and where those are spoken of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.knowledge.graph import KnowledgeGraph
from graph.stores.repository import Row
from graph.things.memory import remembered


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter (IRI): its ``name``, those that became part of it, its issues and their documents (IRIs)."""

    iri: str
    name: str
    former: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def iris(self) -> tuple[str, ...]:
        """Its own IRI and those of the matters that became part of it."""
        return (self.iri, *self.former)


def matters(graph: KnowledgeGraph) -> tuple[Matter, ...]:
    """Every matter that is no part of another one, by name."""
    return remembered(graph, "matters", lambda: _read(graph))


def matter(graph: KnowledgeGraph, iri: str) -> Matter | None:
    """The matter with the IRI ``iri``, or the one that it became part of."""
    return next((one for one in matters(graph) if iri in one.iris), None)


def _read(graph: KnowledgeGraph) -> tuple[Matter, ...]:
    rows = graph.texts("page-matters")
    names = {row["matter"]: row["name"] for row in rows}
    into = {row["matter"]: row["into"] for row in rows if row.get("into") in names}
    found: dict[str, list[Row]] = {iri: [] for iri in names}
    for row in rows:
        found[_last(row["matter"], into)].append(row)
    gathered = [
        Matter(
            iri,
            names[iri],
            former=tuple(sorted({row["matter"] for row in own} - {iri})),
            issues=_values(own, "issue"),
            documents=_values(own, "document"),
        )
        for iri, own in found.items()
        if iri not in into
    ]
    return tuple(sorted(gathered, key=lambda one: (one.name.casefold(), one.iri)))


def _values(rows: Iterable[Row], name: str) -> tuple[str, ...]:
    return tuple(sorted({row[name] for row in rows if name in row}))


def _last(matter: str, into: dict[str, str]) -> str:
    """The matter that ``matter`` became part of in the end."""
    passed = {matter}
    while (after := into.get(matter, matter)) not in passed:
        passed.add(after)
        matter = after
    return matter
