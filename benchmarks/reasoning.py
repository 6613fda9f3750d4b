# ruff: noqa: E501
"""How fast what follows is found: closures, changes and explanations of growing graphs of positions.

    python benchmarks/reasoning.py                      10,000 (beside owlrl), 100,000 and 1,000,000 triples
    python benchmarks/reasoning.py --sizes 10000        other sizes
    python benchmarks/reasoning.py --without-owlrl

The graphs are those of ``reasoning_bench.py`` (``material``). Times are CPU seconds; each size runs in a
process of its own, whose peak memory is told. `closure` is the engine alone, `command` all of
`standpunkt closure` with reading and writing N-Triples.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.material import CONFORMANCE, ROOT
from graph.reasoning.closure import RLClosure
from graph.reasoning.oracle import OwlrlClosure

DATA = CONFORMANCE / "reasoning_bench.py"


def generator() -> ModuleType:
    """The module that makes the graphs."""
    spec = importlib.util.spec_from_file_location("reasoning_bench", DATA)
    if spec is None or spec.loader is None or not DATA.is_file():
        sys.exit(f"{DATA} is not here: the benchmark needs its graphs.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parse(lines: list[str]) -> list[ox.Triple]:
    """The triples of N-Triples lines."""
    return [quad.triple for quad in ox.parse("\n".join(lines), format=ox.RdfFormat.N_TRIPLES)]


def addition(bench: ModuleType, size: int) -> list[str]:
    """One per cent of new triples, tied to the old ones."""
    writer = bench.Writer()
    bench.data(writer, size // 100, 2, set(), prefix="new-")
    link = random.Random(1)
    writer.lines[-5:] = [
        f"{bench.iri(f'data/new-person{n}')} {bench.iri('memberOf')} {bench.iri(f'data/org{link.randrange(20)}')} ."
        for n in range(5)
    ]
    return writer.lines


def timed(work: object) -> tuple[float, object]:
    """CPU seconds and result of a call."""
    start = time.process_time()
    result = work()  # type: ignore[operator]
    return time.process_time() - start, result


def measure(size: int, owlrl: bool) -> dict[str, float]:
    """The figures of one size, in this process."""
    bench = generator()
    triples, new = parse(bench.generate(size)), parse(addition(bench, size))
    found: dict[str, float] = {}
    found["closure s"], closure = timed(lambda: RLClosure(triples))
    found["MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert isinstance(closure, RLClosure)
    inferred = list(closure.inferred)
    found["inferred"] = len(inferred)
    sample = random.Random(1).sample(inferred, 100)
    times = sorted(timed(lambda triple=triple: closure.explain(triple))[0] for triple in sample)
    found["explain ms (median)"], found["explain ms (worst)"] = times[50] * 1000, times[-1] * 1000
    del inferred
    found["add 1% s"], added = timed(lambda: closure.add(new))
    found["remove 1% s"], removed = timed(lambda: closure.remove(new))
    assert added.added == removed.removed  # type: ignore[attr-defined]
    if owlrl:
        found["owlrl s"], _ = timed(lambda: OwlrlClosure(triples))
    return found


def command(size: int) -> tuple[float, float]:
    """CPU seconds and peak memory of `standpunkt closure`."""
    with tempfile.NamedTemporaryFile("w", suffix=".nt") as file:
        file.write("\n".join(generator().generate(size)) + "\n")
        file.flush()
        code = (
            "import resource, subprocess, sys\n"
            "run = [sys.executable, '-m', 'standpunkt', 'closure']\n"
            f"subprocess.run(run, stdin=open({file.name!r}), stdout=subprocess.DEVNULL, "
            f"stderr=subprocess.DEVNULL, cwd={str(ROOT)!r})\n"
            "u = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
            "print(u.ru_utime + u.ru_stime, u.ru_maxrss / 1024)\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def show(size: int, found: dict[str, float]) -> None:
    """Prints the figures of one size."""
    print(f"\n{size:,} triples, {found['inferred']:,.0f} inferred")
    print(f"  closure        {found['closure s']:8.2f} s   {found['MB']:7,.0f} MB")
    print(f"  command        {found['command s']:8.2f} s   {found['command MB']:7,.0f} MB")
    print(
        f"  add 1%         {found['add 1% s']:8.3f} s   {found['add 1% s'] / found['closure s']:7.1%} of a closure"
    )
    print(f"  remove 1%      {found['remove 1% s']:8.3f} s")
    print(
        f"  explain        {found['explain ms (median)']:8.2f} ms median, {found['explain ms (worst)']:.1f} ms worst"
    )
    if "owlrl s" in found:
        print(
            f"  owlrl          {found['owlrl s']:8.2f} s   {found['owlrl s'] / found['closure s']:7,.0f} times slower"
        )


def main() -> None:
    """Measures each size in a process of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sizes", type=lambda text: [int(n) for n in text.split(",")], default=[10**4, 10**5, 10**6]
    )
    parser.add_argument("--without-owlrl", action="store_true")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        print(json.dumps(measure(options.worker, not options.without_owlrl and options.worker <= 10**4)))
        return
    for size in options.sizes:
        flags = ["--without-owlrl"] if options.without_owlrl else []
        run = [sys.executable, __file__, "--worker", str(size), *flags]
        found = json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout)
        found["command s"], found["command MB"] = command(size)
        show(size, found)


if __name__ == "__main__":
    main()
