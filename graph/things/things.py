"""Names and kinds of the things of the graph, as a person reads them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph
from graph.model.rdf_terms import LABEL, RDF_TYPE, term
from graph.things.memory import remembered
from ontology.terms import NAMESPACE

LABELS = (LABEL, term("skos:prefLabel"), term("dcterms:title"))
KINDS = (
    "Norm",
    "Author",
    "Government",
    "Party",
    "Alliance",
    "Ministry",
    "Parliament",
    "Court",
    "Association",
    "Company",
    "Medium",
    "State",
    "Person",
    "CollectiveActor",
    "Organisation",
    "Office",
    "Tenure",
    "Issue",
    "Event",
    "NormRule",
    "Position",
    "Quotation",
    "Evidence",
    "Document",
    "Actor",
)
"""Local names of the ontology's classes, the more telling before the more general one."""
_RANK = {NAMESPACE + kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with an IRI; ``path`` is the IRI without the data base, or the IRI itself if foreign."""

    iri: str
    path: str
    label: str
    kind: str

    @property
    def local(self) -> bool:
        """Whether this server dereferences the IRI."""
        return self.path != self.iri


class Things:
    """The things of one graph, named in one language where the graph has a name in it."""

    def __init__(self, graph: KnowledgeGraph, language: str) -> None:
        self._graph = graph
        self._language = language
        self._known: dict[str, Thing] = remembered(graph, ("things", language), dict)

    def __call__(self, iri: str) -> Thing:
        """The thing at ``iri``; its last path segment is the label of last resort."""
        if iri not in self._known:
            self._known[iri] = _thing(self._graph, iri, self._language)
        return self._known[iri]

    def names(self, iri: str) -> dict[str, str]:
        """All labels of ``iri`` by language tag (empty for none)."""
        return labels(self._graph, iri)


def _thing(graph: KnowledgeGraph, iri: str, language: str) -> Thing:
    path = iri[len(graph.base) :] if iri.startswith(graph.base) else iri
    found = labels(graph, iri)
    label = next((found[tag] for tag in (language, "", "de", "en") if tag in found), None)
    if label is None:
        label = next(iter(found.values()), None) or _readable(path)
    return Thing(iri, path, label, kind_of(graph, iri))


def labels(graph: KnowledgeGraph, iri: str) -> dict[str, str]:
    """The labels of ``iri`` by language tag; where there are several, the alphabetically first."""
    found: dict[str, str] = {}
    subject = ox.NamedNode(iri)
    for predicate in LABELS:
        for quad in graph.store.quads(subject=subject, predicate=predicate):
            if isinstance(quad.object, ox.Literal):
                tag = (quad.object.language or "").split("-")[0]
                found[tag] = min(found.get(tag, quad.object.value), quad.object.value)
        if found:
            break
    return found


def kind_of(graph: KnowledgeGraph, iri: str) -> str:
    """The most telling class of ``iri`` in our ontology (local name), or ``""``."""
    types = graph.store.quads(subject=ox.NamedNode(iri), predicate=RDF_TYPE)
    known = {q.object.value for q in types if isinstance(q.object, ox.NamedNode)} & _RANK.keys()
    return min(known, key=_RANK.__getitem__).removeprefix(NAMESPACE) if known else ""


def _readable(path: str) -> str:
    last = unquote(path.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1])
    return last.replace("-", " ") if last else path
