"""Whom a personal name means: somebody named in full, somebody known by a last name, or a town that acts."""

from __future__ import annotations

from loaders.actors.people.acting import acts, acts_strictly, speaks
from loaders.actors.people.scopes import scope_of
from loaders.actors.phrases.owners import bare_words
from loaders.actors.register.entity import Entity, office_of
from loaders.actors.register.labelled import unknown_organisation
from loaders.actors.register.named import by_first_name, by_full_name, by_last_name, lone_last_name
from loaders.actors.register.register import Register
from loaders.actors.sentence.naming import NAME_TAGS, Naming
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import last_name
from loaders.german.person_names import first_name_gender, places
from loaders.lexicon.tables import words
from ontology.slugs import slugify


def enrol(register: Register, phrase: Naming) -> None:
    """Note who acts under an unproved name, and make entities of full names, before anybody is resolved."""
    name = phrase.name
    if name is None:
        return
    own = bare_words(phrase, register.capitals, register.names)
    titled = phrase.what == "person" or bool(name.title)
    if titled or phrase.apposition is not None or speaks(phrase):
        register.acting.add(own[-1])
    if len(own) > 1 and (phrase.what == "person" or is_believable(phrase)):
        entity = by_full_name(register, own, phrase.gender)
        roles = (phrase if phrase.what == "person" else None, phrase.apposition)
        register.announced += [(entity, role) for role in roles if role is not None and role.noun is not None]


def named(register: Register, phrase: Naming) -> Entity | None:
    """The person a name means, alone or after a role."""
    own = bare_words(phrase, register.capitals, register.names)
    if len(own) > 1:
        sure = phrase.what == "person" or is_believable(phrase) or _is_known(register, own)
        if not sure:
            register.strangers.add(own[-1])
        return by_full_name(register, own, phrase.gender) if sure else None
    last = own[0]
    if last in places() and phrase.what == "name" and not register.by_last.get(last):
        return _acting_place(register, phrase, last)
    office = office_of(phrase, register.names) if phrase.what == "person" else ""
    bare = phrase.what == "name" and not (phrase.name and phrase.name.title)
    gender = "" if bare else phrase.gender  # "Falk" is a man's first name, and Ida Falk's last
    found = by_last_name(register, last, gender, office, scope_of(register, phrase))
    if found is None and (phrase.what == "name" or not first_name_gender(last)):
        found = by_first_name(register, last)
    if found is None:
        return _unknown(register, phrase, last)
    thing = phrase.what == "name" and phrase.determiner in {"das", "ein", "eine"}
    return None if thing and not (phrase.name and phrase.name.title) else found


def is_believable(phrase: Naming) -> bool:
    """Whether a name of several words is a person's: a first name proves it, or it acts so."""
    name = phrase.name
    if name is None or name.sure or name.title:
        return name is not None
    if phrase.preposition in words("place_prepositions") or phrase.determiner or phrase.adjectives:
        return False
    tags = {t.tag for t in phrase.sentence.tokens[name.start : name.end]}
    proof = phrase.apposition is not None or phrase.party is not None or acts(phrase) or speaks(phrase)
    return tags <= NAME_TAGS and proof


def _is_known(register: Register, name: tuple[str, ...]) -> bool:
    text = " ".join(name)
    return any(e.name == text for e in register.by_last.get(last_name(text), ()))


def _acting_place(register: Register, phrase: Naming, place: str) -> Entity | None:
    """A town that acts: its people or council."""
    if not acts_strictly(phrase):
        return None
    return register.add(Entity(f"actor/{slugify(place)}", place, ActorKind.ORGANISATION, "n"))


def _unknown(register: Register, phrase: Naming, last: str) -> Entity | None:
    """Somebody of whom the text gives only a last name, if a role, a title or a verb proves a person."""
    if phrase.what == "person" or (phrase.name and phrase.name.title):
        return lone_last_name(register, last, phrase.gender)
    at_place = phrase.preposition in words("place_prepositions")
    if last not in register.acting or at_place or len(last) < 2:
        return None
    if phrase.determiner or last.isupper():
        return unknown_organisation(register, last, phrase.determiner)
    return lone_last_name(register, last, phrase.gender)
