"""Persons who are not of public life: hidden lastingly, out of everything, and nobody else's words with them."""

from __future__ import annotations

import gzip
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from graph.decisions.curation import decide
from graph.decisions.names import HiddenNames, digests
from graph.decisions.records import Decision, curations, now_by
from graph.model.settings import read_settings
from graph.rdf.terms import term, text
from graph.stores.disk.renewal import database_in
from ontology.errors import InputError
from standpunkt import open_graph
from standpunkt.commands import commands
from standpunkt.session.deciding import export_decisions, import_decisions, take_back
from standpunkt.session.hiding import hide_person
from standpunkt.session.session import Session
from tests.waiting import PATIENCE
from tests.web import live
from web import create_app
from web.admission.principals import Tokens

NAME = "Torben Ährenfeld"
ARTICLE = """# Torben Ährenfeld fordert Abriss der Mauer

Der Anwohner Torben Ährenfeld fordert den Abriss der Mauer am Hafen. Er lehnt einen Neubau der Mauer ab.

Die Bürgermeisterin Anna Beispiel kritisierte Ährenfelds Forderung am Montag.

Die Stadträtin Ida Prüf unterstützt den Abriss der Mauer am Hafen. Sie warnt vor einem Neubau der Mauer.
"""
OTHER = """# Streit am Hafen

Die Stadträtin Ida Prüf fordert den Abriss der Mauer am Hafen.

Auf der Sitzung sagte Ährenfeld, Torben, nichts. T. Ährenfeld war auch am Dienstag da.
"""
NAMESAKE = """# Fest am Hafen

Der Abgeordnete Jens Ährenfeld fordert ein Tempolimit am Hafen.
"""
TRACES = ("ährenfeld", "aehrenfeld", "torben")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Only to be read."""
    place = tmp_path_factory.mktemp("hidden") / "articles"
    place.mkdir()
    for name, words in (("mauer", ARTICLE), ("hafen", OTHER), ("fest", NAMESAKE)):
        (place / f"{name}.md").write_text(words, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def loaded(folder: Path) -> Path:
    """A store that holds the articles; to be copied."""
    store = folder.with_name("store")
    with open_graph(store=str(store), reasoner="none") as session:
        report = session.load([folder])
        assert not report.failed
    return store


@pytest.fixture
def session(loaded: Path, tmp_path: Path) -> Iterator[Session]:
    shutil.copytree(loaded, tmp_path / "store")
    with open_graph(store=str(tmp_path / "store"), reasoner="none") as session:
        yield session


def traces(session: Session) -> set[str]:
    """What of the name is left in the graph, but for the namesake's article."""
    found = set()
    for quad in session.graph.store.quads():
        words = " ".join(text(part) for part in (quad.subject, quad.object, quad.graph_name)).lower()
        if "jens" not in words and "fest-am-hafen" not in words and "fest.md" not in words:
            found |= {word for word in TRACES if word in words}
    return found


def texts(session: Session) -> dict[str, str]:
    return {
        text(quad.subject).removeprefix(session.base): text(quad.object)
        for quad in session.graph.store.quads(predicate=term("sp:text"))
    }


def held(session: Session) -> set[tuple[str, str]]:
    """Who holds which position: last parts of IRIs."""
    rows = session.query(
        "PREFIX sp: <https://w3id.org/standpunkt/ontology#> SELECT DISTINCT ?holder ?stance ?issue "
        "{ ?p a sp:Position ; sp:holder ?holder ; sp:stance ?stance . ?p sp:affirms|sp:rejects|sp:concerns ?issue }"
    )
    assert isinstance(rows, ox.QuerySolutions)
    return {(text(row["holder"]).rsplit("/", 1)[-1], text(row["issue"]).rsplit("/", 1)[-1]) for row in rows}


def hide(session: Session, decision: Decision = Decision.REMOVED, said: str = NAME, **more: object):  # type: ignore[no-untyped-def]
    return hide_person(session.graph, session.settings, said, "Ida Prüfer", decision=decision, **more)  # type: ignore[arg-type]


