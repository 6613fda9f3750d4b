"""Names and kinds of the things of the graph, as a person reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph
from graph.model.named_graphs import is_iri
from graph.model.patience import still_wanted
from graph.rdf.queries import Bindings, with_values
from graph.rdf.terms import LABEL, RDF_TYPE, Term, term, text
from graph.stores.repository import Row, solutions
from graph.stores.store import FarStore, about
from graph.things.english_names import english_actor, english_event, english_office, english_state
from graph.things.following import followed, table
from ontology.terms import NAMESPACE

Said = Callable[[ox.NamedNode], Iterable[ox.Literal]]
"""The literals that a property gives a thing."""
_PREDICATES = {"label": LABEL, "prefLabel": term("skos:prefLabel"), "title": term("dcterms:title")}
LABELS = tuple(_PREDICATES)
"""The properties (local names) that say what a thing is called, the first that says anything first."""
KINDS = (
    "Norm",
    "Author",
    "Government",
    "Party",
    "Alliance",
    "Ministry",
    "Parliament",
    "Court",
    "Association",
    "Company",
    "Medium",
    "State",
    "Person",
    "CollectiveActor",
    "Organisation",
    "Office",
    "Tenure",
    "Issue",
    "Matter",
    "Event",
    "NormRule",
    "Position",
    "ChangeOfMind",
    "Quotation",
    "Evidence",
    "Document",
    "Actor",
)
"""Local names of the ontology's classes, the more telling before the more general one."""
_WORDS = ("skos:altLabel",)
"""Properties whose values are kept of things that were read from far away."""
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(slots=True)
class Thing:
    """Something with an IRI, with those of its names and classes that were read; see ``note``."""

    iri: str
    path: str
    """The IRI without the data base, or the IRI itself if it is not ours."""
    labels: dict[str, str] = field(default_factory=dict)
    """What it is called by language tag ("" for names); of several the alphabetically first."""
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Every name by the property that gives it (``label``, ``altLabel``, ``metonym``, ``adjective`` …)."""
    classes: set[str] = field(default_factory=set)
    """Local names of classes of the ontology."""
    words: Mapping[str, set[str]] = field(default_factory=dict)
    """What else was read with the names, by property (``skos:altLabel``); see ``literals``."""
    _labelled: int = len(LABELS)
    """Place in ``LABELS`` of the property that gives the labels."""

    @property
    def local(self) -> bool:
        """Whether this server dereferences the IRI."""
        return self.path != self.iri

    @property
    def sort(self) -> str:
        """The first part of the path (``actor``, ``issue`` …); ``""`` if the thing is not ours."""
        return self.path.partition("/")[0] if self.local else ""

    @property
    def kind(self) -> str:
        """The most telling class, or ``""``."""
        return telling(self.classes)

    @property
    def called(self) -> set[str]:
        """Every name, without codes."""
        return {text for name, texts in self.names.items() if name != "notation" for text in texts}

    def note(self, name: str, text: str, language: str | None) -> None:
        """Take in a name that the property ``name`` (local name) gives.

        Labels are those of the first property of ``LABELS`` that gives any.
        """
        self.names[name].add(text)
        place = LABELS.index(name) if name in LABELS else len(LABELS)
        if place > self._labelled or name not in LABELS:
            return
        if place < self._labelled:
            self.labels, self._labelled = {}, place
        tag = (language or "").split("-")[0]
        self.labels[tag] = min(self.labels.get(tag, text), text)

    def label(self, language: str) -> str:
        """The label in ``language``, else a name, else in German or English, else any, else the IRI's end."""
        for tag in (language, "", "de", "en"):
            if tag in self.labels:
                return self.labels[tag]
        return next(iter(self.labels.values()), None) or readable(self.path)


def thing(graph: KnowledgeGraph, iri: str) -> Thing:
    """The thing at ``iri`` with its labels and classes; a blank node has none."""
    still_wanted()
    known = _known(graph)
    if iri not in known and not is_iri(iri):
        known[iri] = Thing(iri, iri)
    if iri not in known:
        if isinstance(graph.store, FarStore):
            learn(graph, [iri])
        else:
            known[iri] = _made(graph, iri, _classes(graph, iri), lambda p: _literals(graph, iri, p))
    return known[iri]


def learn(graph: KnowledgeGraph, iris: Iterable[str]) -> None:
    """Read what ``iris`` are called in few requests, where each by itself would be one."""
    known = _known(graph)
    if isinstance(graph.store, FarStore):
        unknown = [ox.NamedNode(iri) for iri in iris if iri not in known and is_iri(iri)]
        said: dict[str, list[tuple[ox.NamedNode, Term]]] = {node.value: [] for node in unknown}
        for quad in about(graph.store, unknown) if unknown else ():
            said[text(quad.subject)].append((quad.predicate, quad.object))
        known.update((iri, _read_from(graph, iri, pairs)) for iri, pairs in said.items())


