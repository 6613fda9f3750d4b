"""Who a request comes from: the bearer of a token, an editor who signed in with one, or a stranger.

The editor's cookie holds a name, when it was given, with which token, and a keyed hash of all that (HMAC,
RFC 2104), never the token; it is worth nothing after a day, once its bearer has signed out (``Ended``), when
the token is revoked, or when the server was started anew. Everything is compared in constant time.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import threading
import time
from collections.abc import Iterator

from werkzeug.sansio.http import parse_cookie

from graph.model.settings import Settings
from ontology.errors import SettingError
from web.admission.principals import (
    Credential,
    Principal,
    Tokens,
    digest_of,
    given,
    rights_table,
    tokens_file,
)

COOKIE = "editor"
DAY = 86_400
"""Seconds for which somebody stays signed in."""
LEAST = 16
"""Characters of the shortest token; a shorter one can be guessed."""
NOTHING = "nothing"
"""The right that everybody has."""
_SHARED = "setting"
"""The key of the token of the setting: several may have it, so it tells no name."""
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def check_length(token: str) -> None:
    """Raises ``SettingError`` for a token that can be guessed; none at all is fine."""
    if 0 < len(token) < LEAST:
        raise SettingError(
            f"The token has {len(token)} characters, at least {LEAST} are needed: "
            "`standpunkt token new` makes one."
        )


def needed(endpoint: str, method: str) -> str | None:
    """The right that a request needs; ``None``: nobody may send it."""
    method = "GET" if method == "HEAD" else method
    for right, requests in rights_table()["needs"].items():
        if f"{endpoint} {method}" in requests:
            return str(right)
    return "read" if method in _READING else None


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


class Keys:
    """The tokens that a server knows, and who shows which; safe to be used by several threads."""

    def __init__(self, settings: Settings) -> None:
        token = settings.text("token")
        check_length(token)
        rights = tuple(sorted(given(_SHARED)))
        self._shared = (Credential(_SHARED, "", rights, "", digest_of(token)),) if token else ()
        self._tokens = Tokens(tokens_file(settings))
        self._secret = secrets.token_bytes(32)
        self._stranger = Principal("", given("strangers") if settings.flag("strangers_read") else frozenset())
        self.ended = Ended()

    def __bool__(self) -> bool:
        """Whether there is any token."""
        return bool(self._shared or self._tokens.all())

    def bearer(self, authorization: str) -> Principal | None:
        """Who sends the header ``Authorization`` (RFC 6750); ``None``: nobody we know."""
        scheme, _, shown = authorization.partition(" ")
        found = self.owner(shown) if scheme.lower() == "bearer" else None
        return found.principal if found else None

    def owner(self, shown: str) -> Credential | None:
        """Which token this is."""
        digest = digest_of(shown.strip())
        right = [token for token in self._all() if hmac.compare_digest(token.digest, digest)]
        return right[0] if right else None

    def who(self, authorization: str, cookies: str) -> Principal:
        """Who sends these headers; the token counts before the cookie."""
        if not (authorization or cookies):
            return self._stranger
        cookie = parse_cookie(cookies).get(COOKIE, "") if cookies else ""
        return self.bearer(authorization) or self.signed(cookie) or self._stranger

    def sign(self, name: str, token: Credential) -> str:
        """The value of the cookie of the editor called ``name``, from now on."""
        since = f"{time.time_ns():x}"
        packed = base64.urlsafe_b64encode(name.encode()).decode()
        return f"{packed}.{since}.{token.key}.{self._mark(name, since, token)}"

    def signed(self, cookie: str) -> Principal | None:
        """Who the cookie proves to be signed in."""
        if cookie.count(".") != 3 or cookie in self.ended:
            return None
        packed, since, key, mark = cookie.split(".")
        try:
            name = base64.urlsafe_b64decode(packed.encode()).decode()
            age = time.time() - int(since, 16) / 1e9
        except ValueError:
            return None
        token = next((token for token in self._all() if token.key == key), None)
        if token is None or not name or age >= DAY:
            return None
        is_ours = hmac.compare_digest(mark.encode(), self._mark(name, since, token).encode())
        return Principal(name, frozenset(token.rights), key) if is_ours else None

    def _all(self) -> Iterator[Credential]:
        yield from self._shared
        yield from self._tokens.all()

    def _mark(self, name: str, since: str, token: Credential) -> str:
        said = f"editor:{since}:{token.key}:{token.digest}:{name}"
        return hmac.new(self._secret, said.encode(), "sha256").hexdigest()
