"""The competency questions, asked of the sample articles the whole way: text, extraction, store, reasoning, query."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import standpunkt
from graph.knowledge.graph import KnowledgeGraph
from ontology.terms import PREFIXES

HERE = Path(__file__).parent
QUESTIONS = tomllib.loads((HERE / "competency.toml").read_text(encoding="utf-8"))["question"]
DOCS = HERE.parents[2] / "docs" / "QUESTIONS.md"
Row = dict[str, str]


@pytest.fixture(scope="module")
def samples() -> Iterator[KnowledgeGraph]:
    with standpunkt.open_graph(store_kind="memory") as graph:
        report = standpunkt.load(graph, [Path(str(files("loaders") / "samples"))])
        assert not report.failed
        yield graph


def ask(graph: KnowledgeGraph, question: dict[str, Any]) -> list[Row]:
    parameters = {k: ox.NamedNode(graph.base + v) for k, v in question.get("with", {}).items()}
    return [
        {k: str(v.value).removeprefix(graph.base).removeprefix(PREFIXES["sp"]) for k, v in row.items()}
        for row in graph.rows(question["name"], **parameters)
    ]


def matches(row: Row, pattern: Row) -> bool:
    return all(
        wanted[1:] in row.get(column, "") if wanted.startswith("~") else row.get(column) == wanted
        for column, wanted in pattern.items()
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q["name"])
def test_the_samples_answer_a_competency_question(samples: KnowledgeGraph, question: dict[str, Any]) -> None:
    found = ask(samples, question)
    for pattern in question.get("rows", []):
        assert any(matches(row, pattern) for row in found), f"{pattern} is not among {found}"
    for pattern in question.get("never", []):
        assert not any(matches(row, pattern) for row in found), pattern
    if question.get("none"):
        assert found == []


def test_there_are_at_least_25_questions_with_answers() -> None:
    assert len({q["name"] for q in QUESTIONS if q.get("rows")}) >= 25


def test_every_answer_carries_its_evidence(samples: KnowledgeGraph) -> None:
    rows = ask(samples, {"name": "demands"})
    texts = {
        q.subject.value: q.object.value
        for q in samples.store.quads(predicate=ox.NamedNode(PREFIXES["sp"] + "text"))
    }
    assert rows
    for row in rows:
        assert texts[samples.base + row["document"]][int(row["start"]) : int(row["end"])] == row["quote"]


def test_the_docs_list_every_question_as_its_file_asks_it() -> None:
    listed = DOCS.read_text(encoding="utf-8")
    for file in (files("graph") / "queries").iterdir():
        header = dict(
            re.findall(r"^# (name|question-de|question-en): (.+)$", file.read_text(encoding="utf-8"), re.M)
        )
        if "question-de" in header:
            row = f"| `{header['name']}` | {header['question-de']} | {header['question-en']} |"
            assert row in listed, row
