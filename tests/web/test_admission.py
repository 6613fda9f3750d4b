"""What is decided from the head of a request: how much of it is read, and from whom."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from waitress.adjustments import Adjustments

from graph.model.settings import read_settings
from tests.waiting import PATIENCE
from tests.web import live
from web.admission.connections import channel
from web.admission.parser import AdmittingParser
from web.admission.rights import Keys
from web.http.negotiation import CSV, JSON_RESULTS, choose

READER, HEAD = 300_000, 20_000
BEARER = f"Authorization: Bearer {live.TOKEN}\r\n"
URLENCODED = "application/x-www-form-urlencoded"
FORM = f"Content-Type: {URLENCODED}\r\n"
HUGE = "Content-Length: 60000000\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[live.Server]:
    server = live.start(reader_bytes=READER, header_bytes=HEAD)
    yield server
    server.stop()


def exchange(server: live.Server, *pieces: str | bytes) -> bytes:
    """What the server answers before it closes the connection; nothing after ``pieces`` is sent."""
    address = urlsplit(server.address)
    received = []
    with socket.create_connection((address.hostname, address.port), timeout=PATIENCE) as wire:
        with contextlib.suppress(ConnectionError):
            for piece in pieces:
                wire.sendall(piece.encode() if isinstance(piece, str) else piece)
        with contextlib.suppress(ConnectionError):
            while data := wire.recv(65536):
                received.append(data)
    return b"".join(received)


def head(method: str, path: str, *headers: str) -> str:
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n" + "".join(headers) + "\r\n"


@pytest.mark.parametrize("path", ["/sparql", "/sparql/", "/query", "/editing", "/editing/leave"])
def test_a_huge_form_of_a_stranger_is_refused_before_a_byte_of_it_is_sent(
    server: live.Server, path: str
) -> None:
    answer = exchange(server, head("POST", path, FORM, HUGE))
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"larger than" in answer
    assert b"100 Continue" not in exchange(server, head("POST", path, FORM, HUGE, "Expect: 100-continue\r\n"))


def test_a_body_without_a_length_is_refused_where_it_gets_too_long(server: live.Server) -> None:
    chunk = b"10000\r\n" + b"%41" * 21845 + b"%" + b"\r\n"  # 65,536 bytes; the end of the body is never sent
    answer = exchange(server, head("POST", "/sparql", FORM, CHUNKED), *[chunk] * 5)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"reader_bytes" in answer


def post(server: live.Server, path: str, body: bytes, kind: str, cookie: str = "") -> tuple[int, str, str]:
    """The status, the page and the cookie that a browser gets for a form that it sends."""
    wire = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=PATIENCE)
    with contextlib.closing(wire):
        wire.request("POST", path, body, {"Accept": "text/html", "Content-Type": kind, "Cookie": cookie})
        answer = wire.getresponse()
        return answer.status, answer.read().decode(), answer.headers.get("Set-Cookie", "").partition(";")[0]


@pytest.fixture(scope="module")
def ended(server: live.Server) -> str:
    """The cookie of somebody who has signed out since the form was opened."""
    name = urlencode({"name": "Ida", "token": live.TOKEN}).encode()
    status, _, cookie = post(server, "/editing", name, URLENCODED)
    assert (status, post(server, "/editing/leave", b"", URLENCODED, cookie)[0]) == (303, 303)
    return cookie


@pytest.mark.parametrize("path", ["/curate", "/queue", "/queue?issue=issue/x", "/matters", "/upload"])
def test_who_is_signed_out_meanwhile_finds_again_what_was_written(
    server: live.Server, ended: str, path: str
) -> None:
    form = {"comment": "lange <i>Begründung</i>", "other": "zwei\r\nZeilen", "token": "geheim", "title": " "}
    parts = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in form.items()
    )
    for body, kind in (
        (urlencode(form), URLENCODED),
        (parts + "--x--\r\n", "multipart/form-data; boundary=x"),
    ):
        status, page, _ = post(server, path, body.encode(), kind, ended)
        assert (status, "lange &lt;i&gt;Begründung" in page) == (401, True)
        assert re.findall("<dt><code>(.*?)</code>", page) == ["comment", "other"]
        assert "geheim" not in page, "a token is shown to nobody"


@pytest.mark.parametrize(
    "body",
    [b"comment=" + b"x" * READER, b"comment=%E4", b"a=1&" * 2000, b""],
    ids=["more than a stranger may send", "no UTF-8", "too many fields", "nothing"],
)
def test_a_form_that_cannot_be_shown_again_is_refused_like_any_other(
    server: live.Server, ended: str, body: bytes
) -> None:
    status, page, _ = post(server, "/curate", body, URLENCODED, ended)
    assert (status, "/editing" in page, "<dt>" in page) == (401, True, False)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/update", 401),
        ("PUT", "/data?graph=urn:g", 401),
        ("POST", "/documents", 401),
        ("POST", "/upload", 401),
        ("POST", "/curate", 401),
        ("GET", "/health", 200),
        ("GET", "/sparql?query=ASK%7B%7D", 200),
        ("POST", "/health", 405),
        ("POST", "/nowhere", 404),
    ],
)
def test_a_body_that_nobody_takes_is_not_waited_for(
    server: live.Server, method: str, path: str, status: int
) -> None:
    for wrong in ("", "Authorization: Bearer wrong\r\n", "Cookie: editor=QQ==.00\r\n"):
        answer = exchange(server, head(method, path, HUGE, wrong))
        assert answer.startswith(b"HTTP/1.1 %d " % status)


def test_after_a_small_unwanted_body_the_connection_goes_on(server: live.Server) -> None:
    unwanted = head("POST", "/update", "Content-Length: 100000\r\n")
    answer = exchange(server, unwanted, b"%" * 100_000, head("GET", "/health", "Connection: close\r\n"))
    assert answer.startswith(b"HTTP/1.1 401 ")
    assert answer.count(b"HTTP/1.1 200 ") == 1


def test_what_comes_after_a_cut_request_is_no_request(server: live.Server) -> None:
    answer = exchange(server, head("POST", "/sparql", FORM, HUGE) + head("GET", "/health"))
    assert answer.count(b"HTTP/1.1 ") == 1


def test_who_has_the_token_sends_more(server: live.Server) -> None:
    data = b"<urn:s> <urn:p> <urn:o> .\n" * (READER // 10)
    server.send("PUT", "data?graph=urn:g", data, Content_Type="application/n-triples")
    assert server.csv("SELECT ?o { GRAPH <urn:g> { ?s ?p ?o } }") == ["urn:o"]
    answer = exchange(server, head("PUT", "/data?graph=urn:g", BEARER, "Content-Length: 99000000\r\n"))
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"request_bytes" in answer


def test_a_head_that_is_too_large_is_431(server: live.Server) -> None:
    for pad in ("Accept: a" + " " * HEAD + "x\r\n", "Cookie: " + "a=b; " * HEAD, "X: y\r\n" * HEAD):
        answer = exchange(server, head("GET", "/", pad))
        assert answer.startswith((b"HTTP/1.0 431 ", b"HTTP/1.1 431 "))
        assert b"header_bytes" in answer


def test_an_accept_header_takes_no_longer_than_it_is_long() -> None:
    spaces = " " * 200_000  # a minute where every space is tried as the beginning of every run
    assert choose(f"a{spaces}x, text/csv{spaces};q=0.5", (JSON_RESULTS, CSV)) is CSV


# ---------------------------------------------------------------- without a server


def parsed(request: str, body: bytes) -> AdmittingParser:
    """A request of a server with the settings as they ship, with as much of ``body`` as it takes."""
    settings = read_settings({"token": live.TOKEN})
    parser: AdmittingParser = channel(settings, Keys(settings)).parser_class(Adjustments())
    data = request.encode() + body
    while data and not parser.completed:
        data = data[parser.received(data[:8192]) :]
    return parser


def test_only_a_wanted_body_is_kept() -> None:
    size = 700_000  # more than is kept in memory
    length = f"Content-Length: {size}\r\n"
    unwanted = parsed(head("PUT", "/data?default", length), b"a" * size)
    assert unwanted.completed
    assert unwanted.get_body_stream().read() == b""
    assert unwanted.headers["CONTENT_LENGTH"] == "0"
    wanted = parsed(head("PUT", "/data?default", length, BEARER), b"a" * size)
    assert len(wanted.get_body_stream().read()) == size
    wanted.close()


@pytest.mark.parametrize("path", ["/curate", "/queue", "/matters", "/upload"])
def test_of_a_form_that_only_editors_send_a_stranger_makes_the_server_hold_only_what_one_types(
    path: str,
) -> None:
    for size, kept in ((100_000, 100_000), (100_001, 0)):
        sent = parsed(head("POST", path, f"Content-Length: {size}\r\n"), b"a" * size)
        assert len(sent.get_body_stream().read()) == kept
        sent.close()
    chunk = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    cut = parsed(head("POST", path, CHUNKED), chunk * 20)
    assert (cut.is_cut, cut.get_body_stream().read()) == (True, b"")


def test_what_a_stranger_may_not_send_is_not_read_by_other_servers_either(client: FlaskClient) -> None:
    sent = client.post("/curate", data={"comment": "x" * 1_100_000}, headers={"Accept": "text/html"})
    assert (sent.status_code, "xxx" in sent.text) == (401, False)


def test_an_editor_who_signed_in_sends_articles(client: FlaskClient) -> None:
    client.post("/editing", data={"name": "Anna", "token": live.TOKEN})
    sent = client.post("/upload", data={"text": "Ein Satz. " * 200_000})
    assert sent.status_code == 403  # this application reads no articles, but the body was read
    assert "reads no articles" in sent.text


def test_a_form_of_the_query_page_is_held_to_the_limit_by_every_server(client: FlaskClient) -> None:
    for path in ("/query", "/sparql"):
        assert client.post(path, data={"query": "ASK {} #" + "x" * 1_000_000}).status_code == 413
    page = client.post("/query", data={"query": "ASK {}", "view": "table"})
    assert page.status_code == 200
