"""Which issue stands for its special forms in an overview: one that says something."""

import pytest

from graph.knowledge.graph import KnowledgeGraph
from graph.model.plugins import find_plugin
from graph.stores.embedded import OxigraphQuads
from graph.things.issues import broadest
from ontology.turtle import read_turtle

BASE = "http://127.0.0.1:5000/"
PREFIXES = f"@base <{BASE}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"


@pytest.fixture
def tops():
    def read(turtle):
        graph = KnowledgeGraph(OxigraphQuads(), BASE, find_plugin("reasoners", "rl")())
        graph.put("graph/document/one", list(read_turtle(PREFIXES + turtle, BASE)))
        return {
            issue.removeprefix(BASE + "issue/"): top.removeprefix(BASE + "issue/")
            for issue, top in broadest(graph).items()
        }

    return read


def test_a_curated_issue_stands_for_each_of_its_forms(tops):
    turtle = "<issue/maut-in-rom> skos:broader <issue/maut> . <issue/maut> skos:inScheme <issue-scheme> ."
    assert tops(turtle) == {"maut-in-rom": "maut"}


def test_a_kind_of_issue_stands_for_none_of_its_cases(tops):
    kind = "<issue/maut> skos:inScheme <issue-scheme> ; a <https://w3id.org/standpunkt/ontology#IssueKind> ."
    assert tops("<issue/a/maut> skos:broader <issue/maut> ." + kind) == {}


def test_a_bare_head_stands_for_several_forms_but_not_for_one(tops):
    one = "<issue/taegliche-andacht> skos:broader <issue/andacht> ."
    assert tops(one) == {}
    assert tops(one + "<issue/kurze-andacht> skos:broader <issue/andacht> .") == {
        "taegliche-andacht": "andacht",
        "kurze-andacht": "andacht",
    }


def test_the_curated_one_of_two_comes_first_and_the_top_of_a_chain_counts(tops):
    turtle = """
        <issue/x> skos:broader <issue/a> , <issue/maut> . <issue/y> skos:broader <issue/a> .
        <issue/maut> skos:inScheme <issue-scheme> ; skos:broader <issue/abgabe> .
        <issue/abgabe> skos:inScheme <issue-scheme> .
    """
    assert tops(turtle) == {"x": "abgabe", "maut": "abgabe", "y": "a"}
