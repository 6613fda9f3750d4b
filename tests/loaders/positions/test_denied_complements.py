"""Whoever is for or against something that is denied is never told the wrong way round, in any construction."""

import datetime as dt
import re
from itertools import product

import pytest

from loaders.articles.findings import Document, Stance
from loaders.german_rules import GermanRules
from loaders.triples.sides import withheld

OUTER = [
    *(
        (f"Die SPD {verb} den {noun}", 1)
        for verb in ("unterstützt", "begrüßt")
        for noun in ("Plan", "Beschluss")
    ),
    *(
        (f"Die SPD {verb} den {noun}", -1)
        for verb in ("kritisiert", "verurteilt")
        for noun in ("Plan", "Beschluss")
    ),
    ("Die SPD fordert", 1),
    ("Die SPD bedauert", -1),
    ("Die SPD ist dafür", 1),
    ("Die SPD ist dagegen", -1),
    ("Die SPD hält es für richtig", 1),
    ("Die SPD hält es für falsch", -1),
    ("Die SPD warnt davor", -1),
]
INNER = [
    ("dass die Stadt die Halle saniert", 1),
    ("dass die Stadt die Halle nicht saniert", -1),
    ("dass die Stadt keine Straßen baut", -1),
    ("dass man die Halle nicht sanieren darf", -1),
    ("die Halle nicht zu sanieren", -1),
    ("keine Straßen zu bauen", -1),
]
DENIED = re.compile(r"\b(nicht|kein\w*)\b")


@pytest.mark.parametrize(("outer", "inner"), list(product(OUTER, INNER)), ids=lambda part: part[0])
def test_no_side_is_turned_round(outer: tuple[str, int], inner: tuple[str, int]) -> None:
    document = Document("document/d", "D", f"{outer[0]}, {inner[0]}.", published=dt.date(2026, 3, 2))
    for statement in GermanRules().extract(document).statements:
        if withheld(statement):
            continue
        label = -1 if DENIED.search(statement.issue.label) else 1
        side = 1 if statement.stance is Stance.SUPPORT else -1
        assert side * label == outer[1] * inner[1], statement.issue.label
