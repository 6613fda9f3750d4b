"""The commands of the language model: what it costs, requests and answers as files, batches, records."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from graph.model.settings import Settings
from loaders.articles.files import Options
from ontology.errors import InputError
from standpunkt.commands.articles import article_options
from standpunkt.commands.shared.editing import ask_leave
from standpunkt.commands.shared.group import Commands, Decorator, commands, setting, settings_of, with_options
from standpunkt.commands.shared.printing import print_error, progress, said
from standpunkt.knowledge.folder import knowledge_of
from standpunkt.loading import consulting, editing, reading

_options: list[Decorator] = [
    *article_options,
    setting("--jobs", name="jobs"),
    setting("--cache-dir", name="llm_cache_dir"),
]


@commands.group("llm", cls=Commands)
def llm() -> None:
    """A language model as editor of what the rules read (docs/LLM.md)."""


@llm.command("estimate")
@click.argument("paths", nargs=-1, required=True)
@with_options(_options)
def estimate_command(paths: tuple[str, ...], **given: Any) -> None:
    """What asking about the articles would take: requests, tokens, cost, host. Nothing is sent."""
    click.echo(_plan(paths, *_split(given)).told())


@llm.command("requests")
@click.argument("paths", nargs=-1, required=True)
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), help="Folder for the files.")
@with_options(_options)
def requests_command(paths: tuple[str, ...], folder: Path, **given: Any) -> None:
    """Write what would be asked about the articles, a file a request, for somebody to answer."""
    plan = _plan(paths, *_split(given))
    written = consulting.write_requests(plan, folder)
    click.echo(f"{written} requests in {folder}; {plan.recorded} are recorded already")


@llm.command("answers")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--by", required=True, help="Who gave the answers: the name of a model, or of a person.")
@setting("--cache-dir", name="llm_cache_dir")
def answers_command(folder: Path, by: str, llm_cache_dir: str | None) -> None:
    """Take in answers that lie beside requests as KEY.answer.json."""
    from loaders.editor.taking import take_answers  # noqa: PLC0415 - only where a model takes part

    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder of requests and answers.")
    settings = settings_of(llm_cache_dir=llm_cache_dir)
    taken = take_answers(folder, Path(settings.text("llm_cache_dir")), by)
    _tell_taken([f"{name}: {problem}" if problem else "" for name, problem in taken])


@llm.command("batch-submit")
@click.argument("paths", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask whether the articles may be sent.")
@with_options(_options)
def batch_submit_command(paths: tuple[str, ...], yes: bool, **given: Any) -> None:
    """Hand in what is not recorded as one batch (cheaper, within a day); fetch it with batch-fetch."""
    from loaders.editor import client, taking  # noqa: PLC0415 - only where a model takes part

    settings, options = _split(given)
    plan = _plan(paths, settings, options)
    client.check_host(plan.options)
    if not plan.requests:
        click.echo("everything is recorded: nothing to hand in")
        return
    ask_leave(plan, yes=yes)
    lines = "".join(taking.batch_lines(request for _, request in plan.requests))
    identifier = client.submit_batch(plan.options, lines.encode())
    path = taking.keep_batch(plan.options.cache, identifier, plan.options.host, lines)
    click.echo(f"batch {identifier} with {len(plan.requests)} requests handed in, noted in {path}")


@llm.command("batch-fetch")
@setting("--cache-dir", name="llm_cache_dir")
def batch_fetch_command(llm_cache_dir: str | None) -> None:
    """Fetch the answers of the batches that are done into the records."""
    from loaders.editor import client, taking  # noqa: PLC0415 - only where a model takes part

    options = editing.editor_options(settings_of(llm_cache_dir=llm_cache_dir))
    client.check_host(options)
    problems: list[str] = []
    for waiting in taking.batches(options.cache, options.host):
        state, data = client.fetch_batch(options, waiting.identifier)
        click.echo(f"batch {waiting.identifier}: {state}")
        if data:
            problems += taking.take_batch(
                options.cache, options.host, waiting.lines, data.decode("utf-8", "replace").splitlines(),
                client.signature(),
            )  # fmt: skip
            waiting.done()
    _tell_taken(problems)


@llm.command("cache")
@setting("--cache-dir", name="llm_cache_dir")
def cache_command(llm_cache_dir: str | None) -> None:
    """What is recorded: answers by model, tokens, files that cannot be used."""
    from loaders.editor import cache  # noqa: PLC0415 - only where a model takes part

    folder = Path(settings_of(llm_cache_dir=llm_cache_dir).text("llm_cache_dir"))
    models: Counter[str] = Counter()
    bad = []
    for path, record in cache.records(folder):
        if record is None:
            bad.append(path.name)
        else:
            models[str(record["response"].get("model") or record["request"].get("model"))] += 1
    failed = len(list(folder.glob("*.failed.json")))
    click.echo(f"{sum(models.values())} answers in {folder}, {failed} failures noted beside them")
    for model, count in models.most_common():
        click.echo(f"{count} × {model}")
    for name in bad:
        said().print(f"cannot be used: {name}", markup=False)
    if bad:
        raise click.exceptions.Exit(1)


def _split(given: dict[str, Any]) -> tuple[Settings, Options]:
    """The settings and the options of reading among the options of a command."""
    settings = settings_of(jobs=given.pop("jobs"), llm_cache_dir=given.pop("llm_cache_dir"))
    return settings, reading.options_of(settings, **given)


def _plan(paths: tuple[str, ...], settings: Settings, options: Options) -> consulting.Plan:
    with progress("drafting articles") as show:
        plan = consulting.plan(paths, options, settings, knowledge_of(settings), show)
    for _, error in plan.failed:
        print_error("not read:", error)
    return plan


def _tell_taken(problems: list[str]) -> None:
    """How many answers were taken in, and why the others were not."""
    bad = [problem for problem in problems if problem]
    click.echo(f"{len(problems) - len(bad)} answers taken in, {len(bad)} not")
    for problem in bad:
        said().print("not taken in:", problem, markup=False, soft_wrap=True)
    if bad:
        raise click.exceptions.Exit(1)
