"""What the readers of one sentence share: its tokens, the known names in it, questions about them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cache, lru_cache

from loaders.actors.phrases.hits import find_hits
from loaders.actors.phrases.left import Left, read_left
from loaders.actors.phrases.phrase import FINITE_TAGS, NAME_TAGS, Phrase
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import Entry, Gazetteer, Hit
from loaders.german.morphology import is_plural_verb
from loaders.german.person_names import Name, first_name_gender, places
from loaders.german.tokens import Sentence
from loaders.lexicon.nouns import Noun, analyse
from loaders.lexicon.tables import read_table

_BEFORE_NOUNS = frozenset({"ART", "ADJA", "PPOSAT", "PDAT", "PIAT", "CARD", "NE", "NN"})
_TAGS_OF_FIRST = NAME_TAGS | {"NN"}  # of a last name that begins a sentence
_TAGS_OF_NAMES = _TAGS_OF_FIRST | {
    "ADJA",
    "ADJD",
    "VVFIN",
    "VVPP",
    "VVINF",
}  # and of others; the tagger may be wrong
_KINDS_LIKE_NAMES = frozenset({ActorKind.COMPANY, ActorKind.MEDIUM})  # Bosch, Stern
_NO_NOUN_TAGS = frozenset({"VVFIN", "VVINF", "VAFIN", "ADJA", "CARD"})
_NOUN_ENDINGS = ("nde", "nden", "nder", "te", "ten", "ter", "ige", "igen")  # of adjectival nouns
_SHORTEST_LOOSE_PART = 7  # letters of a word of not_actors.tsv that compounds share
_SHORT_MODIFIERS = frozenset({"Uno", "Fed"})


class SentenceReader(ABC):
    """One sentence while it is read; ``taken``: where the last phrase ended, ``depth``: how phrases nest."""

    def __init__(
        self,
        sentence: Sentence,
        names: Gazetteer,
        lasts: frozenset[str] = frozenset(),
        bodies: frozenset[str] = frozenset(),
    ) -> None:
        """``lasts`` are the last names of persons introduced anywhere in the document, ``bodies`` own names
        of organisations."""
        self.sentence, self.tokens, self.names = sentence, sentence.tokens, names
        self.lasts, self.bodies = lasts, bodies
        hits = find_hits(sentence, names)
        self.hits = {i: hit for i, hit in hits.items() if hit.end > i + 1 or not self.is_last_name(i)}
        self.taken = 0
        self.depth = 0

    @abstractmethod
    def noun_phrase(self, i: int, noun: Noun) -> Phrase:
        """The phrase headed by the noun at ``i``."""

    @abstractmethod
    def entry_phrase(self, i: int, hit: Hit) -> Phrase:
        """The phrase of a name of the gazetteer that begins at ``i``."""

    @abstractmethod
    def known_phrase(self, i: int) -> Phrase | None:
        """The phrase of what the gazetteer knows at ``i``, as it is meant there."""

    @abstractmethod
    def name_phrase(self, i: int, name: Name) -> Phrase:
        """The phrase of a personal name that begins at ``i``."""

    @abstractmethod
    def foreign_name(self, i: int) -> Phrase | None:
        """The phrase of an unknown organisation's name or acronym at ``i``."""

    def left(self, i: int) -> Left:
        """What stands to the left of the head at ``i``."""
        return read_left(self.tokens, i, self.taken, self.names, i in self.hits)

    def text(self, i: int) -> str:
        """The word at ``i``; a full stop beyond the end."""
        return self.tokens[i].text if i < len(self.tokens) else "."

    def find(self, mark: str, start: int, reach: int) -> int | None:
        """The place of ``mark`` within ``reach`` tokens from ``start``."""
        places_of = range(start, min(start + reach, len(self.tokens)))
        return next((k for k in places_of if self.tokens[k].text == mark), None)

    def noun_at(self, i: int) -> Noun | None:
        """The actor noun at ``i``, unless the word is a verb form or only looks like one."""
        if i >= len(self.tokens):
            return None
        token = self.tokens[i]
        if token.tag in _NO_NOUN_TAGS and not token.text.endswith(_NOUN_ENDINGS):
            return None
        noun = analyse(token.text)
        if noun is None or is_excluded(token.text) or token.text in places():
            return None
        return None if self._looks_like_surname(i, noun) or self.is_last_name(i) else noun

    def is_last_name(self, i: int) -> bool:
        """Whether the word at ``i`` is a last name of the document that stands here without a first one.

        "Kaufmann verlangt …" is Ines Kaufmann, "ein Kaufmann" and "Kaufleute verlangen …" are not.
        """
        token = self.tokens[i]
        if not self.lasts & {token.text, token.text.removesuffix("s")}:
            return False
        before = self.tokens[i - 1].tag if i else "$."
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        finite_next = after is not None and after.tag in FINITE_TAGS
        tags = _TAGS_OF_NAMES if i or finite_next else _TAGS_OF_FIRST  # before the verb stands no other verb
        if token.tag not in tags or not token.text[:1].isupper() or before in _BEFORE_NOUNS - {"NN"}:
            return False
        if after is not None and after.tag in NAME_TAGS and after.text[:1].isupper():
            return False
        return after is None or not finite_next or not is_plural_verb(after.text)

    def _looks_like_surname(self, i: int, noun: Noun) -> bool:
        """Whether a compound such as "Lohmann" stands as a name: tagged so, bare, and before no name."""
        if noun.head.family != "person" or not noun.modifier or noun.hyphen or self.tokens[i].tag != "NE":
            return False
        before = self.tokens[i - 1].tag if i else "$."
        after = self.tokens[i + 1].tag if i + 1 < len(self.tokens) else "$."
        return before not in _BEFORE_NOUNS and before[0] != "$" and after != "NE"

    def stops(self, i: int) -> frozenset[int]:
        """Places after ``i`` where a known name begins that no personal name runs over."""
        return frozenset(
            k
            for k, hit in self.hits.items()
            if k > i and not first_name_gender(self.tokens[k].text) and not self._is_last_name(k, hit)
        )

    def _is_last_name(self, k: int, hit: Hit) -> bool:
        """Whether the known word at ``k`` follows a first name and may be a last name."""
        given = k > 0 and bool(first_name_gender(self.tokens[k - 1].text))
        alike = hit.how in {"demonym", "metonym"} or hit.entry.kind in _KINDS_LIKE_NAMES
        return given and hit.end - hit.start == 1 and alike and not hit.words.isupper()

    def is_genitive(self, i: int) -> bool:
        """Whether the known name at ``i`` has the ending of a genitive."""
        hit = self.hits[i]
        text = self.tokens[hit.end - 1].text
        return hit.how != "demonym" and text.endswith(("s", "’", "'")) and text != hit.words.split()[-1]

    def entry_of_modifier(self, modifier: str) -> Entry | None:
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
            hit = self.names.at((form,), 0)
            short = sum(c.isupper() for c in form) > 1 or form in _SHORT_MODIFIERS  # "EU", "PiS"
            long_enough = len(form) > 3 or short
            if hit is not None and hit.how != "demonym" and long_enough:
                return hit.entry
        return None


def is_place_name(name: Name) -> bool:
    """Whether what looks like a personal name is a place of ``data/places.tsv``."""
    return not name.title and (name.text in places() or (name.words[0] in places() and not name.sure))


@cache
def words_not_actors() -> frozenset[str]:
    """The words of ``data/not_actors.tsv``."""
    return frozenset(row["word"] for row in read_table("not_actors.tsv"))


@lru_cache(maxsize=50_000)
def is_excluded(word: str) -> bool:
    """Whether the word only looks like an actor noun ("Kraftwerk", and its compounds "Atomkraftwerk")."""
    lower = word.lower()
    stems = {lower, *(lower.removesuffix(ending) for ending in ("s", "es", "en", "e"))}
    excluded, loose = _excluded()
    return any(stem.endswith(loose) or stem in excluded for stem in stems)


@cache
def _excluded() -> tuple[frozenset[str], tuple[str, ...]]:
    """The excluded words in lower case, and those long enough to be excluded in compounds too."""
    lower = frozenset(word.lower() for word in words_not_actors())
    return lower, tuple(sorted(word for word in lower if len(word) > _SHORTEST_LOOSE_PART))
