"""Decisions of people as the graph keeps them: read, written, and which of them hold.

Every decision is a ``sp:Curation`` (a ``prov:Activity``) in ``graph/curation``: what was decided about what,
by whom, when and why, where in a text (anchors), and after which earlier decisions (``prov:wasInformedBy``),
by which they are ordered: clocks of two machines may differ. One that is taken back, or no longer fits
(``skos:editorialNote`` says why), stays as a record.
Sources: PROV-O, sections 3.1 and 3.2; Web Annotation for ``oa:hasTarget``, ``oa:hasBody`` and selectors.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import pyoxigraph as ox

from graph.decisions.anchors import QuoteAnchor
from graph.model import named_graphs
from graph.model.showing import NAME_DIGEST
from graph.rdf.terms import LABEL, RDF_TYPE, term, text
from graph.stores.repository import Repository
from ontology.errors import InputError
from ontology.slugs import slugify

Triples = frozenset[ox.Triple]


class Decision(StrEnum):
    """What people decided: three things about a position, the last two about a person, others on things."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    MERGED = "merged"
    DIFFERENT = "different"
    SPLIT = "split"
    RENAMED = "renamed"
    LINKED = "linked"
    ABOUT = "about"
    PSEUDONYMISED = "pseudonymised"
    REMOVED = "removed"

    @property
    def is_about_person(self) -> bool:
        """Whether it hides a person, whose name it does not tell (``persons``)."""
        return self in (Decision.PSEUDONYMISED, Decision.REMOVED)

    @property
    def is_about_thing(self) -> bool:
        """Whether it is about a thing that people choose by its IRI."""
        return not (self.is_about_position or self.is_about_person)

    @property
    def is_about_position(self) -> bool:
        """Whether it is about a position and not about a thing."""
        return self in (Decision.ACCEPTED, Decision.CORRECTED, Decision.REJECTED)


@dataclass(frozen=True, slots=True)
class Author:
    """Who decides, and when (with a time zone)."""

    name: str
    when: dt.datetime


def now_by(name: str) -> Author:
    """Who decides now."""
    return Author(name, dt.datetime.now(dt.UTC).replace(microsecond=0))


@dataclass(frozen=True, slots=True)
class Curation:
    """A decision as the graph keeps it.

    ``target`` is the position or thing, ``document`` where it was decided (IRIs), ``other`` the second thing
    or the new name. ``digests`` are those of a hidden person's names. ``follows`` are the decisions it was
    made after; ``withdrawn`` is when it was taken back, ``parked`` why it does not fit any more.
    """

    iri: str
    target: str
    decision: Decision
    curator: str
    when: str
    document: str = ""
    other: str = ""
    comment: str = ""
    before: Triples = frozenset()
    after: Triples = frozenset()
    anchors: tuple[QuoteAnchor, ...] = ()
    follows: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    withdrawn: str = ""
    withdrawn_by: str = ""
    parked: str = ""

    @property
    def is_in_force(self) -> bool:
        """Whether it was neither taken back nor parked."""
        return not (self.withdrawn or self.parked)


def curations(graph: Repository, *, document: str = "", target: str = "") -> tuple[Curation, ...]:
    """The decisions about a ``document`` or ``target`` (IRIs), latest first, also those that do not hold."""
    wanted = {"dcterms:source": document, "oa:hasTarget": target}
    records = _Records(graph.store.quads(_place(graph)))
    found = [
        records.read(iri)
        for iri in records.decisions
        if all(value in ("", records.value(name, iri)) for name, value in wanted.items())
    ]
    return tuple(sorted(sorted(found, key=lambda c: c.iri), key=lambda c: c.when, reverse=True))


def curations_touching(graph: Repository, document: str, words: str) -> list[Curation]:
    """The decisions that a document with the text ``words`` may have to do with: few of many."""
    records = _Records(graph.store.quads(_place(graph)))

    def touches(iri: str) -> bool:
        if (
            records.value("sp:decision", iri) == Decision.RENAMED
            or records.value("dcterms:source", iri) == document
        ):
            return True
        quotes = records.values("oa:hasSelector", iri)
        return any(
            records.value("dcterms:source", one) == document or records.value("oa:exact", one) in words
            for one in quotes
        )

    return [records.read(iri) for iri in records.decisions if touches(iri)]


def curations_in(quads: Iterable[ox.Quad]) -> list[Curation]:
    """The decisions that ``quads`` of a graph of decisions record."""
    records = _Records(quads)
    return [records.read(iri) for iri in records.decisions]


def standing(found: Iterable[Curation]) -> dict[str, Curation]:
    """The decision that holds for each position: in force, and not followed by another that is.

    Where two teams decided side by side and differently, none holds; see ``rivals``.
    """
    holds: dict[str, Curation] = {}
    for target, heads in _heads(found).items():
        if len({(head.decision, head.after) for head in heads}) == 1:
            holds[target] = min(heads, key=lambda head: head.iri)
    return holds


