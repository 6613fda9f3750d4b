"""Stretches of text between quotation marks, for every pair of marks German texts use.

One pass over the text with a stack: nested pairs („… ‚…‘ …“, "… '…' …") each give a stretch. An opening
mark without its partner reaches to the end of its paragraph (a quotation that runs over paragraphs opens
each of them anew); marks that only close are passed over, unless no mark has opened since an „ without its
partner: then the quotation reaches to them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.articles.findings import Span

DEEPEST = 8  # nested marks
LONGEST = 3000  # code points of a quotation over several paragraphs that opens once

_MARKS = re.compile(
    r"[„“”\"«»‚‘’‹›]|''"  # marks that are nothing else
    r"|(?<!\w)['´`](?=\w)|(?<=[\w.!?,…])['´`](?!\w)"  # apostrophes at the edge of a word
    r"|\n\s*\n|\n"
)
_PARTNERS = {
    "„": "“”\"«»",
    "“": "”\"",
    "”": "”\"",
    "»": "«»",
    "«": "»",
    '"': "\"“”",
    "‚": "‘’'",
    "‘": "’",
    "’": "",
    "‹": "›",
    "›": "‹",
    "'": "'’",
}  # fmt: skip
_LOW = frozenset("„‚")
_SAME = {"''": '"', "´": "'", "`": "'"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch with its marks (``span``), how deep it is nested (0 outermost), and whether it is closed."""

    span: Span
    depth: int
    closed: bool


def marked_stretches(text: str) -> tuple[Marked, ...]:
    """All stretches between quotation marks in ``text``, marks included, by start; linear in the length."""
    found: list[Marked] = []
    stack: list[tuple[str, int]] = []
    for match in _MARKS.finditer(text):
        raw, at = match.group(), match.start()
        if raw[0] == "\n":
            _end_paragraph(text, at, stack, found)
            continue
        mark = _SAME.get(raw, raw)
        partner = next((k for k in range(len(stack) - 1, -1, -1) if mark in _PARTNERS[stack[k][0]]), None)
        opens = mark in _LOW or _may_open(text, at, match.end())
        if not stack and found and not opens and _goes_on(text, found[-1], mark, at):
            found[-1] = Marked(Span(found[-1].span.start, match.end()), 0, True)
            continue
        if mark in _LOW or partner is None or (opens and not _may_close(text, at)):
            if opens and _PARTNERS[mark] and len(stack) < DEEPEST:
                stack.append((mark, at))
            continue
        del stack[partner + 1 :]
        found.append(Marked(Span(stack.pop()[1], match.end()), len(stack), True))
    _end_paragraph(text, len(text), stack, found)
    return tuple(sorted(found, key=lambda m: (m.span.start, -m.span.end)))


def _goes_on(text: str, last: Marked, mark: str, at: int) -> bool:
    """Whether the quotation left open last is closed by ``mark`` at ``at``, some paragraphs later."""
    opening = text[last.span.start]
    near = at - last.span.start <= LONGEST
    return (
        near and not last.closed and opening in _LOW and mark in _PARTNERS[opening] and _may_close(text, at)
    )


def _may_open(text: str, at: int, end: int) -> bool:
    """Whether a mark may open here: something follows at once, and a space or bracket stands before."""
    before = text[at - 1] if at else " "
    after = text[end] if end < len(text) else " "
    return not after.isspace() and (before.isspace() or before in "([{–—-/…„“\"‚'»«:")


def _may_close(text: str, at: int) -> bool:
    """Whether a mark may close here: it touches what stands before it."""
    return at > 0 and not text[at - 1].isspace()


def _end_paragraph(text: str, at: int, stack: list[tuple[str, int]], found: list[Marked]) -> None:
    """End what is still open with its paragraph; single marks may be apostrophes and are dropped."""
    if stack:
        mark, start = stack[0]
        end = start + len(text[start:at].rstrip())
        if mark in "„»“" and end - start > 1:
            found.append(Marked(Span(start, end), 0, False))
        stack.clear()
