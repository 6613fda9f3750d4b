"""The W3C OWL 2 test cases: those of the RL profile, and no unsound answer on any of the others."""

import importlib.util
import sys
from io import BytesIO, StringIO
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest

from benchmarks.material import CONFORMANCE
from standpunkt.commands.closure import run_closure

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not CONFORMANCE.is_dir(), reason="the W3C suite is not here"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
BEYOND = {
    "new class expressions": (
        "DisjointClasses-001",
        "DisjointClasses-003",
        "New-Feature-ObjectQCR-002",
        "WebOnt-I5.5-005",
    ),
    "differences that follow, whose number grows with the square of the data": (
        "New-Feature-DisjointDataProperties-002",
        "New-Feature-DisjointObjectProperties-001",
        "New-Feature-DisjointObjectProperties-002",
        "owl2-rl-rules-fp-differentFrom",
        "owl2-rl-rules-ifp-differentFrom",
    ),
    "reasoning about value spaces": ("WebOnt-I5.8-006", "WebOnt-I5.8-008", "WebOnt-I5.8-009"),
    "axiomatic triples of an empty graph": ("WebOnt-I5.8-011",),
}
"""Entailments that the OWL 2 RL/RDF rules do not make, by the reason why ours do not either."""


@pytest.fixture(scope="module")
def suite() -> ModuleType:
    spec = importlib.util.spec_from_file_location("owl_rl_conformance", CONFORMANCE / "owl_rl_conformance.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def collection(suite: ModuleType) -> Any:
    return suite.Collection(CONFORMANCE / "owl2-all.rdf")


def failures(suite: ModuleType, checks: list[Any]) -> set[str]:
    failed = set()
    for check in checks:
        if check.skip:
            continue
        out, err = BytesIO(), StringIO()
        data = ox.serialize(check.premise, format=ox.RdfFormat.N_TRIPLES)
        status = run_closure(BytesIO(data), out, err)
        suite.judge(check, suite.Closure(out.getvalue(), status != 0), False)
        if check.result != "pass":
            failed.add(check.identifier)
    return failed


def test_the_rl_profile(suite: ModuleType, collection: Any) -> None:
    expected = {name for names in BEYOND.values() for name in names}
    assert failures(suite, collection.checks("RL")) == expected


def test_no_false_contradiction_and_no_false_entailment(suite: ModuleType, collection: Any) -> None:
    kinds = ("NegativeEntailment", "Consistency")
    assert failures(suite, [c for c in collection.checks("ANY") if c.type in kinds]) == set()
