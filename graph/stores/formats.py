"""The graph as files: the formats it is written in, and what is read from them."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from graph.model.named_graphs import INFERRED
from graph.model.showing import NOTHING, Withheld, shown
from graph.stores.store import Store
from ontology.errors import InputError
from ontology.terms import PREFIXES

FORMATS = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
ENDINGS = {
    ".trig": "trig",
    ".nq": "nquads",
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
}
"""How files of the formats are called."""
RESULT_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}


def export(
    store: Store,
    out: IO[bytes],
    form: str,
    *,
    base: str,
    asserted_only: bool = False,
    withheld: Withheld = NOTHING,
) -> None:
    """Stream the whole graph to ``out``; ``asserted_only`` leaves out the inferred graph and its mark.

    The values of the properties ``withheld`` are left out.
    A format without named graphs (turtle, ntriples, rdfxml) gets the union of the graphs. Raises
    ``InputError`` for an unknown format.
    """
    if form not in FORMATS:
        raise InputError(f"There is no export format {form!r}: choose from {', '.join(FORMATS)}.")
    inferred = ox.NamedNode(base + INFERRED)
    quads = (
        q
        for q in shown(store.quads(), withheld)
        if not (asserted_only and inferred in (q.graph_name, q.subject))
    )
    if FORMATS[form].supports_datasets:
        ox.serialize(quads, out, FORMATS[form])
    else:
        ox.serialize((q.triple for q in quads), out, FORMATS[form], prefixes=prefixes(base))


def format_of_ending(name: str) -> str | None:
    """The format that the ending of a file's name tells, if it tells one."""
    return ENDINGS.get(Path(name).suffix.lower())


_SUFFIXES = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
"""The kinds of files that can name graphs, each also packed (``.nq.gz``)."""
_WITHOUT_GRAPHS = (".ttl", ".nt", ".rdf", ".xml", ".n3")


def dataset_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files of datasets among ``paths`` and in those that are folders, in the order of their names.

    Raises ``InputError`` for a path that is none, and for a folder without any.
    """
    for path in paths:
        if not path.is_dir():
            _format_of(path)
            yield path
            continue
        inside = [file for file in sorted(path.rglob("*")) if _kind(file) in _SUFFIXES and file.is_file()]
        if not inside:
            raise InputError(f"{path}: there are no files {', '.join(_SUFFIXES)} (or .gz of them) in it.")
        yield from inside


def read_dataset(path: Path) -> Iterator[ox.Quad]:
    """The quads of a file that can name graphs. Raises ``InputError`` where it cannot be read to its end."""
    form = _format_of(path)
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            yield from ox.parse(cast(IO[bytes], file), format=form)
    except (SyntaxError, ValueError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(
            f"{path}: this cannot be read to its end: {error}. Nothing of it is taken."
        ) from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}.") from error


def _kind(path: Path) -> str:
    return Path(path.stem).suffix if path.suffix == ".gz" else path.suffix


def _format_of(path: Path) -> ox.RdfFormat:
    if not path.exists():
        raise InputError(f"{path}: there is no such file.")
    if _kind(path) in _SUFFIXES:
        return _SUFFIXES[_kind(path)]
    what = "such a file names no graphs" if _kind(path) in _WITHOUT_GRAPHS else "this is no file of a dataset"
    raise InputError(f"{path}: {what}; what is read is {', '.join(_SUFFIXES)}, each also packed (.gz).")


def prefixes(base: str) -> dict[str, str]:
    """The prefixes our Turtle is written with."""
    return {**PREFIXES, "data": base}
