"""What people decide about positions: accept, correct, reject, and take a decision back.

Every decision is a ``sp:Curation`` (a ``prov:Activity``) in ``graph/curation`` with its author, its time and
the position's triples before and after. The document's graph holds what is valid now, so that every
query and the reasoner see it. A position's IRI is a hash of its content: when the document is read again,
the decisions find their positions (``curated``). Sources: PROV-O, sections 3.1 and 3.2; Web Annotation for
``oa:hasTarget``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import pyoxigraph as ox

from graph.model import named_graphs
from graph.model.changes import DatasetChange
from graph.model.rdf_terms import LABEL, RDF_TYPE, term
from graph.stores.repository import Repository, texts
from ontology.errors import InputError, NotFoundError
from ontology.slugs import slugify

Triples = frozenset[ox.Triple]


class Decision(StrEnum):
    """What a person decided about a position."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Author:
    """Who decides, and when (with a time zone)."""

    name: str
    when: dt.datetime


@dataclass(frozen=True, slots=True)
class Curation:
    """A decision as the graph keeps it; ``withdrawn`` is when it was taken back."""

    iri: str
    position: str
    document: str
    decision: Decision
    curator: str
    when: str
    comment: str
    before: Triples
    after: Triples
    withdrawn: str
    withdrawn_by: str


def curations(graph: Repository, **parameters: str) -> tuple[Curation, ...]:
    """The decisions about a ``document`` or ``position`` (IRIs), latest first, withdrawn ones too."""
    found: dict[str, Curation] = {}
    for row in texts(graph, "page-curations", **parameters):
        iri = row["curation"]
        curation = Curation(
            iri=iri,
            position=row["position"],
            document=row["document"],
            decision=Decision(row["decision"]),
            curator=row["curator"],
            when=row["when"],
            comment=row.get("comment", ""),
            before=_parse(row["before"]),
            after=_parse(row["after"]),
            withdrawn=row.get("withdrawn", ""),
            withdrawn_by=row.get("withdrawnBy", ""),
        )
        found.setdefault(iri, curation)
    return tuple(found.values())


def standing(found: Iterable[Curation]) -> dict[str, Curation]:
    """The decision that holds for each position: the latest that is not withdrawn."""
    latest: dict[str, Curation] = {}
    for curation in found:
        if not curation.withdrawn:
            latest.setdefault(curation.position, curation)
    return latest


def decide(
    graph: Repository,
    position: str,
    decision: Decision,
    author: Author,
    *,
    after: Iterable[ox.Triple] | None = None,
    comment: str = "",
) -> DatasetChange:
    """What a decision about ``position`` (IRI) changes; ``after`` are its triples once corrected.

    Raises ``NotFoundError`` if the graph holds no such position, ``InputError`` without an author.
    """
    home, before = _valid(graph, position)
    document = _document_of(before)
    kept = _after(decision, before, after)
    add = [ox.Quad(t.subject, t.predicate, t.object, home) for t in kept - before]
    remove = [ox.Quad(t.subject, t.predicate, t.object, home) for t in before - kept]
    record = _record(graph, position, document, decision, author, before, kept, comment)
    return DatasetChange(add=[*add, *record], remove=remove)


def withdraw(graph: Repository, curation: str, author: Author) -> DatasetChange:
    """What taking back the decision ``curation`` (IRI) changes: the position is as it was before.

    Only the decision that holds can be taken back; raises ``NotFoundError`` otherwise.
    """
    found = [c for c in curations(graph) if c.iri == curation]
    if not found:
        raise NotFoundError(f"There is no decision {curation}.")
    chosen = found[0]
    holds = standing(curations(graph, position=chosen.position)).get(chosen.position)
    if holds is None or holds.iri != curation:
        raise NotFoundError("Only the latest decision about a position can be taken back.")
    home = _iri(graph, named_graphs.document_graph(chosen.document.removeprefix(graph.base)))
    about = ox.NamedNode(chosen.position)
    now = {quad.triple for quad in graph.store.quads(home, subject=about)}
    back = {triple for triple in chosen.before if triple.subject == about}
    place, node = _iri(graph, named_graphs.CURATION), ox.NamedNode(curation)
    person, described = _person(graph, author)
    marks = [
        ox.Quad(node, term("prov:invalidatedAtTime"), _time(author), place),
        ox.Quad(node, term("prov:wasInvalidatedBy"), person, place),
    ]
    return DatasetChange(
        add=[*(ox.Quad(t.subject, t.predicate, t.object, home) for t in back - now), *marks, *described],
        remove=[ox.Quad(t.subject, t.predicate, t.object, home) for t in now - back],
    )


