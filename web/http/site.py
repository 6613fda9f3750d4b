"""What every view needs: the knowledge graph, the settings, who answers, and what the front door lends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import pyoxigraph as ox
from flask import current_app

from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import Settings
from graph.model.showing import Withheld, publishes_texts, withheld
from graph.serving.requests import Answers, Limits
from web.admission.guesses import Guesses
from web.http.uploads import Uploads

EXTENSION = "standpunkt"

LoadDocument = Callable[..., dict[str, Any]]
"""Reads an article (its bytes; kind, encoding, title, date, source, path, replace) and stores it.

A third argument hears the stages: ``reading`` (it can be read), ``storing`` (it was read). Gives ``document``
(its IRI), ``graph``, ``new``, ``replaced`` (another text of it), ``beside``, ``version_of`` (IRIs or null),
``statements`` (as ``standpunkt extract`` prints them), ``skipped``, ``changed``, and ``written`` (what
``graph.knowledge.undoing`` takes back). Raises ``InputError`` or ``ShapeError``, and nothing is stored.
"""
CheckGraph = Callable[[str, Sequence[ox.Triple]], None]
"""Checks what a named graph would hold; raises ``ShapeError`` with the report."""


@dataclass
class Site:
    """One per application, kept in ``app.extensions``."""

    knowledge: KnowledgeGraph
    settings: Settings
    load: LoadDocument | None = None
    check: CheckGraph | None = None
    guesses: Guesses = field(default_factory=Guesses)
    uploads: Uploads = field(default_factory=Uploads)
    backing_up: threading.Lock = field(default_factory=threading.Lock)
    """Held while a backup is sent: one at a time."""
    is_closed: bool = False
    _answers: Answers | None = None
    _starting: threading.Lock = field(default_factory=threading.Lock)

    @property
    def base(self) -> str:
        """The data base IRI."""
        return self.knowledge.base

    @property
    def writing(self) -> AbstractContextManager[None]:
        """The turn to write the graph; raises ``BusyError`` where it does not come in time."""
        return self.knowledge.writing.turn(float(self.settings["write_wait_seconds"]))

    @property
    def answers(self) -> Answers:
        """Who answers queries; started when first needed."""
        with self._starting:
            if self._answers is None:
                self._answers = self.knowledge.store.answers(
                    limits(self.settings),
                    network=bool(self.services),
                    union=self.settings.text("default_graph") == "union",
                    withheld=self.withheld,
                    serve_from=self.settings.text("serve_from"),
                )
            return self._answers

    @cached_property
    def withheld(self) -> Withheld:
        """What is shown to nobody who reads."""
        return withheld(self.settings)

    @property
    def whole_texts(self) -> bool:
        """Whether texts of articles are shown."""
        return publishes_texts(self.settings)

    @property
    def services(self) -> frozenset[str]:
        """The addresses that requests may make the server connect to."""
        return frozenset(self.settings.text("services").split())

    def close(self) -> None:
        """End the processes that answer queries."""
        self.is_closed = True
        self.uploads.close()
        with self._starting:
            if self._answers is not None:
                self._answers.close()
                self._answers = None


def limits(settings: Settings) -> Limits:
    """What the settings allow one request, and all of them together."""
    return Limits(
        query_time=float(settings["query_seconds"]),
        update_time=float(settings["update_seconds"]),
        stream_time=float(settings["stream_seconds"]),
        readers=settings.number("readers"),
        long_readers=settings.number("long_readers"),
        wait=float(settings["wait_seconds"]),
        memory=settings.number("query_memory"),
    )


def site() -> Site:
    """The site of the application that answers the current request."""
    return cast(Site, current_app.extensions[EXTENSION])
