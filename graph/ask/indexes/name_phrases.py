"""All that somebody may be called in a question: names with their weights, and offices in many forms."""

from __future__ import annotations

from collections.abc import Iterator

from graph.ask.indexes.index_records import Post
from graph.ask.indexes.label_index import LabelIndex
from graph.ask.indexes.name_forms import basic, english_names, genders, surname, territories
from graph.ask.words.stems import fold, words
from graph.ask.words.word_files import is_small
from graph.things.things import Thing

Name = tuple[str, ...]
"""Folded words."""
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


def names_of_thing(thing: Thing) -> dict[Name, float]:
    """The names of an actor or norm, each with how surely it means it; nothing else has any."""
    found: dict[Name, float] = {}
    for name, weight in _names(thing) if thing.sort in {"actor", "norm"} else ():
        bare = _without_article(name)
        if bare and not all(is_small(word, "question") for word in bare):
            found[bare] = max(weight, found.get(bare, 0.0))
    return found


def _without_article(name: Name) -> Name:
    while name and is_small(name[0], "article"):
        name = name[1:]
    return name


def _names(thing: Thing) -> Iterator[tuple[Name, float]]:
    for prop, texts in thing.names.items():
        for text in texts if prop != "notation" else ():
            if prop == "adjective":
                for group in _SPOKESMEN:
                    yield tuple(words(f"{text.removesuffix('e')}e {group}")), _WEIGHT[prop]
            else:
                name, weight = tuple(words(text)), _WEIGHT.get(prop, 0.5)
                yield name, weight
                if len(name) > 1 and "Person" not in thing.classes:
                    yield basic(name), weight
    if thing.sort == "actor" and "Person" not in thing.classes:
        yield from ((name, _WEIGHT["demonym"]) for name in _in_english(thing))
    if "Person" in thing.classes or not thing.classes:
        for text in thing.names.get("label", ()):
            if last := surname(words(text)):
                yield last, _WEIGHT["surname"]


def _in_english(thing: Thing) -> Iterator[Name]:
    """Groups are asked for in English, too: "the Europeans", "the protesters"."""
    for text in thing.names.get("label", ()):
        for phrase in {*english_names(words(text)), *territories(thing)}:
            yield tuple(words(phrase))
            yield tuple(words(phrase + "s"))


def roles_of_post(post: Post, index: LabelIndex) -> set[Name]:
    """The ways to name someone by an office: "Bundeskanzler", "US-Präsident", "Präsident Finnlands"."""
    if post.actor not in index.things:
        return set()
    own = {word for text in index.things[post.actor].names.get("label", ()) for word in words(text)}
    said = tuple(word for word in words(post.quote) if word not in own)
    place = index.things.get(post.organisation)
    known = place.names if place else {}
    around = {tuple(words(text)) for prop, texts in known.items() if prop != "adjective" for text in texts}
    adjectives = {(f"{fold(text).removesuffix('e')}e",) for text in known.get("adjective", ())}
    titles = {tuple(words(text)) for text in index.titles(post.office)} | {tuple(words(post.name))}
    found = set(genders(said))
    for office in (form for title in titles for form in genders(title)):
        found |= {office, *((*adjective, *office) for adjective in adjectives)}
        for name in around:
            found |= {(*name, *office), (*office, *name)}
            found |= {(*office, word, *name) for word in ("von", "of", "der", "des")}
    places = {name for text in known.get("label", ()) for name in english_names(words(text))}
    return found | set(_english_roles(post, places))


def _english_roles(post: Post, places: set[str]) -> Iterator[Name]:
    """The same in English: "the Finnish president", "president of Finland"."""
    for title in (tuple(words(phrase)) for phrase in english_names(words(post.name))):
        yield title
        for place in (tuple(words(name)) for name in places):
            yield from ((*place, *title), (*title, "of", *place), (*title, "of", "the", *place))
