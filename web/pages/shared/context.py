"""What every page shares: language, things by IRI, addresses, and the words of the interface."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, g, request
from markupsafe import Markup, escape

from graph.knowledge.graph import KnowledgeGraph
from graph.things import things
from graph.things.english_names import event_kind
from graph.things.facts import Tenure, said_of_offices
from graph.things.things import Thing
from graph.things.titles import held_as
from graph.views.directories import COLUMNS
from graph.views.documents import document_cards
from graph.views.offices import HeldOffice
from ontology.errors import InputError
from ontology.terms import NAMESPACE
from web.http.caching import mark
from web.http.site import site
from web.pages.shared import texts

COOKIE = "language"
NAMELESS = {
    "tenure": "Tenure",
    "evidence": "Evidence",
    "position": "Position",
    "quotation": "Quotation",
    "norm-rule": "NormRule",
    "change": "ChangeOfMind",
}
"""Sorts of things (the first part of their path) that are called by their class where they have no label."""
MARKED = frozenset(
    {
        "home",
        "ask",
        "matrix",
        "network",
        "changes",
        "charts",
        "timeline",
        "positions",
        "why",
        "thing",
        "method",
        *COLUMNS,
    }
)
"""Pages that show nothing but the graph; a query may give another answer every time."""


MOST_ARGUMENTS = 100
"""Values in the address of a page; each costs work for every filter that is shown."""


def refuse_long_addresses() -> None:
    """Raises ``InputError`` for an address with more values than any filter of ours makes."""
    count = sum(len(values) for values in request.args.listvalues())
    if count > MOST_ARGUMENTS:
        raise InputError(
            f"This address has {count} values; a page reads at most {MOST_ARGUMENTS}: choose fewer filters."
        )


def graph() -> KnowledgeGraph:
    """The graph that the current request is about."""
    return site().knowledge


def language() -> str:
    """The language of the page: ``?lang=``, else the cookie, else the best of ``Accept-Language``."""
    if "language" not in g:
        g.language = _language()
    chosen: str = g.language
    return chosen


@contextmanager
def speaking(tongue: str) -> Iterator[None]:
    """Whatever is said within is said in the language ``tongue``, as a part of a page may be."""
    page = language()
    g.language = tongue
    try:
        yield
    finally:
        g.language = page


def demanded_language() -> str | None:
    """The language that the address demands (``?lang=``), if it does."""
    wish = request.args.get("lang")
    return wish if wish in texts.LANGUAGES else None


def _language() -> str:
    cookie = request.cookies.get(COOKIE)
    if chosen := demanded_language() or (cookie if cookie in texts.LANGUAGES else None):
        return chosen
    return request.accept_languages.best_match(texts.LANGUAGES, texts.DEFAULT) or texts.DEFAULT


def thing(iri: str) -> Thing:
    """The thing at ``iri``."""
    return things.thing(graph(), iri)


def named(iri: str) -> str:
    """What the thing at ``iri`` is called in the language of the page.

    What has no name of its own is called by what it is, never by the end of its IRI: parts of records,
    tenures, passages, and terms of other vocabularies.
    """
    found = thing(iri)
    if not found.labels:
        end = re.split("[#/]", iri)[-1]
        is_part = "#" in iri or found.path.count("/") > 1
        if (is_part or not found.local) and texts.knows(language(), f"formal.{end}"):
            return say(f"formal.{end}")
        if found.sort == ".well-known":
            return say("formal.list")
        if found.sort in NAMELESS:
            return say(f"kind.{NAMELESS[found.sort]}")
    return found.label(language())


def tongue(iri: str) -> Markup:
    """The attribute ``lang`` of the name of a thing, where it is in another language than the page."""
    labels = thing(iri).labels
    if not labels or language() in labels or "" in labels:
        return Markup()
    return _lang(next((tag for tag in ("de", "en") if tag in labels), next(iter(labels))))


def spoken_in(document: str) -> Markup:
    """The attribute ``lang`` of words of a document, where it is in another language than the page."""
    card = document_cards(graph()).get(document)
    return _lang(card.language) if card and card.language not in ("", language()) else Markup()


def _lang(tag: str) -> Markup:
    return Markup(' lang="{}"').format(tag)


def say(key: str, **values: object) -> str:
    """A text of the interface in the language of the page."""
    return texts.say(language(), key, **values)


def term(kind: str, name: str) -> str:
    """The word for a term such as ``act.demand``; the term itself where there is none."""
    if kind == "eventkind":
        return event_kind(name, language())
    key = f"{kind}.{name}"
    return say(key) if texts.knows(language(), key) else thing_or_name(name)


def thing_or_name(name: str) -> str:
    """The label of an IRI, or ``name`` as it is."""
    return named(name) if "://" in name else name


def title(tenure: Tenure | HeldOffice) -> str:
    """What an office is called for who holds it, in the language of the page."""
    called = named(tenure.office)
    if language() != "de":
        return called
    quotes = said_of_offices(graph()).get(tenure.actor, ())
    names = things.literals(graph(), tenure.office, "skos:altLabel")
    return held_as(called, quotes, named(tenure.actor), names)


def address(iri: str, **parameters: object) -> str:
    """Where this server shows ``iri``; things of others are shown by ``/thing?iri=``."""
    found = thing(iri)
    root = request.script_root + "/"
    query = {name: str(value) for name, value in parameters.items() if value is not None}
    if found.local:
        return (
            root + quote(found.path, safe="/-._~:@!$&'()*+,;=%") + ("?" + urlencode(query) if query else "")
        )
    return root + "thing?" + urlencode({"iri": iri, **query})


def passage_address(document: str, start: int, end: int) -> str:
    """The document with one passage marked and scrolled to."""
    return address(document, at=f"{start}-{end}") + "#at"


def with_arguments(**changes: object) -> str:
    """The address of this page with some arguments changed; ``None`` takes one away, a list gives several."""
    return with_path(request.path, **changes)


def with_path(path: str, **changes: object) -> str:
    """The address of another page of ours with the arguments of this one, some of them changed."""
    arguments: dict[str, list[str]] = {name: request.args.getlist(name) for name in request.args}
    for name, value in changes.items():
        if value is None:
            arguments.pop(name, None)
        else:
            arguments[name] = [str(v) for v in value] if isinstance(value, list | tuple) else [str(value)]
    query = urlencode([(name, value) for name, values in arguments.items() for value in values if value])
    return request.script_root + path + ("?" + query if query else "")


def page_address() -> str:
    """The whole address of the page that a drawing or file was made from, as its source."""
    path = request.path.removesuffix(".svg")
    return request.host_url.rstrip("/") + with_path(path, format=None, lang=None, dialect=None)


def loaded() -> bool:
    """Whether any document is loaded."""
    return bool(document_cards(graph()))


def bundle(name: str) -> str | None:
    """The file name of a built script, or ``None`` where the bundle is absent."""
    return name if name in site_bundles() else None


def site_bundles() -> frozenset[str]:
    """The scripts that the package build made."""
    folder = files("web") / "static" / "bundle"
    if not folder.is_dir():
        return frozenset()
    return frozenset(item.name for item in folder.iterdir())


_UNDRAWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def drawn(words: str, most: int) -> str:
    """``words`` as a drawing holds them: at most ``most`` letters, without what XML cannot hold, and set
    apart from what stands beside it, whichever way it is written (U+2068, U+2069)."""
    clean = " ".join(_UNDRAWABLE.sub("", words).split())
    return f"\u2068{clean if len(clean) <= most else clean[: most - 1].rstrip() + '…'}\u2069"


def emphasised(words: str) -> Markup:
    """``words`` safe for a page, with what stands between asterisks emphasised."""
    return Markup(re.sub(r"\*([^*]+)\*", r"<em>\1</em>", str(escape(words))))


def short_date(day: dt.date) -> str:
    """A day without its year where the language leaves it out, as a timeline labels it."""
    name = say(f"month.{day.month}")
    return say("month.short", day=day.day, month=day.month, name=name, year=day.year)


def date(day: dt.date | None) -> str:
    """A day in words."""
    return texts.say_date(language(), day)


def iso_date(day: str) -> str:
    """A day given in ISO 8601 in words; what is none stays as it is."""
    try:
        return date(dt.date.fromisoformat(day[:10]))
    except ValueError:
        return day


def iso_moment(moment: str) -> str:
    """A day and minute given in ISO 8601, in UTC; what is none stays as it is."""
    try:
        then = dt.datetime.fromisoformat(moment)
    except ValueError:
        return moment
    then = then.astimezone(dt.UTC) if then.tzinfo else then
    return f"{date(then.date())}, {then:%H:%M} UTC"


def number(value: int) -> str:
    """A number as the language writes it."""
    return texts.say_number(language(), value)


def helpers() -> dict[str, Any]:
    """What every template may use."""
    return {
        "t": say,
        "iso_date": iso_date,
        "iso_moment": iso_moment,
        "emphasised": emphasised,
        "drawn": drawn,
        "short_date": short_date,
        "term": term,
        "thing": thing,
        "named": named,
        "tongue": tongue,
        "spoken_in": spoken_in,
        "title": title,
        "address": address,
        "passage_address": passage_address,
        "with_arguments": with_arguments,
        "page_address": page_address,
        "with_path": with_path,
        "bundle": bundle,
        "loaded": loaded,
        "language": language(),
        "languages": texts.LANGUAGES,
        "ontology_iri": NAMESPACE,
        "settings": site().settings,
        "date": date,
        "number": number,
    }


def mark_page(response: Response) -> Response:
    """Pages depend on the data, the address and the reader's headers only; they say so with a tag."""
    endpoint = (request.endpoint or "").rpartition(".")[2].partition("_")[0]
    if request.method == "GET" and response.status_code == 200 and endpoint in MARKED:
        reader = [request.headers.get(name, "") for name in ("Cookie", "Accept-Language")]
        place = request.full_path.encode("utf-8", "replace").decode()
        response.headers["ETag"] = mark("page", place, *reader)
        response.headers.setdefault("Cache-Control", "private, max-age=0, must-revalidate")
        response.make_conditional(request)
    return response


def remember_language(response: Response) -> Response:
    """Say which language a page is in, and keep a chosen one."""
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = language()
        response.vary.update(["Accept-Language", "Cookie"])
        if request.args.get("lang") in texts.LANGUAGES:
            response.set_cookie(COOKIE, language(), max_age=31_536_000, samesite="Lax", httponly=True)
    return response


def register(blueprint: Blueprint) -> None:
    """Lend the shared helpers to every template, and keep a chosen language."""
    blueprint.before_request(refuse_long_addresses)
    blueprint.app_context_processor(helpers)
    blueprint.after_request(mark_page)
    blueprint.after_app_request(remember_language)
