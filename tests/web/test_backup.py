"""Backups: everything of one moment, read back while it is written, the same by command and over the web."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from graph.knowledge.graph import KnowledgeGraph
from graph.knowledge.importing import take_in
from graph.model.settings import read_settings
from graph.stores.backup import Backup, BackupError, verify
from graph.stores.embedded import embedded, memory
from tests.web import live
from tests.web.conftest import BASE, TOKEN
from web import create_app
from web.admission.principals import Tokens

BEARER = {"Authorization": f"Bearer {TOKEN}"}


def quad(number: int) -> ox.Quad:
    name = f"Name {number} mit „Zeichen“ und\nZeilen"
    return ox.Quad(
        ox.NamedNode(f"urn:s:{number}"), ox.NamedNode("urn:p"), ox.Literal(name), ox.NamedNode("urn:g")
    )


def read(data: bytes) -> set[ox.Quad]:
    return set(ox.parse(gzip.decompress(data), format=ox.RdfFormat.N_QUADS))


# ---------------------------------------------------------------- read back


@pytest.mark.parametrize("count", [0, 1, 2_000, 5_001])
def test_what_was_given_is_read_back(count: int, tmp_path: Path) -> None:
    made = Backup(map(quad, range(count)))
    file = tmp_path / "all.nq.gz"
    file.write_bytes(b"".join(made.pieces()))
    assert made.count == count
    verify(file, made.count, made.digest)
    assert read(file.read_bytes()) == set(map(quad, range(count)))


def damaged(data: bytes) -> Iterator[bytes]:
    yield data[: len(data) // 2]  # cut off
    yield data[:-1]
    middle = len(data) // 2
    yield data[:middle] + bytes([data[middle] ^ 0xFF]) + data[middle + 1 :]


def test_what_the_disk_did_to_it_is_noticed(tmp_path: Path) -> None:
    made = Backup(map(quad, range(3_000)))
    whole, file = b"".join(made.pieces()), tmp_path / "all.nq.gz"
    for data in damaged(whole):
        file.write_bytes(data)
        with pytest.raises(BackupError):
            verify(file, made.count, made.digest)
    file.write_bytes(whole)
    with pytest.raises(BackupError, match="3001 were to be in it"):
        verify(file, made.count + 1, made.digest)


def test_a_backup_is_of_one_moment(tmp_path: Path) -> None:
    store = embedded(str(tmp_path / "store"))
    first = [quad(number) for number in range(6_000)]
    store.change(add=first)
    pieces = Backup(store.quads()).pieces()
    begun = next(pieces)
    store.change(add=[quad(number) for number in range(6_000, 9_000)], remove=first[5_000:])
    assert read(begun + b"".join(pieces)) == set(first)
    store.close()


# ---------------------------------------------------------------- over the web


def test_a_backup_needs_the_right_to_administer(
    knowledge: KnowledgeGraph, client: FlaskClient, tmp_path: Path
) -> None:
    assert client.get("/backup").status_code == 401
    assert client.get("/backup", headers={"Authorization": "Bearer wrong wrong wrong"}).status_code == 401
    tokens = Tokens(tmp_path / "tokens.json")
    editor, _ = tokens.make("Ida", ["read", "decide", "write"])
    archive, _ = tokens.make("Archiv", ["administer"])
    other = create_app(knowledge, read_settings({"tokens": tmp_path / "tokens.json"})).test_client()
    assert other.get("/backup", headers={"Authorization": f"Bearer {editor}"}).status_code == 403
    assert other.get("/backup", headers={"Authorization": f"Bearer {archive}"}).status_code == 200


def test_a_backup_over_the_web_makes_the_same_store(knowledge: KnowledgeGraph, client: FlaskClient) -> None:
    answer = client.get("/backup", headers=BEARER)
    assert answer.headers["Content-Type"] == "application/gzip"
    assert answer.headers["Cache-Control"] == "no-store"
    assert ".nq.gz" in answer.headers["Content-Disposition"]
    assert read(answer.data) == set(knowledge.store.quads())
    other = KnowledgeGraph(memory(), BASE, None)
    take_in(other, ox.parse(gzip.decompress(answer.data), format=ox.RdfFormat.N_QUADS), "backup")
    assert set(other.store.quads()) == set(knowledge.store.quads())
    other.close()


def test_only_its_head_takes_none(client: FlaskClient) -> None:
    answer = client.head("/backup", headers=BEARER)
    assert answer.status_code == 200
    assert answer.data == b""


def test_one_backup_at_a_time(client: FlaskClient) -> None:
    first = client.get("/backup", headers=BEARER)  # nothing of it is taken yet
    busy = client.get("/backup", headers=BEARER)
    assert busy.status_code == 503
    assert "Retry-After" in busy.headers
    first.close()
    assert client.get("/backup", headers=BEARER).status_code == 200


def test_a_backup_that_takes_too_long_breaks_off(knowledge: KnowledgeGraph) -> None:
    settings = read_settings({"token": TOKEN, "stream_seconds": 0})
    client = create_app(knowledge, settings).test_client()
    with pytest.raises(Exception, match="stream_seconds"):
        client.get("/backup", headers=BEARER)


def test_a_server_writes_while_it_is_backed_up(tmp_path: Path) -> None:
    server = live.start(tmp_path / "store")
    try:
        server.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> 1 , 2 } }")
        stop, done = time.monotonic() + 2, 0

        def write() -> None:
            nonlocal done
            while time.monotonic() < stop:
                server.update(f"INSERT DATA {{ GRAPH <urn:h> {{ <urn:a> <urn:n> {done} , {-done - 1} }} }}")
                done += 1

        writer = Thread(target=write)
        writer.start()
        sizes = []
        while writer.is_alive():
            found = [q for q in read(server.send("GET", "backup")) if q.predicate == ox.NamedNode("urn:n")]
            sizes.append(len(found))
            assert len(found) % 2 == 0, "half a write"
        writer.join()
        assert sizes == sorted(sizes)
        assert done
    finally:
        server.stop()
    log = (tmp_path / "store" / "writes.jsonl").read_text().splitlines()
    assert {json.loads(line)["path"] for line in log} == {"/update", "/backup"}
