"""Decisions about actors and issues, and decisions that two teams share: consistent, reversible, told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import standpunkt
from graph.decisions.curation import decide
from graph.decisions.records import Curation, Decision, curations
from graph.things.positions.positions import positions
from loaders.articles.findings import Document
from ontology.errors import InputError, NotFoundError
from standpunkt.commands import commands
from standpunkt.session import deciding
from standpunkt.session.deciding import decide_about, export_decisions, import_decisions, now_by, take_back
from tests.worlds import copy_of

ARTICLES = {
    "maut": "Die Ministerin Ida Falk fordert eine Maut in der Innenstadt.",
    "deiche": "Der Abgeordnete Ole Berg lehnt den Bau neuer Deiche ab.",
    "ausbau": "Der Verband Freie Straße kritisiert den Neubau von Deichen.",
    "falk": "Die Senatorin Idalia Falk lehnt die Maut in der Innenstadt ab.",
}
FALK, OTHER, BERG = "actor/ida-falk", "actor/idalia-falk", "actor/ole-berg"


def article(name: str, text: str = "", front: str = "") -> Document:
    return Document(f"document/{name}", name.title(), f"{name.title()}\n\n{front}{text or ARTICLES[name]}\n")


@pytest.fixture(scope="module")
def loaded() -> Iterator[standpunkt.Session]:
    """The articles; to be copied."""
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as opened:
        for name in ARTICLES:
            opened.load_document(article(name), replace=True)
        yield opened


@pytest.fixture
def session(loaded: standpunkt.Session) -> standpunkt.Session:
    return copy_of(loaded)


def test_a_position_is_rejected_and_taken_back_from_the_command_line(new_store, tmp_path, monkeypatch):
    monkeypatch.setenv("STANDPUNKT_REASONER", "none")  # fast; what follows is looked at below

    def run(*words: str) -> str:
        result = CliRunner().invoke(commands, [*words, "--store", str(new_store)])
        assert result.exit_code == 0, result.output
        return result.output

    (tmp_path / "maut.md").write_text(f"# Maut\n\n{ARTICLES['maut']}\n", encoding="utf-8")
    run("load", str(tmp_path / "maut.md"))
    with standpunkt.open_graph(store=str(new_store)) as opened:
        [position] = (p.iri.removeprefix(opened.base) for p in positions(opened.graph))
    run("decisions", "make", "rejected", position, "--by", "Ida Prüf", "--reason", "only a wish")
    with standpunkt.open_graph(store=str(new_store)) as opened:
        assert not positions(opened.graph)
        [decision] = (one.iri.removeprefix(opened.base) for one in curations(opened.graph))
    run("decisions", "withdraw", decision, "--by", "Ida Prüf")
    with standpunkt.open_graph(store=str(new_store)) as opened:
        assert positions(opened.graph)
    run("decisions", "make", "corrected", position, "--by", "Ida Prüf", "--issue", "Maut", "--act", "warn")
    with standpunkt.open_graph(store=str(new_store)) as opened:
        [position] = positions(opened.graph)
    assert (position.issue.rsplit("/", 1)[1], position.act) == ("maut", "warn")


@pytest.mark.parametrize(
    "words",
    [
        ("rejected", "position/none"),
        ("rejected", "position/none", "more"),
        ("corrected", "position/none", "--issue", "Maut"),
        ("rejected", "position/none", "--issue", "Maut"),
        ("merged", FALK),
    ],
)
def test_decisions_that_cannot_be_made_are_told_in_a_sentence(tmp_path, words):
    line = ["decisions", "make", *words, "--by", "Ida Prüf", "--store", str(tmp_path / "store")]
    result = CliRunner().invoke(commands, line)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def content(session: standpunkt.Session, *, but: str = "graph/curation") -> set[ox.Quad]:
    records = tuple(session.base + kind for kind in ("curation/", "curator/"))
    return {
        quad
        for quad in session.graph.store.quads()
        if quad.graph_name != session.graph.iri(but) and not quad.subject.value.startswith(records)
    }


def standing_facts(session: standpunkt.Session) -> set[tuple[str, str, str]]:
    """What the graph of decisions says of things, without the records."""
    records = {"curation/", "curator/"}
    return {
        tuple(re.split(r"[/#]", term.value)[-1] for term in (q.subject, q.predicate, q.object))
        for q in session.graph.store.quads(session.graph.iri("graph/curation"))
        if not any(session.base + kind in q.subject.value for kind in records)
    }


def issues(session: standpunkt.Session) -> dict[str, str]:
    return {p.document.rsplit("/", 1)[1]: p.issue for p in positions(session.graph)}


@pytest.mark.parametrize(
    ("kind", "other", "fact"),
    [
        ("merged", OTHER, ("ida-falk", "sameAs", "idalia-falk")),
        ("different", OTHER, ("ida-falk", "differentFrom", "idalia-falk")),
        ("linked", "https://elsewhere.example.org/Q1", ("ida-falk", "exactMatch", "Q1")),
        ("about", "actor/deutschland", ("ida-falk", "subject", "deutschland")),
    ],
)
def test_what_is_decided_about_a_thing_is_said_recorded_and_taken_back(
    session: standpunkt.Session, kind: str, other: str, fact: tuple[str, str, str]
) -> None:
    before = content(session)
    decide_about(session.graph, kind, FALK, other, "Anna", reason="So ist es.")
    assert standing_facts(session) == {fact}
    [made] = curations(session.graph)
    assert (made.decision, made.curator, made.comment) == (kind, "Anna", "So ist es.")
    assert made.anchors[0].exact == "Die Ministerin Ida Falk fordert eine Maut in der Innenstadt"
    with pytest.raises(InputError, match="already"):
        decide_about(session.graph, kind, FALK, other, "Bert")
    take_back(session.graph, made.iri, "Bert")
    assert standing_facts(session) == set()
    assert content(session) == before
    assert curations(session.graph)[0].withdrawn_by == "Bert"


def test_a_new_name_and_a_split_are_written_again_on_every_load(session: standpunkt.Session) -> None:
    before = content(session)
    decide_about(session.graph, "renamed", BERG, "Oliver Berg", "Anna")
    decide_about(session.graph, "split", FALK, "actor/ida-falk-2", "Anna", document="document/maut")
    decided = content(session)
    assert decided != before
    holders = {p.holder.rsplit("/", 1)[1] for p in positions(session.graph)}
    assert "ida-falk-2" in holders
    assert "ida-falk" not in holders
    assert "Oliver Berg" in {str(q.object.value) for q in decided if "ole-berg" in str(q.subject)}
    for name in ARTICLES:
        session.load_document(article(name), replace=True)
    assert content(session) == decided
    for one in curations(session.graph):
        take_back(session.graph, one.iri, "Anna")
    for name in ARTICLES:
        session.load_document(article(name), replace=True)
    assert content(session) == before


def test_issues_of_documents_keep_their_decisions_by_the_sentence(session: standpunkt.Session) -> None:
    mine, other = issues(session)["deiche"], issues(session)["ausbau"]
    decide_about(session.graph, "merged", mine, other, "Anna")
    changed = (
        "Der Abgeordnete Ole Berg lehnt den Bau neuer Deich ab."  # another issue, for its name is another
    )
    session.load_document(article("deiche", changed, front="Am Rande wurde viel geredet. "), replace=True)
    [one] = curations(session.graph)
    assert one.is_in_force
    assert (one.target, one.other) == (issues(session)["deiche"], other)
    session.load_document(article("deiche", "Der Abgeordnete Ole Berg schwieg."), replace=True)
    [one] = curations(session.graph)
    assert "not read in its sentence" in one.parked
    assert standing_facts(session) == set()
    session.load_document(article("deiche"), replace=True)
    [one] = curations(session.graph)
    assert one.is_in_force
    assert len(standing_facts(session)) == 1


@pytest.mark.parametrize(
    ("kind", "thing", "other", "says"),
    [
        ("merged", FALK, FALK, "not with itself"),
        ("merged", FALK, "actor/nobody", "There is no"),
        ("merged", "actor/nobody", FALK, "There is no"),
        ("merged", FALK, "issue/tempolimit", "different kinds"),
        ("linked", FALK, "https://a.example/no iri \\", "no address elsewhere"),
        ("linked", FALK, "www.wikidata.org/wiki/Q49762", "no address elsewhere"),
        ("linked", FALK, "javascript:alert(1)", "no address elsewhere"),
        ("linked", FALK, "urn:isbn:1", "no address elsewhere"),
        ("linked", FALK, "https://", "no address elsewhere"),
        ("linked", FALK, OTHER, "no address elsewhere"),
        ("linked", FALK, "http://127.0.0.1:5000/actor/verband-freie-strasse", "no address elsewhere"),
        ("different", FALK, "no iri \\", "There is no"),
        ("renamed", FALK, "  ", "needs words"),
        ("renamed", "actor/deutschland", "Schland", "background"),
        ("split", FALK, "actor/new", "in which document"),
        ("split", FALK, OTHER, "in which document"),
        ("praised", FALK, OTHER, "merged, different"),
    ],
)
def test_what_cannot_be_decided_is_told_and_changes_nothing(
    session: standpunkt.Session, kind: str, thing: str, other: str, says: str
) -> None:
    before = set(session.graph.store.quads())
    with pytest.raises((InputError, NotFoundError), match=says):
        decide_about(session.graph, kind, thing, other, "Anna")
    assert set(session.graph.store.quads()) == before


@pytest.mark.parametrize("other", ["www.wikidata.org/wiki/Q1", "https://elsewhere.example/Q1", "issue/falk"])
def test_a_split_makes_a_thing_of_ours_of_the_same_kind(session: standpunkt.Session, other: str) -> None:
    before = set(session.graph.store.quads())
    with pytest.raises(InputError, match="such as actor/"):
        decide_about(session.graph, "split", FALK, other, "Anna", document="document/maut")
    assert set(session.graph.store.quads()) == before


def test_what_is_different_is_never_merged_and_no_circle_of_mergers_closes(
    session: standpunkt.Session,
) -> None:
    graph = session.graph
    decide_about(graph, "different", FALK, BERG, "Anna")
    decide_about(graph, "merged", FALK, OTHER, "Bert")
    for pair in ((FALK, BERG), (BERG, OTHER)):
        with pytest.raises(InputError, match="Anna decided that"):
            decide_about(graph, "merged", *pair, "Bert")
    with pytest.raises(InputError, match="one already"):
        decide_about(graph, "merged", OTHER, FALK, "Bert")
    with pytest.raises(InputError, match="were merged"):
        decide_about(graph, "different", OTHER, FALK, "Bert")
    verband = "actor/verband-freie-strasse"
    decide_about(graph, "different", verband, BERG, "Anna")


def test_nobody_disagrees_with_himself_under_another_name() -> None:
    with standpunkt.open_graph(store_kind="memory") as session:
        graph = session.graph
        session.load_document(article("a", "Die Ministerin Ida Falk fordert eine Wehrpflicht."))
        session.load_document(article("b", "Die Senatorin Idalia Falk lehnt die Wehrpflicht ab."))
        disagree = ox.NamedNode("https://w3id.org/standpunkt/ontology#disagreesWith")
        assert any(graph.store.quads(subject=graph.iri(FALK), predicate=disagree))
        before = content(session)
        decide_about(graph, "merged", FALK, OTHER, "Anna")
        assert not any(graph.store.quads(subject=graph.iri(FALK), predicate=disagree))
        supports = ox.NamedNode("https://w3id.org/standpunkt/ontology#supports")
        assert any(graph.store.quads(subject=graph.iri(OTHER), predicate=supports)), "what one says both say"
        take_back(graph, curations(graph)[0].iri, "Anna")
        assert content(session) == before


# ------------------------------------------------------------ shared by two teams


@pytest.fixture
def teams(loaded: standpunkt.Session) -> tuple[standpunkt.Session, standpunkt.Session]:
    return copy_of(loaded), copy_of(loaded)


def given(session: standpunkt.Session, folder: Path, name: str = "given.nq") -> Path:
    with (folder / name).open("wb") as file:
        export_decisions(session.graph, file)
    return folder / name


def settle(session: standpunkt.Session, decision: Decision, by: str) -> Curation:
    [position] = positions(session.graph, document=session.base + "document/maut")
    change = decide(session.graph, position.iri, decision, now_by(by))
    session.graph.change(add=change.add, remove=change.remove)
    return curations(session.graph, target=position.iri)[0]


def test_decisions_do_at_the_other_team_what_they_do_here(teams, tmp_path: Path) -> None:
    one, other = teams
    settle(one, Decision.REJECTED, "Anna")
    decide_about(one.graph, "renamed", BERG, "Oliver Berg", "Anna")
    decide_about(one.graph, "merged", FALK, OTHER, "Anna")
    [(_, shared)] = import_decisions(other.graph, [given(one, tmp_path)])
    assert (shared.new, shared.notes) == (3, ())
    assert set(other.graph.store.quads()) == set(one.graph.store.quads())
    [(_, again)] = import_decisions(other.graph, [given(one, tmp_path)])
    assert (again.new, bool(again.change)) == (0, False)


def test_decisions_that_contradict_one_another_are_parked_and_told(teams, tmp_path: Path) -> None:
    one, other = teams
    settle(one, Decision.REJECTED, "Anna")
    settle(other, Decision.ACCEPTED, "Bert")
    decide_about(one.graph, "different", FALK, OTHER, "Anna")
    decide_about(other.graph, "merged", FALK, OTHER, "Bert")
    [(_, shared)] = import_decisions(other.graph, [given(one, tmp_path)])
    assert len(shared.notes) == 2
    assert all("parked" in note for note in shared.notes)
    state = {(c.decision.value, c.curator): bool(c.parked) for c in curations(other.graph)}
    expected = {("rejected", "Anna"): True, ("accepted", "Bert"): True, ("different", "Anna"): True}
    assert state == expected | {("merged", "Bert"): False}
    assert not positions(other.graph, document=other.base + "document/maut"), "nothing in dispute is asserted"
    other.load_document(article("maut", front="Am Rande wurde viel geredet. "), replace=True)
    assert not positions(other.graph, document=other.base + "document/maut"), "in no version"
    other.load_document(article("maut"), replace=True)
    accepted = next(c for c in curations(other.graph) if c.decision is Decision.ACCEPTED)
    take_back(other.graph, accepted.iri, "Bert")
    assert [c.parked for c in curations(other.graph) if c.decision is Decision.REJECTED] == [""]


def test_when_the_other_side_takes_its_decision_back_ours_holds_at_once(teams, tmp_path: Path) -> None:
    one, other = teams
    settle(one, Decision.REJECTED, "Anna")
    settle(other, Decision.ACCEPTED, "Bert")
    before = content(other)
    import_decisions(other.graph, [given(one, tmp_path)])
    assert content(other) != before
    rejected = next(c for c in curations(other.graph) if c.decision is Decision.REJECTED)
    take_back(other.graph, rejected.iri, "Anna")
    assert content(other) == before


def test_a_later_clock_does_not_make_a_decision_the_later_one(teams, tmp_path: Path) -> None:
    """The second decision was made on a machine whose clock is a year behind."""
    one, _ = teams
    first = settle(one, Decision.ACCEPTED, "Anna")
    behind = now_by("Bert")
    behind = type(behind)(behind.name, behind.when.replace(year=behind.when.year - 1))
    change = decide(one.graph, first.target, Decision.REJECTED, behind)
    one.graph.change(add=change.add, remove=change.remove)
    one.load_document(article("maut"))
    assert not positions(one.graph, document=one.base + "document/maut")


def test_decisions_of_another_base_are_told_and_can_be_rebased(teams, tmp_path: Path) -> None:
    one, other = teams
    settle(one, Decision.REJECTED, "Anna")
    file = given(one, tmp_path)
    file.write_text(file.read_text().replace(one.base, "https://elsewhere.example.org/"))
    before = set(other.graph.store.quads())
    with pytest.raises(InputError, match=r"elsewhere\.example\.org"):
        import_decisions(other.graph, [file])
    assert set(other.graph.store.quads()) == before
    import_decisions(other.graph, [file], rebase=True)
    assert not positions(other.graph, document=other.base + "document/maut")
    (tmp_path / "none.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    with pytest.raises(InputError, match="no decisions"):
        import_decisions(other.graph, [tmp_path / "none.nq"])
    (tmp_path / "cut.nq").write_bytes(file.read_bytes()[:-200])
    with pytest.raises(InputError, match="read to its end"):
        import_decisions(other.graph, [tmp_path / "cut.nq"])


def test_the_commands_list_make_take_back_and_move(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDPUNKT_REASONER", "none")
    monkeypatch.setenv("STANDPUNKT_STORE", str(tmp_path / "store"))

    def run(*arguments: str, status: int = 0) -> str:
        result = CliRunner().invoke(commands, ["decisions", *arguments])
        assert result.exit_code == status, result.output
        return result.output

    with standpunkt.open_graph() as session:
        session.load_document(article("maut"), replace=True)
        session.load_document(article("falk"), replace=True)
    run("make", "merged", FALK, OTHER, "--by", "Anna", "--reason", "Eine Person.")
    listed = run("list")
    assert "in force" in listed
    run("export", str(tmp_path / "ours.nq"))
    iri = re.search(r"curation/\w+", listed)[0]
    run("withdraw", iri, "--by", "Bert")
    assert "taken back" in run("list")
    assert "merged" not in run("list", "--parked")
    monkeypatch.setenv("STANDPUNKT_STORE", str(tmp_path / "other"))
    with standpunkt.open_graph() as session:
        session.load_document(article("maut"), replace=True)
        session.load_document(article("falk"), replace=True)
    assert "1 new decisions" in run("import", str(tmp_path / "ours.nq"))
    assert "in force" in run("list")
    assert "There is no" in run("make", "merged", FALK, "actor/nobody", "--by", "Anna", status=2)
    assert deciding.now_by("A").name == "A"
