"""What pages and questions read of the whole graph, read ahead of the first of them."""

from __future__ import annotations

from collections.abc import Callable

from graph.ask.linking.full_text import full_text_of
from graph.ask.linking.inquiry import Inquiry
from graph.ask.meanings import make_meanings
from graph.knowledge.graph import KnowledgeGraph
from graph.things.positions import all_inferred_stances
from graph.views.directories import counts
from graph.views.selection import Selection, select


def read_ahead(graph: KnowledgeGraph, is_wanted: Callable[[], bool]) -> None:
    """Read what the front page, the overviews and questions need, in this order, as long as ``is_wanted``."""
    inquiry = Inquiry(graph, "de")
    steps: tuple[Callable[[], object], ...] = (
        lambda: counts(graph),
        lambda: all_inferred_stances(graph),
        lambda: select(graph, Selection()),
        lambda: inquiry.index,
        lambda: inquiry.names.sounds,
        lambda: inquiry.issues,
        lambda: full_text_of(graph, inquiry.index),
        lambda: make_meanings(graph, inquiry.index, lambda made: is_wanted()),
    )
    for step in steps:
        if is_wanted():
            step()
