"""Running the queries behind an answer, which it shows as its SPARQL.

A query of ``graph/queries/ask-*.rq`` has a line ``# parameters``; there the values a question is about
are given as SPARQL ``VALUES``, the language's own way to hand data to a query. Values are RDF terms,
written by the RDF library; no word of a question ever enters a query.
"""

from __future__ import annotations

import datetime as dt

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph
from graph.rdf.terms import term
from graph.stores.repository import Row


def date_term(day: dt.date) -> ox.Literal:
    """A day as an RDF term."""
    return ox.Literal(day.isoformat(), datatype=term("xsd:date"))


def run(knowledge: KnowledgeGraph, sparql: str) -> list[Row]:
    """The solutions of a SELECT query as plain strings, unbound variables left out."""
    solutions = knowledge.store.query(sparql)
    assert isinstance(solutions, ox.QuerySolutions)
    keys = [variable.value for variable in solutions.variables]
    plain = (ox.NamedNode, ox.Literal)
    return [
        {key: term.value for key, term in zip(keys, solution, strict=True) if isinstance(term, plain)}
        for solution in solutions
    ]
