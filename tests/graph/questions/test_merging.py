"""Our own queries give the same on a store that repeats a triple for every graph that holds it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files

import pyoxigraph as ox

from graph.rdf.queries import query_text
from graph.serving.dataset import Dataset

TELLS_THE_DIFFERENCE = "store-repeats"


def test_our_own_queries_do_not_care_whether_a_store_merges(
    world_triples: dict[str, list[ox.Triple]],
) -> None:
    """Every triple of the world, once more in another graph; LIMIT cuts at random and is taken out."""
    doubled = ox.Store()
    for name, triples in world_triples.items():
        for graph in (name, "graph/again"):
            place = ox.NamedNode("http://example.org/" + graph)
            doubled.extend(ox.Quad(t.subject, t.predicate, t.object, place) for t in triples)
    merged = Dataset(doubled)
    merged.unite()
    for file in (files("graph") / "queries").iterdir():
        name = file.name.removesuffix(".rq")
        if file.name.endswith(".rq") and name != TELLS_THE_DIFFERENCE:
            text = re.sub(r"\nLIMIT \d+", "", query_text(name))
            repeating = doubled.query(text, use_default_graph_as_union=True)
            assert _counted(repeating) == _counted(merged.store.query(text)), name


def _counted(answer: object) -> Counter[str]:
    return Counter(map(str, answer)) if isinstance(answer, Iterable) else Counter([str(answer)])
