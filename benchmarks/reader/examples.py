"""What the second reader learns from: claims about invented passages, true and false (``passages/``).

Of each passage its writer says which positions it holds and which a hasty machine would read into it. To
these come the true ones with the other stance or another's name, true ones whose matter is cut to its first
word, and what the rules themselves read in the passage: right where the writer has it, of no use where holder
and stance are right and the matter is in other words, else wrong.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from loaders.articles.findings import Document, Modality, Span, Stance
from loaders.german_rules import GermanRules
from loaders.reader.question import Assertion

PASSAGES = Path(__file__).parent / "passages"
SHARES = {"other stance": 0.25, "other holder": 0.12, "first word": 0.12}
"""How many of the true positions are used again, changed so that they are false or of no use."""
HALF, TWICE = 0.5, 2.0
"""What an example counts beside a writer's own; the rules' are such as the reader will judge."""
STANCES = {"for": Stance.SUPPORT, "against": Stance.OPPOSE}
_ARTICLES = ("der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "eines", "einem", "einen")
_SMALL = frozenset({*_ARTICLES, "und", "für", "von", "mit", "auf", "aus", "bei"})
_STEM = 6  # letters by which two words are taken for forms of one


class Reading(NamedTuple):
    """A position as a writer notes it; ``why`` says what is wrong with a false one."""

    holder: str
    stance: Stance
    matter: str
    quote: str
    why: str = ""


class Passage(NamedTuple):
    """An invented passage with its true and false readings; ``name`` is file and number."""

    name: str
    text: str
    true: list[Reading]
    false: list[Reading]


class Example(NamedTuple):
    """A claim of a passage (its text): does it say so, is that of use, and what does each answer count?"""

    passage: str
    kind: str
    claim: Assertion
    says: float
    useful: float
    weights: tuple[float, float]


def read_passages(folder: Path = PASSAGES) -> list[Passage]:
    """All passages of ``folder``; quotes are levelled to single spaces, as the texts are."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            row = json.loads(line)
            text = " ".join(row["text"].split())
            found.append(
                Passage(f"{path.stem}:{number}", text, _readings(row["true"]), _readings(row["false"]))
            )
    return found


def kept_back(passages: Sequence[Passage], judged: Iterable[str], every: int = 5) -> set[str]:
    """The texts that teach nothing: every fifth file of passages, and of those that only judges read.

    ``judged`` are the texts of all verdicts, in their order.
    """
    files = sorted({passage.name.split(":")[0] for passage in passages})
    kept = set(files[::every])
    back = {passage.text for passage in passages if passage.name.split(":")[0] in kept}
    written = {passage.text for passage in passages}
    return back | set([text for text in dict.fromkeys(judged) if text not in written][::every])


def _readings(rows: Sequence[Sequence[str]]) -> list[Reading]:
    return [Reading(h, STANCES[s], m, " ".join(q.split()), *why) for h, s, m, q, *why in rows]


def label_examples(passages: Sequence[Passage]) -> list[Example]:
    """Other wordings of matters, right and wrong (``labels/``): what a label must say to be of use."""
    return [
        example._replace(kind=f"label, {example.kind}", weights=(HALF * said, HALF * use))
        for passage in passages
        for example in _noted(passage)
        for said, use in [example.weights]
    ]


def judged_examples(folder: Path = PASSAGES / "judged") -> list[Example]:
    """What the rules read in the passages, as a judge who knew no rule found it: T, V or F.

    Where the judge knew a ``better`` wording of the matter, that is right, and of use if the holder is named
    well enough.
    """
    return [
        example
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for example in _judged(json.loads(line))
    ]


def _judged(row: Mapping[str, str]) -> Iterator[Example]:
    passage = Passage("", " ".join(row["text"].split()), [], [])
    quote, verdict = " ".join(row["quote"].split()), row["verdict"]
    reading = Reading(row["holder"], STANCES[row["stance"]], row["matter"], quote)
    says, useful = float(verdict != "F"), float(verdict == "T")
    yield _example(passage, f"judged {verdict}", reading, says, useful, (TWICE, TWICE))
    if "better" in row:
        named = HALF if "holder" not in row["why"] else 0
        yield _example(passage, "better label", reading._replace(matter=row["better"]), 1, 1, (HALF, named))


