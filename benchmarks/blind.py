"""How many questions by somebody who knows no rule are answered rightly, over passages nobody tuned to.

    python benchmarks/blind.py FOLDER [--misses] [--extracted]

``FOLDER`` holds ``gold.jsonl`` (a line a passage: ``name``, ``text`` and in ``true`` the positions with their
quotes) and ``questions.jsonl`` (``q``, ``holders``, ``not``, ``verdict``, ``proof`` …). It is asked over the
annotation (a perfect extraction) and, with ``--extracted``, over what a load finds by default: what the rules
read and the second reader does not doubt. Of questions with
an odd ``id`` only the score is shown. *Right*: all ``holders`` are among the asserted answers, none of
``not``, the verdict is so, and where nothing is held nothing is asserted; *proved*: the sentence is among the
first five shown. *False*: one of ``not``, a wrong verdict, or an answer where there is none.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import standpunkt
from benchmarks.answering.annotated import BASE, annotated_actor
from benchmarks.answers import shown
from graph.ask.asking import ask
from graph.ask.positions.answer import Answer, Finding
from graph.knowledge.graph import KnowledgeGraph
from loaders.articles.findings import Act, Document, Evidence, Extraction, Issue, Span, Stance, Statement
from loaders.german_rules import GermanRules
from loaders.reader.wording import E5
from ontology.slugs import slugify
from tests.worlds import graph_of

STANCES = {"for": (Stance.SUPPORT, Act.DEMAND), "against": (Stance.OPPOSE, Act.REJECT)}
"""What the annotation's words say; it names no acts."""


def read_lines(file: Path) -> list[dict[str, Any]]:
    """The rows of a file with a JSON object in each line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def extractions(folder: Path, *, annotated: bool) -> Iterator[Extraction]:
    """Each passage as our extractor reads it, with the annotation's positions if asked."""
    for row in read_lines(folder / "gold.jsonl"):
        number = Path(row["name"]).stem
        document = Document(f"document/{number}", row["text"][:80], row["text"])
        if annotated:
            found = GermanRules().extract(document)
            found = replace(found, statements=tuple(_statement(found, said) for said in row["true"]))
        else:
            found = standpunkt.extract(document)
        yield found


def _statement(found: Extraction, row: list[str]) -> Statement:
    holder, side, label, quote = row
    document, (stance, act) = found.document, STANCES[side]
    start = document.text.index(quote)
    issue = Issue(f"issue/{document.id.removeprefix('document/')}/{slugify(label)}", label)
    evidence = Evidence.of(document, Span(start, start + len(quote)))
    return Statement(annotated_actor(found, holder, []), stance, act, issue, evidence, "annotation", 1.0)


def false(answer: Answer, row: dict[str, Any]) -> str:
    """What an answer asserts that is not so, "" if nothing."""
    for name in row["not"]:
        if any(_names(finding, name) for finding in answer.answers):
            return f"{name} is among the answers"
    if row["kind"] == "none" and answer.answers:
        return f"there is no answer, but {[finding.label for finding in answer.answers][:5]}"
    wrong = {"yes": {"no", "corrected"}, "no": {"yes"}}.get(row["verdict"], set())
    if row["kind"] == "why-false":
        wrong = {"yes"}
    return f"verdict {answer.verdict}" if answer.verdict in wrong else ""


def lacking(answer: Answer, row: dict[str, Any]) -> str:
    """What a right answer would have and this one has not, "" if nothing."""
    for name in row["holders"]:
        if not any(_names(finding, name) for finding in answer.answers):
            return f"{name} is not among {[f'{f.holder}: {f.label}' for f in answer.answers][:5]}"
    verdict = row["verdict"]
    if row["kind"] == "why-false":
        return "" if answer.verdict in {"corrected", "no"} else f"not corrected: {answer.message}"
    if verdict in {"yes", "no"} and answer.verdict != verdict:
        return f"verdict {answer.verdict}: {answer.message}"
    if verdict in STANCES:
        held = {f.stance for f in answer.answers if any(_names(f, name) for name in row["holders"])}
        if held != {STANCES[verdict][0].value}:
            return f"they are {held}, not {verdict}"
    return ""


def _names(finding: Finding, name: str) -> bool:
    return name.casefold() in f"{finding.label} {finding.holder or ''}".casefold()


def proved(answer: Answer, row: dict[str, Any], texts: dict[str, str]) -> bool:
    """Whether one of the first sentences shown holds, or is part of, the one that proves it."""
    number = _number(row)
    start = texts[number].index(row["proof"])
    return any(
        proof.document.endswith(f"/{number}")
        and proof.start < start + len(row["proof"])
        and start < proof.end
        for proof in shown(answer)
    )


def _number(row: dict[str, Any]) -> str:
    """The name of the passage a question is about."""
    return f"{Path(row['file']).with_suffix('').as_posix().replace('/', '-')}-{row['record']}"


def score(title: str, graph: KnowledgeGraph, folder: Path, misses: bool) -> None:
    """Print what is right, false and proved, for even and odd questions, and by kind of the even ones."""
    texts = {Path(row["name"]).stem: row["text"] for row in read_lines(folder / "gold.jsonl")}
    counts: dict[str, Counter[str]] = {"even": Counter(), "odd": Counter()}
    kinds: dict[str, Counter[str]] = {}
    for row in read_lines(folder / "questions.jsonl"):
        answer = ask(graph, row["q"])
        wrong, missing = false(answer, row), lacking(answer, row)
        seen = bool(row["proof"]) and proved(answer, row, texts)
        ticks = {
            "asked": True,
            "right": not wrong and not missing,
            "proved-right": not wrong and not missing and (seen or not row["proof"]),
            "false": bool(wrong),
            "provable": bool(row["proof"]),
            "proved": seen,
        }
        half = "odd" if row["id"] % 2 else "even"
        counts[half].update(name for name, tick in ticks.items() if tick)
        if half == "odd":
            continue
        kinds.setdefault(row["kind"], Counter()).update(name for name, tick in ticks.items() if tick)
        if (wrong or missing) and misses:
            print(
                f"    {row['id']} {row['kind']}: {row['q']}\n        {wrong and 'FALSE '}{wrong or missing}"
            )
            print(f"        [{answer.intent}] {answer.understood} | {answer.status} | {answer.message[:150]}")
    for half, found in counts.items():
        print(
            f"{title}, {half}: right {found['right']} of {found['asked']} "
            f"(with proof {found['proved-right']}), false {found['false']}, "
            f"proved {found['proved']} of {found['provable']}"
        )
    print(
        "    even: " + ", ".join(f"{kind} {found['right']}/{found['asked']}" for kind, found in kinds.items())
    )


def main() -> None:
    """Ask everything over the annotated passages, then over the extracted ones."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true", help="tell what is wrong in those with an even id")
    parser.add_argument("--wordings", action="store_true", help="with the encoder of the extra reader")
    parser.add_argument("--extracted", action="store_true", help="also over what our extractor finds")
    options = parser.parse_args()
    for annotated in (True, False) if options.extracted else (True,):
        graph = graph_of(extractions(options.folder, annotated=annotated), BASE)
        graph.encoder = E5() if options.wordings else None
        score("annotated" if annotated else "extracted", graph, options.folder, options.misses)


if __name__ == "__main__":
    main()
