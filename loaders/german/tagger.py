"""Part-of-speech tags and lemmas: HanTa's German model behind caches and a lean Viterbi search.

The model (Wartena 2019, "A Probabilistic Morphology Model for German Lemmatization", KONVENS) gives for
each word the log probability of its STTS tags, and for each pair of tags that of the next. HanTa's own
search walks all tags after each state; here only the few tags the word can have are looked up, and word
analyses are cached, which makes it several times as fast with the same result in nearly all cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from HanTa.HanoverTagger import UNKNOWN

from loaders.german.hanta import LeanTagger, Probabilities
from loaders.lexicon import tables
from loaders.lexicon.gendered import feminine, is_gendered
from loaders.lexicon.nouns import analyse
from ontology.in_force import kept

CACHE_SIZE = 200_000
LONGEST_WORD = 40  # letters that the morphology looks at: its time grows with the cube of the length
SHORTEST_LEMMA = 3  # letters of a lemma that may be a chance end of a name: "Telse" is no form of "Tel"
UNKNOWN_WORD = -18.0  # log probability of a word that the model has only guessed at

_SPECIAL = {"NNA": "NN", "NNI": "NN", "ADJ(A)": "ADJA", "ADJ(D)": "ADJD", "UNKNOWN": "XY"}
_OPEN_TAGS = ("NN", "NE", "ADJ(A)", "ADJ(D)", "VV(FIN)", "XY", "FM")
_FORCED = {",": "$,", ".": "$.", "!": "$.", "?": "$.", ":": "$.", ";": "$.", "…": "$."}
_UNITS = frozenset("%‰€$£¥°")  # read as the nouns they stand for
_BRACKETS = frozenset("()[]{}<>„“”‚‘’»«›‹\"'`–—-/*•|")


@cache
def _model() -> Any:
    return LeanTagger("morphmodel_ger.pgz")


@cache
def _names() -> dict[int, str]:
    """Tag numbers of the model to STTS names: ``VV(FIN)`` becomes ``VVFIN``."""
    names = {}
    for number, name in _model().int2tag.items():
        names[number] = _SPECIAL.get(name, name.replace("(", "").replace(")", "") if name[0] != "$" else name)
    return names


def _head(word: str) -> str:
    """The part of a word that decides its inflection: after a hyphen or digits, at most 40 letters."""
    part = word.rsplit("-", 1)[-1] if not word.endswith("-") else word
    part = part.lstrip("0123456789") or part
    if not part or not part[0].isalpha():
        part = word
    return part[-LONGEST_WORD:]


@lru_cache(maxsize=CACHE_SIZE)
def _word_tags(word: str, cased: bool) -> Probabilities:
    """The tags a word can have with their scores, best first; empty if anything goes."""
    word = feminine(word)
    model, part = _model(), _head(word)
    certain = _certain_tag(word, part)
    if certain:
        return ((model.tag2int[certain], 0.0),)
    tags = model._tag_word(part, cutoff=5, casesensitive=cased, conditional=True)
    return tuple((tag, score) for tag, score in tags if tag != UNKNOWN)


def _certain_tag(word: str, part: str) -> str:
    """The tag that the form of a word alone decides, ``part`` being what the model looks at; else empty."""
    if word in _FORCED or word in _BRACKETS:
        return _FORCED.get(word, "$(")
    digits = word.replace(".", "").replace(",", "").replace(":", "")
    decided = (
        ("ADV", word.lower() in tables.words("forced_adverbs")),
        ("NN", word in _UNITS),
        ("TRUNC", word.endswith("-") and len(word) > 1),
        ("ADJ(A)", word[0].isdigit() and digits.isdigit() and word.endswith(".")),
        ("CARD", word[0].isdigit() and digits.isdigit()),
        ("XY", not any(c.isalpha() for c in part)),
        ("ADJ(A)", part != word and part in {"er", "ern", "ers"}),  # 1990er
    )
    return next((tag for tag, holds in decided if holds), "")


@cache
def _open_class() -> Probabilities:
    return tuple((_model().tag2int[name], 0.0) for name in _OPEN_TAGS)


def _best_path(words: list[str], cased: bool = True) -> list[int]:
    """The best sequence of tags.

    Capitals count, unless they tell nothing (``cased`` is false); that of the first word does only where it
    has another one behind a hyphen.
    """
    path: list[int] = _model().best_path(
        _word_tags(word, cased and (position > 0 or _is_joined_capital(word))) or _open_class()
        for position, word in enumerate(words)
    )
    return path


def _is_joined_capital(word: str) -> bool:
    """Whether a capital stands behind the last hyphen of a word: "Ost-West", "Meyer-Probst"."""
    _, hyphen, last = word.rpartition("-")
    return bool(hyphen) and last[:1].isupper()


def _lemma(word: str, tag: int) -> str:
    """The lemma of a word under a tag, in the word's own capitals; "Mieter" of "Mieter:innen"."""
    if is_gendered(word):
        noun = analyse(word)
        return noun.base if noun is not None else _lemma_by_model(feminine(word), tag).removesuffix("in")
    return _lemma_by_model(word, tag)


