"""How many of the people and bodies that annotators name does the actor stage find?

    python benchmarks/actors.py [--material FOLDER] [--misses K]

Three shares, on data that is measured with and never shipped:

holders   statements of ``evaluation/wikinews`` and ``evaluation/seed`` whose holder is an actor mentioned
          in a sentence of the evidence ("here"), in it or one next to it ("near"), or anywhere in the article
roles     persons of ``evaluation/seed/facts.json`` who get a tenure whose evidence is a role annotated
speakers  speaker spans of ``evaluation/quotes/dev`` that map to an actor; how many actors a sentence has
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.material import MATERIAL, require
from loaders.actors.index import ActorIndex, find_actors
from loaders.articles.findings import Document, Span
from loaders.german.tokens import Sentence, read_sentences

DATE_IN_NAME = re.compile(r"\((\d{4}-\d{2}-\d{2})\)")


def read(text: str, slug: str, published: dt.date | None = None) -> tuple[ActorIndex, tuple[Sentence, ...]]:
    """The actors and sentences of one text."""
    sentences = read_sentences(text)
    return find_actors(sentences, Document(f"document/{slug}", slug, text, published=published)), sentences


def words(name: str) -> list[str]:
    """Lower-case words without brackets and articles."""
    plain = re.sub(r"\(.*?\)", " ", name.lower())
    found = re.findall(r"[\w-]+", plain)
    return (
        found[1:]
        if found[:1] and found[0] in {"der", "die", "das", "dem", "den", "des", "ein", "eine"}
        else found
    )


def same(a: str, b: str) -> bool:
    """Whether the last words agree up to a genitive ending, as the scorer of positions has it."""
    left, right = words(a), words(b)
    return bool(left and right) and left[-1].rstrip("s") == right[-1].rstrip("s")


def around(sentences: tuple[Sentence, ...], start: int, end: int, margin: int) -> tuple[int, int]:
    """The range of the sentences that overlap start to end, and ``margin`` more on both sides."""
    touched = [s.index for s in sentences if s.start < end and start < s.end] or [0]
    first, last = max(0, touched[0] - margin), min(len(sentences) - 1, touched[-1] + margin)
    return sentences[first].start, sentences[last].end


def dates(material: Path) -> dict[str, dt.date]:
    """Dates of the development articles, from the document names of the quotation corpus."""
    found = {}
    for path in sorted((material / "evaluation/quotes/dev").glob("*.json")):
        match = DATE_IN_NAME.search(json.loads(path.read_text(encoding="utf-8"))["documentName"])
        if match:
            found[path.stem] = dt.date.fromisoformat(match.group(1))
    return found


def articles(material: Path) -> Iterator[tuple[str, str, list[dict[str, Any]], dt.date | None]]:
    """Name, text, gold statements and date of the articles with annotated positions."""
    days = dates(material) | {"1": dt.date(2025, 8, 19)}
    for folder in ("wikinews", "seed"):
        for path in sorted((material / "evaluation" / folder / "gold").glob("*.json")):
            text = (path.parents[1] / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
            yield path.stem, text, json.loads(path.read_text(encoding="utf-8")), days.get(path.stem)


def holders(material: Path, misses: list[str]) -> dict[str, dict[str, int]]:
    """For each corpus the number of statements, and of those whose holder is found here, near, anywhere."""
    result: dict[str, dict[str, int]] = {}
    for name, text, gold, day in articles(material):
        index, sentences = read(text, name, day)
        counts = result.setdefault(
            "seed" if name == "1" else "wikinews", dict.fromkeys(("all", "here", "near", "anywhere"), 0)
        )
        for statement in gold:
            names = [statement["holder"], *(statement["holder_aliases"] or [])]
            fitting = {a.id for a in index.actors if any(same(a.name, n) for n in names)}
            counts["all"] += 1
            counts["anywhere"] += bool(fitting)
            for key, margin in (("here", 0), ("near", 1)):
                low, high = around(sentences, statement["start"], statement["end"], margin)
                found = any(
                    m.actor in fitting for m in index.mentions if m.span.start < high and low < m.span.end
                )
                counts[key] += found
                if key == "here" and not found:
                    misses.append(f"holder {name}: {statement['holder']} | {statement['evidence'][:90]}")
    return result


def roles(material: Path, misses: list[str]) -> tuple[int, int]:
    """Persons of the seed with an annotated role, and those who get a tenure from its words."""
    text = (material / "evaluation/seed/texts/1.txt").read_text(encoding="utf-8")
    facts = json.loads((material / "evaluation/seed/facts.json").read_text(encoding="utf-8"))
    index, _ = read(text, "1", dt.date(2025, 8, 19))
    people = [a for a in facts["actors"] if a["type"] == "person" and a["roles"]]
    hits = 0
    for person in people:
        spans = [Span(r["start"], r["end"]) for r in person["roles"]]
        found = any(
            same(t.actor.name, person["name"]) and any(t.evidence.span.overlaps(s) for s in spans)
            for t in index.tenures
        )
        hits += found
        if not found:
            misses.append(f"role {person['name']}: {person['roles'][0]['evidence']}")
    return len(people), hits


def speakers(material: Path, misses: list[str]) -> dict[str, float]:
    """Speaker spans of the quotation corpus, the share that maps to an actor, and how fast that went."""
    found = total = tokens = actors = lines = 0
    seconds = 0.0
    days = dates(material)
    for path in sorted((material / "evaluation/quotes/dev").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        text = data["originalText"]
        sentences = read_sentences(text)
        began = time.perf_counter()
        index = find_actors(
            sentences, Document(f"document/{path.stem}", path.stem, text, published=days.get(path.stem))
        )
        seconds += time.perf_counter() - began
        tokens += sum(len(s.tokens) for s in sentences)
        lines += len(sentences)
        actors += len(index.actors)
        for quote in data["quotes"]:
            for start, end in quote["speaker"][:1]:
                total += 1
                actor = index.actor_at(Span(start, end))
                found += actor is not None
                if actor is None:
                    misses.append(f"speaker {path.stem}: {text[start:end]}")
    return {
        "spans": total,
        "found": found,
        "actors per sentence": actors / lines,
        "tokens per second": tokens / seconds,
    }


def main() -> None:
    """Print the three shares."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--material", type=Path, default=MATERIAL)
    parser.add_argument("--misses", type=int, default=0, help="print this many misses of each kind")
    options = parser.parse_args()
    misses: list[str] = []
    for corpus, counts in holders(require(options.material), misses).items():
        print(f"holders {corpus}: " + ", ".join(f"{k} {v}" for k, v in counts.items()))
    people, hits = roles(options.material, misses)
    print(f"roles seed: {hits} of {people}")
    print("speakers: " + ", ".join(f"{k} {v:.4g}" for k, v in speakers(options.material, misses).items()))
    for kind in ("holder", "role", "speaker"):
        print(*[m for m in misses if m.startswith(kind)][: options.misses], sep="\n")


if __name__ == "__main__":
    main()
