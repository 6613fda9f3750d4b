"""A question taken apart, before anything in it is linked to the graph."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from graph.ask.words.stems import fold

_TOKEN = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class QuestionToken:
    """A word of the question as it was written, and folded for comparison."""

    text: str
    folded: str

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital, as German writes nouns."""
        return self.text[:1].isupper()


def tokens(text: str) -> tuple[QuestionToken, ...]:
    """The words of ``text``; hyphenated words, dates and genitives with an apostrophe stay whole."""
    return tuple(QuestionToken(m.group(), fold(m.group()).replace("’", "'")) for m in _TOKEN.finditer(text))


def written(words: tuple[QuestionToken, ...]) -> str:
    """Tokens as text again."""
    return " ".join(token.text for token in words)


def slot_tokens(
    found: tuple[QuestionToken, ...], line: str, span: tuple[int, int]
) -> tuple[QuestionToken, ...]:
    """The words of ``found`` at ``span`` of ``line``, their folded forms with a blank before each."""
    first = line[: span[0]].count(" ") - 1
    last = first + line[span[0] : span[1]].count(" ")
    return found[first : last + 1]


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a question: dates (inclusive), who reports, which document."""

    since: dt.date | None = None
    until: dt.date | None = None
    source: str = ""
    """Who reports it, or the title of a document, as the question names it."""
    contradictory: bool = False


@dataclass(frozen=True, slots=True)
class QuestionReading:
    """One way to understand a question. ``slots`` are the words that still have to be linked.

    ``about`` holds the words left over from a question read by its words of stance; ``kind`` is a key of
    ``kinds.toml``; ``act`` a name of ``acts.toml``; ``negated`` says that "nicht" turned the act round.
    """

    intent: str
    language: str
    slots: dict[str, str] = field(default_factory=dict)
    about: tuple[tuple[QuestionToken, ...], ...] = ()
    act: str = ""
    negated: bool = False
    kind: str = ""
    relation: str = ""
    unread: bool = False
    """Whether it has a verb that says something else than any word of stance we know."""
