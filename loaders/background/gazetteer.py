"""The actors everybody knows: the background facts read as names to find in a text.

The Turtle files of ``ontology/background`` are the only source. They are parsed once a process with
pyoxigraph and turned into a trie of words, so that matching costs one dictionary look-up a token.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from loaders.articles.findings import ActorKind
from loaders.german.inflection import adjective_forms, inflect_words
from loaders.lexicon.tables import read_table
from ontology.files import background_files
from ontology.terms import NAMESPACE

BASE = "https://standpunkt.invalid/"

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
_ORG = "http://www.w3.org/ns/org#"
_TIME = "http://www.w3.org/2006/time#"

_KINDS = {kind.value: kind for kind in ActorKind}


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor of the background: ``metonyms`` stand for it only where they act."""

    id: str
    label: str
    kind: ActorKind
    names: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """An office of the background and the actor (state, organisation) it belongs to."""

    id: str
    labels: tuple[str, ...]
    organisation: str | None


@dataclass(frozen=True, slots=True)
class Term:
    """A background tenure; the dates are inclusive, ``None`` where open or unknown."""

    person: str
    office: Office
    start: dt.date | None
    end: dt.date | None

    def covers(self, day: dt.date) -> bool:
        """Whether the office was held on ``day``."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a sentence that name an entry. ``how`` is name, metonym or demonym; ``end`` is exclusive."""

    entry: Entry
    start: int
    end: int
    how: str
    words: str


@dataclass(slots=True)
class _Node:
    edges: dict[str, _Node] = field(default_factory=dict)
    found: list[tuple[Entry, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Gazetteer:
    """All entries, found by words, by adjective ("russischen") and by identifier."""

    entries: dict[str, Entry]
    offices: dict[str, Office]
    terms: tuple[Term, ...]
    root: _Node
    adjectives: dict[str, Entry]
    by_office: dict[str, tuple[Term, ...]]
    by_person: dict[str, tuple[Term, ...]]
    by_last_name: dict[str, tuple[Entry, ...]]
    by_organisation: dict[str, tuple[Office, ...]]
    ambiguous: dict[str, str]
    unions: dict[str, tuple[str, ...]]  # identifier to those of the bodies it is a member of

    def at(self, words: Sequence[str], start: int) -> Hit | None:
        """The longest name that begins at ``start``, names before metonyms before demonyms."""
        node, best = self.root, None
        for i in range(start, len(words)):
            following = node.edges.get(words[i])
            if following is None:
                break
            node = following
            if node.found:
                best = (node.found[0], i + 1)
        if best is None:
            return None
        (entry, how, name), end = best
        return Hit(entry, start, end, how, name)

    def offices_at(self, organisation: str) -> tuple[Office, ...]:
        """The offices of an organisation or state."""
        return self.by_organisation.get(organisation, ())

    def holders(self, office_id: str, day: dt.date) -> list[Entry]:
        """Who held the office on ``day``, in the order of the file."""
        terms = self.by_office.get(office_id, ())
        return [self.entries[t.person] for t in terms if t.covers(day) and t.person in self.entries]


def _graph() -> dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]:
    """Subject to predicate to objects, over all background files."""
    facts: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for text in background_files().values():
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=BASE):
            english = isinstance(quad.object, ox.Literal) and quad.object.language not in {None, "de"}
            if isinstance(quad.object, ox.NamedNode | ox.Literal) and not english:
                facts[_short(quad.subject)][quad.predicate.value].append(quad.object)
    return facts


def _short(node: object) -> str:
    value = node.value if isinstance(node, ox.NamedNode | ox.Literal | ox.BlankNode) else str(node)
    return value.removeprefix(BASE)


def _entries(facts: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]) -> Iterator[Entry]:
    for subject, properties in facts.items():
        classes = [o.value.removeprefix(NAMESPACE) for o in properties.get(_RDF_TYPE, ())]
        kinds = [_KINDS[c] for c in classes if c in _KINDS]
        if not kinds or not properties.get(_LABEL):
            continue
        values = {name: tuple(o.value for o in properties.get(iri, ())) for name, iri in _NAMES.items()}
        label = properties[_LABEL][0].value
        parties = tuple(_short(o) for o in properties.get(_ORG + "memberOf", ()))
        yield Entry(subject, label, kinds[0], **values, parties=parties)


_NAMES = {
    "names": _ALT_LABEL,
    "metonyms": NAMESPACE + "metonym",
    "adjectives": NAMESPACE + "adjective",
    "demonyms": NAMESPACE + "demonym",
}


