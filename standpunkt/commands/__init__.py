"""The command ``standpunkt``: reads what the user typed, calls the session, prints what it gave.

``commands`` is the door; each file holds a few commands, by what they are for; those by which people decide
have a room of their own, ``curation``.
"""

from standpunkt.commands import articles, knowledge, llm, moving, questions, serving, upkeep
from standpunkt.commands.curation import decisions, matters, persons, reconciling
from standpunkt.commands.shared.group import commands

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
