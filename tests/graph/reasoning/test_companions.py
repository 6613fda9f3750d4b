"""What nearly everything has is shown to rules only where they ask more of it, and they make the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.rdf.terms import LABEL, term
from graph.reasoning import companions
from graph.reasoning.closure import RLClosure
from graph.reasoning.companions import HeldBack
from graph.reasoning.effort import Effort
from graph.reasoning.oracle import OwlrlClosure
from graph.reasoning.political_closure import RuledClosure
from graph.reasoning.political_rules import read_rules
from tests.graph.reasoning.closures import turtle
from tests.graph.reasoning.test_rules import rule

CALLED = rule("called", "?x :isCalled ?name", "?x :post ?y ; rdfs:label ?name")
KIN = rule("kin", "?x :kin ?y", "?x :speaks ?a ; rdfs:label ?name . ?y :post ?a ; rdfs:label ?name", stage=2)
SILENT = rule("silent", "?x :is :silent", "?x :post ?y FILTER NOT EXISTS { ?x :speaks ?z ; rdfs:label ?n }")
POST, SPEAKS = (turtle(f":a {name} :b .")[0].predicate for name in (":post", ":speaks"))


def test_a_label_is_held_back_where_each_rule_asks_more_of_what_has_it() -> None:
    assert HeldBack([CALLED, KIN, SILENT]).beside[LABEL] == {POST, SPEAKS}
    assert HeldBack([CALLED]).beside[term("prov:wasDerivedFrom")] == frozenset()


@pytest.mark.parametrize(
    "where",
    [
        "?x rdfs:label ?y",
        "?x a :Host ; rdfs:label ?y",
        "?x :post ?z . ?x rdfs:label|:name ?y",
        "?x :post ?z OPTIONAL { ?x rdfs:label ?y }",
        "?x ?p ?y",
    ],
)
def test_one_rule_that_asks_for_it_alone_has_it_shown(where: str) -> None:
    assert LABEL not in HeldBack([CALLED, rule("names", "?x :names ?y", where)]).beside


def test_the_rules_of_the_package_let_labels_and_sources_be_held_back() -> None:
    assert set(HeldBack(read_rules()).beside) == set(companions.HELD_BACK)


NAMES = [f':{s} {p} "{o}" .' for s in "abc" for p in ("rdfs:label", ":title") for o in "xy"]
FACTS = [f":{s} {p} :{o} ." for s in "abc" for p in (":post", ":speaks", "owl:sameAs") for o in "abc"] + NAMES
AXIOMS = ":title rdfs:subPropertyOf rdfs:label . :speaks a owl:SymmetricProperty ."


@pytest.mark.parametrize("is_whole", [False, True])
@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(FACTS), max_size=6),
    st.lists(st.tuples(st.booleans(), st.lists(st.sampled_from(FACTS), min_size=1, max_size=4)), max_size=5),
)
def test_rules_make_what_they_make_where_all_is_shown(
    is_whole: bool, start: list[str], changes: list[tuple[bool, list[str]]]
) -> None:
    rules = (CALLED, KIN, SILENT)
    asserted = set(turtle(AXIOMS + "\n".join(start)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Effort, "is_less_for_everything", lambda *_: is_whole)
        closure = RuledClosure(RLClosure, asserted, rules)
        for is_added, lines in changes:
            triples = set(turtle("\n".join(lines)))
            if is_added:
                closure.add(triples)
            else:
                closure.remove(triples & asserted)
            asserted = asserted | triples if is_added else asserted - triples
            patch.setattr(companions, "HELD_BACK", ())
            assert set(closure.inferred) == set(RuledClosure(RLClosure, asserted, rules).inferred)
            patch.undo()
            patch.setattr(Effort, "is_less_for_everything", lambda *_: is_whole)


def test_another_reasoner_tells_of_what_it_holds_too() -> None:
    asserted = turtle(AXIOMS + ':a :title "x" ; :post :b . :b rdfs:label "y" .')
    made = [
        set(RuledClosure(close, asserted, (CALLED,)).inferred) & set(turtle(':a :isCalled "x" .'))
        for close in (RLClosure, OwlrlClosure)
    ]
    assert made[0] == made[1] != set()


def test_each_way_is_taken_where_it_took_less() -> None:
    effort = Effort()
    effort.took_for_everything(1e-3, 10_000)
    assert effort.is_less_for_everything(100, 20_000)
    assert not effort.is_less_for_everything(10, 20_000)
    assert not effort.is_less_for_everything(100, 200_000)
    for _ in range(100):
        effort.took_for_news(1e-2, 1_000)
    assert not effort.is_less_for_everything(100, 20_000)
    effort.took_for_news(0, 1)
    assert effort.is_less_for_everything(1_000, 20_000)
    effort.took_for_everything(1e-3, 0)
    assert effort.is_less_for_everything(1_000, 20_000)
