"""Who a request comes from: somebody with the server's token, an editor who signed in with it, or a stranger.

The editor's cookie holds a name, when it was given, and a keyed hash of both (HMAC, RFC 2104), never the
token; it is worth nothing after a day, once its bearer has signed out (``Ended``), or with another token.
Everything is compared in constant time.
"""

from __future__ import annotations

import base64
import hmac
import threading
import time

from werkzeug.sansio.http import parse_cookie

from ontology.errors import SettingError

COOKIE = "editor"
DAY = 86_400
"""Seconds for which somebody stays signed in."""
LEAST = 16
"""Characters of the shortest token; a shorter one can be guessed."""


def check_length(token: str) -> None:
    """Raises ``SettingError`` for a token that can be guessed; none at all is fine."""
    if 0 < len(token) < LEAST:
        raise SettingError(
            f"The token has {len(token)} characters, at least {LEAST} are needed: "
            "`standpunkt token new` makes one."
        )


def is_token(given: str, token: str) -> bool:
    """Whether ``given`` is the server's ``token``; nothing is while there is none."""
    return bool(token) and hmac.compare_digest(given.strip().encode(), token.encode())


def bears_token(authorization: str, token: str) -> bool:
    """Whether the header ``Authorization`` carries the token (RFC 6750)."""
    scheme, _, given = authorization.partition(" ")
    return is_token(given, token) and scheme.lower() == "bearer"


def sign(name: str, token: str) -> str:
    """The value of the cookie of the editor called ``name``, from now on."""
    given = f"{time.time_ns():x}"
    packed = base64.urlsafe_b64encode(name.encode()).decode()
    return f"{packed}.{given}.{_mark(name, given, token)}"


def signed_name(cookie: str, token: str) -> str | None:
    """The name that ``cookie`` proves, or ``None``."""
    if cookie.count(".") != 2:
        return None
    packed, given, mark = cookie.split(".")
    try:
        name = base64.urlsafe_b64decode(packed.encode()).decode()
        age = time.time() - int(given, 16) / 1e9
    except ValueError:
        return None
    proved = bool(name and token) and hmac.compare_digest(mark.encode(), _mark(name, given, token).encode())
    return name if proved and age < DAY else None


class Ended:
    """The cookies whose bearers have signed out, until they would be worth nothing anyway.

    They are known by their hash: the name before it could be spelled in other ways.
    """

    def __init__(self) -> None:
        self._when: dict[str, float] = {}
        self._lock = threading.Lock()

    def add(self, cookie: str) -> None:
        """``cookie`` proves nothing any more."""
        with self._lock:
            now = time.monotonic()
            self._when = {old: when for old, when in self._when.items() if now - when < DAY}
            self._when[cookie.rpartition(".")[2]] = now

    def __contains__(self, cookie: str) -> bool:
        return cookie.rpartition(".")[2] in self._when


def may_write(authorization: str, cookies: str, token: str) -> bool:
    """Whether these headers are those of somebody who may write."""
    if bears_token(authorization, token):
        return True
    return signed_name(parse_cookie(cookies).get(COOKIE, ""), token) is not None


def _mark(name: str, given: str, token: str) -> str:
    return hmac.new(token.encode(), f"editor:{given}:{name}".encode(), "sha256").hexdigest()
