"""Changes of a remote store: all or nothing, whatever breaks, and never over the head of another writer.

The store keeps a mark, its *version*, in the graph ``urn:standpunkt:store``; every write puts another one in
its place, and only where the old one is still there. A change that fits into one update request of a server
whose requests are transactions is that one request. Any other is first noted in the store: its parts, packed,
and last, with the new version, how many they are. Then it is made part by part, and the note is taken out.
Whoever finds a note that is whole makes the change, too, which does no harm, for it says what is there
afterwards; who noted it may still be at it. One that is not whole changed nothing, and is thrown away when it
is so old that nobody is noting it any more.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import secrets
import threading
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph.model.patience import still_wanted
from graph.rdf.changes import DatasetChange
from graph.rdf.queries import query_text
from graph.stores.endpoint.connection import Endpoint, SentRequest
from graph.stores.endpoint.results import RESULTS, rows_in
from graph.stores.endpoint.servers import Server, server_called
from ontology.errors import StandpunktError, StoreError

STORE = ox.NamedNode("urn:standpunkt:store")
"""The graph of what the store notes of its writes, and its subject."""
_VERSION = ox.NamedNode("urn:standpunkt:version")
_PART, _PARTS = ox.NamedNode("urn:standpunkt:part"), ox.NamedNode("urn:standpunkt:parts")
_DONE = ox.NamedNode("urn:standpunkt:done")
_ANY_NOTE = f"GRAPH {STORE} {{ ?write {_PARTS} ?parts }}"
_WRITE, _WHEN = "urn:standpunkt:write:", "%Y%m%dT%H%M%S"
"""How the names of noted writes begin, with when they were begun (UTC)."""
_GIVEN_UP = dt.timedelta(days=1)
"""The age at which nobody is noting a change any more, whatever the clocks of those who write say."""
_STILL = 12
"""Where nothing goes on in a write for a twelfth of the time that a request may take, nobody is at it."""
_PIECE = 48_000
"""Characters of a part of a note; Virtuoso takes the square of the time for longer literals."""


class OverwrittenError(StoreError):
    """Another process wrote into the store first; nothing was changed."""

    code = "store-changed"


@dataclass(frozen=True, slots=True)
class Noted:
    """The ``version`` of a store ("" where it has none), and how many parts its writes under way have."""

    version: str
    writes: dict[str, int]
    done: frozenset[tuple[str, int]]
    """Which steps of which writes are done."""


class Writer:
    """Writes to the store behind ``endpoint``.

    ``known`` is the last version of it that this process heard of, ``seen`` the one that what is written next
    is built upon: a thread that only looks around does not raise that.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint, self._lock = endpoint, threading.RLock()
        self.seen = self.known = self.state().version

    @property
    def server(self) -> Server:
        """What is known of the server."""
        return server_called(self._endpoint.server)

    def state(self) -> Noted:
        """What the store notes of its writes now."""
        version, writes, done = "", {}, set()
        for row in self._rows(query_text("store-state"), "reading its version"):
            if row["p"] == _VERSION:
                version = max(version, row["o"].value)
            elif row["p"] == _PARTS:
                writes[row["s"].value] = int(row["o"].value)
            elif row["p"] == _DONE:
                done.add((row["s"].value, int(row["o"].value)))
        return Noted(version, writes, frozenset(done))

    def look(self) -> bool:
        """Like ``look_around``; what is written next is built upon what is there now."""
        with self._lock:
            is_news, self.seen = self.look_around(), self.known
            return is_news

    def look_around(self) -> bool:
        """Finish what others left unfinished; whether anybody else wrote since this was last asked."""
        with self._lock:
            state = self.state() if self.server.atomic else self._settled()
            for write, parts in state.writes.items():
                self._finish(ox.NamedNode(write), parts)
            is_foreign, self.known = state.version != self.known, state.version
            return is_foreign or bool(state.writes)

    def _settled(self) -> Noted:
        """What the store notes when nothing goes on any more, where no condition keeps two from one step."""
        before, state = None, self.state()
        while state.writes and state != before:
            time.sleep(self._endpoint.seconds / _STILL)
            still_wanted()
            before, state = state, self.state()
        return state

    def throw_away(self, older: dt.timedelta = _GIVEN_UP) -> None:
        """Take out the notes that were not whole at that age."""
        end = (dt.datetime.now(dt.UTC) - older).strftime(_WHEN)
        for row in self._rows(query_text("store-lost"), "looking for notes that were given up"):
            write = row["write"]
            when, begun, _ = write.value.removeprefix(_WRITE).partition("-")
            if begun and when <= end:
                self._forget(write)

    def write(self, change: DatasetChange) -> None:
        """Make ``change``. Raises ``OverwrittenError`` and ``StoreError``; then nothing was changed.

        Unless the store broke off in the middle of a change in parts: that is noted in the store, and who
        comes next finishes it; the error says so.
        """
        with self._lock:
            new = secrets.token_hex(8)
            steps = list(_steps(change, self.server))
            if self.server.atomic and len(steps) == 1:
                self._once(steps[0], new)
            else:
                self._in_parts(change, steps, new)

    def run(self, update: str) -> None:
        """Run an update of ours as it is, and note that something was written."""
        with self._lock:
            new = secrets.token_hex(8)
            any_mark = f"GRAPH {STORE} {{ {STORE} {_VERSION} ?version }}"
            noted = _Step((), [], [_mark(new)]).data()
            self._run(f"{update}\n;\nDELETE WHERE {{ {any_mark} }};\n{noted}", "running an update")
            self.seen = self.known = new

    # ------------------------------------------------------------ one request, or many

    def _once(self, step: _Step, new: str) -> None:
        marked = _Step(step.clear, [*step.remove, *self._old()], [*step.add, _mark(new)])
        self._turn(marked.text(self._unless_changed()), new, f"writing {step.size} quads")

    def _turn(self, update: str, new: str, doing: str) -> None:
        """Run what puts the version ``new`` in the place of the one seen; it did where that is there then."""
        failure: StandpunktError | None = None
        try:
            self._run(update, doing)
        except StandpunktError as error:
            failure = error
        version = self.state().version if failure is None else self._state_after(failure).version
        if version == new:
            self.seen = self.known = new
            return
        if failure is not None:
            raise failure
        raise OverwrittenError(
            f"Another process wrote into the store at {self._endpoint.update_address} first; nothing of this "
            "change was written. Try again."
        )

    def _state_after(self, failure: StandpunktError) -> Noted:
        """What a failed write left; raises the failure where the store does not even tell that."""
        try:
            return self.state()
        except StandpunktError:
            raise type(failure)(
                f"{failure} Whether it was written shows when the store answers again; it is whole or not "
                "there."
            ) from failure

    def _in_parts(self, change: DatasetChange, steps: Sequence[_Step], new: str) -> None:
        write = ox.NamedNode(f"{_WRITE}{dt.datetime.now(dt.UTC).strftime(_WHEN)}-{new}")
        noted = [
            ox.Quad(write, _PART, ox.Literal(f"{number:06d} {piece}"), STORE)
            for number, piece in enumerate(_pieces(_packed(change)))
        ]
        try:
            for step in _steps(DatasetChange(add=noted), self.server):
                self._run(step.data(), "noting a change")
            self._require_noted(write, len(noted))
            size = ox.Quad(write, _PARTS, ox.Literal(len(noted)), STORE)
            whole = f"{self._unless_changed()} FILTER EXISTS {{ GRAPH {STORE} {{ {write} {_PART} ?part }} }}"
            turn = _Step((), self._old(), [_mark(new), size]).text(whole)
            self._turn(turn, new, "noting a change")
        except StandpunktError:
            self._forget_quietly(write, new)
            raise
        try:
            self._make(write, steps)
        except StandpunktError as error:
            raise type(error)(
                f"{error} The change is noted in the store, and the next command or write finishes it."
            ) from error

    def _make(self, write: ox.NamedNode, steps: Sequence[_Step]) -> None:
        """Do what is noted as ``write``, as far as nobody else did it, and take the note out.

        Where a request may be broken off in the middle, each step is done again.
        """
        under_way = f"GRAPH {STORE} {{ {write} {_PARTS} ?parts }}"
        for number, step in enumerate(steps, start=1):
            doing = f"writing part {number} of {len(steps)}"
            done = ox.Quad(write, _DONE, ox.Literal(number), STORE)
            marked = _Step(step.clear, step.remove, [*step.add, done])
            if self.server.atomic:
                self._run(
                    marked.text(f"{under_way} FILTER NOT EXISTS {{ GRAPH {STORE} {{ {done.triple} }} }}"),
                    doing,
                )
            elif step.clear:
                self._run(marked.text(under_way), doing)
            elif write.value in self.state().writes:
                self._run(marked.data(), doing)
        after = self.state()
        undone = len(steps) - sum(one == write.value for one, _ in after.done)
        if undone and write.value in after.writes:
            raise StoreError(
                f"The store at {self._endpoint.update_address} took {undone} of {len(steps)} parts of a "
                "change without a word and did not write them."
            )
        self._forget(write)

    def _require_noted(self, write: ox.NamedNode, parts: int) -> None:
        """Raises ``StoreError`` where the store does not hold all parts of a note that it took."""
        rows = self._rows(query_text("store-noted"), "reading back what it noted", write)
        if sum(int(row["n"].value) for row in rows) != parts:
            raise StoreError(
                f"The store at {self._endpoint.update_address} took a note of {parts} parts without a word "
                "and did not write all of them; nothing was changed."
            )

    def _finish(self, write: ox.NamedNode, parts: int) -> None:
        """Make the change that somebody noted as ``write``, and perhaps is making just now."""
        rows = self._rows(query_text("store-parts"), "reading a change that is not finished", write)
        pieces = sorted(row["part"].value for row in rows)
        if len(pieces) != parts:
            if write.value not in self.state().writes:
                return  # that is done
            raise StoreError(
                f"The store at {self._endpoint.query_address} has noted a change of {parts} parts "
                f"({write.value}) and holds {len(pieces)} of them: bring back a backup, or drop the graph "
                f"{STORE.value}."
            )
        change = _unpacked("".join(piece.partition(" ")[2] for piece in pieces))
        self._make(write, list(_steps(change, self.server)))

    def _forget(self, write: ox.NamedNode) -> None:
        """Take out the note ``write`` and no other: somebody may be noting one just now."""
        noted = f"GRAPH {STORE} {{ {write} ?p ?o }}"
        self._run(f"DELETE {{ {noted} }} WHERE {{ {noted} }}", "taking out the note of a change")

    def _forget_quietly(self, write: ox.NamedNode, new: str) -> None:
        """Take out a note that does not count; where the store is away it lies there and does no harm."""
        try:
            if self.state().version != new:
                self._forget(write)
        except StandpunktError:
            return

    # ------------------------------------------------------------ the mark

    def _old(self) -> list[ox.Quad]:
        return [_mark(self.seen)] if self.seen else []

    def _unless_changed(self) -> str:
        """The condition that the store has the version seen, and no change is under way."""
        here = f"GRAPH {STORE} {{ {STORE} {_VERSION} "
        mark = (
            f"{here} {ox.Literal(self.seen)} }}" if self.seen else f"FILTER NOT EXISTS {{ {here} ?any }} }}"
        )
        return f"{mark} FILTER NOT EXISTS {{ {_ANY_NOTE} }}"

    def _run(self, update: str, doing: str) -> None:
        self._endpoint.write(SentRequest("update", update, "*/*", doing=doing))

    def _rows(self, text: str, doing: str, write: ox.NamedNode | None = None) -> list[ox.QuerySolution]:
        values = f"\nVALUES ?write {{ {write} }}" if write else ""
        found = rows_in(*self._endpoint.whole(SentRequest("query", text + values, RESULTS, doing=doing)))
        assert isinstance(found, ox.QuerySolutions)
        return list(found)


