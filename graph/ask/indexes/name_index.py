"""Names in a question, linked to actors and offices of the graph.

A name is found whatever its inflection; a last name, an abbreviation, a metonym ("Kreml") or a role
("der Bundeskanzler") stand for their actor; one or two slips of the keyboard are forgiven.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process

from graph.ask.indexes.index_records import Difference, Post
from graph.ask.indexes.label_index import LabelIndex
from graph.ask.indexes.name_forms import inflections
from graph.ask.indexes.name_phrases import names_of_thing, roles_of_post
from graph.ask.words.stems import sound, stem, words
from graph.ask.words.topic_terms import in_glossary, small_stems
from graph.ask.words.word_files import is_small
from graph.things.things import Thing

_LONGEST_NAME = 7
_NEVER_NAMES = ("article", "preposition", "auxiliary", "question", "filler", "negation")
_SIMILAR = 86.0
_RESEMBLING = 78.0
"""From which likeness on a name is suggested for one that is unknown."""
_SOUNDING = 5
"""Letters of sound that a name must have to be found by its sound."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Words ``start`` to ``end`` of a text that name one of ``candidates`` (IRIs, best first)."""

    start: int
    end: int
    candidates: tuple[str, ...]
    weight: float
    role: bool = False
    """Whether it names the actor by an office."""


