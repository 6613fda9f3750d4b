"""Names in a question, linked to actors and offices of the graph.

A name is found whatever its inflection; a last name, an abbreviation, a metonym ("Kreml") or a role
("der Bundeskanzler") stand for their actor; one or two slips of the keyboard are forgiven.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process

from graph.ask.linking.index_records import Post
from graph.ask.linking.label_index import LabelIndex
from graph.ask.linking.name_forms import english_names, genders, inflections, surname, territories
from graph.ask.words.stems import fold, sound, stem, words
from graph.ask.words.word_files import is_small
from graph.things.things import Thing

_WEIGHT = {
    "label": 1.0,
    "prefLabel": 1.0,
    "altLabel": 0.95,
    "metonym": 0.9,
    "hiddenLabel": 0.9,
    "surname": 0.85,
    "demonym": 0.7,
    "adjective": 0.6,
}
_SPOKESMEN = ("Regierung", "Führung", "Seite", "Staatsführung")
"""Who speaks for a state where a text only gives its adjective ("die russische Führung")."""
_LONGEST_NAME = 7
_NEVER_NAMES = ("article", "preposition", "auxiliary", "question", "filler", "negation")
_SIMILAR = 86.0
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
        self.names: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
        self.roles: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for thing in index.things.values():
            if thing.sort in {"actor", "norm"}:
                self._add_actor(thing)
        self.posts: dict[str, list[Post]] = defaultdict(list)
        for post in index.posts:
            self.posts[post.actor].append(post)
            self._add_role(post)

    @cached_property
    def spelled(self) -> dict[str, tuple[str, ...]]:
        """Every name as one string, for the search for slips."""
        return {" ".join(name): name for name in self.names if len("".join(name)) >= 4}

    def _add_actor(self, thing: Thing) -> None:
        for prop, texts in thing.names.items():
            for text in texts:
                if prop == "notation":
                    continue
                if prop == "adjective":
                    for group in _SPOKESMEN:
                        self._add(f"{text.removesuffix('e')}e {group}", thing.iri, _WEIGHT[prop])
                else:
                    self._add(text, thing.iri, _WEIGHT.get(prop, 0.5))
        if thing.sort == "actor" and "Person" not in thing.classes:
            self._add_english(thing)
        if "Person" in thing.classes or not thing.classes:
            for text in thing.names["label"]:
                if last := surname(words(text)):
                    self._add_words(last, thing.iri, _WEIGHT["surname"])

    def _add_english(self, thing: Thing) -> None:
        """Groups are asked for in English, too: "the Europeans", "the protesters"."""
        for text in thing.names["label"]:
            for phrase in {*english_names(words(text)), *territories(thing)}:
                for form in (phrase, phrase + "s"):
                    self._add(form, thing.iri, _WEIGHT["demonym"])

    def _add_role(self, post: Post) -> None:
        """The ways to name someone by an office: "Bundeskanzler", "US-Präsident", "Präsident Finnlands"."""
        if post.actor not in self.index.things:
            return
        own = {word for text in self.index.things[post.actor].names["label"] for word in words(text)}
        said = tuple(word for word in words(post.quote) if word not in own)
        place = self.index.things.get(post.organisation)
        known = place.names if place else {}
        around = {
            tuple(words(text)) for prop, texts in known.items() if prop != "adjective" for text in texts
        }
        adjectives = {(f"{fold(text).removesuffix('e')}e",) for text in known.get("adjective", ())}
        titles = {tuple(words(text)) for text in self.index.titles(post.office)} | {tuple(words(post.name))}
        for office in (form for title in titles for form in genders(title)):
            self.roles[office].add(post.actor)
            for name in around:
                for phrase in (
                    (*name, *office),
                    (*office, *name),
                    (*office, "von", *name),
                    (*office, "of", *name),
                ):
                    self.roles[phrase].add(post.actor)
                for article in ("der", "des"):
                    self.roles[(*office, article, *name)].add(post.actor)
            for adjective in adjectives:
                self.roles[(*adjective, *office)].add(post.actor)
        self._add_english_role(
            post, {name for text in known.get("label", ()) for name in english_names(words(text))}
        )
        for phrase in genders(said):
            self.roles[phrase].add(post.actor)

    def _add(self, text: str, iri: str, weight: float) -> None:
        self._add_words(tuple(words(text)), iri, weight)

    def _add_words(self, name: tuple[str, ...], iri: str, weight: float) -> None:
        while name and is_small(name[0], "article"):
            name = name[1:]
        if not name or all(is_small(word, "question") for word in name):
            return
        known = self.names[name]
        known[iri] = max(weight, known.get(iri, 0.0))

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
        return found

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
            if form in self.names:
                return self.names[form]
        for form in forms:
            heard = self.sounds.get(tuple(map(sound, form)))
            if heard:
                return self.names[heard]
        return {}

    @cached_property
    def sounds(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """Every name long enough by how it sounds, for names that languages spell differently."""
        heard = ((tuple(map(sound, name)), name) for name in self.names)
        return {key: name for key, name in heard if len("".join(key)) >= _SOUNDING}

    def is_inflected(self, text: Sequence[str]) -> bool:
        """Whether ``text`` names somebody only in an inflected form ("Merkels")."""
        name = tuple(text)
        return name not in self.names and bool(self._exact(name))

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

    def _add_english_role(self, post: Post, places: set[str]) -> None:
        """The same in English: "the Finnish president", "president of Finland"."""
        for title in (tuple(words(phrase)) for phrase in english_names(words(post.name))):
            self.roles[title].add(post.actor)
            for place in (tuple(words(name)) for name in places):
                for phrase in ((*place, *title), (*title, "of", *place), (*title, "of", "the", *place)):
                    self.roles[phrase].add(post.actor)

    def weights(self, name: NameMatch, text: Sequence[str]) -> dict[str, float]:
        """How well each candidate fits the words of ``name``."""
        known = self._exact(tuple(text[name.start : name.end]))
        return known or dict.fromkeys(name.candidates, name.weight)

    def similar(self, text: Sequence[str]) -> NameMatch | None:
        """The name most like some run of ``text``, where no name is spelled as it should be."""
        best: tuple[float, NameMatch] | None = None
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + 3) + 1):
                run = " ".join(text[start:end])
                if len(run) < 5 or is_small(text[start], "article") or is_small(text[start], "preposition"):
                    continue
                hit = process.extractOne(run, self.spelled.keys(), scorer=fuzz.ratio, score_cutoff=_SIMILAR)
                if hit and (best is None or hit[1] > best[0]):
                    known = self.names[self.spelled[hit[0]]]
                    best = hit[1], NameMatch(start, end, _ranked(known), 0.7 * max(known.values()))
        return best[1] if best else None

    def nearest(self, text: str, count: int = 3) -> list[str]:
        """IRIs of the actors whose names look most like ``text``."""
        hits = process.extract(
            fold(text), self.spelled.keys(), scorer=fuzz.WRatio, limit=count * 3, score_cutoff=60
        )
        found = [iri for name, _score, _key in hits for iri in _ranked(self.names[self.spelled[name]])[:1]]
        return list(dict.fromkeys(found))[:count]


def _ranked(known: dict[str, float]) -> tuple[str, ...]:
    best = max(known.values())
    return tuple(
        sorted((iri for iri, weight in known.items() if weight >= best - 0.16), key=lambda i: (-known[i], i))
    )


_BUILT: WeakKeyDictionary[LabelIndex, NameIndex] = WeakKeyDictionary()


def names_of(index: LabelIndex) -> NameIndex:
    """The name index of ``index``, built once."""
    if index not in _BUILT:
        _BUILT[index] = NameIndex(index)
    return _BUILT[index]
