"""English names of offices whose names are German, by the table that English texts are read by."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from ontology import lexicon

_TABLE = "english/office_names.tsv"


def english_office(label: str, names: AbstractSet[str]) -> str | None:
    """What an office with the German ``label`` and ``names`` is called in English; ``None`` if unknown.

    Of several rows that have the label the one fits best whose names the office has most of: who is a
    "Ministerpräsident" and also "Premierminister" is a prime minister, else the premier of a state.
    """
    called = names | {label}
    fitting = [
        (len(german & called) / len(german), len(german & called), row["english"].split(", ")[0])
        for row in lexicon.rows(_TABLE)
        if label in (german := frozenset(row["german"].split(", ")))
    ]
    best = max(fitting, default=None)
    return best[2][:1].upper() + best[2][1:] if best else None
