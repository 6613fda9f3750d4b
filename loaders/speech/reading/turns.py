"""Texts that are turns of several speakers: interviews and records of debates, each turn with its speaker.

Two kinds are known. In the first every turn has a label ("Antwort:", "WEBER:", "Anna Weber (SPD):"); a label
whose turns ask is the interviewer's, who is nobody. In the second questions stand alone, each a paragraph
that ends with a question mark; all else is the guest's. What a record notes in brackets ("Beifall", "Zuruf
von der SPD: …") is never part of the turn around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from loaders.articles.findings import Actor, ActorKind, Mention, Span
from loaders.german.tokens import read_sentences
from loaders.lexicon.tables import words
from loaders.speech.reading.naming import Actors, called, name_at

FEWEST_TURNS = 4  # labelled turns that make an interview or a record
FEWEST_QUESTIONS = 3  # questions that make an interview without labels
LONGEST_LABEL = 8  # words

_LINE = re.compile(r"[^\n]+")
_LABEL = re.compile(r"(?P<label>[A-ZÄÖÜ][^\n:„“”\"»«!?]{0,80}?)(?P<party> ?\([^()\n]{1,60}\))?: +(?=\S)")
_BRACKET = re.compile(r"\((?P<noted>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_SHOUT = re.compile(r"(?P<who>[^:–—]+): (?P<said>[^–—]+)")
_ADDRESS = re.compile(r"\b(?:Herr|Frau)n? (?=[A-ZÄÖÜ])")
_FORMAL = re.compile(r"\b(?:Sie|Ihnen|Ihre?[mnrs]?)\b")


@dataclass(frozen=True, slots=True)
class Turn:
    """The words of one turn, the label or name that gives the speaker, and the speaker if he is known.

    The interviewer, and who shouts without being named, is nobody.
    """

    spans: tuple[Span, ...]
    source: Span | None
    speaker: Actor | None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with the label it begins with, if it has one; ``start`` is where its words begin."""

    span: Span
    start: int
    label: Span | None
    asks: bool


def turns_of(text: str, actors: Actors) -> tuple[Turn, ...]:
    """The turns of an interview or a record in text order; none if ``text`` is neither."""
    return tuple(_labelled(text, actors)) or tuple(_unlabelled(text, actors))


def _lines(text: str) -> Iterator[_Line]:
    for line in _LINE.finditer(text):
        words_of = line.group().rstrip()
        if words_of:
            start, match = line.start(), _LABEL.match(words_of)
            label = Span(start, start + match.end("label")) if match else None
            begins = start + match.end() if match else start
            yield _Line(Span(start, start + len(words_of)), begins, label, words_of.endswith("?"))


# -- turns with labels ----------------------------------------------------------------------------------


def _labelled(text: str, actors: Actors) -> Iterator[Turn]:
    """The turns of a text in which at least ``FEWEST_TURNS`` lines begin with the label of a speaker."""
    lines = [*_lines(text)]
    counts = Counter(line.label.of(text) for line in lines if line.label is not None)
    people = _people(text, actors)
    speakers = {label: _named(label, people) for label in counts if _is_label(label)}
    for label in [label for label, actor in speakers.items() if actor is None]:
        if counts[label] > 1 and _is_personal(label):
            speakers[label] = called(label, ActorKind.PERSON, text, actors)
    guest = _guest(text, actors, len(text))
    answers = {label for label in speakers if label.lower() in words("turns.guest")}
    speakers |= dict.fromkeys(answers, actors.actor_at(guest.span) if guest is not None else None)
    labels = {x for x, actor in speakers.items() if counts[x] > 1 or actor is not None or _is_role(x)}
    if len(labels) < 2 or sum(counts[label] for label in labels) < FEWEST_TURNS:
        return
    hosts = _hosts(text, lines, labels, counts)
    source: Span | None = None
    for line in lines:
        if line.label is not None and line.label.of(text) in labels:
            source = line.label
        if source is None:
            continue
        label = source.of(text)
        start = line.start if line.label == source else line.span.start
        spans, notes = _noted(text, Span(start, line.span.end))
        if spans:
            yield Turn(spans, source, None if label in hosts else speakers[label])
        yield from _shouts(text, notes, actors)


def _is_label(label: str) -> bool:
    """Whether words before a colon may be a speaker: few, and each a name, a title or an office."""
    parts = label.split()
    small = words("name_particles") | words("turns.inside")
    return len(parts) <= LONGEST_LABEL and all(p[0].isupper() or p in small for p in parts)


def _is_personal(label: str) -> bool:
    """Whether a label that no list knows is a personal name: "Jette Ahlers", not "Offene Fragen"."""
    tags = [token.tag for token in read_sentences(f"{label}: Ja.")[0].tokens[: len(label.split())]]
    return name_at(label, 0, len(label)) == Span(0, len(label)) and tags[-1] == "NE" and tags[0] != "ADJA"


