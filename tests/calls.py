"""Which functions may run when others are called, as far as their names tell: read from the code, not run.

A name is followed to the function or class that it was imported from or is defined as; what is called through
an object, a table or an argument is not seen.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.architecture import modules_of

Function = ast.FunctionDef | ast.ClassDef


@dataclass
class Module:
    """A file of code: what is defined at its top, and what its names stand for elsewhere."""

    functions: dict[str, Function] = field(default_factory=dict)
    constants: dict[str, ast.expr] = field(default_factory=dict)
    imported: dict[str, str] = field(default_factory=dict)
    """By the name here the dotted name of a module, or of a function in one."""


def read_modules(root: Path, packages: Iterable[str]) -> dict[str, Module]:
    """Every module of ``packages`` by its dotted name."""
    found = {}
    for name, file in modules_of(root, packages).items():
        module = found[name] = Module()
        tree = ast.parse(file.read_text(encoding="utf-8"))
        module.functions = {node.name: node for node in tree.body if isinstance(node, Function)}
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                module.constants[node.targets[0].id] = node.value
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                module.imported |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return found


def reached(modules: dict[str, Module], first: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The functions (module, name) that may run when those of ``first`` are called, these among them."""
    found, waiting = set(), list(first)
    while waiting:
        one = waiting.pop()
        if one not in found and one[0] in modules and one[1] in modules[one[0]].functions:
            found.add(one)
            waiting += _named(modules, *one)
    return found


def _named(modules: dict[str, Module], module: str, function: str) -> Iterator[tuple[str, str]]:
    """What the code of a function names, called there or handed on."""
    here = modules[module]
    for node in ast.walk(here.functions[function]):
        if isinstance(node, ast.Name):
            place, _, name = here.imported.get(node.id, f"{module}.{node.id}").rpartition(".")
            yield place, name
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield here.imported.get(node.value.id, ""), node.attr
