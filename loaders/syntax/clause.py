"""A clause of a sentence: what introduces it, its verb complex, its phrases with their functions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from loaders.german.tokens import Token
from loaders.german.verbs import Verb
from loaders.lexicon.frames import noun_frames
from loaders.syntax.phrase_reader import Phrase

MAIN, SUB, RELATIVE, INFINITIVE, FRAGMENT = "main", "sub", "relative", "infinitive", "fragment"

COPULAS = frozenset({"sein", "werden", "bleiben"})

Animate = Callable[[Phrase, Sequence[Token]], bool]


@dataclass(eq=False)
class Clause:
    """A clause of a sentence.

    ``kind`` is main, sub, relative, infinitive or fragment (no verb); ``connector`` the word that introduces
    it ("dass", "wenn", "um", a relative pronoun); ``verb_first`` marks questions, commands and conditionals
    without "wenn". ``positions`` are indexes into ``tokens`` (the sentence without quotation marks).
    """

    tokens: Sequence[Token]
    positions: list[int]
    kind: str
    connector: str | None = None
    parent: Clause | None = None
    antecedent: Phrase | None = None  # of a relative clause
    noun: Phrase | None = None  # the noun before a dass- or zu-clause: "die Forderung, …"
    verb: Verb | None = None
    phrases: list[Phrase] = field(default_factory=list)
    children: list[Clause] = field(default_factory=list)
    subject: Phrase | None = None
    accusative: Phrase | None = None
    dative: Phrase | None = None
    genitive: Phrase | None = None
    reflexive: Phrase | None = None  # "sich" as the accusative object
    predicative: Phrase | None = None
    adjective: int | None = None  # predicative adjective
    verb_first: bool = False
    negation: int | None = None
    question: bool = False
    bracketed: bool = False
    shares: Clause | None = (
        None  # the clause whose subject (and auxiliary) this one shares: "… und lehnte ab"
    )
    gapped: bool = False  # shares the verb of that clause, but has a subject of its own: "…, die SPD dagegen"
    index: int = 0

    @property
    def noun_takes(self) -> bool:
        """Whether the noun before the clause governs it ("die Forderung, …") and not the verb."""
        return self.noun is not None and bool(noun_frames(self.tokens[self.noun.head].lemma)[0])

    @property
    def start(self) -> int:
        """Offset of the first word in the text."""
        return self.tokens[self.positions[0]].start

    @property
    def end(self) -> int:
        """Offset after the last word in the text."""
        return self.tokens[self.positions[-1]].end

    @property
    def prepositionals(self) -> list[Phrase]:
        """The phrases with a preposition, in order."""
        return [p for p in self.phrases if p.prep is not None]

    def words(self) -> list[str]:
        """The lower-cased words."""
        return [self.tokens[i].lower for i in self.positions]


class ClauseIndex:
    """Finds the clause around an offset in the clauses of a text, a sequence for each sentence."""

    _DEPTH = 6  # clauses before an offset that may still cover it

    def __init__(self, sentences: Sequence[Sequence[Clause]]) -> None:
        pairs = ((clause, sentence) for sentence in sentences for clause in sentence)
        self._clauses = sorted(pairs, key=lambda pair: pair[0].start)
        self._starts = [clause.start for clause, _ in self._clauses]

    def at(self, offset: int) -> Clause | None:
        """The clause that begins last before ``offset`` (a code point) and covers it, or ``None``."""
        found = self.among(offset)
        return found[0] if found is not None else None

    def among(self, offset: int) -> tuple[Clause, Sequence[Clause]] | None:
        """The same with all clauses of its sentence."""
        last = bisect_right(self._starts, offset)
        before = self._clauses[max(0, last - self._DEPTH) : last]
        return next((pair for pair in reversed(before) if pair[0].end > offset), None)
