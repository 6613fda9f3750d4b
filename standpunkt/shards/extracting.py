"""Articles into a folder of shards: what is there and whole stays, the rest is read, here or on a cluster."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from pathlib import Path

from graph.model.settings import Settings, table
from loaders.articles.files import Options
from ontology.errors import InputError, StandpunktError
from ontology.knowledge import Knowledge
from standpunkt.loading import batch, editing
from standpunkt.loading.loading import ENDS, Progress, silent
from standpunkt.shards import folder as shards
from standpunkt.shards.fingerprint import fingerprint
from standpunkt.shards.planning import ShardPlan
from standpunkt.shards.reading import Failure, Means, Run, read_shard


@dataclass(slots=True)
class Extracted:
    """What an extraction did: shards made and shards that were there, the documents in both, what failed.

    ``lost`` are shards that could not be made, each with the reason; another extraction tries them again.
    """

    made: int = 0
    here: int = 0
    documents: int = 0
    failures: list[Failure] = field(default_factory=list)
    replaced: tuple[str, ...] = ()
    lost: list[StandpunktError] = field(default_factory=list)


def means_of(options: Options, settings: Settings, knowledge: Knowledge) -> Means:
    """What to read articles by; no secret is among the settings, as they go over the network.

    Raises ``InputError`` where a language model would take part: its answers are recorded on this machine.
    """
    if editing.is_edited(settings):
        raise InputError("Shards hold what the rules read: a language model takes part in `standpunkt load`.")
    editing.require_extractor(settings)
    for row in table().values():
        if row.type == "secret":
            settings = settings.having(row.name, "", "withheld")
    return Means(options, settings, knowledge, fingerprint(settings, knowledge))


def here(jobs: int) -> Run:
    """Does tasks on this machine, in as many processes as ``jobs``; each holds a few whole shards at most."""
    return lambda work, tasks: batch.each(work, tasks, jobs, ahead=4)


def extract(plan: ShardPlan, means: Means, folder: Path, run: Run, progress: Progress = silent) -> Extracted:
    """Make the shards of the plan that ``folder`` does not hold yet.

    Each is written whole as soon as it is made. Raises ``InputError`` where the folder cannot be had,
    ``DiskError`` where a shard cannot be written, and what ``run`` raises; what was written before is there
    when the same is extracted again.
    """
    shards.require_folder(folder)
    with shards.writing_alone(folder):
        shards.write_manifest(folder, plan.manifest)
        done, missing = _there(plan, folder)
        seen = sum(len(articles) for name, articles in plan.shards.items() if name not in missing)
        tasks = (plan.task(name, means.options) for name in missing)
        try:
            for task, result in run(functools.partial(read_shard, means), tasks):
                if isinstance(result, StandpunktError):
                    done.lost.append(result)
                else:
                    shards.write_shard(folder, task.name, plan.manifest.shards[task.name], result)
                    done.made += 1
                    done.documents += len(result.documents)
                    done.failures += result.failures
                seen += len(task.articles)
                progress(seen, plan.articles)
        except ENDS as end:
            told = f"{done.documents} of {plan.articles} articles are in whole shards"
            end.add_note(f"{told}; the same command goes on with the others.")
            raise
    return done


def _there(plan: ShardPlan, folder: Path) -> tuple[Extracted, list[str]]:
    """What the whole shards amount to that ``folder`` holds of the plan, and the names of the others."""
    done = Extracted(failures=list(plan.manifest.failures), replaced=plan.manifest.replaced)
    missing: list[str] = []
    for name, key in plan.manifest.shards.items():
        if (there := shards.whole(folder, name, key)) is None:
            missing.append(name)
        else:
            done.here += 1
            done.documents += there.documents
            done.failures += there.failures
    return done, missing
