"""The fields of a query's form: which things were typed for its parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from flask import request

from graph.things.named_queries import SavedQuery
from web.pages.shared.context import named, thing
from web.pages.shared.filters import full
from web.pages.shared.names import CHOICES, OFFERED, PATH, completions, meant, told_apart

KINDS = {
    "topic": "issues",
    "issue": "issues",
    "holder": "actors",
    "actor": "actors",
    "person": "actors",
    "speaker": "actors",
    "participant": "actors",
    "collective": "actors",
    "attributedTo": "actors",
    "document": "documents",
    "norm": "norms",
    "office": "offices",
    "event": "events",
    "matter": "matters",
}
"""Of which list the things are that a parameter of this name takes."""
_BEHIND = re.compile(r"\(([a-z.-]+/\S+)\)$")


@dataclass(frozen=True, slots=True)
class QueryField:
    """A parameter with what was typed: the thing it means (an IRI), or the ``choices`` it may mean.

    ``written`` is how the form shows it: as a name that means nothing else, if there is one. ``unknown``: no
    thing has this name.
    """

    name: str
    kind: str
    written: str = ""
    iri: str = ""
    choices: tuple[str, ...] = ()

    @property
    def unknown(self) -> bool:
        """Whether something was typed that names nothing."""
        return bool(self.written) and not self.iri and not self.choices

    @property
    def offered(self) -> list[str]:
        """The weightiest names, for a form without a script."""
        return [name for _, name in islice(completions(self.kind, ""), OFFERED)] if self.kind else []


def read_fields(query: SavedQuery) -> tuple[QueryField, ...]:
    """The parameters of ``query`` with what the address says of them."""
    return tuple(_field(name, request.args.get(name, "").strip()[:400]) for name in query.parameters)


def _field(name: str, typed: str) -> QueryField:
    kind = KINDS.get(name, "")
    if not typed:
        return QueryField(name, kind)
    if path := _BEHIND.search(typed) or PATH.fullmatch(typed):
        iri = full(path[path.lastindex or 0])
        return QueryField(name, kind, told_apart(kind).get(iri, named(iri)) if kind else typed, iri)
    found = meant(kind, typed) if kind else []
    if len(found) == 1:
        return QueryField(name, kind, told_apart(kind)[found[0]], found[0])
    return QueryField(name, kind, typed, choices=tuple(found[:CHOICES]))


def canonical(fields: tuple[QueryField, ...]) -> bool:
    """Whether the address names each thing by its path, so that it stays right whatever things are called."""
    return all(
        request.args.get(f.name, "").strip() in ("", thing(f.iri).path, f.iri) for f in fields if f.iri
    )
