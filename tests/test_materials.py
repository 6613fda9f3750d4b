"""The bill of materials names all that the package is locked to, each with its licence."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_of_the_package", ROOT / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_locked_package_has_a_licence(build: ModuleType) -> None:
    assert {name for name, _ in build.packages()} == build.licences().keys()


def test_the_bill_names_every_component_once_with_version_and_licence(build: ModuleType) -> None:
    bill = build.bill_of_materials()
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    names = [part["bom-ref"] for part in bill["components"]]
    assert len(names) == len(set(names))
    assert {"pypi:flask", "pypi:pyoxigraph"} <= {name.split("@")[0] for name in names}
    assert any(name.startswith("npm:") for name in names)
    for part in bill["components"]:
        assert part["version"]
        assert re.fullmatch(r"pkg:(pypi|npm)/[^@]+@[^@]+", part["purl"])
        assert part["licenses"][0]["expression"], part["name"]


def test_the_requirements_of_the_build_are_pinned() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    [requires] = re.findall(r"(?m)^requires = (.+)$", text)
    assert re.fullmatch(r'\["[a-z]+==[0-9.]+"\]', requires)
