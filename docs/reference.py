"""Writes docs/API.md from the docstrings and docs/SETTINGS.md from the table of settings.

    python docs/reference.py            # the same as: make docs

Everything ``standpunkt`` exports is public, with the types it takes and returns; nothing else is. A test
fails where a page is not what this script writes.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graph.model.settings import table

ROOT = Path(__file__).resolve().parents[1]
SECTIONS = (
    ("The front door", "standpunkt", ()),
    ("How an article is read", "loaders.articles.files", ("Options",)),
    ("What a text says", "loaders.articles.findings", ()),
    ("What a question returns", "graph.ask.positions.answer", ()),
    ("A sentence that proves", "graph.things.passages", ("Passage",)),
    (
        "Why an edge holds",
        "graph.knowledge.explanation",
        ("Explanation", "ProofStep", "AssertionSource", "QuotedSentence"),
    ),
    ("The graph", "graph.knowledge.graph", ("KnowledgeGraph", "Change")),
    ("To write an extractor", "loaders.articles.extractor", ("Extractor",)),
    ("To write a store", "graph.stores.store", ("Store",)),
    ("To write a reasoner", "graph.model.reasoner", ()),
    ("Errors", "ontology.errors", ()),
)
"""Title, module and names; without names, all that is public in the module, in its order."""
API = """# The Python API

What `import standpunkt` gives, the types it takes and returns, and the protocols of its extension points.
Made from the docstrings by `make docs`; [ARCHITECTURE.md](ARCHITECTURE.md) says how they belong together.
"""
SETTINGS = """# Settings

Made from `graph/model/settings.toml` by `make docs`. A value is looked for in the flag of the command, then
in the environment variable, then in `./standpunkt.toml` (or the file that `STANDPUNKT_CONFIG` names; the same
names, as TOML), and is else the default. `standpunkt settings` shows the values in force and where each comes
from.

| setting | default | environment variable | meaning |
|---|---|---|---|
"""
LONG = 100
Definition = ast.ClassDef | ast.FunctionDef


def settings_page() -> str:
    """docs/SETTINGS.md."""
    rows = []
    for row in table().values():
        default = "empty" if row.default == "" else f"`{str(row.default).lower()}`"
        rows.append(f"| `{row.name}` | {default} | `{row.variable}` | {row.help} |\n")
    return SETTINGS + "".join(rows)


def api_page() -> str:
    """docs/API.md."""
    shown: set[int] = set()
    parts = [API]
    for title, name, names in SECTIONS:
        module = importlib.import_module(name)
        parts.append(f"\n## {title}\n\n`{name}`: {_text(module.__doc__, heading=True)}\n")
        for each in names or getattr(module, "__all__", None) or _own(name, vars(module)):
            thing = getattr(module, each)
            if id(thing) not in shown:
                shown.add(id(thing))
                parts += _entry(thing)
    return "\n".join(parts)


def _own(module: str, names: dict[str, object]) -> Iterator[str]:
    """Public classes and functions that a module itself defines, in its order."""
    for name, thing in names.items():
        here = getattr(thing, "__module__", "") == module and hasattr(thing, "__name__")
        if here and not name.startswith("_"):
            yield name


def _entry(thing: object) -> Iterator[str]:
    node = ast.parse(textwrap.dedent(inspect.getsource(thing))).body[0]  # type: ignore[arg-type]
    assert isinstance(node, Definition)
    yield f"### {node.name}\n"
    yield from _said(node)
    for method in node.body if isinstance(node, ast.ClassDef) else []:
        if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
            yield from _said(method)


def _said(node: Definition) -> Iterator[str]:
    yield f"```python\n{_head(node)}\n```\n"
    yield _text(ast.get_docstring(node)) + "\n"


def _head(node: Definition) -> str:
    """Decorators and signature; of a class its fields, each with what is said of it."""
    lines = [f"@{ast.unparse(each)}" for each in node.decorator_list]
    if isinstance(node, ast.FunctionDef):
        return "\n".join([*lines, _signature(node)])
    bases = f"({', '.join(map(ast.unparse, node.bases))})" if node.bases else ""
    return "\n".join([*lines, f"class {node.name}{bases}:", *(list(_fields(node)) or ["    ..."])])


def _fields(node: ast.ClassDef) -> Iterator[str]:
    for here, after in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(here, ast.AnnAssign | ast.Assign) and not ast.unparse(here).startswith("_"):
            match after:
                case ast.Expr(value=ast.Constant(value=str(said))):
                    yield f"    {ast.unparse(here)}  # {' '.join(said.split()).replace('``', '')}"
                case _:
                    yield f"    {ast.unparse(here)}"


def _signature(node: ast.FunctionDef) -> str:
    """The ``def`` line, an argument a line where it is long."""
    arguments = list(_arguments(node.args))
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    line = f"def {node.name}({', '.join(arguments)}){returns}"
    if len(line) > LONG:
        broken = "".join(f"    {argument},\n" for argument in arguments)
        line = f"def {node.name}(\n{broken}){returns}"
    return line


def _arguments(given: ast.arguments) -> Iterator[str]:
    first = [*given.posonlyargs, *given.args]
    defaults: list[ast.expr | None] = [*[None] * (len(first) - len(given.defaults)), *given.defaults]
    yield from map(_argument, first, defaults)
    if given.vararg:
        yield "*" + ast.unparse(given.vararg)
    elif given.kwonlyargs:
        yield "*"
    yield from map(_argument, given.kwonlyargs, given.kw_defaults)
    if given.kwarg:
        yield "**" + ast.unparse(given.kwarg)


def _argument(name: ast.arg, default: ast.expr | None) -> str:
    if default is None:
        return ast.unparse(name)
    return f"{ast.unparse(name)}{' = ' if name.annotation else '='}{ast.unparse(default)}"


def _text(docstring: str | None, *, heading: bool = False) -> str:
    """A docstring as Markdown; of a module's only its first paragraph."""
    text = inspect.cleandoc(docstring or "")
    if heading:
        text = text.split("\n\n")[0]
    return re.sub(r"``(.+?)``", r"`\1`", text)


PAGES = {"API.md": api_page, "SETTINGS.md": settings_page}

if __name__ == "__main__":
    for file, made in PAGES.items():
        (ROOT / "docs" / file).write_text(made(), encoding="utf-8")
