"""HTTP: SPARQL protocol, linked data, pages. Thin: each view asks ``graph`` one thing and renders it."""

from __future__ import annotations

from flask import Flask

from graph.knowledge import KnowledgeGraph
from graph.settings import Settings
from web import errors, pages, sparql
from web.site import EXTENSION, Site


def create_app(knowledge: KnowledgeGraph, settings: Settings) -> Flask:
    """The web application over ``knowledge``; nothing happens when the package is imported."""
    app = Flask("web")
    app.extensions[EXTENSION] = Site(knowledge, settings)
    errors.register(app)
    app.register_blueprint(sparql.blueprint)
    app.register_blueprint(pages.blueprint)
    return app
