"""Positions in what somebody says: how many are found, and how few false, in texts of half without any."""

from pathlib import Path

import pytest

from benchmarks.content import kinds, read_items, score, with_statements

TABLE = Path(__file__).parents[1] / "data" / "content.tsv"
FLOORS = {
    # what counts: (false at most, right at least, false in texts without a position at most)
    "asserted": (9, 47, 4),
    "sides": (1, 34, 0),
}
"""A few short of what is reached: an author who knew no rule wrote the texts."""


@pytest.fixture(scope="module")
def items():
    return with_statements(read_items(TABLE))


def test_half_of_the_texts_hold_no_position(items):
    assert len(items) > 120
    assert 0.4 < sum(not item.expected for item in items) / len(items) < 0.6


@pytest.mark.parametrize("name", FLOORS)
def test_positions_are_found_and_few_are_false(items, name):
    false, right, silent = FLOORS[name]
    result = score(items, kinds()[name])
    assert result.false <= false
    assert result.right >= right
    assert result.silent <= silent
