"""Interviews without labels: the questions stand alone, all else is the guest's.

Questions are shown by marks around the whole line ("**Was wollen Sie?**"), or by their question marks. Where
questions and answers take turns, a paragraph in the place of a question is nobody's, though it asks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.articles.findings import Span
from loaders.speech.reading.naming import Actors
from loaders.speech.reading.turns import ADDRESS, Turn, guest_of, labelled_turns, lines_of

FEWEST_QUESTIONS = 3

_MARKED = re.compile(r"(?P<mark>\*\*?)(?![\s*]).*\S(?P=mark)")
_FORMAL = re.compile(r"\b(?:Sie|Ihnen|Ihre?[mnrs]?)\b")
_GESTURE = re.compile(r"\([a-zäöü][^()\n]{1,60}\) ?")
"""What the guest does before he answers: "(lacht) Nein."."""


def turns_of(text: str, actors: Actors) -> tuple[Turn, ...]:
    """The turns of an interview or a record in text order; none if ``text`` is neither."""
    return tuple(labelled_turns(text, actors)) or tuple(_unlabelled(text, actors))


def _unlabelled(text: str, actors: Actors) -> Iterator[Turn]:
    """The turns of an interview in which questions stand alone."""
    lines = [*lines_of(text)]
    asked = _questions(text, lines)
    formal = sum(bool(_FORMAL.search(line.of(text))) for line in asked)
    named = any(ADDRESS.search(line.of(text)) for line in asked)
    if len(asked) < FEWEST_QUESTIONS or (2 * formal < len(asked) and not (formal and named)):
        return
    guest = guest_of(text, actors, asked[0].end)
    if guest is None:
        return
    speaker, asking = actors.actor_at(guest.span), set(asked)
    for line in lines[lines.index(asked[0]) :]:
        if line in asking:
            yield Turn((line,), None, None)
            continue
        gesture = _GESTURE.match(text, line.start, line.end)
        start = gesture.end() if gesture is not None else line.start
        if start < line.end:
            yield Turn((Span(start, line.end),), guest.span, speaker)


def _questions(text: str, lines: Sequence[Span]) -> list[Span]:
    """The lines of who asks: those in marks, else those that ask or stand in the place of a question."""
    marked = [line for line in lines if _MARKED.fullmatch(line.of(text))]
    if len(marked) >= FEWEST_QUESTIONS and any("?" in line.of(text)[-4:] for line in marked):
        return marked
    asks = [k for k, line in enumerate(lines) if line.of(text).endswith("?")]
    if len(asks) < FEWEST_QUESTIONS or any((k - asks[0]) % 2 for k in asks):
        return [lines[k] for k in asks]
    return [line for k, line in enumerate(lines) if k >= asks[0] and (k - asks[0]) % 2 == 0]
