"""Calendar arithmetic for date expressions: days, weeks, thirds of months and years as closed intervals."""

from __future__ import annotations

import calendar
import datetime as dt

from loaders.lexicon.tables import content

Interval = tuple[dt.date | None, dt.date | None]


def day(year: int, month: int, number: int) -> dt.date | None:
    """A date, or ``None`` where the calendar has no such day."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def month_of(year: int, month: int, third: int | None = None) -> Interval:
    """A month, or its first, second or last third (days 1-10, 11-20, from 21)."""
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = {None: (1, last), 1: (1, 10), 2: (11, 20), 3: (21, last)}[third]
    return dt.date(year, month, first_day), dt.date(year, month, last_day)


def year_of(year: int, third: int | None = None) -> Interval:
    """A year, or its first, second or last third (four months each)."""
    first_month, last_month = {None: (1, 12), 1: (1, 4), 2: (5, 8), 3: (9, 12)}[third]
    return dt.date(year, first_month, 1), dt.date(year, last_month, calendar.monthrange(year, last_month)[1])


def week_of(date: dt.date) -> Interval:
    """The week from Monday to Sunday around ``date``."""
    monday = moved(date, -date.weekday(), "day")
    return monday, moved(monday, 6, "day") if monday else None


def third_of_week(date: dt.date, third: int | None) -> Interval:
    """The week around ``date``, or its beginning (Monday, Tuesday), middle, or end (from Friday)."""
    monday, sunday = week_of(date)
    if third is None or monday is None:
        return monday, sunday
    first, last = {1: (0, 1), 2: (2, 3), 3: (4, 6)}[third]
    return monday + dt.timedelta(days=first), monday + dt.timedelta(days=last)


def season_of(name: str, year: int) -> Interval:
    """A season; winter begins in ``year`` and ends in the next."""
    first, last = content("dates")["seasons"][name]
    end_year = min(year + 1 if last < first else year, dt.MAXYEAR)
    return dt.date(year, first, 1), dt.date(end_year, last, calendar.monthrange(end_year, last)[1])


def moved(date: dt.date, amount: float, unit: str) -> dt.date | None:
    """``date`` plus ``amount`` units (hour … decade); ``None`` outside the calendar."""
    try:
        if unit in {"hour", "day", "week"}:
            days = amount * {"hour": 1 / 24, "day": 1, "week": 7}[unit]
            return date + dt.timedelta(days=days)
        months = round(amount * {"month": 1, "year": 12, "decade": 120}[unit])
        total = date.year * 12 + date.month - 1 + months
        year, month = divmod(total, 12)
        return dt.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def around(date: dt.date, unit: str, *, exact: bool) -> Interval:
    """The day, week, month, year or decade ``date`` stands for when a text counts in ``unit``."""
    if unit == "decade":
        first = date.year // 10 * 10
        return dt.date(max(first, dt.MINYEAR), 1, 1), dt.date(first + 9, 12, 31)
    if unit in {"hour", "day"} or date.year >= dt.MAXYEAR:
        return date, date
    if unit == "week":
        return week_of(date)
    if unit == "month" or not exact:
        return month_of(date.year, date.month)
    return year_of(date.year)
