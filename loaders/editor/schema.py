"""The part of JSON Schema that answers are described with, checked here whatever an endpoint promises.

``faults`` knows type, enum, properties, required, additionalProperties, items, maxItems, minLength and
maxLength; a test compares the schema files with this list, so that no keyword is written and not checked.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

KEYWORDS = frozenset(
    {
        "$comment", "type", "enum", "properties", "required", "additionalProperties", "items", "maxItems",
        "minLength", "maxLength",
    }
)  # fmt: skip
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def faults(value: Any, schema: dict[str, Any], place: str = "answer") -> Iterator[str]:
    """What is wrong with ``value``, each with its place; nothing where it fits ``schema``."""
    kinds = schema.get("type", list(_TYPES))
    if not any(_is(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        yield f"{place} is no {kinds}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place} is none of the values allowed"
    if isinstance(value, str):
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", math.inf):
            yield f"{place} is too short or too long"
    elif isinstance(value, list):
        yield from _of_list(value, schema, place)
    elif isinstance(value, dict):
        yield from _of_object(value, schema, place)


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and (isinstance(value, bool) == (kind == "boolean"))


def _of_list(value: list[Any], schema: dict[str, Any], place: str) -> Iterator[str]:
    if len(value) > schema.get("maxItems", math.inf):
        yield f"{place} has {len(value)} entries, more than {schema['maxItems']}"
        return
    for number, item in enumerate(value):
        yield from faults(item, schema.get("items", {}), f"{place}[{number}]")


def _of_object(value: dict[str, Any], schema: dict[str, Any], place: str) -> Iterator[str]:
    known = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{place} has no {name!r}"
    for name, item in value.items():
        if name in known:
            yield from faults(item, known[name], f"{place}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{place} has {name[:40]!r}, which is not asked for"


def strict_form(schema: dict[str, Any]) -> dict[str, Any]:
    """``schema`` as endpoints enforce it: every property asked for, no limits of length or number.

    Strict modes want all properties required, and grammars made from large limits exhaust local servers.
    """
    dropped = {"$comment", "maxItems", "minLength", "maxLength"}
    made = {name: value for name, value in schema.items() if name not in dropped}
    if "items" in made:
        made["items"] = strict_form(made["items"])
    if "properties" in made:
        made["properties"] = {name: strict_form(part) for name, part in made["properties"].items()}
        made["required"] = list(made["properties"])
    return made
