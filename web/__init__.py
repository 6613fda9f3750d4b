"""HTTP: SPARQL protocol, linked data, pages. Thin: each view asks ``graph`` one thing and renders it."""

from __future__ import annotations

from flask import Flask

from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import Settings
from graph.model.showing import publishes_texts
from web import errors, pages
from web.admission import body, gate, guesses, hosts, places
from web.admission.rights import Keys
from web.data import dataset, graph_store, jsonld, linked_data, vocabulary
from web.endpoints import backup, documents, openapi, operations, reconcile, sparql, update
from web.http import caching, compression, headers, kept, metrics
from web.http.site import EXTENSION, CheckGraph, LoadDocument, Site


def create_app(
    knowledge: KnowledgeGraph,
    settings: Settings,
    *,
    load: LoadDocument | None = None,
    check: CheckGraph | None = None,
) -> Flask:
    """The web application over ``knowledge``; nothing happens when the package is imported.

    ``load`` reads and stores an article for POST /documents, ``check`` applies the shapes to a graph that a
    client writes; both come from the front door, because the web knows no loaders. Raises ``SettingError``
    for a token that is too short and a setting that says nothing.
    """
    keys = Keys(settings)
    publishes_texts(settings)
    app = Flask("web")
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.number("request_bytes")
    app.extensions[EXTENSION] = Site(knowledge, settings, load, check)
    app.extensions[metrics.EXTENSION] = metrics.Metrics()
    kept.register(app, settings, knowledge)
    caching.register(app)
    headers.register(app, settings, app.extensions[metrics.EXTENSION])
    hosts.register(app, settings)
    guesses.register(app, keys, app.extensions[EXTENSION].guesses)
    body.register(app, keys, settings)  # before anybody is refused: a page of that, too, may read the body
    gate.register(app, keys)
    places.register(app, settings)
    compression.register(app)
    errors.register(app)
    endpoint = (backup, sparql, update, graph_store, documents, reconcile)
    data = (linked_data, vocabulary, jsonld, dataset)
    for module in (*endpoint, *data, openapi, operations, pages):
        app.register_blueprint(module.blueprint)
    return app
