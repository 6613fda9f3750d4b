"""What the background knows of offices: who held which on the day of the document."""

from __future__ import annotations

import datetime as dt

from loaders.actors.register.entity import Entity, Role
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import Entry, Gazetteer, Office, Term
from loaders.lexicon.nouns import analyse


def known_roles(names: Gazetteer, person: str, day: dt.date | None) -> list[Role]:
    """Roles the background gives a person on the day of the document (all, if it has no date)."""
    terms = names.by_person.get(person, ())
    return [role for term in terms if day is None or term.covers(day) for role in _roles_of(term)]


def once_held(names: Gazetteer, person: Entity, office: str, scope: str | None, day: dt.date | None) -> bool:
    """Whether the background knows that a person held the office before the day of the document."""
    past = [t for t in names.by_person.get(person.id, ()) if day is None or not t.covers(day)]
    roles = [role for term in past for role in _roles_of(term)]
    return Entity("", "", ActorKind.PERSON, roles=roles).called(office, scope) > 0


def holders_of(names: Gazetteer, office: str, scope: str, day: dt.date) -> list[Entry]:
    """The sole holder of each office of this name at the organisation ``scope`` on ``day``."""
    found = (names.holders(known.id, day) for known in offices_called(names, office, scope))
    return [holders[0] for holders in found if len(holders) == 1]


def offices_called(names: Gazetteer, office: str, scope: str | None) -> list[Office]:
    """Offices of the background with this name (or one it stands for) at this organisation."""
    offices = names.offices_at(scope) if scope else ()
    exact = [o for o in offices if office in o.labels]
    if exact:
        return exact
    noun = analyse(office)
    if noun is None or noun.head.rank not in {"state", "government"}:
        return []
    wide = [o for o in offices if any(n in o.labels for n in noun.stands_for)]
    return wide or [o for o in offices if any(_stands_for(label, office) for label in o.labels)]


def _stands_for(label: str, office: str) -> bool:
    noun = analyse(label)
    return noun is not None and office in noun.stands_for


def _roles_of(term: Term) -> list[Role]:
    nouns = ((analyse(label), term.office.organisation) for label in term.office.labels)
    return [Role(noun.base, noun, organisation, known=True) for noun, organisation in nouns if noun]