def evidence_fits(session: Session) -> bool:
    """Whether every quotation is what its text says at its place."""
    found = session.query(
        "PREFIX sp: <https://w3id.org/standpunkt/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> ASK { ?d sp:text ?t . "
        "?e oa:hasSource ?d ; sp:start ?s ; sp:end ?n ; sp:quote ?q "
        "FILTER (STR(SUBSTR(?t, ?s + 1, ?n - ?s)) != STR(?q)) }"
    )
    return not bool(found)


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Gestern kam Torben Ährenfeld.", ["Torben Ährenfeld"]),
        ("TORBEN ÄHRENFELD kam", ["TORBEN ÄHRENFELD"]),
        ("Torben  Aehrenfelds Haus", ["Torben  Aehrenfelds"]),
        ("Ährenfeld, Torben (44)", ["Ährenfeld, Torben"]),
        ("T. Ährenfeld schwieg. Ährenfelds Anwalt auch.", ["T. Ährenfeld", "Ährenfelds"]),
        ("die Torben-Ährenfeld-Stiftung", ["Torben-Ährenfeld"]),
        ("Jens Ährenfeld kam", []),
        ("Torben kam. Ährenfeld ging.", []),
        ("Ährenfeld", []),
        ("Torben Ährenfeld und Torben Probe, nicht aber Torben.", ["Torben Ährenfeld", "Torben"]),
        ("", []),
    ],
)  # fmt: skip
def test_a_name_is_found_in_all_its_forms(words: str, found: list[str]) -> None:
    names = HiddenNames({"http://x/actor/person-1": digests([NAME])})
    assert [words[hit.start : hit.end] for hit in names.hits(words)] == found
    assert len(names.masked(words)) == len(words)


def test_what_is_kept_of_a_name_does_not_tell_it() -> None:
    kept = " ".join(digests([NAME]))
    assert not any(trace in kept.lower() for trace in TRACES)
    assert digests([NAME]) != digests([NAME])  # each decision has a key of its own


def test_a_path_loses_the_name() -> None:
    names = HiddenNames({"http://x/actor/person-1": digests([NAME])})
    assert names.renamed("document/torben-aehrenfeld-fordert-abriss") == "document/person-1-fordert-abriss"


# ---------------------------------------------------------------- removed


def test_a_removed_person_is_nowhere(session: Session) -> None:
    before = held(session)
    assert ("torben-aehrenfeld", "abriss-hafen-mauer") in before
    done = hide(session)
    assert done.change
    assert traces(session) == set()
    assert not any(
        holder == "torben-aehrenfeld" or holder.startswith("person-") for holder, _ in held(session)
    )
    assert {pair for pair in before if pair[0] == "ida-pruef"} <= held(session)
    assert ("jens-aehrenfeld", "tempolimit-hafen") in held(session) or "jens-aehrenfeld" in dict(
        held(session)
    )


def test_the_sentences_about_the_person_are_masked_and_no_others(session: Session) -> None:
    old = texts(session)["document/torben-aehrenfeld-fordert-abriss-der-mauer"]
    done = hide(session)
    name = done.plan.documents["document/torben-aehrenfeld-fordert-abriss-der-mauer"]
    new = texts(session)[name]
    assert len(new) == len(old)
    assert "Er lehnt einen Neubau" not in new  # said of nobody else
    assert "Die Bürgermeisterin" not in new
    assert "Die Stadträtin Ida Prüf unterstützt den Abriss der Mauer am Hafen." in new
    assert "Jens Ährenfeld" in texts(session)["document/fest-am-hafen"]
    assert evidence_fits(session)


def test_what_is_left_is_a_valid_graph(session: Session) -> None:
    hide(session)
    assert [found for found in session.check() if found.severity == "violation"] == []
    for pair in session.graph.store.quads(predicate=term("sp:evidence")):
        assert any(session.graph.store.quads(subject=pair.object)), pair.object


def test_what_follows_is_taken_back_too(folder: Path) -> None:
    with open_graph(store_kind="memory") as session:
        session.load([folder / "mauer.md"])
        subject = ox.NamedNode(session.base + "actor/torben-aehrenfeld")
        inferred = session.graph.iri("graph/inferred")
        assert any(session.graph.store.quads(inferred, subject=subject))
        hide(session)
        assert traces(session) == set()
        left = set(session.graph.store.quads(inferred))
        session.graph.refresh()
        assert set(session.graph.store.quads(inferred)) == left


