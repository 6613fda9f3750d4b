"""A SPARQL endpoint that misbehaves on demand: Oxigraph behind HTTP of our own."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox

PAGE = b"<!DOCTYPE html><html><body><h1>Welcome to our portal</h1></body></html>"
FAULTS = ("closed", "lost", "cut", "500", "503", "page", "wrong", "slow")
"""What goes wrong: the connection is closed before anything is done, or the answer is lost after it; the body is
cut off; an error with a page; another type of body; no result of SPARQL; an answer that is late."""
Fault = Callable[[int, str, str], str]
"""Says of a request (its number, ``query`` or ``update``, its text) which fault it meets, ``""`` for none."""


def never(_number: int, _kind: str, _text: str) -> str:
    """Nothing goes wrong."""
    return ""


class BadEndpoint:
    """A running endpoint over ``store``; ``fault`` says what goes wrong, ``texts`` what was asked."""

    def __init__(self, name: str = "", late: float = 1.0) -> None:
        self.store, self.name, self.late = ox.Store(), name, late
        self.fault: Fault = never
        self.authorization = ""
        """The header of that name, without which nothing is answered."""
        self.texts: list[str] = []
        self.lock = threading.Lock()
        self.connections = 0
        """Connections that were opened to it."""
        self.busy = 0
        """Requests that are being answered."""

    def fail(self, fault: Fault) -> None:
        """From now on requests, counted from 1, meet ``fault``."""
        self.texts.clear()
        self.fault = fault

    def act(self, kind: str, text: str) -> tuple[int, str, bytes]:
        """Do what is asked: status, media type and body of the answer."""
        with self.lock:
            try:
                if kind == "update":
                    self.store.update(text)
                    return 204, "", b""
                found = self.store.query(text, use_default_graph_as_union=True)
            except SyntaxError as error:
                return 400, "text/plain", str(error).encode()
            if isinstance(found, ox.QueryTriples):
                return 200, "application/n-triples", found.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
            body = found.serialize(format=ox.QueryResultsFormat.JSON) or b""
            return 200, "application/sparql-results+json", body


def _handler(endpoint: BadEndpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            endpoint.connections += 1

        def version_string(self) -> str:
            return endpoint.name

        def log_message(self, *_arguments: object) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            kind = "update" if "update" in (self.headers["Content-Type"] or "") else "query"
            text = body if kind == "update" else parse_qs(body)["query"][0]
            if endpoint.authorization not in ("", self.headers["Authorization"]):
                self.reply(401, "text/plain", b"not without a token")
                return
            endpoint.texts.append(text)
            fault = endpoint.fault(len(endpoint.texts), kind, text)
            if fault in ("closed", "500", "503", "page", "wrong"):
                self.refuse(fault)
                return
            endpoint.busy += 1
            if fault == "slow":
                time.sleep(endpoint.late)
            answer = endpoint.act(kind, text)
            endpoint.busy -= 1
            if fault == "lost":
                self.close_connection = True
                return
            with contextlib.suppress(OSError):
                self.reply(*answer, keep=None if fault != "cut" else len(answer[2]) // 2)

        def refuse(self, fault: str) -> None:
            self.close_connection = True
            if fault == "wrong":
                self.reply(200, "application/sparql-results+json", json.dumps({"rows": "none"}).encode())
            elif fault != "closed":
                self.reply(200 if fault == "page" else int(fault), "text/html", PAGE)

        def reply(self, status: int, kind: str, body: bytes, keep: int | None = None) -> None:
            self.send_response(status)
            if kind:
                self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:keep])
            if keep is not None:
                self.close_connection = True

    return Handler


@contextlib.contextmanager
def bad_endpoint(name: str = "", late: float = 1.0) -> Iterator[tuple[BadEndpoint, str]]:
    """An endpoint that calls itself ``name``, and its address; what is slow comes after ``late`` seconds."""
    endpoint = BadEndpoint(name, late)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(endpoint))
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # who asks hangs up where it is to
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield endpoint, f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()
