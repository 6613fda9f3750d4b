"""The command ``standpunkt``: reads what the user typed, calls the session, prints what it gave.

``group.commands`` is the door; the files beside it hold a few commands each, by what they are for.
"""

from standpunkt.commands import (
    articles,
    decisions,
    knowledge,
    llm,
    matters,
    moving,
    persons,
    questions,
    reconciling,
    serving,
    upkeep,
)
from standpunkt.commands.group import commands

__all__ = [
    "articles",
    "commands",
    "decisions",
    "knowledge",
    "llm",
    "matters",
    "moving",
    "persons",
    "questions",
    "reconciling",
    "serving",
    "upkeep",
]
