"""What a text says and the graph does not count as a position, in answers: said to be so, and told once."""

import datetime as dt

import pytest

from graph.ask.asking import ask
from graph.knowledge.graph import KnowledgeGraph
from loaders.articles.findings import Actor, ActorKind, Document, Issue
from tests.worlds import extraction, graph_of, proof, statement

BASE = "http://127.0.0.1:5000/"
PENNE = Actor("actor/mara-penne", "Mara Penne", ActorKind.PERSON, ("Penne",))
TARN = Actor("actor/ludo-tarn", "Ludo Tarn", ActorKind.PERSON, ("Tarn",))
BRIDGE = Issue("issue/seebruecke", "Seebrücke")
FESTIVAL = Issue("issue/hafenfest", "Hafenfest")
DOUBT = "the second reader doubts it (0.31 is below 0.50)"
TEXT = "Penne lehnte die Seebrücke ab. Tarn begrüßte das Hafenfest, von dem Penne mit dem Boot kam."


@pytest.fixture(scope="module")
def withheld() -> KnowledgeGraph:
    """A plain position that only the second reader doubts, and one that counts."""
    article = Document("document/steg", "Streit am Steg", TEXT, "de", None, dt.date(2025, 7, 1))
    found = [
        statement(
            PENNE, "oppose", "reject", BRIDGE, proof(article, "Penne lehnte die Seebrücke ab"), doubt=DOUBT
        ),
        statement(TARN, "support", "welcome", FESTIVAL, proof(article, "Tarn begrüßte das Hafenfest")),
    ]
    return graph_of([extraction(article, found)], BASE)


def test_what_a_text_says_plainly_is_not_called_conditional(withheld):
    answer = ask(withheld, "Ist Penne für die Seebrücke?")
    assert answer.message.startswith("Was von Mara Penne dazu dasteht, ist nicht als Position gezählt")
    assert [finding.note for finding in answer.beside] == ["nicht als Position gezählt"]


@pytest.mark.parametrize(
    "question",
    ["Ist Penne für die Seebrücke?", "Wie steht Penne zur Seebrücke?", "Wer lehnt die Seebrücke ab?"],
)
def test_what_is_not_counted_is_told_once_and_is_no_answer(withheld, question):
    answer = ask(withheld, question)
    assert not answer.answers
    told = [proof.quote for row in (*answer.beside, *answer.passages) for proof in row.evidence]
    assert len([quote for quote in told if "lehnte die Seebrücke" in quote]) == 1


def test_a_sentence_that_proves_a_position_says_whose(withheld):
    notes = [finding.note for finding in ask(withheld, "Was will Penne mit dem Boot?").passages]
    assert "Beleg für Ludo Tarn zu „Hafenfest“" in notes


def test_what_only_follows_from_an_office_says_so(world):
    answer = ask(world, "Wie steht Deutschland zu Sicherheitsgarantien der USA?")
    assert "Deutschland selbst hat sich dazu nicht geäußert" in answer.message
    own = ask(world, "Wie steht Holm zu Sicherheitsgarantien der USA?")
    assert "gefolgert" not in own.message
