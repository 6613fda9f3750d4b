"""Whether careful readers note such a find as a position at all.

A logistic model over named features; its weights (``lexicon/data/noting.tsv``) are fitted by
``benchmarks/fit_noting.py`` on articles whose positions somebody noted. It orders nothing: how sure a
position is says ``loaders.positions.confidence``. What it keeps out was false three times in five on articles
that nobody had read, and is too little to be kept out by that.
"""

from __future__ import annotations

from loaders.articles.findings import Statement
from loaders.lexicon.tables import read_table
from loaders.positions.confidence import band, chance
from ontology.in_force import kept

OWN_WORDS = ("said_by", "holder")
"""The feature of a position in the words of a text whose voice its holder is."""
LEAST = 0.6
"""The share of finds of a kind that readers must note for one to take a side."""
_DISTANCES = (1, 3, 8)
"""Words between the word of stance and its issue at which a new band begins."""
_LENGTHS = (2, 7)
"""Words of a label at which a new band begins."""
_CLAUSES = frozenset({"clause", "dass", "zu", "satz", "ob"})
_OWN_SLOTS = frozenset({"akk", "nom", "omitted"})
_OPERATORS = ("negation", "complement", "embedding", "determiner", "aspect")


def features_of(statement: Statement) -> frozenset[str]:
    """The names of the features a statement has: "class=say", "holder=subject", "distance=1", …"""
    found = dict(statement.features)
    construction = found.get("construction", "")
    slot, distance = found.get("slot", ""), found.get("distance")
    group = "clause" if slot in _CLAUSES else slot if slot in _OWN_SLOTS else "preposition"
    named = {
        "class": found.get("class") or construction,
        "construction": construction,
        "holder": found.get("holder", ""),
        "kind": statement.holder.kind.value,
        "act": statement.act.value,
        "slot": group,
        "distance": "none" if distance is None else band(int(distance), _DISTANCES),
        "label": band(len(statement.issue.label.split()), _LENGTHS),
        "named": "no" if statement.holder.id.count("/") > 1 else "yes",
        "quoted": "yes" if statement.quotation is not None else "no",
    }
    if "said_by" in found:
        named["said_by"] = found["said_by"]
    return frozenset(f"{name}={value}" for name, value in named.items()) | {
        n for n in _OPERATORS if found.get(n)
    }


def is_seldom_noted(statement: Statement) -> bool:
    """Whether readers note less than ``LEAST`` of what is found like this statement."""
    weights = _weights()
    total = weights.get("(constant)", 0.0) + sum(weights.get(name, 0.0) for name in features_of(statement))
    return chance(total) < LEAST


@kept
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in read_table("noting")}
