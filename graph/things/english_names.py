"""English names of what has German ones: offices, events, states, bodies, by the tables of English texts."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache

from ontology import lexicon
from ontology.in_force import kept

_OFFICES = ("english/office_names.tsv", "english/office_labels.tsv")


def english_office(label: str, names: AbstractSet[str]) -> str | None:
    """What an office with the German ``label`` and ``names`` is called in English; ``None`` if unknown.

    Of several rows that have the label the one fits best whose names the office has most of: who is a
    "Ministerpräsident" and also "Premierminister" is a prime minister, else the premier of a state.
    """
    called = names | {label}
    fitting = [
        (len(german & called) / len(german), len(german & called), -place, row["english"].split(", ")[0])
        for place, table in enumerate(_OFFICES)
        for row in lexicon.rows(table)
        if label in (german := frozenset(row["german"].split(", ")))
    ]
    best = max(fitting, default=None)
    return _capital(best[3]) if best else None


def english_event(label: str, kind: str) -> str | None:
    """The German ``label`` of an event with the word for its ``kind`` in English: "Meeting: …"."""
    german, english = _events().get(kind, ("", ""))
    if not german or not label.startswith(german):
        return None
    return _capital(english) + label.removeprefix(german)


def english_state(code: str) -> str | None:
    """What the state with that ISO 3166 code is called in English; ``None`` if unknown."""
    return _states().get(code) or _territories().get(code)


def english_actor(identifier: str) -> str | None:
    """What an actor of the background (``nato``) is called in English, if otherwise than in German."""
    return _actors().get(identifier)


def event_kind(name: str, language: str) -> str:
    """What a kind of events (``meeting``) is called: "Treffen", "Meeting"; ``name`` where it is unknown."""
    german, english = _events().get(name, (name, name))
    return german if language == "de" else _capital(english)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


@kept
def _events() -> Mapping[str, tuple[str, str]]:
    return {row["kind"]: (row["label"], row["english"]) for row in lexicon.rows("event_kinds.tsv")}


@kept
def _states() -> Mapping[str, str]:
    """The first name of each row that has one."""
    named = ((row["code"], row["names"].split(", ")[0]) for row in lexicon.rows("english/states.tsv"))
    return {code: name for code, name in named if name not in ("", "-")}


@kept
def _actors() -> Mapping[str, str]:
    return {row["actor"]: row["names"].split(", ")[0] for row in lexicon.rows("english/known_actors.tsv")}


@cache
def _territories() -> Mapping[str, str]:
    """English names of states by Unicode CLDR."""
    from babel import Locale  # noqa: PLC0415 - takes long to load

    return dict(Locale("en").territories)
