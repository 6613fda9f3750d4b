"""What each kind of date expression means on the day of publication (see ``loaders.facts.dates``)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from loaders.facts.calendar import (
    Interval,
    around,
    day,
    month_of,
    moved,
    season_of,
    third_of_week,
    week_of,
    year_of,
)
from loaders.german.numerals import number
from loaders.lexicon.tables import content

_NONE: Interval = (None, None)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What resolution depends on: the day of publication, and whether the clause looks ahead (if known)."""

    published: dt.date | None
    ahead: bool | None


Resolve = Callable[[re.Match[str], Anchor], Interval]


def bounded(match: re.Match[str], first: dt.date | None, last: dt.date | None) -> Interval:
    """Apply a preposition that opens an interval: seit, ab, bis, vor, nach."""
    word = (match.groupdict().get("bound") or "").lower().split(" ")[0]
    if word in {"seit", "ab"}:
        return first, None
    if word == "bis":
        return None, last
    if word == "vor" and first is not None:
        return None, moved(first, -1, "day")
    if word == "nach" and last is not None:
        return moved(last, 1, "day"), None
    return (first, last) if first is None or last is None or first <= last else (last, first)


def _year(match: re.Match[str], name: str = "year") -> int | None:
    value = match.groupdict().get(name)
    if not value:
        return None
    year = int(value)
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def _pick(candidates: Callable[[int], Interval], anchor: Anchor) -> Interval:
    """The interval of the right year: the next, the latest that has begun, or the nearest."""
    today = anchor.published
    if today is None:
        return _NONE
    near = [candidates(year) for year in (today.year - 1, today.year, today.year + 1)]
    known = [(first, last) for first, last in near if first is not None and last is not None]
    if anchor.ahead is None:
        return min(known, key=lambda pair: abs(pair[0] - today), default=_NONE)
    if anchor.ahead:
        return next(((first, last) for first, last in known if last >= today), _NONE)
    return next(((first, last) for first, last in reversed(known) if first <= today), _NONE)


def _month(name: str) -> int:
    known = content("dates")
    return int(name) if name.isdigit() else int((known["months"] | known["short_months"])[name.lower()])


def _single(date: dt.date | None) -> Interval:
    return date, date


def iso(match: re.Match[str], _: Anchor) -> Interval:
    """ "2025-08-18"."""
    return _single(day(int(match["year"]), int(match["month"]), int(match["day"])))


