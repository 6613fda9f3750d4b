"""The command as its user types it: what it prints, and the exit status."""

import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import urllib.request
from pathlib import Path

import click
import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from rich.table import Table

import standpunkt
import standpunkt.commands
from graph.stores.embedded import OxigraphQuads
from standpunkt.commands.shared.printing import print_table
from tests.worlds import quads_in

ROOT = Path(__file__).parents[1]
ARTICLE = (
    "Ministerin fordert Tempolimit\n\nVerkehrsministerin Anna Beispiel fordert ein Tempolimit auf Autobahnen. "
    "Die Opposition lehnt das Tempolimit ab.\n"
)


@pytest.fixture
def run(new_store, monkeypatch):
    """Runs a command on a store of this test's own, in its folder."""
    monkeypatch.setenv("STANDPUNKT_STORE", str(new_store))
    monkeypatch.chdir(new_store.parent)

    def invoke(*arguments, stdin=None, env=None):
        typed = [str(argument) for argument in arguments]
        return CliRunner().invoke(standpunkt.commands.commands, typed, input=stdin, env=env)

    return invoke


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "2025-06-03-tempo.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def loaded_store(installed_store, tmp_path_factory):
    """A store that holds the article."""
    folder = tmp_path_factory.mktemp("loaded")
    article = folder / "2025-06-03-tempo.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    store = shutil.copytree(installed_store, folder / "store")
    with standpunkt.open_graph(store=str(store)) as session:
        assert not session.load([article]).failed
    return store


@pytest.fixture
def loaded(loaded_store, new_store):
    """Makes the store of this test hold the article."""
    shutil.rmtree(new_store)
    shutil.copytree(loaded_store, new_store)


def test_load_then_list_then_remove(run, article):
    result = run("load", article)
    assert result.exit_code == 0, result.output
    listed = run("documents")
    assert "document/ministerin-fordert-tempolimit" in listed.output
    assert "2025-06-03" in listed.output
    assert run("remove", "document/ministerin-fordert-tempolimit").exit_code == 0
    assert "ministerin" not in run("documents").output


def test_loading_twice_changes_nothing(run, loaded, article):
    before = run("export", "--format", "nquads").output
    again = run("load", article)
    assert "unchanged" in again.output
    assert sorted(run("export", "--format", "nquads").output.splitlines()) == sorted(before.splitlines())


def test_a_corrected_text_replaces_the_document(run, loaded, article):
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


def test_query_as_table_json_and_turtle(run, loaded, tmp_path):
    select = tmp_path / "q.rq"
    select.write_text("SELECT ?d WHERE { ?d a <https://w3id.org/standpunkt/ontology#Document> }")
    assert "document/ministerin" in run("query", select).output
    found = json.loads(run("query", select, "--format", "json").output)
    assert len(found["results"]["bindings"]) == 1
    construct = (
        "CONSTRUCT { ?d a <http://e.org/D> } WHERE { ?d a <https://w3id.org/standpunkt/ontology#Document> }"
    )
    assert "<http://e.org/D>" in run("query", "-", "--format", "turtle", stdin=construct).output


def test_shipped_queries_are_listed_and_run_by_name_with_parameters(run, loaded):
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
def test_export_in_every_format_and_without_what_was_inferred(run, loaded, form):
    everything = run("export", "--format", form)
    asserted = run("export", "--format", form, "--asserted-only")
    assert everything.exit_code == asserted.exit_code == 0
    assert len(asserted.output) < len(everything.output)
    assert ("graph/inferred" in asserted.output) is False


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("g.trig", "<"),
        ("g.nq", "<"),
        ("g.ttl", "@prefix"),
        ("g.nt", "<"),
        ("g.TTL", "@prefix"),
        ("g.jsonld", "["),
        ("g.rdf", "<?xml"),
    ],
)
def test_the_ending_of_a_file_tells_the_format_of_an_export(run, loaded, tmp_path, name, begins):
    result = run("export", tmp_path / name)
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert " is called like " not in result.stderr


@pytest.mark.parametrize("name", ["g.json", "g.foo", "g"])
def test_an_ending_that_tells_no_format_is_refused_without_a_file(run, loaded, tmp_path, name):
    result = run("export", tmp_path / name)
    assert result.exit_code == 2
    assert ".trig, .nq, .ttl, .nt, .jsonld, .rdf" in result.stderr
    assert not (tmp_path / name).exists()
    assert run("export", tmp_path / name, "--format", "turtle").exit_code == 0


