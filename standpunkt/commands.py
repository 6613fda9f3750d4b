"""The command ``standpunkt``: reads what the user typed, calls the API, prints what it gave.

Every known error ends in one sentence and exit status 2 (1 where a part of a batch failed).
"""

from __future__ import annotations

import datetime as dt
import functools
import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

import click
import pyoxigraph as ox
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from graph.knowledge import explanation_forms
from graph.knowledge.graph import KnowledgeGraph
from graph.model import named_graphs
from graph.model.queries import query_text
from graph.model.settings import Settings, read_settings, table
from graph.stores import formats
from graph.things import named_queries
from loaders.articles import files as documents
from loaders.articles.findings import Extraction
from loaders.triples.json_rows import quotation_json, statement_json
from ontology.errors import InputError, ShapeError, StandpunktError
from ontology.terms import PREFIXES
from standpunkt import api
from standpunkt.api import Loaded, Report
from standpunkt.closure import run_closure

console = Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else 120)
TITLE_WIDTH = 40


def _setting(*flags: str, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A command-line flag for the setting ``name``, with the help text of the settings table."""
    row = table()[name]
    return click.option(*flags, name, default=None, help=f"{row.help} [{row.default}]")


def _date_option(_: click.Context, __: click.Parameter, value: str | None) -> dt.date | None:
    return documents.parse_date(value) if value is not None else None


_article_options: list[Callable[[Callable[..., Any]], Callable[..., Any]]] = [
    click.option("--date", "published", callback=_date_option, help="Publication date, YYYY-MM-DD."),
    click.option("--source", help="Where the article was published (an address)."),
    click.option("--title", help="Title of the article."),
    click.option("--encoding", default="utf-8", show_default=True, help="How the file is encoded."),
    click.option("--any-language", is_flag=True, help="Read the text even if it does not look German."),
]


def _with(options: Iterable[Callable[..., Any]]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return lambda command: functools.reduce(lambda f, option: option(f), reversed(list(options)), command)


class _Commands(click.Group):
    """A group whose commands answer every known error with one sentence and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except StandpunktError as error:
            _print_error("standpunkt:", error)
            ctx.exit(2)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="standpunkt")
def commands() -> None:
    """Who stands where: read political news, keep positions with their evidence, ask and export."""


def _options(settings: Settings, published: dt.date | None, article: dict[str, Any]) -> documents.Options:
    return documents.Options(published=published, max_bytes=settings.number("max_text_bytes"), **article)


