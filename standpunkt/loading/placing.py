"""Under which identifier an article is kept: the same again for the same article, never that of another one.

What makes two articles one is their source; without sources their path below the loaded folder, or else
their title, with a text that is alike. The name comes from the title; where several articles have one, a
digest of source, or of path, title and date, is added, and one of the text only where these are equal, too.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice

import pyoxigraph as ox
from rdflib import DCTERMS

from graph.knowledge.graph import KnowledgeGraph
from graph.rdf.terms import from_rdflib
from graph.rdf.terms import text as text_of
from loaders.articles.findings import Document
from loaders.articles.likeness import ALIKE, Sketch, likeness, marks, sketch
from loaders.triples.nodes import source as source_term
from ontology.terms import SP

CORRECTED = 0.2
"""Likeness from which the text of a file with the same path and title is a correction, no other article."""
CANDIDATES = 50
"""Articles that are compared with a new one for each thing they have in common."""
_TITLE, _ISSUED, _SOURCE, _VERSION_OF = (
    ox.NamedNode(str(term)) for term in (DCTERMS.title, DCTERMS.issued, DCTERMS.source, DCTERMS.isVersionOf)
)
_PATH, _TEXT, _MARK = (ox.NamedNode(str(term)) for term in (SP.path, SP.text, SP.textMark))


@dataclass(frozen=True, slots=True)
class Card:
    """What an article is recognised by. ``id`` is where it is kept, or the name that its title gives it."""

    id: str
    title: str
    published: str
    source: str
    path: str
    digest: str
    sketch: Sketch
    version_of: str = ""

    @classmethod
    def of(cls, document: Document) -> Card:
        """The card of an article that was read."""
        day = document.published.isoformat() if document.published else ""
        return cls(
            document.id,
            document.title,
            day,
            document.source or "",
            document.path or "",
            hashlib.sha256(document.text.encode()).hexdigest(),
            sketch(document.text),
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article is kept (``id``), and how it stands to what was there.

    ``replaces``: it was kept before, with another text. ``beside``: the article of the same title whose name
    it does not take. ``version_of``: the article that it is nearly the same as.
    """

    id: str
    replaces: bool = False
    beside: str = ""
    version_of: str = ""
    known: bool = False
    path: str = ""

    def put(self, document: Document) -> Document:
        """The article under the identifier of this place; it keeps a path that is known from before."""
        path = document.path or self.path or None
        return replace(document, id=self.id, path=path, version_of=self.version_of or None)


def places(graph: KnowledgeGraph, cards: Sequence[Card], *, taking_over: bool = False) -> list[Place]:
    """Where the articles of one load are kept, in their order.

    ``taking_over``: an article takes the place of the one that is kept under its name already, but not of
    another of the same load.
    """
    stored, batch = _Stored(graph), _Batch()
    several = Counter(card.id for card in cards)
    twins: list[Card | None] = []
    for card in cards:
        named = stored.at(card.id) if taking_over and several[card.id] == 1 else None
        twins.append(named or stored.same(card) or batch.same(card))
    names = _names([card for card, twin in zip(cards, twins, strict=True) if twin is None], stored)
    return [_place(card, twin, names, stored, batch) for card, twin in zip(cards, twins, strict=True)]


def kept_card(graph: KnowledgeGraph, identifier: str, triples: Iterable[ox.Triple]) -> Card | None:
    """The card of the article that ``triples`` describe under ``identifier``; none if they have no text."""
    subject = graph.iri(identifier)
    said = {triple.predicate: text_of(triple.object) for triple in triples if triple.subject == subject}
    text = said.get(_TEXT)
    if text is None:
        return None
    return Card(
        identifier,
        said.get(_TITLE, ""),
        said.get(_ISSUED, ""),
        said.get(_SOURCE, ""),
        said.get(_PATH, ""),
        hashlib.sha256(text.encode()).hexdigest(),
        sketch(text),
        said.get(_VERSION_OF, "").removeprefix(graph.base),
    )


def may_stay(graph: KnowledgeGraph, cards: Sequence[Card]) -> list[bool]:
    """Whether articles that were placed without this graph would be placed here as they were.

    Not where another article has the name, the article is kept under another one or as another version, or
    one is here that is alike. ``cards`` are of one load, in its order.
    """
    stored, coming = _Stored(graph), {card.id for card in cards}
    return [_may_stay(card, stored, coming) for card in cards]


def _may_stay(card: Card, stored: _Stored, coming: Set[str]) -> bool:
    known = stored.at(card.id)
    if known is not None:
        return known.version_of == card.version_of and _is_same(card, known)
    if card.version_of:
        is_there = card.version_of in coming or stored.at(card.version_of) is not None
        return is_there and stored.same(card) is None
    return not any(_is_same(card, k) or likeness(card.sketch, k.sketch) >= ALIKE for k in stored.near(card))


