"""What commands print: tables and answers on standard output, errors and progress on standard error."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import click
import pyoxigraph as ox
from rich.console import Console
from rich.measure import Measurement
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column, Table

from graph.knowledge.graph import Change
from graph.stores import formats
from graph.stores.store import QueryResult
from loaders.articles.editing import Editing
from loaders.articles.findings import Extraction, Origin
from ontology.errors import InputError, ShapeError, StandpunktError, UnexpectedError
from ontology.terms import PREFIXES
from standpunkt.loading.loading import Report

DEBUG = "standpunkt.debug"
"""Where a command's context keeps whether the user gave ``--debug``."""
TITLE_WIDTH = 40
PERIOD = 600
"""Seconds of the past by which the time left is estimated: articles are stored many at a time."""
Edited = tuple[Editing, Mapping[Origin, int], int]
"""What was asked about an article, who found how many of its positions, and how many were dropped."""
_FOUND_BY = {Origin.RULES: "rules", Origin.BOTH: "both", Origin.MODEL: "the model"}


def said() -> Console:
    """Standard error, for what is said beside the result."""
    return Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else 120)


def print_table(rows: Table) -> None:
    """A table on standard output: a line a row where it goes into a file, else as wide as the terminal.

    No word is cut: where the words of all columns do not fit side by side, each row is told down the page.
    """
    console = Console(highlight=False, markup=False, emoji=False)
    needed = Measurement.get(console, console.options.update(max_width=sys.maxsize), rows)
    if not sys.stdout.isatty():
        console = Console(highlight=False, markup=False, emoji=False, width=needed.maximum)
    elif needed.minimum > console.width:
        console.print(_down_the_page(rows))
        return
    for column in rows.columns:
        column.min_width = max(len(word) for cell in _cells(column) for word in ("", *cell.split()))
    console.print(rows)


def _cells(column: Column) -> list[str]:
    """The heading and the cells of a column."""
    return [str(column.header), *map(str, column.cells)]


def _down_the_page(rows: Table) -> Table:
    """Each row of a table as lines of name and value, without empty ones; a line between rows is empty."""
    names = [str(column.header) for column in rows.columns]
    told = Table(box=None, show_header=False, pad_edge=False)
    told.add_column(no_wrap=True)
    told.add_column(overflow="fold")
    for number, cells in enumerate(zip(*(column.cells for column in rows.columns), strict=True)):
        if number:
            told.add_row()
        for name, cell in zip(names, cells, strict=True):
            if cell:
                told.add_row(name, cell)
    return told


def change_said(change: Change) -> str:
    """How many triples came and went, and how many with them that follow."""
    return f"+{change.added} −{change.removed} triples, +{change.inferred} −{change.retracted} inferred"


def print_error(prefix: str, error: StandpunktError, context: click.Context | None = None) -> None:
    """The sentence of ``error``, notes and report; with ``--debug`` the traceback of a mistake of ours."""
    said().print(prefix, str(error), style="red", markup=False, soft_wrap=True)
    print_notes(error)
    if isinstance(error, ShapeError) and error.report:
        said().print(error.report, markup=False, soft_wrap=True)
    if isinstance(error, UnexpectedError) and (context or click.get_current_context()).meta.get(DEBUG):
        said().print(error.trace, markup=False, soft_wrap=True)


def print_notes(error: BaseException) -> None:
    """What was noted on an error where it ended something: how far that had come."""
    for note in getattr(error, "__notes__", ()):
        said().print(note, markup=False, soft_wrap=True)


