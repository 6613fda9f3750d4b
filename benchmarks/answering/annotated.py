"""Annotated articles as a graph: what a perfect extractor would load, and what ours does.

The positions are the annotation's; offices, events, norms and mentions are our extractor's, for nobody
annotated them. An article's document is named by its number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from loaders.articles.extraction import actors_of
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
from loaders.german_rules import GermanRules
from ontology.slugs import slugify

BASE = "http://127.0.0.1:5000/"


def extractions(folders: Sequence[Path], *, annotated: bool) -> Iterator[Extraction]:
    """Each article of ``folders`` as our extractor reads it, with the annotation's positions if asked."""
    for folder in folders:
        for gold in sorted((folder / "gold").glob("*.json")):
            text = (folder / "texts" / f"{gold.stem}.txt").read_bytes().decode("utf-8")
            title = text.strip().splitlines()[0][:80]
            document = Document(f"document/{gold.stem}", title, text)
            found = GermanRules().extract(document)
            if annotated:
                rows = json.loads(gold.read_text(encoding="utf-8"))
                found = replace(found, statements=tuple(_statement(found, row) for row in rows))
            yield found


def _statement(found: Extraction, row: dict[str, Any]) -> Statement:
    document = found.document
    number = document.id.removeprefix("document/")
    return Statement(
        annotated_actor(found, row["holder"], row["holder_aliases"]),
        Stance(row["stance"]),
        Act(row["act"]),
        Issue(f"issue/{number}/{slugify(row['issue'])}", row["issue"]),
        Evidence.of(document, Span(row["start"], row["end"])),
        "annotation",
        1.0,
        Modality(row["modality"]),
        attributed_to=annotated_actor(found, row["attributed_to"], []) if row.get("attributed_to") else None,
        date=document.published,
    )


def annotated_actor(found: Extraction, name: str, aliases: Sequence[str]) -> Actor:
    """The actor our extractor knows by ``name``, else a new one."""
    known = {label: actor for actor in reversed(actors_of(found)) for label in (*actor.aliases, actor.name)}
    for label in (name, *aliases):
        if label in known:
            return known[label]
    person = len(name.split()) == 2 and name[0].isupper()
    kind = ActorKind.PERSON if person else ActorKind.ORGANISATION
    return Actor("actor/" + slugify(name), name, kind, tuple(a for a in aliases if a != name))
