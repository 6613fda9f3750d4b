"""From a question to its readings: what kind of thing it asks, about whom, about what.

Two ways, tried in this order: forms (``question-forms.toml``) for questions with a form of their own, and
words of stance (``acts.toml``) for the rest, which may stand in any order: what is left when question
word, stance and small words are gone names actors and issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.ask.reading.question import QuestionReading, QuestionToken, tokens
from graph.ask.reading.question_forms import match_forms
from graph.ask.reading.question_words import agent, asks_for_object, question_word
from graph.ask.reading.stance_cues import SPEAKING, StanceCue, best_cue, misspelt_cue, negates, other_verb
from graph.ask.reading.straighten import straightened
from graph.ask.words.kinds import kind_named
from graph.ask.words.word_files import is_small, small_words
from ontology.in_force import kept

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
_WILLED = {"agree", "support", "demand", "welcome", "promise", "offer", "propose"}
"""Acts that one may want or be ready for without the stance changing."""


def readings(question: str, language: str) -> Iterator[QuestionReading]:
    """The ways to understand ``question`` (without its filters), most specific first."""
    shouted = question.isupper() and " " in question
    spoken = _without_small_talk(tokens(question.lower() if shouted else question), language)
    proper = straightened(spoken, language)
    found = _without_filler(proper, language)
    if found:
        seen: list[QuestionReading] = []
        for form in (proper, found):
            for reading in match_forms(form, language):
                if reading not in seen:
                    seen.append(reading)
                    yield _with_statement(reading, language)
        yield from _by_stance(found, language)


def _with_statement(reading: QuestionReading, language: str) -> QuestionReading:
    """A form whose slot is a whole statement, with the statement's words of stance read."""
    if "statement" not in reading.slots:
        return reading
    inner = tokens(reading.slots["statement"])
    cue = best_cue(inner, language, list(range(len(inner))))
    left = [place for place in range(len(inner)) if cue is None or place not in cue.places]
    return replace(reading, about=_segments(inner, left), act=cue.act.name if cue else "")


def _without_small_talk(found: tuple[QuestionToken, ...], language: str) -> tuple[QuestionToken, ...]:
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
            if line[-len(phrase) :] == phrase and len("".join(phrase)) > 4 and len(line) > len(phrase):
                found, changed = found[: -len(phrase)], True
                break
    return found


def _without_filler(found: tuple[QuestionToken, ...], language: str) -> tuple[QuestionToken, ...]:
    """The question without particles within it."""
    filler = small_words()["filler"][language]
    kept = tuple(token for token in found if token.folded not in filler or token.capital)
    return kept or found


@kept
def _polite(language: str) -> list[list[str]]:
    phrases = [phrase.split() for phrase in small_words()["polite"][language]]
    return sorted(phrases, key=len, reverse=True)


def _by_stance(found: tuple[QuestionToken, ...], language: str) -> Iterator[QuestionReading]:
    """The reading by question word and words of stance."""
    asked, rest = question_word(found, language)
    speaking = [place for place, token in enumerate(found) if token.folded in SPEAKING]
    cue = best_cue(found, language, sorted({*rest, *speaking})) or misspelt_cue(found, language, rest)
    if cue and (
        _names_a_matter(asked, cue) or (asked in {"who", "what"} and other_verb(found, cue, language))
    ):
        cue = misspelt_cue(found, language, rest) if asked else None
    cue, rest = _with_infinitive(found, cue, rest, language)
    if asked == "who" and asks_for_object(found, cue, language):
        asked = "what"
    unread = cue is None and asked in {"who", "what"} and _has_verb(found, rest, language)
    kind = ""
    if asked in {"which", "count"}:
        kind, rest = _kind(found, rest)
        if asked == "which":
            asked = "who" if kind else "what-or-who"
    if cue:
        rest = [place for place in rest if place not in cue.places and not _is_light(found, place, cue)]
        rest = [place for place in rest if not _is_verb_of(found, place, cue)]
    negated = cue is not None and any(negates(found[place], cue) for place in rest)
    about = _about(found, cue, [place for place in rest if not is_small(found[place].folded, "negation")])
    for kind_of_question in ("what", "who") if asked == "what-or-who" else (asked,):
        intent = _intent(kind_of_question, cue, found)
        said = _after_noun(about) if kind_of_question == "who" != asked else about
        act = cue.act.name if cue else ""
        yield QuestionReading(intent, language, {}, said, act, negated, kind, unread=unread)


