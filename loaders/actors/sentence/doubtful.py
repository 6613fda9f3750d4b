"""Words that may be something else: last names that look like nouns, things that sound like bodies."""

from __future__ import annotations

from collections.abc import Sequence, Set

from loaders.actors.sentence.naming import FINITE_TAGS, NAME_TAGS
from loaders.background.gazetteer import Entry, Gazetteer
from loaders.german.morphology import is_plural_verb
from loaders.german.person_names import Name, places
from loaders.german.tokens import Token
from loaders.lexicon.nouns import Noun, analyse
from loaders.lexicon.tables import read_table
from ontology.in_force import kept

_BEFORE_NOUNS = frozenset({"ART", "ADJA", "PPOSAT", "PDAT", "PIAT", "CARD", "NE", "NN"})
_TAGS_OF_FIRST = NAME_TAGS | {"NN"}  # of a last name that begins a sentence
_TAGS_OF_NAMES = _TAGS_OF_FIRST | {  # and of others; the tagger may be wrong
    "ADJA",
    "ADJD",
    "VVFIN",
    "VVPP",
    "VVINF",
    "VVIMP",
}
_NO_NOUN_TAGS = frozenset({"VVFIN", "VVINF", "VAFIN", "ADJA", "CARD"})
_NOUN_ENDINGS = ("nde", "nden", "nder", "te", "ten", "ter", "ige", "igen")  # of adjectival nouns
_SHORTEST_LOOSE_PART = 7  # letters of a word of not_actors.tsv that compounds share
_SHORT_MODIFIERS = frozenset({"Uno", "Fed"})


def noun_at(tokens: Sequence[Token], i: int, lasts: Set[str]) -> Noun | None:
    """The actor noun at ``i``, unless the word is a verb form, a last name, or only looks like one."""
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.tag in _NO_NOUN_TAGS and not token.text.endswith(_NOUN_ENDINGS):
        return None
    noun = analyse(token.text)
    if noun is None or is_excluded(token.text) or token.text in places():
        return None
    return None if _looks_like_surname(tokens, i, noun) or is_last_name(tokens, i, lasts) else noun


def is_last_name(tokens: Sequence[Token], i: int, lasts: Set[str]) -> bool:
    """Whether the word at ``i`` is one of the ``lasts`` of the document, here without a first name.

    "Kaufmann verlangt …" is Ines Kaufmann, "ein Kaufmann" and "Kaufleute verlangen …" are not.
    """
    token = tokens[i]
    if not lasts or (token.text not in lasts and token.text.removesuffix("s") not in lasts):
        return False
    before = tokens[i - 1].tag if i else "$."
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    finite_next = after is not None and after.tag in FINITE_TAGS
    tags = _TAGS_OF_NAMES if i or finite_next else _TAGS_OF_FIRST  # before the verb stands no other verb
    if token.tag not in tags or not token.text[:1].isupper() or before in _BEFORE_NOUNS - {"NN"}:
        return False
    if after is not None and after.tag in NAME_TAGS and after.text[:1].isupper():
        return False
    return after is None or not finite_next or not is_plural_verb(after.text)


def _looks_like_surname(tokens: Sequence[Token], i: int, noun: Noun) -> bool:
    """Whether a compound such as "Lohmann" stands as a name: tagged so, bare, and before no name."""
    if noun.head.family != "person" or not noun.modifier or noun.hyphen or tokens[i].tag != "NE":
        return False
    before = tokens[i - 1].tag if i else "$."
    after = tokens[i + 1].tag if i + 1 < len(tokens) else "$."
    return before not in _BEFORE_NOUNS and before[0] != "$" and after != "NE"


def entry_of_modifier(names: Gazetteer, modifier: str) -> Entry | None:
    """The background actor that the first part of a compound names: "US", "Bundestags", "Kreml"."""
    if len(modifier) < 2:
        return None
    part = modifier.split("-", maxsplit=1)[0].split("/", maxsplit=1)[0]
    forms = (
        modifier,
        part,
        modifier.removesuffix("s"),
        part.removesuffix("s"),
        modifier.removesuffix("n"),
    )
    for form in forms:
        hit = names.at((form,), 0)
        short = sum(c.isupper() for c in form) > 1 or form in _SHORT_MODIFIERS  # "EU", "PiS"
        long_enough = len(form) > 3 or short
        if hit is not None and hit.how != "demonym" and long_enough:
            return hit.entry
    return None


def is_place_name(name: Name) -> bool:
    """Whether what looks like a personal name is a place of ``data/places.tsv``."""
    return not name.title and (name.text in places() or (name.words[0] in places() and not name.sure))


@kept
def words_not_actors() -> frozenset[str]:
    """The words of ``data/not_actors.tsv``."""
    return frozenset(row["word"] for row in read_table("not_actors"))


@kept
def is_excluded(word: str) -> bool:
    """Whether the word only looks like an actor noun ("Kraftwerk", and its compounds "Atomkraftwerk")."""
    lower = word.lower()
    stems = {lower, *(lower.removesuffix(ending) for ending in ("s", "es", "en", "e"))}
    excluded, loose = _excluded()
    return any(stem.endswith(loose) or stem in excluded for stem in stems)


@kept
def _excluded() -> tuple[frozenset[str], tuple[str, ...]]:
    """The excluded words in lower case, and those long enough to be excluded in compounds too."""
    lower = frozenset(word.lower() for word in words_not_actors())
    return lower, tuple(sorted(word for word in lower if len(word) > _SHORTEST_LOOSE_PART))
