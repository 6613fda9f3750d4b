"""Texts that are turns of several speakers: interviews and records of debates, each turn with its speaker.

Two kinds are known. In the first every turn has a label ("Antwort:", "WEBER:", "Anna Weber (SPD):"); a label
whose turns ask is the interviewer's, who is nobody. In the second (``interviews``) questions stand alone.
What a record notes in brackets ("Beifall", "Zuruf von der SPD: …") is never part of the turn around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from loaders.articles.findings import Actor, ActorKind, Mention, Span
from loaders.german.tokens import read_sentences
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from loaders.speech.reading.naming import Actors, called, name_at

FEWEST_TURNS = 4  # labelled turns that make an interview or a record
LONGEST_LABEL = 8  # words

ADDRESS = re.compile(r"\b(?:Herr|Frau)n? (?=[A-ZÄÖÜ])")
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_LABEL = re.compile(
    r"(?:\*\*?)?(?P<label>[A-ZÄÖÜ][^\n:„“”\"»«!?*]{0,80}?)"
    r"(?P<party> ?[(\[][^()\[\]\n]{1,60}[)\]](?:, [^\n:„“”\"»«!?()*]{2,60})?)?:(?:\*\*?)?(?: +(?=\S)|$)"
)
_IN_BRACKETS = re.compile(r"[(\[](?P<name>[^()\[\]]+)[)\]]")
_PARTY = re.compile(r"(?:[A-ZÄÖÜ][a-zäöüß-]{3,}|[A-ZÄÖÜ]{3,})(?: [\w-]+)*")
_BRACKET = re.compile(r"\((?P<noted>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_SHOUT = re.compile(r"(?P<who>[^:–—]+): (?P<said>[^–—]+)")


@dataclass(frozen=True, slots=True)
class Turn:
    """The words of one turn, the label or name that gives the speaker, and the speaker if he is known.

    The interviewer, and who shouts without being named, is nobody. ``party`` is what stands in brackets
    behind the label: the party for which a member of a parliament speaks.
    """

    spans: tuple[Span, ...]
    source: Span | None
    speaker: Actor | None
    party: Actor | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with the label it begins with, if it has one; ``start`` is where its words begin."""

    span: Span
    start: int
    label: Span | None
    party: Span | None
    asks: bool


def labelled_turns(text: str, actors: Actors) -> Iterator[Turn]:
    """The turns of a text in which at least ``FEWEST_TURNS`` lines begin with the label of a speaker."""
    lines = [*_labelled(text)]
    speakers = _speakers(text, lines, actors)
    counts = Counter(line.label.of(text) for line in lines if line.label is not None)
    if len(speakers) < 2 or sum(counts[label] for label in speakers) < FEWEST_TURNS:
        return
    hosts = _hosts(text, lines, set(speakers), counts)
    last: _Line | None = None
    for line in lines:
        if line.label is not None and line.label.of(text) in speakers:
            last = line
        if last is None or last.label is None:
            continue
        label = last.label.of(text)
        start = line.start if line is last else line.span.start
        if start >= line.span.end:
            continue  # the label stands alone above its words
        spans, notes = _noted(text, Span(start, line.span.end))
        if spans:
            party = party_in(text, last.party, actors) if last.party is not None else None
            yield Turn(spans, last.label, None if label in hosts else speakers[label], party)
        yield from _shouts(text, notes, actors)


def lines_of(text: str, start: int = 0) -> Iterator[Span]:
    """The lines of a text from ``start`` on that are not empty, without the space behind them."""
    for line in _LINE.finditer(text, start):
        yield Span(line.start(), line.start() + len(line.group().rstrip()))


def _labelled(text: str) -> Iterator[_Line]:
    for line in lines_of(text):
        start, match = line.start, _LABEL.match(line.of(text))
        label = Span(start + match.start("label"), start + match.end("label")) if match else None
        begins = start + match.end() if match else start
        inside = match.span("party") if match and match["party"] else None
        party = Span(start + inside[0], start + inside[1]) if inside else None
        yield _Line(line, begins, label, party, line.of(text).endswith("?"))


