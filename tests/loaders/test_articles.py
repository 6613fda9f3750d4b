"""Whole articles of many kinds: most statements a reader finds in them are found, and few that are not there.

The articles are our own (``data/articles``). Every ``NAME.txt`` has its gold in ``NAME.tsv``, written before the
extractor saw the text. Columns: holder, further names of the holder, stance, act, modality, words of the issue,
evidence (a verbatim part of the text). ``benchmarks/positions.py --set own`` reads them too.
"""

from pathlib import Path
from typing import Any

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules

FOLDER = Path(__file__).parent / "data" / "articles"


def texts() -> dict[str, str]:
    """The articles by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.txt"))}


def gold(name: str, text: str) -> list[dict[str, Any]]:
    """The expected statements of an article, in the form of ``score_positions.py``; ValueError names a bad line."""
    found: list[dict[str, Any]] = []
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        holder, aliases, stance, act, modality, terms, evidence = line.split("\t")
        start = text.find(evidence)
        if start < 0:
            raise ValueError(f"{name}.tsv line {number}: not in the text: {evidence}")
        words = [term.strip() for term in terms.split(";")]
        found.append(
            {
                "id": f"{name}-{number}",
                "holder": holder,
                "holder_aliases": [alias.strip() for alias in aliases.split(";") if alias.strip()],
                "stance": stance,
                "act": act,
                "modality": modality,
                "issue": " ".join(words),
                "issue_terms": words,
                "evidence": evidence,
                "start": start,
                "end": start + len(evidence),
            }
        )
    return found


TEXTS = texts()
GOLD = {name: gold(name, text) for name, text in TEXTS.items()}


def last_word(name):
    return name.lower().split()[-1].removesuffix("s")


def agrees(expected, statement):
    names = {last_word(name) for name in (expected["holder"], *expected["holder_aliases"])}
    span = statement.evidence.span
    return (
        span.start < expected["end"]
        and expected["start"] < span.end
        and last_word(statement.holder.name) in names
        and statement.stance == expected["stance"]
    )


@pytest.fixture(scope="module")
def counts():
    """(expected, found, right) over all articles; every finding counts for one expected statement."""
    expected = found = right = 0
    for name, text in TEXTS.items():
        statements = list(GermanRules().extract(Document(f"document/{name}", name, text)).statements)
        expected, found = expected + len(GOLD[name]), found + len(statements)
        for wanted in GOLD[name]:
            match = next((s for s in statements if agrees(wanted, s)), None)
            if match is not None:
                statements.remove(match)
                right += 1
    return expected, found, right


def test_there_are_articles_of_many_kinds():
    assert len(TEXTS) >= 20
    assert sum(map(len, GOLD.values())) >= 400


def test_most_statements_are_found(counts):
    expected, _, right = counts
    assert right / expected >= 0.68


def test_few_are_found_that_are_not_there(counts):
    _, found, right = counts
    assert right / found >= 0.79
