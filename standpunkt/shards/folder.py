"""The folder of shards on the disk: ``manifest.json``, and for each shard its N-Quads and their description.

A file is written under another name, brought to the disk, and then named, so that it is whole or not there.
A shard is whole where its quads are those that its description tells, and the description is of the very
articles and versions that the manifest names by the key of the shard. Nothing in the folder tells a time or a
machine: the same articles give the same bytes.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph.stores.disk.durability import sync_directory
from graph.stores.disk.locking import alone_in
from ontology.errors import DiskError, InputError
from standpunkt.shards.fingerprint import Fingerprint
from standpunkt.shards.reading import Failure, Packed

FORMAT = "standpunkt shards 1"
MANIFEST = "manifest.json"
PACKED, DESCRIPTION = ".nq.gz", ".json"
_NEW = ".new"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a folder: by what it was read, its shards (name and key), and what is in none of them.

    ``settings`` are those that decide what is read. ``replaced`` are files whose article is in a later file
    once more.
    """

    fingerprint: Fingerprint
    settings: dict[str, Any]
    shards: dict[str, str]
    failures: tuple[Failure, ...] = ()
    replaced: tuple[str, ...] = ()


def is_shards(path: Path) -> bool:
    """Whether ``path`` is a folder of shards."""
    return (path / MANIFEST).is_file()


def require_folder(folder: Path) -> None:
    """Make the folder where there is none; raises ``InputError`` for a place that holds other things."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strangers = [one.name for one in folder.iterdir() if not one.name.endswith(_NEW)]
    except OSError as error:
        raise InputError(f"{folder}: no shards can be written here: {error.strerror or error}.") from error
    if strangers and not is_shards(folder):
        raise InputError(f"{folder} holds other things ({min(strangers)}): name a folder of its own.")


@contextmanager
def writing_alone(folder: Path) -> Iterator[None]:
    """Have the folder to oneself; raises ``InputError`` where another extraction writes into it."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(alone_in(folder, waits=False))
        except BlockingIOError:
            raise InputError(
                f"{folder}: another extraction is writing here; wait for its end, or name another folder."
            ) from None
        yield


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, and remove what an earlier extraction left that is not in it."""
    _write(folder / MANIFEST, _json({"format": FORMAT, **asdict(manifest)}))
    for file in folder.iterdir():
        name = file.name.partition(".")[0]
        is_ours = file.name.endswith((PACKED, DESCRIPTION)) and name.isdigit()
        if file.name.endswith(_NEW) or (is_ours and name not in manifest.shards):
            file.unlink(missing_ok=True)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder; raises ``InputError`` where it cannot be read or is of another format."""
    path = folder / MANIFEST
    said = _read_json(path)
    if said.get("format") != FORMAT:
        raise InputError(f"{path}: this is not the format that is read here ({FORMAT}); extract again.")
    try:
        by = said["fingerprint"]
        return Manifest(
            Fingerprint(**{**by, "libraries": tuple(by["libraries"])}),
            dict(said["settings"]),
            dict(said["shards"]),
            tuple(Failure(**one) for one in said["failures"]),
            tuple(said["replaced"]),
        )
    except (KeyError, TypeError) as error:
        raise InputError(f"{path}: this manifest is damaged ({error}); extract again.") from error


def write_shard(folder: Path, name: str, key: str, shard: Packed) -> None:
    """Write a shard; the description comes last, with which it is whole. Raises ``DiskError``."""
    _write(folder / (name + PACKED), shard.data)
    said = asdict(shard)
    del said["data"]
    _write(folder / (name + DESCRIPTION), _json({"key": key, **said}))


@dataclass(frozen=True, slots=True)
class Whole:
    """A shard that is whole: its N-Quads, the number of its documents, and what is not in it."""

    lines: bytes
    documents: int
    failures: tuple[Failure, ...]


def read_shard(folder: Path, name: str, key: str) -> Whole:
    """A shard from the disk; raises ``InputError`` unless it is whole, and of this key."""
    path = folder / (name + PACKED)
    said = _read_json(folder / (name + DESCRIPTION))
    if said.get("key") != key:
        raise InputError(f"{path}: this shard is of other articles or of another version; extract again.")
    try:
        lines = gzip.decompress(path.read_bytes())
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{path}: this shard is cut off or damaged ({error}); extract again.") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}; extract again.") from error
    if hashlib.sha256(lines).hexdigest() != said.get("sha256"):
        raise InputError(
            f"{path}: the digest of this shard is not the one it was written with; extract again."
        )
    return Whole(lines, len(said["documents"]), tuple(Failure(**one) for one in said["failures"]))


def whole(folder: Path, name: str, key: str) -> Whole | None:
    """A shard that is whole, and of this key; none where it must be made."""
    try:
        return read_shard(folder, name, key)
    except InputError:
        return None


def _json(said: dict[str, Any]) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _read_json(path: Path) -> dict[str, Any]:
    try:
        said = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}.") from error
    except ValueError as error:
        raise InputError(f"{path}: this is no JSON: {error}.") from error
    if not isinstance(said, dict):
        raise InputError(f"{path}: this is not what a description of shards looks like.")
    return said


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; raises ``DiskError`` where the disk does not take it."""
    new = path.with_name(f".{path.name}.{os.getpid()}{_NEW}")
    try:
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
        sync_directory(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
        raise DiskError(
            f"{path} cannot be written: {error.strerror or error}. What was written before it is whole; make "
            "room, and run the same command again to go on."
        ) from error
