"""Commands for one's own knowledge folder: init, check."""

from __future__ import annotations

from pathlib import Path

import click

from ontology.knowledge import read_knowledge
from standpunkt.commands.shared.group import commands
from standpunkt.commands.shared.printing import said
from standpunkt.knowledge.folder import mistakes
from standpunkt.knowledge.writing import write_folder


@commands.group("knowledge")
def knowledge_group() -> None:
    """Your own words, facts, issues, rules and queries, laid over those of the package."""


@knowledge_group.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
def init_command(folder: Path) -> None:
    """Write a knowledge FOLDER to begin with: every file explained, README.md first."""
    number = write_folder(folder)
    said().print(
        f"{number} files written; {folder / 'README.md'} explains them. It counts once the setting knowledge "
        f"names it: STANDPUNKT_KNOWLEDGE={folder}",
        markup=False,
        soft_wrap=True,
    )


@knowledge_group.command("check")
@click.argument("folder", type=click.Path(path_type=Path))
def check_command(folder: Path) -> None:
    """Say what is wrong in a knowledge FOLDER, with file and line; exit status 1 if anything is."""
    knowledge = read_knowledge(str(folder))
    found = list(mistakes(knowledge))
    for mistake in found:
        click.echo(mistake)
    click.echo(f"{len(knowledge.files)} files, {len(found)} mistakes")
    if found:
        raise click.exceptions.Exit(1)
