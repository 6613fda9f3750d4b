"""Which actor each phrase of an English text means, read in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.articles.findings import Actor, Document, Mention, Span
from loaders.english.actors.reading import read_phrase
from loaders.english.actors.register import Occurrence, Roll
from loaders.english.lexicon import frames_of
from loaders.english.syntax.units import Constituent, NounPhrase, Parsed
from loaders.german.tokens import Token

Key = tuple[int, int, int]
"""Sentence, and the tokens of a phrase."""


class Cast:
    """The actors of a text, and whom each phrase means."""

    def __init__(self, register: Roll, meant: dict[Key, str], mentions: Sequence[Mention]) -> None:
        self._meant = meant
        self.mentions = tuple(mentions)
        self.by_id = {entity.id: entity.actor(register.document) for entity in register.by_id.values()}

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Everybody the text names, in its order."""
        return tuple(self.by_id.values())

    def meant(self, sentence: int, phrase: NounPhrase) -> Actor | None:
        """Whom a phrase of a sentence means."""
        identifier = self._meant.get((sentence, phrase.start, phrase.end))
        return self.by_id[identifier] if identifier is not None else None


def possessor(tokens: Sequence[Token], phrase: NounPhrase) -> NounPhrase | None:
    """Whose something is: "the union" in "the union's support", "its" in "its support"."""
    if tokens[phrase.start].tag == "DPS":
        return NounPhrase(phrase.start, phrase.start + 1, phrase.start)
    mark = next((i for i in range(phrase.start + 1, phrase.head) if tokens[i].tag == "POS"), None)
    return NounPhrase(phrase.start, mark, mark - 1) if mark is not None else None


def _rank(unit: Constituent, phrase: NounPhrase, subjects: set[int]) -> int:
    """How prominent a mention is: the subject of a verb, another bare phrase, or neither."""
    if phrase is not unit.phrase or phrase.preposition is not None:
        return 2
    return 0 if phrase.start in subjects else 1


def find_actors(parsed: Sequence[Parsed], document: Document) -> Cast:
    """Everybody named in the text."""
    register = Roll(document)
    meant: dict[Key, str] = {}
    mentions: list[Mention] = []
    for one in parsed:
        tokens = one.sentence.tokens
        subjects = {subject.start for clause in one.clauses for subject in clause.subjects}
        for at, unit in enumerate(one.units):
            if unit.phrase is None:
                continue
            phrase = unit.phrase
            found = read_phrase(register, one, at, phrase)
            if found is None or frames_of("noun", tokens[phrase.head].lemma):
                owner = possessor(tokens, phrase)
                phrase = owner if owner is not None else phrase
                found = read_phrase(register, one, at, owner) if owner is not None else found
            if found is None:
                continue
            entity, form, end = found
            first = phrase.start
            while first < phrase.head and tokens[first].tag in {"AT0", "DT0"}:
                first += 1
            span = Span(tokens[first].start, tokens[end - 1].end)
            if entity.first is None:
                entity.first = span
            if form != "pronoun":
                entity.forms[span.of(document.text)] = None
            meant[one.sentence.index, phrase.start, phrase.end] = entity.id
            mentions.append(Mention(span, entity.id, form))
            register.history.append(Occurrence(one.sentence.index, _rank(unit, phrase, subjects), entity))
    return Cast(register, meant, mentions)
