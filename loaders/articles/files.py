"""From a file (.txt, .md, .html), a folder or standard input to documents, or one clear sentence why not.

The libraries that read one kind of file are imported where it is read, so that every command starts quickly.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from loaders.articles.findings import Document
from ontology.errors import InputError
from ontology.slugs import slugify

SUFFIXES = {".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html"}
TITLE_LENGTH = 80
SAMPLE_CHARACTERS = 4000
FEWEST_WORDS = 12
"""A text of fewer words is too short to tell its language, and is read."""

_DATED_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*\n", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says about the articles; ``None`` means: find it in the article.

    ``max_bytes`` is the largest article accepted; ``encoding`` how the bytes are read.
    """

    published: dt.date | None = None
    source: str | None = None
    title: str | None = None
    encoding: str = "utf-8"
    max_bytes: int = 5_000_000
    any_language: bool = False


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
                raise InputError(f"{path}: the folder holds no .txt, .md or .html file.")
            yield from found
        elif path.exists():
            yield path
        else:
            raise InputError(f"{path}: there is no such file or folder.")


def read_file(path: Path, options: Options) -> Document:
    """The article in ``path``; raises ``InputError`` naming the file and what to do."""
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise InputError(
            f"{path}: only .txt, .md and .html are read, not {path.suffix or 'a file without suffix'}."
        )
    try:
        size = path.stat().st_size
        if size > options.max_bytes:
            raise InputError(_too_large(str(path), options.max_bytes))
        return read_bytes(path.read_bytes(), str(path), kind, options)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}.") from error


def read_stream(stream: BinaryIO, options: Options, name: str = "standard input") -> Document:
    """The plain-text article on ``stream``."""
    return read_bytes(stream.read(options.max_bytes + 1), name, "text", options)


def read_bytes(raw: bytes, name: str, kind: str, options: Options) -> Document:
    """A document from the bytes of a ``text``, ``markdown`` or ``html`` article called ``name``.

    Raises ``InputError`` for empty, binary, too large, wrongly encoded or non-German input.
    """
    if len(raw) > options.max_bytes:
        raise InputError(_too_large(name, options.max_bytes))
    text, found = _plain_text(_decode(raw, name, options.encoding), kind)
    if not text.strip():
        raise InputError(f"{name}: the file holds no text, nothing was loaded.")
    if not options.any_language:
        _require_german(text, name)
    published = options.published or _date(found.get("date"), name) or _date_in_name(name)
    title = _line(options.title) or _line(found.get("title")) or first_words(text)
    source = options.source or found.get("source")
    _require_whole(name, title=title, source=source or "")
    return Document(
        id=f"document/{slugify(title)[:TITLE_LENGTH].strip('-')}",
        title=title,
        text=text,
        source=source,
        published=published,
    )


def _line(text: str | None) -> str:
    """``text`` as one line without space around it."""
    return " ".join((text or "").split())


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


def _decode(raw: bytes, name: str, encoding: str) -> str:
    if raw.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or b"\x00" in raw[:4096]:
        raise InputError(
            f"{name}: this is a binary file, not a text; save the article as .txt, .md or .html."
        )
    try:
        text = io.TextIOWrapper(io.BytesIO(raw), encoding=encoding, newline="").read()
        text.encode("utf-8")  # some encodings can spell half a character (a lone surrogate)
    except UnicodeError as error:
        raise InputError(_wrong_encoding(raw, name, encoding, getattr(error, "start", 0))) from None
    except (LookupError, ValueError):
        raise InputError(f"{name}: there is no encoding called {encoding!r}.") from None
    text = text.removeprefix("\ufeff")
    if len(_CONTROL.findall(text[:SAMPLE_CHARACTERS])) > len(text[:SAMPLE_CHARACTERS]) / 20:
        raise InputError(
            f"{name}: this is a binary file, not a text; save the article as .txt, .md or .html."
        )
    return text


def _wrong_encoding(raw: bytes, name: str, encoding: str, position: int) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415

    guess = from_bytes(raw[:100_000]).best()
    if guess is None:
        return f"{name}: this is a binary file, not a text; save the article as .txt, .md or .html."
    western = guess.encoding.startswith(("cp125", "latin", "iso8859", "cp85", "cp437", "mac"))
    advice = "latin-1" if western else guess.encoding
    return (
        f"{name}: not valid {encoding.upper()} (byte {position}); it looks like {advice}: "
        f"convert it, or load it with --encoding {advice}."
    )


def _plain_text(text: str, kind: str) -> tuple[str, dict[str, str]]:
    """The article's own words, and the title, date and source its markup gives."""
    if kind == "html":
        return _read_html(text)
    if kind == "markdown":
        return _read_markdown(text)
    return text, {}


def _read_html(text: str) -> tuple[str, dict[str, str]]:
    import trafilatura  # noqa: PLC0415

    found = trafilatura.bare_extraction(
        text, include_comments=False, include_tables=False, with_metadata=True
    )
    article = found.as_dict() if isinstance(found, trafilatura.settings.Document) else {}
    data = {"title": article.get("title"), "date": article.get("date"), "source": article.get("url")}
    return str(article.get("text") or ""), {key: str(value) for key, value in data.items() if value}


def _read_markdown(text: str) -> tuple[str, dict[str, str]]:
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
    return "\n\n".join(blocks), data


def _require_german(text: str, name: str) -> None:
    sample = text[:SAMPLE_CHARACTERS]
    if len(sample.split()) < FEWEST_WORDS:
        return
    import py3langid  # noqa: PLC0415

    found, _ = py3langid.classify(sample)
    if found != "de":
        raise InputError(
            f"{name}: this text looks like {found!r}; German is the only language read so far, nothing was "
            "loaded (--any-language reads it all the same)."
        )


def _date(text: str | None, name: str) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        raise InputError(f"{name}: its date {text!r} is not a date; write it as YYYY-MM-DD.") from None


def _date_in_name(name: str) -> dt.date | None:
    found = _DATED_NAME.search(Path(name).name)
    try:
        return dt.date.fromisoformat(found.group(1)) if found else None
    except ValueError:
        return None
