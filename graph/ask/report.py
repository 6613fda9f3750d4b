"""An answer as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from graph.ask.positions.answer import Answer, Finding
from graph.ask.words.wording import say

_SIGN = {"support": "+", "oppose": "−", None: "·"}


def as_lines(answer: Answer) -> Iterator[str]:
    """``answer`` line by line: how it was understood, the findings with their evidence, the SPARQL."""
    if answer.understood:
        yield say("understood-as", answer.language, understood=answer.understood)
    if answer.message:
        yield answer.message
    for finding in answer.answers:
        yield ""
        yield from _finding_lines(finding, answer.language)
    for candidate in answer.candidates:
        yield f"  {candidate.question or candidate.label}"
    if answer.sparql:
        yield from ("", "SPARQL:", *(f"  {line}" for line in answer.sparql.splitlines()))


def _finding_lines(finding: Finding, language: str) -> Iterator[str]:
    about = f" – {finding.issue}" if finding.issue and finding.issue != finding.label else ""
    who = f" ({finding.holder})" if finding.holder and finding.holder not in (finding.label, "") else ""
    act = say(f"act-{finding.act}", language) if finding.act else ""
    marks = [
        word for word in (act, finding.modality, finding.date, finding.note) if word and word != "asserted"
    ]
    if finding.inferred:
        marks.append(say("inferred", language))
    if finding.reporter:
        marks.append(say("reported-by", language, reporter=finding.reporter))
    yield f"{_SIGN[finding.stance]} {finding.label}{who}{about} [{', '.join(marks)}]"
    if finding.condition:
        yield f"    {finding.condition}"
    yield from (f"    ← {step}" for step in finding.why)
    for proof in finding.evidence:
        quote = " ".join(proof.quote.split())
        yield f"    „{quote}“ ({proof.title}, {proof.start}–{proof.end})"
    if finding.source:
        yield f"    {finding.source}"
