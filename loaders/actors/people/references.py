"""What has been mentioned, and whom pronouns mean: by agreement, recency and salience.

The preferences follow Lappin and Leass (1994) in a shallow form: nearer beats farther, subjects beat objects,
persons beat things for er and sie, frequent actors beat rare ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.actors.people.entity import Entity
from loaders.actors.people.pronouns import Pronoun
from loaders.actors.phrases.naming import Naming
from loaders.articles.findings import ActorKind
from loaders.german.morphology import mood
from loaders.german.tokens import Sentence
from loaders.lexicon.tables import words

WINDOW = 3  # sentences that a pronoun looks back
WINDOW_OF_THINGS = 1  # the same for organisations: things may come between; one more for subjects
REPORTED_PENALTY = 1.5  # for who is mentioned only in reported speech, when the reporter speaks again

_CLAUSE_MARKS = frozenset({",", ";", ":", "–", "und", "oder", "aber", "doch", "(", ")"})


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity as it was mentioned: where, whether it can be a subject there, its agreement features."""

    entity: Entity
    sentence: int
    token: int
    end: int
    subject: bool
    gender: str
    plural: bool
    subordinate: bool = False
    oblique: bool = False


def is_subject(phrase: Naming) -> bool:
    """Whether the phrase can be a nominative: no preposition, no oblique article, no place of a genitive."""
    if phrase.preposition or phrase.determiner in words("oblique_determiners"):
        return False
    before = phrase.sentence.tokens[phrase.start - 1] if phrase.start else None
    return not (
        (phrase.determiner == "der" and phrase.gender in {"f", "p"})
        or (before is not None and before.tag == "NN" and bool(phrase.determiner))
    )


def is_subordinate(sentence: Sentence, i: int) -> bool:
    """Whether the word at ``i`` stands in a subordinate clause: after dass, wer, der …, or ", sollte"."""
    k = i
    while k > 0 and sentence.tokens[k - 1].text not in {",", ";", ":", "–", "(", ")"}:
        k -= 1
    first = sentence.tokens[k].tag
    return first in {"KOUS", "PRELS", "PRELAT", "PWAV", "PWS", "KOUI"} or (
        k > 0 and first in {"VVFIN", "VMFIN", "VAFIN"} and sentence.tokens[k - 1].text == "," and k > 3
    )


def is_reported(sentence: Sentence) -> bool:
    """Whether the first finite verb is in the subjunctive of indirect speech: "Das Schicksal stehe …"."""
    verb = next((t for t in sentence.tokens if t.tag in {"VVFIN", "VAFIN", "VMFIN"}), None)
    return verb is not None and mood(verb.text, verb.lemma) == "konj1"


