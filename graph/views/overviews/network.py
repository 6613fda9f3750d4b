"""The network of agreement and conflict between actors, laid out to be drawn, and as GraphML.

The measures are those of discourse network analysis (Leifeld 2017): an actor congruence network and an
actor conflict network over the same issues, subtracted to place allies together and opponents apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from graph.knowledge.graph import KnowledgeGraph
from graph.things.memory import remembered
from graph.things.positions.positions import OPPOSE, SUPPORT, Position
from graph.things.positions.ties import Tie, stands, ties_among
from graph.views.overviews.selection import Selection, select

KINDS = ("all", "agree", "disagree")


@dataclass(frozen=True, slots=True)
class ActorNode:
    """An actor with its place (each coordinate from -1 to 1) and its number of positions."""

    iri: str
    x: float
    y: float
    positions: int


@dataclass(frozen=True, slots=True)
class Network:
    """Actors and their ties; ``more`` actors and ``weaker`` ties were left out."""

    nodes: tuple[ActorNode, ...]
    ties: tuple[Tie, ...]
    more: int
    weaker: int


@dataclass(frozen=True, slots=True)
class Ties:
    """All holders, the most active first, with their number of positions, and ties, the strongest first."""

    weights: Mapping[str, int]
    ties: tuple[Tie, ...]


def all_ties(
    positions: Iterable[Position], *, shared: int = 1, kind: str = "all", most: int | None = None
) -> Ties:
    """The ties with ``shared`` issues or more among all holders, or among the ``most`` active ones.

    ``kind`` keeps all ties, or only those where agreement (``agree``) or conflict (``disagree``) weighs more.
    """
    kept = [position for position in positions if position.asserted]
    weights = Counter(position.holder for position in kept)
    ordered = sorted(weights, key=lambda iri: (-weights[iri], iri))
    among = frozenset(ordered[:most])
    ties = [tie for tie in ties_among(stands(kept), among) if _keeps(tie, shared, kind)]
    ties.sort(key=lambda t: (-abs(t.weight), -len(t.agree) - len(t.disagree)))
    return Ties({iri: weights[iri] for iri in ordered}, tuple(ties))


@dataclass(frozen=True, slots=True)
class SharedIssue:
    """An issue that ties two actors, whether they agree on it, and the positions of the one and the other."""

    issue: str
    agreed: bool
    sides: tuple[tuple[Position, ...], tuple[Position, ...]]


def shared_issues(positions: Iterable[Position], first: str, second: str) -> tuple[SharedIssue, ...]:
    """What ties ``first`` and ``second``, with the positions it rests on; what is disputed comes first."""
    pair = (first, second)
    kept = [p for p in positions if p.asserted and p.holder in pair]
    ties = ties_among(stands(kept), frozenset(pair))
    return tuple(
        SharedIssue(issue, agreed, (_taken(kept, first, issue), _taken(kept, second, issue)))
        for tie in ties
        for agreed, issues in ((False, tie.disagree), (True, tie.agree))
        for issue in issues
    )


def _taken(positions: Iterable[Position], holder: str, issue: str) -> tuple[Position, ...]:
    return tuple(p for p in positions if p.holder == holder and p.issue == issue)


def network(
    positions: Iterable[Position], *, most: int, shared: int = 1, kind: str = "all", most_ties: int = 200
) -> Network:
    """The strongest ties (``most_ties``) among the ``most`` active holders, to be drawn; actors without a
    tie are left out."""
    found = all_ties(positions, shared=shared, kind=kind, most=most)
    weights, ties = found.weights, found.ties[:most_ties]
    chosen = list(weights)[:most]
    tied = {end for tie in ties for end in (tie.first, tie.second)}
    places = layout(sorted(tied), ((t.first, t.second, max(t.weight, 0) + 0.15) for t in ties))
    nodes = tuple(ActorNode(iri, *places[iri], weights[iri]) for iri in chosen if iri in tied)
    return Network(nodes, ties, len(weights) - len(tied), len(found.ties) - len(ties))


def network_of(
    graph: KnowledgeGraph,
    selection: Selection,
    *,
    most: int,
    most_ties: int,
    shared: int = 1,
    kind: str = "all",
) -> Network:
    """The network of what ``selection`` takes, to be drawn."""

    def draw() -> Network:
        taken = select(graph, selection).positions
        return network(taken, most=most, shared=shared, kind=kind, most_ties=most_ties)

    return remembered(graph, ("network", selection.key, kind, shared, most, most_ties), draw, shared=False)


def clusters(drawn: Network) -> dict[str, int]:
    """Which actors stand together: communities of ties with more agreement than conflict, the largest first.

    By greedy modularity (Clauset, Newman and Moore 2004); who agrees with nobody is in none.
    """
    friends = nx.Graph()
    friends.add_weighted_edges_from((t.first, t.second, t.weight) for t in drawn.ties if t.weight > 0)
    if not friends.edges:
        return {}
    found = nx.community.greedy_modularity_communities(friends, weight="weight")
    ordered = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    return {actor: place for place, group in enumerate(ordered) for actor in group}


def sides_of(positions: Iterable[Position]) -> dict[str, str]:
    """On which side each holder's asserted positions mostly are: ``support``, ``oppose`` or ``both``."""
    sums: Counter[str] = Counter()
    for position in positions:
        if position.asserted:
            sums[position.holder] += 1 if position.stance == SUPPORT else -1
    return {holder: SUPPORT if n > 0 else OPPOSE if n < 0 else "both" for holder, n in sums.items()}


