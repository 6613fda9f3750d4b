"""The table of constructions: each finds its own example, under its own name."""

import datetime as dt

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules
from loaders.positions.constructions import CONSTRUCTIONS, Stage


def statements_of(text):
    document = Document("document/test", "Test", text, published=dt.date(2025, 8, 19))
    return GermanRules().extract(document).statements


BESIDE_ANOTHERS = {"echo", "siding", "instead"}
"""Constructions that say two things: what somebody else wants too, or what is better than another thing."""


@pytest.mark.parametrize("construction", CONSTRUCTIONS, ids=lambda c: c.name)
def test_a_construction_finds_its_example(construction):
    found = [dict(statement.features)["construction"] for statement in statements_of(construction.example)]
    assert construction.name in found
    assert len(found) == (2 if construction.name in BESIDE_ANOTHERS else 1)


def test_every_construction_has_a_name_of_its_own():
    assert len({c.name for c in CONSTRUCTIONS}) == len(CONSTRUCTIONS)


def test_the_table_is_in_the_order_of_its_turns():
    assert [c.stage.value for c in CONSTRUCTIONS] == sorted(c.stage.value for c in CONSTRUCTIONS)


def test_only_own_words_depend_on_a_voice():
    assert all(bool(c.voices) == (c.stage is Stage.OWN) for c in CONSTRUCTIONS)


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("Der Antrag wurde vom Stadtrat abgelehnt.", {"slot": "akk", "holder": "agent"}),
        ("Die CSU stimmt dem Bau nicht zu.", {"slot": "dat", "negation": "nicht"}),
        ("Die SPD fordert, die Schule nicht zu schließen.", {"slot": "zu", "complement": "nicht"}),
        ("Die Grünen bekräftigten ihre Kritik an dem Bau.", {"slot": "an", "aspect": "bekräftigen"}),
        ("Die Forderung der Länder nach Geld bleibt.", {"holder": "genitive", "slot": "nach"}),
        ("Das Amt bescheinigte der Firma einen Skandal.", {"blame": "Skandal"}),
    ],
)
def test_a_statement_lists_the_features_it_was_found_by(text, features):
    (statement,) = statements_of(text)
    assert features.items() <= dict(statement.features).items()


def test_the_distance_counts_words_from_the_word_of_stance_to_the_issue():
    (near,) = statements_of("Die SPD fordert Kontrollen.")
    (far,) = statements_of("Die SPD fordert seit dem letzten Sommer Kontrollen.")
    assert dict(near.features)["distance"] == "1"
    assert dict(far.features)["distance"] == "5"


def test_an_issue_taken_up_from_before_has_no_distance():
    _, second = statements_of("Die Union forderte eine Maut. Die SPD stimmte zu.")
    assert dict(second.features)["slot"] == "omitted"
    assert "distance" not in dict(second.features)
