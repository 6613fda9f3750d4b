"""In which state a text is set, and whom names mean there that bodies of several states have.

"Die Grünen" of an article from Vienna are not the German party, and its "Bundespräsident" not the German one.
Only what is sure counts: the text or its title begins with the place, and nothing in it is German.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loaders.actors.people.acting import is_place
from loaders.actors.people.scopes import GERMANY
from loaders.actors.register.entity import Entity
from loaders.actors.register.register import Register
from loaders.actors.sentence.naming import Naming
from loaders.articles.findings import ActorKind, Document
from loaders.background.gazetteer import Entry, Gazetteer, last_name
from loaders.german.tokens import Token
from loaders.lexicon.tables import read_table
from ontology.in_force import kept
from ontology.slugs import slugify

_LEAD = 2  # sentences that may begin with the place
_HEADINGS = 4  # sentences that may stand before "Wien –"
_DATELINE = frozenset({".", "(", "/", "–", "-", ",", ":"})


def state_of_text(document: Document, phrases: Sequence[Sequence[Naming]], names: Gazetteer) -> str | None:
    """The state other than Germany that the text is set in; ``None`` where that is not sure."""
    found = [phrase for row in phrases for phrase in row]
    if any(_is_german(phrase, names) for phrase in found):
        return None
    lead = (phrase for phrase in found if _sets_scene(phrase))
    states = {phrase.entry.id for phrase in lead if phrase.entry is not None} | _titled(document, names)
    return states.pop() if len(states) == 1 else None


def counterpart(register: Register, phrase: Naming, entry: Entry) -> Entity | None:
    """Whom a name means in the state of the text, if that is another than the ``entry`` known by it."""
    row = _shared().get(phrase.label.split()[-1]) if phrase.label else None
    if register.home is None or row is None:
        return None
    state = register.home.removeprefix("actor/")
    called, elsewhere = row
    identifier = f"actor/{elsewhere.get(state) or f'{slugify(called)}-{state}'}"
    found = register.find(identifier)
    return found or register.add(Entity(identifier, called, entry.kind, plural=phrase.plural))


def _is_german(phrase: Naming, names: Gazetteer) -> bool:
    """Whether a phrase names Germany, or somebody who is German and whose name no other state has."""
    entries = [entry for entry in (phrase.entry, phrase.scope_entry) if entry is not None]
    if any(entry.id == GERMANY for entry in entries):
        return True
    if phrase.name is not None and _is_german_person(" ".join(phrase.name.words), names):
        return True
    if phrase.entry is None or (phrase.label and phrase.label.split()[-1] in _shared()):
        return False
    return GERMANY in _states(phrase.entry, names)


def _is_german_person(text: str, names: Gazetteer) -> bool:
    """Whether a name is that of somebody known who has a German party or office."""
    known = (e for e in names.by_last_name.get(last_name(text), ()) if text in (e.label, *e.names))
    return any(
        GERMANY in _states(entry, names)
        or any(term.office.organisation == GERMANY for term in names.by_person.get(entry.id, ()))
        for entry in known
    )


def _states(entry: Entry, names: Gazetteer) -> Iterable[str]:
    parties = (names.entries[party] for party in entry.parties if party in names.entries)
    return {entry.state, *(party.state for party in parties)}


def _sets_scene(phrase: Naming) -> bool:
    """Whether a state stands where a text says where it is set: "Wien (dpa) –", "In Polen …"."""
    if phrase.entry is None or phrase.entry.kind is not ActorKind.STATE or phrase.how == "demonym":
        return False
    index, after = phrase.sentence.index, phrase.after
    if index < _LEAD and phrase.start <= 2 and is_place(phrase):
        return True
    if phrase.start or after is None or index >= _HEADINGS:
        return False
    return after.text in _DATELINE if index < _LEAD else _begins_anew(phrase.sentence.tokens, after)


def _begins_anew(tokens: Sequence[Token], dash: Token) -> bool:
    """Whether a sentence begins after a place and a dash: "Wien – Der Bund", not "Wien – so heißt es –"."""
    place = next((i for i, token in enumerate(tokens) if token is dash), len(tokens))
    return dash.text == "–" and place + 1 < len(tokens) and tokens[place + 1].text[:1].isupper()


def _titled(document: Document, names: Gazetteer) -> set[str]:
    """The state that a title begins with: "Polen: Senat lehnt Gesetz ab"."""
    first, colon, _ = document.title.partition(":")
    words = first.split()
    hit = names.at(words, 0) if colon and words else None
    whole = hit is not None and hit.end == len(words) and hit.entry.kind is ActorKind.STATE
    return {hit.entry.id} if hit is not None and whole and hit.entry.id != GERMANY else set()


@kept
def _shared() -> dict[str, tuple[str, dict[str, str]]]:
    """Last word of a name to how it is called elsewhere, and the actors that other states have."""
    found = {}
    for row in read_table("shared_names"):
        pairs = (pair.partition("=") for pair in row["elsewhere"].split() if "=" in pair)
        found[row["names"]] = (row["called"], {state: actor for state, _, actor in pairs})
    return found
