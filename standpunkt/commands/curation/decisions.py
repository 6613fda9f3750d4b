"""The commands ``standpunkt decisions``: list, make, withdraw, export, import."""

from __future__ import annotations

import io
import sys

import click
from rich.table import Table

from graph.decisions.records import Decision
from graph.views.correction import ACTS, MODALITIES, STANCES
from ontology.errors import InputError
from standpunkt.commands.shared.group import PlaceName, commands, setting, settings_of
from standpunkt.commands.shared.printing import print_table, said
from standpunkt.session import deciding
from standpunkt.session.opening import open_graph, read_graph

_BY = click.option("--by", required=True, help="Who decides.")
_STORE = setting("--store", name="store")


@commands.group("decisions")
def decisions_group() -> None:
    """What people decided: list it, decide about things, take back, share with others."""


@decisions_group.command("list")
@click.option("--parked", is_flag=True, help="Only those that do not fit any more, with the reason.")
@_STORE
def list_command(parked: bool, store: str | None) -> None:
    """List the decisions, latest first."""
    columns = ("decision", "about", "other", "by", "when", "state", "iri")
    rows = Table(*columns, box=None)
    with read_graph(settings_of(store=store)) as session:
        for one, why in deciding.listed(session.graph):
            if parked and not why:
                continue
            state = "taken back" if one.withdrawn else f"parked: {why}" if why else "in force"
            names = (name.removeprefix(session.base) for name in (one.target, one.other))
            iri = one.iri.removeprefix(session.base)
            rows.add_row(one.decision.value, *names, one.curator, one.when[:10], state, iri)
    print_table(rows)


@decisions_group.command("make")
@click.argument("kind", type=click.Choice(deciding.KINDS))
@click.argument("thing")
@click.argument("other", default="")
@_BY
@click.option("--reason", default="", help="Why.")
@click.option("--document", default="", help="Of a split: the document in which THING is OTHER.")
@click.option("--holder", help="Of a correction: who takes the position, by name or identifier.")
@click.option("--issue", help="Of a correction: on what, by name or identifier.")
@click.option("--stance", type=click.Choice(STANCES), help="Of a correction.")
@click.option("--act", type=click.Choice(ACTS), help="Of a correction.")
@click.option("--modality", type=click.Choice(MODALITIES), help="Of a correction.")
@_STORE
def make_command(
    kind: str,
    thing: str,
    other: str,
    by: str,
    reason: str,
    document: str,
    store: str | None,
    **correction: str | None,
) -> None:
    """Decide about THING (its identifier or IRI).

    A position is accepted, rejected, or corrected in what the options say. Of other things, it and OTHER are
    merged (one), different, split (OTHER is new), linked (an address elsewhere), about (a topic); or it is
    renamed (OTHER is the new name).
    """
    with open_graph(settings_of(store=store), create=False) as session:
        wishes = {name: value for name, value in correction.items() if value}
        if kind != Decision.CORRECTED and wishes:
            raise InputError(f"{kind}: only a correction says what is right: {', '.join(wishes)}.")
        if kind in deciding.ABOUT_THINGS:
            deciding.decide_about(session.graph, kind, thing, other, by, document=document, reason=reason)
            return
        if other:
            raise InputError(f"{kind}: a position stands alone; leave {other!r} out.")
        if kind == Decision.CORRECTED:
            deciding.correct_position(session.graph, thing, wishes, by, reason=reason)
        else:
            deciding.decide_about_position(session.graph, kind, thing, by, reason=reason)


@decisions_group.command("withdraw")
@click.argument("decision")
@_BY
@_STORE
def withdraw_command(decision: str, by: str, store: str | None) -> None:
    """Take DECISION (its identifier or IRI) back; the record of it stays."""
    with open_graph(settings_of(store=store), create=False) as session:
        deciding.take_back(session.graph, decision, by)


@decisions_group.command("export")
@click.argument("output", default="-")
@_STORE
def export_command(output: str, store: str | None) -> None:
    """Write all decisions to a file of N-Quads (.nq), or to standard output."""
    with read_graph(settings_of(store=store)) as session:
        if output == "-":
            deciding.export_decisions(session.graph, sys.stdout.buffer)
            return
        try:
            with io.FileIO(output, "w") as raw, io.BufferedWriter(raw) as file:
                deciding.export_decisions(session.graph, file)
        except OSError as error:
            raise InputError(f"{output}: cannot be written: {error.strerror or error}.") from error


@decisions_group.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=PlaceName())
@click.option("--rebase", is_flag=True, help="Read decisions of another base IRI as if they were made here.")
@_STORE
def import_command(paths: tuple[str, ...], rebase: bool, store: str | None) -> None:
    """Take in the decisions of others, which then do here what they do there.

    Those that contradict ours are parked and told. Each file is taken in whole or not at all.
    """
    with open_graph(settings_of(store=store), create=False) as session:
        for name, shared in deciding.import_decisions(session.graph, paths, rebase=rebase):
            said().print(f"{name}: {shared.new} new decisions", markup=False, soft_wrap=True)
            for note in shared.notes:
                said().print(f"  {note}", markup=False, soft_wrap=True)
