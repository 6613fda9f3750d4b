"""What every construction may look at, what it finds, and who holds what a clause says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from loaders.articles.findings import Actor, Document
from loaders.english.actors.index import Cast
from loaders.english.lexicon import manner_of
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
        return _meant(context, _joined(context, agent), "agent") if agent is not None else NOBODY
    if clause.link in {"inf", "ing"} and clause.parent is not None:
        return holders(context, clause.parent)
    own = _of_own_body(context, clause)
    if own.actors:
        return own
    found = _meant(context, clause.subjects, "subject")
    return found if found.actors else _meant(context, clause.others, "subject")


def _joined(context: Surroundings, phrase: NounPhrase) -> tuple[NounPhrase, ...]:
    """A phrase with those that "and" and commas join to it, up to the subject of the next verb; what stands
    between commas without "and" only describes it.
    """
    units = context.parsed.units
    at = next(i for i, unit in enumerate(units) if unit.phrase is phrase) + 1
    found, joined = [phrase], 1
    while at + 1 < len(units) and units[at].word in {"and", ","}:
        other = units[at + 1].phrase
        if other is None or other.preposition is not None:
            break
        if any(other in clause.subjects for clause in context.parsed.clauses):
            break
        found.append(other)
        joined = len(found) if units[at].word == "and" else joined
        at += 2
    return tuple(found[:joined])


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


def told_by(context: Surroundings, clause: VerbClause) -> HeldBy | None:
    """To whom the sentence gives the words of a main clause: who stands after "according to", or says so
    behind a comma ("…, Norway said"). ``None`` if to nobody, no actors where it is unknown whom.
    """
    if clause.link != "main":
        return None
    source = next((c for c in context.parsed.clauses if c.verb.lemma == "accord" and c.prepositions), None)
    if source is not None:
        return _meant(context, source.prepositions[:1], "speaker")._replace(own=False)
    saying = next((c for c in context.parsed.clauses if _says_behind(c, clause)), None)
    return holders(context, saying)._replace(source="speaker") if saying is not None else None


def _says_behind(saying: VerbClause, clause: VerbClause) -> bool:
    """Whether a clause only says whose words the one before it, or around it, is: "…, Norway said, …"."""
    start = saying.verb.start if saying.inverted or not saying.subjects else saying.subjects[0].start
    before = clause.subjects[0].start if clause.subjects and not clause.inverted else clause.verb.start
    if saying is clause or saying.link != "main" or start <= before:
        return False
    words_follow = saying.object is not None or any(c.link in {"that", "inf"} for c in saying.children)
    telling = saying.verb.form == "finite" and manner_of(saying.verb.lemma) in {"say", "think"}
    return telling and not words_follow and clause.tokens[start - 1].text == ","


def speaker_of(context: Surroundings, clause: VerbClause) -> HeldBy:
    """Whose own words a clause is: the subject of the verb of saying it hangs on, else the speaker or voice
    around it.
    """
    parent = clause.parent
    if clause.link == "that" and parent is not None:
        found = holders(context, parent)
        return HeldBy(found.actors, "speaker", found.own)
    told = told_by(context, clause)
    if told is not None:
        return told
    if clause.link == "main":
        token = clause.tokens[clause.verb.head]
        speaker = context.speech.speaker_at(token.start)
        return HeldBy((speaker,), "speaker", True) if speaker is not None else NOBODY
    return NOBODY
