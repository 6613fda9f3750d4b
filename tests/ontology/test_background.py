"""The issue scheme and the norms are well formed, bilingual and free of contradiction; all facts have sources."""

from collections import Counter

import pytest
from rdflib import DCTERMS, RDF, RDFS, SDO, SKOS, TIME, Graph, Literal, URIRef

from loaders.triples.shapes import violations
from ontology.files import background_files, ontology_files
from ontology.slugs import slugify
from ontology.terms import ORG, SP

BASE = "http://127.0.0.1:5000/"
RELATIONS = (SP.excludes, SP.requires, SP.entails)


@pytest.fixture(scope="module")
def issues() -> Graph:
    return Graph().parse(data=ontology_files()["issues"], format="turtle", publicID=BASE)


@pytest.fixture(scope="module")
def norms() -> Graph:
    return Graph().parse(data=background_files()["norms"], format="turtle", publicID=BASE)


def labels(graph: Graph, node: URIRef, language: str) -> set[str]:
    found = {o for p in (SKOS.prefLabel, SKOS.altLabel) for o in graph.objects(node, p)}
    return {str(o) for o in found if isinstance(o, Literal) and o.language == language}


def test_the_scheme_covers_a_couple_of_hundred_issues_in_many_fields(issues: Graph) -> None:
    assert len(set(issues.subjects(RDF.type, SP.Issue))) >= 200
    assert len(set(issues.objects(None, SP.policyField))) >= 15


def test_every_issue_has_a_german_and_an_english_name_and_a_field(issues: Graph) -> None:
    for issue in issues.subjects(RDF.type, SP.Issue):
        names = {str(o.language): str(o) for o in issues.objects(issue, SKOS.prefLabel)}
        assert set(names) == {"de", "en"}, issue
        assert set(issues.objects(issue, SKOS.prefLabel)) == set(issues.objects(issue, RDFS.label))
        assert (issues.value(issue, SP.policyField), RDF.type, SP.PolicyField) in issues, issue


def test_the_identifier_of_an_issue_is_the_slug_of_one_of_its_names(issues: Graph) -> None:
    for issue in issues.subjects(RDF.type, SP.Issue):
        slugs = {slugify(label) for label in labels(issues, URIRef(issue), "de")}
        assert issue.removeprefix(f"{BASE}issue/") in slugs, issue


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_name_belongs_to_two_issues(issues: Graph, language: str) -> None:
    names = Counter(
        slugify(name)
        for issue in issues.subjects(RDF.type, SP.Issue)
        for name in {*map(str.lower, labels(issues, URIRef(issue), language))}
    )
    assert {name for name, count in names.items() if count > 1} == set()


def test_everything_the_scheme_links_to_is_in_it(issues: Graph) -> None:
    described = set(issues.subjects(RDF.type, SP.Issue))
    for relation in (SKOS.broader, *RELATIONS):
        assert set(issues.objects(None, relation)) <= described, relation


def test_broader_has_no_cycle_and_nothing_excludes_what_it_is_a_form_of(issues: Graph) -> None:
    for issue in issues.subjects(RDF.type, SP.Issue):
        above = set(issues.transitive_objects(issue, SKOS.broader)) - {issue}
        assert not any((higher, SKOS.broader, issue) in issues for higher in above), issue
        for higher in {*above, issue}:
            assert (issue, SP.excludes, higher) not in issues
            assert (higher, SP.excludes, issue) not in issues


def test_nothing_both_excludes_and_needs_the_same(issues: Graph) -> None:
    excluded = {frozenset(pair) for pair in issues.subject_objects(SP.excludes)}
    for relation in (SP.requires, SP.entails):
        for pair in issues.subject_objects(relation):
            assert frozenset(pair) not in excluded, pair


def test_every_norm_and_every_rule_has_a_source_and_known_issues(norms: Graph, issues: Graph) -> None:
    for cls in (SP.Norm, SP.NormRule):
        for node in norms.subjects(RDF.type, cls):
            assert norms.value(node, DCTERMS.source), node
    described = set(issues.subjects(RDF.type, SP.Issue))
    for rule in norms.subjects(RDF.type, SP.NormRule):
        touched = [
            o for p in (SP.ruleProhibits, SP.ruleObliges, SP.rulePermits) for o in norms.objects(rule, p)
        ]
        assert len(touched) == 1, rule
        assert touched[0] in described, touched


def test_amendments_are_told_in_both_languages(norms: Graph) -> None:
    for norm in set(norms.subjects(SP.amendment)):
        assert sorted(str(o.language) for o in norms.objects(norm, SP.amendment)) == ["de", "en"], norm


@pytest.mark.parametrize(
    ("norm", "deontic", "issue"),
    [
        ("artikel-5-des-nordatlantikvertrags", SP.ruleObliges, "kollektive-verteidigung"),
        ("artikel-73-der-ukrainischen-verfassung", SP.ruleProhibits, "gebietsabtretung"),
        ("artikel-26-des-grundgesetzes", SP.ruleProhibits, "angriffskrieg"),
        ("artikel-102-des-grundgesetzes", SP.ruleProhibits, "todesstrafe"),
        ("artikel-2-der-un-charta", SP.ruleProhibits, "gewaltanwendung-gegen-staaten"),
        ("artikel-42-des-eu-vertrags", SP.ruleObliges, "kollektive-verteidigung"),
    ],
)
def test_what_readers_know(norms: Graph, norm: str, deontic: URIRef, issue: str) -> None:
    rules = set(norms.subjects(SP.norm, URIRef(f"{BASE}norm/{norm}")))
    assert rules & set(norms.subjects(deontic, URIRef(f"{BASE}issue/{issue}")))


@pytest.fixture(scope="module")
def background() -> Graph:
    """Everything readers know: issues, actors, offices, tenures, norms."""
    graph = Graph()
    for text in (ontology_files()["issues"], *background_files().values()):
        graph.parse(data=text, format="turtle", publicID=BASE)
    return graph


def test_the_background_satisfies_the_shapes_too(background: Graph) -> None:
    assert violations(background) == []


@pytest.mark.parametrize(
    "link",
    [
        ORG.member,
        ORG.memberOf,
        ORG.organization,
        ORG.postIn,
        SP.binds,
        SP.norm,
        SP.office,
        SP.partOfNorm,
        SP.represents,
    ],
)
def test_everything_the_background_links_to_is_described(background: Graph, link: URIRef) -> None:
    linked = set(background.objects(None, link))
    assert linked
    assert {node for node in linked if background.value(node, RDF.type) is None} == set()


def test_every_tenure_of_the_background_says_when(background: Graph) -> None:
    for tenure in background.subjects(RDF.type, SP.Tenure):
        interval = background.value(tenure, ORG.memberDuring)
        begins = background.value(interval, TIME.hasBeginning / TIME.inXSDDate)
        ends = background.value(interval, TIME.hasEnd / TIME.inXSDDate)
        assert begins, tenure
        assert ends is None or begins <= ends, tenure


def test_each_wikidata_item_is_that_of_one_described_thing(background: Graph) -> None:
    linked = list(background.subject_objects(SDO.sameAs))
    assert len({item for _, item in linked}) == len({thing for thing, _ in linked}) == len(linked)
    assert {thing for thing, _ in linked if background.value(thing, RDF.type) is None} == set()
    kinds = {background.value(thing, RDF.type) for thing, _ in linked}
    assert kinds >= {SP.State, SP.Party, SP.Office, SP.Person}
