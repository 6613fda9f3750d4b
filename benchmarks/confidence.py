"""Whether confidence keeps its word on sides that somebody judged.

    python benchmarks/confidence.py FILE [--least N]

``FILE`` is JSONL: a line is a statement as ``standpunkt extract`` prints it with a ``verdict`` (T true and
useful, V true but vague, F false), or a document as ``extract --format jsonl`` prints it with such
statements. What has no verdict is left out. Printed are the AUC of what is not false and of what is useful,
and by bands of confidence how much was said and how much is not false (with the Wilson interval of 95 per
cent): bands of fixed limits, then the most bands of like size with ``--least`` cases each. Only what the
file says is read: nothing is extracted again.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

LIMITS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
LEAST = 60
PROMISED = 0.08
"""How far a band may be from what it says."""
Judged = tuple[float, str]
"""A confidence and a verdict."""


def judged_in(file: Path) -> list[Judged]:
    """Every statement of ``file`` that has a verdict."""
    return [
        (float(row["confidence"]), row["verdict"])
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
        for row in _rows(json.loads(line))
        if row.get("verdict")
    ]


def _rows(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "statements" in said:
        yield from said["statements"]
    else:
        yield said


def auc(said: Sequence[float], right: Sequence[bool]) -> float:
    """How often what is right is said to be surer than what is not; ties count half."""
    above = [one for one, yes in zip(said, right, strict=True) if yes]
    below = [one for one, yes in zip(said, right, strict=True) if not yes]
    won = sum((a > b) + 0.5 * (a == b) for a in above for b in below)
    return won / (len(above) * len(below)) if above and below else float("nan")


def wilson(right: int, cases: int) -> tuple[float, float]:
    """The interval in which the true share lies in 95 of 100 samples of this size."""
    z, share = 1.96, right / cases
    middle, spread = (
        share + z * z / (2 * cases),
        z * (share * (1 - share) / cases + (z / (2 * cases)) ** 2) ** 0.5,
    )
    scale = 1 + z * z / cases
    return (middle - spread) / scale, (middle + spread) / scale


def by_size(judged: Sequence[Judged], least: int = LEAST) -> list[list[Judged]]:
    """The judged ones, the least sure first, in as many parts of like size as have ``least`` each.

    Who says the same is in the same part, so that sizes may differ.
    """
    ordered = sorted(judged)
    parts = max(1, len(ordered) // least)
    cuts = [0]
    for number in range(1, parts):
        place = max(cuts[-1] + least, number * len(ordered) // parts)
        while place < len(ordered) and ordered[place][0] == ordered[place - 1][0]:
            place += 1
        if len(ordered) - place >= least:
            cuts.append(place)
    return [ordered[start:end] for start, end in pairwise([*cuts, len(ordered)])]


def by_limits(judged: Sequence[Judged], limits: Sequence[float] = LIMITS) -> list[list[Judged]]:
    """The judged ones in bands of fixed limits, the empty ones left out."""
    bands = ([one for one in judged if low <= one[0] < high] for low, high in pairwise(limits))
    return [band for band in bands if band]


def show(band: Sequence[Judged]) -> str:
    """A line for one band."""
    said = [confidence for confidence, _ in band]
    right, useful = sum(v != "F" for _, v in band), sum(v == "T" for _, v in band)
    mean, share = sum(said) / len(band), right / len(band)
    low, high = wilson(right, len(band))
    kept = "kept" if abs(mean - share) <= PROMISED else "NOT KEPT"
    return (
        f"  {min(said):.2f}-{max(said):.2f}  n {len(band):4}  said {mean:.2f}  not false {share:.2f}"
        f" ({low:.2f}-{high:.2f})  useful {useful / len(band):.2f}  off {share - mean:+.2f} {kept}"
    )


def report(name: str, judged: Sequence[Judged], least: int = LEAST) -> None:
    """Print how well ``judged`` keep their word."""
    said = [confidence for confidence, _ in judged]
    not_false, useful = [v != "F" for _, v in judged], [v == "T" for _, v in judged]
    print(f"{name}: {len(judged)} sides, {sum(not_false) / len(judged):.2f} not false", end="")
    print(f", AUC not false {auc(said, not_false):.3f}, useful {auc(said, useful):.3f}")
    for title, bands in (("fixed limits", by_limits(judged)), ("like size", by_size(judged, least))):
        print(f" {title}:")
        for band in bands:
            print(show(band))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--least", type=int, default=LEAST, help="cases of a band of like size")
    given = parser.parse_args()
    judged = judged_in(given.file)
    if not judged:
        raise SystemExit(f"{given.file}: no statement with a verdict.")
    report(given.file.name, judged, given.least)


if __name__ == "__main__":
    main()
