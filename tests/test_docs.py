"""The documents say what is so: what they show runs, what they name exists, what there is they name."""

from __future__ import annotations

import doctest
import fnmatch
import importlib
import importlib.util
import json
import re
import shlex
from pathlib import Path

import click
import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from flask import Flask

import standpunkt
import standpunkt.commands
from graph.ask.positions.answer import Answer, Finding
from graph.model.settings import table
from graph.reasoning.political_rules import parse_rule
from graph.things.passages import Passage
from tests.architecture import folders_of
from tests.test_architecture import EDGES
from web import create_app

pytestmark = pytest.mark.usefixtures("as_by_default")
ROOT = Path(__file__).parents[1]
PAGES = {
    file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8")
    for file in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/**/README.md")])
    if not {"node_modules", ".venv"} & set(file.parts)
}
FILES = {p.relative_to(ROOT).as_posix() for room in ("ontology", "graph", "loaders", "web", "standpunkt", "tests",
         "docs", "benchmarks", "frontend") for p in (ROOT / room).rglob("*")} | {p.name for p in ROOT.iterdir()}  # fmt: skip
MADE = {"standpunkt.toml", "0.1.0.ttl", "CITATION.cff"} | {p.name for p in ROOT.glob("*.lock")}
"""Files that a user writes, or that stand for others."""
ARTICLE = "Die Ministerin Anna Beispiel fordert ein Tempolimit. „Wir brauchen es jetzt“, sagte Beispiel am Montag.\n"
pages = pytest.mark.parametrize("page", PAGES)


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGES[page], re.DOTALL | re.MULTILINE)


