"""Who acts in a text: persons, states, organisations, collectives, norms, with every mention and office.

``find_actors`` reads the sentences twice: first for full names, which later and earlier mentions refer to,
then in order, resolving each phrase and pronoun to an actor. See docs/ACTORS.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from loaders.actors.memberships import all_belongings
from loaders.actors.resolution import resolve
from loaders.actors.results import actors_of, is_passing, memberships_of, mentions_of, parts_of, tenures_of
from loaders.articles.findings import Actor, Document, Membership, Mention, Span, Tenure
from loaders.german.tokens import Sentence


@dataclass(frozen=True)
class ActorIndex:
    """The actors of a document. ``mentions`` are in text order, an outer one before those inside it.

    ``genders`` gives m, f, n or "";
    ``parts`` the members of groups that have no name but theirs ("die beiden Minister" after their names);
    ``passing`` are those who are nobody unless they do something: whom no name but only a noun tells apart
    ("Kritiker"), places ("die Stadt Fulda"), texts ("eine Studie der Bank").
    """

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    genders: dict[str, str] = field(default_factory=dict)
    memberships: tuple[Membership, ...] = ()
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    passing: frozenset[str] = frozenset()

    @cached_property
    def by_id(self) -> dict[str, Actor]:
        """Identifier to actor."""
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.span.start for mention in self.mentions]

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that lie inside ``span``, in text order."""
        first = bisect_left(self._starts, span.start)
        found = []
        for mention in self.mentions[first:]:
            if mention.span.start >= span.end:
                break
            if mention.span.end <= span.end:
                found.append(mention)
        return tuple(found)

    def outer_mentions(self, span: Span) -> tuple[Mention, ...]:
        """The mentions inside ``span`` that lie in no other mention inside it."""
        found: list[Mention] = []
        for mention in self.mentions_in(span):
            if not found or mention.span.start >= found[-1].span.end:
                found.append(mention)
        return tuple(found)

    def mention_at(self, span: Span) -> Mention | None:
        """The mention a phrase is about: the phrase itself, else the first outermost one inside, else around.

        The head of a German phrase comes before its genitives, so the first mention inside is the head's.
        """
        inside = self.outer_mentions(span)
        if inside:
            return inside[0]
        around = [m for m in self._overlapping(span) if m.span.covers(span)]
        return min(around, key=lambda m: m.span.end - m.span.start) if around else None

    def actor_at(self, span: Span) -> Actor | None:
        """The actor a phrase names, or ``None``: "der ägyptische Innenminister", "Kritik der SPD" → SPD."""
        mention = self.mention_at(span)
        return self.by_id.get(mention.actor) if mention else None

    def actor_of(self, phrase: Span, head: Span) -> Actor | None:
        """The actor a phrase with this head names, never another noun in it: "die Lage der SPD" is nobody."""
        mention = next((m for m in self.outer_mentions(phrase) if m.span.overlaps(head)), None)
        return self.by_id.get(mention.actor) if mention is not None else self.actor_at(head)

    def actors_at(self, span: Span) -> tuple[Actor, ...]:
        """All actors a coordinated phrase names, each once: "Union und SPD", "Merz, Macron und Starmer"."""
        ids = dict.fromkeys(m.actor for m in self.outer_mentions(span))
        found = tuple(self.by_id[i] for i in ids if i in self.by_id)
        alone = self.actor_at(span)
        return found or ((alone,) if alone else ())

    def each(self, actor: Actor) -> tuple[Actor, ...]:
        """The actor, or the members of a group that has no name but theirs."""
        return tuple(self.by_id[i] for i in self.parts.get(actor.id, (actor.id,)) if i in self.by_id) or (
            actor,
        )

    def _overlapping(self, span: Span) -> list[Mention]:
        first = max(0, bisect_left(self._starts, span.start) - 12)
        last = bisect_left(self._starts, span.end)
        return [m for m in self.mentions[first:last] if m.span.overlaps(span)]

    def without(self, mentions: Collection[Mention]) -> ActorIndex:
        """The index without ``mentions``, which the stage that knows quotations found to mean others."""
        return replace(self, mentions=tuple(m for m in self.mentions if m not in mentions))

    def naming(self, actor: Actor, spans: Sequence[Span] = ()) -> ActorIndex:
        """The index with ``actor`` under the full name of its heading; the words at ``spans`` mean it."""
        others = (m for m in self.mentions if not any(span.overlaps(m.span) for span in spans))
        named = (Mention(span, actor.id, "name") for span in spans)
        actors = [actor if known.id == actor.id else known for known in self.actors]
        return replace(
            self,
            actors=tuple(actors if actor in actors or not spans else [*actors, actor]),
            mentions=tuple(sorted((*others, *named), key=lambda m: (m.span.start, -m.span.end))),
        )


def find_actors(sentences: Sequence[Sentence], document: Document) -> ActorIndex:
    """The actors of ``document``, whose text the ``sentences`` are; deterministic, linear in the length."""
    register = resolve(sentences, document)
    belongings = all_belongings(register)
    actors, entities = actors_of(register, belongings), register.by_id.values()
    return ActorIndex(
        tuple(actors.values()),
        mentions_of(register),
        tenures_of(register, actors),
        {e.id: e.gender for e in entities},
        memberships_of(register, belongings, actors),
        parts_of(register),
        frozenset(e.id for e in entities if is_passing(e)),
    )
