"""Standpunkt: who stands where, read from political news, each position with the sentence that proves it.

The front door: the same things as a Python API and as the command ``standpunkt``. It is the only
module that knows all four rooms.

    >>> import standpunkt
    >>> with standpunkt.open_graph(store="my-store") as graph:          # doctest: +SKIP
    ...     standpunkt.load(graph, ["articles/"])
    ...     standpunkt.ask(graph, "Wer unterstützt Sicherheitsgarantien?")
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import importlib.metadata
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, Protocol, cast

import click
import pyoxigraph as ox
import rdflib
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

import ontology.files
from graph import explanation, explanation_forms, interchange, names
from graph.answer import Answer
from graph.ask import as_lines
from graph.ask import ask as answer_question
from graph.checks import check
from graph.closure_command import run_closure
from graph.curation import curated
from graph.explanation import Explanation
from graph.knowledge import Change, KnowledgeGraph, skolemise
from graph.notation import read_triple
from graph.plugins import find_plugin
from graph.reasoner import Reasoner
from graph.settings import Settings, read_settings, table
from graph.store import Store, snapshot
from loaders import documents, rdf, shapes
from loaders.model import Document, Extraction
from loaders.protocol import Extractor
from loaders.quotes import nested
from loaders.serial import quotation_json, statement_json
from ontology.errors import InputError, ShapeError, StandpunktError, StoreInUseError
from ontology.terms import PREFIXES

__all__ = [
    "Loaded",
    "Report",
    "ask",
    "explain",
    "export",
    "extract",
    "load",
    "main",
    "open_graph",
    "read",
    "read_graph",
]

MAX_PROOFS = 50
"""Proofs of one triple that ``explain`` shows at most."""
DIGEST = ox.NamedNode("http://purl.org/dc/terms/identifier")


# ---------------------------------------------------------------- the Python API


@dataclass(frozen=True, slots=True)
class Loaded:
    """One article that was loaded: its extraction and what the store changed."""

    name: str
    extraction: Extraction
    change: Change


@dataclass(slots=True)
class Report:
    """What a call of ``load`` did: the articles loaded, and those that could not be, with the reason."""

    loaded: list[Loaded] = field(default_factory=list)
    failed: list[tuple[str, StandpunktError]] = field(default_factory=list)


class _StoreFactory(Protocol):
    def __call__(self, location: str) -> Store: ...


@contextmanager
def open_graph(settings: Settings | None = None, **values: object) -> Iterator[KnowledgeGraph]:
    """The knowledge graph that the settings name, with ontology and background facts in place.

    ``values`` are settings by name (``store="my-store"``). Raises ``StoreError`` if the store cannot be
    opened and ``SettingError`` for an unknown setting.
    """
    settings = settings or read_settings(values)
    factory = cast(_StoreFactory, find_plugin("stores", settings.text("store_kind")))
    base = settings.text("base_iri")
    graph = KnowledgeGraph(factory(settings.text("store")), base, _reasoner(settings))
    try:
        _install(graph)
        yield graph
    finally:
        graph.close()


@contextmanager
def read_graph(settings: Settings | None = None, **values: object) -> Iterator[KnowledgeGraph]:
    """Like ``open_graph``, but for reading only, so that it also works beside a server that has the store."""
    settings = settings or read_settings(values)
    try:
        with open_graph(settings) as graph:
            yield graph
    except StoreInUseError:
        graph = KnowledgeGraph(
            snapshot(settings.text("store")), settings.text("base_iri"), _reasoner(settings)
        )
        try:
            yield graph
        finally:
            graph.close()


def read(path: str | Path, **options: Any) -> Document:
    """The article in ``path`` as a document; ``options`` are those of ``loaders.documents.Options``."""
    return documents.read_file(Path(path), documents.Options(**options))


def extract(document: Document, settings: Settings | None = None) -> Extraction:
    """Everything the text of ``document`` says; nothing is stored."""
    return _extractor((settings or read_settings()).text("extractor")).extract(document)


def load(
    graph: KnowledgeGraph,
    paths: Iterable[str | Path],
    options: documents.Options | None = None,
    *,
    settings: Settings | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Read, extract and store the articles in ``paths`` (files and folders), one transaction each.

    An article that cannot be read or violates the shapes is left out whole and listed in the report; the
    others are loaded. ``progress`` is called with the number done and the number of articles.
    """
    settings = settings or read_settings()
    report = Report()
    articles: list[Path] = []
    for path in paths:
        try:
            articles += documents.find_files([Path(path)])
        except InputError as error:
            report.failed.append((str(path), error))
    prepare = functools.partial(_prepare, options or documents.Options(), settings, graph.base)
    results = _in_processes(prepare, articles, settings.number("jobs"))
    for done, (article, result) in enumerate(zip(articles, results, strict=True), start=1):
        _store(graph, str(article), result, report)
        progress(done, len(articles))
    return report


