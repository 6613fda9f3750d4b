"""Every entry of the stance lexicon finds its own example, and a broken line says where it is."""

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules
from loaders.lexicon.frames import LexiconError, _read_line, all_frames
from loaders.lexicon.tables import read_table

FRAMES = all_frames()


def test_the_lexicon_is_broad():
    assert len(FRAMES) >= 450
    assert {frame.kind for frame in FRAMES} == {"verb", "noun", "adjective", "speech"}


@pytest.mark.parametrize("frame", FRAMES, ids=[f"{f.kind} {f.words} {f.stance}" for f in FRAMES])
def test_an_entry_finds_its_example(frame):
    found = GermanRules().extract(Document("document/test", "Test", frame.example)).statements
    assert any((s.rule, s.act, s.stance) == (frame.name, frame.act, frame.stance) for s in found), (
        f"{frame.example}: {[(s.rule, s.act.value) for s in found]}"
    )


@pytest.mark.parametrize("row", read_table("reactions.tsv"), ids=lambda row: row["verb"])
def test_a_verb_of_reaction_finds_its_example(row):
    found = GermanRules().extract(Document("document/test", "Test", row["example"])).statements
    last = row["example"].rsplit(". ", 1)[-1]
    assert any(s.evidence.quote == last.removesuffix(".") for s in found), found


@pytest.mark.parametrize(
    "line",
    [
        "verb\tfordern\tdemand",
        "verb\tfordern\tshout\tsupport\takk\tnom\t-\t-\tX",
        "verb\tfordern\tdemand\tneutral\takk\tnom\t-\t-\tX",
    ],
)
def test_a_broken_line_is_named(line):
    with pytest.raises(LexiconError, match="line 7"):
        _read_line(line, 7)
