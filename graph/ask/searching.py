"""Searching for words: in the texts of documents, in the sentences of positions, and in names.

No question is read here and nothing is ranked: what has all the words is found, the rest is not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graph.ask.indexes.full_text import full_text_of
from graph.ask.indexes.indexes import index_of
from graph.ask.words.stems import fold, words
from graph.knowledge.graph import KnowledgeGraph
from graph.things.memory import remembered
from graph.things.passages import Passage
from graph.things.positions.positions import Position, all_positions
from graph.things.things import thing

MOST_WORDS = 12
"""Words of a search that are looked at."""
Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SearchedWord:
    """One folded word of a search, with the sentences that have it: their bounds by document."""

    word: str
    places: Mapping[str, list[Bounds]]

    def stands_in(self, passages: Collection[Passage]) -> bool:
        """Whether a sentence with the word overlaps one of ``passages``."""
        return any(
            first < passage.end and passage.start < last
            for passage in passages
            for first, last in self.places.get(passage.document, ())
        )


def searched_words(graph: KnowledgeGraph, wanted: str, *, texts: bool = True) -> tuple[SearchedWord, ...]:
    """The words of ``wanted``, each with where it stands in the texts; nowhere if ``texts`` are not shown."""
    asked = tuple(dict.fromkeys(words(wanted)))[:MOST_WORDS]
    if not asked:
        return ()

    def look() -> tuple[SearchedWord, ...]:
        full = full_text_of(graph, index_of(graph)) if texts else None
        return tuple(SearchedWord(word, full.places(word) if full else {}) for word in asked)

    return remembered(graph, ("searched words", asked, texts), look, shared=False)


def found_positions(
    graph: KnowledgeGraph, wanted: str, language: str, *, texts: bool = True
) -> frozenset[str] | None:
    """The positions (IRIs) that have every word of ``wanted`` in their sentence or in the names of their
    holder and issue; ``None`` where there is no word in it.

    Where the ``texts`` are not shown only the quoted words are searched: nobody shall guess the rest.
    """
    asked = searched_words(graph, wanted, texts=texts)
    if not asked:
        return None
    names = folded_names(graph, language)

    def has(position: Position, one: SearchedWord) -> bool:
        if one.word in names[position.holder] or one.word in names[position.issue]:
            return True
        return one.stands_in(position.passages) if texts else one.word in _quoted(position)

    every = all_positions(graph, versions=True)
    return frozenset(p.iri for p in every if all(has(p, one) for one in asked))


def folded_names(graph: KnowledgeGraph, language: str) -> dict[str, str]:
    """What each holder and issue of a position is called, made comparable."""

    def build() -> dict[str, str]:
        every = {iri for p in all_positions(graph, versions=True) for iri in (p.holder, p.issue)}
        return {iri: fold(thing(graph, iri).label(language)) for iri in every}

    return remembered(graph, ("folded names", language), build)


def _quoted(position: Position) -> str:
    return fold(" ".join(passage.quote for passage in position.passages))


def found_documents(
    graph: KnowledgeGraph, wanted: str, titles: Mapping[str, str], *, texts: bool = True
) -> list[str]:
    """The documents among ``titles`` (title by IRI) that have every word of ``wanted`` in title or text, or
    where the ``texts`` are not shown in title or what is quoted."""
    asked = searched_words(graph, wanted, texts=texts)
    folded = {iri: fold(title) for iri, title in titles.items()}
    if not texts:
        for position in all_positions(graph, versions=True):
            folded[position.document] = f"{folded.get(position.document, '')} {_quoted(position)}"
    return [iri for iri in titles if all(one.word in folded[iri] or iri in one.places for one in asked)]


def best_sentence(graph: KnowledgeGraph, wanted: str, document: str) -> Passage | None:
    """The first of the sentences of ``document`` that have most words of ``wanted``."""
    found: dict[Bounds, int] = {}
    for one in searched_words(graph, wanted):
        for bounds in one.places.get(document, ()):
            found[bounds] = found.get(bounds, 0) + 1
    if not found:
        return None
    best = min(found, key=lambda bounds: (-found[bounds], bounds))
    return Passage(document, *best, full_text_of(graph, index_of(graph)).words_of(document, best))


def has_words(wanted: str, label: str) -> bool:
    """Whether every word of ``wanted`` occurs in ``label``, whatever the case and the accents."""
    plain = fold(label)
    return all(word in plain for word in words(wanted))
