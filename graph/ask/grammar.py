"""From a question to its readings: what kind of thing it asks, about whom, about what.

Two ways, tried in this order: frames (``frames.toml``) for questions with a form of their own, and
words of stance (``acts.toml``) for the rest, which may stand in any order: what is left when question
word, stance and small words are gone names actors and issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from graph.ask.frames import match_frames
from graph.ask.lexicon import LANGUAGES, Act, acts, is_small, read, small_words
from graph.ask.reading import Reading, Token, tokens
from graph.ask.words import fold

_WHO = {"wer", "wessen", "who", "whose", "who's"}
_WHAT = {
    *(
        "was",
        "wen",
        "wem",
        "wofuer",
        "wogegen",
        "wovor",
        "womit",
        "worueber",
        "wozu",
        "woran",
        "worauf",
        "worum",
    ),
    *("what", "whom", "what's", "wovon", "worin"),
}
_WHEN = {"wann", "when"}
_WHERE = {"wo", "where", "wohin"}
_WHY = {"warum", "wieso", "weshalb", "weswegen", "why"}
_WHICH = {"welche", "welcher", "welches", "welchen", "welchem", "which"}
_SPEAKING = {"wogegen", "wofuer"}
"""Question words that are themselves words of stance."""
_AGENT = {"von", "durch", "by", "seitens"}
_HAPPEN = (
    "geschah",
    "geschehen",
    "geschieht",
    "passier",
    "ereignet",
    "stattgefunden",
    "stattfand",
    "happen",
    "took place",
    "take place",
    "ereignis",
    "event",
    "los",
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of stance found in a question: which act, and which of its words."""

    act: Act
    places: tuple[int, ...]
    rank: tuple[int, int, int]


def readings(question: str, language: str) -> Iterator[Reading]:
    """The ways to understand ``question`` (without its filters), most specific first."""
    shouted = question.isupper() and " " in question
    proper = _without_small_talk(tokens(question.lower() if shouted else question), language)
    found = _without_filler(proper, language)
    if found:
        seen: list[Reading] = []
        for form in (proper, found):
            for reading in match_frames(form, language):
                if reading not in seen:
                    seen.append(reading)
                    yield _with_statement(reading, language)
        yield from _by_stance(found, language)


def _with_statement(reading: Reading, language: str) -> Reading:
    """A frame whose slot is a whole statement, with the statement's words of stance read."""
    if "statement" not in reading.slots:
        return reading
    inner = tokens(reading.slots["statement"])
    cue = _best_cue(inner, language, list(range(len(inner))))
    left = [place for place in range(len(inner)) if cue is None or place not in cue.places]
    return replace(reading, about=_segments(inner, left), act=cue.act.name if cue else "")


def _without_small_talk(found: tuple[Token, ...], language: str) -> tuple[Token, ...]:
    """The question proper, without politeness around it."""
    phrases = _polite(language)
    changed = True
    while changed and found:
        changed = False
        line = [token.folded for token in found]
        for phrase in phrases:
            if line[: len(phrase)] == phrase and len(line) > len(phrase):
                found, changed = found[len(phrase) :], True
                break
            if line[-len(phrase) :] == phrase and len(phrase[0]) > 4 and len(line) > len(phrase):
                found, changed = found[: -len(phrase)], True
                break
    return found


def _without_filler(found: tuple[Token, ...], language: str) -> tuple[Token, ...]:
    """The question without particles within it."""
    filler = small_words()["filler"][language]
    kept = tuple(token for token in found if token.folded not in filler or token.capital)
    return kept or found


@cache
def _polite(language: str) -> list[list[str]]:
    phrases = [phrase.split() for phrase in small_words()["polite"][language]]
    return sorted(phrases, key=len, reverse=True)


