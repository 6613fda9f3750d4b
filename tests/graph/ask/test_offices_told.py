"""Who holds an office, and since or until when, as an answer tells it; offices are those of the background."""

import pytest

from graph.ask.asking import ask


def told(answer):
    return [(finding.label, finding.note) for finding in answer.answers]


@pytest.mark.parametrize(
    "question",
    [
        "Who is Federal Chancellor of Germany?",
        "Who is chancellor?",
        "Wer ist Kanzler?",
        "Wer ist Bundeskanzler von Deutschland?",
    ],
)
def test_a_vice_chancellor_is_no_chancellor(world, question):
    notes = [note for _, note in told(ask(world, question))]
    assert any("Bundeskanzler" in note for note in notes)
    assert not any("Vizekanzler" in note for note in notes)


@pytest.mark.parametrize("question", ["Wer ist Vizekanzler?", "Who is vice chancellor?"])
def test_a_chancellor_is_no_vice_chancellor(world, question):
    notes = [note for _, note in told(ask(world, question))]
    assert notes
    assert all("Vizekanzler" in note for note in notes)


def test_since_when_somebody_is_chancellor_says_nothing_of_a_vice_chancellor(world):
    notes = [note for _, note in told(ask(world, "Seit wann war Scholz Kanzler?"))]
    assert notes == ["Olaf Scholz: Bundeskanzler (Bundesregierung)"]


def test_a_term_of_office_is_told_in_one_piece_the_latest_first(world):
    answer = ask(world, "Welche Ämter hatte Scholz?")
    assert answer.understood == "Ämter von Olaf Scholz"
    notes = [note for _, note in told(answer)]
    assert notes[0] == "08.12.2021 bis 06.05.2025"
    assert notes[-1] == "21.11.2007 bis 28.10.2009"
    assert not any(finding.date for finding in answer.answers)