def test_a_dry_run_changes_nothing_and_lists_what_would_go(session: Session) -> None:
    before = set(session.graph.store.quads())
    done = hide(session, dry=True)
    assert set(session.graph.store.quads()) == before
    assert done.change is None
    assert set(done.plan.documents) == {
        "document/torben-aehrenfeld-fordert-abriss-der-mauer",
        "document/streit-am-hafen",
    }
    assert done.plan.gone["position"] >= 2
    assert done.plan.only_last == ["document/fest-am-hafen"]


def test_the_same_article_loaded_again_stays_without(session: Session, folder: Path) -> None:
    hide(session)
    before = texts(session)
    positions = held(session)
    report = session.load([folder])
    assert not report.failed
    assert traces(session) == set()
    assert texts(session) == before
    assert held(session) == positions
    session.load([folder / "mauer.md"])  # without the folder's path
    assert traces(session) == set()


def test_another_article_that_is_loaded_later_is_without(session: Session, tmp_path: Path) -> None:
    hide(session)
    later = tmp_path / "später.md"
    later.write_text(
        "# Neues vom Hafen\n\nTorben Ährenfeld lehnt das Tempolimit ab. Otto Probe fordert ein Tempolimit.\n",
        encoding="utf-8",
    )
    session.load([later])
    assert traces(session) == set()
    assert "Otto Probe fordert ein Tempolimit." in texts(session)["document/neues-vom-hafen"]
    assert any(holder == "otto-probe" for holder, _ in held(session))


def test_reading_again_leaves_masked_texts_as_they_are_and_says_so(session: Session) -> None:
    hide(session)
    before = held(session)
    report = session.reread()
    assert held(session) == before
    assert traces(session) == set()
    assert sum("stays as it was read before" in note for note in report.notes) == 2


def test_a_decision_about_what_the_person_said_goes_with_it(session: Session) -> None:
    run = session.graph
    positions = session.query(
        "PREFIX sp: <https://w3id.org/standpunkt/ontology#> SELECT ?p ?h { ?p a sp:Position ; sp:holder ?h }"
    )
    assert isinstance(positions, ox.QuerySolutions)
    for row in list(positions):
        change = decide(run, text(row["p"]), Decision.ACCEPTED, now_by("Otto"))
        run.change(add=change.add, remove=change.remove)
    about = len(curations(run))
    done = hide(session, reason="Torben Ährenfeld hat darum gebeten")
    assert 0 < done.plan.records < about
    assert len(curations(run)) == about - done.plan.records + 1
    assert traces(session) == set()


def test_no_file_of_the_store_keeps_the_name(session: Session, tmp_path: Path) -> None:
    session.ask("Wer fordert den Abriss der Mauer am Hafen?")
    session.ask("Ährenfeld Sitzung")  # builds the index of sentences
    (tmp_path / "store" / "writes.jsonl").write_text(
        '{"who": "Ida", "path": "/document/torben-aehrenfeld-fordert-abriss-der-mauer"}\n', encoding="utf-8"
    )
    session.graph.remove("graph/document/fest-am-hafen")  # the namesake's
    hide(session)
    answer = session.ask("Wer fordert den Abriss der Mauer am Hafen?")
    assert "Ida Prüf" in {finding.label for finding in answer.answers}
    for file in (tmp_path / "store").rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            for trace in ("Torben", "torben-", "aehrenfeld"):
                assert trace.encode() not in data, file


def test_a_note_that_breaks_off_loses_the_name_and_hinders_nothing(session: Session, tmp_path: Path) -> None:
    """A server that is killed, or whose disk is full, leaves half a line; the next one may stand behind it."""
    notes = tmp_path / "store" / "writes.jsonl"
    whole = '{"who": "Ida", "path": "/document/fest-am-hafen"}'
    broken = ['{"who": "Ida", "path": "/actor/torben-aehr', '{"who": "Torben Ährenfeld", "pa']
    notes.write_text("\n".join([whole, broken[0] + whole, *broken]), encoding="utf-8")
    hide(session)
    hide(session)  # and once more
    assert notes.read_text(encoding="utf-8").splitlines() == [
        whole,
        '{"who": "Ida", "path": "/…"who": "Ida", "path": "/…"}',
        '{"who": "Ida", "path": "/…',
        '{"who": "██████ █████████", "pa',
    ]


