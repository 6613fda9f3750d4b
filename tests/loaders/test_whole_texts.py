"""Kinds of whole texts by what shows them: marked questions, labels of a record, headings, bylines, signatures.

The texts were written with their expected readings before any rule.
"""

from __future__ import annotations

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules

Read = set[tuple[str, str, str]]


def read(text: str) -> Read:
    """Holder, stance and issue of every position."""
    found = GermanRules().extract(Document("document/text", "Text", text)).statements
    return {(s.holder.name, s.stance.value, s.issue.label) for s in found}


MARKED = """Interview: Jette Ahlers

**Frau Asmussen, der Radweg ist fertig. Was wollen Sie nun?**

Ich fordere einen Zebrastreifen. Mein Sohn geht dort zur Schule.

**Der Automobilklub lehnt den Zebrastreifen ab.**

(lacht) Der Klub! Ich begrüße auch die Ampel.

**Und wer soll das bezahlen?**

Das Land.

**Sie geben nicht auf?**

Nein.
"""


@pytest.mark.parametrize("mark", ["**", "*"])
def test_marked_lines_are_the_interviewers_whether_they_ask_or_not(mark: str) -> None:
    assert read(MARKED.replace("**", mark)) == {
        ("Asmussen", "support", "Zebrastreifen"),
        ("Automobilklub", "oppose", "Zebrastreifen"),
        ("Asmussen", "support", "Ampel"),
    }


def test_questions_and_answers_take_turns_where_nothing_marks_them() -> None:
    assert read(MARKED.replace("**", "")) == read(MARKED)


RECORD = """Präsidentin Dr. Helma Rust: Ich eröffne die Aussprache.

Marten Quade (Neue Mitte): Frau Präsidentin! Wir lehnen den Hafen ab. Meine Fraktion fordert einen Park.

Präsidentin Dr. Helma Rust: Das Wort hat Frau Abgeordnete Ilves.

Ilves Kaja (Küstenbund, WE): Ich begrüße den Hafen.

Torben Riis, Hafenminister: Ich lehne den Park ab.

Sehlberg Beke (L, OS), für die Kommission: Die Kommission empfiehlt den Hafen. Ich unterstütze die Mole.

Holzmann Rike (Grüne Werft, WE): Ich lehne die Mole ab. Meine Fraktion auch.

Brahe Jan-Luc, Bundesrat: Ich unterstütze den Hafen.

Präsidentin Dr. Helma Rust: Wir stimmen ab.
"""


def test_every_label_of_a_record_ends_the_turn_before() -> None:
    assert {(holder, issue) for holder, _, issue in read(RECORD)} >= {
        ("Ilves Kaja", "Hafen"),
        ("Holzmann Rike", "Mole"),
        ("Brahe Jan-Luc", "Hafen"),
        ("Torben Riis", "Park"),
        ("Sehlberg Beke", "Mole"),
    }


def test_a_label_may_stand_alone_above_its_words() -> None:
    alone = RECORD.replace(": ", ":\n\n").replace("(Küstenbund, WE)", "[Küstenbund]")
    assert {(holder, issue) for holder, _, issue in read(alone)} >= {
        ("Ilves Kaja", "Hafen"),
        ("Torben Riis", "Park"),
        ("Sehlberg Beke", "Mole"),
    }


def test_we_in_a_record_is_the_speaker_and_his_party_and_my_group_is_the_party() -> None:
    assert {(holder, stance, issue) for holder, stance, issue in read(RECORD) if "Mitte" in holder} == {
        ("Neue Mitte", "oppose", "Hafen"),
        ("Neue Mitte", "support", "Park"),
    }
    assert ("Marten Quade", "oppose", "Hafen") in read(RECORD)


