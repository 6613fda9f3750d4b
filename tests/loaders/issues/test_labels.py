"""What clauses say, named in good German: sentences of our own and the labels of their issues."""

import datetime as dt

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules
from loaders.issues.labels.nominalising import nominalise


def labels(text):
    document = Document("document/test", "Test", text, published=dt.date(2025, 8, 19))
    return [s.issue.label for s in GermanRules().extract(document).statements]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Der Senator lehnt es ab, Gebühren zu erhöhen.", "Erhöhung von Gebühren"),
        ("Der Senator lehnt es ab, die hohen Gebühren zu senken.", "Senkung hoher Gebühren"),
        ("Die Union verlangt, dass ein neues Gesetz verabschiedet wird.", "Verabschiedung eines neuen Gesetzes"),
        ("Die Grünen fordern, dass Moskau Zugeständnisse macht.", "Zugeständnisse Moskaus"),
        ("Die CDU fordert, dass sich die Kanzlerin bewegt.", "Bewegung der Kanzlerin"),
        ("Die Fraktion fordert, dass der Bundestag die Mittel kürzt.", "Kürzung der Mittel durch den Bundestag"),
        (
            "Der Minister fordert, dass der neue Präsident einen Waffenstillstand ausruft.",
            "Ausrufung eines Waffenstillstandes durch den neuen Präsidenten",
        ),
        (
            "Die Opposition fordert, dass die Regierung den Rebellen Waffen liefert.",
            "Lieferung von Waffen an die Rebellen durch die Regierung",
        ),
        ("Der Verband verlangt, dass Russland die Stadt nicht angreift.", "Angriff Russlands auf die Stadt"),
        ("Die Ministerin fordert die Länder auf, dem Abkommen beizutreten.",
         "Beitritt zum Abkommen durch die Länder"),
        ("Der Kanzler will die Freundschaft nicht aufs Spiel setzen.", "Gefährdung der Freundschaft"),
        ("Die Partei fordert, den Fluss unter Schutz zu stellen.", "Schutz des Flusses"),
        ("Die Gewerkschaft fordert, aus der Kohle auszusteigen.", "Ausstieg aus der Kohle"),
        ("Das Land bietet dem Nachbarn Gebiete an.", "Angebot von Gebieten"),
        ("Die Klägerin verspricht, beim Landgericht Beschwerde einzureichen.", "beim Landgericht Beschwerde einreichen"),
        ("Der Rat fordert, dass die Stadt sich um die Schule kümmert.", "dass die Stadt sich um die Schule kümmert"),
        ("Die Händler lehnen es ab, vor das Amtsgericht zu ziehen.", "vor das Amtsgericht ziehen"),
        ("Die Partei stimmt höheren Löhnen zu.", "höhere Löhne"),
        ("Der Verband fordert Unterstützung für kleine Betriebe.", "Unterstützung für kleine Betriebe"),
        (
            "Die Ministerin bemängelt die fehlende Unterstützung des Bundes für die Städte.",
            "fehlende Unterstützung des Bundes für die Städte",
        ),
        ("Der Rat fordert Tempo 30 in der Altstadt.", "Tempo 30"),
        ("Die Kommission schlägt vor, russisches Öl zu sanktionieren.", "Sanktionen gegen russisches Öl"),
    ],
)  # fmt: skip
def test_a_clause_becomes_a_readable_label(sentence, label):
    assert label in labels(sentence)


def test_guarantees_are_named_with_what_they_guarantee():
    assert labels("Die USA gaben Garantien für die Grenzen des Landes.") == [
        "Garantien für die Grenzen des Landes"
    ]


def test_the_promise_is_kept_by_the_one_who_makes_it():
    (label,) = labels("Der Konzern stellte den Mietern in Aussicht, die Heizung zu erneuern.")
    assert "Mieter" not in label


@pytest.mark.parametrize(
    ("verb", "noun"),
    [
        ("senken", "Senkung"),
        ("verhandeln", "Verhandlung"),
        ("erneuern", "Erneuerung"),
        ("aussteigen", "Ausstieg"),
        ("einsteigen", "Einstieg"),
        ("vorführen", "Vorführung"),
        ("festlegen", "Festlegung"),
        ("überwinden", "Überwindung"),
        ("versteigern", "Versteigerung"),
        ("verlassen", "Verlassen"),
        ("schweigen", "Schweigen"),
    ],
)
def test_a_verb_has_a_noun(verb, noun):
    assert nominalise(verb) == noun


