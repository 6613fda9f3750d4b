"""Which actors, issues and matters a name of somebody else's list may mean, the likeliest first."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from graph.knowledge.graph import KnowledgeGraph
from graph.things.memory import remembered
from graph.things.things import kind_of

ROOMS = ("actor/", "issue/", "matter/", "norm/")
"""Where the identifiers of what can be meant begin."""
ALIKE = 70
"""How alike (0 to 100, by words whatever their order) a name must be to be a candidate."""
_OVER = 20
"""Names looked at for each candidate wanted: several may be of one thing, others of another kind."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A thing (IRI) with its ``kind``, the name that fits best, and how well (0 to 100).

    ``match`` says that nothing else of the kind asked for is called just so.
    """

    thing: str
    name: str
    kind: str
    score: float
    match: bool = False


def candidates(graph: KnowledgeGraph, name: str, kind: str = "", most: int = 5) -> tuple[Reconciled, ...]:
    """What ``name`` may mean among the things of a ``kind`` (local name; ``Actor``: whoever acts)."""
    wanted, names = folded(name), remembered(graph, "names to reconcile", lambda: _names(graph))
    scored = process.extract(
        wanted, names.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=most * _OVER
    )
    best: dict[str, Reconciled] = {}
    for spelled, score, _ in scored:
        for iri, label in names[spelled]:
            of = kind_of(graph, iri)
            if _is_of(of, kind) and iri not in best:
                best[iri] = Reconciled(iri, label, of, round(score, 1))
    same = [one.thing for one in best.values() if folded(one.name) == wanted]
    ranked = sorted(best.values(), key=lambda one: (-one.score, one.thing))[:most]
    return tuple(Reconciled(c.thing, c.name, c.kind, c.score, match=same == [c.thing]) for c in ranked)


def folded(name: str) -> str:
    """A name in small letters without accents and the like, so that spellings meet."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.split())


def _is_of(kind: str, wanted: str) -> bool:
    if not wanted:
        return True
    if wanted == "Actor":
        return kind not in {"Issue", "Matter", ""}
    return kind == wanted


def _names(graph: KnowledgeGraph) -> dict[str, list[tuple[str, str]]]:
    """The things that are called so, by folded name, each with the name as it is written."""
    starts = tuple(graph.base + room for room in ROOMS)
    found: dict[str, list[tuple[str, str]]] = {}
    for row in graph.texts("ask-labels"):
        if row["thing"].startswith(starts) and (spelled := folded(row["label"])):
            found.setdefault(spelled, []).append((row["thing"], row["label"]))
    return found
