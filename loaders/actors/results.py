"""What a register says at the end of its document, as findings: actors, mentions, tenures, memberships."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from loaders.actors.register.entity import Entity
from loaders.actors.register.register import Belonging, Register
from loaders.actors.tenures import all_holdings
from loaders.articles.findings import Actor, ActorKind, Document, Evidence, Membership, Mention, Tenure
from loaders.lexicon.tables import words


def actors_of(register: Register, belongings: Sequence[Belonging]) -> dict[str, Actor]:
    """Everybody mentioned, and the bodies they belong to or hold office in, by identifier, in its order."""
    ids = {m.actor for m in register.mentions}
    ids |= {h.organisation.id for _, h in all_holdings(register) if h.organisation}
    ids |= {identifier for b in belongings for identifier in (b.member.id, b.group.id)}
    groups: dict[str, list[str]] = defaultdict(list)
    for belonging in belongings:
        groups[belonging.member.id].append(belonging.group.id)
    return {i: _actor(register.by_id[i], register.document, groups.get(i, ())) for i in sorted(ids)}


def mentions_of(register: Register) -> tuple[Mention, ...]:
    """All mentions in text order, outer before inner."""
    return tuple(sorted(set(register.mentions), key=lambda m: (m.span.start, -m.span.end, m.actor)))


def tenures_of(register: Register, actors: Mapping[str, Actor]) -> tuple[Tenure, ...]:
    """All tenures in text order."""
    return tuple(
        Tenure(
            actors[holder.id], held.office, held.office_id, Evidence.of(register.document, held.span),
            actors[held.organisation.id] if held.organisation else None, held.former,
        )
        for holder, held in all_holdings(register)
    )  # fmt: skip


def memberships_of(
    register: Register, belongings: Sequence[Belonging], actors: Mapping[str, Actor]
) -> tuple[Membership, ...]:
    """Who belongs to whom, in text order."""
    return tuple(
        Membership(actors[b.member.id], actors[b.group.id], Evidence.of(register.document, b.span))
        for b in belongings
    )


def parts_of(register: Register) -> dict[str, tuple[str, ...]]:
    """The members of groups that have no name but theirs, by identifier."""
    groups = (e for e in register.by_id.values() if e.parts and e.mentions)
    return {group.id: tuple(member.id for member in group.parts) for group in groups}


def is_passing(entity: Entity) -> bool:
    """Whether the entity is nobody unless it does something in the text."""
    head = entity.noun.head if entity.noun is not None and entity.entry is None else None
    if head is not None and (head.needs == "name" or head.noun in words("idle_bodies")):
        return True
    first = entity.first
    if first is not None and first.indefinite and not entity.named and entity.entry is None:
        return True  # "ein Tochterunternehmen von Beispiel"
    own = " " in entity.name and len(entity.name.split()[-1]) > 1
    known = entity.named and (own or entity.kind is ActorKind.PERSON or entity.name.isupper())
    return entity.id.count("/") > 1 and not known


def listed(names: Sequence[str]) -> str:
    """ "A, B und C"."""
    return " und ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _actor(entity: Entity, document: Document, groups: Sequence[str]) -> Actor:
    evidence = Evidence.of(document, entity.first.span) if entity.first is not None else None
    name = listed([m.fullest_name() for m in entity.parts]) if entity.parts else entity.fullest_name()
    aliases = tuple(sorted(form for form in entity.forms if form != name))
    return Actor(entity.id, name, entity.kind, aliases, evidence, tuple(groups), entity.part_of)
