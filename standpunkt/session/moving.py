"""There and back: datasets into the store, the store into a file, and texts read again from the store."""

from __future__ import annotations

import datetime as dt
import functools
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from graph.decisions.names import MASK
from graph.decisions.persons import hidden_persons
from graph.knowledge import vanishing
from graph.knowledge.graph import KnowledgeGraph
from graph.knowledge.importing import Imported, base_of, take_in
from graph.model.settings import Settings
from graph.stores import formats
from graph.stores.backup import SUFFIX, Backup, BackupError, verify
from graph.stores.disk.durability import sync_directory
from loaders.articles.findings import Document
from ontology.errors import InputError, NotFoundError, StandpunktError
from standpunkt.loading import batch, reading
from standpunkt.loading.loading import Progress, Report, silent, store_all
from standpunkt.loading.placing import Place
from standpunkt.loading.receiving import check_graph


@dataclass(slots=True)
class ImportReport:
    """What each file gave, and what could not be taken in, with the reason."""

    imported: list[tuple[str, Imported]] = field(default_factory=list)
    failed: list[tuple[str, StandpunktError]] = field(default_factory=list)


def settings_for(paths: Iterable[str | Path], settings: Settings) -> Settings:
    """``settings`` with the base IRI of the files for an empty store, unless they name one themselves."""
    if settings.origins["base_iri"] != "default":
        return settings
    for file in formats.dataset_files(map(Path, paths)):
        if base := base_of(formats.read_dataset(file)):
            return settings.having("base_iri", base, "default")
    return settings


def take_in_files(
    graph: KnowledgeGraph, paths: Iterable[str | Path], settings: Settings, *, replace: bool = False
) -> ImportReport:
    """Take in the datasets in ``paths`` (files and folders), one transaction a file.

    A file that cannot be taken in whole is left out whole and listed in the report.
    """
    report = ImportReport()
    check = check_graph if settings.flag("shapes") else None
    for file in formats.dataset_files(map(Path, paths)):
        try:
            taken = take_in(graph, formats.read_dataset(file), str(file), replace=replace, check=check)
        except StandpunktError as error:
            report.failed.append((str(file), error))
        else:
            report.imported.append((str(file), taken))
    return report


def back_up(graph: KnowledgeGraph, path: Path | None = None) -> tuple[Path, int]:
    """Write everything into a packed file of N-Quads and read it back; the file, and how many quads.

    Whole or not at all. Raises ``InputError`` for a place where it cannot be written.
    """
    path = path or Path(f"standpunkt-{dt.datetime.now(dt.UTC):%Y-%m-%d}{SUFFIX}")
    if not path.name.endswith(SUFFIX):
        raise InputError(
            f"{path}: a backup is a packed file of N-Quads; give it a name that ends in {SUFFIX}."
        )
    new = path.with_name(path.name + ".new")
    made = Backup(graph.store.quads())
    try:
        with new.open("wb") as file:
            for piece in made.pieces():
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        verify(new, made.count, made.digest)
        os.replace(new, path)
        sync_directory(path.parent)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise InputError(f"{path}: cannot be written: {error.strerror or error}.") from error
    except BackupError:
        new.unlink(missing_ok=True)
        raise
    return path, made.count


def reread(
    graph: KnowledgeGraph, settings: Settings, documents: Iterable[str] = (), progress: Progress = silent
) -> Report:
    """Extract the ``documents`` (identifiers; none: all) again from the texts that the store keeps.

    One transaction each, and what people decided about them is kept; decisions and saved queries that name
    what is gone then are told. Raises ``NotFoundError`` for a document that is not here.
    """
    kept = {document.id: document for document in stored_documents(graph)}
    wanted = [name.removeprefix(graph.base) for name in documents] or list(kept)
    for name in wanted:
        if name not in kept:
            raise NotFoundError(f"There is no {name} in this store; `standpunkt documents` lists them.")
    masked = [name for name in wanted if MASK in kept[name].text] if hidden_persons(graph) else []
    wanted = [name for name in wanted if name not in masked]
    work = functools.partial(reading.prepare, settings=settings, knowledge=graph.knowledge)
    texts = [kept[name] for name in wanted]
    results = batch.each(work, texts, settings.number("jobs"))
    placed = ((document.id, result, Place(document.id, known=True)) for document, result in results)
    before = vanishing.named(graph)
    report = store_all(graph, placed, len(texts), progress)
    gone = before - vanishing.named(graph)
    report.notes += [
        f"{name} has masked sentences or names and stays as it was read before: load its file again "
        "to read it by the rules of today."
        for name in masked
    ]
    report.notes += [one.told(graph.base) for one in vanishing.orphans(graph, gone)]
    return report


def stored_documents(graph: KnowledgeGraph) -> list[Document]:
    """The documents of the store as they were read, newest first."""
    texts = {row["document"]: row for row in graph.texts("page-texts")}
    rows = {row["document"]: row for row in graph.texts("page-documents")}
    return [
        Document(
            id=iri.removeprefix(graph.base),
            title=row["title"],
            text=texts[iri]["text"],
            language=row.get("language", "de"),
            source=row.get("source"),
            published=dt.date.fromisoformat(row["issued"][:10]) if "issued" in row else None,
            path=texts[iri].get("path"),
            version_of=texts[iri].get("first", "").removeprefix(graph.base) or None,
            author=row.get("author"),
            organisation=row.get("organisation"),
        )
        for iri, row in rows.items()
        if iri in texts and iri.startswith(graph.base)
    ]
