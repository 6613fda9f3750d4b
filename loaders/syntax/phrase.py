"""A noun or prepositional phrase: its words, its head, the cases its forms allow, what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.german.morphology import ALL, Readings
from loaders.german.tokens import Token
from loaders.lexicon.tables import words


@dataclass(slots=True, eq=False)
class Phrase:
    """A phrase over the tokens ``first`` to ``end`` (exclusive) of its sentence; ``head`` is the noun."""

    first: int
    end: int
    head: int
    readings: Readings = ALL
    prep: str | None = None
    kind: str = "NP"  # NP, PRON, PROAV
    person: int = 3
    attributes: tuple[int, ...] = ()  # adjectives
    inner: tuple[Phrase, ...] = ()  # phrases inside an extended attribute
    genitive: Phrase | None = None
    conjuncts: list[Phrase] = field(default_factory=list)  # further members of a coordination
    form: Readings = ALL  # the readings before coordination left some of them out

    @property
    def members(self) -> list[Phrase]:
        """The phrase and those coordinated with it."""
        return [self, *self.conjuncts]

    @property
    def last(self) -> int:
        """The end of the whole coordination."""
        return max([self.end, *(c.end for c in self.conjuncts)])

    @property
    def plural_only(self) -> bool:
        """Whether no singular reading is left."""
        return bool(self.conjuncts) or all(r[1] == "p" for r in self.readings)

    @property
    def may_be_plural(self) -> bool:
        """Whether a plural reading is left."""
        return bool(self.conjuncts) or any(r[1] == "p" for r in self.readings)

    def may_be(self, case: str) -> bool:
        """Whether the case ``n``, ``a``, ``d`` or ``g`` is among the readings."""
        return any(r[0] == case for r in self.readings)

    def must_be(self, case: str) -> bool:
        """Whether ``case`` is the only one left."""
        return all(r[0] == case for r in self.readings)


def names_time(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """ "diesen Montag", "vergangene Woche", "Ende Mai" say when; "ein Ende der Gewalt" says what."""
    head = tokens[phrase.head]
    times = words("time_nouns")
    whole = head.lower in words("bare_times") and tokens[phrase.first].tag != "NN"
    return phrase.kind == "NP" and (head.lower in times or head.lemma.lower() in times) and not whole


def is_example(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase names some of a kind: "Leute wie | Tom Berg", not "höhere Steuern wie | die SPD"."""
    if phrase.first < 2 or phrase.prep is not None or phrase.kind != "NP":
        return False
    said_of = tokens[phrase.first - 1].lower == "wie" and tokens[phrase.first - 2].tag in {"NN", "NE"}
    begins = tokens[phrase.first]
    return said_of and not (begins.tag == "ART" and phrase.may_be("n"))
