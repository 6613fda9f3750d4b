"""Lists of everything of a kind, to be searched, narrowed, sorted, paged and taken away as CSV."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from operator import itemgetter

from flask import Blueprint, render_template, request

from graph.ask.searching import best_sentence, found_documents, has_words
from graph.ask.words.stems import fold
from graph.things.facts import tenures
from graph.views.directories import COLUMNS, GROUPED, DirectoryEntry, Figure, directory, office_holders
from graph.views.overviews.selection import narrowed
from ontology.errors import InputError
from web.http.site import site
from web.pages.shared.context import graph, named, term, thing
from web.pages.shared.filters import facet_options, read_chosen, searched, value_chips
from web.pages.shared.names import Names, names_of
from web.pages.shared.paging import paged
from web.pages.shared.siblings import Page, add_page, send_table

SIZE = 60
NAME = "name"
Holders = dict[str, dict[str, str]]
"""By office (IRI) who holds or held it (IRI), each with what both are called, to be searched at once."""


def register(blueprint: Blueprint) -> None:
    """Add ``/actors``, ``/issues`` and the others."""
    for kind in COLUMNS:
        add_page(blueprint, f"/{kind}", kind, partial(show, kind), ("csv",))


def show(kind: str, form: str) -> Page:
    """The list of one kind; as a file all of what was found."""
    labels = names_of(kind) | (_unlisted() if kind == "actors" and searched() else {})
    held = _holders() if kind == "offices" and searched() else {}
    chosen = read_chosen(GROUPED[kind])
    taken, facets = narrowed(_found(kind, labels, held), chosen, GROUPED[kind])
    entries = _sorted(kind, taken, labels)
    if form == "csv":
        return _send(kind, entries, labels)
    part = paged(entries, SIZE)
    sentences = {}
    if kind == "documents" and searched() and site().whole_texts:
        sentences = {entry.iri: best_sentence(graph(), searched(), entry.iri) for entry in part.items}
    return render_template(
        "directory.html",
        kind=kind,
        columns=COLUMNS[kind],
        slice=part,
        sentences=sentences,
        reasons=_reasons(part.items, labels, held),
        repeated=_repeated(kind, labels),
        facets=facet_options(chosen, facets),
        chips=value_chips(chosen),
        orders=_orders(kind),
    )


def _unlisted() -> Names:
    """What the office holders are called of whom no text speaks: a search finds them, the list is without."""
    return {entry.iri: named(entry.iri) for entry in office_holders(graph())}


def _repeated(kind: str, labels: Names) -> frozenset[str]:
    """The names that several things of the kind have; those of offices are never enough."""
    if kind == "offices":
        return frozenset(labels.values())
    return frozenset(name for name, times in Counter(labels.values()).items() if times > 1)


def _found(kind: str, labels: Names, held: Holders) -> Iterable[DirectoryEntry]:
    """The entries that have the words of ``?q=``: in their name, documents also in their text, offices also
    in the name of who holds or held them."""
    entries, wanted = directory(graph(), kind), searched()
    if kind == "actors" and wanted:
        entries += office_holders(graph())
    if not wanted:
        return entries
    if kind == "documents":
        found = frozenset(found_documents(graph(), wanted, labels, texts=site().whole_texts))
        return (entry for entry in entries if entry.iri in found)
    return (
        entry
        for entry in entries
        if any(has_words(wanted, name) for name in (labels[entry.iri], *held.get(entry.iri, {}).values()))
    )


def _holders() -> Holders:
    """See ``Holders``."""
    held: Holders = {}
    for tenure in tenures(graph()):
        named_both = f"{named(tenure.actor)} {named(tenure.office)}"
        held.setdefault(tenure.office, {})[tenure.actor] = named_both
    return held


def _reasons(entries: Iterable[DirectoryEntry], labels: Names, held: Holders) -> dict[str, list[str]]:
    """By office whose own name lacks the words of ``?q=`` the holders (IRIs) for whom it was found."""
    wanted = searched()
    if not held:
        return {}
    return {
        entry.iri: [actor for actor, names in held.get(entry.iri, {}).items() if has_words(wanted, names)]
        for entry in entries
        if not has_words(wanted, labels[entry.iri])
    }


def _order() -> tuple[str, bool]:
    """The column of ``?sort=``, and whether it is turned round by a minus before it."""
    wanted = request.args.get("sort", "")
    return wanted.removeprefix("-"), wanted.startswith("-")


def _sorted(kind: str, entries: Sequence[DirectoryEntry], labels: Names) -> list[DirectoryEntry]:
    """``entries`` in the order of ``?sort=``: names from A on, numbers and days from the greatest on.

    What has no day comes last either way.
    """
    column, turned = _order()
    if not column:
        return list(entries)
    if column == NAME:
        return sorted(entries, key=lambda entry: fold(labels[entry.iri]), reverse=turned)
    if column not in COLUMNS[kind]:
        raise InputError(f"sort={column[:40]!r} is no column: {', '.join((NAME, *COLUMNS[kind]))}.")
    known = [(value, entry) for entry in entries if (value := entry.figures[column]) is not None]
    unknown = [entry for entry in entries if entry.figures[column] is None]
    ordered = sorted(known, key=itemgetter(0), reverse=not turned)
    return [entry for _, entry in ordered] + unknown


def _orders(kind: str) -> dict[str, tuple[str, str]]:
    """By column the value of ``sort`` that its heading leads to, and the order it is in now, if it is."""
    column, turned = _order()
    directions = {}
    for name in (NAME, *COLUMNS[kind]):
        if name != column:
            directions[name] = (name, "")
        else:
            upwards = turned != (name == NAME)
            directions[name] = (name if turned else f"-{name}", "ascending" if upwards else "descending")
    return directions


def _send(kind: str, entries: Sequence[DirectoryEntry], labels: Names) -> Page:
    header = (NAME, "iri", "kind", *COLUMNS[kind], "context", *GROUPED[kind])
    rows = (
        (
            labels[entry.iri],
            entry.iri,
            thing(entry.iri).kind,
            *(_written(entry.figures[name]) for name in COLUMNS[kind]),
            "; ".join(map(named, entry.context)),
            *("; ".join(sorted(term(name, v) for v in entry.values.get(name, ()))) for name in GROUPED[kind]),
        )
        for entry in entries
    )
    return send_table(header, rows, kind)


def _written(value: Figure) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
