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
ASKED = {"where", "who"}
"""Kinds of questions that want no answer: told, and no side."""

with (Path(__file__).parent / "voice_content.tsv").open(encoding="utf-8", newline="") as table:
    LINES = [line for line in table if line[0] != "#"]
ROWS = [
    {**row, "text": row["text"].replace("\\n", "\n")}
    for row in csv.DictReader(LINES, delimiter="\t", quoting=csv.QUOTE_NONE)
]
SAYING = [row for row in ROWS if row["holds"][0] != "-"]
SILENT = [row for row in ROWS if row["holds"][0] == "-"]


def said(text: str) -> tuple[Statement, ...]:
    """What is said in a text of the voice."""
    return (
        GermanRules().extract(Document("document/text", "Text", HEAD + text, organisation=VOICE)).statements
    )


@pytest.mark.parametrize("row", SAYING, ids=lambda row: row["text"])
def test_the_voice_holds_what_its_words_say(row: dict[str, str]) -> None:
    stance, word = row["holds"].split("/")
    own = [s for s in said(row["text"]) if s.holder.name == VOICE]
    found = [s for s in own if s.stance.value == stance and word.lower() in s.issue.label.lower()]
    if row["kind"] in ASKED:
        assert [s.modality for s in found] == [Modality.QUESTIONED]
    else:
        assert any(s.modality is Modality.ASSERTED for s in found), own


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row["text"])
def test_what_others_say_and_what_merely_is_so_takes_no_side_of_the_voice(row: dict[str, str]) -> None:
    sides = [s for s in said(row["text"]) if not withheld(s)]
    assert [s for s in sides if row["holds"] == "-" or s.holder.name == VOICE] == []


@pytest.mark.parametrize("row", SAYING, ids=lambda row: row["text"])
def test_the_same_in_the_mouth_of_another_is_not_the_voices(row: dict[str, str]) -> None:
    quoted = " ".join(row["text"].split())
    found = said(f"Der Landrat Udo Kern sagte gestern: „{quoted}“")
    assert [s for s in found if s.holder.name == VOICE] == []


@pytest.mark.parametrize("row", SAYING, ids=lambda row: row["text"])
def test_in_a_text_without_a_voice_nobody_says_so(row: dict[str, str]) -> None:
    found = GermanRules().extract(Document("document/text", "Text", "Aus dem Tal.\n\n" + row["text"]))
    assert all(s.holder.name != VOICE for s in found.statements)
