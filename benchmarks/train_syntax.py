"""Train the weights that choose subjects and objects (``loaders/syntax/model/weights.tsv``).

    python benchmarks/train_syntax.py [--folds N]

Learns from the rules' reading of the raw texts of GSD-dev and PUD and from what these treebanks say of the
same words; GSD-test is never read. The model is log-linear in the signs of ``loaders.syntax.signs``. What is
minimised is the sum of two losses: that of the right pair of subject and object of a clause among all pairs,
and that of each candidate alone (subject, object, neither), with a ridge; by Adam from zero, with a fixed
seed. Each sign counts once for both treebanks and once more for GSD, whose conventions the reader follows
("es" is a subject); the written weight is the sum. With --folds nothing is written: each part of GSD-dev is
read by weights learned from all the rest.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.material import ROOT, require
from benchmarks.syntax import (
    FILES,
    FOLDER,
    OBJECTS,
    SUBJECTS,
    Functions,
    Tree,
    head_of,
    read_parsed,
    read_trees,
    score,
)
from loaders.syntax.choice import MOST, best_pair
from loaders.syntax.signs import absence, candidates, signs

TARGET = ROOT / "loaders" / "syntax" / "model" / "weights.tsv"
RARE = 2  # a sign that is seen less often has no weight
RIDGE = 15.0
EPOCHS = 30
BATCH = 128
LEAST = 0.01  # smaller weights are left out
NEITHER, SUBJECT, OBJECT = 0, 1, 2

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Weights = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Example:
    """A clause: the signs of its candidates and of absence, what each candidate is, its word in the tree."""

    signs: list[list[str]]
    absent: tuple[list[str], list[str]]
    answers: list[int]
    words: list[int | None]


def examples(tree: Tree, own: bool) -> list[Example]:
    """The clauses of a tree with candidates; ``own`` says that the conventions of GSD hold."""
    view, parsed, animate = read_parsed(tree, trained=False)
    subjects, things = tree.heads(SUBJECTS, False), tree.heads(OBJECTS, False)
    if not own:
        subjects |= _expletives(tree)
    made: list[Example] = []
    for clause in (c for sentence in parsed for c in sentence.clauses if c.verb is not None):
        bare = candidates(clause)[:MOST]
        words = [head_of(tree, view, clause.tokens, phrase) for phrase in bare]
        answers = [SUBJECT if w in subjects else OBJECT if w in things else NEITHER for w in words]
        if bare:
            found = list(signs(clause, bare, animate))
            made.append(Example(found, absence(clause, bare), answers, words))
    return made


def _expletives(tree: Tree) -> set[int]:
    """Each "es" that PUD calls expletive and GSD the subject, because its verb has no other."""
    having = {w.head for w in tree.words if w.relation in SUBJECTS}
    expletive = {i for i, w in enumerate(tree.words) if w.relation == "expl" and w.text.lower() == "es"}
    return {i for i in expletive if tree.words[i].head not in having}


@dataclass(frozen=True, slots=True)
class Table:
    """Examples as arrays: rows of sign numbers for candidates and absence, the possible and the right pairs.

    The last candidate of ``fits`` and ``right`` is nobody. The number ``empty`` stands for no sign.
    """

    empty: int
    found: Places  # example, candidate, sign
    absent: tuple[Places, Places]  # example, sign
    there: npt.NDArray[np.bool_]  # example, candidate
    fits: npt.NDArray[np.bool_]  # example, subject, object
    right: npt.NDArray[np.bool_]
    answers: Places  # example, candidate


def fit(own: Sequence[list[Example]], others: Sequence[list[Example]]) -> Weights:
    """The weights of the signs for subject and object."""
    rows = [_named(e, True) for tree in own for e in tree] + [
        _named(e, False) for tree in others for e in tree
    ]
    counts = Counter(s for e in rows for found in (*e.signs, *e.absent) for s in found)
    index = {sign: i for i, sign in enumerate(sorted(s for s in counts if counts[s] >= RARE))}
    learned = _adam(_table(rows, index))
    summed: dict[str, Floats] = {}
    for sign, i in index.items():
        name = sign.removeprefix("own ")
        summed[name] = summed.get(name, np.zeros(2)) + learned[i]
    rounded = {sign: (round(float(w[0]), 2), round(float(w[1]), 2)) for sign, w in summed.items()}
    return {sign: w for sign, w in rounded.items() if max(map(abs, w)) > LEAST}


def _named(example: Example, own: bool) -> Example:
    """An example with each sign once more for GSD."""

    def both(found: list[str]) -> list[str]:
        return [*found, *(f"own {s}" for s in found)] if own else found

    absent = both(example.absent[0]), both(example.absent[1])
    return Example([both(found) for found in example.signs], absent, example.answers, example.words)


def _table(rows: Sequence[Example], index: dict[str, int]) -> Table:
    empty, most = len(index), max(len(e.signs) for e in rows)
    width = max(len(found) for e in rows for found in (*e.signs, *e.absent))
    found = np.full((len(rows), most, width), empty)
    absent = np.full((len(rows), width), empty), np.full((len(rows), width), empty)
    there = np.zeros((len(rows), most), bool)
    right = np.zeros((len(rows), most + 1, most + 1), bool)
    answers = np.zeros((len(rows), most), int)
    for i, example in enumerate(rows):
        for k, names in enumerate(example.signs):
            _fill(found[i, k], names, index)
            there[i, k], answers[i, k] = True, example.answers[k]
        for place, names in zip(absent, example.absent, strict=True):
            _fill(place[i], names, index)
        subjects = [k for k, answer in enumerate(example.answers) if answer == SUBJECT] or [most]
        things = [k for k, answer in enumerate(example.answers) if answer == OBJECT] or [most]
        right[i][np.ix_(subjects, things)] = True
    somebody = np.concatenate([there, np.ones((len(rows), 1), bool)], axis=1)
    two = ~np.eye(most + 1, dtype=bool)
    two[most, most] = True
    fits = somebody[:, :, None] & somebody[:, None, :] & two
    return Table(empty, found, absent, there, fits, right, answers)


def _fill(row: Places, names: Sequence[str], index: dict[str, int]) -> None:
    known = [index[name] for name in names if name in index]
    row[: len(known)] = known


def _adam(table: Table) -> Floats:
    """Minimise both losses with a ridge; deterministic."""
    weights = np.zeros((table.empty + 1, 2))
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    order = np.random.default_rng(0)
    size, step = len(table.there), 0
    for epoch in range(EPOCHS):
        rate = 0.05 * (1 - epoch / EPOCHS) + 0.002
        shuffled = order.permutation(size)
        for start in range(0, size, BATCH):
            gradient = _gradient(weights, table, shuffled[start : start + BATCH]) + RIDGE / size * weights
            gradient[table.empty] = 0
            step += 1
            mean = 0.9 * mean + 0.1 * gradient
            spread = 0.999 * spread + 0.001 * gradient**2
            weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return weights


def _gradient(weights: Floats, table: Table, batch: Places) -> Floats:
    scores = weights[table.found[batch]].sum(axis=2)  # example, candidate, subject or object
    nobody = [weights[table.absent[k][batch], k].sum(axis=1) for k in (0, 1)]
    errors = _errors_of_pairs(scores, nobody, table.fits[batch], table.right[batch])
    alone = _errors_alone(scores, table.answers[batch]) * table.there[batch][:, :, None]
    gradient = np.zeros_like(weights)
    width = table.found.shape[2]
    for k in (0, 1):
        of_candidates = errors[k][:, :-1] + alone[:, :, k]
        for rows, error in ((table.found[batch], of_candidates), (table.absent[k][batch], errors[k][:, -1])):
            gradient[:, k] += np.bincount(rows.ravel(), np.repeat(error.ravel(), width), len(weights))
    return gradient / len(batch)


def _errors_of_pairs(
    scores: Floats, nobody: list[Floats], fits: npt.NDArray[np.bool_], right: npt.NDArray[np.bool_]
) -> list[Floats]:
    """Chance minus truth that each candidate, or nobody, is the subject; the same for the object."""
    subjects, things = (np.concatenate([scores[:, :, k], nobody[k][:, None]], axis=1) for k in (0, 1))
    pairs = np.where(fits, subjects[:, :, None] + things[:, None, :], -1e9)
    chances = np.exp(pairs - pairs.max(axis=(1, 2), keepdims=True))
    truth = np.where(right, chances + 1e-30, 0)
    error = chances / chances.sum(axis=(1, 2), keepdims=True) - truth / truth.sum(axis=(1, 2), keepdims=True)
    return [error.sum(axis=2), error.sum(axis=1)]


def _errors_alone(scores: Floats, answers: Places) -> Floats:
    """Chance minus truth that each candidate, looked at alone, is subject or object."""
    each = np.concatenate([np.zeros_like(scores[:, :, :1]), scores], axis=2)
    chances = np.exp(each - each.max(axis=2, keepdims=True))
    chances /= chances.sum(axis=2, keepdims=True)
    return np.asarray(chances - np.eye(3)[answers])[:, :, 1:]


def read(weights: Weights, tree: Sequence[Example]) -> Functions:
    """What the weights make of the clauses of a tree."""
    found = Functions(set(), set(), set(), set())
    for example in tree:
        places = best_pair(weights, example.signs, example.absent)
        for place, heads in zip(places, (found.subjects, found.objects), strict=True):
            word = example.words[place] if place is not None else None
            if word is not None:
                heads.add(word)
    return found


def validate(trees: list[Tree], own: list[list[Example]], others: list[list[Example]], folds: int) -> None:
    """Print the scores of GSD-dev, each part read by weights that never saw it."""
    part = [i * folds // len(own) for i in range(len(own))]
    read_all: list[Functions] = []
    for k in range(folds):
        weights = fit([t for t, p in zip(own, part, strict=True) if p != k], others)
        read_all += [read(weights, t) for t, p in zip(own, part, strict=True) if p == k]
    for measure, result in score(trees, read_all).items():
        if "conjuncts" not in measure:
            print(f"  {measure:24s}{result}")


def write(weights: Weights, path: Path) -> None:
    """One sign a line, with its weights for subject and object."""
    lines = ["# Weights of the signs for subject and object; made by benchmarks/train_syntax.py."]
    lines += [f"{sign}\t{a:.2f}\t{b:.2f}" for sign, (a, b) in sorted(weights.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Train, or validate."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args()
    folder = require(options.folder)
    trees = {name: list(read_trees(folder / FILES[name])) for name in ("gsd-dev", "pud")}
    own = [examples(tree, True) for tree in trees["gsd-dev"]]
    others = [examples(tree, False) for tree in trees["pud"]]
    if options.folds:
        validate(trees["gsd-dev"], own, others, options.folds)
        return
    weights = fit(own, others)
    write(weights, TARGET)
    print(f"{len(weights)} weights written to {TARGET}")


if __name__ == "__main__":
    main()
