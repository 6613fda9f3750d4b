"""Who belongs to whom: members that a text names beside a group, and groups it makes of those it has named.

"Die drei Staaten: Polen, Litauen und Lettland", "mehrere Minister, darunter Holt", "Tamm gehört dem Rat an",
"SPD-Politikerin Holt", "die Europäer" whose members are listed. Every membership keeps the words that say so.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.actors.belonging import belongings
from loaders.actors.people.plurals import note_listings, size_of
from loaders.actors.people.scopes import scope_of
from loaders.actors.register.entity import OFFICE_RANKS, Entity
from loaders.actors.register.listings import Listing, Resolved, outermost
from loaders.actors.register.register import Belonging, Register
from loaders.actors.sentence.naming import Naming
from loaders.articles.findings import ActorKind
from loaders.german.tokens import Sentence
from loaders.lexicon.tables import read_table
from ontology.in_force import kept

_GROUPS_OF_PERSONS = frozenset({ActorKind.PARTY, ActorKind.ASSOCIATION, ActorKind.ALLIANCE})
_SURE_SHARE = 2 / 3  # of a list that must come from the region of a group


def note_memberships(register: Register, sentence: Sentence, found: Sequence[Resolved]) -> None:
    """Find the memberships in a sentence whose phrases have been resolved."""
    note_listings(register, sentence, found)
    for phrase, entity in found:
        size = size_of(phrase)
        if size is not None and entity.plural:
            entity.sizes.add(size)
    for group, members in belongings(sentence, outermost(found), found):
        for phrase, entity in members:
            register.join(entity, group[1], phrase.span_with(group[0]))


def note_party(register: Register, entity: Entity, phrase: Naming) -> None:
    """Who belongs to the party in the bracket after a name."""
    party = phrase.party.entry if phrase.party is not None else None
    if party is not None and party.kind in _GROUPS_OF_PERSONS:
        register.join(entity, register.of_entry(party), phrase.span)


def note_body(register: Register, entity: Entity, role: Naming, phrase: Naming) -> None:
    """ "SPD-Politikerin Holt", "das Nato-Mitglied Polen", "Tamm, Mitglied des Rats": who is where."""
    noun, body = role.noun, scope_of(register, role)
    named = entity.named or entity.entry is not None
    if noun is None or body is None or role.former or role.plural or not named:
        return
    group = register.find(body)
    if group is None:
        return
    of_party = group.kind is ActorKind.PARTY and noun.head.rank in OFFICE_RANKS
    described = noun.head.noun in {"Mann", "Frau"} and noun.hyphen
    if of_party or described or noun.head.noun == "Mitglied":
        register.join(entity, group, phrase.span_with(role))


def note_regions(register: Register) -> None:
    """Members of groups such as "die Europäer": those listed together who hold office there."""
    for identifier, region in _regions().items():
        group = register.by_id.get(identifier)
        if group is None or not group.mentions:
            continue
        for listing in register.listings.values():
            if len(listing.members) > 2:
                _join_region(register, group, region, listing)


def _join_region(register: Register, group: Entity, region: frozenset[str], listing: Listing) -> None:
    """Whoever of the list comes from there; all of a list that has about as many as the group."""
    members = listing.members
    fitting = [m for m in members if any(r.scope in region for r in m.roles if not r.former)]
    if len(fitting) < max(2, _SURE_SHARE * len(members)):
        return
    same_size = any(len(members) in {n, n - 1} for n in group.sizes)
    for member in members if same_size else fitting:
        register.join(member, group, listing.span)


def all_belongings(register: Register) -> list[Belonging]:
    """The memberships of those mentioned, but not in groups without a name that nothing refers to."""
    found = sorted(register.belongings.values(), key=lambda b: (b.span, b.member.id, b.group.id))
    return [b for b in found if b.member.mentions and (b.group.mentions or not b.group.parts)]


@kept
def _regions() -> dict[str, frozenset[str]]:
    """Identifier of a group to those of the states and bodies of its region (``data/regions.tsv``)."""
    rows = read_table("regions")
    return {row["group"]: frozenset(f"actor/{m}" for m in row["members"].split()) for row in rows}