class NameIndex:
    """All names of actors and offices as tuples of folded words."""

    def __init__(self, index: LabelIndex) -> None:
        self.index = index
        self.names: dict[tuple[str, ...], dict[str, float]] = {}
        self.roles: dict[tuple[str, ...], frozenset[str]] = {}
        self.posts: dict[str, list[Post]] = defaultdict(list)
        self._add(index.things.values(), index.posts)

    def followed(self, index: LabelIndex, difference: Difference) -> NameIndex:
        """The name index of a later state of the label index; this one stays as it is."""
        old = self.index.things
        renamed = {iri for iri in difference.subjects if old.get(iri) != index.things.get(iri)}
        held = (*self.index.posts, *index.posts)
        moved = {post.actor for post in held if post.tenure in difference.subjects}
        moved |= {post.actor for post in held if renamed & {post.actor, post.office, post.organisation}}
        new: NameIndex = object.__new__(NameIndex)
        new.index, new.names, new.roles = index, dict(self.names), dict(self.roles)
        new.posts = defaultdict(list, self.posts)
        for iri in renamed & old.keys():
            for name in names_of_thing(old[iri]):
                new.names[name] = {one: weight for one, weight in new.names[name].items() if one != iri}
        for actor in moved:
            for phrase in {p for post in new.posts.pop(actor, ()) for p in roles_of_post(post, self.index)}:
                new.roles[phrase] = new.roles[phrase] - {actor}
        things = [index.things[iri] for iri in sorted(renamed & index.things.keys())]
        new._add(things, [post for post in index.posts if post.actor in moved])
        if "sounds" in self.__dict__:
            heard = {_heard(name): name for thing in things for name in names_of_thing(thing)}
            new.sounds = {**self.sounds, **_long_enough(heard)}
        return new

    def _add(self, things: Iterable[Thing], posts: Iterable[Post]) -> None:
        """Take in the names of ``things`` and the offices of ``posts``."""
        for thing in things:
            for name, weight in names_of_thing(thing).items():
                known = self.names.get(name, {})
                self.names[name] = {**known, thing.iri: max(weight, known.get(thing.iri, 0.0))}
        for post in posts:
            self.posts[post.actor].append(post)
            for phrase in roles_of_post(post, self.index):
                self.roles[phrase] = self.roles.get(phrase, frozenset()) | {post.actor}

    @cached_property
    def spelled(self) -> dict[str, tuple[str, ...]]:
        """Every name as one string, for the search for slips."""
        return {" ".join(name): name for name, of in self.names.items() if of and len("".join(name)) >= 5}

    def find(self, text: Sequence[str]) -> list[NameMatch]:
        """The names in ``text`` (folded words), from left to right, longest first, without overlap."""
        found: list[NameMatch] = []
        position = 0
        while position < len(text):
            name = self._longest_at(text, position)
            if name is None:
                position += 1
            else:
                found.append(name)
                position = name.end
        return self._with_their_office(found)

    def _with_their_office(self, found: Sequence[NameMatch]) -> list[NameMatch]:
        """``found``; an office right before a person's name is part of it: "Premier Blum" is Blum alone."""
        kept: list[NameMatch] = []
        for name in found:
            before = kept[-1] if kept and kept[-1].role and kept[-1].end == name.start else None
            if before and not name.role and "Person" in self.index.things[name.candidates[0]].classes:
                kept[-1] = replace(name, start=before.start)
            else:
                kept.append(name)
        return kept

    def _longest_at(self, text: Sequence[str], start: int) -> NameMatch | None:
        for end in range(min(len(text), start + _LONGEST_NAME), start, -1):
            if end == start + 1 and any(is_small(text[start], name) for name in _NEVER_NAMES):
                return None
            exact = self._exact(tuple(text[start:end]))
            if exact:
                return NameMatch(start, end, _ranked(exact), max(exact.values()))
            holders = self._role(tuple(text[start:end]))
            if holders:
                return NameMatch(start, end, holders, 0.8, True)
        return None

    def _exact(self, name: tuple[str, ...]) -> dict[str, float]:
        forms = inflections(name)
        for form in forms:
            if known := self.names.get(form):
                return known
        if len(name) == 1 and (stem(name[0]) in small_stems("light") or in_glossary(name[0])):
            return {}
        for form in forms:
            heard = self.sounds.get(_heard(form))
            if heard and self.names[heard]:
                return self.names[heard]
        return {}

    @cached_property
    def sounds(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """Every name long enough by how it sounds, for names that languages spell differently."""
        return _long_enough({_heard(name): name for name, of in self.names.items() if of})

    def is_inflected(self, text: Sequence[str]) -> bool:
        """Whether ``text`` names somebody only in an inflected form ("Merkels")."""
        name = tuple(text)
        return not self.names.get(name) and bool(self._exact(name))

    def _role(self, name: tuple[str, ...]) -> tuple[str, ...]:
        """The actors whom ``name`` names by an office, those with more positions first."""
        if all(is_small(word, "article") or is_small(word, "preposition") for word in name):
            return ()
        holders = {actor for form in inflections(name) for actor in self.roles.get(form, ())}
        standing = {actor: self._standing(actor, name) for actor in holders}
        best = max(standing.values(), default=(False, False, False))
        return tuple(sorted(actor for actor in holders if standing[actor] == best))

    def _standing(self, actor: str, role: tuple[str, ...]) -> tuple[bool, bool, bool]:
        """Whether an actor holds such an office when the newest article appears, and whether texts say so."""
        day = self.index.newest_day
        posts = [post for post in self.posts[actor] if stem(words(post.name)[-1])[:4] in "".join(role)]
        current = any(post.held_on(day) for post in posts)
        attested = any(post.quote for post in posts)
        return current and attested, attested, current

    def weights(self, name: NameMatch, text: Sequence[str]) -> dict[str, float]:
        """How well each candidate fits the words of ``name``."""
        known = self._exact(tuple(text[name.start : name.end]))
        return known or dict.fromkeys(name.candidates, name.weight)

    def similar(self, text: Sequence[str], is_word: Callable[[str], bool]) -> NameMatch | None:
        """The name most like some run of ``text``, where no name is spelled as it should be.

        A run of words that texts have as they are (``is_word``) is no slip.
        """
        best: tuple[float, NameMatch] | None = None
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + 3) + 1):
                run = " ".join(text[start:end])
                if len(run) < 5 or is_small(text[start], "article") or is_small(text[start], "preposition"):
                    continue
                if all(map(is_word, text[start:end])):
                    continue
                hit = process.extractOne(run, self.spelled.keys(), scorer=fuzz.ratio, score_cutoff=_SIMILAR)
                if hit and (best is None or hit[1] > best[0]):
                    known = self.names[self.spelled[hit[0]]]
                    best = hit[1], NameMatch(start, end, _ranked(known), 0.7 * max(known.values()))
        return best[1] if best else None

    def nearest(self, text: str, count: int = 3) -> list[str]:
        """IRIs of the actors whose name ``text`` may be meant for: as many words, nearly the same letters.

        Somebody else of the same first name, or with a few letters in common, is not meant.
        """
        asked = tuple(word for word in words(text) if not is_small(word, "article"))
        names = [name for name, parts in self.spelled.items() if len(parts) == len(asked)]
        hits = process.extract(
            " ".join(asked), names, scorer=fuzz.ratio, limit=count * 3, score_cutoff=_RESEMBLING
        )
        found = [iri for name, _score, _key in hits for iri in _ranked(self.names[self.spelled[name]])[:1]]
        return list(dict.fromkeys(found))[:count]


def _heard(name: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(sound, name))


def _long_enough(heard: dict[tuple[str, ...], tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The names that are long enough to be found by their sound."""
    return {key: name for key, name in heard.items() if len("".join(key)) >= _SOUNDING}


def _ranked(known: dict[str, float]) -> tuple[str, ...]:
    best = max(known.values())
    return tuple(
        sorted((iri for iri, weight in known.items() if weight >= best - 0.16), key=lambda i: (-known[i], i))
    )


_BUILT: WeakKeyDictionary[LabelIndex, NameIndex] = WeakKeyDictionary()


def follow(before: LabelIndex, after: LabelIndex, difference: Difference) -> None:
    """Make the name index of ``after`` from that of ``before``, if that is built."""
    if before in _BUILT:
        _BUILT[after] = _BUILT[before].followed(after, difference)


def names_of(index: LabelIndex) -> NameIndex:
    """The name index of ``index``, built once."""
    if index not in _BUILT:
        _BUILT[index] = NameIndex(index)
    return _BUILT[index]
