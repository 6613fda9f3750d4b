"""The German extractor: sentences, actors, quotations, clauses, positions, events and rules, in this order."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from loaders.actors import find_actors
from loaders.clauses import read_clauses
from loaders.model import Document, Extraction, Span, Statement
from loaders.phrases import Phrase
from loaders.quotes import QuotationIndex, find_quotations
from loaders.stances import StanceReader
from loaders.tokens import read_sentences


class GermanRules:
    """Reads German political news by grammar and lexicon; deterministic and offline."""

    name = "german-rules"

    def extract(self, document: Document) -> Extraction:
        """Everything the text of ``document`` says; the same text always gives the same extraction."""
        sentences = read_sentences(document.text)
        actors = find_actors(sentences, document)
        quotations = find_quotations(sentences, actors, document)
        reader = StanceReader(document, actors, QuotationIndex(quotations))
        names = sorted({m.span for m in actors.mentions})
        statements: list[Statement] = []
        for sentence in sentences:
            inside = _within(names, sentence.start, sentence.end)

            def acts(phrase: Phrase, first: int = sentence.start) -> bool:
                return False

            clauses = read_clauses(sentence, inside, None)
            statements += reader.read(clauses, sentence.index)
        return Extraction(
            document,
            actors=tuple(actors.actors),
            mentions=tuple(actors.mentions),
            statements=_unique(statements),
            quotations=quotations,
            tenures=tuple(getattr(actors, "tenures", ())),
        )


def _within(spans: list[Span], start: int, end: int) -> list[Span]:
    return [s for s in spans if s.start >= start and s.end <= end]


def _unique(statements: list[Statement]) -> tuple[Statement, ...]:
    """One statement for each holder, issue and stance of an evidence; in text order."""
    kept: dict[tuple[Any, ...], Statement] = {}
    for statement in statements:
        span = statement.evidence.span
        key = (statement.holder.id, statement.issue.id, statement.stance, span.start, span.end)
        kept.setdefault(key, statement)
    return tuple(
        sorted(
            kept.values(), key=lambda s: (s.evidence.span.start, s.evidence.span.end, s.holder.id, s.issue.id)
        )
    )


__all__ = ["Callable", "GermanRules", "importlib"]
