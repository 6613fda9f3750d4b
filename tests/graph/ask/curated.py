"""Every curated issue, each held by a party of its own, for or against, in the words of a German article."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph
from loaders.articles.findings import Actor, ActorKind, Document, Issue
from ontology.turtle import ontology_triples
from tests.worlds import extraction, graph_of, proof, statement

BASE = "http://127.0.0.1:5000/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_ONSETS, _ENDS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "v", "w"), ("a", "o", "u", "i")
_SENTENCES = {"support": "{0} fordert: {1}.", "oppose": "{0} lehnt ab: {1}."}
_ACTS = {"support": "demand", "oppose": "reject"}
_APART = "\n" * 260
"""More than counts as the surroundings of a sentence."""


@dataclass(frozen=True, slots=True)
class Curated:
    """An issue of ``ontology/issues.ttl``: its labels, each with its language and kind, the preferred first."""

    iri: str
    labels: tuple[tuple[str, str, str], ...]
    kind: bool

    @property
    def names(self) -> dict[str, str]:
        """The preferred label by language."""
        return {language: text for text, language, sort in self.labels if sort == "prefLabel"}


@cache
def curated() -> tuple[Curated, ...]:
    """All of them, in the order of their IRIs."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    kinds: set[str] = set()
    for triple in ontology_triples(BASE)["issues"]:
        subject = triple.subject
        if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(f"{BASE}issue/"):
            continue
        if isinstance(triple.object, ox.NamedNode) and triple.object.value.endswith("#IssueKind"):
            kinds.add(subject.value)
        if triple.predicate.value.startswith(_SKOS) and isinstance(triple.object, ox.Literal):
            name, said = triple.predicate.value.removeprefix(_SKOS), triple.object
            if name.endswith("Label"):
                found.setdefault(subject.value, []).append((said.value, said.language or "", name))
    order = ("prefLabel", "altLabel", "hiddenLabel")
    return tuple(
        Curated(iri, tuple(sorted(labels, key=lambda one: (order.index(one[2]), one))), iri in kinds)
        for iri, labels in sorted(found.items())
    )


def party(place: int) -> str:
    """An invented name for the holder of the issue at ``place``, unlike any other name and any word."""
    letters, rest = "", place
    for _ in range(4):
        rest, onset = divmod(rest, len(_ONSETS))
        letters += _ONSETS[onset] + _ENDS[(place + onset) % len(_ENDS)]
    return f"{letters.capitalize()}x-Partei"


def stance(place: int) -> str:
    """Whether the issue at ``place`` is demanded or rejected: every second is."""
    return "oppose" if place % 2 else "support"


def build() -> KnowledgeGraph:
    """A graph in which each issue is held by a party of its own, every second one rejected."""
    said = [
        _SENTENCES[stance(place)].format(party(place), issue.names["de"])
        for place, issue in enumerate(curated())
    ]
    document = Document("document/alle-streitfragen", "Liste", _APART.join(said), source="Postille")
    found = []
    for place, issue in enumerate(curated()):
        holder = Actor(f"actor/{party(place).lower()}", party(place), ActorKind.PARTY)
        named = Issue(issue.iri.removeprefix(BASE), issue.names["de"])
        side = stance(place)
        found.append(statement(holder, side, _ACTS[side], named, proof(document, said[place][:-1])))
    return graph_of([extraction(document, found, [one.holder for one in found])], BASE, inferring=False)
