"""What may belong to one matter: by the likeness of the articles first, and of the names second.

A suggestion is likeness, not identity: it is shown with its reasons and does nothing until somebody decides.
What was decided already, for or against, is not suggested again.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby

from graph.decisions.records import Decision, curations
from graph.knowledge.graph import KnowledgeGraph
from graph.matters.contexts import Vectors, shared_words, vectors, word_shares
from graph.matters.matters import matters
from graph.things.memory import remembered
from ontology.errors import NotFoundError

ACTOR_WEIGHT = 0.4
"""What common actors (0 to 1) count beside the likeness of texts, which is seldom above 0.4."""
NAME_WEIGHT = 0.15
"""What the likeness of names (0 to 1) counts beside both."""
MOST_OF_ONE = 2
"""Suggestions of one document: it has many issues, and other documents shall be seen too."""
LEAST_ALIKE = 0.2
"""Likeness of two articles, actors included, from which on a pair of their issues is proposed unasked."""
MOST_REASONS = 5


@dataclass(frozen=True, slots=True)
class NamedIssue:
    """An issue as one document names it; ``sided`` tells whether somebody takes a side there (IRIs)."""

    issue: str
    document: str
    label: str
    sided: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """That ``other`` may belong to the matter of ``one``, and why.

    ``context`` is the likeness of the articles, ``name`` that of the names (0 to 1), ``words`` and ``actors``
    (IRIs) are the rarest that both articles have; ``score`` orders suggestions and means nothing else.
    """

    one: NamedIssue
    other: NamedIssue
    score: float
    context: float
    name: float
    words: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Material:
    """The texts and issues of a graph as the suggestions need them."""

    texts: Mapping[str, str]
    contexts: Vectors
    words: Mapping[str, int]
    actors: Mapping[str, frozenset[str]]
    rarity: Mapping[str, float]
    named: tuple[NamedIssue, ...]
    labels: Vectors


def suggestions(graph: KnowledgeGraph, issue: str, most: int = 10) -> tuple[Suggestion, ...]:
    """What may belong to the matter of ``issue`` (IRI), the likeliest first.

    Raises ``NotFoundError`` where no document takes a position on it, or only as a curated issue.
    """
    material = _material(graph)
    own = [one for one in material.named if one.issue == issue]
    if not own:
        raise NotFoundError(f"No document has positions on an issue <{issue}> of its own.")
    apart = _apart(graph).get(issue, ())
    ranked = chain.from_iterable(_ranked(material, one, _contexts(material, one.document)) for one in own)
    found = [one for one in ranked if one.other.issue not in apart]
    return tuple(_with_reasons(material, one) for one in _spread(_best(found), most))


def proposals(graph: KnowledgeGraph, most: int = 20) -> tuple[Suggestion, ...]:
    """The likeliest pairs of the whole graph, each pair of documents by its most alike issues."""
    material = _material(graph)
    apart = _apart(graph)
    best: dict[tuple[str, ...], Suggestion] = {}
    for document, issues in groupby(material.named, lambda one: one.document):
        contexts = _contexts(material, document)
        for found in chain.from_iterable(_ranked(material, one, contexts, LEAST_ALIKE) for one in issues):
            if found.other.issue in apart.get(found.one.issue, ()):
                continue
            pair = tuple(sorted((document, found.other.document)))
            if pair not in best or _order(found) < _order(best[pair]):
                best[pair] = found
    ranked = sorted(best.values(), key=_order)
    return tuple(_with_reasons(material, one) for one in ranked[:most])


def _order(one: Suggestion) -> tuple[float, bool, str, str]:
    return -one.score, not (one.one.sided and one.other.sided), one.one.issue, one.other.issue


def _material(graph: KnowledgeGraph) -> _Material:
    return remembered(graph, "material of matters", lambda: _read(graph))


def _read(graph: KnowledgeGraph) -> _Material:
    texts = {row["document"]: row["text"] for row in graph.texts("page-texts")}
    named: dict[tuple[str, str], NamedIssue] = {}
    for row in graph.texts("matter-issues"):
        place = (row["issue"], row["document"])
        known = named.get(place)
        sided = "sided" in row or (known is not None and known.sided)
        named[place] = NamedIssue(*place, known.label if known else row["label"], sided)
    actors: dict[str, set[str]] = defaultdict(set)
    for row in graph.texts("matter-actors"):
        actors[row["document"]].add(row["actor"])
    share = Counter(actor for found in actors.values() for actor in found)
    labels = {_key(one): one.label for one in named.values()}
    return _Material(
        texts=texts,
        contexts=vectors(texts),
        words=word_shares(texts.values()),
        actors={document: frozenset(found) for document, found in actors.items()},
        rarity={actor: math.log(1 + len(texts) / count) for actor, count in share.items()},
        named=tuple(named.values()),
        labels=vectors(labels, common=1.0),
    )


def _key(one: NamedIssue) -> str:
    return f"{one.issue} {one.document}"


def _ranked(
    material: _Material, one: NamedIssue, contexts: Mapping[str, float], least: float = 0.0
) -> Iterator[Suggestion]:
    """The issues of documents that are alike (``contexts``), scored, without reasons; in no order."""
    names = material.labels.like(_key(one))
    for other in material.named:
        context = contexts.get(other.document, 0.0)
        if other.document != one.document and other.issue != one.issue and context > least:
            name = names.get(_key(other), 0.0)
            yield Suggestion(one, other, context + NAME_WEIGHT * name, context, name)


def _contexts(material: _Material, document: str) -> dict[str, float]:
    """How alike the other documents are to ``document``: by their letters and by who is named in both."""
    own = material.actors.get(document, frozenset())
    alike = material.contexts.like(document)
    for other, actors in material.actors.items():
        if other != document and (both := own & actors):
            length = math.sqrt(_weight(material, own) * _weight(material, actors))
            alike[other] = alike.get(other, 0.0) + ACTOR_WEIGHT * _weight(material, both) / length
    return alike


def _weight(material: _Material, actors: frozenset[str]) -> float:
    return sum(material.rarity[actor] ** 2 for actor in actors)


def _best(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Each issue once, by its best suggestion, the likeliest first."""
    best: dict[str, Suggestion] = {}
    for one in sorted(found, key=_order):
        best.setdefault(one.other.issue, one)
    return list(best.values())


