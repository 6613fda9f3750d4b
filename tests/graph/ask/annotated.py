"""The development articles with their annotations as a graph: what a perfect extractor would load."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.knowledge.graph import KnowledgeGraph
from loaders.articles import files
from loaders.articles.findings import (
    Act,
    Actor,
    ActorKind,
    Document,
    Evidence,
    Extraction,
    Issue,
    Modality,
    Span,
    Stance,
    Statement,
)
from ontology.slugs import slugify
from tests.worlds import graph_of

BASE = "http://127.0.0.1:5000/"
PUBLISHED = {"1": dt.date(2025, 8, 19)}


def build(shared: Path) -> KnowledgeGraph:
    """The annotated articles in ``shared`` in memory, with ontology, background and what follows."""
    return graph_of(_extractions(shared), BASE)


def _extractions(shared: Path) -> Iterator[Extraction]:
    for folder in ("wikinews", "seed"):
        for gold in sorted((shared / folder / "gold").glob("*.json")):
            text = shared / folder / "texts" / f"{gold.stem}.txt"
            options = files.Options(published=PUBLISHED.get(gold.stem))
            document = files.read_file(text, options)
            found = [_statement(document, row) for row in json.loads(gold.read_text(encoding="utf-8"))]
            yield Extraction(document, statements=tuple(found))


def _statement(document: Document, row: dict[str, Any]) -> Statement:
    return Statement(
        _actor(document, row["holder"], row["holder_aliases"]),
        Stance(row["stance"]),
        Act(row["act"]),
        Issue("issue/" + slugify(row["issue"]), row["issue"]),
        Evidence.of(document, Span(row["start"], row["end"])),
        "annotation",
        1.0,
        Modality(row["modality"]),
        attributed_to=_actor(document, row["attributed_to"], []) if row.get("attributed_to") else None,
        date=document.published,
    )


def _actor(document: Document, name: str, aliases: list[str]) -> Actor:
    if name == "author":
        return Actor(document.id.replace("document/", "actor/author-"), "Autor", ActorKind.AUTHOR)
    person = len(name.split()) == 2 and name[0].isupper()
    own = set(name.split())
    others = tuple(alias for alias in aliases if own & set(alias.split()) and alias != name)
    return Actor(
        "actor/" + slugify(name), name, ActorKind.PERSON if person else ActorKind.ORGANISATION, others
    )
