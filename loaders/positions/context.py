"""What is known while the positions of a text are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from loaders.actors.commentary import is_commentary
from loaders.articles.findings import Act, Actor, Document, Mention, Quotation, Span, Stance
from loaders.issues.finder import IssueFinder
from loaders.issues.labels import Label, of_clause, of_phrase, tail_of
from loaders.syntax.clause_reader import MAIN, Clause

OPPOSITE = {Stance.SUPPORT: Stance.OPPOSE, Stance.OPPOSE: Stance.SUPPORT}


class Actors(Protocol):
    """What this module asks about the actors of a text."""

    @property
    def genders(self) -> Mapping[str, str]:
        """m, f, n or "" of each actor by identifier."""
        ...

    def actor_at(self, span: Span) -> Actor | None:
        """The actor that the words at ``span`` refer to."""
        ...

    def each(self, actor: Actor) -> tuple[Actor, ...]:
        """The actor, or the members of a group that has no name but theirs."""
        ...

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that lie inside ``span``, in text order."""
        ...


class Speech(Protocol):
    """What this module asks about the quotations of a text."""

    def at(self, offset: int) -> Quotation | None:
        """The innermost quotation at ``offset``."""
        ...


@dataclass(slots=True)
class Found:
    """A position before it becomes a statement."""

    holders: list[Actor]
    frame: str
    act: Act
    stance: Stance
    label: Label
    span: Span
    confidence: float
    trace: list[tuple[str, str]] = field(default_factory=list)
    clause: Clause | None = None
    negated: bool = False
    also: list[Label] = field(default_factory=list)  # the issues one by one, if they are several
    speech: bool = False  # the holder is the speaker of the words themselves


class Context:
    """The text, its actors and quotations, the clauses in hand, and what was just spoken of."""

    def __init__(self, document: Document, actors: Actors, speech: Speech, issues: IssueFinder) -> None:
        self.document = document
        self.text = document.text
        self.actors = actors
        self.speech = speech
        self.issues = issues
        self.comment = is_commentary(document)
        self.clauses: Sequence[Clause] = ()
        self.sentence = 0
        self.claimed: set[int] = set()  # clauses that are the issue of another one
        self.last_label: Label | None = None
        self.last_sentence = -9
        self.topic: Label | None = None
        self.topic_subject: Label | None = None
        self.last_holder: Actor | None = None
        self.last_act: Act | None = None
        self.added: dict[str, Actor] = {}  # actors that only this stage found

    def quotation_of(self, clause: Clause) -> Quotation | None:
        """The quotation whose words the clause is, reports of stances aside."""
        verb = clause.verb
        places = [clause.start, clause.end - 1]
        if verb is not None and verb.finite is not None and clause.shares is None:
            places.insert(0, clause.tokens[verb.finite].start)
        for offset in places:
            quotation = self.speech.at(offset)
            if quotation is not None and quotation.type != "reported":
                return quotation
        return None

    def span(self, clause: Clause, extra: Clause | None) -> Span:
        """The evidence: a clause with the complement clause that belongs to it."""
        start, end = clause.start, clause.end
        if extra is not None:
            start, end = min(start, extra.start), max(end, extra.end)
        return Span(start, end)

    def antecedent_label(self) -> Label | None:
        """What "das" or "dagegen" takes up: the issue just spoken of."""
        return self.last_label if self.sentence - self.last_sentence <= 2 else None

    def subject_before(self) -> Label | None:
        """The subject of the sentence before, which a personal pronoun takes up."""
        return self.topic_subject

    def topic_of(self, clauses: Sequence[Clause]) -> Label | None:
        """What a sentence is about, for a later "das": its first main clause."""
        for clause in clauses:
            if clause.kind == MAIN and clause.verb is not None and not clause.bracketed:
                if clause.subject is not None and clause.subject.kind == "NP":
                    self.topic_subject = of_phrase(
                        clause.tokens, clause.subject, tail_of(clause, clause.subject)
                    )
                break
        labels = [
            label
            for clause in clauses
            if not clause.bracketed and (clause.kind == MAIN or clause.connector == "dass")
            if (label := of_clause(clause)) is not None and len(label.lemmas) > 1
        ]
        # The news of a sentence comes last, and that is what "das" takes up.
        return labels[-1] if labels else None
