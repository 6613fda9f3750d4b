"""What a language model would be, and is, asked about many articles, before any of them is stored.

First every article is drafted by the rules, so that what would be sent is known to the byte: then it can be
estimated, written into files, handed in as a batch, or asked. All ways end in the same records, which the
loading of the articles then reads (docs/LLM.md).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.model.settings import Settings
from loaders.articles.files import Options as ReadingOptions
from ontology.errors import InputError, StandpunktError
from ontology.in_force import laid_over
from ontology.knowledge import Knowledge
from standpunkt.loading import batch, editing, reading

if TYPE_CHECKING:
    from loaders.editor.asking import Asker
    from loaders.editor.options import EditorOptions
    from loaders.editor.requests import Request

Progress = Callable[[int, int], None]
Agree = Callable[["Plan"], None]
"""Called before anything is sent; raises where it must not be."""
Smaller = Callable[[batch.ArticleFile, "Request"], "list[Request]"]


@dataclass(slots=True)
class Plan:
    """What is not recorded yet (``requests``, each with its article) of ``articles`` articles.

    ``tokens_in``, ``tokens_out`` and ``cost`` (dollars, by the prices of the settings) are estimates;
    ``failed`` are the articles that cannot be read.
    """

    options: EditorOptions
    articles: int = 0
    recorded: int = 0
    requests: list[tuple[batch.ArticleFile, Request]] = field(default_factory=list)
    tokens_in: int = 0
    tokens_out: int = 0
    failed: batch.Failed = field(default_factory=list)

    @property
    def cost(self) -> float:
        """Dollars that the requests would cost, by the prices of the settings."""
        from loaders.editor.asking import cost_of  # noqa: PLC0415 - only where a model takes part

        return cost_of(self.tokens_in, self.tokens_out, self.options)

    def told(self) -> str:
        """The plan in a line: articles, tokens, cost and host."""
        options = self.options
        priced = options.price_in or options.price_out
        cost = f"about ${self.cost:.2f}" if priced else "cost unknown (llm_price_in, llm_price_out)"
        return (
            f"{len(self.requests)} requests about {self.articles} articles ({self.recorded} are recorded), "
            f"about {self.tokens_in:,} tokens to and {self.tokens_out:,} from "
            f"{options.model or 'an unnamed model'} at {options.host or 'no host'}, {cost}"
        )


def consulted(
    paths: Iterable[str | Path],
    options: ReadingOptions,
    settings: Settings,
    knowledge: Knowledge,
    agree: Agree = lambda plan: None,
    progress: Progress = lambda done, of: None,
) -> Settings:
    """The settings to read ``paths`` with, after a model was asked about them where the settings say so.

    Its answers are recorded then, and the settings returned read only the records, in any number of
    processes.
    """
    if not editing.is_edited(settings):
        return settings
    editor = editing.editor_options(settings)
    if not editor.is_live:
        return settings
    asker = editing.asker_of(editor)
    found = plan(paths, options, settings, knowledge, progress)
    agree(found)
    consult(found, asker, functools.partial(_smaller, options, settings, knowledge), progress)
    return settings.having("llm_mode", "replay", "what was asked beforehand")


def plan(
    paths: Iterable[str | Path],
    options: ReadingOptions,
    settings: Settings,
    knowledge: Knowledge,
    progress: Progress = lambda done, of: None,
) -> Plan:
    """What would be asked about the articles in ``paths``; reads them all, asks nobody."""
    from loaders.editor.asking import Asker  # noqa: PLC0415 - only where a model takes part

    editor = editing.editor_options(settings)
    found = Plan(editor)
    articles, found.failed = batch.find_articles(paths)
    work = functools.partial(_requests_of_file, options, settings, knowledge)
    records = Asker(editor)
    for done, (article, result) in enumerate(batch.each(work, articles, settings.number("jobs")), start=1):
        progress(done, len(articles))
        if isinstance(result, StandpunktError):
            found.failed.append((str(article), result))
            continue
        found.articles += 1
        for request in result:
            if _is_recorded(records, request):
                found.recorded += 1
                continue
            found.requests.append((article, request))
            found.tokens_in += request.tokens[0]
            found.tokens_out += request.tokens[1]
    return found


def consult(plan: Plan, asker: Asker, smaller: Smaller, progress: Progress = lambda done, of: None) -> None:
    """Ask what the plan holds, several requests at once, so that it is recorded.

    Instead of a request whose answer grew too long, those are asked that ``smaller`` gives. Nothing is raised
    for one without an answer: its article stays as the rules read it, and the reason is noted beside the
    records.
    """
    from loaders.editor.answers import NoAnswer  # noqa: PLC0415 - only where a model takes part

    def ask(article: batch.ArticleFile, request: Request, *, whole: bool = True) -> None:
        try:
            asker(request)
        except NoAnswer as problem:
            if problem.cut and whole:
                for part in smaller(article, request):
                    ask(article, part, whole=False)

    with ThreadPoolExecutor(plan.options.concurrency) as pool:
        asked = pool.map(lambda one: ask(*one), plan.requests)
        for done, _ in enumerate(asked, start=1):
            progress(done, len(plan.requests))


def _smaller(
    options: ReadingOptions,
    settings: Settings,
    knowledge: Knowledge,
    article: batch.ArticleFile,
    request: Request,
) -> list[Request]:
    from loaders.editor.outcome.editor import asked_again  # noqa: PLC0415 - only where a model takes part

    document = reading.read_article(options, article)
    with laid_over(knowledge):
        draft = editing.draft_of(document, settings)
        return asked_again(draft, request, editing.editor_options(settings))


def write_requests(plan: Plan, folder: Path) -> int:
    """Write each request of the plan as a file that somebody can answer; gives their number."""
    from loaders.editor.cache import write_request  # noqa: PLC0415 - only where a model takes part

    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: this is a file; name a folder for the requests.")
    for article, request in plan.requests:
        write_request(folder, request, article.below)
    return len(plan.requests)


def _requests_of_file(
    options: ReadingOptions, settings: Settings, knowledge: Knowledge, article: batch.ArticleFile
) -> list[Request]:
    """The requests about one article, without the statements behind their drafts."""
    from loaders.editor.outcome.editor import requests_of  # noqa: PLC0415 - only where a model takes part

    document = reading.read_article(options, article)
    with laid_over(knowledge):
        draft = editing.draft_of(document, settings)
        asked = requests_of(draft, editing.editor_options(settings))
    return [replace(request, draft=()) for request in asked]


def _is_recorded(records: Asker, request: Request) -> bool:
    from loaders.editor.answers import NoAnswer  # noqa: PLC0415 - only where a model takes part

    try:
        return records.recorded(request) is not None
    except NoAnswer:
        return False
