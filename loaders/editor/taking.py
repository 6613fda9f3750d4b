"""Answers that came another way than over our connection: from a batch, or written beside requests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.articles.findings import Span
from loaders.editor import cache
from loaders.editor.answers import NoAnswer
from loaders.editor.requests import Request, key_of
from ontology.slugs import slugify

ANSWER = ".answer.json"
"""What the file with the plain answer to ``<key>.json`` ends in."""
_EVERYTHING = Span(0, 1)


def batch_lines(requests: Iterable[Request]) -> Iterator[str]:
    """The requests as lines of a batch file of the OpenAI protocol; each is named by its key."""
    for request in requests:
        line = {
            "custom_id": request.key,
            "method": "POST",
            "url": "/v1/chat/completions",
            "body": request.body,
        }
        yield json.dumps(line, ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that was handed in and not fetched: its ``lines`` lie in ``path`` until it is."""

    identifier: str
    path: Path

    @property
    def lines(self) -> list[str]:
        """The lines that were handed in."""
        return self.path.read_text(encoding="utf-8").splitlines()[1:]

    def done(self) -> None:
        """Note that its answers are recorded."""
        self.path.rename(self.path.with_suffix(".done"))


def keep_batch(folder: Path, identifier: str, host: str, lines: str) -> Path:
    """Note a batch that was handed in to ``host``."""
    path = _batches(folder, host) / f"{slugify(identifier)}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"batch": identifier}) + "\n" + lines, encoding="utf-8")
    return path


def batches(folder: Path, host: str) -> list[Batch]:
    """The batches that were handed in to ``host`` and not fetched."""
    found = sorted(_batches(folder, host).glob("*.jsonl"))
    heads = [path.read_text(encoding="utf-8").partition("\n")[0] for path in found]
    return [Batch(json.loads(head)["batch"], path) for head, path in zip(heads, found, strict=True)]


def _batches(folder: Path, host: str) -> Path:
    return folder / "batches" / slugify(host)


def take_batch(
    folder: Path, host: str, sent: Iterable[str], answers: Iterable[str], client: str
) -> list[str]:
    """Keep the answers of a batch whose lines were ``sent``; gives why each could not be kept, or ""."""
    bodies = {row["custom_id"]: row["body"] for row in map(json.loads, filter(str.strip, sent))}
    return [_take_line(folder, host, bodies, line, client) for line in answers if line.strip()]


def take_answers(requests: Path, folder: Path, by: str) -> list[tuple[str, str]]:
    """Keep the answers that lie beside requests as ``<key>.answer.json``; ``by`` is who or what gave them.

    Gives each with why it could not be kept, or "".
    """
    told = []
    for path in sorted(requests.glob("*" + ANSWER)):
        asked = path.with_name(path.name.removesuffix(ANSWER) + ".json")
        try:
            request = _request_in(asked)
            content = path.read_text(encoding="utf-8")
            cache.keep(folder, request, completion(content, by), f"by hand: {by}")
            told.append((path.name, ""))
        except NoAnswer as problem:
            told.append((path.name, str(problem)))
        except (OSError, UnicodeDecodeError) as error:
            told.append((path.name, f"it cannot be read: {error}"))
    return told


def completion(content: str, model: str) -> dict[str, Any]:
    """``content`` as a chat completion, as if an endpoint had sent it."""
    message = {"role": "assistant", "content": content}
    return {"object": "chat.completion", "model": model, "choices": [
        {"index": 0, "message": message, "finish_reason": "stop"}
    ]}  # fmt: skip


def _request_in(path: Path) -> Request:
    """The request of a file that ``cache.write_request`` made; raises ``NoAnswer`` for any other."""
    try:
        found = json.loads(path.read_bytes())
        request = Request(found["request"], found["host"], _EVERYTHING)
        if request.key != path.stem:
            raise NoAnswer(f"{path.name} was changed: its request is not the one it is named after")
    except (OSError, ValueError, KeyError, TypeError):
        raise NoAnswer(f"there is no request {path.name} beside it") from None
    return request


def _take_line(folder: Path, host: str, bodies: dict[str, Any], line: str, client: str) -> str:
    try:
        row = json.loads(line)
        key, response = row["custom_id"], row["response"]
        body = bodies[key]
        if response["status_code"] != 200 or key_of(host, body) != key:
            return f"{str(key)[:12]}: the endpoint answered {response['status_code']}"
        cache.keep(folder, Request(body, host, _EVERYTHING), response["body"], client)
    except NoAnswer as problem:
        return f"{str(key)[:12]}: {problem}"
    except (ValueError, KeyError, TypeError):
        return "a line that is no answer to a request of ours"
    return ""
