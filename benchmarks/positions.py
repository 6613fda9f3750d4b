"""How well positions are found: the scorer's levels, then what is confused, by act and by cause.

    python benchmarks/positions.py [--set wikinews|seed|own|all] [--list]

The gold sets are material that is not shipped (``material``). "own" are the
articles of tests/loaders/data/articles, written for the purpose. Causes of an error:

    evidence   no statement touches the gold evidence            (missed)
    holder     a statement is there, but with another holder
    stance     the holder agrees, the stance does not
    issue      holder and stance agree, the words of the issue do not
    extra      a statement that matches no gold statement        (false positive)
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.material import EVALUATION, ROOT
from loaders.articles.findings import Document
from loaders.german_rules import GermanRules
from loaders.triples.json_rows import statement_json

ARTICLES = ROOT / "tests" / "loaders" / "test_articles.py"
CAUSES = ("evidence", "holder", "stance", "issue", "right", "extra")


def module(name: str, path: Path) -> ModuleType:
    """The module in the file ``path``: the scorer of the gold sets, the reader of our own articles."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no module at {path}")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def statements_of(text: str, name: str) -> list[dict[str, Any]]:
    """What the extractor finds, as ``standpunkt extract --format json`` prints it."""
    document = Document(f"document/{name}", name, text, published=dt.date(2025, 8, 19))
    return [statement_json(s, "") for s in GermanRules().extract(document).statements]


def cause_of(score: ModuleType, gold: dict[str, Any], system: list[dict[str, Any]], starts: list[int]) -> str:
    """Why a gold statement is not matched at the last level; the nearest statement counts."""
    near = [s for s in system if score.evidence_matches(gold, s, starts)]
    if not near:
        return "evidence"
    holders = [s for s in near if score.holder_matches(gold, s)]
    if not holders:
        return "holder"
    return "issue" if any(score.stance_matches(gold, s) for s in holders) else "stance"


def read_set(name: str) -> tuple[dict[str, list[dict[str, Any]]], dict[str, str]]:
    """Gold and texts of a set by article."""
    if name == "own":
        own = module("articles", ARTICLES)
        texts: dict[str, str] = own.texts()
        return {n: own.gold(n, text) for n, text in texts.items()}, texts
    folder = EVALUATION / name
    gold = {
        p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted((folder / "gold").glob("*.json"))
    }
    return gold, {n: (folder / "texts" / f"{n}.txt").read_bytes().decode("utf-8") for n in gold}


def report(score: ModuleType, name: str, show: bool) -> None:
    """Levels, then causes by act."""
    gold, texts = read_set(name)
    system = {n: statements_of(texts[n], n) for n in gold}
    matchings, micro = score.score(gold, system, texts)
    print(f"\n{name}: {sum(map(len, gold.values()))} gold, {sum(map(len, system.values()))} found")
    for level, (precision, recall, f1) in zip(score.LEVELS, micro, strict=True):
        print(f"  {level}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    table: dict[str, Counter[str]] = {}
    for n, items in gold.items():
        starts = score.sentence_starts(texts[n])
        matched = matchings[n][2]
        for i, statement in enumerate(items):
            cause = "right" if i in matched else cause_of(score, statement, system[n], starts)
            table.setdefault(statement["act"], Counter())[cause] += 1
            if show and cause != "right":
                print(f"    {cause:9} {statement['id']} {statement['holder']}: {statement['issue']}")
        used = set(matchings[n][0].values())
        for i, found in enumerate(system[n]):
            if i not in used:
                table.setdefault(found["act"], Counter())["extra"] += 1
                if show:
                    print(f"    extra     {n} {found['holder']}: {found['issue']} ({found['rule']})")
    print("  " + "act".ljust(12) + "".join(c.rjust(10) for c in CAUSES))
    for act in sorted(table, key=lambda a: -sum(table[a].values())):
        print("  " + act.ljust(12) + "".join(str(table[act][c] or "·").rjust(10) for c in CAUSES))
    total = sum(table.values(), Counter())
    print("  " + "all".ljust(12) + "".join(str(total[c]).rjust(10) for c in CAUSES))


def main() -> None:
    """Read the arguments and print the report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", choices=("wikinews", "seed", "own", "all"), default="all")
    parser.add_argument("--list", action="store_true", help="print every error")
    arguments = parser.parse_args()
    if not EVALUATION.is_dir():
        raise SystemExit(f"the gold sets are not at {EVALUATION}")
    score = module("score_positions", EVALUATION / "score_positions.py")
    for name in ("wikinews", "seed", "own") if arguments.set == "all" else (arguments.set,):
        report(score, name, arguments.list)


if __name__ == "__main__":
    main()
