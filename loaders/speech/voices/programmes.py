"""Whose demands a text is that says "wir" below no name: programmes, manifestos, motions, press releases.

A body says who it is where it decided the text ("Beschlossen auf dem Parteitag der Liste Freies Tal"), where
"wir" call themselves something ("Wir Freien Wähler Tannau"), above the text, in a heading that says what it
wants ("Wofür die Heimatunion steht"), or in a line of its own below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from loaders.articles.findings import ActorKind, Span
from loaders.lexicon.tables import words
from loaders.speech.reading.naming import Actors
from loaders.speech.voices.bodies import (
    bodies_after,
    is_body,
    is_named_body,
    name_of_body,
    stands_alone,
    with_acronym,
)
from loaders.speech.voices.heads import HEAD, PART, is_addressed

FOOT = 6  # last lines in which a text says whose it is
_LONGEST_BODY = 60  # code points of the name of a body
_LONGEST_LINE = 160  # code points of a line that says who decided a text
_FEWEST_DEMANDS = 3
_FEWEST_OF_THE_NAMED = 2

_BODIES = frozenset(
    {ActorKind.PARTY, ActorKind.ASSOCIATION, ActorKind.ORGANISATION, ActorKind.ALLIANCE, ActorKind.GOVERNMENT}
)

_WORD = re.compile(r"\w+")
_DEMANDING = re.compile(r"\bwir \w+|\b\w+ wir\b", re.IGNORECASE)
_CALLS_ITSELF = re.compile(
    r"\b(?:[Ww]ir|[Uu]ns)(?:,? (?:von der|von den|vom|als|die|der|das|im|in der|bei der|bei den|beim))? "
    r"(?=[A-ZÄÖÜ])|\bAls (?=[A-ZÄÖÜ][^.,:!?\n]{2,60} (?:\w+ ){1,3}wir\b)"
)


def whose_demands(
    text: str, unquoted: str, demands: int, lines: Sequence[Span], actors: Actors
) -> Iterator[tuple[Span, str]]:
    """The body whose "wir" a text with so many ``demands`` is, and by what: the surest first.

    ``unquoted`` is the text with blanks for what it quotes.
    """
    if demands < _FEWEST_OF_THE_NAMED or is_addressed(text, lines):
        return
    yield from ((span, "apposition") for span in _only(text, _called_itself(unquoted, actors)))
    yield from ((span, "heading") for span in _only(text, _asked_in_head(text, lines)))
    yield from ((span, "signature") for span in [*_alone_below(text, lines)][:1])
    above = _above(text, lines, actors, whole=demands < _FEWEST_DEMANDS)
    yield from ((span, "heading") for span in _only(text, above))


def sender(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Whose press release a text is: the body that two of headline, first sentence and notice name."""
    head = lines[:HEAD]
    press = next((k for k, line in enumerate(head) if _is_press(line.of(text))), None)
    if press is None:
        return
    headline = (name_of_body(text, line.start, line.end) for line in lines[press + 1 : press + 3])
    opening = next((line for line in lines[press + 1 :] if line.end - line.start > _LONGEST_LINE), lines[-1])
    about = (line for line in lines[-FOOT:] if line.of(text).lower().startswith("über "))
    named = [{span.of(text): span for span in headline if span is not None}]
    for line in (opening, *about):
        end = min(line.end, line.start + _LONGEST_LINE)
        named.append({span.of(text): span for span in bodies_after(text, line.start, end)})
    count = Counter(name for names in named for name in names)
    yield from (names[name] for names in named for name in names if count[name] > 1)


def _is_press(line: str) -> bool:
    """Whether a heading calls a text a press release."""
    said = _WORD.findall(line.lower())
    return len(line) < _LONGEST_BODY and any(word.endswith(tuple(words("voices.press"))) for word in said)


