"""Positions in what somebody says: how many are found, and how few false, in texts of half without any."""

from pathlib import Path

import pytest

from benchmarks.content import kinds, read_items, score, with_statements

FOLDER = Path(__file__).parents[1] / "data"
FLOORS = {
    # table, what counts: (false at most, right at least, false in texts without a position at most)
    ("content", "asserted"): (9, 47, 4),
    ("content", "sides"): (1, 33, 0),
    ("utterances", "asserted"): (5, 23, 2),
    ("utterances", "sides"): (2, 20, 1),
}
"""A few short of what is reached: the texts were written by somebody who did not look at the rules."""


@pytest.fixture(scope="module")
def items():
    tables = {table for table, _ in FLOORS}
    return {table: with_statements(read_items(FOLDER / f"{table}.tsv")) for table in tables}


@pytest.mark.parametrize(("table", "texts"), [("content", 120), ("utterances", 60)])
def test_half_of_the_texts_hold_no_position(items, table, texts):
    assert len(items[table]) >= texts
    assert 0.4 < sum(not item.expected for item in items[table]) / len(items[table]) < 0.6


@pytest.mark.parametrize(("table", "name"), FLOORS)
def test_positions_are_found_and_few_are_false(items, table, name):
    false, right, silent = FLOORS[table, name]
    result = score(items[table], kinds()[name])
    assert result.false <= false
    assert result.right >= right
    assert result.silent <= silent
