"""What the templates need to show decisions: who is signed in or could be, which holds, what it was about."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from graph.decisions.records import Curation, standing
from graph.model.rdf_terms import LABEL
from web.admission.gate import keys
from web.pages.shared.editor import editor


def register(blueprint: Blueprint) -> None:
    """Lend the helpers to every template."""

    @blueprint.app_context_processor
    def helpers() -> dict[str, Any]:
        return {
            "editor": editor(),
            "takes_tokens": bool(keys()),
            "standing": standing,
            "statement_label": statement_label,
        }


def statement_label(curation: Curation) -> str:
    """The label of the position before the decision, the last part of its IRI where it had none."""
    for triple in sorted(curation.before, key=str):
        if triple.predicate == LABEL and getattr(triple.subject, "value", "") == curation.target:
            return str(getattr(triple.object, "value", ""))
    return curation.target.rsplit("/", 1)[-1]