def _mark(version: str) -> ox.Quad:
    return ox.Quad(STORE, _VERSION, ox.Literal(version), STORE)


@dataclass(frozen=True, slots=True)
class _Step:
    """What one update request does: empties graphs, or removes and adds quads."""

    clear: Sequence[ox.NamedNode]
    remove: Sequence[ox.Quad]
    add: Sequence[ox.Quad]

    @property
    def size(self) -> int:
        """The number of quads that are removed and added."""
        return len(self.remove) + len(self.add)

    def text(self, condition: str) -> str:
        """The update that does it where ``condition`` holds."""
        where, delete = condition, _blocks(self.remove)
        for name in self.clear:
            everything = f"GRAPH {name} {{ ?s ?p ?o }}"
            where, delete = f"{where} OPTIONAL {{ {everything} }}", f"{delete}\n{everything}"
        said = (("DELETE", delete), ("INSERT", _blocks(self.add)))
        parts = [f"{verb} {{\n{quads}\n}}" for verb, quads in said if quads]
        return "\n".join([*parts, f"WHERE {{ {where} }}"])

    def data(self) -> str:
        """The update that does it whatever holds; it empties no graph."""
        pairs = (("DELETE DATA", self.remove), ("INSERT DATA", self.add))
        return ";\n".join(f"{verb} {{\n{_blocks(quads)}\n}}" for verb, quads in pairs if quads)


