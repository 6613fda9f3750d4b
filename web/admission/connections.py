"""Connections: how many there are, how long one may let the server wait, which goes when there are too many.

Half a request, or an answer that nobody takes, keeps a connection only for a while. Where every place is
taken, those that the server waits for make room, the longest silent first; so whoever sends a request at once
always gets in.
"""

from __future__ import annotations

import contextlib
import errno
import heapq
import os
import resource
import socket
import time
from typing import Any, cast

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer

from graph.model.settings import Settings
from web.admission.parser import AdmittingParser
from web.admission.rights import Keys

_FULL = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
_ROOM = 100
"""One connection in so many goes when all places are taken, so that looking for them costs little."""
_AT_ONCE = 64
"""Connections taken before others are served again."""
_SPARE = 64
"""Descriptors that are left for files the store opens later."""


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection; ``settings`` are those of the server (see ``channel``).

    Times are seconds of the monotonic clock: ``owing`` since when the rest of a request is waited for,
    ``stuck`` since when an answer waits to be taken, ``taken`` how much was left to take, and since when.
    """

    settings: Settings
    owing: float | None
    stuck: float | None = None
    left: tuple[int, float] = (0, 0.0)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.owing = time.monotonic()

    def received(self, data: bytes) -> bool:
        """Take the next bytes that came."""
        taken: bool = super().received(data)
        if self.request is None:
            self.owing = None
        elif self.owing is None:
            self.owing = time.monotonic()
        return taken

    def readable(self) -> bool:
        """Whether to look for bytes that come; none do once it is closed."""
        return self._fileno is not None and bool(super().readable())

    def writable(self) -> bool:
        """Whether to look for room for bytes to send."""
        return self._fileno is not None and bool(super().writable())

    @property
    def is_served(self) -> bool:
        """Whether the server works for it; otherwise the server waits."""
        return bool(self.requests or self.total_outbufs_len)

    def is_overdue(self, now: float) -> bool:
        """Whether it has let the server wait for too long."""
        stall, most = (float(self.settings[name]) for name in ("stall_seconds", "stream_seconds"))
        if self.total_outbufs_len:
            if self.stuck is None or self.total_outbufs_len != self.left[0]:
                self.left = (self.total_outbufs_len, now)
            self.stuck = self.stuck or now
            return now - self.left[1] > stall or now - self.stuck > most
        self.stuck = None
        if self.owing is None:
            return False
        if self.requests:
            self.owing = now
        trusted = self.request is not None and self.request.most > self.settings.number("reader_bytes")
        return now - self.owing > (most if trusted else stall)


def channel(settings: Settings, keys: Keys) -> type[Channel]:
    """The class of connections that admit requests by ``settings`` and by who shows which of ``keys``."""
    parser = type("Parser", (AdmittingParser,), {"settings": settings, "keys": keys})
    return type("Channel", (Channel,), {"parser_class": parser, "settings": settings})


class Listener(TcpWSGIServer):  # type: ignore[misc]
    """A socket that listens; its connections are ``Channel``s."""

    def readable(self) -> bool:
        """Whether there is a place for another connection; if not, one is made."""
        if len(self._map) >= self.adj.connection_limit:
            self._make_room()
        return bool(super().readable())

    def maintenance(self, now: float) -> None:
        """Close what was idle or let the server wait for too long; called every ``cleanup_interval``."""
        super().maintenance(now)
        moment = time.monotonic()
        for connection in list(self.active_channels.values()):
            if connection.is_overdue(moment):
                connection.handle_close()

    def handle_accept(self) -> None:
        """Take the connections that wait, many at a time, so that nobody waits behind a crowd of them."""
        for _ in range(_AT_ONCE):
            try:
                found = self.accept()
                if found is None:
                    return
                wire, address = found
                self.set_socket_options(wire)
            except OSError:
                return
            self.channel_class(self, wire, self.fix_addr(address), self.adj, map=self._map)
            if len(self._map) >= self.adj.connection_limit:
                self._make_room()

    def accept(self) -> tuple[socket.socket, Any] | None:
        """The next connection; without a free descriptor others make room, and it waits."""
        try:
            return cast("tuple[socket.socket, Any] | None", super().accept())
        except OSError as error:
            if error.errno in _FULL:
                self._make_room()
            raise

    def _make_room(self) -> None:
        waiting = [found for found in self.active_channels.values() if not found.is_served]
        count = len(waiting) // _ROOM + 1
        for connection in heapq.nsmallest(count, waiting, key=lambda found: found.last_activity):
            connection.handle_close()


def most_connections(settings: Settings) -> int:
    """How many connections there may be: ``connections``, or fewer where the descriptors do not suffice.

    The soft limit of descriptors is raised as far as it may be. A connection takes up to two more files, for
    a long body and a long answer; a reader takes four descriptors at most.
    """
    wanted = settings.number("connections")
    used = _SPARE + settings.number("readers") * 4
    with contextlib.suppress(OSError):
        used += len(os.listdir("/proc/self/fd"))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = used + 3 * wanted
    if soft != resource.RLIM_INFINITY and soft < needed:
        soft = needed if hard == resource.RLIM_INFINITY else min(hard, needed)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return wanted if soft == resource.RLIM_INFINITY else max(1, min(wanted, (soft - used) // 3))
