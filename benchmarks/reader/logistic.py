"""A logistic regression with a ridge penalty (Newton's method), and its chances on held-out groups."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FOLDS = 10
Numbers = NDArray[np.float64]


def matrix(cases: Sequence[frozenset[str]], names: Sequence[str]) -> Numbers:
    """A row a case, of which the features are given: a constant, then 1 for each of ``names`` it has."""
    return np.array([[1.0, *(float(name in features) for name in names)] for features in cases])


def fitted(x: Numbers, y: Numbers, penalty: float) -> Numbers:
    """The weights of a logistic regression, the constant free, the others held small by ``penalty``."""
    weights = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], penalty)
    ridge[0] = 1e-6
    for _ in range(100):
        p = 1 / (1 + np.exp(-x @ weights))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(ridge), x.T @ (p - y) + ridge * weights)
        weights = weights - step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def crossed(x: Numbers, y: Numbers, groups: Sequence[str], penalty: float) -> Numbers:
    """The chance of each case by weights that were fitted on other groups (in ``FOLDS`` parts)."""
    places = {group: place % FOLDS for place, group in enumerate(sorted(set(groups)))}
    folds = np.array([places[group] for group in groups])
    p = np.zeros(len(y))
    for fold in set(folds):
        held = folds == fold
        p[held] = 1 / (1 + np.exp(-x[held] @ fitted(x[~held], y[~held], penalty)))
    return p
