"""Who belongs to whom: members that a text names beside a group, and groups it makes of those it has named.

"Die drei Staaten: Polen, Litauen und Lettland", "mehrere Minister, darunter Holt", "Tamm gehört dem Rat an",
"die beiden Minister" after their names. Every membership keeps the words that say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from loaders.actors.belonging import NOT_GROUPS, belongings
from loaders.actors.listings import Found, Listing, innermost, listings, outermost
from loaders.actors.people.entity import Entity
from loaders.actors.people.pronouns import Pronoun
from loaders.actors.people.references import Seen, is_subject
from loaders.actors.people.state import Reading
from loaders.actors.phrases.naming import Naming
from loaders.articles.findings import ActorKind, Span
from loaders.german.numerals import number
from loaders.german.tokens import Sentence
from loaders.lexicon.nouns import Noun
from loaders.lexicon.tables import read_table, words

_LISTING_RANGE = 8  # sentences that "die drei Parteien" looks back for a list of three
_PAIR_RANGE = 2  # sentences that "die beiden Minister" looks back for two ministers
_SURE_SHARE = 2 / 3  # of a list that must come from the region of a group


@dataclass(frozen=True, slots=True)
class Belonging:
    """``member`` belongs to ``group``, as the words at ``span`` say."""

    member: Entity
    group: Entity
    span: Span


class Groups:
    """Collects the groups of a document and their members."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.parts: dict[str, tuple[Entity, ...]] = {}  # groups made of those named, by identifier
        self._belongings: dict[tuple[str, str], Belonging] = {}
        self._listings: list[Listing] = []
        self._known: set[tuple[int, int]] = set()
        self._sizes: dict[str, set[int]] = {}

    def all(self) -> list[Belonging]:
        """All memberships in text order."""
        return sorted(self._belongings.values(), key=lambda b: (b.span, b.member.id, b.group.id))

    def add(self, member: Entity, group: Entity, span: Span) -> None:
        """Note that ``member`` belongs to ``group``; the first proof is kept."""
        if member.id == group.id or group.kind in NOT_GROUPS - {ActorKind.STATE}:
            return
        self._belongings.setdefault((member.id, group.id), Belonging(member, group, span))
        if group.id not in member.member_of:
            member.member_of.append(group.id)

    # -- groups made of those named ------------------------------------------------------------------------

    def note(self, sentence: Sentence, found: Sequence[Found]) -> None:
        """Note the lists in what has been read of a sentence; a plural pronoun may mean all of a list."""
        outer, inner = outermost(found), innermost(found)
        for listing in (*listings(sentence, outer), *listings(sentence, inner)):
            place = (listing.found[0][0].first_offset, len(listing.found))
            if listing.more is None and place not in self._known:
                self._known.add(place)
                self._listings.append(listing)
                self._offer(listing)

    def _offer(self, listing: Listing) -> None:
        """Let plural pronouns mean the list, if it is a subject: "Holt und Tamm kamen, sie forderten …"."""
        first = listing.found[0][0]
        if is_subject(first):
            group, here = self._made_of(listing.members), listing.sentence.index
            self.reading.references.note(Seen(group, here, first.start, listing.end, True, "", True))

    def _made_of(self, members: tuple[Entity, ...]) -> Entity:
        """The group of these actors, which has no name but theirs."""
        entities = self.reading.entities
        label = " und ".join(m.name for m in members)
        identifier = entities.scoped(" und ".join(m.id.rsplit("/", maxsplit=1)[-1] for m in members))
        group = entities.by_id.setdefault(
            identifier, Entity(identifier, label, ActorKind.COLLECTIVE, plural=True)
        )
        self.parts[identifier] = members
        return group

    def counted(self, phrase: Naming, noun: Noun) -> Entity | None:
        """Whom "die beiden Minister", "die drei Parteien" mean: the last list of so many, or the last two."""
        size = size_of(phrase)
        if (
            size is None
            or not (phrase.definite or phrase.determiner.startswith("beide"))
            or phrase.complement
        ):
            return None
        here = phrase.sentence.index
        for listing in reversed(self._listings):
            if here - listing.sentence.index > _LISTING_RANGE:
                break
            members = listing.members
            if len(members) == size and all(self._fits(m, phrase, noun) for m in members):
                return self._as_group(members, listing.span)
        return self._last_two(phrase, noun) if size == 2 else None

    def both(self, pronoun: Pronoun) -> Entity | None:
        """Whom "beide", "die beiden" mean: the last list of two, else the two persons mentioned last."""
        here = pronoun.sentence.index
        last = next((li for li in reversed(self._listings) if here - li.sentence.index <= _PAIR_RANGE), None)
        if last is not None and len(last.members) == 2:
            return self._as_group(last.members, last.span)
        recent = self.reading.references.recent(here, 1)
        people = list(dict.fromkeys(s.entity for s in recent if s.entity.kind is ActorKind.PERSON))
        if len(people) != 2 or any(p.plural for p in people):
            return None
        return self._as_group((people[1], people[0]), Span(pronoun.token.start, pronoun.token.end))

    def _last_two(self, phrase: Naming, noun: Noun) -> Entity | None:
        recent = self.reading.references.recent(phrase.sentence.index, _PAIR_RANGE)
        single = dict.fromkeys(s.entity for s in recent if not s.entity.plural)
        fitting = [e for e in single if self._fits(e, phrase, noun)][:2]
        if len(fitting) < 2:
            return None
        return self._as_group(tuple(reversed(fitting)), Span(phrase.first_offset, phrase.end_offset))

    def _as_group(self, members: tuple[Entity, ...], span: Span) -> Entity:
        group = self._made_of(members)
        for member in members:
            self.add(member, group, span)
        return group

    def _fits(self, entity: Entity, phrase: Naming, noun: Noun) -> bool:
        """Whether the noun of a plural can name the entity: "Minister" a minister, "Länder" a state."""
        if noun.head.family == "person":
            if entity.kind is not ActorKind.PERSON:
                return False
            scope = self.reading.scope_of(phrase)
            if scope and not self.reading.belongs(entity, scope):
                return False
            plain = noun.head.noun in words("plain_descriptions") or noun.head.rank in {
                "group",
                "person",
            }
            return plain or entity.called(noun.base, None) > 0
        if noun.base in words("state_nouns"):
            return entity.kind is ActorKind.STATE
        return entity.kind in {noun.head.kind, *noun.head.also}

    # -- members beside a group ----------------------------------------------------------------------------

    def read(self, sentence: Sentence, found: Sequence[Found]) -> None:
        """Find the memberships in a sentence whose phrases have been resolved."""
        self.note(sentence, found)
        for phrase, entity in found:
            size = size_of(phrase)
            if size is not None and entity.plural:
                self._sizes.setdefault(entity.id, set()).add(size)
        for group, members in belongings(sentence, outermost(found), found):
            self._join(group, members)

    def _join(self, group: Found, members: Sequence[Found]) -> None:
        """Every member belongs to the group, as the words from the one to the other say."""
        for phrase, entity in members:
            both = (phrase, group[0])
            proof = Span(min(p.first_offset for p in both), max(p.end_offset for p in both))
            self.add(entity, group[1], proof)

    # -- groups called by a region -------------------------------------------------------------------------

    def finish(self) -> None:
        """Members of groups such as "die Europäer": those listed together who hold office there."""
        for identifier, region in _regions().items():
            group = self.reading.entities.by_id.get(identifier)
            if group is None or not group.mentions:
                continue
            for listing in self._listings:
                if len(listing.members) > 2:
                    self._join_region(group, region, listing)

    def _join_region(self, group: Entity, region: frozenset[str], listing: Listing) -> None:
        """Whoever of the list comes from there; all of a list that has about as many as the group."""
        members = listing.members
        fitting = [m for m in members if any(r.scope in region for r in m.roles if not r.former)]
        if len(fitting) < max(2, _SURE_SHARE * len(members)):
            return
        same_size = any(len(members) in {n, n - 1} for n in self._sizes.get(group.id, ()))
        for member in members if same_size else fitting:
            self.add(member, group, listing.span)


def size_of(phrase: Naming) -> int | None:
    """How many a plural phrase counts: "drei Minister", "die beiden Länder"; ``None`` if it does not."""
    if "beide" in {phrase.number[:5], phrase.determiner[:5]}:
        return 2
    value = number(phrase.number) if phrase.number else None
    return int(value) if value is not None and value == int(value) and 1 < value < 100 else None


@cache
def _regions() -> dict[str, frozenset[str]]:
    """Identifier of a group to those of the states and bodies of its region (``data/regions.tsv``)."""
    rows = read_table("regions")
    return {row["group"]: frozenset(f"actor/{m}" for m in row["members"].split()) for row in rows}
