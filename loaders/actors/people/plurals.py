"""Whom a plural means that counts those named before: "die drei Parteien", "die beiden Minister", "beide"."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.actors.people.pronouns import Pronoun
from loaders.actors.people.scopes import belongs, scope_of
from loaders.actors.register.entity import Entity
from loaders.actors.register.listings import Listing, Resolved, innermost, listings, outermost
from loaders.actors.register.register import Register, Seen
from loaders.actors.sentence.naming import Naming
from loaders.actors.sentence.predicates import is_subject
from loaders.articles.findings import ActorKind, Span
from loaders.german.numerals import number
from loaders.german.tokens import Sentence
from loaders.lexicon.nouns import Noun
from loaders.lexicon.tables import words

_LISTING_RANGE = 8  # sentences that "die drei Parteien" looks back for a list of three
_PAIR_RANGE = 2  # sentences that "die beiden Minister" looks back for two ministers


def note_listings(register: Register, sentence: Sentence, found: Sequence[Resolved]) -> None:
    """Note the lists in what has been read of a sentence; a plural pronoun may mean all of a list."""
    outer, inner = outermost(found), innermost(found)
    for listing in (*listings(sentence, outer), *listings(sentence, inner)):
        place = (listing.found[0][0].first_offset, len(listing.found))
        if listing.more is None and place not in register.listings:
            register.listings[place] = listing
            _offer(register, listing)


def _offer(register: Register, listing: Listing) -> None:
    """Let plural pronouns mean the list, if it is a subject: "Holt und Tamm kamen, sie forderten …"."""
    first = listing.found[0][0]
    if is_subject(first):
        group, here = _made_of(register, listing.members), listing.sentence.index
        register.note(Seen(group, here, first.start, listing.end, True, "", True))


def _made_of(register: Register, members: tuple[Entity, ...]) -> Entity:
    """The group of these actors, which has no name but theirs."""
    label = " und ".join(m.name for m in members)
    identifier = register.scoped(" und ".join(m.id.rsplit("/", maxsplit=1)[-1] for m in members))
    group = register.add(Entity(identifier, label, ActorKind.COLLECTIVE, plural=True))
    group.parts = members
    return group


def counted(register: Register, phrase: Naming, noun: Noun) -> Entity | None:
    """Whom "die beiden Minister", "die drei Parteien" mean: the last list of so many, or the last two."""
    size = size_of(phrase)
    definite = phrase.definite or phrase.determiner.startswith("beide")
    if size is None or not definite or phrase.complement:
        return None
    here = phrase.sentence.index
    for listing in reversed(register.listings.values()):
        if here - listing.sentence.index > _LISTING_RANGE:
            break
        members = listing.members
        if len(members) == size and all(_fits(register, m, phrase, noun) for m in members):
            return _as_group(register, members, listing.span)
    return _last_two(register, phrase, noun) if size == 2 else None


def both(register: Register, pronoun: Pronoun) -> Entity | None:
    """Whom "beide", "die beiden" mean: the last list of two, else the two persons mentioned last."""
    here = pronoun.sentence.index
    near = (li for li in reversed(register.listings.values()) if here - li.sentence.index <= _PAIR_RANGE)
    last = next(near, None)
    if last is not None and len(last.members) == 2:
        return _as_group(register, last.members, last.span)
    recent = register.recent(here, 1)
    people = list(dict.fromkeys(s.entity for s in recent if s.entity.kind is ActorKind.PERSON))
    if len(people) != 2 or any(p.plural for p in people):
        return None
    proof = Span(pronoun.token.start, pronoun.token.end)
    return _as_group(register, (people[1], people[0]), proof)


def _last_two(register: Register, phrase: Naming, noun: Noun) -> Entity | None:
    recent = register.recent(phrase.sentence.index, _PAIR_RANGE)
    single = dict.fromkeys(s.entity for s in recent if not s.entity.plural)
    fitting = [e for e in single if _fits(register, e, phrase, noun)][:2]
    if len(fitting) < 2:
        return None
    return _as_group(register, tuple(reversed(fitting)), phrase.span)


def _as_group(register: Register, members: tuple[Entity, ...], proof: Span) -> Entity:
    group = _made_of(register, members)
    for member in members:
        register.join(member, group, proof)
    return group


def _fits(register: Register, entity: Entity, phrase: Naming, noun: Noun) -> bool:
    """Whether the noun of a plural can name the entity: "Minister" a minister, "Länder" a state."""
    if noun.head.family == "person":
        if entity.kind is not ActorKind.PERSON:
            return False
        scope = scope_of(register, phrase)
        if scope and not belongs(register, entity, scope):
            return False
        plain = noun.head.noun in words("plain_descriptions") or noun.head.rank in {"group", "person"}
        return plain or entity.called(noun.base, None) > 0
    if noun.base in words("state_nouns"):
        return entity.kind is ActorKind.STATE
    return entity.kind in {noun.head.kind, *noun.head.also}


def size_of(phrase: Naming) -> int | None:
    """How many a plural phrase counts: "drei Minister", "die beiden Länder"; ``None`` if it does not."""
    if "beide" in {phrase.number[:5], phrase.determiner[:5]}:
        return 2
    value = number(phrase.number) if phrase.number else None
    return int(value) if value is not None and value == int(value) and 1 < value < 100 else None
