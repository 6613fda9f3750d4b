"""Passages: the spans of documents that prove what the graph says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.knowledge.graph import KnowledgeGraph
from graph.stores.repository import Repository, Row, texts
from graph.things.following import table


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document with its words. Offsets are code points, end exclusive."""

    document: str
    """IRI of the document."""
    start: int
    end: int
    quote: str
    title: str = ""
    """Title of the document, where it was asked for."""
    date: str | None = None
    """Date of publication, ISO 8601, where it was asked for and is known."""


def documents(graph: KnowledgeGraph) -> Mapping[str, Row]:
    """What is told of every document, by IRI: title, day, source, language."""
    return table(graph, "page-documents", "document", lambda rows: rows[0])


def quoted_spans(graph: Repository, document: str) -> list[tuple[int, int]]:
    """The spans of ``document`` (IRI) that the graph quotes, in order (code points, end exclusive)."""
    rows = texts(graph, "page-quoted", document=document)
    return sorted({(int(row["start"]), int(row["end"])) for row in rows})


def passage_of(row: Row) -> Passage | None:
    """The passage in a row's ``document``, ``start``, ``end`` and ``quote``, ``None`` if it has none."""
    if "document" not in row or "start" not in row:
        return None
    document = row["document"]
    title = row.get("title", document.rsplit("/", 1)[-1])
    return Passage(
        document, int(row["start"]), int(row["end"]), row.get("quote", ""), title, row.get("issued")
    )


def with_passage(passages: tuple[Passage, ...], row: Row) -> tuple[Passage, ...]:
    """``passages`` with the one of ``row``, once each."""
    passage = passage_of(row)
    return passages if passage is None or passage in passages else (*passages, passage)
