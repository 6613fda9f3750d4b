"""Between the two forms of RDF in this house: rdflib graphs, and pyoxigraph triples and files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import pyoxigraph as ox
import rdflib

from graph.model.named_graphs import INFERRED
from graph.stores.store import Store
from ontology.errors import InputError
from ontology.terms import PREFIXES

FORMATS = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
RESULT_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}


def triples_of(graph: rdflib.Graph) -> Iterator[ox.Triple]:
    """The triples of an rdflib graph as pyoxigraph terms."""
    data = graph.serialize(format="nt", encoding="utf-8")
    return (quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES))


def export(store: Store, out: IO[bytes], form: str, *, base: str, asserted_only: bool = False) -> None:
    """Stream the whole graph to ``out``; ``asserted_only`` leaves the inferred graph out.

    A format without named graphs (turtle, ntriples, rdfxml) gets the union of the graphs. Raises
    ``InputError`` for an unknown format.
    """
    if form not in FORMATS:
        raise InputError(f"There is no export format {form!r}: choose from {', '.join(FORMATS)}.")
    inferred = ox.NamedNode(base + INFERRED)
    quads = (q for q in store.quads() if not (asserted_only and q.graph_name == inferred))
    if FORMATS[form].supports_datasets:
        ox.serialize(quads, out, FORMATS[form])
    else:
        ox.serialize((q.triple for q in quads), out, FORMATS[form], prefixes=prefixes(base))


def prefixes(base: str) -> dict[str, str]:
    """The prefixes our Turtle is written with."""
    return {**PREFIXES, "data": base}