WE = "Das Dorf liegt am Fluss. Wir lehnen den Damm ab. Unser Dorf bleibt, wie wir es kennen."
ME = "Das Dorf liegt am Fluss. Ich lehne den Damm ab. Mein Haus bleibt, wo es steht, und ich auch."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("LISTE FREIES TAL (LFT): Programm zur Gemeindewahl – Kurzfassung\n\n" + WE, "LFT"),
        ("Grüner Ring Süderholm – Wahlprogramm 2026\n\n" + WE, "Grüner Ring Süderholm"),
        ("„Mut zum Fluss“ – Wahlprogramm der Liste Freies Tal\n\n" + WE, "Liste Freies Tal"),
        ("Auszug aus dem Wahlprogramm der Heimatunion\n\n" + WE, "Heimatunion"),
        ("Entwurf des Grundsatzprogramms der Neuen Wege (NW)\n\n" + WE, "Neue Wege (NW)"),
        ("Wahlprogramm 2027 – Bürgerliste Nord\n\n" + WE, "Bürgerliste Nord"),
        ("Wahlprogramm 2027\n\nBürgerliste Nord\n\n" + WE, "Bürgerliste Nord"),
        ("Anna Ahlers (SPD) – Rede zum Haushalt\n\n" + WE, "Anna Ahlers"),
        ("Liste Freies Tal: Unser Tal von morgen\n\n" + WE + " Wir wollen Bäume. Wir fordern Bänke.", "Liste Freies Tal"),
        (WE + " Wir wollen Bäume. Wir von der Heimatunion fordern Bänke. Wir fordern Wege.", "Heimatunion"),
        ("Programm zur Gemeindewahl\n\n" + WE + "\n\nImpressum: Liste Freies Tal, Postfach 0", "Liste Freies Tal"),
        ("Von Pastorin Anna Ahlers\n\n" + ME, "Anna Ahlers"),
        ("Von Prof. Dr. Anna Ahlers\n\n" + ME, "Anna Ahlers"),
        ("Anna Ahlers\n\n" + ME + "\n\nDie Autorin ist Landwirtin.", "Anna Ahlers"),
        (ME + "\n\nAnna Ahlers ist Landwirtin und lebt in Süderholm.", "Anna Ahlers"),
        ("Anna Ahlers, Vorsitzende des Landvolks\n\n" + ME, "Anna Ahlers"),
        (ME + "\n\nUnsere Autorin Anna Ahlers lebt in Süderholm.", "Anna Ahlers"),
        ("Von Jorid Tessnow\n\n" + ME, "Jorid Tessnow"),
        ("Landrätin Anna Ahlers beim Deichfest\n\nLiebe Gäste,\n\n" + ME, "Anna Ahlers"),
        ("Deichfest Süderholm\nRednerin: Jette Ahlers\n\nMeine Damen und Herren!\n\n" + ME, "Jette Ahlers"),
        ("Offener Brief an Landrat Ulf Kranz\n\n" + WE + "\n\nIn Sorge\nVerein „Freier Fluss“\ni. A. Jette Ahlers", "Freier Fluss"),
        ("Offener Brief\n\n" + WE + "\n\nMit besorgten Grüßen\n\nfür den Flussbund: Jette Ahlers, Ulf Kranz", "Flussbund"),
    ],
)  # fmt: skip
def test_head_and_foot_tell_whose_voice_a_text_is(text: str, name: str) -> None:
    assert {holder for holder, _, issue in read(text) if issue == "Damm"} != set()
    assert all(name in holder for holder, _, issue in read(text) if issue == "Damm")


@pytest.mark.parametrize(
    "text",
    [
        "Interview: Jette Ahlers\n\n" + ME,  # who asks
        "Streit um das Programm: Ulf Kranz gibt auf\n\n" + WE,
        "Ulf Kranz und Jette Ahlers beim Deichfest\n\nLiebe Gäste,\n\n" + ME,  # which of the two?
        "Offener Brief an Landrat Ulf Kranz\n\nSehr geehrter Herr Kranz,\n\n" + WE,  # who is addressed
        "Ulf Kranz\n\n" + WE,  # the name over a report
        "Ulf Kranz – Rede sorgt für Streit\n\n" + WE,
        "Die SPD und wir\n\n" + WE,  # a commentary
    ],
)
def test_who_is_only_named_there_is_not_the_voice(text: str) -> None:
    assert not {holder for holder, _, issue in read(text) if issue == "Damm"}


SPEECH = "Rede von Anna Ahlers\n\nDer Rat tagt, ich weiß. "


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Diese Abschiebung wäre grausam.", {("oppose", "Abschiebung")}),
        ("Die Bonpflicht wäre das Aus für unsere Bäcker.", {("oppose", "Bonpflicht")}),
        ("Senkt die Pachten für Bauern!", {("support", "Senkung der Pachten für Bauern")}),
        ("Sorgen Sie dafür, dass die Busse fahren!", {("support", "dass die Busse fahren")}),
        ("Dieser Raubbau muss ein Ende haben.", {("oppose", "Raubbau")}),
        ("Die Gebühr gehört in die Mottenkiste.", {("oppose", "Gebühr")}),
        ("Ich bin eine Anhängerin der Gemeinschaftsschule.", {("support", "Gemeinschaftsschule")}),
    ],
)
def test_what_a_speaker_says_of_a_matter(said: str, expected: set[tuple[str, str]]) -> None:
    assert {(stance, issue) for _, stance, issue in read(SPEECH + said)} == expected
