"""Whose voice a whole text is: bodies that decide, sign, send or call themselves something, and authors of opinion.

Each head and foot stands with a twin that looks alike and names somebody else, or nobody.
"""

from __future__ import annotations

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules
from loaders.speech.voices.bodies import named_in

WE = "Das Dorf liegt am Fluss. Wir lehnen den Damm ab. Unser Dorf bleibt, wie wir es kennen. Wir fordern einen Radweg."
MORE = WE + " Wir wollen Bänke."
ME = "Das Dorf liegt am Fluss. Ich lehne den Damm ab. Mein Haus bleibt, wo es steht, und ich auch."
IT = "Das Dorf liegt am Fluss. Der Damm ist ein Fehler. Der Radweg muss gebaut werden."
REPORT = (
    "Tannau, 3. Mai. Der Mieterbund Tannau hat am Montag seinen Bericht vorgelegt, in dem er von vielen Wohnungen "
    "spricht, die leer stehen, und von Mietern, die lange suchen."
)


def against_the_dam(text: str) -> set[str]:
    """Who holds that the dam is wrong; not who is only called the author of an unsigned text."""
    found = GermanRules().extract(Document("document/text", "Text", text)).statements
    holders = {s.holder.name for s in found if "Damm" in s.issue.label and s.stance.value == "oppose"}
    return {name for name in holders if not name.startswith("Autor/in")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Beschlossen auf dem 9. Verbandstag des Mieterbunds Tannau, Celle, 4. Mai\n\n{WE}", "Mieterbund Tannau"),
        (f"Beschlossen von der Mitgliederversammlung des Vereins Freier Fluss am 3. Mai\n\n{WE}", "Verein Freier Fluss"),
        (f"Beschluss des Landesparteitags der Neuen Mitte (NM)\n\n{WE}", "Neue Mitte (NM)"),
        (f"Beschlossen auf dem Kongress des Mieterbunds Tannau am 3. Mai\n\n{WE}", "Mieterbund Tannau"),
        (f"Beschlossen vom Hauptausschuss des Klimabündnisses Tannau am 3. Mai\n\n{WE}", "Klimabündnis Tannau"),
        (f"{WE}\n\nEinstimmig verabschiedet vom Jugendrat Tannau am 2. Juni", "Jugendrat Tannau"),
        (f"Programm, beschlossen auf der Konferenz der Grünen Liste Tannau\n\n{WE}", "Grüne Liste Tannau"),
        (f"Kein Damm\n\nHerausgegeben vom Seniorenbeirat Tannau\n\n{WE}", "Seniorenbeirat Tannau"),
        (f"Antragsteller: Jugendverband Freies Tal\nAntrag 7: Kein Damm\n\n{WE}", "Jugendverband Freies Tal"),
        (f"Kein Damm\n\n{WE} Wir Freien Wähler Tannau wollen Bänke.", "Freie Wähler Tannau"),
        (f"Kein Damm\n\nWir, der Jugendrat Tannau, haben beraten. {WE}", "Jugendrat Tannau"),
        (f"Kein Damm\n\nWir vom Bürgerverein Tannau haben beraten. {WE}", "Bürgerverein Tannau"),
        (f"Kein Damm\n\nAls Mieterverein Tannau wollen wir Bänke. {WE}", "Mieterverein Tannau"),
        (f"Manifest\n\nWir, die Landjugend Tannau, sind viele. {WE}", "Landjugend Tannau"),
        (f"Wofür die Bürgerliste Tannau steht\n\n{WE}", "Bürgerliste Tannau"),
        (f"Was der Mieterbund Tannau fordert\n\n{WE}", "Mieterbund Tannau"),
        (f"Bürgerliste Tannau · Wahlprogramm 2027 · Seite 1\n\n{WE}", "Bürgerliste Tannau"),
        (f"Unsere Ziele für das Tal | Bürgerliste Tannau\n\n{MORE}", "Bürgerliste Tannau"),
        (f"Gewerkschaft Bahn und Hafen\nBezirk Nord\n\nGute Arbeit\n\n{MORE}", "Gewerkschaft Bahn und Hafen"),
        (f"Forderungskatalog der Landesschülervertretung Nordmark\n\n{WE}", "Landesschülervertretung Nordmark"),
        (f"{WE}\n\nV.i.S.d.P.: Jette Ahlers, Bürgerliste Tannau, Postfach 3", "Bürgerliste Tannau"),
        (f"Kein Damm\n\n{WE}\n\nTannau, im Mai\n\nElternrat der Schule Tannau\nUlf Kranz", "Elternrat der Schule Tannau"),
        (f"Kein Damm\n\n{WE}\n\nFür den Vorstand der Bürgerliste Tannau\nJette Ahlers", "Bürgerliste Tannau"),
        (f"Sehr geehrte Frau Harms,\n\n{WE}\n\nMit freundlichen Grüßen\n\nArbeitskreis Freie Bühnen Tannau", "Arbeitskreis Freie Bühnen Tannau"),
        (f"Personalrat der Klinik Tannau\n\nAn den Aufsichtsrat\n\nOffener Brief\n\n{WE}\n\nFür den Personalrat\nUlf Kranz", "Personalrat der Klinik Tannau"),
        (f"DER SCHÜLERRAT TANNAU\nSchule von morgen – Forderungen zur Wahl\n\n{WE}", "Schülerrat Tannau"),
        (f"Zehn Punkte\nFreie Wähler Tannau e. V. – Kommunalwahl\n\nLiebe Tannauer,\n\n{WE}", "Freie Wähler Tannau"),
        (f"Pressemitteilung\n\nMieterbund Tannau: Kein Damm\n\n{REPORT} Der Damm ist ein Fehler.", "Mieterbund Tannau"),
        (f"Rede der Abgeordneten Jette Ahlers (SPD) im Landtag\n\n{ME}", "Jette Ahlers"),
    ],
)  # fmt: skip
def test_a_body_says_that_it_speaks(text: str, name: str) -> None:
    assert against_the_dam(text) == {name}


