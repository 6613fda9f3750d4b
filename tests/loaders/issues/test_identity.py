"""Which issues two documents share, and which belong to one of them: sentences of invented articles."""

import datetime as dt

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules


def read(text, name="eins"):
    return GermanRules().extract(Document(f"document/{name}", name, text, published=dt.date(2025, 3, 4)))


def issues(text, name="eins"):
    return {statement.issue.id for statement in read(text, name).statements}


def shared(one, other):
    """The issues that two articles have in common."""
    return issues(one, "eins") & issues(other, "zwei")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Der Verband Freie Straße lehnt das Gesetz ab.", "Die Gewerkschaft lehnt das Gesetz ab."),
        ("Der Bundesrat begrüßt die Einigung.", "Das Parlament begrüßt die Einigung."),
        ("Die Opposition fordert den Rücktritt.", "Die Gewerkschaft fordert seinen Rücktritt."),
        ("Die Grünen fordern eine Waffenruhe.", "Der Verband fordert eine Waffenruhe."),
        ("Die Regierung weist den Vorwurf zurück.", "Der Konzern weist den Vorwurf zurück."),
        ("Die Grünen fordern Neuwahlen.", "Die Opposition fordert Neuwahlen."),
        ("Die SPD fordert eine Untersuchung.", "Die Behörden kündigten eine Untersuchung an."),
        ("Die CDU kritisiert den Plan der SPD.", "Die FDP kritisiert den Plan der SPD."),
        ("Die Gewerkschaft begrüßt die Proteste in Polen.", "Der Verband begrüßt Proteste in Polen."),
        ("Der Verband fordert schnelle Hilfe.", "Die Gewerkschaft fordert schnelle Hilfe."),
        ("Die CDU kritisiert Deutschland.", "Die Nato kritisiert Deutschland."),
        ("Die Grünen fordern Neuwahlen in Polen.", "Der Verband fordert Neuwahlen in Polen."),
        ("Die SPD fordert den Mindestlohn.", "Die FDP fordert einen branchenspezifischen Mindestlohn."),
        ("Die SPD fordert eine Wehrpflicht.", "Die FDP fordert eine Wehrpflicht für Frauen in Schweden."),
        (
            "Die Grünen kritisieren den Nachfolger von Ida Falk.",
            "Der Verband kritisiert den Nachfolger von Ida Falk.",
        ),
        ("Die SPD kritisiert Innenminister Otto Schily.", "Die CDU kritisiert Innenminister Otto Schily."),
        (
            "Die Grünen kritisieren die Parlamentswahl in Polen.",
            "Die Nato kritisiert die Parlamentswahl in Polen.",
        ),
        ("Die Grünen begrüßen den EU-Sondergipfel.", "Die SPD begrüßt den Sondergipfel der EU."),
        ("Die SPD kritisiert die Energiepolitik der USA.", "Die CDU lobt die Energiepolitik der USA."),
        ("Die SPD fordert den Mindestlohn.", "Die FDP verspricht die Einhaltung des Mindestlohns."),
        ("Die SPD fordert die Seenotrettung.", "Die FDP fordert eine Seenotrettung durch Italien."),
    ],
)
def test_what_could_be_anything_belongs_to_its_document(one, other):
    assert issues(one)
    assert shared(one, other) == set()


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ("Die Grünen fordern ein Tempolimit.", "Der Verband lehnt das Tempolimit ab.", "tempolimit"),
        ("Die SPD fordert den Mindestlohn.", "Die FDP lehnt Mindestlöhne ab.", "mindestlohn"),
        (
            "Die Nato fordert Sanktionen gegen Russland.",
            "Die SPD lehnt Russland-Sanktionen ab.",
            "sanktion-gegen-russland",
        ),
        (
            "Die SPD fordert die Abschaffung des Mietendeckels.",
            "Der Verband lehnt eine Abschaffung des Mietendeckels ab.",
            "abschaffung-mietendeckel",
        ),
        (
            "Die Nato fordert eine Raketenabwehr in Polen.",
            "Die SPD lehnt die Raketenabwehr in Polen ab.",
            "raketenabwehr-polen",
        ),
        (
            "Die CDU fordert den Truppenabzug aus Mali.",
            "Die FDP lehnt einen Truppenabzug aus Mali ab.",
            "truppenabzug-aus-mali",
        ),
        (
            "Die Grünen fordern einen bundesweiten Mindestlohn.",
            "Die FDP lehnt einen flächendeckenden gesetzlichen Mindestlohn ab.",
            "mindestlohn",
        ),
        (
            "Die SPD fordert eine gerechtere Verteilung der Flüchtlinge.",
            "Die CDU lehnt eine Verteilung von Flüchtlingen ab.",
            "verteilung-von-fluechtlingen",
        ),
        (
            "Die SPD fordert die Verteilung von 40.000 Flüchtlingen.",
            "Die CDU lehnt die Verteilung weiterer 40.000 Flüchtlinge ab.",
            "verteilung-von-fluechtlingen-40-000",
        ),
        (
            "Die Grünen fordern die Einrichtung eines Lobbyregisters.",
            "Die FDP lehnt das Lobbyregister ab.",
            "lobbyregister",
        ),
        (
            "Die Grünen fordern einen Mindestlohn in Ungarn.",
            "Die FDP lehnt den ungarischen Mindestlohn ab.",
            "mindestlohn-ungarn",
        ),
        (
            "Die SPD fordert die Ökosteuer in der EU.",
            "Die CDU lehnt eine Ökosteuer in der Europäischen Union ab.",
            "oekosteuer-europaeische-union",
        ),
    ],
)
def test_a_policy_and_what_carries_an_anchor_are_one_issue_everywhere(one, other, name):
    assert shared(one, other) == {f"issue/{name}"}


