"""The reconciliation service, ``/reconcile``: which actors, issues and matters names of a list may mean.

Protocol: Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group, 2023), which OpenRefine
speaks: a manifest, and batches of queries in the parameter ``queries``.
"""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, jsonify, request

from graph.things.reconciling import Reconciled, candidates
from ontology.errors import InputError
from ontology.terms import NAMESPACE
from web.http.site import site

blueprint = Blueprint("reconcile", __name__)

MOST_QUERIES, MOST_LETTERS, MOST_CANDIDATES = 50, 400, 50
"""Queries of a batch, letters of a name, candidates of one query."""
_USUAL = 5
_TYPES = ("Actor", "Person", "Party", "State", "Organisation", "Issue", "Matter")


@blueprint.route("/reconcile", methods=["GET", "POST"])
def reconcile() -> Response:
    """The candidates of each query, or, without queries, what this service is."""
    wanted = request.values.get("queries")
    return jsonify(_manifest() if wanted is None else _answers(wanted))


def _manifest() -> dict[str, Any]:
    base = site().base
    return {
        "versions": ["0.2"],
        "name": f"Standpunkt ({base})",
        "identifierSpace": base,
        "schemaSpace": NAMESPACE,
        "view": {"url": base + "{{id}}"},
        "defaultTypes": [_type(name) for name in _TYPES],
        "batchSize": MOST_QUERIES,
    }


def _answers(wanted: str) -> dict[str, Any]:
    try:
        queries = json.loads(wanted)
    except (ValueError, RecursionError):
        raise InputError("queries is not JSON: an object of queries by name is wanted.") from None
    if not isinstance(queries, dict) or len(queries) > MOST_QUERIES:
        raise InputError(f"queries must be an object of at most {MOST_QUERIES} queries by name.")
    return {name: {"result": [_told(one) for one in _found(name, query)]} for name, query in queries.items()}


def _found(name: str, query: object) -> tuple[Reconciled, ...]:
    """The candidates of one query; its properties are not looked at."""
    text = query.get("query") if isinstance(query, dict) else None
    if not isinstance(query, dict) or not isinstance(text, str) or len(text) > MOST_LETTERS:
        raise InputError(f"{name[:40]!r} is no query: it needs a text of at most {MOST_LETTERS} letters.")
    limit, kind = query.get("limit", _USUAL), query.get("type") or ""
    if isinstance(kind, list):
        kind = kind[0] if len(kind) == 1 else ""
    if not isinstance(limit, int) or not isinstance(kind, str) or not 1 <= limit <= MOST_CANDIDATES:
        raise InputError(f"{name[:40]!r}: limit is a number from 1 to {MOST_CANDIDATES}, type a name.")
    return candidates(site().knowledge, text, kind.removeprefix(NAMESPACE), limit)


def _told(one: Reconciled) -> dict[str, Any]:
    return {
        "id": one.thing.removeprefix(site().base),
        "name": one.name,
        "type": [_type(one.kind)],
        "score": one.score,
        "match": one.match,
    }


def _type(name: str) -> dict[str, str]:
    return {"id": name, "name": name}
