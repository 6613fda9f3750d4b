"""The front page: ask, what is loaded, what is new, what is contested."""

from __future__ import annotations

from flask import Blueprint, render_template

from graph.ask.examples import examples as ask_examples
from graph.things.positions.changes import turns_by_issue
from graph.things.positions.positions import all_positions
from graph.things.positions.ties import all_stands, contests
from graph.views.directories import counts
from graph.views.documents import document_cards
from web.pages.shared.context import graph, language

NEWEST, CONTESTED, DOCUMENTS, TURNS = 6, 6, 5, 3


def register(blueprint: Blueprint) -> None:
    """Add the page at ``/``."""
    blueprint.add_url_rule("/", "home", show)


def show() -> str:
    """The front page."""
    known = graph()
    debates = contests(all_stands(known))
    contested = [debate for debate in debates if debate.supporters and debate.opponents][:CONTESTED]
    discussed = [debate for debate in debates if not (debate.supporters and debate.opponents)]
    return render_template(
        "home.html",
        counts=counts(known),
        newest=[position for position in all_positions(known) if position.asserted][:NEWEST],
        contests=contested,
        discussed=discussed[: max(2, CONTESTED - len(contested))],
        turns=[turns[0] for turns in turns_by_issue(known).values()][:TURNS],
        documents=list(document_cards(known).values())[:DOCUMENTS],
        examples=examples(),
    )


def examples() -> tuple[str, ...]:
    """Questions that the loaded articles can answer, in the language of the page."""
    return ask_examples(graph(), language())
