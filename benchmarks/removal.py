"""Taking a document back beside adding it, for sparse and dense ones, in one run.

    python benchmarks/removal.py [--documents N]

N invented articles of eight positions each are loaded; then some of them, and articles of ever more positions
on one issue (every holder agrees or disagrees with every other), are added and taken back. Afterwards the
inferred graph must be what a closure anew gives. Seconds are those of the processor, so that a busy machine
does not matter.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import standpunkt
from graph.knowledge.graph import KnowledgeGraph
from ontology.terms import NAMESPACE

_PROV = "http://www.w3.org/ns/prov#"


def article(base: str, name: str, holders: int, issues: int, shift: int = 0) -> Iterator[ox.Triple]:
    """An article in which every holder takes a side on every issue."""

    def said(subject: str, predicate: str, target: str) -> ox.Triple:
        known = predicate if ":" in predicate else NAMESPACE + predicate
        return ox.Triple(ox.NamedNode(subject), ox.NamedNode(known), ox.NamedNode(target))

    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    document = f"{base}document/{name}"
    yield said(document, kind, f"{NAMESPACE}Document")
    for holder in range(holders):
        actor = f"{base}actor/{shift + holder}"
        yield said(actor, kind, f"{NAMESPACE}Person")
        for issue in range(issues):
            position, is_for = f"{base}position/{name}-{holder}-{issue}", (holder + issue) % 2 == 0
            yield said(position, kind, f"{NAMESPACE}Position")
            yield said(position, "holder", actor)
            yield said(position, "affirms" if is_for else "rejects", f"{base}issue/{name}-{issue}")
            yield said(position, "stance", f"{NAMESPACE}{'Support' if is_for else 'Oppose'}")
            yield said(position, "modality", f"{NAMESPACE}Asserted")
            yield said(position, "act", f"{NAMESPACE}Demand")
            yield said(position, f"{_PROV}wasDerivedFrom", document)


def measure(graph: KnowledgeGraph, name: str, triples: list[ox.Triple]) -> tuple[float, float, int]:
    """Processor seconds of adding and of taking back, and what followed."""
    place = f"graph/document/{name}"
    graph.put(place, [])
    start = time.process_time()
    change = graph.put(place, triples)
    added = time.process_time()
    graph.put(place, [])
    return added - start, time.process_time() - added, change.inferred


def main() -> None:
    """Print a line for each document."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=300)
    options = parser.parse_args()
    with standpunkt.open_graph(store_kind="memory") as session:
        graph = session.graph
        names = [f"article-{number}" for number in range(options.documents)]
        made = {n: list(article(graph.base, n, 4, 2, 3 * place)) for place, n in enumerate(names)}
        graph.put_all({f"graph/document/{name}": triples for name, triples in made.items()})
        start = time.process_time()
        graph.refresh()
        print(f"{graph.store.size()} quads; the whole closure takes {time.process_time() - start:.2f} s")
        print("holders  issues  inferred  add s  take back s  times")
        cases = [(name, 4, 2) for name in names[:: max(1, options.documents // 3)]]
        cases += [
            (f"dense-{n}-{m}", n, m) for n, m in ((10, 1), (20, 3), (60, 1), (60, 3), (150, 1), (250, 1))
        ]
        for name, holders, issues in cases:
            triples = made.get(name) or list(article(graph.base, name, holders, issues))
            add, back, inferred = measure(graph, name, triples)
            print(f"{holders:7} {issues:7} {inferred:9} {add:6.3f} {back:12.3f} {back / add:6.1f}")
        anew = graph.refresh()
        print("what a closure anew changes (must be 0):", anew.inferred + anew.retracted)


if __name__ == "__main__":
    main()
