"""What ``extract --out`` and ``import`` do with folders of shards (docs/CLUSTER.md)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from graph.model.settings import Settings
from loaders.articles.files import Options
from ontology.errors import InputError, StandpunktError
from standpunkt.commands.shared.printing import change_said, print_error, progress, said
from standpunkt.knowledge.folder import knowledge_of
from standpunkt.session.session import Session
from standpunkt.shards import extracting
from standpunkt.shards.cluster import cluster
from standpunkt.shards.importing import take_in_shards
from standpunkt.shards.planning import SIZE, plan
from standpunkt.shards.reading import Run

SHOWN = 20
"""Failures that are told one by one; the manifest has all."""

shard_options = [
    click.option("--out", type=click.Path(path_type=Path), help="Folder for shards, which `import` takes."),
    click.option(
        "--cluster",
        metavar="ADDRESS",
        help="Dask scheduler whose workers read: tcp://HOST:PORT, or its scheduler file.",
    ),
    click.option("--shard-size", type=click.IntRange(1), help=f"Articles of one shard.  [default: {SIZE}]"),
]


def extract_into(
    out: Path,
    paths: tuple[str, ...],
    options: Options,
    settings: Settings,
    address: str | None,
    size: int | None,
) -> None:
    """Make the shards of the articles in ``paths``; exit with 1 where some could not be read, 2 where all."""
    if "-" in paths:
        raise InputError("Shards are made of files: name files or folders, not standard input.")
    means = extracting.means_of(options, settings, knowledge_of(settings))
    with _run(address, settings) as run:
        with progress("looking at articles") as show:
            planned = plan(paths, means, run, size or SIZE, show)
        with progress("reading articles") as show:
            done = extracting.extract(planned, means, out, run, show)
    said().print(
        f"{out}: {done.documents} documents in {done.made + done.here} shards, {done.made} of them made now",
        markup=False,
        soft_wrap=True,
    )
    for name in done.replaced[:SHOWN]:
        said().print(f"{name}: left out, as a later file holds this article", markup=False, soft_wrap=True)
    for failure in done.failures[:SHOWN]:
        print_error("not read:", StandpunktError(failure.reason))
    for error in done.lost:
        print_error("not read:", error)
    if len(done.failures) > SHOWN:
        said().print(f"{len(done.failures)} articles could not be read; {out} has the reasons of all.")
    if done.failures or done.lost:
        raise click.exceptions.Exit(1 if done.documents else 2)


@contextmanager
def _run(address: str | None, settings: Settings) -> Iterator[Run]:
    """Has tasks done by the cluster at ``address``, without one on this machine."""
    if address is None:
        yield extracting.here(settings.number("jobs"))
    else:
        with cluster(address, lambda words: said().print(words, markup=False, soft_wrap=True)) as run:
            yield run


def import_folder(session: Session, folder: Path) -> bool:
    """Take a folder of shards into the store, and say what came of it; whether all of it is there now."""
    with progress("taking in shards") as show:
        done = take_in_shards(session.graph, folder, session.settings, show)
    said().print(
        f"{folder}: {done.shards} shards, {done.documents} documents, {change_said(done.change)}",
        markup=False,
        soft_wrap=True,
    )
    if done.reread:
        some = ", ".join(done.reread[:3])
        said().print(
            f"  {len(done.reread)} documents stand elsewhere in this store than in the shards, and were read "
            f"again for it: {some}",
            markup=False,
            soft_wrap=True,
        )
    if done.unread:
        said().print(f"  {done.unread} articles could not be read when they were extracted.")
    for _, error in done.failed:
        print_error("not imported:", error)
    return not done.failed
