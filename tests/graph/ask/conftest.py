"""The invented world, built once."""

import importlib.util
from pathlib import Path

import pytest

from graph.knowledge import KnowledgeGraph


@pytest.fixture(scope="session")
def world() -> KnowledgeGraph:
    spec = importlib.util.spec_from_file_location("ask_world", Path(__file__).with_name("world.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    graph: KnowledgeGraph = module.build()
    return graph
