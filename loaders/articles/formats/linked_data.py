"""What a web page says of its article as data (JSON-LD in schema.org's terms): its days and its author."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from loaders.articles.formats.page_words import page_words


def articles_in(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of a page's JSON-LD that are articles, in order; what is no JSON is passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            yield from _articles(json.loads(script.text_content()), depth=0)
        except (ValueError, RecursionError):
            continue  # many pages write JSON that is none


def author_in(tree: Any) -> str:
    """The person who wrote the article in his own name, as its JSON-LD says; several are nobody's "ich".

    Only opinion pieces and posts have one: the author of a news article speaks of others.
    """
    own = set(page_words()["own_types"].split())
    for article in articles_in(tree):
        if not types_of(article) & own:
            continue
        given = article.get("author")
        authors = given if isinstance(given, list) else [given]
        names = [name for one in authors if (name := _person(one))]
        if len(names) == 1:
            return names[0]
    return ""


def types_of(value: dict[str, Any]) -> set[str]:
    """The types of an object, in small letters."""
    types = value.get("@type")
    return {str(one).lower() for one in (types if isinstance(types, list) else [types])}


def _person(value: Any) -> str:
    """The name of a person: an object of that type, or only the words."""
    if isinstance(value, str):
        return "" if "://" in value else value
    is_person = isinstance(value, dict) and types_of(value) <= {"person", "none"}
    name = value.get("name") if is_person else None
    return name if isinstance(name, str) else ""


def _articles(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """An article: the object itself, one of a list, or one of its ``@graph``."""
    if isinstance(value, list) and depth < 3:
        for item in value:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        if types_of(value) & set(page_words()["types"].split()):
            yield value
        yield from _articles(value.get("@graph", []), depth + 1)
