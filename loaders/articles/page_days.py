"""The day of publication that a web page gives: as data, in its address, or in a line for its readers."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from loaders.articles.publication import day_given, day_in, not_ahead

_FEW_PARTS = 3  # elements inside one that shows a day
_LONGEST_DATELINE = 80  # code points
_SAID = 200  # code points in which a change is told
_DATED_ADDRESS = re.compile(r"/((?:19|20)\d\d/[01]?\d/[0-3]?\d)/|[/-]((?:19|20)\d\d-[01]\d-[0-3]\d)\b")


def day_of_publication(tree: Any) -> dt.date | None:
    """The day of publication: structured data first, then meta elements, time elements, address, dateline."""
    for given in (*_linked_data(tree), *_metas(tree), *_times(tree)):
        if (day := not_ahead(day_given(given))) is not None:
            return day
    for address in (
        *tree.xpath("//link[@rel='canonical']/@href"),
        *tree.xpath("//meta[@property='og:url']/@content"),
    ):
        if found := _DATED_ADDRESS.search(address):
            return not_ahead(day_in(found.group(1) or found.group(2)))
    days = {day for day in map(day_in, _lines_with_day(tree)) if day is not None}
    return not_ahead(days.pop()) if len(days) == 1 else None


def _linked_data(tree: Any) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            yield from _dates_in(json.loads(script.text_content()), depth=0)
        except (ValueError, RecursionError):
            continue  # many pages write JSON that is none


def _dates_in(value: Any, depth: int) -> Iterator[str]:
    """The datePublished of an article in JSON-LD: the object itself, a list of them, or its ``@graph``."""
    if isinstance(value, list) and depth < 3:
        for item in value:
            yield from _dates_in(item, depth + 1)
    elif isinstance(value, dict):
        types = value.get("@type")
        named = {str(one).lower() for one in (types if isinstance(types, list) else [types])}
        if named & set(page_words()["types"].split()) and isinstance(value.get("datePublished"), str):
            yield value["datePublished"]
        yield from _dates_in(value.get("@graph", []), depth + 1)


def _metas(tree: Any) -> Iterator[str]:
    wanted = set(page_words()["published"].split())
    for meta in tree.iter("meta"):
        named = (meta.get(key, "").strip().lower() for key in ("property", "name", "itemprop"))
        if meta.get("content") and wanted & set(named):
            yield meta.get("content")


def _times(tree: Any) -> Iterator[str]:
    """Time elements that are marked as that of publication; else the only day that all of them give."""
    times = [time for time in tree.iter("time") if time.get("datetime")]
    for time in times:
        if time.get("pubdate") is not None or time.get("itemprop", "").lower() == "datepublished":
            yield time.get("datetime")
    inside = [t for t in times if any(up.tag in {"article", "header", "main"} for up in t.iterancestors())]
    days = {day_given(t.get("datetime")) for t in inside or times if not _is_change(t)}
    if len(days) == 1:
        yield next(t.get("datetime") for t in inside or times if not _is_change(t))


def _lines_with_day(tree: Any) -> Iterator[str]:
    """Short parts of a page that say when it was published, by their class or their first words."""
    known = page_words()
    for part in tree.iter("p", "span", "div", "small", "em"):
        if len(part) > _FEW_PARTS or _is_change(part):
            continue
        text = " ".join(part.text_content().split())
        marked = f"{part.get('class', '')} {part.get('id', '')}".lower()
        dated = any(word in marked for word in known["dated"].split())
        if len(text) <= _LONGEST_DATELINE and (
            dated or text.lower().startswith(tuple(known["published_on"]))
        ):
            yield text


def _is_change(part: Any) -> bool:
    said = f"{part.get('itemprop', '')} {part.get('class', '')} {part.text_content()[:_SAID]}".lower()
    return any(word in said for word in ("modif", "updat", "aktualis", "geändert"))


@cache
def page_words() -> dict[str, Any]:
    """What pages say of themselves (``web_pages.toml``)."""
    return tomllib.loads(files("loaders.articles").joinpath("web_pages.toml").read_text(encoding="utf-8"))
