"""The label index: every name in the graph, ready to be looked up; after a write it follows what changed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter

import pyoxigraph as ox

from graph.ask.indexes.index_records import Difference, IndexedPosition, Post, place_of, post_of
from graph.ask.indexes.match import counted
from graph.ask.words.kinds import kind_named
from graph.ask.words.stems import fold, stems
from graph.knowledge.graph import KnowledgeGraph
from graph.rdf.queries import with_values
from graph.rdf.terms import day
from graph.things.passages import Passage
from graph.things.positions.positions import Position, positions_by_iri
from graph.things.things import Thing, readable
from ontology.terms import NAMESPACE

SORTS = ("actor", "issue", "office", "norm", "event", "document")
_AROUND = 240
"""Characters before the evidence that count as its surroundings; after it, half as many."""
_FORWARD = (
    *("broader", "represents", "postIn", "mentionedIn", "hasMember"),
    *("partOfCollective", "officialPosition"),
)
"""Links as the graph has them, from the subject they are said of."""
_BACKWARD = {
    "broader": "narrower",
    "partOfCollective": "collectiveOf",
    "officialPosition": "officialPositionOf",
}
"""What those are called that are followed from the object, too."""


class LabelIndex:
    """Names, positions and the few links that linking needs; never changed once it is built."""

    def __init__(self, knowledge: KnowledgeGraph) -> None:
        self.base = knowledge.base
        self.things: dict[str, Thing] = {}
        self.links: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.positions: dict[str, IndexedPosition] = {}
        self.texts: dict[str, str] = {}
        self.issued: dict[str, str] = {}
        self.tenures: dict[str, Post] = {}
        self.by_holder: dict[str, list[IndexedPosition]] = defaultdict(list)
        self.by_issue: dict[str, list[IndexedPosition]] = defaultdict(list)
        self.by_document: dict[str, list[IndexedPosition]] = defaultdict(list)
        self._read(knowledge, None, positions_by_iri(knowledge))

    def updated(self, knowledge: KnowledgeGraph, changed: frozenset[str]) -> tuple[LabelIndex, Difference]:
        """The index after the quads about the subjects ``changed`` came and went; this one stays as it is."""
        new: LabelIndex = object.__new__(LabelIndex)
        new.base = self.base
        new.things, new.positions, new.tenures = dict(self.things), dict(self.positions), dict(self.tenures)
        new.texts, new.issued = dict(self.texts), dict(self.issued)
        new.links = defaultdict(lambda: defaultdict(set))
        for name, of in self.links.items():
            new.links[name] = defaultdict(set, of)
        new.by_holder, new.by_issue, new.by_document = (
            defaultdict(list, old) for old in (self.by_holder, self.by_issue, self.by_document)
        )
        kept = positions_by_iri(knowledge)
        old = {iri: held.position for iri, held in self.positions.items()}
        held = frozenset(iri for iri in kept.keys() | old.keys() if kept.get(iri) is not old.get(iri))
        posts = frozenset(p.tenure for p in self.tenures.values() if p.office in changed)
        subjects = changed | held | posts
        new._forget(subjects)
        new._read(knowledge, subjects, kept)
        issues = frozenset(
            iri
            for iri in changed
            if self.sort_of(iri) == "issue" and self.things.get(iri) != new.things.get(iri)
        )
        gone = tuple(self.positions[iri] for iri in held & old.keys())
        come = tuple(h for iri in subjects if (h := new.positions.get(iri)))
        return new, Difference(subjects, issues, gone, come)

    @property
    def held(self) -> Collection[IndexedPosition]:
        """All positions."""
        return self.positions.values()

    @cached_property
    def in_order(self) -> Sequence[IndexedPosition]:
        """All positions, the newest first."""
        return sorted(self.positions.values(), key=attrgetter("place"))

    @property
    def posts(self) -> Collection[Post]:
        """All tenures of offices."""
        return self.tenures.values()

    def _forget(self, subjects: frozenset[str]) -> None:
        """Take out everything said about ``subjects``."""
        for known in (self.things, self.texts, self.issued, self.tenures):
            for iri in subjects & known.keys():
                del known[iri]
        for iri in subjects & self.positions.keys():
            held = self.positions.pop(iri)
            for by, key in self._places(held):
                by[key] = [other for other in by[key] if other.iri != iri]
        for name in _FORWARD:
            of = self.links[name]
            for iri in subjects & of.keys():
                objects = of.pop(iri)
                back = self.links[_BACKWARD[name]] if name in _BACKWARD else {}
                for value in objects & back.keys():
                    back[value] = back[value] - {iri}

    def _places(self, held: IndexedPosition) -> tuple[tuple[dict[str, list[IndexedPosition]], str], ...]:
        """By what a position is found."""
        return (
            (self.by_holder, held.holder),
            (self.by_issue, held.issue),
            (self.by_document, held.document),
        )

    def _read(
        self, knowledge: KnowledgeGraph, of: frozenset[str] | None, kept: Mapping[str, Position]
    ) -> None:
        """Read what is said about the subjects ``of`` (``None``: of all); ``kept`` are all positions."""
        self._read_documents(knowledge, of)
        self._read_labels(knowledge, of)
        self._read_links(knowledge, of)
        self._index_positions(kept, of)
        self._read_posts(knowledge, of)

    @property
    def newest_day(self) -> str:
        """The date of the newest article, or "" if none has a date."""
        return max(self.issued.values(), default="")

    @property
    def newest_year(self) -> int:
        """The year of the newest article, or this year if none has a date."""
        return max((int(date[:4]) for date in self.issued.values()), default=dt.date.today().year)

    def of_sort(self, sort: str) -> Iterator[Thing]:
        """All things of one of ``SORTS``."""
        return (thing for thing in self.things.values() if thing.sort == sort)

    def label(self, iri: str, language: str = "de") -> str:
        """The label of ``iri``, or the end of the IRI if the graph has none."""
        thing = self.things.get(iri)
        return thing.label(language) if thing else readable(iri)

    def titles(self, office: str) -> set[str]:
        """All names of an office."""
        thing = self.things.get(office)
        return {text for texts in thing.names.values() for text in texts} if thing else set()

    def narrower(self, issue: str) -> set[str]:
        """``issue`` with all issues narrower than it, at any depth."""
        found, queue = {issue}, [issue]
        while queue:
            for child in self.links["narrower"][queue.pop()] - found:
                found.add(child)
                queue.append(child)
        return found

    def sort_of(self, iri: str) -> str:
        """Which of ``SORTS`` a thing is of by its IRI, or ""."""
        if not iri.startswith(self.base):
            return ""
        head, _, rest = iri.removeprefix(self.base).partition("/")
        scoped = head in {"actor", "issue", "norm", "office"} or "/" not in rest
        return head if head in SORTS and rest and scoped else ""

    def _read_labels(self, knowledge: KnowledgeGraph, of: frozenset[str] | None) -> None:
        for row in _rows(knowledge, "ask-labels", "thing", _named(of, self.base)):
            iri = row["thing"].value if isinstance(row["thing"], ox.NamedNode) else ""
            if not self.sort_of(iri):
                continue
            thing = self.things.setdefault(iri, Thing(iri, iri.removeprefix(self.base)))
            name = row["property"].value.rsplit("#", 1)[-1]
            text = row["label"].value
            named = self.sort_of(iri) == "actor" and name == "altLabel"
            if named and " " not in text and kind_named(fold(text)):
                continue  # "das Land", "der Minister": a text's word for someone, not a name
            thing.note(name, text, getattr(row["label"], "language", None))

    def _read_links(self, knowledge: KnowledgeGraph, of: frozenset[str] | None) -> None:
        for row in _rows(knowledge, "ask-kinds", "subject", _named(of, self.base)):
            subject, value = row["subject"].value, row["object"].value
            name = row["property"].value.replace("#", "/").rsplit("/", 1)[-1]
            if name == "type":
                if subject in self.things:
                    self.things[subject].classes.add(value.removeprefix(NAMESPACE))
                continue
            self._link(name, subject, value, of is None)
            if name in _BACKWARD:
                self._link(_BACKWARD[name], value, subject, of is None)

    def _link(self, name: str, subject: str, value: str, own: bool) -> None:
        """Add a link; the set may be shared with an older state of the index unless it is our ``own``."""
        if own:
            self.links[name][subject].add(value)
        else:
            self.links[name][subject] = self.links[name][subject] | {value}

    def _around(self, passage: Passage) -> frozenset[str]:
        """The stems of the text on both sides of the evidence."""
        text, start, end = self.texts.get(passage.document, ""), passage.start, passage.end
        around = text[max(0, start - _AROUND) : start] + " " + text[end : end + _AROUND // 2]
        return frozenset(stems(around)) if text else frozenset()

    def _read_documents(self, knowledge: KnowledgeGraph, of: frozenset[str] | None) -> None:
        for row in _rows(knowledge, "ask-documents", "document", _of(of, f"{self.base}document/")):
            iri = row["document"].value
            self.texts[iri] = row["text"].value if "text" in row else ""
            if day(row.get("issued")) is not None:
                self.issued[iri] = row["issued"].value

    def _read_posts(self, knowledge: KnowledgeGraph, of: frozenset[str] | None) -> None:
        for row in _rows(knowledge, "ask-tenures", "tenure", _of(of, f"{self.base}tenure/")):
            values = {key: term.value for key, term in row.items()}
            name = values.get("name") or self.label(values["office"])
            represented = sorted(self.links["represents"][values["office"]] & self.things.keys())
            organisation = values.get("organisation") or next(iter(represented), "")
            self.tenures[values["tenure"]] = post_of(values, name, organisation)

    def _index_positions(self, kept: Mapping[str, Position], of: frozenset[str] | None) -> None:
        wanted = kept if of is None else of & kept.keys()
        found = {iri: self._indexed(kept[iri]) for iri in wanted}
        self.positions |= found
        for held in found.values():
            for by, key in self._places(held):
                if of is None:
                    by[key].append(held)
                else:
                    by[key] = [*by[key], held]

    def _indexed(self, position: Position) -> IndexedPosition:
        quotes, around = (
            frozenset(stem for passage in position.passages for stem in words(passage))
            for words in (lambda passage: stems(passage.quote), self._around)
        )
        own = counted(position, position.holder, "own")
        title = frozenset(stems(position.passage.title))
        return IndexedPosition(position, own, place_of(position), quotes, around, title)


def _of(of: frozenset[str] | None, start: str) -> frozenset[str] | None:
    """Those of the subjects ``of`` whose IRIs begin like ``start``."""
    return of if of is None else frozenset(iri for iri in of if iri.startswith(start))


def _named(of: frozenset[str] | None, base: str) -> frozenset[str] | None:
    """Those of the subjects ``of`` that a question may mention by name, or that are linked to such."""
    starts = tuple(f"{base}{kind}/" for kind in SORTS)
    return of if of is None else frozenset(iri for iri in of if iri.startswith(starts))


def _rows(
    knowledge: KnowledgeGraph, name: str, variable: str, of: frozenset[str] | None
) -> Iterator[dict[str, ox.NamedNode | ox.Literal]]:
    """The solutions of a named query for the values ``of`` of ``variable``, or all of them.

    Those with a blank node or a triple term in them name nothing and are left out.
    """
    if of is not None and not of:
        return
    values = {} if of is None else {variable: [ox.NamedNode(iri) for iri in sorted(of)]}
    solutions = knowledge.store.query(with_values(name, values))
    assert isinstance(solutions, ox.QuerySolutions)
    keys = [variable.value for variable in solutions.variables]
    for solution in solutions:
        found = {key: solution[key] for key in keys if solution[key] is not None}
        if all(isinstance(term, ox.NamedNode | ox.Literal) for term in found.values()):
            yield found
