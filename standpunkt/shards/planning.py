"""Which articles go into which shard, each under the identifier that a load into an empty store gives it.

Every article is recognised first, because its identifier depends on the others. Shards follow the order of
the files, so that articles that come later change the last shards only.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import Settings, SettingValue
from graph.stores.embedded import memory
from loaders.articles import files as documents
from loaders.articles.files import Options
from ontology.errors import StandpunktError
from standpunkt.loading import batch, editing
from standpunkt.loading.loading import Progress, silent
from standpunkt.loading.placing import Place, places
from standpunkt.shards.folder import Manifest
from standpunkt.shards.reading import Failure, Means, Recognised, Run, Sent, Task, recognise

SIZE = 100
"""Articles of a shard: some seconds of work, which is lost with a worker."""
DECIDING = ("base_iri", "extractor", "min_belief", "min_confidence", "shapes")
"""Settings that decide what is read, beside how files are read (``Options``)."""
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Planned:
    """An article, what its file held (SHA-256) when it was recognised, and where it is to be kept."""

    article: batch.ArticleFile
    digest: str
    place: Place


@dataclass(frozen=True, slots=True)
class ShardPlan:
    """The articles of each shard by its name, and the manifest of all."""

    shards: dict[str, tuple[Planned, ...]]
    manifest: Manifest

    @property
    def articles(self) -> int:
        """How many articles are in it."""
        return sum(map(len, self.shards.values()))

    def task(self, name: str, options: Options) -> Task:
        """The articles of a shard as a worker gets them."""
        return Task(name, tuple(_sent(options, one.article, one) for one in self.shards[name]))


def plan(
    paths: Iterable[str | Path], means: Means, run: Run, size: int = SIZE, progress: Progress = silent
) -> ShardPlan:
    """The plan for the articles in ``paths`` (files and folders); ``run`` has them recognised."""
    articles, missing = batch.find_articles(paths)
    failures = [Failure(name, str(error)) for name, error in missing]
    found: list[tuple[batch.ArticleFile, Recognised]] = []
    for article, result in _recognised(articles, means, run, size, progress):
        if isinstance(result, StandpunktError):
            failures.append(Failure(str(article), str(result)))
        else:
            found.append((article, result))
    kept, replaced = _last(_placed(found, means))
    shards = {f"{number:05}": part for number, part in enumerate(_parts(kept, size), start=1)}
    keys = {name: _key(part, means) for name, part in shards.items()}
    settings = _deciding(means.settings)
    return ShardPlan(shards, Manifest(means.fingerprint, settings, keys, tuple(failures), replaced))


def _deciding(settings: Settings) -> dict[str, SettingValue]:
    """The values of the settings that decide what is read; ``min_confidence`` is 0 where nobody set it."""
    return {name: settings[name] for name in DECIDING} | {
        editing.CONFIDENCE: editing.least_confidence(settings)
    }


def _recognised(
    articles: Sequence[batch.ArticleFile], means: Means, run: Run, size: int, progress: Progress
) -> Iterator[tuple[batch.ArticleFile, Recognised | StandpunktError]]:
    """Every article, in order, with what it is recognised by, or why it cannot be read.

    Raises the error that kept a task from being done: without some articles the others have no identifiers.
    """
    parts = {str(number): part for number, part in enumerate(_parts(articles, size))}
    tasks = (Task(name, tuple(_sent(means.options, one) for one in part)) for name, part in parts.items())
    found: dict[str, list[Recognised | StandpunktError]] = {}
    done = 0
    for task, result in run(functools.partial(recognise, means), tasks):
        if isinstance(result, StandpunktError):
            raise result
        found[task.name] = result
        done += len(result)
        progress(done, len(articles))
    for name, part in parts.items():
        yield from zip(part, found[name], strict=True)


def _placed(found: Sequence[tuple[batch.ArticleFile, Recognised]], means: Means) -> list[Planned]:
    """The articles with the places they would have in an empty store."""
    nothing = KnowledgeGraph(memory(""), means.settings.text("base_iri"), None, means.knowledge)
    where = places(nothing, [one.card for _, one in found])
    return [Planned(article, one.digest, place) for (article, one), place in zip(found, where, strict=True)]


def _last(planned: Sequence[Planned]) -> tuple[list[Planned], tuple[str, ...]]:
    """The articles without those that come again later, as a load would have the later text; and these."""
    last = {one.place.id: one for one in planned}
    kept = [one for one in planned if last[one.place.id] is one]
    return kept, tuple(str(one.article) for one in planned if last[one.place.id] is not one)


def _sent(options: Options, article: batch.ArticleFile, planned: Planned | None = None) -> Sent:
    held = batch.guarded(lambda one: documents.held(one.file, options), article)
    return Sent(article, held, planned.place, planned.digest) if planned else Sent(article, held)


def _parts(items: Sequence[Item], size: int) -> list[tuple[Item, ...]]:
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)]


def _key(part: Sequence[Planned], means: Means) -> str:
    """The SHA-256 of all that a shard depends on."""
    articles = [(one.article.below, one.digest, one.place.id, one.place.version_of) for one in part]
    settings = list(_deciding(means.settings).values())
    said = [asdict(means.fingerprint), settings, asdict(means.options), articles]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()
