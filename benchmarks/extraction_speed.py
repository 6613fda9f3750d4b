"""Speed of extraction: tokens a second from text to statements on one core, beside tagging alone.

    python benchmarks/extraction_speed.py [--articles N]

The texts are those of the quotation corpus (``material``). Each figure is one pass over texts the process has
not seen before (cold caches of words), then a second pass (warm). HanTa's own ``tag_sent`` is the peer.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from HanTa.HanoverTagger import HanoverTagger

from benchmarks.material import EVALUATION
from loaders.articles.findings import Document
from loaders.german.tokens import read_sentences
from loaders.german_rules import GermanRules

FOLDER = EVALUATION / "quotes" / "dev"


def texts(limit: int) -> list[str]:
    """The development articles."""
    paths = sorted(FOLDER.glob("*.json"))[:limit]
    return [json.loads(p.read_text(encoding="utf-8"))["originalText"] for p in paths]


def seconds(work: object, items: list[str]) -> float:
    """Processor time of one pass."""
    start = time.process_time()
    for item in items:
        work(item)  # type: ignore[operator]
    return time.process_time() - start


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

    def extract(text: str) -> None:
        extractor.extract(Document("document/x", "x", text))

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
    print(f"memory, highest           {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
