"""A rule's query for few values looks at no more than these need, and finds the same."""

import re

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.reasoning.narrowing import group_at, narrowed, ways_through
from graph.reasoning.political_rules import read_rules


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize(
    ("group", "ways"),
    [
        ("{ ?x :p ?y }", ["{ ?x :p ?y }"]),
        ("{ { ?x :p ?y } UNION { ?x :q ?y } }", ["{ ?x :p ?y }", "{ ?x :q ?y }"]),
        ("{ ?x :r ?z { ?x :p ?y } union { ?x :q ?y } FILTER (?x < ?y) }",
         ["{ ?x :r ?z { ?x :p ?y } FILTER (?x < ?y) }", "{ ?x :r ?z { ?x :q ?y } FILTER (?x < ?y) }"]),
        ("{ { ?x :a 1 } UNION { ?x :b 2 { ?x :c 3 } UNION { ?x :d 4 } } }",
         ["{ ?x :a 1 }", "{ ?x :b 2 { ?x :c 3 } }", "{ ?x :b 2 { ?x :d 4 } }"]),
        ("{ ?x :says '} UNION {' # { UNION }\n }", ["{ ?x :says '} UNION {' # { UNION } }"]),
        ("{ ?x :p <urn:{> OPTIONAL { { ?x :p 1 } UNION { ?x :p 2 } } }",
         ["{ ?x :p <urn:{> OPTIONAL { { ?x :p 1 } UNION { ?x :p 2 } } }"]),
    ],
)  # fmt: skip
def test_each_way_through_a_union_is_a_group(group: str, ways: list[str]) -> None:
    assert [plain(way) for way in ways_through(group)] == ways


def test_a_group_with_very_many_ways_is_left_as_it_is() -> None:
    group = "{ " + " ".join(f"{{ ?x :p {i} }} UNION {{ ?x :q {i} }}" for i in range(5)) + " }"
    assert ways_through(group) == [group]


def test_a_group_is_found_by_its_first_brace() -> None:
    query = "SELECT * WHERE { ?x ?p '}' { ?y ?q ?z } } LIMIT 1"
    assert group_at(query, query.index("{")) == "{ ?x ?p '}' { ?y ?q ?z } }"


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("{ ?x :p ?y . MINUS { ?y :q ?z } }", "{ V ?x :p ?y . MINUS { V ?x :p ?y . ?y :q ?z } }"),
        ("{ ?x :p ?y # said\n MINUS { ?y :q ?z MINUS { ?z :r 1 } } }",
         "{ V ?x :p ?y # said MINUS { V ?x :p ?y . ?y :q ?z MINUS { V ?x :p ?y . ?y :q ?z . ?z :r 1 } } }"),
        # ?x is another one in there, and nothing is shared here:
        ("{ ?x :p ?y MINUS { ?y :q ?z MINUS { ?z :r ?x } } }",
         "{ V ?x :p ?y MINUS { ?y :q ?z MINUS { ?z :r ?x } } }"),
        ("{ ?x :p ?y MINUS { ?u :q ?z } }", "{ V ?x :p ?y MINUS { ?u :q ?z } }"),
        # a variable or a name that is spelt like a keyword is none:
        ("{ ?x :p ?graph OPTIONAL { ?x sp:filter ?z } }",
         "{ V ?x :p ?graph OPTIONAL { V ?x :p ?graph . ?x sp:filter ?z } }"),
        ("{ OPTIONAL { ?x :p ?y } }", "{ V OPTIONAL { ?x :p ?y } }"),
        ("{ ?x :p ?y OPTIONAL { ?x :q ?z } OPTIONAL { ?x :r ?z } }",
         "{ V ?x :p ?y OPTIONAL { V ?x :p ?y . ?x :q ?z } OPTIONAL { V ?x :p ?y . ?x :r ?z } }"),
    ],
)  # fmt: skip
def test_values_come_in_front_of_what_is_optional_or_taken_away_too(group: str, expected: str) -> None:
    assert plain(narrowed(group, "V", {"x", "y"})) == expected


SP = "https://w3id.org/standpunkt/ontology#"
ORG = "http://www.w3.org/ns/org#"
TIME = "http://www.w3.org/2006/time#"
TENURES = [
    ox.Quad(ox.NamedNode(f"urn:t{t}"), ox.NamedNode(predicate), ox.NamedNode(target))
    for t in range(3)
    for predicate, target in [
        *((f"{SP}office", f"urn:o{o}") for o in range(2)),
        *((f"{ORG}member", f"urn:p{p}") for p in range(2)),
        (f"{ORG}memberDuring", f"urn:i{t}"),
    ]
] + [
    ox.Quad(ox.NamedNode(f"urn:i{t}"), ox.NamedNode(f"{TIME}hasEnd"), ox.NamedNode("urn:end"))
    for t in range(3)
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(TENURES), unique=True))
def test_the_rules_about_offices_find_for_each_what_they_find_for_all(quads: list[ox.Quad]) -> None:
    store = ox.Store()
    store.extend(quads)
    persons = {(ox.NamedNode(f"urn:p{p}"),) for p in range(2)}
    for rule in read_rules():
        if rule.name in ("holds-office", "formerly-held"):
            assert rule.ways is not None
            found = [
                set(store.query(way.construct_for([ox.Variable("person")], {person})))  # type: ignore[arg-type]
                for way in rule.ways
                for person in persons
            ]
            assert set().union(*found) == set(store.query(rule.construct))  # type: ignore[arg-type]
