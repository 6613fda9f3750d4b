"""What every construction may look at, what it finds, and who holds what a clause says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from loaders.articles.findings import Actor, Document
from loaders.english.actors.index import ActorIndex
from loaders.english.positions.labels import Label
from loaders.english.positions.senses import Sense
from loaders.english.speech.index import SpeechIndex
from loaders.english.syntax.units import Clause, Parsed, Phrase
from loaders.english.vocabulary import words


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence in its text."""

    document: Document
    parsed: Parsed
    actors: ActorIndex
    speech: SpeechIndex

    def meant(self, phrase: Phrase) -> Actor | None:
        """Whom a phrase means; "I" and "we" are whose words they are."""
        token = self.parsed.sentence.tokens[phrase.head]
        if token.lower in words("voice_pronouns"):
            return self.speech.speaker_at(token.start)
        return self.actors.meant(self.parsed.sentence.index, phrase)

    def is_own(self, phrase: Phrase) -> bool:
        """Whether somebody speaks of himself."""
        return self.parsed.sentence.tokens[phrase.head].lower in words("voice_pronouns")


class Held(NamedTuple):
    """Who holds a position, and where they stood: subject, agent, speaker, possessor."""

    actors: tuple[Actor, ...]
    source: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A position before it is a statement. ``start`` and ``end`` are the tokens of its evidence, end exclusive."""

    clause: Clause
    held: Held
    label: Label
    sense: Sense
    rule: str
    construction: str
    slot: str
    start: int
    end: int
    about: Actor | None = None


NOBODY = Held((), "")


def holders(context: Context, clause: Clause) -> Held:
    """Who holds what the verb of a clause says: its subjects, in the passive those after "by"."""
    if clause.verb.passive:
        agent = next((p for p in clause.prepositions if clause.tokens[p.preposition or 0].lower == "by"), None)
        return _meant(context, (agent,), "agent") if agent is not None else NOBODY
    if clause.link in {"inf", "ing"} and clause.parent is not None:
        return holders(context, clause.parent)
    found = _meant(context, clause.subjects, "subject")
    return found if found.actors else _meant(context, clause.others, "subject")


def _meant(context: Context, phrases: tuple[Phrase, ...], source: str) -> Held:
    found = [(actor, phrase) for phrase in phrases if (actor := context.meant(phrase)) is not None]
    if not found:
        return NOBODY
    own = any(context.is_own(phrase) for _, phrase in found)
    actors = tuple({actor.id: actor for actor, _ in found}.values())
    return Held(actors, "speaker" if own else source, own)


def speaker_of(context: Context, clause: Clause) -> Held:
    """Whose own words a clause is: the subject of the verb of saying it hangs on, else the speaker or voice around it."""
    parent = clause.parent
    if clause.link == "that" and parent is not None:
        found = holders(context, parent)
        return Held(found.actors, "speaker", found.own)
    if clause.link == "main":
        token = clause.tokens[clause.verb.head]
        speaker = context.speech.speaker_at(token.start)
        return Held((speaker,), "speaker", True) if speaker is not None else NOBODY
    return NOBODY
