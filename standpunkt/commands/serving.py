"""The command that serves the graph."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

import click
from rich.table import Table

from ontology.errors import StoreInUseError
from standpunkt.commands.shared.editing import tell_missed_reader, tell_unread
from standpunkt.commands.shared.group import commands, run, setting, settings_of
from standpunkt.commands.shared.printing import print_table, said
from standpunkt.session.beside import open_for_commands
from standpunkt.session.opening import open_graph

if TYPE_CHECKING:
    from web.admission.principals import Tokens

QUESTION = "Wer unterstützt Sicherheitsgarantien?"


@commands.command("serve")
@setting("--host", name="host")
@setting("--port", name="port")
@setting("--store", name="store")
@setting("--reasoner", name="reasoner")
@setting("--shapes", name="shapes")
@setting("--default-graph", name="default_graph")
@setting("--serve-from", name="serve_from")
def serve_command(**given: str | None) -> None:
    """Serve the graph: web pages, linked data and the SPARQL endpoint."""
    settings = settings_of(**given)
    tell_missed_reader(settings)
    with _here_alone(), open_graph(settings) as session:
        tell_unread(session)
        if session.base != settings.text("base_iri"):
            said().print(
                f"This store keeps its base IRI {session.base}: the pages work here too, its IRIs lead "
                f"there. For IRIs under {settings.text('base_iri')} load into a new store (--store).",
                soft_wrap=True,
            )
        if settings.flag("public") and not settings.text("contact"):
            said().print(
                "Nobody can tell you of a mistake or of their own data: name a contact (setting contact), "
                "which then stands on every page.",
                soft_wrap=True,
            )
        with open_for_commands(session, run):
            session.serve(ready=_tell)


@contextmanager
def _here_alone() -> Iterator[None]:
    """Within it a store that another process has is only refused: no server runs in another one."""
    try:
        yield
    except StoreInUseError as error:
        error.place = ""
        raise


_STORE = setting("--store", name="store")


@commands.group("token")
def token_group() -> None:
    """Who may do what over the web: tokens with names and rights, kept hashed beside the store."""


@token_group.command("new")
@click.argument("name", required=False)
@click.option(
    "--right", "rights", multiple=True, help="A right: read, decide, write, administer [the first three]."
)
@_STORE
def new_command(name: str | None, rights: tuple[str, ...], store: str | None) -> None:
    """Make a token for NAME and print it, once; without NAME, one for the setting token (STANDPUNKT_TOKEN).

    The token of the setting has all rights and no name of its own. A running server knows a new one at once.
    """
    if name is None:
        click.echo(secrets.token_urlsafe(24))
        return
    from web.admission import principals  # noqa: PLC0415 - see ``_tokens``

    secret, _ = _tokens(store).make(name, rights or principals.given("new"))
    click.echo(secret)


@token_group.command("list")
@_STORE
def list_command(store: str | None) -> None:
    """List the tokens: whose they are, what they may do, and since when; never the tokens themselves."""
    columns = ("token", "name", "rights", "since")
    rows = Table(*columns, box=None)
    for token in _tokens(store).all():
        rows.add_row(token.key, token.name, ", ".join(token.rights), token.made[:10])
    print_table(rows)


@token_group.command("revoke")
@click.argument("token")
@_STORE
def revoke_command(token: str, store: str | None) -> None:
    """Take TOKEN (its short key or the name) back; who signed in with it is signed out, also in a server."""
    gone = _tokens(store).revoke(token)
    said().print(f"revoked the token {gone.key} of {gone.name}", markup=False)


def _tokens(store: str | None) -> Tokens:
    from web.admission.principals import Tokens, tokens_file  # noqa: PLC0415 - the web is seldom needed

    return Tokens(tokens_file(settings_of(store=store)))


def _tell(address: str) -> None:
    """What to try first, once the server is reached at ``address``."""
    said().print(f"Two things to try: {address}/ask?q={quote(QUESTION)}", soft_wrap=True)
    said().print(f"                   {address}/matrix", soft_wrap=True)
