"""Which offices a text gives to whom, and since when no longer; the cases are in ``tenures.tsv``."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.actors.index import find_actors
from loaders.articles.findings import Document, Tenure
from loaders.german.tokens import read_sentences

CASES = [
    line.split("\t")
    for line in Path(__file__).with_name("tenures.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
][1:]


def _said(tenure: Tenure) -> str:
    where = f" at {tenure.organisation.id.removeprefix('actor/')}" if tenure.organisation else ""
    return f"{tenure.actor.name}: {'once ' if tenure.former else ''}{tenure.office}{where}"


@pytest.mark.parametrize(("topic", "text", "offices"), CASES, ids=[f"{c[0]}: {c[1][:50]}" for c in CASES])
def test_offices_are_found_as_the_text_says_them(topic: str, text: str, offices: str) -> None:
    index = find_actors(read_sentences(text), Document("document/probe", "probe", text))
    found = "; ".join(_said(tenure) for tenure in index.tenures) or "-"
    assert found == offices


@pytest.mark.parametrize(
    "text",
    [
        "Der frühere FDP-Vorsitzende kritisierte die Reform.",
        "Der Ex-Verkehrsminister lehnt die Reform ab.",
        "Minister Jonas Brecht ist dafür. „Das hilft allen“, sagte der frühere FDP-Vorsitzende.",
    ],
)
def test_a_former_office_without_a_name_is_a_role_and_no_actor(text: str) -> None:
    index = find_actors(read_sentences(text), Document("document/probe", "probe", text))
    assert {actor.name for actor in index.actors} <= {"FDP", "Jonas Brecht"}


def test_a_former_office_means_who_is_named_with_it() -> None:
    text = "Der frühere FDP-Vorsitzende Jonas Brecht warnt. Der frühere FDP-Vorsitzende lehnt die Maut ab."
    index = find_actors(read_sentences(text), Document("document/probe", "probe", text))
    assert (
        next(mention.actor for mention in index.mentions if mention.span.start > 47) == "actor/jonas-brecht"
    )


def test_the_whole_clause_proves_an_office() -> None:
    text = "Karl Sommer, der bis 2015 Ministerpräsident von Hessen war, warnt."
    index = find_actors(read_sentences(text), Document("document/probe", "probe", text))
    (tenure,) = index.tenures
    assert tenure.evidence.quote == "Karl Sommer, der bis 2015 Ministerpräsident von Hessen war"
