"""What a text of one known voice demands, judges, welcomes and denies is the position of its voice."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from loaders.articles.findings import Document, Modality, Statement
from loaders.german_rules import GermanRules
from loaders.triples.sides import withheld

VOICE = "Bürgerliste Tannau"
HEAD = "Aus dem Tal.\n\nWir leben gern hier.\n\n"

with (Path(__file__).parent / "voice_content.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = list(
        csv.DictReader((line for line in table if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
SAYING = [row for row in ROWS if row["holds"][0] != "-"]
SILENT = [row for row in ROWS if row["holds"][0] == "-"]


def said(text: str) -> list[Statement]:
    """What is asserted in a text of the voice."""
    found = GermanRules().extract(Document("document/text", "Text", HEAD + text, organisation=VOICE))
    return [s for s in found.statements if s.modality is Modality.ASSERTED]


def test_there_are_texts_without_a_position_of_the_voice() -> None:
    assert len(SILENT) > len(SAYING) / 3


@pytest.mark.parametrize("row", SAYING, ids=lambda row: row["text"])
def test_the_voice_holds_what_its_words_say(row: dict[str, str]) -> None:
    stance, word = row["holds"].split("/")
    own = [s for s in said(row["text"]) if s.holder.name == VOICE]
    assert any(s.stance.value == stance and word.lower() in s.issue.label.lower() for s in own), own


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row["text"])
def test_what_others_say_and_what_merely_is_so_takes_no_side_of_the_voice(row: dict[str, str]) -> None:
    sides = [s for s in said(row["text"]) if not withheld(s)]
    assert [s for s in sides if row["holds"] == "-" or s.holder.name == VOICE] == []


@pytest.mark.parametrize("row", SAYING, ids=lambda row: row["text"])
def test_in_a_text_without_a_voice_nobody_says_so(row: dict[str, str]) -> None:
    found = GermanRules().extract(Document("document/text", "Text", "Aus dem Tal.\n\n" + row["text"]))
    assert all(s.holder.name != VOICE for s in found.statements)
