"""The pages for people: server-rendered, complete without JavaScript, in German and English.

``blueprint`` holds every page; ``render_resource`` is the page of anything with an IRI of ours,
``render_successors`` that of one which others took the place of.
"""

from __future__ import annotations

from flask import Blueprint

from web.pages import ask, changes, directory, home, method, queries, resource, why
from web.pages.editing import curate, decisions, editor, matters, queue, upload
from web.pages.overviews import charts, evidence, matrix, network, timeline
from web.pages.shared import context, errors, forms

blueprint = Blueprint(
    "pages", __name__, template_folder="../templates", static_folder="../static", static_url_path="/static"
)
for module in (context, decisions, forms):
    module.register(blueprint)
for module in (
    home,
    ask,
    changes,
    charts,
    directory,
    evidence,
    matrix,
    matters,
    method,
    network,
    timeline,
    queries,
    resource,
    why,
):
    module.register(blueprint)
for module in (editor, curate, queue, upload):
    module.register(blueprint)

render_resource = resource.render_resource
render_successors = resource.render_successors
render_error = errors.render_error

__all__ = ["blueprint", "render_error", "render_resource", "render_successors"]