def count_demands(text: str) -> int:
    """How often "wir" demand, refuse or promise something."""
    asked = [m.group().lower().split() for m in _DEMANDING.finditer(text)]
    begun = ("_".join(_WORD.findall(line.lower())[:2]) for line in text.splitlines())
    listed = sum(begins in words("voices.listings") for begins in begun)
    return sum(bool(words("voices.demanding") & set(pair)) for pair in asked) + listed


def _only(text: str, found: Iterator[Span]) -> Iterator[Span]:
    """The one name that is found, however often; nothing where several are."""
    names = {span.of(text): span for span in found}
    if len(names) == 1:
        yield with_acronym(text, next(iter(names.values())))


def who_decided(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Who decided a text, by a line of its head or foot: "Beschlossen vom Jugendrat Tannau am 3. Mai"."""
    for line in (*lines[:HEAD], *lines[-FOOT:]):
        if line.end - line.start > _LONGEST_LINE:
            continue
        said = next((m for m in _WORD.finditer(text, line.start, line.end) if _decides(m.group())), None)
        if said is not None:
            yield from bodies_after(text, said.end(), line.end)


def _decides(word: str) -> bool:
    return word.lower() in words("voices.deciding")


def _called_itself(text: str, actors: Actors) -> Iterator[Span]:
    """What "wir" are called: "Wir Freien Wähler", "Wir von der Liste Tal", "Als Jugendrat fordern wir"."""
    for said in _CALLS_ITSELF.finditer(text):
        named = name_of_body(text, said.end(), min(len(text), said.end() + _LONGEST_BODY))
        if named is None:
            first = _WORD.match(text, said.end())
            named = Span(first.start(), first.end()) if first is not None else Span(said.end(), said.end())
            if not _is_known(named, actors):
                continue
        yield named


def _asked_in_head(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Of whom a heading says what they want: "Was der Mieterbund fordert", "Dafür steht die Liste Tal"."""
    for line in lines[:HEAD]:
        said = _WORD.findall(line.of(text).lower())
        asks = bool(said) and said[0] in words("voices.asking") and text[line.end - 1] not in ".!"
        if asks and not words("voices.wanting").isdisjoint(said):
            yield from bodies_after(text, line.start, min(line.end, line.start + _LONGEST_LINE))


def _alone_below(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The body in a short line of its own behind the last sentence, with or without those who sign for it."""
    last = next((k for k in range(len(lines) - 1, -1, -1) if text[lines[k].end - 1] in ".!?…:"), len(lines))
    for line in lines[last + 1 :][:FOOT]:
        if line.of(text).split()[0].lower() in words("voices.signing"):
            yield from bodies_after(text, line.start, line.end)
        named = name_of_body(text, line.start, line.end)
        if named is not None and (named.end == line.end or text[named.end] in ",(–"):
            yield named


def _above(text: str, lines: Sequence[Span], actors: Actors, *, whole: bool) -> Iterator[Span]:
    """The bodies that stand alone in lines above the first sentence; that which the first line is.

    With ``whole`` only names that are built like one of a body count.
    """
    above = [*takewhile(lambda line: text[line.end - 1] not in ".!", lines)][:3]
    for head in above[:1]:
        named = stands_alone(text, head)
        if named is not None:
            yield named
            return
    found = (m for line in above for m in PART.finditer(text, line.start, line.end))
    short = (m for m in found if m.end() - m.start() < _LONGEST_BODY)
    for part in short:
        name = Span(part.start() + len(_article(part.group())), part.end())
        named = stands_alone(text, name)
        if named is not None:
            yield named
        if named is not None or whole:
            continue
        first = Span(name.start, name.start + len(name.of(text).split()[0]))
        if is_body(text, name, actors) and (is_named_body(text, name) or _is_known(first, actors)):
            yield name


def _is_known(name: Span, actors: Actors) -> bool:
    """Whether words are a party or another body that the text knows; not a people or a state."""
    actor = actors.actor_at(name)
    return actor is not None and actor.kind in _BODIES


def _article(name: str) -> str:
    """The article before a name, with its space."""
    first = name.partition(" ")[0]
    return f"{first} " if first.lower() in {"die", "der", "das"} and first != name else ""
