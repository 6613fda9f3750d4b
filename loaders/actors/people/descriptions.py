"""Whom a role or description without a name means: "die Ministerin", "ein Sprecher", "die Kritiker"."""

from __future__ import annotations

from loaders.actors.people.acting import acts, is_beside_verb, is_predicate
from loaders.actors.people.plurals import counted
from loaders.actors.people.scopes import belongs, parties_of, scope_of
from loaders.actors.register.entity import Entity, Role, agree, office_of, same_noun
from loaders.actors.register.labelled import labelled
from loaders.actors.register.office_holders import holders_of, once_held
from loaders.actors.register.register import Register
from loaders.actors.sentence.naming import Naming
from loaders.actors.sentence.predicates import is_subject
from loaders.articles.findings import ActorKind
from loaders.german.person_names import first_name_gender
from loaders.lexicon.nouns import Noun
from loaders.lexicon.tables import words

_OFFICIAL = frozenset({"state", "government", "minister", "office"})
_POLITICAL = _OFFICIAL | {"function"}
_GOVERNING = frozenset({"state", "government", "minister"})
_POSSESSIVES = ("sein", "ihr", "unser", "mein")
_EVERYTHING = 1000  # sentences
_RECENT = 3  # sentences that "der Mann" looks back
_MOST_ANNOUNCED = 300  # roles of persons that are searched for somebody named later


def described(register: Register, phrase: Naming, noun: Noun) -> Entity | None:
    """The person or group a role or description without a name means."""
    if phrase.determiner in words("generic_determiners"):
        return None
    if phrase.plural:
        return _group(register, phrase, noun)
    office, scope = office_of(phrase, register.names), scope_of(register, phrase)
    if not phrase.indefinite and (scope or not phrase.complement):
        found = _meant(register, phrase, noun, office, scope)
        if found is not None:
            return found
    if _is_past_office(phrase, noun) or not _introduces(phrase, noun):
        return None
    if scope and not phrase.indefinite and not phrase.former:
        holder = _holder(register, office, scope, phrase.gender)
        if holder is not None:
            return holder
    entity = labelled(register, phrase, phrase.label, scope)
    entity.roles.append(Role(office, noun, scope))
    return entity


def _is_past_office(phrase: Naming, noun: Noun) -> bool:
    """Whether the phrase only tells what somebody was, not who it is: "der frühere Minister"."""
    return phrase.former and phrase.definite and noun.head.rank in _POLITICAL


def _holder(register: Register, office: str, scope: str, gender: str) -> Entity | None:
    """Who the background says held the office on the day of the document."""
    if register.day is None:
        return None
    for entry in holders_of(register.names, office, scope, register.day):
        if agree(first_name_gender(entry.label.split()[0]), gender):
            return register.of_entry(entry)
    return None


def _meant(register: Register, phrase: Naming, noun: Noun, office: str, scope: str | None) -> Entity | None:
    """The person of the document that a definite role means: best fit, then latest mention."""
    best: tuple[int, bool, int] = (0, False, 0)
    chosen = None
    window = _RECENT if noun.head.rank in {"person", "group"} else _EVERYTHING
    for order, seen in enumerate(register.recent(phrase.sentence.index, window)):
        entity = seen.entity
        if entity.kind is not ActorKind.PERSON or entity.plural:
            continue
        if not agree(entity.gender or seen.gender, phrase.gender):
            continue
        fit = _fit(register, phrase, noun, entity, office, scope)
        rank = (fit, fit == 1 and seen.subject, -order)
        if fit and rank > best:
            best, chosen = rank, entity
    if chosen is None and noun.head.rank in _OFFICIAL and phrase.definite:
        return _named_later(register, phrase, office, scope)
    return chosen


def _fit(
    register: Register, phrase: Naming, noun: Noun, entity: Entity, office: str, scope: str | None
) -> int:
    """How well a person fits a role: by what the text calls the person, by description, by past offices."""
    fit = entity.called(office, scope) or int(_describes(register, phrase, noun, entity, scope))
    former = not fit and phrase.former
    return 2 if former and once_held(register.names, entity, office, scope, register.day) else fit


def _describes(register: Register, phrase: Naming, noun: Noun, entity: Entity, scope: str | None) -> bool:
    """Whether "der Mann", "die 39-Jährige", "die Politikerin", "der CSU-Mann" may mean the person."""
    if not phrase.definite or noun.head.noun not in words("plain_descriptions"):
        return False
    if scope:
        unbound = all(role.scope is None or role.known for role in entity.roles)
        unknown = noun.hyphen and unbound and not parties_of(register, entity)
        return unknown or belongs(register, entity, scope)
    if noun.head.noun == "Politiker" and not noun.modifier:
        political = any(role.noun.head.rank in _POLITICAL for role in entity.roles)
        return political or bool(parties_of(register, entity))
    aged = noun.base.endswith("Jährige") and entity.gender == phrase.gender
    return aged or noun.base in {"Mann", "Frau"}


def _named_later(register: Register, phrase: Naming, office: str, scope: str | None) -> Entity | None:
    """The one person named later in the text under this role ("Der Minister …" before his name)."""
    fitting: dict[str, Entity] = {}
    for entity, role in register.announced[:_MOST_ANNOUNCED]:
        if role.noun is None or not agree(entity.gender, phrase.gender):
            continue
        known = Role(office_of(role, register.names), role.noun, scope_of(register, role))
        if Entity("", "", ActorKind.PERSON, roles=[known]).called(office, scope) >= 2:
            fitting[entity.id] = entity
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _introduces(phrase: Naming, noun: Noun) -> bool:
    """Whether a role without a name and a known holder is somebody new, not a predicate or a type."""
    if is_predicate(phrase):
        return False
    owned = phrase.determiner.startswith(_POSSESSIVES) and phrase.scope is None
    if noun.head.rank in {"person", "group"} and owned:
        return False
    if noun.head.rank == "person" and not (phrase.indefinite or noun.base.endswith("Jährige")):
        return is_subject(phrase) and phrase.definite and acts(phrase)
    return bool(phrase.determiner) or phrase.sentence.headline


def _group(register: Register, phrase: Naming, noun: Noun) -> Entity | None:
    """A plural of persons: those named before, an earlier group with the same noun, or a new one."""
    together = counted(register, phrase, noun)
    if together is not None:
        return together
    scope = scope_of(register, phrase)
    plain = not phrase.adjectives and not phrase.complement and scope is None
    if "beide" in {phrase.determiner[:5], phrase.number[:5]} or (plain and _is_idle(phrase, noun)):
        return None
    earlier = _same_group(register, phrase, noun) if plain and not phrase.indefinite else None
    if earlier is not None or (plain and noun.base in words("plain_persons")):
        return earlier
    return labelled(register, phrase, phrase.label, scope)


def _same_group(register: Register, phrase: Naming, noun: Noun) -> Entity | None:
    """The last group of persons that was called by the same noun."""
    for seen in register.recent(phrase.sentence.index, _EVERYTHING):
        other = seen.entity.noun if seen.entity.plural else None
        if other is not None and other.head.family == "person" and same_noun(other.base, noun.base):
            return seen.entity
    return None


def _is_idle(phrase: Naming, noun: Noun) -> bool:
    """Whether a bare plural only names a kind: "Minister" in a list, "er war Lehrer"."""
    if phrase.before is not None and phrase.before.lower in {"als", "wie"}:
        return True
    if phrase.determiner or phrase.number or noun.modifier:
        return False
    alone = noun.numbers == "sp" and not phrase.preposition and not is_beside_verb(phrase)
    return noun.head.rank in _GOVERNING or is_predicate(phrase) or alone
