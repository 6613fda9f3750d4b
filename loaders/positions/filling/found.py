"""A position as a construction finds it, with the features it was found by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from loaders.articles.findings import Act, Actor, Modality, Span, Stance
from loaders.issues.labels.label import Label
from loaders.lexicon.frames import Frame
from loaders.positions.filling.polarity import Operators, Sense
from loaders.syntax.clause import Clause
from loaders.syntax.phrase import Phrase


class Held(NamedTuple):
    """The holders, and where they stood: "subject", "agent", "genitive", "speaker", …"""

    actors: list[Actor]
    source: str


class Filled(NamedTuple):
    """What fills an issue slot: its name, the label, the complement clause if it is one, its first word.

    ``whole`` says that the label has the words of the complement as they stand, negation included.
    """

    slot: str
    label: Label | None = None
    child: Clause | None = None
    at: int | None = None
    whole: bool = False


NOBODY = Held([], "")
NOTHING = Filled("")


@dataclass(frozen=True, slots=True)
class Expression:
    """What expresses a stance: an entry of the lexicon or a rule.

    ``rule`` is its name, ``shown`` how the trace tells it, ``at`` the index of its word in the sentence;
    ``noun`` is the phrase of a noun of stance.
    """

    rule: str
    shown: str
    sense: Sense
    at: int | None = None
    frame: Frame | None = None
    noun: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A position before it becomes a statement.

    Its features: ``construction`` (a row of ``constructions.py``), ``slot`` (where the issue stood),
    ``distance`` (words between the word of stance and the issue; ``None`` if the issue is taken up from
    before), ``source`` (where the holder stood) and ``operators``. ``claims`` are the indexes of the clauses
    that are its issue and say nothing of their own any more.
    """

    clause: Clause
    holders: tuple[Actor, ...]
    rule: str
    shown: str
    act: Act
    stance: Stance
    modality: Modality
    label: Label
    span: Span
    slot: str
    distance: int | None
    source: str
    operators: Operators
    claims: frozenset[int] = frozenset()
    also: tuple[Label, ...] = ()  # the issues one by one, if they are several
    own: bool = False  # the holder is the speaker of the words themselves
    traces_slot: bool = False
    construction: str = ""
