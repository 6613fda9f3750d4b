"""Persons hidden by name: out of the graph, the search index and the files of the store."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from graph.ask.indexes.full_text import forget_texts
from graph.decisions.names import HiddenNames
from graph.decisions.persons import HiddenPersons, decided, hidden_persons
from graph.decisions.records import Decision, curations, now_by
from graph.knowledge.graph import Change, KnowledgeGraph
from graph.knowledge.hiding import Hiding, hide, in_background, names_of, planned
from graph.knowledge.writing import in_one_turn
from graph.model.settings import Settings
from graph.stores.disk.notes import change_notes
from ontology.errors import DiskError, InputError

_PATH = re.compile(r'/[^"]*')


@dataclass(frozen=True, slots=True)
class Hidden:
    """A person who was hidden, or would be: the ``pseudonym`` (IRI), what changes, what there is to tell."""

    pseudonym: str
    names: tuple[str, ...]
    plan: Hiding
    change: Change | None = None
    notes: tuple[str, ...] = field(default=())


@in_one_turn
def hide_person(
    graph: KnowledgeGraph,
    settings: Settings,
    said: str,
    by: str,
    *,
    decision: Decision,
    also: Iterable[str] = (),
    reason: str = "",
    dry: bool = False,
) -> Hidden:
    """Hide who is called ``said`` (a name or an IRI, also relative) and ``also`` otherwise.

    ``dry``: nothing is changed. Raises ``InputError`` for who is known from the background facts, and without
    a name.
    """
    names = tuple(dict.fromkeys([*names_of(graph, said), *also]))
    if not any(name.strip() for name in names):
        raise InputError("Say who: a name, or an actor's IRI.")
    if known := in_background(graph, names):
        raise InputError(
            f"<{known}> is among the background facts, which are of public life: to leave somebody out of "
            "them, lay a file over them (docs/KNOWLEDGE.md)."
        )
    pseudonym = f"{graph.base}actor/person-{secrets.token_hex(4)}"
    one, record = decided(graph, decision, names, pseudonym, now_by(by), reason)
    before = hidden_persons(graph)
    removed = {pseudonym} if decision is Decision.REMOVED else set()
    kept = {c.target: c.digests for c in curations(graph) if c.decision.is_about_person and c.is_in_force}
    hidden = HiddenPersons(
        graph.base, HiddenNames({**kept, pseudonym: one.digests}), before.removed | removed
    )
    plan = planned(graph, hidden)
    mine = HiddenNames({pseudonym: one.digests})
    notes = tuple(_elsewhere(settings, mine))
    if dry:
        return Hidden(pseudonym, names, plan, None, notes)
    change = hide(graph, plan, record)
    from graph.ask.indexes.meanings import forget_meanings  # noqa: PLC0415 - loads numpy

    forget_texts(graph)
    forget_meanings(graph)
    if not graph.store.rewrite():
        notes += ("The store is another server's: its files may keep what was removed.",)
    _mask_notes(getattr(graph.store, "folder", None), mine)
    return Hidden(pseudonym, names, plan, change, notes)


def _elsewhere(settings: Settings, names: HiddenNames) -> Iterable[str]:
    """Where else the name may stand, which nobody but whoever keeps these files can change."""
    folder = Path(settings.text("llm_cache_dir"))
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    found = [file for file in files if names.hits(file.read_text("utf-8", "replace"))]
    if found:
        yield f"{len(found)} records of the language model have the name: delete them ({found[0]} …)."
    yield "Backups, exports and dumps made before, and the files of the articles, still have the name."


def _mask_notes(folder: Path | None, names: HiddenNames) -> None:
    """Take the name out of the paths that are noted with who changed what.

    Raises ``DiskError`` where the disk refuses it; said once more, the same is tried again.
    """
    if folder is None:
        return
    try:
        change_notes(folder, lambda line: _masked_note(line, names))
    except OSError as error:
        raise DiskError(
            f"The name is out of the store, but not out of who changed what ({error}): make room, then say "
            "the same once more."
        ) from error


def _masked_note(line: str, names: HiddenNames) -> str:
    """A line without the name; one that breaks off may end in a part of it, so all its paths go."""
    try:
        said = json.loads(line)
        said["path"] = names.renamed(said["path"])
    except (ValueError, LookupError, TypeError):
        return names.masked(_PATH.sub("/…", line))
    return json.dumps(said, ensure_ascii=False)
