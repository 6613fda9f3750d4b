"""Queries: the gallery of saved ones, each with form, table and pictures, and the editor for one's own.

``gallery.py`` finds them, ``own.py`` keeps those that a reader named, ``asked.py`` is the page of one,
``fields.py`` reads what was typed for its parameters, ``table.py`` and ``pictures.py`` show a result to
people, ``running.py`` asks, ``editor.py`` is the SPARQL page, ``terms.py`` what its editor completes.
"""

from __future__ import annotations

from flask import Blueprint

from web.pages.queries import asked, editor, gallery, own, terms


def register(blueprint: Blueprint) -> None:
    """Add ``/queries``, ``/queries/own``, ``/queries/<name>`` and ``/query``."""
    for module in (gallery, own, asked, editor, terms):
        module.register(blueprint)
