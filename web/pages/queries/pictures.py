"""What of a result can be drawn, where its columns allow it: bars, time, a network, a map of states."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from graph.things.affiliations import affiliations
from graph.things.memory import remembered
from graph.views.overviews.charts import NOBODY, BarChart, StackChart, Tally, bar_chart, stack_chart
from graph.views.overviews.network import Place, layout
from web.pages.queries.running import Node
from web.pages.queries.table import RECORDS, STANCES, Column, ResultTable
from web.pages.shared.context import graph

COLOURS, COLUMNS, BARS, NODES, TIES = 6, 48, 24, 40, 120
"""How much a picture shows; the files hold all."""
_OTHERS = ("other", "opponent", "with")
"""Who stands beside the holder, where a column says so."""
_LATE = ("topic", "attributedTo", "norm")
"""Columns to count by only where there is no other."""
Row = tuple[Node | None, ...]


@dataclass(frozen=True, slots=True)
class ResultTie:
    """How many rows tie two things, by stance (``""``: none is told)."""

    first: str
    second: str
    sides: Counter[str]

    @property
    def kind(self) -> str:
        """The class of its line: ``agree`` where it is for, ``disagree`` where against, else ``mixed``."""
        told = {side for side in self.sides if side}
        return "mixed" if len(told) != 1 else "agree" if "support" in told else "disagree"


@dataclass(frozen=True, slots=True)
class ResultNetwork:
    """Things with their places (each coordinate from -1 to 1), ties, and how many ties were left out."""

    places: Mapping[str, Place]
    ties: tuple[ResultTie, ...]
    more: int
    sided: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """A state on the map: its place, and how many rows it has by stance."""

    code: str
    state: str
    column: int
    row: int
    sides: Counter[str]

    @property
    def stance(self) -> str:
        """``support``, ``oppose``, ``both``; ``some`` where no stance is told, ``""`` where it has no row."""
        told = {side for side in self.sides if side}
        return "both" if len(told) > 1 else next(iter(told), "some" if self.sides.total() else "")


@dataclass(frozen=True, slots=True)
class StateMap:
    """All tiles; ``elsewhere`` rows are of nobody whose state is known and on the map."""

    tiles: tuple[Tile, ...]
    elsewhere: int
    sided: bool


@dataclass(frozen=True, slots=True)
class Pictures:
    """What can be drawn of ``counted`` rows; bars and time by the column ``of``, one of ``groups``."""

    of: str
    groups: tuple[str, ...]
    counted: int
    sided: bool
    bars: BarChart | None
    time: StackChart | None
    network: ResultNetwork | None
    map: StateMap | None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The pictures there are."""
        return tuple(kind for kind in ("bars", "time", "network", "map") if getattr(self, kind))


def pictures(table: ResultTable, of: str = "") -> Pictures:
    """The pictures of a result, counted by the column ``of``, else by the first whose things differ."""
    table = _counting(table)
    found = _groupings(table)
    group = next((c for c in found if c.name == of), found[0] if found else None)
    sided = "stance" in table.places or {"supporters", "opponents"} <= table.places.keys()
    if group is None or not table.rows:
        return Pictures("", (), 0, sided, None, None, None, None)
    return Pictures(
        group.name,
        tuple(column.name for column in found),
        len(table.rows),
        sided,
        bar_chart(_tallies(table, group.name), BARS),
        stack_chart(_tallies(table, group.name), COLOURS, COLUMNS) if "date" in table.places else None,
        _network(table, found),
        _map(table, found),
    )


def _counting(table: ResultTable) -> ResultTable:
    """The rows that count, whose sides are drawn; where none does (threats), all of them, without sides."""
    if "stance" not in table.places:
        return table
    if rows := tuple(filter(table.counts, table.rows)):
        return replace(table, rows=rows)
    return replace(table, places={name: n for name, n in table.places.items() if name != "stance"})


def _groupings(table: ResultTable) -> list[Column]:
    """The columns of things to count by: those of several values first."""
    things = [c for c in table.columns if c.things and c.name not in RECORDS]
    varied = [c for c in things if len({table.value(row, c.name) for row in table.rows} - {""}) > 1]
    varied.sort(key=lambda column: column.name in _LATE)
    return [*varied, *(c for c in things if c not in varied)] or [
        c for c in table.columns if c.things and c.name in ("document", "quotation")
    ]


