"""Matters in a session: proposed, confirmed, rejected, merged, split, renamed, with names for IRIs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from graph.decisions.naming import MATTERS
from graph.decisions.records import now_by
from graph.knowledge.graph import KnowledgeGraph
from graph.knowledge.writing import in_one_turn
from graph.matters import deciding
from graph.matters.matters import Matter, matter, matters
from graph.rdf.changes import DatasetChange
from ontology.errors import NotFoundError

if TYPE_CHECKING:
    from graph.matters.suggesting import Suggestion


def suggested(graph: KnowledgeGraph, issue: str = "", most: int = 10) -> tuple[Suggestion, ...]:
    """What may belong to the matter of ``issue`` (IRI, also relative); without one, the likeliest pairs."""
    from graph.matters.suggesting import proposals, suggestions  # noqa: PLC0415 - loads numpy

    return suggestions(graph, urljoin(graph.base, issue), most) if issue else proposals(graph, most)


def found(graph: KnowledgeGraph, name: str) -> Matter:
    """The matter called ``name``, or with that IRI (also relative); raises ``NotFoundError``."""
    known = matter(graph, urljoin(graph.base, name))
    called = _called(graph, name)
    if known is None and len(called) != 1:
        raise NotFoundError(f"There is no matter {name!r}; `standpunkt matters list` lists them.")
    return known or called[0]


@in_one_turn
def confirm(graph: KnowledgeGraph, name: str, issues: Sequence[str], by: str, reason: str = "") -> Matter:
    """Gather ``issues`` in the matter called ``name``, or with that IRI; a name that is new makes one."""
    full = [urljoin(graph.base, issue) for issue in issues]
    known = _called(graph, name)
    iri = known[0].iri if known else urljoin(graph.base, name) if name.startswith(MATTERS) else name
    _carry_out(graph, deciding.confirm(graph, full, iri, now_by(by), reason=reason))
    return found(graph, iri if known or name.startswith(MATTERS) else deciding.named(graph, name))


@in_one_turn
def reject(graph: KnowledgeGraph, issue: str, other: str, by: str, reason: str = "") -> None:
    """Say that ``issue`` does not belong together with ``other``, an issue or a matter."""
    full = urljoin(graph.base, other) if other.startswith("issue/") else _iri(graph, other)
    _carry_out(graph, deciding.reject(graph, urljoin(graph.base, issue), full, now_by(by), reason=reason))


@in_one_turn
def merge(graph: KnowledgeGraph, name: str, into: str, by: str, reason: str = "") -> Matter:
    """Make one matter part of another."""
    one, other = found(graph, name), found(graph, into)
    _carry_out(graph, deciding.merge(graph, one.iri, other.iri, now_by(by), reason=reason))
    return found(graph, other.iri)


@in_one_turn
def split(
    graph: KnowledgeGraph, name: str, other: str, issues: Sequence[str], by: str, reason: str = ""
) -> Matter:
    """Move ``issues`` of a matter to another one called ``other``, which may be new."""
    full = [urljoin(graph.base, issue) for issue in issues]
    change = deciding.split(graph, found(graph, name).iri, other, full, now_by(by), reason=reason)
    _carry_out(graph, change)
    return found(graph, deciding.named(graph, other))


@in_one_turn
def rename(graph: KnowledgeGraph, name: str, new: str, by: str, reason: str = "") -> Matter:
    """Give a matter another name."""
    iri = found(graph, name).iri
    _carry_out(graph, deciding.rename(graph, iri, new, now_by(by), reason=reason))
    return found(graph, iri)


def _called(graph: KnowledgeGraph, name: str) -> list[Matter]:
    """The matters with that name, however it is capitalised."""
    return [one for one in matters(graph) if one.name.casefold() == name.casefold()]


def _iri(graph: KnowledgeGraph, name: str) -> str:
    """The IRI of a matter by its name; an IRI stays as it is."""
    return name if "://" in name else found(graph, name).iri


def _carry_out(graph: KnowledgeGraph, change: DatasetChange) -> None:
    graph.change(add=change.add, remove=change.remove)
