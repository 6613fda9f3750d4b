"""Persons by name: by full name, by last or first name, of the document or of the background."""

from __future__ import annotations

from loaders.actors.register.entity import Entity, agree
from loaders.actors.register.office_holders import known_roles
from loaders.actors.register.register import Register
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import Entry, Gazetteer, last_name
from loaders.german.person_names import ARABIC_ARTICLE, first_name_gender
from loaders.lexicon.tables import read_table
from ontology.in_force import kept
from ontology.slugs import slugify


def by_full_name(register: Register, words: tuple[str, ...], gender: str) -> Entity:
    """The person with this full name: of this document, of the background, or new."""
    text = " ".join(words)
    last = last_name(text)
    for entity in register.by_last[last]:
        if _same_person(entity.name, text) and agree(entity.gender, gender):
            if len(text) > len(entity.name) or not entity.named:
                entity.name = text
            return entity
    entry = _known_person(register.names, text, last)
    if entry is not None:
        entity = register.of_entry(entry)
    else:
        entity = Entity(f"actor/{slugify(text)}", text, ActorKind.PERSON, gender)
    entity.name, entity.last, entity.named = text, last, True
    entity.gender = entity.gender if entity.gender in {"m", "f"} else gender
    register.add(entity)
    for form in dict.fromkeys((last, _without_particle(last))):
        register.by_last[form].append(entity)
    register.by_first[words[0]].append(entity)
    return entity


def _known_person(names: Gazetteer, text: str, last: str) -> Entry | None:
    for entry in names.by_last_name.get(last, ()):
        if any(_same_person(name, text) for name in (entry.label, *entry.names)):
            return entry
    return None


def by_last_name(register: Register, last: str, gender: str, office: str, scope: str | None) -> Entity | None:
    """The person meant by a last name: one of the document first, then one of the background."""
    spelled = last if last in register.by_last else last[:1].lower() + last[1:]  # "Al-…" begins a sentence
    here = [e for e in register.by_last.get(spelled, ()) if agree(e.gender, gender)]
    if len(here) > 1 and office:
        here = [e for e in here if e.called(office, scope)] or here
    if here:
        return max(here, key=lambda e: e.mentions)
    if last in register.strangers or (not office and last in common_surnames()):
        return None  # "mit Eurico Guterres": who is called only Guterres then is nobody we know
    known = [register.of_entry(e) for e in _candidates(register, last, gender, office, scope)]
    if len(known) == 1:
        known[0].named = True
        register.by_last[last].append(known[0])
        return known[0]
    return None


def _candidates(register: Register, last: str, gender: str, office: str, scope: str | None) -> list[Entry]:
    """Background persons with this last name who fit role, gender and date."""
    found = []
    for entry in register.names.by_last_name.get(last, ()):
        if not agree(first_name_gender(entry.label.split()[0]), gender):
            continue
        roles = known_roles(register.names, entry.id, register.day)
        probe = Entity(entry.id, entry.label, entry.kind, roles=roles)
        if not office or (roles and probe.called(office, scope)):
            found.append((entry, bool(roles)))
    current = [e for e, active in found if active]
    return current or [e for e, _ in found]


def by_first_name(register: Register, name: str) -> Entity | None:
    """The one person of the document whose full name begins so: a first name, or as in "Xi" the last."""
    found = register.by_first.get(name, [])
    return found[0] if len(found) == 1 else None


def lone_last_name(register: Register, last: str, gender: str) -> Entity:
    """A person of whom only the last name is known: not merged with anyone outside this document."""
    entity = Entity(register.scoped(last), last, ActorKind.PERSON, gender, last=last, named=True)
    entity = register.add(entity)
    register.by_last[last].append(entity)
    return entity


@kept
def common_surnames() -> frozenset[str]:
    """Last names that mean nobody in particular (``data/common_surnames.tsv``)."""
    return frozenset(row["name"] for row in read_table("common_surnames"))


def _without_particle(last: str) -> str:
    """What a last name with a particle may be shortened to: "von Storch" to "Storch", "al-Sisi" to "Sisi"."""
    shorter = last.rsplit(" ", maxsplit=1)[-1]
    return ARABIC_ARTICLE.sub("", shorter, count=1)


def _same_person(a: str, b: str) -> bool:
    """Whether two full names can be one person: same last name, first names equal or short forms."""
    left, right = a.split(), b.split()
    if not left or not right or last_name(a) != last_name(b):
        return False
    first, second = left[0].rstrip("."), right[0].rstrip(".")
    if len(left) == 1 or len(right) == 1:
        return False
    return first == second or first.startswith(second) or second.startswith(first)
