"""The case of one person is no position on a matter: who settles it, what, about whom, in every combination."""

import datetime as dt
from itertools import product

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules
from loaders.triples.sides import withheld

SETTLERS = (
    "Das Verwaltungsgericht Köln",
    "Die Bundespolizei",
    "Die Richterin Anna Berger",
    "Das Landratsamt",
)
CASES = (
    "erlaubte {dative} den Aufenthalt in Lüdenfeld",
    "verweigerte {dative} die Ausreise nach Jarun",
    "ordnete die Abschiebung {genitive} nach Jarun an",
    "entschied, dass {nominative} in Lüdenfeld bleiben darf",
    "verlangte die Rückkehr {genitive} nach Jarun",
)
PERSONS = (
    ("der Häftling", "dem Häftling", "des Häftlings"),
    ("die Rentnerin", "der Rentnerin", "der Rentnerin"),
    ("der Aktivist Jonas P.", "dem Aktivisten Jonas P.", "des Aktivisten Jonas P."),
)
MATTERS = (
    "lehnt ein Tempolimit auf Autobahnen ab",
    "fordert ein Verbot von Feuerwerk in Innenstädten",
    "kritisiert die Speicherung von Fingerabdrücken",
)


def sides(text: str) -> list[str]:
    document = Document("document/d", "D", text, published=dt.date(2026, 3, 2))
    return [s.issue.label for s in GermanRules().extract(document).statements if not withheld(s)]


@pytest.mark.parametrize(("settler", "case", "person"), list(product(SETTLERS, CASES, PERSONS)))
def test_what_is_settled_about_one_person_takes_no_side(settler, case, person):
    nominative, dative, genitive = person
    told = case.format(nominative=nominative, dative=dative, genitive=genitive)
    assert sides(f"{settler} {told}.") == []


@pytest.mark.parametrize(("settler", "matter"), list(product(SETTLERS, MATTERS)))
def test_what_they_say_on_a_matter_does(settler, matter):
    assert len(sides(f"{settler} {matter}.")) == 1
