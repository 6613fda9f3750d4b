"""The pages over the invented articles of ``sample``, with ontology, background and closure in place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

import standpunkt
from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import Settings, read_settings
from tests.waiting import PATIENCE
from tests.web.pages import sample
from web import create_app


@pytest.fixture(scope="session")
def page_settings() -> Settings:
    return read_settings({"store_kind": "memory", "query_seconds": PATIENCE})


@pytest.fixture(scope="session")
def knowledge(page_settings: Settings) -> Iterator[KnowledgeGraph]:
    """Only to be read: it is made once for all tests of this folder."""
    with standpunkt.open_graph(page_settings) as session:
        session.graph.put_all(sample.sample_graphs())
        yield session.graph


@pytest.fixture(scope="session")
def app(knowledge: KnowledgeGraph, page_settings: Settings) -> Iterator[Flask]:
    made = create_app(knowledge, page_settings)
    yield made
    made.extensions["standpunkt"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
