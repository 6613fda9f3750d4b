"""A document to read: its text cut where highlights begin and end, so that overlapping ones can be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from graph.knowledge.graph import KnowledgeGraph
from graph.things.facts import Quotation, quotations
from graph.things.passages import quoted_spans
from graph.things.positions.dropped import DroppedPosition, dropped_positions
from graph.things.positions.positions import Position, headlines, positions


@dataclass(frozen=True, slots=True)
class Highlight:
    """A span to show (code points, end exclusive) of a position, quotation, actor or passage (``kind``)."""

    start: int
    end: int
    kind: str
    iri: str
    number: int = 0
    """Where it stands in the list of its kind, from 1."""
    stance: str = ""
    unsure: bool = False
    heading: bool = False
    """Whether it is a headline that only says what the position of that number says in the text."""


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A piece of text with the highlights that cover it, the longest first, and those that end with it."""

    text: str
    covering: tuple[Highlight, ...]
    starting: tuple[Highlight, ...]
    ending: tuple[Highlight, ...]

    def of(self, kind: str) -> Highlight | None:
        """The shortest highlight of a kind that covers the piece."""
        return next((h for h in reversed(self.covering) if h.kind == kind), None)

    @property
    def stance(self) -> str:
        """The stance of the positions that cover the piece, ``both`` where they differ, else ``""``."""
        stances = {h.stance for h in self.covering if h.kind == "position"}
        return "both" if len(stances) > 1 else next(iter(stances), "")

    @property
    def unsure(self) -> bool:
        """Whether a covering position is unsure."""
        return any(h.unsure for h in self.covering)


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document with everything found in it; ``paragraphs`` are lists of segments.

    ``dropped`` is what a language model took out.
    """

    extractor: str
    positions: tuple[Position, ...]
    quotations: tuple[Quotation, ...]
    paragraphs: tuple[tuple[TextPiece, ...], ...]
    dropped: tuple[DroppedPosition, ...] = ()


_GAP = TextPiece(" […] ", (), (), ())
"""Stands for words that are not shown."""


def read_document(
    graph: KnowledgeGraph,
    iri: str,
    passage: tuple[int, int] | None = None,
    unsure_below: float = 0.0,
    *,
    whole: bool = True,
) -> DocumentText | None:
    """The document at ``iri`` with highlights, and with one passage marked; ``None`` if there is none.

    Positions with a confidence below ``unsure_below`` (0 to 1) or that take no side are marked as unsure.
    Of a text that is not shown ``whole`` only what the graph quotes is there, with a mark for each gap.
    """
    row = next(iter(graph.texts("page-text", document=iri)), None)
    if row is None:
        return None
    body = row["text"]
    every, heading = sorted(positions(graph, document=iri), key=_place), headlines(graph)
    taken = tuple(position for position in every if position.iri not in heading)
    quoted = quotations(graph, iri)
    numbers = {position.iri: number for number, position in enumerate(taken, start=1)}
    highlights = [
        _highlight(p, numbers[heading.get(p.iri, p.iri)], unsure_below, heading=p.iri in heading)
        for p in every
    ]
    highlights += [Highlight(x.start, x.end, "quotation", q.iri) for q in quoted for x in q.passages]
    highlights += find_names(body, _names(graph, iri))
    if passage:
        highlights.append(Highlight(*passage, "passage", ""))
    if not whole:
        highlights += [Highlight(*span, "quoted", "") for span in quoted_spans(graph, iri)]
    paragraphs = cut(body, highlights)
    return DocumentText(
        row.get("extractor", ""),
        taken,
        quoted,
        paragraphs if whole else tuple(map(_quoted, paragraphs)),
        dropped_positions(graph, iri),
    )


def _quoted(pieces: tuple[TextPiece, ...]) -> tuple[TextPiece, ...]:
    """The pieces that the graph quotes; each gap between them is one mark."""
    found: list[TextPiece] = []
    for piece in pieces:
        if piece.of("quoted"):
            found.append(piece)
        elif not found or found[-1] != _GAP:
            found.append(_GAP)
    return tuple(found)


def _place(position: Position) -> tuple[int, int, str]:
    return position.passage.start, position.passage.end, position.iri


def _highlight(position: Position, number: int, unsure_below: float, *, heading: bool) -> Highlight:
    unsure = (position.confidence or 1.0) < unsure_below or not position.asserted
    place = position.passage
    return Highlight(
        place.start, place.end, "position", position.iri, number, position.stance, unsure, heading
    )


def _names(graph: KnowledgeGraph, document: str) -> dict[str, str]:
    """The names of the actors of a document, each with its actor; ambiguous names left out."""
    actors: dict[str, set[str]] = {}
    for row in graph.texts("page-mentioned", document=document):
        actors.setdefault(row["name"], set()).add(row["actor"])
    return {name: next(iter(found)) for name, found in actors.items() if len(found) == 1 and len(name) > 1}


def find_names(body: str, actors: dict[str, str]) -> list[Highlight]:
    """Where ``body`` has one of the names as whole words (also in the genitive), longer names first."""
    if not actors:
        return []
    longest_first = sorted(actors, key=lambda name: (-len(name), name))
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, longest_first)) + r")(?=s?(?!\w))")
    return [Highlight(m.start(), m.end(), "actor", actors[m.group()]) for m in pattern.finditer(body)]


def cut(body: str, highlights: list[Highlight]) -> tuple[tuple[TextPiece, ...], ...]:
    """``body`` in paragraphs of segments; no highlight begins or ends inside a segment."""
    inside = [h for h in highlights if 0 <= h.start < h.end <= len(body)]
    bounds = {0, len(body)} | {at for h in inside for at in (h.start, h.end)}
    breaks = [m.span() for m in re.finditer(r"\n\s*\n|\n", body)]
    bounds |= {at for span in breaks for at in span}
    starts = {start for start, _ in breaks}
    paragraphs: list[tuple[TextPiece, ...]] = []
    current: list[TextPiece] = []
    marks = sorted(bounds)
    for start, end in pairwise(marks):
        if start in starts:
            paragraphs.append(tuple(current))
            current = []
        covering = sorted(
            (h for h in inside if h.start <= start and end <= h.end),
            key=lambda h: (h.start - h.end, -h.start, h.number),
        )
        current.append(
            TextPiece(
                body[start:end] if start not in starts else "",
                tuple(covering),
                tuple(h for h in covering if h.start == start),
                tuple(h for h in covering if h.end == end),
            )
        )
    paragraphs.append(tuple(current))
    return tuple(p for p in paragraphs if any(s.text or s.ending for s in p))
