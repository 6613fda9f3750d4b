"""The HTTP side of a SPARQL 1.1 endpoint."""

from __future__ import annotations

import http.client
from urllib.parse import quote, urlencode, urlsplit

from ontology.errors import QueryError, StoreError


class Endpoint:
    """The HTTP side of a SPARQL 1.1 endpoint."""

    def __init__(self, query: str, update: str, authorization: str, seconds: float) -> None:
        for address in (query, update):
            if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
                raise StoreError(f"{address!r} is no address of a SPARQL endpoint: give http:// or https://.")
        self.query_address, self.update_address = query, update
        self._headers = {"Authorization": authorization} if authorization else {}
        self._seconds = seconds

    def open(
        self, address: str, kind: str, text: str, accept: str, dataset: list[tuple[str, str]] | None = None
    ) -> http.client.HTTPConnection:
        """Send a query (as a form, which every endpoint knows) or an update, for ``respond``."""
        parts = urlsplit(address)
        maker = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = maker(parts.hostname or "", parts.port, timeout=self._seconds)
        query = "&".join(filter(None, (parts.query, urlencode(dataset or [], quote_via=quote))))
        path = (parts.path or "/") + (f"?{query}" if query else "")
        form = kind == "query"
        body = urlencode({kind: text}) if form else text
        media_type = "application/x-www-form-urlencoded" if form else "application/sparql-update"
        headers = {"Content-Type": media_type, "Accept": accept, **self._headers}
        try:
            connection.request("POST", path, body.encode("utf-8"), headers)
        except OSError as error:
            raise StoreError(f"The store at {address} cannot be reached: {error}.") from error
        return connection

    def respond(self, connection: http.client.HTTPConnection, address: str) -> http.client.HTTPResponse:
        """The response to what was sent; raises ``QueryError`` or ``StoreError`` unless it is a success."""
        try:
            response = connection.getresponse()
            if response.status < 300:
                return response
            message = response.read(2000).decode("utf-8", "replace").strip()
        except (OSError, http.client.HTTPException) as error:
            raise StoreError(f"The store at {address} did not answer: {error}.") from error
        if response.status == 400:
            raise QueryError(f"The store does not understand this: {message}")
        raise StoreError(f"The store at {address} answered {response.status}: {message}")

    def select(
        self, text: str, accept: str, dataset: list[tuple[str, str]] | None = None
    ) -> tuple[str, bytes]:
        """Media type and bytes of the answer to a query."""
        connection = self.open(self.query_address, "query", text, accept, dataset)
        try:
            response = self.respond(connection, self.query_address)
            return media_type(response), response.read()
        except OSError as error:
            raise StoreError(f"The store at {self.query_address} broke off: {error}.") from error
        finally:
            connection.close()

    def update(self, text: str) -> None:
        """Run an update."""
        connection = self.open(self.update_address, "update", text, "*/*")
        try:
            self.respond(connection, self.update_address).read()
        finally:
            connection.close()


def media_type(response: http.client.HTTPResponse) -> str:
    """The media type of a response, without its parameters."""
    return (response.headers.get("Content-Type") or "").split(";")[0].strip().lower()
