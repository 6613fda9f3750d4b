"""How long each named question takes: PYTHONPATH=. python benchmarks/queries.py [positions].

Builds invented articles (ten positions each) in memory, closes them with the default reasoner, and runs every
question of ``graph/queries`` once with its parameters bound to the busiest thing of the right kind.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import sys
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.answering.annotated import BASE
from graph.model import named_graphs
from loaders.articles.findings import (
    Act,
    Actor,
    ActorKind,
    Document,
    Evidence,
    Extraction,
    Issue,
    Modality,
    Span,
    Stance,
    Statement,
)
from ontology.files import ontology_files
from tests.worlds import graph_of

ISSUES = re.findall(r"^<(issue/[\w-]+)> a sp:Issue", ontology_files()["issues"], re.M)
BOUND = {
    "topic": "issue/sanktion",
    "issue": "issue/sanktion",
    "holder": "actor/person-0",
    "actor": "actor/deutschland",
    "norm": "norm/grundgesetz",
    "matter": "matter/none",  # people gather matters: the invented articles have none
    "collective": "actor/cdu",
    "document": "document/text-0",
    "participant": "actor/person-0",
    "speaker": "actor/person-0",
    "attributedTo": "actor/person-1",
}


def articles(positions: int) -> Iterator[Extraction]:
    """Invented articles; holders and issues follow a Zipf-like distribution."""
    rng = random.Random(7)
    people = [
        Actor(f"actor/person-{i}", f"Person {i}", ActorKind.PERSON) for i in range(max(20, positions // 9))
    ]
    text = "x" * 1000
    for number in range(positions // 10):
        day = dt.date(2024, 1, 1) + dt.timedelta(days=number % 700)
        document = Document(f"document/text-{number}", f"Text {number}", text, published=day)
        yield Extraction(document, statements=tuple(_statement(rng, document, people, i) for i in range(10)))


def _statement(rng: random.Random, document: Document, people: list[Actor], i: int) -> Statement:
    slug = ISSUES[int(len(ISSUES) * rng.random() ** 2.2)]
    issue = Issue(slug, slug)
    if rng.random() < 0.5:
        slug = f"{slug}-{rng.randrange(len(people) // 4)}"
        issue = Issue(slug, slug, (issue.id,))
    modality = rng.choice([Modality.ASSERTED] * 8 + list(Modality))
    holder = people[int(len(people) * rng.random() ** 2.2)]
    evidence = Evidence.of(document, Span(i * 50, i * 50 + 40))
    return Statement(
        holder, rng.choice(list(Stance)), rng.choice(list(Act)), issue, evidence, "benchmark", 0.9, modality
    )


def main(positions: int) -> None:
    """Print the size of the graph and the time of each question in milliseconds."""
    begun = time.perf_counter()
    graph = graph_of(articles(positions), BASE)
    quads = sum(1 for _ in graph.store.quads())
    inferred = sum(1 for _ in graph.store.quads(graph.iri(named_graphs.INFERRED)))
    print(f"{quads - inferred} asserted, {inferred} inferred, built in {time.perf_counter() - begun:.1f} s")
    for file in sorted((files("graph") / "queries").iterdir(), key=lambda f: f.name):
        text = file.read_text(encoding="utf-8")
        if "# question-de:" not in text:
            continue
        parameters = re.findall(r"\?(\w+) \(", (re.search(r"^# parameters: (.*)$", text, re.M) or [""])[0])
        bindings = {p: ox.NamedNode(BASE + BOUND[p]) for p in parameters}
        begun = time.perf_counter()
        rows = len(graph.rows(file.name.removesuffix(".rq"), **bindings))
        print(f"{(time.perf_counter() - begun) * 1000:9.1f} ms {rows:7} rows  {file.name}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
