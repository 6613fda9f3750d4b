"""What a role or body belongs to, and which bodies a person belongs to."""

from __future__ import annotations

from loaders.actors.register.entity import Entity
from loaders.actors.register.office_holders import offices_called
from loaders.actors.register.register import Register
from loaders.actors.sentence.naming import Naming
from loaders.articles.findings import ActorKind
from ontology.slugs import slugify

GERMANY = "actor/deutschland"
_GOVERNING = frozenset({"state", "government", "minister"})


def scope_of(register: Register, phrase: Naming) -> str | None:
    """The identifier of the state, organisation or town a role or organisation belongs to."""
    if phrase.scope is not None:
        entity = register.whom(phrase.scope)
        if entity is not None:
            return entity.id
        if phrase.scope.entry is not None:
            return phrase.scope.entry.id
    if phrase.scope_entry is not None:
        return phrase.scope_entry.id
    if phrase.place:
        return f"place/{slugify(phrase.place)}"
    noun = phrase.noun
    federal = noun is not None and noun.base.startswith("Bundes") and noun.head.rank in _GOVERNING
    if not federal or noun is None:
        return None
    home = register.home
    has_one = home is not None and bool(offices_called(register.names, noun.base, home))
    return home if has_one else GERMANY if GERMANY in register.names.entries else None


def parties_of(register: Register, entity: Entity) -> frozenset[str]:
    """The parties and other bodies a person belongs to, as the text and the background say."""
    known = entity.entry.parties if entity.entry is not None else ()
    scopes = {role.scope for role in entity.roles if role.scope and not role.former}
    parties = (scope for scope in scopes if _is_party(register, scope))
    return frozenset({*known, *entity.member_of, *parties})


def _is_party(register: Register, identifier: str) -> bool:
    entry = register.names.entries.get(identifier)
    return entry is not None and entry.kind is ActorKind.PARTY


def belongs(register: Register, entity: Entity, body: str) -> bool:
    """Whether a person belongs to a body, or to a part of it (the CSU is part of the Union)."""
    bodies = parties_of(register, entity)
    return body in bodies or any(body in register.names.unions.get(b, ()) for b in bodies)
