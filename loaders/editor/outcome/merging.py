"""An extraction and the answers to it, made one: kept, fixed, added, dropped; and what was not taken.

A position of the rules is never lost by an answer: what is dropped is kept as dropped. Whatever a model says
passes the same gate: words that the article has, a holder it names, an issue in its terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from loaders.articles.editing import Editing, ModelCall, Refusal
from loaders.articles.findings import (
    Act,
    Actor,
    Evidence,
    Extraction,
    Modality,
    Origin,
    Span,
    Stance,
    Statement,
)
from loaders.editor.answers import Verdicts
from loaders.editor.outcome.grounding import Ground, Grounded, Ungrounded
from loaders.editor.outcome.naming import NameFinder, Unnamed
from loaders.lexicon.tables import words

MOST_DROPPED, FEWEST_DRAFTED = 0.8, 5
"""An answer that drops a larger share of so many statements or more is not believed."""
_SAID = 160  # code points of what was refused that are kept
_SENTENCE = re.compile(r"(?<=[.!?])[”“\"»«’)]*\s+|\n+")
_WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer with the call it came from and the statements by the numbers that it uses."""

    answer: Verdicts
    call: ModelCall
    draft: tuple[Statement, ...]


class Distrusted(Exception):  # noqa: N818 - an outcome, no error of the program
    """The answer is not used at all; the text says why."""


def merged(extraction: Extraction, edits: Sequence[Proposal], confidence: float) -> Extraction:
    """``extraction`` after ``edits``, of several parts of its text; ``confidence`` is a model's own.

    Positions of the rules of which no answer speaks stay as they are.
    """
    work = _Work(extraction, confidence)
    problems = []
    for edit in edits:
        try:
            work.take(edit)
        except Distrusted as reason:
            problems.append(str(reason))
    return work.result(Editing(tuple(e.call for e in edits), tuple(work.refused), "; ".join(problems)))


