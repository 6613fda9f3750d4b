"""Who a request comes from: somebody with the server's token, an editor who signed in with it, or a stranger.

The editor's cookie holds a name and a keyed hash of it (HMAC, RFC 2104), never the token; a new token makes
every cookie worthless. Everything is compared in constant time.
"""

from __future__ import annotations

import base64
import hmac

from werkzeug.sansio.http import parse_cookie

from ontology.errors import SettingError

COOKIE = "editor"
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
    """The value of the cookie of the editor called ``name``."""
    packed = base64.urlsafe_b64encode(name.encode()).decode()
    return f"{packed}.{_mark(name, token)}"


def signed_name(cookie: str, token: str) -> str | None:
    """The name that ``cookie`` proves, or ``None``."""
    packed, _, mark = cookie.partition(".")
    try:
        name = base64.urlsafe_b64decode(packed.encode()).decode()
    except ValueError:
        return None
    proved = bool(name and token) and hmac.compare_digest(mark.encode(), _mark(name, token).encode())
    return name if proved else None


def may_write(authorization: str, cookies: str, token: str) -> bool:
    """Whether these headers are those of somebody who may write."""
    if bears_token(authorization, token):
        return True
    return signed_name(parse_cookie(cookies).get(COOKIE, ""), token) is not None


def _mark(name: str, token: str) -> str:
    return hmac.new(token.encode(), f"editor:{name}".encode(), "sha256").hexdigest()
