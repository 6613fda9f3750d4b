"""The small pattern language of ``question-forms.toml``, compiled to regular expressions.

A pattern is matched against the folded words of a question, each with one blank before it. ``(a|b)`` is
a choice, ``[a]`` and ``(a)?`` may be missing, ``{slot}`` takes at least one word, ``…`` any words or none,
``*`` ends a word freely, ``<name>`` stands for a choice given as a macro.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count

from graph.ask.words.stems import fold

_PIECE = re.compile(r"\(|\)\?|\)|\[|\]\??|\||\{\w+\}|<\w+>|…|[^\s()\[\]|{}<>…]+")
_OPENING = {"(": (")", ")?"), "[": ("]", "]?")}


def compile_pattern(text: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    """The regular expression for ``text``; raises ``ValueError`` for unbalanced brackets."""
    pieces = _PIECE.findall(fold(text))
    expression, rest = _choice(pieces, macros)
    if rest:
        raise ValueError(f"unbalanced brackets in the pattern {text!r}")
    number = count()
    return re.compile(re.sub(r"(?<=\(\?P<)(\w+)(?=>)", lambda m: f"{m[1]}_{next(number)}", expression))


def slot_spans(match: re.Match[str]) -> dict[str, tuple[int, int]]:
    """Where in the line each slot was filled; a slot may stand in several places of a pattern."""
    names = {group: group.rpartition("_")[0] for group, text in match.groupdict().items() if text}
    return {name: match.span(group) for group, name in names.items()}


def _choice(pieces: list[str], macros: Mapping[str, str]) -> tuple[str, list[str]]:
    """Alternatives up to a closing bracket, and the pieces from that bracket on."""
    options = []
    while True:
        option, pieces = _sequence(pieces, macros)
        options.append(option)
        if not pieces or pieces[0] != "|":
            return "(?:" + "|".join(options) + ")", pieces
        pieces = pieces[1:]


def _sequence(pieces: list[str], macros: Mapping[str, str]) -> tuple[str, list[str]]:
    """Items one after another, up to a bar or a closing bracket."""
    found = ""
    while pieces and pieces[0] not in {"|", ")", ")?", "]", "]?"}:
        piece, pieces = pieces[0], pieces[1:]
        if piece in _OPENING:
            inner, pieces = _choice(pieces, macros)
            if not pieces or pieces[0] not in _OPENING[piece]:
                raise ValueError(f"a {piece!r} is not closed")
            optional = piece == "[" or pieces[0].endswith("?")
            found, pieces = found + inner + ("?" if optional else ""), pieces[1:]
        elif piece.startswith("<"):
            found += _choice(_PIECE.findall(fold(macros[piece[1:-1]])), macros)[0]
        elif piece.startswith("{"):
            found += f" (?P<{piece[1:-1]}>.+?)"
        elif piece == "…":
            found += "(?: .+?)?"
        else:
            found += " " + re.escape(piece).replace(r"\*", "[^ ]*")
    return found, pieces
