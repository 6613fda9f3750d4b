"""The words of a SPARQL text: enough of its grammar to tell a keyword from a name, a string, a comment.

Source: SPARQL 1.1 Query, section 19.8, terminals [139] to [174]. The longest terminal wins.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_RUN = r"[^\W\d_][\w.\-·‿⁀]*+"
# Every repetition is possessive and nothing is tried twice over a long stretch, so the time is linear.
_TOKEN = re.compile(
    rf"""
      (?P<space>(?:[\ \t\r\n]|\#[^\r\n]*+)++)
    | (?P<string>'''(?:'{{0,2}}+(?:[^'\\]|\\.))*+(?:''')?|\"\"\"(?:"{{0,2}}+(?:[^"\\]|\\.))*+(?:\"\"\")?
        |'(?:[^'\\\r\n]|\\.)*+'?|"(?:[^"\\\r\n]|\\.)*+"?)
    | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*+>)
    | (?P<blank>_:\w(?:[\w.\-·]*+))
    | (?P<pname>(?:{_RUN})?+:(?:[\w:.\-·‿⁀]|{_ESCAPE})*+)
    | (?P<variable>[?$]\w++)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]++)*+)
    | (?P<run>{_RUN})
    | (?P<number>[\d.]++(?:[eE][+-]?\d++)?)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PART = re.compile(r"(?P<word>[A-Za-z]\w*+)|(?P<mark>.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SparqlToken:
    """A terminal: its kind, its text, and where it stands (code points)."""

    kind: str
    text: str
    start: int
    end: int

    def is_word(self, *words: str) -> bool:
        """Whether this is one of the keywords (written in capitals), in any case."""
        return self.kind == "word" and self.text.upper() in words


def tokens(text: str) -> Iterator[SparqlToken]:
    """The terminals of ``text`` without white space and comments."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        start, end = match.span()
        if kind == "run":
            for part in _PART.finditer(text, start, end):
                yield SparqlToken(part.lastgroup or "mark", part.group(), *part.span())
        elif kind in ("pname", "blank", "number") and match.group().endswith("."):
            stem = match.group().rstrip(".") or "."
            yield SparqlToken(kind if stem != "." else "mark", stem, start, start + len(stem))
            for place in range(start + len(stem), end):
                yield SparqlToken("mark", ".", place, place + 1)
        elif kind != "space":
            yield SparqlToken(kind, match.group(), start, end)


def has_keyword(text: str, *words: str) -> bool:
    """Whether one of the keywords (in capitals) stands in ``text`` as a keyword."""
    return any(token.is_word(*words) for token in tokens(text))


_FORMS = ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")
_DEFAULT, _NAMED = ox.NamedNode("urn:standpunkt:from"), ox.NamedNode("urn:standpunkt:from-named")


def merged_graphs(text: str, base: str) -> tuple[list[ox.NamedNode] | None, list[ox.NamedNode] | None]:
    """The graphs of FROM and of FROM NAMED, where there are several of the first; else ``(None, None)``.

    Oxigraph itself resolves their names: it is asked for a graph that consists of them.
    """
    words = list(itertools.takewhile(lambda word: word.text != "{", tokens(text)))
    default, named = _clauses(words)
    if len(default) < 2:
        return None, None
    form = next((word.start for word in words if word.is_word(*_FORMS)), 0)
    template = f"{_DEFAULT} {_DEFAULT} {' , '.join(default)}"
    if named:
        template += f" ; {_NAMED} {' , '.join(named)}"
    try:
        found = ox.Store().query(
            f"{text[:form]}\nCONSTRUCT {{ {template} }} WHERE {{}}", base_iri=base or None
        )
    except SyntaxError:
        return None, None  # the query is no better, and says why itself
    names = [(t.predicate, t.object) for t in cast(ox.QueryTriples, found)]
    graphs = [(clause, name) for clause, name in names if isinstance(name, ox.NamedNode)]
    return [g for clause, g in graphs if clause == _DEFAULT], [g for clause, g in graphs if clause == _NAMED]


def _clauses(words: list[SparqlToken]) -> tuple[list[str], list[str]]:
    """The names after FROM and after FROM NAMED, as they are written."""
    default, named = [], []
    for number, word in enumerate(words[:-1]):
        if word.is_word("FROM"):
            if not words[number + 1].is_word("NAMED"):
                default.append(words[number + 1].text)
            elif number + 2 < len(words):
                named.append(words[number + 2].text)
    return default, named