def prose(page: str) -> str:
    """A page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", PAGES[page], flags=re.DOTALL | re.MULTILINE)


def anchors(page: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


# ---------------------------------------------------------------- what they name exists


@pages
def test_links_inside_the_project_lead_somewhere(page):
    for target, anchor in re.findall(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)", PAGES[page]):
        file = (ROOT / page).parent / target if target else ROOT / page
        assert file.exists(), f"{page} links to {target}"
        if anchor:
            assert anchor in anchors(file.resolve().relative_to(ROOT).as_posix()), f"{page}: #{anchor}"


@pages
def test_every_file_named_exists(page):
    names = {Path(name).name for name in FILES} | MADE
    home = (ROOT / page).parent
    for word in {w for code in re.findall(r"`([^`\n]+)`", prose(page)) for w in code.split()}:
        if not re.fullmatch(
            r"[\w.*-][\w./*-]*\.(?:py|toml|tsv|ttl|rq|md|html|svg|mjs|js|lock|cff)|[\w-][\w./-]*/", word
        ):
            continue
        if "*" in word or "<" in word:
            assert any(fnmatch.fnmatch(f"/{file}", f"*/{word}") for file in FILES), f"{page} names {word}"
        elif "/" in word and not word.startswith("./"):
            found = (ROOT / word).exists() or (home / word).exists() or any(f"/{word}" in f for f in FILES)
            assert found, f"{page} names {word}"
        else:
            assert word.removeprefix("./") in names, f"{page} names {word}"


@pages
def test_what_is_said_to_lie_in_a_file_does(page):
    """`` `SUFFIXES` in `loaders/articles/files.py` ``, `` `Store` (`graph/stores/store.py` ``, and their like."""
    for name, file in re.findall(
        r"`(\w+)`(?: in| of|:|,)? \(?`([\w/.-]+/[\w.-]+\.(?:py|toml|tsv|ttl))`", PAGES[page]
    ):
        if (ROOT / file).is_file():
            assert re.search(rf"\b{name}\b", (ROOT / file).read_text(encoding="utf-8")), (
                f"{page}: {name} in {file}"
            )


@pages
def test_every_python_name_exists(page):
    rooms = r"\b(?:ontology|graph|loaders|web|standpunkt)(?:\.\w+)+"
    for name in {
        n for code in re.findall(r"`([^`\n]+)`", prose(page)) for n in re.findall(rf"^{rooms}(?=\(|$)", code)
    }:
        assert named(name) or name in MADE, f"{page} names {name}"


def named(dotted: str) -> bool:
    """Whether a dotted name is a module, something in one, an entry-point group, or a logger."""
    if dotted in {
        "standpunkt.extractors",
        "standpunkt.stores",
        "standpunkt.reasoners",
        "standpunkt.wordings",
        "standpunkt.access",
        "standpunkt.web",
    }:
        return True
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing = importlib.import_module(".".join(parts[:length]))
        except ImportError:
            continue
        for part in parts[length:]:
            thing = getattr(thing, part, None)
        return thing is not None
    return False


@pages
def test_every_variable_of_the_environment_exists(page):
    known = {row.variable for row in table().values()}
    known |= {
        "STANDPUNKT_CONFIG",
        "STANDPUNKT_MATERIAL",
        "STANDPUNKT_CONFORMANCE",
        "STANDPUNKT_STORE_AUTHORIZATION",
        "STANDPUNKT_TEST_STORE",
        "STANDPUNKT_PEERS",
    }
    assert set(re.findall(r"STANDPUNKT_[A-Z_]+[A-Z]", PAGES[page])) <= known


@pages
def test_every_command_shown_exists_with_its_options(page):
    """Also those in running text and in tables: ``standpunkt export --asserted-only``."""
    commands = standpunkt.commands.commands.commands
    shown = re.findall(r"(?:^\$ |^    |`)standpunkt ([a-z][^`\n]*)", PAGES[page], re.MULTILINE)
    for line in shown:
        name, *rest = re.split(r"\s+", line.strip())
        assert name in commands, f"{page} shows standpunkt {name}"
        command = commands[name]
        if isinstance(command, click.Group) and rest and rest[0] in command.commands:
            command = command.commands[rest[0]]
        options = {o for p in command.params for o in (*p.opts, *p.secondary_opts)} | {"--help"}
        options |= {o for p in standpunkt.commands.commands.params for o in p.opts}
        assert set(re.findall(r"(?<!\S)\[?(--[a-z-]+)", " ".join(rest))) <= options, f"{page}: {line}"


# ---------------------------------------------------------------- what there is they name


def test_every_benchmark_is_in_their_table():
    told = re.findall(r"^\| `python benchmarks/(\w+\.py)", PAGES["benchmarks/README.md"], re.MULTILINE)
    scripts = {p.name for p in (ROOT / "benchmarks").glob("*.py")} - {
        "__init__.py",
        "material.py",
        "memory.py",
        "powercut.py",
    }
    assert sorted(told) == sorted(scripts)


@pytest.mark.parametrize("name", list(table()))
def test_every_setting_is_documented(name):
    assert f"| `{name}` |" in PAGES["docs/SETTINGS.md"]


def test_the_limits_in_the_docs_are_those_of_the_settings():
    rows = [line for line in PAGES["docs/SERVER.md"].splitlines() if line.startswith("|")]
    told = {"query_seconds": "10 s", "update_seconds": "60 s", "readers": "16", "wait_seconds": "2 s",
            "long_readers": "4", "write_wait_seconds": "60 s", "page_places": "4"}  # fmt: skip
    for name, words in told.items():
        [row] = [row for row in rows if f"`{name}`" in row]
        assert words in row
        assert words.split()[0] == str(table()[name].default)
    assert table()["query_memory"].default == 2**30
    assert f"`max_question_chars` ({table()['max_question_chars'].default})" in PAGES["docs/ASK.md"]


@pytest.fixture(scope="module")
def app() -> Flask:
    with standpunkt.open_graph(store_kind="memory") as graph:
        yield create_app(graph, standpunkt.read_settings({"store_kind": "memory"}))


def first_part(address: str) -> str:
    """``actor`` of ``/actor/<name>``, ``dump`` of ``/dump.nq``."""
    return re.split(r"[/.<?0-9]", address.strip("/"))[0]


def test_every_address_is_documented_and_every_address_told_of_is_answered(app):
    told = {
        first_part(m) for p in ("PAGES", "SERVER") for m in re.findall(r"`(/[^`]*)`", PAGES[f"docs/{p}.md"])
    }
    told |= {
        first_part(m) for m in re.findall(r"`([a-z-]+/<)", PAGES["docs/GRAPH.md"] + PAGES["docs/PAGES.md"])
    }
    rules = {first_part(rule.rule): rule for rule in app.url_map.iter_rules()}
    lists = {"actors", "issues", "events", "norms", "offices"}
    assert rules.keys() - told - {"static", ""} == set()
    assert told - rules.keys() - lists == set()


def test_every_iri_of_the_samples_dereferences(tmp_path):
    """As docs/GRAPH.md promises, one IRI of each kind: for people, and for programs."""
    with standpunkt.open_graph(store_kind="memory") as graph:
        standpunkt.load(graph, [ROOT / "loaders" / "samples"])
        [first, *_] = [n for n in graph.store.graph_names() if "/graph/document/" in n.value]
        graph.remove(first.value)
        client = create_app(graph, standpunkt.read_settings({"store_kind": "memory"})).test_client()
        terms = {
            term.value
            for quad in graph.store.quads()
            for term in (quad.subject, quad.object, quad.graph_name)
        }
        kinds = {first_part(iri.removeprefix(graph.base)): iri for iri in terms if iri.startswith(graph.base)}
        del kinds[""]  # .well-known/genid
        assert len(kinds) > 15
        for kind, iri in kinds.items():
            for accept in ("text/html", "text/turtle"):
                status = client.get(iri.removeprefix(graph.base[:-1]), headers={"Accept": accept}).status_code
                assert status in {200, 303} | ({410} if kind == "document" else set()), iri


def drawn() -> list[str]:
    """The rooms as docs/ARCHITECTURE.md lists them, from the top floor to the ground, as packages."""
    table_of_rooms = PAGES["docs/ARCHITECTURE.md"].split("## The rooms")[1].split("## ")[0]
    return [room.replace("/", ".") for room in re.findall(r"^\| `([\w/]+)` \|", table_of_rooms, re.MULTILINE)]


def test_every_room_of_the_house_is_drawn():
    assert sorted(drawn()) == sorted(folders_of(EDGES))


def test_a_room_imports_only_from_rooms_drawn_below_it():
    floors = {room: floor for floor, room in enumerate(drawn())}
    for room, others in folders_of(EDGES).items():
        above = {other for other in others if floors[other] < floors[room]}
        assert not above, f"{room} imports {above}, which docs/ARCHITECTURE.md draws above it"


# ---------------------------------------------------------------- what they show runs


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder as the examples expect it: an article, a folder of articles, a query."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "question.rq").write_text("SELECT ?s WHERE { ?s ?p ?o } LIMIT 3", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if page != "README.md" and blocks(page, "console")])
def test_console_blocks_run_in_order(page, folder):
    """Those of the README are run by ``test_readme``, which also compares what they print."""
    for line in re.findall(r"^\$ (.+)$", "\n".join(blocks(page, "console")), re.MULTILINE):
        command, *words = shlex.split(line)
        assert command == "standpunkt", f"{page}: only our own commands belong in a console block: {line}"
        result = CliRunner().invoke(standpunkt.commands.commands, words)
        assert result.exit_code == 0, f"{page}: {line}\n{result.output}"


@pytest.mark.parametrize("page", [page for page in PAGES if page != "docs/API.md" and blocks(page, "python")])
def test_python_blocks_run(page, folder):
    for block in blocks(page, "python"):
        if ">>>" not in block:
            exec(compile(block, page, "exec"), {"__name__": "example"})


@pytest.mark.parametrize("page", [page for page in PAGES if ">>>" in PAGES[page] and page != "docs/API.md"])
def test_sessions_give_what_they_show(page, folder):
    """The examples with ``>>>``, in order, as one session."""
    text = re.sub(r"^```.*$", "", PAGES[page], flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(text, {}, page, page, 0)
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=said.append)
    assert not said, "".join(said)


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "turtle")])
def test_turtle_can_be_read(page):
    prefixes = "\n".join(re.findall(r"^@prefix .*$", PAGES["docs/GRAPH.md"], re.MULTILINE))
    for block in blocks(page, "turtle"):
        text = re.sub(r"…>", "x>", f"{prefixes}\n{block}")
        assert list(ox.parse(text, ox.RdfFormat.TURTLE, base_iri="http://127.0.0.1:5000/"))


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "sparql")])
def test_sparql_can_be_read(page):
    for block in blocks(page, "sparql"):
        if block.startswith("# name:"):
            assert parse_rule(block, page)
        elif re.search(r"^(INSERT|DELETE)", block, re.MULTILINE):
            ox.Store().update(block)
        else:
            ox.Store().query(block)


def test_the_json_of_an_answer_has_the_keys_that_are_shown():
    [shown] = [json.loads(block) for block in blocks("docs/ASK.md", "json")]
    finding = Finding("x", "", "actor", evidence=(Passage("d", 0, 1, "x"),))
    made = Answer("?", "de", "", "", "", (finding,)).as_json()
    assert shown.keys() == made.keys()
    assert shown["answers"][0].keys() == made["answers"][0].keys()
    assert shown["answers"][0]["evidence"][0].keys() == made["answers"][0]["evidence"][0].keys()


# ---------------------------------------------------------------- what is made is up to date


@pytest.mark.parametrize("page", ["API.md", "SETTINGS.md"])
def test_made_pages_are_up_to_date(page):
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGES[page]() == PAGES[f"docs/{page}"], "run: make docs"


def test_no_line_points_outside_the_repository():
    """Where others' material lies is said once, in ``benchmarks/material.py``."""
    for name in FILES:
        file = ROOT / name
        if file.suffix in {".py", ".md", ".toml", ".tsv", ".ttl", ".rq", ".html"} and not name.startswith(
            "tests/"
        ):
            assert "../shared" not in file.read_text(encoding="utf-8"), name
