"""Commands that write while a server has the store: they run in the server, where the store is.

The server listens at ``commands.sock`` in the folder of its store. Only the rights of the file system guard
it (0600): whoever may write the store may command it, without a token. A request is a line of JSON
(arguments, folder, standard input); what the command prints comes back as it is printed, and at last its exit
status. A command writes in turn with the pages (``graph.knowledge.writing``); it ends between two writes when
who typed it goes away, or the server is told to stop.
"""

from __future__ import annotations

import io
import json
import os
import socket
import sys
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from graph.knowledge.writing import Writing
from graph.model.patience import Check, waiting
from graph.serving.requests import AbandonedError
from ontology.errors import StoreError
from standpunkt.session.opening import holding
from standpunkt.session.session import Session

_NAME = "commands.sock"
_LONGEST_PATH = 100
"""Bytes that the address of a local socket may have everywhere."""
_STREAMS = ("stdin", "stdout", "stderr")
_ENDING = 10
"""Seconds that commands have to say that the server was told to stop; it waits for what is being written."""
_TURNS = threading.Lock()
"""One command at a time; the pages are answered meanwhile."""
_here: ContextVar[dict[str, Any] | None] = ContextVar(
    "the streams and folder of a command from elsewhere", default=None
)
Run = Callable[[Sequence[str]], int]
"""Runs a command given by its arguments, and gives its exit status."""


def place_of(name: str) -> str:
    """``name`` of a file as the command means it: relative to the folder it was typed in."""
    elsewhere = _here.get()
    return name if elsewhere is None or name == "-" else str(Path(elsewhere["folder"]) / name)


@contextmanager
def open_for_commands(session: Session, run: Run) -> Iterator[None]:
    """While a server has ``session``, let commands of other processes run here, by ``run``.

    A store without a folder, or with one whose path is too long for a socket, has none to knock at.
    """
    folder: Path | None = getattr(session.graph.store, "folder", None)
    address = _address(folder) if folder else None
    if address is None:
        yield
        return
    with suppress(FileNotFoundError):
        os.unlink(address)  # of a server that was killed; the store is ours now
    with socket.socket(socket.AF_UNIX) as listener, _streams_by_command():
        rights = os.umask(0o177)
        try:
            listener.bind(address)
        finally:
            os.umask(rights)
        listener.listen()
        under_way: set[threading.Thread] = set()
        threading.Thread(target=_listen, args=(listener, session, run, under_way), daemon=True).start()
        try:
            yield
        finally:
            with suppress(OSError):
                os.unlink(address)
            session.graph.writing.close()
            end = time.monotonic() + _ENDING
            for command in tuple(under_way):
                command.join(max(0.0, end - time.monotonic()))


def run_beside(store: str, arguments: Sequence[str]) -> int | None:
    """Run a command in the server that has ``store``, printing what it prints; its exit status.

    ``None`` if no server listens there. Raises ``StoreError`` where the server goes away before it is done.
    """
    address = _address(Path(store))
    if address is None:
        return None
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(address)
        except OSError:
            return None
        stdin = b64encode(sys.stdin.buffer.read()).decode() if "-" in arguments else ""
        request = {"arguments": list(arguments), "folder": str(Path.cwd()), "stdin": stdin}
        with suppress(ConnectionError):
            line.sendall(json.dumps(request).encode() + b"\n")
            for told in line.makefile("rb"):
                said = json.loads(told)
                if "status" in said:
                    return int(said["status"])
                stream = getattr(sys, said["to"])
                stream.buffer.write(b64decode(said["bytes"]))
                stream.flush()
    raise StoreError(
        f"The server that has the store {store} ended before the command was done: what was written "
        "is whole and stays (`standpunkt load --resume` goes on with a load)."
    )


def _address(folder: Path) -> str | None:
    path = str(folder / _NAME)
    return path if hasattr(socket, "AF_UNIX") and len(os.fsencode(path)) <= _LONGEST_PATH else None


def _listen(listener: socket.socket, session: Session, run: Run, under_way: set[threading.Thread]) -> None:
    """Answer whoever knocks until the listener is closed, each in a thread, ``under_way`` meanwhile."""

    def answer(line: socket.socket) -> None:
        try:
            _answer(line, session, run)
        finally:
            under_way.discard(threading.current_thread())

    while True:
        try:
            line, _ = listener.accept()
        except OSError:
            return
        command = threading.Thread(target=answer, args=(line,), daemon=True)
        under_way.add(command)
        command.start()


def _answer(line: socket.socket, session: Session, run: Run) -> None:
    """Run the command that ``line`` asks for, its streams being the line."""
    with line, suppress(OSError, ValueError, KeyError):
        request = json.loads(line.makefile("rb").readline())
        streams: dict[str, Any] = {"folder": request["folder"]}
        streams["stdin"] = io.TextIOWrapper(io.BytesIO(b64decode(request["stdin"])), "utf-8")
        for name in ("stdout", "stderr"):
            raw = cast(BinaryIO, _Told(line, name))
            streams[name] = io.TextIOWrapper(raw, "utf-8", write_through=True)
        with _TURNS, holding(session), waiting(_wanted(line, session.graph.writing)):
            token = _here.set(streams)
            try:
                status = run(request["arguments"])
            finally:
                _here.reset(token)
        line.sendall(json.dumps({"status": status}).encode() + b"\n")


def _wanted(line: socket.socket, writing: Writing) -> Check:
    """What ends the command of ``line``, but not while it has the turn to write."""

    def check() -> None:
        if writing.is_mine:
            return
        writing.require_open()
        if _is_gone(line):
            raise AbandonedError("Whoever typed the command went away.")

    return check


def _is_gone(line: socket.socket) -> bool:
    """Whether nobody is at the other end, who says nothing any more after the request."""
    try:
        return line.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


class _Told(io.BufferedIOBase):
    """Sends what is written to it over a line, as the stream ``to``."""

    def __init__(self, line: socket.socket, to: str) -> None:
        self._line, self._to = line, to

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        told = {"to": self._to, "bytes": b64encode(data).decode()}
        self._line.sendall(json.dumps(told).encode() + b"\n")
        return len(data)


class _OfCommand:
    """A standard stream that is another one within a command from elsewhere."""

    def __init__(self, name: str, own: TextIO) -> None:
        self._name, self._own = name, own

    def __getattr__(self, attribute: str) -> Any:
        elsewhere = _here.get()
        return getattr(elsewhere[self._name] if elsewhere else self._own, attribute)


@contextmanager
def _streams_by_command() -> Iterator[None]:
    """Make the standard streams of this process those of whichever command runs in the thread."""
    own = {name: getattr(sys, name) for name in _STREAMS}
    for name, stream in own.items():
        setattr(sys, name, _OfCommand(name, stream))
    try:
        yield
    finally:
        for name, stream in own.items():
            setattr(sys, name, stream)
