"""The lexicon of reported speech: verbs and set phrases from ``data/speech_*.tsv``."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.lexicon.tables import read_table
from ontology.in_force import kept


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """A verb of speech, writing or thought: what it takes and which prepositions introduce its content."""

    verb: str
    medium: str
    takes: frozenset[str]
    prepositions: frozenset[str]


@kept
def speech_verbs() -> dict[str, SpeechVerb]:
    """All verbs by infinitive without the bar."""
    verbs = (
        SpeechVerb(row["verb"].replace("|", ""), row["medium"], _set(row["takes"]), _set(row["with"]))
        for row in read_table("speech_verbs")
    )
    return {verb.verb: verb for verb in verbs}


def _set(cell: str) -> frozenset[str]:
    return frozenset(part for part in cell.split(",") if part and part != "-")


@kept
def prefixes() -> frozenset[str]:
    """The separable prefixes of the lexicon's verbs."""
    parts = [row["verb"].split("|") for row in read_table("speech_verbs")]
    return frozenset(p[0] for p in parts if len(p) > 1)


@kept
def phrases_by_verb() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The set phrases: for the lemma of the finite verb, the words that must stand in its clause."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in read_table("speech_phrases"):
        found.setdefault(row["verb"].replace("|", ""), []).append(tuple(row["words"].split()))
    return {verb: tuple(lists) for verb, lists in found.items()}