def test_a_name_is_an_anchor_wherever_the_text_knows_it():
    one = "Die Nordmark GmbH baut Schiffe. Die Gewerkschaft lehnt die Übernahme der Nordmark GmbH ab."
    other = "Der Verband begrüßt die Übernahme der Nordmark GmbH."
    assert shared(one, other) == {"issue/uebernahme-nordmark"}


def test_the_kind_of_an_issue_is_told_and_never_shared():
    (found,) = read("Die Grünen fordern eine Feuerpause.").statements
    assert (found.issue.id, found.issue.kind) == ("issue/eins/waffenruhe", "issue/waffenruhe")
    assert found.issue.broader == ("issue/waffenruhe",)


@pytest.mark.parametrize(
    "text",
    [
        "Der Senat plant ein Gesetz über Schulbusse. Die Gewerkschaft lehnt das Gesetz ab. "
        "Die Grünen begrüßen das Gesetz über Schulbusse.",
        "Über das Schulbusgesetz wird gestritten. Die Gewerkschaft lehnt das Gesetz ab. "
        "Die Grünen begrüßen das Schulbusgesetz.",
    ],
)
def test_a_bare_head_is_what_its_document_has_named_in_full(text):
    (issue,) = issues(text)
    assert issue.startswith("issue/eins/")
    assert "schulbus" in issue


@pytest.mark.parametrize(
    "text",
    [
        "Neben dem Schulbusgesetz steht das Hafengesetz an. Die Gewerkschaft lehnt das Gesetz ab.",
        "Über das Schulbusgesetz wird gestritten. Die Gewerkschaft fordert ein Gesetz.",
    ],
)
def test_a_bare_head_that_may_be_several_or_is_new_stays_as_it_is(text):
    assert issues(text) == {"issue/eins/gesetz"}


def test_groups_without_a_name_belong_to_their_document():
    text = "Die Anwohnerschaft lehnt das Tempolimit ab."
    holders = {read(text, name).statements[0].holder.id for name in ("eins", "zwei")}
    assert len(holders) == 2
