"""The command ``standpunkt reconcile``: our actors looked up in a service of others."""

from __future__ import annotations

import click
from rich.table import Table

from ontology.errors import InputError
from standpunkt.commands.shared.group import commands, setting, settings_of
from standpunkt.commands.shared.printing import print_table, said
from standpunkt.session import reconciling
from standpunkt.session.opening import open_graph


@commands.command("reconcile")
@click.argument("service")
@click.argument("things", nargs=-1, metavar="THING...")
@click.option("--type", "kind", default="", help="The service's type of what is looked for.")
@click.option("--accept", is_flag=True, help="Link those that the service itself is sure of.")
@click.option("--by", default="", help="Who accepts.")
@setting("--store", name="store")
def reconcile_command(
    service: str, things: tuple[str, ...], kind: str, accept: bool, by: str, store: str | None
) -> None:
    """Look THINGs (default: actors without a link) up in SERVICE, an address of the reconciliation protocol.

    Their names are sent there. What is accepted is recorded as decisions (linked); link the others one by one
    with `standpunkt decisions make linked`.
    """
    if accept and not by.strip():
        raise InputError("--accept needs --by, the name of who decides.")
    rows = Table("thing", "may be", "name", "score", "sure", box=None)
    with open_graph(settings_of(store=store), create=False) as session:
        found = reconciling.look_up(session.graph, service, things, kind=kind)
        for one in found:
            name = one.thing.removeprefix(session.base)
            rows.add_row(name, one.other, one.name, f"{one.score:g}", "yes" if one.match else "no")
        taken = reconciling.accept(session.graph, found, by, service) if accept else []
    print_table(rows)
    if accept:
        said().print(f"linked: {len(taken)}", markup=False)
