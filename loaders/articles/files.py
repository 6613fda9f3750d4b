"""From a file (.txt, .md, .html, .xml), a folder or standard input to documents, or one sentence why not.

The libraries that read one kind of file are imported where it is read, so that every command starts quickly.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from loaders.articles.findings import Document
from loaders.articles.formats.decoding import decode
from loaders.articles.formats.publication import day_given, day_in_name
from loaders.articles.formats.tei import read_tei
from loaders.articles.formats.web_pages import WebPage, read_page
from loaders.articles.languages import READ, language_of
from ontology.errors import InputError
from ontology.slugs import slugify

SUFFIXES = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xml": "tei",
}
"""What kind of article a file is, also one that is sent over the web."""
TITLE_LENGTH = 80

_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says about the articles; ``None`` means: find it in the article.

    ``max_bytes`` is the largest article accepted; ``encoding`` how the bytes are read. ``author`` and
    ``organisation`` say whose "ich" and "wir" the text is; ``language`` (de, en) in which it is.
    """

    published: dt.date | None = None
    source: str | None = None
    title: str | None = None
    encoding: str = "utf-8"
    max_bytes: int = 5_000_000
    any_language: bool = False
    language: str | None = None
    author: str | None = None
    organisation: str | None = None


def parse_date(text: str) -> dt.date:
    """``text`` (YYYY-MM-DD) as a date; raises ``InputError`` otherwise."""
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"{text!r} is not a date: write it as YYYY-MM-DD, for example 2025-08-19.") from None


def find_files(paths: list[Path]) -> Iterator[Path]:
    """The articles among ``paths``, folders searched in depth, in a stable order.

    Raises ``InputError`` for a path that does not exist or a folder without articles.
    """
    for path in paths:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            if not found:
                raise InputError(f"{path}: the folder holds no .txt, .md, .html or .xml file.")
            yield from found
        elif path.exists():
            yield path
        else:
            raise InputError(f"{path}: there is no such file or folder.")


def read_file(path: Path, options: Options) -> Document:
    """The article in ``path``; raises ``InputError`` naming the file and what to do."""
    return read_held(path, held(path, options), options)


def held(path: Path, options: Options) -> bytes:
    """What the file of an article holds; raises ``InputError`` where it is too large or cannot be read."""
    _kind(path)
    try:
        size = path.stat().st_size
        if size > options.max_bytes:
            raise InputError(_too_large(str(path), options.max_bytes))
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}.") from error


def read_held(path: Path, raw: bytes, options: Options) -> Document:
    """The article in ``path``, which holds ``raw`` and need not be on this machine."""
    return read_bytes(raw, str(path), _kind(path), options)


def kind_of(name: str) -> str | None:
    """The kind of an article by the name of its file; ``None`` where that tells none."""
    return SUFFIXES.get(Path(name).suffix.lower())


def _kind(path: Path) -> str:
    kind = kind_of(path.name)
    if kind is None:
        given = path.suffix or "a file without suffix"
        raise InputError(f"{path}: only .txt, .md, .html and .xml (TEI) are read, not {given}.")
    return kind


def read_stream(stream: BinaryIO, options: Options, name: str = "standard input") -> Document:
    """The plain-text article on ``stream``."""
    return read_bytes(stream.read(options.max_bytes + 1), name, "text", options)


def read_bytes(raw: bytes, name: str, kind: str, options: Options) -> Document:
    """A document from the bytes of a ``text``, ``markdown``, ``html`` or ``tei`` article called ``name``.

    Raises ``InputError`` for empty, binary, too large, wrongly encoded input or one in a third language.
    """
    if len(raw) > options.max_bytes:
        raise InputError(_too_large(name, options.max_bytes))
    found = _article(raw, name, kind, options.encoding)
    text = found.text
    if not any(_is_seen(c) and not c.isspace() for c in text):
        raise InputError(f"{name}: the file holds no text, nothing was loaded.")
    language = _language(text, name, options, found.language)
    published = options.published or found.published or day_in_name(name)
    title = _line(options.title) or _line(found.title) or _line(first_words("".join(filter(_is_seen, text))))
    source = options.source or found.source or None
    said = (options.author or "") + (options.organisation or "")
    _require_whole(name, title=title, source=source or "", author=said)
    return Document(
        id=named_by(title),
        title=title,
        text=text,
        language=language,
        source=source,
        published=published,
        author=_line(options.author) or _line(found.author) or None,
        organisation=_line(options.organisation) or _line(found.organisation) or None,
    )


