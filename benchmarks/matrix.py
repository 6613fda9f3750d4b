"""How the matrix of operators is read: what is false, found and missed, also in the sentences kept unread.

    python benchmarks/matrix.py [--operators]

Prints counts only, never a sentence of ``hand-unread.tsv``: it stays unread by those who write rules.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.material import ROOT
from tests.loaders.positions.matrix.cells import Cell, asserted, outcome
from tests.loaders.positions.matrix.generate import rows

FOLDER = ROOT / "tests" / "loaders" / "positions" / "matrix"


def written(name: str) -> list[Cell]:
    """The cells of a file of sentences written by hand."""
    with (FOLDER / name).open(encoding="utf-8") as file:
        return [
            Cell(*(row[column] or "" for column in Cell.__dataclass_fields__))
            for row in csv.DictReader(file, delimiter="\t")
        ]


def main() -> None:
    """Print the outcomes of each set, and with --operators the false ones of the matrix by operator."""
    sets = {
        "matrix": [Cell(*row) for row, _ in rows() if row is not None],
        "hand.tsv": written("hand.tsv"),
        "hand-unread.tsv": written("hand-unread.tsv"),
    }
    for name, cells in sets.items():
        by_operator: dict[str, Counter[str]] = defaultdict(Counter)
        for cell in cells:
            by_operator[cell.operator][outcome(cell, asserted(cell.sentence))] += 1
        counts = sum(by_operator.values(), Counter())
        share = counts["found"] / max(1, sum(c.expected != "none" for c in cells))
        print(
            f"{name}: {len(cells)} cells, false {counts['false']}, found {share:.2f} of those with a position"
        )
        if name == "matrix" and "--operators" in sys.argv:
            for operator, found in sorted(by_operator.items()):
                print(f"  {operator:24} {dict(found)}")


if __name__ == "__main__":
    main()
