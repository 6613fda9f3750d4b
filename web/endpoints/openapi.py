"""The description of the HTTP interface for programs: OpenAPI 3.1 at ``/openapi.json``.

``openapi.toml`` says what there is; the media types come from the one table of formats (``negotiation``).
Source: OpenAPI Specification 3.1.1, sections 4.8.1 (OpenAPI Object) to 4.8.17 (Response Object).
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from flask import Blueprint, Response, request

from graph.views.overviews.selection import FACETS
from web.http import negotiation
from web.http.site import site

blueprint = Blueprint("openapi", __name__)

JsonObject = dict[str, Any]

_FILTERS = [{"kind": "holder-kind"}.get(name, name) for name in FACETS] + [
    "words",
    "since",
    "until",
    "broad",
    "versions",
]
_OWN_WORDS = ("name", "where", "what", "required", "example", "allowEmptyValue")
_TABLES = ("SOLUTIONS", "TRIPLES", "QUADS", "PAGES")


@blueprint.route("/openapi.json")
def show() -> Response:
    """The description, with this server's address."""
    body = json.dumps(description(request.url_root, site().settings.text("dataset_title")), indent=1)
    headers = {"Cache-Control": "public, max-age=3600"}
    return Response(body, content_type="application/json", headers=headers)


def description(address: str, title: str) -> JsonObject:
    """The whole description of a server at ``address``."""
    data = _data()
    paths: dict[str, JsonObject] = {}
    for row in data["operation"]:
        paths.setdefault(row["path"], {})[row["method"]] = _operation(row)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version("standpunkt"), "license": {"name": "MIT"}},
        "servers": [{"url": address.rstrip("/")}],
        "tags": [{"name": name, "description": what} for name, what in data["tags"].items()],
        "paths": paths,
        "components": {
            "schemas": data["schemas"],
            "responses": {"error": _error()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


@cache
def _data() -> JsonObject:
    return tomllib.loads((files("web.endpoints") / "openapi.toml").read_text(encoding="utf-8"))


def _operation(row: JsonObject) -> JsonObject:
    """One operation; its errors all look alike and are described once."""
    names = [
        name for word in row.get("parameters", ()) for name in (_FILTERS if word == "FILTERS" else [word])
    ]
    made: JsonObject = {
        "operationId": row["id"],
        "tags": [row["tag"]],
        "summary": row["what"],
        "parameters": [_parameter(name, row) for name in names],
        "responses": {status: _answer(int(status), said) for status, said in row["gives"].items()},
    }
    if "body" in row:
        content = {kind: _content(schema) for kind, schema in _data()["bodies"][row["body"]].items()}
        made["requestBody"] = {"required": True, "content": content}
    refuses = set(row.get("refuses", ())) | ({404} if "{" in row["path"] else set())
    if row.get("writes"):
        made["security"] = [{"token": []}]
        refuses |= {401, 403}
    for status in sorted(refuses):
        made["responses"][str(status)] = {"$ref": "#/components/responses/error"}
    return made


def _parameter(name: str, row: JsonObject) -> JsonObject:
    said = _data()["parameters"][name]
    where = said.get("where", "query")
    must = where == "path" or name in row.get("required", ()) or said.get("required", False)
    made = {
        "name": said.get("name", name),
        "in": where,
        "description": said["what"],
        "required": must and name not in row.get("optional", ()),
        "schema": {"type": "string"} | {k: v for k, v in said.items() if k not in _OWN_WORDS},
    }
    return made | {key: said[key] for key in ("example", "allowEmptyValue") if key in said}


def _answer(status: int, said: list[str] | dict[str, str]) -> JsonObject:
    made: JsonObject = {"description": HTTPStatus(status).phrase}
    if isinstance(said, dict):
        made["content"] = {kind: _content(schema) for kind, schema in said.items()}
    elif said:
        made["content"] = {kind: {} for word in said for kind in _media_types(word)}
    return made


def _media_types(word: str) -> list[str]:
    """The media types of a table of formats, or the one that ``word`` is."""
    if word in _TABLES:
        return [form.media_type for form in getattr(negotiation, word)]
    return [word]


def _content(schema: str | JsonObject) -> JsonObject:
    return {"schema": {"$ref": f"#/components/schemas/{schema}"}} if isinstance(schema, str) else {}


def _error() -> JsonObject:
    """Every error: a sentence as text, as a problem (RFC 9457) or as a page."""
    kinds = [form.media_type for form in negotiation.ERRORS]
    problem = negotiation.PROBLEM.media_type
    return {
        "description": "What went wrong, in a sentence.",
        "content": {kind: _content("Problem") if kind == problem else {} for kind in kinds},
    }
