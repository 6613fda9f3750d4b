"""The day of publication that a web page gives: as data, in its address, or in a line for its readers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from loaders.articles.formats.linked_data import articles_in
from loaders.articles.formats.page_words import page_words
from loaders.articles.formats.publication import day_given, day_in, not_ahead

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
    """The datePublished of each article in JSON-LD."""
    for article in articles_in(tree):
        if isinstance(article.get("datePublished"), str):
            yield article["datePublished"]


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
