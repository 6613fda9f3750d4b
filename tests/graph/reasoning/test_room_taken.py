"""What a closure holds takes little room: sorted numbers and packed terms behave like a set and a list."""

import random
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.rdf.terms import SimpleTerm
from graph.reasoning import closure as whole_closure
from graph.reasoning.facts import numbers as numbers_module
from graph.reasoning.facts import term_table
from graph.reasoning.facts.numbers import Numbers
from graph.reasoning.facts.term_table import TermTable
from tests.graph.reasoning.test_incremental import AXIOMS, check_changes, facts, steps


@pytest.fixture(scope="module", autouse=True)
def little() -> Iterator[None]:
    """All is sorted in and packed as soon as there are a few."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numbers_module, "FEW", 3)
        patch.setattr(numbers_module, "_SINGLY", 2)
        patch.setattr(term_table, "AT_HAND", 16)
        patch.setattr(whole_closure, "_PART", 5)
        yield


def test_numbers_are_a_set() -> None:
    chance, known, numbers = random.Random(18), set[int](), Numbers()
    for _ in range(300):
        some = {chance.randrange(400) for _ in range(chance.choice([1, 3, 30]))}
        assert some - numbers == some - known
        assert numbers & some == some & numbers == some & known
        if chance.random() < 0.6:
            numbers.update(some - numbers)
            known |= some
        else:
            for number in some:
                numbers.discard(number)
            known -= some
        assert (len(numbers), bool(numbers), set(numbers)) == (len(known), bool(known), known)
        assert sorted(numbers) == sorted(known)
        assert [number for number in range(400) if number in numbers] == sorted(known)


def test_a_number_that_was_taken_out_comes_back() -> None:
    numbers = Numbers(range(10))
    numbers.update({10})
    numbers.discard(4)
    assert 4 not in numbers
    numbers.add(4)
    assert 4 in numbers
    assert sorted(numbers) == list(range(11))


def test_every_term_keeps_its_number_when_it_is_packed() -> None:
    table = TermTable()
    kinds = (ox.NamedNode("x:a"), ox.Literal("x:a"), ox.Literal("x:a", language="de"), ox.BlankNode("xa"))
    long = (ox.Literal(f"Satz {n}\n„ä“") for n in range(200))
    terms: list[SimpleTerm] = [*kinds, *long, ox.Literal("7", datatype=kinds[0])]
    assert [table.append(term) for term in terms] == list(range(len(terms)))
    assert [table[number] for number in range(len(table))] == terms
    for number in random.Random(18).choices(range(len(terms)), k=500):
        assert table.get(terms[number]) == number
        assert table[number] == terms[number]
    assert table.get(ox.Literal("Satz 200")) is None


def test_terms_with_one_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term_table, "hash", lambda term: 1, raising=False)
    table = TermTable()
    terms = [ox.NamedNode(f"x:{n}") for n in range(60)]
    for term in terms:
        table.append(term)
    assert [table.get(term) for term in terms] == list(range(60))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(AXIOMS), unique=True), st.lists(facts, max_size=12), steps)
def test_a_packed_closure_changes_as_a_fresh_one(
    axioms: list[str], start: list[str], changes: list[tuple[bool, list[str]]]
) -> None:
    check_changes(axioms, start, changes)
