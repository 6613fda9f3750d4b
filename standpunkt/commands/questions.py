"""Commands that ask the graph: ask, query, queries, explain."""

from __future__ import annotations

import json
import sys
from itertools import chain
from pathlib import Path

import click
import pyoxigraph as ox
from rich.table import Table

from graph.knowledge import explanation_forms
from graph.model.settings import Settings
from graph.stores import formats
from graph.things.named_queries import saved_queries
from graph.things.positions.positions import ORIGINS
from ontology.errors import InputError
from ontology.terms import PREFIXES
from standpunkt.commands.shared.group import commands, setting, settings_of
from standpunkt.commands.shared.printing import print_answer, print_table, said
from standpunkt.knowledge.folder import knowledge_of
from standpunkt.session.asking import query_elsewhere, shipped_text
from standpunkt.session.opening import read_graph
from standpunkt.session.session import Session


@commands.command("ask")
@click.argument("question")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--lang", type=click.Choice(["de", "en"]), help="Language of the answer; else that of the question."
)
@click.option("--sparql", is_flag=True, help="Also print the SPARQL queries behind the answer.")
@click.option(
    "--origin",
    "origins",
    multiple=True,
    type=click.Choice(ORIGINS),
    help="Only positions found by the rules, by a language model, or by both; may be given several times.",
)
@setting("--store", name="store")
def ask_command(
    question: str, form: str, lang: str | None, sparql: bool, origins: tuple[str, ...], store: str | None
) -> None:
    """Answer a question in German or English, with the sentences that prove the answer.

    Ends with status 2 where the question is none: empty, too long, or with dates that contradict each other.
    """
    from graph.ask.report import as_lines  # noqa: PLC0415 - loads its lexicons

    with read_graph(settings_of(store=store)) as session:
        answer = session.ask(question, language=lang, origins=origins)
    if form == "json":
        click.echo(json.dumps(answer.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(as_lines(answer, sparql=sparql)))
    if answer.status == "bad-input":
        raise SystemExit(2)


@commands.command("query")
@click.argument("query")
@click.option(
    "--set",
    "pairs",
    multiple=True,
    metavar="NAME=IRI",
    help="The value of a parameter, such as topic=issue/sicherheitsgarantie; relative to the store's base.",
)
@click.option(
    "--format",
    "form",
    default="table",
    show_default=True,
    type=click.Choice(["table", *formats.RESULT_FORMATS, *formats.FORMATS]),
)
@setting("--store", name="store")
@click.option(
    "--endpoint",
    metavar="ADDRESS",
    help="Ask this SPARQL endpoint instead of a store, such as https://example.org/sparql of another "
    "Standpunkt; the setting store_seconds is how long it may take.",
)
def query_command(
    query: str, pairs: tuple[str, ...], form: str, store: str | None, endpoint: str | None
) -> None:
    """Run a SPARQL query and print its result.

    QUERY is a file, - for standard input, or the name of a shipped query (`standpunkt queries` lists them).
    """
    if store and endpoint:
        raise InputError("A query is put to a store or to an endpoint: give --store or --endpoint, not both.")
    settings = settings_of(store=store)
    text = _query_text(query, settings)
    values = dict(map(_pair, pairs))
    if endpoint:
        print_answer(*query_elsewhere(endpoint, text, values, settings.number("store_seconds")), form)
        return
    with read_graph(settings) as session:
        rows = print_answer(session.query(text, **values), session.base, form)
        if rows == 0:
            _say_what_is_unknown(session, values)


def _query_text(query: str, settings: Settings) -> str:
    if query == "-":
        return sys.stdin.read()
    if Path(query).exists():
        return _read_text(Path(query))
    if (text := shipped_text(query, knowledge_of(settings))) is not None:
        return text
    raise InputError(
        f"{query}: there is no such file and no shipped query of that name; `standpunkt queries` lists them."
    )


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error


def _pair(pair: str) -> tuple[str, str]:
    name, equals, value = pair.partition("=")
    if not equals or not name.isidentifier():
        raise InputError(f"--set {pair}: give a parameter as NAME=IRI.")
    return name, value


def _say_what_is_unknown(session: Session, values: dict[str, str]) -> None:
    """Beside an empty table, name the values that the graph says nothing about."""
    for name, value in values.items():
        node = session.graph.iri(value)
        quads = session.graph.store.quads
        if next(chain(quads(subject=node), quads(object=node)), None) is None:
            said().print(f"{name}={value}: the graph holds nothing about {node.value}.", markup=False)


@commands.command("queries")
def queries_command() -> None:
    """List the shipped queries: their names, questions and parameters."""
    listing = Table("query", "question", "parameters", box=None)
    for query in saved_queries(knowledge_of(settings_of())):
        listing.add_row(query.name, query.question("en"), ", ".join(query.parameters))
    print_table(listing)


@commands.command("explain")
@click.argument("subject")
@click.argument("predicate")
@click.argument("target", metavar="OBJECT")
@click.option("--all", "every", is_flag=True, help="Show every proof that is found, the shortest first.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "ttl"]), default="text", show_default=True
)
@click.option("--lang", type=click.Choice(["de", "en"]), default="de", show_default=True)
@setting("--store", name="store")
def explain_command(
    subject: str, predicate: str, target: str, every: bool, form: str, lang: str, store: str | None
) -> None:
    """Say why SUBJECT PREDICATE OBJECT holds, down to the sentences that prove it.

    Terms are IRIs, prefixed names (sp:supports) or identifiers (actor/nato); a value stands in quotes.
    """
    with read_graph(settings_of(store=store)) as session:
        found = session.explain(subject, predicate, target, every=every)
        if form == "json":
            click.echo(json.dumps(explanation_forms.as_json(found, lang), ensure_ascii=False, indent=2))
        elif form == "ttl":
            triples = explanation_forms.as_triples(found, session.base)
            ox.serialize(triples, sys.stdout.buffer, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
        else:
            click.echo(explanation_forms.as_text(found, session.base, lang))
