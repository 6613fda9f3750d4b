"""The English word tables as the other rooms ask for them: frames of stance, operators, verbs of saying,
words that judge.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from loaders.articles.findings import Act, Stance
from loaders.lexicon.tables import Row, read_table
from ontology.in_force import kept


@dataclass(frozen=True, slots=True)
class StanceEntry:
    """One entry of ``english/frames.tsv``; ``lemma`` is its first word, ``rest`` must stand beside it.

    ``negated`` is the act of the negated word with the opposite stance, ``None`` if negation takes the
    assertion back.
    """

    kind: str
    words: str
    lemma: str
    rest: tuple[str, ...]
    act: Act
    stance: Stance
    issue: tuple[str, ...]
    holder: tuple[str, ...]
    target: str
    negated: Act | None
    example: str


class Altering(NamedTuple):
    """What an entry of ``english/operators.tsv`` does to a stance, and what it does under negation."""

    words: str
    effect: str
    negated: str


class Judgement(NamedTuple):
    """What a word that judges says: the act and the stance."""

    word: str
    act: Act
    stance: Stance


def _frame(row: Row) -> StanceEntry:
    lemma, *rest = row["words"].split()
    return StanceEntry(
        row["kind"], row["words"], lemma, tuple(rest), Act(row["act"]), Stance(row["stance"]),
        tuple(row["issue"].split(",")), tuple(row["holder"].split(",")), row["target"],
        None if row["negated"] == "-" else Act(row["negated"]), row["example"],
    )  # fmt: skip


@kept
def all_frames() -> tuple[StanceEntry, ...]:
    """Every entry of the lexicon, in its order."""
    return tuple(_frame(row) for row in read_table("english/frames"))


@kept
def _by_lemma() -> dict[tuple[str, str], list[StanceEntry]]:
    found: dict[tuple[str, str], list[StanceEntry]] = defaultdict(list)
    for frame in all_frames():
        found[frame.kind, frame.lemma].append(frame)
    for entries in found.values():
        entries.sort(key=lambda frame: -len(frame.rest))
    return dict(found)


def frames_of(kind: str, lemma: str) -> list[StanceEntry]:
    """The entries of a lemma, those with more words first."""
    return _by_lemma().get((kind, lemma), [])


@kept
def operators(kind: str) -> dict[str, Altering]:
    """The operators of a kind (adverb, verb, subject, opener) by their words."""
    rows = (row for row in read_table("english/operators") if row["kind"] == kind)
    return {row["words"]: Altering(row["words"], row["effect"], row["negated"]) for row in rows}


@kept
def _manners() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_table("english/speech_verbs"):
        found.setdefault(row["verbs"], row["manner"])
    return found


def manner_of(lemma: str) -> str | None:
    """How a verb reports (say, think, doubt); ``None`` for any other verb."""
    return _manners().get(lemma)


@kept
def evaluations(kind: str) -> dict[str, Judgement]:
    """The judging words of a kind (adjective, noun)."""
    rows = (row for row in read_table("english/evaluations") if row["kind"] == kind)
    return {row["words"]: Judgement(row["words"], Act(row["act"]), Stance(row["stance"])) for row in rows}


@kept
def known_verbs() -> frozenset[str]:
    """The verbs of the lexicon: of stance, of saying, and those that change what a word of stance says."""
    frames = {frame.lemma for frame in all_frames() if frame.kind == "verb"}
    return frozenset(frames | set(_manners()) | {words for words in operators("verb") if " " not in words})