class References:
    """What has been mentioned so far, and the choice of what a pronoun means."""

    def __init__(self, sentences: Sequence[Sentence] = ()) -> None:
        self.seen: list[Seen] = []
        self.steps: list[int] = []
        for sentence in sentences:
            before = self.steps[-1] if self.steps else 0
            self.steps.append(before + (0 if is_reported(sentence) else 1))

    def distance(self, here: int, there: int) -> int:
        """Sentences between two places; what is reported in the subjunctive hardly counts."""
        if here >= len(self.steps):
            return here - there
        if here == there:
            return 0
        return self.steps[here] - self.steps[there] + self._is_reported(here)

    def note(self, seen: Seen) -> None:
        """Remember a mention."""
        self.seen.append(seen)
        if len(self.seen) > 400:
            del self.seen[:200]

    def _is_reported(self, sentence: int) -> bool:
        """Whether the sentence is in the subjunctive of indirect speech."""
        if not 0 < sentence < len(self.steps):
            return False
        return self.steps[sentence] == self.steps[sentence - 1]

    def has_subject(self, sentence: Sentence, place: int) -> bool:
        """Whether the clause around ``place`` already has a subject before it."""
        for seen in reversed(self.seen):
            if seen.sentence != sentence.index:
                return False
            if seen.subject and seen.end <= place:
                return self._same_clause(sentence, seen.end, place)
        return False

    def recent(self, sentence: int, window: int) -> Sequence[Seen]:
        """Mentions of the last ``window`` sentences up to ``sentence``, latest first."""
        found = []
        for seen in reversed(self.seen):
            if sentence - seen.sentence > window:
                break
            found.append(seen)
        return found

    def resolve(self, pronoun: Pronoun) -> Entity | None:
        """The entity a pronoun means, or ``None`` if nothing fits."""
        here, place = pronoun.sentence.index, pronoun.token.index
        if pronoun.form == "relative":
            return self._relative(pronoun, here, place)
        if pronoun.form == "ordinal":
            return self._ordinal(pronoun, here, place)
        if pronoun.token.lower == "es":
            return None
        best, best_score = None, 0.0
        for rank, seen in enumerate(self.recent(here, 3 * WINDOW)):
            if (
                self.distance(here, seen.sentence) > _reach(seen)
                or not _agrees(pronoun, seen)
                or (seen.sentence == here and seen.token >= place)
            ):
                continue
            if (
                seen.sentence == here
                and pronoun.form != "possessive"
                and self._same_clause(pronoun.sentence, seen.end, place)
            ):
                continue
            score = self._score(pronoun, seen, self.distance(here, seen.sentence), rank)
            if self._is_reported(seen.sentence) and not self._is_reported(here):
                score -= REPORTED_PENALTY
            if score > best_score:
                best, best_score = seen.entity, score
        return best

    def _ordinal(self, pronoun: Pronoun, here: int, place: int) -> Entity | None:
        """The last, or the first, of those mentioned in the latest sentence that has two who agree."""
        by_sentence: dict[int, list[Entity]] = {}
        for seen in self.recent(here, 1):
            if _agrees(pronoun, seen) and (seen.sentence < here or seen.token < place):
                by_sentence.setdefault(seen.sentence, []).append(seen.entity)
        nearest = by_sentence[max(by_sentence)] if by_sentence else []  # latest mention first
        if not nearest:
            return None
        return nearest[0] if pronoun.token.lower.startswith("letzt") else nearest[-1]

    def _relative(self, pronoun: Pronoun, here: int, place: int) -> Entity | None:
        for seen in self.recent(here, 0):
            if seen.end in {place - 1, place - 2} and _agrees(pronoun, seen):
                return seen.entity
        return None

    @staticmethod
    def _same_clause(sentence: Sentence, start: int, end: int) -> bool:
        return not any(
            sentence.tokens[k].text in _CLAUSE_MARKS or sentence.tokens[k].tag == "KOUS"
            for k in range(start, end)
        )

    @staticmethod
    def _score(pronoun: Pronoun, seen: Seen, distance: int, rank: int) -> float:
        score = 6.0 - 1.6 * distance - 0.05 * rank
        if seen.subject:
            score += 1.5 if pronoun.subject or distance else 1.0
        if seen.subordinate and distance:
            score -= 1.6
        if seen.oblique:
            score -= 1.0
        if seen.entity.kind.value == "Person":
            score += 1.5
        if pronoun.form == "demonstrative" and not seen.subject:
            score += 1.5  # dieser prefers the object
        return score + min(seen.entity.mentions, 6) * 0.1


def _reach(seen: Seen) -> int:
    """How many sentences later a pronoun can still mean who was mentioned here."""
    if seen.entity.kind is ActorKind.PERSON or seen.plural:
        return WINDOW
    return WINDOW_OF_THINGS + (seen.subject and not seen.subordinate)


def _agrees(pronoun: Pronoun, seen: Seen) -> bool:
    """Gender and number; unknown features of names agree with everything, collectives only with plurals."""
    if pronoun.plural is True:
        return seen.plural
    if pronoun.plural is False or not seen.plural:
        if seen.plural:
            return False
        gender = seen.gender or seen.entity.gender
        if not gender or gender == "u":
            return (
                seen.entity.kind.value == "Person" and "m" in pronoun.genders
                if not gender
                else bool(set(pronoun.genders) & {"m", "f"})
            )
        return not pronoun.genders or gender in pronoun.genders
    return True
