"""Rules in SPARQL: what they make, take back and prove, together with OWL."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.reasoner import Proof
from graph.reasoning.closure import RLClosure
from graph.reasoning.effort import Effort
from graph.reasoning.political_closure import RuledClosure
from graph.reasoning.political_rules import PoliticalRule, parse_rule
from ontology.errors import KnowledgeError, SettingError
from tests.graph.reasoning.closures import turtle

RULE = """# name: {name}
# stage: {stage}
# de: {{x}} mag {{y}}
# en: {{x}} likes {{y}}
PREFIX : <http://example.org/#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
CONSTRUCT {{ {template} }} WHERE {{ {where} }}
"""


@pytest.fixture(scope="module", params=[False, True], autouse=True)
def where_rules_look(request: pytest.FixtureRequest) -> Iterator[None]:
    """Rules look only where news can matter, or, in graphs as small as these, at everything: all holds twice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Effort, "is_less_for_everything", lambda *_: request.param)
        yield


def rule(name: str, template: str, where: str, stage: int = 1) -> PoliticalRule:
    return parse_rule(RULE.format(name=name, stage=stage, template=template, where=where), f"{name}.rq")


LIKES = rule("likes", "?x :likes ?y", "?x :meets ?y . ?x :age ?one . ?y :age ?other FILTER (?one > ?other)")
ALONE = rule("alone", "?x :is :alone", "?x :age ?one FILTER NOT EXISTS { ?x :likes ?y }", stage=2)
NEXT = rule("next", "?x :reaches ?z", "?x :reaches ?y . ?y :next ?z")
AXIOMS = (
    ":likes rdfs:subPropertyOf :knows . :knows a owl:SymmetricProperty . :sees rdfs:subPropertyOf :meets ."
)
PEOPLE = ":a :age 30 ; :sees :b . :b :age 20 ."


def close(text: str, *rules: PoliticalRule) -> RuledClosure:
    triples = turtle(text)
    return RuledClosure(RLClosure, triples, rules)


def is_in(text: str, closure: RuledClosure) -> bool:
    return set(turtle(text)) <= set(closure.inferred)


def test_rules_read_what_follows_and_feed_it() -> None:
    closure = close(AXIOMS + PEOPLE, LIKES)
    assert is_in(":a :likes :b ; :knows :b . :b :knows :a .", closure)


def test_what_a_rule_made_goes_with_its_premises() -> None:
    closure = close(AXIOMS + PEOPLE, LIKES)
    before = set(closure.inferred)
    delta = closure.remove(turtle(":b :age 20 ."))
    assert set(turtle(":a :likes :b ; :knows :b . :b :knows :a .")) == delta.removed
    assert set(closure.inferred) == before - delta.removed
    assert closure.add(turtle(":b :age 20 .")).added == delta.removed


def test_a_rule_of_a_later_stage_may_ask_what_is_absent() -> None:
    closure = close(AXIOMS + PEOPLE, LIKES, ALONE)
    assert is_in(":b :is :alone .", closure)
    assert not is_in(":a :is :alone .", closure)
    delta = closure.add(turtle(":b :sees :c . :c :age 1 ."))
    assert set(turtle(":b :is :alone .")) <= delta.removed
    assert set(turtle(":c :is :alone .")) <= delta.added


def test_a_rule_does_not_hold_itself_up() -> None:
    closure = close(":a :reaches :b . :b :next :c . :c :next :b .", NEXT)
    assert is_in(":a :reaches :c .", closure)
    closure.remove(turtle(":a :reaches :b ."))
    assert set(closure.inferred) == set()


def test_what_is_asserted_is_not_inferred() -> None:
    closure = close(AXIOMS + PEOPLE, LIKES)
    likes = turtle(":a :likes :b .")
    assert closure.add(likes).removed == set(likes)
    assert not is_in(":a :likes :b .", closure)
    assert closure.remove(likes).added == set(likes)


def test_a_proof_goes_through_rules_to_what_is_asserted() -> None:
    closure = close(AXIOMS + PEOPLE, LIKES)
    (proof,) = closure.explain(turtle(":b :knows :a .")[0])
    assert names(proof) == ["prp-symp", "prp-spo1", "likes", "prp-spo1"]
    assert {leaf.triple for leaf in proof.leaves()} == set(turtle(AXIOMS + PEOPLE))
    made = proof.premises[0].premises[0]
    assert made.sentence.de == "a mag b"
    assert made.sentence.en == "a likes b"


