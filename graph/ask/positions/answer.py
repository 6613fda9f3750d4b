"""What a question returns: frozen, plain, ready to be printed, rendered or sent as JSON.

Every ``Finding`` keeps the sentences that prove it; nothing is answered without them, save counts
and facts of the background, which cite their source instead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from graph.things.passages import Passage
from graph.things.positions.positions import said_plainly


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of an answer. ``label`` and ``iri`` are what was asked for (an actor, an issue, a date …).

    ``kind`` says what that is: ``actor``, ``issue``, ``event``, ``office``, ``norm``, ``date``, ``place``,
    ``number``, ``condition``, ``quotation``, ``document``, ``passage``. ``iri`` is empty for plain values
    such as dates and numbers.
    """

    label: str
    iri: str
    kind: str
    stance: str | None = None
    """``support`` or ``oppose``."""
    act: str | None = None
    """One of the fifteen acts, in English lower case (``demand``)."""
    issue: str | None = None
    """Label of the issue the stance is toward."""
    inferred: bool = False
    """Whether the reasoner found it; if so, ``why`` says from what."""
    evidence: tuple[Passage, ...] = ()
    sides: tuple[str, ...] = ()
    """The stance of each piece of evidence, where they differ (a change of mind); ``""`` where one does not
    count. Else empty."""
    issue_iri: str | None = None
    holder: str | None = None
    holder_iri: str | None = None
    modality: str | None = None
    """``asserted``, ``conditional``, ``hypothetical``, ``questioned`` or ``negated``."""
    is_open: bool = False
    """Whether it is a position that counts neither as for nor against: no plain sign stands by it."""
    condition: str | None = None
    reporter: str | None = None
    """Who reports the position, where that is not the holder."""
    reporter_iri: str | None = None
    date: str | None = None
    """ISO 8601 date of the position or event, if known."""
    position: str | None = None
    """IRI of the (first) position behind the finding."""
    source: str | None = None
    """Address of the background source, where no text proves the finding."""
    note: str = ""
    """What a reader must know to read the row rightly (a narrower issue, a former office), in the
    language of the answer."""
    why: tuple[str, ...] = ()
    """The steps by which an inferred finding follows, in the language of the answer."""
    score: float = 1.0
    """How well the finding fits the question, for ranking; only its order means something."""

    @property
    def plain(self) -> bool:
        """Whether the text says it plainly; so does all that is no position."""
        return said_plainly(self.modality)


def add_row(rows: dict[str, Finding], key: str, row: Finding) -> None:
    """Put ``row`` under ``key``; where there is one, only its evidence is added to that."""
    before = rows.get(key)
    rows[key] = replace(before, evidence=(*before.evidence, *row.evidence)) if before else row


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a name in the question may stand for, with the question that would ask for it."""

    label: str
    iri: str
    kind: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question returns.

    ``status`` is ``answered``, ``quoted`` (nothing but what stands below answers), ``nothing-found``,
    ``ambiguous`` (see ``candidates``), ``not-understood`` (see ``suggestions``) or ``bad-input``.
    ``understood`` restates the question as it was understood; ``message`` is a sentence
    for a person. Only ``answers`` are answers.
    """

    question: str
    language: str
    """In which it is worded: ``de`` or ``en``."""
    intent: str
    """What kind of question it was (``holders``, ``positions``, ``verdict`` …); empty if not understood."""
    understood: str
    sparql: str
    """The query or queries that ask for the same, ready to copy; empty if there is none."""
    answers: tuple[Finding, ...] = ()
    beside: tuple[Finding, ...] = ()
    """Positions that are not what was asked, each told as what it is: considered, past, on another matter."""
    passages: tuple[Finding, ...] = ()
    """Sentences of the texts that speak of it, without a position that was recognised in them."""
    verdict: str = ""
    """``yes``, ``no``, ``both``, or ``corrected`` where the question takes for granted what is not so."""
    message: str = ""
    status: str = "answered"
    candidates: tuple[Candidate, ...] = ()
    suggestions: tuple[str, ...] = ()
    """Questions that the loaded articles can answer."""
    near_first: bool = False
    """Whether what is ``beside`` comes nearer to the question than the ``passages`` do."""

    @property
    def below(self) -> tuple[tuple[str, tuple[Finding, ...]], ...]:
        """What stands below the answers and is none, nearest first: ``passages`` and ``beside``, by name."""
        passages, beside = ("passages", self.passages), ("beside", self.beside)
        return (beside, passages) if self.near_first else (passages, beside)

    def as_json(self) -> dict[str, Any]:
        """The stable JSON form that ``standpunkt ask --format json`` and ``/ask.json`` give."""
        return {
            "question": self.question,
            "understood": self.understood,
            "sparql": self.sparql,
            "status": self.status,
            "verdict": self.verdict,
            "answers": [_finding_as_json(finding) for finding in self.answers],
            "beside": [_finding_as_json(finding) for finding in self.beside],
            "passages": [_finding_as_json(finding) for finding in self.passages],
            "candidates": [
                {"kind": one.kind, "label": one.label, "iri": one.iri, "question": one.question}
                for one in self.candidates
            ],
            "suggestions": [{"kind": "suggestion", "label": text} for text in self.suggestions],
            "message": self.message,
        }


def _finding_as_json(finding: Finding) -> dict[str, Any]:
    return {
        "label": finding.label,
        "iri": finding.iri,
        "kind": finding.kind,
        "stance": finding.stance,
        "act": finding.act,
        "issue": finding.issue,
        "modality": finding.modality,
        "note": finding.note,
        "inferred": finding.inferred,
        "evidence": [
            {"document": proof.document, "start": proof.start, "end": proof.end, "quote": proof.quote}
            for proof in finding.evidence
        ],
    }
