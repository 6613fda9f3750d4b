"""Changes of mind: who went over to the other side, matter by matter, both sentences beside each other."""

from __future__ import annotations

from flask import Blueprint, render_template

from graph.ask.searching import has_words
from graph.things.positions.changes import AboutTurn, turns_by_issue
from web.pages.shared.context import graph, named
from web.pages.shared.filters import searched
from web.pages.shared.paging import paged

ISSUES = 20
"""Issues on a page."""


def register(blueprint: Blueprint) -> None:
    """Add ``/changes``."""
    blueprint.add_url_rule("/changes", "changes", show)


def show() -> str:
    """The issues on which somebody changed their mind, the newest change first; with the words of ``?q=``."""
    wanted = searched()
    found = [
        (issue, kept)
        for issue, turns in turns_by_issue(graph()).items()
        if (kept := [turn for turn in turns if has_words(wanted, _said(turn))])
    ]
    return render_template(
        "changes.html",
        slice=paged(found, ISSUES),
        total=sum(len(turns) for _, turns in found),
    )


def _said(turn: AboutTurn) -> str:
    return f"{named(turn.holder)} {named(turn.issue)}"
