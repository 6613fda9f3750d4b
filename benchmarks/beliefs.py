"""What the second reader's threshold costs and brings: sides that stay, what is right, what is answered.

    python benchmarks/beliefs.py [--judged FILE] [--answers]

For the rules alone (0) and for each threshold: the level L2 (holder and stance) of the sides that are left in
the gold sets, all of which were read while rules were written, so that more right sides are lost here than
in unread text. ``--judged FILE`` is a JSON list of sides that readers judged (holder, stance, issue, quote,
its context, and v: T true and useful, V true but vague, F false): the share that stays, and what is in it.
``--answers`` asks the questions of ``answers.py`` over the gold sets as they are read with each threshold.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import answers
from benchmarks.answering.annotated import BASE, extractions
from benchmarks.material import EVALUATION, require
from benchmarks.positions import module
from loaders.articles.findings import Extraction, Stance
from loaders.reader.doubting import doubted, encoder
from loaders.reader.question import Assertion, around_of, question_of
from loaders.triples.json_rows import statement_json
from loaders.triples.sides import withheld
from tests.worlds import graph_of

SETS = ("seed", "wikinews2", "wikinews3")
THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7)


def read(found: Sequence[Extraction], minimum: float) -> list[Extraction]:
    """What the rules found, as the second reader leaves it (0: as it is)."""
    return [doubted(one, minimum) if minimum else one for one in found]


def sides(found: Extraction) -> list[dict[str, Any]]:
    """The statements that take a side in the graph, as ``standpunkt extract`` prints them."""
    return [statement_json(one, "") for one in found.statements if not withheld(one)]


def score_set(name: str, found: Sequence[Extraction]) -> None:
    """Print L2 of the sides by threshold, as the scorer's ``--asserted`` counts them."""
    score = module("score_positions", EVALUATION / "score_positions.py")
    gold, texts = {}, {}
    for one in found:
        number = one.document.id.removeprefix("document/")
        rows = json.loads((EVALUATION / name / "gold" / f"{number}.json").read_text(encoding="utf-8"))
        gold[number] = [row for row in rows if row.get("modality", "asserted") == "asserted"]
        texts[number] = one.document.text
    for minimum in THRESHOLDS:
        system = {one.document.id.removeprefix("document/"): sides(one) for one in read(found, minimum)}
        _, micro = score.score(gold, system, texts)
        precision, recall, f1 = micro[1]
        number_of = sum(map(len, system.values()))
        print(f"{name:10} {minimum:4} {number_of:5} sides  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


def score_judged(file: Path) -> None:
    """Print how many judged sides stay at each threshold, and the shares of true and useful, vague, false."""
    rows = json.loads(file.read_text(encoding="utf-8"))
    reader = encoder()
    questions = []
    for row in rows:
        start = max(0, row["context"].find(row["quote"]))
        around = around_of(row["context"], start, start + len(row["quote"]))
        said = (row["holder"], Stance(row["stance"]), row["issue"])
        questions.append(question_of(Assertion(*said, *around), reader.cut))
    beliefs = reader.beliefs(questions)
    for minimum in THRESHOLDS:
        kept = Counter(row["v"] for row, belief in zip(rows, beliefs, strict=True) if belief >= minimum)
        shares = "  ".join(f"{verdict} {kept[verdict] / kept.total():4.0%}" for verdict in "TVF")
        print(f"judged     {minimum:4} {kept.total():5} sides  {kept.total() / len(rows):4.0%}  {shares}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--judged", type=Path, help="sides that readers judged (JSON)")
    parser.add_argument("--answers", action="store_true", help="ask the questions of answers.py as well")
    options = parser.parse_args()
    found = {name: list(extractions([require(EVALUATION / name)], annotated=False)) for name in SETS}
    for name, articles in found.items():
        score_set(name, articles)
    if options.judged:
        score_judged(options.judged)
    if options.answers:
        asked = [one for name in answers.SETS for one in found[name]]
        for minimum in THRESHOLDS:
            answers.score(f"min_belief {minimum}", graph_of(read(asked, minimum), BASE), misses=False)


if __name__ == "__main__":
    main()
