"""Words that run into each other at the borders of elements: "15. August 2024Beleg zitieren"."""

from __future__ import annotations

from html.parser import HTMLParser

LINES = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "hr",
        "input",
        "label",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "text",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "tspan",
        "ul",
    ]
)
"""Elements that begin a line, a field or a label in a drawing of their own."""
EMPTY = frozenset(["br", "circle", "hr", "img", "input", "line", "link", "meta", "path", "rect"])
UNSEEN = frozenset(["datalist", "desc", "script", "style", "template", "title"])
MARKS = frozenset(["key", "ref", "sign"])
"""Classes of what is set off as a mark; the text of an article (class ``reading``) is cut within words."""


class _Gluing(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.glued: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._before = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag in LINES:
            self._before = ""
        if tag in EMPTY:
            return
        classes = set((dict(attrs).get("class") or "").split())
        left_out = tag in UNSEEN or tag == "sup" or bool(classes & (MARKS | {"reading", "visually-hidden"}))
        self._open.append((tag, left_out or (bool(self._open) and self._open[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag in LINES:
            self._before = ""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Text, of one element or between two."""
        if self._open and self._open[-1][1]:
            self._before = ""
            return
        if self._before[-1:].isalnum() and data[0].isalnum():
            self.glued.append(f"{self._before}|{data[:30]}")
        self._before = data[-30:]


def glued(html: str) -> list[str]:
    """The places of a page where two words run into each other, each as ``before|after``."""
    found = _Gluing()
    found.feed(html)
    return found.glued
