"""Articles a minute from file to stored triples, and what each step costs.

    python benchmarks/loading.py [FOLDER] [--jobs N]

FOLDER holds .txt, .md or .html articles (default: the quotation corpus as texts, else the
samples). The peer in the same run is the tagger alone (HanTa, cached): the least a German reader can do.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import standpunkt
from benchmarks.material import EVALUATION
from graph.model.settings import read_settings
from loaders.articles import files as documents
from loaders.german.tokens import read_sentences

QUOTES = EVALUATION / "quotes" / "dev"


def gather(folder: Path | None, into: Path) -> Path:
    """The folder of articles to load; the corpus's JSON files are written out as texts."""
    if folder is not None:
        return folder
    if not QUOTES.is_dir():
        return Path(str(files("loaders") / "samples"))
    for file in sorted(QUOTES.glob("*.json")):
        text = json.loads(file.read_text(encoding="utf-8"))["originalText"]
        (into / f"{file.stem}.txt").write_text(text, encoding="utf-8")
    return into


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--jobs", default="1")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        texts = Path(scratch) / "texts"
        texts.mkdir()
        folder = gather(arguments.folder, texts)
        options = documents.Options(any_language=True)
        read_sentences("Aufwärmen des Lexikons.")
        articles = [documents.read_file(path, options) for path in documents.find_files([folder])]
        start = time.perf_counter()
        tokens = sum(len(sentence.tokens) for a in articles for sentence in read_sentences(a.text))
        tagging = time.perf_counter() - start
        settings = read_settings({"store": f"{scratch}/store", "jobs": arguments.jobs})
        with standpunkt.open_graph(settings) as graph:
            start = time.perf_counter()
            report = standpunkt.load(graph, [folder], options, settings=settings)
            loading = time.perf_counter() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    done = len(report.loaded)
    positions = sum(item.counts["positions"] for item in report.loaded)
    print(f"{done} articles, {tokens} tokens, {positions} positions, {len(report.failed)} failed")
    print(f"tagging alone  {tagging:7.2f} s  {tokens / tagging:9.0f} tokens/s")
    print(f"load           {loading:7.2f} s  {tokens / loading:9.0f} tokens/s")
    print(f"load / tagging {loading / tagging:7.2f}")
    print(f"articles a minute: {60 * done / loading:.0f}; peak memory {megabytes:.0f} MiB")


if __name__ == "__main__":
    main()
