"""IRIs that are gone after texts were read again, and who still names them: decisions and saved queries.

Before version 0.2.0 of the ontology all documents shared an issue of one name; a store of that time has them
until its texts are read again. Whoever named such an IRI is told, as nobody knows which successor is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.decisions.records import curations
from graph.knowledge.graph import KnowledgeGraph

SECOND_READER = "+reader"
"""Behind the name of an extractor (``sp:extractor``) whose positions a second reader read again."""


@dataclass(frozen=True, slots=True, order=True)
class Orphan:
    """That ``namer`` (the IRI of a decision, or the file of a query) names ``iri``, which is nothing here."""

    namer: str
    iri: str

    def told(self, base: str) -> str:
        """The same in a sentence."""
        return f"{self.namer.removeprefix(base)} names {self.iri.removeprefix(base)}, which is gone."


def read_before(graph: KnowledgeGraph) -> list[str]:
    """The documents (IRIs) that were read before an issue belonged to its document."""
    return [row["document"] for row in graph.texts("store-read-before")]


def read_by(graph: KnowledgeGraph) -> tuple[int, int]:
    """How many documents the rules alone read, and how many a second reader read again."""
    rows = [(row["extractor"], int(row["documents"])) for row in graph.texts("store-readers")]
    again = sum(number for extractor, number in rows if SECOND_READER in extractor)
    return sum(number for _, number in rows) - again, again


def named(graph: KnowledgeGraph) -> set[str]:
    """The issues and holders (IRIs) of all positions."""
    return {row["thing"] for row in graph.texts("store-named")}


def orphans(graph: KnowledgeGraph, gone: Iterable[str]) -> list[Orphan]:
    """The decisions in force and the queries of the knowledge folder that name one of ``gone`` (IRIs)."""
    lost = sorted(gone)
    return sorted({*_of_decisions(graph, set(lost)), *_of_queries(graph, lost)})


def nameless_queries(graph: KnowledgeGraph) -> list[Orphan]:
    """The queries of the knowledge folder that name an issue or actor that is nothing here."""
    found = []
    for file, text in graph.knowledge.part("queries").items():
        for iri in sorted(set(_iris(text, graph.base))):
            node = graph.iri(iri)
            said = any(graph.store.quads(subject=node)) or any(graph.store.quads(object=node))
            if not said:
                found.append(Orphan(graph.knowledge.path(f"queries/{file}"), iri))
    return found


def _of_decisions(graph: KnowledgeGraph, gone: set[str]) -> Iterator[Orphan]:
    for one in curations(graph):
        if one.is_in_force:
            yield from (Orphan(one.iri, iri) for iri in (one.target, one.other) if iri in gone)


def _of_queries(graph: KnowledgeGraph, gone: list[str]) -> Iterator[Orphan]:
    for file, text in graph.knowledge.part("queries").items():
        there = set(_iris(text, graph.base))
        yield from (Orphan(graph.knowledge.path(f"queries/{file}"), iri) for iri in gone if iri in there)


def _iris(text: str, base: str) -> Iterator[str]:
    """The IRIs of issues and actors that a query names, also relative to the base."""
    said = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for name in re.findall(r"<([^<>\s]+)>", said):
        full = name if "://" in name else base + name.lstrip("/")
        if full.startswith((f"{base}issue/", f"{base}actor/")):
            yield full
