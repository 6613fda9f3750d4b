"""Invented articles for tests: what a text says, each thing with the words that prove it."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.articles.findings import (
    Act,
    Actor,
    Document,
    Event,
    Evidence,
    Extraction,
    Issue,
    NormRule,
    Quotation,
    Span,
    Stance,
    Statement,
    Tenure,
)

Found = Statement | Quotation | Event | Tenure | NormRule


def proof(document: Document, words: str) -> Evidence:
    """The first place in the text that says ``words``."""
    start = document.text.index(words)
    return Evidence.of(document, Span(start, start + len(words)))


def statement(
    holder: Actor, stance: str, act: str, issue: Issue, evidence: Evidence, **more: object
) -> Statement:
    """A position; ``more`` are further fields, and may replace rule and confidence."""
    fields = {"rule": "test", "confidence": 0.9, **more}
    return Statement(holder, Stance(stance), Act(act), issue, evidence, **fields)  # type: ignore[arg-type]


def extraction(document: Document, found: Iterable[Found], actors: Iterable[Actor] = ()) -> Extraction:
    """Everything found in ``document``, each kind in the order given."""
    kinds: dict[type, list[Found]] = {k: [] for k in (Statement, Quotation, Event, Tenure, NormRule)}
    for thing in found:
        kinds[type(thing)].append(thing)
    return Extraction(document, tuple(actors), (), *map(tuple, kinds.values()))
