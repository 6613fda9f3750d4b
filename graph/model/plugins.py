"""Extractors, stores and reasoners, looked up by name among what is installed."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from ontology.errors import SettingError


def require_plugin(group: str, name: str) -> EntryPoint:
    """What is registered as ``name`` in the entry-point group ``standpunkt.<group>``, not yet loaded.

    Raises ``SettingError`` that lists the names there are.
    """
    found = {point.name: point for point in entry_points(group=f"standpunkt.{group}")}
    if name not in found:
        raise SettingError(f"There is no {name!r} among the {group}: choose from {', '.join(sorted(found))}.")
    return found[name]


def find_plugin(group: str, name: str) -> object:
    """The same, loaded; raises ``SettingError`` also where it cannot be loaded."""
    point = require_plugin(group, name)
    try:
        return point.load()
    except (ImportError, AttributeError) as error:
        raise SettingError(f"{name!r} of the {group} ({point.value}) cannot be loaded: {error}.") from error
