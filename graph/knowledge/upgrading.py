"""Brings a store that an older version of the ontology wrote up to this one (``migrations/README.md``)."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph
from graph.model import named_graphs
from ontology import versions
from ontology.errors import StoreError

_VERSION = ox.NamedNode("http://www.w3.org/2002/07/owl#versionInfo")
_KEPT_ELSEWHERE = (named_graphs.ONTOLOGY, named_graphs.BACKGROUND, named_graphs.INFERRED)
"""Graphs that no migration sees: they are made anew from the installed files."""


def written_version(graph: KnowledgeGraph) -> str | None:
    """The version of the ontology that the store holds, ``None`` for a store without one."""
    place = graph.iri(named_graphs.ONTOLOGY)
    return version_in(graph.store.quads(place, subject=ox.NamedNode(versions.IRI), predicate=_VERSION))


def version_in(quads: Iterable[ox.Quad]) -> str | None:
    """The version of the ontology that the ``quads`` of its graph state, ``None`` where they state none."""
    ontology = ox.NamedNode(versions.IRI)
    found = (quad.object for quad in quads if (quad.subject, quad.predicate) == (ontology, _VERSION))
    return next((term.value for term in found if isinstance(term, ox.Literal)), None)


def due_migrations(written: str | None) -> list[str]:
    """The texts of the migrations that data of the version ``written`` needs, in order.

    Raises ``StoreError`` where it is of a newer version, or of one that is none.
    """
    if written is None:
        return []
    known = [version.number for version in versions.versions()]
    if written not in known:
        raise StoreError(
            f"The store was written with version {written} of the ontology, this Standpunkt knows those up "
            f"to {known[-1]}: update Standpunkt, or choose another store with --store."
        )
    folder = files("graph.knowledge") / "migrations"
    scripts = (folder / f"{number}.ru" for number in known[known.index(written) + 1 :])
    return [script.read_text(encoding="utf-8") for script in scripts if script.is_file()]


def migrated(graph: KnowledgeGraph, scripts: Iterable[str]) -> dict[str, list[ox.Triple]]:
    """The graphs that the migrations ``scripts`` change, each with all it holds then; nothing is written.

    The graphs are named by their IRIs, so that ``KnowledgeGraph.put_all`` can take them as they are.
    """
    left = {graph.iri(name) for name in _KEPT_ELSEWHERE}
    quads = [quad for quad in graph.store.quads() if quad.graph_name not in left]
    before, after = _by_graph(quads), _by_graph(migrated_quads(quads, scripts, graph.base))
    return {
        name: list(after.get(name, set()))
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name)
    }


def migrated_quads(quads: Iterable[ox.Quad], scripts: Iterable[str], base: str) -> ox.Store:
    """``quads`` as the migrations ``scripts`` leave them."""
    copy = ox.Store()
    copy.extend(quads)
    for script in scripts:
        copy.update(script, base_iri=base)
    return copy


def _by_graph(quads: Iterable[ox.Quad]) -> dict[str, set[ox.Triple]]:
    found: dict[str, set[ox.Triple]] = {}
    for quad in quads:
        if isinstance(quad.graph_name, ox.NamedNode):
            found.setdefault(quad.graph_name.value, set()).add(quad.triple)
    return found
