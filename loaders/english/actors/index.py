"""Which actor each phrase of an English text means, read in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.articles.findings import Actor, ActorKind, Document, Mention, Span
from loaders.english.actors.reading import Meant, read_phrase
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
        subjects = {subject.start for clause in one.clauses for subject in clause.subjects}
        for at, unit in enumerate(one.units):
            for phrase, found in _read(register, one, at, unit):
                mention = _note(one, phrase, found, document)
                meant[one.sentence.index, phrase.start, phrase.end] = mention.actor
                mentions.append(mention)
                rank = _rank(unit, phrase, subjects)
                register.history.append(Occurrence(one.sentence.index, rank, found[0]))
    return Cast(register, meant, mentions)


def _read(register: Roll, one: Parsed, at: int, unit: Constituent) -> Iterator[tuple[NounPhrase, Meant]]:
    """Whom the phrase of a unit means, before it whose it is: "the union's president", "its support"."""
    phrase = unit.phrase
    if phrase is None:
        return
    tokens = one.sentence.tokens
    found, owner = read_phrase(register, one, at, phrase), possessor(tokens, phrase)
    stance = bool(frames_of("noun", tokens[phrase.head].lemma))
    alone = found is None or stance
    if owner is not None and (alone or tokens[owner.start].tag != "DPS"):
        whose = read_phrase(register, one, at, owner)
        if whose is not None:
            yield owner, whose
    bracketed = at > 1 and one.units[at - 1].word == "(" and one.units[at - 2].phrase is not None
    if bracketed and found is not None and found[0].kind is ActorKind.ORGANISATION and "-" in found[0].name:
        return  # "(D-Ohio)"
    if found is not None and not (stance and owner is not None):
        yield phrase, found


def _note(one: Parsed, phrase: NounPhrase, found: Meant, document: Document) -> Mention:
    """The mention of an entity, which takes its words as a form of its name."""
    entity, form, end = found
    tokens = one.sentence.tokens
    first = phrase.start
    while first < phrase.head and tokens[first].tag in {"AT0", "DT0"}:
        first += 1
    span = Span(tokens[first].start, tokens[end - 1].end)
    if entity.first is None:
        entity.first = span
    if form != "pronoun":
        entity.forms[span.of(document.text)] = None
    return Mention(span, entity.id, form)
