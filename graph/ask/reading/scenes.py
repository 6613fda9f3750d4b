"""Questions of several sentences: those before set the scene, the last one asks.

What the question leaves to the scene ("Wer ist dagegen?", "What does Austria say?") is put in its place; the
words that point back are data (``scenes.toml``).
"""

from __future__ import annotations

import re
from functools import cache

from graph.ask.reading.question import QuestionToken, slot_tokens, tokens, written
from graph.ask.reading.stance_cues import best_cue
from graph.ask.words.patterns import compile_pattern, slot_spans
from graph.ask.words.word_files import is_small, read

_SENTENCE = re.compile(r"(?<=[^0-9\W][.!?])\s+(?=[\"„“A-ZÄÖÜ0-9])")
_NAME = re.compile(r"(?:(?:Der|Die|Das|The)\s+)?((?:[A-ZÄÖÜ][\w'’.-]*\s?)+)\b")
_MOST_WORDS = 12
"""Words of a scene that are taken along."""
_LEFT_OUT = ("auxiliary", "article", "filler", "question", "negation", "preposition", "happening")


def in_one(text: str, language: str) -> str:
    """``text`` as one question: what it points back to in its place, else the scene as what it is about.

    Of two questions that do not hang together the first is kept.
    """
    sentences = _SENTENCE.split(text.strip())
    if len(sentences) < 2:
        return text
    *before, asked = sentences
    backward, forward = _pointing(language)
    asked = _with_subject(asked, before[-1], language)
    pointing = any(_has(word, asked) for word in backward)
    questions = [sentence for sentence in before if sentence.endswith("?")]
    if questions and not pointing:
        return questions[0]
    scene = _matter(" ".join(before), language)
    if not scene:
        return asked
    for word, instead in backward.items():
        if _has(word, asked):
            return re.sub(rf"\b{re.escape(word)}\b", instead.format(scene), asked, count=1, flags=re.I)
    return f"{asked.rstrip('?!. ')} {forward.format(scene)}?"


def parted(text: str, language: str) -> tuple[str, str] | None:
    """What the sentences before the last are about, and the last without what points back to them.

    ``None`` where there is but one sentence, or another question among them.
    """
    *before, asked = _SENTENCE.split(text.strip())
    if not before or any(sentence.endswith("?") for sentence in before):
        return None
    asked = _with_subject(asked, before[-1], language)
    for word, instead in _pointing(language)[0].items():
        if _has(word, asked):
            asked = re.sub(rf"\b{re.escape(word)}\b", instead.format("").strip(), asked, count=1, flags=re.I)
            break
    return _matter(" ".join(before), language), " ".join(asked.split())


def _with_subject(asked: str, scene: str, language: str) -> str:
    """``asked`` with the name a scene begins with for "the company", "er"."""
    name = _NAME.match(scene)
    for phrase in read("scenes")[language]["who"] if name else ():
        if name and _has(phrase, asked):
            return re.sub(rf"\b{re.escape(phrase)}\b", name[1].strip(), asked, count=1, flags=re.I)
    return asked


def _has(word: str, sentence: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", sentence, re.I) is not None


def _matter(scene: str, language: str) -> str:
    """What a scene is about: what it says it is about, else its words.

    Those are without the word of stance, and of German verbs only the last.
    """
    found = tokens(scene)
    if matter := _named(found, language):
        return matter
    cue = best_cue(found, language, list(range(len(found))))
    left = [token for place, token in enumerate(found) if cue is None or place not in cue.places]
    telling = [token for token in left if not any(is_small(token.folded, name) for name in _LEFT_OUT)]
    if language == "de":
        telling = [token for token in telling if token.capital or token is telling[-1]]
    return " ".join(token.text for token in telling[:_MOST_WORDS])


def _named(found: tuple[QuestionToken, ...], language: str) -> str:
    """The matter that a scene says it is about ("Es geht um …", "… is controversial"), "" if it says none."""
    line = "".join(" " + token.folded for token in found)
    for frame in _frames(language):
        if match := frame.fullmatch(line):
            return written(slot_tokens(found, line, slot_spans(match)["matter"]))
    return ""


@cache
def _frames(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(compile_pattern(frame, {}) for frame in read("scenes")[language]["frames"])


@cache
def _pointing(language: str) -> tuple[dict[str, str], str]:
    """The words that point back, with what stands for them, and where the scene goes without any."""
    rows = read("scenes")[language]
    return dict(rows["back"]), rows["about"]
