"""An answer as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.ask.positions.answer import Answer, Finding
from graph.ask.words.wording import say

_SIGN = {"support": "+", "oppose": "−", None: "·"}


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
    for heading, findings in (
        ("", answer.answers),
        ("heading-beside", answer.beside),
        ("heading-passages", answer.passages),
    ):
        if heading and findings:
            yield (say(heading, answer.language),)
        yield from (_finding_lines(finding, answer.language) for finding in findings)
    if answer.candidates:
        yield (f"  {candidate.question or candidate.label}" for candidate in answer.candidates)
    if answer.understood:
        yield (say("understood-as", answer.language, understood=answer.understood),)
    if answer.sparql and sparql:
        yield ("SPARQL:", *(f"  {line}" for line in answer.sparql.splitlines()))


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
