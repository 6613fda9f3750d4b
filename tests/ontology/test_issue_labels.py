"""An issue is one matter: whoever is for what one label says is for what the others say, and against likewise.

What tells that two labels are not is the lexicon of directions by which questions are read (``small-words.toml``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations

import pytest

from graph.ask.words.stems import stem, words
from graph.ask.words.topic_terms import content, is_lessening, is_negative, is_raising, small_stems
from tests.graph.ask.curated import Curated, curated

DIRECTIONS: dict[str, Callable[[str], bool]] = {
    "end": is_negative,
    "less": is_lessening,
    "more": is_raising,
    "reform": lambda word: word == "reform" or word.endswith("reform"),
}
_ONE_STEM = 4
"""Letters of what is left of a compound without its head."""


def german(issue: Curated) -> list[str]:
    return [text for text, language, _ in issue.labels if language == "de"]


def stems(text: str) -> list[str]:
    return [stem(word) for word in (*content(text), *(w for w in words(text) if w == "mehr"))]


def directions(text: str) -> frozenset[str]:
    """Which way a label goes; none for a bare noun."""
    found = {name for name, is_so in DIRECTIONS.items() for word in stems(text) if is_so(word)}
    return frozenset(found | ({"more"} if "mehr" in words(text) else set()))


def matter(text: str) -> frozenset[str]:
    """The stems of what a label is on, without the words of direction; of a compound its first part."""
    heads = {
        head
        for name in ("negative", "lessening", "raising")
        for head in small_stems(name)
        if len(head) >= _ONE_STEM
    } | {"erhoh", "senk", "kurz", "reform"}
    left = set()
    for word in stems(text):
        if any(is_so(word) for is_so in DIRECTIONS.values()):
            ends = [head for head in heads if word.endswith(head) and len(word) - len(head) >= _ONE_STEM]
            left |= {word.removesuffix(max(ends, key=len))} if ends else set()
        elif word != "mehr":
            left.add(word)
    return frozenset(left)


def pairs() -> Iterator[tuple[str, str, str]]:
    for issue in curated():
        for one, other in permutations(german(issue), 2):
            yield issue.iri, one, other


APART = [
    ("less", "more"),
    ("less", "end"),
    ("more", "end"),
    ("reform", "less"),
    ("reform", "more"),
    ("reform", "end"),
]


@pytest.mark.parametrize(("one_way", "other_way"), APART)
def test_no_issue_goes_two_ways(one_way: str, other_way: str) -> None:
    wrong = [
        (iri, one, other)
        for iri, one, other in pairs()
        if directions(one) == {one_way} and directions(other) == {other_way}
    ]
    assert not wrong


def test_a_bare_noun_is_no_synonym_of_more_or_less_or_the_end_of_it() -> None:
    wrong = [
        (iri, one, other)
        for iri, one, other in pairs()
        if directions(one) and not directions(other) and matter(one) == matter(other)
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Senkung des Rundfunkbeitrags", {"less"}),
        ("Rentenkürzung", {"less"}),
        ("Abschaffung des Bürgergelds", {"end"}),
        ("Höhere Pendlerpauschale", {"more"}),
        ("Wohngelderhöhung", {"more"}),
        ("mehr Polizei", {"more"}),
        ("Reform der Schuldenbremse", {"reform"}),
        ("Unternehmenssteuerreform", {"reform"}),
        ("Lockerung der Schuldenbremse", {"less"}),
        ("Rundfunkbeitrag", set()),
    ],
)
def test_which_way_a_label_goes(text: str, way: set[str]) -> None:
    assert directions(text) == way


@pytest.mark.parametrize(
    ("one", "bare"),
    [
        ("Wohngelderhöhung", "Wohngeld"),
        ("Höhere Erbschaftsteuer", "Erbschaftsteuer"),
        ("mehr Polizei", "Polizei"),
    ],
)
def test_what_a_label_is_on_is_told_without_the_direction(one: str, bare: str) -> None:
    assert matter(one) == matter(bare)