def day_month(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "am 18. August (2025)", "vom 3. bis 5. Mai", "18.8.2025"."""
    month = _month(match["month"])
    numbers = [int(n) for n in (match["day"], match.groupdict().get("to")) if n]

    def in_year(year: int) -> Interval:
        days = [day(year, month, n) for n in numbers]
        return days[0], days[-1]

    year = _year(match)
    if year is None and match.groupdict().get("weekday"):
        return _on_weekday(match, in_year, anchor)
    return in_year(year) if year else _pick(in_year, anchor)


def _on_weekday(match: re.Match[str], candidates: Callable[[int], Interval], anchor: Anchor) -> Interval:
    """The year nearest to publication in which the day falls on the weekday named with it."""
    if anchor.published is None:
        return _NONE
    wanted = content("dates")["weekdays"][match["weekday"].lower()]
    for step in sorted((0, -1, 1, -2, 2, -3, 3), key=abs):
        first, last = candidates(anchor.published.year + step)
        if first is not None and last is not None and first.weekday() == wanted:
            return first, last
    return _pick(candidates, anchor)


def between_months(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "vom 28. Mai bis zum 3. Juni (2024)"."""

    def in_year(year: int) -> Interval:
        first = day(year, _month(match["month"]), int(match["day"]))
        last = day(year, _month(match["month2"]), int(match["to"]))
        if first is not None and last is not None and last < first:
            last = moved(last, 1, "year")
        return first, last

    year = _year(match)
    return in_year(year) if year else _pick(in_year, anchor)


def months(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "von Januar bis März (2024)"."""
    names = content("dates")["months"]

    def in_year(year: int) -> Interval:
        first = month_of(year, names[match["month"].lower()])[0]
        last = month_of(year, names[match["month2"].lower()])[1]
        return first, moved(last, 1, "year") if first and last and last < first else last

    year = _year(match)
    return in_year(year) if year else _pick(in_year, anchor)


def today(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "am heutigen Mittwoch", "am gestrigen Abend"."""
    if anchor.published is None:
        return _NONE
    stems = content("dates")["day_adjectives"]
    word = match["stem"].lower()
    return _single(moved(anchor.published, stems[word], "day"))


def holiday(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "an Silvester", "zu Weihnachten"."""
    first, last = content("dates")["holidays"][match["holiday"].lower()]

    def in_year(year: int) -> Interval:
        return day(year, *map(int, first.split("-"))), day(year, *map(int, last.split("-")))

    year = _year(match)
    return in_year(year) if year else _pick(in_year, anchor)


def century(match: re.Match[str], _: Anchor) -> Interval:
    """ "im 19. Jahrhundert"."""
    number_of = int(match["century"])
    if not 1 <= number_of <= 90:
        return _NONE
    return dt.date(number_of * 100 - 99, 1, 1), dt.date(number_of * 100, 12, 31)


def month(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "im März (2024)", "Ende Juni"."""
    third = _third(match)
    month = content("dates")["months"][match["month"].lower()]
    year = _year(match)
    if year is None and match.groupdict().get("which") and anchor.published:
        year = anchor.published.year + _step(match)
    return month_of(year, month, third) if year else _pick(lambda y: month_of(y, month, third), anchor)


def _third(match: re.Match[str]) -> int | None:
    phase = match.groupdict().get("phase")
    return content("dates")["phases"][phase.lower()] if phase else None


def _step(match: re.Match[str]) -> int:
    """How many units an adjective moves: -1 for vergangen-, 0 for dies- or none, 1 for kommend-, 2, -2."""
    word = (match.groupdict().get("which") or "").lower()
    steps = content("dates")["steps"]
    return next((int(step) for step, stems in steps.items() if word.startswith(tuple(stems.split()))), 0)


def weekday(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "am Montag", "vergangenen Freitag", "Dienstag kommender Woche", "in der Nacht zum Montag"."""
    today = anchor.published
    if today is None:
        return _NONE
    wanted = content("dates")["weekdays"][match["weekday"].lower()]
    if match.groupdict().get("week"):
        date = moved(today, _step(match), "week")
        monday = week_of(date)[0] if date else None
        return _single(moved(monday, wanted, "day")) if monday else _NONE
    step = _step(match)
    back = (today.weekday() - wanted) % 7
    forth = (wanted - today.weekday()) % 7
    if step < 0:
        return _single(moved(today, 7 * (step + 1) - (back or 7), "day"))
    if step > 0:
        return _single(moved(today, 7 * (step - 1) + (forth or 7), "day"))
    return _single(moved(today, forth if anchor.ahead else -back, "day"))


def relative_day(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "heute", "gestern Abend", "übermorgen"."""
    if anchor.published is None:
        return _NONE
    return _single(
        moved(anchor.published, content("dates")["days"][(match["day"] or match["first"]).lower()], "day")
    )


def _unit(form: str) -> str:
    units = content("dates")["units"].items()
    return next(str(name) for name, forms in units if form.lower() in forms.split())


def relative_unit(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "vergangene Woche", "in diesem Jahr", "Ende nächsten Monats"."""
    unit = _unit(match["unit"])
    date = moved(anchor.published, _step(match), unit) if anchor.published else None
    if date is None:
        return _NONE
    third = _third(match)
    if unit == "year":
        return year_of(date.year, third)
    if unit == "month":
        return month_of(date.year, date.month, third)
    return third_of_week(date, third) if unit == "week" else around(date, unit, exact=True)


def weekend(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "am Wochenende", "kommendes Wochenende"."""
    now = anchor.published
    if now is None:
        return _NONE
    step = _step(match)
    ahead = step > 0 or (step == 0 and anchor.ahead)
    monday = week_of(now)[0]
    back = 7 if not ahead and now.weekday() < 5 else 0
    saturday = moved(monday, 5 - back, "day") if monday else None
    return (saturday, moved(saturday, 1, "day")) if saturday else _NONE


def stretch(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "in den kommenden zehn Tagen", "innerhalb der nächsten zwei Wochen", "in den vergangenen Monaten"."""
    today = anchor.published
    if today is None:
        return _NONE
    amount = number(match["number"]) if match["number"] else None
    step = _step(match)
    if amount is None:
        return (today, None) if step > 0 else (None, today)
    end = moved(today, step * amount, _unit(match["unit"]))
    return (today, end) if step > 0 else (end, today)


def within(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "innerhalb von zwei Wochen", "binnen zehn Tagen": from publication on, if the clause looks ahead."""
    amount = number(match["number"])
    if anchor.published is None or not anchor.ahead or amount is None:
        return _NONE
    return anchor.published, moved(anchor.published, amount, _unit(match["unit"]))


def distance(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "vor dreieinhalb Jahren", "in zwei Wochen", "seit drei Monaten"."""
    amount = number(match["number"])
    if anchor.published is None or amount is None:
        return _NONE
    word, unit = match["way"].lower(), _unit(match["unit"])
    date = moved(anchor.published, amount if word == "in" else -amount, unit)
    if date is None:
        return _NONE
    if word == "seit":
        return date, None
    return around(date, unit, exact=amount == int(amount))


def day_apart(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "heute vor einem Jahr", "Donnerstag in einer Woche": a day, so many units before or after another."""
    today, amount = anchor.published, number(match["number"])
    if today is None or amount is None or amount != int(amount):
        return _NONE
    if match["weekday"]:
        wanted = content("dates")["weekdays"][match["weekday"].lower()]
        ahead = match["way"].lower() == "in"
        away = (wanted - today.weekday()) % 7 if ahead else -((today.weekday() - wanted) % 7)
        today = moved(today, away, "day")
    sign = 1 if match["way"].lower() == "in" else -1
    return _single(moved(today, sign * amount, _unit(match["unit"]))) if today else _NONE


def plain_year(match: re.Match[str], _: Anchor) -> Interval:
    """ "2013", "im Jahr 2013", "Ende 2013", "2014 bis 2019"."""
    year, to = _year(match), match.groupdict().get("to")
    if year is None:
        return _NONE
    if to:
        last = int(to) if len(to) == 4 else year // 100 * 100 + int(to)
        return year_of(year)[0], year_of(last)[1]
    return year_of(year, _third(match))


def decade(match: re.Match[str], _: Anchor) -> Interval:
    """ "in den 1990er Jahren"."""
    year = int(match["year"])
    return dt.date(year, 1, 1), dt.date(year + 9, 12, 31)


def season(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "im Sommer", "im vergangenen Winter", "im Herbst 2024"."""
    name, year = match["season"].lower(), _year(match)
    if year is None and match.groupdict().get("which") and anchor.published:
        year = anchor.published.year + _step(match)
    return season_of(name, year) if year else _pick(lambda y: season_of(name, y), anchor)


def quarter(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "im zweiten Quartal (2024)", "im ersten Halbjahr"."""
    place = 1 + ["erst", "zweit", "dritt", "viert"].index(match["place"].lower()[:-2])
    length = 6 if match["part"].lower().startswith("halb") else 3
    if place * length > 12:
        return _NONE

    def in_year(year: int) -> Interval:
        return month_of(year, (place - 1) * length + 1)[0], month_of(year, place * length)[1]

    year = _year(match)
    return in_year(year) if year else _pick(in_year, anchor)


def year_edge(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "bis Jahresende", "zum Jahresbeginn"."""
    if anchor.published is None:
        return _NONE
    third = 3 if match["edge"].lower().endswith("ende") else 1
    return year_of(anchor.published.year, third)


def unresolved(_: re.Match[str], __: Anchor) -> Interval:
    """An expression that hangs on something the text tells elsewhere ("neun Tage nach der Wahl")."""
    return _NONE


RULES: dict[str, Resolve] = {
    "iso": iso,
    "day_month": day_month,
    "between_months": between_months,
    "month": month,
    "months": months,
    "today": today,
    "holiday": holiday,
    "century": century,
    "weekday": weekday,
    "relative_day": relative_day,
    "relative_unit": relative_unit,
    "weekend": weekend,
    "stretch": stretch,
    "within": within,
    "distance": distance,
    "day_apart": day_apart,
    "plain_year": plain_year,
    "decade": decade,
    "season": season,
    "quarter": quarter,
    "year_edge": year_edge,
    "unresolved": unresolved,
}
