"""The words of the interface: ``web/i18n/<language>.toml``, the same keys in every language."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("de", "en")
DEFAULT = "en"


@cache
def texts(language: str) -> dict[str, str]:
    """Every text of ``language`` by its dotted key (``matrix.title``)."""
    raw = tomllib.loads((files("web") / "i18n" / f"{language}.toml").read_text(encoding="utf-8"))
    return dict(_flat(raw, ""))


def _flat(table: dict[str, object], prefix: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        pairs += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, str(value))]
    return pairs


def say(language: str, key: str, **values: object) -> str:
    """The text ``key`` with ``{names}`` filled in; ``key.one`` where ``n`` is 1, if there is one."""
    table = texts(language)
    chosen = table.get(key + ".one") if values.get("n") == 1 else None
    chosen = chosen or table.get(key) or table.get(key + ".other") or key
    return chosen.format(**values) if values else chosen


def knows(language: str, key: str) -> bool:
    """Whether there is such a text."""
    return key in texts(language)


def say_date(language: str, day: dt.date | None) -> str:
    """A day as readers of ``language`` write it; ``""`` for none."""
    if day is None:
        return ""
    month = say(language, f"month.{day.month}")
    return say(language, "month.pattern", day=day.day, month=month, year=day.year)


def say_number(language: str, number: int) -> str:
    """A whole number with the thousands grouped as in ``language``."""
    return f"{number:,}".replace(",", say(language, "number.group"))
