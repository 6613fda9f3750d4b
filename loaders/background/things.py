"""What the background files say about a thing: its class and its preferred name.

A text that mentions ``actor/usa`` must not give it a second label or another class than the background does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rdflib import RDFS, SKOS

from loaders.background.facts import classes, facts, issue_facts
from ontology.in_force import kept
from ontology.terms import NAMESPACE
from ontology.turtle import vocabulary

_LABELS = (str(SKOS.prefLabel), str(RDFS.label))


@dataclass(frozen=True, slots=True)
class Known:
    """A thing of the background: the local name of its class and its label in the given language."""

    kind: str | None
    label: str
    language: str | None


@kept
def known_things() -> dict[str, Known]:
    """What the background and the issue scheme name, by identifier (``actor/usa``, ``issue/tempolimit``)."""
    found: dict[str, Known] = {}
    for subject, said in (*issue_facts().items(), *facts().items()):
        labels = [label for name in _LABELS for label in said.get(name, ()) if isinstance(label, ox.Literal)]
        label = next((label for label in labels if label.language in {None, "de"}), None)
        if label is not None:
            found[subject] = Known(next(reversed(classes(said)), None), label.value, label.language)
    return found


@cache
def german_labels() -> dict[str, str]:
    """The German labels of the ontology's own terms, by local name (``Demand``: "fordern")."""
    return {
        term.removeprefix(NAMESPACE): label.value
        for term, said in vocabulary().items()
        for label in said.get(str(RDFS.label), ())
        if term.startswith(NAMESPACE) and isinstance(label, ox.Literal) and label.language == "de"
    }
