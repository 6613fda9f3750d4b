"""The one file that knows ``openai`` (the extra ``llm``): a request sent to an endpoint, a batch handed in.

Nothing is asked of a host that is not named. In the mode ``local`` it must be this machine; proxies of the
environment are not used then, and redirections never followed, so that no article leaves it by a detour.
"""

from __future__ import annotations

import ipaddress
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from loaders.editor.answers import NoAnswer
from loaders.editor.asking import Send
from loaders.editor.options import LOCAL, EditorOptions
from ontology.errors import SettingError

RETRIES = 2
"""Of a request that met no connection, 408, 409, 429 or 5xx, by the client, as Retry-After says."""
LARGEST = 4_000_000
"""Bytes of an answer that is looked at."""
_SHOWN = 300
_NO_USE = frozenset({400, 401, 402, 403, 404, 405, 413, 422})
"""Statuses that any further request of this run would get too."""


def send_to(options: EditorOptions) -> Send:
    """A function that sends bodies of requests; raises ``SettingError`` where none may be sent."""
    _client(options).close()

    def send(body: dict[str, Any]) -> tuple[Any, str]:
        fields = {name: value for name, value in body.items() if name not in ("model", "messages")}
        with _told(options), _client(options) as client:
            raw = client.chat.completions.with_raw_response.create(
                model=body["model"], messages=body["messages"], extra_body=fields
            )
        data = raw.http_response.content
        if len(data) > LARGEST:
            raise NoAnswer(f"the answer has {len(data)} bytes, more than {LARGEST}")
        text = data.decode("utf-8", "replace")
        try:
            return json.loads(text), text
        except (ValueError, RecursionError):
            raise NoAnswer(f"the endpoint sent no JSON: {text[:60]!r}", again=True) from None

    return send


def signature() -> str:
    """What sent a request, as records say it."""
    return f"standpunkt {version('standpunkt')}, openai {version('openai')}"


def submit_batch(options: EditorOptions, lines: bytes) -> str:
    """Hand in a batch file; gives the identifier that the endpoint names it by."""
    with _told(options), _client(options) as client:
        file = client.files.create(file=("requests.jsonl", lines), purpose="batch")
        batch = client.batches.create(
            input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h"
        )
    return str(batch.id)


def fetch_batch(options: EditorOptions, identifier: str) -> tuple[str, bytes]:
    """The state of a batch, and its answers where it is done (else nothing)."""
    with _told(options), _client(options) as client:
        batch = client.batches.retrieve(identifier)
        output = batch.output_file_id if batch.status in ("completed", "expired", "cancelled") else None
        return str(batch.status), client.files.content(output).content if output else b""


def _client(options: EditorOptions) -> Any:
    """A client of the endpoint; raises ``SettingError`` where settings or the package are missing."""
    check_host(options)
    try:
        import openai  # noqa: PLC0415 - an extra: everything else works without it
    except ImportError as error:
        raise SettingError(
            "Asking a language model needs the package openai: pip install 'standpunkt[llm]'. "
            "Recorded answers (llm_mode = replay) need nothing."
        ) from error
    key = os.environ.get(options.key_variable, "") if options.key_variable else ""
    if options.key_variable and not key:
        raise SettingError(f"llm_api_key_env names {options.key_variable}, which is not set.")
    return openai.OpenAI(
        base_url=options.base_url,
        api_key=key or "none",
        timeout=options.timeout,
        max_retries=RETRIES,
        http_client=openai.DefaultHttpxClient(
            trust_env=options.mode != LOCAL, follow_redirects=False, timeout=options.timeout
        ),
    )


def check_host(options: EditorOptions) -> None:
    """Raise ``SettingError`` unless the options name a model and an endpoint that the mode allows."""
    url = urlsplit(options.base_url)
    if not options.is_live:
        raise SettingError(f"llm_mode is {options.mode}: nothing is asked. Set it to local or remote.")
    if url.scheme not in ("http", "https") or not url.hostname or url.username or url.password:
        raise SettingError(
            "llm_base_url must be an address such as http://127.0.0.1:8080/v1, without a password."
        )
    if not options.model:
        raise SettingError("llm_model must name the model that is asked.")
    here = is_loopback(url.hostname)
    if options.mode == LOCAL and not here:
        raise SettingError(
            f"llm_mode is local, but {url.hostname} is not this machine: nothing is sent there."
        )
    if url.scheme == "http" and options.key_variable and not here:
        raise SettingError(
            f"A key would travel to {url.hostname} unencrypted: llm_base_url must begin with https."
        )


def is_loopback(host: str) -> bool:
    """Whether every address of ``host`` is this machine's own."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(str(a).split("%")[0]).is_loopback for a in found)


@contextmanager
def _told(options: EditorOptions) -> Iterator[None]:
    """Failures of the client as ``NoAnswer``, without the key."""
    import openai  # noqa: PLC0415 - see ``_client``

    try:
        yield
    except openai.APIStatusError as error:
        spent = error.code == "insufficient_quota" or error.type == "insufficient_quota"
        final = spent or error.status_code in _NO_USE
        reason = f"{options.host} answered {error.status_code}: {_plain(str(error.message), options)}"
        raise NoAnswer(reason, final=final) from None
    except openai.APITimeoutError:
        raise NoAnswer(f"{options.host} did not answer within {options.timeout:g} seconds") from None
    except openai.APIConnectionError:
        raise NoAnswer(f"{options.host} cannot be reached") from None
    except openai.OpenAIError as error:
        raise NoAnswer(f"{options.host}: {_plain(str(error), options)}") from None


def _plain(message: str, options: EditorOptions) -> str:
    """A message in one line, without the key."""
    key = os.environ.get(options.key_variable, "") if options.key_variable else ""
    text = message.replace(key, "…") if key else message
    return " ".join(text.split())[:_SHOWN]
