"""Invariants of the English extractor, on ordinary and on hostile texts."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.articles.findings import Document
from loaders.by_language import Rules
from loaders.english_rules import EnglishRules

ARTICLES = sorted((Path(__file__).parent / "articles" / "texts").glob("*.txt"))
WORDS = [
    "the",
    "union",
    "rejected",
    "not",
    "no",
    "longer",
    "if",
    "whether",
    "said",
    "that",
    ",",
    ".",
    "“",
    "”",
    '"',
    "'",
    "(",
    ")",
    "–",
    "…",
    "Senator",
    "Ada",
    "Quill",
    "who",
    "which",
    "to",
    "of",
    "for",
    "against",
    "support",
    "supports",
    "cuts",
    "would",
    "should",
    "I",
    "we",
    "it",
    "its",
    "n't",
    "'s",
    "“I",
    "by",
    "and",
    "or",
    "neither",
    "nor",
    "40,000",
    "U.S.",
    "Mr.",
    "?",
    "!",
    ":",
    ";",
    "\n",
    "\n\n",
]
HOSTILE = [
    "",
    " ",
    "\n\n\n",
    "“" * 200,
    "“We reject “the “cuts, said the union.",
    "“I support the levy,” “I oppose the levy,” said. said said said",
    "to to to to not not not reject reject",
    "Nobody's nobody's nobody's union's union's rejected.",
    "A" * 50_000,
    "a-" * 5_000,
    "THE UNION REJECTED THE CUTS.",
    "the union rejected the cuts",
    "Union rejects cuts\u200b\u00ad\u202e \U0001f600 the lev\u0301y",
    "The union, the union, the union, the union, which, who, that, rejected, supported, the cuts, the levy.",
    "(((((The union) rejected) the) cuts",
    "If whether unless the union supports or rejects not the cuts would?",
    ", , , , , . . . . ? ? ! !",
    "’s ’s n’t can’t won’t cannot CANNOT",
    "Ada Quill interviewed by Ada Quill\n\nAda Quill: Do I support the levy?\n\nAda Quill: I do.\n\nAda Quill: We do not.\n",
    "By Ada Quill\n\nAda Quill is wrong. I oppose Ada Quill. Ada Quill rejected the levy of Ada Quill.",
]


def extracted(text, extractor=None):
    document = Document("document/test", "Test", text, "en")
    return (extractor or EnglishRules()).extract(document)


def check(extraction):
    text = extraction.document.text
    known = {actor.id for actor in extraction.actors}
    for statement in extraction.statements:
        span = statement.evidence.span
        assert text[span.start : span.end] == statement.evidence.quote
        assert statement.issue.label.strip()
        assert statement.holder.id in known
        assert statement.attributed_to is None or statement.attributed_to.id in known
    for mention in extraction.mentions:
        assert mention.span.end <= len(text)
        assert mention.actor in known
    for quotation in extraction.quotations:
        assert all(span.end <= len(text) for span in quotation.spans)
    for skipped in extraction.skipped:
        assert skipped.evidence.span.of(text) == skipped.evidence.quote


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_quote_is_its_slice(path):
    extraction = extracted(path.read_text(encoding="utf-8"))
    check(extraction)
    assert extraction == extracted(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:30])
def test_nothing_breaks_it(text):
    check(extracted(text))
    check(extracted(text, Rules()))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_order_of_words_is_read(pieces):
    check(extracted(" ".join(pieces)))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read(text):
    check(extracted(text, Rules()))


def test_a_long_text_is_read_in_one_go():
    """100,000 words: the articles over and over, sentences in disorder, without a break between them."""
    pieces = [line for path in ARTICLES for line in path.read_text(encoding="utf-8").split(". ")]
    chosen = random.Random(7).choices(pieces, k=100_000 * len(pieces) // sum(len(p.split()) for p in pieces))
    text = ". ".join(chosen)
    assert len(text.split()) >= 90_000
    extraction = extracted(text)
    check(extraction)
    assert extraction.statements


def test_a_matter_that_is_taken_for_an_actor_once_has_one_identifier():
    text = "The minister Karen Hill demands a common flood fund. The Harbour Union rejects the common flood fund."
    found = EnglishRules().extract(Document("document/fund", "Fund", text))
    assert {(s.holder.name, s.issue.id) for s in found.statements} == {
        ("Karen Hill", "issue/fund/common-flood-fund"),
        ("Harbour Union", "issue/fund/common-flood-fund"),
    }
