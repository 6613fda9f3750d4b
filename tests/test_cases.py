"""Small inputs that once went wrong, each with what is right, run against the real program.

They lie in ``evaluation/cases`` of the material (``benchmarks/material.py``), a kind of mistake each. Names of
issues in them mean the matter: the last part of its identifier, or the label.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

import standpunkt
import standpunkt.commands
from benchmarks.material import EVALUATION
from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import read_settings
from graph.stores.embedded import memory
from loaders.articles.files import SUFFIXES, Options, read_bytes
from loaders.facts.dates import find_dates
from ontology.slugs import slugify
from web import create_app

FOLDER = EVALUATION / "cases"
DAY = dt.date(2025, 8, 19)
BASE = "http://127.0.0.1:5000/"
TOKEN = {"Authorization": "Bearer correct horse battery"}

STILL_FAIL: dict[str, str] = {}
NOT_RUN = {
    "curation": "tests/graph and tests/web/pages/test_curation.py",
    "restore": "tests/test_command_line.py",
    "lock": "tests/test_command_line.py and tests/graph/test_stores.py",
    "base": "tests/test_session.py",
    "excel": "tests/web/test_sparql.py",
}
"""Runs that need steps the case does not write down, and where such steps are tested."""


@dataclass(frozen=True)
class Case:
    """An input, what is done with it, and what is right."""

    name: str
    path: Path
    run: str
    options: dict[str, Any]
    expect: dict[str, Any]

    @property
    def document(self) -> Any:
        kind = SUFFIXES[self.path.suffix]
        return read_bytes(self.path.read_bytes(), self.path.name, kind, Options(published=DAY))

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")


def cases() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.expected.json")):
        name = file.name.removesuffix(".expected.json")
        path = next(p for p in FOLDER.glob(f"{name}.*") if p != file)
        case = Case(name, path, **json.loads(file.read_text(encoding="utf-8")))
        marks = []
        if name in STILL_FAIL:
            marks.append(pytest.mark.xfail(reason=STILL_FAIL[name], strict=True))
        if case.run in NOT_RUN:
            marks.append(pytest.mark.skip(reason=NOT_RUN[case.run]))
        yield pytest.param(case, id=name, marks=marks)


# ---------------------------------------------------------------- what is extracted


def extract(case: Case) -> None:
    check_extraction(case, standpunkt.extract(case.document))


def check_extraction(case: Case, found: Any) -> None:
    text = found.document.text
    rows = [
        {
            "holder": s.holder.id.split("/")[-1],
            "stance": s.stance.value,
            "issue": {s.issue.id.split("/")[-1], slugify(s.issue.label)},
            "start": s.evidence.span.start,
            "date": s.date and s.date.isoformat(),
            "modality": s.modality.value,
        }
        for s in found.statements
    ]
    for statement in found.statements:
        assert statement.evidence.span.of(text) == statement.evidence.quote
    for wanted in case.expect.get("statements", []):
        assert any(fits(wanted, row) for row in rows), f"no {wanted} in {rows}"
    for unwanted in case.expect.get("not", []):
        assert not any(fits(unwanted, row) for row in rows)
    if "count" in case.expect:
        assert len(rows) == case.expect["count"]
    if "same_issue" in case.expect:
        assert max(Counter(s.issue.id for s in found.statements).values()) == case.expect["same_issue"]
    assert not {s.issue.label for s in found.statements} & set(case.expect.get("no_label", []))
    if case.expect.get("not_asserted"):
        assert not [row for row in rows if row["modality"] == "asserted"]
        assert not [row for row in rows if row["modality"] == "conditional"]  # no word of a condition
    if quotation := case.expect.get("quotation"):
        said = [q for q in found.quotations if any(span.of(text) == quotation["text"] for span in q.spans)]
        assert [q.speaker and q.speaker.id.split("/")[-1] for q in said] == [quotation["speaker"]]


def fits(wanted: dict[str, Any], row: dict[str, Any]) -> bool:
    begins = row["holder"].startswith(wanted.get("holder_starts", ""))
    plain = {key: value for key, value in wanted.items() if key not in {"holder_starts", "issue"}}
    return (
        begins and wanted["issue"] in row["issue"] and all(row[key] == value for key, value in plain.items())
    )


def command(*arguments: str) -> Any:
    return CliRunner().invoke(standpunkt.commands.commands, list(arguments))


def cli_extract(case: Case) -> None:
    result = command("extract", str(case.path), "--date", DAY.isoformat())
    assert result.exit_code == case.expect["rc"], result.stderr
    rows = [
        {"holder": slugify(r["holder"]), "stance": r["stance"], "issue": {r["issue_iri"].split("/")[-1]}}
        for r in json.loads(result.stdout)
    ]
    for wanted in case.expect["statements"]:
        assert any(fits(wanted, row) for row in rows), f"no {wanted} in {rows}"


def follow_advice(case: Case) -> None:
    refused = command("extract", str(case.path))
    assert refused.exit_code == 2
    advised = re.search(r"--encoding ([\w-]+)", refused.stderr)
    assert advised is not None
    assert advised[1] in case.expect["message_names"].split(" or ")
    rows = json.loads(command("quotes", str(case.path), "--encoding", advised[1]).stdout)
    text = case.path.read_bytes().decode(advised[1])
    direct = [text[start:end] for r in rows if r["type"] == "direct" for start, end in r["quote"]]
    assert direct == [case.expect["direct_quotation"]]


def cli_load(case: Case) -> None:
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as session:
        failed = session.load([case.path]).failed
    assert [str(error) for _, error in failed]


# ---------------------------------------------------------------- dates


def date(case: Case) -> None:
    name = case.options.get("name", case.path.name)
    document = read_bytes(case.path.read_bytes(), name, SUFFIXES[case.path.suffix], Options())
    assert (document.published and document.published.isoformat()) == case.expect["published"]


def find_date(case: Case) -> None:
    (found,) = find_dates(case.text, DAY)
    assert found.when.expression == case.expect["expression"]
    interval = (found.when.start, found.when.end)
    assert interval == (dt.date.fromisoformat(case.expect["from"]), dt.date.fromisoformat(case.expect["to"]))


# ---------------------------------------------------------------- the graph and the web


@contextlib.contextmanager
def client() -> Iterator[FlaskClient]:
    """A server over an empty graph."""
    graph = KnowledgeGraph(memory(), BASE, None)
    app = create_app(graph, read_settings({"token": "correct horse battery"}))
    try:
        yield app.test_client()
    finally:
        app.extensions["standpunkt"].close()
        graph.close()


def load_all(case: Case) -> None:
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as session:
        for item in json.loads(case.text):
            session.load_document(
                read_bytes(item["text"].encode(), "a.txt", "text", Options(title=item["title"]))
            )
        count = "SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a <https://w3id.org/standpunkt/ontology#{}> }}"
        for kind, wanted in (("Document", "documents"), ("Position", "positions")):
            (row,) = session.graph.store.query(count.format(kind), base=session.base)
            assert int(row[0].value) == case.expect[wanted]


def sparql(case: Case) -> None:
    expect = case.expect
    query = {"query": case.text} | ({"format": case.options["format"]} if "format" in case.options else {})
    with client() as browser:
        answer = browser.get("/sparql", query_string=query, headers={"Accept": case.options["accept"]})
    body = answer.get_data(as_text=True)
    if "well_formed_or_status" in expect:
        if answer.status_code not in expect["well_formed_or_status"]:
            ElementTree.fromstring(body)
        return
    assert answer.status_code == expect.get("status", 200), body
    assert expect.get("type", answer.mimetype) == answer.mimetype
    assert expect.get("body", body) == body
    if "csv_rows" in expect:
        assert list(csv.reader(io.StringIO(body, newline=""))) == expect["csv_rows"]


def gsp_put(case: Case) -> None:
    with client() as browser:
        where = {"graph": "urn:g"}
        put = browser.put(
            "/data",
            query_string=where,
            data=case.path.read_bytes(),
            content_type="text/turtle",
            headers=TOKEN,
        )
        assert put.status_code in case.expect["status"], put.get_data(as_text=True)
        if "then_get" in case.expect:
            assert browser.get("/data", query_string=where).status_code == case.expect["then_get"]


def gsp_missing(case: Case) -> None:
    with client() as browser:
        assert browser.get("/data", query_string={"graph": "urn:none"}).status_code == case.expect["get"]


def dereference(case: Case) -> None:
    with client() as browser:
        put = browser.put(
            "/data",
            query_string={"graph": "urn:g"},
            data=case.path.read_bytes(),
            content_type="text/turtle",
            headers=TOKEN,
        )
        assert put.status_code in {201, 204}
        assert (
            browser.get(case.expect["get"], headers={"Accept": "text/turtle"}).status_code
            == case.expect["status"]
        )


def network(case: Case) -> None:
    drawn = drawn_network(case)
    if "nodes_in_graphml" in case.expect:
        assert len(drawn.findall(".//{*}node")) == case.expect["nodes_in_graphml"]
    if "label" in case.expect:
        assert case.expect["label"] in {data.text for data in drawn.findall(".//{*}data")}


def drawn_network(case: Case) -> ElementTree.Element:
    with standpunkt.open_graph(store_kind="memory") as session:
        session.load_document(case.document)
        app = create_app(session.graph, read_settings({}))
        try:
            answer = app.test_client().get("/network.graphml")
            return ElementTree.fromstring(answer.get_data())
        finally:
            app.extensions["standpunkt"].close()


def closure(case: Case) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "standpunkt", "closure"],
        input=case.path.read_bytes(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == case.expect["rc"], done.stderr
    lines = done.stdout.decode().splitlines()
    if start := case.expect.get("no_line_starts_with"):
        assert not [line for line in lines if line.startswith(start)]
    if "lines_with" in case.expect:
        part, count = case.expect["lines_with"]
        assert sum(part in line for line in lines) == count


RUNS: dict[str, Callable[[Case], None]] = {
    "extract": extract,
    "cli-extract": cli_extract,
    "cli-extract-plain": cli_extract,
    "follow-advice": follow_advice,
    "cli-load": cli_load,
    "date": date,
    "find-date": find_date,
    "load-all": load_all,
    "sparql": sparql,
    "gsp-put": gsp_put,
    "gsp-missing": gsp_missing,
    "dereference": dereference,
    "network": network,
    "graphml": network,
    "closure": closure,
}


@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"{FOLDER} is not here")
@pytest.mark.parametrize("case", list(cases()))
def test_case(case: Case) -> None:
    RUNS[case.run](case)
