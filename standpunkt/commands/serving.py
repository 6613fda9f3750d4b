"""The command that serves the graph."""

from __future__ import annotations

import secrets
from urllib.parse import quote

import click

from standpunkt.commands.group import commands, run, setting, settings_of
from standpunkt.commands.printing import said
from standpunkt.session.beside import open_for_commands
from standpunkt.session.opening import open_graph

QUESTION = "Wer unterstützt Sicherheitsgarantien?"


@commands.command("serve")
@setting("--host", name="host")
@setting("--port", name="port")
@setting("--store", name="store")
@setting("--reasoner", name="reasoner")
@setting("--shapes", name="shapes")
@setting("--default-graph", name="default_graph")
def serve_command(**given: str | None) -> None:
    """Serve the graph: web pages, linked data and the SPARQL endpoint."""
    settings = settings_of(**given)
    with open_graph(settings) as session:
        if session.base != settings.text("base_iri"):
            said().print(
                f"This store keeps its base IRI {session.base}: the pages work here too, its IRIs lead "
                f"there. For IRIs under {settings.text('base_iri')} load into a new store (--store).",
                soft_wrap=True,
            )
        with open_for_commands(session, run):
            session.serve(ready=_tell)


@commands.group("token")
def token_group() -> None:
    """The secret that allows writing over the web."""


@token_group.command("new")
def token_command() -> None:
    """Print a new token, for the setting token (STANDPUNKT_TOKEN) of a server and whoever may write."""
    click.echo(secrets.token_urlsafe(24))


def _tell(address: str) -> None:
    """What to try first, once the server is reached at ``address``."""
    said().print(f"Two things to try: {address}/ask?q={quote(QUESTION)}", soft_wrap=True)
    said().print(f"                   {address}/matrix", soft_wrap=True)
