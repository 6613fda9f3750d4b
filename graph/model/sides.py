"""The step of a position's trace (``sp:trace``) that says that it takes no side, and why: how it is read."""

from __future__ import annotations

import re

_STEP = re.compile(r"(\d+ side: )withheld: (.*)", re.DOTALL)
_CONFIRMED = "taken: a person confirmed it"


def why_no_side(trace: str) -> str:
    """Why a position takes no side, in the words of its ``trace``; ``""`` where that says nothing of it."""
    step = _STEP.fullmatch(trace)
    return step[2] if step else ""


def side_taken(trace: str) -> str:
    """What stands in place of such a ``trace`` since a person looked at the position; ``""`` of any other."""
    step = _STEP.fullmatch(trace)
    return step[1] + _CONFIRMED if step else ""
