"""What an update of a client would change in a store far away, found out by questions; nothing is written.

What an operation looks for (WHERE) the store itself answers; what it then makes of each solution is made
here, in a store in memory that holds nothing else. Whole graphs that are copied or emptied are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from graph.rdf.changes import DatasetChange
from graph.rdf.sparql_words import SparqlToken, tokens
from graph.serving.evaluation import TooLargeError
from graph.serving.requests import RefusedError, too_many
from graph.serving.updates import Update, block_end, kinds_of, run, said_in, with_dataset
from ontology.errors import QueryError

_BLANK = "urn:standpunkt:blank:"
_PROLOGUE = ("PREFIX", "BASE", "VERSION")
_DATA = frozenset({"INSERT DATA", "DELETE DATA"})
_WHOLE_GRAPHS = ("CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD")


class QuestionedStore(Protocol):
    """The store that is asked."""

    def query(self, sparql: str, *, base: str | None = None) -> object:
        """The answer to a query."""
        ...

    def quads(self, graph: ox.NamedNode | ox.DefaultGraph | None = None) -> Iterator[ox.Quad]:
        """The quads of a graph, or of all."""
        ...

    def holding(self, triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
        """The quads of ``triples`` in all graphs."""
        ...


@dataclass(frozen=True, slots=True)
class _Operation:
    """One operation of an update: its text with all that was declared before it, and its own words."""

    text: str
    prologue: str
    words: Sequence[SparqlToken]
    source: str

    def slice(self, start: int, end: int) -> str:
        """The text from the word ``start`` up to the word ``end``."""
        return self.source[self.words[start].start : self.words[end - 1].end]


def plan_far(store: QuestionedStore, update: Update) -> DatasetChange:
    """The change that ``update`` makes to ``store``.

    Raises ``QueryError`` for a malformed update, ``RefusedError`` for one that would have to see its own
    changes, and for what the store cannot name.
    """
    text = update.text
    if update.using or update.using_named:
        text = with_dataset(update, list(tokens(text)))
    add: dict[ox.Quad, None] = {}
    remove: dict[ox.Quad, None] = {}
    for operation in _operations(text):
        leaving, coming = _effect(store, operation, update, is_first=not (add or remove))
        for quad in leaving:
            add.pop(quad, None)
            remove[quad] = None
        for quad in map(named, coming):
            remove.pop(quad, None)
            add[quad] = None
        if len(add) + len(remove) > update.most:
            raise TooLargeError(too_many(update.most))
    held = _held(store, (*add, *remove))
    return DatasetChange(
        remove=tuple(quad for quad in remove if quad in held),
        add=tuple(quad for quad in add if quad not in held),
    )


def named(quad: ox.Quad) -> ox.Quad:
    """``quad`` with IRIs in the place of blank nodes, which are others in every request (RDF 1.1, 3.5)."""
    if ox.BlankNode not in map(type, quad):
        return quad
    parts = (ox.NamedNode(_BLANK + part.value) if isinstance(part, ox.BlankNode) else part for part in quad)
    return ox.Quad(*parts)


def _held(store: QuestionedStore, quads: Sequence[ox.Quad]) -> set[ox.Quad]:
    """Those of ``quads`` that are there; of those in no named graph it cannot be told which are."""
    unnamed = {quad for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph)}
    triples = {quad.triple for quad in quads if quad not in unnamed}
    return set(store.holding(triples)) if triples else set()


def _operations(text: str) -> Iterator[_Operation]:
    words = list(tokens(text))
    prologue, start, depth, index = "", 0, 0, 0
    while index <= len(words):
        word = words[index] if index < len(words) else None
        if word and word.is_word(*_PROLOGUE) and index == start:
            length = 3 if word.is_word("PREFIX") else 2
            prologue += text[word.start : words[index + length - 1].end] + "\n"
            index = start = index + length
            continue
        if word and word.kind == "mark":
            depth += {"{": 1, "}": -1}.get(word.text, 0)
        if word is None or (word.text == ";" and word.kind == "mark" and depth == 0):
            if own := words[start:index]:
                yield _Operation(prologue + text[own[0].start : own[-1].end], prologue, own, text)
            start = index + 1
        index += 1


Effect = tuple[Iterable[ox.Quad], Iterable[ox.Quad]]
"""The quads that leave, and those that come."""


def _effect(store: QuestionedStore, operation: _Operation, update: Update, *, is_first: bool) -> Effect:
    kinds = kinds_of(list(operation.words))
    if kinds & _DATA:
        inserting = kinds == {"INSERT DATA"}
        quads, _ = said_in(operation.text, update.base, list(tokens(operation.text)), inserting)
        return ((), quads) if inserting else (quads, ())
    if not is_first:
        raise RefusedError(
            "This update looks for things after it has changed some. A store far away is asked before "
            "anything is changed: send its operations one by one."
        )
    if operation.words[0].is_word("LOAD"):
        raise RefusedError("LOAD is refused here: no request makes this server open a connection.")
    if operation.words[0].is_word(*_WHOLE_GRAPHS):
        return _of_whole_graphs(store, operation, update)
    return _of_solutions(store, operation, update)


def _of_whole_graphs(store: QuestionedStore, operation: _Operation, update: Update) -> Effect:
    """What comes and goes where graphs are emptied or copied: tried in memory on the graphs that it names."""
    scratch = ox.Store()
    if any(word.is_word("ALL", "NAMED") for word in operation.words):
        scratch.extend(store.quads())
    else:
        for name in _graphs_named(operation, update.base):
            scratch.extend(store.quads(name))
    before = set(scratch)
    run(scratch, operation.text, update.base)
    after = set(scratch)
    return before - after, after - before


def _graphs_named(operation: _Operation, base: str) -> list[ox.NamedNode]:
    """The graphs an operation names, resolved by what it declares."""
    names = [word.text for word in operation.words if word.kind in ("iri", "pname")]
    scratch = ox.Store()
    blocks = " ".join(f"GRAPH {name} {{ {name} {name} {name} }}" for name in names)
    run(scratch, f"{operation.prologue} INSERT DATA {{ {blocks} }}", base)
    return [name for name in scratch.named_graphs() if isinstance(name, ox.NamedNode)]


def _of_solutions(store: QuestionedStore, operation: _Operation, update: Update) -> Effect:
    """What an operation with WHERE makes of the solutions that the store gives."""
    parts = _Parts.of(operation)
    text = f"{operation.prologue}SELECT * {parts.dataset} WHERE {parts.looked_at}"
    solutions = store.query(text, base=update.base or None)
    assert isinstance(solutions, ox.QuerySolutions)
    variables = [variable.value for variable in solutions.variables]
    rows = [[row[variable] for variable in variables] for row in solutions]
    if len(rows) > update.most:
        raise TooLargeError(too_many(update.most))
    if any(isinstance(value, ox.BlankNode) for row in rows for value in row):
        raise RefusedError(
            "This update is about blank nodes of the store, which nobody outside can name: run it there."
        )
    inside = f"WITH {parts.graph}\n" if parts.graph else ""

    def filled(template: str) -> list[ox.Quad]:
        scratch = ox.Store()
        if template:
            table = _table(variables, rows) if rows else "FILTER (false)"
            run(scratch, f"{operation.prologue}{inside}INSERT {template} WHERE {{ {table} }}", update.base)
        return list(scratch)

    return filled(parts.delete), filled(parts.insert)


def _table(variables: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """The solutions as they stand in a query; one without variables holds or does not."""
    if not variables:
        return ""
    lines = (" ".join("UNDEF" if value is None else str(value) for value in row) for row in rows)
    names = " ".join(f"?{name}" for name in variables)
    return f"VALUES ({names}) {{ " + "\n".join(f"({line})" for line in lines) + " }"


@dataclass(frozen=True, slots=True)
class _Parts:
    """The pieces of an operation with WHERE, as they are written, braces included."""

    graph: str
    delete: str
    insert: str
    using: tuple[str, ...]
    named: tuple[str, ...]
    where: str

    @property
    def dataset(self) -> str:
        """The clauses that say what a query looks at."""
        if len(self.using) < 2 and not self.named:
            return ""
        clauses = [f"FROM {name}" for name in self.using] + [f"FROM NAMED {name}" for name in self.named]
        return " ".join(clauses)

    @property
    def looked_at(self) -> str:
        """What is looked for, in the one graph where there is one: a server may not heed FROM."""
        one = self.using or ((self.graph,) if self.graph else ())
        return f"{{ GRAPH {one[0]} {self.where} }}" if len(one) == 1 and not self.dataset else self.where

    @classmethod
    def of(cls, operation: _Operation) -> _Parts:
        """Taken apart at the words that stand outside of braces."""
        found = dict.fromkeys(("WITH", "DELETE", "INSERT", "USING", "WHERE"), "")
        using: list[str] = []
        named: list[str] = []
        words, depth = list(operation.words), 0
        for index, word in enumerate(words):
            if word.kind == "mark":
                depth += {"{": 1, "}": -1}.get(word.text, 0)
            if depth or not word.is_word(*found):
                continue
            following = words[index + 1]
            if word.is_word("WITH"):
                found["WITH"] = following.text
            elif word.is_word("USING"):
                is_named = following.is_word("NAMED")
                (named if is_named else using).append(words[index + 1 + is_named].text)
            elif following.text == "{":
                found[word.text.upper()] = operation.source[following.start : block_end(words, index)]
        is_pattern = words[0].is_word("DELETE") and words[1].is_word("WHERE")
        delete = found["WHERE"] if is_pattern else found["DELETE"]
        if not found["WHERE"] or not operation.text.endswith(found["WHERE"]):
            raise QueryError("This is no SPARQL update: an operation does not end with WHERE.")
        return cls(found["WITH"], delete, found["INSERT"], tuple(using), tuple(named), found["WHERE"])
