"""From bytes to text: byte order marks, encodings, and one clear sentence where the bytes are no text."""

from __future__ import annotations

import codecs
import contextlib
import io
import re

from ontology.errors import InputError

_SAMPLE = 4096  # bytes or code points that tell what the whole is
_GUESSED = 100_000  # bytes that the encoding is guessed from
_FEWEST_LOST = 3
_LOST_SHARE = 500  # a text with one lost letter in so many was decoded wrongly

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"{\\rtf",
)
_LATIN_1 = frozenset({"latin-1", "latin1", "iso-8859-1", "iso8859-1", "l1", "ascii", "us-ascii"})
_ONE_BYTE = ("cp1252", "cp850", "mac-roman")
_EXPECTED = frozenset("äöüÄÖÜßéèàçóáíâêôñ„“”‚‘’»«›‹–—…€§°·•²³½")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_DECLARED = re.compile(
    rb"(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)


def decode(raw: bytes, name: str, encoding: str, *, page: bool = False) -> str:
    """The text of an article called ``name``; a byte order mark goes before ``encoding``.

    A web ``page`` that is not written in ``encoding`` is read as it says itself. Raises ``InputError`` for
    bytes that are no text, that another encoding would read, or in which letters have been lost before.
    """
    if raw.startswith(_BINARY):
        raise _binary(name)
    mark, marked = next(((mark, known) for mark, known in _MARKS if raw.startswith(mark)), (b"", ""))
    if not marked and b"\x00" in raw[:_SAMPLE] and not _is_wide(encoding):
        raise _wide_or_binary(raw, name)
    text = _strict(raw[len(mark) :], name, marked or encoding, _declared(raw) if page else "")
    text = text.removeprefix("\ufeff")
    if len(_CONTROL.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) / 20:
        raise _binary(name)
    lost = text.count("\ufffd")
    if lost >= _FEWEST_LOST and lost * _LOST_SHARE > len(text):
        raise InputError(
            f"{name}: {lost} of its letters were lost when it was saved (\ufffd stands in their place); "
            "get the article again and save it as UTF-8."
        )
    return text


def _strict(raw: bytes, name: str, encoding: str, declared: str) -> str:
    """``raw`` decoded, or an ``InputError`` that says which encoding would do."""
    try:
        return _decoded(raw, encoding)
    except UnicodeError as error:
        if declared:
            try:
                return _decoded(raw, declared)
            except (UnicodeError, LookupError, ValueError):
                pass  # a page that is wrong about itself
        raise InputError(_advice(raw, name, encoding, getattr(error, "start", 0))) from None
    except (LookupError, ValueError):
        raise InputError(f"{name}: there is no encoding called {encoding!r}.") from None


def _decoded(raw: bytes, encoding: str) -> str:
    """``raw`` in ``encoding``; what is called Latin-1 is Windows-1252 if it can be, as on the web."""
    if encoding.lower().replace("_", "-") in _LATIN_1:
        with contextlib.suppress(UnicodeError):
            return _decoded(raw, "cp1252")
    text = io.TextIOWrapper(io.BytesIO(raw), encoding=encoding, newline="").read()
    text.encode("utf-8")  # some encodings can spell half a character (a lone surrogate)
    return text


def _declared(raw: bytes) -> str:
    """The encoding a page names in its head."""
    found = _DECLARED.search(raw[:_SAMPLE])
    return found.group(1).decode("ascii").lower() if found else ""


def _is_wide(encoding: str) -> bool:
    return encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32", "utf16", "utf32"))


def _wide_or_binary(raw: bytes, name: str) -> InputError:
    """What to say about bytes with zeros: UTF-16 or UTF-32 without a mark, or no text at all."""
    sample = raw[: _SAMPLE // 4 * 4]
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "ignore")
        width = 4 if "32" in encoding else 2
        plain = sum(c.isprintable() or c.isspace() for c in text)
        if text and len(text) >= len(sample) // width - 1 and plain > 0.95 * len(text) and "e" in text:
            return InputError(f"{name}: it looks like {encoding}: load it with --encoding {encoding}.")
    return _binary(name)


def _binary(name: str) -> InputError:
    return InputError(f"{name}: this is a binary file, not a text; save the article as .txt, .md or .html.")


def _advice(raw: bytes, name: str, encoding: str, position: int) -> str:
    whole = raw.decode("utf-8", "replace")
    broken = whole.count("\ufffd")
    if sum(c > "\x7f" for c in whole) > 4 * broken:
        return (
            f"{name}: not valid UTF-8 (wrong places: {broken}, the first at byte {position}); "
            "save the article again."
        )
    better = _one_byte(raw[:_GUESSED]) or _guess(raw[:_GUESSED])
    if better is None:
        return str(_binary(name))
    return (
        f"{name}: not valid {encoding.upper()} (byte {position}); it looks like {better}: "
        f"convert it, or load it with --encoding {better}."
    )


def _one_byte(raw: bytes) -> str | None:
    """The encoding of one byte a character that gives German letters and the marks of newspapers."""
    best, most = None, 0.5
    for encoding in _ONE_BYTE:
        others = [c for c in raw.decode(encoding, "replace") if c > "\x7f"]
        share = sum(c in _EXPECTED for c in others) / max(1, len(others))
        if share > most:
            best, most = encoding, share
    return best


def _guess(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import

    found = from_bytes(raw).best()
    return found.encoding if found is not None else None
