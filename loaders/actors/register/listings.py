"""Actors named side by side ("Holt, Tamm und der Verband"): the group they make for later words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.actors.register.entity import Entity
from loaders.actors.sentence.naming import FINITE_TAGS, Naming
from loaders.articles.findings import ActorKind, Span
from loaders.german.morphology import is_plural_verb
from loaders.german.tokens import Sentence
from loaders.lexicon.tables import words

Resolved = tuple[Naming, Entity]

_LINKS = frozenset({",", "und", "sowie", "&", "oder", "auch"})
_LAST_LINKS = frozenset({"und", "sowie", "&", "oder"})
_LONGEST_LINK = 3  # tokens between two members


@dataclass(frozen=True, slots=True)
class Listing:
    """Actors of one sort named side by side; ``start`` and ``end`` are tokens, ``more`` "andere Länder"."""

    found: tuple[Resolved, ...]
    sentence: Sentence
    more: Resolved | None = None

    @property
    def members(self) -> tuple[Entity, ...]:
        """The actors, each once, in text order."""
        return tuple(dict.fromkeys(entity for _, entity in self.found))

    @property
    def start(self) -> int:
        """The first token."""
        return self.found[0][0].start

    @property
    def end(self) -> int:
        """The token after the last one."""
        return end_of((self.more or self.found[-1])[0])

    @property
    def span(self) -> Span:
        """The words from the first to the last member."""
        return Span(self.found[0][0].first_offset, self.found[-1][0].end_offset)


def end_of(phrase: Naming) -> int:
    """The token after a phrase and its apposition."""
    return max(phrase.end, phrase.apposition.end if phrase.apposition is not None else 0)


def outermost(found: Iterable[Resolved]) -> list[Resolved]:
    """The phrases that lie in no other, in text order."""
    kept: list[Resolved] = []
    for phrase, entity in found:
        if not kept or phrase.start >= end_of(kept[-1][0]):
            kept.append((phrase, entity))
    return kept


def innermost(found: Iterable[Resolved]) -> list[Resolved]:
    """The phrases that no other lies in, in text order."""
    kept: list[Resolved] = []
    for phrase, entity in found:
        if kept and phrase.end <= kept[-1][0].end:
            kept[-1] = (phrase, entity)
        else:
            kept.append((phrase, entity))
    return kept


def listings(sentence: Sentence, found: Sequence[Resolved]) -> list[Listing]:
    """The listings among the outermost phrases of a sentence."""
    runs: list[list[Resolved]] = []
    for item in found:
        if runs and _continues(sentence, runs[-1][-1], item):
            runs[-1].append(item)
        else:
            runs.append([item])
    made = (_listing(sentence, run) for run in runs)
    return [listing for listing in made if listing is not None]


def _continues(sentence: Sentence, last: Resolved, item: Resolved) -> bool:
    """Whether only commas and conjunctions stand between two phrases of the same sort."""
    between = sentence.tokens[end_of(last[0]) : item[0].start]
    linked = 0 < len(between) <= _LONGEST_LINK and all(t.lower in _LINKS for t in between)
    return linked and sort_of(last[1]) == sort_of(item[1])


def sort_of(entity: Entity) -> str:
    """Who can stand in one list: persons, norms, and all else that acts."""
    if entity.kind in {ActorKind.PERSON, ActorKind.NORM}:
        return entity.kind.value
    return "body"


def _listing(sentence: Sentence, run: list[Resolved]) -> Listing | None:
    """The listing of a run, if its last link is a conjunction and two or more single actors are in it."""
    more = next((item for item in run if _is_rest(item[0])), None)
    run = run[: run.index(more)] if more is not None else run
    if len({entity.id for _, entity in run}) < (1 if more else 2):
        return None
    end = more[0].start if more is not None else run[-1][0].start
    before = run[-1 if more else -2][0]
    links = {t.lower for t in sentence.tokens[end_of(before) : end]}
    if not links & _LAST_LINKS:
        return None
    listing = Listing(tuple(run), sentence, more)
    return None if more is None and _is_two_clauses(listing) else listing


def _is_rest(phrase: Naming) -> bool:
    """ "Andere Länder", "weitere Minister": who else belongs to those listed before."""
    return phrase.plural and any(a.lower().startswith(tuple(words("rest"))) for a in phrase.adjectives)


def _is_two_clauses(listing: Listing) -> bool:
    """ "Holt sagte zu und Tamm nickte", "laut Holt und Tamm sei": a singular verb follows the last name."""
    tokens, end = listing.sentence.tokens, listing.end
    after = tokens[end] if end < len(tokens) else None
    if after is None or after.tag not in FINITE_TAGS or listing.found[0][0].preposition:
        return False
    return not is_plural_verb(after.text) and listing.start > 0