@lru_cache(maxsize=CACHE_SIZE)
def _lemma_by_model(word: str, tag: int) -> str:
    name = _names()[tag]
    if name in {"NE", "TRUNC", "CARD", "XY", "FM"} or name[0] == "$" or word.isupper():
        return word
    part = _head(word)
    try:
        lemma = str(_model()._analyze(part, tag)[0])
    except (IndexError, KeyError, ValueError):  # the model has no analysis under this tag
        return word
    if name == "VVFIN" and lemma.endswith("ossen"):
        lemma = lemma[:-5] + "ießen"  # "verschloss"
    if lemma.startswith("mißb"):
        lemma = "miss" + lemma[3:]
    if name == "NN" and "ß" not in part and "ss" in part:
        lemma = lemma.replace("ß", "ss")  # the model also knows the old spelling ("Beschluß")
    if name == "VVFIN" and not lemma.endswith("n"):
        lemma = _infinitive(part.lower())
    if name == "VVFIN" and lemma.endswith("elen") and lemma[-5] not in "aeiouäöühl":
        lemma = lemma[:-4] + "eln"  # "fremdelt"
    shared = 0
    for a, b in zip(lemma.lower(), part.lower(), strict=False):
        if a != b:
            break
        shared += 1
    lemma = part[:shared] + lemma[shared:] if name == "NN" else lemma
    if name == "NN" and lemma:
        lemma = lemma[0].upper() + lemma[1:] if part[0].isupper() else lemma
    return word[: len(word) - len(part)] + lemma


