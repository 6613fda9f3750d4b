"""Servers nobody here wrote, where they are installed: the Oxigraph server (``pip install oxigraph``) and Virtuoso
(Debian's ``virtuoso-opensource``). They are looked for on the path, and in the folder STANDPUNKT_PEERS."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.stores.remote import RemoteQuads, remote
from tests.waiting import wait_until

VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
MaxSortedTopRows = 10000000
[HTTPServer]
ServerPort = 127.0.0.1:{web}
[SPARQL]
ResultSetMaxRows = {rows}
"""
ALLOW = (
    'GRANT EXECUTE ON DB.DBA.SPARQL_INSERT_DICT_CONTENT TO "SPARQL"; '
    'GRANT EXECUTE ON DB.DBA.SPARQL_DELETE_DICT_CONTENT TO "SPARQL"; GRANT SPARQL_UPDATE TO "SPARQL"; '
    "DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7);"
)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def find_binary(name: str) -> str:
    """The program ``name``; where it is not installed, the test is skipped."""
    found = shutil.which(name) or shutil.which(name, path=os.environ.get("STANDPUNKT_PEERS", ""))
    return found or pytest.skip(f"{name} is not installed")


@contextlib.contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The server that ``command`` starts, once it listens at ``port``."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: is_open(port))
        yield process
    finally:
        process.kill()
        process.wait()


def is_open(port: int) -> bool:
    """Whether somebody listens at ``port``."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False


@contextlib.contextmanager
def oxigraph_server(folder: Path, *, port: int = 0, on_disk: bool = False) -> Iterator[str]:
    """The location of the store of a running Oxigraph server, in memory or in ``folder``."""
    port = port or free_port()
    command = [find_binary("oxigraph"), "serve", "--union-default-graph", "--bind", f"127.0.0.1:{port}"]
    with running([*command, *(["--location", str(folder)] if on_disk else [])], port, folder):
        yield f"http://127.0.0.1:{port}/query http://127.0.0.1:{port}/update"


@contextlib.contextmanager
def virtuoso(folder: Path, *, rows: int = 1_000_000, buffers: int = 10_000) -> Iterator[str]:
    """The location of the store of a running Virtuoso that gives at most ``rows`` of an answer."""
    server, isql = find_binary("virtuoso-t"), shutil.which("isql-vt") or find_binary("isql")
    sql, web = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    values = {
        "folder": folder,
        "sql": sql,
        "web": web,
        "rows": rows,
        "buffers": buffers,
        "dirty": buffers * 3 // 4,
    }
    settings.write_text(VIRTUOSO.format(**values))
    with running([server, "-f", "-c", str(settings)], web, folder):
        wait_until(lambda: is_open(sql))
        command = [isql, f"127.0.0.1:{sql}", "dba", "dba", f"exec={ALLOW}"]
        subprocess.run(command, check=True, capture_output=True)
        yield f"http://127.0.0.1:{web}/sparql"


MAKERS = {"oxigraph": oxigraph_server, "virtuoso": virtuoso}


def stores_behind(kind: str, until_the_end: contextlib.ExitStack) -> Callable[[str], RemoteQuads]:
    """What makes a new empty store whenever it is called, each behind a server of its own."""

    def make(_location: str = "") -> RemoteQuads:
        folder = Path(until_the_end.enter_context(tempfile.TemporaryDirectory()))
        store = remote(until_the_end.enter_context(MAKERS[kind](folder)))
        until_the_end.callback(store.close)
        return store

    return make
