"""What a document says, as far as decisions look into it: its text, and its positions with their quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from graph.decisions.anchors import FoundQuote, QuoteAnchor
from graph.model.sides import side_taken
from graph.rdf.terms import RDF_TYPE, term, text

ISSUE_LINKS = tuple(term("sp:" + name) for name in ("affirms", "rejects", "concerns"))
_HOLDER, _STANCE, _EVIDENCE = term("sp:holder"), term("sp:stance"), term("sp:evidence")
_CONCERNS, _ASSERTED, _FORMER = term("sp:concerns"), term("sp:Asserted"), term("sp:FormerPosition")
_SIDES = {term("sp:Support"): term("sp:affirms"), term("sp:Oppose"): term("sp:rejects")}
_TRACE = term("sp:trace")
_START, _END, _TEXT = term("sp:start"), term("sp:end"), term("sp:text")


@dataclass(frozen=True, slots=True)
class ReadPosition:
    """A position of a document: ``key`` is who takes which stance on what, ``evidence`` its span (IRI)."""

    iri: str
    key: tuple[str, str, str]
    evidence: str
    start: int
    end: int

    def covers(self, quote: FoundQuote) -> float:
        """The share of the shorter of the two that both cover."""
        common = min(self.end, quote.end) - max(self.start, quote.start)
        return max(0, common) / max(1, min(self.end - self.start, quote.end - quote.start))


class ReadDocument:
    """The ``triples`` that were read in ``document`` (IRI), by subject."""

    def __init__(self, document: str, triples: Iterable[ox.Triple]) -> None:
        self.document = document
        self.triples = set(triples)
        self._by_subject: dict[str, list[ox.Triple]] = defaultdict(list)
        for triple in self.triples:
            self._by_subject[text(triple.subject)].append(triple)
        self.text = self._value(document, _TEXT)
        kind = (RDF_TYPE, term("sp:Position"))
        found = sorted({text(t.subject) for t in self.triples if (t.predicate, t.object) == kind})
        self.positions = [position for iri in found if (position := self._position(iri))]

    def of(self, iri: str) -> set[ox.Triple]:
        """The triples about ``iri``."""
        return set(self._by_subject.get(iri, ()))

    def names(self, iri: str) -> bool:
        """Whether anything is said of ``iri`` here, or with it."""
        return iri in self._by_subject or any(text(triple.object) == iri for triple in self.triples)

    def anchor(self, about: str, position: str) -> QuoteAnchor | None:
        """The anchor of what is decided about ``about`` where ``position`` (IRIs) has its evidence."""
        found = next((one for one in self.positions if one.iri == position), None)
        if found is None or not self.text:
            return None
        return QuoteAnchor.at(about, self.document, self.text, found.start, found.end)

    def mentions(self, thing: str) -> list[str]:
        """The positions (IRIs) that ``thing`` holds or is the issue of, in the order of the text."""
        found = [one for one in self.positions if self._role(one, thing) is not None]
        return [one.iri for one in sorted(found, key=lambda one: (one.start, one.iri))]

    def _role(self, one: ReadPosition, thing: str) -> ox.NamedNode | None:
        return next((t.predicate for t in self.of(one.iri) if text(t.object) == thing), None)

    def _position(self, iri: str) -> ReadPosition | None:
        evidence = self._value(iri, _EVIDENCE)
        start, end = self._value(evidence, _START), self._value(evidence, _END)
        if not (start.isdigit() and end.isdigit()):
            return None
        return ReadPosition(iri, key_of(self.of(iri)), evidence, int(start), int(end))

    def _value(self, subject: str, predicate: ox.NamedNode) -> str:
        found = (t for t in self._by_subject.get(subject, ()) if t.predicate == predicate)
        return min((text(triple.object) for triple in found), default="")


def key_of(triples: Iterable[ox.Triple]) -> tuple[str, str, str]:
    """Who takes which stance on what, by the last parts of IRIs: those before depend on the document."""
    found = {"holder": "", "issue": "", "stance": ""}
    for triple in triples:
        value = text(triple.object).rstrip("/").rsplit("/", 1)[-1]
        if triple.predicate == _HOLDER:
            found["holder"] = value
        elif triple.predicate == _STANCE:
            found["stance"] = value
        elif triple.predicate in ISSUE_LINKS:
            found["issue"] = value
    return found["holder"], found["issue"], found["stance"]


def with_side(triples: Iterable[ox.Triple]) -> frozenset[ox.Triple]:
    """A position that somebody accepted: if it is asserted of today, it takes the side that was withheld."""
    said = frozenset(triples)
    objects = {triple.object for triple in said}
    link = next((_SIDES[one] for one in _SIDES if one in objects), None)
    if link is None or _ASSERTED not in objects or _FORMER in objects:
        return said
    weak = {triple for triple in said if triple.predicate == _CONCERNS}
    counted = {ox.Triple(t.subject, link, t.object) for t in weak}
    return frozenset(map(told_anew, said - weak)) | counted if weak else said


def told_anew(triple: ox.Triple) -> ox.Triple:
    """A triple of a position that counts since a person looked at it: no trace says that it does not."""
    taken = side_taken(text(triple.object)) if triple.predicate == _TRACE else ""
    return ox.Triple(triple.subject, _TRACE, ox.Literal(taken)) if taken else triple
