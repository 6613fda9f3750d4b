"""A document graph that violates the shapes is rejected whole, with a report a person can act on."""

import itertools
from collections.abc import Callable
from functools import cache

import pyshacl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import DCTERMS, PROV, RDF, RDFS, SH, SKOS, XSD, Graph, Literal, URIRef

from loaders.articles.findings import (
    Act,
    Actor,
    ActorKind,
    Document,
    Evidence,
    Extraction,
    Issue,
    Span,
    Stance,
    Statement,
)
from loaders.triples.document_graph import document_graph
from loaders.triples.plain_shapes import Described, UnknownShapeError, compiled
from loaders.triples.shapes import validate, violations
from ontology.errors import ShapeError
from ontology.files import shapes_text
from ontology.terms import ORG, SP

BASE = "http://127.0.0.1:5000/"
TEXT = "Ole Brandt fordert eine Brücke."
DOCUMENT = Document("document/bruecke", "Brücke", TEXT)
BRANDT = Actor("actor/ole-brandt", "Ole Brandt", ActorKind.PERSON)
STATEMENT = Statement(
    BRANDT,
    Stance.SUPPORT,
    Act.DEMAND,
    Issue("issue/bruecke", "Brücke"),
    Evidence.of(DOCUMENT, Span(0, len(TEXT))),
    "fordern",
    0.9,
)


def valid() -> Graph:
    return document_graph(Extraction(DOCUMENT, statements=(STATEMENT,)), BASE)


def the(graph: Graph, cls: URIRef) -> URIRef:
    (node,) = graph.subjects(RDF.type, cls)
    assert isinstance(node, URIRef)
    return node


def drop(cls: URIRef, predicate: URIRef) -> Callable[[Graph], None]:
    return lambda graph: graph.remove((the(graph, cls), predicate, None)) and None


def put(cls: URIRef, predicate: URIRef, value: URIRef | Literal) -> Callable[[Graph], None]:
    return lambda graph: graph.add((the(graph, cls), predicate, value)) and None


def change(cls: URIRef, predicate: URIRef, value: URIRef | Literal) -> Callable[[Graph], None]:
    return lambda graph: graph.set((the(graph, cls), predicate, value)) and None


def test_what_the_loader_writes_satisfies_the_shapes() -> None:
    validate(valid())


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (drop(SP.Position, SP.stance), "there is no default"),
        (drop(SP.Position, SP.holder), "exactly one holder"),
        (drop(SP.Position, SP.evidence), "needs evidence"),
        (drop(SP.Position, SP.act), "fifteen acts"),
        (drop(SP.Position, SP.modality), "five modalities"),
        (drop(SP.Position, SP.affirms), "exactly one issue"),
        (drop(SP.Position, SP.rule), "names the rule"),
        (put(SP.Position, SP.holder, URIRef(BASE + "actor/zweite")), "exactly one holder"),
        (put(SP.Position, SP.rejects, URIRef(BASE + "issue/bruecke")), "Only asserted positions affirm"),
        (change(SP.Position, SP.stance, SP.Oppose), "Only asserted positions affirm"),
        (change(SP.Position, SP.modality, SP.Questioned), "all others only have sp:concerns"),
        (change(SP.Position, SP.confidence, Literal("1.5", datatype=XSD.decimal)), "between 0 and 1"),
        (change(SP.Position, SP.holder, URIRef(BASE + "actor/unbekannt")), "described as an actor"),
        (change(SP.Evidence, SP.quote, Literal("Etwas anderes", lang="de")), "not what the text says"),
        (change(SP.Evidence, SP.start, Literal(99)), "lies before its end"),
        (change(SP.Evidence, SP.start, Literal(-1)), "from 0"),
        (put(SP.Document, DCTERMS.issued, Literal("2025-03-04")), "valid date"),
        (drop(SP.Document, DCTERMS.title), "exactly one title"),
        (drop(SP.Person, RDFS.label), "needs a name"),
        (put(SP.Person, RDF.type, SP.Party), "exactly one class"),
        (drop(SP.Issue, SKOS.prefLabel), "label a language"),
        (put(SP.Issue, SKOS.prefLabel, Literal("Brückenbau", lang="de")), "label a language"),
        (drop(SP.Issue, RDF.type), "at stake must be described"),
    ],
)
def test_a_violation_is_reported_with_the_node_and_what_to_do(
    spoil: Callable[[Graph], None], said: str
) -> None:
    graph = valid()
    spoil(graph)
    found = "\n".join(violations(graph))
    assert said in found
    assert BASE in found


