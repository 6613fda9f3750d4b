"""Whatever the text, quotations stay inside it, and the same text gives the same quotations."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.actors.index import ActorIndex
from loaders.articles.findings import Document
from loaders.german.tokens import read_sentences
from loaders.speech.index import QuotationIndex
from loaders.speech.quotations import find_quotations
from loaders.speech.reading.marks import marked_stretches
from loaders.syntax.parsing import parse_all

PIECES = st.sampled_from(
    [
        *"„“”\"«»‚‘’'()[]–-,.;:!?\n",
        "sagte",
        "er habe",
        "dass",
        "so",
        "laut",
        "nach Angaben",
        "der Polizei",
        "Holm",
        "zufolge",
        "wie",
        "fordert",
        "zu",
        "und",
        "\u202e",
        "\x00",
        "🙂",
        "<b>",
        "sei",
        "mit",
        "\n\n",
        "heißt es",
        "wenn",
        "ob",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES).map("".join)
)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_every_span_lies_in_the_text(text: str) -> None:
    sentences = read_sentences(text)
    document = Document("document/t", "t", text)
    found = find_quotations(parse_all(sentences, ()), ActorIndex(), document)
    for quotation in found:
        spans = [*quotation.spans, *quotation.speaker_spans, *quotation.cue_spans]
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert list(quotation.spans) == sorted(quotation.spans)
        assert all(a.end <= b.start for a, b in zip(quotation.spans, quotation.spans[1:], strict=False))
        index = QuotationIndex(found)
        if quotation.type != "reported":
            assert index.at(quotation.spans[0].start) is not None
    assert found == find_quotations(parse_all(sentences, ()), ActorIndex(), document)


@given(TEXTS)
def test_stretches_between_marks_are_nested_or_apart(text: str) -> None:
    stretches = [m.span for m in marked_stretches(text)]
    for i, a in enumerate(stretches):
        for b in stretches[i + 1 :]:
            assert a.covers(b) or b.covers(a) or not a.overlaps(b)
