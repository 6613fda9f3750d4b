"""Checks of the whole graph, asserted and inferred: SHACL shapes (W3C 2017) that ask SPARQL queries."""

from __future__ import annotations

from dataclasses import dataclass

import pyshacl
import rdflib
from rdflib import RDF, SH
from rdflib.term import Node

from graph.knowledge.graph import KnowledgeGraph
from graph.knowledge.vanishing import nameless_queries, read_before, read_by
from graph.stores.store import Store
from ontology.files import CLOSED_SHAPES, shapes_text


@dataclass(frozen=True, slots=True, order=True)
class Shortcoming:
    """Something a person should put right or look at.

    ``check`` is the name of the shape, ``severity`` is "violation" or "warning", ``node`` the IRI of the
    thing, ``german`` and ``english`` say what is the matter and what to do.
    """

    severity: str
    check: str
    node: str
    german: str
    english: str


def check(store: Store) -> list[Shortcoming]:
    """What the checks in ``ontology/shapes-closed.ttl`` find in the union of all graphs; violations first."""
    shapes = rdflib.Graph().parse(data=shapes_text(CLOSED_SHAPES), format="turtle")
    _, report, _ = pyshacl.validate(store.dataset(), shacl_graph=shapes, inplace=True)
    assert isinstance(report, rdflib.Graph)
    return sorted(_finding(report, result) for result in report.subjects(RDF.type, SH.ValidationResult))


def of_time(graph: KnowledgeGraph) -> list[Shortcoming]:
    """What is left of earlier times: queries that name what is gone, documents read otherwise than today."""
    queries = [
        Shortcoming(
            "warning",
            "QueryNamesNothing",
            one.iri,
            f"{one.namer} nennt {one.iri.removeprefix(graph.base)}, was es nicht gibt.",
            f"{one.namer} names {one.iri.removeprefix(graph.base)}, which is nothing here.",
        )
        for one in nameless_queries(graph)
    ]
    documents = [
        Shortcoming(
            "warning",
            "ReadBefore",
            iri,
            "Teilt Streitfragen mit anderen Dokumenten wie vor 0.2.0: `standpunkt reread` liest es neu.",
            "Shares issues with other documents as before 0.2.0: `standpunkt reread` reads it again.",
        )
        for iri in read_before(graph)
    ]
    return [*queries, *documents, *_unlike(graph)]


def _unlike(graph: KnowledgeGraph) -> list[Shortcoming]:
    """That some documents were read by the rules alone and others by a second reader too."""
    alone, again = read_by(graph)
    if not (alone and again):
        return []
    german = (
        f"{alone} Dokumente lasen nur die Regeln, {again} auch der zweite Leser, der bezweifelt, was er "
        "nicht findet: `standpunkt reread` liest alle so, wie es die Einstellungen sagen."
    )
    english = (
        f"{alone} documents were read by the rules alone, {again} also by the second reader, who doubts what "
        "it does not find: `standpunkt reread` reads all as the settings say."
    )
    return [Shortcoming("warning", "ReadUnlike", graph.base, german, english)]


def _finding(report: rdflib.Graph, result: Node) -> Shortcoming:
    german, _, english = str(report.value(result, SH.resultMessage)).partition("¦")
    severity = str(report.value(result, SH.resultSeverity)).rsplit("#", 1)[-1].lower()
    shape = str(report.value(result, SH.sourceShape)).rsplit("#", 1)[-1]
    return Shortcoming(severity, shape, str(report.value(result, SH.value)), german.strip(), english.strip())
