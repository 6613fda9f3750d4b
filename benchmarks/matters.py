"""How well the partners of an issue are suggested, and whether confirmed matters answer questions.

    python benchmarks/matters.py [--first N] [--list]

The articles of the development sets and of ``quotes/dev`` (those that nobody may read left out) are loaded
into a store in memory. For each matter of ``matters.toml`` and each issue of its articles, the first
suggestions are looked through for an issue of each other article of the matter: how many of these partners
are among the first ten, how many matters have all theirs, and what a random order would give. Then the
matters are confirmed as one reader would, and the question about each is asked.
"""

from __future__ import annotations

import argparse
import json
import random
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import standpunkt
from benchmarks.material import EVALUATION, require
from graph.knowledge.graph import KnowledgeGraph
from graph.matters.suggesting import suggestions
from loaders.articles.findings import Document
from standpunkt.session.gathering import confirm

MATTERS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["matter"]
Issues = dict[str, list[tuple[str, str]]]


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


def telling(matter: dict[str, dict[str, list[str]]], issues: Issues, number: str) -> list[str]:
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


def answers(session: standpunkt.Session, issues: Issues, show: bool) -> None:
    """Confirm the matters, ask about each, and print how many are answered from two articles or more."""
    for matter in MATTERS:
        chosen = [issue for number in matter["articles"] for issue in telling(matter, issues, number)]
        confirm(session.graph, matter["name"], chosen, "Benchmark")
    answered = 0
    for matter in MATTERS:
        answer = session.ask(matter["ask"])
        documents = {one.document for finding in answer.answers for one in finding.evidence}
        answered += len(documents) > 1
        if show:
            print(f"  {len(answer.answers):3} findings from {len(documents)} articles  {matter['ask']}")
    print(f"matters answered from two articles or more once they are confirmed: {answered} of {len(MATTERS)}")


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
        answers(session, issues, arguments.list)


if __name__ == "__main__":
    main()
