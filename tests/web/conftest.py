"""A small graph of our own, served in process."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import read_settings
from graph.stores.embedded import memory
from tests.waiting import PATIENCE
from web import create_app

TOKEN = "correct horse battery"
BASE = "http://127.0.0.1:5000/"

DOCUMENT = """
@base <http://127.0.0.1:5000/> .
@prefix sp: <https://w3id.org/standpunkt/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<actor/anna-beispiel> a sp:Person ; rdfs:label "Anna Beispiel" ; sp:mentionedIn <document/probe> .
<document/probe> a sp:Document ; rdfs:label "Probe"@de ; sp:text "Anna Beispiel fordert ein Tempolimit."@de .
<issue/tempolimit> a sp:Issue ; rdfs:label "Tempolimit"@de .
<position/9a> a sp:Position ; sp:holder <actor/anna-beispiel> ; sp:affirms <issue/tempolimit> ;
    sp:stance sp:Support ; sp:act sp:Demand ; sp:modality sp:Asserted .
"""


@pytest.fixture
def knowledge() -> Iterator[KnowledgeGraph]:
    graph = KnowledgeGraph(memory(), BASE, None)
    triples = [q.triple for q in ox.parse(DOCUMENT, format=ox.RdfFormat.TURTLE)]
    graph.put("graph/document/probe", triples)
    yield graph
    graph.close()


@pytest.fixture
def app(knowledge: KnowledgeGraph) -> Iterator[Flask]:
    app = create_app(knowledge, read_settings({"token": TOKEN, "query_seconds": PATIENCE}))
    yield app
    app.extensions["standpunkt"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