def curated(graph: Repository, document: str, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """What the graph of ``document`` (IRI) shall hold when ``triples`` were read: with all that was decided.

    A rejected position stays out, a corrected one stays corrected, also where nobody reads it any more.
    """
    read = set(triples)
    for position, curation in standing(curations(graph, document=document)).items():
        if curation.decision is Decision.ACCEPTED:
            continue
        read = {triple for triple in read if text_of(triple.subject) != position} | set(curation.after)
    return sorted(read, key=str)


def text_of(term: object) -> str:
    """The IRI of a term, or ``""``."""
    return term.value if isinstance(term, ox.NamedNode) else ""


def _after(decision: Decision, before: Triples, after: Iterable[ox.Triple] | None) -> Triples:
    if decision is Decision.ACCEPTED:
        return before
    if decision is Decision.REJECTED:
        return frozenset()
    if after is None:
        raise InputError("A correction needs what is right instead.")
    return frozenset(after)


def _valid(graph: Repository, position: str) -> tuple[ox.NamedNode, Triples]:
    """The document graph that holds ``position``, and what it says of it."""
    homes = graph.base + named_graphs.DOCUMENTS
    for quad in graph.store.quads(subject=ox.NamedNode(position), predicate=RDF_TYPE):
        home = quad.graph_name
        if isinstance(home, ox.NamedNode) and home.value.startswith(homes):
            said = graph.store.quads(home, subject=ox.NamedNode(position))
            return home, frozenset(quad.triple for quad in said)
    raise NotFoundError(f"No document holds the position <{position}>; perhaps it was rejected or removed.")


def _document_of(triples: Triples) -> str:
    source = term("prov:wasDerivedFrom")
    found = [text_of(triple.object) for triple in triples if triple.predicate == source]
    if not found:
        raise InputError("A position without a document cannot be curated.")
    return found[0]


def _record(
    graph: Repository,
    position: str,
    document: str,
    decision: Decision,
    author: Author,
    before: Triples,
    after: Triples,
    comment: str,
) -> list[ox.Quad]:
    """The decision as quads of the curation graph."""
    digest = hashlib.sha256(f"{position}|{decision}|{author.when.isoformat()}|{author.name}".encode())
    node = _iri(graph, "curation/" + digest.hexdigest()[:16])
    person, described = _person(graph, author)
    said: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (RDF_TYPE, term("sp:Curation")),
        (RDF_TYPE, term("prov:Activity")),
        (LABEL, ox.Literal(f"{decision}: {position.removeprefix(graph.base)}")),
        (term("oa:hasTarget"), ox.NamedNode(position)),
        (term("dcterms:source"), ox.NamedNode(document)),
        (term("sp:decision"), ox.Literal(decision.value)),
        (term("prov:endedAtTime"), _time(author)),
        (term("prov:wasAssociatedWith"), person),
        (term("sp:statementBefore"), ox.Literal(_write(before))),
        (term("sp:statementAfter"), ox.Literal(_write(after))),
    ]
    if comment.strip():
        said.append((term("rdfs:comment"), ox.Literal(comment.strip())))
    place = _iri(graph, named_graphs.CURATION)
    return [*(ox.Quad(node, predicate, value, place) for predicate, value in said), *described]


def _person(graph: Repository, author: Author) -> tuple[ox.NamedNode, list[ox.Quad]]:
    """The IRI of the author and its description."""
    name = author.name.strip()
    if not name:
        raise InputError("A decision needs the name of who decides.")
    place, node = (
        _iri(graph, named_graphs.CURATION),
        _iri(graph, "curator/" + slugify(name)),
    )
    return node, [
        ox.Quad(node, RDF_TYPE, term("prov:Person"), place),
        ox.Quad(node, LABEL, ox.Literal(name), place),
    ]


def _iri(graph: Repository, identifier: str) -> ox.NamedNode:
    return named_graphs.node(graph.base, identifier)


def _time(author: Author) -> ox.Literal:
    return ox.Literal(author.when.isoformat(), datatype=term("xsd:dateTime"))


def _write(triples: Triples) -> str:
    return "".join(sorted(f"{triple} .\n" for triple in triples))


def _parse(statement: str) -> Triples:
    return frozenset(quad.triple for quad in ox.parse(statement.encode(), format=ox.RdfFormat.N_TRIPLES))
