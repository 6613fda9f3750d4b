"""An answer as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.ask.positions.answer import Answer, Finding
from graph.ask.words.wording import say

_SIGN = {"support": "+", "oppose": "−", None: "·"}
_OPEN = "○"
"""What stands by a position that counts neither as for nor against, as on the pages."""


def as_lines(answer: Answer, *, sparql: bool = False) -> Iterator[str]:
    """``answer`` line by line: what answers with its sentences, what is beside it, how it was understood.

    ``sparql`` adds the queries that were run.
    """
    lines = [line for part in _parts(answer, sparql) for line in ("", *part)]
    yield from lines[1:]


def _parts(answer: Answer, sparql: bool) -> Iterator[Iterable[str]]:
    """The parts of an answer, between which a line stays empty."""
    if answer.message:
        yield (answer.message,)
    for part, findings in (("", answer.answers), *answer.below):
        if part and findings:
            yield (say(f"heading-{part}", answer.language),)
        yield from (_finding_lines(finding, answer.language) for finding in findings)
    if answer.candidates:
        yield (f"  {candidate.question or candidate.label}" for candidate in answer.candidates)
    if answer.understood:
        yield (say("understood-as", answer.language, understood=answer.understood),)
    if answer.sparql and sparql:
        yield ("SPARQL:", *(f"  {line}" for line in answer.sparql.splitlines()))


def _finding_lines(finding: Finding, language: str) -> Iterator[str]:
    """A finding: what it is, then its sentences. No words are told twice."""
    quotes = [" ".join(proof.quote.split()) for proof in finding.evidence]
    if finding.label in quotes or finding.label in (proof.quote for proof in finding.evidence):
        heading = finding.holder or say("unknown-voice", language)
    else:
        who = f" ({finding.holder})" if finding.holder and finding.holder != finding.label else ""
        heading = finding.label + who
    about = f" – {finding.issue}" if finding.issue and finding.issue != finding.label else ""
    marks = ", ".join(_marks(finding, language))
    sign = _OPEN if finding.is_open else _SIGN[finding.stance]
    yield f"{sign} {heading}{about}" + (f" [{marks}]" if marks else "")
    if finding.condition:
        yield f"    {finding.condition}"
    yield from (f"    ← {step}" for step in finding.why)
    for proof, quote in zip(finding.evidence, quotes, strict=True):
        title = f"{proof.title}, " if proof.title and proof.title != finding.label else ""
        yield f"    „{quote}“ ({title}{proof.start}–{proof.end})"
    if finding.source:
        yield f"    {finding.source}"


def _marks(finding: Finding, language: str) -> Iterator[str]:
    """What a reader must know of a finding, in words; its note says how it is meant, if not asserted."""
    if finding.act:
        yield say(f"act-{finding.act}", language)
    if not finding.note and not finding.plain:
        yield say(f"note-{finding.modality}", language)
    yield from (word for word in (finding.date, finding.note) if word)
    if finding.inferred:
        yield say("inferred", language)
    if finding.reporter:
        yield say("reported-by", language, reporter=finding.reporter)
