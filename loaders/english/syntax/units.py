"""What an English sentence is made of: phrases, verb groups, marks and clauses. Indexes are those of its
tokens.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.german.tokens import Sentence, Token


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase without what follows its head; ``end`` is exclusive, ``preposition`` the token that
    governs it.
    """

    start: int
    end: int
    head: int
    preposition: int | None = None


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb group: "has not yet been adopted". ``head`` is its full verb, ``end`` exclusive.

    ``form`` is finite, infinitive, gerund or participle; ``modal`` the lemma of its modal verb, or empty.
    """

    start: int
    end: int
    head: int
    lemma: str
    form: str
    passive: bool = False
    modal: str = ""
    negated: bool = False
    perfect: bool = False


@dataclass(frozen=True, slots=True)
class Constituent:
    """A piece of a sentence in its order: ``kind`` is np, verb, prep, that, sub, rel, wh, cc, mark, adv, adj,
    aux or other.
    """

    kind: str
    start: int
    end: int
    phrase: NounPhrase | None = None
    verb: VerbGroup | None = None
    word: str = ""


@dataclass(slots=True, eq=False)
class VerbClause:
    """A verb with what belongs to it.

    ``link`` says how it hangs on ``parent``: main, that, rel, inf, ing, wh, subject, part (a participle), sub
    (a conjunction),
    or a preposition before a gerund. ``subjects`` are coordinated; ``others`` may be it where the first is no
    actor. ``opener`` is the conjunction or relative word.
    """

    verb: VerbGroup
    sentence: Sentence
    link: str = "main"
    opener: str = ""
    subjects: tuple[NounPhrase, ...] = ()
    others: tuple[NounPhrase, ...] = ()
    object: NounPhrase | None = None
    prepositions: tuple[NounPhrase, ...] = ()
    predicate: tuple[int, int] | None = None  # what "be" says of the subject: tokens, end exclusive
    antecedent: NounPhrase | None = None
    parent: VerbClause | None = None
    children: list[VerbClause] = field(default_factory=list)
    start: int = 0
    end: int = 0
    at: int = 0  # place of the verb among the units
    inverted: bool = False  # the subject stands after the verb

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the sentence."""
        return self.sentence.tokens

    @property
    def offset(self) -> int:
        """Where the verb stands in the text."""
        return self.tokens[self.verb.head].start


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its units and clauses."""

    sentence: Sentence
    units: tuple[Constituent, ...]
    clauses: tuple[VerbClause, ...]
