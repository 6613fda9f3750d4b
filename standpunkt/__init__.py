"""Standpunkt: who stands where, read from political news, each position with the sentence that proves it.

The front door, and the only package that knows all four rooms: ``api`` is the Python API, ``commands`` the
same as the command ``standpunkt``. What is named here is public and keeps its name; it is imported when it
is first used, after a look whether the rooms are ours (``rooms``).

    >>> import standpunkt
    >>> with standpunkt.open_graph(store="my-store") as session:          # doctest: +SKIP
    ...     session.load(["articles/"])
    ...     session.ask("Wer unterstützt Sicherheitsgarantien?")
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from standpunkt.rooms import require_own

if TYPE_CHECKING:
    from standpunkt.api import (
        Answer,
        Loaded,
        Report,
        Session,
        Settings,
        ask,
        document_triples,
        explain,
        export,
        extract,
        load,
        load_document,
        open_graph,
        query,
        read,
        read_graph,
        read_settings,
        serve,
    )

__all__ = [
    "Answer",
    "Loaded",
    "Report",
    "Session",
    "Settings",
    "ask",
    "document_triples",
    "explain",
    "export",
    "extract",
    "load",
    "load_document",
    "open_graph",
    "query",
    "read",
    "read_graph",
    "read_settings",
    "serve",
]


def __getattr__(name: str) -> object:
    """What is public, from ``standpunkt.api`` (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module 'standpunkt' has no attribute {name!r}")
    require_own()
    return getattr(importlib.import_module("standpunkt.api"), name)


def __dir__() -> list[str]:
    return __all__