def _tallies(table: ResultTable, group: str) -> list[Tally]:
    """The rows (or the numbers in them) by group, month and stance."""
    counted: Counter[tuple[str, dt.date | None, str]] = Counter()
    numbers = [c.name for c in table.columns if c.numbers and c.name != "confidence"]
    for row in table.rows:
        key = table.value(row, group) or NOBODY, _month(table.value(row, "date"))
        if {"supporters", "opponents"} <= table.places.keys():
            for name, stance in (("supporters", "support"), ("opponents", "oppose")):
                counted[(*key, stance)] += _number(table.value(row, name))
        else:
            weight = _number(table.value(row, numbers[0])) if len(numbers) == 1 else 1
            counted[(*key, STANCES.get(table.value(row, "stance"), "support"))] += weight
    return [Tally(*key, number) for key, number in counted.items() if number]


def _month(day: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(day[:10]).replace(day=1)
    except ValueError:
        return None


def _number(written: str) -> int:
    try:
        return round(float(written))
    except ValueError:
        return 0


def _sides(table: ResultTable, row: Row) -> str:
    return STANCES.get(table.value(row, "stance"), "")


def _network(table: ResultTable, found: list[Column]) -> ResultNetwork | None:
    """The ties between two columns: holders and others, or the first two by which rows differ."""
    names = [column.name for column in found]
    others = [name for name in _OTHERS if name in names]
    first = "holder" if "holder" in names else names[0]
    second = next((name for name in (*others, *names) if name != first), "")
    ties: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in table.rows:
        ends = table.value(row, first), table.value(row, second)
        if all(ends) and ends[0] != ends[1] and ends[::-1] not in ties:
            ties[ends][_sides(table, row) if second == "issue" else ""] += 1
    if not ties:
        return None
    weights: Counter[str] = Counter()
    for pair, sides in ties.items():
        weights.update(dict.fromkeys(pair, sides.total()))
    kept = {iri for iri, _ in weights.most_common(NODES)}
    strongest = sorted(ties, key=lambda pair: (-ties[pair].total(), pair))
    drawn = [pair for pair in strongest if kept.issuperset(pair)][:TIES]
    tied = sorted({end for pair in drawn for end in pair})
    places = layout(tied, ((a, b, float(ties[a, b].total())) for a, b in drawn))
    sided = any(side for sides in ties.values() for side in sides)
    made = tuple(ResultTie(*pair, ties[pair]) for pair in drawn)
    return ResultNetwork(places, made, len(ties) - len(drawn), sided)


def _map(table: ResultTable, found: list[Column]) -> StateMap | None:
    """The rows by state: of the first column whose things are states or belong to some."""
    codes = _codes()
    for column in found:
        sides: defaultdict[str, Counter[str]] = defaultdict(Counter)
        elsewhere = 0
        for row in table.rows:
            actor = table.value(row, column.name)
            states = [s for s in affiliations(graph(), actor).get("state", ()) if s in codes] if actor else []
            elsewhere += not states
            for state in states:
                sides[state][_sides(table, row)] += 1
        if sides:
            told = any(side for counted in sides.values() for side in counted)
            return StateMap(tuple(_tiles(codes, sides)), elsewhere, told)
    return None


def _tiles(codes: dict[str, str], sides: Mapping[str, Counter[str]]) -> Iterator[Tile]:
    for state, code in codes.items():
        yield Tile(code, state, *_grid()[code], sides.get(state, Counter()))


def _codes() -> dict[str, str]:
    """The states that have a tile, with their codes."""

    def build() -> dict[str, str]:
        rows = graph().texts("page-state-codes")
        return {row["state"]: row["code"] for row in rows if row["code"] in _grid()}

    return remembered(graph(), "state codes", build)


@cache
def _grid() -> dict[str, tuple[int, int]]:
    """Column and row of each state's tile, by its code."""
    text = (files("web") / "pages" / "queries" / "state_tiles.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {r["code"]: (int(r["column"]), int(r["row"])) for r in csv.DictReader(lines, delimiter="\t")}
