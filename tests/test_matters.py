"""Matters: proposed by likeness with reasons, gathered by decisions, remembered, taken back, and nothing inferred."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner

import standpunkt
from graph.decisions.records import Decision, curations
from graph.matters.matters import matters
from loaders.articles.findings import Document
from ontology.errors import InputError, NotFoundError
from standpunkt.commands import commands
from standpunkt.session import gathering
from standpunkt.session.deciding import export_decisions, import_decisions, take_back
from tests.worlds import copy_of

ARTICLES = {
    "sperre": "Am Donnerstag stritt der Kreistag von Hallstein über die Sperrung der Rundelbrücke. "
    "Landrätin Ida Falk fordert einen Neubau der Rundelbrücke. Die Rundel führt Hochwasser, sagte Falk.",
    "gutachten": "Gutachter haben in Hallstein Risse in der Brücke über die Rundel gefunden. Der Bürgermeister "
    "Ole Berg lehnt den Abriss der Brücke ab. Landrätin Ida Falk war zur Prüfung an der Rundel erschienen.",
    "theater": "Das Stadttheater in Norden hat Besucher verloren. Intendantin Ada Stern fordert höhere Zuschüsse "
    "für die Bühne. Die Eintrittspreise sollen bleiben.",
    "schule": "In Westerau fehlen Lehrer. Der Elternrat kritisiert den Ausfall des Unterrichts. Die Schulbehörde "
    "will Stellen ausschreiben.",
}
BRIDGE, THEATRE = "Brücke über die Rundel", "Theater in Norden"


def article(name: str, front: str = "") -> Document:
    return Document(f"document/{name}", name.title(), f"{front}{ARTICLES[name]}\n")


@pytest.fixture(scope="module")
def loaded() -> Iterator[standpunkt.Session]:
    """The articles and what follows from them; to be copied."""
    with standpunkt.open_graph(store_kind="memory") as opened:
        for name in ARTICLES:
            opened.load_document(article(name), replace=True)
        yield opened


@pytest.fixture
def session(loaded: standpunkt.Session, request: pytest.FixtureRequest) -> standpunkt.Session:
    """Only the tests marked as reasoning go on inferring, which takes longest."""
    return copy_of(loaded, reasoner="rl" if "reasoning" in request.fixturenames else "none")


@pytest.fixture
def reasoning() -> None:
    """Asks for a graph that infers."""


@pytest.fixture
def issues(session: standpunkt.Session) -> dict[str, str]:
    """The issue of each article (relative IRI)."""
    rows = session.graph.texts("matter-issues")
    return {row["document"].rsplit("/", 1)[1]: row["issue"].removeprefix(session.base) for row in rows}


def confirmed(session: standpunkt.Session, issues: dict[str, str], name: str = BRIDGE) -> str:
    one = gathering.confirm(session.graph, name, [issues["sperre"], issues["gutachten"]], "Ada")
    return one.iri


def test_articles_on_one_affair_come_first_with_the_reasons(session, issues):
    first, *others = gathering.suggested(session.graph, issues["sperre"])
    assert first.other.document.endswith("/gutachten")
    assert all(first.score > other.score for other in others)
    assert {"Rundel", "Hallstein"} <= set(first.words)
    assert [actor.rsplit("/", 1)[1] for actor in first.actors] == ["ida-falk"]


def test_what_only_says_when_is_no_reason(session):
    for name, text in (
        ("eins", "Der Chor sang am Montagabend im August mit der Orgel. Der Kantor Ole Brandt fordert Ruhe."),
        ("zwei", "Das Boot sank am Montagabend im August mit der Orgel. Der Lotse Udo Wolf lehnt Hast ab."),
    ):
        session.load_document(Document(f"document/{name}", name.title(), text))
    words = [word for pair in gathering.suggested(session.graph, most=200) for word in pair.words]
    assert "Orgel" in words
    assert not {"Montagabend", "August"} & set(words)


def test_the_likeliest_pairs_of_the_whole_graph_are_proposed_unasked(session, issues):
    pair, *_ = gathering.suggested(session.graph)
    assert {pair.one.issue, pair.other.issue} == {session.base + issues[n] for n in ("sperre", "gutachten")}


def test_what_is_confirmed_is_a_matter_with_its_issues_and_documents(session, issues):
    iri = confirmed(session, issues)
    [one] = matters(session.graph)
    assert (one.iri, one.name) == (iri, BRIDGE)
    assert one.iri == session.base + "matter/bruecke-ueber-die-rundel"
    assert {d.rsplit("/", 1)[1] for d in one.documents} == {"sperre", "gutachten"}
    assert session.base + issues["sperre"] in one.issues
    decided = [(c.decision, c.curator) for c in curations(session.graph)]
    assert sorted(decided) == [(Decision.ABOUT, "Ada"), (Decision.ABOUT, "Ada"), (Decision.RENAMED, "Ada")]


def test_nothing_is_said_for_or_against_a_matter(session, issues, reasoning):
    before = {
        q.triple for q in session.graph.store.quads() if q.predicate.value.endswith(("supports", "opposes"))
    }
    iri = confirmed(session, issues)
    after = {
        q.triple for q in session.graph.store.quads() if q.predicate.value.endswith(("supports", "opposes"))
    }
    assert before == after
    assert not any(
        q.object.value == iri for q in session.graph.store.quads(session.graph.iri("graph/inferred"))
    )


def test_a_query_gathers_who_stands_where_in_it(session, issues, reasoning):
    confirmed(session, issues)
    rows = session.graph.texts("stances-in-matter", matter=session.base + "matter/bruecke-ueber-die-rundel")
    assert {(row["holderLabel"], row["stance"].rsplit("#", 1)[1]) for row in rows} == {
        ("Ida Falk", "Support"),
        ("Ole Berg", "Oppose"),
    }


def test_what_was_decided_is_not_suggested_again(session, issues):
    confirmed(session, issues)
    gathering.reject(session.graph, issues["sperre"], issues["theater"], "Ada", "another town")
    left = {
        one.other.document.rsplit("/", 1)[1] for one in gathering.suggested(session.graph, issues["sperre"])
    }
    assert not left & {"gutachten", "theater"}
    pairs = [{one.one.issue, one.other.issue} for one in gathering.suggested(session.graph)]
    assert {session.base + issues["sperre"], session.base + issues["gutachten"]} not in pairs


def test_a_rejected_issue_leaves_its_matter_and_may_come_back(session, issues):
    confirmed(session, issues)
    gathering.reject(session.graph, issues["gutachten"], BRIDGE, "Ole")
    assert matters(session.graph)[0].issues == (session.base + issues["sperre"],)
    gathering.confirm(session.graph, BRIDGE, [issues["gutachten"]], "Ada")
    assert len(matters(session.graph)[0].issues) == 2
    assert not [c for c in curations(session.graph) if c.is_in_force and c.decision is Decision.DIFFERENT]


def test_merged_matters_are_one_and_can_be_parted_again(session, issues, reasoning):
    gathering.confirm(session.graph, "Sperrung der Rundelbrücke", [issues["sperre"]], "Ada")
    gathering.confirm(session.graph, BRIDGE, [issues["gutachten"]], "Ada")
    one = gathering.merge(session.graph, "Sperrung der Rundelbrücke", BRIDGE, "Ole", "the same bridge")
    assert (one.name, len(one.issues), len(matters(session.graph))) == (BRIDGE, 2, 1)
    assert gathering.found(session.graph, "matter/sperrung-der-rundelbruecke") == one
    rows = session.graph.texts("stances-in-matter", matter=one.iri)
    assert len({row["issue"] for row in rows}) == 2
    [merger] = [c for c in curations(session.graph) if c.decision is Decision.MERGED]
    take_back(session.graph, merger.iri, "Ada")
    assert [m.name for m in matters(session.graph)] == [BRIDGE, "Sperrung der Rundelbrücke"]


def test_a_split_moves_issues_to_another_matter(session, issues):
    gathering.confirm(session.graph, BRIDGE, [issues["sperre"], issues["theater"]], "Ada")
    other = gathering.split(session.graph, BRIDGE, THEATRE, [issues["theater"]], "Ole")
    assert other.issues == (session.base + issues["theater"],)
    assert gathering.found(session.graph, BRIDGE).issues == (session.base + issues["sperre"],)


def test_a_new_name_keeps_the_identifier_and_the_old_one_comes_back(session, issues):
    iri = confirmed(session, issues)
    assert gathering.rename(session.graph, BRIDGE, "Rundelbrücke", "Ole").iri == iri
    [name] = [c for c in curations(session.graph) if c.other == "Rundelbrücke"]
    labels = [
        q.object.value for q in session.graph.store.quads(subject=session.graph.iri(iri)) if "Label" in str(q)
    ]
    assert labels == ["Rundelbrücke"]
    take_back(session.graph, name.iri, "Ada")
    assert matters(session.graph)[0].name == BRIDGE
    gathering.rename(session.graph, BRIDGE, "Rundelbrücke", "Ole")
    assert gathering.rename(session.graph, "Rundelbrücke", BRIDGE, "Ada").name == BRIDGE


def test_it_lasts_when_an_article_is_read_again_with_a_sentence_put_in_front(session, issues):
    confirmed(session, issues)
    session.load_document(article("sperre", "Es regnet seit Tagen. "), replace=True)
    assert len(matters(session.graph)[0].documents) == 2
    session.reread()
    assert len(matters(session.graph)[0].documents) == 2


def test_another_team_takes_the_matters_over_with_the_decisions(session, issues, loaded, tmp_path):
    confirmed(session, issues)
    gathering.rename(session.graph, BRIDGE, "Rundelbrücke", "Ole")
    with (tmp_path / "ours.nq").open("wb") as file:
        export_decisions(session.graph, file)
    theirs = copy_of(loaded)
    import_decisions(theirs.graph, [tmp_path / "ours.nq"])
    assert matters(theirs.graph) == matters(session.graph)


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (lambda graph, i: gathering.confirm(graph, BRIDGE, [i["sperre"]], "Ada"), InputError),
        (lambda graph, i: gathering.confirm(graph, "matter/no-such", [i["sperre"]], "Ada"), NotFoundError),
        (lambda graph, i: gathering.confirm(graph, "New", ["issue/no/such"], "Ada"), NotFoundError),
        (lambda graph, i: gathering.confirm(graph, "  ", [i["schule"]], "Ada"), InputError),
        (lambda graph, i: gathering.confirm(graph, "New", [i["schule"]], " "), InputError),
        (lambda graph, i: gathering.reject(graph, i["sperre"], i["gutachten"], "Ada"), InputError),
        (lambda graph, i: gathering.merge(graph, BRIDGE, BRIDGE, "Ada"), InputError),
        (lambda graph, i: gathering.merge(graph, BRIDGE, "Nothing", "Ada"), NotFoundError),
        (lambda graph, i: gathering.split(graph, BRIDGE, "New", [i["theater"]], "Ada"), InputError),
        (lambda graph, i: gathering.split(graph, BRIDGE, BRIDGE, [i["sperre"]], "Ada"), InputError),
        (lambda graph, i: gathering.rename(graph, BRIDGE, " ", "Ada"), InputError),
        (lambda graph, i: gathering.rename(graph, BRIDGE, BRIDGE, "Ada"), InputError),
        (lambda graph, i: gathering.suggested(graph, "issue/no/such"), NotFoundError),
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(session, issues, act, error):
    confirmed(session, issues)
    before = set(session.graph.store.quads())
    with pytest.raises(error):
        act(session.graph, issues)
    assert set(session.graph.store.quads()) == before


def test_the_commands_do_the_same(new_store, tmp_path, monkeypatch):
    monkeypatch.setenv("STANDPUNKT_REASONER", "none")  # fast; nothing follows from a matter
    store = ["--store", str(new_store)]
    for name, text in ARTICLES.items():
        (tmp_path / f"{name}.md").write_text(f"# {name.title()}\n\n{text}\n", encoding="utf-8")

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(commands, [*arguments, *store], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    run("load", *(str(tmp_path / f"{name}.md") for name in ARTICLES))
    assert "Rundel" in run("matters", "suggest")
    with standpunkt.open_graph(store=str(new_store)) as opened:
        rows = opened.graph.texts("matter-issues")
        found = {row["document"].rsplit("/", 1)[1]: row["issue"] for row in rows}
    assert "2 issues in 2 documents" in run(
        "matters", "confirm", BRIDGE, found["sperre"], found["gutachten"], "--by", "Ada"
    )
    run("matters", "reject", found["sperre"], found["theater"], "--by", "Ada")
    assert BRIDGE in run("matters", "list")
    run("matters", "split", BRIDGE, "Gutachten", found["gutachten"], "--by", "Ada")
    run("matters", "merge", "Gutachten", BRIDGE, "--by", "Ada")
    run("matters", "rename", BRIDGE, "Rundelbrücke", "--by", "Ole")
    assert found["gutachten"].rsplit("/", 1)[1] in run("matters", "show", "Rundelbrücke")


@pytest.mark.parametrize(
    "question", ["Wer steht wo zur Brücke über die Rundel?", "Wer steht wo zur Rundelbrücke?"]
)
def test_who_asks_for_a_matter_gets_the_positions_in_it_each_on_its_own_issue(session, issues, question):
    confirmed(session, issues)
    answer = session.ask(question)
    assert answer.understood == "wer wo steht in der Sache *Brücke über die Rundel*"
    told = {(row.label, row.stance, row.issue_iri.removeprefix(session.base)) for row in answer.answers}
    assert told == {("Ida Falk", "support", issues["sperre"]), ("Ole Berg", "oppose", issues["gutachten"])}
    assert all("in der Sache „Brücke über die Rundel“" in row.note for row in answer.answers)


def test_a_date_in_the_name_of_a_matter_narrows_nothing(session, issues):
    confirmed(session, issues, "Streit am Fluss im Jahr 1995")
    answer = session.ask("Wer steht wo zum Streit am Fluss im Jahr 1995?")
    assert {row.label for row in answer.answers} == {"Ida Falk", "Ole Berg"}
    other = session.ask("Wer steht wo zum Streit am Fluss im Jahr 1997?")
    assert not any("in der Sache" in row.note for row in (*other.answers, *other.beside))


def test_nobody_is_said_to_be_for_or_against_a_matter_when_asked(session, issues):
    confirmed(session, issues, "Streit am Fluss")
    against = session.ask("Wer ist gegen den Streit am Fluss?")
    assert not against.answers
    assert {row.label for row in against.beside} == {"Ida Falk", "Ole Berg"}
    one = session.ask("Ist Ole Berg gegen den Streit am Fluss?")
    assert (one.answers, one.verdict) == ((), "")
    assert [row.label for row in one.beside] == ["Ole Berg"]


def test_a_question_that_only_shares_words_with_a_matter_does_not_ask_for_it(session, issues):
    confirmed(session, issues)
    for question in ("Wer steht wo zur Brücke über die Aller?", "Wer steht wo zur Rundel?"):
        answer = session.ask(question)
        assert not any("in der Sache" in row.note for row in (*answer.answers, *answer.beside))