class _Work:
    """The statements as they become, by their place in the draft of the whole text."""

    def __init__(self, extraction: Extraction, confidence: float) -> None:
        self.extraction = extraction
        self.text = extraction.document.text
        self.confidence = confidence
        self.naming = NameFinder(extraction)
        self.ground = Ground(self.text)
        self.now = {id(s): s for s in extraction.statements}
        self.added: list[Statement] = []
        self.dropped: list[Statement] = []
        self.refused: list[Refusal] = []

    def take(self, edit: Proposal) -> None:
        """Carry out one answer; raises ``Distrusted`` before anything is done."""
        self._trust(edit)
        answer, draft = edit.answer, dict(enumerate(edit.draft, start=1))
        for number in sorted((answer.keep | answer.drop | {f["n"] for f in answer.fix}) - draft.keys()):
            self._refuse("a number that the draft does not have", number)
        adds = [s for entry in answer.add for s in self._added(entry, edit.call)]
        again = {id(s) for s in self.extraction.statements if any(_same(s, new) for new in adds)}
        fixed = {f["n"]: f for f in answer.fix if f["n"] in draft.keys() - answer.drop}
        kept = {id(draft[n]) for n in answer.keep & draft.keys() - answer.drop - fixed.keys()}
        for number, statement in draft.items():
            if number in fixed:
                self._fix(statement, fixed[number], edit.call)
            elif number in answer.drop - answer.keep and id(statement) not in again:
                self.dropped.append(replace(self.now.pop(id(statement)), call=edit.call.key))
        for statement in self.extraction.statements:
            if id(statement) in again | kept:
                self._keep(statement, edit.call)
        for statement in adds:
            if not any(_same(statement, other) for other in (*self.now.values(), *self.added)):
                self.added.append(statement)

    def result(self, editing: Editing) -> Extraction:
        """The extraction as it is now, in text order; what became the same by a correction is there once."""
        found: dict[object, Statement] = {}
        for statement in sorted([*self.now.values(), *self.added], key=_order):
            before = found.get(key := (*_order(statement), statement.stance))
            if before is None or before.confidence < statement.confidence:
                found[key] = statement
        return replace(
            self.extraction, statements=tuple(found.values()), dropped=tuple(self.dropped), editing=editing
        )

    def _trust(self, edit: Proposal) -> None:
        gone = len(edit.answer.drop & set(range(1, len(edit.draft) + 1)))
        few = len(edit.draft) < FEWEST_DRAFTED
        if edit.draft and gone > MOST_DROPPED * len(edit.draft) and not (few and not self._is_addressed()):
            raise Distrusted(f"an answer that drops {gone} of {len(edit.draft)} positions is not believed")

    def _is_addressed(self) -> bool:
        """Whether any sentence of the article speaks to a model."""
        return any(map(speaks_to_a_model, _SENTENCE.split(self.text)))

    def _keep(self, before: Statement, call: ModelCall) -> None:
        """What rules and model both say is surer than what either says alone; what was fixed stays so."""
        if self.now[id(before)] is not before:
            return
        sure = 1 - (1 - before.confidence) * (1 - self.confidence)
        self.now[id(before)] = replace(
            before,
            confidence=round(sure, 2),
            origin=Origin.BOTH,
            call=call.key,
            trace=(*before.trace, ("model", f"kept by {call.model}")),
        )

    def _fix(self, before: Statement, entry: dict[str, Any], call: ModelCall) -> None:
        """The statement with other fields; as it was where a new one is not the article's."""
        try:
            changes = dict(self._changes(before, entry))
        except Unnamed as reason:
            self._refuse(str(reason), entry)
            return
        if not changes:
            return
        said = ", ".join(f"{name} {_shown(value)}" for name, value in changes.items())
        after = replace(
            before,
            **changes,
            confidence=self.confidence,
            origin=Origin.BOTH,
            call=call.key,
            earlier=before,
            trace=(*before.trace, ("model", f"corrected by {call.model}: {said}")),
        )
        self.now[id(before)] = self._told(after)

    def _changes(self, before: Statement, entry: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        if entry.get("holder"):
            yield "holder", self.naming.actor(entry["holder"])
        if entry.get("stance") and entry["stance"] != before.stance:
            yield "stance", Stance(entry["stance"])
        if entry.get("act") and entry["act"] != before.act:
            yield "act", Act(entry["act"])
        if entry.get("issue"):
            yield "issue", self.naming.issue(entry["issue"])
        if entry.get("modality") and entry["modality"] != before.modality:
            yield "modality", Modality(entry["modality"])

    def _added(self, entry: dict[str, Any], call: ModelCall) -> Iterator[Statement]:
        """The statement of an entry of ``add``, if it holds; else why not is noted."""
        try:
            found = self.ground.find(entry["quote"])
            holder = self.naming.actor(entry["holder"], entry.get("kind"))
            issue = self.naming.issue(entry["issue"])
        except (Ungrounded, Unnamed) as reason:
            self._refuse(str(reason), entry)
            return
        place = self._nearest(found, holder)
        if any(speaks_to_a_model(sentence) for sentence in self._sentences(place)):
            self._refuse("a quote from a sentence that speaks to a model", entry)
            return
        modality = Modality(entry.get("modality") or Modality.ASSERTED)
        evidence = Evidence.of(self.extraction.document, place)
        yield self._told(
            Statement(
                holder,
                Stance(entry["stance"]),
                Act(entry["act"]),
                issue,
                evidence,
                "model",
                self.confidence,
                modality,
                attributed_to=self._reporter(entry.get("by"), holder),
                date=self.extraction.document.published,
                quotation=self._quotation(place),
                trace=(
                    ("model", f"added by {call.model}"),
                    ("quote", f"{found.how}: {evidence.quote}"),
                    ("issue", issue.label),
                    ("holder", holder.name),
                ),
                features=(("construction", "model"),),
                origin=Origin.MODEL,
                call=call.key,
            )
        )

    def _told(self, statement: Statement) -> Statement:
        """The statement, marked where its label does not say what it is about."""
        rest = tuple(f for f in statement.features if f != ("label", "little"))
        little = () if self.naming.tells(statement.issue) else (("label", "little"),)
        return replace(statement, features=(*rest, *little))

    def _nearest(self, found: Grounded, holder: Actor) -> Span:
        """The place nearest to a mention of the holder, not yet taken by a position of the same holder."""
        mentions = [m.span.start for m in self.extraction.mentions if m.actor == holder.id]
        taken = {s.evidence.span for s in self.added if s.holder.id == holder.id}

        def rank(place: Span) -> tuple[bool, int, int]:
            return place in taken, min((abs(m - place.start) for m in mentions), default=0), place.start

        return min(found.places, key=rank)

    def _reporter(self, said: str | None, holder: Actor) -> Actor | None:
        try:
            reporter = self.naming.actor(said) if said else None
        except Unnamed:
            return None
        return reporter if reporter is not None and reporter.id != holder.id else None

    def _quotation(self, place: Span) -> str | None:
        around = (q.id for q in self.extraction.quotations if any(s.overlaps(place) for s in q.spans))
        return next(around, None)

    def _sentences(self, place: Span) -> Iterator[str]:
        """The sentences that ``place`` touches, whole."""
        start = 0
        for border in [*(m.start() for m in _SENTENCE.finditer(self.text)), len(self.text)]:
            if start < place.end and place.start < border:
                yield self.text[start:border]
            start = border

    def _refuse(self, reason: str, said: object) -> None:
        self.refused.append(Refusal(reason, str(said)[:_SAID]))


def speaks_to_a_model(sentence: str) -> bool:
    """Whether a sentence gives a program orders about prompts, drafts or answers."""
    spelled = [word.lower() for word in _WORD.findall(sentence)]
    if spelled and spelled[0] in words("model_calls"):
        return True
    return all(not words(name).isdisjoint(spelled) for name in ("model_orders", "model_words"))


def _same(one: Statement, other: Statement) -> bool:
    """Whether two statements say the same of overlapping words."""
    return (
        one.holder.id == other.holder.id
        and one.issue.id == other.issue.id
        and one.stance is other.stance
        and one.evidence.span.overlaps(other.evidence.span)
    )


def _shown(value: object) -> str:
    return str(getattr(value, "label", getattr(value, "name", value)))


def _order(statement: Statement) -> tuple[int, int, str, str]:
    span = statement.evidence.span
    return span.start, span.end, statement.holder.id, statement.issue.id
