"""The commands ``standpunkt matters``: suggest, list, show, confirm, reject, merge, split, rename."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.table import Table

from graph.knowledge.graph import KnowledgeGraph
from graph.matters.matters import Matter, matters
from graph.things.things import thing
from standpunkt.commands.shared.group import commands, setting, settings_of
from standpunkt.commands.shared.printing import print_table, said
from standpunkt.session import gathering
from standpunkt.session.opening import open_graph, read_graph

if TYPE_CHECKING:
    from graph.matters.suggesting import Suggestion

_BY = click.option("--by", required=True, help="Who decides.")
_REASON = click.option("--reason", default="", help="Why.")
_STORE = setting("--store", name="store")


@commands.group("matters")
def matters_group() -> None:
    """Gather the issues of many documents that speak of one affair."""


@matters_group.command("suggest")
@click.argument("issue", default="")
@click.option("--most", default=10, show_default=True, type=click.IntRange(1, 1000), help="How many.")
@_STORE
def suggest_command(issue: str, most: int, store: str | None) -> None:
    """Show what may belong together with ISSUE, or the likeliest pairs of all issues, with the reasons."""
    columns = ("score", *(() if issue else ("issue",)), "may belong with" if not issue else "issue", "why")
    rows = Table(*columns, box=None)
    with read_graph(settings_of(store=store)) as session:
        for one in gathering.suggested(session.graph, issue, most):
            pair = [one.other] if issue else [one.one, one.other]
            names = (f"{named.label}\n{named.issue.removeprefix(session.base)}" for named in pair)
            rows.add_row(f"{one.score:.2f}", *names, _why(session.graph, one))
    print_table(rows)


@matters_group.command("list")
@_STORE
def list_command(store: str | None) -> None:
    """List the matters with the number of their issues and documents."""
    rows = Table("matter", "issues", "documents", "iri", box=None)
    with read_graph(settings_of(store=store)) as session:
        for one in matters(session.graph):
            counts = (str(len(one.issues)), str(len(one.documents)))
            rows.add_row(one.name, *counts, one.iri.removeprefix(session.base))
    print_table(rows)


@matters_group.command("show")
@click.argument("matter")
@_STORE
def show_command(matter: str, store: str | None) -> None:
    """Show the issues of MATTER (its name or identifier)."""
    rows = Table("issue", "iri", box=None)
    with read_graph(settings_of(store=store)) as session:
        for issue in gathering.found(session.graph, matter).issues:
            rows.add_row(thing(session.graph, issue).label("de"), issue.removeprefix(session.base))
    print_table(rows)


@matters_group.command("confirm")
@click.argument("matter")
@click.argument("issues", nargs=-1, required=True, metavar="ISSUE...")
@_BY
@_REASON
@_STORE
def confirm_command(matter: str, issues: tuple[str, ...], by: str, reason: str, store: str | None) -> None:
    """Gather ISSUEs in MATTER: its name or identifier; a new name makes one."""
    with open_graph(settings_of(store=store), create=False) as session:
        _tell(gathering.confirm(session.graph, matter, issues, by, reason), session.base)


@matters_group.command("reject")
@click.argument("issue")
@click.argument("other")
@_BY
@_REASON
@_STORE
def reject_command(issue: str, other: str, by: str, reason: str, store: str | None) -> None:
    """Say that ISSUE does not belong together with OTHER, an issue or a matter."""
    with open_graph(settings_of(store=store), create=False) as session:
        gathering.reject(session.graph, issue, other, by, reason)


@matters_group.command("merge")
@click.argument("matter")
@click.argument("into")
@_BY
@_REASON
@_STORE
def merge_command(matter: str, into: str, by: str, reason: str, store: str | None) -> None:
    """Make MATTER part of the matter INTO."""
    with open_graph(settings_of(store=store), create=False) as session:
        _tell(gathering.merge(session.graph, matter, into, by, reason), session.base)


@matters_group.command("split")
@click.argument("matter")
@click.argument("name")
@click.argument("issues", nargs=-1, required=True, metavar="ISSUE...")
@_BY
@_REASON
@_STORE
def split_command(
    matter: str, name: str, issues: tuple[str, ...], by: str, reason: str, store: str | None
) -> None:
    """Move ISSUEs of MATTER to another matter called NAME."""
    with open_graph(settings_of(store=store), create=False) as session:
        _tell(gathering.split(session.graph, matter, name, issues, by, reason), session.base)


@matters_group.command("rename")
@click.argument("matter")
@click.argument("name")
@_BY
@_REASON
@_STORE
def rename_command(matter: str, name: str, by: str, reason: str, store: str | None) -> None:
    """Give MATTER another NAME."""
    with open_graph(settings_of(store=store), create=False) as session:
        _tell(gathering.rename(session.graph, matter, name, by, reason), session.base)


def _why(graph: KnowledgeGraph, one: Suggestion) -> str:
    """Whom both articles name, and the rarest of their words."""
    actors = ", ".join(thing(graph, actor).label("de") for actor in one.actors)
    return "; ".join(part for part in (actors, ", ".join(one.words)) if part)


def _tell(one: Matter, base: str) -> None:
    count = f"{len(one.issues)} issues in {len(one.documents)} documents"
    said().print(f"{one.name}: {count} ({one.iri.removeprefix(base)})", markup=False, soft_wrap=True)
