"""Matters as decisions make them: one is there by its name, which is a decision, and can have another one.

A matter gathers issues of many documents that speak of one affair, for finding; nothing follows from it. It
has no document of its own, so that what is said of it is said by decisions alone: it is named (renamed),
issues are about it, it becomes part of another (merged).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.decisions.records import Curation, Decision
from graph.model import named_graphs
from graph.rdf.terms import RDF_TYPE, term
from graph.stores.repository import Repository

MATTERS = "matter/"
"""Where the identifiers of matters begin."""
REPLACED = term("dcterms:isReplacedBy")
_KIND = term("sp:Matter")


def is_matter(graph: Repository, iri: str) -> bool:
    """Whether ``iri`` is that of a matter, there or not."""
    return iri.startswith(graph.base + MATTERS) and iri != graph.base + MATTERS


def is_named(graph: Repository, iri: str) -> bool:
    """Whether there is a matter ``iri``."""
    place = named_graphs.node(graph.base, named_graphs.CURATION)
    return any(graph.store.quads(place, subject=ox.NamedNode(iri), predicate=RDF_TYPE, object=_KIND))


def said_of_matter(one: Curation, every: Iterable[Curation]) -> Iterator[ox.Triple]:
    """What the decision ``one`` says of its matter; a name, as long as no later one among ``every`` holds."""
    matter = ox.NamedNode(one.target)
    if one.decision is Decision.MERGED:
        yield ox.Triple(matter, REPLACED, ox.NamedNode(one.other))
    elif one.decision is Decision.RENAMED and not _is_followed(one, every):
        yield ox.Triple(matter, RDF_TYPE, _KIND)
        yield ox.Triple(matter, term("skos:prefLabel"), ox.Literal(one.other))


def names(every: Iterable[Curation], matter: str) -> list[Curation]:
    """The decisions in force that give ``matter`` (IRI) its names."""
    return [
        one for one in every if one.is_in_force and one.decision is Decision.RENAMED and one.target == matter
    ]


def _is_followed(one: Curation, every: Iterable[Curation]) -> bool:
    return any(one.iri in other.follows for other in names(every, one.target) if other.iri != one.iri)
