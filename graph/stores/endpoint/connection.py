"""The HTTP side of a SPARQL 1.1 endpoint: connections that are kept, deadlines, and errors that say where.

By hand and not by urllib3: that keeps the frames of every failed request until the garbage collector comes,
in whatever thread, and with them results of pyoxigraph, which only the thread that made them may drop.
"""

from __future__ import annotations

import contextlib
import http.client
import select
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote, urlencode, urlsplit

from graph.model.patience import still_wanted
from ontology.errors import QueryError, StandpunktError, StoreError

_Answer = TypeVar("_Answer")
_GLANCE = 0.05
"""Seconds after which somebody who waits looks whether the answer is still wanted."""
_PIECE = 1 << 18
_KEPT = 8
"""Connections kept open for the next requests."""
_PAUSES = (0.2, 1.0)
"""Seconds before a query that got no answer is asked again."""
_AGAIN = frozenset({429, 502, 503, 504})
"""Statuses of a server, or of what stands before it, that may be another one a moment later."""


_IN_ADDRESSES = "/?:@!$&'()*+,;=%[]"
"""What may stand in an address as it is, besides letters and digits."""


class NoAnswerError(StoreError):
    """The store could not be reached, or broke off: the same may be answered a moment later."""

    code = "store-no-answer"


class StoreSlowError(StoreError):
    """The store did not answer in time."""

    code = "store-slow"
    status = 504


