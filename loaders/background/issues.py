"""The curated issues: what ``ontology/issues.ttl`` (a SKOS scheme) calls each of them."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import SKOS

from loaders.background.facts import classes, issue_facts
from ontology.in_force import kept
from ontology.turtle import german


@dataclass(frozen=True, slots=True)
class Concept:
    """A curated issue: ``labels`` name it in any surroundings, ``alone`` only if nothing else is said.

    A ``kind`` of issue ("Rücktritt") is what issues of documents are cases of, and no issue of its own.
    """

    id: str
    label: str
    labels: tuple[str, ...]
    alone: tuple[str, ...]
    kind: bool = False


@kept
def scheme() -> tuple[Concept, ...]:
    """The curated issues in the order of the file, with their German labels."""
    found = []
    for subject, said in issue_facts().items():
        if subject.startswith("issue/"):
            preferred, others, hidden = (
                german(said.get(str(kind), ())) for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
            )
            labels = (*preferred, *others)
            kind = "IssueKind" in classes(said)
            found.append(Concept(subject, labels[0], labels, tuple(hidden), kind))
    return tuple(found)
