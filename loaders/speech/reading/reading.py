"""What is known about one unit while its quotations are found: the shared state of the finders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.german.tokens import QUOTE_MARKS
from loaders.speech.reading.cues import Cue, read_cue
from loaders.speech.reading.naming import Actors
from loaders.speech.reading.nominals import Nominal, Range, read_nominals
from loaders.speech.reading.parts import INDICATIVE, REPORTED, Kind, Part, read_parts
from loaders.speech.reading.units import Unit

DIRECT, INDIRECT, FREE, ACT = "direct", "indirect", "free-indirect", "reported"

CONTINUES = frozenset({Kind.FRAGMENT, Kind.RELATIVE})


@dataclass(slots=True)
class Attribution:
    """A quotation in a unit: token ranges of content, speaker and cue, and the rule that found it."""

    content: list[Range]
    type: str
    speaker: Range | None = None
    cue: list[int] = field(default_factory=list)
    rule: str = ""


class Reading:
    """One unit with its parts, noun phrases and cues, and the quotations found so far."""

    def __init__(self, unit: Unit, actors: Actors) -> None:
        self.unit = unit
        self.tokens = unit.tokens
        self.actors = actors
        self.parts: tuple[Part, ...] = read_parts(unit)
        self.nominals: tuple[Nominal, ...] = read_nominals(unit)
        self.cues: list[Cue | None] = [
            read_cue(self.tokens, part, self.members(k)) for k, part in enumerate(self.parts)
        ]
        self.found: list[Attribution] = []
        self.frames: set[int] = set()  # parts that introduce a quotation

    def clause(self, k: int) -> range:
        """The parts of the clause that begins with part ``k``: itself, then relatives and fragments."""
        end = k + 1
        if self.parts[k].kind is Kind.MAIN:
            while end < len(self.parts) and self._continues(end):
                end += 1
        return range(k, end)

    def _continues(self, k: int) -> bool:
        return self.parts[k].kind in CONTINUES and not self.parts[k].opens_sentence

    def members(self, k: int) -> list[int]:
        """The tokens of the clause that begins with part ``k``, without those of relative clauses."""
        return [
            i
            for j in self.clause(k)
            if j == k or self.parts[j].kind is Kind.FRAGMENT
            for i in range(self.parts[j].start, self.parts[j].end)
        ]

    def fields(self, k: int) -> list[Range]:
        """Token ranges where the subject of part ``k`` can stand: front field, itself, what follows."""
        part = self.parts[k]
        ranges: list[Range] = []
        if part.kind is Kind.MAIN and part.verb_first and not part.coordinated:
            for j in range(k - 1, -1, -1):
                before = self.parts[j]
                if before.kind is Kind.FRAGMENT:
                    ranges.append((before.start, before.end))
                elif before.kind not in {Kind.RELATIVE, Kind.ADVERBIAL, Kind.INFINITIVE, Kind.AS}:
                    break
                if before.opens_sentence:
                    break
        ranges.append((part.start, part.end))
        if part.kind is Kind.MAIN:
            following = (self.parts[j] for j in self.clause(k)[1:])
            ranges += [(s.start, s.end) for s in following if s.kind is Kind.FRAGMENT]
        return sorted(ranges)

    def part_of(self, i: int) -> int | None:
        """The part of the token ``i``; marks between parts have none."""
        return next((k for k, s in enumerate(self.parts) if s.start <= i < s.end), None)

    def sentence_begin(self, k: int) -> int:
        """The first part of the sentence around part ``k``, after quoted words and earlier frames."""
        while k > 0 and not self.parts[k].opens_sentence:
            before = self.parts[k - 1]
            if before.kind is Kind.QUOTED or (k - 1 in self.frames and before.mood == INDICATIVE):
                break  # a frame in the subjunctive is itself reported: "Er wisse nicht, …, sagte sie"
            k -= 1
        return k

    def sentence_end(self, k: int) -> int:
        """The last part of the sentence around part ``k``, before quoted words."""
        while k + 1 < len(self.parts):
            following = self.parts[k + 1]
            if (following.opens_sentence and following.before != ":") or following.kind is Kind.QUOTED:
                break
            k += 1
        return k

    def is_conditional(self, k: int) -> bool:
        """Whether the sentence of part ``k`` begins with its verb: "Sollte er gehen, könnte …"."""
        while k > 0 and not self.parts[k].opens_sentence:
            if self.parts[k - 1].kind is Kind.QUOTED:
                return False
            k -= 1
        part = self.parts[k]
        return part.verb_first and not part.coordinated

    def is_reported(self, pieces: Sequence[Range]) -> bool:
        """Whether a clause in ``pieces`` stands in the subjunctive of reported speech."""
        return any(p.mood == REPORTED and a <= p.start < b for p in self.parts for a, b in pieces)

    def words_in(self, piece: Range) -> int:
        """How many words a range has."""
        return sum(t.is_word for t in self.tokens[piece[0] : piece[1]])

    def trimmed(self, piece: Range) -> Range | None:
        """A range without commas and stops at its ends; ``None`` if no word is left."""
        start, end = piece
        while start < end and not self.tokens[start].is_word and self.tokens[start].text not in QUOTE_MARKS:
            start += 1
        closing = QUOTE_MARKS | {")", "]"}
        while end > start and not self.tokens[end - 1].is_word and self.tokens[end - 1].text not in closing:
            end -= 1
        return (start, end) if start < end and self.words_in((start, end)) else None
