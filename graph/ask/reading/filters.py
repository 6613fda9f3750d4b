"""Dates, documents and reporters that narrow a question, taken out of it before it is read."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from graph.ask.reading.question import Filters
from graph.ask.words.stems import fold
from graph.ask.words.word_files import read

DateRange = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A question without its filters, and the filters."""

    text: str
    filters: Filters
    undated: str
    """The question without its dates, but with its sources, for those that nobody is called by."""


def narrow(question: str, year: int) -> Narrowed:
    """``question`` without its dates and sources; ``year`` is meant where a date has none."""
    text, since, until, wrong = _dates(question, year)
    undated = re.sub(r"\s+", " ", text).strip()
    text, source = _source(undated)
    filters = Filters(since, until, source, wrong or bool(since and until and since > until))
    return Narrowed(re.sub(r"\s+", " ", text).strip(), filters, undated)


# ------------------------------------------------------------------------------------------------- dates


@cache
def _months() -> dict[str, int]:
    """Month names of both languages, folded, and their numbers."""
    rows: list[list[str]] = read("dates")["months"]
    return {fold(name): number for number, names in enumerate(rows, start=1) for name in names}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What a date narrows (``since``, ``until``, ``between``, ``within``), and how that is said."""
    day = r"\d{1,2}(?:\.|st|nd|rd|th)?"
    month = "|".join(sorted(_months(), key=len, reverse=True))
    forms = (
        r"\d{4}-\d{2}-\d{2}",
        r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}",
        rf"{day}\s+(?:of\s+)?(?:{month})(?:,?\s+\d{{4}})?",
        rf"(?:{month})\s+{day},?\s+\d{{4}}",
        rf"(?:{month})\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)",
        rf"(?:{month})(?:\s+\d{{4}})?",
        r"(?:19|20)\d{2}",
    )
    before = r"(?:den\s+|the\s+|dem\s+|jahr\s+|year\s+|anfang\s+|ende\s+|mitte\s+)*"
    date = before + "(" + "|".join(forms) + r")(?![\w-])"
    bare = before + "(" + "|".join((*forms, day)) + r")(?![\w-])"  # "zwischen dem 3. und dem 5. Mai"
    found = []
    for name, words in read("dates")["narrowing"].items():
        for word in words:
            first, _, second = fold(word).partition(" … ")
            start = rf"\b{re.escape(first)}\s+"
            text = start + (rf"{bare}\s+{re.escape(second)}\s+{date}" if second else date)
            found.append((name, re.compile(text)))
    return tuple(found)


def _dates(question: str, year: int) -> tuple[str, dt.date | None, dt.date | None, bool]:
    """The question without dates, the first and the last day meant, and whether a date was impossible."""
    since: dt.date | None = None
    until: dt.date | None = None
    wrong = False
    for name, pattern in _patterns():
        folded, places = _fold_with_places(question)
        match = pattern.search(folded)
        if not match:
            continue
        ranges = [_range(text, year) for text in _completed(match.groups())]
        if None in ranges:
            wrong = True
        else:
            first, last = ranges[0], ranges[-1]
            assert first
            assert last
            since, until = _bounds(name, first, last, since, until)
        question = question[: places[match.start()]] + " " + question[places[match.end()] :]
    return question, since, until, wrong


def _completed(texts: Sequence[str]) -> list[str]:
    """The dates of an expression; a first one that is only a day has month and year of the second."""
    first, *rest = texts
    if rest and re.fullmatch(r"\d{1,2}\D*", first):
        first = re.sub(r"^\d+", re.match(r"\d+", first)[0], rest[0])  # type: ignore[index]
    return [first, *rest]


def _bounds(
    name: str, first: DateRange, last: DateRange, since: dt.date | None, until: dt.date | None
) -> tuple[dt.date | None, dt.date | None]:
    """The bounds of a question after one more expression of time."""
    if name == "since":
        return first[0], until
    if name == "after":
        return first[1] + dt.timedelta(days=1), until
    if name == "until":
        return since, first[1]
    if name == "before":
        return since, first[0] - dt.timedelta(days=1)
    return first[0], last[1]


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    """``text`` folded, and for each of its characters the place in ``text`` it comes from."""
    folded, places = "", []
    for place, character in enumerate(text):
        piece = fold(character)
        folded += piece
        places += [place] * len(piece)
    return folded, [*places, len(text)]


def _range(text: str, year: int) -> DateRange | None:
    """The first and last day of a date expression, or ``None`` if there is no such day."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    month = next((number for name, number in _months().items() if re.search(rf"\b{name}\b", text)), 0)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return _day(*numbers)
    if re.fullmatch(r"[\d.\s]+", text) and len(numbers) == 3:
        return _day(numbers[2], numbers[1], numbers[0])
    if not month:
        return dt.date(numbers[0], 1, 1), dt.date(numbers[0], 12, 31)
    years = [number for number in numbers if number > 31]
    days = [number for number in numbers if number <= 31]
    if days:
        return _day(years[0] if years else year, month, days[0])
    named = years[0] if years else year
    return dt.date(named, month, 1), dt.date(named, month, monthrange(named, month)[1])


def _day(year: int, month: int, day: int) -> DateRange | None:
    try:
        return (dt.date(year, month, day),) * 2
    except ValueError:
        return None


# ---------------------------------------------------------------------------------- sources and documents


def _source(question: str) -> tuple[str, str]:
    """The question without "laut X", "im Artikel X", and the words that name the source."""
    for text in read("dates")["sources"]:
        match = re.search(text, question)
        if match and match["source"].strip().lower() not in {"wem", "whom", "welcher quelle", "which source"}:
            left, right = question[: match.start()], question[match.end() :]
            return f"{left} {right}", match["source"].strip(" \"“”„»«'")
    return question, ""
