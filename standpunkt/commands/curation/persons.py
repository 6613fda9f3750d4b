"""Commands that hide persons who are not of public life: remove-person, pseudonymise."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import Any

import click

from graph.decisions.records import Decision
from standpunkt.commands.shared.group import commands, setting, settings_of, with_options
from standpunkt.commands.shared.printing import change_said, said
from standpunkt.session.hiding import Hidden, hide_person
from standpunkt.session.opening import open_graph, read_graph

_OPTIONS = (
    click.argument("person", metavar="NAME|IRI"),
    click.option("--name", "also", multiple=True, help="Another spelling of the name; can be given often."),
    click.option("--by", default=getpass.getuser, help="Who decides [the account]."),
    click.option("--reason", default="", help="Why, without the name."),
    click.option("--dry-run", "dry", is_flag=True, help="List what would go; nothing is changed."),
    setting("--store", name="store"),
)


def _hiding(decision: Decision) -> Callable[..., Any]:
    """The work of a command that hides a person by ``decision``."""

    def run(person: str, also: tuple[str, ...], by: str, reason: str, dry: bool, store: str | None) -> None:
        opened = read_graph if dry else open_graph
        with opened(settings_of(store=store)) as session:
            done = hide_person(
                session.graph,
                session.settings,
                person,
                by,
                decision=decision,
                also=also,
                reason=reason,
                dry=dry,
            )
            _tell(done, session.base)

    return run


@commands.command("remove-person")
@with_options(_OPTIONS)
def remove_person_command(**given: Any) -> None:
    """Take a person out of everything, for good, also of what is loaded later.

    What was read about them goes, with the sentences it was read from, which are masked in the texts.
    Only hashes of the names are kept, to find them again. `decisions withdraw` ends it for what is loaded
    from then on; what is gone comes back only from the files of the articles.
    """
    _hiding(Decision.REMOVED)(**given)


@commands.command("pseudonymise")
@with_options(_OPTIONS)
def pseudonymise_command(**given: Any) -> None:
    """Show a person under a pseudonym, also in what is loaded later; the name is masked everywhere.

    Positions stay. `decisions withdraw` ends it; loading an article again brings the name back then.
    """
    _hiding(Decision.PSEUDONYMISED)(**given)


def _tell(done: Hidden, base: str) -> None:
    """Say what goes, or would."""
    plan = done.plan

    def line(words: str) -> None:
        said().print(words, markup=False, soft_wrap=True)

    line(("would hide" if done.change is None else "hidden") + f": {', '.join(done.names)}")
    line(f"  pseudonym: {done.pseudonym.removeprefix(base)}")
    for before, after in sorted(plan.documents.items()):
        line(f"  {before}" + (f" → {after}" if after != before else ""))
    things = ", ".join(f"{count} {kind}" for kind, count in sorted(plan.gone.items()) if kind)
    line(f"  goes: {things or 'nothing'}; {plan.masked} values masked; {plan.records} decisions deleted")
    if done.change is not None:
        line(f"  {change_said(done.change)}")
    for document in plan.only_last:
        line(f"  {document} has only the last name and stays: give what it says with --name if it is meant")
    for note in done.notes:
        line(f"  {note}")
