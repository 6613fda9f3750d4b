"""The day an article was published: as names, fields and pages spell it, and no day rather than a wrong one."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.articles.files import Options, read_bytes
from loaders.articles.formats.publication import day_given, day_in_name, german_day, not_ahead

DAY = dt.date(2025, 8, 19)


@pytest.mark.parametrize(
    "name",
    [
        "2025-08-19-streit.txt", "19.08.2025 Musterzeitung.txt", "Kommentar 19.8.2025.txt", "20250819_kommentar.html",
        "Musterzeitung_2025_08_19.md", "19-08-2025.txt", "ordner/2025.08.19 Streit.txt", "Streit vom 19. August 2025.txt",
        "19_aug_2025.txt",
    ],
)  # fmt: skip
def test_a_day_in_the_name_of_a_file(name):
    assert day_in_name(name) == DAY


@pytest.mark.parametrize(
    "name",
    [
        "kommentar.txt",
        "Haushalt 2025.txt",
        "2025-13-40.txt",
        "Az 12.345.2025.txt",
        "3-2025.txt",
        "1920250819.txt",
        "31.02.2025.txt",
    ],
)
def test_no_day_in_the_name_of_a_file(name):
    assert day_in_name(name) is None


@pytest.mark.parametrize(
    ("field", "day"),
    [
        ("2025-08-19", DAY),
        ("19.08.2025", DAY),
        ("19. August 2025", DAY),
        ("2025-08-18T22:30:00Z", DAY),
        ("2025-08-18T21:59:59+00:00", dt.date(2025, 8, 18)),
        ("2025-08-18T23:30:00+02:00", dt.date(2025, 8, 18)),
        ("2025-08-19T00:10", DAY),
        ("2025-01-18T23:30:00Z", dt.date(2025, 1, 19)),
        ("Tue, 19 Aug 2025 08:00:00 +0200", DAY),
        ("2025-08-19T08:00:00+02:00[Europe/Berlin]", DAY),
        ("gestern", None),
        ("", None),
    ],
)
def test_a_day_in_a_field(field, day):
    assert day_given(field) == day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-03-30T00:59", 30),
        ("2025-03-29T23:00", 30),
        ("2025-03-30T22:00", 31),
        ("2025-10-25T22:00", 26),
        ("2025-10-26T22:30", 26),
    ],
)
def test_summer_time_decides_about_late_evenings(moment, day):
    assert german_day(dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)).day == day


def test_nothing_was_published_after_tomorrow():
    today = dt.datetime.now(dt.UTC).date()
    assert not_ahead(today) == today
    assert not_ahead(today + dt.timedelta(days=3)) is None


@pytest.mark.parametrize(
    "spelled", ["2025-08-19", "19.08.2025", "2025-08-19T08:00:00+02:00", "19. August 2025"]
)
def test_front_matter_may_spell_the_day_as_people_do(spelled):
    assert (
        read_bytes(
            f"---\r\ndate: {spelled}\r\n---\r\nText.".encode(), "a.md", "markdown", Options()
        ).published
        == DAY
    )


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789-._: TZ+augAug/", max_size=30))
def test_any_field_gives_a_day_or_none(field):
    assert isinstance(day_given(field), dt.date | None)
    assert isinstance(day_in_name(field), dt.date | None)
