"""Part-of-speech tags (BNC's C5) and lemmas of English words, by the model that HanTa ships.

The tags are those of HanTa's ``morphmodel_en``: NN1 NN2 NP0 nouns and names, VV? full verbs (B base, Z third
person, D past, N
participle, G gerund, I infinitive), VB? VD? VH? VM0 be, do, have and modals, AJ? adjectives, AT0 DT0 DPS
determiners, PNP
pronouns, PRP PRF prepositions, CJ? conjunctions, XX0 not, TO0 to. The search is that of
``loaders.german.hanta``; what English
syntax disproves is mended afterwards (``loaders.english.mending``).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from HanTa.HanoverTagger import UNKNOWN

from loaders.english.lexicon import known_verbs
from loaders.english.mending import mended
from loaders.german.hanta import LeanTagger, Probabilities
from ontology.in_force import kept

CACHE_SIZE = 200_000
LONGEST_WORD = 40  # letters that the morphology looks at: its time grows with the cube of the length

_FULL = {
    "n't": "not",
    "'ll": "will",
    "'re": "are",
    "'ve": "have",
    "'m": "am",
    "'d": "would",
    "wo": "will",
    "ca": "can",
}
"""What is tagged instead of the parts of contracted words."""
_OPEN_TAGS = ("NP0", "NN1", "NN2", "AJ0", "VVB")


@cache
def _model() -> Any:
    return LeanTagger("morphmodel_en.pgz")


@lru_cache(maxsize=CACHE_SIZE)
def _word_tags(word: str, cased: bool) -> Probabilities:
    """The tags a word can have with their scores, best first; those of the open classes if anything goes."""
    model = _model()
    part = word.rsplit("-", 1)[-1] if not word.endswith("-") and "-" in word else word
    tags = model._tag_word((part or word)[-LONGEST_WORD:], cutoff=5, casesensitive=cased, conditional=True)
    found = tuple((tag, score) for tag, score in tags if tag != UNKNOWN)
    return found or tuple((model.tag2int[name], 0.0) for name in _OPEN_TAGS)


def _certain(word: str) -> str:
    """The tag that the form of a word alone decides; else empty."""
    if not any(c.isalnum() for c in word):
        return "PUN"
    if word[0].isdigit() or word.replace(",", "").replace(".", "").isdigit():
        return "CRD"
    return ""


def _options(word: str, first: bool) -> Probabilities:
    certain = _certain(word)
    if certain:
        return ((_model().tag2int[certain], 0.0),)
    return _word_tags(word, (not first and not word.isupper()) or len(word) < 2)


@kept
def possible_tags(word: str) -> frozenset[str]:
    """Every tag that the model thinks possible for a word, whatever stands around it."""
    model = _model()
    low = word.lower()
    tags = model._tag_word(low[-LONGEST_WORD:], cutoff=9, casesensitive=False, conditional=True)
    more = {"VVB"} if low in known_verbs() else {"VVZ"} if _singular(low) in known_verbs() else set()
    return frozenset(model.int2tag[tag] for tag, _ in tags) | more


def _singular(low: str) -> str:
    """What a form in -s may be the third person of."""
    return (
        low[:-2] if low.endswith(("shes", "sses", "ches", "xes")) else low[:-1] if low.endswith("s") else low
    )


@kept
def lemma_of(word: str, tag: str) -> str:
    """The lemma of a word under a tag, in small letters; names stay as they are."""
    if tag in {"NP0", "PUN", "CRD", "UNC"} or len(word) > LONGEST_WORD:
        return word
    low = _FULL.get(word.lower(), word.lower())
    try:
        lemma = str(_model()._analyze(low, _model().tag2int[tag])[0])
    except (IndexError, KeyError, ValueError):  # the model has no analysis under this tag
        return low
    lemma = lemma.lower() or low
    if tag[:2] == "VV" and lemma not in known_verbs():
        lemma = next(
            (v for v in (lemma.removesuffix("e"), f"{lemma}e") if v in known_verbs()), lemma
        )  # "lauded"
    return lemma


def tag_words(texts: list[str]) -> list[tuple[str, str]]:
    """(tag, lemma) of each word of a sentence."""
    if not texts:
        return []
    first = next((i for i, word in enumerate(texts) if word[0].isalnum()), 0)
    plain = [_FULL.get(word.lower(), word) for word in texts]
    options = [_options(word, i == first) for i, word in enumerate(plain)]
    names = _model().int2tag
    tags = mended(texts, [names[tag] for tag in _model().best_path(options)], possible_tags)
    return [(tag, lemma_of(word, tag)) for word, tag in zip(texts, tags, strict=True)]
