"""A text is read in another spelling than it stands in, and every place that is found is a place of the text."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.articles.findings import Document, Evidence, Span
from loaders.articles.reading_view import Edit, ReadingView, read_through, reading_view
from loaders.german_rules import GermanRules
from loaders.spelling.rules import RULES

ODD = "\u00ad\u200b\u200e\u202e\ufeff\u00a0\u2009\u2011\u0308\u0301\u00e4\u0327ﬁſ,,''<<>>…\r\n\n\n--.!?“”„»«Ã¼â€žAÄaäoöSs\u00df1 2\x00\x85*:/_"
PIECES = [
    "Lehrer:innen",
    "SchülerInnen",
    "Bürgerinnen und Bürger",
    "DIE SPD LEHNT",
    "ANNA",
    "BEISPIEL",
    "NICHT",
    "MUSTER:",
    "daß",
    "Massnahme",
    "3 Mio.",
    "fuer",
    "&shy;",
    "ab.Die",
    "Auto-\nbahn",
    "\n",
    "\u0308",
    "\u00ad",
    "Ã¼",
    "ein:e",
]
TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(alphabet=ODD, max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
)


@st.composite
def edited(draw):
    """A text, and edits of it in their order."""
    text = draw(st.text(min_size=1, max_size=40))
    borders = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(borders[::2], borders[1::2], strict=False)
    return text, [Edit(a, b, draw(st.text(max_size=3))) for a, b in pairs]


def spans_of(text):
    return st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda s: s[0] < s[1])


@settings(max_examples=300, deadline=None)
@given(edited(), st.data())
def test_what_was_not_edited_comes_from_itself_and_all_else_from_its_whole_edit(case, data):
    text, edits = case
    view = ReadingView(text).after(lambda _: edits)
    place = length = 0
    for start, end, instead in [*edits, Edit(len(text), len(text), "")]:
        for offset in range(place, start):
            assert view.span(Span(length, length + 1)) == Span(offset, offset + 1)
            length += 1
        for i in range(len(instead)):
            origin = view.span(Span(length, length + 1))
            whole = Span(start, end)
            assert origin == (Span(start + i, start + i + 1) if len(instead) == end - start else whole)
            length += 1
        place = end
    assert length == len(view.text)


@settings(max_examples=300, deadline=None)
@given(edited(), edited(), st.data())
def test_a_span_of_the_view_is_a_span_of_the_text_and_wider_spans_stay_wider(case, other, data):
    text, edits = case
    cut = len(reading_view(text, [lambda _: edits]).text)
    second = [edit for edit in other[1] if edit.end <= cut]
    view = reading_view(text, [lambda _: edits, lambda _: second])
    if not view.text:
        return
    start, end = data.draw(spans_of(view.text))
    found, whole = view.span(Span(start, end)), view.span(Span(0, len(view.text)))
    assert 0 <= found.start < found.end <= len(text)
    assert whole.covers(found)


@pytest.mark.parametrize(
    "edits", [[Edit(1, 1, "x")], [Edit(0, 2, ""), Edit(1, 3, "")], [Edit(2, 9, "")], [Edit(-1, 1, "")]]
)
def test_edits_that_overlap_or_hold_nothing_are_a_mistake(edits):
    with pytest.raises(ValueError, match="not an edit"):
        ReadingView("abc").after(lambda _: edits)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_every_text_has_a_view_and_what_is_read_has_no_oddities_left(text):
    view = reading_view(text, RULES)
    for i in range(len(view.text)):
        span = view.span(Span(i, i + 1))
        assert 0 <= span.start < span.end <= len(text)
    assert not set(view.text) & set("\u00ad\u200b\u200e\ufeff\u00a0\r\x00\u2011")


PLAIN = [
    "Die",
    "SPD",
    "lehnt",
    "Straßen",
    "Größe",
    "ab.",
    "Müller,",
    "„Nein“,",
    "–",
    "CDU/CSU",
    "29.",
    "März",
    "und",
    "Gasse",
    "3,5",
    "heute",
    "z. B.",
    "\n\n",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PLAIN), max_size=40).map(" ".join))
def test_a_text_in_plain_spelling_is_read_as_it_stands(text):
    assert reading_view(text, RULES) == ReadingView(text)


def test_a_plain_text_is_not_touched_at_all():
    text = "Die SPD lehnt die Maut ab. „Das ist falsch“, sagte Anna Weber.\n\nDie CDU-Fraktion ist dafür – mit 2,5 Prozent."
    assert reading_view(text, RULES) == ReadingView(text)


def test_what_an_extraction_tells_lies_in_the_unchanged_text():
    text = unicodedata.normalize(
        "NFD", "Die Grünen begrü\u00adßen die Wärme\u00adpumpe.Die SPD\u00a0lehnt die Wärmepumpe ab."
    )
    document = Document("document/t", "t", text, published=dt.date(2025, 8, 19))
    found = GermanRules().extract(document)
    assert found.document is document
    assert [s.evidence.quote for s in found.statements] == [
        text.split(".Die SPD")[0],
        text.split("pumpe.")[1][:-1],
    ]
    for evidence in (s.evidence for s in found.statements):
        assert evidence == Evidence.of(document, evidence.span)
    assert found.statements[0].holder.name == "Grüne"
    assert [s.issue.label for s in found.statements] == ["Wärmepumpe", "Wärmepumpe"]


def test_one_thing_found_stays_one_thing():
    document = Document(
        "document/t", "t", "Die SPD\u00a0lehnt die Maut ab. Die SPD fordert ein Tempo\u00adlimit."
    )
    first, second = GermanRules().extract(document).statements
    assert first.holder is second.holder


def test_an_extraction_of_a_plain_text_is_handed_on():
    document = Document("document/t", "t", "Die SPD lehnt die Maut ab.")
    found = GermanRules().extract(document)
    assert read_through(RULES, lambda _: found, document) is found
