"""Invented articles and answers that the tests of the editor share."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from loaders.articles.findings import Document, Extraction
from loaders.editor import cache as records
from loaders.editor.options import EditorOptions
from loaders.editor.outcome.editor import edited, requests_of
from loaders.editor.requests import Request
from loaders.editor.taking import completion
from loaders.german_rules import GermanRules

FERRY = """Streit um die Nachtfähre nach Möwenhall

Bürgermeisterin Ulla Harms fordert die Einstellung der Nachtfähre. Der Fischerverein Möwenhall kritisiert den Plan scharf.
Die Grünen im Stadtrat wollen die Fähre nicht einstellen, sondern elektrisch betreiben. Ole Krog vom Fischerverein sagte:
„Wir brauchen die Fähre jede Nacht – ohne sie kommt kein Fang an Land.“ Die Linke unterstützt den Vorschlag der Grünen nicht.

Die Reederei Nordwind lehnt höhere Fahrpreise ab. Bürgermeisterin Harms begrüßt den Bau einer Brücke.
Der Landrat Jens Voss warnt vor einer Sperrung des Hafens. Am Montag tagt der Stadtrat.
"""
"""Six positions and more, with negations, quotations, dashes and names in several forms."""


def document(text: str = FERRY, name: str = "faehre") -> Document:
    return Document(f"document/{name}", "Streit um die Nachtfähre", text, published=dt.date(2026, 3, 2))


@cache
def draft(text: str = FERRY) -> Extraction:
    """What the rules alone read."""
    return GermanRules().extract(document(text))


def answer(**lists: Any) -> dict[str, Any]:
    """An answer with the lists that are given; the others are empty."""
    return {"keep": [], "drop": [], "fix": [], "add": [], **lists}


def number(words: str, text: str = FERRY) -> int:
    """The number that the draft gives the first statement whose quote has ``words``."""
    return next(n for n, s in enumerate(draft(text).statements, start=1) if words in s.evidence.quote)


def add(
    quote: str, holder: str = "Ulla Harms", issue: str = "Nachtfähre nach Möwenhall", **more: Any
) -> dict[str, Any]:
    """An entry of ``add``."""
    fields = {"holder": holder, "stance": "support", "act": "demand", "issue": issue, "quote": quote}
    return fields | more


def record(folder: Path, request: Request, said: Any, model: str = "invented-1") -> None:
    """Record ``said`` as the answer to ``request``, at a time that is always the same."""
    content = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    records.keep(folder, request, completion(content, model), "test", answered="2026-03-02T10:00:00Z")


def edit(folder: Path, said: Any, text: str = FERRY, **options: Any) -> Extraction:
    """The article after the answer ``said``, through a record and back."""
    from loaders.editor.asking import Asker

    found = EditorOptions(folder, mode="replay", **options)
    (request,) = requests_of(draft(text), found)
    record(folder, request, said)
    return edited(draft(text), found, Asker(found))
