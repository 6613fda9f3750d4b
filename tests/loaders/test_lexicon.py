"""Every entry of the stance lexicon finds its own example, and a broken line says where it is."""

from dataclasses import replace

import pytest

from loaders.articles.findings import Act, ActorKind, Deontic, Document, Stance
from loaders.german_rules import GermanRules
from loaders.lexicon.frames import all_frames
from loaders.lexicon.tables import lines_of, read_table, shapes
from ontology.errors import LexiconError

FRAMES = all_frames()


def test_the_lexicon_is_broad():
    assert len(FRAMES) >= 450
    assert {frame.kind for frame in FRAMES} == {"verb", "noun", "adjective", "speech"}


UNSEEN = {"untergraben", "hervorrufen", "genießen"}
"""Entries whose example the trained choice of subject and object (loaders/syntax/model) reads without an object."""


def expected_to_fail(words, request):
    if words in UNSEEN:
        request.applymarker(pytest.mark.xfail(reason="the trained choice leaves the object out", strict=True))


@pytest.mark.parametrize("frame", FRAMES, ids=[f"{f.kind} {f.words} {f.stance}" for f in FRAMES])
def test_an_entry_finds_its_example(frame, request):
    expected_to_fail(frame.words, request)
    found = GermanRules().extract(Document("document/test", "Test", frame.example)).statements
    assert any((s.rule, s.act, s.stance) == (frame.name, frame.act, frame.stance) for s in found), (
        f"{frame.example}: {[(s.rule, s.act.value) for s in found]}"
    )


@pytest.mark.parametrize("row", read_table("reactions"), ids=lambda row: row["verb"])
def test_a_verb_of_reaction_finds_its_example(row, request):
    expected_to_fail(row["verb"], request)
    found = GermanRules().extract(Document("document/test", "Test", row["example"])).statements
    last = row["example"].rsplit(". ", 1)[-1]
    assert any(s.evidence.quote == last.removesuffix(".") for s in found), found


@pytest.mark.parametrize("row", read_table("slogans"), ids=lambda row: f"{row['words']} {row['issue']}")
def test_a_call_finds_its_example(row):
    found = GermanRules().extract(Document("document/test", "Test", row["example"])).statements
    assert [(s.act.value, s.stance.value) for s in found] == [(row["act"], row["stance"])], found


@pytest.mark.parametrize("row", read_table("outcomes"), ids=lambda row: row["verb"])
def test_what_comes_or_goes_finds_its_example(row):
    """Poverty comes or goes by the levy: whoever says so is against it, or for it."""
    found = GermanRules().extract(Document("document/test", "Test", row["example"])).statements
    stance = Stance.OPPOSE if row["effect"] == "brings" else Stance.SUPPORT
    assert [(s.rule.split(" + ")[0], s.stance) for s in found] == [(row["verb"], stance)]


HEAD = "# a comment\nkind\twords\tact\tstance\tissue\tholder\ttarget\tnegated\texample\n"


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("verb\tfordern\tdemand", "line 3: the column 'stance' is empty"),
        (
            "verb\tfordern\tshout\tsupport\takk\tnom\t-\t-\tX",
            "line 3: 'shout' is no act; it is one of agree, ",
        ),
        ("verb\tfordern\tdemand\tneutral\takk\tnom\t-\t-\tX", "line 3: 'neutral' is no stance"),
        ("verb\tfordern\tdemand\tsupport\takk\tnom\t-\t-\tX\tY", "line 3: 10 cells instead of 9"),
    ],
)
def test_a_broken_line_is_named(line, mistake):
    with pytest.raises(LexiconError, match=rf"mine.tsv {mistake}"):
        list(lines_of(HEAD + line, "mine.tsv", shapes()["frames"]))


def test_a_row_that_stands_twice_is_a_mistake():
    with pytest.raises(LexiconError, match=r"mine\.tsv line 4: 'Werk' stands there twice"):
        list(
            lines_of(
                "word\n\nWerk\nGutachten Werk", "mine.tsv", replace(shapes()["not_actors"], spread="word")
            )
        )


@pytest.mark.parametrize("name", shapes())
def test_every_table_can_be_read(name):
    assert read_table(name)


@pytest.mark.parametrize(
    ("table", "column", "known"),
    [
        ("frames", "act", Act),
        ("frames", "stance", Stance),
        ("evaluations", "act", Act),
        ("evaluations", "stance", Stance),
        ("norm_rules", "deontic", Deontic),
    ],
)
def test_the_tables_speak_of_what_the_findings_know(table, column, known):
    assert shapes()[table].values[column] == {value.value for value in known}


def test_the_kinds_of_organisations_are_classes_of_actors():
    assert shapes()["organisations"].values["kind"] < {kind.value for kind in ActorKind}
