"""How well the partners of an issue are suggested, and whether confirmed matters answer questions.

    python benchmarks/matters.py [--first N] [--list]

The articles of the development sets and of ``quotes/dev`` (those that nobody may read left out) are loaded
into a store in memory. For each matter of ``matters.toml`` and each issue of its articles, the first
suggestions are looked through for an issue of each other article of the matter: how many of these partners
are among the first ten, how many matters have all theirs, and what a random order would give. Then the
matters are confirmed as one reader would, and the question about each is asked; and once more after the
reader's decisions about positions (``accepted`` and ``corrected`` in ``matters.toml``).
"""

from __future__ import annotations

import argparse
import json
import random
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import standpunkt
from benchmarks.material import EVALUATION, require
from graph.decisions.curation import decide
from graph.decisions.records import Decision, now_by
from graph.knowledge.graph import KnowledgeGraph
from graph.matters.matters import matters
from graph.matters.suggesting import suggestions
from graph.rdf.changes import DatasetChange
from graph.things.positions.positions import Position, positions
from graph.views.correction import Correction, corrected
from loaders.articles.findings import Document
from standpunkt.session.gathering import confirm

MATTERS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["matter"]
Issues = dict[str, list[tuple[str, str]]]
Matter = dict[str, Any]


def articles() -> Iterator[tuple[str, str]]:
    """Number and text of each article that may be read."""
    unread = {file.stem for file in (require(EVALUATION) / "unread" / "texts").glob("*.txt")}
    found: dict[str, str] = {}
    for folder in ("wikinews", "wikinews2", "wikinews3"):
        for file in sorted((EVALUATION / folder / "texts").glob("*.txt")):
            found[file.stem] = file.read_text(encoding="utf-8")
    for file in sorted((EVALUATION / "quotes" / "dev").glob("*.json")):
        if file.stem not in unread:
            found.setdefault(file.stem, json.loads(file.read_text(encoding="utf-8"))["originalText"])
    yield from found.items()


def issues_of(graph: KnowledgeGraph) -> Issues:
    """The issues of each article: IRI and name."""
    found: Issues = defaultdict(list)
    for row in graph.texts("matter-issues"):
        pair = (row["issue"], row["label"])
        number = row["document"].rsplit("/", 1)[1]
        if pair not in found[number]:
            found[number].append(pair)
    return found


def telling(matter: Matter, issues: Issues, number: str) -> list[str]:
    """The issues of an article that belong to a matter."""
    words = matter["articles"][number]
    return [issue for issue, label in issues[number] if any(word in label for word in words)]


def partners(graph: KnowledgeGraph, issues: Issues, first: int, show: bool) -> None:
    """Print how many partners are among the ``first`` suggestions, and by chance."""
    chance = random.Random(13)
    found = asked = whole = lucky = 0
    everything = [(number, issue) for number, own in issues.items() for issue, _ in own]
    for matter in MATTERS:
        mine = []
        for number in matter["articles"]:
            for issue in telling(matter, issues, number):
                there = {one.other.document.rsplit("/", 1)[1] for one in suggestions(graph, issue, first)}
                by_chance = {n for n, _ in chance.sample(everything, first)}
                for other in matter["articles"].keys() - {number}:
                    mine.append(other in there)
                    lucky += other in by_chance
        found, asked, whole = found + sum(mine), asked + len(mine), whole + (any(mine))
        if show:
            print(f"  {sum(mine):3} of {len(mine):3}  {matter['name']}")
    print(f"partners among the first {first}: {found} of {asked} ({found / asked:.0%}); by chance {lucky}")
    print(f"matters with a partner found: {whole} of {len(MATTERS)}")


def read_by_somebody(graph: KnowledgeGraph, matter: Matter) -> None:
    """What the reader decided about the positions of a matter: that they are right, or what is right."""
    reader = now_by("Benchmark")
    for number, words in matter.get("accepted", {}).items():
        for position in _positions(graph, number, words):
            _change(graph, decide(graph, position.iri, Decision.ACCEPTED, reader))
    for number, (word, right) in matter.get("corrected", {}).items():
        for position in _positions(graph, number, [word]):
            wish = Correction(position.holder, right, position.stance, position.act, "asserted")
            after = corrected(graph, position, wish)
            _change(graph, decide(graph, position.iri, Decision.CORRECTED, reader, after=after))


def _positions(graph: KnowledgeGraph, number: str, words: list[str]) -> list[Position]:
    named = {iri for iri, label in issues_of(graph)[number] if any(word in label for word in words)}
    return [p for p in positions(graph, document=f"{graph.base}document/{number}") if p.issue in named]


def _change(graph: KnowledgeGraph, change: DatasetChange) -> None:
    graph.change(add=change.add, remove=change.remove)


def answers(session: standpunkt.Session, show: bool) -> int:
    """Confirm the matters, ask about each; how many are answered from two articles or more."""
    issues = issues_of(session.graph)
    for matter in MATTERS:
        chosen = [issue for number in matter["articles"] for issue in telling(matter, issues, number)]
        gathered = {issue for one in matters(session.graph) for issue in one.issues}
        if new := [issue for issue in chosen if issue not in gathered]:
            confirm(session.graph, matter["name"], new, "Benchmark")
    answered = 0
    for matter in MATTERS:
        answer = session.ask(matter["ask"])
        documents = {one.document for finding in answer.answers for one in finding.evidence}
        answered += len(documents) > 1
        if show:
            print(f"  {len(answer.answers):3} findings from {len(documents)} articles  {matter['ask']}")
    return answered


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--first", type=int, default=10)
    parser.add_argument("--list", action="store_true", help="each matter by itself")
    arguments = parser.parse_args()
    with standpunkt.open_graph(store_kind="memory") as session:
        for number, text in articles():
            session.load_document(Document(f"document/{number}", text.split("\n", 1)[0][:80], text))
        issues = issues_of(session.graph)
        partners(session.graph, issues, arguments.first, arguments.list)
        of = f"of {len(MATTERS)} matters answered from two articles or more"
        print(f"{answers(session, arguments.list)} {of} once they are confirmed")
        for matter in MATTERS:
            read_by_somebody(session.graph, matter)
        print(f"{answers(session, arguments.list)} {of} with the reader's decisions about positions")


if __name__ == "__main__":
    main()
