"""Messages between the processes of one server: a kind of one byte, a length, the payload."""

from __future__ import annotations

import socket
import struct

HEADER = struct.Struct("!cI")
LARGEST = 1 << 20
"""The most bytes of a dataset or an answer in one message."""


def send(channel: socket.socket, kind: bytes, payload: bytes = b"") -> None:
    """Send one message."""
    head = HEADER.pack(kind, len(payload))
    if len(payload) < 4096:
        channel.sendall(head + payload)
    else:
        channel.sendall(head)
        channel.sendall(payload)


def receive(channel: socket.socket) -> tuple[bytes, bytes]:
    """The next message; raises ``EOFError`` when the other side is gone."""
    kind, size = HEADER.unpack(receive_exactly(channel, HEADER.size))
    return kind, receive_exactly(channel, size) if size else b""


def receive_exactly(channel: socket.socket, size: int) -> bytes:
    """Exactly ``size`` bytes; raises ``EOFError`` when the other side is gone."""
    data = channel.recv(size)
    if len(data) == size:
        return data
    parts, missing = [data], size - len(data)
    while missing and parts[-1]:
        parts.append(channel.recv(min(missing, LARGEST)))
        missing -= len(parts[-1])
    if missing:
        raise EOFError
    return b"".join(parts)
