"""Whom names and nouns mean in the country a text is set in; who has two names in one text; who belongs to it alone."""

import datetime as dt

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules


def actors(text: str, title: str = "Probe") -> set[str]:
    document = Document("document/d", title, text, published=dt.date(2023, 5, 4))
    return {actor.id.removeprefix("actor/") for actor in GermanRules().extract(document).actors}


@pytest.mark.parametrize(
    ("text", "those", "others"),
    [
        (
            "Wien (Österreich). Die Grünen lehnen das Gesetz ab. Der Bundesrat stimmte zu.",
            {"gruene-oesterreich", "bundesrat-oesterreich"},
            {"buendnis-90-die-gruenen", "bundesrat", "deutschland"},
        ),
        (
            "In der Schweiz fordert der Bundesrat ein Verbot. Die Grünen begrüßen das.",
            {"bundesrat-schweiz", "gruene-schweiz"},
            {"buendnis-90-die-gruenen", "bundesrat"},
        ),
        (
            "In Österreich hat ein Gericht das Gesetz aufgehoben. Der Bundespräsident begrüßte das.",
            {"alexander-van-der-bellen"},
            {"frank-walter-steinmeier"},
        ),
        (
            "In Kanada lehnte das Parlament die Verlängerung ab. Die Liberalen begrüßten das.",
            {"liberale-kanada"},
            {"fdp"},
        ),
        (
            "Die Zahlen steigen weiter. Neue Zäune sind möglich. Wien – Der Bund will zahlen, das Außenministerium warnt.",
            {"bundesregierung-oesterreich", "aussenministerium-oesterreich"},
            {"bundesregierung", "auswaertiges-amt"},
        ),
        (
            "Der Bund lehnt den Antrag ab. Prag – Das Entwicklungsministerium kritisiert den Plan.",
            {"bundesregierung-tschechien"},
            {"bundesregierung", "bundesentwicklungsministerium"},
        ),
        (
            "Das Verfassungsgericht in Thailand verbot die Partei. Die Richter lehnten den Einspruch ab.",
            set(),
            {"bundesverfassungsgericht"},
        ),
    ],
)
def test_a_body_of_the_country_that_the_text_is_set_in_is_not_the_german_one(
    text: str, those: set[str], others: set[str]
) -> None:
    found = actors(text)
    assert those <= found
    assert not others & found


def test_a_title_may_say_where_the_text_is_set() -> None:
    text = "Der Senat lehnte das Gesetz ab. Das Verfassungsgericht begrüßte die Entscheidung."
    assert "verfassungsgericht-polen" in actors(text, "Polen: Senat lehnt Gesetz ab")
    assert "bundesverfassungsgericht" in actors(text, "Senat lehnt Gesetz ab")


@pytest.mark.parametrize(
    "text",
    [
        "Die Grünen fordern mehr Hilfe in der Ukraine. Die Liberalen lehnen das ab.",
        "Wien. Die SPD kritisiert das Treffen. Die Grünen loben es, die Liberalen auch.",
        "Die Grünen und die Liberalen kritisieren Russland.",
        "Die Grünen und die Liberalen streiten. Moskau bleibt hart. Paris – so sagen sie – lehnt das ab.",
        "Wien. Angela Merkel lobte das Treffen. Die Grünen kritisierten es, die Liberalen auch.",
    ],
)
def test_where_it_is_not_sure_the_german_parties_are_meant(text: str) -> None:
    assert {"buendnis-90-die-gruenen", "fdp"} <= actors(text)


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Die Ministerin Ida Falk lehnt den Plan ab. Falk kritisierte den Senat.", "ida-falk"),
        ("Der Bundesrechnungshof (BRH) rügte den Plan. Der BRH fordert mehr Geld.", "bundesrechnungshof"),
    ],
)
def test_who_has_two_names_in_a_text_is_one(text: str, one: str) -> None:
    found = {actor for actor in actors(text) if "senat" not in actor}
    assert found == {one}


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("Ein Gericht in China lehnte die Klage ab.", "d/gericht"),
        ("Die japanische Wirtschaft fordert Steuersenkungen.", "d/wirtschaft-japan"),
        ("Die Amerikaner lehnen den Plan ab.", "d/amerikaner"),
        ("Die spanische Gesellschaft fordert Reformen.", "d/gesellschaft-spanien"),
        ("Die Fraktion der Grünen lehnt das Gesetz ab.", "d/fraktion-buendnis-90-die-gruenen"),
    ],
)
def test_of_what_there_are_several_belongs_to_the_document(text: str, local: str) -> None:
    assert local in actors(text)


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("Die japanische Regierung fordert Steuersenkungen.", "regierung-japan"),
        ("Das Oberste Gericht Simbabwes lehnt die Klage ab.", "oberstes-gericht-simbabwe"),
        ("Die Universität Greifswald fordert mehr Geld.", "universitaet-greifswald"),
        (
            "Der Hauptverband der Deutschen Hutindustrie lehnt das ab.",
            "hauptverband-der-deutschen-hutindustrie",
        ),
        ("Das thailändische Verfassungsgericht lehnt die Klage ab.", "verfassungsgericht-thailand"),
        ("Die baden-württembergische SPD-Fraktion lehnt es ab.", "spd-fraktion-baden-wuerttemberg"),
        ("Die FDP-Bundestagsfraktion fordert Aufklärung.", "fdp-bundestagsfraktion"),
    ],
)
def test_of_what_there_is_one_is_known_everywhere(text: str, shared: str) -> None:
    assert shared in actors(text)
