"""The production server: waitress, a pool of threads in one process."""

from __future__ import annotations

import errno
import logging
import signal
import sys
from collections.abc import Callable

import waitress
import waitress.server
from flask import Flask

from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import Settings
from ontology.errors import SettingError
from web import create_app
from web.admission.parser import channel
from web.http.headers import access
from web.http.site import EXTENSION, CheckGraph, LoadDocument, Site

_SWITCH = 0.0005
"""Seconds after which a busy thread lets others go on, so that reading a long request delays no short one."""


def serve(
    knowledge: KnowledgeGraph,
    settings: Settings,
    *,
    load: LoadDocument | None = None,
    check: CheckGraph | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve ``knowledge`` until the process is told to stop; raises ``SettingError`` if the port is taken.

    ``load`` and ``check`` are those of ``web.create_app``; ``ready`` is called with the server's address once
    the port is ours.
    """
    if settings.flag("access_log"):
        access.setLevel(logging.INFO)
        access.addHandler(logging.StreamHandler())
        access.propagate = False
    host, port = settings.text("host"), settings.number("port")
    app = create_app(knowledge, settings, load=load, check=check)
    site: Site = app.extensions[EXTENSION]
    server = _listen(app, host, port, settings)
    signal.signal(signal.SIGTERM, _stop)
    sys.setswitchinterval(_SWITCH)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        site.answers  # noqa: B018 - started before the first request
        print(f"Standpunkt is served at http://{host}:{port}/ (stop it with Ctrl-C).", flush=True)
        if ready:
            ready(f"http://{host}:{port}")
        server.run()
    finally:
        server.close()
        site.close()


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def _listen(app: Flask, host: str, port: int, settings: Settings) -> waitress.server.BaseWSGIServer:
    sockets: dict[int, object] = {}
    try:
        server = waitress.create_server(
            app,
            map=sockets,
            host=host,
            port=port,
            threads=settings.number("readers") * 2 + 32,
            channel_request_lookahead=1,
            connection_limit=1000,
            asyncore_use_poll=True,  # select() ends the server at the 1024th file descriptor
            max_request_header_size=settings.number("header_bytes"),
            max_request_body_size=sys.maxsize,  # web.admission knows how much whom
            ident=None,
            clear_untrusted_proxy_headers=True,
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingError(f"Port {port} of {host} is in use: choose another with --port.") from error
        raise SettingError(f"The server cannot listen on {host}:{port}: {error.strerror}.") from error
    for listening in sockets.values():
        if isinstance(listening, waitress.server.BaseWSGIServer):
            listening.channel_class = channel(settings)
    return server
