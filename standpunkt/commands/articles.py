"""Commands that read articles: load, extract, quotes."""

from __future__ import annotations

import datetime as dt
import functools
import json
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

from graph.model.settings import Settings
from loaders.articles import files as documents
from loaders.articles.findings import Extraction
from loaders.triples.json_rows import quotation_json, statement_json
from ontology.errors import InputError, StandpunktError
from ontology.knowledge import Knowledge
from standpunkt.commands.shared.editing import (
    edited_settings,
    leave,
    llm_options,
    require_records,
    tell_readers,
    tell_unread,
)
from standpunkt.commands.shared.group import PlaceName, commands, setting, settings_of, with_options
from standpunkt.commands.shared.printing import (
    Edited,
    edited_part,
    print_edited,
    print_error,
    print_report,
    progress,
)
from standpunkt.commands.shared.sharding import extract_into, shard_options
from standpunkt.knowledge.folder import knowledge_of
from standpunkt.loading import batch, consulting, editing, reading
from standpunkt.loading.loading import Loaded, Report, load_document
from standpunkt.session.opening import open_graph
from standpunkt.session.session import Session

STREAM = "standard input"


def _date_option(_: click.Context, __: click.Parameter, value: str | None) -> dt.date | None:
    return documents.parse_date(value) if value is not None else None


article_options = [
    click.option("--date", "published", callback=_date_option, help="Publication date, YYYY-MM-DD."),
    click.option("--source", help="Where the article was published (an address)."),
    click.option("--title", help="Title of the article."),
    click.option("--author", help="Who says “ich” in the text, where it does not say so itself."),
    click.option("--organisation", help="Who says “wir” in the text: a party, a body."),
    click.option("--encoding", default="utf-8", show_default=True, help="How the file is encoded."),
    click.option(
        "--language", type=click.Choice(["de", "en"]), help="Language of the article, where it does not show."
    ),
    click.option(
        "--any-language", is_flag=True, help="Read the text even if it looks neither German nor English."
    ),
]


@commands.command("load")
@click.argument("paths", nargs=-1, type=PlaceName())
@click.option("--samples", is_flag=True, help="Load the sample articles that ship with Standpunkt.")
@click.option("--replace", is_flag=True, help="Let an article replace another one that has its title.")
@click.option("--resume", is_flag=True, help="Go on with a load that ended early: leave what is here.")
@with_options(article_options)
@with_options(llm_options)
@setting("--min-belief", name="min_belief")
@setting("--store", name="store")
@setting("--reasoner", name="reasoner")
@setting("--jobs", name="jobs")
def load_command(
    paths: tuple[str, ...],
    samples: bool,
    replace: bool,
    resume: bool,
    llm: bool,
    yes: bool,
    store: str | None,
    reasoner: str | None,
    jobs: str | None,
    min_belief: str | None,
    **article: Any,
) -> None:
    """Read articles (.txt, .md, .html, .xml (TEI), folders, or - for standard input) into the store."""
    if not paths and not samples:
        raise InputError("Nothing to load: name files or folders, - for standard input, or --samples.")
    if samples:
        paths += (str(files("loaders") / "samples"),)
    settings = settings_of(store=store, reasoner=reasoner, jobs=jobs, min_belief=min_belief)
    settings = edited_settings(settings, paths, llm=llm, yes=yes)
    options = reading.options_of(settings, **article)
    with open_graph(settings) as session:
        tell_readers(session.settings)  # here, as the settings of a server count that has the store
        tell_unread(session)
        report = _load_stream(session, options, taking_over=replace) if "-" in paths else Report()
        with progress("reading articles") as show:
            named = [path for path in paths if path != "-"]
            part = session.load(
                named, options, progress=show, replace=replace, resume=resume, agree=leave(yes=yes)
            )
    report.loaded += part.loaded
    report.failed += part.failed
    report.here = part.here
    print_report(report)
    if report.failed:
        raise click.exceptions.Exit(1 if report.loaded else 2)
    require_records(settings, [item.editing.problem for item in report.loaded if item.editing])


def _load_stream(session: Session, options: documents.Options, *, taking_over: bool) -> Report:
    """Load the article on standard input."""

    def work(name: str) -> Loaded:
        document = documents.read_stream(sys.stdin.buffer, options, name)
        found, change, place = load_document(
            session.graph, document, session.settings, taking_over=taking_over
        )
        return Loaded.of(name, found, change, place)

    result = batch.guarded(work, STREAM)
    if isinstance(result, StandpunktError):
        return Report(failed=[(STREAM, result)])
    return Report(loaded=[result])


