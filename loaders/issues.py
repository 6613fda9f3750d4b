"""Issues: one identifier for all inflections of a phrase, broader issues, and curated synonyms."""

from __future__ import annotations

import re
from functools import cache

import pyoxigraph as ox
from rdflib import SKOS

from loaders.labels import Label
from loaders.model import Issue
from loaders.tagger import tag_words
from ontology.files import ontology_files
from ontology.slugs import slugify

_ROOT = "standpunkt-data:///"
_FILLERS = frozenset({"der", "die", "das", "des", "dem", "den", "von", "und", "durch", "ein", "eine"})


@cache
def _curated() -> dict[tuple[str, ...], Issue]:
    """The curated issues by every label they have (``ontology/issues.ttl``, a SKOS scheme)."""
    names: dict[str, list[str]] = {}
    preferred: dict[str, str] = {}
    text = ontology_files()["issues"]
    for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=_ROOT):
        subject, value = str(getattr(quad.subject, "value", "")), quad.object
        if not subject.startswith(_ROOT + "issue/") or not isinstance(value, ox.Literal):
            continue
        if value.language not in {None, "de"}:
            continue
        identifier = subject.removeprefix(_ROOT)
        if quad.predicate.value == str(SKOS.prefLabel):
            preferred[identifier] = value.value
        if quad.predicate.value in {str(SKOS.prefLabel), str(SKOS.altLabel), str(SKOS.hiddenLabel)}:
            names.setdefault(identifier, []).append(value.value)
    table: dict[tuple[str, ...], Issue] = {}
    for identifier, labels in names.items():
        for label in labels:
            issue = Issue(identifier, preferred.get(identifier, labels[0]))
            words = label.split()
            table.setdefault(_key(words), issue)
            if len(words) > 1:
                table.setdefault(_key([lemma for _, lemma in tag_words(words)]), issue)
    return table


def _key(lemmas: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_plain(word) for word in lemmas if word.lower() not in _FILLERS)


def _plain(word: str) -> str:
    return re.sub(r"[^\wäöüß]+", "-", word.lower()).strip("-")


def find_issue(label: Label) -> Issue:
    """The issue a label names: a curated one if a synonym matches, else one named after its lemmas."""
    key = _key(label.lemmas)
    curated = _curated().get(key) or _curated().get(_key(label.text.split()))
    if curated is not None:
        return Issue(curated.id, label.text or curated.label)  # the words of the text, the curated identity
    slug = slugify(" ".join(key) or label.text or "sache")
    broader = _broader(label, key)
    return Issue("issue/" + slug, label.text, tuple(b for b in broader if b != "issue/" + slug))


def _broader(label: Label, key: tuple[str, ...]) -> tuple[str, ...]:
    """The broader issue of a label that says more than its head noun.

    The curated issue with most of the label's words, its head among them ("Kauf amerikanischer Waffen" is
    narrower than "Kauf von Waffen"), else the bare head ("höhere Steuern" is narrower than "Steuer").
    """
    head = _plain(label.head)
    if len(key) < 2 or head not in key:
        return ()
    inside = [name for name in _curated() if head in name and set(name) < set(key)]
    if inside:
        return (_curated()[max(inside, key=len)].id,)
    return ("issue/" + slugify(head),)
