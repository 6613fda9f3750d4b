"""What the web hands back to the front door, because it knows no loaders: articles and graphs sent to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import rdflib

from graph.knowledge import undoing
from graph.knowledge.graph import KnowledgeGraph
from graph.model import named_graphs
from graph.model.settings import Settings
from graph.rdf.terms import is_plain
from loaders.articles import files as articles
from loaders.triples import shapes
from loaders.triples.json_rows import statement_json
from ontology.errors import InputError
from standpunkt.loading import editing, loading, reading

_TRUTHS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}
"""What ``replace`` may be."""


def load_sent(
    graph: KnowledgeGraph,
    settings: Settings,
    data: bytes,
    said: Mapping[str, str],
    told: Callable[[str], None] = lambda stage: None,
) -> dict[str, Any]:
    """Read and store an article that came over the web (``web.http.site.LoadDocument``).

    Of what kind it is says ``kind``, else the name of its file (``path``).
    """
    options = reading.options_of(
        settings,
        published=articles.parse_date(said["date"]) if said.get("date") else None,
        source=said.get("source"),
        title=said.get("title"),
        author=said.get("author"),
        organisation=said.get("organisation"),
        language=articles.language_given(said.get("language")),
        encoding=said.get("encoding", "utf-8"),
    )
    name = said.get("path", "").rpartition("/")[2]
    kind = said.get("kind") or articles.kind_of(name) or "text"
    taking_over = _truth("replace", said.get("replace", ""))
    document = articles.read_bytes(data, name or "text", kind, options)
    document = replace(document, path=name or None)
    told("reading")
    place = loading.place_of(graph, document, taking_over=taking_over)
    found, triples = reading.prepare(place.put(document), settings, graph.knowledge)
    told("storing")
    before = undoing.footprint(graph, place.id)
    change = loading.store(graph, found, triples)
    minimum = editing.least_confidence(settings)
    return {
        "document": graph.base + place.id,
        "graph": graph.base + named_graphs.document_graph(place.id),
        "new": not place.known,
        "replaced": place.replaces,
        "beside": graph.base + place.beside if place.beside else None,
        "version_of": graph.base + place.version_of if place.version_of else None,
        "changed": bool(change),
        "statements": [statement_json(one, graph.base, minimum=minimum) for one in found.statements],
        "skipped": [{"quote": item.evidence.quote, "reason": item.reason} for item in found.skipped],
        "written": undoing.written(place.id, before, undoing.footprint(graph, place.id)),
    }


def _truth(name: str, value: str) -> bool:
    if value.lower() not in _TRUTHS:
        raise InputError(f"{name}={value[:40]!r}: true or false.")
    return _TRUTHS[value.lower()]


def check_graph(name: str, triples: Sequence[ox.Triple]) -> None:
    """Check a graph that came over the web against the shapes (``web.http.site.CheckGraph``).

    What only RDF 1.2 can say is no concern of theirs.
    """
    data = ox.serialize(filter(is_plain, triples), format=ox.RdfFormat.N_TRIPLES)
    shapes.validate(rdflib.Graph().parse(data=data, format="nt"), f"The graph <{name}>")
