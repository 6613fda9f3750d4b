"""RDF lists: their members, read once for each way the cells can be followed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from graph.reasoning.facts.relations import Relation

ListCell = tuple[int, int, int]
MAX_READINGS = 64
"""Ways to read one list in which cells have several rdf:first or rdf:rest."""


class Sequences:
    """Reads lists out of the relations rdf:first and rdf:rest, and remembers those it had to leave out."""

    def __init__(self, first: Relation, rest: Relation, nil: int) -> None:
        self._first = first
        self._rest = rest
        self._nil = nil
        self.faults: dict[int, str] = {}
        """Why a list was left out, by its head: `cyclic`, `broken` or `ambiguous`."""

    def read(self, head: int) -> Iterator[tuple[tuple[int, ...], tuple[ListCell, ...]]]:
        """The members of a list and the triples of its cells.

        A list that is cyclic or ends without rdf:nil gives nothing (LIST of the recommendation).
        Where cells have several values every reading is given, up to MAX_READINGS.
        """
        firsts, rests = self._first.by_subject(), self._rest.by_subject()
        self.faults.pop(head, None)
        if (plain := self._plain(head)) is not None:
            yield plain
            return
        stack: list[tuple[int, tuple[int, ...]]] = [(head, ())]
        readings = 0
        while stack:
            cell, path = stack.pop()
            if cell == self._nil:
                yield from self._readings((*path, cell), firsts)
                readings += 1
                if readings >= MAX_READINGS and stack:
                    self.faults[head] = "ambiguous"
                    return
                continue
            if cell in path:
                self.faults[head] = "cyclic"
                continue
            if cell not in firsts or cell not in rests:
                self.faults[head] = "broken"
                continue
            stack += [(following, (*path, cell)) for following in rests[cell]]

    def _plain(self, head: int) -> tuple[tuple[int, ...], tuple[ListCell, ...]] | None:
        """The list, if it is an ordinary one: one rdf:first and one rdf:rest a cell, no cell twice."""
        firsts, rests = self._first.by_subject(), self._rest.by_subject()
        members: dict[int, int] = {}
        cells: list[ListCell] = []
        cell = head
        while cell != self._nil:
            values, following = firsts.get(cell, ()), rests.get(cell, ())
            if cell in members or len(values) != 1 or len(following) != 1:
                return None
            (members[cell],), (after,) = values, following
            cells += [(cell, self._first.id, members[cell]), (cell, self._rest.id, after)]
            cell = after
        return tuple(members.values()), tuple(cells)

    def _readings(
        self, path: tuple[int, ...], firsts: dict[int, tuple[int, ...] | set[int]]
    ) -> Iterator[tuple[tuple[int, ...], tuple[ListCell, ...]]]:
        members: list[tuple[int, ...]] = [()]
        for cell in path[:-1]:
            members = [(*found, value) for found in members for value in firsts[cell]][:MAX_READINGS]
        links = tuple((cell, self._rest.id, after) for cell, after in pairwise(path))
        for found in members:
            values = zip(path, found, strict=False)
            yield found, tuple((cell, self._first.id, value) for cell, value in values) + links