def _speakers(text: str, lines: Sequence[_Line], actors: Actors) -> dict[str, Actor | None]:
    """Each label that gives a turn, and who that is, if it is known.

    A name that is said twice, or with a party behind it, is a label; so is whoever is known, and a role.
    """
    counts = Counter(line.label.of(text) for line in lines if line.label is not None)
    members = {line.label.of(text) for line in lines if line.label is not None and line.party is not None}
    people = _people(text, actors)
    speakers = {label: _named(label, people) for label in counts if _is_label(label)}
    for label in [label for label, actor in speakers.items() if actor is None]:
        if (counts[label] > 1 or label in members or ", " in label) and _is_personal(label):
            speakers[label] = called(label.partition(", ")[0], ActorKind.PERSON, text, actors)
    guest = guest_of(text, actors, len(text))
    answers = {label for label in speakers if label.lower() in words("turns.guest")}
    speakers |= dict.fromkeys(answers, actors.actor_at(guest.span) if guest is not None else None)
    return {
        label: actor
        for label, actor in speakers.items()
        if counts[label] > 1 or label in members or actor is not None or _is_role(label)
    }


def _is_label(label: str) -> bool:
    """Whether words before a colon may be a speaker: few, and each a name, a title or an office."""
    parts = label.split()
    small = words("name_particles") | words("turns.inside")
    return len(parts) <= LONGEST_LABEL and all(p[0].isupper() or p in small for p in parts)


def _is_personal(label: str) -> bool:
    """Whether a label that no list knows is a personal name: "Jette Ahlers", not "Offene Fragen".

    Behind it an office may stand: "Jette Ahlers, Ministerin für Wasser".
    """
    label, _, office = label.partition(", ")
    known = analyse(office.split()[0]) if office else None
    if office and (known is None or known.head.family != "person"):
        return False
    tags = [token.tag for token in read_sentences(f"{label}: Ja.")[0].tokens[: len(label.split())]]
    first, *rest = label.split()
    named = name_at(label, 0, len(label)) == Span(0, len(label)) or (len(rest) == 1 and _is_proper(first))
    return named and tags[-1] == "NE" and tags[0] != "ADJA"


def party_in(text: str, bracket: Span, actors: Actors) -> Actor | None:
    """The party in brackets behind a name, known or not: "(SPD)", "(Neue Mitte)", no "(Minister)"."""
    found = _IN_BRACKETS.search(text, bracket.start, bracket.end)
    if found is None:
        return None
    inside = Span(found.start("name"), found.end("name"))
    whole = next((m for m in actors.mentions if m.span == inside), None)
    actor = actors.actor_at(whole.span) if whole is not None else None
    if actor is not None:
        return actor if actor.kind is not ActorKind.PERSON else None
    name = _PARTY.fullmatch(text, inside.start, inside.end)
    if name is None or analyse(name.group().split()[-1]) is not None:
        return None
    return called(name.group(), ActorKind.PARTY, text, actors)


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
    """Whom a label names, in capitals or not; nobody where it is the last name of several people.

    A name of which the actor has only the last word is a first name behind a last name: "Ilves Kaja".
    """
    said = label.casefold().split()
    known = people.get(said[-1], ()) or (_initialled(label, people) if label.isupper() else ())
    pair = " ".join(said[-2:])
    full = {a.id: a for name, a in known if len(said) > 1 and name.endswith(pair)}
    found = full or {a.id: a for _, a in known}
    actor = next(iter(found.values())) if len(found) == 1 else None
    cut = actor is not None and len(said) == 2 and actor.name.casefold() == said[-1]
    return None if cut and _is_proper(label.split(maxsplit=1)[0]) else actor


def _is_proper(word: str) -> bool:
    """Whether a word before a name is no office: "Ilves", "Aeschlimann", not "Ministerin"."""
    noun = analyse(word)
    return noun is None or word.endswith("mann")


def _initialled(label: str, people: Mapping[str, Sequence[tuple[str, Actor]]]) -> list[tuple[str, Actor]]:
    """Who has these initials: "AW:" for Anna Weber."""
    letters = label.replace(".", "").replace(" ", "")
    everybody = (pair for same in people.values() for pair in same)
    return [pair for pair in everybody if "".join(word[0] for word in pair[1].name.split()) == letters]


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


# -- guests ---------------------------------------------------------------------------------------------


def guest_of(text: str, actors: Actors, end: int) -> Mention | None:
    """Who is asked: whom a question addresses as "Herr" or "Frau", else who is named first before ``end``."""
    people = [m for m in actors.mentions if _is_person(m, actors)]
    addressed = (m for m in people if ADDRESS.match(m.span.of(text)))
    return next(addressed, people[0] if people and people[0].span.start < end else None)


def _is_person(mention: Mention, actors: Actors) -> bool:
    actor = actors.actor_at(mention.span)
    return actor is not None and actor.kind is ActorKind.PERSON
