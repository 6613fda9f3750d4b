"""The limits as our server keeps them: between the head of a request and the first byte of its body.

A body that is not wanted is thrown away while it comes if it is small, so that the connection can go on; for
a larger one the answer is given at once and the connection closed (RFC 9110, section 15.5.14).
"""

from __future__ import annotations

import io
from typing import Any

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import RequestHeaderFieldsTooLarge

from graph.model.settings import Settings
from web.admission.body import allowance
from web.admission.rights import Keys


class _Nowhere:
    """A buffer that forgets what is put into it."""

    def append(self, data: bytes) -> None:
        pass

    def __len__(self) -> int:
        return 0

    def getfile(self) -> io.BytesIO:
        return io.BytesIO()

    def close(self) -> None:
        pass


class AdmittingParser(HTTPRequestParser):  # type: ignore[misc]
    """A request while it comes in; ``settings``, ``keys``: the server's (see ``connections.channel``)."""

    settings: Settings
    keys: Keys
    body_rcv: Any = None
    most = 0
    is_cut = False

    def received(self, data: bytes) -> int:
        """Take ``data``, the next bytes of the connection; gives how many belong to this request."""
        was_head = self.body_rcv is None
        consumed: int = super().received(data)
        if isinstance(self.error, RequestHeaderFieldsTooLarge):
            most = self.settings.number("header_bytes")
            self.error.body = f"The head of the request is larger than {most} bytes (setting header_bytes)."
        elif self.error is None and self.body_rcv is not None:
            if was_head:
                self._admit()
            elif self.body_bytes_received > self.most:
                self._cut(self.body_bytes_received)
        return len(data) if self.is_cut else consumed

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head; raises ``ParsingError`` also for an address that is none (``http://[x``)."""
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            raise ParsingError(f"Bad URI: {error}") from None

    def _admit(self) -> None:
        """Decide by the head, which is complete, how much of the body is taken."""
        head = self.headers.get
        path = "/" + self.path.lstrip("/")
        rights = self.keys.who(head("AUTHORIZATION", ""), head("COOKIE", "")).rights
        declared = self.content_length
        allowed = allowance(self.command, path, declared, rights, self.settings)
        self.most = allowed.size or self.settings.number("reader_bytes")
        if not allowed.size:
            self.headers["CONTENT_LENGTH"] = "0"
            self.body_rcv.buf = _Nowhere()
        if declared > self.most:
            self._cut(declared)

    def _cut(self, length: int) -> None:
        """Read no more; the application learns that ``length`` bytes would have come, and refuses them."""
        if isinstance(self.body_rcv.getbuf(), _Nowhere):
            length = 0
        self.body_rcv.getbuf().close()
        self.body_rcv = None
        self.headers["CONTENT_LENGTH"] = str(length)
        self.headers["CONNECTION"] = "close"
        self.expect_continue = False
        self.is_cut = self.completed = True
