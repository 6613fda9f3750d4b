"""What German date expressions mean on the day of publication."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.facts.dates import find_dates
from loaders.german.numerals import number

TUESDAY = dt.date(2025, 8, 19)

PAST = [
    ("Am Montag tagte der Rat.", "Am Montag", "2025-08-18", "2025-08-18"),
    ("Der Rat tagte am Dienstag.", "am Dienstag", "2025-08-19", "2025-08-19"),
    ("Der Rat tagte am Mittwochabend.", "am Mittwochabend", "2025-08-13", "2025-08-13"),
    ("Er kam vergangenen Freitag an.", "vergangenen Freitag", "2025-08-15", "2025-08-15"),
    ("Das war am letzten Dienstag.", "am letzten Dienstag", "2025-08-12", "2025-08-12"),
    ("Er kam in der Nacht zum Sonntag an.", "in der Nacht zum Sonntag", "2025-08-17", "2025-08-17"),
    ("Er kam gestern Abend an.", "gestern Abend", "2025-08-18", "2025-08-18"),
    ("Sie sprach vorgestern.", "vorgestern", "2025-08-17", "2025-08-17"),
    ("Das war am 18. August 2024.", "am 18. August 2024", "2024-08-18", "2024-08-18"),
    ("Das war am 29. März.", "am 29. März", "2025-03-29", "2025-03-29"),
    ("Das war am 29. Oktober.", "am 29. Oktober", "2024-10-29", "2024-10-29"),
    ("Das war am Samstag, dem 2. August,", "am Samstag, dem 2. August", "2025-08-02", "2025-08-02"),
    ("Das war am 3.8.2025.", "am 3.8.2025", "2025-08-03", "2025-08-03"),
    ("Beschlossen 2025-08-03.", "2025-08-03", "2025-08-03", "2025-08-03"),
    ("Das war am 2025-08-03.", "am 2025-08-03", "2025-08-03", "2025-08-03"),
    ("Das war am 3. Mrz 2025.", "am 3. Mrz 2025", "2025-03-03", "2025-03-03"),
    ("Das war am 3. Mär. 2025.", "am 3. Mär. 2025", "2025-03-03", "2025-03-03"),
    ("Das war am 3. Feb, vor Ort.", "am 3. Feb", "2025-02-03", "2025-02-03"),
    ("Das war am 3.8. in Bonn.", "am 3.8.", "2025-08-03", "2025-08-03"),
    ("Das war am Sonntag, dem 3.8.2025.", "am Sonntag, dem 3.8.2025", "2025-08-03", "2025-08-03"),
    ("Das war Sonntag, 3. 8.", "Sonntag, 3. 8.", "2025-08-03", "2025-08-03"),
    ("Sie tagten vom 28.5. bis zum 3.6.2024.", "vom 28.5. bis zum 3.6.2024", "2024-05-28", "2024-06-03"),
    ("Das war vorletzten Montag.", "vorletzten Montag", "2025-08-11", "2025-08-11"),
    ("Das war heute vor einem Jahr.", "heute vor einem Jahr", "2024-08-19", "2024-08-19"),
    ("Das war Montag vor zwei Wochen.", "Montag vor zwei Wochen", "2025-08-04", "2025-08-04"),
    ("Sie tagten vom 3. bis 5. Mai.", "vom 3. bis 5. Mai", "2025-05-03", "2025-05-05"),
    ("Sie tagten vom 28. Mai bis 3. Juni 2024.", "vom 28. Mai bis 3. Juni 2024", "2024-05-28", "2024-06-03"),
    ("Das war im März 2024.", "im März 2024", "2024-03-01", "2024-03-31"),
    ("Das war im November.", "im November", "2024-11-01", "2024-11-30"),
    ("Das war Anfang Juni.", "Anfang Juni", "2025-06-01", "2025-06-10"),
    ("Das war Mitte Juni 2023.", "Mitte Juni 2023", "2023-06-11", "2023-06-20"),
    ("Das war Ende Februar 2024.", "Ende Februar 2024", "2024-02-21", "2024-02-29"),
    ("Das war im Mai vergangenen Jahres.", "im Mai vergangenen Jahres", "2024-05-01", "2024-05-31"),
    ("Das war im vergangenen Jahr.", "im vergangenen Jahr", "2024-01-01", "2024-12-31"),
    ("Das war in der vergangenen Woche.", "in der vergangenen Woche", "2025-08-11", "2025-08-17"),
    ("Das war in diesem Monat.", "in diesem Monat", "2025-08-01", "2025-08-31"),
    ("Das war am Wochenende.", "am Wochenende", "2025-08-16", "2025-08-17"),
    ("Er fiel vor dreieinhalb Jahren ein.", "vor dreieinhalb Jahren", "2022-02-01", "2022-02-28"),
    ("Er kam vor fünf Tagen.", "vor fünf Tagen", "2025-08-14", "2025-08-14"),
    ("Er kam vor drei Jahren.", "vor drei Jahren", "2022-01-01", "2022-12-31"),
    ("Er gilt seit 2014.", "seit 2014", "2014-01-01", None),
    ("Er gilt seit Montag.", "seit Montag", "2025-08-18", None),
    ("Er gilt seit zwei Wochen.", "seit zwei Wochen", "2025-08-05", None),
    ("Er galt bis Ende 2020.", "bis Ende 2020", None, "2020-12-31"),
    ("Im Jahr 2013 gewann sie.", "Im Jahr 2013", "2013-01-01", "2013-12-31"),
    ("2013 gewann sie.", "2013", "2013-01-01", "2013-12-31"),
    ("Von 2014 bis 2019 regierte sie.", "Von 2014 bis 2019", "2014-01-01", "2019-12-31"),
    ("In den 1990er Jahren war das anders.", "In den 1990er Jahren", "1990-01-01", "1999-12-31"),
    ("Das war am Mittwoch, dem 20. August,", "am Mittwoch, dem 20. August", "2025-08-20", "2025-08-20"),
    ("Sie regierte von Januar bis März 2024.", "von Januar bis März 2024", "2024-01-01", "2024-03-31"),
    ("Sie tagten am heutigen Dienstag.", "am heutigen Dienstag", "2025-08-19", "2025-08-19"),
    ("Sie tagten vorletzte Woche.", "vorletzte Woche", "2025-08-04", "2025-08-10"),
    ("Im Laufe des Jahres sank er.", "Im Laufe des Jahres", "2025-01-01", "2025-12-31"),
    ("Seit Anfang des Jahres sinkt er.", "Seit Anfang des Jahres", "2025-01-01", None),
    ("An Silvester war es kalt.", "An Silvester", "2024-12-31", "2024-12-31"),
    ("Im 19. Jahrhundert war das anders.", "Im 19. Jahrhundert", "1801-01-01", "1900-12-31"),
    ("Im zweiten Quartal 2024 sank er.", "Im zweiten Quartal 2024", "2024-04-01", "2024-06-30"),
    ("Das war im Winter 2023.", "im Winter 2023", "2023-12-01", "2024-02-29"),
    (
        "In den vergangenen zehn Tagen fiel Schnee.",
        "In den vergangenen zehn Tagen",
        "2025-08-09",
        "2025-08-19",
    ),
]

AHEAD = [
    ("Sie reist am Montag.", "am Montag", "2025-08-25", "2025-08-25"),
    ("Sie reist am Dienstag.", "am Dienstag", "2025-08-19", "2025-08-19"),
    ("Sie reist am kommenden Freitag.", "am kommenden Freitag", "2025-08-22", "2025-08-22"),
    ("Sie reist am Dienstag kommender Woche.", "am Dienstag kommender Woche", "2025-08-26", "2025-08-26"),
    ("Morgen reist sie.", "Morgen", "2025-08-20", "2025-08-20"),
    ("Am 29. März wird gewählt.", "Am 29. März", "2026-03-29", "2026-03-29"),
    ("Nächste Woche wird gewählt.", "Nächste Woche", "2025-08-25", "2025-08-31"),
    ("In den kommenden zehn Tagen wird gebaut.", "In den kommenden zehn Tagen", "2025-08-19", "2025-08-29"),
    ("Das soll innerhalb der nächsten zwei Wochen geschehen.", "innerhalb der nächsten zwei Wochen",
     "2025-08-19", "2025-09-02"),
    ("In drei Tagen wird gewählt.", "In drei Tagen", "2025-08-22", "2025-08-22"),
    ("Das soll binnen zehn Tagen geschehen.", "binnen zehn Tagen", "2025-08-19", "2025-08-29"),
    ("Sie reist übernächsten Donnerstag.", "übernächsten Donnerstag", "2025-08-28", "2025-08-28"),
    ("Sie reist am Donnerstag in einer Woche.", "am Donnerstag in einer Woche", "2025-08-28", "2025-08-28"),
    ("Bis 31.12. muss er gehen.", "Bis 31.12.", None, "2025-12-31"),
    ("Übernächste Woche wird gewählt.", "Übernächste Woche", "2025-09-01", "2025-09-07"),
    ("Bis spätestens 30. September muss er gehen.", "Bis spätestens 30. September", None, "2025-09-30"),
    ("Das soll bis Ende Juni geschehen.", "bis Ende Juni", None, "2026-06-30"),
    ("Das soll bis Jahresende geschehen.", "bis Jahresende", None, "2025-12-31"),
    ("Das soll Ende nächsten Jahres geschehen.", "Ende nächsten Jahres", "2026-09-01", "2026-12-31"),
]  # fmt: skip

UNRESOLVED = [
    ("Neun Tage nach der Wahl trat er zurück.", "Neun Tage nach"),
    ("Er ging einen Tag später.", "einen Tag später"),
    ("Vor wenigen Tagen ging er.", "Vor wenigen Tagen"),
    ("Das war am 30. Februar 2023.", "am 30. Februar 2023"),
    ("Eine innerhalb von 24 Stunden gebildete Gruppe kam.", "innerhalb von 24 Stunden"),
]

NONE = [
    "Rund 2000 Menschen kamen.",
    "Das kostet 1990 Euro.",
    "May Müller und August Weber kamen.",
    "Es war am Morgen kühl.",
    "Der Film hat 3.5 Punkte.",
    "In Jan Müllers Rede kam Jun Sato vor.",
    "Kapitel 3.5. gilt.",
]


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


@pytest.mark.parametrize(("text", "words", "start", "end"), PAST)
def test_looking_back(text: str, words: str, start: str | None, end: str | None) -> None:
    (mention,) = find_dates(text, TUESDAY)
    assert mention.span.of(text) == mention.when.expression == words
    assert (mention.when.start, mention.when.end) == (_date(start), _date(end))


@pytest.mark.parametrize(("text", "words", "start", "end"), AHEAD)
def test_looking_ahead(text: str, words: str, start: str | None, end: str | None) -> None:
    (mention,) = find_dates(text, TUESDAY, ahead=True)
    assert mention.when.expression == words
    assert (mention.when.start, mention.when.end) == (_date(start), _date(end))


@pytest.mark.parametrize(("text", "words"), UNRESOLVED)
def test_unresolved_expressions_keep_their_words(text: str, words: str) -> None:
    (mention,) = find_dates(text, TUESDAY)
    assert mention.when.expression == words
    assert mention.when.start is None
    assert mention.when.end is None


@pytest.mark.parametrize("text", NONE)
def test_no_date(text: str) -> None:
    assert find_dates(text, TUESDAY) == ()


@pytest.mark.parametrize("text", [row[0] for row in PAST])
def test_without_publication_only_full_dates_are_resolved(text: str) -> None:
    (known,) = find_dates(text, TUESDAY)
    (unknown,) = find_dates(text, None)
    assert unknown.when.expression == known.when.expression
    resolved = (unknown.when.start, unknown.when.end)
    assert resolved in {(None, None), (known.when.start, known.when.end)}


def test_without_a_verb_the_nearest_day_counts() -> None:
    (mention,) = find_dates("Die Sitzung (20. August)", TUESDAY, ahead=None)
    assert mention.when.start == dt.date(2025, 8, 20)


def test_offset_is_added() -> None:
    (mention,) = find_dates("am Montag", TUESDAY, offset=100)
    assert (mention.span.start, mention.span.end) == (100, 109)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("drei", 3),
        ("einundzwanzig", 21),
        ("dreieinhalb", 3.5),
        ("1.200", 1200),
        ("2,5", 2.5),
        ("viele", None),
    ],
)
def test_number_words(word: str, value: float | None) -> None:
    assert number(word) == value


WORDS = st.lists(
    st.sampled_from(
        [
            "am",
            "im",
            "bis",
            "seit",
            "vor",
            "in",
            "Montag",
            "31.",
            "29.",
            "Februar",
            "2023",
            "9999",
            "vergangenen",
            "kommenden",
            "Woche",
            "Jahren",
            "zehn",
            "99",
            ".",
            "-",
            "nach",
            "Ende",
            "0.",
            "32.",
            "Winter",
            "3.13.2024",
            "9999-99-99",
            "hundert",
            "Jahrzehnten",
            "9000",
        ]
    ),
    max_size=25,
).map(" ".join)


@settings(deadline=None)
@given(WORDS | st.text(max_size=80), st.none() | st.dates(), st.booleans())
@example("vergangenen Jahrzehnten", dt.date(19, 1, 1), False)
def test_any_text_gives_ordered_spans_and_intervals(
    text: str, published: dt.date | None, ahead: bool
) -> None:
    mentions = find_dates(text, published, ahead=ahead)
    for mention in mentions:
        assert mention.span.of(text) == mention.when.expression
        if mention.when.start and mention.when.end:
            assert mention.when.start <= mention.when.end
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
