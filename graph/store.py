"""Stores: where the quads live. One interface, looked up by name (entry points ``standpunkt.stores``).

The inner currency of this room is pyoxigraph's terms, which cost almost nothing to move in and out;
``dataset`` gives the same data as an rdflib ``Dataset`` for whoever prefers rdflib's API.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore

from ontology.errors import QueryError, StoreError

FORMAT = 1
"""Version of the directory layout; a store written by a newer version is refused."""

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Store(Protocol):
    """What the rest of the room needs of a store. Every writing method is one transaction."""

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: list[ox.NamedNode] | None = None,
        named_graphs: list[ox.NamedNode] | None = None,
        base: str | None = None,
    ) -> Answer:
        """Evaluate a query; without dataset arguments the default graph is the union of all graphs.

        ``bindings`` maps variable names (without ``?``) to the terms they are bound to. Raises
        ``QueryError`` for a malformed query.
        """
        ...

    def update(self, sparql: str, *, base: str | None = None) -> None:
        """Run a SPARQL 1.1 Update, all or nothing."""
        ...

    def change(
        self,
        *,
        clear: Iterable[ox.NamedNode] = (),
        remove: Iterable[ox.Quad] = (),
        add: Iterable[ox.Quad] = (),
    ) -> None:
        """Clear graphs, remove quads, then add quads, all in one transaction."""
        ...

    def quads(
        self,
        graph: ox.NamedNode | None = None,
        *,
        subject: Term | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,  # noqa: A002 - the field's word
    ) -> Iterator[ox.Quad]:
        """The quads of one graph, or of all, that match the pattern."""
        ...

    def graph_names(self) -> Iterator[ox.NamedNode]:
        """The named graphs that hold at least one quad."""
        ...

    def dataset(self) -> rdflib.Dataset:
        """The same data through rdflib's Dataset API."""
        ...

    def close(self) -> None:
        """Release the store."""
        ...


class OxigraphQuads:
    """A store over pyoxigraph: on disk if ``path`` is given, else in memory."""

    def __init__(self, path: Path | None = None) -> None:
        self._inner = _open_directory(path) if path else ox.Store()

    @property
    def inner(self) -> ox.Store:
        """The Oxigraph store itself."""
        return self._inner

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: list[ox.NamedNode] | None = None,
        named_graphs: list[ox.NamedNode] | None = None,
        base: str | None = None,
    ) -> Answer:
        """See ``Store.query``."""
        substitutions: dict[ox.Variable, Term] = {
            ox.Variable(name): term for name, term in (bindings or {}).items()
        }
        union = default_graphs is None and named_graphs is None
        try:
            return self._inner.query(
                sparql,
                base_iri=base,
                use_default_graph_as_union=union,
                default_graph=list(default_graphs) if default_graphs is not None else None,
                named_graphs=list(named_graphs) if named_graphs is not None else None,
                substitutions=substitutions,
            )
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"This query cannot be run: {error}") from error

    def update(self, sparql: str, *, base: str | None = None) -> None:
        """See ``Store.update``."""
        try:
            self._inner.update(sparql, base_iri=base)
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"This update cannot be run: {error}") from error

    def change(
        self,
        *,
        clear: Iterable[ox.NamedNode] = (),
        remove: Iterable[ox.Quad] = (),
        add: Iterable[ox.Quad] = (),
    ) -> None:
        """See ``Store.change``: one SPARQL Update request, which Oxigraph runs as one transaction."""
        operations = [f"CLEAR SILENT GRAPH {name}" for name in clear]
        operations += _data("DELETE DATA", remove) + _data("INSERT DATA", add)
        if operations:
            self._inner.update(";\n".join(operations))

    def quads(
        self,
        graph: ox.NamedNode | None = None,
        *,
        subject: Term | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,  # noqa: A002
    ) -> Iterator[ox.Quad]:
        """See ``Store.quads``."""
        assert not isinstance(subject, ox.Literal), "a literal is never a subject"
        return self._inner.quads_for_pattern(subject, predicate, object, graph)

    def graph_names(self) -> Iterator[ox.NamedNode]:
        """See ``Store.graph_names``."""
        for name in self._inner.named_graphs():
            if isinstance(name, ox.NamedNode) and next(self.quads(name), None) is not None:
                yield name

    def dataset(self) -> rdflib.Dataset:
        """See ``Store.dataset``."""
        return rdflib.Dataset(store=OxigraphStore(store=self._inner), default_union=True)

    def close(self) -> None:
        """See ``Store.close``: the directory lock goes with the last reference."""
        self._inner.flush()
        del self._inner


def _data(operation: str, quads: Iterable[ox.Quad]) -> list[str]:
    """``quads`` as one INSERT DATA or DELETE DATA operation, or nothing if there are none."""
    by_graph: dict[str, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(str(quad.graph_name), []).append(
            f"{quad.subject} {quad.predicate} {quad.object} ."
        )
    if not by_graph:
        return []
    blocks = (f"GRAPH {name} {{\n" + "\n".join(lines) + "\n}" for name, lines in by_graph.items())
    return [f"{operation} {{\n" + "\n".join(blocks) + "\n}"]


def _open_directory(path: Path) -> ox.Store:
    """Open the store in ``path``; raises ``StoreError`` with a sentence that says why it cannot be opened."""
    marker = path / "store.json"
    try:
        path.mkdir(parents=True, exist_ok=True)
        if marker.exists():
            written = json.loads(marker.read_text(encoding="utf-8")).get("format")
            if written != FORMAT:
                raise StoreError(
                    f"The store {path} has format {written}, this Standpunkt reads format {FORMAT}: "
                    "update Standpunkt, or choose another directory with --store."
                )
        elif any(path.iterdir()):
            raise StoreError(
                f"The directory {path} is not empty and not a Standpunkt store: choose another with --store."
            )
        else:
            marker.write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
        return ox.Store(path / "quads")
    except StoreError:
        raise
    except (OSError, ValueError) as error:
        if "lock" in str(error).lower():
            raise StoreError(
                f"The store {path} is in use by another Standpunkt process: stop it, or load through its "
                "web interface (POST /documents)."
            ) from error
        raise StoreError(f"The store {path} cannot be opened: {error}") from error


def embedded(location: str) -> Store:
    """The store kept in the directory ``location``."""
    return OxigraphQuads(Path(location))


def memory(location: str = "") -> Store:
    """A store that lives as long as the process."""
    return OxigraphQuads()
