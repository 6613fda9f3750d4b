"""What every view needs: the knowledge graph, the settings, and what the front door lends the web."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app

from graph.knowledge import KnowledgeGraph
from graph.settings import Settings

EXTENSION = "standpunkt"


@dataclass(slots=True)
class Site:
    """One per application, kept in ``app.extensions``."""

    knowledge: KnowledgeGraph
    settings: Settings

    @property
    def base(self) -> str:
        """The data base IRI."""
        return self.knowledge.base


def site() -> Site:
    """The site of the application that answers the current request."""
    return cast(Site, current_app.extensions[EXTENSION])
