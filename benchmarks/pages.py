"""Server time and size of every page over a graph of invented articles.

    python benchmarks/pages.py [--triples 100000] [--actors 280] [--cold] [--json]

For each page the first request after the server has read ahead, as it does when it starts and some seconds
after a write (``--cold``: after a start without that), the median of five more, and the first one after a
write, before anything was read ahead again: in milliseconds of CPU time of this process (other work on the
machine does not count). The size is in kilobytes, as it is and as it is sent (gzip). The server's memory of
whole responses is off, so every request is a page made anew.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pyoxigraph as ox
from flask import Flask
from flask.testing import FlaskClient

from benchmarks.questions import milliseconds
from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import read_settings
from graph.stores.embedded import memory
from graph.things.positions.positions import all_positions
from tests.web.pages import sample
from web import create_app
from web.http.site import EXTENSION
from web.pages.shared.ahead import read_ahead, read_templates, settle

PAGES = (
    "/",
    "/ask?q=Wer%20unterst%C3%BCtzt%20Vorhaben%200%3F",
    "/matrix",
    "/matrix?act=demand&sort=name",
    "/matrix?by=party",
    "/network",
    "/network?act=demand",
    "/timeline",
    "/changes",
    "/timeline?by=actor",
    "/charts",
    "/charts?shape=sides&by=holder",
    "/queue",
    "/queue?holder=actor/person-a0",
    "/positions",
    "/positions?q=Vorhaben",
    "/actors",
    "/actors?sort=name&kind=Person",
    "/issues",
    "/documents",
    "/documents?q=Vorhaben",
    "/actor/person-a0",
    "/issue/vorhaben-0",
    "/document/bericht-nummer-3",
    "/query",
)
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
TEST = ox.NamedNode("http://127.0.0.1:5000/graph/document/written")
HEADERS = {"Accept": "text/html", "Accept-Language": "de"}


def requested(client: FlaskClient, page: str) -> tuple[float, bytes]:
    """CPU milliseconds and answer of one request."""
    spent, response = milliseconds(partial(client.get, page, headers=HEADERS))
    assert response.status_code == 200, (page, response.status_code)
    return spent, response.data


def ready(app: Flask, graph: KnowledgeGraph) -> None:
    """Read ahead all that a server does when it starts."""
    read_templates(app)
    read_ahead(graph, app.extensions[EXTENSION].settings, lambda: True)
    settle()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--actors", type=int, default=280)
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--json", action="store_true")
    wishes = parser.parse_args()
    graph = KnowledgeGraph(memory(), sample.BASE, None)
    quads = (
        ox.Quad(t.subject, t.predicate, t.object, graph.iri(name))
        for name, triples in sample.large_graphs(wishes.triples, actors=wishes.actors).items()
        for t in triples
    )
    graph.change(add=list(quads))
    patient = {"query_seconds": 3600}  # only CPU time is measured, however slow the machine is
    app = create_app(graph, read_settings({"store_kind": "memory", "cache_bytes": 0, **patient}))
    client = app.test_client()
    ahead = 0.0
    if not wishes.cold:
        ahead, _ = milliseconds(partial(ready, app, graph))
    found = {}
    for page in PAGES:
        first, body = requested(client, page)
        later = statistics.median(requested(client, page)[0] for _ in range(5))
        sizes = {"kB": len(body), "sent": len(gzip.compress(body, 6))}
        found[page] = {"first_ms": round(first, 1), "ms": round(later, 1)}
        found[page] |= {name: round(size / 1000, 1) for name, size in sizes.items()}
    for number, page in enumerate(PAGES):
        graph.change(add=[ox.Quad(graph.iri(f"actor/written-{number}"), LABEL, ox.Literal("x"), TEST)])
        found[page]["written_ms"] = round(requested(client, page)[0], 1)
    app.extensions["standpunkt"].close()
    if wishes.json:
        print(json.dumps(found, indent=1))
        return
    print(f"{len({position.holder for position in all_positions(graph)})} actors hold positions")
    print(f"read ahead in {ahead / 1000:.1f} s")
    print(f"{'page':45} {'first ms':>9} {'ms':>7} {'written ms':>11} {'kB':>7} {'sent':>7}")
    for page, row in found.items():
        columns = f"{row['first_ms']:9} {row['ms']:7} {row['written_ms']:11} {row['kB']:7} {row['sent']:7}"
        print(f"{page:45} {columns}", flush=True)


if __name__ == "__main__":
    main()
