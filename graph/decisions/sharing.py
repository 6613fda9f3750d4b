"""Decisions of others, taken in from a file: each does what it does, or is parked where it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pyoxigraph as ox

from graph.decisions.applying import curated
from graph.decisions.records import Curation, Decision, curations, curations_in, parking, rivals
from graph.decisions.things import contradiction, documents_with, effects
from graph.model import named_graphs
from graph.rdf.changes import DatasetChange
from graph.rdf.terms import text
from graph.stores.repository import Repository
from ontology.errors import InputError


@dataclass(frozen=True, slots=True)
class Shared:
    """What taking in the decisions of a file changes, and how many of them are new; what there is to tell."""

    change: DatasetChange
    new: int
    notes: tuple[str, ...]


def rebased(quads: Iterable[ox.Quad], old: str, new: str) -> Iterator[ox.Quad]:
    """``quads`` with the base IRI ``new`` for ``old``, also in the statements that are kept as texts."""
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert data is not None
    return ox.parse(data.replace(f"<{old}".encode(), f"<{new}".encode()), format=ox.RdfFormat.N_QUADS)


def exported(graph: Repository) -> Iterator[ox.Quad]:
    """All that the graph of decisions holds."""
    return graph.store.quads(named_graphs.node(graph.base, named_graphs.CURATION))


def taken_in(graph: Repository, quads: Iterable[ox.Quad], name: str) -> Shared:
    """What the decisions in ``quads``, a file called ``name``, change in ``graph``.

    Raises ``InputError`` where there are none, or where they are under another base IRI.
    """
    said = list(quads)
    place = named_graphs.node(graph.base, named_graphs.CURATION)
    theirs = [quad for quad in said if quad.graph_name == place]
    if not theirs:
        raise InputError(_why_none(graph, said, name))
    if any(isinstance(term, ox.BlankNode) for quad in theirs for term in (quad.subject, quad.object)):
        raise InputError(
            f"{name} has decisions with blank nodes, which nobody could take back: none is taken."
        )
    ours = {one.iri: one for one in curations(graph)}
    fresh = [one for one in curations_in(theirs) if one.iri not in ours]
    joined, notes = list(ours.values()), list(_taken_back_there(theirs, ours))
    for one in sorted(fresh, key=lambda one: (len(one.follows), one.iri)):
        why = contradiction(one, joined) if one.is_in_force else ""
        notes += [f"{one.iri} is parked: {why}"] if why else []
        joined.append(replace(one, parked=why or one.parked))
    for heads in rivals(joined).values():
        people = ", ".join(sorted({head.curator for head in heads}))
        notes.append(f"{heads[0].target} is decided differently side by side ({people}): all that is parked.")
    return Shared(_change(graph, theirs, fresh, joined), len(fresh), tuple(notes))


def _why_none(graph: Repository, said: list[ox.Quad], name: str) -> str:
    others = {q.graph_name.value for q in said if isinstance(q.graph_name, ox.NamedNode)}
    bases = [n.removesuffix(named_graphs.CURATION) for n in others if n.endswith("/" + named_graphs.CURATION)]
    if not bases:
        return f"{name} has no decisions: there is no graph {graph.base}{named_graphs.CURATION} in it."
    return (
        f"{name} has decisions under {bases[0]}, this store is under {graph.base}: with --rebase they are "
        "read as if they were made here. None is taken."
    )


def _change(
    graph: Repository, theirs: list[ox.Quad], fresh: list[Curation], joined: list[Curation]
) -> DatasetChange:
    """The records, what they assert, and the documents as they are with them; all in one change."""
    new = {one.iri: one for one in joined}
    plain = [replace(one, parked="", withdrawn="") for one in fresh]
    asserted = {quad for one in plain for quad in effects(graph, one, ())}
    names = {one.iri for one in joined} - {one.iri for one in fresh}
    records = {quad for quad in theirs if _record_of(quad) not in names} - asserted
    for one in fresh:
        records |= {*effects(graph, new[one.iri], joined), *parking(graph, new[one.iri])}
    held, gone = set(exported(graph)), set()
    add = records - held
    for document in sorted(_documents(graph, fresh)):
        home = named_graphs.node(graph.base, named_graphs.document_graph(document.removeprefix(graph.base)))
        old = {quad.triple for quad in graph.store.quads(home)}
        if not old:
            continue
        settled = curated(graph, document, old, joined)
        now = set(settled.triples)
        add |= {ox.Quad(t.subject, t.predicate, t.object, home) for t in now - old} | set(settled.add)
        gone |= {ox.Quad(t.subject, t.predicate, t.object, home) for t in old - now} | set(settled.remove)
    return DatasetChange(add=tuple(add - gone), remove=tuple(gone - (add - held)))


def _record_of(quad: ox.Quad) -> str:
    """The decision that a quad records, also by one of its selectors (``curation/…/1``)."""
    return re.sub(r"/\d+$", "", text(quad.subject))


def _taken_back_there(theirs: list[ox.Quad], ours: dict[str, Curation]) -> Iterator[str]:
    for one in curations_in(theirs):
        if one.withdrawn and one.iri in ours and not ours[one.iri].withdrawn:
            yield f"{one.iri} was taken back there by {one.withdrawn_by}; here it still holds."


def _documents(graph: Repository, fresh: Iterable[Curation]) -> set[str]:
    """The documents (IRIs) in which decisions can do something."""
    found: set[str] = set()
    for one in fresh:
        found |= {one.document, *(anchor.document for anchor in one.anchors)} - {""}
        if one.decision is Decision.RENAMED:
            found |= documents_with(graph, one.target)
    return found
