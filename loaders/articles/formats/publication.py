"""The day an article was published, as file names, front matter and web pages spell it.

A wrong day is worse than none: relative dates hang on it. So only what is given as the day of publication
counts, never a day of change, and on web pages never one that lies ahead.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from pathlib import Path

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar jänner jaenner january", "feb februar feber february", "mär mrz märz maerz mar march",
            "apr april", "mai may", "jun juni june", "jul juli july", "aug august", "sep sept september",
            "okt oktober oct october", "nov november", "dez dezember dec december",
        ), 1,
    )
    for name in names.split()
}  # fmt: skip
_NAMED = r"(?P<day>[0-3]?\d)[. _-]{1,2}(?P<month>[A-Za-zäÄ]{3,9})\.?[ _-](?P<year>\d{4})"
_FORMS = tuple(
    re.compile(rf"(?<![\d.]){form}(?!\d|\.\d)", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-_./](?P<month>[01]?\d)[-_./](?P<day>[0-3]?\d)",
        r"(?P<day>[0-3]?\d)[-_.][ ]?(?P<month>[01]?\d)[-_.][ ]?(?P<year>\d{4})",
        r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)",
        _NAMED,
    )
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def day_in(text: str) -> dt.date | None:
    """The first day that ``text`` (a file name, an address) spells in figures or with a month's name."""
    found = [(m.start(), day) for form in _FORMS for m in form.finditer(text) if (day := _day(m)) is not None]
    return min(found)[1] if found else None


def day_in_name(name: str) -> dt.date | None:
    """The day in the name of a file: "2025-08-19 …", "19.08.2025 …", "20250819_…"."""
    return day_in(Path(name).stem)


def day_given(text: str) -> dt.date | None:
    """The day that a field spells; a moment of the world's clock is one in Germany (22:30 UTC: the next)."""
    text = text.strip()
    try:
        moment = dt.datetime.fromisoformat(text) if _MOMENT.match(text) else parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return day_in(text)
    return german_day(moment)


def german_day(moment: dt.datetime) -> dt.date:
    """The day of a moment in Germany if its clock is the world's, else the day its own clock shows.

    Summer time lasts from the last Sunday of March to that of October, 1:00 UTC (directive 2000/84/EC).
    """
    if moment.utcoffset() != dt.timedelta(0):
        return moment.date()
    plain = moment.replace(tzinfo=None)
    summer = _last_sunday(plain.year, 3) <= plain < _last_sunday(plain.year, 10)
    return (plain + dt.timedelta(hours=2 if summer else 1)).date()


def not_ahead(day: dt.date | None) -> dt.date | None:
    """``day``, unless it has not come yet: nothing was published then."""
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    return day if day is not None and day <= tomorrow else None


def _last_sunday(year: int, month: int) -> dt.datetime:
    last = dt.datetime(year, month, 31, 1)
    return last - dt.timedelta(days=(last.weekday() + 1) % 7)


def _day(found: re.Match[str]) -> dt.date | None:
    month = found["month"].lower()
    number = int(month) if month.isdigit() else _MONTHS.get(month, 0)
    try:
        return dt.date(int(found["year"]), number, int(found["day"]))
    except ValueError:
        return None