def rivals(found: Iterable[Curation]) -> dict[str, tuple[Curation, ...]]:
    """By position, the decisions that contradict one another, none made after the other."""
    return {
        target: tuple(heads)
        for target, heads in _heads(found).items()
        if len({(head.decision, head.after) for head in heads}) > 1
    }


def heads_of(found: Iterable[Curation], target: str) -> tuple[str, ...]:
    """The latest decisions about ``target`` (IRIs), which a new one follows."""
    return tuple(sorted(head.iri for head in _heads(found).get(target, ())))


def _heads(found: Iterable[Curation]) -> dict[str, list[Curation]]:
    """By target, the decisions about positions that none in force follows.

    Those of before there were anchors name no predecessors; each follows the earlier ones.
    """
    by_target: dict[str, list[Curation]] = {}
    every = list(found)
    for one in every:
        if one.is_in_force and one.decision.is_about_position:
            by_target.setdefault(one.target, []).append(one)
    for target, group in by_target.items():
        followed = _followed(group, {one.iri: one.follows for one in every})
        by_target[target] = [one for one in group if one.iri not in followed]
    return by_target


def _followed(group: list[Curation], follows: dict[str, tuple[str, ...]]) -> set[str]:
    """All that is before one of ``group``, also over decisions that were taken back."""
    found: set[str] = set()
    open_ends = [name for one in group for name in one.follows]
    while open_ends:
        name = open_ends.pop()
        if name not in found:
            found.add(name)
            open_ends += follows.get(name, ())
    old = sorted((one for one in group if not one.anchors and not one.follows), key=lambda one: one.when)
    return found | {one.iri for one in old[:-1]} | {one.iri for one in old if len(old) < len(group)}


def recorded(graph: Repository, made: Curation, author: Author) -> tuple[Curation, list[ox.Quad]]:
    """A new decision with its IRI, and its quads; the IRI is a hash of what it says, the same everywhere.

    What was taken back within the same second and is decided once more is another decision. Raises
    ``InputError`` without an author.
    """
    content = [made.target, made.decision, made.other, author.when.isoformat(), author.name, *made.follows]
    while any(graph.store.quads(_place(graph), subject=ox.NamedNode(iri := _iri(graph, content)))):
        content.append("once more")
    named = replace(made, iri=iri, when=author.when.isoformat())
    return named, list(written(graph, named, author.name))


def _iri(graph: Repository, content: list[str]) -> str:
    digest = hashlib.sha256("|".join(content).encode()).hexdigest()[:16]
    return f"{graph.base}curation/{digest}"


def written(graph: Repository, one: Curation, curator: str) -> Iterator[ox.Quad]:
    """The quads of a decision that was not taken back, without what it does (``things.effects``)."""
    node, place = ox.NamedNode(one.iri), _place(graph)
    person, described = person_of(graph, curator)
    said: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        ("rdf:type", term("sp:Curation")),
        ("rdf:type", term("prov:Activity")),
        ("rdfs:label", ox.Literal(f"{one.decision}: {one.target.removeprefix(graph.base)}")),
        ("oa:hasTarget", ox.NamedNode(one.target)),
        ("sp:decision", ox.Literal(one.decision.value)),
        ("prov:endedAtTime", ox.Literal(one.when, datatype=term("xsd:dateTime"))),
        ("prov:wasAssociatedWith", person),
        *(("prov:wasInformedBy", ox.NamedNode(name)) for name in one.follows),
    ]
    if one.document:
        said.append(("dcterms:source", ox.NamedNode(one.document)))
    if one.other:
        is_name = one.decision is Decision.RENAMED
        said.append(("oa:hasBody", ox.Literal(one.other) if is_name else ox.NamedNode(one.other)))
    if one.decision.is_about_position:
        said.append(("sp:statementBefore", ox.Literal(_write(one.before))))
        said.append(("sp:statementAfter", ox.Literal(_write(one.after))))
    elif one.before:
        said.append(("sp:statementBefore", ox.Literal(_write(one.before))))
    if one.comment.strip():
        said.append(("rdfs:comment", ox.Literal(one.comment.strip())))
    yield from (ox.Quad(node, term(name), value, place) for name, value in said)
    yield from (ox.Quad(node, NAME_DIGEST, ox.Literal(digest), place) for digest in one.digests)
    yield from described
    yield from parking(graph, one)
    for number, anchor in enumerate(one.anchors, start=1):
        yield from _anchored(graph, node, number, anchor)


