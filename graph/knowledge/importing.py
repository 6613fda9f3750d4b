"""A dataset taken into the graph: an export, a dump or a part of one, in one transaction or not at all.

What a graph keeps itself is not taken from outside: ontology and background are those of this installation,
what follows is inferred here. All else is taken as it is, so an export that is imported gives the same graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from graph.decisions.persons import hidden_persons
from graph.knowledge.graph import Change, KnowledgeGraph
from graph.knowledge.hiding import hide_again, veiled_documents
from graph.knowledge.upgrading import due_migrations, migrated_quads, version_in
from graph.knowledge.writing import in_one_turn
from graph.model import named_graphs
from graph.model.named_graphs import DIGEST
from graph.rdf.changes import GraphName
from graph.rdf.terms import Term
from ontology.errors import InputError
from ontology.terms import NAMESPACE

Check = Callable[[str, Sequence[ox.Triple]], None]
"""Checks what a graph (its IRI) is to hold; raises ``ShapeError``."""
_FILLED_HERE = (named_graphs.ONTOLOGY, named_graphs.BACKGROUND)
_OURS = (*_FILLED_HERE, named_graphs.INFERRED, named_graphs.CURATION, named_graphs.PROVENANCE)
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken in: the change, the number of graphs it spoke of, and what there is to tell."""

    change: Change
    graphs: int
    notes: tuple[str, ...] = ()


def base_of(quads: Iterable[ox.Quad]) -> str | None:
    """The base IRI that the names of the graphs of ``quads`` are under, as far as they are those of ours."""
    seen: set[GraphName] = set()
    for quad in quads:
        name = quad.graph_name
        if name in seen or not isinstance(name, ox.NamedNode):
            continue
        seen.add(name)
        base, found, _ = name.value.partition(named_graphs.DOCUMENTS)
        if found:
            return base
        for ours in _OURS:
            if name.value.endswith("/" + ours):
                return name.value.removesuffix(ours)
    return None


def take_in(
    graph: KnowledgeGraph,
    quads: Iterable[ox.Quad],
    name: str,
    *,
    replace: bool = False,
    whole: bool = False,
    check: Check | None = None,
) -> Imported:
    """Let ``graph`` hold what ``quads``, called ``name``, say, in one transaction.

    A document that the graph holds otherwise is an error unless ``replace`` is said; of other graphs, what
    is there stays. ``whole``: the graph holds nothing else afterwards. Raises ``InputError``, ``StoreError``
    for data of a newer version, ``ShapeError`` (by ``check``); nothing is changed then.
    """
    return _taken_in(graph, list(quads), name, replace=replace, whole=whole, check=check)


@in_one_turn
def _taken_in(
    graph: KnowledgeGraph,
    said: list[ox.Quad],
    name: str,
    *,
    replace: bool,
    whole: bool,
    check: Check | None,
) -> Imported:
    _require_base(graph, said, name)
    notes: list[str] = []
    said = list(_migrated(graph, said, notes))
    said = list(_skolemised(graph, said, notes))
    _note_foreign(graph, said, notes)
    if hidden := hidden_persons(graph):
        said = list(veiled_documents(hidden, said))
    new = _by_graph(quad for quad in said if _is_taken(graph, quad))
    old = {place: set(graph.store.quads(cast(ox.NamedNode | ox.DefaultGraph, place))) for place in new}
    if not (replace or whole):
        _require_room(graph, new, old, name)
    if check is not None:
        _check(new, check)
    remove = _leaving(graph, new, old, whole=whole)
    add = [quad for place, quads in new.items() for quad in quads - old[place]]
    change = graph.change(add=add, remove=remove)
    hide_again(graph, hidden_persons(graph))  # by the decisions that came with it
    return Imported(change, len(new), tuple(notes))


def _require_base(graph: KnowledgeGraph, said: list[ox.Quad], name: str) -> None:
    base = base_of(said)
    if base not in (None, graph.base):
        raise InputError(
            f"{name} keeps its data under {base}, this store under {graph.base}: import it into a new store "
            f"(--store), or one with that base_iri. Nothing of it is taken."
        )


def _migrated(graph: KnowledgeGraph, said: list[ox.Quad], notes: list[str]) -> Iterable[ox.Quad]:
    place = graph.iri(named_graphs.ONTOLOGY)
    written = version_in(quad for quad in said if quad.graph_name == place)
    scripts = due_migrations(written)
    if not scripts:
        return said
    notes.append(f"It was written with version {written} of the ontology and is brought up to this one.")
    return migrated_quads(said, scripts, graph.base)


