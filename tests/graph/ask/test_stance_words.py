"""The lexicon of stances says how one asks for its words (``ontology/lexicon/frames.tsv``, column ``asked``)."""

import pytest

from graph.ask.reading.grammar import readings
from graph.ask.words.asked_acts import acts
from ontology.lexicon import rows

ASKED = [row for row in rows("frames.tsv") if row["asked"]]


def test_what_a_row_asks_for_is_a_way_of_taking_a_stance():
    known = {act.name for act in acts()}
    for row in ASKED:
        named, _, forms = row["asked"].rpartition(": ")
        assert (named or row["act"]) in known, row
        assert all(form.strip() for form in forms.split("|")), row


@pytest.mark.parametrize(
    ("question", "act"),
    [
        ("Wer bemängelt den Fahrplan?", "criticise"),
        ("Wer hat den Umbau angekündigt?", "promise"),
        ("Wer rät von der Fusion ab?", "warn"),
        ("Wer strebt eine Fusion an?", "want"),
        ("Wessen Forderung ist ein Tempolimit?", "demand"),
    ],
)
def test_a_word_of_the_lexicon_is_asked_for(question, act):
    assert act in {reading.act for reading in readings(question, "de")}
