"""The ontology is complete, bilingual, in the OWL 2 RL fragment, and its Python names agree with it."""

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef
from rdflib.collection import Collection

from loaders.articles.findings import Act, ActorKind, Modality, Stance
from ontology.files import ontology_files
from ontology.terms import SP

NAMESPACE = "https://w3id.org/standpunkt/ontology#"


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(data=ontology_files()["standpunkt"], format="turtle")


def own_terms(ontology: Graph) -> set[URIRef]:
    return {s for s in ontology.subjects() if isinstance(s, URIRef) and s.startswith(NAMESPACE)}


def test_every_term_has_label_and_definition_in_german_and_english(ontology: Graph) -> None:
    for term in own_terms(ontology):
        for predicate in (RDFS.label, SKOS.definition):
            languages = sorted(o.language for o in ontology.objects(term, predicate))
            assert languages == ["de", "en"], f"{term} {predicate}: {languages}"


def test_every_term_used_is_declared(ontology: Graph) -> None:
    used = {t for triple in ontology for t in triple if isinstance(t, URIRef) and t.startswith(NAMESPACE)}
    assert used == own_terms(ontology)


def test_python_names_are_exactly_the_terms(ontology: Graph) -> None:
    assert {URIRef(NAMESPACE + name) for name in SP.__annotations__ if not name.startswith("_")} == own_terms(
        ontology
    )


def test_a_misspelt_term_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = SP.suports


@pytest.mark.parametrize(
    ("members", "cls"),
    [(Stance, SP.Stance), (Act, SP.Act), (Modality, SP.Modality)],
)
def test_the_codebook_and_the_ontology_name_the_same_values(
    ontology: Graph, members: type, cls: URIRef
) -> None:
    individuals = set(ontology.subjects(RDF.type, cls))
    assert individuals == {URIRef(NAMESPACE + m.value.capitalize()) for m in members}


def test_every_kind_of_actor_is_a_class_of_actors(ontology: Graph) -> None:
    for kind in ActorKind:
        assert SP.Actor in ontology.transitive_objects(URIRef(NAMESPACE + kind.value), RDFS.subClassOf), kind


def test_chains_name_only_declared_properties(ontology: Graph) -> None:
    for prop, head in ontology.subject_objects(OWL.propertyChainAxiom):
        links = list(Collection(ontology, head))
        assert len(links) >= 2, prop
        for link in links:
            assert not isinstance(link, BNode), f"{prop}: OWL RL needs a named inverse"
            assert (link, RDF.type, OWL.ObjectProperty) in ontology, f"{prop}: {link}"


def test_nothing_outside_owl_2_rl(ontology: Graph) -> None:
    """Constructs the profile forbids where this ontology would use them (OWL 2 Profiles, section 4.2)."""
    forbidden = {
        OWL.someValuesFrom,
        OWL.unionOf,
        OWL.oneOf,
        OWL.hasSelf,
        OWL.disjointUnionOf,
        OWL.minCardinality,
    }
    assert not forbidden & set(ontology.predicates())
    assert (None, RDF.type, OWL.ReflexiveProperty) not in ontology


def test_header_names_version_and_licence(ontology: Graph) -> None:
    header = URIRef("https://w3id.org/standpunkt/ontology")
    assert ontology.value(header, OWL.versionIRI) == URIRef(
        f"{header}/{ontology.value(header, OWL.versionInfo)}"
    )
    assert ontology.value(header, URIRef("http://purl.org/dc/terms/license"))


DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", ["GRAPH.md", "ONTOLOGY.md"])
def test_the_docs_use_only_terms_that_exist(ontology: Graph, page: str) -> None:
    named = set(re.findall(r"\bsp:(\w+)", (DOCS / page).read_text(encoding="utf-8")))
    assert named
    assert {SP._NS[name] for name in named} <= own_terms(ontology)


def test_the_docs_tell_of_every_property_that_follows(ontology: Graph) -> None:
    """Chains without their inverses: what is worth an edge is worth a line in docs/GRAPH.md."""
    told = set(re.findall(r"\b(?:sp|org):(\w+)", (DOCS / "GRAPH.md").read_text(encoding="utf-8")))
    chained = {str(p).rsplit("#", 1)[1] for p in ontology.subjects(OWL.propertyChainAxiom)}
    assert chained - told <= {"affirmsFormOf", "excludes"}