def _blocks(quads: Iterable[ox.Quad]) -> str:
    """``quads`` as they stand in the braces of an update."""
    by_graph: dict[str, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(str(quad.graph_name), []).append(f"{quad.triple} .")
    return "\n".join(
        "\n".join(lines) if name == str(ox.DefaultGraph()) else "\n".join((f"GRAPH {name} {{", *lines, "}"))
        for name, lines in by_graph.items()
    )


def _steps(change: DatasetChange, server: Server) -> Iterator[_Step]:
    """``change`` in requests that ``server`` takes, in the order in which they are to be made."""
    for name in (*change.clear, *change.drop):
        yield _Step((name,), [], [])
    remove: list[ox.Quad] = []
    add: list[ox.Quad] = []
    size = 0
    for into, quads in ((remove, change.remove), (add, change.add)):
        for quad in quads:
            length = len(str(quad))
            if len(remove) + len(add) >= server.quads or (size and size + length > server.bytes):
                yield _Step((), tuple(remove), tuple(add))
                remove.clear()
                add.clear()
                size = 0
            into.append(quad)
            size += length
    if remove or add:
        yield _Step((), tuple(remove), tuple(add))


def _packed(change: DatasetChange) -> str:
    """``change`` as text, in a few bytes a quad."""
    said = {
        "clear": [name.value for name in (*change.clear, *change.drop)],
        "remove": _lines(change.remove),
        "add": _lines(change.add),
    }
    return base64.b64encode(zlib.compress(json.dumps(said).encode(), 6)).decode()


def _unpacked(text: str) -> DatasetChange:
    said = json.loads(zlib.decompress(base64.b64decode(text)))
    remove, add = (tuple(ox.parse(said[part], format=ox.RdfFormat.N_QUADS)) for part in ("remove", "add"))
    return DatasetChange(clear=tuple(map(ox.NamedNode, said["clear"])), remove=remove, add=add)


def _lines(quads: Iterable[ox.Quad]) -> str:
    return (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode()


def _pieces(text: str) -> list[str]:
    return [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
