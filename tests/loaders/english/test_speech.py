"""Whose words English sentences are: quotations, voices of whole texts, pronouns, reporters."""

import pytest

from loaders.articles.findings import ActorKind, Document, Modality, Standing
from loaders.english_rules import EnglishRules
from loaders.triples.sides import withheld

LEVY = "We reject the school levy"


def extracted(text, **metadata):
    return EnglishRules().extract(Document("document/test", text.split("\n")[0], text, "en", **metadata))


def held(text, **metadata):
    return [(s.holder.name, s.issue.label) for s in extracted(text, **metadata).statements if not withheld(s)]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        (f"“{LEVY},” said Senator Ada Quill.", "Ada Quill"),
        (f"“{LEVY},” Senator Ada Quill said.", "Ada Quill"),
        (f"Senator Ada Quill said: “{LEVY}.”", "Ada Quill"),
        (f'"{LEVY}," Senator Ada Quill told reporters.', "Ada Quill"),
        (f"‘{LEVY},’ Senator Ada Quill said.", "Ada Quill"),
        (f"“It is late,” said Senator Ada Quill. “{LEVY}.”", "Ada Quill"),
        (f"Its chairwoman, Joan Pell, was blunt. “{LEVY},” she said.", "Joan Pell"),
        (f"Mayor Leo Strand was there. “{LEVY},” said Brandt.", "Brandt"),
        (f"Mayor Leo Strand was there. “{LEVY},” Brandt added.", "Brandt"),
    ],
)
def test_a_quotation_belongs_to_who_says_it(text, holder):
    assert held(text) == [(holder, "school levy")]


@pytest.mark.parametrize(
    "text",
    [
        f"Mayor Leo Strand was there. “{LEVY}.”",
        f"Mayor Leo Strand was there. “{LEVY},” it was said.",
        f"Mayor Leo Strand was there.\n\n“{LEVY}.”",
        f"{LEVY}.",
        f"“{LEVY}, said Senator Ada Quill.",
    ],
)
def test_words_of_nobody_are_nobodys(text):
    assert held(text) == []


@pytest.mark.parametrize(
    ("text", "metadata", "holder"),
    [
        (f"Enough is enough\n\nBy Nora Vale\n\n{LEVY}.", {}, "Nora Vale"),
        (f"Enough is enough\n\n{LEVY}.", {"author": "Nora Vale"}, "Nora Vale"),
        (f"Enough is enough\n\n{LEVY}.", {"organisation": "Harbour Association"}, "Harbour Association"),
        (f"PRESS RELEASE\n\nHarbour Association on the budget\n\n{LEVY}.", {}, "Harbour Association"),
        (f"Speech by Foreign Minister Ada Quill to Parliament\n\n{LEVY}.", {}, "Ada Quill"),
        (
            f"Open letter to the mayor\n\n{LEVY}.\n\nYours sincerely,\n\nHarbour Association",
            {},
            "Harbour Association",
        ),
        (
            "An interview with Ada Quill\n\nThe Courier: Does the levy work?\n\nAda Quill: No.\n\n"
            f"The Courier: And now?\n\nAda Quill: {LEVY}.",
            {},
            "Ada Quill",
        ),
    ],
)
def test_a_text_in_the_first_person_is_its_authors(text, metadata, holder):
    assert held(text, **metadata) == [(holder, "school levy")]


def test_what_an_interviewer_says_is_no_position():
    text = "Ada Quill on tolls\n\nQ: We reject the levy, don't we?\n\nQuill: No.\n\nQ: We reject the toll?\n\nQuill: No."
    assert held(text) == []


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Senator Carla Quill met Mayor Leo Strand. She rejected the school levy.", "Carla Quill"),
        ("Senator Carla Quill met Mayor Leo Strand. He rejected the school levy.", "Leo Strand"),
        ("The Harbour Association met on Friday. It rejected the school levy.", "Harbour Association"),
        ("Senator Ada Quill and the Greens met. The senator rejected the school levy.", "Ada Quill"),
        ("Ada Quill, who leads the Greens, rejected the school levy.", "Ada Quill"),
        ("The school levy was rejected by Mayor Leo Strand.", "Leo Strand"),
        ("Russia rejected the school levy.", "Russia"),
        ("Moscow rejected the school levy.", "Russia"),
        ("The school levy, which the Harbour Association rejected, is dead.", "Harbour Association"),
    ],
)
def test_a_holder_is_who_is_meant(text, holder):
    assert held(text) == [(holder, "school levy")]


def test_states_and_bodies_are_those_that_german_texts_name():
    found = extracted("Germany, the European Commission and the United Nations rejected the school levy.")
    ids = {s.holder.id for s in found.statements}
    assert ids == {"actor/deutschland", "actor/eu-kommission", "actor/vereinte-nationen"}


def test_what_somebody_else_tells_takes_no_side():
    [statement] = extracted("Senator Ada Quill said that the Greens reject the school levy.").statements
    assert (statement.holder.name, statement.attributed_to.name) == ("Greens", "Ada Quill")
    assert statement.modality is Modality.HYPOTHETICAL
    [own] = extracted("A spokeswoman for the Greens said that the Greens reject the school levy.").statements
    assert own.modality is Modality.ASSERTED


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("The Greens no longer support the school levy.", Standing.OVER),
        ("The Greens have stopped supporting the school levy.", Standing.OVER),
        ("The Greens originally supported the school levy.", Standing.THEN),
        ("The Greens used to support the school levy.", Standing.THEN),
    ],
)
def test_what_is_over_is_history(text, standing):
    [statement] = extracted(text).statements
    assert statement.standing is standing
    assert withheld(statement)


def test_a_law_may_demand_and_forbid():
    [statement] = extracted("The Climate Act prohibits new coal-fired power stations.").statements
    assert statement.holder.kind is ActorKind.NORM
    assert not withheld(statement)
