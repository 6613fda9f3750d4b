"""`standpunkt closure`: N-Triples in, the graph with what follows from it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from itertools import chain
from typing import IO, cast

import pyoxigraph as ox

from graph.model.plugins import find_plugin
from graph.model.reasoner import Closure, Reasoner
from ontology.errors import InputError

SAME_AS = ox.NamedNode("http://www.w3.org/2002/07/owl#sameAs")


def run_closure(
    stdin: IO[bytes], stdout: IO[bytes], stderr: IO[str], reasoner: str = "rl", *, axiomatic: bool = False
) -> int:
    """Reads N-Triples and writes them with all that follows, every term equal to itself (eq-ref) included.

    `axiomatic` adds what holds in every graph: the rules without premises.

    What no rule uses is told on `stderr`, and contradictions after it, the last line being one of them.
    Returns 1 if there are any, else 0. Raises InputError, with the line, where the input is no N-Triples.
    """
    found = cast(Callable[[], Reasoner], find_plugin("reasoners", reasoner))()
    closure = _close(found, stdin, _axiomatic() if axiomatic else ())
    asserted = getattr(closure, "asserted", ())
    ox.serialize(_with_reflexive(asserted, closure.inferred), stdout, format=ox.RdfFormat.N_TRIPLES)
    stdout.flush()
    for fault in closure.ignored:
        print(f"ignored {fault.kind}: {fault.subject} {fault.sentence.en}", file=stderr)
    clashes = closure.inconsistencies
    for clash in clashes:
        where = " ".join(f"{triple} ." for triple in clash.triples)
        print(
            f"INCONSISTENT {clash.rule}: {clash.sentence.en}. {where}".replace("\n", " ").rstrip(),
            file=stderr,
        )
    return 1 if clashes else 0


def _axiomatic() -> Iterator[ox.Triple]:
    text = files("graph.reasoning").joinpath("axiomatic.ttl").read_text(encoding="utf-8")
    return (quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))


def _close(reasoner: Reasoner, stdin: IO[bytes], more: Iterable[ox.Triple]) -> Closure:
    quads = ox.parse(stdin, format=ox.RdfFormat.N_TRIPLES)
    try:
        return reasoner.close(chain((quad.triple for quad in quads), more))
    except SyntaxError as error:
        raise InputError(f"Standard input is not N-Triples: {error}") from error


def _with_reflexive(*parts: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    seen: set[ox.NamedNode | ox.BlankNode] = set()
    for part in parts:
        for triple in part:
            yield triple
            for term in triple:
                if isinstance(term, (ox.NamedNode, ox.BlankNode)) and term not in seen:
                    seen.add(term)
                    yield ox.Triple(term, SAME_AS, term)
