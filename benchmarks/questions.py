"""How well and how fast questions are answered.

    python benchmarks/questions.py [--triples 100000] [--misses]

Scores by kind of question: over the invented world of ``tests/graph/ask``, over the development articles as
annotated (what a perfect extractor would load), and as our extractor reads them (both where
``material`` has them). Then the time of each question on a graph of invented articles, first and second time
asked, and of its page, in a server that has read ahead: in milliseconds of CPU time (other work on the
machine hardly counts).
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pyoxigraph as ox

import standpunkt
from benchmarks.material import EVALUATION
from graph.ask.asking import ask
from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import read_settings
from graph.stores.embedded import memory
from loaders.articles import files
from loaders.articles.findings import (
    Act,
    Actor,
    ActorKind,
    Document,
    Evidence,
    Extraction,
    Issue,
    Span,
    Stance,
    Statement,
)
from ontology.slugs import slugify
from tests.graph.ask import annotated, scoring, world
from tests.worlds import document_graphs
from web import create_app
from web.http.site import EXTENSION
from web.pages.shared.ahead import read_ahead, read_templates, settle

Made = TypeVar("Made")

BASE = "http://127.0.0.1:5000/"
WORDS = """
Ausbau Abschaffung Reform Finanzierung Verbot Förderung Erhöhung Senkung Schutz Verkauf Bau
Rückgabe Prüfung Klima Energie Rente Gesundheit Bildung Verkehr Wohnung Steuer Verteidigung
Landwirtschaft Familie Justiz Wasser Wald Hafen Schule Bahn Flughafen Museum Krankenhaus Brücke
Theater Universität Grenze Polizei Daten Waffe Hilfe Kohle Wind Gebühr Pflege Lohn Miete Zoll
Handel Bank Sport Kultur Medien Digitalisierung Forschung Asyl Migration
""".split()  # noqa: SIM905
NAMES = """
Ahlers Behnke Cordes Dirks Ehlers Freese Gerken Harms Ihde Janssen Krull Lübbers Menke Nolte
Otten
""".split()  # noqa: SIM905
FIRST = """
Anna Bernd Clara David Elif Franz Greta Hakan Ines Jonas Karin Lukas Mira Nils Olga Paul Rosa
Tarek Ute
""".split()  # noqa: SIM905
TIMED = [
    "Wer unterstützt die Reform der Rente?",
    "Wer lehnt den Ausbau der Bahn ab?",
    "Who demands the reform of the pension?",
    "Was fordert Anna Ahlers?",
    "Wie steht Nils Otten zur Miete?",
    "Wer widerspricht Rosa Krull?",
    "Worin unterscheiden sich Rosa Krull und Paul Menke?",
    "Wer hat seine Meinung geändert?",
    "Wer fordert eine Reise zum Mond?",
    "Klima",
    "Wer stimmt mit Rosa Krull überein?",
    "Wer widerspricht Rosa Krull bei der Miete?",
    "Wer fordert was?",
    "Wer lobt wen?",
    "Was fordert Anna Ahlers laut Rosa Krull?",
    "Wie steht Anna Ahlers?",
    "Welche Themen gibt es?",
    "Welche Akteure gibt es?",
]


def score(title: str, graph: KnowledgeGraph, questions: str, misses: bool) -> None:
    """Print the share of right answers by kind of question."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for question in scoring.questions(questions):
        wrong = scoring.missing(ask(graph, question["q"]), question)
        asked[question["kind"]] += 1
        right[question["kind"]] += not wrong
        if wrong and misses:
            print(f"    {question['q']}: {wrong[0]}")
    print(f"{title}: {right.total()} of {asked.total()}")
    for kind, number in asked.items():
        print(f"    {right[kind]:3} / {number:3}  {kind}")


