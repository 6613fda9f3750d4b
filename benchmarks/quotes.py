"""Score the quotation finder against annotated articles.

    python benchmarks/quotes.py [--gold FOLDER] [--half even|odd|all] [--misses K] [--false K] [--speakers K]

Prints precision, recall and F1 of the quotations (character F1 of a pair at least 0.5), of quotation with
speaker, and what was missed or found too much by type. The articles are not part of the project.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.material import EVALUATION, require
from loaders.actors.index import find_actors
from loaders.articles.findings import Document, Quotation
from loaders.german.tokens import read_sentences
from loaders.speech.index import nested
from loaders.speech.quotations import find_quotations
from loaders.syntax.parsing import parse_all

Quote = dict[str, Any]


def as_json(quotations: tuple[Quotation, ...]) -> list[Quote]:
    """Quotations in the form of the corpus."""
    inside = nested(quotations)
    return [
        {
            "quote": [[s.start, s.end] for s in q.spans],
            "speaker": [[s.start, s.end] for s in q.speaker_spans],
            "speaker_iri": q.speaker.id if q.speaker else None,
            "cue": q.cue,
            "type": q.type,
            "nested": q.id in inside,
        }
        for q in quotations
    ]


def characters(spans: list[list[int]]) -> set[int]:
    """The offsets that spans cover."""
    return {i for start, end in spans for i in range(start, end)}


def pairs(system: list[Quote], gold: list[Quote]) -> list[tuple[int, int]]:
    """Index pairs that match, best first, each used once."""
    scored = []
    for i, s in enumerate(system):
        for j, g in enumerate(gold):
            a, b = characters(s["quote"]), characters(g["quote"])
            score = 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
            if score >= 0.5:
                scored.append((-score, i, j))
    used_i: set[int] = set()
    used_j: set[int] = set()
    matched = []
    for _, i, j in sorted(scored):
        if i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            matched.append((i, j))
    return matched


def f1(hits: int, system: int, gold: int) -> str:
    """Precision, recall and F1 as text."""
    p, r = hits / system if system else 0.0, hits / gold if gold else 0.0
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / (p + r) if p + r else 0.0:.3f}"


def main() -> None:
    """Run the finder over the gold folder and print the scores."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, default=EVALUATION / "quotes" / "dev")
    parser.add_argument("--half", choices=("even", "odd", "all"), default="all")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--false", type=int, default=0)
    parser.add_argument("--speakers", type=int, default=0)
    parser.add_argument("--save", type=Path)
    args = parser.parse_args()
    paths = sorted(require(args.gold).glob("*.json"), key=lambda p: p.name)
    paths = {"even": paths[::2], "odd": paths[1::2], "all": paths}[args.half]
    counts: Counter[str] = Counter()
    found_by: Counter[tuple[str, bool]] = Counter()
    false_by: Counter[tuple[str, bool]] = Counter()
    misses, wrong, speakers = [], [], []
    tokens = 0
    seconds = 0.0
    for path in paths:
        article = json.loads(path.read_text(encoding="utf-8"))
        text = article["originalText"]
        started = time.perf_counter()
        sentences = read_sentences(text)
        document = Document(f"document/{path.stem}", path.stem, text)
        actors = find_actors(sentences, document)
        parsed = parse_all(sentences, [m.span for m in actors.mentions])
        quotations = find_quotations(parsed, actors, document)
        seconds += time.perf_counter() - started
        tokens += sum(len(s.tokens) for s in sentences)
        system = as_json(quotations)
        if args.save:
            args.save.mkdir(parents=True, exist_ok=True)
            (args.save / path.name).write_text(json.dumps(system), encoding="utf-8")
        system = [q for q in system if not q["nested"]]
        gold = [q for q in article["quotes"] if q["quote"] and not q.get("nested")]
        matched = pairs(system, gold)
        counts.update(system=len(system), gold=len(gold), quote=len(matched))
        for i, j in matched:
            a, b = characters(system[i]["speaker"]), characters(gold[j].get("speaker") or [])
            agree = (not a and not b) or bool(a & b)
            counts["joint"] += agree
            if not agree:
                speakers.append(
                    (
                        path.stem,
                        gold[j]["type"],
                        _slice(text, gold[j]["quote"])[:70],
                        _slice(text, gold[j].get("speaker") or []),
                        _slice(text, system[i]["speaker"]),
                    )
                )
        hit_i, hit_j = {i for i, _ in matched}, {j for _, j in matched}
        for j, g in enumerate(gold):
            found_by[(g["type"], j in hit_j)] += 1
            if j not in hit_j:
                misses.append(
                    (path.stem, g["type"], _slice(text, g["quote"])[:150], _slice(text, g.get("cue") or []))
                )
        for i, s in enumerate(system):
            false_by[(s["type"], i in hit_i)] += 1
            if i not in hit_i:
                wrong.append((path.stem, s["type"], _slice(text, s["quote"])[:150], s["cue"]))
    print("quote ", f1(counts["quote"], counts["system"], counts["gold"]))
    print("joint ", f1(counts["joint"], counts["system"], counts["gold"]))
    for label, table in (("recall", found_by), ("precision", false_by)):
        for kind in sorted({k for k, _ in table}):
            hits, misses_ = table[(kind, True)], table[(kind, False)]
            print(f"  {label:9} {kind:22} {hits:3d} of {hits + misses_:3d}")
    print(f"  {tokens} tokens, {tokens / seconds if seconds else 0:.0f} a second with tags and actors")
    for name, rows, k in (
        ("missed", misses, args.misses),
        ("false", wrong, args.false),
        ("speaker", speakers, args.speakers),
    ):
        for row in rows[:k]:
            print(" ", name, *map(repr, row))


def _slice(text: str, spans: list[list[int]]) -> str:
    return " … ".join(text[a:b] for a, b in spans)


if __name__ == "__main__":
    main()
