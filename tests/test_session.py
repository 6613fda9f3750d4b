"""The Python API: a session keeps the settings it was opened with, and its graph the base IRI it began with."""

import io
import json
from pathlib import Path

import pytest

import standpunkt
from graph.knowledge.graph import KnowledgeGraph
from graph.stores.embedded import memory
from ontology.errors import InputError, SettingError, StandpunktError, StoreError
from tests.worlds import quads_in

ELSEWHERE = "https://positions.example.org/"
TEXT = "Streit auf der Autobahn\n\nVerkehrsministerin Anna Beispiel fordert ein Tempolimit auf Autobahnen.\n"
QUESTION = "Wer fordert ein Tempolimit?"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "2025-06-03-tempo.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """A session under a base IRI of its own, with the article."""
    article = tmp_path_factory.mktemp("articles") / "2025-06-03-tempo.txt"
    article.write_text(TEXT, encoding="utf-8")
    with standpunkt.open_graph(store_kind="memory", base_iri=ELSEWHERE) as session:
        assert not standpunkt.load(session, [article]).failed
        yield session


# ---------------------------------------------------------------- one base, one set of settings


def test_everything_is_written_under_the_base_that_the_graph_was_opened_with(elsewhere):
    assert elsewhere.base == ELSEWHERE
    names = {quad.graph_name.value for quad in elsewhere.graph.store.quads()}
    subjects = {
        str(quad.subject)
        for quad in elsewhere.graph.store.quads(elsewhere.graph.iri("graph/document/streit-auf-der-autobahn"))
    }
    assert subjects
    assert all(name.startswith(ELSEWHERE) for name in names)
    assert not [subject for subject in subjects if "127.0.0.1" in subject]


def test_settings_are_read_when_the_graph_is_opened_and_never_again(monkeypatch):
    monkeypatch.setenv("STANDPUNKT_MAX_QUESTION_CHARS", "12")
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as session:
        monkeypatch.setenv("STANDPUNKT_MAX_QUESTION_CHARS", "500")
        monkeypatch.setenv("STANDPUNKT_EXTRACTOR", "none-of-ours")
        assert "12" in session.ask(QUESTION).message
        assert "12" in standpunkt.ask(session, QUESTION).message
        assert session.extract(
            session.read(Path(__file__).parents[1] / "loaders" / "samples" / "gipfel-in-washington.md")
        )


def test_a_setting_given_to_open_graph_counts(tmp_path, article):
    with standpunkt.open_graph(store_kind="memory", reasoner="none", max_text_bytes=20) as session:
        [(name, error)] = session.load([article]).failed
    assert name == str(article)
    assert "larger than 20 bytes" in str(error)


# ---------------------------------------------------------------- functions and methods


def test_a_function_takes_a_session_or_its_graph_and_says_the_same(elsewhere):
    shown = []
    for one in (elsewhere, elsewhere.graph):
        out = io.BytesIO()
        standpunkt.export(one, out, "nquads")
        rows = [
            row["holder"].value
            for row in standpunkt.query(one, "who-supports", topic="issue/tempolimit-auf-autobahnen")
        ]
        why = standpunkt.explain(one, "actor/anna-beispiel", "sp:supports", "issue/tempolimit-auf-autobahnen")
        answer = standpunkt.ask(one, QUESTION)
        shown.append(
            (sorted(out.getvalue().splitlines()), rows, why, [found.label for found in answer.answers])
        )
    assert shown[0] == shown[1]
    assert shown[0][1] == [ELSEWHERE + "actor/anna-beispiel"]
    assert shown[0][3] == ["Anna Beispiel"]


def test_a_bare_graph_is_loaded_under_its_own_base(article):
    graph = KnowledgeGraph(memory(), ELSEWHERE, None)
    assert not standpunkt.load(graph, [article]).failed
    found, change = standpunkt.load_document(graph, standpunkt.read(article))
    assert found.statements
    assert not change
    assert graph.holds("graph/document/streit-auf-der-autobahn")
    assert "127.0.0.1" not in standpunkt.document_triples(found, graph).serialize(format="nt")


def test_the_methods_of_the_graph_are_at_hand(elsewhere):
    assert elsewhere.rows("documents") == elsewhere.graph.rows("documents")
    with pytest.raises(AttributeError):
        elsewhere.no_such_thing  # noqa: B018


def test_a_query_knows_its_parameters(elsewhere):
    with pytest.raises(InputError, match="no parameter 'tpic'"):
        elsewhere.query("who-supports", tpic="issue/x")
    assert bool(elsewhere.query("ASK { ?s ?p ?o }"))


def test_what_is_public_is_there():
    for name in standpunkt.__all__:
        assert getattr(standpunkt, name)
    with pytest.raises(AttributeError):
        standpunkt.nothing  # noqa: B018


# ---------------------------------------------------------------- a store remembers its base


def test_a_store_refuses_another_base_and_stays_as_it_is(new_store, snapshot_of):
    before = snapshot_of(new_store)["store.json"], quads_in(new_store)
    with (
        pytest.raises(
            StoreError, match=r"keeps its data under http://127.0.0.1:5000/, not under https://positions"
        ),
        standpunkt.open_graph(store=str(new_store), base_iri=ELSEWHERE),
    ):
        pass
    assert (snapshot_of(new_store)["store.json"], quads_in(new_store)) == before


def test_a_default_base_gives_way_to_the_store(tmp_path):
    values = {"store": str(tmp_path / "store"), "reasoner": "none"}
    with standpunkt.open_graph(base_iri=ELSEWHERE, **values):
        pass
    with standpunkt.open_graph(port=5999, **values) as session:
        assert session.base == session.settings.text("base_iri") == ELSEWHERE
    with (
        standpunkt.open_graph(base_iri=ELSEWHERE, **values) as session,
        standpunkt.read_graph(**values) as beside,
    ):
        assert beside.base == session.base


def test_a_new_store_is_under_the_address_of_its_server(tmp_path):
    with standpunkt.open_graph(store=str(tmp_path / "store"), port=5999, reasoner="none") as session:
        assert session.base == "http://127.0.0.1:5999/"


def test_a_store_from_before_the_mark_tells_its_base_by_its_data(new_store):
    (new_store / "store.json").write_text('{"format": 1}')
    with standpunkt.open_graph(store=str(new_store), port=5999) as session:
        assert session.base == "http://127.0.0.1:5000/"
    assert json.loads((new_store / "store.json").read_text())["base_iri"] == "http://127.0.0.1:5000/"


# ---------------------------------------------------------------- what cannot be opened


@pytest.mark.parametrize(
    ("values", "error", "says"),
    [
        ({"extractor": "magic"}, SettingError, "There is no 'magic' among the extractors"),
        ({"reasoner": "magic"}, SettingError, "There is no 'magic' among the reasoners"),
        ({"store_kind": "magic"}, SettingError, "There is no 'magic' among the stores"),
        ({"base_iri": "positions.example.org"}, SettingError, "base_iri must be a base address"),
        ({"base_iri": "https://positions.example.org"}, SettingError, "ends with a slash"),
        ({"prot": 1}, SettingError, "there is no setting 'prot'"),
    ],
)
def test_a_wrong_setting_is_one_sentence_and_nothing_is_made(tmp_path, values, error, says):
    with pytest.raises(error, match=says), standpunkt.open_graph(store=str(tmp_path / "store"), **values):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_plug_in_that_cannot_be_loaded_is_named(tmp_path, plug_in):
    plug_in("reasoners", "broken", "import nothing_of_that_name")
    with (
        pytest.raises(
            SettingError, match=r"'broken' of the reasoners \(plug_in_broken:Extractor\) cannot be loaded"
        ),
        standpunkt.open_graph(store=str(tmp_path / "store"), reasoner="broken"),
    ):
        pass
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    ("mark", "says"),
    [
        ('{"format": 99, "base_iri": "http://127.0.0.1:5000/"}', r"made by a newer Standpunkt \(format 99"),
        ('{"format": 0}', r"made by an older Standpunkt \(format 0"),
        ("{", "is damaged"),
        ("[]", "is damaged"),
        ('{"format": null}', "is damaged"),
    ],
)
def test_a_store_that_this_version_cannot_read_is_left_alone(new_store, snapshot_of, mark, says):
    (new_store / "store.json").write_text(mark)
    before = snapshot_of(new_store)
    for opened in (standpunkt.open_graph, standpunkt.read_graph):
        with pytest.raises(StandpunktError, match=says), opened(store=str(new_store)):
            pass
    assert snapshot_of(new_store) == before