def _offices(facts: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]) -> Iterator[Office]:
    for subject, properties in facts.items():
        if NAMESPACE + "Office" not in {o.value for o in properties.get(_RDF_TYPE, ())}:
            continue
        labels = [o.value for o in (*properties.get(_LABEL, ()), *properties.get(_ALT_LABEL, ()))]
        where = properties.get(NAMESPACE + "represents") or properties.get(_ORG + "postIn") or []
        yield Office(subject, tuple(labels), _short(where[0]) if where else None)


def _terms(
    facts: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]], offices: dict[str, Office]
) -> Iterator[Term]:
    for properties in facts.values():
        member, office = properties.get(_ORG + "member"), properties.get(NAMESPACE + "office")
        if not member or not office or _short(office[0]) not in offices:
            continue
        interval = (
            facts.get(_short(properties[_ORG + "memberDuring"][0]), {})
            if (_ORG + "memberDuring") in properties
            else {}
        )
        start, end = (_date(facts, interval.get(_TIME + edge)) for edge in ("hasBeginning", "hasEnd"))
        yield Term(_short(member[0]), offices[_short(office[0])], start, end)


def _date(
    facts: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]],
    instant: list[ox.NamedNode | ox.Literal] | None,
) -> dt.date | None:
    found = facts.get(_short(instant[0]), {}).get(_TIME + "inXSDDate") if instant else None
    return dt.date.fromisoformat(found[0].value[:10]) if found else None


def _root(entries: dict[str, Entry]) -> _Node:
    """The trie: names first, then metonyms, then demonyms, each with its inflected forms."""
    root = _Node()
    for how in ("name", "metonym", "demonym"):
        for entry in entries.values():
            for name in _words_of(entry, how):
                _insert(root, inflect_words(name), (entry, how, name))
    return root


def _words_of(entry: Entry, how: str) -> tuple[str, ...]:
    if how == "name":
        return (entry.label.split(" (")[0], *entry.names)
    return entry.metonyms if how == "metonym" else entry.demonyms


def _insert(root: _Node, form: tuple[frozenset[str], ...], item: tuple[Entry, str, str]) -> None:
    """Hang ``item`` under every combination of the forms of its words."""
    nodes = [root]
    for variants in form:
        nodes = [node.edges.setdefault(word, _Node()) for node in nodes for word in sorted(variants)]
    for node in nodes:
        node.found.append(item)


def _grouped(terms: tuple[Term, ...]) -> tuple[dict[str, tuple[Term, ...]], dict[str, tuple[Term, ...]]]:
    by_office: dict[str, list[Term]] = defaultdict(list)
    by_person: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        by_office[term.office.id].append(term)
        by_person[term.person].append(term)
    return {k: tuple(v) for k, v in by_office.items()}, {k: tuple(v) for k, v in by_person.items()}


def _by_organisation(offices: dict[str, Office]) -> dict[str, tuple[Office, ...]]:
    found: dict[str, list[Office]] = defaultdict(list)
    for office in offices.values():
        if office.organisation:
            found[office.organisation].append(office)
    return {k: tuple(v) for k, v in found.items()}


def _unions(facts: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for subject, properties in facts.items():
        for member in properties.get(_ORG + "hasMember", ()):
            found[_short(member)].append(subject)
    return {member: tuple(bodies) for member, bodies in found.items()}


def last_name(name: str) -> str:
    """The last name of a full name, with its particle: "von der Leyen", "Merz", "bin Salman"."""
    words = name.split()
    for i, word in enumerate(words[1:], 1):
        if word.islower() and i < len(words) - 1:
            return " ".join(words[i:])
    return words[-1] if words else name


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the background files, read once."""
    facts = _graph()
    entries = {e.id: e for e in _entries(facts)}
    offices = {o.id: o for o in _offices(facts)}
    terms = tuple(_terms(facts, offices))
    by_office, by_person = _grouped(terms)
    adjectives = {f: e for e in entries.values() for a in e.adjectives for f in adjective_forms(a)}
    last: dict[str, list[Entry]] = defaultdict(list)
    others = {}
    for entry in entries.values():
        if entry.kind is ActorKind.PERSON:
            alone = (name for name in entry.names if " " not in name)  # "Xi", whose last name comes first
            for name in dict.fromkeys((last_name(entry.label), *alone)):
                last[name].append(entry)
        else:
            others[entry.id] = entry
    ambiguous = {row["word"]: row["needs"] for row in read_table("ambiguous")}
    return Gazetteer(
        entries, offices, terms, _root(others), adjectives, by_office, by_person,
        {k: tuple(v) for k, v in last.items()}, _by_organisation(offices), ambiguous,
        _unions(facts),
    )  # fmt: skip
