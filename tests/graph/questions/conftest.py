"""Small graphs with all that follows from them: axioms by the RL engine, rules by plain SPARQL to a fixpoint."""

from collections.abc import Callable
from importlib.resources import files

import pyoxigraph as ox
import pytest

from graph import interchange
from graph.knowledge import skolemise
from graph.reasoning.closure import RLReasoner
from ontology.files import ontology_files
from ontology.terms import PREFIXES

BASE = "http://127.0.0.1:5000/"
Closed = Callable[[str], "Facts"]


class Facts:
    """A closed graph that answers in short names: ``("actor/a", "supports", "issue/x") in facts``."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def __contains__(self, edge: tuple[str, str, str]) -> bool:
        subject, predicate, target = edge
        prefix, name = predicate.split(":") if ":" in predicate else ("sp", predicate)
        pattern = (
            ox.NamedNode(BASE + subject),
            ox.NamedNode(PREFIXES[prefix] + name),
            ox.NamedNode(BASE + target),
        )
        return next(self.store.quads_for_pattern(*pattern), None) is not None


def rules() -> dict[str, str]:
    """The rule files by name."""
    found = sorted(
        (f for f in (files("graph") / "rules").iterdir() if f.name.endswith(".rq")), key=lambda f: f.name
    )
    return {f.name.removesuffix(".rq"): f.read_text(encoding="utf-8") for f in found}


@pytest.fixture(scope="session")
def schema() -> list[ox.Triple]:
    text = ontology_files()["standpunkt"]
    return list(skolemise(interchange.read_turtle(text, BASE), BASE, "standpunkt"))


@pytest.fixture(scope="session")
def closed(schema: list[ox.Triple]) -> Closed:
    """Closes a Turtle text (prefixes given, relative IRIs under the base) under the axioms and the rules."""

    def close(turtle: str) -> Facts:
        head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
        data = [*schema, *interchange.read_turtle(head + turtle, BASE)]
        closure = RLReasoner().close(data)
        store = ox.Store()
        store.extend(ox.Quad(*triple) for triple in [*data, *closure.inferred])
        while new := _derived(store):
            delta = closure.add(new)
            store.extend(ox.Quad(*triple) for triple in new | delta.added)
        return Facts(store)

    return close


def _derived(store: ox.Store) -> set[ox.Triple]:
    found: set[ox.Triple] = set()
    for text in rules().values():
        answer = store.query(text)
        assert isinstance(answer, ox.QueryTriples)
        found |= {triple for triple in answer if ox.Quad(*triple) not in store}
    return found
