"""`standpunkt closure`: N-Triples in, the graph and what follows from it out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import IO

import pyoxigraph as ox

from graph.reasoning.closure import RLClosure
from graph.reasoning.engine import Engine

SAME_AS = ox.NamedNode("http://www.w3.org/2002/07/owl#sameAs")


def run_closure(stdin: IO[bytes], stdout: IO[bytes], stderr: IO[str]) -> int:
    """Reads N-Triples, writes them with all that follows; 1 on a contradiction, told in the last line."""
    triples = [quad.triple for quad in ox.parse(stdin, format=ox.RdfFormat.N_TRIPLES)]
    closure = RLClosure(triples)
    ox.serialize(_all(triples, closure), stdout, format=ox.RdfFormat.N_TRIPLES)
    stdout.flush()
    engine: Engine = closure._engine
    if engine.clashes:
        rule, values = next(iter(engine.clashes))
        name = rule if isinstance(rule, str) else rule.template.name
        terms = " ".join(str(engine.terms.terms[v]) for v in values)
        print(f"INCONSISTENT {name}: {terms}", file=stderr)
        return 1
    return 0


def _all(triples: list[ox.Triple], closure: RLClosure) -> Iterator[ox.Triple]:
    seen = set()
    for triple in [*triples, *closure.inferred]:
        yield triple
        for term in (triple.subject, triple.predicate, triple.object):
            if term not in seen and not isinstance(term, ox.Literal):
                seen.add(term)
                yield ox.Triple(term, SAME_AS, term)


if __name__ == "__main__":
    sys.exit(run_closure(sys.stdin.buffer, sys.stdout.buffer, sys.stderr))
