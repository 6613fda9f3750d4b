"""Hidden persons taken out of the whole graph: documents, decisions, tombstones, and what follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph.decisions.names import HiddenNames, digests
from graph.decisions.persons import HiddenPersons, named_graph, veiled, veiled_quads
from graph.knowledge.graph import Change, KnowledgeGraph
from graph.model import named_graphs
from graph.rdf.changes import GraphName
from graph.rdf.terms import LABEL, RDF_TYPE, term, text

_STATEMENTS = (term("sp:statementBefore"), term("sp:statementAfter"))
_NAMES = (LABEL, term("skos:prefLabel"), term("skos:altLabel"))
_KEPT_HERE = (named_graphs.ONTOLOGY, named_graphs.BACKGROUND, named_graphs.INFERRED)
"""Graphs that hold nothing of documents, or follow from what does."""


@dataclass(slots=True)
class Hiding:
    """What hiding persons changes: quads and names of graphs, and what there is to tell of it.

    ``documents`` are those that change (IRIs before and after), ``gone`` the number of things of each kind
    that go, ``masked`` that of literals, ``records`` that of decisions that go; ``only_last`` are documents
    that have no more than the last name.
    """

    add: list[ox.Quad] = field(default_factory=list)
    remove: list[ox.Quad] = field(default_factory=list)
    drop: list[ox.NamedNode] = field(default_factory=list)
    documents: dict[str, str] = field(default_factory=dict)
    gone: Counter[str] = field(default_factory=Counter)
    masked: int = 0
    records: int = 0
    only_last: list[str] = field(default_factory=list)


def names_of(graph: KnowledgeGraph, said: str) -> list[str]:
    """The names of who is called ``said``, or whose IRI (also relative) it is."""
    iri = said if said.startswith(graph.base) else graph.base + said
    if not named_graphs.is_iri(iri):
        return [said]
    found = [q for q in graph.store.quads(subject=ox.NamedNode(iri)) if q.predicate in _NAMES[:2]]
    apart = {graph.iri(named_graphs.CURATION), graph.iri(named_graphs.INFERRED)}
    return sorted({text(q.object) for q in found if q.graph_name not in apart}) or [said]


def in_background(graph: KnowledgeGraph, names: Iterable[str]) -> str:
    """The IRI of an actor of the background facts with one of these names, or ``""``."""
    person = graph.base + "actor/person-0"
    looked_for = HiddenPersons(graph.base, HiddenNames({person: digests(names)}), frozenset())
    for quad in graph.store.quads(graph.iri(named_graphs.BACKGROUND), predicate=RDF_TYPE):
        if looked_for.whose(text(quad.subject)):
            return text(quad.subject)
    return ""


def planned(graph: KnowledgeGraph, hidden: HiddenPersons) -> Hiding:
    """What taking the ``hidden`` persons out of ``graph`` changes."""
    found, gone = Hiding(), set[str]()
    for name in graph.store.graph_names():
        identifier = name.value.removeprefix(graph.base)
        if identifier not in (*_KEPT_HERE, named_graphs.CURATION):
            _plan_graph(graph, hidden, name, found, gone)
    _plan_graph(graph, hidden, ox.DefaultGraph(), found, gone)
    _plan_decisions(graph, hidden, found, gone)
    return found


def hide(graph: KnowledgeGraph, plan: Hiding, record: Iterable[ox.Quad] = ()) -> Change:
    """Carry out ``plan`` and write the ``record`` of the decision, in one transaction."""
    return graph.change(add=[*plan.add, *record], remove=plan.remove, drop=plan.drop, is_burying=False)


def hide_again(graph: KnowledgeGraph, hidden: HiddenPersons) -> Hiding:
    """Take the ``hidden`` persons out of what came in by another way than as an article."""
    plan = planned(graph, hidden) if hidden else Hiding()
    if plan.add or plan.remove:
        hide(graph, plan)
    return plan


def _plan_graph(
    graph: KnowledgeGraph, hidden: HiddenPersons, name: GraphName, found: Hiding, gone: set[str]
) -> None:
    assert not isinstance(name, ox.BlankNode)
    old = {quad.triple for quad in graph.store.quads(name)}
    new = veiled(hidden, old)
    here = named_graph(hidden, name)
    if isinstance(name, ox.NamedNode) and name.value.startswith(graph.base + named_graphs.DOCUMENTS):
        documents = (_document(graph, one) for one in (name, here))
        before, after = documents
        if new.triples != old or before != after:
            found.documents[before] = after
        elif any(t.predicate == term("sp:text") and hidden.names.only_last(text(t.object)) for t in old):
            found.only_last.append(before)
    if new.triples == old and here == name:
        return
    gone |= new.gone
    found.masked += new.masked
    found.gone.update(_kind(graph.base, iri) for iri in new.gone)
    keeps = here == name
    if not keeps and isinstance(name, ox.NamedNode):
        found.drop.append(name)
    found.add += [_quad(t, here) for t in new.triples if not (keeps and t in old)]
    found.remove += [_quad(t, name) for t in old if not (keeps and t in new.triples)]


def _plan_decisions(graph: KnowledgeGraph, hidden: HiddenPersons, found: Hiding, gone: set[str]) -> None:
    """Records about what goes go too; the others lose the names, also in the statements they keep."""
    place = graph.iri(named_graphs.CURATION)
    old = set(graph.store.quads(place))
    about = (term("oa:hasTarget"), term("oa:hasBody"))
    leaving = {
        text(q.subject)
        for q in old
        if q.predicate in about and (text(q.object) in gone or hidden.whose(text(q.object)) in hidden.removed)
    }
    found.records = len(leaving)
    new: set[ox.Quad] = set()
    for quad in old:
        subject = text(quad.subject)
        if subject in leaving or subject.rpartition("/")[0] in leaving:
            continue
        if quad.predicate in _STATEMENTS:
            new.add(_quad(replace_statement(hidden, quad.triple), place))
        else:
            new.update(veiled_quads(hidden, [quad]))
    found.add += new - old
    found.remove += old - new


def replace_statement(hidden: HiddenPersons, triple: ox.Triple) -> ox.Triple:
    """A record's triple with the statement that it keeps as N-Triples, without hidden names."""
    statement = text(triple.object).encode()
    kept = (ox.Quad(*q.triple) for q in ox.parse(statement, format=ox.RdfFormat.N_TRIPLES))
    lines = sorted(f"{quad.triple} .\n" for quad in veiled_quads(hidden, kept))
    return ox.Triple(triple.subject, triple.predicate, ox.Literal("".join(lines)))


def veiled_documents(hidden: HiddenPersons, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """``quads`` of a dataset without the hidden persons, each graph as a whole."""
    by_graph: dict[GraphName, set[ox.Triple]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, set()).add(quad.triple)
    for name, triples in by_graph.items():
        assert not isinstance(name, ox.BlankNode)
        yield from (_quad(triple, named_graph(hidden, name)) for triple in veiled(hidden, triples).triples)


def _quad(triple: ox.Triple, name: GraphName) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)


def _document(graph: KnowledgeGraph, name: GraphName) -> str:
    return "document/" + text(name).removeprefix(graph.base + named_graphs.DOCUMENTS)  # type: ignore[arg-type]


def _kind(base: str, iri: str) -> str:
    return iri.removeprefix(base).partition("/")[0]
