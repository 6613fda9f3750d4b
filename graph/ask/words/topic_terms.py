"""What a question's words ask for: terms, each with all the stems that answer to it.

Synonyms and English words come from ``glossary.tsv``, small and light words from ``small-words.toml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import DamerauLevenshtein

from graph.ask.words.stems import fold, stem, verb_roots, words
from graph.ask.words.word_files import LANGUAGES, glossary, is_small, small_words
from ontology.in_force import kept

LIGHT = 0.3
"""Weight of a word that says little of what an issue is about ("Forderung", "Plan")."""
_SYNONYM = 0.92
_FIRST_NAME = 0.35
_GENERIC = 0.3
_PREFIXES = frozenset(
    ("vor", "ent", "ver", "zer", "ueber", "unter", "aus", "auf", "ein", "hin", "her", "mit")
)
"""Beginnings that make another verb, and no compound."""
_SHORT = 3
_LONG = 6
"""Letters of an English word that is inflected, and of one in which a slip is forgiven."""
_SHORTEST_HEAD = 5
"""Letters of the stem of a word that may be the head of a compound: "-end" is that of many others."""
_BEFORE = "verkehr"
"""The beginning of a compound as good as any."""
_NO_CONTENT = ("article", "preposition", "auxiliary", "question", "filler", "negation")


@dataclass(frozen=True, slots=True)
class TopicTerm:
    """One thing asked for: ``options`` are the stems that answer to it, each with its weight."""

    text: str
    options: tuple[tuple[str, float], ...]
    weight: float = 1.0
    name: bool = False
    """Whether it stands for an actor."""
    person: bool = False
    """Whether that actor is a person: whose plan it is, an article does not tell by naming somebody."""
    foreign: bool = False
    """Whether it is of an English question, so that German labels may say it in words of their own."""
    noun: bool = True
    """Whether it is written as German writes nouns; verbs and adjectives say less of what is asked about."""

    @property
    def negative(self) -> bool:
        """Whether it turns a stance round: who is for the end of something is against it."""
        return self._says(is_negative)

    @property
    def lessening(self) -> bool:
        """Whether it asks for less of a thing: who wants that is neither for nor against the thing."""
        return self._says(is_lessening)

    @property
    def raising(self) -> bool:
        """Whether it asks for more of a thing: who is for the thing need not want that."""
        return self._says(is_raising)

    def _says(self, is_so: Callable[[str], bool]) -> bool:
        """Whether the asked word is so; of synonyms without the asked word itself, most must be."""
        own, synonyms = self.options[:1], self.options[1:]
        if own and own[0][1] == 1.0 and synonyms and (not self.foreign or is_so(own[0][0])):
            return is_so(own[0][0])
        if self.foreign and synonyms:
            return 2 * sum(is_so(option) for option, _ in synonyms) > len(synonyms)
        return 2 * sum(is_so(option) for option in self.stems) > len(self.options)

    def own_words(self, label: frozenset[str]) -> frozenset[str]:
        """The stems of the question's own words for it; of a name those by which ``label`` names it."""
        return self.stems & label if self.name else frozenset(self.text.split())

    @property
    def stems(self) -> frozenset[str]:
        """The stems that answer to it."""
        return frozenset(option for option, _ in self.options)


@kept
def _glossary() -> dict[tuple[str, ...], frozenset[str]]:
    """From the stems of a phrase to the stems of words that mean the same."""
    means: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for german, english in glossary():
        group = _single_stems(german)
        for phrase in [*german, *english]:
            key = tuple(stem(word) for word in words(phrase))
            if key:
                means[key] |= group
    return {key: frozenset(group) for key, group in means.items()}


@kept
def _inflected() -> dict[str, frozenset[str]]:
    """From the folded forms of the English words of the glossary to the stems of words that mean the same.

    They are not stemmed, for that takes most of a second; nobody asks with more than some of them.
    """
    means: dict[str, set[str]] = defaultdict(set)
    for german, english in glossary():
        group = _single_stems(german)
        for form in (form for phrase in english for form in _english_forms(phrase)):
            means[form] |= group
    return {form: frozenset(group) for form, group in means.items()}


def _single_stems(german: Iterable[str]) -> set[str]:
    """The stems of those of some German expressions that are one word."""
    return {stem(one[0]) for one in map(words, german) if len(one) == 1}


