"""Texts in one voice: whose "ich" and "wir" they are, where that comes from, and what is only hearsay.

The texts of ``voices/`` were written with their expected readings before any rule.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.voices import Text, compared, texts_in
from loaders.articles.files import Options, read_bytes
from loaders.articles.findings import Document, Extraction, Modality
from loaders.german_rules import GermanRules

TEXTS = texts_in(Path(__file__).parent / "voices")


def extract(text: str, **metadata: str) -> Extraction:
    return GermanRules().extract(Document("document/text", "Text", text, **metadata))


@pytest.mark.parametrize("text", TEXTS, ids=[text.name for text in TEXTS])
def test_positions_are_found_with_their_holders_and_no_others(text: Text) -> None:
    assert compared(text) == ([], [])


@pytest.mark.parametrize("text", TEXTS, ids=[text.name for text in TEXTS])
def test_nobody_holds_what_is_only_told(text: Text) -> None:
    for statement in GermanRules().extract(text.document).statements:
        assert not any(word in statement.evidence.quote for word in text.nobody)


WE = "Das Dorf liegt am Fluss. Wir lehnen den Damm ab."


def holder(text: str, **metadata: str) -> tuple[str, str] | None:
    statements = extract(text, **metadata).statements
    return (statements[0].holder.name, dict(statements[0].trace)["holder"]) if statements else None


@pytest.mark.parametrize(
    ("text", "metadata", "name", "source"),
    [
        (WE, {"author": "Jette Ahlers"}, "Jette Ahlers", "metadata"),
        ("Jette Ahlers (SPD):\n\n" + WE, {}, "Jette Ahlers", "label"),
        ("Dr. Jette Ahlers, Ministerin für Wasser:\n\n" + WE, {}, "Jette Ahlers", "label"),
        (WE, {"organisation": "Flussbund"}, "Flussbund", "metadata"),
        (WE, {"organisation": "Flussbund", "author": "Jette Ahlers"}, "Flussbund", "metadata"),
        ("Rede von Jette Ahlers\n\n" + WE, {}, "Jette Ahlers", "heading"),
        (
            "Offener Brief\n\n" + WE + "\n\nMit freundlichen Grüßen\nJette Ahlers",
            {},
            "Jette Ahlers",
            "signature",
        ),
        (
            "Von Anna Ahlers\n\n" + WE + " Ich wohne dort. Mein Haus steht am Ufer.",
            {},
            "Anna Ahlers",
            "byline",
        ),
    ],
)
def test_the_statement_says_where_the_voice_comes_from(
    text: str, metadata: dict[str, str], name: str, source: str
) -> None:
    assert holder(text, **metadata) == (name, f"{name}: voice of the text ({source})")


@pytest.mark.parametrize(
    "text",
    [
        WE,  # nobody knows whose words these are
        "Rede der Menschheit\n\n" + WE,
        "Von Jette Ahlers\n\n" + WE,  # a reporter whose article says "wir" once
        "Kritik an der Rede von Jette Ahlers\n\n" + WE,
        "Rede von Jette Ahlers sorgt für Streit\n\n" + WE,
        WE + "\n\nDer Bundestag in Berlin",  # the caption of a picture
        "Die Lage, Stand Montag:\n\n" + WE,  # a heading, no label
        "Flussbund, Verein für Wasser:\n\n" + WE + "\n\nUnd nun:",  # nobody who speaks
        "Offener Brief an Jette Ahlers\n\n" + WE,  # who is addressed is not who writes
    ],
)
def test_without_a_known_voice_nobody_holds_what_we_say(text: str) -> None:
    assert holder(text) is None


def test_who_is_quoted_says_ich_for_himself() -> None:
    text = "Rede von Jette Ahlers\n\nWir lehnen den Damm ab. „Ich begrüße den Damm“, sagte Ulf Kranz gestern."
    assert {(s.holder.name, s.stance.value) for s in extract(text).statements} == {
        ("Jette Ahlers", "oppose"),
        ("Ulf Kranz", "support"),
    }


def test_the_author_of_front_matter_is_read() -> None:
    page = f"---\nauthor: Jette Ahlers\norganisation: Flussbund\n---\n{WE}\n".encode()
    document = read_bytes(page, "a.md", "markdown", Options())
    assert (document.author, document.organisation) == ("Jette Ahlers", "Flussbund")
    named = read_bytes(page, "a.md", "markdown", Options(author="Ulf Kranz"))
    assert named.author == "Ulf Kranz"


def holders(text: str) -> set[tuple[str, str]]:
    return {(s.holder.name, s.issue.label) for s in extract(text).statements}


def test_questions_that_stand_alone_need_no_introduction_of_the_guest() -> None:
    text = """Frau Asmussen, was wollen Sie?

Ich fordere einen Radweg. Den Parkplatz lehne ich ab.

Wer soll das bezahlen?

Das Land.

Und wann beginnen die Arbeiten?