def _read_from(graph: KnowledgeGraph, iri: str, pairs: Sequence[tuple[ox.NamedNode, Term]]) -> Thing:
    """The thing of which these values with their properties are told."""
    literals: defaultdict[ox.NamedNode, list[ox.Literal]] = defaultdict(list)
    for predicate, value in pairs:
        if isinstance(value, ox.Literal):
            literals[predicate].append(value)
    classes = _ours(text(value) for predicate, value in pairs if predicate == RDF_TYPE)
    found = _made(graph, iri, classes, lambda predicate: literals.get(predicate, ()))
    found.words = {name: {literal.value for literal in literals[term(name)]} for name in _WORDS}
    return found


def _made(graph: KnowledgeGraph, iri: str, classes: set[str], said: Said) -> Thing:
    """The thing of these classes that is called what its literals say."""
    found = Thing(iri, iri.removeprefix(graph.base), classes=classes)
    for name, predicate in _PREDICATES.items():
        for literal in said(predicate):
            found.note(name, literal.value, literal.language)
        if found.labels:
            break
    if found.labels and "en" not in found.labels and (english := _english(found, said)):
        found.labels["en"] = english
    return found


def _literals(graph: KnowledgeGraph, iri: str, predicate: ox.NamedNode) -> Iterator[ox.Literal]:
    for quad in graph.store.quads(subject=ox.NamedNode(iri), predicate=predicate):
        if isinstance(quad.object, ox.Literal):
            yield quad.object


def literals(graph: KnowledgeGraph, iri: str, name: str) -> set[str]:
    """What the property called ``name`` (``skos:altLabel``) says of ``iri``."""
    if isinstance(graph.store, FarStore):
        return thing(graph, iri).words.get(name, set())
    return {literal.value for literal in _literals(graph, iri, term(name))}


def _english(found: Thing, said: Said) -> str | None:
    """The English label of what has none, where the lexicon knows it."""

    def values(name: str) -> set[str]:
        return {literal.value for literal in said(term(name))}

    german = found.labels.get("de", found.labels.get("", ""))
    if "Office" in found.classes:
        return english_office(german, values("skos:altLabel"))
    if "Event" in found.classes:
        return english_event(german, next(iter(values("sp:eventKind")), ""))
    if "State" in found.classes:
        return next((name for code in values("skos:notation") if (name := english_state(code))), None)
    return english_actor(found.path.removeprefix("actor/")) if found.sort == "actor" else None


def _known(graph: KnowledgeGraph) -> dict[str, Thing]:
    """The things that were read so far, without those of which something was written since.

    Of a store far away all that have a label are read at once, for each by itself would be a request.
    """
    far = isinstance(graph.store, FarStore)

    def build() -> dict[str, Thing]:
        return _read(graph, {}) if far else {}

    def renew(old: dict[str, Thing], changed: frozenset[str]) -> dict[str, Thing]:
        new = dict(old)
        for iri in changed & new.keys():
            del new[iri]
        if far and changed:
            new |= _read(graph, {"thing": [ox.NamedNode(iri) for iri in sorted(changed)]})
        return new

    return followed(graph, "things", build, renew)


def _read(graph: KnowledgeGraph, values: Bindings) -> dict[str, Thing]:
    """The things with a label, those that are given as ``values`` or all, in one request."""
    said: defaultdict[str, list[tuple[ox.NamedNode, Term]]] = defaultdict(list)
    for row in solutions(graph.store.query(with_values("page-things", values))):
        one, predicate = row["thing"], row["property"]
        if isinstance(one, ox.NamedNode) and isinstance(predicate, ox.NamedNode):
            said[one.value].append((predicate, row["value"]))
    return {iri: _read_from(graph, iri, pairs) for iri, pairs in said.items()}


def labels(graph: KnowledgeGraph, iri: str) -> dict[str, str]:
    """The labels of ``iri`` by language tag; where there are several, the alphabetically first."""
    return thing(graph, iri).labels


def kind_of(graph: KnowledgeGraph, iri: str) -> str:
    """The most telling class of ``iri`` in our ontology (local name), or ``""``."""
    known = _known(graph).get(iri)
    if known:
        return known.kind
    kind = kinds_of_actors(graph).get(iri)
    return telling(_classes(graph, iri)) if kind is None else kind


def kinds_of_actors(graph: KnowledgeGraph) -> Mapping[str, str]:
    """The most telling class of every actor that a document mentions."""
    return table(graph, "page-mentions", "actor", _kind)


def _kind(rows: Sequence[Row]) -> str:
    return telling(row["class"].removeprefix(NAMESPACE) for row in rows if "class" in row)


def telling(classes: Iterable[str]) -> str:
    """The most telling of some classes (local names), or ``""``."""
    return min((name for name in classes if name in _RANK), key=_RANK.__getitem__, default="")


def _classes(graph: KnowledgeGraph, iri: str) -> set[str]:
    if not is_iri(iri):
        return set()
    types = graph.store.quads(subject=ox.NamedNode(iri), predicate=RDF_TYPE)
    return _ours(q.object.value for q in types if isinstance(q.object, ox.NamedNode))


def _ours(classes: Iterable[str]) -> set[str]:
    """The local names of those that are of the ontology."""
    return {name.removeprefix(NAMESPACE) for name in classes if name.startswith(NAMESPACE)}


def readable(path: str) -> str:
    """The end of a path as words."""
    last = unquote(path.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1])
    return last.replace("-", " ") if last else path
