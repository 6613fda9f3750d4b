"""How quotations are framed: what somebody is only said to have said, or would say, is no position.

The operators of a word of stance ("soll den Plan abgelehnt haben") are read in its own clause. What is said
stands in other clauses than the one that tells who said it, which is looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.articles.findings import Document, Modality, Quotation, Span, Statement
from loaders.lexicon.tables import words
from loaders.positions.filling.operators import operators
from loaders.positions.filling.polarity import Effect
from loaders.speech.index import QuotationIndex
from loaders.syntax.clause import MAIN, Clause, ClauseIndex
from loaders.syntax.modality import Mode, mode_of

_SAID = Mode(Modality.ASSERTED)
_SUPPOSED = frozenset({Effect.SUPPOSE, Effect.OTHERS})


def as_framed(
    statements: Sequence[Statement],
    clauses: ClauseIndex,
    quotations: QuotationIndex,
    document: Document,
) -> list[Statement]:
    """The statements, each in a quotation with the modality of the clauses that say who said it.

    "„…“, soll Weber gesagt haben", "Angeblich sagte Weber, …", "Weber könnte sagen, …" assert nothing.
    """

    def modes(link: Quotation, own: Clause | None) -> Iterator[Mode]:
        for cue in link.cue_spans:
            found = clauses.among(cue.start)
            if found is not None and found[0] is not own:  # "nach Auffassung der Stadt soll …" frames itself
                reported = quotations.at(found[0].start) is not None
                yield mode_of_frame(*found, cue, document.text, reported)

    def framed(statement: Statement) -> Statement:
        start = statement.evidence.span.start
        said = quotations.at(start)
        if statement.modality is not Modality.ASSERTED or said is None:
            return statement
        own = clauses.at(start)
        links = (said, *quotations.around(said))
        told = (mode for link in links for mode in modes(link, own))
        mode = next((mode for mode in told if mode.modality is not Modality.ASSERTED), None)
        if mode is None:
            return statement
        trace = tuple(
            (step, f"{mode.modality.value}: {mode.reason}" if step == "modality" else what)
            for step, what in statement.trace
        )
        return replace(statement, modality=mode.modality, trace=trace)

    return [framed(statement) for statement in statements]


def mode_of_frame(clause: Clause, clauses: Sequence[Clause], cue: Span, text: str, reported: bool) -> Mode:
    """Whether the clause that says by ``cue`` who said something asserts that; ``reported``: others tell so.

    A condition is left out: of what is said under one ("Kommt die Maut, sagte Weber, …") the words that are
    said tell.
    """
    if clause.verb is None or _speaks(clause):
        return _SAID
    mode = mode_of(clause, clauses, text, reported)
    asked = mode.modality is Modality.QUESTIONED and clause.question and clause.kind == MAIN
    if asked or mode.modality is Modality.HYPOTHETICAL:
        return Mode(mode.modality, None, mode.reason)
    return _by_verb(clause, cue) or _by_operators(clause, clauses, cue) or _SAID


def _by_verb(clause: Clause, cue: Span) -> Mode | None:
    """What the verb that is the cue says, or its modal verb: "soll gesagt haben", "dementierte"."""
    verb = clause.verb
    if verb is None or cue.start not in {clause.tokens[i].start for i in verb.tokens}:
        return None  # "nach dem Willen der Stadt soll …"
    if verb.modal == "sollen":
        return Mode(Modality.HYPOTHETICAL, None, "is only said to have been said")
    if verb.lemma in words("joking_verbs"):
        return Mode(Modality.HYPOTHETICAL, None, "said as a joke")
    if verb.lemma in words("disputing_verbs") and clause.accusative is None and clause.negation is None:
        return Mode(Modality.NEGATED, None, "it is disputed")
    return None


def _by_operators(clause: Clause, clauses: Sequence[Clause], cue: Span) -> Mode | None:
    """What negates, weakens or embeds the clause: "sagte nie", "es stimmt nicht, dass sie sagte, …"."""
    noun = next((p for p in clause.phrases if clause.tokens[p.head].start == cue.start), None)
    around = operators(clause, None, noun, None, clauses)
    for operator in (around.negation, around.adverb, around.determiner, around.aspect, around.embedding):
        if operator.effect in _SUPPOSED:
            return Mode(Modality.HYPOTHETICAL, None, f"whether it is said is open ({operator.word})")
        if operator and operator.effect is not Effect.KEEP:
            return Mode(Modality.NEGATED, None, f"it is not said so ({operator.word})")
    return None


def _speaks(clause: Clause) -> bool:
    """Whether somebody says so of himself, which is a way of saying it: "Ich würde sagen, …"."""
    subject = clause.subject
    return subject is not None and clause.tokens[subject.head].lower in words("voices.first_person")
