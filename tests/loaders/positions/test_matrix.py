"""The matrix: classes of frames among operators in several constructions, read as a sense of German reads them.

``matrix/`` was written by somebody who knew no rule (its README says by which conventions). A false assertion
is a failure; silence is not, but the cells that expect a position must be found in the share named here.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.loaders.positions.matrix.cells import Cell, asserted, outcome
from tests.loaders.positions.matrix.generate import rows

FOLDER = Path(__file__).parent / "matrix"
CELLS = [Cell(*row) for row, _ in rows() if row is not None]
FOUND = 0.76
"""Share of the cells with a position that are found; it may only rise."""
KNOWN: dict[str, str] = {}
"""Cells that are asserted falsely all the same, with the reason."""


@pytest.fixture(scope="module")
def outcomes() -> dict[str, str]:
    return {cell.id: outcome(cell, asserted(cell.sentence)) for cell in CELLS}


def test_the_matrix_is_as_wide_as_it_should_be():
    assert len({c.frame.split("/")[0] for c in CELLS}) >= 12
    assert len({c.operator for c in CELLS}) >= 25
    assert len({c.construction for c in CELLS}) >= 7
    assert sum(c.expected != "none" for c in CELLS) >= 0.4 * len(CELLS)


def test_no_cell_is_asserted_falsely(outcomes):
    assert {name for name, found in outcomes.items() if found == "false"} == set(KNOWN)


def test_most_positions_are_found(outcomes):
    counts = Counter(outcomes.values())
    assert counts["found"] >= FOUND * (counts["found"] + counts["missed"] + len(KNOWN))


def hand_written() -> list[tuple[str, list[Cell]]]:
    with (FOLDER / "hand.tsv").open(encoding="utf-8") as file:
        found: dict[str, list[Cell]] = {}
        for row in csv.DictReader(file, delimiter="\t"):
            cell = Cell(*(row[name] or "" for name in Cell.__dataclass_fields__))
            found.setdefault(cell.sentence, []).append(cell)
    return list(found.items())


KNOWN_BY_HAND = {
    "a17b": 'no false assertion: the label is "Zölle auf Stahl", which the comparison cannot tell from "Stahl"',
}


@pytest.mark.parametrize(("sentence", "cells"), hand_written(), ids=lambda value: str(value)[:60])
def test_no_sentence_written_by_hand_is_asserted_falsely(sentence, cells, request):
    statements = asserted(sentence)
    false = {cell.id for cell in cells if outcome(cell, statements) == "false"}
    if reason := next((KNOWN_BY_HAND[cell.id] for cell in cells if cell.id in KNOWN_BY_HAND), None):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    assert not false
