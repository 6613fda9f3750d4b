"""Reads every import of a source tree: absolute, relative, inside functions and under ``TYPE_CHECKING``."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path


def modules_of(root: Path, packages: Iterable[str]) -> dict[str, Path]:
    """Dotted name to file of every module in ``packages`` below ``root``."""
    found = {}
    for package in packages:
        for file in (root / package).rglob("*.py"):
            parts = file.relative_to(root).with_suffix("").parts
            found[".".join(parts).removesuffix(".__init__")] = file
    return found


def imports_of(name: str, file: Path, modules: dict[str, Path]) -> set[str]:
    """The modules among ``modules`` that ``file`` imports, by any form of import, itself left out."""
    package = name if file.name == "__init__.py" else name.rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {_known(alias.name, modules) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, package)
            for alias in node.names:
                full = f"{base}.{alias.name}"
                found.add(full if full in modules else _known(base, modules))
    return found - {"", name}


def edges_of(modules: dict[str, Path]) -> dict[str, set[str]]:
    """Every module with the modules it imports."""
    return {name: imports_of(name, file, modules) for name, file in modules.items()}


def folders_of(edges: dict[str, set[str]]) -> dict[str, set[str]]:
    """Every folder with the folders its own files import from; a folder's files see each other."""
    folders = dict(_folders(edges))
    found: dict[str, set[str]] = {folder: set() for folder in folders.values()}
    for name, others in edges.items():
        found[folders[name]] |= {folders[other] for other in others} - {folders[name]}
    return found


def cycle_in(edges: dict[str, set[str]]) -> list[str]:
    """A way from a node back to itself, or an empty list where there is none."""
    finished: set[str] = set()
    for start in sorted(edges):
        path: list[str] = []
        stack: list[Iterator[str]] = [iter([start])]
        while stack:
            node = next(stack[-1], None)
            if node is None:
                stack.pop()
                if path:
                    finished.add(path.pop())
            elif node in path:
                return [*path[path.index(node) :], node]
            elif node not in finished:
                path.append(node)
                stack.append(iter(sorted(edges[node])))
    return []


def classes_of(file: Path) -> list[str]:
    """The names of the classes that stand at the top of a file."""
    return [node.name for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, ast.ClassDef)]


def lines_of(file: Path) -> int:
    """The number of lines of a file."""
    return len(file.read_text("utf-8").splitlines())


def functions_of(name: str, file: Path) -> Iterator[tuple[str, int]]:
    """Every function of a module, methods and inner ones too, with its number of lines."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name}.{node.name}", (node.end_lineno or 0) - node.lineno + 1


def _known(name: str, modules: dict[str, Path]) -> str:
    return name if name in modules else ""


def _base(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    parts = parts[: len(parts) - node.level + 1]
    return ".".join([*parts, *([node.module] if node.module else [])])


def _folders(edges: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """(module, folder); a door (``__init__``) stands in its own folder."""
    packages = {name.rpartition(".")[0] for name in edges} | {n for n in edges if _is_door(n, edges)}
    for name in edges:
        yield name, name if name in packages else name.rpartition(".")[0]


def _is_door(name: str, edges: dict[str, set[str]]) -> bool:
    return any(other.startswith(name + ".") for other in edges)
