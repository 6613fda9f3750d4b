"""Which actor each phrase of an English text means, read in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.articles.findings import Actor, Document, Mention, Span
from loaders.english.actors.reading import read_phrase
from loaders.english.actors.register import Named, Register
from loaders.english.syntax.units import Parsed, Phrase

Key = tuple[int, int]


class ActorIndex:
    """The actors of a text, and whom each phrase means."""

    def __init__(self, register: Register, meant: dict[Key, str], mentions: Sequence[Mention]) -> None:
        self._meant = meant
        self.mentions = tuple(mentions)
        self.by_id = {entity.id: entity.actor(register.document) for entity in register.by_id.values()}

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Everybody the text names, in its order."""
        return tuple(self.by_id.values())

    def meant(self, sentence: int, phrase: Phrase) -> Actor | None:
        """Whom a phrase of a sentence means."""
        identifier = self._meant.get((sentence, phrase.start))
        return self.by_id[identifier] if identifier is not None else None


def find_actors(parsed: Sequence[Parsed], document: Document) -> ActorIndex:
    """Everybody named in the text."""
    register = Register(document)
    meant: dict[Key, str] = {}
    mentions: list[Mention] = []
    for one in parsed:
        tokens = one.sentence.tokens
        for at, unit in enumerate(one.units):
            if unit.phrase is None:
                continue
            found = read_phrase(register, one, at)
            if found is None:
                continue
            entity, form, end = found
            first = unit.phrase.start
            while first < unit.phrase.head and tokens[first].tag in {"AT0", "DT0"}:
                first += 1
            span = Span(tokens[first].start, tokens[end - 1].end)
            if entity.first is None:
                entity.first = span
            if form != "pronoun":
                entity.forms[span.of(document.text)] = None
            meant[one.sentence.index, unit.phrase.start] = entity.id
            mentions.append(Mention(span, entity.id, form))
            register.history.append(Named(one.sentence.index, unit.phrase.preposition is None, entity))
    return ActorIndex(register, meant, mentions)
