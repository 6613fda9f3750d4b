"""With certain objects the verbs of the lexicon take no position: the examples of the table are read so."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules
from loaders.lexicon.frames import all_frames, has_other_sense
from loaders.lexicon.tables import read_table

EXAMPLES = sorted({row["example"] for row in read_table("other_senses")})


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_example_of_another_sense_takes_no_position(text: str) -> None:
    document = Document("document/x", "x", text, published=dt.date(2026, 3, 2))
    assert not GermanRules().extract(document).statements


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("Die Grünen fordern mehr Opferschutz.", "mehr Opferschutz"),
        ("Die SPD fordert zwölf Euro Mindestlohn.", "zwölf Euro Mindestlohn"),
        ("Der Minister kündigte ein Gesetz gegen Mietwucher an.", "Gesetz gegen Mietwucher"),
        ("Die Grünen warnen vor der Maut.", "Maut"),
        ("Der Bundestag stellte die Hilfen für Diktaturen ein.", "Hilfen für Diktaturen"),
        ("Die Kanzlerin begrüßte den Vorschlag der Gäste.", "Vorschlag der Gäste"),
    ],
)
def test_with_other_objects_it_does(text: str, issue: str) -> None:
    document = Document("document/x", "x", text, published=dt.date(2026, 3, 2))
    assert [s.issue.label for s in GermanRules().extract(document).statements] == [issue]


def test_every_word_of_the_table_is_one_of_the_lexicon() -> None:
    names = {frame.name.removeprefix("sich ") for frame in all_frames() if frame.kind != "speech"}
    assert not {row["verbs"].removeprefix("sich ") for row in read_table("other_senses")} - names


def test_a_short_noun_does_not_stand_for_words_that_end_like_it() -> None:
    assert has_other_sense("verhindern", "Tor")
    assert not has_other_sense("verhindern", "Reaktor")
