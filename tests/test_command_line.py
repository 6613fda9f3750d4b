"""The command as its user types it: what it prints, and the exit status."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import standpunkt.commands
from graph.stores.embedded import OxigraphQuads

ROOT = Path(__file__).parents[1]
ARTICLE = (
    "Ministerin fordert Tempolimit\n\nVerkehrsministerin Anna Beispiel fordert ein Tempolimit auf Autobahnen. "
    "Die Opposition lehnt das Tempolimit ab.\n"
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("STANDPUNKT_STORE", str(tmp_path / "store"))
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments, stdin=None):
        return CliRunner().invoke(standpunkt.commands.commands, [str(a) for a in arguments], input=stdin)

    return invoke


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "2025-06-03-tempo.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_load_then_list_then_remove(run, article):
    loaded = run("load", article)
    assert loaded.exit_code == 0, loaded.output
    listed = run("documents")
    assert "document/ministerin-fordert-tempolimit" in listed.output
    assert "2025-06-03" in listed.output
    assert run("remove", "document/ministerin-fordert-tempolimit").exit_code == 0
    assert "ministerin" not in run("documents").output


def test_loading_twice_changes_nothing(run, article):
    run("load", article)
    before = run("export", "--format", "nquads").output
    again = run("load", article)
    assert "unchanged" in again.output
    assert sorted(run("export", "--format", "nquads").output.splitlines()) == sorted(before.splitlines())


def test_a_corrected_text_replaces_the_document(run, article):
    run("load", article)
    article.write_text(ARTICLE.replace("lehnt das Tempolimit ab", "begrüßt das Tempolimit"), encoding="utf-8")
    assert run("load", article).exit_code == 0
    dump = run("export", "--format", "nquads").output
    assert "begrüßt das Tempolimit" in dump
    assert "lehnt das Tempolimit ab" not in dump


def test_extract_prints_statements_that_the_scorers_read(run, article):
    rows = json.loads(run("extract", article, "--date", "2025-06-03").output)
    assert rows, "the article takes two positions"
    keys = "holder holder_iri stance act issue issue_iri modality condition attributed_to start end quote date rule confidence"
    for row in rows:
        assert set(keys.split()) <= set(row)
        assert row["quote"] == ARTICLE[row["start"] : row["end"]]
    assert {(row["holder"], row["stance"]) for row in rows} >= {("Anna Beispiel", "support")}


def test_extract_as_turtle_and_from_standard_input(run):
    result = run("extract", "-", "--format", "ttl", stdin=ARTICLE)
    assert result.exit_code == 0
    assert "sp:Document" in result.output


def test_a_batch_goes_on_after_a_bad_file_and_lists_it(run, article, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("load", tmp_path / "empty.txt", article)
    assert result.exit_code == 1
    assert "empty.txt" in result.output
    assert "ministerin" in run("documents").output


def test_query_as_table_json_and_turtle(run, article, tmp_path):
    run("load", article)
    select = tmp_path / "q.rq"
    select.write_text("SELECT ?d WHERE { ?d a <https://w3id.org/standpunkt/ontology#Document> }")
    assert "document/ministerin" in run("query", select).output
    found = json.loads(run("query", select, "--format", "json").output)
    assert len(found["results"]["bindings"]) == 1
    construct = (
        "CONSTRUCT { ?d a <http://e.org/D> } WHERE { ?d a <https://w3id.org/standpunkt/ontology#Document> }"
    )
    assert "<http://e.org/D>" in run("query", "-", "--format", "turtle", stdin=construct).output


def test_shipped_queries_are_listed_and_run_by_name_with_parameters(run, article):
    run("load", article)
    listed = run("queries").output
    assert "who-supports" in listed
    assert "Who supports {topic}?" in listed
    everybody = run("query", "offices", "--format", "csv").output.splitlines()
    here = run(
        "query", "offices", "--set", "document=document/ministerin-fordert-tempolimit", "--format", "csv"
    )
    elsewhere = run("query", "offices", "--set", "document=document/another", "--format", "csv")
    assert here.output.splitlines() == everybody
    assert len(everybody) > 1
    assert len(elsewhere.output.splitlines()) == 1


@pytest.mark.parametrize("form", ["trig", "nquads", "turtle", "jsonld", "rdfxml"])
def test_export_in_every_format_and_without_what_was_inferred(run, article, form):
    run("load", article)
    everything = run("export", "--format", form)
    asserted = run("export", "--format", form, "--asserted-only")
    assert everything.exit_code == asserted.exit_code == 0
    assert len(asserted.output) < len(everything.output)
    assert ("graph/inferred" in asserted.output) is False


def test_settings_are_listed_with_their_origin(run, monkeypatch):
    monkeypatch.setenv("STANDPUNKT_PORT", "5999")
    output = run("settings").output
    assert "5999" in output
    assert "environment" in output
    assert "STANDPUNKT_BASE_IRI" in output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["load"], "Nothing to load"),
        (["load", "missing.txt"], "missing.txt: there is no such file"),
        (["load", "x.txt", "--date", "yesterday"], "'yesterday' is not a date"),
        (["load", "x.txt", "--reasoner", "magic"], "There is no 'magic' among the reasoners"),
        (["query", "missing.rq"], "missing.rq: there is no such file"),
        (["query", "who-supports", "--set", "tpic=issue/x"], "the query has no parameter 'tpic'"),
        (["query", "who-supports", "--set", "topic=http://[x"], "is no IRI"),
        (["query", "-"], "cannot be run"),
        (["remove", "document/none"], "There is no graph/document/none"),
        (["serve", "--port", "abc"], "port must be a number"),
    ],
)
def test_bad_input_gets_one_sentence_and_status_2(run, arguments, says):
    result = run(*arguments, stdin="SELEKT * WHERE")
    assert result.exit_code == 2, result.output
    assert says in result.output.replace("\n", " ")
    assert "Traceback" not in result.output


def test_a_store_that_cannot_be_written(run, article, tmp_path):
    (tmp_path / "file").write_text("x")
    result = run("load", article, "--store", tmp_path / "file" / "store")
    assert result.exit_code == 2
    assert "cannot be opened" in result.output.replace("\n", " ")


def test_reading_goes_on_while_another_process_has_the_store_and_writing_says_so(run, article, tmp_path):
    run("load", article)
    writer = OxigraphQuads(tmp_path / "store")
    assert "document/ministerin" in run("documents").output
    refused = run("load", article)
    assert refused.exit_code == 2
    assert "in use by another Standpunkt process" in refused.output
    writer.close()


def test_a_port_in_use_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "standpunkt", "serve", "--port", port, "--store", str(tmp_path / "s")],
            cwd=ROOT,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2, done.stderr
    assert port in done.stderr
    assert "Traceback" not in done.stderr
