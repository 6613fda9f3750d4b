"""What asks for less, ends or bans is asked about in either language, and is never turned round."""

from __future__ import annotations

from functools import cache

import pytest

import standpunkt
from graph.ask.asking import ask
from graph.ask.positions.answer import Answer
from graph.knowledge.graph import KnowledgeGraph
from loaders.articles.findings import Document
from tests.worlds import graph_of

LESS_VAT = "Die CDU fordert eine niedrigere Mehrwertsteuer für die Gastronomie."
LESS_AID = "Die SPD fordert die Kürzung von Asylleistungen."
OPEN_ROUTE = "Die FDP lehnt die Schließung der Balkanroute ab."
RED_TAPE = "Die CDU fordert Bürokratieabbau."
HALT = "Die SPD fordert einen Abschiebestopp."
SCARVES = "Die CDU lehnt ein Kopftuchverbot ab."
LESS_TAX = "Die Linke fordert eine Senkung der Stromsteuer."
NO_TAX = "Die CDU fordert die Abschaffung der Stromsteuer."
LESS_PAY = "Die CDU fordert eine Kürzung des Bürgergelds."
LOWER_FEES = "Die CDU fordert niedrigere Parkgebühren."
FEES_STAY = "Die CDU lehnt eine Senkung der Parkgebühren ab."
PHONES = "Die SPD fordert ein Handyverbot an Schulen."
FIREWORKS = "Die SPD fordert ein Verbot von Feuerwerk."
AID = "Die SPD unterstützt die Ukraine-Hilfe. Die Linke lehnt die Unterstützung der Ukraine ab."
INCOME = "Die SPD fordert das Bürgergeld. Die CDU lehnt das Bürgergeld ab."
SANCTIONS = "Die SPD fordert Sanktionen gegen Russland. Die Linke lehnt Sanktionen gegen Russland ab."
TAXES = "Die SPD fordert höhere Steuern. Die CDU lehnt höhere Steuern ab."
ROCKETS = "Die SPD fordert Taurus für die Ukraine. Die Linke lehnt Taurus für die Ukraine ab."
LOOSER = "Die SPD fordert eine Lockerung der Schuldenbremse."
NOT_LOOSER = "Die FDP lehnt eine Lockerung der Schuldenbremse ab."
LESS_SAFE = "Die SPD lehnt eine Lockerung des Kündigungsschutzes ab."
STRICT = "Die Grünen lehnen eine Aufweichung des Verbrennerverbots ab."
POSTERS = "Die SPD fordert Fahndungsplakate. Die CDU lehnt Fahndungsplakate ab."


ONE = (LESS_VAT, LESS_AID, OPEN_ROUTE, RED_TAPE, HALT, SCARVES, LESS_TAX, LESS_PAY, LOWER_FEES, PHONES)
WORLDS = (
    (*ONE, FIREWORKS, AID, SANCTIONS, TAXES, POSTERS),
    (NO_TAX, FEES_STAY, INCOME, ROCKETS, LOOSER, NOT_LOOSER, LESS_SAFE, STRICT),
)
"""Articles that do not speak of the same."""


@cache
def graph(world: tuple[str, ...]) -> KnowledgeGraph:
    documents = [Document(f"document/{place}", "Streit", text) for place, text in enumerate(world)]
    return graph_of(map(standpunkt.extract, documents), "http://127.0.0.1:5000/", inferring=False)


def asked(text: str, question: str) -> Answer:
    return ask(graph(next(world for world in WORLDS if text in world)), question)