def _spread(ranked: Iterable[Suggestion], most: int) -> list[Suggestion]:
    """The first ``most``, not more than ``MOST_OF_ONE`` of one document."""
    taken: Counter[str] = Counter()
    found = []
    for one in ranked:
        taken[one.other.document] += 1
        if taken[one.other.document] <= MOST_OF_ONE:
            found.append(one)
    return found[:most]


def _with_reasons(material: _Material, one: Suggestion) -> Suggestion:
    here, there = one.one.document, one.other.document
    words = shared_words(material.texts[here], material.texts[there], material.words, MOST_REASONS)
    both = material.actors.get(here, frozenset()) & material.actors.get(there, frozenset())
    actors = sorted(both, key=lambda actor: (-material.rarity[actor], actor))[:MOST_REASONS]
    return Suggestion(one.one, one.other, one.score, one.context, one.name, words, tuple(actors))


def _apart(graph: KnowledgeGraph) -> dict[str, set[str]]:
    """By issue, the others that are gathered with it or that were rejected, also by their matter."""
    return remembered(graph, "apart", lambda: _read_apart(graph))


def _read_apart(graph: KnowledgeGraph) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)

    def note(one: str, other: str) -> None:
        found[one].add(other)
        found[other].add(one)

    for gathered in matters(graph):
        for issue in gathered.issues:
            found[issue].update(set(gathered.issues) - {issue})
    members = {iri: gathered.issues for gathered in matters(graph) for iri in gathered.iris}
    for one in curations(graph):
        if one.is_in_force and one.decision is Decision.DIFFERENT:
            for other in members.get(one.other, (one.other,)):
                note(one.target, other)
    return found
