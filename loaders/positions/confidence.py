"""How sure a position is: the chance that it is not false, on one scale wherever it comes from.

Not false is a position whose holder, stance and matter a careful reader finds in the text as they are told,
if not always in words that are of use. Where only rules read, a logistic model over the shape of the finding
says how probable that is; where the second reader has read, its belief does. The weights
(``lexicon/data/confidence.tsv``) are fitted by ``benchmarks/fit_confidence.py``; how well the chances keep
their word on texts that were not fitted on is measured by ``benchmarks/confidence.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import exp, log

from loaders.articles.findings import Statement
from loaders.lexicon.tables import read_table
from ontology.in_force import kept

CONSTANT, READ, BELIEF = "(constant)", "(read)", "(belief)"
"""Rows of the table that are no features: the constant of the shape; that and the weight of a belief."""
_LEAST_BELIEF = 0.01
_DISTANCES = (1, 3, 6, 10)
"""Words between the word of stance and its issue at which a new band begins."""
_LENGTHS = (2, 3, 4, 6)
"""Words of a label at which a new band begins."""
_HEADS = (5, 9, 14)
"""Letters of the first word of a label at which a new band begins: long ones say more."""
_EVIDENCE = (6, 10, 16, 24)
"""Words of the evidence at which a new band begins."""
_TELLING = re.compile(r"[^\W\d_]{4,}")
"""Words of a label that are looked for in its evidence."""
_STEM = 5
"""Letters by which a word of the label is known again."""
_DIGITS = 2


def features_of(statement: Statement) -> frozenset[str]:
    """The names of the features a statement has: "class=say", "holder=subject", "words=all", …

    None is of one verb, name or matter; what one language has alone says nothing of others.
    """
    found = dict(statement.features)
    label, evidence = statement.issue.label, statement.evidence.quote
    distance = found.get("distance")
    named = {
        "class": found.get("class") or found.get("construction", ""),
        "slot": found.get("slot", ""),
        "distance": "none" if distance is None else band(int(distance), _DISTANCES),
        "holder": found.get("holder", ""),
        "kind": statement.holder.kind.value,
        "named": "no" if statement.holder.id.count("/") > 1 else "yes",
        "inside": "yes" if _is_inside(statement.holder.name, evidence) else "no",
        "label": band(len(label.split()), _LENGTHS),
        "head": band(len(label.split()[0]) if label.split() else 0, _HEADS),
        "words": _found_again(label, evidence),
        "evidence": band(len(evidence.split()), _EVIDENCE),
        "politics": found.get("politics", ""),
        "noted": found.get("noted", ""),
    }
    return frozenset(f"{name}={value}" for name, value in named.items() if value)


def with_confidence(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements as rules found them, each with how sure it is by its shape (0 to 1)."""
    weights = _weights()
    return tuple(replace(one, confidence=_by_shape(features_of(one), weights)) for one in statements)


def confidence_after(belief: float) -> float:
    """How sure (0 to 1) a position is that the second reader believes as much (0 to 1).

    The odds grow with a power of the belief: more belief is never less sure, and even the whole belief is
    no more sure than was found where it was tried.
    """
    weights = _weights()
    return chance(weights[READ] + weights[BELIEF] * log(max(_LEAST_BELIEF, belief)))


def _by_shape(features: frozenset[str], weights: Mapping[str, float]) -> float:
    return chance(weights[CONSTANT] + sum(weights.get(name, 0.0) for name in features))


def chance(log_odds: float) -> float:
    """The share (0 to 1, in hundredths) that log odds amount to."""
    return round(1 / (1 + exp(-log_odds)), _DIGITS)


@kept
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in read_table("confidence")}


def _is_inside(name: str, evidence: str) -> bool:
    """Whether the last word of a name stands in the evidence, or somebody only means it there."""
    words = name.lower().split()
    return bool(words) and words[-1] in evidence.lower()


def _found_again(label: str, evidence: str) -> str:
    """Whether all, some or none of the words of a label are those of its evidence, by how they begin."""
    lower = evidence.lower()
    again = [word[:_STEM] in lower for word in _TELLING.findall(label.lower())]
    return "none" if not any(again) else "all" if all(again) else "some"


def band(value: int, limits: tuple[int, ...]) -> str:
    """The number of the band that a value lies in, the limits being where new ones begin."""
    return str(sum(value >= limit for limit in limits))