def _by_stance(found: tuple[Token, ...], language: str) -> Iterator[Reading]:
    """The reading by question word and words of stance."""
    asked, rest = _question_word(found, language)
    speaking = [place for place, token in enumerate(found) if token.folded in _SPEAKING]
    cue = _best_cue(found, language, sorted({*rest, *speaking})) or _misspelt_cue(found, language, rest)
    if cue and asked in {"who", "what"} and _other_verb(found, cue, language):
        cue = None
    kind = ""
    if asked in {"which", "count"}:
        kind, rest = _kind(found, rest)
        if asked == "which":
            asked = "who" if kind else "what-or-who"
    if cue:
        rest = [place for place in rest if place not in cue.places]
    negated = cue is not None and any(_negates(found[place], cue) for place in rest)
    about = _segments(found, [place for place in rest if not is_small(found[place].folded, "negation")])
    for kind_of_question in ("what", "who") if asked == "what-or-who" else (asked,):
        intent = _intent(kind_of_question, cue, found)
        said = _after_noun(about) if kind_of_question == "who" != asked else about
        yield Reading(intent, language, {}, said, cue.act.name if cue else "", negated, kind)


def _after_noun(about: tuple[tuple[Token, ...], ...]) -> tuple[tuple[Token, ...], ...]:
    """What is left when the noun after "welche" only says what kind of actor is asked for."""
    return (about[0][1:], *about[1:]) if about else about


def _negates(token: Token, cue: Cue) -> bool:
    if token.folded.startswith("kein"):
        return cue.act.name in {"want", "support", "demand"}
    return is_small(token.folded, "negation")


def _question_word(found: tuple[Token, ...], language: str) -> tuple[str, list[int]]:
    """What the question asks for, and the places of the words that remain."""
    places = list(range(len(found)))
    line = [token.folded for token in found]
    pair = line[:2]
    if pair in (["wie", "viele"], ["wie", "viel"], ["how", "many"], ["wie", "oft"], ["how", "often"]):
        return "count", places[2:]
    if pair in (["seit", "wann"], ["since", "when"], ["ab", "wann"], ["bis", "wann"]):
        return "since", places[2:]
    for place, two in enumerate(pairwise(line)):
        if two[0] in _AGENT and two[1] in {"wem", "whom"}:
            return "who", places[:place] + places[place + 2 :]
        if not place and two[0] in _AGENT and two[1] in _WHICH:
            return "which", places[2:]
    for place, word in enumerate(line[:4]):
        rest = places[:place] + places[place + 1 :]
        if place and word not in _WHICH | {"wem", "whom", "was", "what"}:
            continue
        for name, group in (
            ("who", _WHO),
            ("what", _WHAT),
            ("when", _WHEN),
            ("where", _WHERE),
            ("why", _WHY),
            ("which", _WHICH),
        ):
            if word in group:
                return name, rest
    return ("verdict" if _starts_with_verb(found, language) else ""), places


def _starts_with_verb(found: tuple[Token, ...], language: str) -> bool:
    first = found[0].folded
    if first in small_words()["auxiliary"][language]:
        return True
    if language == "en" or is_small(first, "article") or is_small(first, "preposition"):
        return False
    cue = _best_cue(found, language, list(range(len(found))))
    return cue is not None and cue.places[0] == 0 and first.endswith(("t", "en", "te", "ten", "st"))


def _kind(found: tuple[Token, ...], rest: list[int]) -> tuple[str, list[int]]:
    """The kind of actor asked for by the noun after "welche", and the places without it."""
    for number, place in enumerate(rest[:3]):
        kind = kind_named(found[place].folded)
        if kind:
            return kind, rest[number + 1 :]
    return "", rest


@cache
def kinds() -> dict[str, dict[str, list[str]]]:
    """The kinds of actors of ``kinds.toml``."""
    return read("kinds")


@cache
def kind_named(word: str) -> str:
    """The kind that the folded ``word`` names, also as the head of a compound; "" if none."""
    for name, row in kinds().items():
        for known in (fold(known) for language in LANGUAGES for known in row[language]):
            if word == known or (len(known) >= 5 and word.endswith(known) and language_compound(word, known)):
                return name
    return ""


def language_compound(word: str, head: str) -> bool:
    """Whether ``word`` can be a compound with ``head``: at least three letters come before it."""
    return len(word) - len(head) >= 2


def _segments(found: tuple[Token, ...], places: list[int]) -> tuple[tuple[Token, ...], ...]:
    """The tokens at ``places``, one segment for each unbroken run."""
    runs: list[list[Token]] = []
    before = -2
    for place in places:
        if place != before + 1:
            runs.append([])
        runs[-1].append(found[place])
        before = place
    return tuple(tuple(run) for run in runs)


