"""What a text says that norms prohibit, oblige or permit."""

from __future__ import annotations

import pytest

from loaders.articles.findings import Document, NormRule
from loaders.german_rules import GermanRules
from loaders.lexicon.norms import patterns


def rules(text: str) -> tuple[NormRule, ...]:
    return GermanRules().extract(Document("document/t", "t", text)).norm_rules


CASES = [
    ("Das Grundgesetz verbietet die Todesstrafe.", ("norm/grundgesetz", "prohibits", "Todesstrafe")),
    ("Folter ist laut Grundgesetz verboten.", ("norm/grundgesetz", "prohibits", "Folter")),
    ("Folter ist im Grundgesetz verboten.", ("norm/grundgesetz", "prohibits", "Folter")),
    ("Das Verbot der Folter im Grundgesetz gilt immer.", ("norm/grundgesetz", "prohibits", "Folter")),
    ("Der Sonderweg verstößt gegen das Grundgesetz.", ("norm/grundgesetz", "prohibits", "Sonderweg")),
    (
        "Der Sonderweg ist mit dem Grundgesetz nicht vereinbar.",
        ("norm/grundgesetz", "prohibits", "Sonderweg"),
    ),
    (
        "Artikel 1 des Grundgesetzes garantiert freie Berufswahl.",
        ("norm/artikel-1-des-grundgesetzes", "obliges", "freie Berufswahl"),
    ),
    ("Das Grundgesetz erlaubt den Streik.", ("norm/grundgesetz", "permits", "Streik")),
    ("Das Grundgesetz verbietet den Streik nicht.", ("norm/grundgesetz", "permits", "Streik")),
    (
        "Artikel 5, das ist die Verpflichtung der Nato, Angegriffenen zu helfen.",
        ("norm/artikel-5-des-nordatlantikvertrags", "obliges", None),
    ),
    (
        "Die Ministerin will Land abtreten. Das verbietet das Grundgesetz.",
        ("norm/grundgesetz", "prohibits", None),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_rule_with_norm_deontic_and_issue(text: str, expected: tuple[str, str, str | None]) -> None:
    (rule,) = rules(text)
    norm, deontic, issue = expected
    assert (rule.norm.id, rule.deontic.value) == (norm, deontic)
    assert issue is None or rule.issue.label == issue
    assert rule.evidence.span.of(text) == rule.evidence.quote


@pytest.mark.parametrize(
    "text",
    [
        "Die Ministerin verbietet den Streik.",
        "Verbietet das Grundgesetz den Streik?",
        "Wenn das Grundgesetz den Streik verbietet, ist das schlecht.",
        "Ministerin Anna Weber sagte, das Grundgesetz verbiete den Streik.",
        "Das Grundgesetz würde den Streik verbieten.",
        "Das Grundgesetz ist alt.",
    ],
)
def test_claims_questions_and_conditions_are_no_rules(text: str) -> None:
    assert rules(text) == ()


def test_demonstrative_takes_up_what_was_said_before() -> None:
    (rule,) = rules("Die Ministerin will Land abtreten. Das verbietet das Grundgesetz.")
    assert "Land" in rule.issue.label


@pytest.mark.parametrize("kind", ["verb", "state", "against", "noun"])
def test_the_lexicon_has_every_kind(kind: str) -> None:
    assert patterns(kind)
