"""Lists of everything of a kind: actors, issues, events, norms, offices and documents."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.knowledge.graph import KnowledgeGraph
from graph.things.affiliations import affiliations
from graph.things.facts import Tenure, events, norm_rules, tenures
from graph.things.memory import remembered
from graph.things.positions.positions import all_inferred_stances, all_positions
from graph.things.positions.ties import all_stands
from graph.things.things import kind_of, kinds_of_actors
from graph.views.documents import document_cards
from ontology.terms import NAMESPACE

Figure = int | dt.date | None
Values = Mapping[str, frozenset[str]]
_PUBLISHER = re.compile(r"https?://(?:www\.)?([^/:?#]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """A thing in a list: its figures by column, what it counts as by facet, and what tells it from another
    of the same name (IRIs, the most telling first)."""

    iri: str
    figures: Mapping[str, Figure]
    values: Values = field(default_factory=dict)
    context: tuple[str, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The facets with their values."""
        return tuple((name, value) for name, values in self.values.items() for value in values)


COLUMNS: dict[str, tuple[str, ...]] = {
    "actors": ("positions",),
    "issues": ("positions", "supporters", "opponents"),
    "events": ("date", "participants"),
    "norms": ("rules",),
    "offices": ("holders",),
    "documents": ("issued", "positions"),
}
"""The figures that a list of each kind shows."""
GROUPED: dict[str, tuple[str, ...]] = {
    "actors": ("kind", "party", "state"),
    "issues": ("sides",),
    "events": ("eventkind", "year"),
    "norms": ("deontic",),
    "offices": ("state", "organisation"),
    "documents": ("year", "language", "publisher"),
}
"""The facets by which a list of each kind can be narrowed."""


def directory(graph: KnowledgeGraph, kind: str) -> tuple[DirectoryEntry, ...]:
    """The things of one kind (a key of ``COLUMNS``), weightiest first, events and documents newest first."""
    return remembered(graph, ("directory", kind), lambda: tuple(_DIRECTORIES[kind](graph)))


def office_holders(graph: KnowledgeGraph) -> tuple[DirectoryEntry, ...]:
    """Who holds or held an office and is not in the list of actors, because no text mentions them: they are
    known from background alone, and found by those who look for them."""

    def build() -> tuple[DirectoryEntry, ...]:
        listed = {entry.iri for entry in directory(graph, "actors")}
        holders = dict.fromkeys(tenure.actor for tenure in tenures(graph) if tenure.actor not in listed)
        return tuple(DirectoryEntry(iri, {"positions": 0}, _groups_of(graph, iri)) for iri in holders)

    return remembered(graph, "office holders", build)


def _groups_of(graph: KnowledgeGraph, actor: str) -> Values:
    belongs = affiliations(graph, actor)
    return {name: belongs[name] for name in GROUPED["actors"] if name in belongs}


def counts(graph: KnowledgeGraph) -> dict[str, int]:
    """How many documents, actors, issues, positions, events and inferred stances there are."""

    def build() -> dict[str, int]:
        found = {kind: len(directory(graph, kind)) for kind in ("documents", "actors", "issues", "events")}
        stances = len(all_inferred_stances(graph))
        return {**found, "positions": len(all_positions(graph)), "inferred": stances}

    return remembered(graph, "counts", build)


def _actors(graph: KnowledgeGraph) -> Iterable[DirectoryEntry]:
    held = Counter(position.holder for position in all_positions(graph))
    found = Counter({iri: number for iri, number in held.items() if kind_of(graph, iri) != "Norm"})
    for actor, kind in kinds_of_actors(graph).items():
        if actor not in held and kind not in ("Norm", "Event", "Issue", "Office"):
            found[actor] = 0
    for iri in _weightiest(found):
        belongs = affiliations(graph, iri)
        values = _groups_of(graph, iri)
        groups = [g for name in ("party", "organisation", "state") for g in sorted(belongs.get(name, ()))]
        yield DirectoryEntry(iri, {"positions": found[iri]}, values, tuple(g for g in groups if g != iri))