def examples_of(passages: Sequence[Passage], seed: int = 3) -> list[Example]:
    """The examples of all passages; the same seed gives the same."""
    chance = random.Random(seed)
    rules = GermanRules()
    return [
        example
        for passage in passages
        for example in (*_noted(passage), *_changed(passage, chance), *_by_rules(passage, rules))
    ]


def _example(
    passage: Passage, kind: str, reading: Reading, says: float, useful: float, weights: tuple[float, float]
) -> Example:
    start = max(0, passage.text.find(reading.quote))
    end = start + len(reading.quote)
    around = passage.text[:start].strip(), reading.quote, passage.text[end:].strip()
    claim = Assertion(reading.holder, reading.stance, reading.matter, *around)
    return Example(passage.text, kind, claim, says, useful, weights)


def _noted(passage: Passage) -> Iterator[Example]:
    for reading in passage.true:
        yield _example(passage, "true", reading, 1, 1, (1, 1))
    for reading in passage.false:
        said = 0.0 if reading.why == "matter-vague" else 1.0  # it may be said, only vaguely
        yield _example(passage, "false", reading, 0, 0, (said, 1))


def _changed(passage: Passage, chance: random.Random) -> Iterator[Example]:
    names = list(dict.fromkeys(reading.holder for reading in (*passage.true, *passage.false)))
    for reading in passage.true:
        if chance.random() < SHARES["other stance"]:
            other = Stance.OPPOSE if reading.stance is Stance.SUPPORT else Stance.SUPPORT
            yield _example(passage, "other stance", reading._replace(stance=other), 0, 0, (HALF, HALF))
        strangers = [
            name for name in names if not _agrees_with_any(reading._replace(holder=name), passage.true)
        ]
        if strangers and chance.random() < SHARES["other holder"]:
            swapped = reading._replace(holder=chance.choice(strangers))
            yield _example(passage, "other holder", swapped, 0, 0, (HALF, HALF))
        first, *rest = reading.matter.split()
        if first[0].isupper() and len(rest) > 1 and chance.random() < SHARES["first word"]:
            yield _example(passage, "first word", reading._replace(matter=first), 0, 0, (0, 0.3))


def _by_rules(passage: Passage, rules: GermanRules) -> Iterator[Example]:
    for statement in rules.extract(Document("document/passage", "passage", passage.text)).statements:
        if statement.modality is not Modality.ASSERTED or not passage.text:
            continue
        span = statement.evidence.span
        found = Reading(
            statement.holder.name, statement.stance, statement.issue.label, statement.evidence.quote
        )
        here = [true for true in passage.true if span.overlaps(_span(true, passage.text))]
        if _agrees_with_any(found, passage.true):
            told = len(found.matter.split()) > 1
            yield _example(passage, "rules, right", found, 1, 1, (TWICE, TWICE if told else 0))
        elif any(
            _one_holder(found, true)
            and (found.stance is true.stance or not _alike(found.matter, true.matter))
            for true in here
        ):
            yield _example(passage, "rules, in other words", found, 0, 0, (0, 1))
        else:
            yield _example(passage, "rules, wrong", found, 0, 0, (TWICE, TWICE))


def _span(reading: Reading, text: str) -> Span:
    start = max(0, text.find(reading.quote))
    return Span(start, start + len(reading.quote))


def _agrees_with_any(reading: Reading, true: Sequence[Reading]) -> bool:
    return any(
        _one_holder(reading, other)
        and reading.stance is other.stance
        and _alike(reading.matter, other.matter)
        for other in true
    )


def _one_holder(one: Reading, other: Reading) -> bool:
    first, second = one.holder.lower(), other.holder.lower()
    return first in second or second in first or bool(set(_words(first)) & set(_words(second)))


def _alike(one: str, other: str) -> bool:
    """Whether two matters share a word, the beginning of one, or one inside a compound."""
    first, second = _words(one), _words(other)
    if {word[:_STEM] for word in first} & {word[:_STEM] for word in second}:
        return True
    return any(a in b or b in a for a in first for b in second if min(len(a), len(b)) >= _STEM)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.lower()) if len(word) > 2 and word not in _SMALL]
