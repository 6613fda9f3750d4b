"""Random bytes, guided by what code they reach, into everything that reads what a stranger sends: atheris.

    python benchmarks/fuzz_readers.py [--seconds 60] [TARGET …]

Needs atheris (``make fuzz`` installs it; Linux). A reader may refuse with a ``StandpunktError``; any other
exception, or one input that takes longer than two minutes, is a finding: it is printed with the input, and
the run ends with status 1. Targets run one after another, each in a process of its own, ``--seconds`` each.
"""
# ruff: noqa: PLC0415 - what is fuzzed is imported where it can be instrumented

from __future__ import annotations

import argparse
import datetime as dt
import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DAY = dt.date(2025, 8, 19)
SLOWEST = 120
"""Seconds one input may take."""
ENCODINGS = ("utf-8", "latin-1", "utf-16", "utf-7", "idna", "unicode_escape", "base64", "\x00", "")
WORDS = {
    "protocol": ("query=", "update=", "&default-graph-uri=", "%F0%9F", "+", "%00", "urn:x"),
    "negotiation": ("text/turtle", "*/*", ";q=0.", "application/", ",", "json", "+xml", ';level="1"'),
    "sparql-words": (
        "SELECT",
        "SERVICE",
        "SILENT",
        "<http://a>",
        "'''",
        '"""',
        "\\u",
        "#",
        "_:",
        "@en",
        "LOAD",
    ),
    "documents": (
        "---\ntitle: ",
        "date: 2025-08-19\n",
        "<html>",
        "<p>",
        "**",
        "> ",
        "```",
        "Die Ministerin fordert ",
    ),
    "question": (
        "Wer unterstützt ",
        "Was fordert ",
        "Who opposes ",
        "seit 2024",
        "und",
        "nicht",
        "warum",
        "?",
        "NATO",
    ),
    "dates": (
        "am Montag",
        "18. August",
        "Ende 2024",
        "vor drei ",
        "Jahren",
        "bis zum ",
        "Ostern",
        "1.",
        "KW 5",
    ),
    "extraction": (
        "„",
        "“",
        "sagte ",
        "Die Ministerin ",
        "fordert ",
        "lehnt ",
        " ab",
        ", dass ",
        ".\n\n",
        "Meier",
    ),
    "closure": (
        "<urn:a> ",
        "<http://www.w3.org/2002/07/owl#",
        "sameAs>",
        "_:b ",
        '"1"^^<',
        " .\n",
        "@de",
        "<<(",
    ),
    "terms": ("sp:supports", "<", ">", '"x"@de', "^^xsd:date", "actor/nato", "rdf:", "://"),
}

_OWL, _RDF = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_INT = "http://www.w3.org/2001/XMLSchema#int"
SEEDS = {
    "closure": f'<urn:a> <{_OWL}sameAs> _:b .\n<urn:a> <urn:p> "1"^^<{_INT}> .\n'
    f"<urn:p> <{_RDF}type> <{_OWL}FunctionalProperty> .\n_:l <{_RDF}first> <urn:c> .\n"
    f"_:l <{_RDF}rest> _:l .\n"
    f'<urn:c> <{_OWL}intersectionOf> _:l .\n<urn:c> <{_OWL}maxCardinality> "x" .\n',
}
"""Inputs to start from, where words alone do not lead far."""


def protocol() -> Callable[[bytes], object]:
    """Fields of forms and query strings."""
    from web.http.protocol import decode

    return decode


def negotiation() -> Callable[[bytes], object]:
    """The header Accept."""
    from web.http.negotiation import PAGES, QUADS, SOLUTIONS, choose, require

    def read(data: bytes) -> None:
        accept = data.decode("latin-1")
        choose(accept, SOLUTIONS)
        choose(accept, QUADS)
        require(accept, PAGES)

    return read


