"""The curated issues: what ``ontology/issues.ttl`` (a SKOS scheme) calls each of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rdflib import SKOS

from ontology.files import ontology_files

_ROOT = "standpunkt-data:///"


@dataclass(frozen=True, slots=True)
class Entry:
    """A curated issue: ``labels`` name it in any surroundings, ``alone`` only if nothing else is said."""

    id: str
    label: str
    labels: tuple[str, ...]
    alone: tuple[str, ...]


@cache
def scheme() -> tuple[Entry, ...]:
    """The curated issues in the order of the file, with their German labels."""
    names: dict[str, dict[str, list[str]]] = {}
    for quad in ox.parse(ontology_files()["issues"], format=ox.RdfFormat.TURTLE, base_iri=_ROOT):
        subject, value = str(getattr(quad.subject, "value", "")), quad.object
        if not subject.startswith(_ROOT + "issue/") or not isinstance(value, ox.Literal):
            continue
        if value.language in {None, "de"}:
            kinds = names.setdefault(subject.removeprefix(_ROOT), {})
            kinds.setdefault(quad.predicate.value, []).append(value.value)
    return tuple(_entry(identifier, kinds) for identifier, kinds in names.items())


def _entry(identifier: str, kinds: dict[str, list[str]]) -> Entry:
    preferred, others, hidden = (
        tuple(kinds.get(str(kind), ())) for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    )
    labels = preferred + others
    return Entry(identifier, labels[0], labels, hidden)
