"""The data files of questions; over those that are sets of words a knowledge folder can lay its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Final, cast

from graph.ask.words.stems import fold
from ontology import lexicon
from ontology.in_force import in_force, kept
from ontology.knowledge import Knowledge
from ontology.laying import laid_over_toml, toml_mistakes

LANGUAGES = ("de", "en")
SETS: Final = ("acts", "kinds", "small-words")
"""The files that a knowledge folder can lay words over (``questions/acts.toml``); the others hold forms."""
GLOSSARY: Final = "glossary.tsv"


def read(name: str) -> dict[str, Any]:
    """The data file ``graph/ask/words/<name>.toml``."""
    return tomllib.loads(_package(f"{name}.toml"))


def words_of(name: str) -> dict[str, Any]:
    """One of ``SETS``, with the words of the knowledge folder."""
    more = tomllib.loads(in_force().files.get(f"questions/{name}.toml", ""))
    return cast(dict[str, Any], laid_over_toml(read(name), more))


def glossary() -> Iterator[tuple[list[str], list[str]]]:
    """(German words, English phrases) that mean the same; each line of the knowledge folder adds to them."""
    for text in (_package(GLOSSARY), in_force().files.get(f"questions/{GLOSSARY}", "")):
        for line in text.splitlines():
            if line.strip() and not line.startswith("#"):
                german, _, english = line.partition("\t")
                yield german.split("|"), english.split("|") if english else []


def question_mistakes(knowledge: Knowledge) -> Iterator[str]:
    """What is wrong with the words for questions of a knowledge folder, each with file and line."""
    for name, text in knowledge.part("questions").items():
        path, stem = knowledge.path(f"questions/{name}"), name.removesuffix(".toml")
        if name == GLOSSARY:
            for number, line in enumerate(text.splitlines(), 1):
                if line.count("\t") > 1:
                    yield f"{path} line {number}: more than 2 cells, German and English words."
        elif stem in SETS:
            yield from toml_mistakes(read(stem), text, path)
        else:
            known = ", ".join([*(f"{one}.toml" for one in SETS), GLOSSARY])
            yield f"{path}: no words of this name can be laid over; these can: {known}."


def _package(file: str) -> str:
    return (files("graph.ask.words") / file).read_text(encoding="utf-8")


@kept
def small_words() -> dict[str, dict[str, frozenset[str]]]:
    """Sets of small words by name and language from ``small-words.toml``, folded."""
    return {
        name: {language: frozenset(fold(word) for word in row.get(language, ())) for language in LANGUAGES}
        for name, row in words_of("small-words").items()
    }


def is_small(word: str, name: str) -> bool:
    """Whether the folded ``word`` is in the set ``name`` of either language."""
    return any(word in words for words in small_words()[name].values())


@kept
def word_pattern_of(name: str) -> re.Pattern[str]:
    """The words of a set of ``small-words.toml`` as they stand in a text."""
    rows = words_of("small-words")[name]
    words = sorted((word for language in LANGUAGES for word in rows.get(language, ())), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b", re.IGNORECASE)


def event_words(kind: str) -> str:
    """The words by which a question may name a kind of event; the kind itself where the lexicon has none."""
    return _event_words().get(kind) or kind


@kept
def _event_words() -> dict[str, str]:
    return {row["kind"]: row["asked"] for row in lexicon.rows("event_kinds.tsv")}


def without_happening(text: str) -> str:
    """``text`` without the words that only say that something takes place ("geschah", "fand … statt")."""
    skipped = frozenset().union(*small_words()["happening"].values())
    return " ".join(word for word in text.split() if word.lower().rstrip("?") not in skipped)
