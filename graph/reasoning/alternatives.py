"""The ways through a group of a query, each a group without UNION.

SPARQL looks at all of a UNION before it joins it with the values of a few variables. A rule that looks only
at what is new therefore asks for each way by itself; together they find the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MANY = 16
"""A group with more ways through it is left as it is."""
_TOKEN = re.compile(
    r"""(?:\s+|\#[^\n]*)+
    |(?P<word>'{3}(?:[^'\\]|\\.|'(?!''))*'{3} | "{3}(?:[^"\\]|\\.|"(?!""))*"{3}
    |'(?:[^'\\\n]|\\.)*' | "(?:[^"\\\n]|\\.)*" | <[^<>"{}|^`\\\x00-\x20]*> | \w+ | .)""",
    re.VERBOSE | re.DOTALL,
)
Span = tuple[int, int]


def group_at(query: str, start: int) -> str:
    """The group of ``query`` that opens at ``start``, with its braces."""
    depth = 0
    for word, _, end in _words(query, start):
        depth += (word == "{") - (word == "}")
        if depth == 0:
            return query[start:end]
    return query[start:]


def ways_through(group: str) -> list[str]:
    """The ways through a group, itself where there is but one or where there are too many."""
    found = [_opened(way) for way in _ways(group)]
    return found if len(found) <= MANY else [group]


def _ways(group: str) -> list[str]:
    parts = _first_union(group)
    if not parts:
        return [group]
    before, after = group[: parts[0][0]], group[parts[-1][1] :]
    inner = (way for start, end in parts for way in _ways(group[start:end]))
    return [whole for way in inner for whole in _ways(before + way + after)]


def _first_union(group: str) -> list[Span]:
    """Where the parts of the first UNION among the patterns of a group lie."""
    parts: list[Span] = []
    is_joined = False
    for part in _inner_groups(group):
        if is_joined or not parts:
            parts = [*parts, part] if is_joined else [part]
        following = next((word for word, *_ in _words(group, part[1])), "")
        is_joined = following.upper() == "UNION"
        if not is_joined:
            if len(parts) > 1:
                return parts
            parts = []
    return []


def _opened(group: str) -> str:
    """A group that holds nothing but another one is that one."""
    only = next(_inner_groups(group), None)
    if only is None or [word for word, *_ in _words(group[: only[0]] + group[only[1] :], 0)] != ["{", "}"]:
        return group
    return _opened(group[slice(*only)])


def _inner_groups(group: str) -> Iterator[Span]:
    """The groups that stand in a group, but not those inside them."""
    depth = begin = 0
    for word, start, end in _words(group, 0):
        if word == "{":
            depth += 1
            begin = start if depth == 2 else begin
        elif word == "}":
            depth -= 1
            if depth == 1:
                yield begin, end


def _words(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """The words of SPARQL from ``start`` on, with their places."""
    for found in _TOKEN.finditer(text, start):
        if found["word"]:
            yield found["word"], found.start("word"), found.end("word")
