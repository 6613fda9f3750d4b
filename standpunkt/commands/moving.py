"""Commands by which a graph comes and goes: import, backup, reread."""

from __future__ import annotations

from pathlib import Path

import click

from standpunkt.commands.shared.editing import tell_readers
from standpunkt.commands.shared.group import PlaceName, commands, setting, settings_of
from standpunkt.commands.shared.printing import change_said, print_error, print_report, progress, said
from standpunkt.commands.shared.sharding import import_folder
from standpunkt.session.moving import settings_for
from standpunkt.session.opening import open_graph, read_graph
from standpunkt.shards import importing as shards
from standpunkt.shards.folder import is_shards


@commands.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=PlaceName())
@click.option("--replace", is_flag=True, help="Documents that are other here become as in the file.")
@setting("--store", name="store")
@setting("--reasoner", name="reasoner")
def import_command(paths: tuple[str, ...], replace: bool, store: str | None, reasoner: str | None) -> None:
    """Take exports, dumps and folders of them (.nq, .trig, .jsonld, each also .gz) into the store.

    Decisions come with them. Each file is taken in whole, in one transaction, or not at all; an empty store
    takes over the base IRI. Shards (`standpunkt extract --out`) are taken in as if their articles were
    loaded.
    """
    settings = settings_of(store=store, reasoner=reasoner)
    folders = [Path(path) for path in paths if is_shards(Path(path))]
    files = [path for path in paths if Path(path) not in folders]
    settings = shards.settings_for(folders[0], settings) if folders else settings_for(files, settings)
    with open_graph(settings) as session:
        are_whole = [import_folder(session, folder) for folder in folders]
        report = session.take_in(files, replace=replace)
    for name, taken in report.imported:
        said().print(
            f"{name}: {taken.graphs} graphs, {change_said(taken.change)}", markup=False, soft_wrap=True
        )
        for note in taken.notes:
            said().print(f"  {note}", markup=False, soft_wrap=True)
    for _, error in report.failed:
        print_error("not imported:", error)
    if report.failed or not all(are_whole):
        raise click.exceptions.Exit(1 if report.imported or folders else 2)


@commands.command("backup")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@setting("--store", name="store")
def backup_command(file: Path | None, store: str | None) -> None:
    """Write everything into FILE [standpunkt-DATE.nq.gz], also while a server has the store.

    `standpunkt import FILE` brings it back.
    """
    with read_graph(settings_of(store=store)) as session:
        path, count = session.back_up(file)
    said().print(f"{path}: {count} quads", markup=False, soft_wrap=True)


@commands.command("reread")
@click.argument("documents", nargs=-1)
@setting("--store", name="store")
@setting("--reasoner", name="reasoner")
@setting("--jobs", name="jobs")
def reread_command(
    documents: tuple[str, ...],
    store: str | None,
    reasoner: str | None,
    jobs: str | None,
) -> None:
    """Extract DOCUMENTS (default: all) again from the texts in the store, by the rules of today.

    What people decided about them is kept.
    """
    settings = settings_of(store=store, reasoner=reasoner, jobs=jobs)
    with open_graph(settings, create=False) as session:
        tell_readers(session.settings)
        with progress("reading again") as show:
            report = session.reread(documents, progress=show)
    print_report(report)
    if report.failed:
        raise click.exceptions.Exit(1 if report.loaded else 2)
