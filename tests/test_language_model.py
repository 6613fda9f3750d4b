"""The editor from the command line and the graph to pages and answers: asked, loaded, filtered, marked, replayed."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

import standpunkt
from graph.model.settings import read_settings
from standpunkt.commands import commands
from standpunkt.loading import editing
from tests.loaders.editor.articles import FERRY, add, answer, draft, number

BRIDGE = "Die Grünen im Stadtrat wollen die Fähre nicht einstellen, sondern elektrisch betreiben"
SAID = answer(
    keep=[number("fordert")],
    drop=[number("Fahrpreise")],
    fix=[{"n": number("Jens Voss"), "issue": "Sperrung von Möwenhall"}],
    add=[
        add(BRIDGE, "Grüne", "elektrischer Betrieb der Fähre", act="propose"),
        add("Die Grünen fordern freies Parken überall", "Grüne"),
    ],
)


def run(*arguments, code=0, given=None):
    done = CliRunner().invoke(commands, list(map(str, arguments)), input=given)
    assert done.exit_code == code, done.output
    return done.output


@pytest.fixture
def reasoning() -> None:
    """Asks for a graph that infers, which takes longest."""


@pytest.fixture
def here(tmp_path, monkeypatch, installed_store, request):
    """A folder with an article, a store with nothing in it, and the mode replay; without what follows unless asked for."""
    monkeypatch.setenv("STANDPUNKT_REASONER", "rl" if "reasoning" in request.fixturenames else "none")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(installed_store, tmp_path / "standpunkt-store")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "faehre.txt").write_text(FERRY)
    monkeypatch.setenv("STANDPUNKT_LLM_MODE", "replay")
    return tmp_path


@pytest.fixture
def answered(here):
    """The same with the answer recorded."""
    assert "1 requests" in run("llm", "requests", "articles", "--out", "asked", "--date", "2026-03-02")
    (asked,) = (here / "asked").iterdir()
    asked.with_suffix(".answer.json").write_text(json.dumps(SAID, ensure_ascii=False))
    run("llm", "answers", "asked", "--by", "Modell Eins")
    return here


@pytest.fixture
def loaded(answered):
    """The same, loaded."""
    said = run("load", "--llm", "articles", "--date", "2026-03-02")
    assert "1 of 1 articles edited" in said
    assert "1 by the model; 1 dropped" in said
    assert "refused 1 × a quote that the text does not have" in said
    return answered


def exported(folder):
    run("export", "all.nq", "--format", "nquads")
    return sorted((folder / "all.nq").read_text().splitlines())


def test_every_position_says_who_found_it(loaded, reasoning):
    with standpunkt.open_graph() as session:
        origins = {}
        for row in session.query(
            "PREFIX sp: <https://w3id.org/standpunkt/ontology#> "
            "SELECT ?position ?origin WHERE { ?position a sp:Position ; sp:origin ?origin }"
        ):
            origins[row["position"].value] = row["origin"].value
        assert sorted(origins.values()).count("model") == 1
        assert sorted(origins.values()).count("rules+model") == 2
        activities = session.query(
            "PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX sp: <https://w3id.org/standpunkt/ontology#> "
            "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT * WHERE { ?p sp:origin 'model' ; "
            "prov:wasGeneratedBy ?a . ?a sp:recordKey ?key ; prov:endedAtTime ?when ; prov:used ?plan ; "
            "prov:wasAssociatedWith ?agent . ?agent a prov:SoftwareAgent ; rdfs:label ?model . ?plan a prov:Plan }"
        )
        (one,) = list(activities)
        assert one["model"].value == "Modell Eins"
        assert (loaded / "standpunkt-llm" / f"{one['key'].value.removeprefix('sha256:')}.json").exists()
        assert not [item for item in session.check() if item.severity == "violation"]


def test_what_was_dropped_is_no_position_for_anybody(loaded, reasoning):
    assert "Fahrpreise" not in run("query", "positions-of-actor", "--set", "holder=actor/reederei-nordwind")
    with standpunkt.open_graph() as session:
        found = session.query(
            "PREFIX sp: <https://w3id.org/standpunkt/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#> "
            "SELECT ?dropped ?issue ?revised WHERE { ?dropped a sp:DroppedPosition ; sp:rejectedBy ?activity ; "
            "sp:droppedIssue ?issue . OPTIONAL { ?revised prov:wasRevisionOf ?dropped } }"
        )
        rows = {row["issue"].value: row["revised"] is not None for row in found}
    assert rows == {"höhere Fahrpreise": False, "Sperrung des Hafens": True}


def test_answers_can_be_restricted_and_are_marked(loaded):
    question = "Was fordern die Grünen?"
    assert "von einem Sprachmodell gefunden" in run("ask", question)
    assert "[schlägt vor" not in run("ask", question, "--origin", "rules")
    assert "[schlägt vor" in run("ask", question, "--origin", "model", "--origin", "rules+model")


def test_pages_mark_filter_and_show_what_was_dropped(loaded):
    with standpunkt.open_graph() as session:
        client = session.app().test_client()
        page = client.get(
            "/document/streit-um-die-nachtfaehre-nach-moewenhall",
            headers={"Accept": "text/html", "Accept-Language": "de"},
        ).text
        assert "von einem Sprachmodell gefunden" in page
        assert "Von einem Sprachmodell gestrichen (2)" in page
        rows = client.get("/positions.json?origin=model").get_json()
        assert [row["origin"] for row in rows] == ["model"]
        assert client.get("/positions?origin=nobody").status_code == 200
        (position,) = [row["position"] for row in rows]
        assert (
            "von einem Sprachmodell gefunden"
            in client.get(
                "/" + position.split("/", 3)[3], headers={"Accept": "text/html", "Accept-Language": "de"}
            ).text
        )
        answers = client.get("/ask.json?q=Was+fordern+die+Gr%C3%BCnen%3F&origin=rules").get_json()["answers"]
        assert not [row for row in answers if "elektrisch" in (row["issue"] or "")]


def test_a_second_load_from_the_records_gives_the_same_quads(loaded, reasoning):
    first = exported(loaded)
    shutil.rmtree(loaded / "standpunkt-store")
    run("load", "--llm", "articles", "--date", "2026-03-02", "--jobs", "2")
    second = exported(loaded)
    times = re.compile(r"generatedAtTime|#modified")
    assert [q for q in first if not times.search(q)] == [q for q in second if not times.search(q)]


def test_a_replay_without_a_record_loads_by_the_rules_and_says_so(here):
    said = run("load", "--llm", "articles", code=1)
    assert "by the rules alone 1 × no recorded answer" in said
    assert "1 articles have no recorded answer" in said
    assert "tempolimit" not in run("documents")
    with standpunkt.open_graph() as session:
        assert len(session.rows("page-positions")) == len(draft().statements)


def test_off_is_off_whatever_the_extractor_says(here, monkeypatch):
    monkeypatch.setenv("STANDPUNKT_LLM_MODE", "off")
    plain = run("extract", "articles/faehre.txt")
    monkeypatch.setenv("STANDPUNKT_EXTRACTOR", "german-rules+llm")
    assert run("extract", "articles/faehre.txt") == plain
    assert "--llm needs a mode" in run("extract", "--llm", "articles/faehre.txt", code=2)


def test_without_a_model_nothing_of_it_is_imported(here):
    script = (
        "import sys, standpunkt; from standpunkt.commands import commands\n"
        "try: commands(['extract', 'articles/faehre.txt'])\n"
        "except SystemExit: pass\n"
        "assert not [m for m in sys.modules if m == 'openai' or m.startswith('loaders.editor')]"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("STANDPUNKT_LLM")}
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, env=environment)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("LLM_MODE", "maybe", "llm_mode must be one of"),
        ("LLM_PATTERN", "x", "llm_pattern must be one of"),
        ("LLM_PARAMETERS", "x", "llm_parameters must be a JSON object"),
        ("LLM_CONFIDENCE", "7", "llm_confidence must lie between"),
        ("EXTRACTOR", "martian-rules+llm", "There is no 'martian-rules'"),
    ],
)
def test_settings_that_cannot_be_are_one_sentence(here, monkeypatch, name, value, says):
    monkeypatch.setenv("STANDPUNKT_EXTRACTOR", "german-rules+llm")
    monkeypatch.setenv(f"STANDPUNKT_{name}", value)
    assert says in run("extract", "articles/faehre.txt", code=2)


def test_any_extractor_can_have_an_editor():
    settings = read_settings({"extractor": "rules", "llm_mode": "replay"})
    assert editing.with_editor(settings).text("extractor") == "rules+llm"
    assert editing.rules_of(editing.with_editor(settings)) == "rules"
    assert not editing.is_edited(settings)


ENGLISH = """Dispute over the night ferry

