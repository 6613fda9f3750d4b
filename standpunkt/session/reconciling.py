"""Names of ours looked up in a reconciliation service of others; what is accepted is recorded as decisions.

Protocol: Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group, 2023). Only the names are
sent, and only to the address that was given.
"""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin

from graph.decisions import things
from graph.decisions.records import Decision, curations, now_by
from graph.knowledge.graph import KnowledgeGraph
from graph.knowledge.writing import in_one_turn
from graph.model.named_graphs import is_iri
from graph.things.things import thing
from graph.views.directories import directory
from ontology.errors import InputError, NotFoundError

BATCH, SECONDS, MOST_BYTES = 10, 30, 5_000_000
"""Names of one request, seconds it may take, bytes of an answer that are read."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """That ``thing`` (IRI) may be what the service calls ``other`` (IRI) and ``name``."""

    thing: str
    other: str
    name: str
    score: float
    match: bool


def look_up(
    graph: KnowledgeGraph, service: str, wanted: Iterable[str] = (), *, kind: str = "", most: int = 3
) -> list[Counterpart]:
    """The candidates of ``service`` (address) for things (IRIs, also relative; none: actors without a link).

    ``kind`` is the service's type of what is looked for. Raises ``InputError`` where the service does not
    answer as the protocol says, ``NotFoundError`` for a thing that is not here.
    """
    named = _named(graph, wanted)
    space = str(_asked(service).get("identifierSpace", ""))
    found = []
    for start in range(0, len(named), BATCH):
        batch = named[start : start + BATCH]
        extra = {"type": kind} if kind else {}
        queries = {f"q{i}": {"query": name, "limit": most, **extra} for i, (_, name) in enumerate(batch)}
        answer = _asked(service, urlencode({"queries": json.dumps(queries)}).encode())
        for i, (iri, _) in enumerate(batch):
            result = answer.get(f"q{i}")
            given = result.get("result") if isinstance(result, dict) else None
            found += [one for c in given or () if (one := _candidate(iri, c, space)) is not None]
    return found


@in_one_turn
def accept(graph: KnowledgeGraph, found: Sequence[Counterpart], by: str, service: str) -> list[Counterpart]:
    """Record what the service itself is sure of, one candidate a thing, as decisions; gives those."""
    sure = [one for one in found if one.match]
    taken = [one for one in sure if sum(other.thing == one.thing for other in sure) == 1]
    for one in taken:
        change = things.make(
            graph, Decision.LINKED, one.thing, one.other, now_by(by), comment=f"{one.name}, by {service}"
        )
        graph.change(add=change.add, remove=change.remove)
    return taken


def _named(graph: KnowledgeGraph, wanted: Iterable[str]) -> list[tuple[str, str]]:
    """Things and their names: those ``wanted``, else the named actors that nobody has linked."""
    iris = [urljoin(graph.base, name) for name in wanted]
    if unknown := [iri for iri in iris if not thing(graph, iri).labels]:
        raise NotFoundError(f"There is no <{unknown[0]}> in this graph.")
    if not iris:
        linked = {c.target for c in curations(graph) if c.is_in_force and c.decision is Decision.LINKED}
        start = f"{graph.base}actor/"
        every = (entry.iri for entry in directory(graph, "actors"))
        iris = [iri for iri in every if iri not in linked and "/" not in iri.removeprefix(start)]
    return [(iri, thing(graph, iri).label("de")) for iri in iris]


def _candidate(iri: str, told: object, space: str) -> Counterpart | None:
    """What the service told of one candidate, ``None`` where it is no address."""
    if not isinstance(told, dict) or not isinstance(told.get("id"), str):
        return None
    other = told["id"] if "://" in told["id"] else space + told["id"]
    score = told.get("score")
    if "://" not in other or not is_iri(other):
        return None
    number = float(score) if isinstance(score, int | float) else 0.0
    return Counterpart(iri, other, str(told.get("name", ""))[:200], number, told.get("match") is True)


def _asked(service: str, data: bytes | None = None) -> dict[str, Any]:
    """The answer of ``service`` to a POST of ``data``, without any to a GET."""
    if not service.startswith(("http://", "https://")):
        raise InputError(f"{service[:80]!r} is no address of a service: it begins with https:// or http://.")
    request = urllib.request.Request(service, data, {"Accept": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as response:
            answer = json.loads(response.read(MOST_BYTES))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{service} does not answer as a reconciliation service: {error}.") from error
    if not isinstance(answer, dict):
        raise InputError(f"{service} does not answer as a reconciliation service: no object.")
    return answer
