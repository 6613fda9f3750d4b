"""An extraction, edited by a model where it has an answer; as the rules made it where it has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from loaders.articles.editing import Editing
from loaders.articles.findings import Extraction
from loaders.editor.answers import NoAnswer
from loaders.editor.cache import Record
from loaders.editor.options import EditorOptions
from loaders.editor.outcome.merging import Proposal, merged
from loaders.editor.requests import Request, halves, parts_of, request_for

Ask = Callable[[Request], Record]
"""Gives the record of a request; raises ``NoAnswer``. An ``Asker`` is one."""


def edited(extraction: Extraction, options: EditorOptions, ask: Ask) -> Extraction:
    """``extraction`` after the answers that ``ask`` has; never fewer positions for want of an answer.

    What was asked, refused, or not answered stands in ``editing``.
    """
    problems: list[str] = []
    edits = []
    for request in requests_of(extraction, options):
        edits += list(_edits(extraction, request, options, ask, problems))
    if not edits:
        return replace(extraction, editing=Editing(problem="; ".join(dict.fromkeys(problems))))
    found = merged(extraction, edits, options.confidence)
    assert found.editing is not None
    whole = "; ".join(dict.fromkeys(filter(None, (found.editing.problem, *problems))))
    return replace(found, editing=replace(found.editing, problem=whole))


def requests_of(extraction: Extraction, options: EditorOptions) -> list[Request]:
    """What is asked about the text: one request, or one for each part of a long text."""
    parts = parts_of(extraction.document.text)
    return [request_for(extraction, options, part) for part in parts]


def _edits(
    extraction: Extraction,
    request: Request,
    options: EditorOptions,
    ask: Ask,
    problems: list[str],
    *,
    whole: bool = True,
) -> Iterator[Proposal]:
    """The answer to a request; those to its halves where it grew too long, or only they are recorded."""
    try:
        record = ask(request)
    except NoAnswer as problem:
        smaller_ones = asked_again(extraction, request, options) if whole else []
        if not smaller_ones or problem.final or not (problem.cut or not options.is_live):
            problems.append(str(problem))
            return
        deeper: list[str] = []
        for smaller in smaller_ones:
            yield from _edits(extraction, smaller, options, ask, deeper, whole=False)
        problems += deeper
        return
    yield Proposal(record.answer, record.call, request.draft)


def asked_again(extraction: Extraction, request: Request, options: EditorOptions) -> list[Request]:
    """What is asked instead of a request whose answer grew too long; nothing where the text is too short."""
    parts = halves(request.part, extraction.document.text)
    return [request_for(extraction, options, part) for part in parts] if len(parts) > 1 else []
