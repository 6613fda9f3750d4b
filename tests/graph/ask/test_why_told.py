"""What is answered to "why", and to what somebody says on a matter."""

from graph.ask.asking import ask
from graph.ask.reading.grammar import readings


def test_why_takes_it_for_granted_and_shows_what_the_text_says(world):
    answer = ask(world, "Warum lehnt Orlow Sicherheitsgarantien ab?")
    assert not answer.message.startswith("Ja")
    assert (
        "Im Text steht dazu: „Russlands Präsident Viktor Orlow lehnt Sicherheitsgarantien ab.“"
        in answer.message
    )


def test_why_names_no_rule_by_its_identifier(world):
    steps = [
        step for row in ask(world, "Warum lehnt Orlow Sicherheitsgarantien ab?").answers for step in row.why
    ]
    assert steps
    assert not any("(prp-" in step or "(stands-" in step for step in steps)


def test_what_somebody_says_on_a_matter_is_no_promise():
    found = [reading.act for reading in readings("Was sagt Orlow zu Steuern?", "de")]
    assert "promise" not in found
    assert "promise" in [reading.act for reading in readings("Wem sagt Orlow Hilfe zu?", "de")]
    assert "promise" in [reading.act for reading in readings("Wer sagt zu, die Steuern zu senken?", "de")]
