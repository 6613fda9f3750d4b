"""How often Python looks for dead cycles is a matter of the whole process: it must be again as it was."""

from __future__ import annotations

import gc

import pytest

from graph.model.collecting import MADE, collecting_seldom


@pytest.mark.parametrize("first_to_end", ["first", "second"])
def test_the_last_of_two_that_overlap_leaves_it_as_the_first_found_it(first_to_end: str) -> None:
    usual = gc.get_threshold()
    assert usual[0] != MADE
    both = {"first": collecting_seldom(), "second": collecting_seldom()}
    for one in both.values():
        one.__enter__()
    both.pop(first_to_end).__exit__(None, None, None)
    assert gc.get_threshold()[0] == MADE
    (last,) = both.values()
    last.__exit__(None, None, None)
    assert gc.get_threshold() == usual