def _place(card: Card, twin: Card | None, names: dict[Card, str], stored: _Stored, batch: _Batch) -> Place:
    """The place of one article: that of its twin, or the one that ``names`` has for it."""
    if twin is not None and twin not in names:
        changed = twin.digest != card.digest
        return Place(twin.id, changed, version_of=twin.version_of, known=True, path=twin.path)
    identifier = names[twin or card]
    others = (k for k in (*stored.near(card), *batch.before(card)) if names.get(k, k.id) != identifier)
    like = next((k for k in others if likeness(card.sketch, k.sketch) >= ALIKE), None)
    version_of = "" if like is None else like.version_of or batch.version_of(like) or names.get(like, like.id)
    batch.versions[card] = version_of
    if twin is not None:
        return Place(identifier, twin.digest != card.digest, version_of=version_of, known=True)
    return Place(identifier, beside=card.id if identifier != card.id else "", version_of=version_of)


def _names(cards: Sequence[Card], stored: _Stored) -> dict[Card, str]:
    """The identifiers of articles that are kept for the first time."""
    several = Counter(card.id for card in cards)
    names: dict[Card, str] = {}
    for card in cards:
        free = several[card.id] == 1 and stored.at(card.id) is None
        names[card] = card.id if free else f"{card.id}-{_digest(card, with_text=False)}"
    twice = Counter(names.values())
    return {
        card: name
        if twice[name] == 1 and (name == card.id or stored.at(name) is None)
        else f"{card.id}-{_digest(card, with_text=True)}"
        for card, name in names.items()
    }


def _digest(card: Card, *, with_text: bool) -> str:
    known = (card.source,) if card.source else (card.path, card.title, card.published)
    key = (*known, card.digest) if with_text or not any((card.source, card.path)) else known
    return hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:8]


def _is_same(one: Card, other: Card) -> bool:
    """Whether two cards are of one article, perhaps corrected."""
    if one.source and other.source:
        return one.source == other.source
    if one.path and other.path:
        if one.path != other.path:
            return False
        least = CORRECTED if one.title == other.title else ALIKE
        return likeness(one.sketch, other.sketch) >= least
    if one.published and other.published and one.published != other.published:
        return False
    return one.title == other.title and likeness(one.sketch, other.sketch) >= ALIKE


class _Batch:
    """The articles of one load so far."""

    def __init__(self) -> None:
        self._by: dict[tuple[str, str], list[Card]] = defaultdict(list)
        self._order: dict[Card, int] = {}
        self.versions: dict[Card, str] = {}

    def version_of(self, card: Card) -> str:
        """The article that one of this load was found to be a version of."""
        return self.versions.get(card, "")

    def same(self, card: Card) -> Card | None:
        """The first article before that is the same; a new one is remembered."""
        found = next((k for k in self._near(card) if _is_same(card, k)), None)
        if found is None:
            self._order[card] = len(self._order)
            for key in _keys(card):
                self._by[key].append(card)
        return found

    def before(self, card: Card) -> Iterator[Card]:
        """The articles before that may be alike."""
        place = self._order.get(card, len(self._order))
        return (other for other in self._near(card) if self._order[other] < place)

    def _near(self, card: Card) -> Iterator[Card]:
        found = (k for key in _keys(card) for k in islice(self._by.get(key, ()), CANDIDATES))
        return iter(dict.fromkeys(found))


def _keys(card: Card) -> Iterator[tuple[str, str]]:
    """By what an article is found: its source, its path, parts of its text."""
    yield from ((name, value) for name, value in (("source", card.source), ("path", card.path)) if value)
    yield from (("mark", mark) for mark in marks(card.sketch))


class _Stored:
    """The articles that a graph holds."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._cards: dict[str, Card | None] = {}

    def at(self, identifier: str) -> Card | None:
        """The card of the article that is kept under an identifier."""
        if identifier not in self._cards:
            self._cards[identifier] = self._read(identifier)
        return self._cards[identifier]

    def same(self, card: Card) -> Card | None:
        """The article that is the same."""
        return next((known for known in self.near(card) if _is_same(card, known)), None)

    def near(self, card: Card) -> Iterator[Card]:
        """The articles that have the name, the source, the path or parts of the text in common."""
        where = [(_SOURCE, source_term(card.source)), (_PATH, card.path)]
        pairs = [(term, value) for term, value in where if value]
        pairs += [(_MARK, mark) for mark in marks(card.sketch)]
        seen = {card.id: self.at(card.id)}
        for predicate, value in pairs:
            node = (
                ox.Literal(value) if isinstance(value, str) and predicate != _SOURCE else from_rdflib(value)
            )
            for quad in islice(self._graph.store.quads(predicate=predicate, object=node), CANDIDATES):
                identifier = text_of(quad.subject).removeprefix(self._graph.base)
                seen.setdefault(identifier, self.at(identifier))
        return iter([known for known in seen.values() if known is not None])

    def _read(self, identifier: str) -> Card | None:
        quads = self._graph.store.quads(subject=self._graph.iri(identifier))
        return kept_card(self._graph, identifier, (quad.triple for quad in quads))
