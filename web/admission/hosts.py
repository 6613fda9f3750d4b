"""Which names the server answers for, so that no web page gives it one of its own (DNS rebinding).

Always: this machine, the host of ``base_iri``, the setting ``host``, and those of the setting ``hosts``.
Where it listens for others too, also every IP address, which no page can point elsewhere.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from flask import Flask, request

from graph.model.settings import Settings
from ontology.errors import StandpunktError

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._\-]+)(:[0-9]{1,5})?")


class HostError(StandpunktError):
    """The request is for another server (RFC 9110, section 15.5.20)."""

    code = "misdirected"
    status = 421


def register(app: Flask, settings: Settings) -> None:
    """Let ``app`` answer only for the names it knows; a request without one (HTTP/1.0) is answered."""

    @app.before_request
    def admit() -> None:
        host = request.environ.get("HTTP_HOST", "")
        if host and not is_ours(host, settings):
            raise HostError(
                "This server does not answer for the host of this request: the setting hosts lists the names "
                "it has besides that of base_iri."
            )


def is_ours(host: str, settings: Settings) -> bool:
    """Whether the value of the header ``Host`` names this server."""
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    name = found[1].strip("[]").lower().rstrip(".")
    bound = settings.text("host").lower()
    ours = {"localhost", bound, urlsplit(settings.text("base_iri")).hostname}
    if name in ours or name in settings.text("hosts").lower().split():
        return True
    return is_loopback(name) or (not is_loopback(bound) and _is_address(name))


def is_loopback(name: str) -> bool:
    """Whether ``name`` means this machine and no other."""
    return name == "localhost" or (_is_address(name) and ipaddress.ip_address(name).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
