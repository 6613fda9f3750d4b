"""Interviews: whose words a paragraph is, told by its label ("Antwort:", "Weber:") or by the questions.

Two kinds are known. In the first every turn has a label; the label whose turns ask is the interviewer's. In
the second questions stand alone, each a paragraph that ends with a question mark; all else is the guest's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from loaders.articles.findings import Actor, ActorKind, Mention, Span
from loaders.lexicon.tables import words

FEWEST_TURNS = 4  # labelled turns that make an interview
FEWEST_QUESTIONS = 3  # questions that make one without labels

_LINE = re.compile(r"[^\n]+")
_LABEL = re.compile(r"(?P<label>[A-ZÄÖÜ][\w.\-]*(?: [\w.\-]+){0,3}): +(?=\S)")
_ADDRESS = re.compile(r"\b(?:Herr|Frau)n? (?=[A-ZÄÖÜ])")
_FORMAL = re.compile(r"\b(?:Sie|Ihnen|Ihre?[mnrs]?)\b")


class Actors(Protocol):
    """What finding quotations asks of the actors of a text (``loaders.actors.index.ActorIndex``)."""

    @property
    def mentions(self) -> Sequence[Mention]:
        """All mentions in text order."""
        ...

    def actor_at(self, span: Span) -> Actor | None:
        """The actor a span refers to, if any."""
        ...


@dataclass(frozen=True, slots=True)
class Turn:
    """The words of one turn, the label or name that gives the speaker, and the speaker if it is the guest."""

    span: Span
    source: Span | None
    speaker: Actor | None


def interview_turns(text: str, actors: Actors) -> tuple[Turn, ...]:
    """The turns of an interview in text order; none if ``text`` is no interview."""
    return _labelled(text, actors) or _unlabelled(text, actors)


def _labelled(text: str, actors: Actors) -> tuple[Turn, ...]:
    lines = [(line, _LABEL.match(line.group())) for line in _LINE.finditer(text)]
    counts = Counter(match["label"] for _, match in lines if match)
    labels = {label for label, number in counts.items() if number > 1}
    if len(labels) < 2 or sum(counts[label] for label in labels) < FEWEST_TURNS:
        return ()
    asks = Counter(m["label"] for line, m in lines if m and line.group().rstrip().endswith("?"))
    host = max(sorted(labels), key=lambda label: (asks[label], label.lower() in words("turns.host")))
    if not asks[host]:
        return ()
    turns: list[Turn] = []
    source: Span | None = None
    answering = False
    for line, match in lines:
        start = line.start()
        if match and (match["label"] in labels or counts[match["label"]]):
            source = Span(start, start + match.end("label"))
            answering = match["label"] != host
            start += match.end()
        if source is None or not line.group().strip():
            continue
        speaker = _named(text, source, actors) if answering else None
        turns.append(Turn(Span(start, line.start() + len(line.group().rstrip())), source, speaker))
    return tuple(turns)


def _named(text: str, label: Span, actors: Actors) -> Actor | None:
    """Who a label names; "Antwort" is the guest of the interview."""
    if label.of(text).lower() in words("turns.guest"):
        guest = _guest(text, actors)
        return actors.actor_at(guest.span) if guest is not None else None
    actor = actors.actor_at(label)
    if actor is not None:
        return actor
    last = label.of(text).split()[-1]
    same = (m for m in actors.mentions if m.span.of(text).split()[-1] == last)
    return next((actor for m in same if (actor := actors.actor_at(m.span)) is not None), None)


def _unlabelled(text: str, actors: Actors) -> tuple[Turn, ...]:
    lines = [line for line in _LINE.finditer(text) if line.group().strip()]
    questions = [line for line in lines if line.group().rstrip().endswith("?")]
    formal = sum(bool(_FORMAL.search(line.group())) for line in questions)
    if len(questions) < FEWEST_QUESTIONS or 2 * formal < len(questions):
        return ()
    guest = _guest(text, actors)
    if guest is None or not _ADDRESS.search(questions[0].group()):
        return ()
    speaker = actors.actor_at(guest.span)
    turns: list[Turn] = []
    for line in lines[lines.index(questions[0]) :]:
        span = Span(line.start(), line.start() + len(line.group().rstrip()))
        asked = line in questions
        turns.append(Turn(span, None if asked else guest.span, None if asked else speaker))
    return tuple(turns)


def _guest(text: str, actors: Actors) -> Mention | None:
    """Who is asked: whom a question addresses as "Herr" or "Frau", else the first person the text names."""
    people = [m for m in actors.mentions if _is_person(m, actors)]
    addressed = (m for m in people if _ADDRESS.match(m.span.of(text)))
    return next(addressed, people[0] if people else None)


def _is_person(mention: Mention, actors: Actors) -> bool:
    actor = actors.actor_at(mention.span)
    return actor is not None and actor.kind is ActorKind.PERSON
