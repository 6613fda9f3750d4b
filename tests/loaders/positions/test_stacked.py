"""Operators stacked five deep: what takes a stance back never ends as a side, what keeps it never turns it."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.loaders.positions.matrix.cells import asserted

TAKING_BACK = ("darauf zu verzichten", "zu erwägen", "davon abzusehen", "sich zu weigern", "aufzuhören")
KEEPING = ("zu bekräftigen", "dabei zu bleiben", "zu betonen", "zu versichern", "daran festzuhalten")
STANCES = (
    ("die Pkw-Maut zu unterstützen", "support"),
    ("die Pkw-Maut abzulehnen", "oppose"),
    ("eine Pkw-Maut zu fordern", "support"),
)


def stacked(order: tuple[str, ...], top: str, stance: str) -> str:
    return f"Die SPD {top}, {', '.join(order)}, {stance}."


@pytest.mark.parametrize(("stance", "_"), STANCES)
@pytest.mark.parametrize("order", list(permutations(TAKING_BACK))[::10])
def test_a_stance_that_is_taken_back_five_times_is_no_side(
    order: tuple[str, ...], stance: str, _: str
) -> None:
    assert not asserted(stacked(order, "zögert", stance))


@pytest.mark.parametrize(("stance", "side"), STANCES)
@pytest.mark.parametrize("order", list(permutations(KEEPING))[::20])
def test_a_stance_that_is_kept_five_times_is_never_turned(
    order: tuple[str, ...], stance: str, side: str
) -> None:
    assert {s.stance.value for s in asserted(stacked(order, "beginnt", stance))} <= {side}


@pytest.mark.parametrize(("stance", "side"), STANCES)
def test_one_denial_among_five_leaves_nothing_asserted(stance: str, side: str) -> None:
    for place in range(len(KEEPING)):
        order = (*KEEPING[:place], "nicht daran zu denken", *KEEPING[place:-1])
        assert side not in {s.stance.value for s in asserted(stacked(order, "beginnt", stance))}