def load_document(graph: KnowledgeGraph, document: Document, settings: Settings | None = None) -> Loaded:
    """Extract and store one document; raises ``ShapeError`` if the result violates the shapes."""
    settings = settings or read_settings()
    extraction, data = _triples(document, settings, graph.base)
    return Loaded(document.id, extraction, _put(graph, extraction, data))


def explain(
    graph: KnowledgeGraph, subject: str, predicate: str, target: str, *, every: bool = False
) -> Explanation:
    """Why a triple holds: the shortest proof, or every one that is found, with the sentences it rests on.

    Terms are written as on the command line: IRIs, ``sp:supports``, ``actor/nato``. Raises ``NotFoundError``
    where the triple does not hold and ``InputError`` for a term that names nothing.
    """
    triple = read_triple(subject, predicate, target, graph.base)
    return explanation.explain(graph, triple, limit=MAX_PROOFS if every else 1)


def export(graph: KnowledgeGraph, out: IO[bytes], form: str = "trig", *, asserted_only: bool = False) -> None:
    """Stream the graph to ``out`` as trig, nquads, turtle, ntriples, jsonld or rdfxml."""
    interchange.export(graph.store, out, form, base=graph.base, asserted_only=asserted_only)


def ask(graph: KnowledgeGraph, question: str, *, language: str | None = None) -> Answer:
    """The answer to a question in German or English, with the sentences that prove it.

    ``language`` (``de``, ``en``) is that of the answer where the question does not show its own. A question
    that cannot be answered gives an answer that says why, never an error.
    """
    limit = read_settings().number("max_question_chars")
    return answer_question(graph, question, language=language, max_chars=limit)


# ---------------------------------------------------------------- how loading works

_Prepared = tuple[Extraction, bytes] | StandpunktError


def _prepare(options: documents.Options, settings: Settings, base: str, path: Path) -> _Prepared:
    """One article from file to N-Triples; an error is a value, so that a batch goes on after it."""
    try:
        return _triples(documents.read_file(path, options), settings, base)
    except StandpunktError as error:
        return error


def _triples(document: Document, settings: Settings, base: str) -> tuple[Extraction, bytes]:
    extraction = extract(document, settings)
    data = rdf.document_graph(extraction, base, _extractor_name(settings))
    if settings.flag("shapes"):
        shapes.validate(data, document.id)
    return extraction, data.serialize(format="nt", encoding="utf-8")


@functools.cache
def _version() -> str:
    return importlib.metadata.version("standpunkt")


def _extractor_name(settings: Settings) -> str:
    return f"{settings.text('extractor')} {_version()}"


def _in_processes(prepare: Callable[[Path], _Prepared], files: list[Path], jobs: int) -> Iterator[_Prepared]:
    if jobs <= 1 or len(files) <= 1:
        yield from map(prepare, files)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(prepare, files, chunksize=4)


def _store(graph: KnowledgeGraph, name: str, result: _Prepared, report: Report) -> None:
    if isinstance(result, StandpunktError):
        report.failed.append((name, result))
        return
    report.loaded.append(Loaded(name, result[0], _put(graph, *result)))


def _put(graph: KnowledgeGraph, extraction: Extraction, data: bytes) -> Change:
    read = (quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES))
    identifier = extraction.document.id
    return graph.put(names.document_graph(identifier), curated(graph, graph.base + identifier, read))


