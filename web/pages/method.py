"""The method in plain words: how a position is found, how sure that is, what is not found."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from flask import Blueprint, render_template

from graph.knowledge.vanishing import read_by
from graph.things.positions.positions import all_positions
from web.http.site import site
from web.pages.shared.context import graph

STEPS, MISSED = 8, 6
"""Sentences of the page that tell how a position is found, and what is not found."""


def register(blueprint: Blueprint) -> None:
    """Add ``/method``."""
    blueprint.add_url_rule("/method", "method", show)


def show() -> str:
    """The page, with an example and the counts of this store where there is any position."""
    known = all_positions(graph())
    below = site().settings.number("unsure_below_percent")
    unsure = [p for p in known if p.confidence is not None and p.confidence * 100 < below]
    alone, again = read_by(graph())
    return render_template(
        "method.html",
        figures=figures(),
        steps=STEPS,
        missed=MISSED,
        example=next((p for p in known if p.asserted and p.passage.quote), None),
        positions=len(known),
        unsure=len(unsure),
        below=below,
        alone=alone,
        again=again,
    )


@cache
def figures() -> dict[str, dict[str, Any]]:
    """What was measured (``figures.toml``), by what it is about."""
    return tomllib.loads((files("web.pages") / "figures.toml").read_text(encoding="utf-8"))
