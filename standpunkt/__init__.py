"""Standpunkt: who stands where, read from political news, each position with the sentence that proves it.

The front door, and the only package that knows all four rooms: ``api`` is the Python API, ``commands`` the
same as the command ``standpunkt``. What is named here is public and keeps its name.

    >>> import standpunkt
    >>> with standpunkt.open_graph(store="my-store") as graph:          # doctest: +SKIP
    ...     standpunkt.load(graph, ["articles/"])
    ...     standpunkt.ask(graph, "Wer unterstützt Sicherheitsgarantien?")
"""

from graph.ask.positions.answer import Answer
from graph.model.settings import Settings, read_settings
from standpunkt.api import (
    Loaded,
    Report,
    ask,
    document_triples,
    explain,
    export,
    extract,
    load,
    load_document,
    open_graph,
    read,
    read_graph,
    serve,
)

__all__ = [
    "Answer",
    "Loaded",
    "Report",
    "Settings",
    "ask",
    "document_triples",
    "explain",
    "export",
    "extract",
    "load",
    "load_document",
    "open_graph",
    "read",
    "read_graph",
    "read_settings",
    "serve",
]
