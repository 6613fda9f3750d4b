"""The invented world and the annotated development articles, each built once."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks.material import EVALUATION
from graph.knowledge.graph import KnowledgeGraph

HERE = Path(__file__).parent


def module(name: str) -> ModuleType:
    """The module ``name`` of this folder (tests are no package, so that folders may share file names)."""
    full = f"ask_{name}"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, HERE / f"{name}.py")
        assert spec
        assert spec.loader
        sys.modules[full] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[full])
    return sys.modules[full]


@pytest.fixture(scope="session")
def world() -> KnowledgeGraph:
    graph: KnowledgeGraph = module("world").build()
    return graph


@pytest.fixture(scope="session")
def annotated() -> KnowledgeGraph:
    """What a perfect extractor would load from the development articles."""
    if not EVALUATION.is_dir():
        pytest.skip("the development articles are not here")
    graph: KnowledgeGraph = module("annotated").build(EVALUATION)
    return graph


@pytest.fixture(scope="session")
def missing():
    """Tells what an answer lacks; see ``scoring.py``."""
    return module("scoring").missing


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``world_question`` and ``dev_question`` take every question of their file."""
    for name in ("world", "dev"):
        if f"{name}_question" in metafunc.fixturenames:
            rows = module("scoring").questions(name)
            metafunc.parametrize(f"{name}_question", rows, ids=[row["q"] for row in rows])
