"""The labels of an issue, and how one of them differs in direction from what a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.ask.words.topic_terms import TopicTerm, content_stems, head, terms_of
from graph.things.things import Thing

_ADJUNCT = re.compile(
    r"(?<=\w) (?:trotz|ohne|wegen|aufgrund|infolge|angesichts|nach|während|durch|despite|without|after) "
)
"""What stands behind it in a label only says when or why: "Erlaubnis des Walfangs trotz Moratorium"."""


@dataclass(frozen=True, slots=True)
class IssueLabel:
    """A label of an issue: the stems of its words, the stem of what it is about, and its text."""

    stems: frozenset[str]
    head: str
    text: str
    english: bool


def labels_of(thing: Thing) -> tuple[IssueLabel, ...]:
    """The labels of an issue with different words, the shortest first."""
    known: dict[frozenset[str], IssueLabel] = {}
    english, first = thing.labels.get("en", ""), head(thing.label("de"))
    for text in sorted({text for texts in thing.names.values() for text in texts}):
        foreign = text == english != thing.label("de")
        if found := content_stems(text):
            known.setdefault(found, IssueLabel(found, first if foreign else head(text), text, foreign))
    return tuple(sorted(known.values(), key=lambda label: (len(label.stems), sorted(label.stems))))


def are_words_of(terms: Sequence[TopicTerm], label: frozenset[str]) -> bool:
    """Whether ``terms`` are the words of the label, all of them and no others."""
    own = [term.own_words(label) for term in terms]
    return all(own) and frozenset().union(*own) == label


def direction_gap(terms: Sequence[TopicTerm], label: IssueLabel) -> tuple[bool, bool]:
    """Whether label and question, read alike, turn the stance another way; or are on more or less of it.

    Words that both use turn nothing. Who wants less of a thing is neither for nor against it, and who is for
    it need not want more.
    """
    core = [replace(term, foreign=label.english) for term in terms_of(_ADJUNCT.split(label.text)[0])]
    said = frozenset().union(*(term.own_words(label.stems) for term in terms))
    words = frozenset().union(*(term.own_words(label.stems) for term in core))
    asked = [term for term in terms if not term.own_words(label.stems) <= words]
    named = [term for term in core if not term.own_words(label.stems) <= said]
    turns = sum(term.negative for term in asked) - sum(term.negative for term in named)
    less = sum(term.lessening for term in asked) != sum(term.lessening for term in named)
    other = less or sum(term.raising for term in asked) > sum(term.raising for term in named)
    return turns % 2 == 1 and not other, other
