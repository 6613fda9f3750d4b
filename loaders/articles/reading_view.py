"""A text as it is read, and the exact way back to the text as it stands.

Rules of spelling (``loaders.spelling``) take soft hyphens out, put accents on their letters, part what is
glued together. They never change a text: each gives edits, and a view keeps them, so that every place found
in the view is a place of the unchanged text. Offsets are code points; the time is linear in the text, and a
place costs a binary search for each rule.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from operator import attrgetter
from typing import Any, NamedTuple

from loaders.articles.findings import Document, Evidence, Extraction, Span


class Edit(NamedTuple):
    """Read ``text`` for what stands from ``start`` to ``end``; never empty there, often empty here."""

    start: int
    end: int
    text: str


Rule = Callable[[str], Iterable[Edit]]
"""Gives the edits of a text in its order, none touching the code points of another."""


class _Place(NamedTuple):
    """Where an edit begins and ends in the text after it, and in the text before it."""

    start: int
    end: int
    old_start: int
    old_end: int


@dataclass(frozen=True, slots=True)
class ReadingView:
    """``text`` is what is read; ``span`` finds its places in the text it was made from.

    ``layers`` are the places of the edits of each rule that found something to edit.
    """

    text: str
    layers: tuple[tuple[_Place, ...], ...] = ()

    def after(self, rule: Rule) -> ReadingView:
        """The view with the edits of ``rule``; raises ``ValueError`` if they overlap or hold nothing."""
        pieces: list[str] = []
        places: list[_Place] = []
        done = length = 0
        for start, end, text in rule(self.text):
            if not done <= start < end <= len(self.text):
                raise ValueError(f"not an edit here: {start}..{end}")
            length += start - done
            pieces += (self.text[done:start], text)
            places.append(_Place(length, length + len(text), start, end))
            length += len(text)
            done = end
        if not places:
            return self
        pieces.append(self.text[done:])
        return ReadingView("".join(pieces), (*self.layers, tuple(places)))

    def span(self, span: Span) -> Span:
        """The place of the unchanged text that ``span`` of the view was made from."""
        start, end = span.start, span.end
        for layer in reversed(self.layers):
            start, end = _origin(layer, start)[0], _origin(layer, end - 1)[1]
        return Span(start, end)


def _origin(layer: tuple[_Place, ...], offset: int) -> tuple[int, int]:
    """The code points before a rule that the one at ``offset`` after it comes from.

    An edit is never cut in two, unless it keeps the length: then each code point comes from one.
    """
    last = bisect_right(layer, offset, key=attrgetter("start")) - 1
    if last < 0:
        return offset, offset + 1
    start, end, old_start, old_end = layer[last]
    if offset < end and end - start != old_end - old_start:
        return old_start, old_end
    moved = offset - end + old_end
    return moved, moved + 1


def reading_view(text: str, rules: Iterable[Rule]) -> ReadingView:
    """``text`` after all ``rules``, each of which reads what the one before it left."""
    view = ReadingView(text)
    for rule in rules:
        view = view.after(rule)
    return view


def read_through(
    rules: Iterable[Rule], extract: Callable[[Document], Extraction], document: Document
) -> Extraction:
    """What ``extract`` finds in the reading view of ``document``, told as places of its unchanged text."""
    view = reading_view(document.text, rules)
    found = extract(replace(document, text=view.text))
    if not view.layers:
        return found
    kept: dict[int, Any] = {id(found.document): document}
    parts = {f.name: _told(getattr(found, f.name), view, document, kept) for f in fields(found)}
    return replace(found, **parts)


def _told(value: Any, view: ReadingView, document: Document, kept: dict[int, Any]) -> Any:
    """``value`` with every place told in ``document``; ``kept`` has what is done, so that one stays one."""
    if isinstance(value, tuple):
        return tuple(_told(item, view, document, kept) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    if id(value) not in kept:
        if isinstance(value, Span):
            told: Any = view.span(value)
        elif isinstance(value, Evidence):
            told = Evidence.of(document, view.span(value.span))
        else:
            parts = {f.name: _told(getattr(value, f.name), view, document, kept) for f in fields(value)}
            told = replace(value, **parts)
        kept[id(value)] = told
    return kept[id(value)]
