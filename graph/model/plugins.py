"""Extractors, stores and reasoners, looked up by name among what is installed."""

from __future__ import annotations

from importlib.metadata import entry_points

from ontology.errors import SettingError


def find_plugin(group: str, name: str) -> object:
    """What is registered as ``name`` in the entry-point group ``standpunkt.<group>``.

    Raises ``SettingError`` that lists the names there are.
    """
    found = {point.name: point for point in entry_points(group=f"standpunkt.{group}")}
    if name not in found:
        raise SettingError(f"There is no {name!r} among the {group}: choose from {', '.join(sorted(found))}.")
    return found[name].load()
