"""The English stance matrix: cells made from matrix.toml, and what the extractor asserts of each."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.articles.findings import Document, Statement
from loaders.english_rules import EnglishRules
from loaders.triples.sides import withheld

TABLE = tomllib.loads((Path(__file__).parent / "matrix.toml").read_text(encoding="utf-8"))
FORMS = ("base", "third", "past", "part", "ing", "after")


@dataclass(frozen=True)
class Cell:
    """A sentence with what a reader takes from it: the stance of ``holder`` on ``issue``, or none."""

    id: str
    sentence: str
    holder: str
    issue: str
    expected: str
    allowed: frozenset[str]


def cells() -> Iterator[Cell]:
    """Every class with every operator, verbs, holders and issues in turn."""
    number = 0
    for kind in TABLE["class"]:
        for operator in TABLE["operator"]:
            if operator.get("passive") and kind.get("copula"):
                continue
            for verb in kind["verbs"]:
                number += 1
                yield _cell(number, kind, operator, dict(zip(FORMS, verb, strict=True)))


def _cell(number: int, kind: dict[str, Any], operator: dict[str, Any], verb: dict[str, str]) -> Cell:
    holder = TABLE["holders"][number % len(TABLE["holders"])]
    issue = TABLE["issues"][number // 2 % len(TABLE["issues"])]
    wanted = operator[kind["group"]]
    expected = kind["base"] if wanted == "base" else wanted
    also = {operator["also"]} if "also" in operator else set()
    return Cell(
        f"{kind['id']} {operator['id']} {verb['base']} {verb['after']}".strip(),
        _sentence(operator["text"], holder, issue, verb),
        holder.rsplit(" ", 1)[-1],
        issue.rsplit(" ", 1)[-1],
        expected,
        frozenset({expected, *also}),
    )


def _sentence(text: str, holder: str, issue: str, verb: dict[str, str]) -> str:
    filled = text.format(H=holder, I=f"{verb['after']} {issue}".strip(), O=TABLE["others"][0], **verb)
    if text.startswith("{I}"):  # in the passive the issue comes first, its preposition stays with the verb
        filled = text.replace("{part}", f"{{part}} {verb['after']}".strip()).format(H=holder, I=issue, **verb)
    for wrong, right in (
        ("does not be ", "is not "),
        (f"Does {holder} be ", f"Is {holder} "),
        ("all members", "all members"),
    ):
        filled = filled.replace(wrong, right)
    return filled[0].upper() + filled[1:]


def asserted(sentence: str) -> list[Statement]:
    """The positions of a sentence that take a side in the graph."""
    document = Document("document/cell", "Cell", sentence, "en", published=dt.date(2026, 3, 2))
    return [s for s in EnglishRules().extract(document).statements if not withheld(s)]


def outcome(cell: Cell, statements: list[Statement]) -> str:
    """ "false", "found", "missed" or "silent": what the statements of a sentence say of one cell."""
    about = {
        s.stance.value for s in statements if cell.holder in s.holder.name and cell.issue in s.issue.label
    }
    if about - cell.allowed:
        return "false"
    if cell.expected == "none":
        return "silent"
    return "found" if cell.expected in about else "missed"
