"""What is known of servers that answer SPARQL: how much they take at once, and what is theirs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Server:
    """One table of ``servers.toml``."""

    quads: int
    bytes: int
    values: int
    atomic: bool
    booleans: bool
    own: list[str]


def server_called(name: str) -> Server:
    """What is known of the server that calls itself ``name`` in its answers."""
    known = _servers()
    return known[max((begin for begin in known if name.startswith(begin)), key=len)]


@cache
def _servers() -> dict[str, Server]:
    text = files("graph.stores.endpoint").joinpath("servers.toml").read_text(encoding="utf-8")
    return {name: Server(**said) for name, said in tomllib.loads(text).items()}