def check_address(address: str, fault: type[StandpunktError] = StoreError) -> None:
    """Raise ``fault`` unless ``address`` can be one of a SPARQL endpoint."""
    said = f"{address!r} is no address of a SPARQL endpoint"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise fault(f"{said}: {error}.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise fault(f"{said}: give http:// or https://.")
    try:
        host.encode("idna")
    except UnicodeError:
        raise fault(f"{said}: no host is called {host}.") from None
    path = f"{parts.path}?{parts.query}"
    if quote(path, safe=_IN_ADDRESSES) != path:
        raise fault(f"{said}: write what is after the host as {quote(path.rstrip('?'), safe=_IN_ADDRESSES)}.")


@dataclass(frozen=True, slots=True)
class SentRequest:
    """One request: ``kind`` is ``query`` or ``update``, ``doing`` says in an error what it was for."""

    kind: str
    text: str
    accept: str
    dataset: tuple[tuple[str, str], ...] = ()
    doing: str = "asking"


class Endpoint:
    """Sends requests to the addresses ``query`` and ``update``; ``seconds`` is how long one may take.

    ``authorization`` is the value of the header of that name, where the store wants one.
    """

    def __init__(self, query: str, update: str, authorization: str, seconds: float) -> None:
        for address in (query, update):
            check_address(address)
        self.query_address, self.update_address = query, update
        self.seconds = seconds
        self.server = ""
        """What the store calls itself in its last answer."""
        self.headers = {"Authorization": authorization} if authorization else {}
        """What every request says besides."""
        self._idle: list[http.client.HTTPConnection] = []
        self._keeps = True
        self._lock = threading.Lock()

    def read(self, asked: SentRequest) -> Received:
        """The answer to a query, whose body may still be on its way; asked again where none came.

        Raises ``QueryError`` for what the store does not understand, and ``StoreError``.
        """
        return _asked_again(lambda: self.ask(asked))

    def whole(self, asked: SentRequest) -> tuple[Received, bytes]:
        """The answer to a query with its body; asked again also where the body was cut off."""

        def ask() -> tuple[Received, bytes]:
            answer = self.ask(asked)
            return answer, b"".join(answer.pieces())

        return _asked_again(ask)

    def ask(self, asked: SentRequest, seconds: float | None = None) -> Received:
        """The answer to a query asked once, which may take ``seconds`` with its body."""
        return self._answer(asked, self._take(), seconds or self.seconds)

    def write(self, asked: SentRequest) -> None:
        """Run an update, sent once: whether one that was not answered is done only its writer finds out."""
        answer = self._answer(asked, self._connect(asked), self.seconds)
        for _ in answer.pieces():
            pass

    # ------------------------------------------------------------ one request

    def address(self, asked: SentRequest) -> str:
        """Where a request goes."""
        return self.query_address if asked.kind == "query" else self.update_address

    def _connect(self, asked: SentRequest) -> http.client.HTTPConnection:
        """A new connection."""
        parts = urlsplit(self.address(asked))
        maker = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        return maker(parts.hostname or "", parts.port, timeout=self.seconds)

    def _send(self, asked: SentRequest, connection: http.client.HTTPConnection) -> None:
        """Send a query (as a form, which every endpoint knows) or an update (as such)."""
        address = self.address(asked)
        parts = urlsplit(address)
        query = "&".join(filter(None, (parts.query, urlencode(asked.dataset, quote_via=quote))))
        path = (parts.path or "/") + (f"?{query}" if query else "")
        form = asked.kind == "query"
        body = urlencode({asked.kind: asked.text}) if form else asked.text
        media_type = "application/x-www-form-urlencoded" if form else "application/sparql-update"
        headers = {"Content-Type": media_type, "Accept": asked.accept, **self.headers}
        try:
            connection.request("POST", path, body.encode("utf-8"), headers)
        except TimeoutError as error:
            raise self.slow(asked) from error
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswerError(
                f"The store at {address} cannot be reached ({asked.doing}): {error}."
            ) from error

    def _respond(
        self, asked: SentRequest, connection: http.client.HTTPConnection
    ) -> http.client.HTTPResponse:
        """The response to what was sent; raises ``QueryError`` or ``StoreError`` unless it is a success."""
        address = self.address(asked)
        try:
            response = connection.getresponse()
            if response.status < 300:
                self.server = response.headers.get("Server") or ""
                return response
            message = " ".join(response.read(2000).decode("utf-8", "replace").split())[:500]
        except TimeoutError as error:
            raise self.slow(asked) from error
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswerError(
                f"The store at {address} did not answer ({asked.doing}): {error or type(error).__name__}."
            ) from error
        if response.status == 400:
            raise QueryError(f"The store does not understand this: {message}")
        kind = NoAnswerError if response.status in _AGAIN else StoreError
        raise kind(f"The store at {address} answered {response.status} ({asked.doing}): {message}")

    def _answer(self, asked: SentRequest, connection: http.client.HTTPConnection, seconds: float) -> Received:
        deadline = time.monotonic() + seconds
        try:
            was_kept = connection.sock is not None
            try:
                response = self._exchange(asked, connection, deadline)
            except NoAnswerError:
                if not was_kept:
                    raise
                connection.close()  # the store had closed it meanwhile, which costs no attempt
                connection = self._connect(asked)
                response = self._exchange(asked, connection, deadline)
        except BaseException:
            connection.close()
            raise
        return Received(self, asked, connection, response, deadline)

    def _exchange(
        self, asked: SentRequest, connection: http.client.HTTPConnection, deadline: float
    ) -> http.client.HTTPResponse:
        self._send(asked, connection)
        self._wait(asked, connection, deadline)
        return self._respond(asked, connection)

    def _wait(self, asked: SentRequest, connection: http.client.HTTPConnection, deadline: float) -> None:
        """Wait for the first byte as long as the answer is wanted."""
        poll = select.poll()
        poll.register(connection.sock, select.POLLIN)
        while not poll.poll(_GLANCE * 1000):
            still_wanted()
            if time.monotonic() > deadline:
                raise self.slow(asked)

    def slow(self, asked: SentRequest) -> StoreError:
        """The error that says that an answer took too long."""
        return StoreSlowError(
            f"The store at {self.address(asked)} did not answer within {self.seconds:g} seconds "
            f"({asked.doing}; setting store_seconds)."
        )

    # ------------------------------------------------------------ connections that are kept

    def _take(self) -> http.client.HTTPConnection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self._connect(SentRequest("query", "", ""))

    def give_back(self, connection: http.client.HTTPConnection) -> None:
        """Keep a connection whose answer was read to its end."""
        with self._lock:
            if self._keeps and len(self._idle) < _KEPT and connection.sock is not None:
                self._idle.append(connection)
                return
        connection.close()

    def close(self) -> None:
        """Close the connections that are kept, and keep no more: a thread may still be reading from one."""
        with self._lock:
            idle, self._idle, self._keeps = self._idle, [], False
        for connection in idle:
            connection.close()


def _asked_again(ask: Callable[[], _Answer]) -> _Answer:
    """What ``ask`` gives, after a pause once more where no answer came."""
    for pause in _PAUSES:
        try:
            return ask()
        except NoAnswerError:
            time.sleep(pause)
            still_wanted()
    return ask()


class Received:
    """An answer to ``asked``, whose body is read once, within ``deadline`` (as by ``time.monotonic``)."""

    def __init__(
        self,
        endpoint: Endpoint,
        asked: SentRequest,
        connection: http.client.HTTPConnection,
        response: http.client.HTTPResponse,
        deadline: float,
    ) -> None:
        self.asked, self.response = asked, response
        self._endpoint, self._connection, self._deadline = endpoint, connection, deadline
        self._done = self._left = False
        self.address = endpoint.address(asked)

    @property
    def media_type(self) -> str:
        """The media type, without its parameters."""
        return (self.response.headers.get("Content-Type") or "").split(";")[0].strip().lower()

    @property
    def server(self) -> str:
        """What the store calls itself."""
        return self.response.headers.get("Server") or ""

    def pieces(self) -> Generator[bytes, None, None]:
        """The body. Raises ``NoAnswerError`` where it is cut off, ``StoreSlowError`` where it takes long."""
        try:
            while piece := self._piece():
                yield piece
                still_wanted()
            self._done = True
        finally:
            self.close()

    def _piece(self) -> bytes:
        if time.monotonic() > self._deadline:
            raise self._endpoint.slow(self.asked)
        try:
            piece = self.response.read1(_PIECE)
        except TimeoutError as error:
            raise self._endpoint.slow(self.asked) from error
        except (OSError, http.client.HTTPException) as error:
            raise self._broken(error) from error
        if not piece and self.response.length:
            raise self._broken(f"{self.response.length} bytes are missing")
        return piece

    def _broken(self, why: object) -> StoreError:
        return NoAnswerError(f"The store at {self.address} broke off ({self.asked.doing}): {why}.")

    def close(self) -> None:
        """Leave the rest unread; the connection of what was read to its end serves the next one."""
        if self._left:
            return
        self._left = True
        with contextlib.suppress(OSError):
            self.response.close()  # else the connection waits for the rest of it
            if self._done and self.asked.kind == "query" and not self.response.will_close:
                self._endpoint.give_back(self._connection)
            else:
                self._connection.close()
