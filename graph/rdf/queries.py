"""Named queries: their text lies in ``graph/queries``, a file each."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

import pyoxigraph as ox
from pyparsing.exceptions import ParseException
from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.processor import prepareQuery

from ontology.errors import KnowledgeError, QueryError
from ontology.fact_checks import term_mistakes
from ontology.knowledge import line_of

NOTHING_TO_STRIKE_OUT = "it says nothing, and the package has no file of this name to strike out."
_PARAMETERS = "# parameters"
"""The line of a query where values are put in."""
Bindings = Mapping[str, Iterable[ox.NamedNode | ox.Literal]]
_PREFIX = re.compile(r"Unknown namespace prefix : (\w*)")
_PLACE = re.compile(r"error at (\d+):\d+: (.*)", re.DOTALL)


@cache
def query_text(name: str) -> str:
    """The text of ``graph/queries/<name>.rq``; raises ``QueryError`` if there is no such query."""
    file = files("graph") / "queries" / f"{name}.rq"
    if not name.replace("-", "").isalnum() or not file.is_file():
        raise QueryError(f"There is no named query {name!r}.")
    return file.read_text(encoding="utf-8")


def with_values(name: str, values: Bindings) -> str:
    """The text of the query ``name`` with ``values`` (by variable) where it says ``# parameters``."""
    lines = [
        f"VALUES ?{variable} {{ {' '.join(str(term) for term in terms)} }}"
        for variable, terms in values.items()
        if terms
    ]
    text = query_text(name)
    return text.replace(_PARAMETERS, "\n  ".join(lines), 1) if lines else text


def laid_over(package: str, folder: str, more: dict[str, str]) -> dict[str, str]:
    """The ``.rq`` files of a folder of the package by name, with ``more`` laid over them.

    A file of the same name takes the place of the package's; one that says nothing strikes it out.
    """
    own = {
        file.name: file.read_text(encoding="utf-8")
        for file in (files(package) / folder).iterdir()
        if file.name.endswith(".rq")
    }
    return {name: text for name, text in sorted((own | more).items()) if not says_nothing(text)}


def says_nothing(text: str) -> bool:
    """Whether a query has only comments."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())


def algebra(text: str, file: str) -> CompValue:
    """The algebra of a query; raises ``KnowledgeError`` with ``file`` and line where it is none."""
    try:
        parsed = prepareQuery(text).algebra
        if not asks_elsewhere(parsed):
            ox.Store().query(text)
    except ParseException as error:
        raise KnowledgeError(f"{file} line {error.lineno}: it cannot be parsed: {error}.") from error
    except Exception as error:  # rdflib raises bare Exception, as for an unknown prefix
        line, reason = _place(text, str(error))
        raise KnowledgeError(f"{file} line {line}: it cannot be parsed: {reason}.") from error
    return parsed


def query_mistakes(text: str, file: str, parameters: Sequence[str] = ()) -> Iterator[str]:
    """What is wrong with a query: it cannot be parsed, its parameters or terms are none."""
    try:
        parsed = algebra(text, file)
        shown = set(map(str, parsed.PV)) if "PV" in parsed else set(parameters)
        for name in parameters:
            if name not in shown:  # pyoxigraph binds only what is shown
                line = line_of(text, "SELECT")
                yield f"{file} line {line}: the parameter ?{name} must be among the columns after SELECT."
    except KnowledgeError as error:
        yield str(error)
    yield from (f"{file} line {number}: {mistake}" for number, mistake in term_mistakes(text))


def _place(text: str, said: str) -> tuple[int, str]:
    if found := _PREFIX.search(said):
        return line_of(text, f"{found[1]}:"), f"the prefix {found[1]}: is not declared"
    if found := _PLACE.search(said):
        return int(found[1]), found[2]
    return 1, said


def asks_elsewhere(parsed: CompValue) -> bool:
    """Whether the query asks another server (SERVICE)."""
    names: list[str] = []
    traverse(parsed, visitPre=lambda node: names.append(node.name) if isinstance(node, CompValue) else None)
    return "ServiceGraphPattern" in names
