"""German date expressions and what they mean on the day a text was published.

Relative expressions need the date of publication; without it they keep their words and stay unresolved.

A weekday, a day without a year, or a month without a year may lie before or after publication. The clause
decides: in a clause about the future or a plan it is the next such day from publication on, otherwise the
latest such day up to and including publication.

"Anfang", "Mitte" and "Ende" are thirds: days 1-10, 11-20 and from 21 of a month, four months of a year.
Counted weeks, months and years mean the calendar week, month or year ("vor drei Jahren" the year, "vor
dreieinhalb Jahren" the month).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from loaders.articles.findings import Span, When
from loaders.facts.date_rules import RULES, Anchor, Resolve, bounded
from loaders.facts.leftmost import leftmost
from loaders.lexicon.tables import content


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression at ``span`` of a text, and what it means."""

    span: Span
    when: When


def find_dates(
    text: str, published: dt.date | None, *, ahead: bool | None = False, offset: int = 0
) -> tuple[DateMention, ...]:
    """The date expressions of ``text`` (a clause or sentence) from left to right, without overlap.

    ``ahead`` tells that the clause is about the future or a plan (``None`` if nothing tells: then a day or
    month without a year is the nearest one); ``offset`` is added to all spans.
    """
    if not _trigger().search(text):
        return ()
    anchor = Anchor(published, ahead)
    patterns, resolvers = _rules()
    found: list[DateMention] = []
    for rule, match in leftmost(patterns, text):
        since = (match.groupdict().get("bound") or "").lower() == "seit"  # what has begun is not ahead
        first, last = resolvers[rule](match, Anchor(published, False) if since else anchor)
        when = When(match.group(), *bounded(match, first, last))
        found.append(DateMention(Span(match.start() + offset, match.end() + offset), when))
    return tuple(found)


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _parts() -> dict[str, str]:
    """The building blocks of the patterns, from the lexicon."""
    data = content("dates")
    relative = [stem for stems in data["steps"].values() for stem in stems.split()]
    units = [form for forms in data["units"].values() for form in forms.split()]
    tens = r"(?:(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und)?"
    return {
        "DAYMONTH": f"(?:{_alternatives([*data['months'], *data['short_months']])})",
        "MONTH": f"(?:{_alternatives(list(data['months']))})",
        "WEEKDAY": f"(?:{_alternatives(list(data['weekdays']))})",
        "PART": f"(?:{_alternatives(data['parts']['day'].split())})",
        "DAY": f"(?:{_alternatives(list(data['days']))})",
        "WHICH": rf"(?:(?:{_alternatives(relative)})e[mnrs]?)",
        "UNIT": f"(?:{_alternatives(units)})",
        "PHASE": f"(?:{_alternatives(list(data['phases']))})",
        "SEASON": f"(?:{_alternatives(list(data['seasons']))})",
        "NUMBER": rf"(?:\d{{1,4}}|{tens}(?:{_alternatives(list(data['numbers']))})(?:einhalb)?)",
        "HOLIDAY": f"(?:{_alternatives(list(data['holidays']))})",
        "TODAY": f"(?:{_alternatives(list(data['day_adjectives']))})",
        "YEAR": r"(?:1[5-9]\d\d|20\d\d)",
    }


@cache
def _trigger() -> re.Pattern[str]:
    """What every date expression has one of; most clauses have none."""
    names = (
        r"{HOLIDAY}|{TODAY}|{MONTH}|{WEEKDAY}|{UNIT}|{SEASON}|\d{4}|\d\.|wochenende|tag|jahr|quartal|{DAY}"
    )
    return re.compile(_filled(names), re.IGNORECASE)


def _filled(template: str) -> str:
    for name, part in _parts().items():
        template = template.replace("{" + name + "}", part)
    return template


@cache
def _rules() -> tuple[list[re.Pattern[str]], list[Resolve]]:
    """The patterns and what resolves them; raises ``KeyError`` for a name ``date_rules`` does not have."""
    rules = content("date_patterns")["rule"]
    written = ("".join(rule["pattern"].split()).replace("_", " ") for rule in rules)
    patterns = [re.compile(_filled(pattern), re.IGNORECASE) for pattern in written]
    return patterns, [RULES[rule["makes"]] for rule in rules]
