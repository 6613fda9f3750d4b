"""The ways of taking a stance that questions ask for, with the phrases by which they name them.

The phrases are written for a political scientist: ``*`` ends a word freely, ``…`` is a gap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from graph.ask.words.stems import fold
from graph.ask.words.word_files import LANGUAGES, words_of
from ontology import lexicon
from ontology.in_force import kept

_LONG_GAP = r"(?:[^ ]+ )*?"
_SHORTEST_ROOT = 6
_SHORT_GAP = r"(?:[^ ]+ ){0,2}?"


@dataclass(frozen=True, slots=True)
class StancePhrase:
    """A phrase of stance: ``pattern`` has one group for every run of words that belongs to it."""

    pattern: re.Pattern[str]
    weak: bool


@dataclass(frozen=True)
class AskedAct:
    """A way of taking a stance, and the phrases by which questions name it."""

    name: str
    stance: str
    acts: tuple[str, ...]
    phrases: dict[str, tuple[StancePhrase, ...]]
    say: dict[str, str]
    nouns: dict[str, str]
    roots: dict[str, tuple[str, ...]]
    """Beginnings of its verbs, at least six letters long, by which misspellings are recognised."""
    instead: frozenset[str] | None = None
    """Acts that may stand in for it; ``None`` means any act of its stance."""
    told: frozenset[str] = frozenset()
    """Modalities in which a position of the act itself is told, though such positions take no side."""

    def stands_for(self, act: str) -> bool:
        """Whether a position of ``act`` may answer a question for this one."""
        return act in self.acts or self.instead is None or act in self.instead


@kept
def acts() -> tuple[AskedAct, ...]:
    """The acts of ``acts.toml`` in its order, with the words that the lexicon of frames gives them."""
    forms = _asked_forms()
    return tuple(
        _act(row | {"de": [*forms.get(row["name"], ()), *row["de"]]}) for row in words_of("acts")["act"]
    )


def _asked_forms() -> dict[str, list[str]]:
    """The forms of ``frames.tsv`` by which questions name a word, by the act that they ask for."""
    found: dict[str, list[str]] = {}
    for row in lexicon.rows("frames.tsv"):
        if row["asked"]:
            act, _, forms = row["asked"].rpartition(": ")
            found.setdefault(act or row["act"], []).extend(form.strip() for form in forms.split("|"))
    return found


def act_named(name: str) -> AskedAct:
    """The act called ``name`` in ``acts.toml``."""
    return next(act for act in acts() if act.name == name)


def _act(row: dict[str, Any]) -> AskedAct:
    weak = {fold(text) for text in row.get("weak", ())}
    phrases = {
        language: tuple(StancePhrase(phrase_pattern(text), fold(text) in weak) for text in row[language])
        for language in LANGUAGES
    }
    say = {language: row[f"say_{language}"] for language in LANGUAGES}
    nouns = {language: row[f"noun_{language}"] for language in LANGUAGES}
    roots = {
        language: tuple(
            fold(text).rstrip("*")
            for text in row[language]
            if text.endswith("*") and " " not in text and len(text) > _SHORTEST_ROOT
        )
        for language in LANGUAGES
    }
    instead = frozenset(row["instead"]) if "instead" in row else None
    return AskedAct(
        row["name"],
        row["stance"],
        tuple(row["acts"]),
        phrases,
        say,
        nouns,
        roots,
        instead,
        frozenset(row.get("told", ())),
    )


def phrase_pattern(text: str) -> re.Pattern[str]:
    """A phrase as a pattern over folded tokens, each followed by one blank.

    "lehn* … ab" matches "lehnt " and later "ab ", each in a group of its own.
    """
    runs = re.split(r"\s*(…|‥)\s*", fold(text))
    parts = []
    for run in runs:
        if run in "…‥":
            parts.append(_LONG_GAP if run == "…" else _SHORT_GAP)
        else:
            parts.append("(" + "".join(word_pattern(word) + " " for word in run.split()) + ")")
    return re.compile(r"(?<![^ ])" + "".join(parts))


def word_pattern(word: str) -> str:
    """One word of a phrase as a pattern; ``*`` stands for the rest of a word."""
    return re.escape(word).replace(r"\*", "[^ ]*")