Bald.
"""
    assert holders(text) == {("Asmussen", "Radweg"), ("Asmussen", "Parkplatz")}


def test_a_speech_calls_without_a_verb_and_a_caption_does_not() -> None:
    speech = "Jette Ahlers (SPD):\n\n" + WE + " Schluss mit der Gebühr für Zelte!"
    labels = {s.issue.label: s.stance.value for s in extract(speech).statements}
    assert labels["Gebühr für Zelte"] == "oppose"
    assert len(extract(WE + "\n\nSchluss mit der Gebühr für Zelte\n").statements) == 0


def test_initials_and_offices_are_labels() -> None:
    text = """Anna Weber und Ulf Kranz streiten.

AW: Ich fordere einen Damm.

UK: Ich lehne den Damm ab.

AW: Warum?

UK: Ich fordere eine Brücke.
"""
    assert holders(text) == {("Anna Weber", "Damm"), ("Ulf Kranz", "Damm"), ("Ulf Kranz", "Brücke")}


def test_a_turn_of_a_record_goes_on_behind_what_is_noted_in_brackets() -> None:
    text = """Präsident Ulf Kranz: Das Wort hat die Ministerin.

Ministerin Dr. Wibke Harms: Herr Präsident! Das Gutachten ist fertig.

(Zuruf des Abg. Sönke Boysen (FDP): Wer zahlt das?)

Wir lehnen Glasfassaden ab.

Sönke Boysen (FDP): Ich verlange eine Befragung.

Präsident Ulf Kranz: Danke.
"""
    assert holders(text) == {("Wibke Harms", "Glasfassaden"), ("Sönke Boysen", "Befragung")}


def test_what_somebody_says_to_have_said_is_his() -> None:
    text = "„Das habe ich immer gesagt: Ich lehne die Maut ab“, sagte Anna Weber."
    assert holders(text) == {("Anna Weber", "Maut")}


SAME_NAME = """Anna Weber: Wir beginnen. Ich rufe Punkt eins auf.

Ulf Weber: Ich fordere einen Damm.

WEBER: Ich lehne den Damm ab.

Anna Weber: Danke.

WEBER: Ich lehne auch die Brücke ab.
"""


def test_a_label_that_two_people_share_is_nobody() -> None:
    assert {(s.holder.name, s.issue.label) for s in extract(SAME_NAME).statements} == {("Ulf Weber", "Damm")}


def test_a_transcript_with_a_thousand_turns_is_read() -> None:
    turn = "Anna Weber: Was sagen Sie?\n\nUlf Kranz: Ich lehne den Damm ab.\n\n"
    assert len(extract(turn * 500).statements) == 500


def test_two_who_deny_each_other_do_not_deny_the_same() -> None:
    found = extract("Anna Weber lehnt die Maut ab. „Das ist falsch“, sagte Ulf Kranz.").statements
    assert [(s.holder.name, s.issue.label) for s in found] == [
        ("Anna Weber", "Maut"),
        ("Ulf Kranz", "Ablehnung der Maut durch Anna Weber"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Medienberichten zufolge lehnt die SPD das Gesetz ab.",
        "Gerüchten zufolge fordert die SPD ein Tempolimit.",
        "Angeblich lehnt die SPD das Gesetz ab.",
        "Dem Vernehmen nach unterstützt die SPD das Gesetz.",
        "Einem Insider zufolge will die SPD das Gesetz ablehnen.",
        "Laut einem Bericht der Zeitung lehnt die SPD das Gesetz ab.",
        "Wie es heißt, lehnt die SPD das Gesetz ab.",
        "Die SPD wolle dem Gesetz zustimmen, heißt es.",
        "Die SPD, so heißt es in Berlin, lehnt das Gesetz ab.",
        "Aus Kreisen der Regierung verlautete, die SPD lehne das Gesetz ab.",
        "Die SPD soll das Gesetz abgelehnt haben.",
        "Die SPD soll das Gesetz angeblich unterstützen.",
    ],
)
def test_hearsay_is_never_asserted(text: str) -> None:
    assert all(s.modality is not Modality.ASSERTED for s in extract(text).statements)


def test_what_somebody_known_says_of_others_is_attributed_to_him() -> None:
    (statement,) = extract("Ulf Kranz sagte, die SPD lehne das Gesetz ab.").statements
    assert statement.attributed_to is not None
    assert statement.attributed_to.name == "Ulf Kranz"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Offener Brief der Initiative Rettet den Park", "Initiative Rettet den Park"),
        ("Pressemitteilung der Gewerkschaft Bau und Holz", "Gewerkschaft Bau und Holz"),
        ("Aufruf der Initiative gegen Fluglärm", "Initiative gegen Fluglärm"),
    ],
)
def test_a_body_is_called_as_the_heading_has_it(heading: str, name: str) -> None:
    assert holder(f"{heading}\n\n{WE}") == (name, f"{name}: voice of the text (heading)")


@pytest.mark.parametrize("heading", ["Rede der Partei sorgt für Streit", "Programm der Stadt"])
def test_a_headline_about_a_speech_names_no_voice(heading: str) -> None:
    assert holder(f"{heading}\n\n{WE}") is None
