"""What strangers send to break a server: it stays up, says in a sentence what is wrong, and ends the work."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import json
import resource
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.waiting import PATIENCE, wait_until
from tests.web import live

BEARER = {"Authorization": "Bearer correct horse battery"}
TEXT = "Die Ministerin fordert ein Tempolimit."

# ---------------------------------------------------------------- addresses and headers


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/actor/%7F", 404),
        ("/actor/%EF%BF%BF.ttl", 404),
        ("/graph/a%20b?format=ttl", 404),
        ("/graph/a%20b", 404),
        ("/document/a%20b", 404),
        ("/document/a%20b.ttl", 404),
        ("/document/http://[x", 404),
        ("/positions?holder=actor/%C2%85", 400),
        ("/matrix?party=%EE%80%80%F0%BF%BF%BF", 400),
        ("/network.json?issue=issue/100%25", 400),
        ("/curate?position=%C2%90", 400),
        ("/why?s=a%20b&p=sp:supports&o=x", 400),
        ("/why?s=actor/a&p=sp:%20x&o=issue/b", 400),
        ("/why?s=actor/a&p=sp:supports%00&o=issue/b", 400),
        ("/why?s=sp:%20x&p=sp:supports&o=issue/b", 400),
        ("/why?s=actor/a&p=sp:supports&o=http://[x", 400),
        ("/why.ttl?s=&p=sp:supports&o=x", 400),
        ("/why.json", 400),
        ("/thing?iri=urn:a%20b", 400),
    ],
)
def test_what_can_be_no_iri_is_refused(client: FlaskClient, address: str, status: int) -> None:
    for accept in ("text/turtle, text/html;q=0.5", "text/html"):
        response = client.get(address, headers={"Accept": accept})
        assert response.status_code == status
        assert response.text.strip()


@pytest.mark.parametrize("name", ["%0A", "a b", "<x>", "\x7f"])
def test_a_document_that_can_have_no_name_is_not_deleted(client: FlaskClient, name: str) -> None:
    assert client.delete("/document/" + quote(name), headers=BEARER).status_code in (400, 404)


@pytest.mark.parametrize("name", ["日本", "é", "a'b;c,d", "%0D%0AX-Evil:1"])
def test_headers_hold_every_iri_as_a_uri(client: FlaskClient, name: str) -> None:
    turtle = f"<http://127.0.0.1:5000/actor/{name}> <urn:p> 1 ."
    sent = client.put("/data?graph=urn:g", data=turtle.encode(), content_type="text/turtle", headers=BEARER)
    assert sent.status_code == 201
    for accept in ("text/turtle", "text/html"):
        response = client.get("/actor/" + quote(name), headers={"Accept": accept})
        assert response.status_code == 200
        assert "X-Evil" not in response.headers
        for header in ("Link", "Content-Location"):
            assert response.headers[header].isascii()


@pytest.mark.parametrize("cookie", ["editor=QQ==.\xff", "editor=\xff.x", "editor=.", "editor=QQ.ü"])
def test_a_forged_cookie_is_nobodys(client: FlaskClient, cookie: str) -> None:
    environ = {"HTTP_COOKIE": cookie.encode("utf-8").decode("latin-1")}
    assert client.get("/", environ_overrides=environ).status_code == 200
    assert client.post("/curate", environ_overrides=environ).status_code == 401


@pytest.mark.parametrize(
    "origin", ["http://[", "null", "https://evil.example", "http://localhost.evil.example", "//"]
)
def test_a_form_from_elsewhere_is_refused(client: FlaskClient, origin: str) -> None:
    form = {"name": "Anna", "token": "correct horse battery"}
    assert client.post("/editing", data=form, headers={"Origin": origin}).status_code == 401
    assert client.post("/editing", data=form, headers={"Origin": "http://localhost"}).status_code == 303


# ---------------------------------------------------------------- bodies


def test_a_compressed_body_is_refused_unopened(client: FlaskClient) -> None:
    bomb = gzip.compress(b" " * 10_000_000)
    for method, address, kind in (
        ("PUT", "/data?graph=urn:g", "text/turtle"),
        ("POST", "/sparql", "application/sparql-query"),
        ("POST", "/documents", "text/plain"),
    ):
        headers = {**BEARER, "Content-Encoding": "gzip"}
        response = client.open(address, method=method, data=bomb, content_type=kind, headers=headers)
        assert response.status_code == 415
        assert "not compressed" in response.text


@pytest.mark.parametrize(
    "body", [b"[" * 200_000, b'{"text":' + b"[" * 50_000 + b"]" * 50_000 + b"}", b"9" * 10_000, b"{"]
)
def test_json_that_cannot_be_read_is_a_bad_request(client: FlaskClient, body: bytes) -> None:
    client.application.extensions["standpunkt"].load = lambda data, said: {}
    response = client.post("/documents", data=body, content_type="application/json", headers=BEARER)
    assert response.status_code == 400
    assert "JSON" in response.text


def test_who_waits_too_long_to_write_is_told(client: FlaskClient) -> None:
    site = client.application.extensions["standpunkt"]
    site.settings = site.settings.having("write_wait_seconds", 0.05, "flag")
    with ThreadPoolExecutor(1) as other, site.writing:
        sent = {"update": "INSERT DATA { <urn:a> <urn:b> 1 }"}
        response = other.submit(client.post, "/update", data=sent, headers=BEARER).result()
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "write_wait_seconds" in response.text
    assert client.post("/update", data=sent, headers=BEARER).status_code == 204


# ---------------------------------------------------------------- a running server


@pytest.fixture(scope="module")
def server() -> Iterator[live.Server]:
    server = live.start(query_seconds=2, query_memory=200_000_000)
    yield server
    server.stop()


def send(server: live.Server, raw: bytes) -> bytes:
    """What the server says to ``raw``, byte for byte."""
    with contextlib.closing(socket.create_connection(place(server), timeout=PATIENCE)) as connection:
        connection.sendall(raw)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    return answer


def place(server: live.Server) -> tuple[str, int]:
    parts = urlsplit(server.address)
    assert parts.hostname
    assert parts.port
    return parts.hostname, parts.port


def ask(server: live.Server, query: str) -> tuple[int, str]:
    headers = {"Content-Type": "application/sparql-query", "Accept": "text/csv, */*;q=0.1"}
    with contextlib.closing(http.client.HTTPConnection(*place(server), timeout=PATIENCE)) as connection:
        connection.request("POST", "/sparql", query.encode(), headers)
        with connection.getresponse() as response:
            return response.status, response.read(10_000).decode("utf-8", "ignore")


HEAD = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n"


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (HEAD + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\nASK {} ", 400),
        (HEAD + b"Content-Length: -6\r\n\r\nASK {}", 400),
        (HEAD + b"Content-Length: \xb2\r\n\r\nASK {}", 400),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n", 200),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nASK {}\r\n0\r\n\r\n", 400),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nASK {}\r\n0\r\n\r\n", 400),
        (HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        (b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nnonsense\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: a\x00b\r\n\r\n", 400),
        (b"GET http://evil.example/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 200),
        (b"GET http://[x/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 400),
        (b"GET //[x/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
        (b"GET /actor/\xff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 400),
        (
            b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: \xff\r\nAccept: \xff\r\nConnection: close\r\n\r\n",
            200,
        ),
        (
            b"GET / HTTP/1.1\r\nHost: \xff<b c>\r\nConnection: close\r\n\r\n",
            421,
        ),
        (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", 400),
    ],
)
def test_malformed_http_gets_its_status(server: live.Server, raw: bytes, status: int) -> None:
    assert send(server, raw).split(b"\r\n")[0].split(b" ")[1] == str(status).encode()


def test_requests_in_one_go_are_answered_in_order(server: live.Server) -> None:
    one = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    last = b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    answers = send(server, one + one + last)
    assert answers.count(b"HTTP/1.1 200") == 2
    assert b"HTTP/1.1 404" in answers.rpartition(b"HTTP/1.1 200")[2]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../etc/passwd",
        "/static/..%2f..%2f..%2fetc/passwd",
        "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/static/..%5c..%5cpyproject.toml",
        "/static/bundle%00.js",
    ],
)
def test_no_path_leads_out_of_the_static_files(server: live.Server, path: str) -> None:
    answer = send(
        server, b"GET " + path.encode() + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    assert b" 404 " in answer.split(b"\r\n")[0]


DEEP = {
    "parentheses": "SELECT * { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }",
    "braces": "SELECT * " + "{" * 100_000,
    "a path": "SELECT * { ?s " + "/".join(["<urn:p>"] * 100_000) + " ?o }",
    "alternatives": "SELECT * { ?s " + "|".join(["<urn:p>"] * 50_000) + " ?o }",
    "closures": "SELECT * { ?s " + "(" * 3000 + "<urn:p>" + ")*" * 3000 + " ?o }",
    "optionals": "SELECT * {" + "OPTIONAL {" * 5000 + "?s ?p ?o" + "}" * 5000 + "}",
    "triple terms": "SELECT * { ?s ?p " + "<<( <urn:a> <urn:b> " * 5000 + "1" + ")>>" * 5000 + " }",
    "doubling": "SELECT (STRLEN(?x39) AS ?n) { BIND('aaaaaaaaaa' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(39))
    + "}",
    "a product": "SELECT (GROUP_CONCAT(STR(?x)) AS ?all) { "
    + " ".join(f"VALUES ?v{i} {{ 1 2 3 4 5 6 7 8 9 10 }}" for i in range(9))
    + " BIND(?v1 AS ?x) }",
}


@pytest.mark.parametrize("kind", DEEP)
def test_a_query_that_explodes_is_ended(server: live.Server, kind: str) -> None:
    status, said = ask(server, DEEP[kind])
    assert status in (400, 503), said
    assert "setting" in said or "time limit" in said or "SPARQL" in said
    wait_until(lambda: ask(server, "ASK {}") == (200, '{"head":{},"boolean":true}'))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { BIND(REGEX('" + "a" * 50_000 + "!', '^(a+)+$') AS ?x) }",
        "SELECT * { BIND(REGEX('a', '((a{1,1000}){1,1000}){1,1000}') AS ?x) }",
        "SELECT * { ?s ?p ?o } OFFSET 18446744073709551615",
        "SELECT (SUBSTR('abc', 999999999999999999999999) AS ?x) (9223372036854775807 + 1 AS ?y) (1/0 AS ?z) {}",
    ],
)
def test_a_query_that_only_looks_dangerous_is_answered(client: FlaskClient, query: str) -> None:
    assert client.post("/sparql", data=query, content_type="application/sparql-query").status_code == 200


def test_a_thousand_idle_connections_do_not_end_the_server(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 4000:
        pytest.skip(f"only {hard} files may be open here")
    resource.setrlimit(resource.RLIMIT_NOFILE, (4000, hard))
    server = live.start(
        tmp_path / "store", stall_seconds=PATIENCE
    )  # its files push the connections beyond 1023, the end of select()
    idle: list[socket.socket] = []
    try:
        for _ in range(1100):  # of which it takes 1,000 at a time
            idle.append(socket.create_connection(place(server), timeout=PATIENCE))
            idle[-1].sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow:")
        wait_until(lambda: len(list(Path(f"/proc/{server.process.pid}/fd").iterdir())) > 1024)
        for connection in idle:
            connection.close()
        assert json.loads(server.send("GET", "health"))["status"] == "ok"
    finally:
        for connection in idle:
            connection.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        server.stop()
