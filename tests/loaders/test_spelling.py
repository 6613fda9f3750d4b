"""How a text is written, and how it is read: each rule by examples of its kind."""

import pytest

from loaders.articles.reading_view import reading_view
from loaders.spelling.rules import RULES


def read(text):
    return reading_view(text, RULES).text


@pytest.mark.parametrize(
    ("written", "as_read"),
    [
        ("Gru\u0308ne Stra\u00dfe, A\u030Angstro\u0308m, \u212bland", "Grüne Straße, Ångström, Åland"),
        ("Tempo\u00adlimit, Ver\u200bord\u2060nung\ufeff", "Tempolimit, Verordnung"),
        ("\u200eDie SPD\u200f, \u202adie CDU\u202c, \u2066die FDP\u2069", "Die SPD, die CDU, die FDP"),
        ("5\u202f000\u00a0Euro\u2009im\u3000Jahr", "5 000 Euro im Jahr"),
        ("CO2\u2011Preis, Nord\u2010Süd", "CO2-Preis, Nord-Süd"),
        ("Die Öﬀnung der Grenzen ﬁndet Beifall, ﬂott", "Die Öffnung der Grenzen findet Beifall, flott"),
        ("\uff33\uff30\uff24 lehnt \U0001d5d4\U0001d5ef", "SPD lehnt Ab"),
        (",,Nein``, sagte er. ''Ja'', sagte sie.", "„Nein“, sagte er. \"Ja\", sagte sie."),
        (">>Nein<<, sagte er.", "»Nein«, sagte er."),
        ("Die GrÃ¼nen sagen: â€žNeinâ€œ â€“ fÃ¼r immer.", "Die Grünen sagen: „Nein“ – für immer."),
        ("„TÄ“ und „Spaß“ und „TÜ“ und São Tomé", "„TÄ“ und „Spaß“ und „TÜ“ und São Tomé"),
        ("eins\r\nzwei\rdrei\u2028vier\x0cfünf", "eins\nzwei\ndrei\nvier\nfünf"),
        ("Die\x00 SPD\x07", "Die SPD"),
    ],
)  # fmt: skip
def test_characters(written, as_read):
    assert read(written) == as_read


@pytest.mark.parametrize(
    ("written", "as_read"),
    [
        ("Die SPD lehnt die Maut ab.Die CDU ist dafür.", "Die SPD lehnt die Maut ab. Die CDU ist dafür."),
        ("Das sagte die SPD.Ministerin Weber schwieg!Warum?Niemand weiß es.",
         "Das sagte die SPD. Ministerin Weber schwieg! Warum? Niemand weiß es."),
        ("Er kam 2024.Sie ging (endlich).Alle „lachten“.Keiner weinte.", "Er kam 2024. Sie ging (endlich). Alle „lachten“. Keiner weinte."),
        ("„Das ist falsch.“Die Partei schwieg.„Nein“, hieß es …Oder doch?", "„Das ist falsch.“ Die Partei schwieg. „Nein“, hieß es … Oder doch?"),
        ("am 3.Oktober, Dr.Müller, 1.FC", "am 3. Oktober, Dr. Müller, 1. FC"),
        ("z.B. U.S.A., J.F.Kennedy, ver.di, Beispiel.De, https://www.Beispiel.Org/Seite.Alt, a@Haus.Amt", None),
        ("2.500 Euro, 12.30 Uhr, 3,5 Mio.", None),
    ],
)  # fmt: skip
def test_a_missing_blank_after_a_sentence(written, as_read):
    assert read(written) == (as_read or written)


@pytest.mark.parametrize(
    ("written", "as_read"),
    [
        ("das Tempo-\nlimit auf Auto-  \r\n  bahnen", "das Tempolimit auf Autobahnen"),
        ("das Tempo\u00ad\nlimit, das Tempo¬\nlimit", "das Tempolimit, das Tempolimit"),
        ("der CDU-\nPolitiker, die Nord-\nund Südsee", "der CDU-Politiker, die Nord- und Südsee"),
        ("die Länder -\ndie Städte", None),
        ("Streit um Maut\nDie SPD lehnt sie ab.", None),
        ("- eins\n- zwei", None),
    ],
)  # fmt: skip
def test_words_parted_at_the_end_of_a_line(written, as_read):
    assert read(written) == (as_read or written)


def test_lines_broken_by_typesetting_are_one_line():
    lines = [
        "Die Ministerin hat am Montag in Berlin einen Plan vorgestellt, der",
        "den Ausbau der Bahnstrecken bis zum Ende des Jahrzehnts regeln soll und",
        "den die Länder im Bundesrat bereits mehrfach und mit Nachdruck gefordert",
        "haben.",
    ]
    assert read("\n".join(lines)) == " ".join(lines)
    assert read("\n\n".join(lines)) == "\n\n".join(lines)


@pytest.mark.parametrize(
    "piece", ["\u0301\u0316", "''", ",,", "-\n", " \n", ".A", "…", "Ã¼", "\u00ad", ">", "a-", " "]
)
def test_endless_oddities_take_their_time_once(piece):
    assert len(read("a" + piece * 100_000)) <= 300_001