@commands.command("load")
@click.argument("paths", nargs=-1)
@click.option("--samples", is_flag=True, help="Load the sample articles that ship with Standpunkt.")
@_with(_article_options)
@_setting("--store", name="store")
@_setting("--reasoner", name="reasoner")
@_setting("--jobs", name="jobs")
def load_command(
    paths: tuple[str, ...],
    samples: bool,
    published: dt.date | None,
    store: str | None,
    reasoner: str | None,
    jobs: str | None,
    **article: Any,
) -> None:
    """Read articles (.txt, .md, .html, folders, or - for standard input) into the store."""
    if not paths and not samples:
        raise InputError("Nothing to load: name files or folders, - for standard input, or --samples.")
    if samples:
        paths += (str(files("loaders") / "samples"),)
    settings = read_settings({"store": store, "reasoner": reasoner, "jobs": jobs})
    options = _options(settings, published, article)
    with api.open_graph(settings) as graph:
        report = Report()
        if "-" in paths:
            document = documents.read_stream(sys.stdin.buffer, options)
            found, change = api.load_document(graph, document, settings)
            report.loaded.append(Loaded.of("standard input", found, change))
        named = [path for path in paths if path != "-"]
        if named:
            with _progress() as show:
                part = api.load(graph, named, options, settings=settings, progress=show)
            report.loaded += part.loaded
            report.failed += part.failed
    _print_report(report)
    if report.failed:
        raise click.exceptions.Exit(1 if report.loaded else 2)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn("reading articles"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("load", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _print_report(report: Report) -> None:
    rows = Table(box=None)
    rows.add_column("article", no_wrap=True, overflow="ellipsis", max_width=TITLE_WIDTH)
    for name in ("actors", "offices", "events", "positions", "skipped", "store"):
        rows.add_column(name, no_wrap=True)
    for item in report.loaded:
        state = f"+{item.change.added} −{item.change.removed}" if item.change else "unchanged"
        rows.add_row(item.title, *map(str, item.counts.values()), state)
    if report.loaded:
        console.print(rows)
    reasons = Counter(reason for item in report.loaded for reason in item.skipped)
    for reason, count in reasons.most_common():
        console.print(f"skipped {count} × {reason}", markup=False)
    undated = [item.name for item in report.loaded if item.published is None]
    if undated:
        listed = ", ".join(undated[:3]) + (f" and {len(undated) - 3} more" if len(undated) > 3 else "")
        console.print(
            f"no publication date for {listed}: expressions such as 'am Montag' stay unresolved; "
            "give --date YYYY-MM-DD, or put the date in the file name or front matter.",
            markup=False,
            soft_wrap=True,
        )
    for _, error in report.failed:
        _print_error("not loaded:", error)


def _print_error(prefix: str, error: StandpunktError) -> None:
    console.print(prefix, str(error), style="red", markup=False, soft_wrap=True)
    if isinstance(error, ShapeError) and error.report:
        console.print(error.report, markup=False, soft_wrap=True)


def _extract(file: str, published: dt.date | None, article: dict[str, Any], settings: Settings) -> Extraction:
    """What the article in ``file`` (``-`` is standard input) says."""
    options = _options(settings, published, article)
    if file == "-":
        return api.extract(documents.read_stream(sys.stdin.buffer, options), settings)
    return api.extract(documents.read_file(Path(file), options), settings)


@commands.command("extract")
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["json", "ttl"]), default="json", show_default=True)
@click.option("--explain", is_flag=True, help="Show for each statement how it was found.")
@_with(_article_options)
def extract_command(file: str, form: str, explain: bool, published: dt.date | None, **article: Any) -> None:
    """The statements of one article (a file, or - for standard input); nothing is stored."""
    settings = read_settings()
    extraction = _extract(file, published, article, settings)
    base = settings.text("base_iri")
    if form == "ttl":
        click.echo(api.document_triples(extraction, settings).serialize(format="turtle"))
        return
    rows = [statement_json(statement, base, explain=explain) for statement in extraction.statements]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


@commands.command("quotes")
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True)
@_with(_article_options)
def quotes_command(file: str, form: str, published: dt.date | None, **article: Any) -> None:
    """The quotations of one article (a file, or - for standard input): words, speaker and cue of each."""
    from loaders.speech.quotations import nested  # noqa: PLC0415 - loads its lexicons

    settings = read_settings()
    found = _extract(file, published, article, settings).quotations
    inside = nested(found)
    base = settings.text("base_iri")
    rows = [quotation_json(quotation, base) | {"nested": quotation.id in inside} for quotation in found]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


