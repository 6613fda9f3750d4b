"""The production server: waitress, a pool of threads in one process."""

from __future__ import annotations

import contextlib
import errno
import logging
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from waitress import wasyncore
from waitress.adjustments import Adjustments

from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import Settings
from graph.stores.disk.notes import Notes
from ontology.errors import SettingError, StandpunktError
from web import create_app
from web.admission.connections import Listener, channel, most_connections
from web.admission.gate import KEYS, writes
from web.admission.lanes import Lanes
from web.http.headers import access
from web.http.site import EXTENSION, CheckGraph, LoadDocument, Site
from web.pages.shared.ahead import read_ahead, read_templates, settle

log = logging.getLogger("standpunkt.server")

QUIET = 2.0
"""Seconds without a write after which is read ahead what the last ones changed."""
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
    _keep_writes(getattr(knowledge.store, "folder", None))
    app = create_app(knowledge, settings, load=load, check=check)
    site: Site = app.extensions[EXTENSION]
    server = _listen(app, settings)
    signal.signal(signal.SIGTERM, _stop)
    sys.setswitchinterval(_SWITCH)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        for task in (_start_answers, _read_ahead):
            threading.Thread(target=task, args=(app, site), name=task.__name__, daemon=True).start()
        print(f"Standpunkt is served at http://{host}:{port}/ (stop it with Ctrl-C).", flush=True)
        if ready:
            ready(f"http://{host}:{port}")
        server.run()
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)  # told once more, end at once
        server.close()
        site.close()


def _keep_writes(folder: Path | None) -> None:
    """Keep who used which right in the folder of the store (``writes.jsonl``), where it has one."""
    if folder:
        writes.setLevel(logging.INFO)
        writes.addHandler(Notes(folder))
        writes.propagate = False


def _start_answers(_app: Flask, site: Site) -> None:
    """Make the copy in memory that answers queries; a request that needs it waits, or tells why it fails."""
    with contextlib.suppress(StandpunktError):
        site.answers  # noqa: B018 - started by being asked for


def _read_ahead(app: Flask, site: Site) -> None:
    """Read at the start, and once more whenever nothing has been written for a while since a write."""
    read, seen, settled = None, site.knowledge.revision, False
    while not site.is_closed:
        now = site.knowledge.revision
        if now == seen and now != read:
            read = now
            try:
                if not settled:
                    read_templates(app)
                read_ahead(site.knowledge, site.settings, lambda: not site.is_closed)
                if not settled:
                    settle()
                    settled = True
            except Exception as error:  # whoever asks for it will be told
                level = logging.DEBUG if site.is_closed else logging.WARNING
                log.log(level, "nothing was read ahead: %s", error)
        seen = now
        time.sleep(QUIET)


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


class _Server:
    """Listens at every address of ``settings`` and serves ``app`` in the threads of ``Lanes``."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._sockets: dict[int, object] = {}
        self._lanes = Lanes(settings.number("readers"))
        options = Adjustments(
            host=settings.text("host"),
            port=settings.number("port"),
            channel_request_lookahead=1,
            connection_limit=most_connections(settings),
            cleanup_interval=1,
            log_socket_errors=False,  # clients that go away, and places that connections._make_room makes
            max_request_header_size=settings.number("header_bytes"),
            max_request_body_size=sys.maxsize,  # web.admission knows how much whom
            ident=None,
            clear_untrusted_proxy_headers=True,
        )
        kind = channel(settings, app.extensions[KEYS])
        try:
            for place in options.listen:
                listener = Listener(app, self._sockets, dispatcher=self._lanes, adj=options, sockinfo=place)
                listener.channel_class = kind
        except OSError:
            self.close()
            raise

    def run(self) -> None:
        """Serve until ``KeyboardInterrupt``."""
        with contextlib.suppress(SystemExit, KeyboardInterrupt):  # select() ends at the 1024th descriptor
            wasyncore.loop(timeout=1, map=self._sockets, use_poll=True)

    def close(self) -> None:
        """Close every connection, and let the threads end."""
        self._lanes.shutdown()
        wasyncore.close_all(self._sockets)


def _listen(app: Flask, settings: Settings) -> _Server:
    host, port = settings.text("host"), settings.number("port")
    try:
        return _Server(app, settings)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingError(f"Port {port} of {host} is in use: choose another with --port.") from error
        raise SettingError(f"The server cannot listen on {host}:{port}: {error.strerror}.") from error
    except ValueError as error:
        raise SettingError(f"The server cannot listen on {host}:{port}: {error}.") from error
