"""The house as docs/ARCHITECTURE.md draws it: who may import whom, in every form of import, without circles."""

from collections import Counter
from pathlib import Path

import pytest

from tests.architecture import classes_of, cycle_in, edges_of, folders_of, functions_of, lines_of, modules_of

ROOT = Path(__file__).parents[1]
ROOMS = {
    "ontology": set(),
    "loaders": {"ontology"},
    "graph": {"ontology"},
    "web": {"graph", "ontology"},
    "standpunkt": {"ontology", "loaders", "graph", "web"},
}
MODULES = modules_of(ROOT, ROOMS)
EDGES = edges_of(MODULES)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may(room):
    for name, others in EDGES.items():
        if name.split(".")[0] == room:
            rooms = {other.split(".")[0] for other in others} - {room}
            assert rooms <= ROOMS[room], f"{name} imports {rooms - ROOMS[room]}"


def test_no_cycle_among_files():
    assert not cycle_in(EDGES)


def test_no_cycle_among_folders():
    assert not cycle_in(folders_of(EDGES))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("from b import second", "import a.first"),
        ("from . import second", "from .first import x"),
        ("def f():\n    from .second import x", "from . import first"),
        (
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .second import x",
            "from . import first",
        ),
        ("from . import second as other", "import a.first as other"),
    ],
)
def test_a_planted_cycle_is_found(tmp_path, one, other):
    """The test of the test: two files that import each other, in every form that Python knows."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "__init__.py").write_text("")
    (tmp_path / "a" / "first.py").write_text(one.replace("from b import", "from a import"))
    (tmp_path / "a" / "second.py").write_text(other)
    assert set(cycle_in(edges_of(modules_of(tmp_path, ["a"])))) >= {"a.first", "a.second"}


def test_a_planted_cycle_of_folders_is_found(tmp_path):
    for folder, name, text in [("a", "up", "import b.low"), ("b", "low", ""), ("b", "high", "import a.up")]:
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "__init__.py").touch()
        (tmp_path / folder / f"{name}.py").write_text(text)
    edges = edges_of(modules_of(tmp_path, ["a", "b"]))
    assert not cycle_in(edges)
    assert set(cycle_in(folders_of(edges))) == {"a", "b"}


def test_every_room_says_what_lives_in_it():
    for folder in {file.parent for file in MODULES.values()}:
        door = folder / "__init__.py"
        assert door.is_file(), f"{folder.relative_to(ROOT)} has no door"
        assert len(door.read_text(encoding="utf-8").split('"""')[1]) > 40, f"{door} says nothing"


TWICE = {
    "Event": "what loaders found and write, and what the graph has read: neither room may know the other",
    "NormRule": "as Event",
    "Quotation": "as Event",
    "Tenure": "as Event",
}
"""Names that two classes have, with the reason."""


def test_a_public_class_name_means_one_thing():
    defined = Counter(name for file in MODULES.values() for name in classes_of(file) if name[0] != "_")
    assert {name for name, times in defined.items() if times > 1} == set(TWICE)


LONGEST_FILE, LONGEST_FUNCTION = 400, 60
"""Lines. Where a file is at the limit it has two subjects."""


@pytest.mark.parametrize("room", ROOMS)
def test_files_and_functions_are_short(room):
    files = {name: file for name, file in MODULES.items() if name.split(".")[0] == room}
    assert not {name for name, file in files.items() if lines_of(file) > LONGEST_FILE}
    spans = (span for name, file in files.items() for span in functions_of(name, file))
    assert not {name for name, length in spans if length > LONGEST_FUNCTION}


def test_no_sparql_in_code():
    for name, file in MODULES.items():
        assert "SELECT ?" not in file.read_text(encoding="utf-8"), f"{name}: queries live in graph/queries"
