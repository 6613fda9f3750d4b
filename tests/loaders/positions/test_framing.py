"""How a quotation is framed: every frame with every content; who is only said to say so takes no side."""

from itertools import product

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules
from loaders.triples.sides import withheld

SAID = [
    ("sie lehne die Maut ab", "dass sie die Maut ablehne", "Wir lehnen die Maut ab"),
    ("die Maut sei falsch", "dass die Maut falsch sei", "Die Maut ist falsch"),
    ("sie fordere ein Tempolimit", "dass sie ein Tempolimit fordere", "Wir fordern ein Tempolimit"),
]
"""The same thrice: as a main clause, with "dass", in quotation marks."""
OPEN = [
    "Angeblich sagte die Stadt Ulm, {c}.",
    "Die Stadt Ulm soll gesagt haben, {c}.",
    "Die Stadt Ulm könnte sagen, {c}.",
    "Die Stadt Ulm würde sagen, {c}.",
    "Die Stadt Ulm hat nie gesagt, {c}.",
    "Die Stadt Ulm sagte nicht, {c}.",
    "Die Stadt Ulm dementierte, {c}.",
    "Die Stadt Ulm bestritt, {c}.",
    "Die Stadt Ulm sagte scherzhaft, {c}.",
    "Es stimmt nicht, dass die Stadt Ulm sagte, {c}.",
    "Hat die Stadt Ulm gesagt, {c}?",
    "Die Zeitung schrieb, die Stadt Ulm habe gesagt, {c}.",
    "Früher sagte die Stadt Ulm, {c}.",
]
OPEN_QUOTED = [
    "„{q}“, sagte die Stadt Ulm angeblich.",
    "„{q}“, soll Karl Berg gesagt haben.",
    "„{q}“, könnte Karl Berg sagen.",
    "„{q}“, scherzte Karl Berg.",
    "„{q}“, sagte Karl Berg nicht.",
    "Karl Berg soll gesagt haben: „{q}“",
    "„{q}“, sagte Karl Berg damals.",
]
PLAIN = [
    "Die Stadt Ulm sagte, {c}.",
    "Die Stadt Ulm betonte erneut, {d}.",
    "Die Stadt Ulm sagte nicht nur, {d}.",
    "Die möglicherweise betroffene Stadt Ulm sagte, {c}.",
    "„{q}“, sagte Karl Berg.",
    "Karl Berg sagte am Montag: „{q}“",
]


def sides_of(frame, said):
    main, sub, quoted = said
    text = frame.format(c=main, d=sub, q=quoted)
    statements = GermanRules().extract(Document("document/a", "A", text)).statements
    return [f"{s.holder.name} {s.stance} {s.issue.label}" for s in statements if not withheld(s)]


@pytest.mark.parametrize(("frame", "said"), list(product(OPEN + OPEN_QUOTED, SAID)))
def test_what_is_only_said_to_be_said_takes_no_side(frame, said):
    assert sides_of(frame, said) == []
    assert sides_of(frame.replace("{c}", "{d}"), said) == []


@pytest.mark.parametrize(("frame", "said"), list(product(PLAIN, SAID)))
def test_what_is_said_takes_a_side(frame, said):
    assert sides_of(frame, said)
