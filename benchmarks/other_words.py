"""Whether an encoder finds a matter by other words, and tells it from its neighbours.

    python benchmarks/other_words.py [--wordings NAME]

Of the invented pairs in ``answering/other-words.tsv``: how often the label that means the same is the likest,
or among the likest five, of all labels; how often it is likelier than its neighbour, which is another matter;
how many of the same, and of all others, reach the likeness from which a wording is told. The first
50 are asked in German, the others in English; rows with an even number judge, those with an odd one chose the
thresholds.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import cast

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graph.ask.in_other_words import ALIKE
from graph.model.plugins import find_plugin
from graph.model.wording import WordingEncoder

PAIRS = Path(__file__).parent / "answering" / "other-words.tsv"


def rows() -> list[list[str]]:
    """What is asked, a label that means the same, and one that does not."""
    lines = [line for line in PAIRS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]


def main() -> None:
    """Print the figures of both halves, and what a wording costs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wordings", default="e5", help="the encoder (entry point standpunkt.wordings)")
    encoder = cast(WordingEncoder, find_plugin("wordings", parser.parse_args().wordings)())  # type: ignore[operator]
    pairs = rows()
    encoder.vectors(["warm"])
    start = time.process_time()
    asked, same, near = (encoder.vectors([row[column] for row in pairs]) for column in range(3))
    cost = (time.process_time() - start) / (3 * len(pairs))
    alike = asked @ np.concatenate([same, near]).T
    number = np.arange(len(pairs))
    right, beside = alike[number, number], alike[number, len(pairs) + number]
    rank = (alike > right[:, None]).sum(axis=1)
    others = np.delete(alike.ravel(), number * alike.shape[1] + number).reshape(len(pairs), -1)
    for language, part in (("de", range(50)), ("en", range(50, 100))):
        enough = ALIKE[language]
        for name, first in (("odd", 0), ("even", 1)):
            half = np.array(part[first::2])
            print(
                f"{language}, {name}: first {np.mean(rank[half] == 0):.2f}, "
                f"among five {np.mean(rank[half] < 5):.2f}, "
                f"before its neighbour {np.mean(right[half] > beside[half]):.2f}; "
                f"told {np.mean(right[half] >= enough):.2f} of the same, "
                f"{np.mean(beside[half] >= enough):.2f} of the neighbours, "
                f"{np.mean(others[half] >= enough):.3f} of all others"
            )
    print(f"{1000 * cost:.0f} ms of processor time a wording, {2 * same.shape[1]} bytes")


if __name__ == "__main__":
    main()