def names(proof: Proof) -> list[str]:
    own = [] if proof.is_asserted else [proof.rule]
    return own + [name for premise in proof.premises for name in names(premise)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("CONSTRUCT { ?x :p ?y } WHERE { ?x :q ?y }", "lacks the header name, de, en"),
        ("# name: n\n# de: d\n# en: e\nSELECT * { ?x ?p ?y }", "no CONSTRUCT"),
        ("# name: n\n# de: d\n# en: e\nCONSTRUCT { ?x :p ?y } WHERE { ?x :q ?y }", "cannot be parsed"),
        ("# name: n\n# de: d\n# en: e\n# stage: x\nCONSTRUCT {} WHERE {}", "stage"),
        ("# name: n\n# de: d\n# en: e\nCONSTRUCT { ?x <urn:p> [] } WHERE { ?x <urn:q> ?y }", "blank nodes"),
    ],
)
def test_a_faulty_rule_is_named(text: str, fault: str) -> None:
    with pytest.raises(KnowledgeError, match=rf"faulty\.rq line \d: .*{fault}"):
        parse_rule(text, "faulty.rq")


def test_a_rule_that_undoes_its_own_stage_is_refused() -> None:
    flip = rule("flip", "?x :on true", "?x :age ?y FILTER NOT EXISTS { ?x :on true }")
    with pytest.raises(SettingError, match="flip"):
        close(":a :age 1 .", flip)


FACTS = [f":{s} {p} :{o} ." for s in "abc" for p in (":sees", ":reaches", ":next", ":likes") for o in "abc"]
FACTS += [f":{s} :age {age} ." for s in "abc" for age in (1, 2)] + [f":{s} a :Host ." for s in "abc"]
HOSTS = rule("hosts", "?x :hosts ?y", "?x :reaches ?y . ?x a :Host")
"""What it makes makes ``?x`` a host again, by the axioms."""
FRIENDS = rule("friends", "?x :likes ?y", "?x :hosts ?y . ?y :hosts ?x")
"""Makes what another rule makes too."""
CIRCLES = ":hosts rdfs:domain :Host ; rdfs:subPropertyOf :meets . :next rdfs:subPropertyOf :reaches ."


PARTS = (
    rule("near", "?x :near ?y", "{ ?x :next ?y } UNION { ?x :sees ?z . ?z :next ?y FILTER (?x != ?y) }"),
    rule("tied", "?x :tied ?y", "?x ?p ?y . ?y ?p ?x"),
    rule("far", "?x :far ?y", "?x :next+ ?y"),
    rule("unmet", "?x :unmet ?y", "?x :sees ?y MINUS { ?y :reaches ?z MINUS { ?z :next ?x } }", stage=2),
    rule(
        "elder",
        "?x :elder ?y",
        "?x :sees ?y OPTIONAL { ?x :age ?one } OPTIONAL { ?y :next ?z . ?z :age ?other } "
        "FILTER (!BOUND(?one) || !BOUND(?other) || ?one > ?other)",
        stage=2,
    ),
    rule(
        "best",
        "?x :best ?y . ?y :kind :best",
        "?x :age ?age ; :reaches ?y BIND (?age * 2 AS ?twice) FILTER NOT EXISTS "
        "{ { ?z :sees ?y } UNION { ?z :next ?y } ?z :age ?more FILTER (?more > ?age && ?more < ?twice) }",
        stage=2,
    ),
    rule("left", "?y :left true", "?x :sees ?y OPTIONAL { ?x :next ?y } ?z :next ?y", stage=2),
)
"""A rule of each form that says differently where a new triple can matter."""


@pytest.mark.parametrize("rules", [(LIKES, NEXT, HOSTS, FRIENDS, ALONE), PARTS])
@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(FACTS), max_size=8),
    st.lists(st.tuples(st.booleans(), st.lists(st.sampled_from(FACTS), min_size=1, max_size=4)), max_size=5),
)
def test_changes_give_what_fresh_rules_give(
    rules: tuple[PoliticalRule, ...], start: list[str], changes: list[tuple[bool, list[str]]]
) -> None:
    asserted = set(turtle(AXIOMS + CIRCLES + "\n".join(start)))
    closure = RuledClosure(RLClosure, asserted, rules)
    before = set(closure.inferred)
    for is_added, lines in changes:
        triples = set(turtle("\n".join(lines)))
        delta = closure.add(triples) if is_added else closure.remove(triples & asserted)
        asserted = asserted | triples if is_added else asserted - triples
        now = set(closure.inferred)
        assert now == set(RuledClosure(RLClosure, asserted, rules).inferred)
        assert (before - delta.removed) | delta.added == now
        before = now
