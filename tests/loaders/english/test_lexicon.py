"""Every entry of the English lexicon finds its own example."""

import pytest

from loaders.articles.findings import Act, Document, Stance
from loaders.english.lexicon import all_frames
from loaders.english.positions.constructions import CONSTRUCTIONS
from loaders.english_rules import EnglishRules
from loaders.lexicon.tables import read_table, shapes
from loaders.triples.sides import withheld

FRAMES = all_frames()


def statements(text):
    return EnglishRules().extract(Document("document/test", "Test", text, "en")).statements


def test_the_lexicon_is_broad():
    assert len(FRAMES) >= 150
    assert {frame.kind for frame in FRAMES} == {"verb", "noun", "adjective"}
    assert {frame.act for frame in FRAMES} == set(Act)


@pytest.mark.parametrize(
    "frame", FRAMES, ids=[f"{f.kind} {f.words} {f.stance} {','.join(f.issue)}" for f in FRAMES]
)
def test_an_entry_finds_its_example(frame):
    found = statements(frame.example)
    assert any((s.rule, s.act, s.stance) == (frame.words, frame.act, frame.stance) for s in found), (
        f"{frame.example}: {[(s.rule, s.act.value, s.issue.label) for s in found]}"
    )


@pytest.mark.parametrize(
    "row", read_table("english/operators"), ids=lambda row: f"{row['kind']} {row['words']}"
)
def test_an_operator_has_its_effect_on_its_example(row):
    """All examples are of "support the plan": what is kept is support, the rest is opposition or takes no side."""
    stances = {s.stance for s in statements(row["example"]) if not withheld(s)}
    if row["effect"] == "keep" or row["words"] == "hesitate":
        assert stances == {Stance.SUPPORT}
    elif row["effect"] in {"deny", "refuse"}:
        assert stances <= {Stance.OPPOSE}
    else:
        assert not stances


@pytest.mark.parametrize(("name", "example"), [(name, example) for name, _, example in CONSTRUCTIONS])
def test_a_construction_finds_its_example(name, example):
    assert statements(example), name


@pytest.mark.parametrize("name", [name for name in shapes() if name.startswith("english/")])
def test_every_table_can_be_read(name):
    assert read_table(name)


@pytest.mark.parametrize(
    ("text", "stance", "issue"),
    [
        ("Senator Ada Quill vowed to block the bridge toll bill.", "oppose", "bridge toll bill"),
        ("The union urged the council to reject the bridge toll.", "oppose", "bridge toll"),
        ("The union called on the council not to support the bridge toll.", "oppose", "bridge toll"),
        ("The union intends to vote for the bridge toll.", "support", "bridge toll"),
        ("The union promised to fight the school cuts.", "oppose", "school cuts"),
        ("The union ruled out supporting the school cuts.", "oppose", "school cuts"),
        ("The union demanded that the council oppose the bridge toll.", "oppose", "bridge toll"),
        ("“Congress must reject the bridge toll,” said Ada Quill.", "oppose", "bridge toll"),
        ("Ada Quill's promise to block the bridge toll angered the union.", "oppose", "bridge toll"),
        ("The union refuses to reject the bridge toll.", None, None),
        ("The union accused the minister of supporting the bridge toll.", None, None),
        ("The union criticised the minister for opposing the bridge toll.", None, None),
        ("The union criticised the minister for the delay of the tram.", "oppose", "delay of the tram"),
    ],
)
def test_one_word_of_stance_below_another_says_what_it_is_about(text, stance, issue):
    sides = [(s.stance.value, s.issue.label) for s in statements(text) if not withheld(s)]
    assert sides == ([(stance, issue)] if stance else [])
