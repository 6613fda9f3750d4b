"""The README says what is so: its commands print what it shows, its links lead somewhere, its tables name what there is."""

import re
import shlex
import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

import standpunkt
import standpunkt.commands
from graph.model.settings import table
from graph.stores.embedded import OxigraphQuads

pytestmark = pytest.mark.usefixtures("as_by_default")
ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARTICLE = "Die Ministerin Anna Beispiel fordert ein Tempolimit auf Autobahnen. „Wir brauchen es jetzt“, sagte Beispiel am Montag.\n"
QUERY = """PREFIX sp: <https://w3id.org/standpunkt/ontology#>
SELECT ?issue (COUNT(?p) AS ?positions) WHERE { ?p sp:concerns ?issue } GROUP BY ?issue"""


def sessions():
    """Every command of the tour with the lines that are printed below it."""
    for block in re.findall(r"^```console\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            yield command.removeprefix("standpunkt "), shown.splitlines()


def prints(shown: list[str], printed: list[str]) -> bool:
    """Whether the lines ``printed`` are those ``shown``, where … stands for anything: for lines if it is alone."""
    patterns = [_line(line) for line in shown]
    return _fits(patterns, [" ".join(line.split()) for line in printed])


def _fits(patterns: list[str | None], lines: list[str]) -> bool:
    if not patterns:
        return not lines
    first, rest = patterns[0], patterns[1:]
    if first is None:
        return any(_fits(rest, lines[skipped:]) for skipped in range(len(lines) + 1))
    return bool(lines) and re.fullmatch(first, lines[0]) is not None and _fits(rest, lines[1:])


def _line(text: str) -> str | None:
    """A shown line as a pattern for lines with single spaces; ``None`` for … alone."""
    words = " ".join(text.split())
    return None if words == "…" else ".*".join(map(re.escape, words.split("…")))


@pytest.fixture(scope="module")
def after_make_run(installed_store, tmp_path_factory):
    """A folder after ``make run``: the samples loaded into the default store, which the server has open."""
    folder = tmp_path_factory.mktemp("tour")
    shutil.copytree(installed_store, folder / "standpunkt-store")
    with standpunkt.open_graph(store=str(folder / "standpunkt-store")) as session:
        assert not session.load([str(files("loaders") / "samples")]).failed
    (folder / "articles").mkdir()
    for place in ("article.txt", "articles/2025-06-03-tempolimit.txt"):
        (folder / place).write_text(ARTICLE, encoding="utf-8")
    (folder / "question.rq").write_text(QUERY, encoding="utf-8")
    server = OxigraphQuads(folder / "standpunkt-store")
    yield folder
    server.close()


@pytest.mark.usefixtures("reader_is_here")
def test_every_command_of_the_tour_prints_what_the_readme_shows(after_make_run, monkeypatch):
    monkeypatch.chdir(after_make_run)
    tour = list(sessions())
    assert len(tour) >= 12
    for command, shown in tour:
        result = CliRunner().invoke(standpunkt.commands.commands, shlex.split(command))
        assert result.exit_code == 0, f"{command}\n{result.output}"
        assert prints(shown, result.stdout.splitlines()), f"{command} prints\n{result.stdout}"
    assert (after_make_run / "graph.trig").stat().st_size > 10_000
    assert (after_make_run / "asserted.ttl").stat().st_size > 10_000


def test_a_line_that_is_not_printed_is_noticed():
    assert prints(["a  b …", "…", " c"], ["a b   d", "x", "y", "c"])
    assert not prints(["a b", "c"], ["a b", "x", "c"])
    assert not prints(["a b"], ["a b", "c"])


def test_the_python_example_finds_what_it_loads(new_store, tmp_path, monkeypatch, capsys):
    new_store.rename(tmp_path / "my-store")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "tempolimit.txt").write_text(ARTICLE, encoding="utf-8")
    [example] = re.findall(r"^```python\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
    exec(example, {})
    assert (
        "Anna Beispiel Die Ministerin Anna Beispiel fordert ein Tempolimit auf Autobahnen"
        in capsys.readouterr().out
    )


def test_the_make_targets_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", README, flags=re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


def test_the_table_of_commands_is_complete():
    named = set(re.findall(r"^\| `standpunkt ([\w-]+)|, `standpunkt ([\w-]+)", README, flags=re.MULTILINE))
    assert set(standpunkt.commands.commands.commands) == {name for pair in named for name in pair if name}


def test_every_setting_is_used_somewhere():
    code = "\n".join(
        p.read_text(encoding="utf-8")
        for room in ("graph", "loaders", "web", "standpunkt")
        for p in (ROOT / room).rglob("*.*")
        if p.suffix in {".py", ".html"}
    )
    assert [name for name in table() if f'"{name}"' not in code] == []
