"""Sentences of our own and the positions a reader finds in them: ``positions.tsv``, by construction."""

import datetime as dt
from pathlib import Path

import pytest

from loaders.articles.findings import ActorKind, Document
from loaders.german_rules import GermanRules

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "positions.tsv").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def positions_of(text):
    document = Document("document/test", "Test", text, published=dt.date(2025, 8, 19))
    return list(GermanRules().extract(document).statements)


def agrees(statement, holder, stance, act, modality, word):
    return (
        holder.lower() in statement.holder.name.lower()
        and statement.stance == stance
        and statement.act == act
        and statement.modality == modality
        and word.lower()[:6] in statement.issue.label.lower()
    )


def test_there_are_enough_cases_of_every_construction():
    assert len(ROWS) >= 150
    assert len({construction for construction, _, _ in ROWS}) >= 25


@pytest.mark.parametrize(("construction", "text", "expected"), ROWS, ids=[row[1][:60] for row in ROWS])
def test_the_positions_of_a_sentence(construction, text, expected):
    found = positions_of(text)
    wanted = [] if expected == "-" else [tuple(cell.split(" / ")) for cell in expected.split(" + ")]
    for holder, stance, act, modality, word in wanted:
        match = next((s for s in found if agrees(s, holder, stance, act, modality, word)), None)
        assert match is not None, f"{construction}: no {holder} {stance} {word} in {found}"
        found.remove(match)
    assert not found, f"{construction}: too many"


def test_a_statement_explains_itself():
    (statement,) = positions_of("Der Bauernverband fordert höhere Milchpreise.")
    steps = dict(statement.trace)
    assert steps["clause"] == "Der Bauernverband fordert höhere Milchpreise"
    assert steps["frame"].startswith("fordern")
    assert steps["issue"].startswith("höhere Milchpreise")
    assert steps["holder"] == "Bauernverband: name „Der Bauernverband“ in the clause"
    assert steps["stance"].startswith("support")
    assert steps["modality"].startswith("asserted")


def test_the_trace_says_how_a_holder_was_found():
    first, second = positions_of(
        "Ministerin Anna Beispiel lehnt den Ausbau ab. Sie fordert eine neue Studie und warnt vor hohen Kosten."
    )[:2]
    assert dict(first.trace)["holder"].endswith("„Ministerin Anna Beispiel“ in the clause")
    assert dict(second.trace)["holder"] == "Anna Beispiel: pronoun „Sie“ in the clause"


def test_a_condition_keeps_its_words():
    (statement,) = positions_of("Falls die Firma schließt, droht die Gewerkschaft mit Streik.")
    assert statement.modality == "conditional"
    assert statement.condition == "Falls die Firma schließt"


def test_who_reports_a_position_is_kept():
    (statement,) = positions_of("Polen lehne den Vertrag ab, sagte Außenminister Adam Nowak.")
    assert statement.holder.name == "Polen"
    assert statement.attributed_to.name == "Adam Nowak"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Die SPD fordert höhere Steuern.", "Die SPD stimmt den höheren Steuern zu."),
        ("Die CSU lehnt den Vertrag ab.", "Die CSU widersprach dem Vertrag."),
        ("Die FDP verlangt ein neues Gesetz.", "Die FDP klagt gegen das neue Gesetz."),
        ("Die CDU begrüßt die Vorschläge.", "Die CDU stimmt den Vorschlägen zu."),
    ],
)
def test_inflections_of_a_phrase_are_one_issue(one, other):
    assert positions_of(one)[0].issue.id == positions_of(other)[0].issue.id


def test_for_and_against_are_different_issues():
    (pro,) = positions_of("Die SPD begrüßt die Demonstration für den Bau.")
    (contra,) = positions_of("Die SPD begrüßt die Demonstration gegen den Bau.")
    assert pro.issue.id != contra.issue.id


def test_an_author_speaks_in_a_commentary_only():
    commentary = (
        "Der Plan der Ministerin ist ein Fehler. Er ist teuer und ungerecht. Die Regierung muss handeln. "
        "Das Gesetz ist überflüssig. Die Koalition muss den Entwurf zurückziehen. Der Vorschlag ist absurd."
    )
    assert any(s.holder.kind is ActorKind.AUTHOR for s in positions_of(commentary))
    report = "Der Plan ist umstritten. Die Ministerin sprach am Montag in Bonn. Die Sitzung ist wichtig."
    assert not any(s.holder.kind is ActorKind.AUTHOR for s in positions_of(report))


def test_a_text_that_calls_itself_a_commentary_has_an_author():
    text = "Ein Kommentar von Eva Roth\n\nDer Rat hat den Kauf des Netzes vertagt. Das ist feige."
    assert [s.holder.kind for s in positions_of(text)] == [ActorKind.AUTHOR]
    assert not positions_of(text.partition("\n\n")[2])


def test_what_goes_on_in_the_subjunctive_is_said_by_the_person_spoken_of():
    text = (
        "Die Maut sei gerecht, sagte Verkehrsminister Tim Kurz. Landrätin Eva Roth ist skeptisch. "
        "Der Preis dürfe nicht steigen."
    )
    assert [s.holder.name for s in positions_of(text) if "Preis" in s.issue.label] == ["Eva Roth"]
