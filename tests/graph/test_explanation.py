"""Why an edge holds, down to the sentence, as text, JSON and PROV; and terms as people write them."""

import json

import pyoxigraph as ox
import pytest

from graph.knowledge.explanation import Explanation, explain
from graph.knowledge.explanation_forms import as_json, as_text, as_triples
from graph.knowledge.graph import KnowledgeGraph, skolemise
from graph.model import named_graphs
from graph.model.plugins import find_plugin
from graph.rdf.notation import read_term, read_triple
from graph.stores.embedded import OxigraphQuads
from ontology.errors import InputError, NotFoundError, SettingError
from ontology.files import ontology_files
from ontology.terms import PREFIXES
from ontology.turtle import read_turtle

BASE = "http://127.0.0.1:5000/"
HEAD = f"@base <{BASE}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
SENTENCE = "Anna Beispiel fordert mehr Radwege."
DOCUMENT = f"""
<document/radwege> a sp:Document ; dcterms:title "Streit um Radwege"@de .
<actor/anna> rdfs:label "Anna Beispiel" . <issue/radwege> rdfs:label "Radwege"@de .
<position/1> a sp:Position ; sp:holder <actor/anna> ; sp:affirms <issue/radwege> ;
    sp:evidence <evidence/radwege/10-45> .
<evidence/radwege/10-45> a sp:Evidence ; sp:start 10 ; sp:end 45 ; sp:quote "{SENTENCE}"@de .
"""
BACKGROUND = (
    "<actor/anna> owl:sameAs <https://example.org/anna> ; dcterms:source <https://example.org/anna> ."
)


def read(text: str) -> list[ox.Triple]:
    return list(read_turtle(HEAD + text, BASE))


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    found = KnowledgeGraph(OxigraphQuads(), BASE, find_plugin("reasoners", "rl")())
    text = ontology_files()["standpunkt"]
    found.put(named_graphs.ONTOLOGY, skolemise(read_turtle(text, BASE), BASE, "standpunkt"))
    found.put(named_graphs.BACKGROUND, read(BACKGROUND))
    found.put("graph/document/radwege", read(DOCUMENT))
    return found


@pytest.fixture(scope="module")
def support(graph: KnowledgeGraph) -> Explanation:
    return explain(graph, read_triple("https://example.org/anna", "sp:supports", "issue/radwege", BASE))


def test_an_explanation_ends_in_the_sentence(support: Explanation) -> None:
    (proof,) = support.proofs
    assert not support.is_asserted
    assert {quotation.text for quotation in proof.quotations} == {SENTENCE}
    assert {(quotation.start, quotation.end) for quotation in proof.quotations} == {(10, 45)}


def test_text_names_rules_sources_and_sentences(support: Explanation) -> None:
    text = as_text(support, BASE)
    for part in (
        "prp-spo2",
        "eq-rep-",
        "Hintergrund https://example.org/anna",
        "Streit um Radwege",
        "Zeichen 10–45",
        SENTENCE,
        "sp:supports owl:propertyChainAxiom (sp:takesPosition sp:standsFor)",
        "Anna Beispiel (anna)",
    ):
        assert part in text
    assert "rdf:first" not in text
    assert "characters 10–45" in as_text(support, BASE, "en")


def test_json_is_a_tree_with_sources_at_its_leaves(support: Explanation) -> None:
    found = json.loads(json.dumps(as_json(support, "de")))
    assert found["asserted"] is False
    assert found["triple"]["predicate"] == f"<{PREFIXES['sp']}supports>"

    def leaves(step: dict) -> list[dict]:
        return [step] if step["rule"] == "asserted" else [x for p in step["premises"] for x in leaves(p)]

    sources = [source for leaf in leaves(found["proofs"][0]) for source in leaf["sources"]]
    assert {source["kind"] for source in sources} == {"document", "background", "ontology"}
    quotes = [quote for source in sources for quote in source.get("evidence", [])]
    assert {(quote["start"], quote["end"], quote["quote"]) for quote in quotes} == {(10, 45, SENTENCE)}


def test_prov_derives_every_statement_from_its_premises(support: Explanation) -> None:
    triples = as_triples(support, BASE)
    prov = PREFIXES["prov"]
    derived = {t.subject for t in triples if t.predicate.value == prov + "wasDerivedFrom"}
    quoted = {t.subject for t in triples if t.predicate.value == prov + "hadPrimarySource"}
    stated = {t.subject for t in triples if t.predicate.value == PREFIXES["rdf"] + "subject"}
    assert derived | quoted == stated
    assert not derived & quoted
    evidence = {t.object for t in triples if t.predicate.value == PREFIXES["sp"] + "evidence"}
    assert evidence == {ox.NamedNode(BASE + "evidence/radwege/10-45")}


def test_an_asserted_triple_is_its_own_proof(graph: KnowledgeGraph) -> None:
    found = explain(graph, read_triple("position/1", "sp:holder", "actor/anna", BASE))
    assert found.is_asserted
    assert [source.iri for source in found.proofs[0].sources] == [BASE + "document/radwege"]


def test_what_does_not_hold_has_no_explanation(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="does not hold"):
        explain(graph, read_triple("actor/anna", "sp:opposes", "issue/radwege", BASE))
    with pytest.raises(SettingError, match="none"):
        explain(KnowledgeGraph(OxigraphQuads(), BASE, None), read(DOCUMENT)[0])


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("sp:supports", ox.NamedNode(PREFIXES["sp"] + "supports")),
        ("a", ox.NamedNode(PREFIXES["rdf"] + "type")),
        ("<urn:x:y>", ox.NamedNode("urn:x:y")),
        ("https://example.org/a", ox.NamedNode("https://example.org/a")),
        ("actor/nato", ox.NamedNode(BASE + "actor/nato")),
        ('"Rat"@de', ox.Literal("Rat", language="de")),
        ('"Rat"', ox.Literal("Rat")),
        ('"1"^^xsd:integer', ox.Literal("1", datatype=ox.NamedNode(PREFIXES["xsd"] + "integer"))),
    ],
)
def test_terms_as_people_write_them(text: str, term: object) -> None:
    assert read_term(text, BASE) == term


@pytest.mark.parametrize(
    ("triple", "fault"),
    [
        (("spp:a", "sp:b", "c"), "no prefix 'spp'"),
        (('"a"', "sp:b", "c"), "subject"),
        (("a b", "sp:b", "c"), "'a b' is no IRI"),
        (("x", '"p"', "c"), "predicate"),
        (("x", "sp:b", '"Rat"@d-'), "no IRI"),
        (("x", "sp:b", '"Rat"@x'), "no IRI"),
    ],
)
def test_a_wrong_term_is_named(triple: tuple[str, str, str], fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        read_triple(*triple, BASE)
