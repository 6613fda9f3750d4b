"""Values of literals: the datatypes of OWL 2 RL, and the dates of XML Schema beside them.

Two literals are the same when their values are identical, not merely equal: +0 and -0 differ, and so do two
dateTimes of one instant in different time zones (OWL 2 Structural Specification, section 4).
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Callable, Hashable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pyoxigraph import Literal

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS_LITERAL = "http://www.w3.org/2000/01/rdf-schema#Literal"
OWL = "http://www.w3.org/2002/07/owl#"
STRING = XSD + "string"
LANG_STRING = RDF + "langString"
PLAIN = RDF + "PlainLiteral"
XML_LITERAL = RDF + "XMLLiteral"

LiteralValue = tuple[str, Hashable]

RANGES: dict[str, tuple[int | None, int | None]] = {
    XSD + name: bounds
    for name, bounds in {
        "integer": (None, None),
        "nonNegativeInteger": (0, None),
        "positiveInteger": (1, None),
        "nonPositiveInteger": (None, 0),
        "negativeInteger": (None, -1),
        "long": (-(2**63), 2**63 - 1),
        "int": (-(2**31), 2**31 - 1),
        "short": (-(2**15), 2**15 - 1),
        "byte": (-128, 127),
        "unsignedLong": (0, 2**64 - 1),
        "unsignedInt": (0, 2**32 - 1),
        "unsignedShort": (0, 2**16 - 1),
        "unsignedByte": (0, 255),
    }.items()
}
"""The integer datatypes and their bounds, both included."""

_NAME_START = (
    r"A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
)
_NAME_START += r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
_NAME_CHAR = _NAME_START + r"\-.0-9\u00B7\u0300-\u036F\u203F-\u2040"
STRINGS: dict[str, re.Pattern[str]] = {
    STRING: re.compile(r".*", re.DOTALL),
    XSD + "normalizedString": re.compile(r"[^\t\n\r]*"),
    XSD + "token": re.compile(r"(?:[^\s]+(?: [^\s]+)*)?"),
    XSD + "language": re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*"),
    XSD + "Name": re.compile(f"[:{_NAME_START}][:{_NAME_CHAR}]*"),
    XSD + "NCName": re.compile(f"[{_NAME_START}][{_NAME_CHAR}]*"),
    XSD + "NMTOKEN": re.compile(f"[:{_NAME_CHAR}]+"),
}
"""The string datatypes and what their values look like."""

_ZONE = r"(Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_YEAR = r"-?(?:[1-9]\d{3,}|0\d{3})"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?"
_CALENDAR: dict[str, re.Pattern[str]] = {
    XSD + name: re.compile(pattern + _ZONE)
    for name, pattern in {
        "dateTime": rf"({_YEAR})-(\d\d)-(\d\d)T({_TIME})",
        "date": rf"({_YEAR})-(\d\d)-(\d\d)",
        "time": rf"({_TIME})",
        "gYear": rf"({_YEAR})",
        "gYearMonth": rf"({_YEAR})-(0[1-9]|1[0-2])",
        "gMonth": r"--(0[1-9]|1[0-2])",
        "gDay": r"---(0[1-9]|[12]\d|3[01])",
        "gMonthDay": r"--(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    }.items()
}
_CALENDAR[XSD + "dateTimeStamp"] = _CALENDAR[XSD + "dateTime"]
_SPACED = frozenset({STRING, XSD + "normalizedString", PLAIN, LANG_STRING, XML_LITERAL})


def _exactly(text: str) -> Fraction:
    """A number of any length; Decimal reads more digits than int is willing to."""
    return Fraction(*Decimal(text).as_integer_ratio())


def _decimal(text: str) -> LiteralValue | None:
    if not re.fullmatch(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", text, re.ASCII):
        return None
    return "number", _exactly(text)


def _integer(text: str) -> LiteralValue | None:
    if not re.fullmatch(r"[+-]?\d+", text, re.ASCII):
        return None
    return "number", _exactly(text)


def _rational(text: str) -> LiteralValue | None:
    if not re.fullmatch(r"[+-]?\d+\s*/\s*\d+", text, re.ASCII):
        return None
    numerator, denominator = (_exactly(part.strip()) for part in text.split("/"))
    return ("number", numerator / denominator) if denominator else None


def _floating(space: str, layout: str) -> Callable[[str], LiteralValue | None]:
    def read(text: str) -> LiteralValue | None:
        if re.fullmatch(r"[+-]?INF|NaN", text):
            return space, text.lstrip("+")
        if not re.fullmatch(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", text, re.ASCII):
            return None
        try:
            return space, struct.pack(layout, float(text))
        except OverflowError:
            return space, "-INF" if text.startswith("-") else "INF"

    return read


def _boolean(text: str) -> LiteralValue | None:
    return ("boolean", text in ("true", "1")) if text in ("true", "1", "false", "0") else None


def _hex(text: str) -> LiteralValue | None:
    return ("hex", text.upper()) if re.fullmatch(r"(?:[0-9a-fA-F]{2})*", text) else None


def _base64(text: str) -> LiteralValue | None:
    try:
        return "base64", base64.b64decode(re.sub(r"\s", "", text).encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None


def _calendar(datatype: str, text: str) -> LiteralValue | None:
    match = _CALENDAR[datatype].fullmatch(text)
    if match is None:
        return None
    *parts, zone = match.groups()
    if datatype.endswith("dateTimeStamp") and zone is None:
        return None
    if len(parts) >= 3:
        year, month, day = int(parts[0][-4:]), int(parts[1]), int(parts[2])
        try:
            date(year % 400 + 400, month, day)
        except ValueError:
            return None
    if len(parts) in (1, 4) and ":" in parts[-1]:
        parts[-1] = re.sub(r"\.?0+$", "", parts[-1]) if "." in parts[-1] else parts[-1]
    space = datatype.removeprefix(XSD).removesuffix("Stamp")
    return space, (*parts, "Z" if zone in ("+00:00", "-00:00") else zone)


_READERS: dict[str, Callable[[str], LiteralValue | None]] = {
    XSD + "decimal": _decimal,
    OWL + "rational": _rational,
    XSD + "float": _floating("float", "<f"),
    XSD + "double": _floating("double", "<d"),
    XSD + "boolean": _boolean,
    XSD + "hexBinary": _hex,
    XSD + "base64Binary": _base64,
    XSD + "anyURI": lambda text: ("uri", text),
}
DATATYPES = frozenset(
    [*RANGES, *STRINGS, *_CALENDAR, *_READERS, RDFS_LITERAL, PLAIN, XML_LITERAL, LANG_STRING, OWL + "real"]
)
"""The IRIs of every datatype whose values are understood."""


def value_of(literal: Literal) -> LiteralValue | None:
    """The value of a literal as (value space, key): two are identical exactly when these are equal.

    None for an ill-typed literal and for a datatype whose values are not understood (see `is_ill_typed`).
    """
    datatype = literal.datatype.value
    if datatype == LANG_STRING:
        return "text", (literal.value, literal.language)
    if datatype == STRING:
        return "text", literal.value
    return _typed_value(literal.value, datatype)


@lru_cache(maxsize=4096)
def _typed_value(text: str, datatype: str) -> LiteralValue | None:
    if datatype == PLAIN:
        body, _, language = text.rpartition("@")
        return ("text", (body, language.lower())) if language else ("text", body)
    if datatype not in _SPACED:
        text = " ".join(text.split())
    if datatype in STRINGS:
        text = re.sub(r"[\t\n\r]", " ", text)
        return ("text", text) if STRINGS[datatype].fullmatch(text) else None
    if datatype in RANGES:
        value = _integer(text)
        return value if value is not None and _is_within(value[1], RANGES[datatype]) else None
    if datatype in _CALENDAR:
        return _calendar(datatype, text)
    reader = _READERS.get(datatype)
    return reader(text) if reader else None


def _is_within(number: Hashable, bounds: tuple[int | None, int | None]) -> bool:
    low, high = bounds
    assert isinstance(number, Fraction)
    if number.denominator != 1:
        return False
    return (low is None or number >= low) and (high is None or number <= high)


def is_ill_typed(literal: Literal) -> bool:
    """Whether the text of a literal does not fit its datatype, as far as that datatype is understood."""
    datatype = literal.datatype.value
    if datatype in (STRING, LANG_STRING, RDFS_LITERAL, XML_LITERAL, OWL + "real"):
        return False
    return datatype in DATATYPES and value_of(literal) is None


def are_different(one: Literal, other: Literal) -> bool:
    """Whether two literals certainly have different values (rule dt-diff)."""
    first, second = value_of(one), value_of(other)
    return first is not None and second is not None and first != second


def belongs(literal: Literal, datatype: str) -> bool | None:
    """Whether the value of a literal lies in a datatype (rules dt-type2, dt-not-type); None if unknown."""
    if datatype == RDFS_LITERAL:
        return True
    if datatype not in DATATYPES:
        return True if literal.datatype.value == datatype else None
    if XML_LITERAL in (literal.datatype.value, datatype):
        return True if literal.datatype.value == datatype else None
    value = value_of(literal)
    if value is None:
        return False if is_ill_typed(literal) else None
    return _contains(datatype, value)


def _contains(datatype: str, value: LiteralValue) -> bool:
    space, key = value
    if datatype in RANGES:
        return space == "number" and _is_within(key, RANGES[datatype])
    if datatype in STRINGS:
        return space == "text" and isinstance(key, str) and bool(STRINGS[datatype].fullmatch(key))
    if datatype == XSD + "decimal":
        return space == "number" and isinstance(key, Fraction) and _is_decimal(key)
    if datatype == LANG_STRING:
        return space == "text" and isinstance(key, tuple)
    if datatype.endswith("dateTimeStamp"):
        return space == "dateTime" and isinstance(key, tuple) and key[-1] is not None
    return space == _SPACES.get(datatype, datatype.removeprefix(XSD))


def _is_decimal(number: Fraction) -> bool:
    rest = number.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    return rest == 1


_SPACES = {
    PLAIN: "text",
    OWL + "real": "number",
    OWL + "rational": "number",
    XSD + "hexBinary": "hex",
    XSD + "base64Binary": "base64",
    XSD + "anyURI": "uri",
}
