"""What every construction may look at, what it finds, and who holds what a clause says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from loaders.articles.findings import Actor, Document
from loaders.english.actors.index import Cast
from loaders.english.positions.labels import Wording
from loaders.english.positions.senses import Stand
from loaders.english.speech.index import SpeechIndex
from loaders.english.syntax.units import NounPhrase, Parsed, VerbClause
from loaders.english.vocabulary import words


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A sentence in its text."""

    document: Document
    parsed: Parsed
    actors: Cast
    speech: SpeechIndex

    def meant(self, phrase: NounPhrase) -> Actor | None:
        """Whom a phrase means; "I" and "we" are whose words they are."""
        token = self.parsed.sentence.tokens[phrase.head]
        if token.lower in words("voice_pronouns"):
            return self.speech.speaker_at(token.start)
        return self.actors.meant(self.parsed.sentence.index, phrase)

    def is_own(self, phrase: NounPhrase) -> bool:
        """Whether somebody speaks of himself."""
        return self.parsed.sentence.tokens[phrase.head].lower in words("voice_pronouns")


class HeldBy(NamedTuple):
    """Who holds a position, and where they stood: subject, agent, speaker, possessor."""

    actors: tuple[Actor, ...]
    source: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """A position before it is a statement. ``start`` and ``end`` are the tokens of its evidence, end
    exclusive.
    """

    clause: VerbClause
    held: HeldBy
    label: Wording
    sense: Stand
    rule: str
    construction: str
    slot: str
    start: int
    end: int
    about: Actor | None = None


NOBODY = HeldBy((), "")


def holders(context: Surroundings, clause: VerbClause) -> HeldBy:
    """Who holds what the verb of a clause says: its subjects, in the passive those after "by"."""
    if clause.verb.passive:
        agent = next(
            (p for p in clause.prepositions if clause.tokens[p.preposition or 0].lower == "by"), None
        )
        return _meant(context, (agent,), "agent") if agent is not None else NOBODY
    if clause.link in {"inf", "ing"} and clause.parent is not None:
        return holders(context, clause.parent)
    own = _of_own_body(context, clause)
    if own.actors:
        return own
    found = _meant(context, clause.subjects, "subject")
    return found if found.actors else _meant(context, clause.others, "subject")


def _of_own_body(context: Surroundings, clause: VerbClause) -> HeldBy:
    """Who speaks for what he calls his own: "said his country was ready"."""
    if clause.link != "that" or clause.parent is None or not clause.subjects:
        return NOBODY
    phrase = clause.subjects[0]
    first, head = clause.tokens[phrase.start], clause.tokens[phrase.head]
    if first.tag != "DPS" or phrase.end - phrase.start != 2 or head.lower not in words("own_bodies"):
        return NOBODY
    return holders(context, clause.parent)._replace(source="speaker")


def _meant(context: Surroundings, phrases: tuple[NounPhrase, ...], source: str) -> HeldBy:
    found = [(actor, phrase) for phrase in phrases if (actor := context.meant(phrase)) is not None]
    if not found:
        return NOBODY
    own = any(context.is_own(phrase) for _, phrase in found)
    actors = tuple({actor.id: actor for actor, _ in found}.values())
    return HeldBy(actors, "speaker" if own else source, own)


def according_to(context: Surroundings, clause: VerbClause) -> HeldBy:
    """Who is named after "according to" in the sentence of a main clause."""
    if clause.link != "main":
        return NOBODY
    source = next((c for c in context.parsed.clauses if c.verb.lemma == "accord" and c.prepositions), None)
    return (
        _meant(context, source.prepositions[:1], "speaker")._replace(own=False)
        if source is not None
        else NOBODY
    )


def speaker_of(context: Surroundings, clause: VerbClause) -> HeldBy:
    """Whose own words a clause is: the subject of the verb of saying it hangs on, else the speaker or voice
    around it.
    """
    parent = clause.parent
    if clause.link == "that" and parent is not None:
        found = holders(context, parent)
        return HeldBy(found.actors, "speaker", found.own)
    told = according_to(context, clause)
    if told.actors:
        return told
    if clause.link == "main":
        token = clause.tokens[clause.verb.head]
        speaker = context.speech.speaker_at(token.start)
        return HeldBy((speaker,), "speaker", True) if speaker is not None else NOBODY
    return NOBODY
