"""Scores and speed of the English extractor on the ten invented articles of the tests.

    python benchmarks/english.py [--json FOLDER]

Per article: positions a reader noted, how many were found (same stance, overlapping evidence, a name that
ends alike), statements, those that take a side, and how many of these the reader noted. Then all, and
the articles that nobody read while rules were made; tokens a second, warm. ``--json`` writes the statements
in the form that position scorers read.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from loaders.articles.findings import Document
from loaders.english.tokens import read_sentences
from loaders.english_rules import EnglishRules
from loaders.triples.json_rows import statement_json
from loaders.triples.sides import withheld
from tests.loaders.english.test_articles import FOLDER, NUMBERS, UNREAD, agrees, found, gold, scores

ROUNDS = 5


def show(number: int) -> None:
    """A line for one article."""
    rows, statements = gold(number), found(number)
    sides = [s for s in statements if not withheld(s)]
    right = sum(any(agrees(row, s) for row in rows) for s in sides)
    noted = sum(any(agrees(row, s) for s in statements) for row in rows)
    unread = "  unread" if number in UNREAD else ""
    counts = f"gold {len(rows):3d}  found {noted:3d}  statements {len(statements):3d}"
    print(f"{number:3d}  {counts}  sides {len(sides):3d}  right {right:3d}{unread}")


def speed() -> float:
    """Tokens a second of processor time, caches of words filled."""
    texts = [(FOLDER / "texts" / f"{n}.txt").read_text(encoding="utf-8") for n in NUMBERS]
    tokens = sum(len(s.tokens) for text in texts for s in read_sentences(text))
    extractor = EnglishRules()
    start = time.process_time()
    for _ in range(ROUNDS):
        for text in texts:
            extractor.extract(Document("document/x", "x", text, "en"))
    return ROUNDS * tokens / (time.process_time() - start)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, metavar="FOLDER")
    folder = parser.parse_args().json
    for number in NUMBERS:
        show(number)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            listed = [statement_json(s, "") for s in found(number)]
            (folder / f"{number}.json").write_text(json.dumps(listed), encoding="utf-8")
    for name, numbers in (("all", NUMBERS), ("unread", sorted(UNREAD))):
        precision, recall = scores(numbers)
        print(f"{name}: sides right {precision:.2f}, noted positions found {recall:.2f}")
    print(f"{speed():,.0f} tokens a second")


if __name__ == "__main__":
    main()
