"""Labels in the words of a clause: who is against letting guests wait is not against guests."""

import datetime as dt

import pytest

from graph.ask.asking import ask
from graph.ask.words.topic_terms import head
from loaders.articles.findings import Actor, ActorKind, Document, Issue
from tests.worlds import extraction, graph_of, proof, statement

HARM = Actor("actor/ina-harm", "Ina Harm", ActorKind.PERSON, ("Harm",))


@pytest.mark.parametrize(
    ("label", "stem"),
    [
        ("die Gäste am Tor warten lassen", "lass"),
        ("Preise senken", "senk"),
        ("dass die Gäste zahlen", "zahl"),
        ("dass der Bund mehr zahlt", "zahlt"),
        ("Pläne, Preise zu senken", "plan"),
        ("Hilfe von außen", "hilf"),
        ("Schutz der Gäste", "schutz"),
    ],
)
def test_a_label_is_about_its_first_noun_or_the_verb_of_its_clause(label, stem):
    assert head(label) == stem


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("die Gäste am Tor warten lassen", False),
        ("dass die Gäste am Tor warten", False),
        ("Gäste am Tor", True),
        ("Gäste am Tor aufnehmen", True),
    ],
)
def test_no_verdict_on_whom_a_deed_only_has_to_do_with(label, said):
    article = Document("document/tor", "Am Tor", "Harm sagte es am Tor.", "de", None, dt.date(2025, 7, 1))
    position = statement(HARM, "oppose", "reject", Issue("issue/tor", label), proof(article, "Harm sagte es"))
    answer = ask(
        graph_of([extraction(article, [position])], "http://127.0.0.1:5000/"), "Wie steht Harm zu Gästen?"
    )
    assert ("Ina Harm ist gegen" in answer.message) is said
