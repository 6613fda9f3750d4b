"""How well positions are found that lie in what somebody says, in short texts of which half hold none.

    python benchmarks/content.py FILE [--misses]

FILE is a table with the columns id, text, quote, holder, stance, issue, note: a row for each position, or one
without quote for a text that holds none (``tests/loaders/data/content.tsv`` is one). A statement is right
where its evidence touches the quote and holder and stance agree; its issue is right where it shares a word of
content (or the beginning of a compound) with the expected one. One that only says the same again, outside the
quote, is not false. Three lines: all statements, those that are asserted, and those that take a side in the
graph.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from loaders.articles.findings import Document, Modality, Statement
from loaders.german_rules import GermanRules
from loaders.triples.sides import withheld

_ROOT = 5
"""Letters by which two words of an issue count as one."""
_SMALL = 4
STANCES = {"supports": "support", "opposes": "oppose"}


@dataclass(frozen=True, slots=True)
class Expected:
    """A position that a reader finds: where, whose, which stance, on what."""

    quote: str
    holder: str
    stance: str
    issue: str


@dataclass(slots=True)
class Item:
    """A text with what a reader finds in it and what we find."""

    id: str
    text: str
    expected: list[Expected] = field(default_factory=list)
    found: list[Statement] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Score:
    """``right`` of ``found`` statements, of ``expected`` ones.

    ``on_issue`` of the right ones also name the matter; ``again`` counts those that only repeat one that is
    expected, ``silent`` those in texts without any position.
    """

    expected: int
    found: int
    right: int
    on_issue: int
    again: int
    silent: int

    @property
    def false(self) -> int:
        """Statements that no reader made."""
        return self.found - self.right - self.again


def read_items(path: Path) -> list[Item]:
    """The texts of a table of content positions, with what is expected of each."""
    items: dict[str, Item] = {}
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            item = items.setdefault(row["id"], Item(row["id"], row["text"]))
            if row["quote"]:
                stance = STANCES.get(row["stance"], row["stance"])
                item.expected.append(Expected(row["quote"], row["holder"], stance, row["issue"]))
    return list(items.values())


def with_statements(items: list[Item]) -> list[Item]:
    """The items, each read by the extractor as a document of its own."""
    rules = GermanRules()
    for item in items:
        document = Document(f"document/{item.id}", "", item.text, published=dt.date(2026, 3, 2))
        item.found = list(rules.extract(document).statements)
    return items


def score(items: list[Item], counts: Callable[[Statement], bool]) -> Score:
    """The figures for the statements that count."""
    found = right = on_issue = again = silent = 0
    for item in items:
        statements = [statement for statement in item.found if counts(statement)]
        pairs = list(matched(item, statements))
        found += len(statements)
        right += len(pairs)
        on_issue += sum(same_issue(wanted.issue, one.issue.label) for wanted, one in pairs)
        again += sum(_repeats(item, one) for one in statements if one not in [said for _, said in pairs])
        silent += 0 if item.expected else len(statements)
    return Score(sum(len(item.expected) for item in items), found, right, on_issue, again, silent)


def matched(item: Item, statements: list[Statement]) -> Iterator[tuple[Expected, Statement]]:
    """Each expected position with the statement that says it, best on the issue; none is used twice."""
    free = list(statements)
    for wanted in item.expected:
        fitting = [one for one in free if _fits(item.text, wanted, one)]
        if fitting:
            best = max(fitting, key=lambda one: same_issue(wanted.issue, one.issue.label))
            free.remove(best)
            yield wanted, best


def _repeats(item: Item, one: Statement) -> bool:
    return any(
        wanted.stance == one.stance.value
        and _same_name(wanted.holder, one.holder.name)
        and same_issue(wanted.issue, one.issue.label)
        for wanted in item.expected
    )


def _fits(text: str, wanted: Expected, one: Statement) -> bool:
    start = text.index(wanted.quote)
    span = one.evidence.span
    touches = span.start < start + len(wanted.quote) and start < span.end
    return touches and one.stance.value == wanted.stance and _same_name(wanted.holder, one.holder.name)


def _same_name(wanted: str, name: str) -> bool:
    """Whether the last word of one name is among the words of the other: "Wirth" and "Gerold Wirth"."""
    one, other = ([word.lower() for word in re.findall(r"[\w-]+", n)] for n in (wanted, name))
    return bool(one and other) and (one[-1] in other or other[-1] in one)


def same_issue(wanted: str, label: str) -> bool:
    """Whether two issues share a word of content, or the beginning of one."""
    one, other = (
        {word.lower()[:_ROOT] for word in re.findall(r"[\w-]+", text) if len(word) >= _SMALL}
        for text in (wanted, label)
    )
    return any(a in b or b in a for a in one for b in other) or any(
        root in text.lower() for root, text in [*((r, label) for r in one), *((r, wanted) for r in other)]
    )


def report(name: str, result: Score) -> str:
    """One line of figures."""
    counted = result.found - result.again
    precision = result.right / counted if counted else 1.0
    recall = result.right / result.expected if result.expected else 1.0
    return (
        f"{name:9} expected {result.expected:3}  found {result.found:3}  right {result.right:3} "
        f"(issue too {result.on_issue:3}, again {result.again:2})  false {result.false:3} "
        f"({result.silent} in texts without a position)  "
        f"precision {precision:.2f}  recall {recall:.2f}"
    )


def kinds() -> dict[str, Callable[[Statement], bool]]:
    """Which statements count, by the name of the line."""
    return {
        "all": lambda statement: True,
        "asserted": lambda statement: statement.modality is Modality.ASSERTED,
        "sides": lambda statement: not withheld(statement),
    }


def misses(items: list[Item], counts: Callable[[Statement], bool]) -> Iterator[str]:
    """What is missed and what is false, text by text."""
    for item in items:
        statements = [statement for statement in item.found if counts(statement)]
        pairs = list(matched(item, statements))
        wanted = [one for one, _ in pairs]
        said = [one for _, one in pairs]
        for expected in item.expected:
            if expected not in wanted:
                about = f"{expected.holder}: {expected.stance} {expected.issue}"
                yield f"missed {item.id} {about} | {expected.quote}"
        for expected, one in pairs:
            if not same_issue(expected.issue, one.issue.label):
                yield f"issue  {item.id} {expected.issue} <> {one.issue.label}"
        for one in statements:
            if one not in said and not _repeats(item, one):
                about = f"{one.holder.name}: {one.stance.value} {one.issue.label}"
                yield f"false  {item.id} {about} ({one.rule}, {one.confidence}) | {one.evidence.quote}"


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true", help="print every error (never of a sealed table)")
    arguments = parser.parse_args()
    items = with_statements(read_items(arguments.file))
    for name, counts in kinds().items():
        print(report(name, score(items, counts)))
    if arguments.misses:
        print("\n".join(misses(items, kinds()["asserted"])))


if __name__ == "__main__":
    main()
