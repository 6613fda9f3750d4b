"""Commands that run in a server: they write in turn with the pages, and end when nobody waits for them any more."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

import standpunkt
import standpunkt.commands
from graph.model.reasoner import SupportedClosure
from graph.reasoning.closure import RLReasoner
from ontology.errors import StoreError
from standpunkt.commands.shared.group import run
from standpunkt.session.beside import open_for_commands, run_beside
from standpunkt.session.session import Session
from tests.waiting import PATIENCE, wait_until

TOKEN = "correct horse battery"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
INSERTED = {"update": "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> 1 } }"}


class Disturbed(RLReasoner):
    """The reasoner, while which works something happens: in the middle of a write, which is the first one."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self.meanwhile = meanwhile

    def close(self, triples: Iterable[ox.Triple]) -> SupportedClosure:
        self.meanwhile()
        return super().close(triples)


@contextlib.contextmanager
def served(store: Path, **settings: object) -> Iterator[Session]:
    """A session as a server has it, which infers nothing, and takes commands."""
    values = {"store": str(store), "reasoner": "none", "token": TOKEN, **settings}
    with standpunkt.open_graph(**values) as session, open_for_commands(session, run):
        yield session


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Two texts of one title without anything that tells them apart before they are read: stored one by one."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, verb in (("eins", "fordert"), ("zwei", "begrüßt")):
        text = (
            f"# Streit um Hafen {name}\n\nDie Ministerin Anna Beispiel {verb} einen Radweg am Fluss {name}.\n"
        )
        (folder / f"2026-03-02-{name}.md").write_text(text, encoding="utf-8")
    return folder


def ask(store: Path, *arguments: str) -> socket.socket:
    """The line over which a command was asked for."""
    line = socket.socket(socket.AF_UNIX)
    line.connect(str(store / "commands.sock"))
    request = {"arguments": arguments, "folder": str(store), "stdin": ""}
    line.sendall(json.dumps(request).encode() + b"\n")
    return line


def told(line: socket.socket) -> tuple[str, int | None]:
    """What a command printed, and its status; none if the server went away."""
    text = ""
    for said in map(json.loads, line.makefile("rb")):
        if "status" in said:
            return text, said["status"]
        text += b64decode(said["bytes"]).decode()
    return text, None


def documents(session: Session) -> int:
    return len(session.graph.rows("documents"))


def test_a_page_that_writes_waits_for_the_command_that_is_writing(new_store: Path, articles: Path) -> None:
    answered: list[int] = []
    with served(new_store, write_wait_seconds=0.05) as session, ThreadPoolExecutor(1) as other:
        client = session.app().test_client()

        def write() -> None:
            page = other.submit(client.post, "/update", data=INSERTED, headers=BEARER)
            answered.append(page.result(PATIENCE).status_code)

        session.graph.reasoner = Disturbed(write)
        assert run_beside(str(new_store), ["load", str(articles)]) == 0
        assert answered == [503], "another change is being written"
        write()
        assert answered == [503, 204]
        assert documents(session) == 2
        client.application.extensions["standpunkt"].close()


def test_a_second_server_is_refused_and_leaves_the_first_its_commands(
    new_store: Path, articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it is for the same line typed twice: no server runs in another one."""
    with socket.create_server(("127.0.0.1", 0)) as taken, served(new_store) as session:
        port = str(taken.getsockname()[1])
        assert run(["serve", "--store", str(new_store), "--port", port, "--reasoner", "none"]) == 2
        assert "is in use by another" in " ".join(capsys.readouterr().err.split())
        assert run_beside(str(new_store), ["load", str(articles)]) == 0
        assert documents(session) == 2


def test_who_reads_is_told_once(new_store: Path, articles: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """By the server, whose settings count, and not by the command that asks it, too."""
    with served(new_store, min_belief=0.5):
        run(["load", str(articles), "--store", str(new_store)])
    assert capfd.readouterr().err.count("reads along") == 1


def test_a_command_that_nobody_waits_for_any_more_ends(new_store: Path, articles: Path) -> None:
    """As after Ctrl-C. What comes after it is done."""
    with served(new_store) as session:
        with session.graph.writing.turn():
            ask(new_store, "load", str(articles)).close()
        one = articles.parent / "2026-03-02-drei.md"
        one.write_text("# Neuer Streit\n\nOtto Muster fordert eine Brücke.\n", encoding="utf-8")
        assert run_beside(str(new_store), ["load", str(one)]) == 0
    with standpunkt.read_graph(store=str(new_store), reasoner="none") as session:
        assert documents(session) == 1


def test_a_server_that_is_stopped_ends_what_it_writes_and_tells_the_command(
    new_store: Path, articles: Path
) -> None:
    is_writing = threading.Event()
    with served(new_store) as session:
        # what is decided makes that each article is stored alone
        session.graph.put("graph/curation", [ox.Triple(*(ox.NamedNode(f"urn:{n}") for n in "spo"))])

        def stop() -> None:
            is_writing.set()
            wait_until(lambda: is_closing(session))

        session.graph.reasoner = Disturbed(stop)
        line = ask(new_store, "load", str(articles))
        is_writing.wait(PATIENCE)
    with line:
        text, status = told(line)
    assert (status, "what was written stays" in text) == (2, True), text
    assert "mistake" not in text
    with standpunkt.read_graph(store=str(new_store), reasoner="none") as session:
        assert documents(session) == 1, "the article that was being written"


def is_closing(session: Session) -> bool:
    try:
        session.graph.writing.require_open()
    except StoreError:
        return True
    return False


def test_who_asked_a_server_that_goes_away_is_told(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "commands.sock"))
        listener.listen()
        with ThreadPoolExecutor(1) as other:
            asked = other.submit(run_beside, str(tmp_path), ["load", "somewhere"])
            line, _ = listener.accept()
            line.close()
            with pytest.raises(StoreError, match=r"ended before the command was done.*--resume"):
                asked.result(PATIENCE)