@commands.command("extract")
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "jsonl", "ttl"]),
    help="json (one article), jsonl (a line for each document, with its name) or ttl.  [default: json, of "
    "several articles jsonl]",
)
@click.option("--explain", is_flag=True, help="Show for each statement how it was found.")
@with_options(shard_options)
@with_options(article_options)
@with_options(llm_options)
@setting("--min-belief", name="min_belief")
@setting("--jobs", name="jobs")
def extract_command(
    paths: tuple[str, ...],
    form: str | None,
    explain: bool,
    out: Path | None,
    cluster: str | None,
    shard_size: int | None,
    llm: bool,
    yes: bool,
    jobs: str | None,
    min_belief: str | None,
    **article: Any,
) -> None:
    """The statements of articles (files, folders, or - for standard input); nothing is stored.

    With --out, all that is read goes into a folder of shards instead, which `standpunkt import` takes into a
    store (docs/CLUSTER.md).
    """
    settings = edited_settings(settings_of(jobs=jobs, min_belief=min_belief), paths, llm=llm, yes=yes)
    tell_readers(settings)
    if out is not None:
        if form or explain:
            raise InputError("--format and --explain are for what is printed: leave them out with --out.")
        extract_into(out, paths, reading.options_of(settings, **article), settings, cluster, shard_size)
        return
    if cluster or shard_size:
        raise InputError("A cluster makes shards: name the folder for them with --out.")
    one = len(paths) == 1 and not Path(paths[0]).is_dir()
    form = form or ("json" if one else "jsonl")
    if form == "json" and not one:
        raise InputError("json holds the statements of one article: take --format jsonl for several.")
    done, failed = 0, 0
    edited: list[Edited] = []
    options = reading.options_of(settings, **article)
    for name, result in _extracted(paths, options, settings, leave(yes=yes)):
        if isinstance(result, StandpunktError):
            print_error("not read:" if not one else "standpunkt:", result)
            failed += 1
        else:
            click.echo(_written(name, result, form, settings, explain=explain))
            edited += edited_part(result)
            done += 1
    print_edited(edited)
    if failed:
        raise click.exceptions.Exit(1 if done else 2)
    require_records(settings, [editing.problem for editing, _, _ in edited])


def _extracted(
    paths: tuple[str, ...],
    options: documents.Options,
    settings: Settings,
    agree: consulting.Agree = lambda plan: None,
) -> Iterator[tuple[str, Extraction | StandpunktError]]:
    """Every article in ``paths`` by its name, with what it says or why it cannot be read.

    Raises ``SettingError`` or ``KnowledgeError`` where none could be read.
    """
    editing.require_extractor(settings)
    knowledge = knowledge_of(settings)
    if "-" in paths:
        yield STREAM, batch.guarded(functools.partial(_extract_stream, options, settings, knowledge), STREAM)
    named = [path for path in paths if path != "-"]
    settings = consulting.consulted(named, options, settings, knowledge, agree)
    articles, failed = batch.find_articles(named)
    yield from failed
    work = functools.partial(reading.extract_file, options, settings, knowledge)
    for article, result in batch.each(work, articles, settings.number("jobs")):
        yield str(article), result


def _extract_stream(
    options: documents.Options, settings: Settings, knowledge: Knowledge, name: str
) -> Extraction:
    return reading.extract(documents.read_stream(sys.stdin.buffer, options, name), settings, knowledge)


def _written(name: str, found: Extraction, form: str, settings: Settings, *, explain: bool) -> str:
    """What ``extract`` prints of one article."""
    if form == "ttl":
        return reading.document_triples(found, settings, knowledge_of(settings)).serialize(format="turtle")
    base = settings.text("base_iri")
    minimum = editing.least_confidence(settings)
    rows = [statement_json(one, base, explain=explain, minimum=minimum) for one in found.statements]
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1)
    document = found.document
    line = {
        "name": name,
        "document": base + document.id,
        "title": document.title,
        "date": document.published.isoformat() if document.published else None,
        "statements": rows,
    }
    return json.dumps(line, ensure_ascii=False)


@commands.command("quotes")
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="json", show_default=True)
@with_options(article_options)
def quotes_command(file: str, form: str, **article: Any) -> None:
    """The quotations of one article (a file, or - for standard input): words, speaker and cue of each."""
    from loaders.speech.index import nested  # noqa: PLC0415 - loads its lexicons

    settings = settings_of()
    if Path(file).is_dir():
        raise InputError(f"{file}: this is a folder; name one article in it, or - for standard input.")
    ((_, result),) = _extracted((file,), reading.options_of(settings, **article), settings)
    if isinstance(result, StandpunktError):
        raise result
    inside = nested(result.quotations)
    base = settings.text("base_iri")
    text = result.document.text
    rows = [quotation_json(one, text, base) | {"nested": one.id in inside} for one in result.quotations]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['speaker_words'] or '?'} ({row['cue'] or '–'}): {row['words']}")
