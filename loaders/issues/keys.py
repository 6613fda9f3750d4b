"""What a label speaks of, whatever its wording: the key of an issue.

"Nato-Beitritt der Ukraine", "ukrainischer Nato-Beitritt" and "Beitritt der Ukraine zur Nato" have one key. It
holds the stems of the words without order; the head is told apart, and so are prepositions that change the
meaning ("gegen", "ohne", before actors also "auf", "durch": who attacks whom).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from loaders.german.tagger import noun_borders, noun_lemma, tag_words
from loaders.issues.words import DROP, FORM, JOINED, RAISE, Word, adjective_stem, parts, role_of, state
from loaders.lexicon.tables import words
from ontology.slugs import slugify

Names = Callable[[Sequence[str], int], "tuple[str, int] | None"]
"""Tells the slug of the actor that the words from a place on name, and how many words that takes."""

_CONTRACTED = {
    "zur": "zu", "zum": "zu", "im": "in", "ins": "in", "am": "an", "ans": "an", "vom": "von", "beim": "bei",
    "fürs": "für", "aufs": "auf", "seitens": "durch",
}  # fmt: skip


@dataclass(frozen=True)
class Key:
    """The words of an issue, its head among them; equal words with different markers are different."""

    head: str
    words: tuple[Word, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words."""
        return frozenset(word.stem for word in self.words)

    @cached_property
    def markers(self) -> dict[str, str]:
        """The marker of each stem."""
        return {word.stem: word.marker for word in self.words}

    def covers(self, other: Key) -> bool:
        """Whether every word of ``other`` is here, in a relation that may be the same."""
        return other.stems <= self.stems and all(
            JOINED in (marker, self.markers[word]) or marker == self.markers[word]
            for word, marker in other.markers.items()
        )

    def without_head(self) -> Key | None:
        """What follows the head: "Plan für eine Waffenruhe" without "Plan"."""
        rest = tuple(word for word in self.words if word.stem != self.head)
        noun = next((word for word in rest if word.noun and word.marker != "durch"), None)
        return (
            Key(noun.stem, tuple(w._replace(marker="") if w is noun else w for w in rest)) if noun else None
        )

    def slug(self) -> str:
        """The words in an order of their own, the head first, so that every wording gives the same."""
        first = next((w for w in self.words if w.stem == self.head), None)
        others = [
            w._replace(marker="") if w.marker == JOINED else w for w in self.words if w.stem != self.head
        ]
        spelled, marker = [first.form] if first else [], ""
        for word in sorted(others, key=lambda w: (w.marker, w.form)):
            if word.marker != marker:
                marker = word.marker
                spelled.append(marker)
            spelled.append(word.form)
        return slugify(" ".join(spelled) or "sache")


def read_key(
    lemmas: Sequence[str], head: str, names: Names, plain: bool = False, trusted: bool = False
) -> Key:
    """The key of a label from its lemmas (prepositions among them) and the lemma of its head.

    ``plain`` and ``trusted`` are as for ``parts``.
    """
    found: list[Word] = []
    marker, main, i = "", "", 0
    while i < len(lemmas):
        low = _CONTRACTED.get(lemmas[i], lemmas[i])
        named = names(lemmas, i)
        if named is not None:
            slug, length = named
            found.append(Word(slug, slug, marker))
            main = main or (slug if head in lemmas[i : i + length] else "")
            i += length
            continue
        if low in words("issue_prepositions"):
            marker = low if low in words("telling_prepositions") | words("telling_before_actors") else ""
        elif lemmas[i] not in words("issue_fillers"):
            inside = parts(lemmas[i], plain, trusted)
            actor = lemmas[i][0].isupper() and state(lemmas[i]) is not None
            found += [word._replace(marker=marker) if actor else _marked(word, marker) for word in inside]
            if not main and lemmas[i] == head and inside:
                main = inside[-1].stem
        i += 1
    return _settled(main, found)


def _marked(word: Word, marker: str) -> Word:
    """A word after a preposition; common nouns keep only those that change the meaning of anything."""
    if word.marker or not word.noun or marker not in words("telling_prepositions"):
        return word
    return word._replace(marker=marker)


def _settled(head: str, found: list[Word]) -> Key:
    """The key after the words of ``data/issue_words.tsv`` have done their work on the head."""
    raised = next((word for word in found if word.marker == RAISE), None)
    if raised is not None:
        found = [w._replace(marker="") if w is raised else w for w in found]
        head = raised.stem
    unique = tuple({(w.stem, w.marker if w.marker != JOINED else ""): w for w in reversed(found)}.values())[
        ::-1
    ]
    key = Key(head, unique)
    first = next((word for word in unique if word.stem == head), None)
    if first is not None and role_of(first) == DROP:
        return key.without_head() or key
    return key


def without_praise(key: Key) -> Key:
    """A key without the adjectives that only say how well something is to be done: "fair", "bundesweit"."""
    praise = words("praising_adjectives")
    return Key(key.head, tuple(word for word in key.words if word.noun or word.stem not in praise))


def is_compound_of(other: Key, key: Key) -> bool:
    """Whether the head of another key is one word that ends in this one: "Schulbusgesetz" in "Gesetz"."""
    place = len(other.head) - len(key.head)
    if len(key.words) > 1 or place <= 0 or not other.head.endswith(key.head):
        return False
    spelled = {word.form for word in other.words if word.stem == other.head} | {other.head.capitalize()}
    return any(place in noun_borders(word) for word in spelled)


def is_form(key: Key) -> bool:
    """Whether the head only says in which form the rest is at issue: "Plan", "Debatte über"."""
    return any(word.stem == key.head and role_of(word) == FORM for word in key.words)


def key_of_label(label: str, plain: bool = False) -> Key:
    """The key of a curated label, whose words are inflected."""
    tokens = label.split()
    capitals = len(tokens) > 1 and tokens[0][0].isupper() and tokens[1][0].isupper()
    if capitals and tokens[0].endswith(("e", "er", "es")) and tag_words(tokens)[0][0] == "ADJA":
        tokens[0] = tokens[0].lower()
    small = words("issue_prepositions") | words("issue_fillers") | set(_CONTRACTED)
    lemmas = [_lemma(t, small) for t in tokens]
    head = next((t for t in lemmas if t[0].isupper() or t[0].isdigit()), lemmas[0])
    return read_key(lemmas, head, no_names, plain, trusted=True)


def _lemma(word: str, small: Set[str]) -> str:
    """The lemma of a word of a label, as far as the key needs it: "Kämpfe" is "Kampf"."""
    if word[0].islower():
        return word if word in small else adjective_stem(word)
    return noun_lemma(word) if set(word) & set("äöü") else word


def no_names(_words: Sequence[str], _start: int) -> None:
    """Names nobody."""
    return
