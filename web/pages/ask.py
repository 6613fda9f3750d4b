"""The question box: the answer with its evidence, how the question was understood, and the query that ran."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flask import Blueprint, render_template, request
from markupsafe import Markup

from graph.ask.asking import ask
from graph.ask.positions.answer import Answer, Finding
from graph.things.passages import Passage
from graph.things.positions.positions import ORIGINS, Position, positions_by_iri
from web.http.site import site
from web.pages.editing.decisions import why_not_counted, with_reasons
from web.pages.home import examples
from web.pages.shared.context import demanded_language, graph, language, speaking
from web.pages.shared.siblings import Page, add_page, as_json, send, send_table, worded

STATUS = {"bad-input": 400}
COLUMNS = (
    *("part", "kind", "label", "holder", "stance", "act", "issue", "modality", "note"),
    *("quote", "title", "date", "document", "start", "end"),
)


def register(blueprint: Blueprint) -> None:
    """Add ``/ask``."""
    add_page(blueprint, "/ask", "ask", show, ("csv", "json"))


def show(form: str) -> Page:
    """The answer to ``?q=``, or an invitation to ask."""
    question = request.args.get("q", "")
    answer = answer_to(question) if question.strip() else None
    if form == "json":
        return send("json", as_json((answer or answer_to(question)).as_json()), "answer")
    if form == "csv":
        return send_table(COLUMNS, rows_of(answer or answer_to(question)), "answer")
    if answer:
        most = site().settings.number("answers_shown")
        parts = (answer.answers, answer.passages, answer.beside)
        with_reasons(_not_counted(finding for part in parts for finding in part[:most]))
    page = render_template(
        "ask.html",
        question=question,
        answer=answer,
        findings=findings_of(answer) if answer else "",
        queries=queries(answer.sparql) if answer else [],
        examples=examples(),
    )
    return page, STATUS.get(answer.status, 200) if answer else 200


def findings_of(answer: Answer) -> Markup:
    """What was found, card by card, wholly in the language of the answer, whatever that of the page is."""
    page_language = language()
    with speaking(answer.language):
        return Markup(
            render_template("_findings.html", answer=answer, why_not=why_not, page_language=page_language)
        )


def why_not(finding: Finding) -> str:
    """Why the position of a finding is not counted, in a sentence; ``""`` where it is, or none tells."""
    return " ".join(why_not_counted(one) for one in _not_counted([finding]))


def _not_counted(findings: Iterable[Finding]) -> list[Position]:
    """The positions of ``findings`` that a text asserts and that are not counted."""
    known = positions_by_iri(graph())
    found = (known.get(finding.position or "") for finding in findings)
    return [position for position in found if position and position.withheld]


def rows_of(answer: Answer) -> Iterator[tuple[object, ...]]:
    """Each sentence of an answer as a row of a table; what is beside it and what is only quoted say so."""
    parts = {
        "answer": answer.answers,
        "passage": answer.passages,
        "beside": answer.beside,
    }
    for part, findings in parts.items():
        for finding in findings:
            said = (
                finding.label,
                finding.holder,
                worded("stance", finding.stance),
                worded("act", finding.act),
                finding.issue,
                worded("modality", finding.modality),
            )
            for proof in finding.evidence or (Passage("", 0, 0, ""),):
                place = (proof.document, proof.start, proof.end) if proof.document else ("", "", "")
                yield (
                    worded("part", part),
                    finding.kind,
                    *said,
                    finding.note,
                    proof.quote,
                    proof.title,
                    proof.date,
                    *place,
                )


def answer_to(question: str) -> Answer:
    """The answer in the language of the question, unless the address demands one (``?lang=``)."""
    return ask(
        graph(),
        question,
        language=demanded_language(),
        unless_shown=language(),
        max_chars=site().settings.number("max_question_chars"),
        whole_texts=site().whole_texts,
        origins=[origin for origin in request.args.getlist("origin") if origin in ORIGINS],
    )


def queries(sparql: str) -> list[str]:
    """The queries behind an answer one by one: each ends where its braces close and a blank line follows."""
    found: list[str] = []
    current = ""
    for part in re.split(r"\n{2,}", sparql.strip()):
        current = f"{current}\n\n{part}" if current else part
        code = re.sub(r"^\s*#.*$", "", current, flags=re.MULTILINE)
        if "{" in code and code.count("{") == code.count("}"):
            found.append(current)
            current = ""
    if current and found:
        found[-1] += "\n\n" + current
    return found or ([current] if current else [])
