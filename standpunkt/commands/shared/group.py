"""The group of all commands, and what they share: errors as one sentence, settings as flags.

Every known error ends in one sentence and exit status 2 (1 where a part of a batch failed).
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from graph.model.settings import Settings, read_settings, table
from ontology.errors import StandpunktError, StoreError, StoreInUseError
from standpunkt.commands.shared.printing import DEBUG, print_error, print_notes
from standpunkt.loading.batch import unexpected
from standpunkt.session.beside import place_of, run_beside

_KNOWLEDGE = "standpunkt.knowledge"
"""Where a command's context keeps the folder that the user gave with ``--knowledge``."""
_ARGUMENTS = "standpunkt.arguments"
"""Where a command's context keeps the whole command."""
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def setting(*flags: str, name: str) -> Decorator:
    """A command-line flag for the setting ``name``, with the help text of the settings table."""
    row = table()[name]
    return click.option(*flags, name, default=None, help=f"{row.help} [{row.default}]")


def with_options(options: Iterable[Decorator]) -> Decorator:
    """All of ``options`` on one command."""
    return lambda command: functools.reduce(lambda f, option: option(f), reversed(list(options)), command)


def settings_of(**flags: object) -> Settings:
    """The settings of the running command: its ``flags``, and ``--knowledge``, which every command has."""
    return read_settings({"knowledge": click.get_current_context().meta.get(_KNOWLEDGE), **flags})


def _note(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """Keeps the value of an option that all commands have under ``name`` in their context, if it is given."""
    return lambda context, _, value: context.meta.update({} if value in {None, False} else {name: value})


class Section(click.Group):
    """A group whose help tells of each command the whole first paragraph of its own.

    Every command in it knows ``--knowledge`` and ``--debug``, every group in it ``--debug``.
    """

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add ``cmd``, which then knows those options, too."""
        cmd.short_help = cmd.short_help or " ".join((cmd.help or "").split("\n\n")[0].split())
        if not isinstance(cmd, click.Group):
            folder = table()["knowledge"].help
            cmd.params.append(
                click.Option(["--knowledge"], expose_value=False, callback=_note(_KNOWLEDGE), help=folder)
            )
        about = "Show the traceback of a mistake of Standpunkt's own."
        cmd.params.append(
            click.Option(["--debug"], is_flag=True, expose_value=False, callback=_note(DEBUG), help=about)
        )
        super().add_command(cmd, name)


class Commands(Section):
    """A group whose commands answer every error with one sentence and exit status 2."""

    group_class = Section

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context, which keeps the arguments, so that the command can be run in a server."""
        given = list(args)
        context = super().make_context(info_name, args, parent, **extra)
        context.meta[_ARGUMENTS] = given
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error ends in one sentence."""
        try:
            return super().invoke(ctx)
        except StoreInUseError as error:
            ctx.exit(_run_there(error, ctx))
        except StandpunktError as error:
            print_error("standpunkt:", error, ctx)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt as stop:
            print_notes(stop)
            raise
        except Exception as error:
            print_error("standpunkt:", unexpected(f"standpunkt {ctx.invoked_subcommand}", error), ctx)
        ctx.exit(2)


def _run_there(error: StoreInUseError, ctx: click.Context) -> int:
    """Run the command of ``ctx`` in the server that has the store, if that is who has it; its exit status."""
    try:
        status = run_beside(error.place, ctx.meta[_ARGUMENTS]) if error.place else None
    except StoreError as gone:
        print_error("standpunkt:", gone, ctx)
        return 2
    if status is None:
        print_error("standpunkt:", error, ctx)
        return 2
    return status


class PlaceName(click.ParamType[str]):
    """The name of a file or folder, or "-"; as it was typed, wherever the command runs."""

    name = "place"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> str:
        """See ``place_of``."""
        return place_of(str(value))


def run(arguments: Sequence[str]) -> int:
    """Run a command by its arguments; gives its exit status."""
    try:
        status = commands.main(list(arguments), prog_name="standpunkt", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return status if isinstance(status, int) else 0


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="standpunkt")
def commands() -> None:
    """Who stands where: read political news, keep positions with their evidence, ask and export."""