@functools.cache
def _extractor(name: str) -> Extractor:
    return cast(Callable[[], Extractor], find_plugin("extractors", name))()


def _reasoner(settings: Settings) -> Reasoner | None:
    name = settings.text("reasoner")
    return None if name == "none" else cast(Callable[[], Reasoner], find_plugin("reasoners", name))()


def _install(graph: KnowledgeGraph) -> None:
    """Put ontology and background facts of this version in their graphs, unless they are there already."""
    texts = {
        names.ONTOLOGY: ontology.files.ontology_files(),
        names.BACKGROUND: ontology.files.background_files(),
    }
    content = "\n".join(text for parts in texts.values() for text in parts.values())
    mark = ox.Literal(hashlib.sha256(content.encode()).hexdigest())
    place = graph.iri(names.ONTOLOGY)
    if next(graph.store.quads(place, subject=place, predicate=DIGEST, object=mark), None):
        return
    graphs = {name: _read_all(parts, graph.base) for name, parts in texts.items()}
    graphs[names.ONTOLOGY].append(ox.Triple(place, DIGEST, mark))
    graph.put_all(dict(graphs))


def _read_all(parts: dict[str, str], base: str) -> list[ox.Triple]:
    return [
        triple
        for scope, text in parts.items()
        for triple in skolemise(interchange.read_turtle(text, base), base, scope)
    ]


# ---------------------------------------------------------------- the command line

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
def main() -> None:
    """Who stands where: read political news, keep positions with their evidence, ask and export."""


def _options(settings: Settings, published: dt.date | None, article: dict[str, Any]) -> documents.Options:
    return documents.Options(published=published, max_bytes=settings.number("max_text_bytes"), **article)


@main.command("load")
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
    with open_graph(settings) as graph:
        report = Report()
        if "-" in paths:
            document = documents.read_stream(sys.stdin.buffer, options)
            report.loaded.append(load_document(graph, document, settings))
        named = [path for path in paths if path != "-"]
        if named:
            with _progress() as show:
                part = load(graph, named, options, settings=settings, progress=show)
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
        found = item.extraction
        counts = (found.actors, found.tenures, found.events, found.statements, found.skipped)
        state = f"+{item.change.added} −{item.change.removed}" if item.change else "unchanged"
        rows.add_row(found.document.title, *(str(len(part)) for part in counts), state)
    if report.loaded:
        console.print(rows)
    for reason, count in _skip_reasons(report).items():
        console.print(f"skipped {count} × {reason}", markup=False)
    undated = [item.name for item in report.loaded if item.extraction.document.published is None]
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


def _skip_reasons(report: Report) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in report.loaded:
        for skipped in item.extraction.skipped:
            counts[skipped.reason] = counts.get(skipped.reason, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


@main.command("extract")
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["json", "ttl"]), default="json", show_default=True)
@click.option("--explain", is_flag=True, help="Show for each statement how it was found.")
@_with(_article_options)
def extract_command(file: str, form: str, explain: bool, published: dt.date | None, **article: Any) -> None:
    """The statements of one article (a file, or - for standard input); nothing is stored."""
    settings = read_settings()
    options = _options(settings, published, article)
    document = (
        documents.read_stream(sys.stdin.buffer, options)
        if file == "-"
        else documents.read_file(Path(file), options)
    )
    extraction = extract(document, settings)
    base = settings.text("base_iri")
    if form == "ttl":
        graph = rdf.document_graph(extraction, base, _extractor_name(settings))
        click.echo(graph.serialize(format="turtle"))
        return
    rows = [statement_json(statement, base, explain=explain) for statement in extraction.statements]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


@main.command("quotes")
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True)
@_with(_article_options)
def quotes_command(file: str, form: str, published: dt.date | None, **article: Any) -> None:
    """The quotations of one article (a file, or - for standard input): words, speaker and cue of each."""
    settings = read_settings()
    options = _options(settings, published, article)
    document = (
        documents.read_stream(sys.stdin.buffer, options)
        if file == "-"
        else documents.read_file(Path(file), options)
    )
    found = extract(document, settings).quotations
    inside = nested(found)
    base = settings.text("base_iri")
    rows = [quotation_json(quotation, base) | {"nested": quotation.id in inside} for quotation in found]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


