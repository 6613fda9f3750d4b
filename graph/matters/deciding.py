"""Confirm, reject, merge, split, rename matters: each is one change of a few ordinary decisions.

A matter is there by its name (``renamed``); an issue is ``about`` it, or ``different`` from it or from an
issue of it, which keeps it from being suggested again. All of it is recorded with author, time and reason,
anchored in the sentences of the issues, and can be taken back like every decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from graph.decisions import things
from graph.decisions.naming import MATTERS, is_matter, is_named
from graph.decisions.records import Author, Curation, Decision, curations
from graph.knowledge.graph import KnowledgeGraph
from graph.matters.matters import matter as matter_of
from graph.matters.matters import matters
from graph.rdf.changes import DatasetChange
from ontology.errors import InputError, NotFoundError
from ontology.slugs import slugify

_NO_ISSUE = "Choose at least one issue."


def confirm(
    graph: KnowledgeGraph, issues: Sequence[str], matter: str, author: Author, *, reason: str = ""
) -> DatasetChange:
    """That ``issues`` (IRIs) belong to ``matter``, an IRI, or the name of one that may be new.

    Raises ``NotFoundError`` for what is not here and ``InputError`` without an issue or where nothing would
    change.
    """
    if not issues:
        raise InputError(_NO_ISSUE)
    iri = matter if is_matter(graph, matter) else named(graph, matter)
    known = matter_of(graph, iri)
    changes = []
    if known is None and iri == matter:
        raise NotFoundError(f"There is no matter <{matter}>.")
    if known is None:
        changes.append(things.make(graph, Decision.RENAMED, iri, matter.strip(), author, comment=reason))
    new = [one for one in dict.fromkeys(issues) if known is None or one not in known.issues]
    if not new:
        raise InputError("That was decided already: all of it belongs to that matter.")
    every = curations(graph)
    beside = {iri, *new, *(known.issues + known.iris if known else ())}
    rejected = [one for issue in new for one in _between(every, Decision.DIFFERENT, issue, beside)]
    changes += [things.withdrawn(graph, one, author) for one in rejected]
    changes += [_about(graph, issue, known.iri if known else iri, author, reason) for issue in new]
    return _joined(changes)


def reject(
    graph: KnowledgeGraph, issue: str, other: str, author: Author, *, reason: str = ""
) -> DatasetChange:
    """That ``issue`` does not belong together with ``other``, an issue or a matter (IRIs).

    From a matter that it was about it is taken. Raises ``InputError`` for two issues of one matter.
    """
    if not (issue and other):
        raise InputError(_NO_ISSUE)
    known = matter_of(graph, other)
    if both := next((one for one in matters(graph) if {issue, other} <= {*one.issues}), None):
        raise InputError(f"Both are about {both.name}: reject one of them from <{both.iri}> instead.")
    every = curations(graph)
    about = _between(every, Decision.ABOUT, issue, set(known.iris)) if known else []
    target = known.iri if known else other
    changes = [things.withdrawn(graph, one, author) for one in about]
    changes.append(things.make(graph, Decision.DIFFERENT, issue, target, author, comment=reason))
    return _joined(changes)


def merge(
    graph: KnowledgeGraph, matter: str, into: str, author: Author, *, reason: str = ""
) -> DatasetChange:
    """That ``matter`` is part of the matter ``into`` (IRIs)."""
    one, other = _require(graph, matter), _require(graph, into)
    if one == other:
        raise InputError(f"<{matter}> and <{into}> are one matter already.")
    return things.make(graph, Decision.MERGED, one, other, author, comment=reason)


def split(
    graph: KnowledgeGraph, matter: str, name: str, issues: Iterable[str], author: Author, *, reason: str = ""
) -> DatasetChange:
    """That ``issues`` (IRIs) of ``matter`` are of another one, called ``name``, which may be new."""
    known = matter_of(graph, _require(graph, matter))
    assert known is not None
    leaving = list(dict.fromkeys(issues))
    if strangers := [one for one in leaving if one not in known.issues]:
        raise InputError(f"<{strangers[0]}> is not about {known.name}.")
    if named(graph, name) in known.iris or not leaving:
        raise InputError("A split names another matter and the issues that go to it.")
    every = curations(graph)
    about = [one for issue in leaving for one in _between(every, Decision.ABOUT, issue, set(known.iris))]
    changes = [things.withdrawn(graph, one, author) for one in about]
    return _joined([*changes, confirm(graph, leaving, name, author, reason=reason)])


def rename(
    graph: KnowledgeGraph, matter: str, name: str, author: Author, *, reason: str = ""
) -> DatasetChange:
    """That ``matter`` (IRI) is called ``name``."""
    return things.make(graph, Decision.RENAMED, _require(graph, matter), name.strip(), author, comment=reason)


def named(graph: KnowledgeGraph, name: str) -> str:
    """The IRI of the matter called ``name``, there or new; raises ``InputError`` without words."""
    if not name.strip():
        raise InputError("A matter needs a name.")
    return f"{graph.base}{MATTERS}{slugify(name)}"


def _require(graph: KnowledgeGraph, matter: str) -> str:
    """The matter (IRI) that ``matter`` is or became part of; raises ``NotFoundError``."""
    known = matter_of(graph, matter)
    if known is None:
        raise NotFoundError(f"There is no matter <{matter}>; `standpunkt matters list` lists them.")
    return known.iri


def _about(graph: KnowledgeGraph, issue: str, matter: str, author: Author, reason: str) -> DatasetChange:
    """That ``issue`` is about ``matter``, which need not be there yet."""
    new = () if is_named(graph, matter) else (matter,)
    return things.make(graph, Decision.ABOUT, issue, matter, author, comment=reason, coming=new)


def _between(every: Iterable[Curation], decision: Decision, issue: str, others: set[str]) -> list[Curation]:
    """The decisions in force of that kind about ``issue`` and one of ``others``."""
    return [
        one
        for one in every
        if one.is_in_force
        and one.decision is decision
        and ((one.target == issue and one.other in others) or (one.other == issue and one.target in others))
    ]


def _joined(changes: Sequence[DatasetChange]) -> DatasetChange:
    """Several changes as one; what one takes out and another puts in stays."""
    add: dict[ox.Quad, None] = dict.fromkeys(quad for change in changes for quad in change.add)
    remove = dict.fromkeys(quad for change in changes for quad in change.remove if quad not in add)
    return DatasetChange(add=tuple(add), remove=tuple(remove))