def _skolemised(graph: KnowledgeGraph, said: list[ox.Quad], notes: list[str]) -> Iterator[ox.Quad]:
    """``said`` with IRIs of ours in the place of blank nodes (RDF 1.1 Concepts, section 3.5).

    They depend on what is said with blank nodes, so that the same file gives the same ones again.
    """
    named: dict[str, ox.NamedNode] = {}
    blank = sorted(line for line in map(str, filter(_may_be_blank, said)) if "_:" in line)
    scope = hashlib.sha256("\n".join(blank).encode()).hexdigest()[:12]

    def iri(term: Term | ox.DefaultGraph) -> Term | ox.DefaultGraph:
        if isinstance(term, ox.BlankNode):
            address = f"{graph.base}.well-known/genid/{scope}-{len(named) + 1}"
            return named.setdefault(term.value, ox.NamedNode(address))
        if isinstance(term, ox.Triple):
            return ox.Triple(iri(term.subject), term.predicate, iri(term.object))  # type: ignore[arg-type]
        return term

    for quad in said:
        if not _may_be_blank(quad):
            yield quad
        else:
            subject, value, place = map(iri, (quad.subject, quad.object, quad.graph_name))
            yield ox.Quad(subject, quad.predicate, value, place)  # type: ignore[arg-type]
    if named:
        address = f"{graph.base}.well-known/genid/{scope}-1"
        notes.append(f"{len(named)} blank nodes got names: {address} and so on.")


def _may_be_blank(quad: ox.Quad) -> bool:
    parts = (quad.subject, quad.object, quad.graph_name)
    return any(isinstance(part, ox.BlankNode | ox.Triple) for part in parts)


def _note_foreign(graph: KnowledgeGraph, said: list[ox.Quad], notes: list[str]) -> None:
    """Tell of what the graphs that are filled here held at the source and do not hold here."""
    for identifier in _FILLED_HERE:
        place = graph.iri(identifier)
        theirs = {q for q in said if q.graph_name == place and q.predicate != DIGEST}
        if missing := theirs - set(graph.store.quads(place)):
            notes.append(
                f"{len(missing)} triples of {identifier} are not those of this installation (another "
                "version, another knowledge folder) and are left out."
            )


def _is_taken(graph: KnowledgeGraph, quad: ox.Quad) -> bool:
    inferred = graph.iri(named_graphs.INFERRED)
    if quad.graph_name == inferred:
        return graph.reasoner is None
    if quad.subject == inferred and quad.predicate == DIGEST:
        return False  # the mark of what it was inferred by
    return quad.graph_name not in {graph.iri(name) for name in _FILLED_HERE}


def _by_graph(quads: Iterable[ox.Quad]) -> dict[GraphName, set[ox.Quad]]:
    found: dict[GraphName, set[ox.Quad]] = {}
    for quad in quads:
        found.setdefault(quad.graph_name, set()).add(quad)
    return found


def _is_document(graph: KnowledgeGraph, name: GraphName) -> bool:
    return isinstance(name, ox.NamedNode) and name.value.startswith(graph.base + named_graphs.DOCUMENTS)


def _require_room(
    graph: KnowledgeGraph,
    new: dict[GraphName, set[ox.Quad]],
    old: dict[GraphName, set[ox.Quad]],
    name: str,
) -> None:
    taken = sorted(str(g) for g in new if _is_document(graph, g) and old[g] and old[g] != new[g])
    if taken:
        more = f" and {len(taken) - _SHOWN} more" if len(taken) > _SHOWN else ""
        raise InputError(
            f"{name} has other things to say of documents that are here already: "
            f"{', '.join(taken[:_SHOWN])}{more}. With --replace they become as the file has them; nothing of "
            "it is taken now."
        )


def _check(new: dict[GraphName, set[ox.Quad]], check: Check) -> None:
    for name, quads in sorted(new.items(), key=str):
        ours = any(NAMESPACE in str(quad.predicate) or NAMESPACE in str(quad.object) for quad in quads)
        if isinstance(name, ox.NamedNode) and ours:
            check(name.value, [quad.triple for quad in quads])


def _leaving(
    graph: KnowledgeGraph,
    new: dict[GraphName, set[ox.Quad]],
    old: dict[GraphName, set[ox.Quad]],
    *,
    whole: bool,
) -> list[ox.Quad]:
    """What is there and not said any more, in the graphs that become as they are said."""
    if whole:
        everything = (quad for quad in graph.store.quads() if _is_taken(graph, quad))
        return [quad for quad in everything if quad not in new.get(quad.graph_name, ())]
    documents = [name for name in new if _is_document(graph, name)]
    return [quad for name in documents for quad in old[name] - new[name]]
