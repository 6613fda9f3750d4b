"""Agreement and conflict between actors: who takes the same side of how many issues, and who the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from graph.knowledge.graph import KnowledgeGraph
from graph.things.memory import remembered
from graph.things.positions.positions import OPPOSE, SUPPORT, Position, all_positions

Stands = dict[str, dict[str, frozenset[str]]]
"""By issue and holder: the stances taken. Both stances at once are a change of mind, and tie nobody."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What two actors share: issues on the same side, and issues on opposite sides."""

    first: str
    second: str
    agree: tuple[str, ...]
    disagree: tuple[str, ...]

    @property
    def weight(self) -> int:
        """Issues agreed on less issues disputed."""
        return len(self.agree) - len(self.disagree)


def stands(positions: Iterable[Position]) -> Stands:
    """The asserted stances by issue and holder."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for position in positions:
        if position.asserted:
            found[position.issue][position.holder].add(position.stance)
    return {
        issue: {holder: frozenset(taken) for holder, taken in holders.items()}
        for issue, holders in found.items()
    }


def all_stands(graph: KnowledgeGraph) -> Stands:
    """The stances of the whole graph."""
    return remembered(graph, "stands", lambda: stands(all_positions(graph)))


def ties_of(found: Stands, actor: str) -> list[Tie]:
    """The ties of one actor, the strongest first."""
    agree: defaultdict[str, list[str]] = defaultdict(list)
    disagree: defaultdict[str, list[str]] = defaultdict(list)
    for issue, holders in found.items():
        own = holders.get(actor)
        if own is None or len(own) != 1:
            continue
        for other, taken in holders.items():
            if other != actor and len(taken) == 1:
                (agree if taken == own else disagree)[other].append(issue)
    made = [Tie(actor, o, tuple(agree[o]), tuple(disagree[o])) for o in sorted({*agree, *disagree})]
    return sorted(made, key=lambda tie: -(len(tie.agree) + len(tie.disagree)))


def ties_among(found: Stands, actors: frozenset[str]) -> list[Tie]:
    """Every tie between two of ``actors``."""
    agree: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    disagree: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for issue, holders in found.items():
        single = sorted(
            (h, t) for h, t in ((h, tuple(t)) for h, t in holders.items() if h in actors) if len(t) == 1
        )
        for (first, one), (second, two) in combinations(single, 2):
            (agree if one == two else disagree)[first, second].append(issue)
    return [Tie(a, b, tuple(agree[a, b]), tuple(disagree[a, b])) for a, b in sorted({*agree, *disagree})]


@dataclass(frozen=True, slots=True)
class Contest:
    """An issue with its supporters and opponents (IRIs)."""

    issue: str
    supporters: tuple[str, ...]
    opponents: tuple[str, ...]


def contests(found: Stands) -> list[Contest]:
    """Issues with their sides, the most contested first: where both sides are strong."""
    made = [
        Contest(
            issue,
            tuple(sorted(h for h, taken in holders.items() if SUPPORT in taken)),
            tuple(sorted(h for h, taken in holders.items() if OPPOSE in taken)),
        )
        for issue, holders in found.items()
    ]
    return sorted(
        made,
        key=lambda c: (
            -min(len(c.supporters), len(c.opponents)),
            -len(c.supporters) - len(c.opponents),
            c.issue,
        ),
    )
