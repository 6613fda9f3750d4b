"""The production server: waitress, a pool of threads in one process."""

from __future__ import annotations

import errno

import waitress

from graph.knowledge import KnowledgeGraph
from graph.settings import Settings
from ontology.errors import SettingError
from web import create_app


def serve(knowledge: KnowledgeGraph, settings: Settings) -> None:
    """Serve ``knowledge`` until the process is told to stop; raises ``SettingError`` if the port is taken."""
    host, port = settings.text("host"), settings.number("port")
    app = create_app(knowledge, settings)
    try:
        server = waitress.create_server(app, host=host, port=port, threads=16, channel_request_lookahead=1)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise SettingError(f"The server cannot listen on {host}:{port}: {error.strerror}.") from error
        raise SettingError(f"Port {port} of {host} is in use: choose another with --port.") from error
    print(f"Standpunkt is served at http://{host}:{port}/ (stop it with Ctrl-C).", flush=True)
    server.run()
