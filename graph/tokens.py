"""The words of a SPARQL text: enough of its grammar to tell a keyword from a name, a string, a comment.

Source: SPARQL 1.1 Query, section 19.8, terminals [139] to [174]. The longest terminal wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = r"[^\W\d_](?:[\w.\-·‿⁀]*[\w\-·‿⁀])?"
_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:[\w:]|{_ESCAPE})(?:(?:[\w:.\-·‿⁀]|{_ESCAPE})*(?:[\w:\-·‿⁀]|{_ESCAPE}))?"
_TOKEN = re.compile(
    rf"""
      (?P<space>[\ \t\r\n]+|\#[^\r\n]*)
    | (?P<string>'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''|\"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\"
        |'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
    | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
    | (?P<blank>_:[\w](?:[\w.\-·]*[\w\-·])?)
    | (?P<pname>(?:{_NAME})?:(?:{_LOCAL})?)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<word>[A-Za-z]\w*)
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A terminal: its kind, its text, and where it stands (code points)."""

    kind: str
    text: str
    start: int
    end: int

    def is_word(self, *words: str) -> bool:
        """Whether this is one of the keywords (written in capitals), in any case."""
        return self.kind == "word" and self.text.upper() in words


def tokens(text: str) -> Iterator[Token]:
    """The terminals of ``text`` without white space and comments."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        if kind != "space":
            yield Token(kind, match.group(), match.start(), match.end())


def has_keyword(text: str, *words: str) -> bool:
    """Whether one of the keywords (in capitals) stands in ``text`` as a keyword."""
    return any(token.is_word(*words) for token in tokens(text))
