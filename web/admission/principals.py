"""Principals: people and programs with a name, rights and a token, kept as a file beside the store.

Of a token only a hash is kept. It is made here with 192 random bits, so that nobody can guess it from its
hash and a fast one (BLAKE2b, RFC 7693) is right; slow hashes are for passwords that people choose.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import threading
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.model.settings import Settings
from ontology.errors import InputError, NotFoundError, SettingError

FILE = "tokens.json"
"""The file in the folder of the store, unless the setting ``tokens`` names another."""
_BYTES = 24


@dataclass(frozen=True, slots=True)
class Principal:
    """Who sends a request: ``name`` (empty: nobody known), ``rights``, and ``key``, which token proves it."""

    name: str
    rights: frozenset[str]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Credential:
    """One token: its ``key`` (how it is called), whose it is, since when (ISO 8601), and its hash in hex."""

    key: str
    name: str
    rights: tuple[str, ...]
    made: str
    digest: str

    @property
    def principal(self) -> Principal:
        """Who bears it."""
        return Principal(self.name, frozenset(self.rights), self.key)


@cache
def rights_table() -> dict[str, Any]:
    """The table of rights (``rights.toml``)."""
    return tomllib.loads((files("web.admission") / "rights.toml").read_text(encoding="utf-8"))


def given(who: str) -> frozenset[str]:
    """The rights of ``strangers``, of the ``setting`` token, or of a ``new`` one."""
    return frozenset(rights_table()["given"][who])


def digest_of(token: str) -> str:
    """The hash of a token, in hex."""
    return blake2b(token.encode(), digest_size=32, person=b"standpunkt-token").hexdigest()


def tokens_file(settings: Settings) -> Path | None:
    """Where the tokens are kept; ``None`` where a store without a folder has no place for them."""
    if named := settings.text("tokens"):
        return Path(named)
    return Path(settings.text("store")) / FILE if settings.text("store_kind") == "embedded" else None


class Tokens:
    """The tokens in ``path``, read anew whenever the file is another; without a path there are none."""

    def __init__(self, path: Path | None) -> None:
        self._path, self._lock = path, threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._known: tuple[Credential, ...] = ()

    def all(self) -> tuple[Credential, ...]:
        """Every token that was made and not revoked; raises ``SettingError`` for a damaged file."""
        with self._lock:
            now = _state(self._path)
            if now != self._seen:
                self._known = _read(self._path) if self._path and now else ()
                self._seen = now
            return self._known

    def make(self, name: str, rights: Iterable[str]) -> tuple[str, Credential]:
        """A new token for ``name``: itself, which nobody can see again, and what is kept of it."""
        name, wanted = " ".join(name.split()), set(rights)
        known = list(rights_table()["meaning"])
        if not name:
            raise InputError("A token needs the name of whose it is.")
        if unknown := sorted(wanted - set(known)):
            raise InputError(f"{', '.join(unknown)}: there are the rights {', '.join(known)}.")
        if any(token.name == name for token in self.all()):
            raise InputError(f"{name} has a token: revoke it first (`standpunkt token revoke`).")
        secret, now = secrets.token_urlsafe(_BYTES), dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        kept = tuple(right for right in known if right in wanted)
        made = Credential(secrets.token_hex(4), name, kept, now, digest_of(secret))
        self._write((*self.all(), made))
        return secret, made

    def revoke(self, which: str) -> Credential:
        """Take back the token with this key or name; raises ``NotFoundError`` if there is none."""
        found = next((token for token in self.all() if which in (token.key, token.name)), None)
        if found is None:
            raise NotFoundError(f"There is no token {which}; `standpunkt token list` shows them.")
        self._write(tuple(token for token in self.all() if token != found))
        return found

    def _write(self, tokens: tuple[Credential, ...]) -> None:
        """Replace the file whole, readable by its owner only."""
        if self._path is None:
            raise SettingError("This store has no folder to keep tokens in: name a file (setting tokens).")
        if not self._path.parent.is_dir():
            raise SettingError(f"There is no folder {self._path.parent} to keep tokens in.")
        new = self._path.with_name(self._path.name + ".new")
        new.unlink(missing_ok=True)
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump([asdict(token) for token in tokens], file, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, self._path)


def _state(path: Path | None) -> tuple[int, int, int] | None:
    """What tells one version of the file from the next, ``None`` if there is none."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns, found.st_size) if found else None


def _read(path: Path) -> tuple[Credential, ...]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return tuple(Credential(**{**row, "rights": tuple(row["rights"])}) for row in rows)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SettingError(f"The file of tokens {path} cannot be read: {error}.") from error
