"""A document graph holds what docs/GRAPH.md says, and the same text always gives the same triples."""

import datetime as dt

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, RDF, RDFS, SKOS, TIME, XSD, BNode, Graph, Literal, URIRef

from loaders.articles.findings import (
    Act,
    Actor,
    ActorKind,
    Deontic,
    Document,
    Event,
    Evidence,
    Extraction,
    Issue,
    Modality,
    NormRule,
    Quotation,
    Stance,
    Statement,
    Tenure,
    When,
)
from loaders.triples.conditions import issues_named
from loaders.triples.document_graph import document_graph, graph_name
from ontology.terms import OA, ORG, SP
from tests.worlds import extraction, proof

BASE = "http://127.0.0.1:5000/"
TEXT = (
    "Verkehrsministerin Rosa Talbach verlangt ein Tempolimit auf Landstraßen. „Wir warten nicht länger“, "
    "sagte sie am Montag in Kassel. Falls das Tempolimit kommt, "
    "will der Verband Radweg den Radgipfel besuchen. "
    "Das Grundgesetz verbiete die Todesstrafe, sagte Talbach."
)
DOCUMENT = Document(
    "document/talbach", "Talbach will Tempolimit", TEXT, "de", "https://example.org/a", dt.date(2025, 3, 4)
)


def evidence(words: str) -> Evidence:
    return proof(DOCUMENT, words)


TALBACH = Actor("actor/rosa-talbach", "Rosa Talbach", ActorKind.PERSON, ("Talbach",))
RADWEG = Actor("actor/verband-radweg", "Verband Radweg", ActorKind.ASSOCIATION)
MINISTRY = Actor("actor/verkehrsministerium", "Verkehrsministerium", ActorKind.MINISTRY)
GRUNDGESETZ = Actor("norm/grundgesetz", "Grundgesetz", ActorKind.NORM)
TEMPOLIMIT = Issue("issue/tempolimit-auf-landstrassen", "Tempolimit auf Landstraßen", ("issue/tempolimit",))
BESUCH = Issue("issue/besuch-des-radgipfels", "Besuch des Radgipfels")
DEMAND = Statement(
    holder=TALBACH,
    stance=Stance.SUPPORT,
    act=Act.DEMAND,
    issue=TEMPOLIMIT,
    evidence=evidence("Rosa Talbach verlangt ein Tempolimit auf Landstraßen"),
    rule="verlangen",
    confidence=1.0,
    quotation="quotation/q1",
    trace=(("clause", "main"), ("frame", "verlangen + object")),
)
VISIT = Statement(
    holder=RADWEG,
    stance=Stance.SUPPORT,
    act=Act.PROMISE,
    issue=BESUCH,
    evidence=evidence("will der Verband Radweg den Radgipfel besuchen"),
    rule="wollen",
    confidence=0.6789,
    modality=Modality.CONDITIONAL,
    condition="Falls das Tempolimit kommt",
    attributed_to=TALBACH,
    date=dt.date(2025, 3, 1),
)
EXTRACTION = extraction(
    DOCUMENT,
    [
        DEMAND,
        VISIT,
        Quotation(
            "quotation/q1", (evidence("Wir warten nicht länger").span,), "direct", TALBACH, cue="sagte"
        ),
        Event(
            "event/e1",
            "Radgipfel",
            "summit",
            evidence("den Radgipfel besuchen"),
            (RADWEG,),
            "Kassel",
            When("am Montag", dt.date(2025, 3, 3), dt.date(2025, 3, 3)),
            planned=True,
        ),
        Tenure(
            TALBACH,
            "Verkehrsministerin",
            "office/verkehrsministerin",
            evidence("Verkehrsministerin Rosa Talbach"),
            MINISTRY,
        ),
        NormRule(
            GRUNDGESETZ,
            Deontic.PROHIBITS,
            Issue("issue/todesstrafe", "Todesstrafe"),
            evidence("Das Grundgesetz verbiete die Todesstrafe"),
        ),
    ],
    (TALBACH, RADWEG, MINISTRY),
)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return document_graph(EXTRACTION, BASE, "german-rules 0.1.0")


def iri(identifier: str) -> URIRef:
    return URIRef(BASE + identifier)


def position(graph: Graph, statement: Statement) -> URIRef:
    (node,) = graph.subjects(SP.holder, iri(statement.holder.id))
    assert isinstance(node, URIRef)
    return node


def test_no_blank_nodes_and_no_relative_iris(graph: Graph) -> None:
    for term in {term for triple in graph for term in triple}:
        assert not isinstance(term, BNode)
        if isinstance(term, URIRef):
            assert "://" in term


