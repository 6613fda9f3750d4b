"""The actors everybody knows: named, sourced, linked to each other, with tenures that have dates."""

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import pytest
from rdflib import DCTERMS, ORG, RDF, RDFS, SKOS, TIME, Graph, URIRef

from ontology.files import background_files
from ontology.terms import SP

BASE = "http://127.0.0.1:5000/"
FILES = ("states", "international", "germany", "parties", "associations", "media", "offices", "persons")


@pytest.fixture(scope="module")
def facts() -> Graph:
    graph = Graph()
    for name in FILES:
        graph.parse(data=background_files()[name], format="turtle", publicID=BASE)
    return graph


def actors(graph: Graph) -> set[URIRef]:
    return {URIRef(s) for s in graph.subjects(RDFS.label, None) if str(s).startswith(f"{BASE}actor/")}


def test_every_state_of_the_world_is_there_with_adjective_and_inhabitants(facts: Graph) -> None:
    states = set(facts.subjects(RDF.type, SP.State))
    assert len(states) >= 195
    lacking = {
        str(s) for s in states if facts.value(s, SP.adjective) is None or facts.value(s, SP.demonym) is None
    }
    assert {s.rsplit("/", 1)[-1] for s in lacking} <= {"vatikan", "demokratische-republik-kongo"}


def test_every_actor_has_one_name_one_class_and_a_source(facts: Graph) -> None:
    for actor in actors(facts):
        assert len(set(facts.objects(actor, RDFS.label))) == 1, actor
        assert len(set(facts.objects(actor, RDF.type))) == 1, actor
        assert facts.value(actor, DCTERMS.source) is not None, actor


def test_no_name_of_an_organisation_or_state_means_two(facts: Graph) -> None:
    names = Counter(
        str(name)
        for actor in actors(facts)
        if (actor, RDF.type, SP.Person) not in facts
        for name in {*facts.objects(actor, RDFS.label), *facts.objects(actor, SKOS.altLabel)}
    )
    assert {name for name, count in names.items() if count > 1} == set()


@pytest.mark.parametrize("relation", [ORG.hasMember, ORG.memberOf, ORG.postIn, SP.represents])
def test_what_actors_and_offices_belong_to_is_described_too(facts: Graph, relation: URIRef) -> None:
    assert set(facts.objects(None, relation)) <= actors(facts)


def test_the_european_union_and_nato_have_their_members(facts: Graph) -> None:
    def members(name: str) -> int:
        return len(set(facts.objects(URIRef(f"{BASE}actor/{name}"), ORG.hasMember)))

    assert (members("europaeische-union"), members("nato"), members("g7")) == (27, 32, 7)


def test_tenures_have_person_office_and_a_beginning_before_their_end(facts: Graph) -> None:
    tenures = set(facts.subjects(RDF.type, SP.Tenure))
    assert len(tenures) > 400
    for tenure in tenures:
        assert (facts.value(tenure, ORG.member), RDF.type, SP.Person) in facts, tenure
        assert (facts.value(tenure, SP.office), RDF.type, SP.Office) in facts, tenure
        interval = facts.value(tenure, ORG.memberDuring)
        begin, end = (
            facts.value(interval, edge / TIME.inXSDDate) for edge in (TIME.hasBeginning, TIME.hasEnd)
        )
        assert begin is not None, tenure
        assert end is None or begin.toPython() < end.toPython(), tenure


def test_single_offices_are_never_held_by_two_on_one_day(facts: Graph) -> None:
    single = (
        "bundeskanzler-deutschland",
        "praesident-usa",
        "generalsekretaer-nato",
        "kommissionspraesident-europaeische-union",
    )
    held: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for tenure, office in facts.subject_objects(SP.office):
        interval = facts.value(tenure, ORG.memberDuring)
        begin, end = (
            facts.value(interval, edge / TIME.inXSDDate) for edge in (TIME.hasBeginning, TIME.hasEnd)
        )
        held[str(office).rsplit("/", 1)[-1]].append((begin.toPython(), end.toPython() if end else date.max))
    for name in single:
        terms = sorted(held[name])
        assert len(terms) > 3, name
        assert all(first[1] <= second[0] for first, second in pairwise(terms)), name
