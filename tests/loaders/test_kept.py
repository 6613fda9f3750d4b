"""What is made from words or facts that a knowledge folder can change is kept for each knowledge apart."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture import modules_of

ROOT = Path(__file__).parents[2]
MODULES = modules_of(ROOT, ["loaders", "graph", "ontology"])
SOURCE = ("ontology.in_force", "in_force")
"""Whoever asks this, directly or not, gives another answer for another knowledge."""
Place = tuple[str, str]


def parts_of(module: str, tree: ast.Module) -> Iterator[tuple[Place, ast.AST, set[Place]]]:
    """Every function, class and constant of a module, with the names of our modules it uses."""
    known = {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                known[name] = (module, name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                known[name] = (module, name)
    for name, place in known.items():
        node = next((n for n in tree.body if name in names_of(n)), None)
        if place[0] == module and node is not None:
            lasting = not isinstance(node, ast.FunctionDef | ast.ClassDef)
            calls = [n.func for n in ast.walk(node) if isinstance(n, ast.Call)]
            used = {n.id for n in (calls if lasting else run_of(node)) if isinstance(n, ast.Name)}
            yield place, node, {known[n] for n in used if n in known} - {place}


def run_of(node: ast.AST) -> Iterator[ast.AST]:
    """All below ``node`` but the types written beside names, which nothing runs."""
    yield node
    for field, value in ast.iter_fields(node):
        if field not in {"annotation", "returns"}:
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from run_of(child)


def names_of(node: ast.stmt) -> set[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
    return set()


def test_no_cache_mixes_the_words_of_two_folders():
    parts = [
        part
        for module, file in MODULES.items()
        for part in parts_of(module, ast.parse(file.read_text(encoding="utf-8")))
    ]
    uses = {place: used for place, _, used in parts}
    changing = {SOURCE}
    while more := {place for place, used in uses.items() if used & changing} - changing:
        changing |= more
    mixed = []
    for (module, name), node, _ in parts:
        lasting = not isinstance(node, ast.FunctionDef | ast.ClassDef)
        cached = isinstance(node, ast.FunctionDef) and any(
            "cache" in ast.unparse(decorator) for decorator in node.decorator_list
        )
        if (module, name) in changing and (lasting or cached):
            mixed.append(f"{module}.{name}")
    assert mixed == [], "these must be @kept (ontology/in_force.py)"
