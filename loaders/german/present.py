"""The third person of the present: "die Kosten tragen" is "dass das Land die Kosten trägt"."""

from __future__ import annotations

import re

from loaders.lexicon.tables import read_table, words
from ontology.in_force import kept

_NEEDS_E = re.compile(r"([dt]|[^aeiouäöühlmnr][mn])$")
"""Ends of stems that take -et: "meldet", "öffnet", "atmet"."""
_PLURALS = {"sein": "sind", "tun": "tun"}


@kept
def _irregular() -> dict[str, str]:
    return {row["verb"]: row["third"] for row in read_table("present")}


def present(verb: str, plural: bool) -> str:
    """The third person of a verb given as infinitive, its separable prefix before it: "einzahlt"."""
    if plural:
        return _PLURALS.get(verb, verb)
    irregular = _with_prefix(verb)
    if irregular is not None:
        return irregular
    stem = verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")
    return stem + ("et" if _NEEDS_E.search(stem) else "t")


@kept
def _with_prefix(verb: str) -> str | None:
    """The form of an irregular verb, perhaps after prefixes: "hineinfährt"."""
    own = _irregular().get(verb)
    if own is not None:
        return own
    for prefix in words("present_prefixes"):
        rest = _with_prefix(verb[len(prefix) :]) if verb.startswith(prefix) else None
        if rest is not None:
            return prefix + rest
    return None