def test_a_file_called_like_another_format_is_written_as_asked_and_it_is_said(run, loaded, tmp_path):
    result = run("export", tmp_path / "g.ttl", "--format", "nquads")
    assert result.exit_code == 0
    assert "written as nquads, though it is called like turtle" in " ".join(result.stderr.split())


def every_command(group, *before):
    """All commands of a group and of the groups in it, as they are typed."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every_command(command, *before, name)
        else:
            yield (*before, name)


@pytest.mark.parametrize("typed", list(every_command(standpunkt.commands.commands)), ids=" ".join)
def test_every_command_takes_a_folder_and_shows_tracebacks_if_asked(run, typed):
    told = run(*typed, "--help").output
    assert "--knowledge" in told
    assert "--debug" in told


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
        (["query", "-"], "This is no SPARQL query"),
        (["remove", "document/none"], "There is no graph/document/none"),
        (["serve", "--port", "abc"], "port must be a number"),
    ],
)
def test_bad_input_gets_one_sentence_and_status_2(run, arguments, says):
    result = run(*arguments, stdin="SELEKT * WHERE")
    assert result.exit_code == 2, result.output
    assert says in result.output.replace("\n", " ")
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("EXTRACTOR", "magic", "There is no 'magic' among the extractors: choose from english-rules"),
        ("REASONER", "magic", "There is no 'magic' among the reasoners"),
        ("STORE_KIND", "magic", "There is no 'magic' among the stores"),
        (
            "BASE_IRI",
            "https://positions.example.org/",
            "keeps its data under http://127.0.0.1:5000/, not under",
        ),
        ("KNOWLEDGE", "nowhere", "There is no knowledge folder nowhere"),
        ("JOBS", "many", "jobs must be a number"),
    ],
)
def test_a_wrong_setting_is_one_sentence_and_changes_nothing(
    run, loaded, article, new_store, setting, value, says, monkeypatch
):
    held = quads_in(new_store)
    monkeypatch.setenv(f"STANDPUNKT_{setting}", value)
    result = run("load", article, article)
    assert result.exit_code == 2, result.output
    assert says in result.output
    assert result.output.count("\n") == 1
    assert quads_in(new_store) == held


def test_a_store_of_a_newer_version_is_refused_and_left_alone(run, article, new_store, snapshot_of):
    (new_store / "store.json").write_text('{"format": 99, "base_iri": "http://127.0.0.1:5000/"}')
    before = snapshot_of(new_store)
    for command in (("load", article), ("documents",), ("ask", "Wer fordert was?"), ("check",), ("serve",)):
        result = run(*command)
        assert result.exit_code == 2
        assert "was made by a newer Standpunkt (format 99" in result.output
        assert result.output.count("\n") == 1
    assert snapshot_of(new_store) == before


def test_an_unknown_extractor_is_told_once_however_many_articles_there_are(run, folder, article):
    for command in (("extract", folder), ("extract", article), ("quotes", article)):
        result = run(*command, env={"STANDPUNKT_EXTRACTOR": "magic"})
        assert result.exit_code == 2
        assert "There is no 'magic' among the extractors" in result.output
        assert result.output.count("\n") == 1


def test_quotes_of_a_folder_are_refused_with_a_sentence(run, folder):
    result = run("quotes", folder)
    assert result.exit_code == 2
    assert "this is a folder" in result.output


def test_a_store_that_cannot_be_written(run, article, tmp_path):
    (tmp_path / "file").write_text("x")
    result = run("load", article, "--store", tmp_path / "file" / "store")
    assert result.exit_code == 2
    assert "cannot be opened" in result.output.replace("\n", " ")


def test_reading_goes_on_while_another_process_has_the_store_and_writing_says_so(
    run, loaded, article, tmp_path
):
    writer = OxigraphQuads(tmp_path / "store")
    assert "document/ministerin" in run("documents").output
    refused = run("load", article)
    assert refused.exit_code == 2
    assert "in use by another Standpunkt process" in refused.output
    writer.close()


def serve(store, port):
    """``standpunkt serve`` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "standpunkt", "serve", "--port", str(port), "--store", str(store)],
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "ignore", "STANDPUNKT_ACCESS_LOG": "off"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_port_in_use_is_named_and_no_address_is_promised(new_store):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = serve(new_store, port)
        said = "".join(process.communicate(timeout=300))
    assert process.returncode == 2, said
    assert f"Port {port} of 127.0.0.1 is in use" in said
    assert "to try" not in said
    assert "Traceback" not in said