@commands.command("query")
@click.argument("query")
@click.option(
    "--set",
    "values",
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
@_setting("--store", name="store")
def query_command(query: str, values: tuple[str, ...], form: str, store: str | None) -> None:
    """Run a SPARQL query and print its result.

    QUERY is a file, - for standard input, or the name of a shipped query (`standpunkt queries` lists them).
    """
    text = _query_text(query)
    with api.read_graph(read_settings({"store": store})) as graph:
        bindings = _bindings(values, text, graph)
        _print_answer(graph, graph.store.query(text, base=graph.base, bindings=bindings), form)


@commands.command("queries")
def queries_command() -> None:
    """List the shipped queries: their names, questions and parameters."""
    listing = Table("query", "question", "parameters", box=None)
    for query in named_queries.saved_queries():
        listing.add_row(query.name, query.titles["en"], ", ".join(query.parameters))
    Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(listing)


def _query_text(query: str) -> str:
    if query == "-":
        return sys.stdin.read()
    if Path(query).exists():
        return _read_text(Path(query))
    if any(query == shipped.name for shipped in named_queries.saved_queries()):
        return query_text(query)
    raise InputError(
        f"{query}: there is no such file and no shipped query of that name; `standpunkt queries` lists them."
    )


def _bindings(values: tuple[str, ...], text: str, graph: KnowledgeGraph) -> dict[str, ox.NamedNode]:
    """The parameters of a query by their names; raises ``InputError`` for what the query does not have."""
    found = {}
    for pair in values:
        name, equals, value = pair.partition("=")
        if not equals or f"?{name}" not in text:
            raise InputError(f"--set {pair}: the query has no parameter {name!r}; give it as NAME=IRI.")
        try:
            found[name] = ox.NamedNode(urljoin(graph.base, value))
        except ValueError as error:
            raise InputError(f"--set {pair}: {value!r} is no IRI.") from error
    return found


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error


def _print_answer(graph: KnowledgeGraph, answer: object, form: str) -> None:
    out = sys.stdout.buffer
    if isinstance(answer, ox.QueryTriples):
        chosen = formats.FORMATS.get(form, ox.RdfFormat.TURTLE)
        ox.serialize(answer, out, chosen, prefixes=formats.prefixes(graph.base))
    elif form == "table" and isinstance(answer, ox.QuerySolutions):
        columns = [variable.value for variable in answer.variables]
        rows = Table(*columns, box=None)
        for solution in answer:
            rows.add_row(*(_readable(solution[name], graph.base) for name in columns))
        Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(rows)
    elif form == "table":
        click.echo("yes" if answer else "no")
    elif isinstance(answer, ox.QuerySolutions | ox.QueryBoolean):
        if form not in formats.RESULT_FORMATS:
            raise InputError(
                f"A SELECT or ASK query has no {form} form: choose json, csv, tsv, xml or table."
            )
        answer.serialize(out, formats.RESULT_FORMATS[form])


def _readable(term: object, base: str) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value.removeprefix(base)
    return str(getattr(term, "value", "") if term is not None else "")


@commands.command("ask")
@click.argument("question")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--lang", type=click.Choice(["de", "en"]), help="Language of the answer where the question has none."
)
@_setting("--store", name="store")
def ask_command(question: str, form: str, lang: str | None, store: str | None) -> None:
    """Answer a question in German or English, with the sentences that prove the answer."""
    from graph.ask import as_lines  # noqa: PLC0415 - loads its lexicons

    with api.read_graph(read_settings({"store": store})) as graph:
        answer = api.ask(graph, question, language=lang)
    if form == "json":
        click.echo(json.dumps(answer.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(as_lines(answer)))


@commands.command("export")
@click.argument("output", default="-")
@click.option("--format", "form", type=click.Choice(list(formats.FORMATS)), default="trig", show_default=True)
@click.option("--asserted-only", is_flag=True, help="Leave out what was inferred.")
@_setting("--store", name="store")
def export_command(output: str, form: str, asserted_only: bool, store: str | None) -> None:
    """Write the whole graph to a file, or to standard output."""
    with api.read_graph(read_settings({"store": store})) as graph:
        if output == "-":
            api.export(graph, sys.stdout.buffer, form, asserted_only=asserted_only)
        else:
            try:
                with io.FileIO(output, "w") as raw, io.BufferedWriter(raw) as file:
                    api.export(graph, file, form, asserted_only=asserted_only)
            except OSError as error:
                raise InputError(f"{output}: cannot be written: {error.strerror or error}.") from error


@commands.command("documents")
@_setting("--store", name="store")
def documents_command(store: str | None) -> None:
    """List the documents in the store with their dates and number of positions."""
    with api.read_graph(read_settings({"store": store})) as graph:
        rows = Table("document", "date", "positions", "title", box=None)
        for row in graph.rows("documents"):
            values = (
                _readable(row.get(name), graph.base) for name in ("document", "date", "positions", "title")
            )
            rows.add_row(*values)
        Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(rows)


@commands.command("remove")
@click.argument("document")
@_setting("--store", name="store")
def remove_command(document: str, store: str | None) -> None:
    """Take DOCUMENT (its identifier or IRI) out of the store, with all that no longer follows."""
    with api.open_graph(read_settings({"store": store})) as graph:
        identifier = document.removeprefix(graph.base)
        change = graph.remove(named_graphs.document_graph(identifier))
        console.print(f"removed {identifier}: −{change.removed} triples, −{change.retracted} inferred")


@commands.command("explain")
@click.argument("subject")
@click.argument("predicate")
@click.argument("target", metavar="OBJECT")
@click.option("--all", "every", is_flag=True, help="Show every proof that is found, the shortest first.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "ttl"]), default="text", show_default=True
)
@click.option("--lang", type=click.Choice(["de", "en"]), default="de", show_default=True)
@_setting("--store", name="store")
def explain_command(
    subject: str, predicate: str, target: str, every: bool, form: str, lang: str, store: str | None
) -> None:
    """Say why SUBJECT PREDICATE OBJECT holds, down to the sentences that prove it.

    Terms are IRIs, prefixed names (sp:supports) or identifiers (actor/nato); a value stands in quotes.
    """
    with api.read_graph(read_settings({"store": store})) as graph:
        found = api.explain(graph, subject, predicate, target, every=every)
        if form == "json":
            click.echo(json.dumps(explanation_forms.as_json(found, lang), ensure_ascii=False, indent=2))
        elif form == "ttl":
            triples = explanation_forms.as_triples(found, graph.base)
            ox.serialize(triples, sys.stdout.buffer, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
        else:
            click.echo(explanation_forms.as_text(found, graph.base, lang))


@commands.command("closure")
@click.option("--axiomatic", is_flag=True, help="Add what holds in every graph (rules without premises).")
@_setting("--reasoner", name="reasoner")
def closure_command(axiomatic: bool, reasoner: str | None) -> None:
    """Read N-Triples on standard input and write them with all that follows by OWL 2 RL.

    What no rule uses is told on standard error. A contradiction gives exit status 1 and a last line
    INCONSISTENT with the rule and the triples that clash.
    """
    name = read_settings({"reasoner": reasoner}).text("reasoner")
    sys.exit(run_closure(sys.stdin.buffer, sys.stdout.buffer, sys.stderr, name, axiomatic=axiomatic))


@commands.command("check")
@_setting("--store", name="store")
def check_command(store: str | None) -> None:
    """Check the whole graph, and say what to put right; exit status 1 if something is wrong."""
    from graph.knowledge.checks import check  # noqa: PLC0415 - loads pySHACL

    with api.open_graph(read_settings({"store": store})) as graph:
        found = check(graph.store)
        for finding in found:
            click.echo(f"{finding.severity} {finding.check}: {finding.german}\n  {finding.english}")
        click.echo(f"{sum(f.severity == 'violation' for f in found)} wrong, {len(found)} in all")
    if any(finding.severity == "violation" for finding in found):
        raise click.exceptions.Exit(1)


@commands.command("settings")
def settings_command() -> None:
    """Show every setting, its value and where the value comes from."""
    settings = read_settings()
    rows = Table("setting", "value", "from", "environment variable", "meaning", box=None)
    for row in table().values():
        origin = settings.origins[row.name]
        rows.add_row(row.name, settings.shown(row.name), origin, row.variable, row.help)
    Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(rows)


@commands.command("serve")
@_setting("--host", name="host")
@_setting("--port", name="port")
@_setting("--store", name="store")
@_setting("--reasoner", name="reasoner")
@_setting("--shapes", name="shapes")
@_setting("--default-graph", name="default_graph")
def serve_command(**given: str | None) -> None:
    """Serve the graph: web pages, linked data and the SPARQL endpoint."""
    settings = read_settings(given)
    with api.open_graph(settings) as graph:
        address = f"http://{settings.text('host')}:{settings.number('port')}"
        question = "Wer unterstützt Sicherheitsgarantien?"
        console.print(f"Two things to try: {address}/ask?q={quote(question)}", soft_wrap=True)
        console.print(f"                   {address}/matrix", soft_wrap=True)
        api.serve(graph, settings)
