"""What a language model as editor makes of the rules' draft: scores, cost, and where both agree.

    python benchmarks/llm.py --set wikinews2        # the settings llm_* say which model, or replay
    python benchmarks/llm.py --gold GOLD --texts TEXTS --by "two readers, 2026"

Reads every text as `standpunkt extract --llm` does, scores with the scorer of the gold sets, prints a row
each for the rules alone, the editor, what both say (kept, not corrected), what was corrected and what only
the model found; then refusals, tokens and dollars. Whoever annotated is named: a model of one kind with the
annotator agrees with him too well. Where answers are missing it says so and scores what there is.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.material import EVALUATION, require
from graph.model.settings import read_settings
from loaders.articles.findings import Extraction, Origin, Statement
from loaders.triples.json_rows import statement_json
from ontology.in_force import laid_over
from standpunkt.knowledge.folder import knowledge_of
from standpunkt.loading import editing, reading

ANNOTATED = {
    "wikinews": "one reader of this project",
    "wikinews2": "one reader of this project an article, liberal",
    "wikinews3": "one reader of this project an article",
}
"""The sets that may be looked at, and who annotated them."""
_PARTS: dict[str, Callable[[Statement], bool]] = {
    "editor": lambda s: True,
    "both agree": lambda s: s.origin is Origin.BOTH and s.earlier is None,
    "corrected": lambda s: s.earlier is not None,
    "model only": lambda s: s.origin is Origin.MODEL,
    "rules only": lambda s: s.origin is Origin.RULES,
}


def main() -> None:
    """Extract, score, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", choices=list(ANNOTATED), help="one of the gold sets")
    parser.add_argument("--gold", type=Path, help="a folder of N.json")
    parser.add_argument("--texts", type=Path, help="a folder of N.txt")
    parser.add_argument("--by", default="", help="who annotated")
    args = parser.parse_args()
    home = EVALUATION / (args.set or "")
    gold_folder, text_folder = args.gold or home / "gold", args.texts or home / "texts"
    require(gold_folder)
    scorer: Any = _scorer()
    gold = scorer.load(gold_folder, "gold")
    texts = scorer.load_texts(text_folder, gold)
    found, drafts = read_all({n: text_folder / f"{n}.txt" for n in texts})
    by = args.by or ANNOTATED.get(args.set, "somebody who is not named")
    print(f"{len(gold)} articles, annotated by {by}")
    print(f"{'':12} {'system':>6} {'right':>6}  {'L2 P':>5} {'L3 P':>5} {'L3 R':>5} {'L3 F':>5}")
    row(scorer, "rules", gold, texts, {n: rows(e.statements) for n, e in drafts.items()})
    for name, takes in _PARTS.items():
        row(scorer, name, gold, texts, {n: rows(filter(takes, e.statements)) for n, e in found.items()})
    row(scorer, "dropped", gold, texts, {n: rows(e.dropped) for n, e in found.items()})
    account(found)


def read_all(paths: dict[str, Path]) -> tuple[dict[str, Extraction], dict[str, Extraction]]:
    """Every article after the editor, and as the rules alone read it."""
    settings = editing.with_editor(read_settings())
    knowledge, options = knowledge_of(settings), reading.options_of(settings)
    found, drafts = {}, {}
    for name, path in paths.items():
        document = reading.read(path, options)
        found[name] = reading.extract(document, settings, knowledge)
        with laid_over(knowledge):
            drafts[name] = editing.draft_of(document, settings)
    return found, drafts


def rows(statements: Iterable[Statement]) -> list[dict[str, object]]:
    """Statements as the scorer reads them."""
    return [statement_json(s, "") for s in statements]


def row(scorer: Any, name: str, gold: Any, texts: Any, system: dict[str, Any]) -> None:
    """One line of the table."""
    matchings, micro = scorer.score(gold, system, texts)
    (p2, _, _), (p3, r3, f3) = micro[1], micro[2]
    right = sum(len(m[2]) for m in matchings.values())
    count = sum(map(len, system.values()))
    print(f"{name:12} {count:6} {right:6}  {p2:5.2f} {p3:5.2f} {r3:5.2f} {f3:5.2f}")


def account(found: dict[str, Extraction]) -> None:
    """Who answered, what it cost, what was refused, which quotes are no slices (there must be none)."""
    settings = read_settings()
    options = editing.editor_options(settings)
    calls = [c for e in found.values() if e.editing for c in e.editing.calls]
    sent, got = sum(c.tokens_in for c in calls), sum(c.tokens_out for c in calls)
    cost = (sent * options.price_in + got * options.price_out) / 1_000_000
    models = ", ".join(f"{model} ({n})" for model, n in Counter(c.model for c in calls).most_common())
    print(f"answers of {models or 'nobody'}, prompts {', '.join(sorted({c.prompt for c in calls}))}")
    per = cost / len(calls) * 10_000 if calls else 0.0
    print(f"{sent:,} tokens in, {got:,} out: ${cost:.2f}, for 10,000 such requests ${per:.2f}")
    refused = Counter(r.reason for e in found.values() if e.editing for r in e.editing.refused)
    for reason, n in refused.most_common():
        print(f"refused {n} × {reason}")
    problems = Counter(e.editing.problem for e in found.values() if e.editing and e.editing.problem)
    for problem, n in problems.most_common():
        print(f"by the rules alone {n} × {problem}")
    wrong = sum(
        s.evidence.span.of(e.document.text) != s.evidence.quote for e in found.values() for s in e.statements
    )
    print(f"quotes that are no slice: {wrong}")


def _scorer() -> Any:
    from benchmarks.positions import module  # noqa: PLC0415 - the scorer lies with the material

    return module("score_positions", require(EVALUATION / "score_positions.py"))


if __name__ == "__main__":
    main()
