"""What the templates need to show decisions: who is signed in or could be, which holds, what it was about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, g, request

from graph.decisions.records import Curation, curations, heads_of, standing
from graph.rdf.terms import LABEL
from graph.things.positions.positions import InferredStance, Position
from graph.things.positions.withheld import why_it_was, whys_withheld
from graph.views.correction import ACTS, MODALITIES, STANCES
from graph.views.deciding import Verdict, claim, verdict
from graph.views.directories import directory
from web.admission.gate import keys
from web.pages.editing.editor import editor
from web.pages.shared.context import graph, language, named, say
from web.pages.shared.filters import full, short
from web.pages.shared.traces import reason_in

MOST_NAMES = 500
"""Actors and issues that a form offers; others can be written."""


def register(blueprint: Blueprint) -> None:
    """Lend the helpers to every template."""

    @blueprint.app_context_processor
    def helpers() -> dict[str, Any]:
        return {
            "editor": editor(),
            "takes_tokens": bool(keys()),
            "standing": standing,
            "statement_label": statement_label,
            "verdict": verdict,
            "with_reasons": with_reasons,
            "why_not_counted": why_not_counted,
            "why_it_did_not_count": why_it_did_not_count,
            "just_decided": just_decided,
            "seen": seen,
            "names": names,
            "choices": {"stance": STANCES, "act": ACTS, "modality": MODALITIES},
        }


def statement_label(curation: Curation) -> str:
    """What the position said before, in the language of the page; else its label, or the end of its IRI."""
    if said := claim(curation.before, curation.target):
        return f"{named(said.holder)} {say(f'stance.word.{said.stance}')} {named(said.issue)}"
    for triple in sorted(curation.before, key=str):
        if triple.predicate == LABEL and getattr(triple.subject, "value", "") == curation.target:
            return str(getattr(triple.object, "value", ""))
    return curation.target.rsplit("/", 1)[-1]


def with_reasons(shown: Sequence[Position | InferredStance]) -> Sequence[Position | InferredStance]:
    """What a page shows, as it is; why some of it does not count, though said plainly, is read at once."""
    _read_reasons([one for one in shown if isinstance(one, Position) and one.withheld])
    return shown


def _read_reasons(held: Sequence[Position]) -> None:
    g.reasons = g.get("reasons", {}) | whys_withheld(graph(), held)


def why_not_counted(position: Position) -> str:
    """Why a position counts neither as for nor against, in a sentence; ``""`` where it does or none tells."""
    if position.iri not in g.get("reasons", {}):
        _read_reasons([position])
    return _plainly(g.reasons[position.iri])


def why_it_did_not_count(curation: Curation) -> str:
    """Why a position did not count before it was decided about, in a sentence; ``""`` where none tells."""
    return _plainly(why_it_was(curation.before, curation.target))


def _plainly(reason: str) -> str:
    return (reason and reason_in(reason, language())) or reason


def just_decided() -> Verdict | None:
    """What was decided, or taken back, by the form that led to this page (``?did=``)."""
    wanted = request.args.get("did", "")
    if not wanted:
        return None
    iri = full(wanted)
    one = next((one for one in curations(graph()) if one.iri == iri), None)
    return verdict(one) if one and one.decision.is_about_position else None


def seen(position: str) -> str:
    """The latest decisions about a position (IRI), as a form carries them that is made now."""
    return " ".join(map(short, heads_of(curations(graph(), target=position), position)))


def names(kind: str) -> list[str]:
    """Names that a form offers for a holder (``actors``) or issue (``issues``), the commonest first."""
    return list(dict.fromkeys(named(entry.iri) for entry in directory(graph(), kind)[:MOST_NAMES]))