@pytest.mark.parametrize(
    ("text", "question", "verdict"),
    [
        (LESS_VAT, "Does the CDU support lower VAT for restaurants?", "yes"),
        (OPEN_ROUTE, "Does the FDP support closing the Balkan route?", "no"),
        (RED_TAPE, "Does the CDU support cutting red tape?", "yes"),
        (HALT, "Does the SPD support a halt to deportations?", "yes"),
        (SCARVES, "Does the CDU support a headscarf ban?", "no"),
        (FIREWORKS, "Is the SPD against fireworks?", "yes"),
        (FIREWORKS, "Does the SPD support a ban on fireworks?", "yes"),
        (LESS_TAX, "Ist Die Linke für die Senkung der Stromsteuer?", "yes"),
        (LOWER_FEES, "Unterstützt die CDU eine Senkung der Parkgebühren?", "yes"),
        (NO_TAX, "Ist die CDU gegen die Stromsteuer?", "yes"),
        (AID, "Is Die Linke against support for Ukraine?", "yes"),
        (SANCTIONS, "Are sanctions against Russia supported by the SPD?", "yes"),
        (LOOSER, "Ist die SPD für eine Lockerung der Schuldenbremse?", "yes"),
    ],
)
def test_question_and_label_are_read_alike(text: str, question: str, verdict: str) -> None:
    assert asked(text, question).verdict == verdict


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (LESS_TAX, "Ist Die Linke gegen die Stromsteuer?"),
        (LESS_TAX, "Ist Die Linke für die Stromsteuer?"),
        (LESS_PAY, "Ist die CDU gegen das Bürgergeld?"),
        (LOWER_FEES, "Lehnt die CDU Parkgebühren ab?"),
        (FEES_STAY, "Ist die CDU für Parkgebühren?"),
        (LOOSER, "Ist die SPD für die Schuldenbremse?"),
        (NOT_LOOSER, "Ist die FDP für die Schuldenbremse?"),
        (NOT_LOOSER, "Is the FDP against the debt brake?"),
        (LESS_SAFE, "Ist die SPD für den Kündigungsschutz?"),
        (STRICT, "Sind die Grünen gegen das Verbrennerverbot?"),
    ],
)
def test_who_wants_less_of_a_thing_is_neither_for_nor_against_it(text: str, question: str) -> None:
    answer = asked(text, question)
    assert (answer.verdict, answer.answers) == ("", ())
    assert answer.beside


def test_nor_is_who_wants_no_easing_of_a_rule_against_it() -> None:
    assert not asked(NOT_LOOSER, "Wer ist gegen die Schuldenbremse?").answers


@pytest.mark.parametrize("question", ["Wer ist gegen die Stromsteuer?", "Wer ist für die Stromsteuer?"])
def test_nor_is_such_a_one_called_the_other_side(question: str) -> None:
    answer = asked(LESS_TAX, question)
    assert not answer.answers
    assert "Gegenseite" not in answer.message


@pytest.mark.parametrize(
    ("text", "question", "holders"),
    [
        (LESS_AID, "Who opposes cutting benefits for asylum seekers?", []),
        (LESS_AID, "Who supports cutting benefits for asylum seekers?", ["SPD"]),
        (PHONES, "Who supports a mobile phone ban in schools?", ["SPD"]),
        (AID, "Who is against support for Ukraine?", ["Die Linke"]),
        (AID, "Who is against supporting Ukraine?", ["Die Linke"]),
        (AID, "Which parties are against Ukraine support?", ["Die Linke"]),
        (INCOME, "Who is against basic income support?", ["CDU"]),
        (SANCTIONS, "Who is against sanctions against Russia?", ["Die Linke"]),
        (SANCTIONS, "Who supports sanctions against Russia?", ["SPD"]),
        (TAXES, "Who is against demands for higher taxes?", []),
        (TAXES, "Who's against calling for higher taxes?", []),
        (ROCKETS, "Who is against Taurus for Ukraine?", ["Die Linke"]),
        (POSTERS, "Who is against wanted posters?", []),
    ],
)
def test_whoever_is_asked_for_is_on_the_asked_side(text: str, question: str, holders: list[str]) -> None:
    assert [row.label for row in asked(text, question).answers] == holders


def test_what_is_against_something_may_be_what_is_supported() -> None:
    answer = asked(SANCTIONS, "Which sanctions against Russia does the SPD support?")
    assert [row.stance for row in answer.answers] == ["support"]