def _issues(graph: KnowledgeGraph) -> Iterable[DirectoryEntry]:
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for position in all_positions(graph):
        documents[position.issue].add(position.document)
    found = Counter(p.issue for p in all_positions(graph))
    stands = all_stands(graph)
    for iri in _weightiest(found):
        sides = Counter(stance for taken in stands.get(iri, {}).values() for stance in taken)
        figures = {
            "positions": found[iri],
            "supporters": sides["support"],
            "opponents": sides["oppose"],
        }
        context = tuple(sorted(documents[iri])) if len(documents[iri]) == 1 else ()
        yield DirectoryEntry(iri, figures, {"sides": frozenset([_sides(sides)])}, context)


def _sides(sides: Counter[str]) -> str:
    both = sides["support"] and sides["oppose"]
    return "both" if both else "support" if sides["support"] else "oppose" if sides["oppose"] else "none"


def _events(graph: KnowledgeGraph) -> Iterable[DirectoryEntry]:
    for event in events(graph).values():
        values = {"eventkind": _known(event.kind), "year": _year(event.first)}
        context = (event.passage.document,) if event.passage else ()
        figures = {"date": event.first, "participants": len(event.participants)}
        yield DirectoryEntry(event.iri, figures, values, context)


def _norms(graph: KnowledgeGraph) -> Iterable[DirectoryEntry]:
    rules: defaultdict[str, set[str]] = defaultdict(set)
    for rule in norm_rules(graph):
        rules[rule.norm].add(rule.deontic)
    found = Counter(rule.norm for rule in norm_rules(graph))
    found.update(dict.fromkeys(_of_class(graph, "Norm"), 0))
    for iri in _weightiest(found):
        yield DirectoryEntry(iri, {"rules": found[iri]}, {"deontic": frozenset(rules[iri])})


def _offices(graph: KnowledgeGraph) -> Iterable[DirectoryEntry]:
    held: defaultdict[str, list[Tenure]] = defaultdict(list)
    groups: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for row in graph.texts("page-offices"):
        groups[row["office"]][row["group"]] = None
    for tenure in tenures(graph):
        held[tenure.office].append(tenure)
        if tenure.organisation:
            groups[tenure.office][tenure.organisation] = None
    found = Counter({iri: len(those) for iri, those in held.items()})
    found.update(dict.fromkeys(_of_class(graph, "Office"), 0))
    for iri in _weightiest(found):
        kinds = {group: kind_of(graph, group) for group in groups[iri]}
        ordered = sorted(kinds, key=lambda group: (kinds[group] != "State", group))
        now = dict.fromkeys(t.actor for t in held[iri] if not t.former and not t.finish)
        values = {
            "state": frozenset(group for group, kind in kinds.items() if kind == "State"),
            "organisation": frozenset(group for group, kind in kinds.items() if kind != "State"),
        }
        yield DirectoryEntry(iri, {"holders": found[iri]}, values, (*ordered, *now))


def _documents(graph: KnowledgeGraph) -> Iterable[DirectoryEntry]:
    for card in document_cards(graph).values():
        publisher = _PUBLISHER.match(card.source or "")
        values = {
            "year": _year(card.issued),
            "language": _known(card.language),
            "publisher": _known(publisher[1] if publisher else ""),
        }
        yield DirectoryEntry(card.iri, {"issued": card.issued, "positions": card.positions}, values)


def _known(value: str) -> frozenset[str]:
    return frozenset([value]) if value else frozenset()


def _year(day: dt.date | None) -> frozenset[str]:
    return frozenset([str(day.year)]) if day else frozenset()


def _weightiest(found: Counter[str]) -> list[str]:
    return sorted(found, key=lambda iri: (-found[iri], iri))


def _of_class(graph: KnowledgeGraph, name: str) -> list[str]:
    return sorted(row["thing"] for row in graph.texts("page-of-class", **{"class": NAMESPACE + name}))


_DIRECTORIES = {
    "actors": _actors,
    "issues": _issues,
    "events": _events,
    "norms": _norms,
    "offices": _offices,
    "documents": _documents,
}
