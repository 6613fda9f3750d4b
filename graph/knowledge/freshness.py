"""Whether what was inferred still follows: a mark in the graph of what it was inferred by.

What follows depends on the asserted graphs, which every write keeps in step, and on what no write sees: the
rules, the engine, the reasoner. Their digest is written whenever everything is inferred anew, and taken away
by a write without a reasoner. The ontology and the background are graphs; a change of them is a write.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pyoxigraph as ox

from graph.model import named_graphs
from graph.model.named_graphs import DIGEST
from graph.model.reasoner import Reasoner
from graph.stores.store import Store
from ontology.knowledge import Knowledge

_ENGINE = (".py", ".toml", ".ttl", ".rq")


def mark(base: str, reasoner: Reasoner, knowledge: Knowledge) -> ox.Quad:
    """The mark of what is inferred by ``reasoner`` with the rules of ``knowledge``."""
    digest = hashlib.sha256(f"{reasoner.name}\0{_engine()}\0{_source(type(reasoner))}".encode())
    for name, text in sorted(knowledge.part("rules").items()):
        digest.update(f"\0{name}\0{text}".encode())
    return _quad(base, ox.Literal(digest.hexdigest()))


def marks(store: Store, base: str) -> list[ox.Quad]:
    """The mark that ``store`` holds, if it holds one."""
    quad = _quad(base, ox.Literal(""))
    place = quad.graph_name
    assert isinstance(place, ox.NamedNode)
    return list(store.quads(place, subject=quad.subject, predicate=DIGEST))


def _quad(base: str, digest: ox.Literal) -> ox.Quad:
    inferred = named_graphs.node(base, named_graphs.INFERRED)
    return ox.Quad(inferred, DIGEST, digest, named_graphs.node(base, named_graphs.PROVENANCE))


@cache
def _engine() -> str:
    """The digest of everything in ``graph/reasoning``, and of what writes down what it gives."""
    digest = hashlib.sha256((files("graph") / "knowledge" / "graph.py").read_bytes())
    for name, content in _contents(files("graph") / "reasoning", ""):
        digest.update(f"{name}\0".encode() + content)
    return digest.hexdigest()


def _contents(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        name = f"{path}/{item.name}"
        if item.is_dir():
            yield from _contents(item, name)
        elif name.endswith(_ENGINE):
            yield name, item.read_bytes()


@cache
def _source(kind: type) -> str:
    """The digest of the module of a reasoner that is not ours."""
    try:
        text = Path(inspect.getfile(kind)).read_bytes()
    except (OSError, TypeError):  # made where no file is
        text = kind.__qualname__.encode()
    return hashlib.sha256(text).hexdigest()
