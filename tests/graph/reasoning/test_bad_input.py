"""Bad input: the engine ends, says what it ignored and why, names what clashes, and keeps the data."""

from io import BytesIO, StringIO

import pyoxigraph as ox
import pytest

from graph.reasoning.closure import RLClosure
from ontology.errors import InputError, SettingError
from standpunkt.commands.closure import run_closure
from tests.graph.reasoning.closures import turtle


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (":C owl:intersectionOf :l . :l rdf:first :A ; rdf:rest :l .", {"cyclic"}),
        (":C owl:unionOf :l . :l rdf:first :A .", {"broken"}),
        (":R owl:maxCardinality :one ; owl:onProperty :p .", {"number"}),
        (':R owl:maxCardinality "many" ; owl:onProperty :p .', {"number"}),
        (":R owl:maxCardinality 3 ; owl:onProperty :p .", {"limit"}),
        (":R owl:minCardinality 1 ; owl:onProperty :p .", {"owl:minCardinality"}),
        (":C rdfs:subClassOf [ owl:hasSelf true ; owl:onProperty :p ] .", {"owl:hasSelf"}),
        (":p a owl:ReflexiveProperty .", {"owl:ReflexiveProperty"}),
        (":C rdfs:subClassOf :R . :R owl:someValuesFrom :D ; owl:onProperty :p .", {"owl:someValuesFrom 1"}),
        (':p rdfs:range "text" .', {"literal"}),
        (":o owl:imports <http://example.org/other> .", {"owl:imports"}),
        (":C rdfs:subClassOf :D . :p a owl:TransitiveProperty .", set()),
    ],
)
def test_what_is_ignored_is_told(text: str, kinds: set[str]) -> None:
    ignored = RLClosure(turtle(text)).ignored
    assert {fault.kind for fault in ignored} == kinds
    assert all(fault.sentence.de and fault.sentence.en for fault in ignored)


def test_a_contradiction_names_rule_triples_and_reason() -> None:
    data = turtle(':C owl:disjointWith :D . :x a :C , :D ; rdfs:label "Ixe"@de .')
    closure = RLClosure(data)
    (clash,) = closure.inconsistencies
    assert clash.rule == "cax-dw"
    assert set(clash.triples) == set(turtle(":C owl:disjointWith :D . :x a :C , :D ."))
    assert clash.sentence.de == "Nichts gehört zugleich zu „C“ und „D“, Ixe aber doch"
    assert set(closure.asserted) == set(data)
    closure.remove(turtle(":x a :D ."))
    assert closure.inconsistencies == []


def run(text: str, reasoner: str = "rl") -> tuple[int, str, list[str]]:
    out, err = BytesIO(), StringIO()
    status = run_closure(BytesIO(text.encode()), out, err, reasoner)
    return status, out.getvalue().decode(), err.getvalue().splitlines()


def test_the_command_ends_with_the_contradiction() -> None:
    status, out, err = run("<urn:x> <http://www.w3.org/2002/07/owl#differentFrom> <urn:x> .")
    assert status == 1
    assert "<urn:x> <http://www.w3.org/2002/07/owl#differentFrom> <urn:x> ." in out.splitlines()
    assert err[-1].startswith("INCONSISTENT eq-diff1: x is said to be different from itself")


def test_what_holds_in_every_graph_is_written_on_demand() -> None:
    thing = "<http://www.w3.org/2002/07/owl#Thing> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    out = BytesIO()
    run_closure(BytesIO(b""), out, StringIO(), axiomatic=True)
    assert thing in out.getvalue().decode()
    assert run("")[1] == ""


def test_the_command_can_use_another_reasoner_and_names_an_unknown_one() -> None:
    triple = "<urn:a> <http://www.w3.org/2002/07/owl#sameAs> <urn:b> ."
    assert "<urn:b> <http://www.w3.org/2002/07/owl#sameAs> <urn:a> ." in run(triple, "owlrl")[1].splitlines()
    with pytest.raises(SettingError, match="hermit"):
        run(triple, "hermit")


def test_the_command_names_the_line_that_is_no_n_triples() -> None:
    with pytest.raises(InputError, match="line 2"):
        run("<urn:a> <urn:p> <urn:b> .\n<urn:a> urn:p <urn:b> .\n")


def test_very_many_names_for_one_thing_stay_bounded() -> None:
    same = "\n".join(f":n0 owl:sameAs :n{number} ." for number in range(1, 1500))
    many = "\n".join(f":n{number} :p{number} :value ." for number in range(1500))
    closure = RLClosure(turtle(same + many))
    assert {fault.kind for fault in closure.ignored} == {"clique"}
    inferred = set(closure.inferred)
    assert len(inferred) < 20_000
    assert closure.holds(turtle(":n1499 owl:sameAs :n0 .")[0])
    assert turtle(":n0 :p1499 :value .")[0] in inferred
    delta = closure.add(turtle(":n7 :q :value ."))
    assert delta.added == set(turtle(":n0 :q :value ."))


def test_a_long_proof_is_found_and_ends_in_assertions() -> None:
    steps = "\n".join(f":C{number} rdfs:subClassOf :C{number + 1} ." for number in range(60))
    closure = RLClosure(turtle(steps + ":x a :C0 ."))
    (proof,) = closure.explain(turtle(":x a :C60 .")[0])
    assert {leaf.triple for leaf in proof.leaves()} == set(turtle(steps + ":x a :C0 ."))


def test_all_proofs_are_different_and_the_shortest_comes_first() -> None:
    text = """:a :p :b . :p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .
    :a :s :b . :s rdfs:subPropertyOf :r ."""
    proofs = RLClosure(turtle(text)).explain(turtle(":a :r :b .")[0], limit=10)
    assert [proof.steps for proof in proofs[:2]] == [1, 2]
    assert len(set(proofs)) == len(proofs)
    assert {str(leaf.triple.predicate) for leaf in proofs[0].leaves()} >= {"<http://example.org/#s>"}


def test_what_is_false_has_no_proof() -> None:
    closure = RLClosure(turtle(":a :p :b ."))
    assert closure.explain(turtle(":b :p :a .")[0]) == []
    assert closure.explain(turtle(":never :seen :before .")[0]) == []
    assert isinstance(next(iter(closure.asserted)), ox.Triple)