def test_the_store_opens_again_as_it_was_left(folder: Path, tmp_path: Path) -> None:
    place = str(tmp_path / "store")
    with open_graph(store=place, reasoner="none") as session:
        session.load([folder])
        hide(session)
        quads = set(session.graph.store.quads())
    assert database_in(tmp_path / "store").name == "quads-2"
    assert not (tmp_path / "store" / "quads").exists()
    with open_graph(store=place, reasoner="none") as again:
        assert set(again.graph.store.quads()) == quads
        again.load([folder])
        assert traces(again) == set()


def test_a_first_name_that_nobody_knows_is_found_as_well(tmp_path: Path) -> None:
    file = tmp_path / "mauer.md"
    file.write_text(ARTICLE.replace("Torben", "Ruwen"), encoding="utf-8")  # read as a person called Ruwen
    for decision in (Decision.REMOVED, Decision.PSEUDONYMISED):
        with open_graph(store_kind="memory", reasoner="none") as session:
            session.load([file])
            hide(session, decision, said="Ruwen Ährenfeld")
            words = " ".join(f"{quad.subject} {quad.object}" for quad in session.graph.store.quads()).lower()
            assert not any(trace in words for trace in ("ruwen", "aehrenfeld", "ährenfeld"))


def test_a_backup_that_is_brought_back_is_without(session: Session, tmp_path: Path) -> None:
    before, _ = session.back_up(tmp_path / "before.nq.gz")
    assert "Ährenfeld" in gzip.decompress(before.read_bytes()).decode()
    hide(session)
    report = session.take_in([before], replace=True)
    assert not report.failed
    assert traces(session) == set()


def test_an_update_does_not_bring_the_name_back(session: Session) -> None:
    hide(session)
    place = ox.NamedNode("urn:g")
    person = ox.NamedNode(session.base + "actor/torben-aehrenfeld")
    session.graph.change(
        add=[
            ox.Quad(person, term("rdfs:label"), ox.Literal(NAME), place),
            ox.Quad(ox.NamedNode("urn:a"), term("rdfs:comment"), ox.Literal(f"{NAME} war da"), place),
            ox.Quad(
                ox.NamedNode("urn:a"),
                term("dcterms:source"),
                ox.NamedNode("https://x/torben-aehrenfeld"),
                place,
            ),
        ]
    )
    assert traces(session) == set()
    assert [text(q.object) for q in session.graph.store.quads(place)] == ["██████ █████████ war da"]


# ---------------------------------------------------------------- pseudonymised


def test_a_pseudonymised_person_keeps_positions(session: Session) -> None:
    before = held(session)
    done = hide(session, Decision.PSEUDONYMISED)
    name = done.pseudonym.rsplit("/", 1)[-1]
    assert traces(session) == set()
    assert {(name if holder == "torben-aehrenfeld" else holder, issue) for holder, issue in before} == {
        (holder, issue) for holder, issue in held(session)
    }
    labels = [
        text(q.object)
        for q in session.graph.store.quads(subject=ox.NamedNode(done.pseudonym), predicate=term("rdfs:label"))
    ]
    assert set(labels) == {"Person " + name.removeprefix("person-")}
    assert evidence_fits(session)
    words = texts(session)[done.plan.documents["document/torben-aehrenfeld-fordert-abriss-der-mauer"]]
    assert "Der Anwohner ██████ █████████ fordert den Abriss der Mauer am Hafen. Er lehnt" in words


def test_it_is_pseudonymised_again_on_each_load(session: Session, folder: Path) -> None:
    hide(session, Decision.PSEUDONYMISED)
    before, words = held(session), texts(session)
    session.load([folder])
    assert traces(session) == set()
    assert (held(session), texts(session)) == (before, words)
    quads = set(session.graph.store.quads())
    session.load([folder])
    assert set(session.graph.store.quads()) == quads


def test_taken_back_the_name_returns_with_the_article(session: Session, folder: Path) -> None:
    hide(session, Decision.PSEUDONYMISED)
    (one,) = curations(session.graph)
    take_back(session.graph, one.iri, "Ida Prüfer")
    session.load([folder])
    assert ("torben-aehrenfeld", "abriss-hafen-mauer") in held(session)


# ---------------------------------------------------------------- shared, refused, by command


