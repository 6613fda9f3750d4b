"""Reading a SPARQL operation out of an HTTP request (SPARQL 1.1 Protocol, section 2)."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Request

from ontology.errors import QueryError, StandpunktError

Fields = list[tuple[str, str]]


class MediaTypeError(StandpunktError):
    """A request body in a format that this address does not read."""

    code = "unsupported-media-type"
    status = 415


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update with the dataset its parameters give (``None``: none given).

    ``format`` is the suffix of a format (``csv``) where the parameter of that name gives one.
    """

    text: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    format: str = ""


_SHORT = 20_000
"""Bytes of a form that are decoded beside others."""
_LONG_ONES = threading.Lock()

_DATASET = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}


def read_operation(request: Request, kind: str, fields: Fields | None = None) -> Operation:
    """The ``kind`` (query or update) that ``request`` asks for; ``fields``: its query string, if decoded.

    Raises ``QueryError`` for a request that gives none, several, or the other kind, and
    ``MediaTypeError`` for a body in another format.
    """
    fields = list(decode(request.query_string) if fields is None else fields)
    if request.method == "POST":
        fields += _body(request, kind)
    texts = [value for name, value in fields if name == kind]
    other = "update" if kind == "query" else "query"
    if any(name == other for name, _ in fields):
        raise QueryError(f"This address takes a {kind}, and the request has the parameter {other!r}.")
    if len(texts) != 1 or not texts[0].strip():
        count = "none" if not texts or len(texts) == 1 else str(len(texts))
        raise QueryError(f"The request must give one {kind}; it gives {count}.")
    if "\x00" in texts[0]:
        raise QueryError(f"The {kind} holds a NUL character.")
    default, named = (_values(fields, name) for name in _DATASET[kind])
    return Operation(texts[0], default, named, dict(fields).get("format", ""))


def _values(fields: Fields, name: str) -> tuple[str, ...] | None:
    return tuple(value for key, value in fields if key == name) or None


def _body(request: Request, kind: str) -> Fields:
    """The parameters in the body; a direct POST is the parameter ``kind``."""
    media_type = request.mimetype
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in ("utf-8", "utf8"):
        raise MediaTypeError(f"SPARQL is sent in UTF-8, not in {charset}.")
    if media_type == f"application/sparql-{kind}":
        return [(kind, _utf8(request.get_data(cache=False)))]
    if media_type == "application/x-www-form-urlencoded":
        return decode(request.get_data(cache=False))
    if media_type == "multipart/form-data":
        parts = list(request.form.items(multi=True))
        parts += [(name, _utf8(file.read())) for name, file in request.files.items(multi=True)]
        return parts
    raise MediaTypeError(
        f"SPARQL is sent as application/sparql-{kind} or as a form, not as {media_type or 'nothing named'}."
    )


def read_form(request: Request) -> Fields:
    """The fields of the address and of the form that was posted; raises ``QueryError`` unless it is UTF-8."""
    fields = decode(request.query_string)
    if request.method == "POST" and request.mimetype == "application/x-www-form-urlencoded":
        return fields + decode(request.get_data(cache=False))
    return fields + list(request.form.items(multi=True))


def decode(encoded: bytes) -> Fields:
    """The fields of a form or a query string; raises ``QueryError`` unless it is UTF-8.

    Long ones are decoded one after the other: percent escapes take eighty times their size meanwhile.
    """
    if len(encoded) <= _SHORT:
        return _decoded(encoded)
    with _LONG_ONES:
        return _decoded(encoded)


def _decoded(encoded: bytes) -> Fields:
    try:
        return parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=1000,
        )
    except UnicodeDecodeError:
        raise QueryError("The parameters of the request are not percent-encoded UTF-8.") from None
    except ValueError as error:
        raise QueryError(f"The parameters of the request cannot be read: {error}") from None


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise QueryError("The body of the request is not UTF-8.") from None