def _keeps(tie: Tie, shared: int, kind: str) -> bool:
    if len(tie.agree) + len(tie.disagree) < shared:
        return False
    return kind == "all" or (tie.weight >= 0 if kind == "agree" else tie.weight <= 0)


Place = tuple[float, float]


def layout(actors: list[str], ties: Iterable[tuple[str, str, float]]) -> dict[str, Place]:
    """Places of nodes with weighted ties: each connected group by itself, the groups side by side in rows.

    A group is laid out by the method of Fruchterman and Reingold from a circle, so that the same network
    always looks the same.
    """
    drawn = nx.Graph()
    drawn.add_nodes_from(actors)
    drawn.add_weighted_edges_from(ties)
    groups = sorted((sorted(group) for group in nx.connected_components(drawn)), key=lambda g: (-len(g), g))
    sizes = [max(1.6, len(group) ** 0.5 * 1.25) for group in groups]
    width = max([*sizes, 1.3 * sum(size * size for size in sizes) ** 0.5])
    places: dict[str, Place] = {}
    across = along = row = 0.0
    for group, size in zip(groups, sizes, strict=True):
        if across and across + size > width:
            across, along, row = 0.0, along + row, 0.0
        for iri, (x, y) in _group_layout(drawn.subgraph(group), group).items():
            places[iri] = (across + size * (x + 1.15) / 2.3, along + size * (y + 1.15) / 2.3)
        across, row = across + size, max(row, size)
    return _spread(places)


def _group_layout(drawn: nx.Graph, group: list[str]) -> dict[str, Place]:
    if len(group) == 2:
        return {group[0]: (-0.6, -0.25), group[1]: (0.6, 0.25)}
    start = nx.circular_layout(group)
    distance = 2.2 / len(group) ** 0.5
    placed = nx.spring_layout(drawn, pos=start, iterations=60, seed=1, k=distance)
    return {iri: (float(placed[iri][0]), float(placed[iri][1])) for iri in group}


def _spread(places: dict[str, Place]) -> dict[str, Place]:
    """``places`` in the range from -1 to 1 on both axes, so that the names above the nodes can be read."""
    across, along = _evened(places, 0), _evened(places, 1)
    return _apart({iri: (across[iri], along[iri]) for iri in places})


def _evened(places: dict[str, Place], axis: int) -> dict[str, float]:
    """One axis from -1 to 1, half by distance and half by order: few far away leave the others room."""
    ordered = sorted(places, key=lambda iri: (places[iri][axis], iri))
    values = [places[iri][axis] for iri in ordered]
    width, last = (values[-1] - values[0] if values else 0.0), len(ordered) - 1
    if not width:
        return dict.fromkeys(ordered, 0.0)
    return {
        iri: (value - values[0]) / width + place / last - 1
        for place, (iri, value) in enumerate(zip(ordered, values, strict=True))
    }


WIDE, HIGH = 0.36, 0.12
"""What a node with its name takes of the width and height, from -1 to 1."""


def _apart(places: dict[str, Place]) -> dict[str, Place]:
    """``places`` with nodes that cover each other moved up and down, as far as there is room."""
    at = {iri: [*place] for iri, place in places.items()}
    for _ in range(80):
        moved = False
        for one, other in combinations(sorted(at, key=lambda iri: (at[iri][1], iri)), 2):
            missing = HIGH - abs(at[other][1] - at[one][1])
            if missing > 0.001 and abs(at[other][0] - at[one][0]) < WIDE:
                moved = True
                up = at[one][1] <= at[other][1]
                for iri, step in ((one, -missing), (other, missing)):
                    at[iri][1] = min(1.0, max(-1.0, at[iri][1] + (step if up else -step) / 2))
        if not moved:
            break
    return {iri: (round(x, 4), round(y, 4)) for iri, (x, y) in at.items()}


def graphml(found: Ties, labels: Callable[[str], str]) -> str:
    """All holders and ties as GraphML: nodes with label and positions, edges with counts and weight."""
    made = nx.Graph()
    for iri, positions in found.weights.items():
        made.add_node(iri, label=_xml(labels(iri)), positions=positions)
    for tie in found.ties:
        made.add_edge(
            tie.first,
            tie.second,
            agree=len(tie.agree),
            disagree=len(tie.disagree),
            weight=tie.weight,
            issues=_xml("; ".join(map(labels, (*tie.agree, *tie.disagree)))),
        )
    return "\n".join(nx.generate_graphml(made)) + "\n"


def _xml(words: str) -> str:
    """``words`` without the control characters that XML 1.0 cannot hold."""
    return "".join(c for c in words if c in "\t\n\r" or ord(c) >= 0x20)
