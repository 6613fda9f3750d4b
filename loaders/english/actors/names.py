"""English names of actors that everybody knows: states, their seats and adjectives, bodies, and persons of
the background.
"""

from __future__ import annotations

from typing import NamedTuple

from rdflib import SKOS

from loaders.articles.findings import ActorKind
from loaders.background.facts import facts
from loaders.background.gazetteer import gazetteer
from loaders.lexicon.tables import read_table
from ontology.in_force import kept


class KnownActor(NamedTuple):
    """An actor of the background: its identifier, its name in English, its kind, and how the words name it.

    ``how`` is name or metonym (a seat of government).
    """

    id: str
    name: str
    kind: ActorKind
    how: str


@kept
def known_names() -> dict[str, KnownActor]:
    """Every English name of an actor of the background; German names that English texts use too ("SPD")."""
    found: dict[str, KnownActor] = {}
    entries = gazetteer().entries
    for entry in entries.values():
        for name in (entry.label, *entry.names):
            if entry.kind is ActorKind.PERSON or (name.isupper() and len(name) > 1):
                found.setdefault(name, KnownActor(entry.id, entry.label, entry.kind, "name"))
    for code, name in _states().items():
        entry = entries[code]
        found[name] = KnownActor(entry.id, name, entry.kind, "name")
    for row in read_table("english/states"):
        state = _by_code().get(row["code"])
        if state is None:
            continue
        names = _listed(row["names"])
        for name in names:
            found[name] = KnownActor(state, names[0], entries[state].kind, "name")
        for seat in _listed(row["seats"]):
            found[seat] = KnownActor(
                state, names[0] if names else _states().get(state, seat), entries[state].kind, "metonym"
            )
    first: dict[str, str] = {}
    for row in read_table("english/known_actors"):
        identifier = f"actor/{row['actor']}"
        name = first.setdefault(identifier, row["names"])
        if identifier in entries:
            found[row["names"]] = KnownActor(identifier, name, entries[identifier].kind, "name")
    return found


@kept
def states_by_adjective() -> dict[str, KnownActor]:
    """The states by their adjectives and inhabitants: "British"."""
    found: dict[str, KnownActor] = {}
    for row in read_table("english/states"):
        state, names = _by_code().get(row["code"]), _listed(row["names"])
        if state is None:
            continue
        name = names[0] if names else _states().get(state, row["code"])
        known = KnownActor(state, name, gazetteer().entries[state].kind, "adjective")
        found |= dict.fromkeys(_listed(row["adjectives"]), known)
    return found


@kept
def _by_code() -> dict[str, str]:
    """The states of the background by their ISO code."""
    codes = {}
    for subject, said in facts().items():
        for code in said.get(str(SKOS.notation), ()):
            codes[str(getattr(code, "value", code))] = subject
    return {code: subject for code, subject in codes.items() if subject in gazetteer().entries}


@kept
def _states() -> dict[str, str]:
    """The English name that Unicode CLDR gives each state, by its identifier."""
    from babel import Locale  # noqa: PLC0415 - a quarter of a second that German texts need not wait

    territories = Locale("en").territories
    return {subject: territories[code] for code, subject in _by_code().items() if code in territories}


def _listed(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(",") if word.strip() not in {"", "-"}]