@kept
def _english_words() -> frozenset[str]:
    """The English words of the glossary that stand for something by themselves, folded."""
    phrases = (words(phrase) for _, english in glossary() for phrase in english)
    return frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)


def _english_forms(word: str) -> tuple[str, ...]:
    """What an English word may be inflected to ("sell" to "selling"); a phrase to nothing."""
    word = fold(word)
    if not word.isalpha() or len(word) < _SHORT:
        return ()
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    if word.endswith("e"):
        return word + "s", word + "d", word[:-1] + "ing"
    doubled = word + word[-1]
    return word + "s", word + "es", word + "ed", word + "ing", doubled + "ed", doubled + "ing"


def in_glossary(word: str) -> bool:
    """Whether the glossary has a folded word, in some form."""
    return (stem(word),) in _glossary() or word in _inflected()


def mended(text: str, is_known: Callable[[str], bool]) -> str:
    """An English text with each word that is one slip away from a word of the glossary put right.

    A word whose stem ``is_known`` in the graph is no slip.
    """
    return " ".join(_mended(word, is_known) for word in text.split())


def _mended(word: str, is_known: Callable[[str], bool]) -> str:
    folded = fold(word)
    if in_glossary(folded) or len(folded) < _LONG or word[:1].isupper() or is_known(stem(folded)):
        return word
    near = (
        known for known in _english_words() if known[0] == folded[0] and abs(len(known) - len(folded)) < 2
    )
    return next((known for known in sorted(near) if DamerauLevenshtein.distance(known, folded) == 1), word)


@kept
def english_of() -> dict[str, frozenset[str]]:
    """From a stem to the English phrases the glossary gives for it."""
    found: dict[str, set[str]] = defaultdict(set)
    for german, english in glossary():
        for word in german:
            if english and len(words(word)) == 1:
                found[stem(words(word)[0])] |= set(english)
    return {word: frozenset(phrases) for word, phrases in found.items()}


def content(text: str) -> list[str]:
    """The folded words of ``text`` that say what it is about."""
    return [word for word in words(text) if not any(is_small(word, name) for name in _NO_CONTENT)]


