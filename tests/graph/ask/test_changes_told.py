"""On which side somebody was is told with the day as readers write it, and without one where none is known.

A change is told only where what took the place of the former position counts, or only points at its matter.
"""

from __future__ import annotations

import datetime as dt

import pyoxigraph as ox

import standpunkt
from graph.ask.positions.answer import Finding
from graph.rdf.terms import term
from graph.things.positions.changes import changes_of_mind
from graph.things.positions.positions import all_positions
from loaders.articles.findings import Document

EARLIER, LATER = dt.date(2025, 3, 14), dt.date(2025, 6, 1)


def change(question: str, texts: dict[dt.date, str]) -> Finding:
    """The one change of mind that is answered where articles of these days were loaded."""
    with standpunkt.open_graph(store_kind="memory") as session:
        for day, text in texts.items():
            session.load_document(Document(f"document/tempo-{day}", f"Vom {day}", text, published=day))
        [found] = session.ask(question).answers
    return found


def test_a_day_that_is_known_is_told() -> None:
    texts = {EARLIER: "Die SPD lehnt das Tempolimit ab.", LATER: "Die SPD unterstützt das Tempolimit."}
    german = change("Hat die SPD ihre Meinung geändert?", texts)
    assert german.why == ("SPD war am 14.03.2025 gegen „Tempolimit“", "SPD ist für „Tempolimit“")
    english = change("Who changed their mind?", texts)
    assert english.why[0].endswith(" on 2025-03-14")
    assert english.why[1].startswith("SPD is in favour of ")


def test_none_is_told_of_what_was_once_and_each_sentence_keeps_its_own_side() -> None:
    text = "Früher lehnte die SPD das Tempolimit ab. Inzwischen unterstützt sie den Vorstoß der Ministerin."
    found = change("Hat die SPD ihre Meinung geändert?", {LATER: text})
    assert found.why[0] == "SPD war gegen „Tempolimit“"
    assert found.sides == ("oppose", "")
    assert found.is_open
    assert found.note.endswith("; nicht als Position gezählt")


def test_what_takes_no_side_changes_nothing() -> None:
    """A person, or another program, may say of a doubted position that it revises the former one."""
    text = "Früher lehnte die SPD das Tempolimit ab. Inzwischen unterstützt sie das Tempolimit."
    question = "Hat die SPD ihre Meinung geändert?"
    with standpunkt.open_graph(store_kind="memory") as session:
        session.load_document(Document("document/tempo", "Tempo", text, published=LATER))
        assert session.ask(question).answers
        [later] = [p for p in all_positions(session.graph) if p.asserted]
        sides = session.graph.store.quads(subject=ox.NamedNode(later.iri), predicate=term("sp:affirms"))
        [side] = [quad for quad in sides if quad.graph_name == session.graph.iri("graph/document/tempo")]
        concerns = ox.Quad(side.subject, term("sp:concerns"), side.object, side.graph_name)
        session.graph.change(remove=[side], add=[concerns])
        assert not session.ask(question).answers
        assert not list(session.query("changes-of-mind"))
        assert not changes_of_mind(session.graph)
