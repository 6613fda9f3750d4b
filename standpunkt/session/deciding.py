"""Decisions about things, taken back, moved between stores: what the commands ``standpunkt decisions`` do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import IO
from urllib.parse import urljoin

import pyoxigraph as ox

from graph.decisions import sharing, things
from graph.decisions.applying import why_parked
from graph.decisions.curation import decide, withdraw
from graph.decisions.persons import hidden_persons
from graph.decisions.records import Curation, Decision, curations, now_by
from graph.knowledge.graph import KnowledgeGraph
from graph.knowledge.hiding import hide_again
from graph.knowledge.importing import base_of
from graph.knowledge.writing import in_one_turn
from graph.stores import formats
from graph.things.positions.positions import positions
from graph.views.correction import Correction, corrected
from ontology.errors import InputError, NotFoundError

ABOUT_POSITIONS = tuple(one.value for one in (Decision.ACCEPTED, Decision.REJECTED))
"""What can be decided about a position without saying how it should read."""
ABOUT_THINGS = tuple(one.value for one in Decision if one.is_about_thing)
KINDS = (*ABOUT_POSITIONS, Decision.CORRECTED.value, *ABOUT_THINGS)


@in_one_turn
def decide_about_position(
    graph: KnowledgeGraph, kind: str, position: str, by: str, *, reason: str = ""
) -> None:
    """Accept or reject a position (IRI, also relative). Raises ``NotFoundError`` where there is none."""
    change = decide(graph, urljoin(graph.base, position), Decision(kind), now_by(by), comment=reason)
    graph.change(add=change.add, remove=change.remove)


@in_one_turn
def correct_position(
    graph: KnowledgeGraph, position: str, wishes: Mapping[str, str], by: str, *, reason: str = ""
) -> None:
    """Correct a position (IRI, also relative); ``wishes`` has what differs of ``Correction``, by its fields.

    Raises ``NotFoundError`` where there is none, ``InputError`` for what no position can say.
    """
    iri = urljoin(graph.base, position)
    found = positions(graph, position=iri)
    if not found:
        raise NotFoundError(f"There is no position <{iri}>; perhaps it was rejected or its document removed.")
    as_it_is = Correction(*(getattr(found[0], field.name) for field in fields(Correction)))
    after = corrected(graph, found[0], replace(as_it_is, **wishes))
    change = decide(graph, iri, Decision.CORRECTED, now_by(by), after=after, comment=reason)
    graph.change(add=change.add, remove=change.remove)


@in_one_turn
def decide_about(
    graph: KnowledgeGraph,
    kind: str,
    target: str,
    other: str,
    by: str,
    *,
    document: str = "",
    reason: str = "",
) -> None:
    """Decide that two things are one, or different, and so on (``graph.decisions.things.make``).

    Things are named by IRIs, also relative to the base. Raises ``InputError`` for another kind of decision.
    """
    if kind not in ABOUT_THINGS:
        raise InputError(f"{kind}: what is decided about things is {', '.join(ABOUT_THINGS)}.")
    if not other:
        raise InputError(f"{kind}: a decision about a thing needs the other thing, an address or a new name.")
    decision = Decision(kind)
    full = [urljoin(graph.base, name) if name else "" for name in (target, other, document)]
    if decision is Decision.RENAMED:
        full[1] = other
    change = things.make(graph, decision, full[0], full[1], now_by(by), document=full[2], comment=reason)
    graph.change(add=change.add, remove=change.remove)


@in_one_turn
def take_back(graph: KnowledgeGraph, decision: str, by: str) -> None:
    """Take the ``decision`` (IRI, also relative) back."""
    change = withdraw(graph, urljoin(graph.base, decision), now_by(by))
    graph.change(add=change.add, remove=change.remove)


def listed(graph: KnowledgeGraph) -> list[tuple[Curation, str]]:
    """Every decision, latest first, and why it is parked (empty: it is not)."""
    return [(one, why_parked(graph, one)) for one in curations(graph)]


def export_decisions(graph: KnowledgeGraph, out: IO[bytes]) -> None:
    """Write all decisions as N-Quads, which ``import_decisions`` and ``take_in`` read."""
    ox.serialize(sorted(sharing.exported(graph), key=str), out, ox.RdfFormat.N_QUADS)


def import_decisions(
    graph: KnowledgeGraph, paths: Iterable[str | Path], *, rebase: bool = False
) -> list[tuple[str, sharing.Shared]]:
    """Take in the decisions of files, one transaction a file; ``rebase``: also those of another base IRI.

    Raises ``InputError``, and nothing of that file is taken.
    """
    found = []
    for file in formats.dataset_files(map(Path, paths)):
        quads = list(formats.read_dataset(file))
        if rebase and (base := base_of(quads)):
            quads = list(sharing.rebased(quads, base, graph.base))
        with graph.writing.turn():
            shared = sharing.taken_in(graph, quads, str(file))
            graph.change(add=shared.change.add, remove=shared.change.remove)
            hide_again(graph, hidden_persons(graph))
        found.append((str(file), shared))
    return found