def test_the_document_keeps_its_text_and_where_it_comes_from(graph: Graph) -> None:
    node = iri("document/talbach")
    assert graph.value(node, SP.text) == Literal(TEXT, lang="de")
    assert graph.value(node, DCTERMS.issued) == Literal("2025-03-04", datatype=XSD.date)
    assert graph.value(node, DCTERMS.source) == URIRef("https://example.org/a")
    assert graph.value(iri("extraction/talbach"), SP.extractor) == Literal("german-rules 0.1.0")


def test_an_asserted_position_affirms_its_issue(graph: Graph) -> None:
    node = position(graph, DEMAND)
    assert graph.value(node, SP.affirms) == iri("issue/tempolimit-auf-landstrassen")
    assert graph.value(node, SP.stance) == SP.Support
    assert graph.value(node, SP.act) == SP.Demand
    assert graph.value(node, SP.modality) == SP.Asserted
    assert graph.value(node, SP.confidence) == Literal("1", datatype=XSD.decimal)
    assert graph.value(node, RDFS.label) == Literal(
        "Rosa Talbach: für Tempolimit auf Landstraßen (fordern)", lang="de"
    )
    assert set(graph.objects(node, SP.trace)) == {
        Literal("1 clause: main"),
        Literal("2 frame: verlangen + object"),
    }


def test_a_position_without_a_date_has_the_date_of_publication(graph: Graph) -> None:
    assert graph.value(position(graph, DEMAND), DCTERMS.date) == Literal("2025-03-04", datatype=XSD.date)
    assert graph.value(position(graph, VISIT), DCTERMS.date) == Literal("2025-03-01", datatype=XSD.date)


def test_a_position_that_is_not_asserted_merely_concerns_its_issue(graph: Graph) -> None:
    node = position(graph, VISIT)
    assert graph.value(node, SP.affirms) is None
    assert graph.value(node, SP.concerns) == iri("issue/besuch-des-radgipfels")
    assert graph.value(node, SP.attributedTo) == iri("actor/rosa-talbach")
    assert graph.value(node, SP.condition) == Literal("Falls das Tempolimit kommt", lang="de")
    assert graph.value(node, SP.confidence) == Literal("0.679", datatype=XSD.decimal)


def test_a_condition_points_to_the_issue_it_names(graph: Graph) -> None:
    assert set(graph.objects(position(graph, VISIT), SP.conditionConcerns)) == {iri("issue/tempolimit")}


def test_evidence_is_the_slice_of_the_text(graph: Graph) -> None:
    for node in graph.subjects(RDF.type, SP.Evidence):
        start, end = (int(graph.value(node, p)) for p in (SP.start, SP.end))
        assert str(graph.value(node, SP.quote)) == TEXT[start:end]
        selectors = set(graph.objects(node, OA.hasSelector))
        assert selectors == {URIRef(f"{node}/position"), URIRef(f"{node}/quote")}
        prefix, suffix = (str(graph.value(URIRef(f"{node}/quote"), p)) for p in (OA.prefix, OA.suffix))
        assert TEXT[:start].endswith(prefix)
        assert TEXT[end:].startswith(suffix)


def test_actors_have_their_class_name_and_other_names(graph: Graph) -> None:
    node = iri("actor/rosa-talbach")
    assert graph.value(node, RDF.type) == SP.Person
    assert graph.value(node, RDFS.label) == Literal("Rosa Talbach")
    assert graph.value(node, SKOS.altLabel) == Literal("Talbach")


def test_a_broader_issue_is_labelled_with_the_words_that_spell_it(graph: Graph) -> None:
    node = iri("issue/tempolimit")
    assert (iri("issue/tempolimit-auf-landstrassen"), SKOS.broader, node) in graph
    assert Literal("Tempolimit", lang="de") in set(graph.objects(node, SKOS.prefLabel))


def test_a_tenure_links_person_office_and_organisation(graph: Graph) -> None:
    (node,) = graph.subjects(RDF.type, SP.Tenure)
    assert graph.value(node, ORG.member) == iri("actor/rosa-talbach")
    assert graph.value(node, SP.office) == iri("office/verkehrsministerin")
    assert graph.value(iri("office/verkehrsministerin"), ORG.postIn) == iri("actor/verkehrsministerium")


def test_a_former_office_is_not_held() -> None:
    former = Tenure(TALBACH, "Abgeordnete", "office/abgeordnete", evidence("Talbach"), former=True)
    graph = document_graph(Extraction(DOCUMENT, tenures=(former,)), BASE)
    (node,) = graph.subjects(RDF.type, SP.Tenure)
    assert graph.value(node, SP.office) is None
    assert graph.value(node, SP.formerOffice) == iri("office/abgeordnete")


def test_an_event_on_one_day_has_an_instant(graph: Graph) -> None:
    when = graph.value(iri("event/e1"), TIME.hasTime)
    assert graph.value(when, RDF.type) == TIME.Instant
    assert graph.value(when, TIME.inXSDDate) == Literal("2025-03-03", datatype=XSD.date)


