"""The README says what is so: its commands run, its links lead somewhere, its tables name real commands."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import standpunkt.commands
from graph.model.settings import table

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARTICLE = "Die Ministerin Anna Beispiel fordert ein Tempolimit. „Wir brauchen es jetzt“, sagte Beispiel am Montag.\n"


def console_lines():
    return re.findall(r"^\$ standpunkt (.+)$", README, flags=re.MULTILINE)


def test_the_readme_shows_commands():
    assert len(console_lines()) >= 8


def test_every_command_of_the_tour_runs_in_order(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "question.rq").write_text("SELECT ?s WHERE { ?s ?p ?o } LIMIT 3", encoding="utf-8")
    for line in console_lines():
        result = CliRunner().invoke(standpunkt.commands.commands, shlex.split(line))
        assert result.exit_code == 0, f"{line}\n{result.output}"
    assert (tmp_path / "graph.trig").stat().st_size > 10_000
    assert (tmp_path / "asserted.ttl").stat().st_size > 10_000


def test_the_make_targets_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", README, flags=re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


def test_the_table_of_commands_is_complete():
    named = set(re.findall(r"`standpunkt (\w+)", README))
    assert set(standpunkt.commands.commands.commands) == named


@pytest.mark.parametrize(
    "page", sorted(p.relative_to(ROOT).as_posix() for p in [ROOT / "README.md", *ROOT.glob("docs/*.md")])
)
def test_links_inside_the_project_lead_somewhere(page):
    for target in re.findall(
        r"\]\((?!https?:|#|mailto:)([^)#\s]+)", (ROOT / page).read_text(encoding="utf-8")
    ):
        assert ((ROOT / page).parent / target).exists(), f"{page} links to {target}"


def test_every_setting_is_used_somewhere():
    code = "\n".join(
        p.read_text(encoding="utf-8")
        for room in ("graph", "loaders", "web", "standpunkt")
        for p in (ROOT / room).rglob("*.*")
        if p.suffix in {".py", ".html"}
    )
    assert [name for name in table() if f'"{name}"' not in code] == []
