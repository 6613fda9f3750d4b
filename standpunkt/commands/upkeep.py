"""Commands that look after the store: documents, remove, check, export, closure, settings."""

from __future__ import annotations

import io
import sys

import click
from rich.table import Table

from graph.model import named_graphs
from graph.model.settings import table
from graph.stores import formats
from ontology.errors import InputError
from standpunkt.commands.closure import run_closure
from standpunkt.commands.shared.group import commands, setting, settings_of
from standpunkt.commands.shared.printing import print_table, readable, said
from standpunkt.session.opening import open_graph, read_graph


@commands.command("documents")
@setting("--store", name="store")
def documents_command(store: str | None) -> None:
    """List the documents in the store with their dates and number of positions."""
    columns = ("document", "date", "positions", "title")
    rows = Table(*columns, box=None)
    with read_graph(settings_of(store=store)) as session:
        for row in session.graph.rows("documents"):
            rows.add_row(*(readable(row.get(name), session.base) for name in columns))
    print_table(rows)


@commands.command("remove")
@click.argument("document")
@setting("--store", name="store")
def remove_command(document: str, store: str | None) -> None:
    """Take DOCUMENT (its identifier or IRI) out of the store, with all that no longer follows."""
    with open_graph(settings_of(store=store), create=False) as session:
        identifier = document.removeprefix(session.base)
        change = session.graph.remove(named_graphs.document_graph(identifier))
        said().print(f"removed {identifier}: −{change.removed} triples, −{change.retracted} inferred")


@commands.command("check")
@click.option("--deep", is_flag=True, help="Also read every table of the store, for damage of the disk.")
@setting("--store", name="store")
def check_command(deep: bool, store: str | None) -> None:
    """Check the whole graph, and say what to put right; exit status 1 if something is wrong."""
    with open_graph(settings_of(store=store), create=False) as session:
        broken = session.broken_tables() if deep else []
        found = [] if broken else session.check()
    for fault in broken:
        click.echo(f"damaged: {fault}")
    if broken:
        click.echo(
            "The store is damaged: bring a backup into a new one (`standpunkt import FILE --store NEW`)."
        )
        raise click.exceptions.Exit(1)
    for finding in found:
        click.echo(f"{finding.severity} {finding.check}: {finding.german}\n  {finding.english}")
    wrong = sum(finding.severity == "violation" for finding in found)
    click.echo(f"{wrong} wrong, {len(found)} in all")
    if wrong:
        raise click.exceptions.Exit(1)


@commands.command("export")
@click.argument("output", default="-")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(formats.FORMATS)),
    help="[default: that of the file's ending, trig on standard output]",
)
@click.option("--asserted-only", is_flag=True, help="Leave out what was inferred.")
@setting("--store", name="store")
def export_command(output: str, form: str | None, asserted_only: bool, store: str | None) -> None:
    """Write the whole graph to a file, or to standard output."""
    form = _form_of(output, form)
    with read_graph(settings_of(store=store)) as session:
        if output == "-":
            session.export(sys.stdout.buffer, form, asserted_only=asserted_only)
            return
        try:
            with io.FileIO(output, "w") as raw, io.BufferedWriter(raw) as file:
                session.export(file, form, asserted_only=asserted_only)
        except OSError as error:
            raise InputError(f"{output}: cannot be written: {error.strerror or error}.") from error


def _form_of(output: str, form: str | None) -> str:
    """The format of a file: the one asked for, else the one of its ending.

    Raises ``InputError`` where nothing tells it. Says so where a file is called like one of another format.
    """
    if output == "-":
        return form or "trig"
    called = formats.format_of_ending(output)
    if form is None and called is None:
        endings = ", ".join(formats.ENDINGS)
        raise InputError(
            f"{output}: this ending tells no format: choose one of {endings}, or name a --format."
        )
    if form is not None and called not in {None, form}:
        said().print(f"{output}: written as {form}, though it is called like {called}.", markup=False)
    return form or called or ""


@commands.command("closure")
@click.option("--axiomatic", is_flag=True, help="Add what holds in every graph (rules without premises).")
@setting("--reasoner", name="reasoner")
def closure_command(axiomatic: bool, reasoner: str | None) -> None:
    """Read N-Triples on standard input and write them with all that follows by OWL 2 RL.

    What no rule uses is told on standard error. A contradiction gives exit status 1 and a last line
    INCONSISTENT with the rule and the triples that clash.
    """
    name = settings_of(reasoner=reasoner).text("reasoner")
    sys.exit(run_closure(sys.stdin.buffer, sys.stdout.buffer, sys.stderr, name, axiomatic=axiomatic))


@commands.command("settings")
def settings_command() -> None:
    """Show every setting, its value and where the value comes from."""
    settings = settings_of()
    rows = Table("setting", "value", "from", "environment variable", "meaning", box=None)
    for row in table().values():
        origin = settings.origins[row.name]
        rows.add_row(row.name, settings.shown(row.name), origin, row.variable, row.help)
    print_table(rows)
