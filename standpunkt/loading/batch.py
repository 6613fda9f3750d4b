"""Many articles, one after the other or side by side; what goes wrong in one never stops the others."""

from __future__ import annotations

import functools
import traceback
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from graph.model.patience import still_wanted
from loaders.articles.files import find_files
from ontology.errors import InputError, StandpunktError, UnexpectedError
from standpunkt.loading.processes import at_an_article, reading_processes

AHEAD = 256
"""Articles that each process works ahead of whoever takes the results: what is read while some are stored."""
_GLANCE = 0.2
"""Seconds after which who waits for an article looks whether the others are still wanted."""
Item = TypeVar("Item")
Result = TypeVar("Result")
Failed = list[tuple[str, StandpunktError]]


class ArticleFile(NamedTuple):
    """The file of an article, and its path below the folder that was named (of a file: its name)."""

    file: Path
    below: str

    def __str__(self) -> str:
        return str(self.file)


def find_articles(paths: Iterable[str | Path]) -> tuple[list[ArticleFile], Failed]:
    """The articles in ``paths`` (files and folders), and the paths that hold none, each with the reason."""
    found: list[ArticleFile] = []
    failed: Failed = []
    for path in paths:
        try:
            found += (ArticleFile(file, _below(file, Path(path))) for file in find_files([Path(path)]))
        except InputError as error:
            failed.append((str(path), error))
    return found, failed


def _below(file: Path, path: Path) -> str:
    """The same on every machine: with slashes, its letters composed."""
    return unicodedata.normalize("NFC", file.name if file == path else file.relative_to(path).as_posix())


def each(
    work: Callable[[Item], Result], articles: Iterable[Item], jobs: int, ahead: int = AHEAD
) -> Iterator[tuple[Item, Result | StandpunktError]]:
    """Every article with what ``work`` made of it, or the error that it met, in order.

    With more than one of ``jobs``, ``work`` runs in processes of its own and must be picklable. They go on
    while whoever takes the results is busy, ``ahead`` articles each at most, so that results never pile up.
    """
    tried = functools.partial(guarded, work)
    coming = iter(articles)
    first = list(islice(coming, 2))
    coming = chain(first, coming)
    if jobs <= 1 or len(first) <= 1:
        for article in coming:
            still_wanted()
            yield article, tried(article)
        return
    begun: deque[tuple[Item, Future[Result | StandpunktError]]] = deque()
    with reading_processes(jobs) as pool:
        try:
            for article in coming:
                begun.append((article, pool.submit(at_an_article, tried, article)))
                if len(begun) == ahead * jobs:
                    yield _taken(begun)
            while begun:
                yield _taken(begun)
        except BrokenProcessPool as error:
            while begun and begun[0][1].done() and begun[0][1].exception() is None:
                yield _taken(begun)
            raise UnexpectedError(
                "A process that read articles was ended, perhaps for want of memory"
                + (f", while {begun[0][0]} or one after it was read" if begun else "")
                + ": what came before is done; try the others with fewer --jobs."
            ) from error


def _taken(
    begun: deque[tuple[Item, Future[Result | StandpunktError]]],
) -> tuple[Item, Result | StandpunktError]:
    """The result of the article that was begun first, as soon as it is there."""
    still_wanted()
    while not wait([begun[0][1]], _GLANCE).done:
        still_wanted()
    result = begun[0][1].result()
    return begun.popleft()[0], result


def guarded(work: Callable[[Item], Result], item: Item) -> Result | StandpunktError:
    """What ``work`` makes of ``item``; an error is a value, so that a batch goes on after it."""
    try:
        return work(item)
    except StandpunktError as error:
        return error
    except Exception as error:
        return unexpected(str(item), error)


def unexpected(name: str, error: Exception) -> UnexpectedError:
    """The mistake of ours that came to light at ``name``, as one sentence, its traceback kept."""
    return UnexpectedError(
        f"{name}: a mistake of Standpunkt's own got in the way ({type(error).__name__}: "
        f"{str(error)[:200]}); run it again with --debug to see where, and report it.",
        "".join(traceback.format_exception(error)),
    )