def score_extracted(misses: bool) -> None:
    """Print the score over the development articles as our extractor reads them."""
    with standpunkt.open_graph(store_kind="memory") as graph:
        standpunkt.load(graph, [EVALUATION / "wikinews" / "texts"])
        options = files.Options(published=dt.date(2025, 8, 19))
        standpunkt.load(graph, [EVALUATION / "seed" / "texts" / "1.txt"], options)
        score("development articles, extracted", graph, "dev", misses)


def invented(triples: int) -> KnowledgeGraph:
    """A graph of about so many triples: articles of ten positions each, holders unevenly spread."""
    rng = random.Random(11)
    graph = KnowledgeGraph(memory(), BASE, None)
    people = [
        Actor(f"actor/{slugify(n)}", n, ActorKind.PERSON) for n in (f"{a} {b}" for b in NAMES for a in FIRST)
    ]
    graphs: dict[str, list[ox.Triple]] = {}
    size = 0
    while size < triples:
        read = document_graphs([_article(rng, people, len(graphs))], BASE)
        graphs |= read
        size += sum(map(len, read.values()))
    graph.put_all(dict(graphs))
    return graph


def _article(rng: random.Random, people: list[Actor], number: int) -> Extraction:
    rows = []
    text = ""
    for _ in range(10):
        holder = people[int(len(people) * rng.random() ** 2)]
        one, other = rng.choice(WORDS), rng.choice(WORDS)
        label = f"{one} der {other}" if rng.random() < 0.7 else one
        stance = rng.choice(list(Stance))
        sentence = f"{holder.name} {'fordert' if stance is Stance.SUPPORT else 'kritisiert'} {label}. "
        rows.append((holder, stance, label, len(text), len(text) + len(sentence) - 1))
        text += sentence
    day = dt.date(2024, 1, 1) + dt.timedelta(days=number % 600)
    document = Document(f"document/text-{number}", f"Text {number}", text, published=day)
    statements = tuple(
        Statement(
            holder,
            stance,
            Act.DEMAND if stance is Stance.SUPPORT else Act.CRITICISE,
            Issue("issue/" + slugify(label), label),
            Evidence.of(document, Span(start, end)),
            "benchmark",
            0.9,
            date=day,
        )
        for holder, stance, label, start, end in rows
    )
    return Extraction(document, statements=statements)


def milliseconds(work: Callable[[], Made]) -> tuple[float, Made]:
    """CPU time of ``work``, and what it made."""
    begun = time.process_time()
    made = work()
    return (time.process_time() - begun) * 1000, made


def speed(triples: int) -> None:
    """Print how long questions and their pages take on a large graph, in a server that has read ahead."""
    graph = invented(triples)
    print(f"{graph.store.size()} triples")
    app = create_app(graph, read_settings({"store_kind": "memory", "cache_bytes": 0, "query_seconds": 3600}))
    client, settings = app.test_client(), app.extensions[EXTENSION].settings
    read_templates(app)
    ahead, _ = milliseconds(lambda: read_ahead(graph, settings, lambda: True))
    settle()
    print(f"{ahead:8.0f} ms  reading ahead")
    later = []
    for question in TIMED:
        asked = partial(ask, graph, question)
        shown = partial(client.get, "/ask", query_string={"q": question}, headers={"Accept": "text/html"})
        (first, answer), (again, _), (page, sent) = map(milliseconds, (asked, asked, shown))
        later.append(again)
        size = f"{len(answer.answers):4} rows {len(sent.data) // 1000:5} kB"
        print(f"{first:8.0f} ms {again:6.0f} ms, page {page:6.0f} ms  {size}  {question}")
    print(f"{statistics.median(later):8.0f} ms  median of the second times")
    app.extensions[EXTENSION].close()


def main() -> None:
    """Scores, then speed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--misses", action="store_true", help="list the questions answered wrongly")
    options = parser.parse_args()
    score("invented world", world.build(), "world", options.misses)
    if EVALUATION.is_dir():
        score("development articles, annotated", annotated.build(EVALUATION), "dev", options.misses)
        score_extracted(options.misses)
    speed(options.triples)


if __name__ == "__main__":
    main()