@main.command("query")
@click.argument("file")
@click.option(
    "--format",
    "form",
    default="table",
    show_default=True,
    type=click.Choice(["table", *interchange.RESULT_FORMATS, *interchange.FORMATS]),
)
@_setting("--store", name="store")
def query_command(file: str, form: str, store: str | None) -> None:
    """Run a SPARQL query from a file (or - for standard input) and print its result."""
    text = sys.stdin.read() if file == "-" else _read_text(Path(file))
    with read_graph(read_settings({"store": store})) as graph:
        _print_answer(graph, graph.store.query(text, base=graph.base), form)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error


def _print_answer(graph: KnowledgeGraph, answer: object, form: str) -> None:
    out = sys.stdout.buffer
    if isinstance(answer, ox.QueryTriples):
        chosen = interchange.FORMATS.get(form, ox.RdfFormat.TURTLE)
        ox.serialize(answer, out, chosen, prefixes=interchange.prefixes(graph.base))
    elif form == "table" and isinstance(answer, ox.QuerySolutions):
        columns = [variable.value for variable in answer.variables]
        rows = Table(*columns, box=None)
        for solution in answer:
            rows.add_row(*(_readable(solution[name], graph.base) for name in columns))
        Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(rows)
    elif form == "table":
        click.echo("yes" if answer else "no")
    elif isinstance(answer, ox.QuerySolutions | ox.QueryBoolean):
        if form not in interchange.RESULT_FORMATS:
            raise InputError(
                f"A SELECT or ASK query has no {form} form: choose json, csv, tsv, xml or table."
            )
        answer.serialize(out, interchange.RESULT_FORMATS[form])


def _readable(term: object, base: str) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value.removeprefix(base)
    return str(getattr(term, "value", "") if term is not None else "")


