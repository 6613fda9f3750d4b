"""What operators make of English words of stance, class by class: nothing false is asserted."""

from collections import Counter

import pytest

from tests.loaders.english.cells import TABLE, asserted, cells, outcome

CELLS = list(cells())
OUTCOMES = {cell.id: outcome(cell, asserted(cell.sentence)) for cell in CELLS}


@pytest.mark.parametrize("operator", [operator["id"] for operator in TABLE["operator"]])
def test_an_operator_makes_no_class_false(operator):
    wrong = [
        cell.sentence for cell in CELLS if cell.id.split()[1] == operator and OUTCOMES[cell.id] == "false"
    ]
    assert not wrong


def test_most_of_what_is_said_is_found():
    counts = Counter(OUTCOMES.values())
    assert counts["found"] >= 0.9 * (counts["found"] + counts["missed"])
