"""The offices a text gives to persons, each with the phrase that says so."""

from __future__ import annotations

from loaders.actors.people.scopes import scope_of
from loaders.actors.register.entity import OFFICE_RANKS, Entity, Holding, Role, office_of, same_noun
from loaders.actors.register.office_holders import offices_called
from loaders.actors.register.register import Register
from loaders.actors.sentence.naming import Naming
from loaders.articles.findings import Span
from loaders.lexicon.nouns import Noun, analyse
from ontology.slugs import slugify


def all_holdings(register: Register) -> list[tuple[Entity, Holding]]:
    """Who holds which office, in text order."""
    found = [(entity, holding) for entity in register.by_id.values() for holding in entity.holdings]
    return sorted(found, key=lambda pair: (pair[1].span, pair[1].office_id))


def note_tenure(
    register: Register, entity: Entity, role: Naming, phrase: Naming, proof: Span | None = None
) -> None:
    """What ``role``, in or beside the ``phrase`` that names a person, says the person holds.

    ``proof`` are the words that say so, if not those of role and name.
    """
    noun = role.noun
    assert noun is not None
    office, scope = office_of(role, register.names), scope_of(register, role)
    if all(r.office != office or r.scope != scope or r.known for r in entity.roles):
        entity.roles.append(Role(office, noun, scope, role.former))
    if noun.head.rank not in OFFICE_RANKS or not entity.named or "Politiker" in _plain_names(noun):
        return
    if any(_says_already(h, role, office, scope) for h in entity.holdings):
        return
    if scope is None:
        known = (r.scope for r in entity.roles if r.known and same_noun(r.office, office))
        scope = next((s for s in known if s), None)
    holding = _holding(register, role, proof or _proof(role, phrase), office, scope)
    if all(h.office_id != holding.office_id for h in entity.holdings):
        entity.holdings.append(holding)


def _holding(register: Register, role: Naming, proof: Span, office: str, scope: str | None) -> Holding:
    organisation = register.find(scope) if scope else None
    title = office + "r" if role.noun is not None and role.noun.adjectival else office  # Vorsitzender
    label = title if scope or not role.complement else f"{title} {role.complement}"
    known = [o for o in offices_called(register.names, office, scope) if office in o.labels]
    place = organisation.name if organisation else role.place
    office_id = known[0].id if known else f"office/{slugify(f'{label} {place}')}"
    return Holding(office, label, office_id, organisation, proof, role.former)


def _plain_names(noun: Noun) -> tuple[str, ...]:
    """What a word for politicians is, whom no office is meant by: "SPD-Politiker", "Sozialdemokrat"."""
    return noun.stands_for if noun.head.rank == "function" else ()


def _proof(role: Naming, phrase: Naming) -> Span:
    """The words of role and name, without a bracket after the name."""
    end = role.end_offset
    if phrase.name is not None and role is phrase:
        end = phrase.sentence.tokens[phrase.name.end - 1].end
    return Span(min(phrase.first_offset, role.first_offset), max(end, role.first_offset + 1))


def _says_already(holding: Holding, role: Naming, office: str, scope: str | None) -> bool:
    """Whether a tenure of the person already says what this role says, perhaps more exactly."""
    held = holding.organisation.id if holding.organisation else None
    if (scope and held and scope != held) or role.former != holding.former:
        return False
    has, asks = holding.noun.lower(), office.lower()
    noun, asked = analyse(holding.noun), analyse(office)
    names = {has, *(n.lower() for n in noun.stands_for)} if noun else {has}
    wider = asked is not None and has in {n.lower() for n in asked.stands_for}
    return asks in names or (wider and role.name is None) or has.endswith(asks)
