"""The actors everybody knows: the background facts read as names to find in a text.

The Turtle files of ``ontology/background`` are the only source. They are turned into a trie of words once a
process, so that matching costs one dictionary look-up a token.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rdflib import RDFS, SKOS, TIME

from loaders.articles.findings import ActorKind
from loaders.background.facts import classes, facts
from loaders.german.inflection import adjective_forms, inflect_words
from loaders.lexicon.tables import read_table
from ontology.in_force import kept
from ontology.terms import ORG, SP
from ontology.turtle import Described, Object, german, identifier

_LABEL, _ALT_LABEL = str(RDFS.label), str(SKOS.altLabel)
_WORDS = {
    "names": _ALT_LABEL,
    "metonyms": str(SP.metonym),
    "adjectives": str(SP.adjective),
    "demonyms": str(SP.demonym),
}
_KINDS = {kind.value: kind for kind in ActorKind}


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor of the background: ``metonyms`` stand for it only where they act; ``state`` is where it is."""

    id: str
    label: str
    kind: ActorKind
    names: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    state: str = ""


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


def _entries(facts: Described) -> Iterator[Entry]:
    for subject, said in facts.items():
        kinds = [_KINDS[name] for name in classes(said) if name in _KINDS]
        labels = german(said.get(_LABEL, ()))
        if kinds and labels:
            words = {name: tuple(german(said.get(kind, ()))) for name, kind in _WORDS.items()}
            parties = tuple(map(identifier, said.get(str(ORG.memberOf), ())))
            state = next(map(identifier, said.get(str(SP.inState), ())), "")
            yield Entry(subject, labels[0], kinds[0], **words, parties=parties, state=state)


def _offices(facts: Described) -> Iterator[Office]:
    for subject, said in facts.items():
        if "Office" in classes(said):
            labels = german((*said.get(_LABEL, ()), *said.get(_ALT_LABEL, ())))
            where = said.get(str(SP.represents)) or said.get(str(ORG.postIn)) or []
            yield Office(subject, tuple(labels), identifier(where[0]) if where else None)


def _terms(facts: Described, offices: dict[str, Office]) -> Iterator[Term]:
    for said in facts.values():
        member, office = said.get(str(ORG.member)), said.get(str(SP.office))
        if not member or not office or identifier(office[0]) not in offices:
            continue
        during = said.get(str(ORG.memberDuring))
        interval = facts.get(identifier(during[0]), {}) if during else {}
        start, end = (_date(facts, interval.get(str(edge))) for edge in (TIME.hasBeginning, TIME.hasEnd))
        yield Term(identifier(member[0]), offices[identifier(office[0])], start, end)


def _date(facts: Described, instant: Sequence[Object] | None) -> dt.date | None:
    found = facts.get(identifier(instant[0]), {}).get(str(TIME.inXSDDate)) if instant else None
    return dt.date.fromisoformat(identifier(found[0])[:10]) if found else None


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


def _unions(facts: Described) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for subject, said in facts.items():
        for member in said.get(str(ORG.hasMember), ()):
            found[identifier(member)].append(subject)
    return {member: tuple(bodies) for member, bodies in found.items()}


def last_name(name: str) -> str:
    """The last name of a full name, with its particle: "von der Leyen", "Merz", "bin Salman"."""
    words = name.split()
    for i, word in enumerate(words[1:], 1):
        if word.islower() and i < len(words) - 1:
            return " ".join(words[i:])
    return words[-1] if words else name


@kept
def gazetteer() -> Gazetteer:
    """The gazetteer of the background files, read once."""
    known = facts()
    entries = {e.id: e for e in _entries(known)}
    offices = {o.id: o for o in _offices(known)}
    terms = tuple(_terms(known, offices))
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
        _unions(known),
    )  # fmt: skip
