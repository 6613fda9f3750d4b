"""Which positions take a side in the graph, and which only concern their issue: one sentence each, our own."""

import datetime as dt
from pathlib import Path

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules
from loaders.triples.document_graph import document_graph
from loaders.triples.sides import withheld
from ontology.terms import SP

BASE = "http://x/"
LINES = (Path(__file__).parent / "sides.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]


def graph_of(text: str, minimum: float = 0.0):
    document = Document("document/d", "D", text, published=dt.date(2026, 3, 2))
    return document_graph(GermanRules().extract(document), BASE, minimum=minimum)


def sides(text: str, minimum: float = 0.0) -> list[str]:
    graph = graph_of(text, minimum)
    return sorted(
        str(p).rpartition("#")[2] for p in (SP.affirms, SP.rejects) for _ in graph.subject_objects(p)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Grünen fordern einen Mietendeckel.", ["affirms"]),
        ("Die Grünen lehnen den Mietendeckel ab.", ["rejects"]),
        ("Die Grünen erwägen einen Mietendeckel.", []),
        ("Die Bahn droht mit einer Streichung der Strecke.", []),
        ("Die Ministerin dankte Karla Blume.", []),
        ("Die Ministerin lobte Karla Blume.", []),
        ("Die Ministerin lobte den Entwurf von Karla Blume.", []),
        ("Die Ministerin lobte den Gesetzentwurf von Karla Blume zum Hafenbau.", ["affirms"]),
        ("Die Läuferin Karla Blume stellte ihr Buch vor.", []),
        ("Die SPD schlug ein Steuerkonzept gegen hohe Mieten vor.", ["affirms"]),
        ("Die SPD stellte ihr Steuerkonzept vor.", []),
        ("Die Grünen gratulierten der Läuferin zum Sieg.", []),
        ("Die SPD lehnte die Maut früher ab.", []),
        ("Die Organisation lehnt eine Maut auf Landstraßen ab.", []),
        ("Die Landwirte lehnen eine Maut auf Landstraßen ab.", ["rejects"]),
        ("Trainer Hauke Brink forderte von der Mannschaft mehr Ruhe im Mittelfeld.", []),
        ("Die Kanzlerin Anna Berger forderte eine Frauenquote in der Bundesliga.", ["affirms"]),
    ],
)
def test_who_takes_a_side(text, expected):
    assert sides(text) == expected


@pytest.mark.parametrize(("kind", "text", "expected"), ROWS, ids=[row[1][:60] for row in ROWS])
def test_the_sides_of_a_sentence(kind, text, expected):
    document = Document("document/d", "D", text, published=dt.date(2026, 3, 2))
    found = [s for s in GermanRules().extract(document).statements if not withheld(s)]
    wanted = [] if expected == "-" else [cell.split(" / ") for cell in expected.split(" + ")]
    for holder, stance, word in wanted:
        fits = [s for s in found if holder in s.holder.name and s.stance == stance and word in s.issue.label]
        assert fits, f"{kind}: no {holder} {stance} {word} in {found}"
        found.remove(fits[0])
    assert not found, kind


def test_a_position_without_a_side_is_kept_with_the_reason():
    graph = graph_of("Die Grünen erwägen einen Mietendeckel.")
    position = next(graph.subjects(SP.stance, SP.Support))
    assert graph.value(position, SP.concerns) is not None
    assert "withheld: what is considered is not yet wanted" in str(max(graph.objects(position, SP.trace)))


def test_a_position_below_the_minimum_is_a_candidate():
    text = "Die Grünen fordern einen Mietendeckel."
    assert sides(text, minimum=0.99) == []
    graph = graph_of(text, minimum=0.99)
    assert (None, SP.modality, SP.Asserted) in graph
    assert any("a candidate to review" in str(line) for line in graph.objects(None, SP.trace))
