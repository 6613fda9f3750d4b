"""The issue of an English label: a curated one if its words say so, else one that belongs to the document."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox
from rdflib import SKOS

from loaders.articles.findings import Actor, Document, Issue
from loaders.background.facts import classes, issue_facts
from loaders.english.tagger import tag_words
from loaders.english.tokens import split_words
from ontology.in_force import kept
from ontology.slugs import slugify

LONGEST_SLUG = 80
_CONTENT = ("NN", "NP", "AJ", "VV", "UN", "OR", "CR")
Key = tuple[str, frozenset[str]]


class Curated(NamedTuple):
    """A curated issue by an English label: its identifier, and whether it is a kind that each text has its
    own case of.
    """

    id: str
    kind: bool


@kept
def key_of(label: str) -> Key:
    """The lemma of the head of a label and those of all its words that tell something."""
    pieces = [word for word, _, _ in split_words(label)]
    tagged = tag_words(pieces)
    content = [lemma.lower() for (tag, lemma) in tagged if tag[:2] in _CONTENT]
    head = ""
    for tag, lemma in tagged:
        if tag[:2] in {"NN", "NP"}:
            head = lemma.lower()
        elif head and tag[:2] in {"PR", "TO"}:
            break
    return head or (content[0] if content else label.lower()), frozenset(content) or frozenset(
        {label.lower()}
    )


@kept
def _curated() -> dict[Key, Curated]:
    """The curated issues by what their English labels speak of."""
    found: dict[Key, Curated] = {}
    for subject, said in issue_facts().items():
        if not subject.startswith("issue/"):
            continue
        concept = Curated(subject, "IssueKind" in classes(said))
        for kind in (SKOS.prefLabel, SKOS.altLabel):
            for label in said.get(str(kind), ()):
                if isinstance(label, ox.Literal) and label.language == "en":
                    found.setdefault(key_of(label.value), concept)
    return found


def issue_of(label: str, document: Document, person: Actor | None = None) -> Issue:
    """The issue that a label names; ``person`` is the actor who is at issue as such.

    An actor who is only described ("the common asylum fund") is the matter of those words, as where nobody
    takes it for an actor ("a common asylum fund").
    """
    room = f"issue/{document.room}/"
    if person is not None and not person.name.islower():
        return Issue(room + slugify(person.name)[:LONGEST_SLUG].strip("-"), person.name, about=person.kind)
    key = key_of(label)
    concept = _curated().get(key)
    if concept is not None and not concept.kind:
        return Issue(concept.id, label)
    local = room + slugify(" ".join(sorted(key[1])))[:LONGEST_SLUG].strip("-")
    if concept is not None:
        return Issue(local, label, (concept.id,), kind=concept.id)
    broader = [c.id for (head, stems), c in _curated().items() if head == key[0] and stems < key[1]]
    return Issue(local, label, tuple(dict.fromkeys(broader)))
