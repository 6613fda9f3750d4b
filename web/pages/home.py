"""The front page: ask, what is loaded, what is new, what is contested."""

from __future__ import annotations

from flask import Blueprint, render_template

from graph.knowledge import KnowledgeGraph
from graph.views.overview import counts, document_cards
from graph.views.positions import all_positions
from graph.views.ties import all_stands, contests
from web.pages.context import graph, say, thing

NEWEST, CONTESTED, DOCUMENTS = 6, 6, 5


def register(blueprint: Blueprint) -> None:
    """Add the page at ``/``."""
    blueprint.add_url_rule("/", "home", show)


def show() -> str:
    """The front page."""
    known = graph()
    return render_template(
        "home.html",
        counts=counts(known),
        newest=all_positions(known)[:NEWEST],
        contests=contests(all_stands(known))[:CONTESTED],
        documents=list(document_cards(known).values())[:DOCUMENTS],
        examples=examples(known),
    )


def examples(known: KnowledgeGraph) -> list[str]:
    """Questions that the loaded articles can answer, in the language of the page."""
    found: list[str] = []
    contested = contests(all_stands(known))[:2]
    for contest, key in zip(contested, ("ask.who_supports", "ask.who_opposes"), strict=False):
        found.append(say(key, issue=thing(contest.issue).label))
    if contested and contested[0].supporters and contested[0].opponents:
        first, second = contested[0].supporters[0], contested[0].opponents[0]
        found.append(say("ask.where_differ", first=thing(first).label, second=thing(second).label))
    demands = [position for position in all_positions(known) if position.act == "demand"]
    if demands:
        found.append(say("ask.what_demands", actor=thing(demands[0].holder).label))
    return [question for question in found if len(question) < 120]
