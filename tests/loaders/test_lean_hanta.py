"""The lean search finds exactly what HanTa's own search finds."""

import random

import pytest
from HanTa.HanoverTagger import HanoverTagger

from loaders.german.hanta import LeanTagger

WORDS = [
    "Bundesverfassungsgerichtsentscheidung",
    "ablehnt",
    "zurückgewiesen",
    "Kündigungsschutzklage",
    "Selenskyj",
    "umzusiedeln",
    "Müllverbrennung",
    "verhandelten",
    "Wirtschaftsminister",
    "of",
    "ef",
    "od",
    "XY",
    "Brüsseler",
    "17-Jährige",
    "Fraktionsvorsitzende",
    "bezirzte",
    "Grüne",
    "Abschiebestopps",
    "klimaneutralste",
    "Länderfinanzausgleich",
    "Schnorrer",
    "Tir",
    "Aubin",
    "a",
    "ä",
    "ß",
    "Wiedervernässung",
]


@pytest.fixture(scope="module")
def taggers():
    return HanoverTagger("morphmodel_ger.pgz"), LeanTagger("morphmodel_ger.pgz")


def words():
    chance = random.Random(7)
    letters = "abdeghiklmnorstuüfez"
    return WORDS + ["".join(chance.choices(letters, k=chance.randint(1, 14))) for _ in range(120)]


def test_the_same_tags_with_the_same_probabilities(taggers):
    theirs, ours = taggers
    for word in words():
        expected = [(tag, round(float(p), 9)) for tag, p in theirs.tag_word(word)]
        assert [(tag, round(float(p), 9)) for tag, p in ours.tag_word(word)] == expected, word


def test_the_same_lemmas(taggers):
    theirs, ours = taggers
    for word in words():
        tag = theirs.tag_word(word)[0][0]
        assert tag == "UNKNOWN" or ours.analyze(word, tag) == theirs.analyze(word, tag), word
