"""What is wrong with the Turtle files of a knowledge folder, told with file and line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS, TIME

from ontology.errors import KnowledgeError
from ontology.knowledge import Knowledge, line_of
from ontology.terms import NAMESPACE
from ontology.turtle import (
    DATA,
    Described,
    background_triples,
    described,
    german,
    identifier,
    ontology_triples,
    read_turtle,
    struck_out,
    vocabulary,
)

_LABEL = str(RDFS.label)
_NAMED = {"actor/": _LABEL, "office/": _LABEL, "norm/": _LABEL, "issue/": str(SKOS.prefLabel)}
"""What a thing must be called by, by the beginning of its identifier."""
_TERM = re.compile(r"\bsp:([A-Za-z]\w*)")


def fact_mistakes(knowledge: Knowledge) -> Iterator[str]:
    """What is wrong with its issues and facts: first what cannot be read, then what would be read wrongly."""
    triples: dict[str, list[ox.Triple]] = {}
    for name, text in knowledge.files.items():
        if name.endswith(".ttl"):
            try:
                triples[name] = read_turtle(text, file=knowledge.path(name))
            except KnowledgeError as error:
                yield str(error)
    unread = len(triples) < sum(name.endswith(".ttl") for name in knowledge.files)
    if unread or not any(triples.values()):
        return
    parts = ontology_triples(knowledge=knowledge) | background_triples(knowledge=knowledge)
    whole = described(triple for part in parts.values() for triple in part)
    plain = described(
        triple for part in (ontology_triples() | background_triples()).values() for triple in part
    )
    for name, found in triples.items():
        text = knowledge.files[name]
        wrong = [*term_mistakes(text), *((line_of(text, w), m) for w, m in _mistakes(found, whole, plain))]
        for number, mistake in sorted(wrong):
            yield f"{knowledge.path(name)} line {number}: {mistake}"


def term_mistakes(text: str) -> Iterator[tuple[int, str]]:
    """(line, what is wrong) with the terms ``sp:…`` in Turtle, a rule or a query: those that do not exist."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.lstrip().startswith("#"):
            for name in _TERM.findall(line):
                if NAMESPACE + name not in vocabulary():
                    yield number, f"the ontology has no term sp:{name}."


def _mistakes(found: list[ox.Triple], whole: Described, plain: Described) -> Iterator[tuple[str, str]]:
    """(words by which the line is found, what is wrong with it)."""
    struck = struck_out(found)
    for name in sorted(map(identifier, struck)):
        if name not in plain:
            yield f"<{name}>", f"there is no <{name}> to strike out."
    for name, node in {identifier(t.subject): t.subject for t in found if t.subject not in struck}.items():
        yield from ((f"<{name}>", mistake) for mistake in _named_wrongly(name, node, whole))
    for triple in found:
        said = identifier(triple.object)
        if isinstance(triple.object, ox.Literal) and not said.strip():
            yield '""', "a name is empty."
        elif triple.predicate.value == str(TIME.inXSDDate) and not _is_day(said):
            yield said, f"{said!r} is no day, which is written YYYY-MM-DD."
        elif isinstance(triple.object, ox.NamedNode) and said not in whole and said.startswith(tuple(_NAMED)):
            yield f"<{said}>", f"<{said}> is not described anywhere."


def _named_wrongly(subject: str, node: object, whole: Described) -> Iterator[str]:
    if subject.startswith(NAMESPACE):
        yield "the terms of the ontology itself cannot be changed."
        return
    if isinstance(node, ox.NamedNode) and not node.value.startswith(DATA):
        yield "things are named by relative IRIs, such as <actor/slug>."
    kind = next((start for start in _NAMED if subject.startswith(start)), None)
    if kind is None or not isinstance(node, ox.NamedNode):
        return
    said = whole.get(subject, {})
    if str(RDF.type) not in said:
        yield f"<{subject}> has no class; give it one, such as sp:Person or sp:Issue."
    if not german(said.get(_NAMED[kind], ())):
        name = "skos:prefLabel" if kind == "issue/" else "rdfs:label"
        yield f"<{subject}> has no German name ({name})."


def _is_day(words: str) -> bool:
    try:
        dt.date.fromisoformat(words[:10])
    except ValueError:
        return False
    return True
