"""Latency side by side: Standpunkt, the Oxigraph server and rdflib-endpoint over the same data.

    python benchmarks/sparql.py --triples 100000,1000000 --oxigraph oxigraph --rdflib-endpoint rdflib-endpoint

Each server gets the data of ``position_data.py`` (``material``) and what Standpunkt always holds
beside it (ontology and background), and answers the queries of ``sparql_bench.py``, one server after the
other in the same run; the table says how many times the Oxigraph server's median each of ours is.
Standpunkt runs three times: with its cache of answers (as it ships), without, and without from the disk
(``serve_from``). Of each server the table has as well how long it takes to answer at all, the first page, and
the memory of all its processes (proportional set size) when it has just begun and at the end. Peers that
are not installed are left out; ``pip install oxigraph rdflib-endpoint uvicorn`` (in an environment of their
own) gives them.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.material import CONFORMANCE, ROOT
from benchmarks.memory import memory_of

PORT = 8190
LIMIT = "60"
"""Seconds after which each server, and who asks, give a query up."""


def main() -> None:
    """Run the comparison and print one table for each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--triples", default="100000")
    parser.add_argument("--seconds", default="2", help="for each query")
    parser.add_argument("--clients", default="1")
    parser.add_argument("--oxigraph", default="oxigraph")
    parser.add_argument("--rdflib-endpoint", default="rdflib-endpoint")
    parser.add_argument("--only", help="numbers of queries, such as 1,4")
    parser.add_argument("--skip", default="", help="servers to leave out, separated by commas")
    parser.add_argument("--json", help="write the figures to this file")
    args = parser.parse_args()
    figures = {}
    for triples in args.triples.split(","):
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data.nq"
            command = [
                sys.executable,
                str(CONFORMANCE / "position_data.py"),
                "--triples",
                triples,
                "--out",
                str(data),
            ]
            subprocess.run(command, check=True)
            make_store(data)
            figures[triples] = {}
            for name, run in measure(args, data):
                figures[triples][name] = run
                if args.json:  # after each server: at ten million triples the next one is half an hour off
                    Path(args.json).write_text(json.dumps(figures, indent=1), encoding="utf-8")
        show(triples, figures[triples])


def make_store(data: Path) -> None:
    """Make Standpunkt's store of ``data``, and fill ``data`` with all that it holds."""
    folder = data.parent / "standpunkt"
    code = (
        "import sys; from pathlib import Path; from graph.stores.embedded import OxigraphQuads\n"
        "store = OxigraphQuads(Path(sys.argv[1])); store.inner.bulk_load(path=sys.argv[2])\n"
        "store.inner.optimize(); store.close()"
    )
    subprocess.run([sys.executable, "-c", code, str(folder), str(data)], check=True, cwd=ROOT)
    command = [sys.executable, "-m", "standpunkt", "export", "--format", "nquads", "--store", str(folder)]
    with data.open("wb") as out:
        environment = {**os.environ, "STANDPUNKT_REASONER": "none"}
        subprocess.run(command, check=True, cwd=ROOT, stdout=out, env=environment)


