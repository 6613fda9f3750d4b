"""An endpoint of the OpenAI protocol on this machine that does what each test says, failures above all."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from loaders.editor.taking import completion


class Reply(NamedTuple):
    """What is sent back: status, body, further headers."""

    status: int = 200
    body: bytes | str | dict[str, Any] = b""
    headers: tuple[tuple[str, str], ...] = ()


Behaviour = Callable[[str, dict[str, Any]], Reply]
"""From the path and the body of a request to what is sent back."""


def says(content: str, finish: str = "stop", **more: Any) -> Reply:
    """A completion with ``content``."""
    whole = (
        completion(content, "invented-1")
        | {"usage": {"prompt_tokens": 1000, "completion_tokens": 500}}
        | more
    )
    whole["choices"][0]["finish_reason"] = finish
    return Reply(200, whole)


class Endpoint:
    """The endpoint while it runs: its address, and every request it got (path, body, headers in lower case)."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.got: list[tuple[str, dict[str, Any], dict[str, str]]] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                try:
                    body = json.loads(raw)
                except ValueError:
                    body = {"raw": raw.decode("utf-8", "replace")}
                endpoint.got.append((self.path, body, self._heads()))
                self._send(behaviour(self.path, body))

            def do_GET(self) -> None:
                endpoint.got.append((self.path, {}, self._heads()))
                self._send(behaviour(self.path, {}))

            def _heads(self) -> dict[str, str]:
                return {name.lower(): value for name, value in self.headers.items()}

            def _send(self, reply: Reply) -> None:
                body = reply.body if isinstance(reply.body, (bytes, str)) else json.dumps(reply.body)
                data = body.encode() if isinstance(body, str) else body
                try:
                    self.send_response(reply.status)
                    for name, value in (*reply.headers, ("Content-Length", str(len(data)))):
                        self.send_header(name, value)
                    if not any(name.lower() == "content-type" for name, _ in reply.headers):
                        self.send_header("Content-Type", "application/json")
                    self.end_headers()
                    self.wfile.write(data)
                except OSError:
                    pass  # the client had enough

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The bodies of the requests for completions."""
        return [body for path, body, _ in self.got if path.endswith("/chat/completions")]


@contextmanager
def endpoint(behaviour: Behaviour) -> Iterator[Endpoint]:
    """An endpoint that runs inside the block."""
    made = Endpoint(behaviour)
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield made
    finally:
        made.server.shutdown()
        made.server.server_close()
        thread.join()
