"""What pages and questions read of the whole graph, read ahead of the first of them."""

from __future__ import annotations

import gc
from collections.abc import Callable

from flask import Flask

from graph.ask.asking import ask
from graph.ask.examples import examples
from graph.ask.indexes.full_text import full_text_of
from graph.ask.indexes.meanings import make_meanings, wake_encoder
from graph.ask.linking.inquiry import Inquiry
from graph.ask.searching import folded_names
from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import Settings
from graph.things.positions.positions import all_inferred_stances, positions
from graph.things.positions.ties import all_stands
from graph.things.things import thing
from graph.views.directories import COLUMNS, counts, directory
from graph.views.overviews.charts import GROUPINGS, tallies_of
from graph.views.overviews.matrix import matrix_of
from graph.views.overviews.network import network_of
from graph.views.overviews.selection import Selection
from graph.views.overviews.timeline import timeline_of
from web.pages.shared import texts

Step = Callable[[], object]


def read_ahead(graph: KnowledgeGraph, settings: Settings, is_wanted: Callable[[], bool]) -> None:
    """Read what the front page, the overviews and questions need, in this order, as long as ``is_wanted``."""
    for step in (*_of_pages(graph, settings), *_of_questions(graph, is_wanted)):
        if is_wanted():
            step()


def settle() -> None:
    """Spare the garbage collector what was read at the start, through which it would look again and again.

    Going through the objects of a million triples takes more than half a second, which a reader after a write
    waited for.
    """
    gc.collect()
    gc.freeze()


def read_templates(app: Flask) -> None:
    """Compile every template, which else the first visitor of each page waits for."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)


def _of_pages(graph: KnowledgeGraph, settings: Settings) -> tuple[Step, ...]:
    everything, most, ties, lanes = (
        Selection(),
        *map(settings.number, ("network_nodes", "network_ties", "timeline_lanes")),
    )
    return (
        lambda: counts(graph),
        lambda: [examples(graph, language) for language in texts.LANGUAGES],
        lambda: all_inferred_stances(graph),
        lambda: all_stands(graph),
        lambda: [thing(graph, entry.iri) for kind in COLUMNS for entry in directory(graph, kind)],
        lambda: matrix_of(graph, Selection(broad=True)),
        lambda: network_of(graph, everything, most=most, most_ties=ties),
        lambda: timeline_of(graph, everything, lanes_by="issue", most=lanes),
        lambda: tallies_of(graph, everything, GROUPINGS[0], then=True),
        lambda: [positions(graph, **{name: ""}) for name in ("holder", "issue", "document")],
        lambda: [folded_names(graph, language) for language in texts.LANGUAGES],
    )


def _of_questions(graph: KnowledgeGraph, is_wanted: Callable[[], bool]) -> tuple[Step, ...]:
    inquiry = Inquiry(graph, "de", "de")
    return (
        lambda: inquiry.index,
        lambda: inquiry.names.sounds,
        lambda: inquiry.issues,
        lambda: full_text_of(graph, inquiry.index),
        lambda: [ask(graph, example) for of in texts.LANGUAGES for example in examples(graph, of)[:1]],
        lambda: wake_encoder(graph),
        lambda: make_meanings(graph, inquiry.index, lambda made: is_wanted()),
    )
