"""What a language model did to a document, in its graph: calls as PROV activities, dropped positions as such.

A dropped position has none of the properties of a position, so that no query, rule or page takes it for one.
"""

from __future__ import annotations

from rdflib import DCTERMS, PROV, RDF, RDFS, XSD, Literal, URIRef

from loaders.articles.editing import ModelCall
from loaders.articles.findings import Statement
from loaders.triples.labels import position_label
from loaders.triples.nodes import Nodes, decimal, hashed
from ontology.slugs import slugify
from ontology.terms import SP

KEPT_OF_KEYS = 16
"""Hexadecimal digits of a record's key in the IRI of its activity."""


def activity_of(nodes: Nodes, key: str) -> URIRef:
    """The IRI of the activity whose record has ``key``."""
    return nodes.iri(f"editing/{nodes.document.slug}/{key[:KEPT_OF_KEYS]}")


def write_call(nodes: Nodes, call: ModelCall, extractor: str) -> None:
    """One answer of a model: what was used, by whom, after which plan, with what usage."""
    activity = activity_of(nodes, call.key)
    agent = nodes.iri(f"agent/{slugify(call.model)}" + (f"-{slugify(call.host)}" if call.host else ""))
    plan = nodes.iri(f"plan/{slugify(call.prompt)}-{call.digest[:KEPT_OF_KEYS]}")
    association = URIRef(f"{activity}/association")
    nodes.add(
        activity,
        (RDF.type, PROV.Activity),
        (RDFS.label, Literal(f"{call.model}, {call.prompt}")),
        (PROV.used, nodes.subject),
        (PROV.used, plan),
        (PROV.wasInformedBy, nodes.activity),
        (PROV.wasAssociatedWith, agent),
        (PROV.qualifiedAssociation, association),
        (PROV.endedAtTime, Literal(call.answered, datatype=XSD.dateTime)),
        (SP.extractor, Literal(extractor)),
        (SP.recordKey, Literal(f"sha256:{call.key}")),
        (SP.inputTokens, Literal(call.tokens_in)),
        (SP.outputTokens, Literal(call.tokens_out)),
        (SP.temperature, decimal(call.temperature) if call.temperature is not None else None),
        (SP.seed, Literal(call.seed) if call.seed is not None else None),
        (SP.fingerprint, Literal(call.fingerprint) if call.fingerprint else None),
    )
    nodes.add(association, (RDF.type, PROV.Association), (PROV.agent, agent), (PROV.hadPlan, plan))
    nodes.add(
        agent,
        (RDF.type, PROV.SoftwareAgent),
        (RDFS.label, Literal(call.model)),
        (SP.endpoint, Literal(call.host) if call.host else None),
    )
    nodes.add(
        plan,
        (RDF.type, PROV.Plan),
        (RDFS.label, Literal(call.prompt)),
        (DCTERMS.identifier, Literal(f"sha256:{call.digest}")),
    )


def write_dropped(nodes: Nodes, statement: Statement, key: str) -> URIRef:
    """What the rules had read and the model of the record ``key`` took out or corrected; gives its IRI."""
    span = statement.evidence.span
    holder, issue = statement.holder.id, statement.issue.id
    node = nodes.iri(
        hashed("dropped", (nodes.document.id, span.start, span.end, holder, issue, statement.stance))
    )
    nodes.add(
        node,
        (RDF.type, SP.DroppedPosition),
        (RDFS.label, Literal(position_label(statement), lang="de")),
        (SP.rejectedBy, activity_of(nodes, key)),
        (SP.droppedHolder, nodes.iri(holder)),
        (SP.droppedStance, SP[statement.stance.value.capitalize()]),
        (SP.droppedIssue, nodes.words(statement.issue.label)),
        (SP.confidence, decimal(statement.confidence)),
        (SP.rule, Literal(statement.rule)),
    )
    nodes.prove(node, statement.evidence)
    nodes.made_here(node)
    return node
