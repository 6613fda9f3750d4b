"""Every rule of the recommendation, and every trap, in a few triples."""

import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.reasoning.forward.templates import read_table
from tests.graph.reasoning.closures import close, turtle

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, str]) -> None:
    closure, rules = close(turtle(case["given"].replace("NINES", "9" * 5000)))
    missing = set(turtle(case.get("follows", ""))) - closure
    assert not missing
    assert not set(turtle(case.get("not", ""))) & closure
    assert case.get("clash") in rules if "clash" in case else not rules
    assert not [triple for triple in closure if isinstance(triple.subject, ox.Literal)]


def test_every_rule_has_a_case() -> None:
    tested = {case["name"].split(":")[0] for case in CASES}
    assert {template.name for template in read_table()} <= tested
