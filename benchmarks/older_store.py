"""A store that an older version wrote: opened, brought up to date, and what it answers beside a fresh load.

    python benchmarks/older_store.py COMMIT [COMMIT ...] [--articles FOLDER]

Each COMMIT is checked out into a folder of its own and loads the articles (those in ``loaders/samples``, if
none are named) into a store with its own code. This version opens that store, which brings it up to date, and
checks that the inferred graph is what a closure anew gives; then it reads the texts again (``reread``) and
compares every graph and the answers to every shipped query with those of a store that it loaded itself. Exits
with 1 where anything differs.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import standpunkt
from benchmarks.material import ROOT
from graph.model import named_graphs
from graph.things.named_queries import saved_queries
from ontology.terms import SP

SAMPLES = ROOT / "loaders" / "samples"
Rows = set[tuple[str, ...]]


def written_by(commit: str, articles: Path, folder: Path) -> Path:
    """A store with the articles that the code of a commit wrote."""
    code, store = folder / "code", folder / "store"
    subprocess.run(["git", "worktree", "add", "-q", "--detach", code, commit], cwd=ROOT, check=True)
    try:
        files = [str(file) for file in sorted(articles.iterdir()) if file.suffix in (".txt", ".md", ".html")]
        command = [sys.executable, "-m", "standpunkt", "load", *files, "--store", str(store)]
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("STANDPUNKT_")
        }
        subprocess.run(command, cwd=code, env=environment, check=True, capture_output=True)
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", code], cwd=ROOT, check=True)
    return store


def answers(session: standpunkt.Session) -> Iterator[tuple[str, Rows]]:
    """What every shipped query answers with no parameter given, and every graph but the provenance.

    Where a file lay (``sp:path``) was not recorded before ontology 0.2.0, and nothing can tell it later.
    """
    for query in saved_queries():
        found = session.query(query.name)
        assert isinstance(found, ox.QuerySolutions)
        yield query.name, {tuple(str(term) for term in row) for row in found}
    graphs: dict[str, Rows] = {}
    for quad in session.graph.store.quads():
        name = getattr(quad.graph_name, "value", "")
        if quad.predicate.value == str(SP.path):
            continue
        graphs.setdefault(name, set()).add((str(quad.subject), str(quad.predicate), str(quad.object)))
    yield from ((name, rows) for name, rows in graphs.items() if not name.endswith(named_graphs.PROVENANCE))


def main() -> int:
    """Print what each commit's store tells."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("commits", nargs="+")
    parser.add_argument("--articles", type=Path, default=SAMPLES)
    options = parser.parse_args()
    differing = 0
    with tempfile.TemporaryDirectory() as name:
        with standpunkt.open_graph(store=f"{name}/fresh") as session:
            session.load(sorted(options.articles.iterdir()))
            fresh = dict(answers(session))
        for commit in options.commits:
            folder = Path(name) / commit.replace("/", "-")
            folder.mkdir()
            store = written_by(commit, options.articles, folder)
            before = ontology_of(store)
            with standpunkt.open_graph(store=str(store)) as session:
                anew = session.graph.refresh()
                off = anew.inferred + anew.retracted
                failed = len(session.reread().failed)
                now = dict(answers(session))
                size = session.graph.store.size()
            other = sorted(name for name in {*fresh, *now} if fresh.get(name) != now.get(name))
            print(
                f"{commit}: ontology {before}, {size} quads; closure off by {off}, {failed} not read again, "
                f"{len(other)} of {len(fresh)} queries and graphs differ from a fresh load"
            )
            for name_ in other:
                gone = sorted(fresh.get(name_, set()) - now.get(name_, set()))
                new = sorted(now.get(name_, set()) - fresh.get(name_, set()))
                print(f"  {name_}: −{len(gone)} +{len(new)}", *gone[:2], *new[:2], sep="\n      ")
            differing += len(other) + off + failed
    return 1 if differing else 0


def ontology_of(store: Path) -> str:
    """The version of the ontology that a store was written with, before anything touches it."""
    quads = ox.Store.read_only(str(store / "quads"))
    iri = ox.NamedNode("http://www.w3.org/2002/07/owl#versionInfo")
    found = [quad.object for quad in quads.quads_for_pattern(None, iri, None, None)]
    return ", ".join(sorted({one.value for one in found if isinstance(one, ox.Literal)}))


if __name__ == "__main__":
    sys.exit(main())
