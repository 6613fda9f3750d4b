"""Nine texts of other kinds than articles, written with their readings before they were read by any rule.

Unlike those of ``voices/`` they are as people write: not every position is found. None that takes a side is
false, and of each kind enough is found.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.voices import Text, compared, texts_in
from loaders.triples.sides import withheld

TEXTS = texts_in(Path(__file__).parent / "transcripts")
LEAST = {"live ticker": 0.6}
"""F1 of a kind that does not reach what is asked of all (.70)."""


@pytest.mark.parametrize("text", TEXTS, ids=[text.name for text in TEXTS])
def test_no_position_that_takes_a_side_is_false(text: Text) -> None:
    _, extra = compared(text)
    assert [(s.holder.name, s.stance.value, s.issue.label) for s in extra if not withheld(s)] == []


@pytest.mark.parametrize("text", TEXTS, ids=[text.name for text in TEXTS])
def test_of_each_kind_of_text_enough_is_found(text: Text) -> None:
    missing, extra = compared(text)
    right = len(text.positions) - len(missing)
    assert 2 * right / (right + len(extra) + len(text.positions)) >= LEAST.get(text.kind, 0.7)
