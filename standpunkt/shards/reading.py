"""What a worker does: articles recognised, and read into one shard; here or on another machine.

The bytes of the articles come with the task, so that a worker needs no file system in common with whoever
sent it, and what it gives depends on nothing but the task.
"""

from __future__ import annotations

import gzip
import hashlib
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from graph.model import named_graphs
from graph.model.collecting import collecting_seldom
from graph.model.settings import Settings
from loaders.articles.files import Options
from loaders.articles.findings import Extraction
from ontology.errors import ClusterError, InputError, StandpunktError
from ontology.knowledge import Knowledge
from standpunkt.loading import batch, editing, reading
from standpunkt.loading.loading import counts_of
from standpunkt.loading.placing import Card, Place
from standpunkt.shards.fingerprint import Fingerprint, fingerprint

PACKING = 6
"""How hard a shard is packed (zlib)."""
_TURN = threading.Lock()
"""One task at a time in a process: threads would only take turns, and share what is kept between articles."""
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Means:
    """What articles are read by; a worker refuses to read by anything else than the ``fingerprint``."""

    options: Options
    settings: Settings
    knowledge: Knowledge
    fingerprint: Fingerprint


class Sent(NamedTuple):
    """An article on its way to a worker: what its file holds, or why it cannot be read.

    ``place`` is where it is to be kept, and ``digest`` the SHA-256 of what it was recognised by.
    """

    article: batch.ArticleFile
    held: bytes | StandpunktError
    place: Place = Place("")
    digest: str = ""

    def __str__(self) -> str:
        return str(self.article)


@dataclass(frozen=True, slots=True)
class Task:
    """The articles that one worker is given at once."""

    name: str
    articles: tuple[Sent, ...]

    def __str__(self) -> str:
        return f"{self.name} ({self.articles[0].article} to {self.articles[-1].article})"


class Run(Protocol):
    """Has tasks done, in any order, and gives each with its result, or the error that kept it from one."""

    def __call__(
        self, work: Callable[[Task], Result], tasks: Iterable[Task], /
    ) -> Iterator[tuple[Task, Result | StandpunktError]]:
        """Do ``work`` for each of ``tasks``."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file held (SHA-256), and by what its article is recognised."""

    digest: str
    card: Card


@dataclass(frozen=True, slots=True)
class ShardDocument:
    """A document of a shard: its file, the SHA-256 of what that held, and what was found (``Loaded``)."""

    file: str
    sha256: str
    document: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that is in no shard, with the reason."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Packed:
    """A shard: packed N-Quads, the SHA-256 of them unpacked, their number, and whose they are."""

    data: bytes
    sha256: str
    quads: int
    documents: tuple[ShardDocument, ...]
    failures: tuple[Failure, ...]


def recognise(means: Means, task: Task) -> list[Recognised | StandpunktError]:
    """By what each article of the task is recognised, or why it cannot be read."""
    with _TURN:
        _require_same(means)
        return [batch.guarded(lambda sent: _recognised(means.options, sent), one) for one in task.articles]


def _recognised(options: Options, sent: Sent) -> Recognised:
    held = _held(sent)
    card = Card.of(reading.read_held(options, sent.article, held))
    return Recognised(hashlib.sha256(held).hexdigest(), card)


def read_shard(means: Means, task: Task) -> Packed:
    """The articles of the task as one shard; one that cannot be read is among the failures."""
    with _TURN, collecting_seldom():
        _require_same(means)
        graphs: list[bytes] = []
        documents: list[ShardDocument] = []
        failures: list[Failure] = []
        for sent in task.articles:
            result = batch.guarded(lambda sent: _prepared(means, sent), sent)
            if isinstance(result, StandpunktError):
                failures.append(Failure(str(sent.article), str(result)))
                continue
            found, data = result
            graphs.append(_as_quads(data, means.settings.text("base_iri"), found.document.id))
            name, counts = str(sent.article), counts_of(found)
            documents.append(ShardDocument(name, sent.digest, found.document.id, counts))
    lines = b"".join(graphs)
    return Packed(
        gzip.compress(lines, PACKING, mtime=0),
        hashlib.sha256(lines).hexdigest(),
        lines.count(b"\n"),
        tuple(documents),
        tuple(failures),
    )


def _prepared(means: Means, sent: Sent) -> tuple[Extraction, bytes]:
    held = _held(sent)
    if hashlib.sha256(held).hexdigest() != sent.digest:
        raise InputError(f"{sent.article}: the file was changed while articles were read; extract again.")
    document = sent.place.put(reading.read_held(means.options, sent.article, held))
    return reading.prepare(document, means.settings, means.knowledge)


def _held(sent: Sent) -> bytes:
    if isinstance(sent.held, StandpunktError):
        raise sent.held
    return sent.held


def _as_quads(triples: bytes, base: str, document: str) -> bytes:
    """N-Triples as the N-Quads of the graph of a document, sorted: the same for the same triples."""
    end = f" <{base}{named_graphs.document_graph(document)}> .\n".encode()
    return b"".join(line.removesuffix(b" .") + end for line in sorted({*triples.split(b"\n")} - {b""}))


def _require_same(means: Means) -> None:
    """Raises ``ClusterError`` where this machine would read otherwise than the one that sent the task."""
    editing.require_extractor(means.settings)
    if told := fingerprint(means.settings, means.knowledge).differences(means.fingerprint):
        raise ClusterError(
            f"The worker on {socket.gethostname()} would read articles otherwise, as it has other versions: "
            f"{told}. Install the same Standpunkt there."
        )