def _has_verb(found: tuple[QuestionToken, ...], rest: list[int], language: str) -> bool:
    """Whether the word after the question word, or the last one, is a verb of its own ("Wer bekam …?")."""
    small = (
        "auxiliary",
        "article",
        "preposition",
        "filler",
        "negation",
        "happening",
        "taking-part",
        "light-verb",
        "question",
    )
    places = [place for place in rest if place in (1, len(found) - 1)]
    if language == "en":
        places = [place for place in places if place == 1]
    return any(
        not found[place].capital and not any(is_small(found[place].folded, name) for name in small)
        for place in places
    )


def _names_a_matter(asked: str, cue: StanceCue) -> bool:
    """Whether a mere "gegen" joins two nouns of a search ("Sanktionen gegen Russland")."""
    return not asked and cue.rank[0] == 1 and cue.places[0] > 0


def _with_infinitive(
    found: tuple[QuestionToken, ...], cue: StanceCue | None, rest: list[int], language: str
) -> tuple[StanceCue | None, list[int]]:
    """Of "will … unterstützen" the verb that says more, and the places without the other."""
    if cue is None or cue.act.name not in {"want", "agree"} or cue.rank[0]:
        return cue, rest
    inner = best_cue(found, language, [place for place in rest if place not in cue.places])
    if inner is None or inner.rank[0] or inner.act.name not in _WILLED:
        return cue, rest
    if cue.act.name == "agree":
        return cue, [place for place in rest if place not in inner.places]
    return inner, [place for place in rest if place not in cue.places]


def _about(
    found: tuple[QuestionToken, ...], cue: StanceCue | None, places: list[int]
) -> tuple[tuple[QuestionToken, ...], ...]:
    """What is left of a question, who acts in a passive sentence first."""
    acting = agent(found, cue) if cue else range(0)
    first = [place for place in places if place in acting]
    return _segments(found, first) + _segments(found, [place for place in places if place not in acting])


def _is_light(found: tuple[QuestionToken, ...], place: int, cue: StanceCue) -> bool:
    """Whether a verb only carries the noun of stance: "stößt auf Ablehnung", "findet Zustimmung"."""
    return found[cue.places[0]].capital and is_small(found[place].folded, "light-verb")


def _is_verb_of(found: tuple[QuestionToken, ...], place: int, cue: StanceCue) -> bool:
    """Whether a verb only goes with "wofür" or "wogegen" before it: "Wofür kämpft A?"."""
    return place == 1 and cue.places == (0,) and found[0].folded in SPEAKING and not found[1].capital


def _after_noun(about: tuple[tuple[QuestionToken, ...], ...]) -> tuple[tuple[QuestionToken, ...], ...]:
    """What is left when the noun after "welche" only says what kind of actor is asked for."""
    return (about[0][1:], *about[1:]) if about else about


def _kind(found: tuple[QuestionToken, ...], rest: list[int]) -> tuple[str, list[int]]:
    """The kind of actor asked for by the noun after "welche", and the places without it."""
    for number, place in enumerate(rest[:3]):
        kind = kind_named(found[place].folded)
        if kind:
            return kind, rest[number + 1 :]
    return "", rest


def _segments(found: tuple[QuestionToken, ...], places: list[int]) -> tuple[tuple[QuestionToken, ...], ...]:
    """The tokens at ``places``, one segment for each unbroken run."""
    runs: list[list[QuestionToken]] = []
    before = -2
    for place in places:
        if place != before + 1:
            runs.append([])
        runs[-1].append(found[place])
        before = place
    return tuple(tuple(run) for run in runs)


def _intent(asked: str, cue: StanceCue | None, found: tuple[QuestionToken, ...]) -> str:
    """What a question without a form of its own asks for."""
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