def test_tenures_and_norm_rules_need_evidence_or_a_source() -> None:
    graph = valid()
    tenure, rule = URIRef(BASE + "tenure/t"), URIRef(BASE + "norm-rule/r")
    for triple in [
        (tenure, RDF.type, SP.Tenure),
        (tenure, ORG.member, URIRef(BASE + "actor/ole-brandt")),
        (tenure, SP.office, URIRef(BASE + "office/buergermeister")),
        (rule, RDF.type, SP.NormRule),
        (rule, SP.norm, URIRef(BASE + "actor/ole-brandt")),
        (rule, SP.rulePermits, URIRef(BASE + "issue/bruecke")),
    ]:
        graph.add(triple)
    found = "\n".join(violations(graph))
    assert "A tenure needs exactly one office" in found
    assert "A rule needs evidence" in found
    for node in (tenure, rule):
        graph.add((node, DCTERMS.source, URIRef("https://example.org/quelle")))
    validate(graph)


def test_the_error_counts_the_violations_and_carries_the_report() -> None:
    graph = valid()
    graph.remove((the(graph, SP.Position), SP.stance, None))
    with pytest.raises(ShapeError, match=r"^document/bruecke was not loaded: .* \d times") as caught:
        validate(graph, "document/bruecke")
    assert "Eine Position ist für oder gegen" in caught.value.report
    assert caught.value.status == 422


