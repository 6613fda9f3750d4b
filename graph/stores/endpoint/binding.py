"""Values put into the text of a query, for endpoints, which take nothing beside the text."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from graph.rdf.sparql_words import tokens
from graph.rdf.terms import Term
from ontology.errors import QueryError


def bound(sparql: str, bindings: Mapping[str, Term]) -> str:
    """A query with ``bindings`` where its pattern begins: at its end, Virtuoso's paths with * miss them."""
    depth, place, of_where = 0, len(sparql), False
    for word in tokens(sparql):
        if word.text == "{" and depth == 0:
            place = word.end
            if of_where:
                break
        of_where = word.is_word("WHERE")
        depth += (word.text == "{") - (word.text == "}")
    return sparql[:place] + values_clause(bindings) + sparql[place:]


def values_clause(bindings: Mapping[str, Term]) -> str:
    """The clause that binds variables by name, empty without any; raises ``QueryError`` for a blank node."""
    if not bindings:
        return ""
    if any(isinstance(term, ox.BlankNode) for term in bindings.values()):
        raise QueryError("A blank node of a remote store cannot be asked for.")
    names = " ".join(f"?{name}" for name in bindings)
    return f"\nVALUES ({names}) {{ ({' '.join(map(str, bindings.values()))}) }}"
