"""The invented world and the annotated development articles, each built once."""

import pytest

from benchmarks.material import EVALUATION
from graph.knowledge.graph import KnowledgeGraph
from tests.graph.ask import annotated as development
from tests.graph.ask import scoring
from tests.graph.ask import world as invented


@pytest.fixture(scope="session")
def world() -> KnowledgeGraph:
    return invented.build()


@pytest.fixture(scope="session")
def annotated() -> KnowledgeGraph:
    """What a perfect extractor would load from the development articles."""
    if not EVALUATION.is_dir():
        pytest.skip("the development articles are not here")
    return development.build(EVALUATION)


@pytest.fixture(scope="session")
def missing():
    """Tells what an answer lacks; see ``scoring.py``."""
    return scoring.missing


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``world_question`` and ``dev_question`` take every question of their file."""
    for name in ("world", "dev"):
        if f"{name}_question" in metafunc.fixturenames:
            rows = scoring.questions(name)
            metafunc.parametrize(f"{name}_question", rows, ids=[row["q"] for row in rows])
