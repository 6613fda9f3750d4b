"""All positions of an English text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.articles.findings import Document, Statement
from loaders.english.actors.index import Cast
from loaders.english.positions.constructions import CONSTRUCTIONS
from loaders.english.positions.context import Stated, Surroundings
from loaders.english.positions.nouns import by_noun
from loaders.english.positions.statements import statements_of
from loaders.english.speech.index import SpeechIndex
from loaders.english.syntax.units import Parsed, VerbClause


def find_positions(
    parsed: Sequence[Parsed], actors: Cast, speech: SpeechIndex, document: Document
) -> Iterator[Statement]:
    """The positions of a text in its order; what is asked by an interviewer is none."""
    for one in parsed:
        context = Surroundings(document, one, actors, speech)
        claimed: set[int] = set()
        for clause in one.clauses:
            if clause.at in claimed or speech.asks_at(clause.offset):
                continue
            for named in by_noun(clause, context):
                yield from statements_of(named, context)
            found = _first(clause, context)
            if found is None:
                continue
            claimed |= _claims(found)
            yield from statements_of(found, context)


def _first(clause: VerbClause, context: Surroundings) -> Stated | None:
    for _, construction, _ in CONSTRUCTIONS:
        found = next(iter(construction(clause, context)), None)
        if found is not None:
            return found
    return None


def _claims(found: Stated) -> set[int]:
    """The clauses that are the issue of a position: infinitives and gerunds say nothing of their own any
    more.
    """
    claimed: set[int] = set()
    waiting = [
        child
        for child in found.clause.children
        if child.link in {"inf", "ing"} or child.verb.form == "gerund"
    ]
    while waiting:
        child = waiting.pop()
        if child.at not in claimed:
            claimed.add(child.at)
            waiting += child.children
    return claimed if found.slot in {"inf", "ing"} or found.construction == "verb" else set()
