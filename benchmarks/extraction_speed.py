"""Speed of extraction: tokens a second from text to statements on one core, beside tagging alone.

    python benchmarks/extraction_speed.py [--articles N]

The texts are those of the quotation corpus (``material``). Each figure is one pass over texts the process has
not seen before (cold caches of words), then a second pass (warm). HanTa's own ``tag_sent`` is the peer. Where
its package is here, the second reader then reads what was found, as by default.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command; numpy reads it when it is imported

from HanTa.HanoverTagger import HanoverTagger

from benchmarks.material import EVALUATION
from graph.model.settings import read_settings
from loaders.articles.findings import Document, Extraction
from loaders.german.tokens import read_sentences
from loaders.german_rules import GermanRules
from loaders.reader import package
from loaders.reader.doubting import STEP, doubted

FOLDER = EVALUATION / "quotes" / "dev"
Item = TypeVar("Item")


def texts(limit: int) -> list[str]:
    """The development articles."""
    paths = sorted(FOLDER.glob("*.json"))[:limit]
    return [json.loads(p.read_text(encoding="utf-8"))["originalText"] for p in paths]


def seconds(work: Callable[[Item], object], items: Sequence[Item]) -> float:
    """Processor time of one pass."""
    start = time.process_time()
    for item in items:
        work(item)
    return time.process_time() - start


def print_reader(extractions: list[Extraction], tokens: int, rules: float) -> None:
    """What the second reader takes after ``rules`` seconds of the rules, at the default of ``min_belief``."""
    minimum = read_settings().share("min_belief")
    doubted(extractions[0], 1.0)  # opens the model
    taken = seconds(lambda found: doubted(found, minimum), extractions)
    read = [one for found in extractions for one in doubted(found, minimum).statements]
    asked = [one for one in read if STEP in dict(one.trace)]
    kept = sum(not one.doubt for one in asked)
    print(
        f"second reader, {len(asked)} sides   {taken:8.1f} s, beside {rules:.1f} s of the rules; {kept} stay"
    )
    print(f"rules and reader, warm    {tokens / (rules + taken):8.0f} tokens/s")


def main() -> None:
    """Measure and print one figure a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=138)
    limit = parser.parse_args().articles
    if not FOLDER.is_dir():
        raise SystemExit(f"the texts are not at {FOLDER}")
    articles = texts(limit)
    extractor = GermanRules()
    extractor.extract(Document("document/x", "x", "Die SPD fordert Brot."))  # load models and tables
    tokens = 0

    found: list[Extraction] = []

    def extract(text: str) -> None:
        found.append(extractor.extract(Document("document/x", "x", text)))

    cold = seconds(extract, articles)
    warm = seconds(extract, articles)
    sentences = [[t.text for t in s.tokens] for text in articles for s in read_sentences(text)]
    tokens = sum(map(len, sentences))
    tagger = HanoverTagger("morphmodel_ger.pgz")
    start = time.process_time()
    for sentence in sentences:
        tagger.tag_sent(sentence)
    alone = time.process_time() - start
    print(f"articles {len(articles)}  tokens {tokens}")
    print(f"text to statements, cold  {tokens / cold:8.0f} tokens/s")
    print(f"text to statements, warm  {tokens / warm:8.0f} tokens/s")
    print(f"HanTa tagging alone       {tokens / alone:8.0f} tokens/s")
    print(f"ratio cold to HanTa alone {alone / cold:8.2f}")
    if package.is_here():
        print_reader(found[len(articles) :], tokens, warm)
    print(f"memory, highest           {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
