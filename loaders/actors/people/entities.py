"""The actors of one document while it is read: creates them, finds them again, merges them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cache

from loaders.actors.people.entity import Entity, Role
from loaders.actors.phrases.naming import NAMED_KINDS, Naming
from loaders.articles.findings import ActorKind, Document
from loaders.background.gazetteer import Entry, Gazetteer, Office, Term, last_name
from loaders.german.person_names import ARABIC_ARTICLE, first_name_gender
from loaders.lexicon.nouns import Noun, analyse
from loaders.lexicon.tables import read_table
from ontology.slugs import slugify


class Entities:
    """Creates, finds and merges the entities of one document."""

    def __init__(self, document: Document, names: Gazetteer) -> None:
        self.document, self.names = document, names
        self.by_id: dict[str, Entity] = {}
        self.by_last: dict[str, list[Entity]] = defaultdict(list)
        self._by_first: dict[str, list[Entity]] = defaultdict(list)
        self.by_label: dict[str, Entity] = {}
        self.acronyms: dict[str, Entity] = {}
        self.day: dt.date | None = document.published

    # -- identifiers ------------------------------------------------------------------------------------

    def scoped(self, label: str, room: str = "actor") -> str:
        """An identifier that belongs to this document alone."""
        return f"{room}/{self.document.slug}/{slugify(label)}"

    def _add(self, entity: Entity) -> Entity:
        return self.by_id.setdefault(entity.id, entity)

    # -- entries of the background ----------------------------------------------------------------------

    def of_entry(self, entry: Entry) -> Entity:
        """The entity of a background actor."""
        found = self.by_id.get(entry.id)
        if found is None:
            found = Entity(entry.id, entry.label.split(" (")[0], entry.kind, entry=entry)
            words = entry.label.split()
            found.noun = analyse(words[-1]) or analyse(words[0])
            found.gender = (
                found.noun.gender
                if found.noun and entry.kind is not ActorKind.PERSON
                else _entry_gender(entry)
            )
            found.plural = entry.kind is ActorKind.COLLECTIVE or entry.label in {
                "USA",
                "Niederlande",
                "Vereinte Nationen",
            }
            if entry.kind is ActorKind.PERSON:
                found.last = last_name(entry.label)
                found.gender = first_name_gender(words[0])
                found.roles = self.known_roles(entry.id)
            self._add(found)
        return found

    def known_roles(self, person: str) -> list[Role]:
        """Roles the background gives a person on the day of the document (all, if it has no date)."""
        roles = []
        for term in self.names.by_person.get(person, ()):
            if self.day is None or term.covers(self.day):
                roles += self._roles_of(term)
        return roles

    def _roles_of(self, term: Term) -> list[Role]:
        found = []
        for label in term.office.labels:
            noun = analyse(label)
            if noun is not None:
                found.append(Role(noun.base, noun, term.office.organisation, known=True))
        return found

    # -- persons ----------------------------------------------------------------------------------------

    def full_name(self, words: tuple[str, ...], gender: str) -> Entity:
        """The person with this full name: of this document, of the background, or new."""
        text = " ".join(words)
        last = last_name(text)
        for entity in self.by_last[last]:
            if _same_person(entity.name, text) and _agree(entity.gender, gender):
                if len(text) > len(entity.name) or not entity.named:
                    entity.name = text
                return entity
        entry = self._known_person(text, last)
        entity = (
            self.of_entry(entry)
            if entry
            else Entity(f"actor/{slugify(text)}", text, ActorKind.PERSON, gender)
        )
        entity.name, entity.last, entity.named = text, last, True
        entity.gender = entity.gender if entity.gender in {"m", "f"} else gender
        self._add(entity)
        for form in dict.fromkeys((last, _without_particle(last))):
            self.by_last[form].append(entity)
        self._by_first[words[0]].append(entity)
        return entity

    def _known_person(self, text: str, last: str) -> Entry | None:
        for entry in self.names.by_last_name.get(last, ()):
            if any(_same_person(name, text) for name in (entry.label, *entry.names)):
                return entry
        return None

    def by_last_name(self, last: str, gender: str, office: str, scope: str | None) -> Entity | None:
        """The person meant by a last name: one of the document first, then one of the background."""
        spelled = last if last in self.by_last else last[:1].lower() + last[1:]  # "Al-…" begins a sentence
        here = [e for e in self.by_last.get(spelled, ()) if _agree(e.gender, gender)]
        if len(here) > 1 and office:
            here = [e for e in here if e.called(office, scope)] or here
        if here:
            return max(here, key=lambda e: e.mentions) if len(here) > 1 else here[0]
        if not office and last in common_surnames():
            return None
        known = [self.of_entry(e) for e in self._candidates(last, gender, office, scope)]
        if len(known) == 1:
            known[0].named = True
            self.by_last[last].append(known[0])
            return known[0]
        return None

    def _candidates(self, last: str, gender: str, office: str, scope: str | None) -> list[Entry]:
        """Background persons with this last name who fit role, gender and date."""
        found = []
        for entry in self.names.by_last_name.get(last, ()):
            if not _agree(first_name_gender(entry.label.split()[0]), gender):
                continue
            roles = self.known_roles(entry.id)
            probe = Entity(entry.id, entry.label, entry.kind, roles=roles)
            if office and roles and not probe.called(office, scope):
                continue
            if office and not roles:
                continue
            found.append((entry, bool(roles)))
        current = [e for e, active in found if active]
        return current or [e for e, _ in found]

    def by_first_name(self, name: str) -> Entity | None:
        """The one person of the document whose full name begins so: a first name, or as in "Xi" the last."""
        found = self._by_first.get(name, [])
        return found[0] if len(found) == 1 else None

    def unknown_organisation(self, name: str, determiner: str) -> Entity:
        """An organisation of which nothing but a name is known: it belongs to this document."""
        if name not in self.acronyms:
            gender = {"die": "f", "das": "n", "der": "m"}.get(determiner, "")
            self.acronyms[name] = self._add(
                Entity(self.scoped(name), name, ActorKind.ORGANISATION, gender, named=True)
            )
        return self.acronyms[name]

    def find(self, identifier: str) -> Entity | None:
        """The entity with this identifier, of the document or the background."""
        if identifier in self.by_id:
            return self.by_id[identifier]
        entry = self.names.entries.get(identifier)
        return self.of_entry(entry) if entry is not None else None

    def lone_last_name(self, last: str, gender: str) -> Entity:
        """A person of whom only the last name is known: not merged with anyone outside this document."""
        entity = Entity(self.scoped(last), last, ActorKind.PERSON, gender, last=last, named=True)
        entity = self._add(entity)
        self.by_last[last].append(entity)
        return entity

    def holder_of(self, office: str, scope: str, gender: str = "") -> Entity | None:
        """Who the background says held the office on the day of the document."""
        if self.day is None:
            return None
        for found in self.offices_called(office, scope):
            holders = self.names.holders(found.id, self.day)
            if len(holders) == 1 and _agree(first_name_gender(holders[0].label.split()[0]), gender):
                return self.of_entry(holders[0])
        return None

    def offices_called(self, office: str, scope: str | None) -> list[Office]:
        """Offices of the background with this name (or one it stands for) at this organisation."""
        offices = self.names.offices_at(scope) if scope else ()
        exact = [o for o in offices if office in o.labels]
        noun = analyse(office)
        wide = [o for o in offices if noun and any(n in o.labels for n in noun.stands_for)]
        wider = [
            o for o in offices if any((n := analyse(label)) and office in n.stands_for for label in o.labels)
        ]
        return exact or [o for o in (wide or wider) if noun and noun.head.rank in {"state", "government"}]

    def once_held(self, entity: Entity, office: str, scope: str | None) -> bool:
        """Whether the background knows that a person held the office before the day of the document."""
        past = [
            t for t in self.names.by_person.get(entity.id, ()) if self.day is None or not t.covers(self.day)
        ]
        roles = [role for term in past for role in self._roles_of(term)]
        return Entity("", "", ActorKind.PERSON, roles=roles).called(office, scope) > 0

    # -- organisations, norms, groups -------------------------------------------------------------------

    def labelled(self, phrase: Naming, label: str, scope: str | None, room: str = "actor") -> Entity:
        """The organisation, norm, group or nameless person with this label; new if need be."""
        key = f"{label.lower()}|{scope or ''}"
        found = self.by_label.get(key)
        if found is None:
            noun = phrase.noun
            kind = noun.head.kind if noun else ActorKind.ORGANISATION
            if phrase.plural and noun and (noun.head.family == "person" or kind is not ActorKind.NORM):
                kind = ActorKind.COLLECTIVE
            found = self._add(
                Entity(
                    self._label_id(phrase, label, scope, room),
                    label,
                    kind,
                    phrase.gender,
                    phrase.plural,
                    noun=noun,
                    named=bool(phrase.proper),
                )
            )
            self.by_label[key] = found
        if phrase.acronym:
            self.acronyms[phrase.acronym] = found
        return found

    def _label_id(self, phrase: Naming, label: str, scope: str | None, room: str) -> str:
        """An identifier all documents share if the label tells which is meant, else one of this document."""
        noun = phrase.noun
        person = noun is not None and noun.head.family == "person"
        of_document = scope is not None and scope.count("/") > 1
        unclear = phrase.proper.isupper() and " " not in phrase.proper
        if phrase.plural or person or of_document or (unclear and not phrase.place):
            return self.scoped(label, room)
        if phrase.proper and (noun is None or noun.head.kind in NAMED_KINDS):
            return f"{room}/{slugify(phrase.proper)}"
        if noun is not None and scope:
            return f"{room}/{self._label_at(phrase, noun, label, scope)}"
        telling = noun is not None and noun.head.kind in {ActorKind.ASSOCIATION, ActorKind.COURT}
        full = telling and phrase.complement and not phrase.adjectives and not phrase.indefinite
        return (
            f"{room}/{slugify(label)}" if phrase.proper or phrase.place or full else self.scoped(label, room)
        )

    @staticmethod
    def _label_at(phrase: Naming, noun: Noun, label: str, scope: str) -> str:
        """The slug of a label with the state or organisation it belongs to: "regierung-frankreich"."""
        of = scope.rsplit("/", 1)[-1]
        own = {a.lower() for a in phrase.adjectives}
        words = [w for w in label.split() if w.lower() not in own]
        plain = noun.base if phrase.scope_entry or phrase.complement else " ".join(words)
        adjectives = [a for a in label.split() if a[:1].isupper() and a != noun.label]
        if phrase.complement and adjectives and label.split(maxsplit=1)[0] != noun.label:
            plain = f"{label.split(maxsplit=1)[0]} {noun.base}"
        slug = slugify(plain)
        return slug if of in slug else f"{slug}-{of}"


@cache
def common_surnames() -> frozenset[str]:
    """Last names that mean nobody in particular (``data/common_surnames.tsv``)."""
    return frozenset(row["name"] for row in read_table("common_surnames"))


def _entry_gender(entry: Entry) -> str:
    if entry.label in {"Ukraine", "Türkei", "Schweiz", "Slowakei", "Mongolei", "Moldau", "Elfenbeinküste"}:
        return "f"
    if entry.kind is ActorKind.STATE:
        return "n"
    return "f" if entry.kind is ActorKind.PARTY else ""


def _without_particle(last: str) -> str:
    """What a last name with a particle may be shortened to: "von Storch" to "Storch", "al-Sisi" to "Sisi"."""
    shorter = last.rsplit(" ", maxsplit=1)[-1]
    return ARABIC_ARTICLE.sub("", shorter, count=1)


def _agree(a: str, b: str) -> bool:
    return not (a in {"m", "f"} and b in {"m", "f"} and a != b)


def _same_person(a: str, b: str) -> bool:
    """Whether two full names can be one person: same last name, first names equal or short forms."""
    left, right = a.split(), b.split()
    if not left or not right or last_name(a) != last_name(b):
        return False
    first, second = left[0].rstrip("."), right[0].rstrip(".")
    if len(left) == 1 or len(right) == 1:
        return False
    return first == second or first.startswith(second) or second.startswith(first)
