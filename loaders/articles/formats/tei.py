"""Texts in TEI: what is said, by whom, and what the header tells (title, author, day, address).

Speeches keep their speakers as labels of turns: ``sp`` of a play or record, and ``u`` of a parliament
(ParlaMint), whose speakers the header lists. Notes inside them are in brackets, as records have them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from loaders.articles.formats.publication import day_given
from loaders.articles.formats.web_pages import WebPage
from ontology.errors import InputError

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")  # the bytes are decoded already
_SPACE = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NOTES = frozenset({"note", "kinesic", "vocal", "incident", "stage"})
_BLOCKS = frozenset({"p", "head", "l", "ab", "seg", "item", "quote", "salute", "signed", "closer"})
_LEFT_OUT = frozenset({"teiHeader", "speaker", "fw", "pb"})


def read_tei(text: str, name: str) -> WebPage:
    """The text of the TEI file called ``name``; raises ``InputError`` if it is none."""
    from lxml import etree  # noqa: PLC0415 - slow to import

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_DECLARATION.sub("", text).encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"{name}: is no well-formed XML: {error.msg}") from None
    if root.tag != f"{_SPACE}TEI":
        raise InputError(f"{name}: of XML files only TEI is read, not one that begins with <{_local(root)}>.")
    body = root.find(f"{_SPACE}text")
    people = {person.get(_ID, ""): _named(person) for person in root.iter(f"{_SPACE}person")}
    blocks = list(_blocks(body, people)) if body is not None else []
    turns = any(_local(part) in {"sp", "u"} for part in root.iter() if isinstance(part.tag, str))
    return WebPage(
        "\n\n".join(blocks),
        _first(root, "titleStmt/title"),
        _address(root),
        _day(root),
        "" if turns else _first(root, "titleStmt/author/persName") or _author(root),
        "" if turns else _first(root, "titleStmt/author/orgName"),
    )


def _blocks(part: Any, people: dict[str, str], label: str = "") -> Iterator[str]:
    """The paragraphs below a part; the first of a speech begins with its speaker."""
    for child in part:
        kind = _local(child)
        if kind in _LEFT_OUT:
            continue
        if kind in {"sp", "u"}:
            yield from _speech(child, people)
        elif kind in _NOTES:
            yield f"({_words(child)})"
        elif kind in _BLOCKS:
            said = _words(child)
            if said:
                yield label + said
                label = ""
        else:
            inside = list(_blocks(child, people, label))
            label = "" if inside else label
            yield from inside


def _speech(part: Any, people: dict[str, str]) -> Iterator[str]:
    speaker = part.find(f"{_SPACE}speaker")
    who = part.get("who", "").removeprefix("#")
    name = _words(speaker).rstrip(":") if speaker is not None else people.get(who, "")
    yield from _blocks(part, people, f"{name}: " if name else "")


def _words(part: Any) -> str:
    """The words of a part in one line, notes inside it in brackets."""
    pieces = [part.text or ""]
    for child in part:
        said = _words(child) if _local(child) not in _LEFT_OUT else ""
        pieces += [f" ({said}) " if said and _local(child) in _NOTES else said, child.tail or ""]
    return " ".join("".join(pieces).split())


def _named(person: Any) -> str:
    """What a person is called: "Anna Beispiel", whatever the order of the parts."""
    name = person.find(f"{_SPACE}persName")
    if name is None:
        return ""
    parts = [name.find(f"{_SPACE}{kind}") for kind in ("forename", "nameLink", "surname")]
    spelled = " ".join(_words(part) for part in parts if part is not None)
    return spelled or _words(name)


def _first(root: Any, path: str) -> str:
    steps = "/".join(f"{_SPACE}{step}" for step in path.split("/"))
    found = root.find(f"{_SPACE}teiHeader//{steps}")
    return _words(found) if found is not None else ""


def _author(root: Any) -> str:
    """The author whose name has no parts; nobody where it is that of a body."""
    return "" if _first(root, "titleStmt/author/orgName") else _first(root, "titleStmt/author")


def _address(root: Any) -> str:
    for found in root.iter(f"{_SPACE}idno"):
        if found.get("type", "").upper() in {"URI", "URL"}:
            return _words(found)
    return ""


def _day(root: Any) -> dt.date | None:
    for path in ("sourceDesc//{0}date", "publicationStmt/{0}date", "settingDesc//{0}date"):
        for found in root.iterfind(f"{_SPACE}teiHeader//{_SPACE}" + path.format(_SPACE)):
            if (day := day_given(found.get("when", ""))) is not None:
                return day
    return None


def _local(part: Any) -> str:
    return str(part.tag).removeprefix(_SPACE)
