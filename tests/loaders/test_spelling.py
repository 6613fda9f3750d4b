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
        ("&quot;Nein&quot;, so Müller &amp; Söhne, die Ma&shy;ut&nbsp;&#8211; AT&T; &x;", '"Nein", so Müller & Söhne, die Maut – AT&T; &x;'),
        ("Die\x00 SPD\x07", "Die SPD"),
        ("\x84Nein\x93, sagte sie \x96 und ging\x85", "„Nein“, sagte sie – und ging…"),
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
        ("2.500 Euro, 12.30 Uhr, 3,5 Prozent.", None),
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
    ("written", "as_read"),
    [
        ("Lehrer*innen, Lehrer_innen, Lehrer/-innen, Lehrer/innen, LehrerInnen, Lehrer(innen), Lehrer·innen", ", ".join(["Lehrer:innen"] * 7)),
        ("Kanzler*in, StudentIn, Kolleg/in, Lehrer(in), Wirt/-in", "Kanzler:in, Student:in, Kolleg:in, Lehrer:in, Wirt:in"),
        ("ein:e Pat*in, keine:n, jede_r, der:die, Der/die, die*der, des/der, eine/n Beamt*in, Abgeordnete:r, er:sie",
         "eine Pat:in, keine, jede, die, Die, die, der, eine Beamt:in, Abgeordnete, sie"),
        ("der Bürger:innenrat, die SchülerInnenvertretung, die Schüler*innen-Vertretung", "der Bürgerrat, die Schülervertretung, die Schüler-Vertretung"),
        ("Bürgerinnen und Bürger, Ärzte und Ärztinnen, Bäuerinnen oder Bauern, Franzosen und Französinnen",
         "Bürger, Ärzte, Bauern, Franzosen"),
        ("Ministerinnen und Kanzler, Lehrerinnen und Lehrbeauftragte, LinkedIn, Bonn/in, drinnen, Innenstadt, Binnen-I", None),
        ("Text_in_Datei, Tor 1:1, 12:30 Uhr, Frage: innen, CDU/CSU, und/oder, km/h, Euro/t", None),
    ],
)  # fmt: skip
def test_forms_for_all_genders(written, as_read):
    assert read(written) == (as_read or written)


@pytest.mark.parametrize(
    ("written", "as_read"),
    [
        ("DIE SPD LEHNT DIE MAUT AB. ANNA BEISPIEL WARNT VOR DER AFD.", "Die SPD lehnt die Maut ab. Anna Beispiel warnt vor der AfD."),
        ("OPPOSITION LEHNT RENTENPAKET AB\n\nDie SPD ist dafür.", "Opposition lehnt Rentenpaket ab\n\nDie SPD ist dafür."),
        ("GROSSE STRASSE, MEHR LEHRER:INNEN FÜR DIE SCHULE", "Große Straße, mehr Lehrer:innen für die Schule"),
        ("EU-KOMMISSION GEGEN PKW-MAUT", "EU-Kommission gegen PKW-Maut"),
        ("MINISTERIN MÜLLER: „WIR MÜSSEN HANDELN“", "Ministerin Müller: „Wir müssen handeln“"),
        ("Die SPD lehnt die Maut NICHT ab und will KEINE Steuer.", "Die SPD lehnt die Maut nicht ab und will keine Steuer."),
        ("Ministerin Anna BEISPIEL und Max MUSTER-WEBER", "Ministerin Anna Beispiel und Max Muster-Weber"),
        ("MUSTER: Ja.\nZEITUNG: Und?\nANNA BEISPIEL (SPD): Nein.\nSPD: Ja.", "Muster: Ja.\nZeitung: Und?\nAnna Beispiel (SPD): Nein.\nSPD: Ja."),
        ("Die ARD, CDU/CSU, DIHK, UNICEF und BDEW, so die UNO. Das IKT-Gesetz (BGBL)", None),
        ("Der Konzern MAN und der IS, die WHO UND DIE EU.", None),
        ("A\nB C\nHINTERGRUND\nDDR 2.0", None),
    ],
)  # fmt: skip
def test_capitals(written, as_read):
    assert read(written) == (as_read or written)


@pytest.mark.parametrize(
    ("written", "as_read"),
    [
        ("Der Bundesrat beschliesst grosse Massnahmen. Ausserdem: Aussenminister, Ausmass, Strasse, Verstoss, dreissig",
         "Der Bundesrat beschließt große Maßnahmen. Außerdem: Außenminister, Ausmaß, Straße, Verstoß, dreißig"),
        ("Aussendung, Grossist, Russland, Preissteigerung, Kreissparkasse, Beweissicherung, Reisepass, Masse, Busse", None),
        ("Peter Weiss und Frau Grossmann, Herr Strasser. Weiss schwieg, Grossmann auch.", None),
        ("Daß der Beschluß läßt, muß man wissen: Prozeß, Mißbrauch, Rußland, bewußt",
         "Dass der Beschluss lässt, muss man wissen: Prozess, Missbrauch, Russland, bewusst"),
        ("Spaß, Größe, Schoß, Fußball, Straße, müßig, heißt, Gruß, Maß", None),
        ("5 Mio. Euro, 3 Mrd. für alle, 4 Mio Menschen, 2 Tsd. Die SPD lehnt 7 Mrd. ab.",
         "5 Millionen Euro, 3 Milliarden für alle, 4 Millionen Menschen, 2 Tausend. Die SPD lehnt 7 Milliarden ab."),
        ("Die Gruenen begruessen die Waermepumpe fuer Israel. Die neue Steuer ist teuer, sagte Baerbock in Oesterreich.",
         "Die Grünen begrüßen die Wärmepumpe für Israel. Die neue Steuer ist teuer, sagte Baerbock in Österreich."),
        ("Michael Mueller ist aktuell gegen die neue Steuer.", None),
        ("Grün ist fuer alle da, so Goethe.", None),
    ],
)  # fmt: skip
def test_other_orthographies(written, as_read):
    assert read(written) == (as_read or written)


@pytest.mark.parametrize(
    "piece", ["\u0301\u0316", "''", ",,", "-\n", " \n", ".A", "…", "Ã¼", "\u00ad", ">", "a-", " "]
)
def test_endless_oddities_take_their_time_once(piece):
    assert len(read("a" + piece * 100_000)) <= 300_001
