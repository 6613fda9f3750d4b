"""Why two terms are equal: paths along the links of their clique."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush

from graph.reasoning.facts.relations import MASK, SHIFT
from graph.reasoning.forward.engine import Engine
from graph.reasoning.forward.equality import Link

Path = list[tuple[int, int, Link]]
_DERIVED = 1000
"""How much longer a link that a rule made counts than an asserted one."""


class Equations:
    """The links of each clique as a graph, built when first asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._trees: dict[int, dict[int, list[tuple[int, Link]]]] = {}
        self._webs: dict[int, dict[int, list[tuple[int, Link]]]] = {}

    def paths(self, one: int, other: int) -> Iterator[Path]:
        """Ways from a term to an equal one: along few rule-made links, then along those that made the clique.

        The second is the only one that surely rests on earlier equalities alone.
        """
        representative = self._engine.equality.find(one)
        if self._engine.equality.find(other) != representative:
            return
        if representative not in self._trees:
            self._read(representative)
        best = _shortest(self._webs[representative], one, other)
        if best is not None:
            yield best
        oldest = _shortest(self._trees[representative], one, other)
        if oldest is not None and oldest != best:
            yield oldest

    def _read(self, representative: int) -> None:
        engine = self._engine
        links = engine.equality.links.get(representative, [])
        tree = self._trees[representative] = _graph(links)
        members = set(engine.equality.clique(representative))
        asserted = [
            Link(key >> SHIFT, key & MASK)
            for key in engine.asserted.get(engine.same_as, ())
            if key >> SHIFT in members and key >> SHIFT != key & MASK
        ]
        web = self._webs[representative] = {term: list(edges) for term, edges in tree.items()}
        for term, edges in _graph(asserted).items():
            web.setdefault(term, []).extend(edges)


def _graph(links: list[Link]) -> dict[int, list[tuple[int, Link]]]:
    edges: dict[int, list[tuple[int, Link]]] = {}
    for link in links:
        edges.setdefault(link.one, []).append((link.other, link))
        edges.setdefault(link.other, []).append((link.one, link))
    return edges


def _shortest(edges: dict[int, list[tuple[int, Link]]], start: int, goal: int) -> Path | None:
    """The path with the fewest rule-made links, then the fewest links (Dijkstra)."""
    heap: list[tuple[int, int, int]] = [(0, 0, start)]
    came: dict[int, tuple[int, Link] | None] = {}
    via: dict[int, tuple[int, tuple[int, Link] | None]] = {start: (0, None)}
    count = 0
    while heap:
        cost, _, term = heappop(heap)
        if term in came:
            continue
        came[term] = via[term][1]
        if term == goal:
            return _unwind(came, goal)
        for following, link in edges.get(term, ()):
            total = cost + (1 if link.reason is None else _DERIVED)
            if following not in came and total < via.get(following, (total + 1, None))[0]:
                count += 1
                via[following] = (total, (term, link))
                heappush(heap, (total, count, following))
    return None


def _unwind(came: dict[int, tuple[int, Link] | None], goal: int) -> Path:
    path: Path = []
    step = came[goal]
    while step is not None:
        before, link = step
        path.append((before, goal, link))
        goal = before
        step = came[goal]
    return path[::-1]
