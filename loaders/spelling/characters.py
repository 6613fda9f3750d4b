"""Characters as they are read: one normal form, one space, no marks that nobody sees, letters for letters.

The table is ``loaders/lexicon/data/characters.tsv``. A text of plain German costs one search for each rule.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from loaders.articles.reading_view import Edit
from loaders.lexicon.tables import read_table
from ontology.in_force import kept

_LONGEST_RUN = 30  # marks on one letter (Unicode calls this stream-safe); sorting more takes its square
_MARKS = "\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_COMBINED = re.compile(rf"[^\n{_MARKS}][{_MARKS}]{{1,{_LONGEST_RUN}}}|[\u212a\u212b]")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8}\d{0,2});")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\u2028\u2029]")
_REST_OF_LINE = re.compile(r"[^\S\n]*\n")
_DIGRAPHS = re.compile(r",,(?=\w)|(?<=\S)''|''(?=\w)|``|<<|>>")
_READ_DIGRAPHS = {",,": "„", "''": '"', "``": "“", "<<": "«", ">>": "»"}
_NEXT = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
_TWICE = re.compile(f"\u00c3[{re.escape(_NEXT)}]|\u00e2\u20ac[{re.escape(_NEXT)}]")
_ANY_TWICE = re.compile(f"[\u00c2-\u00df][{re.escape(_NEXT)}]|[\u00e0-\u00ef][{re.escape(_NEXT)}]{{2}}")


def entities(text: str) -> Iterator[Edit]:
    """Entities of HTML that were left in a plain text ("&quot;", "&shy;") as what they stand for."""
    for found in _ENTITY.finditer(text):
        whole = unescape(found.group())
        if whole != found.group():
            yield Edit(found.start(), found.end(), whole)


def twice_encoded(text: str) -> Iterator[Edit]:
    """What became of UTF-8 that was read as Windows-1252 and saved again: "fÃ¼r" is read as "für".

    A text counts as such where it has German letters or marks in this form, which no German word has; then
    all letters are read so.
    """
    if not _TWICE.search(text):
        return
    for found in _ANY_TWICE.finditer(text):
        whole = b"".join(map(_windows_byte, found.group())).decode("utf-8", "ignore")
        if whole:
            yield Edit(found.start(), found.end(), whole)


def _windows_byte(character: str) -> bytes:
    return character.encode("cp1252") if character.encode("cp1252", "ignore") else character.encode("latin-1")


def composed(text: str) -> Iterator[Edit]:
    """Letters and the marks on them as one character, where there is one (Unicode NFC)."""
    if unicodedata.is_normalized("NFC", text):
        return
    for found in _COMBINED.finditer(text):
        whole = unicodedata.normalize("NFC", found.group())
        if whole != found.group():
            yield Edit(found.start(), found.end(), whole)


def plain_characters(text: str) -> Iterator[Edit]:
    """Every character of the table by what is read for it; a soft hyphen at the end of a line as a sign."""
    pattern, readings = _table()
    for found in pattern.finditer(text):
        run = found.group()
        ends_line = run[0] == "\u00ad" and _REST_OF_LINE.match(text, found.end())
        yield Edit(found.start(), found.end(), "¬" if ends_line else "".join(map(readings.__getitem__, run)))


def line_ends(text: str) -> Iterator[Edit]:
    """Every end of a line as a line feed."""
    return (Edit(found.start(), found.end(), "\n") for found in _LINE_ENDS.finditer(text))


def quotation_marks(text: str) -> Iterator[Edit]:
    """Marks written with two characters of a typewriter as one."""
    for found in _DIGRAPHS.finditer(text):
        yield Edit(found.start(), found.end(), _READ_DIGRAPHS[found.group()])


@kept
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for a run of characters that are left out or for one other, and what is read for each."""
    readings: dict[str, str] = {}
    left_out, other = "", ""
    for row in read_table("characters"):
        first, _, last = row["points"].partition("-")
        points = range(int(first, 16), int(last or first, 16) + 1)
        ends = f"{re.escape(chr(points[0]))}-{re.escape(chr(points[-1]))}"
        left_out, other = (left_out, other + ends) if row["read"] else (left_out + ends, other)
        for character in map(chr, points):
            whole = unicodedata.normalize("NFKC", character)
            readings[character] = whole if row["read"] == "=" else row["read"].replace("\\s", " ")
    return re.compile(f"[{left_out}]+|[{other}]"), readings