def test_coordinated_complements_are_issues_of_their_own():
    found = labels("Die SPD fordert, die Mieten zu senken und die Zulagen zu erhöhen.")
    assert sorted(found) == ["Erhöhung der Zulagen", "Senkung der Mieten"]
    assert labels("Die SPD fordert, den Plan zu ändern, und lehnt die Maut ab.") == [
        "Änderung des Plans",
        "Maut",
    ]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Die Lehrergewerkschaft fordert mehr Pädagogen an den Grundschulen.", "mehr Pädagogen an den Grundschulen"),
        ("Die Grünen fordern weniger Verkehr in der Innenstadt.", "weniger Verkehr in der Innenstadt"),
        ("Die FDP verlangt weniger Vorschriften für Betriebe.", "weniger Vorschriften für Betriebe"),
        ("Die Grünen plädieren für deutlich mehr Radwege.", "mehr Radwege"),
        ("Der Verband fordert genug Personal für die Kliniken.", "genug Personal für die Kliniken"),
        ("Der Minister Otto Muster kündigte an, mehr Lehrer einzustellen.", "Einstellung von mehr Lehrern"),
        ("Die SPD fordert die Unterstützung weniger Familien.", "Unterstützung weniger Familien"),
    ],
)  # fmt: skip
def test_a_label_says_that_more_or_less_is_wanted(sentence, label):
    assert labels(sentence) == [label]


def test_less_of_a_matter_is_another_matter_and_more_of_it_is_not():
    def issues(text):
        found = GermanRules().extract(Document("document/test", "Test", text)).statements
        return [s.issue.id for s in found]

    plain = issues("Die Grünen fordern Windräder im Wald.")
    assert issues("Die Grünen fordern mehr Windräder im Wald.") == plain
    assert issues("Die Grünen fordern weniger Windräder im Wald.") != plain


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Die Ministerin Anna Beispiel hält die Absage der Reform für einen historischen Fehler.", "Absage der Reform"),
        ("Bürgermeister Otto Muster rechtfertigt die Gebühr für Anwohner mit hohen Kosten.", "Gebühr für Anwohner"),
        ("Die Ministerin Anna Beispiel verteidigte die Kürzung der Renten mit der Kassenlage.", "Kürzung der Renten"),
        ("Die Ministerin Anna Beispiel verteidigte den Vertrag mit den Ländern.", "Vertrag mit den Ländern"),
        ("Die Ministerin Anna Beispiel machte einen Zuschuss für Pendler zur Bedingung.", "Zuschuss für Pendler"),
        ("Der Ausschuss empfahl den Antrag auf Steuersenkung zur Annahme.", "Steuersenkung"),
        ("Der Verband kündigte den Vertrag mit der Stadt zum Jahresende.", "Vertrag mit der Stadt"),
        (
            "Die Minister haben sich in der Nacht auf Dienstag auf strengere Grenzwerte für Abgase geeinigt.",
            "strengere Grenzwerte für Abgase",
        ),
    ],
)  # fmt: skip
def test_what_the_verb_itself_takes_is_no_part_of_a_label(sentence, label):
    assert labels(sentence) == [label]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Die Bürger wollen eine Obergrenze von 60 Nächten.", "Obergrenze von 60 Nächten"),
        ("Die Partei beschloss die Verlängerung der Wehrpflicht auf drei Jahre.",
         "Verlängerung der Wehrpflicht auf drei Jahre"),
        (
            "Die Behörden warnen vor dem Verzehr von Pilzen aus Wäldern im Umkreis von zehn Kilometern.",
            "Verzehr von Pilzen aus Wäldern im Umkreis von zehn Kilometern",
        ),
        (
            "Der Gläubigerausschuss stimmte dem Verkauf der insolventen Modekette Blauwald zu.",
            "Verkauf der insolventen Modekette Blauwald",
        ),
        ("Die Innenminister sprechen sich für ein Verbot der Gruppierung »Eisenfaust« aus.",
         "Verbot der Gruppierung Eisenfaust"),
        ("Der Verband forderte am Montag den Rücktritt des Ministers.", "Rücktritt des Ministers"),
    ],
)  # fmt: skip
def test_how_much_how_long_and_what_it_is_called_are_part_of_a_label(sentence, label):
    assert labels(sentence) == [label]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Der Verein fordert, den Automaten wieder aufzubauen.", "Wiederaufbau des Automaten"),
        ("Der Verband fordert, den Namen der Partei zu ändern.", "Änderung des Namens der Partei"),
        ("Die Bank fordert, den Vertrag und den Kredit zu prüfen.", "Prüfung des Vertrags und des Kredites"),
    ],
)
def test_genitives_are_formed_as_their_nouns_are(sentence, label):
    assert labels(sentence) == [label]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        (
            "Die Ministerin Anna Beispiel warf den Ländern mangelnde Bereitschaft zur Zusammenarbeit vor.",
            "mangelnde Bereitschaft der Länder zur Zusammenarbeit",
        ),
        ("Die SPD wirft der Regierung Untätigkeit beim Klimaschutz vor.", "Untätigkeit der Regierung beim Klimaschutz"),
        ("Die Ministerin Anna Beispiel warf der Bank Betrug vor.", "Betrug der Bank"),
        (
            "Die SPD-Chefin Jana Muster wirft Minister Otto Beispiel die Kürzung der Renten vor.",
            "Kürzung der Renten durch Minister Otto Beispiel",
        ),
    ],
)  # fmt: skip
def test_a_reproach_says_whose_it_is_right_behind_its_noun(sentence, label):
    assert labels(sentence) == [label]