def measure(args: argparse.Namespace, data: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """The median milliseconds of every query at every server that is there."""
    servers = {
        "oxigraph on disk": lambda: oxigraph(args.oxigraph, data, "disk"),
        "oxigraph in memory": lambda: oxigraph(args.oxigraph, data, "memory"),
        "standpunkt": lambda: standpunkt(data, "67108864", "memory"),
        "standpunkt, no cache": lambda: standpunkt(data, "0", "memory"),
        "standpunkt from disk, no cache": lambda: standpunkt(data, "0", "disk"),
        "rdflib-endpoint": lambda: rdflib_endpoint(args.rdflib_endpoint, data),
    }
    skipped = {name.strip() for name in args.skip.split(",")}
    for name, start in servers.items():
        if name in skipped:
            continue
        with contextlib.ExitStack() as stack:
            try:
                server = stack.enter_context(start())
            except FileNotFoundError as error:
                print(f"{name} is left out: {error}", file=sys.stderr)
                continue
            begun = {
                "start, s": server.seconds,
                "memory at first, MiB": memory_of(server.process.pid) / 2**20,
            }
            if name.startswith("standpunkt"):
                begun["first page, ms"] = first_page(server.address)
            asked = bench(args, server.address)
            yield name, begun | asked | {"memory at last, MiB": memory_of(server.process.pid) / 2**20}


def bench(args: argparse.Namespace, address: str) -> dict[str, float]:
    """What ``sparql_bench.py`` measures at ``address``: query and clients to median."""
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        command = [sys.executable, str(CONFORMANCE / "sparql_bench.py"), "--url", address, "--json", out.name]
        command += ["--seconds", args.seconds, "--clients", args.clients, "--limit", LIMIT]
        command += ["--only", args.only] if args.only else []
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        rows = json.loads(Path(out.name).read_text(encoding="utf-8"))["rows"]
    return {f"{row['query']} ×{row['clients']}": row["p50_ms"] for row in rows}


@dataclass
class Server:
    """A server that runs: where its queries go, and how long it took to answer the first one."""

    process: subprocess.Popen[bytes]
    address: str
    seconds: float


def first_page(address: str) -> float:
    """Milliseconds until the start page is there, which nobody has asked for before."""
    began = time.monotonic()
    urllib.request.urlopen(address.removesuffix("sparql"), timeout=120).read()
    return (time.monotonic() - began) * 1000


@contextlib.contextmanager
def running(command: list[str], probe: str, address: str, **environment: str) -> Iterator[Server]:
    """A server, from the moment it answers ``probe`` to the end of the block."""
    if shutil.which(command[0]) is None:
        raise FileNotFoundError(command[0])
    env, began = {**os.environ, **environment}, time.monotonic()
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(12_000):
            time.sleep(0.1)
            with contextlib.suppress(OSError):
                urllib.request.urlopen(probe, timeout=1200).close()
                break
        yield Server(process, address, time.monotonic() - began)
    finally:
        process.terminate()
        process.wait(120)


ASK = "?query=ASK%20%7B%7D"


@contextlib.contextmanager
def oxigraph(binary: str, data: Path, where: str) -> Iterator[Server]:
    """The Oxigraph server over a RocksDB folder or in memory, with the union as default graph."""
    if shutil.which(binary) is None:
        raise FileNotFoundError(binary)
    address = f"http://127.0.0.1:{PORT}"
    command = [binary, "serve", "--bind", f"127.0.0.1:{PORT}", "--union-default-graph"]
    command += ["--timeout-s", LIMIT]
    if where == "disk":
        folder = str(data.parent / "oxigraph")
        for step in (["load", "--location", folder, "--file", str(data)], ["optimize", "--location", folder]):
            subprocess.run([binary, *step], check=True, capture_output=True)
        command += ["--location", folder]
    with running(command, f"{address}/query{ASK}", f"{address}/query") as server:
        if where == "memory":
            began = time.monotonic()
            request = urllib.request.Request(f"{address}/store", data.read_bytes(), method="POST")
            request.add_header("Content-Type", "application/n-quads")
            urllib.request.urlopen(request, timeout=3600).close()
            server.seconds += time.monotonic() - began
        yield server


@contextlib.contextmanager
def standpunkt(data: Path, cache: str, serve_from: str) -> Iterator[Server]:
    """``standpunkt serve`` over an embedded store, which answers its first query when its copy is there."""
    folder = data.parent / "standpunkt"
    command = [sys.executable, "-m", "standpunkt", "serve", "--port", str(PORT), "--store", str(folder)]
    settings = {"REASONER": "none", "CACHE_BYTES": cache, "QUERY_SECONDS": LIMIT, "ACCESS_LOG": "off"}
    settings |= {"SERVE_FROM": serve_from}
    environment = {f"STANDPUNKT_{name}": value for name, value in settings.items()}
    address = f"http://127.0.0.1:{PORT}/sparql"
    with running(command, f"{address}{ASK}", address, **environment) as server:
        yield server


@contextlib.contextmanager
def rdflib_endpoint(binary: str, data: Path) -> Iterator[Server]:
    """rdflib-endpoint over rdflib in memory."""
    command = [binary, "serve", str(data), "--host", "127.0.0.1", "--port", str(PORT)]
    address = f"http://127.0.0.1:{PORT}/"
    with running(command, f"{address}{ASK}", address) as server:
        yield server


def show(triples: str, figures: dict[str, dict[str, float]]) -> None:
    """One line for each query: medians in milliseconds, and ours as a multiple of Oxigraph's on disk."""
    names = list(figures)
    print(
        f"\n{triples} triples, median ms"
        + "".join(f" | {name}" for name in names)
        + " | ratio to oxigraph on disk"
    )
    for query in dict.fromkeys(query for name in names for query in figures[name]):
        values = [figures[name].get(query) for name in names]
        cells = "".join(f" | {value:.2f}" if value is not None else " | –" for value in values)
        base = figures.get("oxigraph on disk", {}).get(query)
        ratios = [
            f"{figures[name][query] / base:.2f}"
            for name in names
            if name.startswith("standpunkt") and base and figures[name].get(query)
        ]
        print(query + cells + " | " + " / ".join(ratios), flush=True)


if __name__ == "__main__":
    main()
