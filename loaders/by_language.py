"""The extractor that reads each passage of a text by the rules of its language.

A German text is read by ``german-rules``, an English one by ``english-rules``; of a text in both each reads
its own passages and
sees nothing of the others. What is in a third language is left out, with a word in the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from loaders.articles.extractor import Extractor
from loaders.articles.findings import Actor, Document, Evidence, Extraction, Skipped, Span
from loaders.articles.languages import READ, Stretch, passages
from loaders.articles.reading_view import Edit, Rule, read_through
from loaders.english_rules import EnglishRules
from loaders.german_rules import GermanRules

_LONGEST_SKIPPED = 200  # code points of a passage that is shown as left out


class Rules:
    """Reads German and English political texts, each passage by the rules of its language."""

    name = "rules"

    def __init__(self) -> None:
        self._readers: dict[str, Extractor] = {"de": GermanRules(), "en": EnglishRules()}

    def extract(self, document: Document) -> Extraction:
        """Everything the text of ``document`` says; the same text always gives the same extraction."""
        found = passages(document.text, document.language if document.language in READ else "de")
        languages = {passage.language for passage in found}
        if len(languages) == 1 and languages <= set(READ):
            return self._readers[languages.pop()].extract(document)
        parts = [
            read_through((_without(found, language),), self._readers[language].extract, document)
            for language in READ
            if language in languages
        ]
        return _joined(document, parts, [passage for passage in found if passage.language not in READ])


def _without(found: Sequence[Stretch], language: str) -> Rule:
    """The rule that blanks the passages of other languages; every code point keeps its place."""

    def rule(text: str) -> Iterable[Edit]:
        for passage in found:
            if passage.language != language:
                span = passage.span
                yield Edit(span.start, span.end, re.sub(r"[^\n]", " ", span.of(text)))

    return rule


def _joined(document: Document, parts: Sequence[Extraction], foreign: Sequence[Stretch]) -> Extraction:
    """The extractions of the passages as one, in text order; an actor of two languages is one."""
    actors: dict[str, Actor] = {}
    for part in parts:
        for actor in part.actors:
            actors.setdefault(actor.id, actor)
    skipped = [skip for part in parts for skip in part.skipped]
    for passage in foreign:
        start = passage.span.start
        cut = Span(start, min(passage.span.end, start + _LONGEST_SKIPPED))
        skipped.append(Skipped(Evidence.of(document, cut), f"a passage in {passage.language!r}: not read"))
    return Extraction(
        document,
        tuple(actors.values()),
        tuple(sorted((m for p in parts for m in p.mentions), key=lambda m: (m.span.start, -m.span.end))),
        tuple(sorted((s for p in parts for s in p.statements), key=lambda s: s.evidence.span)),
        tuple(sorted((q for p in parts for q in p.quotations), key=lambda q: q.spans[0])),
        tuple(e for p in parts for e in p.events),
        tuple(t for p in parts for t in p.tenures),
        tuple(r for p in parts for r in p.norm_rules),
        tuple(skipped),
        tuple(m for p in parts for m in p.memberships),
    )
