"""English expressions of time and what they mean on the day a text was published.

A weekday, or a day or month without a year, is the next one from publication on in a clause about what is to
come, otherwise the latest one up to publication. Thirds and counted units mean what they mean in German
(``loaders.facts.dates``). Without a day of publication relative expressions keep their words, unresolved.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from loaders.articles.findings import Span, When
from loaders.facts.calendar import Interval, around, day, month_of, moved, season_of, week_of, year_of
from loaders.facts.leftmost import leftmost
from loaders.lexicon.tables import content

NONE: Interval = (None, None)


class Given(NamedTuple):
    """What resolution depends on: the day of publication, and whether the clause looks ahead."""

    published: dt.date | None
    ahead: bool


Resolve = Callable[[re.Match[str], Given], Interval]


def find_dates(
    text: str, published: dt.date | None, *, ahead: bool, offset: int = 0
) -> tuple[tuple[Span, When], ...]:
    """The expressions of time in ``text`` from left to right, apart; ``offset`` is added to spans."""
    given = Given(published, ahead)
    found: list[tuple[Span, When]] = []
    for rule, match in leftmost(_rules(), text, "core"):
        when = When(match["core"], *_bounded(match, *_PATTERNS[rule][1](match, given)))
        found.append((Span(match.start("core") + offset, match.end("core") + offset), when))
    return tuple(found)


def _bounded(match: re.Match[str], first: dt.date | None, last: dt.date | None) -> Interval:
    """ "since 2019" has no end, "until 2027" no beginning."""
    word = match.groupdict().get("bound") or ""
    if word == "since":
        return first, None
    return (None, last) if word in {"until", "by", "till"} else (first, last)


# -- what each kind means -------------------------------------------------------------------------------


def iso(match: re.Match[str], _: Given) -> Interval:
    """ "2025-08-18"."""
    date = day(int(match["year"]), int(match["month"]), int(match["day"]))
    return date, date


def day_of_month(match: re.Match[str], given: Given) -> Interval:
    """ "18 August (2025)", "August 18, 2025", "3 to 5 May"."""
    month = _words("months")[match["month"]]
    last = match.groupdict().get("to") or match["day"]

    def in_year(year: int) -> Interval:
        return day(year, month, int(match["day"])), day(year, month, int(last))

    named = _year(match)
    return in_year(named) if named is not None else _nearest(in_year, given)


def month(match: re.Match[str], given: Given) -> Interval:
    """ "in March", "last March", "late March 2019"."""
    number, third = _words("months")[match["month"]], _third(match)

    def in_year(year: int) -> Interval:
        return month_of(year, number, third)

    named = _year(match)
    return in_year(named) if named is not None else _nearest(in_year, given, match)


def year(match: re.Match[str], _: Given) -> Interval:
    """ "in 2019", "late 2019"."""
    return year_of(int(match["year"]), _third(match))


def decade(match: re.Match[str], _: Given) -> Interval:
    """ "in the 1990s"."""
    first = int(match["year"])
    return dt.date(first, 1, 1), dt.date(first + 9, 12, 31)


def season(match: re.Match[str], given: Given) -> Interval:
    """ "last summer", "in the summer of 2024"."""
    name = _words("seasons")[match["season"]]

    def in_year(year: int) -> Interval:
        return season_of(name, year)

    named = _year(match)
    return in_year(named) if named is not None else _nearest(in_year, given, match)


def weekday(match: re.Match[str], given: Given) -> Interval:
    """ "on Monday", "last Friday", "next Friday"."""
    today, step = given.published, _step(match)
    if today is None:
        return NONE
    wanted = _words("weekdays")[match["weekday"]]
    back, forth = (today.weekday() - wanted) % 7, (wanted - today.weekday()) % 7
    if step:
        date = moved(today, forth or 7, "day") if step > 0 else moved(today, -(back or 7), "day")
    else:
        date = moved(today, forth if given.ahead else -back, "day")
    return date, date


def relative_day(match: re.Match[str], given: Given) -> Interval:
    """ "yesterday", "last night"."""
    if given.published is None:
        return NONE
    date = moved(given.published, _words("days")[match["day"].lower()], "day")
    return date, date


def unit(match: re.Match[str], given: Given) -> Interval:
    """ "last week", "this year"."""
    date = moved(given.published, _step(match), match["unit"]) if given.published else None
    if date is None:
        return NONE
    if match["unit"] == "week":
        return week_of(date)
    return year_of(date.year) if match["unit"] == "year" else month_of(date.year, date.month)


def distance(match: re.Match[str], given: Given) -> Interval:
    """ "two weeks ago", and "in two weeks" where the clause looks ahead."""
    amount = int(match["number"]) if match["number"].isdigit() else _words("numbers")[match["number"].lower()]
    ago = match.groupdict().get("ago") is not None
    if given.published is None or not (ago or given.ahead):
        return NONE
    date = moved(given.published, -amount if ago else amount, match["unit"])
    return around(date, match["unit"], exact=True) if date is not None else NONE


def _nearest(
    candidates: Callable[[int], Interval], given: Given, match: re.Match[str] | None = None
) -> Interval:
    """The interval of the next or the latest year: "last summer" is over, "next March" has not begun."""
    today = given.published
    if today is None:
        return NONE
    near = [candidates(number) for number in range(today.year - 2, today.year + 3)]
    known = [(first, last) for first, last in near if first is not None and last is not None]
    step = _step(match) if match is not None else 0
    if step > 0 or (step == 0 and given.ahead):
        return next((pair for pair in known if (pair[0] if step else pair[1]) >= today), NONE)
    return next((pair for pair in reversed(known) if (pair[1] if step else pair[0]) <= today), NONE)


def _year(match: re.Match[str]) -> int | None:
    named = match.groupdict().get("year")
    return int(named) if named else None


def _step(match: re.Match[str]) -> int:
    which = (match.groupdict().get("which") or "").lower()
    return int(_words("steps").get(which, 0))


def _third(match: re.Match[str]) -> int | None:
    third = (match.groupdict().get("third") or "").lower().strip()
    return int(_words("thirds")[third]) if third else None


# -- how each kind is written ---------------------------------------------------------------------------

_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_BOUND = r"(?:(?P<bound>since|until|till|by)\s+)?"
_PATTERNS: tuple[tuple[str, Resolve], ...] = (
    (rf"\b(?P<core>{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d))\b", iso),
    (
        rf"\b(?P<core>{_BOUND}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:to|–|-|and)\s?(?P<to>\d{{1,2}}))?"
        rf"\s+(?:of\s+)?{{MONTH}}(?:,?\s+{_YEAR})?)\b",
        day_of_month,
    ),
    (
        rf"\b(?P<core>{_BOUND}{{MONTH}}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[–-]\s?(?P<to>\d{{1,2}}))?"
        rf"(?:,?\s+{_YEAR})?)\b(?!\d)",
        day_of_month,
    ),
    (rf"\b(?P<core>{_BOUND}{{THIRD}}{{MONTH}}\s+{_YEAR})\b", month),
    (r"\b(?:in|of|from|during|before|after)\s+(?:the\s+)?(?P<core>{THIRD}{MONTH})(?!\w)", month),
    (r"\b(?P<core>(?P<bound>since|until|by)\s+{THIRD}{MONTH})(?!\w)", month),
    (r"\b(?P<core>{WHICH}\s+{MONTH})(?!\w)", month),
    (r"\b(?:at\s+the\s+)(?P<core>(?P<third>beginning of|start of|middle of|end of)\s+{MONTH})(?!\w)", month),
    (rf"\b(?:in|of|from|during|before|after)\s+(?P<core>{{THIRD}}{_YEAR})\b", year),
    (rf"\b(?P<core>(?P<bound>since|until|by)\s+{{THIRD}}{_YEAR})\b", year),
    (r"\b(?P<core>(?P<year>\d{3}0)s)\b", decade),
    (rf"\b(?P<core>{{SEASON}}\s+(?:of\s+)?{_YEAR})\b", season),
    (r"\b(?P<core>{WHICH}\s+{SEASON})\b", season),
    (r"\b(?P<core>(?:{WHICH}\s+)?{WEEKDAY})\b", weekday),
    (r"\b(?P<core>{DAY})\b", relative_day),
    (r"\b(?P<core>{WHICH}\s+(?P<unit>week|month|year))\b", unit),
    (r"\b(?P<core>{NUMBER}\s+(?P<unit>day|week|month|year)s?\s+(?P<ago>ago))\b", distance),
    (r"\b(?P<core>in\s+{NUMBER}\s+(?P<unit>day|week|month|year)s?)\b(?!\s+of)", distance),
)


def _words(part: str) -> dict[str, Any]:
    table: dict[str, Any] = content("english/dates")[part]
    return table


@cache
def _rules() -> tuple[re.Pattern[str], ...]:
    parts = {
        "MONTH": f"(?P<month>{_any('months')})",
        "WEEKDAY": f"(?P<weekday>{_any('weekdays')})",
        "SEASON": f"(?P<season>{_any('seasons')})",
        "DAY": f"(?P<day>(?i:{_any('days')}))",
        "WHICH": f"(?P<which>(?i:{_any('steps')}))",
        "THIRD": f"(?:(?P<third>(?i:{_any('thirds')}))\\s*)?",
        "NUMBER": rf"(?P<number>\d{{1,2}}|(?i:{_any('numbers')}))",
    }
    return tuple(re.compile(_filled(pattern, parts)) for pattern, _ in _PATTERNS)


def _filled(pattern: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        pattern = pattern.replace("{" + name + "}", part)
    return pattern


def _any(part: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_words(part), key=lambda word: (-len(word), word)))