@pytest.mark.parametrize(
    ("start", "end", "cls", "bounds"),
    [
        (dt.date(2025, 1, 1), dt.date(2025, 12, 31), TIME.ProperInterval, {"beginning", "end"}),
        (dt.date(2025, 1, 1), None, TIME.ProperInterval, {"beginning"}),
        (None, None, TIME.TemporalEntity, set()),
    ],
)
def test_an_event_over_days_has_an_interval_with_the_bounds_known(
    start: dt.date | None, end: dt.date | None, cls: URIRef, bounds: set[str]
) -> None:
    event = Event("event/e", "Wahl", "election", evidence("Kassel"), when=When("im Jahr", start, end))
    graph = document_graph(Extraction(DOCUMENT, events=(event,)), BASE)
    node = iri("event/e/time")
    assert graph.value(node, RDF.type) == cls
    found = {
        str(o).rsplit("/", 1)[1] for p in (TIME.hasBeginning, TIME.hasEnd) for o in graph.objects(node, p)
    }
    assert found == bounds


def test_a_norm_rule_says_what_the_norm_prohibits(graph: Graph) -> None:
    (node,) = graph.subjects(RDF.type, SP.NormRule)
    assert graph.value(node, SP.norm) == iri("norm/grundgesetz")
    assert graph.value(node, SP.ruleProhibits) == iri("issue/todesstrafe")


def test_known_actors_keep_the_class_and_name_of_the_background() -> None:
    usa = Actor("norm/grundgesetz", "die Verfassung", ActorKind.ORGANISATION)
    graph = document_graph(Extraction(DOCUMENT, actors=(usa,)), BASE)
    assert graph.value(iri("norm/grundgesetz"), RDF.type) == SP.Norm
    assert Literal("die Verfassung") in set(graph.objects(iri("norm/grundgesetz"), SKOS.altLabel))


def test_a_member_of_a_collective_is_part_of_it() -> None:
    group = Actor("actor/vier-minister", "vier Minister", ActorKind.COLLECTIVE)
    one = Actor("actor/a", "A", ActorKind.PERSON, member_of=("actor/vier-minister", "actor/partei-x"))
    graph = document_graph(Extraction(DOCUMENT, actors=(group, one)), BASE)
    assert graph.value(iri("actor/a"), SP.partOfCollective) == iri("actor/vier-minister")
    assert graph.value(iri("actor/a"), ORG.memberOf) == iri("actor/partei-x")


def test_positions_that_share_span_holder_issue_and_stance_stay_two() -> None:
    twin = Statement(TALBACH, Stance.SUPPORT, Act.PROMISE, TEMPOLIMIT, DEMAND.evidence, "wollen", 0.5)
    graph = document_graph(Extraction(DOCUMENT, statements=(DEMAND, twin, DEMAND)), BASE)
    acts = [set(graph.objects(node, SP.act)) for node in graph.subjects(RDF.type, SP.Position)]
    assert sorted(acts, key=str) == [{SP.Demand}, {SP.Promise}]
    alone = document_graph(Extraction(DOCUMENT, statements=(DEMAND,)), BASE)
    assert set(alone.subjects(SP.act, SP.Demand)) <= set(graph.subjects(SP.act, SP.Demand))


def test_the_named_graph_of_a_document() -> None:
    assert graph_name(DOCUMENT, BASE) == URIRef("http://127.0.0.1:5000/graph/document/talbach")


def test_literals_come_out_of_the_store_as_they_went_in(graph: Graph) -> None:
    triples = {
        q.triple
        for q in ox.parse(graph.serialize(format="nt", encoding="utf-8"), format=ox.RdfFormat.N_TRIPLES)
    }
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    assert {quad.triple for quad in store} == triples


@given(st.floats(0, 1), st.sampled_from(list(Modality)), st.sampled_from(list(Act)), st.booleans())
def test_the_same_extraction_gives_the_same_triples(
    confidence: float, modality: Modality, act: Act, support: bool
) -> None:
    stance = Stance.SUPPORT if support else Stance.OPPOSE
    statement = Statement(TALBACH, stance, act, TEMPOLIMIT, DEMAND.evidence, "r", confidence, modality)
    extraction = Extraction(DOCUMENT, statements=(statement,))
    assert set(document_graph(extraction, BASE)) == set(document_graph(extraction, BASE))


@pytest.mark.parametrize(
    ("condition", "named"),
    [
        ("wenn der Waffenruhe zugestimmt wird", ["Waffenruhe"]),
        ("solange die Waffen ruhen", []),
        ("sollten die Wahlen stattfinden", ["Wahl"]),
        ("", []),
    ],
)
def test_issues_a_condition_names(condition: str, named: list[str]) -> None:
    issues = [Issue("issue/waffenruhe", "Waffenruhe"), Issue("issue/wahl", "Wahl")]
    assert [issue.label for issue in issues_named(condition, issues)] == named