@pytest.mark.parametrize(
    "text",
    [
        f"Beschlossen: Der Damm kommt\n\n{IT}",
        f"Beschlossen am 3. Mai vom Rat der Stadt Tannau\n\n{IT}",  # says nothing of "wir"
        "Wir und die anderen\n\nWir Deutschen streiten. Wir lehnen den Damm ab. Wir wollen Bänke. Wir fordern Wege.",
        f"Offener Brief an den Mieterbund Tannau\n\n{MORE}",  # who reads it
        f"An den Stadtrat Tannau\n\nKein Damm\n\n{MORE}",
        f"Streit im Mieterbund Tannau\n\n{MORE}",  # about them
        f"{MORE}\n\nFoto: Feuerwehr Tannau",
        f"{MORE}\n\nVerteiler: Landesvorstand",
        f"Mieterbund Tannau und Bürgerverein Celle streiten\n\n{MORE}",
        "Rat berät\n\n„Wir fordern einen Radweg. Wir lehnen den Damm ab“, rief jemand.\n\nMieterbund Tannau",
        "Mieterbund Tannau\n\nDer Damm\n\n„Wir fordern einen Radweg. Wir lehnen Zäune ab“, sagte jemand. Uns ist es warm. Der Damm ist falsch.",
        f"Wir vom Bürgerverein Tannau und wir vom Mieterbund Celle sind uns einig. {MORE}",  # which of the two?
        f"Pressemitteilung\n\nStadt Celle muss handeln\n\n{REPORT} Der Damm ist ein Fehler.",
        f"Was die Bürgerliste Tannau will\n\n{IT}",  # told by a newspaper
    ],
)
def test_a_body_that_is_only_named_does_not_speak(text: str) -> None:
    assert against_the_dam(text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Gastkommentar\n\nKein Damm\n\nVon Wibke Harms, Landrätin von Tannau\n\n{ME}", "Wibke Harms"),
        (f"Gastkommentar\n\nKein Damm\n\nVon Wibke Harms, Landrätin von Tannau\n\n{IT}", "Wibke Harms"),
        (f"Gastbeitrag von Ulf Kranz, Präsident des Landkreistags\n\n{IT}", "Ulf Kranz"),
        (f"Standpunkt: Kein Damm\n\nVon Ulf Kranz\n\n{IT}", "Ulf Kranz"),
        (f"Debattenbeitrag\n\nKein Damm\nVon Prof. Dr. Ulf Kranz\n\n{IT}", "Ulf Kranz"),
        (f"Zwischenruf von Bert Nolting\n\n{IT}", "Bert Nolting"),
        (f"Kolumne\nTomke Fokken\n\nKein Damm\n\n{IT}", "Tomke Fokken"),
        (
            f"MEINUNG · Flüsse\n\nKein Damm\n\n{IT}\n\nDr. Tomke Fokken\nDie Autorin ist Biologin.",
            "Tomke Fokken",
        ),
        (f"Kommentar\n\n{IT}\n\nTomke Fokken", "Tomke Fokken"),
        (f"Kommentar\n\n{IT}\n\n(Ulf Kranz)", "Ulf Kranz"),
        (
            f"Außenansicht\n\nKein Damm\nGerit Vollmann\n\n{IT}\n\nGerit Vollmann ist Försterin.",
            "Gerit Vollmann",
        ),
        (f"Unsere Woche · Die Glosse\n\nVON LEVKE HANSEN\n\n{IT}", "Levke Hansen"),
        (f"Kolumne „Querfeldein“\n\nVon Hauke Brandis\n\n{IT}", "Hauke Brandis"),
        (f"Kein Damm\n\n{ME}\n\nUnser Gastautor Ulf Kranz ist Förster in Tannau.", "Ulf Kranz"),
        (f"Gastbeitrag\n\nKein Damm\n\n{IT}\n\nZur Person: Ulf Kranz ist Förster in Tannau.", "Ulf Kranz"),
    ],
)
def test_opinion_is_its_authors(text: str, name: str) -> None:
    assert against_the_dam(text) == {name}


