"""What the commands that read articles share of who reads them: flags, what is told, the leave to send."""

from __future__ import annotations

import functools
from pathlib import Path

import click

from graph.knowledge.vanishing import read_by
from graph.model.settings import Settings
from ontology.errors import InputError
from standpunkt.commands.shared.printing import said
from standpunkt.loading import consulting, editing
from standpunkt.session.session import Session

REPLAY_MISSED = "no recorded answer"

llm_options = [
    click.option("--llm", is_flag=True, help="Let a language model edit what the rules read (docs/LLM.md)."),
    click.option("--yes", is_flag=True, help="Do not ask whether articles may be sent to the model's host."),
]


def edited_settings(settings: Settings, paths: tuple[str, ...], *, llm: bool, yes: bool) -> Settings:
    """The settings with ``--llm``.

    Raises ``InputError`` where a stream would be sent without leave.
    """
    settings = editing.with_editor(settings) if llm else settings
    if editing.is_edited(settings) and settings.text("llm_mode") == "remote" and "-" in paths and not yes:
        raise InputError("An article on standard input is sent to the model's host only with --yes.")
    return settings


def tell_readers(settings: Settings) -> None:
    """Say in one line whether a second reader takes part; nothing where the settings switch it off."""
    tell_missed_reader(settings)
    if minimum := editing.belief_of(settings):
        said().print(f"A second reader reads along: what it believes less than {minimum:g} takes no side.")


def tell_missed_reader(settings: Settings) -> None:
    """Say that the rules read alone, where the settings do not ask for that."""
    if editing.is_missed(settings):
        said().print(
            "Positions are as the rules alone read them: the second reader has no package for this platform "
            "(docs/READER.md).",
            soft_wrap=True,
        )


def tell_unread(session: Session) -> None:
    """Say how many documents of a store a second reader did not read, where it would read them today."""
    alone, _ = read_by(session.graph)
    if alone and editing.belief_of(session.settings):
        said().print(
            f"Articles here that the rules alone read: {alone}. `standpunkt reread` has the second reader "
            "read them too.",
            soft_wrap=True,
        )


def ask_leave(plan: consulting.Plan, *, yes: bool) -> None:
    """Say what would be sent and where; go on only where the user agrees, or the host is this machine.

    Raises ``InputError`` where the user does not agree: then nothing was sent.
    """
    if not plan.requests:
        return
    said().print(plan.told(), markup=False, soft_wrap=True)
    if yes or plan.options.mode != "remote":
        return
    if not click.confirm(f"Send these articles to {plan.options.host}?", default=False, err=True):
        raise InputError("Nothing was sent; --yes agrees beforehand.")


def leave(*, yes: bool) -> consulting.Agree:
    """``ask_leave`` as a session takes it."""
    return functools.partial(ask_leave, yes=yes)


def require_records(settings: Settings, problems: list[str]) -> None:
    """Exit with status 1 where recorded answers were asked for and some article has none."""
    if not editing.is_edited(settings) or settings.text("llm_mode") != "replay":
        return
    missing = sum(problem.startswith(REPLAY_MISSED) for problem in problems)
    if missing:
        folder = Path(settings.text("llm_cache_dir")).resolve()
        said().print(
            f"{missing} articles have no recorded answer in {folder}: the key of a record covers the "
            "article, the rules' draft, the prompt, llm_model, the host of llm_base_url, and llm_parameters.",
            markup=False,
            soft_wrap=True,
        )
        raise click.exceptions.Exit(1)
