"""Terms as numbers, and the numbers of the RDF, RDFS and OWL vocabulary."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from graph.rdf.terms import SimpleTerm
from graph.reasoning.facts import datatypes
from graph.reasoning.facts.numbers import Numbers
from graph.reasoning.facts.term_table import TermTable

PREFIXES = {
    "rdf": datatypes.RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": datatypes.OWL,
    "xsd": datatypes.XSD,
}
_STRINGS = frozenset(datatypes.STRINGS) | {datatypes.PLAIN}


class Terms:
    """Numbers terms in the order of their arrival and knows which literals have the same value.

    The vocabulary and the numbers 0 and 1 come first, so that they have the smallest numbers.
    """

    def __init__(self) -> None:
        self.terms = TermTable()
        self.literals = Numbers()
        """Literals, except plain strings and language-tagged ones when nothing asks for them."""
        self.equal: list[tuple[int, int]] = []
        """Pairs of literals found to have one value, to be fetched by the engine."""
        self.ill_typed: list[int] = []
        self.hidden: set[int] = set()
        """Literals that stand in no triple of the graph, though equal ones do: never written out."""
        self._values: dict[datatypes.LiteralValue, int] = {}
        self._has_odd_strings = False
        self.zero = self._built_in("+00")
        self.one = self._built_in("+01")

    def _built_in(self, text: str) -> int:
        """A number of the rules, in a form that no graph uses."""
        number = self.encode(Literal(text, datatype=NamedNode(datatypes.XSD + "nonNegativeInteger")))
        self.hidden.add(number)
        return number

    def encode(self, term: SimpleTerm) -> int:
        """The number of a term, a new one where it has none."""
        number = self.terms.get(term)
        if number is None:
            number = self.terms.append(term)
            if type(term) is Literal:
                self._note(term, number)
        return number

    def named(self, name: str) -> int:
        """The number of a vocabulary term, as `owl:sameAs`."""
        prefix, local = name.split(":")
        return self.encode(NamedNode(PREFIXES[prefix] + local))

    def literal(self, number: int) -> Literal:
        """The literal that a number stands for."""
        term = self.terms[number]
        assert isinstance(term, Literal)
        return term

    def _note(self, literal: Literal, number: int) -> None:
        """Finds what has the same value (dt-eq), and notes a literal that has none (dt-not-type)."""
        self.literals.add(number)
        datatype = literal.datatype.value
        if datatype == datatypes.LANG_STRING or (datatype == datatypes.STRING and not self._has_odd_strings):
            return
        value = datatypes.value_of(literal)
        if value is None:
            if datatypes.is_ill_typed(literal):
                self.ill_typed.append(number)
            return
        if datatype in _STRINGS and datatype != datatypes.STRING:
            self._has_odd_strings = True
            text = value[1]
            plain = Literal(text) if isinstance(text, str) else Literal(text[0], language=text[1])  # type: ignore[index]
            if (same := self.terms.get(plain)) is not None:
                self._values.setdefault(value, same)
        first = self._values.setdefault(value, number)
        if first != number:
            self.equal.append((first, number))
