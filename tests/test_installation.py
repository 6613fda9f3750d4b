"""A wheel of the project, installed away from its source by old and new pips, reads every kind of input.

Not in the usual run, because it builds and downloads: ``pytest -m install``. Python 3.11.0 brought pip 22.3 and
Python 3.11.7 pip 23.2.1; both leave out extras that are spelt in another way than they are declared.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.install
ROOT = Path(__file__).parents[1]
ROOMS = ("standpunkt", "ontology", "loaders", "graph", "web")
LEFT = shutil.ignore_patterns("__pycache__", "node_modules", "bundle", "tests", ".*", "*.egg-info", "*store")
PIPS = ("pip==22.3", "pip==23.2.1", "pip")
TEXT = "Verkehrsministerin Anna Beispiel fordert ein Tempolimit auf Autobahnen. Die Opposition lehnt es ab."
INPUTS = {
    "article.txt": TEXT,
    "article.md": f"---\ntitle: Streit ums Tempolimit\ndate: 2025-06-03\n---\n\n{TEXT}\n",
    "article.html": f"<html><head><title>Streit ums Tempolimit</title></head><body><article><h1>Streit</h1>"
    f"<p>{TEXT}</p><p>{TEXT}</p></article></body></html>",
}
Run = Callable[..., str]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project without what was made in it, so that nothing old gets into the wheel."""
    return Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("source") / "project", ignore=LEFT))


@pytest.fixture(scope="module")
def wheel(source: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", source.parent / "wheel", source],
        check=True,
    )
    return next((source.parent / "wheel").glob("*.whl"))


@pytest.fixture(scope="module", params=PIPS)
def run(
    request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Run]:
    """Runs ``standpunkt`` from an environment that holds nothing but the wheel and what it asks for."""
    place = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", place], check=True)
    for wanted in (request.param, str(wheel)):
        subprocess.run([place / "bin" / "python", "-m", "pip", "install", "-q", "-U", wanted], check=True)
    away = place / "away"
    away.mkdir()
    for name, text in INPUTS.items():
        (away / name).write_text(text, encoding="utf-8")
    ours = {"PYTHONPATH", "STANDPUNKT_MIN_BELIEF"}  # so that articles are read as by default
    environment = {name: value for name, value in os.environ.items() if name not in ours}

    def command(*arguments: str, stdin: str = "") -> str:
        done = subprocess.run(
            [place / "bin" / "standpunkt", *arguments],
            cwd=away,
            env=environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    yield command
    shutil.rmtree(place)


def test_the_wheel_holds_every_file_of_the_rooms_and_the_scripts_of_the_pages(
    wheel: Path, source: Path
) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    files = {
        str(file.relative_to(source))
        for room in ROOMS
        for file in (source / room).rglob("*")
        if file.is_file()
    }
    assert files - held == set()
    assert any(name.startswith("web/static/bundle/") for name in held)


def test_every_kind_of_input_is_read(run: Run) -> None:
    for name in INPUTS:
        statements = json.loads(run("extract", name))
        assert any(row["holder"] == "Anna Beispiel" for row in statements), name
    assert json.loads(run("extract", "-", stdin=TEXT)) == json.loads(run("extract", "article.txt"))
    lines = [json.loads(line) for line in run("extract", ".").splitlines()]
    assert [line["name"] for line in lines] == sorted(INPUTS)


def test_the_samples_are_loaded_and_a_question_is_answered(run: Run) -> None:
    run("load", "--samples", "article.html")
    assert len(run("documents").splitlines()) == 5
    assert "„" in run("ask", "Wer unterstützt Sicherheitsgarantien?")
