"""What of the graph is shown to whoever reads it over the web or gets an export, and what is only kept.

The text of an article is its publisher's: where ``publish_texts`` is off, its quotations, digest and offsets
are shown, not the text, nor the words around a quotation. Hashes of the names of hidden persons are never
shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.model.settings import Settings
from graph.rdf.terms import term
from ontology.errors import SettingError

Withheld = frozenset[ox.NamedNode]
"""The properties whose values are kept and not shown."""
NOTHING: Withheld = frozenset()
NAME_DIGEST = ox.NamedNode("urn:standpunkt:name-digest")
"""Gives a hash of a name of a person who is hidden: whoever has it can try names out."""
TEXTS: Withheld = frozenset(map(term, ("sp:text", "oa:prefix", "oa:suffix")))
_ANSWERS = {
    "on": True,
    "true": True,
    "yes": True,
    "1": True,
    "off": False,
    "false": False,
    "no": False,
    "0": False,
}


def publishes_texts(settings: Settings) -> bool:
    """Whether the texts of articles are shown; raises ``SettingError`` for an answer that is none."""
    wanted = settings.text("publish_texts").strip().lower()
    if not wanted:
        return not settings.flag("public")
    if wanted not in _ANSWERS:
        raise SettingError(f"publish_texts={wanted!r}: choose on, off, or nothing for what public says.")
    return _ANSWERS[wanted]


def withheld(settings: Settings) -> Withheld:
    """What is not shown."""
    return frozenset({NAME_DIGEST}) | (NOTHING if publishes_texts(settings) else TEXTS)


def shown(quads: Iterable[ox.Quad], kept_back: Withheld) -> Iterator[ox.Quad]:
    """The ``quads`` that are shown where the values of ``kept_back`` are not."""
    return (quad for quad in quads if quad.predicate not in kept_back)
