"""How a position was found is told in the language of the page, with its numbers and words as they are."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from web.pages.shared.traces import finding_in, reason_in, step_of, steps_of

MODALITIES = ("conditional", "hypothetical", "questioned", "negated")
JARGON = {
    "modalität",
    "modality",
    "label",
    "frame",
    "slot",
    "kandidat",
    "candidate",
    "withheld",
    "confidence",
}
ROOT = Path(__file__).parents[3]


def reasons(name: str) -> list[str]:
    """The strings of more than one word in a file that are no docstrings, with ``0.50`` for what is filled in."""
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    found = []
    for node in ast.walk(tree):
        if id(node) in bare | inside:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
        if isinstance(node, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else None for p in node.values]
            word = parts[:1] == ["the position is "]
            found.append(
                "".join("negated" if p is None and word else "0.50" if p is None else p for p in parts)
            )
    return [text for text in found if text.count(" ") > 1]


def test_the_reasons_are_seen() -> None:
    assert len(reasons("loaders/triples/sides.py")) >= 18


@pytest.mark.parametrize("name", ["loaders/triples/sides.py", "loaders/reader/doubting.py"])
def test_every_reason_is_said_in_both_languages(name: str) -> None:
    for reason in reasons(name):
        assert finding_in(reason, "en") == reason
        assert finding_in(reason, "de") not in (None, reason), reason


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", ["loaders/triples/sides.py", "loaders/reader/doubting.py"])
def test_every_reason_not_to_count_is_one_plain_sentence(name: str, language: str) -> None:
    for reason in reasons(name):
        if reason.startswith("believes"):
            continue  # what the second reader found, no reason
        for told in [reason] if "is negated" not in reason else [f"the position is {m}" for m in MODALITIES]:
            said = reason_in(told, language)
            assert said, (told, language)
            assert said[0].isupper()
            assert said.endswith(".")
            assert said.count(". ") == 0, said
            assert not set(said.casefold().split()) & JARGON, said


def test_a_reason_tells_its_numbers_per_cent_and_its_time_in_the_words_of_the_text() -> None:
    doubt = "the second reader doubts it (0.31 is below 0.40)"
    assert "31\N{NO-BREAK SPACE}%, nötig sind 40\N{NO-BREAK SPACE}%" in str(reason_in(doubt, "de"))
    assert (
        reason_in("it was held at another time (bis 2019)", "de") == "So war es zu anderer Zeit (bis 2019)."
    )
    assert reason_in("it was held at another time ()", "en") == "It was so at another time."
    assert reason_in("what no program has said yet", "de") is None


def test_numbers_and_words_stay_and_terms_are_translated() -> None:
    step = step_of("7 side: withheld: the second reader doubts it (0.31 is below 0.40)", "de")
    assert step.finding == ("nein: der zweite Leser bezweifelt es (0.31 liegt unter 0.40)")
    assert step_of("5 stance: support (demand)", "de")[:2] == ("Haltung", "dafür (fordern)")
    assert step_of("2 frame: fordern (verb: demand, support)", "de")[:2] == (
        "Wort",
        "fordern (Verb: fordern, dafür)",
    )
    assert step_of("7 side: withheld: the position is negated", "de").finding.endswith("verneint")


def test_what_nobody_translated_is_told_as_it_is_and_marked() -> None:
    assert step_of("6 modality: quite another thing", "de") == (
        "Wie es gesagt ist",
        "quite another thing",
        False,
    )
    assert step_of("1 clause: Ada Fels fordert Bäume", "de") == ("Satz", "Ada Fels fordert Bäume", True)


def test_steps_are_in_their_order() -> None:
    assert [step.name for step in steps_of(["10 side: x", "2 holder: y"], "en")] == [
        "Actor",
        "Does it count?",
    ]
