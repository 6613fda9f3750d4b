"""Which actor each phrase of an English text means, read in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.articles.findings import Actor, Document, Mention, Span
from loaders.english.actors.reading import read_phrase
from loaders.english.actors.register import Occurrence, Roll
from loaders.english.lexicon import frames_of
from loaders.english.syntax.units import NounPhrase, Parsed
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


def find_actors(parsed: Sequence[Parsed], document: Document) -> Cast:
    """Everybody named in the text."""
    register = Roll(document)
    meant: dict[Key, str] = {}
    mentions: list[Mention] = []
    for one in parsed:
        tokens = one.sentence.tokens
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
            bare = unit.phrase.preposition is None and phrase is unit.phrase
            register.history.append(Occurrence(one.sentence.index, bare, entity))
    return Cast(register, meant, mentions)