def named_by(title: str) -> str:
    """The identifier that an article has from its title."""
    return f"document/{slugify(title)[:TITLE_LENGTH].strip('-')}"


def _line(text: str | None) -> str:
    """``text`` as one composed line, without space around it and characters that nobody sees."""
    return " ".join("".join(filter(_is_seen, unicodedata.normalize("NFC", text or ""))).split())


def _is_seen(character: str) -> bool:
    """Whether a character is more than a soft hyphen, a direction mark or another sign of formatting."""
    return unicodedata.category(character) != "Cf"


def _require_whole(name: str, **said: str) -> None:
    """Refuse half characters (lone surrogates), which JSON can spell and no file can hold."""
    for what, value in said.items():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise InputError(f"{name}: its {what} {value[:80]!r} holds half a character.") from None


def first_words(text: str) -> str:
    """A title for a text without one: its first line, cut at a word if it is long."""
    line = next(line.strip() for line in text.splitlines() if line.strip())
    if len(line) <= TITLE_LENGTH:
        return line
    sentence = re.split(r"(?<=[a-zäöüß])[.!?]\s", line, maxsplit=1)[0]
    if len(sentence) <= TITLE_LENGTH:
        return sentence
    return sentence[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(",;:–- ") + " …"


def _too_large(name: str, limit: int) -> str:
    return f"{name}: larger than {limit:,} bytes; split it, or raise the setting max_text_bytes."


def _article(raw: bytes, name: str, kind: str, encoding: str) -> WebPage:
    """The article's own words, and the title, date and source its markup gives."""
    text = decode(raw, name, encoding, page=kind in {"html", "tei"})
    if kind == "html":
        return read_page(text, name)
    if kind == "tei":
        return read_tei(text, name)
    return _read_markdown(text, name) if kind == "markdown" else WebPage(text)


def _read_markdown(text: str, name: str) -> WebPage:
    from markdown_it import MarkdownIt  # noqa: PLC0415

    data: dict[str, str] = {}
    if matter := _FRONT_MATTER.match(text):
        for line in matter.group(1).splitlines():
            key, colon, value = line.partition(":")
            if colon:
                data[key.strip().lower()] = value.strip().strip("\"'")
        text = text[matter.end() :]
    blocks: list[str] = []
    for token in MarkdownIt().parse(text):
        if token.type == "inline":
            pieces = (
                "\n" if child.type in ("softbreak", "hardbreak") else child.content
                for child in token.children or []
            )
            blocks.append("".join(pieces))
    return WebPage(
        "\n\n".join(blocks),
        data.get("title", ""),
        data.get("source", ""),
        _date(data.get("date"), name),
        data.get("author", ""),
        data.get("organisation", ""),
        data.get("language", "") or data.get("lang", ""),
    )


def language_given(code: str | None) -> str | None:
    """One of the languages that are read, as the user names it; raises ``InputError`` for another one."""
    if code is None or not code or code in READ:
        return code or None
    raise InputError(f"{code!r} is no language that is read: give de or en.")


def _language(text: str, name: str, options: Options, told: str) -> str:
    """The language the article is read in: what the user or the article says, else what its words show.

    Raises ``InputError`` for a third one, unless every language is to be read: then it is taken for German.
    """
    found = options.language or told.lower()[:2] or language_of(text)
    if found is None or found in READ:
        return found or READ[0]
    if options.any_language:
        return READ[0]
    raise InputError(
        f"{name}: this text looks like {found!r}; German (de) and English (en) are the languages read, "
        "nothing was loaded (--any-language reads it all the same)."
    )


def _date(text: str | None, name: str) -> dt.date | None:
    day = day_given(text) if text else None
    if text and day is None:
        raise InputError(f"{name}: its date {text!r} is not a date; write it as YYYY-MM-DD.")
    return day
