"""No change of the ontology goes unnoticed: another meaning is another version, and a new store says which it has."""

import re

from rdflib import OWL, RDFS, SKOS, Graph, Literal, URIRef

from ontology.files import ontology_files
from ontology.terms import SP
from ontology.versions import IRI, current, digest, version_text, versions

TURTLE = ontology_files()["standpunkt"]


def with_changed(*triples: tuple, without: tuple | None = None) -> str:
    graph = Graph().parse(data=TURTLE, format="turtle")
    for triple in triples:
        graph.add(triple)
    if without:
        assert without in graph
        graph.remove(without)
    return graph.serialize(format="turtle")


def test_the_terms_are_those_of_the_current_version():
    assert digest(TURTLE) == current().digest, (
        "The ontology means something else than its version says: raise the version in its header and "
        "add one to ontology/versions.toml (docs/ONTOLOGY.md, Versions)."
    )


def test_the_header_names_the_current_version():
    header = Graph().parse(data=TURTLE, format="turtle")
    assert header.value(URIRef(IRI), OWL.versionInfo) == Literal(current().number)
    assert header.value(URIRef(IRI), OWL.versionIRI) == URIRef(current().iri)


def test_versions_ascend_and_each_says_what_is_new():
    numbers = [tuple(map(int, version.number.split("."))) for version in versions()]
    assert numbers == sorted(set(numbers))
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version.number) for version in versions())
    assert all(version.changes and version.date for version in versions())
    assert [v.date for v in versions()] == sorted(v.date for v in versions())


def test_every_version_there_was_can_still_be_read():
    for version in versions():
        text = version_text(version.number)
        assert digest(text) == version.digest
        assert Graph().parse(data=text).value(URIRef(IRI), OWL.versionInfo) == Literal(version.number)


def test_a_new_term_another_domain_and_a_lost_axiom_are_changes():
    domain = Graph().parse(data=TURTLE, format="turtle").value(SP.stance, RDFS.domain)
    for changed in (
        with_changed((URIRef(IRI + "#mutters"), RDFS.subPropertyOf, SP.concerns)),
        with_changed((SP.stance, RDFS.domain, SP.Actor)),
        with_changed(without=(SP.stance, RDFS.domain, domain)),
    ):
        assert digest(changed) != current().digest


def test_a_label_a_definition_and_another_order_are_none():
    assert digest(with_changed()) == current().digest
    words = [
        (SP.stance, RDFS.label, Literal("parti pris", "fr")),
        (SP.stance, SKOS.scopeNote, Literal("Nur für Beispiele.", "de")),
    ]
    assert digest(with_changed(*words)) == current().digest