@contextmanager
def progress(doing: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that says what is ``doing`` and the time left, as a function of the number done and of all."""
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=said(), transient=True, speed_estimate_period=PERIOD) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def print_report(report: Report) -> None:
    """What was loaded, article by article; what was left out in them; what could not be loaded."""
    rows = Table(box=None)
    rows.add_column("article", no_wrap=True, overflow="ellipsis", max_width=TITLE_WIDTH)
    for name in ("actors", "offices", "events", "positions", "skipped", "store"):
        rows.add_column(name, no_wrap=True)
    for item in report.loaded:
        state = f"+{item.change.added} −{item.change.removed}" if item.change else "unchanged"
        rows.add_row(item.title, *map(str, item.counts.values()), state)
    if report.loaded:
        said().print(rows)
    if report.here:
        said().print(f"{report.here} articles were here with the same text and stay as they are")
    _print_places(report)
    print_edited([(item.editing, item.origins, item.dropped) for item in report.loaded if item.editing])
    reasons = Counter(reason for item in report.loaded for reason in item.skipped)
    for reason, count in reasons.most_common():
        said().print(f"skipped {count} × {reason}", markup=False)
    undated = [item.name for item in report.loaded if item.published is None]
    if undated:
        listed = ", ".join(undated[:3]) + (f" and {len(undated) - 3} more" if len(undated) > 3 else "")
        said().print(
            f"no publication date for {listed}: expressions such as 'am Montag' stay unresolved; "
            "give --date YYYY-MM-DD, or put the date in the file name or front matter.",
            markup=False,
            soft_wrap=True,
        )
    for note in report.notes:
        said().print(note, markup=False, soft_wrap=True)
    for _, error in report.failed:
        print_error("not loaded:", error)


def edited_part(found: Extraction) -> list[Edited]:
    """What a language model did to one article, as ``print_edited`` takes it; nothing if none was asked."""
    if found.editing is None:
        return []
    return [(found.editing, Counter(s.origin for s in found.statements), len(found.dropped))]


def print_edited(edited: Sequence[Edited]) -> None:
    """What a language model did to articles: edited, added, dropped, refused, not answered."""
    if not edited:
        return
    done = sum(bool(editing.calls) for editing, _, _ in edited)
    origins = sum((Counter(counts) for _, counts, _ in edited), Counter())
    found = ", ".join(f"{origins[origin]} by {_FOUND_BY[origin]}" for origin in Origin)
    dropped = sum(gone for _, _, gone in edited)
    said().print(
        f"language model: {done} of {len(edited)} articles edited; positions found {found}; "
        f"{dropped} dropped",
        markup=False,
        soft_wrap=True,
    )
    refused = Counter(refusal.reason for editing, _, _ in edited for refusal in editing.refused)
    for reason, count in refused.most_common():
        said().print(f"refused {count} × {reason}", markup=False, soft_wrap=True)
    alone = Counter(editing.problem for editing, _, _ in edited if editing.problem)
    for reason, count in alone.most_common():
        said().print(f"by the rules alone {count} × {reason}", markup=False, soft_wrap=True)


def _print_places(report: Report) -> None:
    """What articles replaced, stand beside, or are versions of."""
    for item in report.loaded:
        place = item.place
        if place.replaces:
            said().print(
                f"{item.name}: replaces the earlier text of {place.id}", markup=False, soft_wrap=True
            )
        if place.beside:
            said().print(
                f"{item.name}: kept as {place.id}, as another article is called {item.title!r}; "
                "--replace lets it take the place of the one that is there.",
                markup=False,
                soft_wrap=True,
            )
        if place.version_of:
            said().print(
                f"{item.name}: nearly the same as {place.version_of}, counted once",
                markup=False,
                soft_wrap=True,
            )


def print_answer(answer: QueryResult, base: str, form: str) -> int | None:
    """The result of a query in the format ``form``; gives the number of rows where a table counted them."""
    out = sys.stdout.buffer
    if isinstance(answer, ox.QueryTriples):
        chosen = formats.FORMATS.get(form, ox.RdfFormat.TURTLE)
        ox.serialize(answer, out, chosen, prefixes=formats.prefixes(base))
    elif form == "table" and isinstance(answer, ox.QuerySolutions):
        columns = [variable.value for variable in answer.variables]
        rows = Table(*columns, box=None)
        for solution in answer:
            rows.add_row(*(readable(solution[name], base) for name in columns))
        if rows.row_count:
            print_table(rows)
        else:
            said().print("The query has no rows.")
        return rows.row_count
    elif form == "table":
        click.echo("yes" if answer else "no")
    elif form in formats.RESULT_FORMATS:
        answer.serialize(out, formats.RESULT_FORMATS[form])
    else:
        raise InputError(f"A SELECT or ASK query has no {form} form: choose json, csv, tsv, xml or table.")
    return None


def readable(term: object, base: str) -> str:
    """A term as a table shows it: IRIs without the data's base, others with a prefix; a literal's value.

    Where ``base`` is empty, none is known.
    """
    if isinstance(term, ox.NamedNode):
        if base and term.value.startswith(base):
            return term.value.removeprefix(base)
        known = next((name for name, iri in PREFIXES.items() if term.value.startswith(iri)), None)
        return f"{known}:{term.value.removeprefix(PREFIXES[known])}" if known else term.value
    return " ".join(str(getattr(term, "value", "") if term is not None else "").split())
