"""Actors by what they are called: organisations, norms, groups, nameless persons, with their identifiers."""

from __future__ import annotations

from loaders.actors.register.entity import Entity
from loaders.actors.register.register import Register
from loaders.actors.sentence.naming import NAMED_KINDS, Naming
from loaders.articles.findings import ActorKind
from loaders.lexicon.nouns import Noun
from loaders.lexicon.tables import words
from ontology.slugs import slugify

_GENDERS = {"die": "f", "das": "n", "der": "m"}


def labelled(
    register: Register, phrase: Naming, label: str, scope: str | None, room: str = "actor"
) -> Entity:
    """The organisation, norm, group or nameless person with this label; new if need be."""
    key = f"{_without_form(label).lower()}|{scope or ''}"
    found = register.by_label.get(key)
    if found is None:
        identifier = _identifier(register, phrase, label, scope, room)
        found = register.add(
            Entity(
                identifier, _shown(phrase, label), _kind(phrase), phrase.gender, phrase.plural,
                noun=phrase.noun, named=bool(phrase.proper or phrase.acronym), part_of=phrase.branch_of,
            )
        )  # fmt: skip
        register.by_label[key] = found
    if phrase.acronym:
        register.by_acronym[phrase.acronym] = found
    return found


def _shown(phrase: Naming, label: str) -> str:
    """The name of a body, a motto with what the body is: "Bürgerinitiative „Rettet den Park“"."""
    noun = phrase.noun
    motto = phrase.quoted and noun is not None and noun.label.lower().endswith(tuple(words("with_mottos")))
    return f"{noun.label} „{label}“" if motto and noun is not None else label


def unknown_organisation(register: Register, name: str, determiner: str) -> Entity:
    """An organisation of which nothing but a name is known: it belongs to this document."""
    if name not in register.by_acronym:
        gender = _GENDERS.get(determiner, "")
        entity = Entity(register.scoped(name), name, ActorKind.ORGANISATION, gender, named=True)
        register.by_acronym[name] = register.add(entity)
    return register.by_acronym[name]


def _kind(phrase: Naming) -> ActorKind:
    noun = phrase.noun
    if noun is None:
        return ActorKind.ORGANISATION
    if phrase.plural and (noun.head.family == "person" or noun.head.kind is not ActorKind.NORM):
        return ActorKind.COLLECTIVE
    return noun.head.kind


def _identifier(register: Register, phrase: Naming, label: str, scope: str | None, room: str) -> str:
    """An identifier all documents share if the label tells which is meant, else one of this document."""
    noun = phrase.noun
    person = noun is not None and noun.head.family == "person"
    of_document = scope is not None and scope.count("/") > 1
    unclear = phrase.proper.isupper() and " " not in phrase.proper
    side = noun is not None and noun.head.needs == "of"
    telling = noun is not None and noun.head.kind in {ActorKind.ASSOCIATION, ActorKind.COURT}
    full = telling and phrase.complement and not phrase.adjectives and not phrase.indefinite
    if phrase.plural or person or side or (of_document and not full) or (unclear and not phrase.place):
        return register.scoped(label, room)
    if phrase.proper and (noun is None or noun.head.kind in NAMED_KINDS):
        return f"{room}/{slugify(_without_form(phrase.proper))}"
    if noun is not None and scope and not of_document and not phrase.proper:
        slug = _label_at(phrase, noun, label, scope)
        several = _is_one_of_several(register, phrase, noun, scope)
        return register.scoped(slug, room) if several else f"{room}/{slug}"
    shared = phrase.proper or phrase.place or full
    return f"{room}/{slugify(label)}" if shared else register.scoped(label, room)


def _is_one_of_several(register: Register, phrase: Naming, noun: Noun, scope: str) -> bool:
    """Whether a state or body has many that are called so: "ein Gericht in China", "die Wirtschaft Japans".

    A compound or an adjective tells which ("das Verfassungsgericht", "das Oberste Gericht"), so does whose
    they are where that is no state: "die Universität Greifswald".
    """
    if noun.head.kind is ActorKind.COLLECTIVE or phrase.indefinite:
        return True
    low = noun.head.noun.lower()
    if low in words("always_several"):
        return True
    telling = [word for word in phrase.adjectives if word not in register.names.adjectives]
    state = register.names.entries.get(scope)
    if state is not None and state.kind is ActorKind.PARTY and low in words("in_many_parliaments"):
        return not phrase.place  # "die Fraktion der Grünen": in which parliament, the text knows
    of_state = state is not None and state.kind is ActorKind.STATE
    return of_state and low in words("one_of_several") and not noun.modifier and not telling


def _without_form(name: str) -> str:
    """A name without its legal form: "Hansa Beispiel AG" is "Hansa Beispiel", whichever a text says."""
    *first, last = name.split()
    return " ".join(first) if first and last in words("legal_forms_left_out") else name


def _label_at(phrase: Naming, noun: Noun, label: str, scope: str) -> str:
    """The slug of a label with the state or organisation it belongs to: "regierung-frankreich"."""
    of = scope.rsplit("/", 1)[-1]
    own = {a.lower() for a in phrase.adjectives}
    rest = [w for w in label.split() if w.lower() not in own]
    plain = noun.base if phrase.scope_entry or phrase.complement else " ".join(rest)
    adjectives = [a for a in label.split() if a[:1].isupper() and a != noun.label]
    if phrase.complement and adjectives and label.split(maxsplit=1)[0] != noun.label:
        plain = f"{label.split(maxsplit=1)[0]} {noun.base}"
    slug = slugify(plain)
    return slug if of in slug else f"{slug}-{of}"
