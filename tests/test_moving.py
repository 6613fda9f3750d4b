"""There and back: what was exported, dumped or backed up is imported again, and is the same graph."""

from __future__ import annotations

import datetime as dt
import gzip
import logging
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import standpunkt
from graph.decisions.curation import decide
from graph.decisions.records import Author, Decision
from graph.knowledge import freshness
from graph.stores.embedded import embedded
from ontology.errors import InputError, NotFoundError
from ontology.terms import SP
from standpunkt.commands import commands

BASE = "https://positions.example.org/"
ANNA = Author("Anna Beispiel", dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC))
ARTICLES = {
    "maut.md": "# Streit um die Maut\n\nDie Ministerin Anna Beispiel fordert eine Maut in der Innenstadt.\n",
    "deich.md": "# Deiche\n\nDer Verband Grüne Küste lehnt den Bau neuer Deiche ab.\n",
}


def held(store: Path | object) -> str:
    """What a store holds, blank nodes named canonically (RDFC-1.0)."""
    opened = embedded(str(store)) if isinstance(store, Path) else store
    found = ox.Dataset(opened.quads())
    if isinstance(store, Path):
        opened.close()
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return "\n".join(sorted(map(str, found)))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store under a base of its own, with articles, one that was removed, and a decision."""
    folder = tmp_path_factory.mktemp("source")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with standpunkt.open_graph(store=str(folder / "store"), base_iri=BASE) as session:
        assert not session.load([folder / name for name in ARTICLES]).failed
        session.remove("graph/document/deiche")
        position = next(session.graph.store.quads(predicate=ox.NamedNode(str(SP.act)))).subject.value
        change = decide(session.graph, position, Decision.REJECTED, ANNA, comment="Nicht gesagt.")
        session.graph.change(add=change.add, remove=change.remove)
    return folder


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed") / "store"
    with standpunkt.open_graph(store=str(folder), base_iri=BASE):
        return folder


@pytest.fixture
def new(installed: Path, tmp_path: Path) -> Path:
    """A store under the same base, without articles."""
    return Path(shutil.copytree(installed, tmp_path / "new"))


@pytest.fixture(scope="module")
def dump(source: Path) -> Path:
    """All that ``source`` holds as N-Quads."""
    run("export", source / "all.nq", "--format", "nquads", "--store", source / "store")
    return source / "all.nq"


def run(*arguments: object) -> str:
    result = CliRunner().invoke(commands, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_backup_comes_back_the_same_under_the_same_base(source: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.nq.gz"
    assert f"{file}: " in run("backup", file, "--store", source / "store")
    assert f"{file}: 3 graphs, " in run("import", file, "--store", tmp_path / "new")
    assert held(tmp_path / "new") == held(source / "store")


@pytest.mark.parametrize("form", ["nquads", "trig", "jsonld"])
def test_what_is_exported_comes_back_the_same_once(source: Path, new: Path, form: str) -> None:
    file = source / {"nquads": "all.nq"}.get(form, f"all.{form}")
    run("export", file, "--format", form, "--store", source / "store")
    with standpunkt.open_graph(store=str(new)) as session:
        assert session.take_in([file]).imported[0][1].change
        assert held(session.graph.store) == held(source / "store")
        assert not session.take_in([file]).imported[0][1].change


def test_a_backup_is_made_while_a_server_has_the_store(source: Path, tmp_path: Path) -> None:
    with standpunkt.open_graph(store=str(source / "store")) as session:
        run("backup", tmp_path / "all.nq.gz", "--store", source / "store")
        with gzip.open(tmp_path / "all.nq.gz") as file:
            assert set(ox.parse(file, ox.RdfFormat.N_QUADS)) == set(session.graph.store.quads())


def test_a_folder_of_graphs_is_a_transaction_a_file(source: Path, new: Path, tmp_path: Path) -> None:
    folder = tmp_path / "graphs"
    folder.mkdir()
    store = embedded(str(source / "store"))
    for number, name in enumerate(store.graph_names()):
        data = ox.serialize(store.quads(name), format=ox.RdfFormat.N_QUADS)
        (folder / f"{number}.nq").write_bytes(data)
    store.close()
    (folder / "readme.txt").write_text("Not read.")
    run("import", folder, "--store", new)
    assert held(new) == held(source / "store")


def test_what_is_here_already_is_not_overwritten_unasked(
    source: Path, dump: Path, new: Path, tmp_path: Path
) -> None:
    with standpunkt.open_graph(store=str(new)) as session:
        (tmp_path / "maut.md").write_text(
            ARTICLES["maut.md"].replace("fordert", "kritisiert"), encoding="utf-8"
        )
        session.load([tmp_path / "maut.md", source / "deich.md"])
        before = held(session.graph.store)
        report = session.take_in([dump])
        assert "streit-um-die-maut" in str(report.failed[0][1])
        assert held(session.graph.store) == before
        report = session.take_in([dump], replace=True)
        assert not report.failed
        names = {str(name) for name in session.graph.store.graph_names()}
        assert any("document/deiche" in name for name in names), "what is only here stays"
        [found] = session.graph.store.quads(
            session.graph.iri("graph/document/streit-um-die-maut"), predicate=ox.NamedNode(str(SP.text))
        )
        assert "fordert" in found.object.value


BAD = [
    ("cut.nq", lambda data: data[: len(data) // 2 + 7], "cannot be read to its end"),
    ("cut.nq.gz", lambda data: gzip.compress(data)[:-400], "cannot be read to its end"),
    ("other.nq", lambda data: data.replace(BASE.encode(), b"https://elsewhere.example.org/"), "elsewhere"),
    ("newer.nq", lambda data: data.replace(b'versionInfo> "', b'versionInfo> "9'), "update Standpunkt"),
    ("wrong.nq", lambda data: data.replace(b"ontology#quote>", b"ontology#text>"), "violates the shapes"),
    ("all.ttl", lambda data: data, "names no graphs"),
    ("all.txt", lambda data: data, "no file of a dataset"),
]


@pytest.mark.parametrize(("name", "spoil", "says"), BAD, ids=[name for name, _, _ in BAD])
def test_a_file_that_is_not_right_is_told_and_nothing_of_it_taken(
    dump: Path, new: Path, tmp_path: Path, name: str, spoil, says: str
) -> None:
    (tmp_path / name).write_bytes(spoil(dump.read_bytes()))
    with standpunkt.open_graph(store=str(new)) as session:
        before = held(session.graph.store)
        try:
            [(_, error)] = session.take_in([tmp_path / name]).failed
        except InputError as told:
            error = told
        assert says in f"{error} {getattr(error, 'report', '')}"
        assert held(session.graph.store) == before


def test_blank_nodes_get_names_the_same_each_time(new: Path, tmp_path: Path) -> None:
    data = f'<urn:a> <urn:p> _:x <{BASE}graph/mine> .\n_:x <urn:p> "1" <{BASE}graph/mine> .\n_:x <urn:p> "2" _:g .\n'
    (tmp_path / "blank.nq").write_text(data)
    with standpunkt.open_graph(store=str(new)) as session:
        for added in (3, 0):
            [(_, taken)] = session.take_in([tmp_path / "blank.nq"]).imported
            assert taken.change.added == added
            assert "2 blank nodes got names" in taken.notes[0]
        assert "_:" not in held(session.graph.store)


IMPORTING = """
import sys, standpunkt
with standpunkt.open_graph(store=sys.argv[1]) as session:
    print("begun", flush=True)
    session.take_in([sys.argv[2]])
