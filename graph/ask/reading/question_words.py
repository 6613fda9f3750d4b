"""What a question asks for: its question word, and whether that is the subject or the object."""

from __future__ import annotations

from itertools import pairwise

from graph.ask.reading.question import QuestionToken
from graph.ask.reading.stance_cues import StanceCue, best_cue
from graph.ask.words.word_files import is_small, small_words

_WHO = {"wer", "wessen", "who", "whose", "who's"}
_WHAT = {
    *("was", "wen", "wem", "wofuer", "wogegen", "wovor", "womit", "worueber", "wozu", "woran", "worauf"),
    *("worum", "wovon", "worin", "what", "whom", "what's"),
}
_WHEN = {"wann", "when"}
_WHERE = {"wo", "where", "wohin"}
_WHY = {"warum", "wieso", "weshalb", "weswegen", "why"}
WHICH = {"welche", "welcher", "welches", "welchen", "welchem", "which"}
_GROUPS = (
    ("who", _WHO),
    ("what", _WHAT),
    ("when", _WHEN),
    ("where", _WHERE),
    ("why", _WHY),
    ("which", WHICH),
)
_AGENT = {"von", "vom", "durch", "by", "seitens"}
_DO = {"do", "does", "did"}
_BE = {"is", "are", "was", "were", "has", "have", "had", "will", "would"}
_PASSIVE = {"wird", "werden", "wurde", "wurden", "worden"}


def question_word(found: tuple[QuestionToken, ...], language: str) -> tuple[str, list[int]]:
    """What the question asks for, and the places of the words that remain.

    Further question words ("wer droht wem womit") ask for what every answer tells; they are left out.
    """
    asked, rest = _first_question_word(found, language)
    if asked in {"who", "what"}:
        rest = [place for place in rest if found[place].folded not in _WHO | _WHAT]
    return asked, rest


def _first_question_word(found: tuple[QuestionToken, ...], language: str) -> tuple[str, list[int]]:
    places = list(range(len(found)))
    line = [token.folded for token in found]
    pair = line[:2]
    if pair in (["wie", "viele"], ["wie", "viel"], ["how", "many"], ["wie", "oft"], ["how", "often"]):
        return "count", places[2:]
    if pair in (["seit", "wann"], ["since", "when"], ["ab", "wann"], ["bis", "wann"]):
        return "since", places[2:]
    for place, two in enumerate(pairwise(line)):
        if two[0] in _AGENT and two[1] in {"wem", "wen", "whom", "who"}:
            return "who", places[:place] + places[place + 2 :]
        if not place and two[0] in _AGENT and two[1] in WHICH:
            return "which", places[2:]
    for place, word in enumerate(line[:4]):
        rest = places[:place] + places[place + 1 :]
        if place and word not in WHICH | {"wer", "wen", "wem", "whom", "was", "what"}:
            continue
        for name, group in _GROUPS:
            if word in group:
                return name, rest
    return ("verdict" if _starts_with_verb(found, language) else ""), places


def _starts_with_verb(found: tuple[QuestionToken, ...], language: str) -> bool:
    first = found[0].folded
    if first in small_words()["auxiliary"][language]:
        return True
    nouns = tuple(small_words()["stance-noun"]["de"])
    if (
        language == "en"
        or is_small(first, "article")
        or is_small(first, "preposition")
        or first.startswith(nouns)
    ):
        return False
    cue = best_cue(found, language, list(range(len(found))))
    return (
        cue is not None
        and cue.places[0] == 0
        and first.endswith(("t", "en", "ern", "eln", "te", "ten", "st"))
    )


def asks_for_object(found: tuple[QuestionToken, ...], cue: StanceCue | None, language: str) -> bool:
    """Whether "who" asks whom a stance is toward: "Who does A threaten?", "Wer wird von A bedroht?".

    So does "wessen" before a noun that a verb of stance is about ("Wessen Plan lehnt A ab?").
    """
    if cue is None or found[0].folded not in _WHO:
        return False
    if agent(found, cue):
        return True
    if found[0].folded in {"wessen", "whose"}:
        return 1 not in cue.places
    if language != "en" or len(found) < 3:
        return False
    second, third = found[1].folded, found[2]
    if is_small(third.folded, "negation"):
        return False
    subject_follows = third.capital or is_small(third.folded, "article")
    ends = cue.places[-1] >= len(found) - 1
    return second in _DO or (second in _BE and subject_follows and ends and cue.places[0] > 2)


def agent(found: tuple[QuestionToken, ...], cue: StanceCue) -> range:
    """The places of the words after "von" or "by" that name who acts in a passive sentence, else none."""
    line = [token.folded for token in found]
    english = "by" in line and any(word in small_words()["auxiliary"]["en"] for word in line)
    if not english and not any(word in _PASSIVE for word in line):
        return range(0)
    places = range(len(line) - 1)
    for place in places if english else reversed(places):  # "die Übernahme von X von Y": Y acts
        word = line[place]
        marks = word == "by" if english else word in _AGENT
        if marks and place not in cue.places and not is_small(line[place + 1], "question"):
            end = next((p for p in cue.places if p > place), len(found))
            return range(place + 1, end)
    return range(0)
