"""Verbs that only somebody with a mind of his own can have as subject (``data/person_verbs.tsv``)."""

from __future__ import annotations

from loaders.lexicon.tables import read_table
from ontology.in_force import kept


@kept
def person_verbs() -> dict[str, str]:
    """Lemma with its particle to how sure its subject is somebody: alone, yes or no."""
    return {row["verbs"]: row["sure"] for row in read_table("person_verbs")}