def parking(graph: Repository, one: Curation) -> Iterator[ox.Quad]:
    """What the record says of why the decision is parked, nothing if it is not."""
    if one.parked:
        note = term("skos:editorialNote")
        yield ox.Quad(ox.NamedNode(one.iri), note, ox.Literal(one.parked), _place(graph))


def taken_back(graph: Repository, one: Curation, author: Author) -> list[ox.Quad]:
    """What the record of a decision that is taken back says in addition."""
    person, described = person_of(graph, author.name)
    node, place = ox.NamedNode(one.iri), _place(graph)
    moment = ox.Literal(author.when.isoformat(), datatype=term("xsd:dateTime"))
    return [
        ox.Quad(node, term("prov:invalidatedAtTime"), moment, place),
        ox.Quad(node, term("prov:wasInvalidatedBy"), person, place),
        *described,
    ]


def person_of(graph: Repository, name: str) -> tuple[ox.NamedNode, list[ox.Quad]]:
    """The IRI of who decides and the description; raises ``InputError`` without a name."""
    name = name.strip()
    if not name:
        raise InputError("A decision needs the name of who decides.")
    place, node = _place(graph), named_graphs.node(graph.base, "curator/" + slugify(name))
    return node, [
        ox.Quad(node, RDF_TYPE, term("prov:Person"), place),
        ox.Quad(node, LABEL, ox.Literal(name), place),
    ]


def _anchored(graph: Repository, node: ox.NamedNode, number: int, anchor: QuoteAnchor) -> Iterator[ox.Quad]:
    place, selector = _place(graph), ox.NamedNode(f"{node.value}/{number}")
    yield ox.Quad(node, term("oa:hasSelector"), selector, place)
    yield ox.Quad(selector, RDF_TYPE, term("oa:TextQuoteSelector"), place)
    parts = (("exact", anchor.exact), ("prefix", anchor.prefix), ("suffix", anchor.suffix))
    for name, words in parts:
        yield ox.Quad(selector, term("oa:" + name), ox.Literal(words), place)
    yield ox.Quad(selector, term("dcterms:subject"), ox.NamedNode(anchor.about), place)
    yield ox.Quad(selector, term("dcterms:source"), ox.NamedNode(anchor.document), place)


class _Records:
    """The quads of a graph of decisions by subject; ``decisions`` are the IRIs of those that it records."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._said: dict[str, dict[ox.NamedNode, list[str]]] = {}
        for quad in quads:
            facts = self._said.setdefault(text(quad.subject), {})
            facts.setdefault(quad.predicate, []).append(text(quad.object))
        kind = term("sp:Curation").value
        self.decisions = [iri for iri, facts in self._said.items() if kind in facts.get(RDF_TYPE, ())]

    def values(self, name: str, subject: str) -> list[str]:
        """What is said of ``subject`` with the property of that prefixed name, in order."""
        return sorted(self._said.get(subject, {}).get(term(name), ()))

    def value(self, name: str, subject: str) -> str:
        """The first of the same, or ``""``."""
        return next(iter(self.values(name, subject)), "")

    def read(self, iri: str) -> Curation:
        """The decision ``iri``."""
        return Curation(
            iri=iri,
            target=self.value("oa:hasTarget", iri),
            decision=Decision(self.value("sp:decision", iri)),
            curator=self.value("rdfs:label", self.value("prov:wasAssociatedWith", iri)),
            when=self.value("prov:endedAtTime", iri),
            document=self.value("dcterms:source", iri),
            other=self.value("oa:hasBody", iri),
            comment=self.value("rdfs:comment", iri),
            before=_parse(self.value("sp:statementBefore", iri)),
            after=_parse(self.value("sp:statementAfter", iri)),
            anchors=tuple(map(self._anchor, self.values("oa:hasSelector", iri))),
            follows=tuple(self.values("prov:wasInformedBy", iri)),
            digests=tuple(sorted(self._said[iri].get(NAME_DIGEST, ()))),
            withdrawn=self.value("prov:invalidatedAtTime", iri),
            withdrawn_by=self.value("rdfs:label", self.value("prov:wasInvalidatedBy", iri)),
            parked=self.value("skos:editorialNote", iri),
        )

    def _anchor(self, selector: str) -> QuoteAnchor:
        parts = ("dcterms:subject", "dcterms:source", "oa:exact", "oa:prefix", "oa:suffix")
        return QuoteAnchor(*(self.value(part, selector) for part in parts))


def _place(graph: Repository) -> ox.NamedNode:
    return named_graphs.node(graph.base, named_graphs.CURATION)


def _write(triples: Triples) -> str:
    return "".join(sorted(f"{triple} .\n" for triple in triples))


@lru_cache(maxsize=4096)
def _parse(statement: str) -> Triples:
    return frozenset(quad.triple for quad in ox.parse(statement.encode(), format=ox.RdfFormat.N_TRIPLES))
