"""Times as OWL-Time: of events, and when a position was held."""

from __future__ import annotations

import datetime as dt

from rdflib import RDF, RDFS, TIME, XSD, Literal, URIRef

from loaders.articles.findings import Standing, Statement, When
from loaders.triples.nodes import Nodes


def write_time(nodes: Nodes, node: URIRef, when: When) -> URIRef:
    """A day as an instant, several days as an interval, the rest as a temporal entity with its words."""
    nodes.add(node, (RDFS.label, nodes.words(when.expression)))
    if when.start and when.start == when.end:
        nodes.add(node, (RDF.type, TIME.Instant), (TIME.inXSDDate, day_literal(when.start)))
        return node
    bounds = [("beginning", TIME.hasBeginning, when.start), ("end", TIME.hasEnd, when.end)]
    nodes.add(node, (RDF.type, TIME.ProperInterval if when.start or when.end else TIME.TemporalEntity))
    for name, predicate, day in bounds:
        if day:
            bound = URIRef(f"{node}/{name}")
            nodes.add(node, (predicate, bound))
            nodes.add(bound, (RDF.type, TIME.Instant), (TIME.inXSDDate, day_literal(day)))
    return node


def write_day(nodes: Nodes, day: dt.date) -> URIRef:
    """A day as an instant that all documents share: ``day/2026-03-02``."""
    node = nodes.iri(f"day/{day.isoformat()}")
    nodes.add(
        node,
        (RDF.type, TIME.Instant),
        (RDFS.label, Literal(day.isoformat())),
        (TIME.inXSDDate, day_literal(day)),
    )
    return node


def write_holding(nodes: Nodes, node: URIRef, statement: Statement, taken: dt.date | None) -> URIRef | None:
    """When the position ``node`` was held, as far as its text says: the day it was ``taken``, or since when,
    at which time, or until when; an end that nobody dates lies before the day of publication.
    """
    held, published = statement.held, nodes.document.published
    if held is None:
        return write_day(nodes, taken) if taken else None
    time = write_time(nodes, URIRef(f"{node}/time"), held)
    if statement.standing is Standing.NOW or held.end is not None:
        return time
    bound = time
    if statement.standing is Standing.OVER:
        bound = URIRef(f"{time}/end")
        nodes.drop(time, RDF.type)
        nodes.add(time, (RDF.type, TIME.ProperInterval))
        nodes.add(time, (TIME.hasEnd, bound))
        nodes.add(bound, (RDF.type, TIME.Instant))
    if published is not None:
        nodes.add(bound, (TIME.before, write_day(nodes, published)))
    return time


def day_literal(day: dt.date) -> Literal:
    """A day as the store keeps it."""
    return Literal(day.isoformat(), datatype=XSD.date)
