"""What the background files say about a thing: its class and its preferred name.

A text that mentions ``actor/usa`` must not give it a second label or another class than the background does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS

from ontology.files import background_files, ontology_files
from ontology.terms import SP

_ROOT = "standpunkt-data:///"
_LABELS = {str(RDFS.label), str(SKOS.prefLabel)}


@dataclass(frozen=True, slots=True)
class Known:
    """A thing of the background: the local name of its class and its label in the given language."""

    kind: str | None
    label: str
    language: str | None


@cache
def known_things() -> dict[str, Known]:
    """What the background and the issue scheme name, by identifier (``actor/usa``, ``issue/tempolimit``)."""
    kinds: dict[str, str] = {}
    labels: dict[str, ox.Literal] = {}
    for text in (ontology_files()["issues"], *background_files().values()):
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=_ROOT):
            subject = str(getattr(quad.subject, "value", ""))
            if not subject.startswith(_ROOT):
                continue
            identifier = subject.removeprefix(_ROOT)
            predicate, value = quad.predicate.value, quad.object
            if isinstance(value, ox.NamedNode):
                if predicate == str(RDF.type) and value.value.startswith(str(SP._NS)):
                    kinds[identifier] = value.value.removeprefix(str(SP._NS))
            elif predicate in _LABELS and isinstance(value, ox.Literal) and value.language in {None, "de"}:
                labels.setdefault(identifier, value)
    return {i: Known(kinds.get(i), label.value, label.language) for i, label in labels.items()}


@cache
def german_labels() -> dict[str, str]:
    """The German labels of the ontology's own terms, by local name (``Demand``: "fordern")."""
    labels: dict[str, str] = {}
    for quad in ox.parse(ontology_files()["standpunkt"], format=ox.RdfFormat.TURTLE):
        term, label = quad.subject, quad.object
        named = isinstance(term, ox.NamedNode) and term.value.startswith(str(SP._NS))
        german = isinstance(label, ox.Literal) and label.language == "de"
        if named and german and quad.predicate.value == str(RDFS.label):
            labels[term.value.removeprefix(str(SP._NS))] = label.value
    return labels
