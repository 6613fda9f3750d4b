"""Where the nodes of a network stand: the names of a crowd can be read also where others stand far away."""

from __future__ import annotations

from itertools import combinations

import pytest

from graph.views.overviews.network import HIGH, WIDE, layout


def crowd(size: int, far: int) -> tuple[list[str], list[tuple[str, str, float]]]:
    """A group in which everybody is tied to everybody, and some that one weak tie joins to it."""
    group, others = [f"g{n:02}" for n in range(size)], [f"o{n}" for n in range(far)]
    ties = [(a, b, 2.0) for a, b in combinations(group, 2)]
    ties += [(group[n % size], other, 0.15) for n, other in enumerate(others)]
    return group + others, ties


@pytest.mark.parametrize(("size", "far"), [(2, 0), (3, 1), (12, 2), (24, 3), (30, 10)])
def test_no_two_nodes_cover_each_other(size: int, far: int) -> None:
    actors, ties = crowd(size, far)
    places = layout(actors, ties)
    assert set(places) == set(actors)
    assert all(-1 <= value <= 1 for place in places.values() for value in place)
    for (_, (x, y)), (_, (u, v)) in combinations(places.items(), 2):
        assert abs(x - u) >= WIDE or abs(y - v) >= HIGH - 0.02


def test_the_same_network_always_looks_the_same() -> None:
    actors, ties = crowd(15, 4)
    assert layout(actors, ties) == layout(actors, list(reversed(ties)))


def test_one_alone_and_nobody_have_a_place() -> None:
    assert layout([], []) == {}
    assert layout(["a"], []) == {"a": (0.0, 0.0)}
