"""Names of the gazetteer in a text: when they act, when they are only places, who "die Russen" are."""

from __future__ import annotations

from loaders.actors.people.acting import acts, is_place
from loaders.actors.people.local_parties import local_branch
from loaders.actors.people.scopes import belongs, parties_of
from loaders.actors.people.setting import counterpart
from loaders.actors.register.entity import Entity, agree
from loaders.actors.register.register import Register
from loaders.actors.sentence.naming import Naming
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import Entry
from ontology.slugs import slugify

_AFTER_DATELINE = frozenset({"(", "/", "–", "-", ","})
_RECENT = 3  # sentences that "der Niederländer" looks back


def known(register: Register, phrase: Naming, entry: Entry) -> Entity | None:
    """The entity a name of the gazetteer means."""
    other = counterpart(register, phrase, entry)
    if other is not None:
        return other
    if phrase.how == "demonym":
        return _inhabitants(register, phrase, entry)
    if phrase.how == "metonym":
        return register.of_entry(entry) if _stands_for_government(phrase, entry) else None
    if entry.adjectives and is_place(phrase):
        return None
    if (branch := local_branch(register, phrase, entry)) is not None:
        return branch
    return register.of_entry(entry)


def _inhabitants(register: Register, phrase: Naming, entry: Entry) -> Entity | None:
    """ "Die Russen" as a group, "die Sozialdemokraten" as their party, "der Niederländer" as one."""
    if not phrase.plural:
        return _one_inhabitant(register, phrase, entry)
    if entry.kind is ActorKind.PARTY:
        return register.of_entry(entry)
    label = _plural_demonym(phrase.label, entry)
    everywhere = register.find(f"actor/{slugify(label)}")  # "die Europäer"
    return everywhere or register.add(
        Entity(register.scoped(label), label, ActorKind.COLLECTIVE, plural=True)
    )


def _one_inhabitant(register: Register, phrase: Naming, entry: Entry) -> Entity | None:
    """The man or woman mentioned last: "der Niederländer"; of a party who belongs to it."""
    feminine = phrase.label.endswith("in") or (phrase.label.endswith("e") and phrase.determiner == "die")
    gender = "f" if feminine else "m"
    recent = register.recent(phrase.sentence.index, _RECENT) if phrase.definite else ()
    people = [
        s.entity for s in recent if s.entity.kind is ActorKind.PERSON and agree(s.entity.gender, gender)
    ]
    if entry.kind is not ActorKind.PARTY:
        return people[0] if people else None
    members = (p for p in people if belongs(register, p, entry.id))
    unbound = (p for p in people if not parties_of(register, p))
    return next(members, None) or next(unbound, None)


def _stands_for_government(phrase: Naming, entry: Entry) -> bool:
    """A capital after a preposition of place is a place; of a federal state it must act to count."""
    if is_place(phrase) or _is_dateline(phrase) or _names_a_place(phrase):
        return False
    return entry.kind is ActorKind.STATE or not entry.adjectives or acts(phrase)


def _is_dateline(phrase: Naming) -> bool:
    """ "Berlin (dpa) – …"."""
    return phrase.start == 0 and phrase.after is not None and phrase.after.text in _AFTER_DATELINE


def _names_a_place(phrase: Naming) -> bool:
    """ "Hauptstadt Moskau": a place after a noun, unless it is a genitive ("Forderungen Moskaus")."""
    genitive = phrase.sentence.tokens[phrase.end - 1].text != phrase.label.split()[-1]
    return phrase.before is not None and phrase.before.tag == "NN" and not genitive and not phrase.determiner


def _plural_demonym(word: str, entry: Entry) -> str:
    """The plural of a demonym: Franzose, Franzosen; Ägypter; Russin, Russinnen."""
    if word.endswith("in") and word[:-2] in entry.demonyms:
        return word + "nen"
    return word + "n" if word + "n" in entry.demonyms else word
