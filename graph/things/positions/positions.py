"""Positions and inferred stances."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph
from graph.model import named_graphs
from graph.rdf.terms import day, local_name
from graph.stores.repository import Row
from graph.things.following import followed, rows_with, table
from graph.things.issues import broadest
from graph.things.memory import remembered
from graph.things.passages import Passage, documents, with_passage

SUPPORT, OPPOSE = "support", "oppose"
OPPOSITE = {SUPPORT: OPPOSE, OPPOSE: SUPPORT}
ORIGINS = ("rules", "model", "rules+model")
"""By whom a position may be found."""


def said_plainly(modality: str | None) -> bool:
    """Whether what has this ``modality`` is asserted: not only conditional, imagined, asked or negated.

    A graph of another program may leave the modality out, which then says nothing against it.
    """
    return modality in ("asserted", "", None)


@dataclass(frozen=True, slots=True)
class Position:
    """One position with the passages that prove it; things are IRIs.

    ``stance``, ``act`` and ``modality`` are local names in lower case; ``reporter`` is who reports the
    position where that is not its holder. ``sided`` says whether it takes a side in the graph: a candidate, a
    threat or what was held long ago does not, nor what a later position superseded. ``history`` says that it
    is one of the last two, ``when`` in what words the text tells of another time ("früher", "bis 2019").
    ``origin`` is who found it: ``rules``, a language ``model`` or ``rules+model``. ``narrower`` is the issue
    it is on where ``issue`` is a broader one, for which it is counted.
    """

    iri: str
    holder: str
    issue: str
    stance: str
    act: str
    modality: str
    confidence: float | None = None
    rule: str = ""
    date: dt.date | None = None
    reporter: str | None = None
    condition: str | None = None
    quotation: str | None = None
    passages: tuple[Passage, ...] = ()
    sided: bool = True
    history: bool = False
    when: str = ""
    origin: str = "rules"
    narrower: str = ""

    @property
    def plain(self) -> bool:
        """Whether the text says it plainly: see ``said_plainly``."""
        return said_plainly(self.modality)

    @property
    def asserted(self) -> bool:
        """Whether the text asserts the position (and the graph draws an edge from it)."""
        return self.sided and self.plain

    @property
    def is_open(self) -> bool:
        """Whether it counts neither as for nor against, nor did so once: no plain sign stands by it."""
        return not self.asserted and not self.history

    @property
    def withheld(self) -> bool:
        """Whether the text says it plainly, and yet it ``is_open``: why, ``withheld.whys_withheld`` tells."""
        return self.is_open and self.plain

    @property
    def stood(self) -> bool:
        """Whether the text asserts it for its own day: as ``asserted``, or superseded by a later position."""
        superseded = self.history and not self.when
        return (self.sided or superseded) and self.plain

    @property
    def document(self) -> str:
        """The document (IRI) of the first passage; ``""`` where there is none."""
        return self.passage.document

    @property
    def passage(self) -> Passage:
        """The first passage that proves it; an empty one where there is none."""
        return self.passages[0] if self.passages else Passage("", 0, 0, "")


_KEYS: dict[str, Callable[[Position], Set[str]]] = {
    "holder": lambda position: {position.holder},
    "issue": lambda position: {position.issue},
    "document": lambda position: {passage.document for passage in position.passages},
    "position": lambda position: {position.iri},
}
"""By which IRIs a position is asked for."""


@dataclass(frozen=True, slots=True)
class InferredStance:
    """An edge from an actor to an issue that follows from others: ``property`` is its IRI.

    ``narrower`` is the issue of the edge where ``issue`` is a broader one, for which it is counted.
    """

    holder: str
    property: str
    issue: str
    stance: str
    narrower: str = ""

    is_open: ClassVar[bool] = False
    """It always counts: see ``Position.is_open``."""


def fields_of(row: Row) -> dict[str, Any]:
    """The fields of the position that a row of a query tells of, without its passage."""
    confidence = row.get("confidence")
    return {
        "iri": row["position"],
        "holder": row["holder"],
        "issue": row["issue"],
        "stance": local_name(row["stance"]),
        "act": local_name(row.get("act")),
        "modality": local_name(row.get("modality")),
        "confidence": float(confidence) if confidence else None,
        "rule": row.get("rule", ""),
        "date": day(row.get("date")),
        "reporter": row.get("reporter"),
        "condition": row.get("condition"),
        "quotation": row.get("quotation"),
        "sided": "sided" in row and "newer" not in row,
        "history": "former" in row or "newer" in row,
        "when": row.get("when", ""),
        "origin": row.get("origin", "rules"),
    }


def positions(graph: KnowledgeGraph, **parameters: str) -> tuple[Position, ...]:
    """Positions with the given ``holder``, ``issue``, ``document`` or ``position`` (IRIs), newest first."""
    if not parameters:
        return all_positions(graph, versions=True)
    (first, iri), *others = parameters.items()
    found = _positions_by(graph, first).get(iri, ())
    return tuple(p for p in found if all(iri in _KEYS[name](p) for name, iri in others))


def _positions_by(graph: KnowledgeGraph, name: str) -> dict[str, list[Position]]:
    """Every position by what it is asked for by, newest first."""

    def build() -> dict[str, list[Position]]:
        found: defaultdict[str, list[Position]] = defaultdict(list)
        for position in all_positions(graph, versions=True):
            for iri in _KEYS[name](position):
                found[iri].append(position)
        return dict(found)

    return remembered(graph, ("positions by", name), build)


def all_positions(graph: KnowledgeGraph, *, versions: bool = False) -> tuple[Position, ...]:
    """Every position of the graph, newest first, read once for each revision of the graph.

    What several versions of one text say, or a headline and the text below it, counts once, unless
    ``versions`` asks for each.
    """
    if versions:
        return remembered(graph, "positions of all versions", lambda: _sorted(graph))
    return remembered(graph, "positions", lambda: once(graph, all_positions(graph, versions=True)))


def positions_by_iri(graph: KnowledgeGraph) -> Mapping[str, Position]:
    """Every position by its IRI, those of all versions, in step with the writes."""
    return table(graph, "page-positions", "position", _position, ("evidence", "time", "document"))


def _sorted(graph: KnowledgeGraph) -> tuple[Position, ...]:
    """Every position, newest first, those without a date last."""
    found = positions_by_iri(graph)
    ordered = [found[iri] for iri in sorted(found)]
    undated = [position for position in ordered if position.date is None]
    dated = [position for position in ordered if position.date is not None]
    return (*sorted(dated, key=lambda p: p.date or dt.date.min, reverse=True), *undated)


def _position(rows: Sequence[Row]) -> Position:
    position = Position(**fields_of(rows[0]))
    for row in rows:
        position = replace(position, passages=with_passage(position.passages, row))
    return position


def once(graph: KnowledgeGraph, found: Iterable[Position]) -> tuple[Position, ...]:
    """``found`` without what a headline or a version of a text only repeats; the first text goes first."""
    firsts = remembered(graph, "versions", lambda: _firsts(graph))
    heading = headlines(graph)
    kept = [p for p in found if p.iri not in heading] if heading else list(found)
    if not firsts:
        return tuple(kept)
    told: dict[tuple[str, ...], str] = {}
    for position in sorted(kept, key=lambda p: p.document in firsts):
        told.setdefault(_said(position, firsts), position.document)
    return tuple(p for p in kept if told[_said(p, firsts)] == p.document)


def headlines(graph: KnowledgeGraph) -> Mapping[str, str]:
    """The positions (IRIs) of headlines, each with the one that says the same in the text below it.

    The same is what the same actor holds, at least as surely, on the same issue or a special form of it.
    """
    return remembered(graph, "headlines", lambda: _headlines(graph))


def _headlines(graph: KnowledgeGraph) -> dict[str, str]:
    titles = {iri: row["title"] for iri, row in documents(graph).items()}
    every = all_positions(graph, versions=True)
    on_top = [p for p in every if _tops(p.passage, titles.get(p.document, ""))]
    if not on_top:
        return {}
    there, tops = {p.document for p in on_top}, broadest(graph)

    def said(position: Position) -> tuple[str, str, str, str]:
        return position.document, position.holder, tops.get(position.issue, position.issue), position.stance

    heading = {p.iri for p in on_top}
    below = [p for p in every if p.document in there and p.iri not in heading]
    surest = {said(p): p for p in sorted(below, key=lambda p: (p.sided, p.stood))}
    same = ((p, surest.get(said(p))) for p in on_top)
    return {p.iri: q.iri for p, q in same if q and (q.sided, q.stood) >= (p.sided, p.stood)}


def _tops(passage: Passage, title: str) -> bool:
    """Whether ``passage`` is (a part of) the headline of a document of that title."""
    return 0 < len(passage.quote) <= len(title) and passage.start <= len(title) and passage.quote in title


def _firsts(graph: KnowledgeGraph) -> dict[str, str]:
    """Each document that is a version to the one that it is a version of."""
    return dict(table(graph, "page-versions", "document", lambda rows: rows[-1]["first"], ("first",)))


def _said(position: Position, firsts: dict[str, str]) -> tuple[str, ...]:
    """What a position says, and in which text whatever the version."""
    text = firsts.get(position.document, position.document)
    return text, position.holder, position.issue, position.stance, position.act, position.modality


def inferred_stances(graph: KnowledgeGraph, **parameters: str) -> tuple[InferredStance, ...]:
    """Stances no text states as they are: of states through officials, of members, of broader issues.

    ``parameters`` may bind ``holder`` and ``issue`` (IRIs).
    """
    rows = graph.texts("page-inferred-stances", inferred=_inferred(graph).value, **parameters)
    return tuple(dict.fromkeys(map(_stance, rows)))


def _inferred(graph: KnowledgeGraph) -> ox.NamedNode:
    return graph.iri(named_graphs.INFERRED)


def _stance(row: Row) -> InferredStance:
    return InferredStance(row["holder"], row["property"], row["issue"], local_name(row["stance"]))


def all_inferred_stances(graph: KnowledgeGraph) -> tuple[InferredStance, ...]:
    """Every inferred stance, holder by holder."""

    def build() -> _Inferred:
        return _Inferred(_by_holder(graph, None), _takers(graph))

    def renew(old: _Inferred, changed: frozenset[str]) -> _Inferred:
        takers = _takers(graph)
        again = {of[iri] for of in (old.takers, takers) for iri in changed & of.keys()} | changed
        kept = {holder: found for holder, found in old.stances.items() if holder not in again}
        return _Inferred({**kept, **_by_holder(graph, again)}, takers)

    stances = followed(graph, "inferred stances", build, renew).stances
    return tuple(stance for _, found in sorted(stances.items()) for stance in found)


@dataclass(frozen=True, slots=True)
class _Inferred:
    """The inferred stances by holder, and by position who took it when they were read."""

    stances: Mapping[str, tuple[InferredStance, ...]]
    takers: Mapping[str, str]


def _takers(graph: KnowledgeGraph) -> dict[str, str]:
    return {position.iri: position.holder for position in all_positions(graph, versions=True)}


def _by_holder(graph: KnowledgeGraph, holders: Set[str] | None) -> dict[str, tuple[InferredStance, ...]]:
    """The inferred stances of ``holders`` (IRIs), of everybody where that is ``None``."""
    wanted = {} if holders is None else {"holder": [ox.NamedNode(iri) for iri in sorted(holders)]}
    found: defaultdict[str, dict[InferredStance, None]] = defaultdict(dict)
    for row in rows_with(graph, "page-inferred-stances", {"inferred": [_inferred(graph)], **wanted}):
        found[row["holder"]][_stance(row)] = None
    return {holder: tuple(of) for holder, of in found.items()}
