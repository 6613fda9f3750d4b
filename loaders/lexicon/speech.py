"""The lexicon of reported speech: verbs, nouns, adjectives and set phrases from ``data/speech_*``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from loaders.lexicon.tables import read_table
from loaders.lexicon.word_lists import words


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """A verb of speech, writing or thought: what it takes and which prepositions introduce its content."""

    verb: str
    medium: str
    takes: frozenset[str]
    prepositions: frozenset[str]


@cache
def closed(*path: str) -> frozenset[str]:
    """A closed word class of ``clause_words.toml``."""
    return frozenset(words("clause_words.toml", *path))


@cache
def speech_verbs() -> dict[str, SpeechVerb]:
    """All verbs by infinitive without the bar; raises ``ValueError`` naming a doubled row."""
    verbs: dict[str, SpeechVerb] = {}
    for row in read_table("speech_verbs.tsv"):
        name = row["verb"].replace("|", "")
        if name in verbs:
            raise ValueError(f"speech_verbs.tsv: {row['verb']} stands there twice")
        verbs[name] = SpeechVerb(name, row["medium"], _set(row["takes"]), _set(row["with"]))
    return verbs


def _set(cell: str) -> frozenset[str]:
    return frozenset(part for part in cell.split(",") if part and part != "-")


@cache
def prefixes() -> frozenset[str]:
    """The separable prefixes of the lexicon's verbs."""
    parts = [row["verb"].split("|") for row in read_table("speech_verbs.tsv")]
    return frozenset(p[0] for p in parts if len(p) > 1)


@cache
def noun_list(*path: str) -> frozenset[str]:
    """A list of words of ``speech_frames.toml``, in lower case."""
    return frozenset(w.lower() for w in words("speech_frames.toml", *path))


@cache
def phrases_by_verb() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The set phrases: for the lemma of the finite verb, the words that must stand in its clause."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in words("speech_frames.toml", "phrases", "list"):
        verb, *rest = entry.split()
        found.setdefault(verb.replace("|", ""), []).append(tuple(w.lower() for w in rest))
    return {verb: tuple(lists) for verb, lists in found.items()}
