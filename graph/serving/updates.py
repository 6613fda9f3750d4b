"""What an untrusted update would change, found out on a copy of the dataset before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from graph.rdf.changes import DatasetChange, GraphName
from graph.rdf.sparql_words import SparqlToken, tokens
from graph.serving.dataset import WholeDataset
from graph.serving.evaluation import define_unknown_functions, explain
from ontology.errors import QueryError


@dataclass(frozen=True, slots=True)
class Update:
    """An update as a client sent it; ``using`` and ``using_named`` are the protocol's parameters.

    ``most`` is how many quads it may add and remove.
    """

    text: str
    base: str
    using: tuple[str, ...] | None = None
    using_named: tuple[str, ...] | None = None
    network: bool = False
    most: int = 1_000_000


def plan(dataset: WholeDataset, update: Update) -> DatasetChange:
    """The change that ``update`` makes to ``dataset``, a copy, which may be spoilt by this.

    Raises ``QueryError`` for a malformed update.
    """
    words = list(tokens(update.text))
    text = with_dataset(update, words) if update.using or update.using_named else update.text
    kinds = kinds_of(words)
    if kinds in ({"INSERT DATA"}, {"DELETE DATA"}):
        return _plan_data(dataset, text, update.base, words, kinds.pop())
    dataset.reveal()
    store, touched, twin = dataset.own(), _names_in(words), dataset.twin
    before, names_before = set() if twin else _quads(store, touched), set(store.named_graphs())
    dataset.is_spoilt = True
    run(store, text, update.base)
    names_after = set(store.named_graphs())
    if twin:
        add, remove = _compared(twin, store, touched)
    else:
        after = _quads(store, touched)
        add, remove = after - before, before - after
    filled = {quad.graph_name for quad in add}
    return DatasetChange(
        drop=_named(names_before - names_after),
        remove=tuple(q for q in remove if q.graph_name not in names_before - names_after),
        create=_named(names_after - names_before - filled),
        add=tuple(add),
    )


def run(store: ox.Store, text: str, base: str) -> None:
    """Run an update, unknown functions failing in their expressions; raises ``QueryError``."""
    try:
        define_unknown_functions(
            lambda functions: store.update(text, base_iri=base or None, custom_functions=functions)
        )
    except SyntaxError as error:
        raise QueryError(explain(error.msg, text, "update")) from None
    except (ValueError, RuntimeError) as error:
        raise QueryError(f"This update cannot be run: {error}") from None


def _plan_data(
    dataset: WholeDataset, text: str, base: str, words: list[SparqlToken], kind: str
) -> DatasetChange:
    """INSERT DATA and DELETE DATA say themselves what they change."""
    quads, names = said_in(text, base, words, kind == "INSERT DATA")
    if kind == "DELETE DATA":
        return DatasetChange(remove=tuple(quad for quad in quads if quad in dataset))
    add = tuple(quad for quad in quads if quad not in dataset)
    known = {*dataset.store.named_graphs(), *(quad.graph_name for quad in add)}
    return DatasetChange(add=add, create=_named({name for name in names if name not in known}))


def said_in(
    text: str, base: str, words: list[SparqlToken], inserting: bool
) -> tuple[tuple[ox.Quad, ...], set[GraphName]]:
    """The quads in the braces of data operations, and the graphs they name."""
    scratch = ox.Store()
    run(scratch, text, base)
    if not inserting:
        pieces, place = [], 0
        for word, following in pairwise(words):
            if word.is_word("DELETE") and following.is_word("DATA"):
                pieces += [text[place : word.start], "INSERT"]
                place = word.end
        run(scratch, "".join(pieces) + text[place:], base)
    return tuple(scratch), set(scratch.named_graphs())


def kinds_of(words: list[SparqlToken]) -> set[str]:
    """The operations of an update by their first two keywords."""
    found, depth, first = set(), 0, True
    for word, following in pairwise([*words, SparqlToken("mark", "", 0, 0)]):
        if word.kind == "mark":
            depth += {"{": 1, "}": -1}.get(word.text, 0)
            first = first or (word.text == ";" and depth == 0)
        elif first and word.is_word("PREFIX", "BASE", "VERSION"):
            continue
        elif first and word.kind == "word":
            found.add(f"{word.text.upper()} {following.text.upper()}")
            first = False
    return found


_EVERYWHERE = frozenset({"ALL", "NAMED"})


def _names_in(words: list[SparqlToken]) -> frozenset[str] | None:
    """The endings of the graph names that can occur in an update, or ``None`` if any graph can.

    An update writes to graphs that its text names, to the default graph, or, with a variable after
    ``GRAPH`` or one of the words ALL and NAMED, to any. A resolved IRI always ends with the last segment of
    the reference, and a prefixed name with its local part.
    """
    endings: set[str] = set()
    depth, reading, declared = 0, False, 0
    for index, word in enumerate(words):
        before = words[index - 1] if index else None
        declared = max(0, declared - 1)
        if word.kind == "mark":
            depth += {"{": 1, "}": -1}.get(word.text, 0)
            reading = reading and not (depth == 0 and word.text == ";")
        elif word.is_word("PREFIX", "BASE"):
            declared = 3 if word.is_word("PREFIX") else 2
        elif word.is_word("WHERE") and depth == 0:
            reading = not (before and before.is_word("DELETE"))
        elif not reading and (word.is_word(*_EVERYWHERE) or _is_any_graph(before, word)):
            return None
        elif word.kind in ("iri", "pname") and not declared:
            endings.add(_ending(word))
    return frozenset(endings)


def _is_any_graph(before: SparqlToken | None, word: SparqlToken) -> bool:
    return word.kind == "variable" and before is not None and before.is_word("GRAPH")


def _ending(name: SparqlToken) -> str:
    """How the IRI that ``name`` stands for ends; empty if that cannot be said without resolving it."""
    if name.kind == "pname":
        return re.sub(r"\\(.)", r"\1", name.text.partition(":")[2])
    reference = _unescape(name.text[1:-1])
    if re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", reference) and "/." not in reference:
        return reference
    last = re.split(r"[/?#:]", reference)[-1]
    return "" if last in (".", "..") else last


def _unescape(text: str) -> str:
    return re.sub(
        r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", lambda found: chr(int(found[1] or found[2], 16)), text
    )


def _quads(store: ox.Store, endings: frozenset[str] | None) -> set[ox.Quad]:
    if endings is None:
        return set(store)
    return {
        quad
        for name in _candidates(store, endings)
        for quad in store.quads_for_pattern(None, None, None, name)
    }


def _compared(
    before: ox.Store, after: ox.Store, endings: frozenset[str] | None
) -> tuple[set[ox.Quad], set[ox.Quad]]:
    """What ``after``, a copy of ``before``, has gained and lost; only that is held in memory.

    Stores on disk give their quads in one order, so both are read side by side.
    """
    names: list[GraphName | None] = [None]
    if endings is not None:
        names = list({*_candidates(before, endings), *_candidates(after, endings)})
    add: set[ox.Quad] = set()
    remove: set[ox.Quad] = set()
    for name in names:
        olds, news = (store.quads_for_pattern(None, None, None, name) for store in (before, after))
        old, new = next(olds, None), next(news, None)
        while old is not None or new is not None:
            if old == new:
                old, new = next(olds, None), next(news, None)
            elif old is not None and old not in after:
                remove.add(old)
                old = next(olds, None)
            else:
                assert new is not None
                assert new not in before, "the two are read in one order"
                add.add(new)
                new = next(news, None)
    return add, remove


def _candidates(store: ox.Store, endings: frozenset[str]) -> Iterator[GraphName]:
    yield ox.DefaultGraph()
    anything = "" in endings
    longest = tuple(endings)
    for name in store.named_graphs():
        if anything or name.value.endswith(longest):
            yield name


def _named(names: set[ox.NamedNode | ox.BlankNode] | set[GraphName]) -> tuple[ox.NamedNode, ...]:
    return tuple(name for name in names if isinstance(name, ox.NamedNode))


def with_dataset(update: Update, words: list[SparqlToken]) -> str:
    """The update with the dataset of the protocol's parameters as USING clauses.

    SPARQL 1.1 Protocol, section 2.2.3: an update that has USING, USING NAMED or WITH itself is an error.
    """
    if any(word.is_word("USING", "WITH") for word in words):
        raise QueryError("The request gives a dataset, and so does the update by USING or WITH: choose one.")
    for name in (*(update.using or ()), *(update.using_named or ())):
        if re.search(r'[<>"{}|\\^`\x00-\x20]', name) or ":" not in name:
            raise QueryError(f"The dataset parameter {name!r} is no IRI.")
    clauses = [f"USING <{name}>" for name in update.using or ()]
    clauses += [f"USING NAMED <{name}>" for name in update.using_named or ()]
    pieces, place, depth = [], 0, 0
    for index, word in enumerate(words):
        if word.kind == "mark":
            depth += {"{": 1, "}": -1}.get(word.text, 0)
        elif depth == 0 and word.is_word("WHERE"):
            pieces += [update.text[place : word.start]]
            if index and words[index - 1].is_word("DELETE"):
                pieces.append(update.text[word.end : block_end(words, index)])
            pieces.append(" " + " ".join(clauses) + " ")
            place = word.start
    return "".join(pieces) + update.text[place:]


def block_end(words: list[SparqlToken], index: int) -> int:
    """The end of the braces that open after the token ``index``."""
    depth = 0
    for word in words[index + 1 :]:
        if word.kind == "mark":
            depth += {"{": 1, "}": -1}.get(word.text, 0)
            if depth == 0 and word.text == "}":
                return word.end
    return words[-1].end
