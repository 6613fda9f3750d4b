"""Many articles, one after the other or side by side; what goes wrong in one never stops the others."""

from __future__ import annotations

import functools
import traceback
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from graph.model.collecting import collect_seldom
from loaders.articles.files import find_files
from ontology.errors import InputError, StandpunktError, UnexpectedError

WINDOW = 16
"""Articles that each process works ahead of whoever takes the results."""
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
    work: Callable[[Item], Result], articles: Iterable[Item], jobs: int
) -> Iterator[tuple[Item, Result | StandpunktError]]:
    """Every article with what ``work`` made of it, or the error that it met, in order.

    With more than one of ``jobs``, ``work`` runs in processes of its own and must be picklable.
    """
    tried = functools.partial(guarded, work)
    coming = iter(articles)
    first = list(islice(coming, 2))
    if jobs <= 1 or len(first) <= 1:
        yield from ((article, tried(article)) for article in chain(first, coming))
        return
    coming = chain(first, coming)
    with ProcessPoolExecutor(jobs, initializer=collect_seldom) as pool:
        while part := list(islice(coming, WINDOW * jobs)):  # so that results never pile up
            try:
                yield from zip(part, pool.map(tried, part, chunksize=2), strict=True)
            except BrokenProcessPool as error:
                raise UnexpectedError(
                    f"A process that read articles between {part[0]} and {part[-1]} was ended, perhaps for "
                    "want of memory: what came before them is done; try the others with fewer --jobs."
                ) from error


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