@pytest.mark.parametrize(
    "text",
    [
        f"Der Streit um den Damm\n\nVon Ulf Kranz, Tannau\n\n{IT}",  # a report
        f"Ortstermin am Damm\n\nVon Ulf Kranz, Redakteur\n\n{IT}",
        f"Kommentar\n\n{IT}\n\nTannauer Bote",
        f"Kommentar\n\nUlf Kranz und der Damm\n\n{IT}",
        f"Kommentar\n\nUlf Kranz\n\nKranz will den Damm. {IT}",  # of whom it speaks
        f"Kommentar\n\nJette Ahlers\n\n{IT}\n\nUlf Kranz",  # which of the two?
        f"Standpunkt: Kein Damm\n\n{IT}",
        f"Kommentar\n\nKein Damm\n\n{IT}\n\nFoto: Ulf Kranz",
    ],
)
def test_who_stands_beside_a_text_did_not_write_it(text: str) -> None:
    assert against_the_dam(text) == set()


def test_a_body_that_speaks_is_meant_by_its_short_names() -> None:
    text = f"Wahlprogramm der Bürgerliste Tannau (BLT)\n\n{WE} Die Bürgerliste fordert ein Bad. Die BLT lehnt Zäune ab."
    found = GermanRules().extract(Document("document/text", "Text", text)).statements
    assert len({s.holder for s in found}) == 1
    assert len(found) == 4


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Wahlprogramm der Liste Freies Tal 2024", "Liste Freies Tal"),
        ("Wahlprogramm der Heimatunion 2024 bis 2029", "Heimatunion"),
        ("Rede von Jette Ahlers 2023 in Tannau", "Jette Ahlers"),
    ],
)
def test_a_year_in_a_heading_is_no_part_of_the_name(heading: str, name: str) -> None:
    assert {holder for holder, _ in held(f"{heading}\n\n{WE}")} == {name}


def test_what_a_heading_tells_of_a_speech_makes_no_voice() -> None:
    assert not held(f"Rede von Jette Ahlers 30 Minuten lang gestört\n\n{WE}")


FOOT = "\n\nMit freundlichen Grüßen\nMieterbund Tannau"


def held(text: str) -> set[tuple[str, str]]:
    """Holder and issue of all that a text says."""
    found = GermanRules().extract(Document("document/text", "Text", text)).statements
    return {(s.holder.name, s.issue.label) for s in found}


@pytest.mark.parametrize(
    "head",
    [
        "Frau Dr. Anna Weber\nRathausplatz 1\n\nSehr geehrte Frau Ministerin,",
        "Offener Brief\n\nSehr geehrte Frau Anna Weber,",
        "Herrn Anna Weber\n\nSehr geehrter Herr Weber,",
    ],
)
def test_sie_in_a_letter_is_whom_it_addresses(head: str) -> None:
    said = "wir haben gelesen, dass Sie die Buslinie nach Celle streichen wollen. Wir lehnen Zäune ab."
    assert held(f"{head}\n\n{said}{FOOT}") == {
        ("Anna Weber", "Buslinie"),
        ("Mieterbund Tannau", "Zäune"),
    }


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("Sehr geehrte Damen und Herren,", "wir wissen, dass Sie die Buslinie nach Celle streichen wollen."),
        (
            "Frau Anna Weber\nHerrn Ulf Kranz\n\nSehr geehrte Frau Weber,",
            "wir wissen, dass Sie die Buslinie nach Celle streichen wollen.",
        ),
        (
            "Sehr geehrte Frau Anna Weber,",
            "die Gegner sind laut. Sie wollen die Buslinie nach Celle streichen.",
        ),
        ("Sehr geehrte Frau Anna Weber,", "falls Sie die Buslinie nach Celle strichen, wäre das falsch."),
    ],
)
def test_sie_is_nobody_where_it_may_be_others(head: str, said: str) -> None:
    assert "Anna Weber" not in {holder for holder, _ in held(f"{head}\n\n{said} Wir lehnen Zäune ab.{FOOT}")}


@pytest.mark.parametrize(
    "said",
    [
        "Sollte das Land die Zusage zurückziehen, müsste der Rat neu beraten.",
        "Würde der Bund zahlen, könnte die Stadt das Bad sanieren.",
    ],
)
def test_what_would_be_is_not_wanted(said: str) -> None:
    holders = {holder for holder, _ in held(f"Wahlprogramm der Bürgerliste Tannau\n\nWir leben hier. {said}")}
    assert "Bürgerliste Tannau" not in holders


@pytest.mark.parametrize(
    "name", ["Grüne Liste Tannau", "Offene Liste Tal", "Moderne Mitte Tannau", "Freie Liste Tal"]
)
def test_a_text_names_its_body_in_every_case(name: str) -> None:
    adjective, rest = name.split(" ", 1)
    text = f"Die {adjective} {rest} wächst. Mit der {adjective}n {rest} geht es voran. Die Liste wächst."
    assert [span.of(text) for span in named_in(text, name)] == [name, f"{adjective}n {rest}"]
