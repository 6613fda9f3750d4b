"""The facts as sets of numbers: one relation a class, one a property.

A term is a number (`terms.py`). A class holds the numbers of its members; a property holds pairs, packed into
one number as `subject << 32 | object`, which is held and compared faster than tuples (`numbers.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from graph.reasoning.facts.numbers import Numbers

SHIFT = 32
MASK = (1 << SHIFT) - 1
_SMALL = 8
_SCANS = 8

Triple = tuple[int, int, int]
"""The numbers of a subject, a predicate and an object."""
Index = dict[int, "tuple[int, ...] | set[int]"]


def pack(subject: int, target: int) -> int:
    """The number of a pair."""
    return subject << SHIFT | target


def unpack(key: int) -> tuple[int, int]:
    """The pair of a number."""
    return key >> SHIFT, key & MASK


class Relation:
    """The members of a class (`unary`) or the pairs of a property, with indexes built when first asked for.

    `base` is the part of a relation that its own linear rule (prp-trp, scm-sco, scm-spo) did not make.
    """

    __slots__ = ("_by_object", "_by_subject", "_scans", "base", "facts", "id", "pending", "triggers", "unary")

    def __init__(self, number: int, unary: bool) -> None:
        self.id = number
        self.unary = unary
        self.facts = Numbers()
        self.pending: set[int] = set()
        self.triggers: dict[int, list[tuple[Any, int, Callable[[set[int]], set[Any]]]]] = {}
        self.base: Relation | None = None
        self._scans = 0
        self._by_subject: Index | None = None
        self._by_object: Index | None = None

    def split(self) -> Relation:
        """The base of the relation, everything in it at first."""
        if self.base is None:
            self.base = Relation(self.id, self.unary)
            self.base.add(set(self.facts))
        return self.base

    def by_subject(self) -> Index:
        """The objects of each subject. The same dictionary for the life of the relation."""
        if self._by_subject is None:
            self._by_subject = {}
            _fill(self._by_subject, ((key >> SHIFT, key & MASK) for key in self.facts))
        return self._by_subject

    def by_object(self) -> Index:
        """The subjects of each object. The same dictionary for the life of the relation."""
        if self._by_object is None:
            self._by_object = {}
            _fill(self._by_object, ((key & MASK, key >> SHIFT) for key in self.facts))
        return self._by_object

    def objects(self, subject: int, _default: tuple[int, ...] = ()) -> tuple[int, ...] | set[int]:
        """The objects of one subject, without building an index for a few questions."""
        if self._by_subject is None:
            if self._has_patience():
                return tuple([key & MASK for key in self.facts if key >> SHIFT == subject])
            self.by_subject()
        assert self._by_subject is not None
        return self._by_subject.get(subject, ())

    def subjects(self, target: int, _default: tuple[int, ...] = ()) -> tuple[int, ...] | set[int]:
        """The subjects of one object, without building an index for a few questions."""
        if self._by_object is None:
            if self._has_patience():
                return tuple([key >> SHIFT for key in self.facts if key & MASK == target])
            self.by_object()
        assert self._by_object is not None
        return self._by_object.get(target, ())

    def _has_patience(self) -> bool:
        """Whether to go through all facts once more; an index costs about as much as a dozen times."""
        self._scans += 1
        return self._scans <= _SCANS

    def add(self, keys: set[int]) -> None:
        """Adds facts that are new to the relation."""
        self.facts.update(keys)
        if self._by_subject is not None:
            _fill(self._by_subject, ((key >> SHIFT, key & MASK) for key in keys))
        if self._by_object is not None:
            _fill(self._by_object, ((key & MASK, key >> SHIFT) for key in keys))

    def discard(self, key: int) -> None:
        """Takes one fact back, if it is there."""
        if key not in self.facts:
            return
        self.facts.discard(key)
        if self._by_subject is not None:
            _drop(self._by_subject, key >> SHIFT, key & MASK)
        if self._by_object is not None:
            _drop(self._by_object, key & MASK, key >> SHIFT)

    def mentions(self, terms: set[int]) -> list[int]:
        """The facts that have one of the terms as member, subject or object."""
        if self.unary:
            return list(self.facts & terms)
        found: set[int] = set()
        if self._by_subject is None:
            found.update(key for key in self.facts if key >> SHIFT in terms)
        else:
            found.update(pack(term, o) for term in terms for o in self._by_subject.get(term, ()))
        if self._by_object is None:
            found.update(key for key in self.facts if key & MASK in terms)
        else:
            found.update(pack(s, term) for term in terms for s in self._by_object.get(term, ()))
        return list(found)


def _fill(index: Index, pairs: Iterable[tuple[int, int]]) -> None:
    get = index.get
    for one, other in pairs:
        values = get(one)
        if values is None:
            index[one] = (other,)
        elif type(values) is set:
            values.add(other)
        elif len(values) < _SMALL:
            index[one] = (*values, other)
        else:
            index[one] = {*values, other}


def _drop(index: Index, one: int, other: int) -> None:
    values = index[one]
    if type(values) is set:
        values.discard(other)
        if not values:
            del index[one]
        return
    rest = tuple(value for value in values if value != other)
    if rest:
        index[one] = rest
    else:
        del index[one]


class Facts:
    """Every relation of a graph, by the number of its class or property."""

    def __init__(self, type_id: int) -> None:
        self.type_id = type_id
        self.classes: dict[int, Relation] = {}
        self.properties: dict[int, Relation] = {}

    def of_class(self, number: int) -> Relation:
        """The members of a class."""
        found = self.classes.get(number)
        if found is None:
            found = self.classes[number] = Relation(number, unary=True)
        return found

    def of_property(self, number: int) -> Relation:
        """The pairs of a property."""
        found = self.properties.get(number)
        if found is None:
            found = self.properties[number] = Relation(number, unary=False)
        return found

    def locate(self, subject: int, predicate: int, target: int) -> tuple[Relation, int]:
        """The relation and the number under which a triple stands."""
        if predicate == self.type_id:
            return self.of_class(target), subject
        return self.of_property(predicate), subject << SHIFT | target

    def triple(self, relation: Relation, key: int) -> Triple:
        """The triple of a fact."""
        if relation.unary:
            return key, self.type_id, relation.id
        return key >> SHIFT, relation.id, key & MASK

    def relations(self) -> Iterator[Relation]:
        """All relations, classes first."""
        yield from list(self.classes.values())
        yield from list(self.properties.values())