def _infinitive(form: str) -> str:
    """The infinitive of a weak verb that the model does not know: "bezirzte" is "bezirzen"."""
    for ending in ("ten", "te", "t", "e"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            return form[: -len(ending)] + "en"
    return form


@lru_cache(maxsize=CACHE_SIZE)
def may_be_finite(word: str) -> bool:
    """Whether a word form can be a finite full verb, whatever it was tagged as."""
    finite = _model().tag2int["VV(FIN)"]
    tags = _model()._tag_word(word.lower()[-LONGEST_WORD:], cutoff=9, casesensitive=False, conditional=False)
    return any(tag == finite for tag, _ in tags)


def verb_lemma(form: str) -> str:
    """The lemma of a finite verb form."""
    return _lemma_by_model(form.lower(), _model().tag2int["VV(FIN)"]).lower()


def noun_lemma(form: str) -> str:
    """The lemma of a noun form, also of one that only compounds have: "Waffen" and "Sicherheits-"."""
    return _lemma(form, _model().tag2int["NN"])


@lru_cache(maxsize=CACHE_SIZE)
def is_adjectival(form: str) -> bool:
    """Whether a noun is inflected like an adjective, as many for persons are: "Alliierte", "Erwerbslosen"."""
    tags = _model()._tag_word(form[-LONGEST_WORD:], cutoff=5, casesensitive=True, conditional=True)
    return bool(tags) and tags[0][0] == _model().tag2int["NNA"]


def knows_noun(word: str) -> bool:
    """Whether the model has seen a noun as a whole: "Anrufung", but not "Auseinanderhaltung"."""
    model = _model()
    return model.tag2int["NN"] in model.classes_of.get(word.lower(), {})


@lru_cache(maxsize=CACHE_SIZE)
def noun_borders(word: str) -> frozenset[int]:
    """The offsets inside a noun at which one of its parts ends: 5 and 6 in "Rentenniveau"."""
    if len(word) > LONGEST_WORD:
        return frozenset()
    morphemes = _model().analyze_viterbi(word.lower(), -_model().tag2int["NN"])
    return frozenset(end for _, end in morphemes if end < len(word))


@kept
def is_strange(word: str) -> bool:
    """Whether a word is no noun that the model knows, nor a compound or form of one: "Ennen", "Telse"."""
    ends = [word, *(word[border:].capitalize() for border in noun_borders(word))]
    lemmas = [lemma for end in ends if len(lemma := noun_lemma(end)) > SHORTEST_LEMMA]
    return not any(knows_noun(form) for form in (*ends, *lemmas))


def tag_words(words: list[str]) -> list[tuple[str, str]]:
    """(STTS tag, lemma) of each word of a sentence; linear in the number of words."""
    if not words:
        return []
    names = _names()
    tagged = [(names[tag], _lemma(word, tag)) for word, tag in zip(words, _best_path(words), strict=True)]
    first = next((i for i, word in enumerate(words) if word[0].isalnum()), 0)
    if _is_first_name(words[first:], [tag for tag, _ in tagged[first:]]):
        tagged[first] = ("NE", words[first])
    for i, size in _adverbial(words):
        tagged[i : i + size] = [("ADV", word) for word in words[i : i + size]]
    for i in range(first + 1, len(words) - 1):
        if _is_capital_adjective(words, tagged, i):  # "sagte Berit Beispiel"
            tagged[i : i + 2] = [("NE", word) for word in words[i : i + 2]]
    return tagged


def _is_capital_adjective(words: list[str], tagged: list[tuple[str, str]], i: int) -> bool:
    """Whether an "adjective" with a capital inside a sentence is the first name before another name."""
    if tagged[i][0] != "ADJD" or not words[i].istitle() or not words[i - 1].islower():
        return False
    return tagged[i + 1][0] in {"NN", "NE"} and words[i + 1].istitle()


def _is_first_name(words: list[str], tags: list[str]) -> bool:
    """Whether a sentence begins with a first name that looks like a verb: "Gerit Beispiel (SPD) sagte"."""
    if tags[:2] not in (["VVFIN", "NE"], ["VVIMP", "NE"]):
        return False
    bracketed = "(" in words[2:3] and ")" in words[2:6]
    rest = words.index(")") + 1 if bracketed else 2
    return tags[rest : rest + 1] in (["VVFIN"], ["VAFIN"], ["VMFIN"])


def tag_caseless(words: list[str]) -> list[str]:
    """STTS tags of words in small letters that may be nouns; a word the model does not know is one."""
    if not words:
        return []
    known = [dict(_word_tags(word, False)) for word in words]
    path = _best_path(words, cased=False)
    return [
        "NN" if scores.get(tag, 0.0) < UNKNOWN_WORD else _names()[tag]
        for scores, tag in zip(known, path, strict=True)
    ]


@cache
def _adverbial_phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases that are adverbs ("vor allem") by their first word."""
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(tables.words("adverbial_phrases")):
        words = tuple(phrase.split("_"))
        table[words[0]] = (*table.get(words[0], ()), words)
    return table


def _adverbial(words: list[str]) -> Iterator[tuple[int, int]]:
    """The phrases among ``words`` that are adverbs: place and number of words."""
    small = [word.lower() for word in words]
    for i, word in enumerate(small):
        for phrase in _adverbial_phrases().get(word, ()):
            if tuple(small[i : i + len(phrase)]) == phrase:
                yield i, len(phrase)


@lru_cache(maxsize=CACHE_SIZE)
def participle_verb(word: str) -> str | None:
    """The verb of a participle used as an adjective ("angekündigten": "ankündigen"), or ``None``."""
    model = _model()
    low = word.lower()
    for ending in ("en", "em", "er", "es", "e"):
        if low.endswith(ending):
            low = low[: -len(ending)]
            break
    if not low.endswith(("t", "en")) or len(low) > LONGEST_WORD:
        return None
    tag = model.tag2int["VV(PP)"]
    if tag not in {t for t, _ in model._tag_word(low, cutoff=8, casesensitive=False, conditional=False)}:
        return None
    return _lemma_by_model(low, tag).lower()
