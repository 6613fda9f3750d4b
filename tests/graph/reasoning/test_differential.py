"""Our closure against owlrl's on small random ontologies, with owlrl's known faults named where the two differ."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.reasoning.closure import RLClosure
from graph.reasoning.oracle import OwlrlClosure
from tests.graph.reasoning.closures import turtle
from tests.graph.reasoning.test_incremental import AXIOMS, facts

EXAMPLE = "http://example.org/#"
OURS = "http://www.w3.org/2002/07/owl#differentFrom", "TransitiveProperty"


def visible(triples: set[ox.Triple]) -> set[ox.Triple]:
    """The triples about the example, without what a term is to itself.

    owlrl adds axiomatic triples about the vocabulary, and rules of ours beyond the profile are left out.
    """
    return {
        triple
        for triple in triples
        if str(triple.subject).startswith(f"<{EXAMPLE}")
        and str(triple.predicate)[1:-1] not in OURS
        and not str(triple.object).endswith("TransitiveProperty>")
        and triple.subject != triple.object
    }


def both(text: str) -> tuple[set[ox.Triple], set[ox.Triple], RLClosure, OwlrlClosure]:
    triples = turtle(text)
    ours, theirs = RLClosure(triples), OwlrlClosure(triples)
    return visible(set(ours.inferred)), visible(theirs.inferred), ours, theirs


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.sampled_from([axiom for axiom in AXIOMS if "hasKey" not in axiom]), unique=True, max_size=6),
    st.lists(facts.filter(lambda fact: '"01"' not in fact), max_size=6),
)
def test_both_infer_the_same(axioms: list[str], data: list[str]) -> None:
    ours, theirs, closure, _ = both("\n".join([*axioms, *data]))
    if closure.inconsistencies:
        return  # what follows from a contradiction is left open, and owlrl stops where it finds one
    assert ours == theirs


@pytest.mark.parametrize(
    "text",
    [
        ":C owl:hasKey (:p :q) . :x a :C ; :p 1 ; :q 2 . :y a :C ; :p 1 ; :q 3 .",
        ":C owl:hasKey (:p) . :x a :C ; :p 1 . :y a :C ; :p 2 .",
    ],
)
def test_fault_of_owlrl_the_last_property_of_a_key_is_not_compared(text: str) -> None:
    ours, theirs, *_ = both(text)
    wrong = turtle(":x owl:sameAs :y .")[0]
    assert wrong not in ours
    assert wrong in theirs


def test_fault_of_owlrl_the_last_member_of_all_different_is_left_out() -> None:
    *_, ours, theirs = both("[] a owl:AllDifferent ; owl:members (:a :b :c) . :b owl:sameAs :c .")
    assert ours.inconsistencies
    assert not theirs.inconsistencies


def test_fault_of_owlrl_equal_values_of_two_datatypes_stay_apart() -> None:
    ours, theirs, *_ = both(":p a owl:InverseFunctionalProperty . :x :p 1 . :y :p 1.0 .")
    same = turtle(":x owl:sameAs :y .")[0]
    assert same in ours
    assert same not in theirs


def test_fault_of_owlrl_literals_become_subjects() -> None:
    """The adapter drops them; our engine keeps them to itself."""
    ours, theirs, *_ = both(':p a owl:SymmetricProperty . :x :p "y" .')
    assert ours == theirs == set()
