"""Messages between the processes of one server: a kind of one byte, a length, the payload."""

from __future__ import annotations

import json
import socket
import struct

import pyoxigraph as ox

from graph.rdf.changes import DatasetChange

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


def write_change(change: DatasetChange) -> bytes:
    """``change`` as bytes: a line of JSON, then the removed and the added quads as N-Quads."""
    remove = ox.serialize(change.remove, format=ox.RdfFormat.N_QUADS)
    add = ox.serialize(change.add, format=ox.RdfFormat.N_QUADS)
    assert remove is not None
    assert add is not None
    head = {name: [graph.value for graph in getattr(change, name)] for name in ("clear", "drop", "create")}
    return json.dumps(head | {"remove": len(remove)}).encode() + b"\n" + remove + add


def read_change(data: bytes) -> DatasetChange:
    """The change that ``write_change`` wrote."""
    line, _, body = data.partition(b"\n")
    head = json.loads(line)
    size = head.pop("remove")
    remove, add = (tuple(ox.parse(part, format=ox.RdfFormat.N_QUADS)) for part in (body[:size], body[size:]))
    graphs = {name: tuple(map(ox.NamedNode, values)) for name, values in head.items()}
    return DatasetChange(remove=remove, add=add, **graphs)