@kept
def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that say what ``text`` is about."""
    return frozenset(stem(word) for word in content(text))


@kept
def small_stems(name: str) -> frozenset[str]:
    """The stems of a set of small words, of a phrase its last word."""
    return frozenset(
        stem(words(word)[-1]) for language in LANGUAGES for word in small_words()[name][language]
    )


def terms_of(text: str, cased: bool = False) -> list[TopicTerm]:
    """The terms that ``text`` asks for; phrases of the glossary count as one.

    ``cased`` says that the question writes its nouns with a capital.
    """
    said = content(text)
    found = [stem(word) for word in said]
    nouns = {stem(word) for word in content(" ".join(w for w in text.split() if not w.islower()))}
    known = _glossary()
    terms: list[TopicTerm] = []
    position = 0
    while position < len(found):
        for length in (4, 3, 2, 1):
            key = tuple(found[position : position + length])
            if len(key) == length and (length == 1 or key in known):
                means = known.get(key) if key in known else _inflected().get(said[position])
                term = _term(key, means or frozenset())
                noun = not cased or not nouns.isdisjoint(key)
                terms.append(replace(term if noun else _verb_term(term, known), noun=noun))
                position += length
                break
    return terms


def _term(key: tuple[str, ...], synonyms: frozenset[str]) -> TopicTerm:
    own = [(key[0], 1.0)] if len(key) == 1 else []
    if own and "c" in key[0]:
        synonyms |= {stem(key[0].replace("c", "k"))}
    others = [(word, _SYNONYM if own else 1.0) for word in sorted(synonyms) if not own or word != key[0]]
    light = all(word in small_stems("light") for word in key)
    return TopicTerm(" ".join(key), (*own, *others), LIGHT if light else 1.0)


def _verb_term(term: TopicTerm, known: Mapping[tuple[str, ...], frozenset[str]]) -> TopicTerm:
    """``term``, answered too by the nouns of its verb: "gebaut" by "Bau", "erhöht" by "Erhöhung"."""
    roots = [root for word in term.text.split() for root in verb_roots(word)]
    means = {option for root in roots for option in {root, *known.get((root,), ())}}
    return replace(term, options=(*term.options, *((o, _SYNONYM) for o in sorted(means - term.stems))))


def person_term(names: Sequence[str]) -> TopicTerm:
    """A term for persons: a last name answers, a first name alone only a little."""
    options: dict[str, float] = {}
    for name in names:
        *first, last = content(name) or [name]
        options[stem(last)] = 1.0
        options |= {stem(word): _FIRST_NAME for word in first if stem(word) not in options}
    return TopicTerm(
        min(names, key=lambda name: (len(name), name), default=""),
        tuple(sorted(options.items())),
        name=True,
        person=True,
    )


def name_term(names: Iterable[str]) -> TopicTerm:
    """A term for an actor that is no person: any word of its names answers."""
    known = list(names)
    options: dict[str, float] = {}
    named = [{stem(word) for word in content(name) if len(word) > 1} for name in known]
    tells = any(not found <= small_stems("generic") for found in named)
    for found in named:
        for word in found:
            weak = tells and word in small_stems("generic")
            options[word] = max(options.get(word, 0.0), _GENERIC if weak else 1.0)
    return TopicTerm(
        min(known, key=lambda name: (len(name), name), default=""), tuple(sorted(options.items())), name=True
    )


@kept
def is_negative(word: str) -> bool:
    """Whether the stem ``word`` turns a stance round: who is for the "Ende" of something is against it."""
    return _ends_so(word, "negative")


@kept
def is_lessening(word: str) -> bool:
    """Whether the stem ``word`` asks for less of something: "Senkung", "Rentenkürzung", "niedriger"."""
    return _ends_so(word, "lessening")


@kept
def is_raising(word: str) -> bool:
    """Whether the stem ``word`` asks for more of something: "Erhöhung", "Tariferhöhung", "höher"."""
    return _ends_so(word, "raising")


def _ends_so(word: str, name: str) -> bool:
    """Whether a stem is a word of the set ``name`` or a compound with one as its head."""
    return word in small_stems(name) or any(
        word.endswith(head) and _is_part(word.removesuffix(head)) for head in _compound_heads(name)
    )


@kept
def _compound_heads(name: str) -> frozenset[str]:
    """How compounds end that have such a head: the stemmer takes "-ung" from long words only."""
    heads = {head for head in small_stems(name) if len(head) >= _SHORTEST_HEAD}
    long = (_BEFORE + fold(word) for word in small_words()[name]["de"] if word.endswith("ung"))
    return frozenset(heads | {stem(word).removeprefix(_BEFORE) for word in long})


def _is_part(beginning: str) -> bool:
    """Whether a compound may begin so: "Voraussetzung" is no "Aussetzung"."""
    return len(beginning) > 2 and beginning not in _PREFIXES


_ATTRIBUTE = re.compile(r"[a-zäöü]+ .*? [a-zäöü]+(?:te|ne)[nrsm]? ([A-ZÄÖÜ].*)")
"""What stands behind an attribute with a preposition: "gegen X erhobene Vorwürfe"."""


_DEED = re.compile(r"(?:dass .* |.*\b(?!(?:zu|von|nach) )[\w-]+ )([a-zäöüß]{2,}n)|dass .* ([a-zäöüß]+)")
"""A label in the words of its clause, and the verb it ends with: "Preise senken", "dass Preise sinken"."""


def head(label: str) -> str:
    """The stem of what a German label is about: its first noun, or the verb of one in the words of a clause.

    Who wants to let rents rise ("Mieten steigen lassen") is not for rents.
    """
    if (deed := _DEED.fullmatch(label)) and content(verb := deed[1] or deed[2]):
        return stem(fold(verb))
    found = [word for word in label.split() if word[:1].isupper() and content(word)]
    if attribute := _ATTRIBUTE.match(label):
        found = attribute[1].split()
    return stem(words(found[0])[-1]) if found else next((stem(word) for word in content(label)), "")


@kept
def carries(word: str) -> bool:
    """Whether a label's head carries the stance on to what it is of ("Einführung des Mindestlohns")."""
    return is_negative(word) or any(
        word.endswith(end) and (end in small_stems("carrying") or end == word or len(word) - len(end) > 2)
        for end in small_stems("carrying") | small_stems("light")  # "wart" is no "Art"
    )
