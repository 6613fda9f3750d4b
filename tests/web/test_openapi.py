"""The description of the interface says what there is, no more and no less."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

PLAIN = {"HEAD", "OPTIONS", "PATCH"}
"""Methods that are not described: HEAD and OPTIONS are everywhere, PATCH is always refused."""
EXAMPLES = {"suffix": "ttl", "packed": "gz", "number": "1", "kind": "actor"}
ALIASES = {"/sparql/", "/update/"}


@pytest.fixture
def description(client: FlaskClient) -> dict:
    return client.get("/openapi.json").get_json()


def routes(app: Flask) -> set[tuple[str, str]]:
    """Every method and path the application answers, parameters filled in."""
    found = set()
    for rule in app.url_map.iter_rules():
        filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: EXAMPLES.get(m[1], "x"), rule.rule)
        if rule.rule not in ALIASES:
            found |= {(method.lower(), filled) for method in rule.methods - PLAIN}
    return found - {("get", "/update")}


def operations(description: dict) -> list[tuple[str, re.Pattern[str]]]:
    """Every method and the pattern of its path; a parameter with an enumeration takes nothing else."""
    found = []
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            choices = {
                p["name"]: p["schema"].get("enum") for p in operation["parameters"] if p["in"] == "path"
            }
            pattern = "".join(
                "(?:" + "|".join(map(re.escape, choices[part[1:-1]])) + ")"
                if part.startswith("{") and choices[part[1:-1]]
                else ".+"
                if part.startswith("{")
                else re.escape(part)
                for part in re.split(r"(\{\w+\})", path)
            )
            found.append((method, re.compile(pattern)))
    return found


def test_every_route_is_described(app: Flask, description: dict) -> None:
    known = operations(description)
    missing = {
        (method, path)
        for method, path in routes(app)
        if not any(method == m and pattern.fullmatch(path) for m, pattern in known)
    }
    assert missing == {("get", "/dump.ttl"), ("get", "/dump.ttl.gz")}  # routed, and answered with 404


def test_every_described_operation_has_a_route(app: Flask, description: dict) -> None:
    adapter = app.url_map.bind("127.0.0.1")
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            values = {
                p["name"]: str(p["schema"].get("enum", ["1"])[0])
                for p in operation["parameters"]
                if p["in"] == "path"
            }
            adapter.match(path.format(**values), method.upper())


def test_a_query_is_described_with_its_formats_and_errors(description: dict) -> None:
    query = description["paths"]["/sparql"]["get"]
    assert "application/sparql-results+json" in query["responses"]["200"]["content"]
    assert "text/turtle" in query["responses"]["200"]["content"]
    assert query["responses"]["503"] == {"$ref": "#/components/responses/error"}
    assert "application/problem+json" in description["components"]["responses"]["error"]["content"]


def test_writing_names_its_token(description: dict) -> None:
    for path in ("/update", "/documents", "/data"):
        assert description["paths"][path]["post"]["security"] == [{"token": []}]
    assert description["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert "security" not in description["paths"]["/sparql"]["post"]


def test_every_reference_leads_somewhere(description: dict) -> None:
    for place in re.findall(r"'\$ref': '#/([^']+)'", str(description)):
        node = description
        for step in place.split("/"):
            node = node[step]
        assert node


def test_operations_have_names_of_their_own(description: dict) -> None:
    names = [
        operation["operationId"] for path in description["paths"].values() for operation in path.values()
    ]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][A-Za-z]+", name) for name in names)