def _is_role(label: str) -> bool:
    return label.lower() in words("turns.host") | words("turns.guest")


def _hosts(text: str, lines: Sequence[_Line], labels: set[str], counts: Counter[str]) -> set[str]:
    """The labels of those who ask: by their name ("Frage"), or because they do, most of the time."""
    asks = Counter(line.label.of(text) for line in lines if line.label is not None and line.asks)
    named = {label for label in labels if label.lower() in words("turns.host")}
    return named or {x for x in labels if asks[x] >= 2 and 2 * asks[x] > counts[x]}


def _people(text: str, actors: Actors) -> dict[str, list[tuple[str, Actor]]]:
    """Last name, in small letters, to the ways in which people of that name are named, and who they are."""
    found: dict[str, list[tuple[str, Actor]]] = {}
    for mention in actors.mentions:
        name = mention.span.of(text).partition("(")[0]  # "Anna Weber (SPD)"
        actor, said = actors.actor_at(mention.span), name.casefold().split()
        if actor is not None and actor.kind is ActorKind.PERSON and said:
            found.setdefault(said[-1], []).append((" ".join(said), actor))
    return found


def _named(label: str, people: Mapping[str, Sequence[tuple[str, Actor]]]) -> Actor | None:
    """Whom a label names, in capitals or not; nobody where it is the last name of several people."""
    said = label.casefold().split()
    known = people.get(said[-1], ()) or (_initialled(label, people) if label.isupper() else ())
    pair = " ".join(said[-2:])
    full = {a.id: a for name, a in known if len(said) > 1 and name.endswith(pair)}
    found = full or {a.id: a for _, a in known}
    return next(iter(found.values())) if len(found) == 1 else None


def _initialled(label: str, people: Mapping[str, Sequence[tuple[str, Actor]]]) -> list[tuple[str, Actor]]:
    """Who has these initials: "AW:" for Anna Weber."""
    everybody = (pair for same in people.values() for pair in same)
    return [pair for pair in everybody if "".join(word[0] for word in pair[1].name.split()) == label]


def _noted(text: str, span: Span) -> tuple[tuple[Span, ...], list[Span]]:
    """The pieces of a turn without what the record notes in brackets, and these notes."""
    pieces: list[Span] = []
    notes: list[Span] = []
    start = span.start
    for bracket in _BRACKET.finditer(text, span.start, span.end):
        first = bracket["noted"].split(maxsplit=1)[:1]
        if first and first[0].rstrip(",:;").lower() in words("turns.notes"):
            notes.append(Span(bracket.start("noted"), bracket.end("noted")))
            pieces += _piece(text, start, bracket.start())
            start = bracket.end()
    pieces += _piece(text, start, span.end)
    return tuple(pieces), notes


def _piece(text: str, start: int, end: int) -> list[Span]:
    """The stretch from ``start`` to ``end`` if there are words in it."""
    return [Span(start, end)] if text[start:end].strip() else []


def _shouts(text: str, notes: Sequence[Span], actors: Actors) -> Iterator[Turn]:
    """What is shouted from the floor: "(Beifall bei der SPD – Zuruf von der CDU: Unsinn!)"."""
    for note in notes:
        for shout in _SHOUT.finditer(text, note.start, note.end):
            source = Span(shout.start("who"), shout.end("who"))
            yield Turn((Span(shout.start("said"), shout.end("said")),), source, actors.actor_at(source))


# -- interviews without labels --------------------------------------------------------------------------


def _unlabelled(text: str, actors: Actors) -> Iterator[Turn]:
    """The turns of an interview in which questions stand alone."""
    lines = [*_lines(text)]
    questions = [line for line in lines if line.asks]
    formal = sum(bool(_FORMAL.search(line.span.of(text))) for line in questions)
    named = any(_ADDRESS.search(line.span.of(text)) for line in questions)
    if len(questions) < FEWEST_QUESTIONS or (2 * formal < len(questions) and not (formal and named)):
        return
    guest = _guest(text, actors, questions[0].span.end)
    if guest is None:
        return
    speaker = actors.actor_at(guest.span)
    for line in lines[lines.index(questions[0]) :]:
        yield Turn((line.span,), None if line.asks else guest.span, None if line.asks else speaker)


def _guest(text: str, actors: Actors, end: int) -> Mention | None:
    """Who is asked: whom a question addresses as "Herr" or "Frau", else who is named first before ``end``."""
    people = [m for m in actors.mentions if _is_person(m, actors)]
    addressed = (m for m in people if _ADDRESS.match(m.span.of(text)))
    return next(addressed, people[0] if people and people[0].span.start < end else None)


def _is_person(mention: Mention, actors: Actors) -> bool:
    actor = actors.actor_at(mention.span)
    return actor is not None and actor.kind is ActorKind.PERSON