def _best_cue(found: tuple[Token, ...], language: str, places: list[int]) -> Cue | None:
    """The phrase of stance that governs the question."""
    line = "".join(token.folded + " " for token in found)
    starts = [0]
    for token in found:
        starts.append(starts[-1] + len(token.folded) + 1)
    cues = []
    for act in acts():
        for phrase in act.phrases[language]:
            for match in phrase.pattern.finditer(line):
                where = [
                    starts.index(match.start(group)) + offset
                    for group in range(1, len(match.groups()) + 1)
                    for offset in range(match.group(group).count(" "))
                ]
                if where and all(place in places for place in where) and _speaks(found, where, language):
                    cues.append(Cue(act, tuple(where), _rank(found, where, language, phrase.weak, act)))
    return min(cues, key=lambda cue: cue.rank, default=None)


def _other_verb(found: tuple[Token, ...], cue: Cue, language: str) -> bool:
    """Whether a mere "für" or "gegen" stands in a question whose verb says something else."""
    if (
        cue.rank[0] != 1
        or found[cue.places[0]].folded in _SPEAKING
        or language != "de"
        or len(found) < 3
        or 1 in cue.places
    ):
        return False
    second = found[1]
    small = ("auxiliary", "article", "preposition", "filler", "negation")
    return not second.capital and not any(is_small(second.folded, name) for name in small)


def _misspelt_cue(found: tuple[Token, ...], language: str, places: list[int]) -> Cue | None:
    """The phrase of stance of which a word of the question is a misspelling, by one slip."""
    for place in places:
        word = found[place].folded
        if not _speaks(found, [place], language):
            continue
        for act in acts():
            for root in act.roots[language]:
                beginnings = (
                    {word[: len(root) + more] for more in (-1, 0, 1)} if len(word) >= len(root) - 1 else ()
                )
                if any(DamerauLevenshtein.distance(start, root, score_cutoff=1) <= 1 for start in beginnings):
                    return Cue(act, (place,), (0, place, 0))
    return None


def _rank(
    found: tuple[Token, ...], where: list[int], language: str, weak: bool, act: Act
) -> tuple[int, int, int]:
    """Verbs before nouns before weak words, then the earlier, then the longer."""
    noun = language == "de" and where[0] > 0 and found[where[0]].capital
    length = sum(len(found[place].folded) for place in where)
    speaking = found[where[0]].folded in _SPEAKING
    return (2 if noun else 1 if weak or speaking else 0), where[0], -length


def _speaks(found: tuple[Token, ...], where: list[int], language: str) -> bool:
    """Whether a phrase is there as a word of stance, not as a description or part of another noun."""
    if _attributive(found, where, language):
        return False
    nouns = tuple(small_words()["stance-noun"]["de"])
    inner = [found[place] for place in where if place and language == "de"]
    return all(token.folded.startswith(nouns) for token in inner if token.capital)


def _attributive(found: tuple[Token, ...], where: list[int], language: str) -> bool:
    """Whether a participle only describes the noun after it ("die geplante Reform")."""
    if language != "de" or len(where) > 1 or where[0] + 1 >= len(found) or where[0] == 0:
        return False
    word, after, before = found[where[0]].folded, found[where[0] + 1], found[where[0] - 1].folded
    ends = word.endswith(("te", "ten", "ter", "tes", "tem", "ene", "enen", "ener", "enes", "enem"))
    return ends and after.capital and (is_small(before, "article") or is_small(before, "preposition"))


def _intent(asked: str, cue: Cue | None, found: tuple[Token, ...]) -> str:
    """What a question without a frame asks for."""
    line = " ".join(token.folded for token in found)
    happens = any(word in line for word in _HAPPEN)
    with_cue = {
        "who": "holders",
        "what": "positions",
        "when": "dates",
        "since": "dates",
        "where": "dates",
        "why": "why",
        "count": "count",
        "verdict": "verdict",
        "": "keywords",
    }
    without = {
        "who": "who",
        "what": "events" if happens else "stances-or-events",
        "when": "when",
        "since": "when",
        "where": "where",
        "why": "why",
        "count": "count",
        "verdict": "verdict",
        "": "keywords",
    }
    if cue and asked in {"when", "where"} and happens:
        return asked
    return with_cue[asked] if cue else without[asked]
