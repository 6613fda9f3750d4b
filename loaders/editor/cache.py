"""The records: one file for each request that was answered, which is both cache and audit.

``<key>.json`` has ``format`` (1), ``key``, ``host``, ``request`` (the body as sent), ``response`` (the body
as received), ``answered`` (UTC) and ``client``. Only answers that can be used get one; what failed lies
beside it as ``<key>.failed.json`` and is never taken for an answer. No record holds a key of an account.
docs/LLM.md has an example.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.articles.editing import ModelCall
from loaders.editor.answers import NoAnswer, Verdicts, read_response
from loaders.editor.requests import PROMPT, Request, key_of, plan_digest
from ontology.errors import InputError

FORMAT = 1
LARGEST = 8_000_000
"""Bytes of a record that is read."""
_KEY = re.compile(r"[0-9a-f]{64}")
_KEPT_OF_FAILURES = 4000
_FAILED = ".failed.json"


@dataclass(frozen=True, slots=True)
class Record:
    """A usable answer, and the call that it came from."""

    answer: Verdicts
    call: ModelCall


def recorded(folder: Path, request: Request) -> Record | None:
    """The record of ``request``, ``None`` where there is none.

    Raises ``NoAnswer`` where the file is there but is not a record of this request with a usable answer.
    """
    path = folder / f"{request.key}.json"
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise NoAnswer(f"the record {path.name} cannot be read ({error.strerror})") from error
    if len(data) > LARGEST:
        raise NoAnswer(f"the record {path.name} has more than {LARGEST} bytes")
    try:
        found = json.loads(data)
        matches = found["format"] == FORMAT and key_of(found["host"], found["request"]) == request.key
        answered, response = _utc(found["answered"]), found["response"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NoAnswer(f"{path.name} is no record (docs/LLM.md)") from None
    if not matches:
        raise NoAnswer(f"the record {path.name} was changed: its request is not the one it is named after")
    return Record(read_response(response), _call(request, answered, response))


def keep(folder: Path, request: Request, response: Any, client: str, *, answered: str = "") -> None:
    """Write the record of an answer, whole or not at all; raises ``NoAnswer`` if it cannot be used."""
    read_response(response)
    _write(
        folder / f"{request.key}.json",
        {
            "format": FORMAT,
            "key": request.key,
            "host": request.host,
            "request": request.body,
            "response": response,
            "answered": answered or now(),
            "client": client,
        },
    )
    (folder / f"{request.key}{_FAILED}").unlink(missing_ok=True)


def keep_failure(folder: Path, request: Request, reason: str, sent: str) -> None:
    """Write down that a request failed and how the answer began; never read as an answer."""
    found = {"format": FORMAT, "key": request.key, "host": request.host, "request": request.body}
    _write(
        folder / f"{request.key}{_FAILED}",
        {**found, "reason": reason, "sent": sent[:_KEPT_OF_FAILURES], "answered": now()},
    )


def failure(folder: Path, request: Request) -> str:
    """Why ``request`` failed when it was asked; empty where nothing is noted."""
    try:
        return str(json.loads((folder / f"{request.key}{_FAILED}").read_bytes())["reason"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""


def records(folder: Path) -> Iterator[tuple[Path, dict[str, Any] | None]]:
    """Every record of ``folder`` with its file; ``None`` for one that cannot be used."""
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        if not _KEY.fullmatch(path.stem):
            continue
        try:
            found = json.loads(path.read_bytes())
            good = found["key"] == path.stem == key_of(found["host"], found["request"])
            read_response(found["response"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError, NoAnswer):
            good = False
        yield path, found if good else None


def write_request(folder: Path, request: Request, document: str) -> Path:
    """Write ``request`` as a file to be answered: a record without ``response`` and ``answered``."""
    path = folder / f"{request.key}.json"
    found = {"format": FORMAT, "key": request.key, "host": request.host, "document": document}
    _write(path, {**found, "request": request.body})
    return path


def now() -> str:
    """The time in UTC, to the second."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _utc(time: str) -> str:
    """A time of ISO 8601 in UTC, to the second; raises ``ValueError`` or ``TypeError`` for anything else."""
    read = dt.datetime.fromisoformat(time)
    zoned = read if read.tzinfo is not None else read.replace(tzinfo=dt.UTC)
    return zoned.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _call(request: Request, answered: str, response: Any) -> ModelCall:
    usage = response.get("usage") if isinstance(response.get("usage"), dict) else {}
    body = request.body
    return ModelCall(
        key=request.key,
        model=_line(response.get("model") or body.get("model")) or "unnamed",
        host=request.host,
        prompt=PROMPT,
        digest=plan_digest(),
        answered=answered,
        temperature=_number(body.get("temperature")),
        seed=body.get("seed") if isinstance(body.get("seed"), int) else None,
        tokens_in=_count(usage.get("prompt_tokens")),
        tokens_out=_count(usage.get("completion_tokens")),
        fingerprint=_line(response.get("system_fingerprint")),
    )


def _line(value: Any) -> str:
    """Words that an endpoint says of itself, printable and in a line."""
    return (
        "".join(c if c.isprintable() else " " for c in value)[:200].strip() if isinstance(value, str) else ""
    )


def _count(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else 0


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _write(path: Path, content: dict[str, Any]) -> None:
    """Atomic: a file of that name is whole or not there, also when the machine stops."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, suffix=".part", delete=False, encoding="utf-8", errors="surrogatepass"
        ) as file:
            json.dump(content, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, path)
    except OSError as error:
        raise InputError(
            f"The records of the language model cannot be written to {path.parent}: {error}."
        ) from error
