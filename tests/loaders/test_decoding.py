"""Bytes become the text they are, whatever wrote them, or a sentence says what to do with them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.articles.files import Options, read_bytes
from loaders.articles.formats.decoding import decode
from ontology.errors import InputError

TEXT = "Änne Müller sagte: „Wir prüfen das Tempolimit – für alle Straßen größerer Städte.“ Die Länder müssen es übernehmen."
OLD_TEXT = (
    "Änne Müller prüft das Tempolimit für alle Straßen größerer Städte. Die Länder müssen es übernehmen."
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-be", "utf-32-be"])
def test_a_byte_order_mark_says_how_to_read(encoding):
    mark = "\ufeff" if encoding.endswith("-be") else ""
    assert decode((mark + TEXT).encode(encoding), "a.txt", "utf-8") == TEXT


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp850", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_advice_that_is_followed_gives_the_text(encoding):
    text = OLD_TEXT if encoding == "cp850" else TEXT
    raw = text.encode(encoding)
    with pytest.raises(InputError) as error:
        decode(raw, "a.txt", "utf-8")
    advised = re.search(r"--encoding ([\w-]+)", str(error.value))[1]
    assert advised == encoding
    assert decode(raw, "a.txt", advised) == text


def test_latin_1_is_windows_1252_so_that_quotation_marks_survive():
    with pytest.raises(InputError, match="--encoding cp1252"):
        decode(OLD_TEXT.encode("latin-1"), "a.txt", "utf-8")


@pytest.mark.parametrize("named", ["latin-1", "ISO-8859-1", "latin1"])
def test_what_is_called_latin_1_keeps_its_quotation_marks(named):
    assert decode(TEXT.encode("cp1252"), "a.txt", named) == TEXT


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (
            TEXT.encode()[:40] + b"\xff" + TEXT.encode()[40:],
            "wrong places: 1, the first at byte 40",
        ),
        ("F�r die L�nder gr��ere Betr�ge".encode(), "letters were lost"),
        (b"\x89PNG\r\n\x1a\n\x00", "binary file"),
        (b"{\\rtf1 Die Ministerin}", "binary file"),
        (bytes(range(32)) * 20, "binary file"),
        (b"\x00\x01\x02\x03" * 100, "binary file"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(raw, says):
    with pytest.raises(InputError, match=says) as error:
        decode(raw, "a.txt", "utf-8")
    assert str(error.value).startswith("a.txt: ")


def test_one_lost_letter_does_no_harm():
    assert "\ufffd" in decode((TEXT * 9 + "\ufffd").encode(), "a.txt", "utf-8")


@pytest.mark.parametrize(
    "head",
    [
        "<meta charset='iso-8859-1'>",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">',
        '<?xml version="1.0" encoding="ISO-8859-1"?>',
    ],
)
def test_a_page_is_read_as_it_says_itself_where_it_is_not_utf_8(head):
    raw = f"<html><head>{head}</head><p>{TEXT}</p>".encode("cp1252")
    assert TEXT in decode(raw, "a.html", "utf-8", page=True)
    assert TEXT in decode(f"<html>{head}{TEXT}".encode(), "a.html", "utf-8", page=True)  # wrong about itself


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["utf-8", "utf-16", "cp1252", "latin-1", "mac-roman"]),
    st.booleans(),
)
def test_any_bytes_give_a_text_or_a_sentence(raw, encoding, page):
    try:
        text = decode(raw, "a.txt", encoding, page=page)
    except InputError as error:
        text = str(error)
        assert text.startswith("a.txt: ")
    text.encode("utf-8")


@pytest.mark.parametrize("blank", ["\ufeff", "\u200b \u00ad\n", "\u2028\u00a0"])
def test_a_text_of_characters_that_nobody_sees_is_empty(blank):
    with pytest.raises(InputError, match="holds no text"):
        read_bytes(blank.encode(), "a.txt", "text", Options())


def test_a_title_has_no_characters_that_nobody_sees():
    document = read_bytes(
        "Ge\u00adset\u00adze fu\u0308r\u200b alle\n\nText.".encode(), "a.txt", "text", Options()
    )
    assert document.title == "Gesetze für alle"
    assert document.id == "document/gesetze-fuer-alle"
    assert document.text.startswith("Ge\u00adset\u00adze fu\u0308r")
