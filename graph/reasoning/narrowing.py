"""A query for few values of its variables, written so that it looks at no more than these need.

SPARQL looks at all of a UNION, of an OPTIONAL and of what MINUS takes away before it joins them with the
values of a few variables. A rule that looks only at what is new therefore asks for each way through its
UNIONs by itself, and gives the values to the others, too. That finds the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from graph.rdf.sparql_words import tokens

MANY = 16
"""A group with more ways through it is left as it is."""
_KEYWORD = re.compile(r"OPTIONAL|MINUS|FILTER|BIND|VALUES|GRAPH|SERVICE|LATERAL|SELECT|[{}]", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$](\w+)")
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


def narrowed(group: str, values: str, names: set[str]) -> str:
    """A group with ``values`` for some of the variables ``names`` in front of its patterns.

    They also come in front of what is OPTIONAL or taken away by MINUS, with the patterns before it, where no
    variable so becomes the same as another.
    """
    first = _first_patterns(group)
    known = f"{values} {first} . " if first else f"{values} "
    own = _variables(first)
    written, done = f"{{ {values} ", 1
    for start, end in _inner_groups(group):
        inner = group[start:end]
        if _word_before(group, start) in ("MINUS", "OPTIONAL") and _may_know(inner, own, names):
            written += group[done:start] + narrowed(inner, known, names | own)
            done = end
    return written + group[done:]


def _may_know(inner: str, own: set[str], names: set[str]) -> bool:
    """Whether patterns with the variables ``own``, and values of ``names``, may come before those of a group.

    They must share something with its first patterns, and make known nothing that means another thing in it.
    """
    first, known = _first_patterns(inner), names | own
    further = _variables(inner.replace(first, "", 1)) - _variables(first)
    return bool(_variables(first) & own) and _variables(first) & known <= own and not further & known


def _first_patterns(group: str) -> str:
    """The triple patterns with which a group begins."""
    before = takewhile(lambda found: not _KEYWORD.fullmatch(found[0]), _words(group, 1))
    return group[1 : max((end for word, _, end in before if word != "."), default=1)].strip()


def _word_before(text: str, place: int) -> str:
    before = [word for word, _, end in _words(text, 0) if end <= place]
    return before[-1].upper() if before else ""


def _variables(text: str) -> set[str]:
    return set(_VARIABLE.findall(text))


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
    return ((word.text, word.start, word.end) for word in tokens(text) if word.start >= start)