def test_a_server_tells_what_to_try_once_it_listens_and_whose_base_its_store_keeps(new_store):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with serve(new_store, port) as process:
        told = [next(line for line in process.stderr if sign in line) for sign in ("keeps", "try", "/matrix")]
        assert "keeps its base IRI http://127.0.0.1:5000/" in told[0]
        with urllib.request.urlopen(told[2].strip()) as page:
            assert page.status == 200
        process.terminate()
        process.communicate(timeout=300)


def test_writing_commands_run_in_the_server_that_has_the_store(new_store, tmp_path):
    """Without a token, through a socket that only its owner may use; what they print and their status come back."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    (tmp_path / "hafenbahn.md").write_text(SECOND, encoding="utf-8")

    def command(*words, given=""):
        arguments = [sys.executable, "-m", "standpunkt", *words, "--store", str(new_store)]
        return subprocess.run(
            arguments, cwd=tmp_path, input=given, capture_output=True, text=True, check=False
        )

    def here(*words):
        return CliRunner().invoke(standpunkt.commands.commands, [*words, "--store", str(new_store)])

    with serve(new_store, port) as process:
        try:
            next(line for line in process.stderr if "/matrix" in line)
            assert stat.S_IMODE((new_store / "commands.sock").stat().st_mode) == 0o600
            loaded = command("load", "hafenbahn.md")
            assert (loaded.returncode, loaded.stdout) == (0, ""), loaded.stderr
            assert "positions" in loaded.stderr
            typed = command(
                "load", "-", "--title", "Radweg", given="Otto Muster fordert einen Radweg am Fluss."
            )
            assert typed.returncode == 0, typed.stderr
            missing = command("load", "nowhere.txt")
            assert (missing.returncode, "no such file" in missing.stderr) == (2, True), missing.stderr
            assert "0 wrong" in here("check").stdout
            assert "document/radweg" in here("documents").stdout
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/ask.json?q=Radweg") as page:
                assert "Otto Muster" in page.read().decode()
            assert here("remove", "document/radweg").exit_code == 0
            assert "document/radweg" not in here("documents").stdout
        finally:
            process.terminate()
            process.communicate(timeout=300)
    assert not (new_store / "commands.sock").exists()


# ---------------------------------------------------------------- extracting several articles


SECOND = "Bürgermeisterin Ida Lohmann unterstützt den Ausbau der Hafenbahn. Der Hafenbund lehnt ihn ab.\n"


@pytest.fixture
def folder(tmp_path, article):
    """Two articles and something that is none."""
    found = tmp_path / "articles"
    found.mkdir()
    shutil.copy(article, found)
    (found / "hafenbahn.md").write_text(SECOND, encoding="utf-8")
    return found


def test_a_folder_gives_a_line_for_each_document_with_its_name(run, folder, article):
    lines = [json.loads(line) for line in run("extract", folder).output.splitlines()]
    assert [Path(line["name"]).name for line in lines] == ["2025-06-03-tempo.txt", "hafenbahn.md"]
    assert (lines[0]["date"], lines[1]["date"]) == ("2025-06-03", None)
    assert lines[0]["statements"] == json.loads(run("extract", article).output)
    assert run("extract", article, folder / "hafenbahn.md", "--format", "jsonl").output == "".join(
        json.dumps({**line, "name": name}, ensure_ascii=False) + "\n"
        for line, name in zip(lines, [str(article), str(folder / "hafenbahn.md")], strict=True)
    )


def test_articles_are_extracted_side_by_side_in_the_same_order(run, folder):
    assert run("extract", folder, "--jobs", "2").output == run("extract", folder).output


def test_several_articles_as_turtle_are_one_turtle_text(run, folder):
    text = run("extract", folder, "--format", "ttl").output
    subjects = {str(quad.subject) for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    assert sum("/document/" in subject for subject in subjects) == 2


def test_what_cannot_be_extracted_is_named_and_the_rest_is_printed(run, folder, article):
    result = run("extract", folder / "none.txt", article, "-", stdin="")
    assert result.exit_code == 1
    assert [json.loads(line)["name"] for line in result.stdout.splitlines()] == [str(article)]
    assert "none.txt: there is no such file" in result.stderr
    assert "standard input: the file holds no text" in result.stderr
    assert run("extract", folder, "--format", "json").exit_code == 2


# ---------------------------------------------------------------- a mistake of ours


@pytest.fixture
def stumbling(plug_in, monkeypatch):
    """An extractor that has a mistake: it does not know what to do with harbours."""
    plug_in(
        "extractors",
        "stumbling",
        """
        from loaders.articles.findings import Extraction

        class Extractor:
            name = "stumbling"

            def extract(self, document):
                return Extraction(document) if "Hafen" not in document.text else {}["Hafenbahn"]
        """,
    )
    monkeypatch.setenv("STANDPUNKT_EXTRACTOR", "stumbling")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_mistake_of_ours_in_one_article_is_a_sentence_and_the_batch_goes_on(run, stumbling, folder, jobs):
    for command in ("extract", "load"):
        result = run(command, folder, "--jobs", jobs)
        assert result.exit_code == 1
        assert (
            "hafenbahn.md: a mistake of Standpunkt's own got in the way (KeyError: 'Hafenbahn')"
            in result.stderr
        )
        assert "--debug" in result.stderr
        assert "Traceback" not in result.output
    assert "ministerin" in run("documents").output
    assert "hafenbahn" not in run("documents").output


def test_debug_shows_where_the_mistake_is(run, stumbling, folder):
    result = run("extract", folder, "--debug")
    assert result.exit_code == 1
    assert 'else {}["Hafenbahn"]' in result.stderr


def test_a_mistake_of_ours_in_a_single_article_or_command_is_a_sentence_too(run, stumbling, folder, plug_in):
    assert run("extract", folder / "hafenbahn.md").exit_code == 2
    plug_in("stores", "odd", "def open_store(location): return 1 / 0", "open_store")
    result = run("documents", env={"STANDPUNKT_STORE_KIND": "odd"})
    assert result.exit_code == 2
    assert "standpunkt documents: a mistake of Standpunkt's own got in the way (ZeroDivision" in result.stderr


@pytest.fixture
def stopped_by_ctrl_c(plug_in, monkeypatch, tmp_path):
    """A folder of five articles; whoever is at the third, while it says "Halt", presses Ctrl-C."""
    plug_in(
        "extractors",
        "stopping",
        """
        import os, signal
        from loaders.articles.findings import Extraction

        class Extractor:
            name = "stopping"

            def extract(self, document):
                if "Halt" in document.text:
                    os.kill(int(os.environ["WHOSE_CTRL_C"]), signal.SIGINT)
                return Extraction(document)
        """,
    )
    monkeypatch.setenv("STANDPUNKT_EXTRACTOR", "stopping")
    monkeypatch.setenv("WHOSE_CTRL_C", str(os.getpid()))
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(1, 6):
        text = f"# Nachricht {number}\n\n{'Halt' if number == 3 else 'Weiter'}: Sommerbad Nummer {number}.\n"
        (articles / f"2026-03-0{number}.md").write_text(text, encoding="utf-8")
    return articles


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_load_that_ctrl_c_ends_says_what_is_stored_and_how_to_go_on(run, stopped_by_ctrl_c, jobs):
    stopped = run("load", stopped_by_ctrl_c, "--jobs", jobs)
    assert stopped.exit_code == 1
    assert "Traceback" not in stopped.stderr
    said = " ".join(stopped.stderr.split())
    some = re.search(r"(\d) of 5 articles were done by then; what they say is in the store", said)
    told = int(some[1]) if some else 0
    assert some or "None of 5 articles was done by then" in said
    assert run("documents").stdout.count("document/nachricht-") == told < 5
    assert told == 2 or jobs == "2"  # side by side, how many were read by then is chance
    assert "with --resume goes on" in " ".join(stopped.stderr.split())
    third = stopped_by_ctrl_c / "2026-03-03.md"
    third.write_text(third.read_text(encoding="utf-8").replace("Halt", "Weiter"), encoding="utf-8")
    resumed = run("load", stopped_by_ctrl_c, "--jobs", jobs, "--resume")
    assert resumed.exit_code == 0
    assert run("documents").stdout.count("document/nachricht-") == 5


def test_an_extraction_that_ctrl_c_ends_says_what_is_whole(run, stopped_by_ctrl_c):
    stopped = run("extract", stopped_by_ctrl_c, "--out", "shards", "--shard-size", "1")
    assert stopped.exit_code == 1
    assert "2 of 5 articles are in whole shards" in stopped.stderr


def test_quotes_are_printed_with_their_words(run, tmp_path):
    path = tmp_path / "rede.txt"
    path.write_text("„Wir brauchen den Hafen“, sagte Landrätin Ida Falk.\n", encoding="utf-8")
    [row] = json.loads(run("quotes", path).stdout)
    assert (row["words"], row["speaker_words"]) == ("„Wir brauchen den Hafen“", "Landrätin Ida Falk")
    assert run("quotes", path, "--format", "text").stdout == (
        "Landrätin Ida Falk (sagte): „Wir brauchen den Hafen“\n"
    )


def test_a_table_that_goes_into_a_file_has_a_line_for_each_row_and_every_word(run, loaded_store):
    table = run("query", "stances-on", "--store", loaded_store).stdout.splitlines()
    rows = json.loads(run("query", "stances-on", "--store", loaded_store, "--format", "json").stdout)
    assert len(table) == 1 + len(rows["results"]["bindings"])
    assert "Verkehrsministerin Anna Beispiel fordert ein Tempolimit auf Autobahnen" in "".join(table)
    assert "sp:Demand" in "".join(table)
    assert "…" not in "".join(table)


def test_a_table_too_wide_for_the_terminal_is_told_down_the_page(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "40")
    rows = Table("holder", "issue", "date", box=None)
    rows.add_row("Verkehrsministerin", "Geschwindigkeitsbegrenzung [innerorts]", "")
    print_table(rows)
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "holder  Verkehrsministerin",
        "issue   Geschwindigkeitsbegrenzung",
        "        [innerorts]",
    ]


def test_an_unknown_topic_is_said_instead_of_an_empty_table(run, loaded_store):
    found = run("query", "who-supports", "--set", "topic=issue/nirgends", "--store", loaded_store)
    assert found.stdout == ""
    assert "topic=issue/nirgends: the graph holds nothing about" in found.stderr


def test_help_tells_of_each_command_the_whole_sentence(run):
    for group in ((), ("matters",), ("decisions",)):
        assert "..." not in run(*group, "--help").stdout.partition("Commands:")[2]


@pytest.mark.parametrize("is_folder", [False, True], ids=["no folder", "an empty folder"])
@pytest.mark.parametrize(
    "command",
    [
        "documents",
        "check",
        "check --deep",
        "export",
        "backup",
        "ask Wer?",
        "query offices",
        "explain actor/a sp:supports issue/b",
        "remove document/a",
        "reread",
        "decisions list",
        "decisions withdraw curation/1 --by Ada",
        "matters list",
        "matters suggest",
        "matters rename matter/a B --by Ada",
        "reconcile http://127.0.0.1:9/reconcile",
    ],
)
def test_no_command_makes_a_store_of_a_mistyped_name(run, tmp_path, command, is_folder):
    mistyped = tmp_path / "elsewhere" / "stoer"
    if is_folder:
        mistyped.mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    told = run(*command.split(), "--store", mistyped)
    assert told.exit_code == 2
    assert told.stderr.startswith(f"standpunkt: There is no store at {mistyped}: name another (--store)")
    assert (told.stdout, told.stderr.count("\n")) == ("", 1)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("question", ["", "  ?!", "Wer ist gegen Maut? " * 40])
def test_what_is_no_question_ends_with_a_status(run, loaded_store, question):
    told = run("ask", question, "--store", loaded_store)
    assert told.exit_code == 2
    assert told.stdout


@pytest.mark.parametrize(
    ("question", "options", "understood"),
    [
        ("Wer ist gegen Maut?", (), "Verstanden als: Gegner von"),
        ("Who is against tolls?", (), "Understood as: opponents of"),
        ("Wer ist gegen Maut?", ("--lang", "en"), "Understood as: opponents of"),
        ("Who is against tolls?", ("--lang", "de"), "Verstanden als: Gegner von"),
    ],
)
def test_a_question_is_answered_in_its_language_or_the_one_demanded(
    run, loaded_store, question, options, understood
):
    assert understood in run("ask", question, *options, "--store", loaded_store).stdout


def test_the_query_demands_says_which_were_held_once(run, tmp_path):
    once = tmp_path / "maut.md"
    once.write_text(
        "# Maut\n\nDie Ministerin Ida Falk forderte früher eine Maut. Der Verband Freie Straße fordert ein "
        "Tempolimit auf Autobahnen.\n",
        encoding="utf-8",
    )
    run("load", once)
    rows = json.loads(run("query", "demands", "--format", "json").stdout)["results"]["bindings"]
    assert {row["holderLabel"]["value"]: row["former"]["value"] for row in rows} == {
        "Ida Falk": "true",
        "Verband Freie Straße": "false",
    }
