"""Since when, when and until when a position was held, sentence by sentence (``times.tsv``), and as OWL-Time."""

import datetime as dt
from pathlib import Path

import pytest
from rdflib import PROV, RDF, TIME, Graph, URIRef

from loaders.articles.findings import Document, Standing, Statement
from loaders.facts.changes import find_changes
from loaders.german_rules import GermanRules
from loaders.lexicon.tables import read_table
from loaders.triples.document_graph import document_graph
from loaders.triples.shapes import validate
from loaders.triples.sides import withheld
from ontology.terms import SP

BASE = "http://x/"
GAPS = {
    "Der Bund der Bauern, der die Agrarreform": "a pronoun does not reach back into a relative clause",
    "Anna Weber, die früher gegen die Maut": "a pronoun does not reach back into a relative clause",
    "Ministerin Anna Weber sagte, sie sei früher": "a pronoun does not take up what somebody was against",
    "Die SPD, die das Tempolimit 2019 noch": "the year is read as part of the name",
    "Im Jahr 2012 sprach sich der Verband": "an association without a name is nobody",
}
"""What is not found yet, and why; none of it takes a wrong side."""
MONDAY = dt.date(2026, 3, 2)
LINES = (Path(__file__).parent / "times.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")][1:]


def extracted(text: str):
    return GermanRules().extract(Document("document/zeit", "Zeit", text, published=MONDAY))


def told(statement: Statement) -> str:
    held, stance = statement.held, statement.stance.value
    if statement.standing is Standing.NOW:
        return f"{stance} since {held.start}" if held else f"{stance} now"
    if statement.standing is Standing.OVER:
        return f"{stance} over until {held.end}" if held and held.end else f"{stance} over"
    return f"{stance} in {held.start}/{held.end}" if held and held.end else f"{stance} in -"


@pytest.mark.parametrize(("text", "expected", "change"), ROWS, ids=[row[0][:60] for row in ROWS])
def test_when_a_position_was_held(text: str, expected: str, change: str, request) -> None:
    if reason := next((why for start, why in GAPS.items() if text.startswith(start)), ""):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    found = extracted(text).statements
    assert "; ".join(map(told, found)) == expected
    assert bool(list(find_changes(found))) == (change == "yes"), [s.issue.id for s in found]


@pytest.mark.parametrize("text", [row[0] for row in ROWS])
def test_only_what_holds_takes_a_side(text: str) -> None:
    for statement in extracted(text).statements:
        assert statement.standing is Standing.NOW or withheld(statement)


@pytest.mark.parametrize("row", read_table("time_words"), ids=lambda row: row["words"])
def test_a_word_of_time_says_so_in_its_example(row: dict[str, str]) -> None:
    first = next(r for r in read_table("time_words") if r["example"] == row["example"])
    [statement] = extracted(row["example"].replace(first["words"], row["words"])).statements
    wanted = Standing.OVER if row["says"] == "over" else Standing.THEN
    assert statement.standing is wanted or row is not first
    assert withheld(statement) or row is not first


# ------------------------------------------------------------------------------- as OWL-Time


def graph_of(text: str) -> Graph:
    graph = document_graph(extracted(text), BASE)
    validate(graph, "document/zeit")
    return graph


def position_in(graph: Graph, kind: URIRef = SP.Position) -> URIRef:
    [found] = graph.subjects(RDF.type, kind)
    assert isinstance(found, URIRef)
    return found


def day(graph: Graph, instant) -> str:
    return str(graph.value(instant, TIME.inXSDDate))


def test_what_is_said_today_is_held_on_the_day_of_publication() -> None:
    graph = graph_of("Die SPD fordert ein Tempolimit.")
    time = graph.value(position_in(graph), TIME.hasTime)
    assert (time, RDF.type, TIME.Instant) in graph
    assert day(graph, time) == "2026-03-02"


def test_since_when_is_the_beginning_of_an_interval() -> None:
    graph = graph_of("Seit 2015 lehnt die SPD das Tempolimit ab.")
    time = graph.value(position_in(graph), TIME.hasTime)
    assert (time, RDF.type, TIME.ProperInterval) in graph
    assert day(graph, graph.value(time, TIME.hasBeginning)) == "2015-01-01"
    assert graph.value(time, TIME.hasEnd) is None


def test_until_when_is_its_end() -> None:
    graph = graph_of("Bis 2019 lehnte die SPD das Tempolimit ab.")
    position = position_in(graph, SP.EndedPosition)
    assert (position, RDF.type, SP.FormerPosition) in graph
    assert day(graph, graph.value(graph.value(position, TIME.hasTime), TIME.hasEnd)) == "2019-12-31"
    assert graph.value(position, SP.concerns) is not None


def test_an_end_without_a_date_lies_before_publication() -> None:
    graph = graph_of("Die SPD lehnt das Tempolimit nicht mehr ab.")
    end = graph.value(graph.value(position_in(graph, SP.EndedPosition), TIME.hasTime), TIME.hasEnd)
    assert day(graph, graph.value(end, TIME.before)) == "2026-03-02"


def test_a_change_of_mind_joins_both_positions_of_a_text() -> None:
    graph = graph_of("Früher lehnte die SPD das Tempolimit ab, inzwischen unterstützt sie es.")
    [(later, earlier)] = graph.subject_objects(SP.revises)
    assert (later, SP.affirms, URIRef(BASE + "issue/tempolimit")) in graph
    assert (earlier, RDF.type, SP.EndedPosition) in graph
    assert graph.value(later, PROV.wasDerivedFrom) == graph.value(earlier, PROV.wasDerivedFrom)