@pytest.mark.parametrize(
    "quote", ["Ole Brandt fordert eine Brücke.", "Ole Brandt fordert eine Brücke", "x", ""]
)
@pytest.mark.parametrize(("start", "end"), [(0, 31), (0, 30), (4, 31), (31, 60), (5, 5)])
def test_wording_is_checked_as_the_shapes_say_it(quote: str, start: int, end: int) -> None:
    graph = valid()
    for predicate, value in ((SP.quote, quote), (SP.start, start), (SP.end, end)):
        graph.set((the(graph, SP.Evidence), predicate, Literal(value)))
    shapes = Graph().parse(data=shapes_text(), format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    by_the_shapes = "is not what the text says at its place" in report.serialize(format="turtle")
    assert any("not what the text says" in problem for problem in violations(graph)) == by_the_shapes


@pytest.mark.parametrize(
    "place", [Literal("x"), Literal(0.5), URIRef("urn:x"), Literal("1", datatype=XSD.date)]
)
def test_a_place_that_is_no_number_is_a_violation_and_no_crash(place: Literal | URIRef) -> None:
    graph = valid()
    graph.set((the(graph, SP.Evidence), SP.start, place))
    assert "must be a number from 0" in "\n".join(violations(graph))


def test_what_the_loader_writes_satisfies_them_plainly() -> None:
    assert plainly()(Described(valid()))


@cache
def our_shapes() -> Graph:
    """Without the SPARQL constraint, which the loader checks itself."""
    shapes = Graph().parse(data=shapes_text("shapes.ttl"), format="turtle")
    for constraint in list(shapes.objects(None, SH.sparql)):
        shapes.remove((constraint, None, None))
    shapes.remove((None, SH.sparql, None))
    return shapes


@cache
def plainly() -> Callable[[Described], bool]:
    return compiled(our_shapes())


NODES = [URIRef(BASE + "actor/ole-brandt"), URIRef(BASE + "issue/bruecke"), SP.Support, SP.Oppose]
NODES += [SP.Asserted, SP.Questioned, SP.Person, SP.Party, SP.Position, SP.Issue, SP.Evidence, SP.Tenure]
LITERALS = [
    Literal(0),
    Literal(9),
    Literal(-1),
    Literal("", lang="de"),
    Literal("x", lang="de"),
    Literal("x"),
]
LITERALS += [
    Literal("y", lang="DE"),
    Literal("0.5", datatype=XSD.decimal),
    Literal("zwei", datatype=XSD.decimal),
]
LITERALS += [Literal("NaN", datatype=XSD.double), Literal("7.0", datatype=XSD.decimal), Literal(True)]
LITERALS += [
    Literal(day, datatype=XSD.date) for day in ("2026-03-02", "2026-02-30", "2026-03-02Z", "gestern")
]
LITERALS += [Literal("direct"), Literal("told", datatype=XSD.string), Literal("sha256:" + "0" * 64)]
MORE = [RDF.type, SP.office, SP.formerOffice, SP.concerns, SP.rejects, SP.certainty, SP.condition, SP.norm]
MORE += [
    DCTERMS.issued,
    DCTERMS.source,
    ORG.member,
    SP.rulePermits,
    SP.eventKind,
    SKOS.broader,
    SKOS.narrower,
]
MORE += [SP.quotationType, SP.within, SP.speaker, PROV.used, RDFS.subClassOf, SP.evidence]
Mutation = tuple[str, int, int, int]


def mutated(mutations: list[Mutation]) -> Graph:
    """A document graph with triples taken out, given another value, or put in."""
    graph = valid()
    for kind, which, what, value in mutations:
        triples = sorted(graph)
        subject, predicate, old = triples[which % len(triples)]
        new = [*NODES, *LITERALS][value % len([*NODES, *LITERALS])]
        if kind != "put":
            graph.remove((subject, predicate, old))
        if kind == "change":
            graph.add((subject, predicate, new))
        if kind == "put":
            graph.add((subject, [predicate, *MORE][what % (len(MORE) + 1)], new))
    return graph


numbers = st.integers(0, 10_000)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["drop", "change", "put"]), numbers, numbers, numbers), max_size=4))
def test_what_is_plain_to_us_conforms_for_pyshacl(mutations: list[Mutation]) -> None:
    graph = mutated(mutations)
    conforms, _, _ = pyshacl.validate(graph, shacl_graph=our_shapes())
    assert conforms or not plainly()(Described(graph))


def test_only_what_is_odd_is_plain_to_pyshacl_alone() -> None:
    doubts = []
    for which, new in itertools.product(range(0, len(valid()), 3), range(0, len([*NODES, *LITERALS]), 2)):
        graph = mutated([("change", which, 0, new)])
        if pyshacl.validate(graph, shacl_graph=our_shapes())[0] != plainly()(Described(graph)):
            doubts.append((which, new))
    assert doubts == []


@pytest.mark.parametrize(
    ("shape", "what"),
    [
        ("sh:closed true", "closed"),
        ("sh:property [ sh:path ex:p ; sh:pattern 'a' ; sh:flags 'i' ]", "flags"),
        ("sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:minCount 1 ]", "inversePath"),
        ("sh:property [ sh:path ex:p ; sh:datatype xsd:gYear ]", "gYear"),
        ("sh:property [ sh:path ex:p ; sh:nodeKind sh:Literal ]", "Literal"),
        ("sh:xone ( [ sh:property [ sh:path ex:p ; sh:minLength 1 ] ] )", "minLength"),
        ("sh:or ( [ sh:path ex:p ; sh:minCount 1 ] )", "stands alone"),
        ("sh:property [ sh:path ex:p ; sh:minCount 'two' ]", "two as a number"),
    ],
)
def test_shapes_that_say_more_than_is_known_are_refused(shape: str, what: str) -> None:
    prefixes = "".join(
        f"@prefix {name}: <{iri}> .\n" for name, iri in (("sh", SH), ("xsd", XSD), ("ex", "urn:x:"))
    )
    shapes = Graph().parse(data=f"{prefixes} ex:S sh:targetClass ex:C ; {shape} .", format="turtle")
    with pytest.raises(UnknownShapeError, match=what):
        compiled(shapes)
