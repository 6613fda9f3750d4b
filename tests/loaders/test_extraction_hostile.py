"""Whatever the text, an extraction keeps its promises."""

import datetime as dt
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.articles.files import Options, read_bytes
from loaders.articles.findings import Document
from loaders.german_rules import GermanRules
from ontology.errors import InputError

WORDS = st.sampled_from(
    [
        "Die",
        "SPD",
        "der",
        "CDU",
        "fordert",
        "lehnt",
        "ab",
        ",",
        ".",
        "„",
        "“",
        '"',
        "(",
        ")",
        ":",
        "?",
        "dass",
        "zu",
        "und",
        "nicht",
        "den",
        "Plan",
        "Gesetz",
        "Minister",
        "Müller",
        "sagte",
        "er",
        "sie\n",
        "",
        "",
        "",
        "wenn",
        "würde",
        "müsse",
        "Kritik",
        "an",
        "Forderung",
        "nach",
        "von",
        "wird",
        "abgelehnt",
        "haben",
        "2025",
        "!",
        "-",
        "–",
        "’",
        "\u202e",
        "\x00",
        "😀",
        "<b>",
        "</b>",
        "﷽",
        "é",
        "\n",
        "\n\n",
    ]
)


def extract(text):
    return GermanRules().extract(Document("document/test", "Test", text, published=dt.date(2025, 8, 19)))


def check(text, extraction):
    for statement in extraction.statements:
        span = statement.evidence.span
        assert text[span.start : span.end] == statement.evidence.quote
        assert statement.holder.name.strip()
        assert statement.holder.id.startswith(("actor/", "norm/"))
        assert statement.issue.label.strip()
        assert statement.issue.id.startswith("issue/")
        assert 0 <= statement.confidence <= 1
        assert statement.rule
        assert statement.trace
    for mention in extraction.mentions:
        assert 0 <= mention.span.start < mention.span.end <= len(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_scrambled_german(text):
    check(text, extract(text))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text):
    check(text, extract(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "Die SPD " * 2000,
        "„" * 500 + "Die SPD fordert Brot",
        "Die SPD fordert, dass " * 300,
        "Die Forderung der " * 500,
        "und " * 3000,
        "(" * 1000,
        "SPD" * 3000,
        "Die SPD lehnt das ab. (dpa)",
        "SEH(wENN)RAG",  # a conjunction in brackets inside a word: no clause is cut there
    ],
    ids=range(11),
)
def test_hostile_texts(text):
    check(text, extract(text))


FORMS = ["NFC", "NFD", "NFKC", "NFKD"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-be", "cp1252", "mac-roman", "utf-7", "twice"]


def written(text, form, encoding):
    """The bytes of ``text`` in a normal form and an encoding, as far as it has them."""
    formed = unicodedata.normalize(form, text)
    if encoding == "twice":
        return formed.encode().decode("latin-1").encode()
    return formed.encode(encoding, "ignore")


@settings(max_examples=120, deadline=None)
@given(
    st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=120)),
    st.sampled_from(FORMS),
    st.sampled_from(ENCODINGS),
    st.sampled_from(["text", "markdown", "html"]),
)
def test_every_text_in_every_form_is_read_or_refused_with_a_reason(text, form, encoding, kind):
    said = encoding if encoding in {"utf-16-be", "cp1252", "mac-roman", "utf-7"} else "utf-8"
    options = Options(encoding=said, any_language=True)
    try:
        document = read_bytes(written(text, form, encoding), "a.txt", kind, options)
    except InputError as error:
        said = str(error)
        assert said.startswith("a.txt: ")
        return
    check(document.text, GermanRules().extract(document))


ENDLESS = [
    "Die SPD und ", "Die SPD fordert, dass die CDU verlangt, dass ", "Brot, ", "nicht ", "„Die SPD lehnt „den Plan“ ab, ",
    "DIE SPD LEHNT DIE MAUT AB UND ", "die Lehrer:innen und ", "Tem\u00adpo\u00adli\u00admit ", "fu\u0308r ", "ab.Die",
    "grosse Strassen und ", "(die SPD (", "Anna Müller und ", "die Forderung der SPD der ", "der Minister, der ", "5 Mio. ", "Mass",
]  # fmt: skip


def work(text):
    """How many functions are called to read ``text``."""
    calls = 0

    def count(*_):
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        extract(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("piece", ENDLESS)
def test_a_sentence_without_an_end_costs_its_length(piece):
    extract(piece * 500)  # what is kept of words is kept
    assert work(piece * 500) <= 2.5 * work(piece * 250)


def test_a_sentence_of_a_hundred_thousand_words_is_read_in_parts_and_this_is_told():
    found = extract("Die SPD fordert ein Tempolimit und " + "wort " * 100_000)
    assert [s.holder.name for s in found.statements] == ["SPD"]
    assert len(found.skipped) >= 600
    assert {item.reason for item in found.skipped} == {"a sentence of more than 160 words, read in parts"}


def test_two_runs_are_identical():
    text = "Die SPD fordert ein Gesetz. „Das ist ein Fehler“, sagte Anna Weber. Sie lehnt es ab."
    assert extract(text) == extract(text)
