"""The page of anything with an IRI: actor, issue, event, norm, office, document, position, and the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from flask import Blueprint, abort, redirect, render_template, request

from graph.decisions.records import curations, standing
from graph.knowledge.graph import KnowledgeGraph
from graph.model.named_graphs import is_iri
from graph.rdf.terms import text
from graph.things import facts
from graph.things.affiliations import affiliations
from graph.things.positions.changes import AboutTurn, changes_of_mind, turns_of
from graph.things.positions.positions import Position, headlines, inferred_stances, once, positions
from graph.things.positions.ties import all_stands, ties_of
from graph.views import profile
from graph.views.document_text import read_document
from graph.views.documents import document_cards
from graph.views.offices import held_offices
from graph.views.overviews.timeline import Timeline, timeline
from ontology.errors import InputError
from ontology.terms import NAMESPACE
from web.http.site import site
from web.pages.editing.matters import render_matter
from web.pages.shared.context import graph, language, passage_address
from web.pages.shared.siblings import Page
from web.pages.shared.traces import steps_of

TRACE = NAMESPACE + "trace"
LANES, MARKS = 10, 240
"""Size of the small timeline of an actor or an issue."""


def render_resource(iri: str) -> Page | None:
    """The page of ``iri``, a redirect to the passage it names, or ``None`` if the graph does not know it."""
    known = graph()
    if not is_iri(iri) or not _known(known, iri):
        return None
    path = iri.removeprefix(known.base)
    if passage := re.fullmatch(r"evidence/([^/]+)/(\d{1,9})-(\d{1,9})(?:/\w+)?", path):
        slug, start, end = passage.groups()
        return redirect(passage_address(f"{known.base}document/{slug}", int(start), int(end)), 303)
    page = _PAGES.get(path.split("/")[0]) if path != iri else None
    return (page or _anything)(known, iri)


def render_successors(iri: str, found: Sequence[str]) -> str:
    """The page of an IRI that several things of single documents took the place of."""
    return render_template("successors.html", iri=iri, found=found)


def _known(known: KnowledgeGraph, iri: str) -> bool:
    return bool(_statements(known, iri) or profile.incoming(known, iri))


def _actor(known: KnowledgeGraph, iri: str) -> Page:
    held = once(known, positions(known, holder=iri))
    return render_template(
        "actor.html",
        iri=iri,
        positions=held,
        turns=turns_of(changes_of_mind(known, holder=iri)),
        inferred_stances=inferred_stances(known, holder=iri),
        ties=ties_of(all_stands(known), iri),
        offices=held_offices(known, iri),
        line=_line(held, "issue"),
        officials=[tenure for tenure in facts.tenures(known) if tenure.organisation == iri],
        rules=[rule for rule in facts.norm_rules(known) if rule.norm == iri],
        events=[event for event in facts.events(known).values() if iri in event.participants],
        affiliations=affiliations(known, iri),
        inferred=profile.inferred_edges(known, iri),
        links=profile.links_out(known, iri),
    )


def _line(held: Sequence[Position], lanes_by: str) -> Timeline | None:
    """The positions over time, where there is more than one day."""
    line = timeline(held, (), lanes_by=lanes_by, most=LANES, marks=MARKS)
    return line if line and line.first != line.last else None


def _issue(known: KnowledgeGraph, iri: str) -> Page:
    tree = profile.issue_tree(known, iri)
    return render_template(
        "issue.html",
        iri=iri,
        special=[p for form in profile.below(known, iri) for p in once(known, positions(known, issue=form))],
        positions=(held := once(known, positions(known, issue=iri))),
        line=_line(held, "holder"),
        inferred_stances=inferred_stances(known, issue=iri),
        stands=all_stands(known).get(iri, {}),
        tree=tree,
        rules=[rule for rule in facts.norm_rules(known) if rule.issue == iri],
        links=profile.links_out(known, iri),
    )


def _event(known: KnowledgeGraph, iri: str) -> Page:
    event = facts.events(known).get(iri)
    if event is None:
        return _anything(known, iri)
    return render_template("event.html", iri=iri, event=event, links=profile.links_out(known, iri))


def _office(known: KnowledgeGraph, iri: str) -> Page:
    about = _statements(known, iri)
    profile.learn_names(known, about)
    return render_template(
        "office.html",
        iri=iri,
        tenures=[tenure for tenure in facts.tenures(known) if tenure.office == iri],
        statements=about,
        links=profile.links_out(known, iri),
    )


def _document(known: KnowledgeGraph, iri: str) -> Page:
    unsure_below = site().settings.number("unsure_below_percent") / 100
    whole = site().whole_texts
    reading = read_document(known, iri, _passage(), unsure_below, whole=whole)
    card = document_cards(known).get(iri)
    decisions = curations(known, document=iri)
    if reading is None or card is None:
        return _anything(known, iri)
    return render_template(
        "document.html",
        iri=iri,
        card=card,
        reading=reading,
        whole=whole,
        events=[e for e in facts.events(known).values() if e.passage and e.passage.document == iri],
        decisions=decisions,
        holds=standing(decisions),
    )


def _passage() -> tuple[int, int] | None:
    """The passage in ``?at=start-end``; anything else marks nothing."""
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", request.args.get("at", ""))
    return (int(found[1]), int(found[2])) if found else None


def _position(known: KnowledgeGraph, iri: str) -> Page:
    found = positions(known, position=iri)
    if not found:
        return _anything(known, iri)
    changes = changes_of_mind(known, holder=found[0].holder)
    about = _statements(known, iri)
    return render_template(
        "position.html",
        iri=iri,
        position=found[0],
        turns=turns_of(change for change in changes if iri in {change.earlier.iri, change.later.iri}),
        steps=steps_of((text(edge.value) for edge in about if edge.property == TRACE), language()),
        decision=standing(curations(known, target=iri)).get(iri),
        below=headlines(known).get(iri),
    )


def _change(known: KnowledgeGraph, iri: str) -> Page:
    found = changes_of_mind(known, change=iri)
    if not found:
        return _anything(known, iri)
    return render_template("change.html", iri=iri, change=found[0], turn=AboutTurn(found[:1]))


def _statements(known: KnowledgeGraph, iri: str) -> tuple[profile.Edge, ...]:
    """Every triple about ``iri`` that is shown."""
    hidden = {name.value for name in site().withheld}
    return tuple(edge for edge in profile.statements(known, iri) if edge.property not in hidden)


def _anything(known: KnowledgeGraph, iri: str) -> Page:
    about, incoming = _statements(known, iri), profile.incoming(known, iri)
    if not about and not incoming:
        abort(404)
    profile.learn_names(known, (*about, *incoming))
    return render_template("thing.html", iri=iri, statements=about, incoming=incoming)


def _matter(known: KnowledgeGraph, iri: str) -> Page:
    return render_matter(known, iri) or _anything(known, iri)


_PAGES: dict[str, Callable[[KnowledgeGraph, str], Page]] = {
    "actor": _actor,
    "norm": _actor,
    "issue": _issue,
    "matter": _matter,
    "event": _event,
    "office": _office,
    "document": _document,
    "position": _position,
    "change": _change,
}


def register(blueprint: Blueprint) -> None:
    """Serve the page of a foreign IRI at ``/thing?iri=``; those of ours are linked data."""
    blueprint.add_url_rule("/thing", "thing", show_thing)


def show_thing() -> Page:
    """The page of a foreign IRI."""
    iri = request.args.get("iri", "")
    if not is_iri(iri):
        raise InputError(f"iri={iri[:80]!r} is not an IRI.")
    return render_resource(iri) or abort(404)
