"""Closures of small graphs for the tests."""

from collections.abc import Iterable
from io import BytesIO, StringIO

import pyoxigraph as ox

from standpunkt.commands.closure import run_closure

PREFIXES = """@prefix : <http://example.org/#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def turtle(text: str) -> list[ox.Triple]:
    """The triples of Turtle in the prefixes above."""
    return [quad.triple for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)]


def close(triples: Iterable[ox.Triple]) -> tuple[set[ox.Triple], list[str]]:
    """The graph that `standpunkt closure` writes, and the rules that report contradictions."""
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    out, err = BytesIO(), StringIO()
    status = run_closure(BytesIO(data), out, err)
    lines = err.getvalue().splitlines()
    assert status == (1 if lines and lines[-1].startswith("INCONSISTENT") else 0)
    rules = [line.split()[1].rstrip(":") for line in lines if line.startswith("INCONSISTENT")]
    return {quad.triple for quad in ox.parse(out.getvalue(), format=ox.RdfFormat.N_TRIPLES)}, rules