"""


@pytest.mark.parametrize("delay", [0.1, 0.9])
def test_a_killed_import_leaves_all_or_nothing(source: Path, dump: Path, new: Path, delay: float) -> None:
    before = held(new)
    command = [sys.executable, "-c", IMPORTING, str(new), str(dump)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
    assert held(new) in (before, held(source / "store"))


# ------------------------------------------------------------ brought up to date


def test_what_other_rules_inferred_is_inferred_anew_with_a_word(
    source: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(source / "store", tmp_path / "store")
    store = embedded(str(tmp_path / "store"))
    inferred = ox.NamedNode(BASE + "graph/inferred")
    one = next(store.quads(inferred))
    [mark] = freshness.marks(store, BASE)
    old = ox.Quad(mark.subject, mark.predicate, ox.Literal("an older engine"), mark.graph_name)
    store.change(remove=[one, mark], add=[old])
    store.close()
    with caplog.at_level(logging.WARNING, "standpunkt.store"):
        with standpunkt.open_graph(store=str(tmp_path / "store")) as session:
            assert one in set(session.graph.store.quads(inferred))
        assert "inferred anew (+1 −0 triples)" in caplog.text
        caplog.clear()
        with standpunkt.open_graph(store=str(tmp_path / "store")):
            assert not caplog.text


def test_what_was_written_without_a_reasoner_is_inferred_at_the_next_opening(
    source: Path, new: Path, caplog: pytest.LogCaptureFixture
) -> None:
    location = str(new)
    with standpunkt.open_graph(store=location, reasoner="none") as session:
        session.load([source / "maut.md"])
        assert not any("supports" in str(quad.predicate) for quad in session.graph.store.quads())
    with standpunkt.open_graph(store=location) as session:
        assert any("supports" in str(quad.predicate) for quad in session.graph.store.quads())
    assert "inferred anew" in caplog.text


# ------------------------------------------------------------ read again


def test_texts_are_read_again_from_the_store_and_decisions_kept(source: Path, tmp_path: Path) -> None:
    shutil.copytree(source / "store", tmp_path / "store")
    before = held(tmp_path / "store")
    assert "unchanged" in run("reread", "--store", tmp_path / "store")
    assert held(tmp_path / "store") == before
    with standpunkt.open_graph(store=str(tmp_path / "store")) as session:
        name = session.graph.iri("graph/document/streit-um-die-maut")
        lost = [q for q in session.graph.store.quads(name) if "position/" in str(q.subject)]
        session.graph.change(remove=lost)
    run("reread", "document/streit-um-die-maut", "--store", tmp_path / "store")
    assert held(tmp_path / "store") == before
    with standpunkt.open_graph(store=str(tmp_path / "store")) as session, pytest.raises(NotFoundError):
        session.reread(["document/none"])


def as_before_issues_belonged_to_documents(session: standpunkt.Session) -> str:
    """Make a store what version 0.1.0 wrote; the issue (IRI) that documents share then."""
    graph = session.graph
    [local] = {row["issue"] for row in graph.texts("matter-issues") if "/deiche/" in row["issue"]}
    old, new = ox.NamedNode(f"{session.base}issue/{local.rsplit('/', 1)[1]}"), ox.NamedNode(local)
    quads = list(graph.store.quads())
    named = [q for q in quads if new in (q.subject, q.object)]
    shared = [ox.Quad(*(old if t == new else t for t in q.triple), q.graph_name) for q in named]
    marks = [q for q in quads if q.predicate.value.endswith("#textMark")]
    version = [q for q in quads if q.predicate.value.endswith("#versionInfo")]
    first = [ox.Quad(q.subject, q.predicate, ox.Literal("0.1.0"), q.graph_name) for q in version]
    digest = list(graph.store.quads(graph.iri("graph/ontology"), subject=graph.iri("graph/ontology")))
    graph.store.change(remove=[*named, *marks, *version, *digest], add=[*shared, *first])
    return old.value


def test_a_store_from_before_issues_belonged_to_documents_says_so_and_reading_again_mends_it(
    source: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store, folder = tmp_path / "store", tmp_path / "mine"
    with standpunkt.open_graph(store=str(store)) as session:
        session.load([source / "deich.md"])
        old = as_before_issues_belonged_to_documents(session)
        name = old.removeprefix(session.base)
    (folder / "queries").mkdir(parents=True)
    header = "# name: mine\n# question-de: Wer will es?\n# question-en: Who wants it?\n# columns: holder\n"
    query = f"{header}SELECT ?holder WHERE {{ ?holder ?supports <{old}> }}\n"
    (folder / "queries" / "mine.rq").write_text(query, encoding="utf-8")
    caplog.clear()
    with standpunkt.open_graph(store=str(store), knowledge=str(folder)) as session:
        assert "until `standpunkt reread`" in caplog.text
        assert "ReadBefore" in {s.check for s in session.check()}
        assert [note for note in session.reread().notes if f"mine.rq names {name}" in note]
        assert "QueryNamesNothing" in {s.check for s in session.check()}
        assert "ReadBefore" not in {s.check for s in session.check()}
        assert not any(session.graph.store.quads(object=ox.NamedNode(old)))


def test_whose_words_a_text_is_is_kept_for_reading_it_again(tmp_path: Path) -> None:
    (tmp_path / "rede.txt").write_text("Das Dorf liegt am Fluss. Wir lehnen den Damm ab.", encoding="utf-8")
    store = tmp_path / "store"
    run("load", tmp_path / "rede.txt", "--author", "Jette Ahlers", "--store", store)
    before = held(store)
    assert "Jette Ahlers" in before
    assert "unchanged" in run("reread", "--store", store)
    assert held(store) == before