def sparql_words() -> Callable[[bytes], object]:
    """The scanner of SPARQL texts: it must cover the text without gap or overlap."""
    from graph.rdf.sparql_words import tokens
    from web.http.services import may_connect

    def read(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        end = 0
        for token in tokens(text):
            assert end <= token.start < token.end <= len(text), token
            assert text[token.start : token.end] == token.text, token
            end = token.end
        may_connect(text, frozenset({"http://a"}))

    return read


def documents() -> Callable[[bytes], object]:
    """Articles in any encoding, as text, Markdown or HTML: what is read can be stored."""
    from loaders.articles.files import Options, read_bytes

    def read(data: bytes) -> None:
        kind = ("text", "markdown", "html")[data[0] % 3] if data else "text"
        encoding = ENCODINGS[data[1] % len(ENCODINGS)] if data[1:] and data[0] > 127 else "utf-8"
        document = read_bytes(data[2:], "fuzz.txt", kind, Options(encoding=encoding, any_language=True))
        document.text.encode("utf-8")
        document.title.encode("utf-8")

    return read


def question() -> Callable[[bytes], object]:
    """Questions: how they are taken apart, and the whole way to an answer over the sample articles."""
    import standpunkt
    from graph.ask.reading.grammar import readings

    opened = standpunkt.open_graph(store_kind="memory")
    graph = opened.__enter__()
    _KEPT.append(opened)
    standpunkt.load(graph, [ROOT / "loaders" / "samples"])

    def read(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        list(readings(text, "de"))
        standpunkt.ask(graph, text)

    return read


def dates() -> Callable[[bytes], object]:
    """Date expressions: every one found is where it says, and begins before it ends."""
    from loaders.facts.dates import find_dates

    def read(data: bytes) -> None:
        text = data[1:].decode("utf-8", "replace")
        for found in find_dates(text, DAY if data[:1] < b"\x80" else None, ahead=None):
            assert text[found.span.start : found.span.end] == found.when.expression, found
            first, last = found.when.start, found.when.end
            assert first is None or last is None or first <= last, found

    return read


def extraction() -> Callable[[bytes], object]:
    """The whole way from text to triples that the shapes accept."""
    import standpunkt
    from graph.model.settings import read_settings
    from loaders.articles.files import Options, read_bytes
    from loaders.triples.shapes import validate

    settings = read_settings()

    def read(data: bytes) -> None:
        document = read_bytes(data, "fuzz.txt", "text", Options(published=DAY, any_language=True))
        validate(standpunkt.document_triples(standpunkt.extract(document, settings), settings))

    return read


def closure() -> Callable[[bytes], object]:
    """N-Triples on standard input of ``standpunkt closure``."""
    from standpunkt.commands.closure import run_closure

    def read(data: bytes) -> None:
        run_closure(io.BytesIO(data), io.BytesIO(), io.StringIO())

    return read


def terms() -> Callable[[bytes], object]:
    """Terms as the command line and the page of proofs read them."""
    from graph.rdf.notation import read_triple

    def read(data: bytes) -> None:
        parts = [*data.decode("utf-8", "replace").split("\n"), "a", "a"][:3]
        read_triple(parts[0], parts[1], parts[2], "http://127.0.0.1:5000/")

    return read


TARGETS: dict[str, Callable[[], Callable[[bytes], object]]] = {
    "protocol": protocol,
    "negotiation": negotiation,
    "sparql-words": sparql_words,
    "documents": documents,
    "question": question,
    "dates": dates,
    "extraction": extraction,
    "closure": closure,
    "terms": terms,
}
_KEPT: list[object] = []


def run_one(name: str, folder: str, seconds: int) -> None:
    """Fuzz one target in this process; libFuzzer ends it."""
    import atheris

    from ontology.errors import StandpunktError

    with atheris.instrument_imports(include=["web", "graph", "loaders", "ontology", "standpunkt"]):
        read = TARGETS[name]()

    def once(data: bytes) -> None:
        try:
            read(data)
        except StandpunktError as error:
            if not str(error).strip():
                raise AssertionError("an error without a sentence") from error

    once(b"Die Ministerin fordert ein Tempolimit.")  # loads the lexicons before the clock runs
    words = Path(folder) / "words"
    words.write_text("".join(f'"{_quoted(word)}"\n' for word in WORDS[name]), encoding="ascii")
    corpus = Path(folder) / "corpus"
    corpus.mkdir(exist_ok=True)
    seeds = (*WORDS[name], "".join(WORDS[name]), " ".join(WORDS[name]), SEEDS.get(name, ""))
    for number, word in enumerate(seeds):
        (corpus / f"seed{number}").write_bytes(word.encode())
    options = [f"-max_total_time={seconds}", f"-timeout={SLOWEST}", f"-dict={words}", "-max_len=4096"]
    options += [
        f"-artifact_prefix={folder}/finding-",
        "-print_final_stats=1",
        "-verbosity=0",
        "-rss_limit_mb=3000",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], once)
    atheris.Fuzz()


def _quoted(word: str) -> str:
    return "".join(
        c if " " <= c <= "~" and c not in '"\\' else "".join(f"\\x{b:02X}" for b in c.encode()) for c in word
    )


def main() -> int:
    """Run the targets and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--in", dest="folder", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.folder:
        run_one(asked.targets[0], asked.folder, asked.seconds)
        return 0
    found = 0
    print(f"{'reader':14} {'executions':>10}  finding", flush=True)
    for name in asked.targets or TARGETS:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, __file__, name, "--seconds", str(asked.seconds), "--in", folder]
            run = subprocess.run(
                command, check=False, capture_output=True, text=True, errors="replace", cwd=ROOT
            )
            executions = re.search(r"number_of_executed_units: (\d+)", run.stderr)
            number = f"{int(executions[1]):,}" if executions else "?"
            print(f"{name:14} {number:>10}  {'none' if run.returncode == 0 else 'see below'}", flush=True)
            if run.returncode:
                found += 1
                print(_without_noise(run.stdout + run.stderr))
                for file in Path(folder).glob("finding-*"):
                    print(f"input: {file.read_bytes()!r}\n")
    return int(found > 0)


def _without_noise(log: str) -> str:
    lines = [line for line in log.splitlines() if not line.startswith(("INFO:", "stat::", "#", "WARNING:"))]
    return "\n".join(lines[-40:])


if __name__ == "__main__":
    sys.exit(main())