@pytest.mark.parametrize("decision", [Decision.REMOVED, Decision.PSEUDONYMISED])
def test_the_decision_does_elsewhere_what_it_does_here(
    session: Session, folder: Path, tmp_path: Path, decision: Decision
) -> None:
    hide(session, decision)
    out = io.BytesIO()
    export_decisions(session.graph, out)
    assert not any(trace in out.getvalue().decode().lower() for trace in TRACES)
    file = tmp_path / "decisions.nq"
    file.write_bytes(out.getvalue())
    with open_graph(store_kind="memory", base_iri=session.base, reasoner="none") as other:
        other.load([folder])
        import_decisions(other.graph, [file])
        assert traces(other) == set()
        assert held(other) == held(session)


def test_who_is_of_public_life_is_refused(session: Session) -> None:
    with pytest.raises(InputError, match="background facts"):
        hide(session, said="actor/friedrich-merz")
    with pytest.raises(InputError, match="Say who"):
        hide(session, said=" ")


def test_the_record_tells_who_and_when_and_no_name(session: Session) -> None:
    done = hide(session, reason="auf Wunsch")
    (one,) = curations(session.graph)
    assert (one.decision, one.curator, one.comment) == (Decision.REMOVED, "Ida Prüfer", "auf Wunsch")
    assert one.target == done.pseudonym
    assert one.digests


def test_by_command_also_by_iri(folder: Path, tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "store")]
    run = CliRunner(env={"STANDPUNKT_REASONER": "none"}).invoke
    assert run(commands, ["load", str(folder), *store]).exit_code == 0
    listed = run(commands, ["remove-person", "actor/torben-aehrenfeld", "--dry-run", *store])
    assert listed.exit_code == 0, listed.output
    assert "would hide: Torben Ährenfeld" in listed.output
    assert re.search(r"goes: .*\d position", listed.output)
    done = run(commands, ["remove-person", NAME, "--by", "Ida", *store])
    assert done.exit_code == 0, done.output
    assert "→ document/person-" in done.output
    assert "Backups, exports and dumps" in done.output
    assert "removed" in run(commands, ["decisions", "list", *store]).output
    out = run(commands, ["export", *store]).output
    assert "Torben" not in out


# ---------------------------------------------------------------- beside a server, and on its pages


def test_beside_a_running_server(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run = CliRunner(env={"STANDPUNKT_REASONER": "none"}).invoke
    server = live.start(store, query_seconds=PATIENCE, update_seconds=PATIENCE)
    try:
        assert run(commands, ["load", str(folder), "--store", str(store)]).exit_code == 0
        query = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
        assert any("Torben" in line for line in server.csv(query))
        done = run(commands, ["remove-person", NAME, "--store", str(store)])
        assert done.exit_code == 0, done.output
        for path in ("dump.nq", "documents", "actors", "positions", "curate", "ask?q=Mauer+am+Hafen"):
            assert b"Torben" not in server.send("GET", path), path
        lines = server.csv(query)
        assert not any("Torben" in line or "name-digest" in line for line in lines)
        assert any("Ida Pr" in line for line in lines)
        server.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> 1 } }")
        assert server.csv("SELECT ?o { GRAPH <urn:g> { ?s ?p ?o } }") == ["1"]
    finally:
        server.stop()
    assert b"Torben" not in b"".join(f.read_bytes() for f in store.rglob("*") if f.is_file())


def test_who_decides_on_pages_does_not_end_it(session: Session, tmp_path: Path) -> None:
    hide(session)
    (one,) = curations(session.graph)
    tokens = Tokens(tmp_path / "tokens.json")
    app = create_app(session.graph, read_settings({"tokens": tmp_path / "tokens.json"}))
    for name, rights, status in (
        ("Ida", ["read", "decide"], 403),
        ("Otto", ["read", "decide", "administer"], 303),
    ):
        secret, _ = tokens.make(name, rights)
        client = app.test_client()
        assert client.post("/editing", data={"token": secret}).status_code == 303
        page = client.get("/curate", headers={"Accept": "text/html"})
        assert one.target.rsplit("/", 1)[-1] in page.text
        assert client.post("/curate", data={"withdraw": one.iri}).status_code == status
    app.extensions["standpunkt"].close()
