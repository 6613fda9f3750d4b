"""How many questions over annotated articles are answered rightly, and whether what is shown proves it.

    python benchmarks/answers.py [--misses] [--extracted]

The questions are ``answering/questions.tsv`` and ``worked-on.tsv``, all of which were worked on by now, and
``second.tsv``, of which every second is unread, so that of it only the score is shown.
They are asked over the articles as annotated (a perfect extraction) and, with ``--extracted``, as our
extractor reads them. *proved*: of the questions that have an answer, those where one of the first five
sentences shown, of positions or passages, is of the right article and holds the word that proves it.
*false*: an answer names whom or what it must not, gives a wrong verdict, or answers where there is no answer.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.answering.annotated import BASE, extractions
from benchmarks.material import EVALUATION, require
from graph.ask.asking import ask
from graph.ask.positions.answer import Answer
from graph.knowledge.graph import KnowledgeGraph
from graph.things.passages import Passage
from tests.worlds import graph_of

QUESTIONS = Path(__file__).with_name("answering") / "questions.tsv"
WORKED_ON = QUESTIONS.with_name("worked-on.tsv")
SECOND = QUESTIONS.with_name("second.tsv")
SETS = ("wikinews2", "wikinews3")
FIRST = 5
"""Answers, and sentences, that are looked at."""


def read_questions() -> list[dict[str, str]]:
    """The rows of all files, each with its set: ``first``, ``worked on``, ``second`` or ``unread``."""
    second = [
        {**row, "set": "unread" if place % 2 == 0 else "second"} for place, row in enumerate(_rows(SECOND), 1)
    ]
    older = {"first": QUESTIONS, "worked on": WORKED_ON}
    return [{**row, "set": name} for name, file in older.items() for row in _rows(file)] + second


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader((line for line in lines if line[:1] != "#"), delimiter="\t"))


def false(answer: Answer, row: dict[str, str]) -> str:
    """What an answer asserts that is not so, "" if nothing."""
    labels = [finding.label.casefold() for finding in answer.answers]
    for name in filter(None, row["not"].split(";")):
        if any(name.casefold() in label for label in labels):
            return f"{name} is among the answers"
    if row["answer"] == "-" and labels:
        return f"there is no answer, but {labels[:FIRST]}"
    decided = {"yes", "no", "corrected"} & {answer.verdict}
    if decided and row["verdict"] and answer.verdict not in row["verdict"].split("/"):
        return f"verdict {answer.verdict}"
    return ""


def lacking(answer: Answer, row: dict[str, str]) -> str:
    """What a right answer would have and this one has not, "" if nothing."""
    first = answer.answers[:FIRST]
    labels = [finding.label.casefold() for finding in first]
    if row["kind"] == "keywords":  # nobody says whether who or what is searched for
        labels = [
            f"{label} {finding.issue or ''}".casefold() for label, finding in zip(labels, first, strict=True)
        ]
    for wanted in filter(None, row["answer"].split(";")):
        if wanted != "-" and not any(o.casefold() in label for o in wanted.split("/") for label in labels):
            return f"{wanted} is not in {labels}"
    if row["verdict"] and (answer.verdict or "unknown") not in row["verdict"].split("/"):
        return f"verdict {answer.verdict or 'unknown'}: {answer.message}"
    if row["document"] and not proved(answer, row):
        return f"the sentence is not shown: {[proof.quote[:60] for proof in shown(answer)]}"
    return ""


def shown(answer: Answer) -> list[Passage]:
    """The first sentences shown, of answers and what stands below them, in the order of the page."""
    rows = (*answer.answers, *(row for _, part in answer.below for row in part))
    return [proof for row in rows for proof in row.evidence][:FIRST]


def proved(answer: Answer, row: dict[str, str]) -> bool:
    """Whether one of the first sentences shown is of the right article and holds the right word."""
    return any(
        proof.document.endswith(f"/{row['document']}") and row["says"].casefold() in proof.quote.casefold()
        for proof in shown(answer)
    )


def score(title: str, graph: KnowledgeGraph, misses: bool) -> None:
    """Print what is right, false and proved, and by kind what is right."""
    counts: dict[str, Counter[str]] = {}
    kinds: dict[str, Counter[str]] = {}
    for row in read_questions():
        answer = ask(graph, row["question"])
        wrong, missing = false(answer, row), lacking(answer, row)
        ticks = {
            "asked": True,
            "right": not wrong and not missing,
            "false": bool(wrong),
            "provable": bool(row["document"]),
            "proved": bool(row["document"]) and proved(answer, row),
        }
        counts.setdefault(row["set"], Counter()).update(name for name, tick in ticks.items() if tick)
        kinds.setdefault(row["kind"], Counter()).update(name for name, tick in ticks.items() if tick)
        if (wrong or missing) and misses and row["set"] != "unread":
            print(f"    {row['kind']}: {row['question']}\n        {wrong and 'FALSE '}{wrong or missing}")
            print(f"        [{answer.intent}] {answer.understood} | {answer.status} | {answer.message[:150]}")
    for name, found in counts.items():
        print(
            f"{title}, {name}: right {found['right']} of {found['asked']}, false {found['false']}, "
            f"proved {found['proved']} of {found['provable']}"
        )
    print("    " + ", ".join(f"{kind} {found['right']}/{found['asked']}" for kind, found in kinds.items()))


def main() -> None:
    """Ask everything over the annotated articles, then over the extracted ones."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--misses", action="store_true", help="tell what is wrong in those that are read")
    parser.add_argument("--extracted", action="store_true", help="also over what our extractor finds")
    options = parser.parse_args()
    folders = [require(EVALUATION / name) for name in SETS]
    score("annotated", graph_of(extractions(folders, annotated=True), BASE), options.misses)
    if options.extracted:
        score("extracted", graph_of(extractions(folders, annotated=False), BASE), options.misses)


if __name__ == "__main__":
    main()
