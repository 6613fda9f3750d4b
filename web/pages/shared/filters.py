"""The filters of overview pages as GET parameters: read from the address, and written back into one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import request

from graph.ask.searching import found_positions
from graph.model.named_graphs import is_iri
from graph.views.overviews.selection import FACETS, Selected, Selection
from ontology.errors import InputError
from web.http.site import site
from web.pages.shared.context import graph, language, named, term, with_arguments

IRI_FACETS = frozenset({"party", "state", "organisation", "office", "holder", "issue", "source"})
MOST_SEARCHED = 200
"""Letters of a search that are read."""
SHOWN = 40
"""Values of a facet that are listed; chosen ones always are."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet as a checkbox shows it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen value with the address of the page without it."""

    facet: str
    label: str
    without: str


def read_selection(broad: bool = False) -> Selection:
    """The selection in the address; raises ``InputError`` for a date that is none.

    Things may be given as IRIs or as the part after the base (``actor/mira-holm``). ``broad`` says whether
    special forms count as their broad issue where the address does not say.
    """
    return Selection(
        read_chosen(FACETS),
        _day("since"),
        _day("until"),
        broad=any(value not in ("", "0") for value in request.args.getlist("broad") or (str(int(broad)),)),
        versions=any(value not in ("", "0") for value in request.args.getlist("versions")),
        among=found_positions(graph(), searched(), language(), texts=site().whole_texts),
    )


def read_chosen(names: Iterable[str]) -> dict[str, frozenset[str]]:
    """The chosen values of the facets ``names`` in the address; things may be given without the base."""
    chosen = {name: frozenset(filter(None, request.args.getlist(name))) for name in names}
    for name in IRI_FACETS & chosen.keys():
        chosen[name] = frozenset(full(value) for value in chosen[name])
    return {name: values for name, values in chosen.items() if values}


def searched() -> str:
    """The words that are searched (``?q=``)."""
    return request.args.get("q", "").strip()[:MOST_SEARCHED]


def full(value: str) -> str:
    """The IRI of an identifier, or the IRI itself; raises ``InputError`` where it can be none."""
    iri = value if "://" in value else graph().base + value
    if not is_iri(iri):
        raise InputError(f"{value[:80]!r} is not the IRI of anything: choose a filter from the list.")
    return iri


def short(iri: str) -> str:
    """An IRI of ours without the base, as addresses give it."""
    return iri.removeprefix(graph().base)


def _day(name: str) -> dt.date | None:
    raw = request.args.get(name, "").strip()
    if not raw:
        return None
    try:
        return dt.date.fromisoformat(raw)
    except ValueError as error:
        raise InputError(
            f"{name}={raw[:40]!r} is not a date: write it as YYYY-MM-DD, such as 2025-08-19."
        ) from error


def options(selection: Selection, selected: Selected) -> dict[str, list[Option]]:
    """The facets of a selection with their values."""
    return facet_options(selection.chosen, selected.facets)


def facet_options(
    chosen_values: Mapping[str, frozenset[str]], facets: Mapping[str, Counter[str]]
) -> dict[str, list[Option]]:
    """The facets with their values, the commonest first; facets without a choice are left out."""
    made: dict[str, list[Option]] = {}
    for name, counts in facets.items():
        chosen = chosen_values.get(name, frozenset())
        values = [value for value, _ in counts.most_common(SHOWN)]
        values += [value for value in sorted(chosen) if value not in values]
        if len(values) > 1 or chosen:
            made[name] = [_option(name, value, counts[value], value in chosen) for value in values if value]
    return made


def _option(facet: str, value: str, count: int, chosen: bool) -> Option:
    shown = short(value) if facet in IRI_FACETS else value
    return Option(shown, label(facet, value), count, chosen)


def label(facet: str, value: str) -> str:
    """What a reader calls a value of a facet."""
    return named(value) if facet in IRI_FACETS else term(facet, value)


def chips(selection: Selection) -> list[Chip]:
    """What is chosen in a selection, each with the way to take it back."""
    made = value_chips(selection.chosen)
    for name, day in (("since", selection.since), ("until", selection.until)):
        if day:
            made.append(Chip(name, day.isoformat(), with_arguments(**{name: None, "page": None})))
    return made


def value_chips(chosen: Mapping[str, frozenset[str]]) -> list[Chip]:
    """The words that are searched and the chosen values, each with the way to take it back."""
    made = [Chip("q", f"„{searched()}“", with_arguments(q=None, page=None))] if searched() else []
    for name, values in chosen.items():
        for value in sorted(values):
            rest = [
                v for v in request.args.getlist(name) if v and (full(v) if name in IRI_FACETS else v) != value
            ]
            made.append(Chip(name, label(name, value), with_arguments(**{name: rest, "page": None})))
    return made