Mayor Una Harmon demands an end to the night ferry. The fishing club of Gullhall criticised the proposal.
The Greens do not want to end the ferry but to run it on batteries. The council meets on Monday.
"""


def test_english_texts_are_edited_too(here):
    (here / "articles" / "faehre.txt").write_text(ENGLISH)
    run("llm", "requests", "articles", "--out", "asked")
    (asked,) = (here / "asked").iterdir()
    issue = {"holder": "Greens", "issue": "end of the night ferry"}
    said = answer(
        add=[
            add("The Greens do not want to end the ferry", stance="oppose", act="reject", **issue),
            add("want to end the ferry", **issue),
        ]
    )
    asked.with_suffix(".answer.json").write_text(json.dumps(said))
    run("llm", "answers", "asked", "--by", "Model One")
    lines = run("extract", "--llm", "articles").splitlines()
    found = [row for row in json.loads(lines[0])["statements"] if row["origin"] == "model"]
    assert [(row["holder"], row["stance"], row["issue"]) for row in found] == [
        ("Greens", "oppose", "end of the night ferry")
    ]


def test_a_record_folder_tells_what_it_holds(answered):
    assert "1 × Modell Eins" in run("llm", "cache")
    (record,) = (answered / "standpunkt-llm").glob("*.json")
    record.write_text(record.read_text().replace("Fischerverein", "Ruderverein"))
    assert "cannot be used" in run("llm", "cache", code=1)


class TestWithAnEndpoint:
    """An endpoint on this machine that answers everything."""

    @pytest.fixture
    def asked(self, here, monkeypatch):
        pytest.importorskip("openai")
        from tests.loaders.editor.endpoint import Reply, endpoint, says

        files = {}

        def behaviour(path, body):
            if path.endswith("/files"):
                files["sent"] = body["raw"]
                return Reply(
                    200,
                    {
                        "id": "file-1",
                        "object": "file",
                        "bytes": 1,
                        "created_at": 1,
                        "filename": "r",
                        "purpose": "batch",
                        "status": "processed",
                    },
                )
            if "/batches" in path:
                return Reply(
                    200,
                    {
                        "id": "batch_1",
                        "object": "batch",
                        "status": "completed",
                        "output_file_id": "file-2",
                        "input_file_id": "file-1",
                        "endpoint": "/v1/chat/completions",
                        "completion_window": "24h",
                        "created_at": 1,
                    },
                )
            if path.endswith("/content"):
                key = re.search(r'"custom_id": ?"([0-9a-f]{64})"', files["sent"])[1]
                body = says(json.dumps(SAID)).body
                return Reply(
                    200, json.dumps({"custom_id": key, "response": {"status_code": 200, "body": body}}) + "\n"
                )
            return says(json.dumps(SAID))

        with endpoint(behaviour) as there:
            for name, value in {
                "MODE": "local",
                "BASE_URL": there.url,
                "MODEL": "invented",
                "PRICE_IN": "2",
                "PRICE_OUT": "8",
            }.items():
                monkeypatch.setenv(f"STANDPUNKT_LLM_{name}", value)
            yield there

    def test_a_load_asks_once_for_each_article_and_reads_the_records_after_that(self, asked, here):
        (here / "articles" / "zwei.txt").write_text(FERRY.replace("Möwenhall", "Robbensand"))
        said = run("load", "--llm", "articles", "--jobs", "2")
        assert "2 of 2 articles edited" in said
        assert "2 requests about 2 articles (0 are recorded)" in said
        assert len(asked.asked) == 2
        assert "2 of 2 articles edited" in run("load", "--llm", "articles")
        assert len(asked.asked) == 2

    def test_an_estimate_sends_nothing(self, asked):
        said = run("llm", "estimate", "articles")
        assert "1 requests about 1 articles" in said
        assert "about $0.0" in said
        assert asked.url.split("/")[2] in said
        assert not asked.got

    def test_remote_sends_only_after_a_yes(self, asked, monkeypatch):
        monkeypatch.setenv("STANDPUNKT_LLM_MODE", "remote")
        said = run("load", "--llm", "articles", code=2, given="n\n")
        assert "Send these articles to 127.0.0.1" in said
        assert "Nothing was sent" in said
        assert "only with --yes" in run("extract", "--llm", "-", code=2, given=FERRY)
        assert not asked.got
        run("load", "--llm", "articles", given="y\n")
        assert len(asked.asked) == 1
        run("extract", "--llm", "--yes", "-", given=FERRY + "\nMehr.\n")
        assert len(asked.asked) == 2

    def test_a_batch_fills_the_same_records(self, asked, here):
        assert "batch batch_1 with 1 requests" in run("llm", "batch-submit", "articles")
        assert "1 answers taken in, 0 not" in run("llm", "batch-fetch")
        assert "0 answers taken in, 0 not" in run("llm", "batch-fetch")
        assert "nothing to hand in" in run("llm", "batch-submit", "articles")
        assert "1 of 1 articles edited" in run("load", "--llm", "articles")
        assert not asked.asked

    def test_the_python_api_asks_too(self, asked):
        with standpunkt.open_graph(extractor="german-rules+llm") as session:
            plans = []
            report = session.load(["articles"], agree=plans.append)
            assert report.loaded[0].editing.calls
            assert [len(plan.requests) for plan in plans] == [1]
            found = session.extract(session.read("articles/faehre.txt"))
            assert found.editing.calls
        assert len(asked.asked) == 1
