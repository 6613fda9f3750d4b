"""The house as ARCHITECTURE.md draws it: which room may import which, also inside functions."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = {"ontology": set(), "loaders": {"ontology"}, "graph": {"ontology"}, "web": {"graph", "ontology"}}


def imported(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may(room):
    ours = {*ROOMS, "standpunkt", "standpunkt_cli"}
    for file in (ROOT / room).rglob("*.py"):
        rooms = {name.split(".")[0] for name in imported(file)} & ours - {room}
        assert rooms <= ROOMS[room], f"{file.relative_to(ROOT)} imports {rooms - ROOMS[room]}"


def test_no_cycle_among_modules():
    modules = {}
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            modules[name] = file
    edges = {name: {m for m in imported(file) if m in modules} for name, file in modules.items()}
    finished, path = set(), []

    def visit(name):
        assert name not in path, " -> ".join([*path[path.index(name) :], name])
        if name in finished:
            return
        path.append(name)
        for other in sorted(edges[name] - {name}):
            visit(other)
        path.pop()
        finished.add(name)

    for name in sorted(modules):
        visit(name)


def test_no_sparql_in_code():
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            assert "SELECT ?" not in text, f"{file.relative_to(ROOT)}: queries live in graph/queries"