@main.command("ask")
@click.argument("question")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--lang", type=click.Choice(["de", "en"]), help="Language of the answer where the question has none."
)
@_setting("--store", name="store")
def ask_command(question: str, form: str, lang: str | None, store: str | None) -> None:
    """Answer a question in German or English, with the sentences that prove the answer."""
    with read_graph(read_settings({"store": store})) as graph:
        answer = ask(graph, question, language=lang)
    if form == "json":
        click.echo(json.dumps(answer.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(as_lines(answer)))


@main.command("export")
@click.argument("output", default="-")
@click.option(
    "--format", "form", type=click.Choice(list(interchange.FORMATS)), default="trig", show_default=True
)
@click.option("--asserted-only", is_flag=True, help="Leave out what was inferred.")
@_setting("--store", name="store")
def export_command(output: str, form: str, asserted_only: bool, store: str | None) -> None:
    """Write the whole graph to a file, or to standard output."""
    with read_graph(read_settings({"store": store})) as graph:
        if output == "-":
            export(graph, sys.stdout.buffer, form, asserted_only=asserted_only)
        else:
            try:
                with io.FileIO(output, "w") as raw, io.BufferedWriter(raw) as file:
                    export(graph, file, form, asserted_only=asserted_only)
            except OSError as error:
                raise InputError(f"{output}: cannot be written: {error.strerror or error}.") from error


@main.command("documents")
@_setting("--store", name="store")
def documents_command(store: str | None) -> None:
    """List the documents in the store with their dates and number of positions."""
    with read_graph(read_settings({"store": store})) as graph:
        rows = Table("document", "date", "positions", "title", box=None)
        for row in graph.rows("documents"):
            values = (
                _readable(row.get(name), graph.base) for name in ("document", "date", "positions", "title")
            )
            rows.add_row(*values)
        Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(rows)


@main.command("remove")
@click.argument("document")
@_setting("--store", name="store")
def remove_command(document: str, store: str | None) -> None:
    """Take DOCUMENT (its identifier or IRI) out of the store, with all that no longer follows."""
    with open_graph(read_settings({"store": store})) as graph:
        identifier = document.removeprefix(graph.base)
        change = graph.remove(names.document_graph(identifier))
        console.print(f"removed {identifier}: −{change.removed} triples, −{change.retracted} inferred")


@main.command("explain")
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
    with read_graph(read_settings({"store": store})) as graph:
        found = explain(graph, subject, predicate, target, every=every)
        if form == "json":
            click.echo(json.dumps(explanation_forms.as_json(found, lang), ensure_ascii=False, indent=2))
        elif form == "ttl":
            triples = explanation_forms.as_triples(found, graph.base)
            ox.serialize(triples, sys.stdout.buffer, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
        else:
            click.echo(explanation_forms.as_text(found, graph.base, lang))


@main.command("closure")
@click.option("--axiomatic", is_flag=True, help="Add what holds in every graph (rules without premises).")
@_setting("--reasoner", name="reasoner")
def closure_command(axiomatic: bool, reasoner: str | None) -> None:
    """Read N-Triples on standard input and write them with all that follows by OWL 2 RL.

    What no rule uses is told on standard error. A contradiction gives exit status 1 and a last line
    INCONSISTENT with the rule and the triples that clash.
    """
    name = read_settings({"reasoner": reasoner}).text("reasoner")
    sys.exit(run_closure(sys.stdin.buffer, sys.stdout.buffer, sys.stderr, name, axiomatic=axiomatic))


@main.command("check")
@_setting("--store", name="store")
def check_command(store: str | None) -> None:
    """Check the whole graph, and say what to put right; exit status 1 if something is wrong."""
    with open_graph(read_settings({"store": store})) as graph:
        found = check(graph.store)
        for finding in found:
            click.echo(f"{finding.severity} {finding.check}: {finding.german}\n  {finding.english}")
        click.echo(f"{sum(f.severity == 'violation' for f in found)} wrong, {len(found)} in all")
    if any(finding.severity == "violation" for finding in found):
        raise click.exceptions.Exit(1)


@main.command("settings")
def settings_command() -> None:
    """Show every setting, its value and where the value comes from."""
    settings = read_settings()
    rows = Table("setting", "value", "from", "environment variable", "meaning", box=None)
    for row in table().values():
        origin = settings.origins[row.name]
        rows.add_row(row.name, settings.shown(row.name), origin, row.variable, row.help)
    Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(rows)


@main.command("serve")
@_setting("--host", name="host")
@_setting("--port", name="port")
@_setting("--store", name="store")
@_setting("--reasoner", name="reasoner")
@_setting("--shapes", name="shapes")
@_setting("--default-graph", name="default_graph")
def serve_command(**given: str | None) -> None:
    """Serve the graph: web pages, linked data and the SPARQL endpoint."""
    from web.server import serve  # noqa: PLC0415 - the web is only loaded where it is served

    settings = read_settings(given)
    with open_graph(settings) as graph:
        serve(graph, settings, load=functools.partial(_load_sent, graph, settings), check=_check_graph)


def _load_sent(
    graph: KnowledgeGraph, settings: Settings, data: bytes, said: Mapping[str, str]
) -> dict[str, Any]:
    """Read and store an article that came over the web (``web.site.LoadDocument``)."""
    options = documents.Options(
        published=documents.parse_date(said["date"]) if said.get("date") else None,
        source=said.get("source"),
        title=said.get("title"),
        encoding=said.get("encoding", "utf-8"),
        max_bytes=settings.number("max_text_bytes"),
    )
    document = documents.read_bytes(data, "The article sent", said.get("kind", "text"), options)
    name = names.document_graph(document.id)
    new = not graph.holds(name)
    loaded = load_document(graph, document, settings)
    found = loaded.extraction
    return {
        "document": graph.base + document.id,
        "graph": graph.base + name,
        "new": new,
        "changed": bool(loaded.change),
        "statements": [statement_json(statement, graph.base) for statement in found.statements],
        "skipped": [{"quote": item.evidence.quote, "reason": item.reason} for item in found.skipped],
    }


def _check_graph(name: str, triples: Sequence[ox.Triple]) -> None:
    """Check a graph that came over the web against the shapes (``web.site.CheckGraph``)."""
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    shapes.validate(rdflib.Graph().parse(data=data, format="nt"), f"The graph <{name}>")


if __name__ == "__main__":
    main()
