"""The colours of groups in pictures: parties have their own, others such as the colour-blind tell apart."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from flask import request

from ontology.errors import InputError
from web.pages.shared.filters import short

SAFE = ("#0072b2", "#d55e00", "#117733", "#aa4499", "#8a6d00", "#882255")
"""The fallback on light ground; ``--g0`` to ``--g5`` of the style sheet say those on dark ground too."""
REST = "#77726a"
"""What has no colour of its own (``--g6``)."""
COLOURS = ("parties", "safe")
_NEAR, _SAME = 90, 60
"""Closer than this (of 765 at most) a colour of the palette, or that of another party, is not told apart."""


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour: a class of the style sheet, or one for light and one for dark ground."""

    light: str
    dark: str = ""
    css: str = ""

    def fill(self, alone: bool) -> str:
        """The value of ``fill``; a file by itself (``alone``) stands on white."""
        return self.light if alone or not self.dark else f"light-dark({self.light}, {self.dark})"


OTHER = Paint(REST, css="g6")


def wished() -> str:
    """Which colours the address asks for: those of the ``parties``, or ``safe`` ones for all."""
    wanted = request.args.get("colours", "") or COLOURS[0]
    if wanted not in COLOURS:
        raise InputError(f"colours={wanted[:40]!r}: choose one of {', '.join(COLOURS)}.")
    return wanted


def paints(groups: Sequence[str], colours: str) -> list[Paint]:
    """The colours of ``groups`` (IRIs or words); those beyond the palette have that of the rest."""
    own = {} if colours == "safe" else _parties()
    given: list[Paint | None] = []
    for group in groups:  # two parties of nearly one colour are told apart by giving the second another
        paint = own.get(short(group).removeprefix("actor/"))
        near = paint and any(before and _distance(paint.light, before.light) < _SAME for before in given)
        given.append(None if near else paint)
    used = [paint.light for paint in given if paint]
    free = iter(
        [Paint(c, css=f"g{n}") for n, c in enumerate(SAFE) if all(_distance(c, u) > _NEAR for u in used)]
    )
    return [paint or next(free, OTHER) for paint in given]


def _distance(one: str, other: str) -> int:
    return sum(abs(a - b) for a, b in zip(_rgb(one), _rgb(other), strict=True))


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


@cache
def _parties() -> dict[str, Paint]:
    text = (files("web") / "pages" / "shared" / "party_colours.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t")
    return {row["party"]: Paint(row["light"], row["dark"]) for row in rows}
