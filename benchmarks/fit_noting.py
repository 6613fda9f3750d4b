"""Fits what readers note as positions on annotated articles, and says how well that holds on others.

    python benchmarks/fit_noting.py [--sets wikinews,wikinews2,wikinews3] [--write] [--test FOLDER]

A statement counts as right where the gold has its evidence, holder and stance (level L2 of the scorer). The
model is a logistic regression with a ridge penalty over ``loaders.positions.noting.features_of``, solved
by Newton's method; every figure printed is from articles that the fold was not fitted on (ten folds, whole
articles). ``--write`` puts the weights into ``loaders/lexicon/data/noting.tsv``; ``--test`` scores a
folder with ``texts`` and ``gold`` that nothing was fitted on.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.confidence import auc
from benchmarks.material import EVALUATION, ROOT, require
from benchmarks.positions import module
from benchmarks.reader.logistic import Numbers, crossed, fitted, matrix
from loaders.articles.findings import Document, Modality
from loaders.german_rules import GermanRules
from loaders.positions.noting import features_of
from loaders.triples.json_rows import statement_json

TABLE = ROOT / "loaders" / "lexicon" / "data" / "noting.tsv"
PENALTY = 3.0
RAREST = 6  # statements with a feature, below which it gets no weight
BANDS = (0.0, 0.6, 0.7, 0.8, 1.01)
GIVEN = {"said_by=holder": 0.65}
"""A weight that is kept: fitted, all others as they are, on 55 positions of ten invented texts in one voice.
The articles that the others are fitted on have none."""
HEAD = """\
# How much each feature of a find speaks for careful readers noting it as a position (a logistic model).
# Made by benchmarks/fit_noting.py, not by hand. Columns, separated by tabs: the feature
# (loaders/positions/noting.py names them) and its weight in log odds.
feature\tweight
"""


class Case(NamedTuple):
    """A statement of an article: its features, and whether the gold has it."""

    article: str
    features: frozenset[str]
    right: bool


def cases_of(folder: Path, scorer: ModuleType) -> list[Case]:
    """Every asserted statement that the extractor finds in the annotated articles of ``folder``."""
    found: list[Case] = []
    for path in sorted((folder / "gold").glob("*.json")):
        gold: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
        starts = scorer.sentence_starts(text)
        document = Document(f"document/{path.stem}", path.stem, text, published=dt.date(2025, 8, 19))
        for statement in GermanRules().extract(document).statements:
            row = statement_json(statement, "")
            right = any(
                scorer.evidence_matches(one, row, starts)
                and scorer.holder_matches(one, row)
                and scorer.stance_matches(one, row)
                for one in gold
            )
            if statement.modality is Modality.ASSERTED:
                found.append(Case(path.stem, features_of(statement), right))
    return found


def report(name: str, p: Numbers, y: Numbers) -> None:
    """AUC, and for each band of chances how many cases it has and how many of them are right."""
    area = auc(p.tolist(), [bool(right) for right in y])
    print(f"{name}: {len(y)} statements, {y.mean():.2f} right, AUC {area:.2f}")
    for low, high in pairwise(BANDS):
        inside = (p >= low) & (p < high)
        if inside.any():
            said, found = p[inside].mean(), y[inside].mean()
            print(f"  {low:.2f}-{high:.2f}  n {inside.sum():4}  said {said:.2f}  right {found:.2f}")


def main() -> None:
    """Fit, report, and on demand write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", default="wikinews,wikinews2,wikinews3")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--test", type=Path)
    args = parser.parse_args()
    scorer = module("score_positions", require(EVALUATION / "score_positions.py"))
    cases = [case for name in args.sets.split(",") for case in cases_of(require(EVALUATION / name), scorer)]
    counts = Counter(feature for case in cases for feature in case.features)
    names = sorted(name for name, count in counts.items() if count >= RAREST)
    x = matrix([case.features for case in cases], names)
    y = np.array([float(case.right) for case in cases])
    report("cross-validated", crossed(x, y, [case.article for case in cases], PENALTY), y)
    weights = fitted(x, y, PENALTY)
    if args.test:
        others = cases_of(args.test, scorer)
        p = 1 / (1 + np.exp(-matrix([case.features for case in others], names) @ weights))
        report(str(args.test), p, np.array([float(case.right) for case in others]))
    if args.write:
        rows = sorted((dict(zip(["(constant)", *names], weights, strict=True)) | GIVEN).items())
        TABLE.write_text(HEAD + "".join(f"{name}\t{weight:.3f}\n" for name, weight in rows), encoding="utf-8")
        print(f"wrote {TABLE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
