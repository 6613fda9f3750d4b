"""owlrl behind the interface of our engine: slow, and with faults of its own, but written by others.

It computes everything anew on every change and explains nothing. Known faults (owlrl 7.6): keys of several
properties identify where one of them agrees; the last member of AllDifferent and AllDisjoint lists is left
out;
literals become subjects, which are dropped here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import owlrl
import pyoxigraph as ox
import rdflib
from rdflib import RDF, URIRef
from rdflib.term import Node

from graph.model.reasoner import Bilingual, Delta, Ignored, Inconsistency, Proof, Support
from graph.rdf.terms import RDF_TYPE, SimpleTerm, from_rdflib
from ontology.errors import SettingError

_ERROR = "http://www.daml.org/2002/03/agents/agent-ont#"
_SAME_AS = ox.NamedNode("http://www.w3.org/2002/07/owl#sameAs")


class OwlrlClosure:
    """The closure that owlrl computes."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.asserted = set(triples)
        self._compute()

    def _compute(self) -> None:
        graph = rdflib.Graph()
        for triple in self.asserted:
            graph.add(tuple(_to_rdflib(term) for term in triple))  # type: ignore[arg-type]
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
        self.messages = [str(text) for text in graph.objects(None, URIRef(_ERROR + "error"))]
        for node in set(graph.subjects(RDF.type, URIRef(_ERROR + "ErrorMessage"))):
            graph.remove((node, None, None))
        found = {triple for triple in map(_to_oxigraph, graph) if triple is not None}
        self.inferred = {
            t for t in found - self.asserted if not (t.predicate == _SAME_AS and t.subject == t.object)
        }

    def holds(self, triple: ox.Triple) -> bool:
        """Whether a triple is asserted or follows."""
        return triple in self.asserted or triple in self.inferred

    @property
    def inconsistencies(self) -> list[Inconsistency]:
        """What owlrl says is wrong; it names neither rule nor triples."""
        return [Inconsistency("owlrl", (), Bilingual(text, text)) for text in self.messages]

    @property
    def ignored(self) -> list[Ignored]:
        """Nothing: owlrl does not tell."""
        return []

    def add(self, triples: Iterable[ox.Triple]) -> Delta:
        """Asserts triples and computes everything anew."""
        return self._change(self.asserted | set(triples))

    def remove(self, triples: Iterable[ox.Triple]) -> Delta:
        """Takes assertions back and computes everything anew."""
        return self._change(self.asserted - set(triples))

    def explain(self, triple: ox.Triple, limit: int = 1, support: Support | None = None) -> list[Proof]:
        """Raises SettingError: owlrl keeps no reasons."""
        raise SettingError("The reasoner owlrl cannot explain; use --reasoner rl.")

    def inferred_about(
        self, is_read: Callable[[ox.NamedNode, SimpleTerm | None], bool]
    ) -> Iterator[ox.Triple]:
        """Those of ``inferred`` with a property, or for rdf:type with a class, that ``is_read``."""
        for triple in self.inferred:
            kind = triple.object if triple.predicate == RDF_TYPE else None
            if not isinstance(kind, ox.Triple) and is_read(triple.predicate, kind):
                yield triple

    def about(self, subjects: Iterable[SimpleTerm], predicate: ox.NamedNode) -> Iterator[ox.Triple]:
        """What holds of ``subjects`` by one property."""
        asked = set(subjects)
        held = self.asserted | self.inferred
        return (triple for triple in held if triple.predicate == predicate and triple.subject in asked)

    def reach(self, terms: Iterable[SimpleTerm]) -> None:
        """See ``SupportedClosure.reach``: owlrl does not tell."""

    def _change(self, asserted: set[ox.Triple]) -> Delta:
        before, self.asserted = self.inferred, asserted
        self._compute()
        return Delta(frozenset(self.inferred - before), frozenset(before - self.inferred))


class OwlrlReasoner:
    """The reasoner of the package owlrl (entry point `owlrl`)."""

    name = "owlrl"

    def close(self, triples: Iterable[ox.Triple]) -> OwlrlClosure:
        """The closure of triples."""
        return OwlrlClosure(triples)


def _to_rdflib(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    is_plain = term.datatype.value == str(rdflib.XSD.string)
    return rdflib.Literal(
        term.value, datatype=None if is_plain else URIRef(term.datatype.value), normalize=False
    )


def _to_oxigraph(triple: Iterable[Node]) -> ox.Triple | None:
    subject, predicate, target = (from_rdflib(node) for node in triple)
    if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode):
        return None
    return ox.Triple(subject, predicate, target)
