"""What stands between the extraction and the graph."""

import dataclasses
import datetime as dt

from loaders.articles.findings import Document, Issue
from loaders.german_rules import GermanRules
from loaders.positions.gate import gate, through_gate


def a_statement():
    document = Document(
        "document/test", "Test", "Die SPD fordert Kontrollen.", published=dt.date(2025, 8, 19)
    )
    (statement,) = GermanRules().extract(document).statements
    return statement


def test_a_position_on_an_issue_passes():
    assert gate(a_statement()) is None


def test_a_stance_without_an_issue_is_skipped_and_the_reason_kept():
    statement = dataclasses.replace(a_statement(), issue=Issue("issue/", " "))
    kept, (skipped,) = through_gate([statement, a_statement()])
    assert kept == [a_statement()]
    assert (skipped.evidence, skipped.reason) == (statement.evidence, "a stance without an issue")
