"""What lists and headings say in a text of one voice, and what they do not say there or elsewhere."""

from __future__ import annotations

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules

HEAD = "Wahlprogramm der Bürgerliste Tannau\n\nWir leben gern hier.\n\n"

Said = set[tuple[str, str]]


def said(text: str, head: str = HEAD) -> Said:
    """Stance and issue of all that the text says, each held by whose voice it is."""
    found = GermanRules().extract(Document("document/text", "Text", head + text)).statements
    assert all(s.holder.name == "Bürgerliste Tannau" for s in found)
    return {(s.stance.value, s.issue.label) for s in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wir fordern:\n- den Erhalt des Freibads\n- mehr Busse nach Celle", {("support", "Erhalt des Freibads"), ("support", "mehr Busse nach Celle")}),
        ("Unsere Forderungen\n\n• keine neuen Parkplätze\n• den Bahnhof sanieren", {("oppose", "neue Parkplätze"), ("support", "Sanierung des Bahnhofs")}),
        ("Was wir wollen\nWohnen\n1. Mieten deckeln\n2. Die Hundesteuer abschaffen", {("support", "Deckelung von Mieten"), ("support", "Abschaffung der Hundesteuer")}),
        ("Das lehnen wir ab:\n– den Verkauf des Stadtwalds", {("oppose", "Verkauf des Stadtwalds")}),
        ("Deshalb setzen wir uns ein für:\nEin Ende der Kürzungen", {("support", "Ende der Kürzungen")}),
        ("Wir fordern: keine Maut auf der Brücke, ein Bad am See.", {("oppose", "Maut auf der Brücke"), ("support", "Bad am See")}),
        ("Unser Ziel: ein autofreier Marktplatz", {("support", "autofreier Marktplatz")}),
        ("Forderungen\na) kostenlose Fahrten für Schüler,\nb) Sanierung des Bades.", {("support", "kostenlose Fahrten für Schüler"), ("support", "Sanierung des Bades")}),
        ("Mieten deckeln und Bäder sanieren\n\nDas Bad ist alt.", {("support", "Deckelung von Mieten"), ("support", "Sanierung von Bädern")}),
        ("Bürgerliste Tannau: Indexmieten verbieten\n\nDas Bad ist alt.", {("oppose", "Indexmieten")}),
        ("3.1 Alle drei Schulen müssen erhalten bleiben.", {("support", "Erhalt aller drei Schulen")}),
        ("Wir fordern\n- kein Gerangel um Parkplätze mehr", {("oppose", "Gerangel um Parkplätze")}),
        ("Aus unserer Sicht ist die Verdopplung der Steuer der falsche Weg.", {("oppose", "Verdopplung der Steuer")}),
        ("Die Stadt darf den Verfall der Schule nicht länger dulden.", {("oppose", "dass die Stadt den Verfall der Schule duldet")}),
        ("WOHNEN: Leerstand besteuern. Das Bad ist alt.", {("support", "Besteuerung von Leerstand")}),
        ("Das Freibad muss bleiben.", {("support", "Freibad")}),
        ("Die Gebühr für Hunde muss weg.", {("oppose", "Gebühr für Hunde")}),
    ],
)  # fmt: skip
def test_the_voice_wants_what_its_lists_and_headings_name(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Zur Lage\n- 312 Jugendliche\n- ein Hallenbad am See",
        "Der Fluss bringt:\n- Schlamm aus dem Tal\n- Holz aus dem Wald",
        "Wir danken:\n- dem Rat der Stadt\n- der Feuerwehr im Tal",
        "Wir wollen Ihnen drei Zahlen nennen:\n- 41 Busse im Tal\n- drei Schulen am Fluss",
        "Termine vormerken\n\nMitglied werden\n\nNewsletter abonnieren",
        "Unsere Ziele\n\nDas Bad ist alt. Es wurde 1970 gebaut.",
        "Unsere Forderungen\n1. Verkehr\n\nDas Bad ist alt.",  # a section, nothing that is wanted
        "Unsere Forderungen an die Stadt liegen im Rathaus aus.",
        "Was wir wollen, ist klar.",
        "Ob die Schule einen Anbau braucht, muss das Amt klären.",
        "Wie das gehen soll, muss die Stadt sagen.",
        "Was geschehen sollte, liegt auf der Hand.",
        "Eltern protestieren.\n\nBürger bauen\n\nMieten steigen",
        "SPD: Mieten deckeln",  # theirs
        "Wir müssen weg.",
        "Das Wetter muss schön bleiben.",
        "Am 3.1 Uhr gab es nichts.",
    ],
)
def test_other_lists_and_lines_say_nothing(text: str) -> None:
    assert said(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Unsere Forderungen\n- den Erhalt des Freibads\n- mehr Busse nach Celle",
        "Das fordern wir:\n- den Erhalt des Freibads",
        "Mieten deckeln\n\nDas Bad ist alt.",
        "Ein Leser schreibt.\n\nForderungen\n- Sanierung des Bades am See",
    ],
)
def test_nobody_wants_what_a_list_names_where_nobody_speaks(text: str) -> None:
    assert said(text, head="") == set()


def test_a_list_ends_where_its_items_end() -> None:
    text = (
        "Wir fordern:\n- den Erhalt des Freibads\n\nZahlen\n\n- ein Hallenbad am See\n- drei Schulen am Fluss"
    )
    assert said(text) == {("support", "Erhalt des Freibads")}


def test_what_others_list_is_not_the_voices() -> None:
    text = "Der Rat plant:\n- den Verkauf des Stadtwalds\n- den Abriss des Freibads\n\nDas Bad ist alt."
    assert said(text) == set()
