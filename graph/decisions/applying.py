"""What the graph of a document shall hold when it was read: with all that people decided about it.

A rejected position stays out, a corrected or accepted one stays, also where nobody reads it any more, as long
as its sentence is there. A decision whose sentence is gone, or whose position is read as another, is parked:
it says so, and nothing of it is asserted. All is a function of the decisions and of what was read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from graph.decisions.anchors import CONTEXT, SAME_PASSAGE, FoundQuote, QuoteAnchor, find, find_exactly
from graph.decisions.persons import hidden_by, hidden_persons, veiled
from graph.decisions.reading import ReadDocument, ReadPosition, key_of, with_side
from graph.decisions.records import (
    Curation,
    Decision,
    curations,
    curations_touching,
    rivals,
    standing,
    written,
)
from graph.decisions.things import contradiction, effects, repointed, rewritten
from graph.model import named_graphs
from graph.rdf.terms import RDF_TYPE, term, text
from graph.stores.repository import Repository

TELLING = 30
"""Code points of a quote that no two articles have by chance."""
_HALF = 0.5
"""Share of a quote that the evidence of a position must cover to be the same place."""


@dataclass(slots=True)
class Settled:
    """What a document's graph shall hold, and how the records of decisions change with it."""

    triples: list[ox.Triple]
    add: list[ox.Quad] = field(default_factory=list)
    remove: list[ox.Quad] = field(default_factory=list)


def curated(
    graph: Repository,
    document: str,
    triples: Iterable[ox.Triple],
    decided: Collection[Curation] | None = None,
) -> Settled:
    """What follows for the graph of ``document`` (IRI) when ``triples`` were read.

    ``decided`` are the decisions to go by, those of the graph if they are not given.
    """
    if decided is None and not _has_decisions(graph):
        return Settled(list(triples))
    hidden = hidden_persons(graph) if decided is None else hidden_by(graph.base, decided)
    reading = ReadDocument(document, veiled(hidden, triples).triples if hidden else triples)
    every = curations_touching(graph, document, reading.text) if decided is None else list(decided)
    mine = [one for one in every if _belongs(graph, one, reading)]
    settled = Settled(sorted(reading.triples, key=str))
    if not mine:
        return settled
    # What was parked may fit again, so parked ones are tried like the others.
    tried = [replace(_anchored(graph, one), parked="") for one in mine]
    held, moved = _settled_positions(graph, tried, reading)
    things = [one for one in tried if one.decision.is_about_thing and not one.withdrawn]
    parked = {one.iri for one in mine if one.parked}
    moved += [_fit_thing(graph, one, reading, parked, decided) for one in things]
    in_force = [one for one in moved if one.is_in_force]
    settled.triples = sorted(rewritten(held, document, in_force), key=str)
    by_iri = {one.iri: one for one in mine}
    for one in moved:
        old = by_iri[one.iri]
        if one != old and (one.document == old.document or not _is_here(graph, old.document)):
            was, now = _record(graph, old), _record(graph, one)
            settled.remove += was - now
            settled.add += now - was
    return settled


def _has_decisions(graph: Repository) -> bool:
    place = named_graphs.node(graph.base, named_graphs.CURATION)
    return next(graph.store.quads(place), None) is not None


def _fit_thing(
    graph: Repository,
    one: Curation,
    reading: ReadDocument,
    parked: set[str],
    decided: Iterable[Curation] | None,
) -> Curation:
    """The decision about things as they are now; one that was ``parked`` must not contradict others."""
    now = repointed(graph, one, reading)
    if now.parked or now.iri not in parked:
        return now
    others = curations(graph) if decided is None else decided
    return replace(now, parked=contradiction(now, [other for other in others if other.iri != one.iri]))


def _record(graph: Repository, one: Curation) -> set[ox.Quad]:
    return {*written(graph, one, one.curator), *effects(graph, one, ())}


def _settled_positions(
    graph: Repository, tried: list[Curation], reading: ReadDocument
) -> tuple[set[ox.Triple], list[Curation]]:
    """What the document holds by the decisions about its positions, and their records as they are then."""
    held, moved = set(reading.triples), []
    for heads in rivals(tried).values():
        names = ", ".join(sorted({head.curator for head in heads}))
        moved += [replace(head, parked=f"decided differently side by side ({names})") for head in heads]
        for head in heads:  # what is in dispute is not asserted
            position = _position_of(head, reading, _quote_of(head, reading))
            held -= reading.of(position.iri if position else head.target)
    for target, one in standing(tried).items():
        fitted = _fit(one, reading)
        held -= fitted.leaving
        described = {text(triple.subject) for triple in held}  # what the text calls them now goes first
        held |= {triple for triple in fitted.coming if text(triple.subject) not in described}
        for other in tried:  # the whole history of a position moves with it
            if other.target == target and other.decision.is_about_position:
                to = fitted.record
                moved.append(
                    replace(
                        other,
                        target=to.target,
                        document=to.document,
                        anchors=to.anchors,
                        parked=to.parked,
                    )
                )
    return held, moved


def _anchored(graph: Repository, one: Curation) -> Curation:
    """A decision of before there were anchors gets one, by the offsets in the text that is still stored."""
    if one.anchors or not one.decision.is_about_position:
        return one
    home = named_graphs.node(graph.base, named_graphs.document_graph(one.document.removeprefix(graph.base)))
    words = next((text(quad.object) for quad in graph.store.quads(home, predicate=term("sp:text"))), "")
    spans = [text(t.object).rsplit("/", 1)[-1] for t in one.before if t.predicate == term("sp:evidence")]
    for start, _, end in (span.partition("-") for span in spans):
        if start.isdigit() and end.isdigit() and int(start) < int(end) <= len(words):
            return replace(
                one, anchors=(QuoteAnchor.at(one.target, one.document, words, int(start), int(end)),)
            )
    return one


def _belongs(graph: Repository, one: Curation, reading: ReadDocument) -> bool:
    """Whether a decision is about the document, or about the same passage in another one."""
    if one.withdrawn:
        return one.document == reading.document
    if one.document == reading.document or any(a.document == reading.document for a in one.anchors):
        return True
    if not one.decision.is_about_position:
        return one.decision is Decision.RENAMED and reading.names(one.target)
    gone = not _is_here(graph, one.document)
    return any(_same_passage(anchor, reading.text, is_gone=gone) for anchor in one.anchors)


def _same_passage(anchor: QuoteAnchor, words: str, *, is_gone: bool) -> bool:
    """Whether a text has the passage; where its own document ``is_gone``, a long quote is enough."""
    found = find_exactly(anchor, words)
    long_enough = is_gone and len(anchor.exact) >= TELLING
    return found is not None and (long_enough or found.surroundings >= SAME_PASSAGE)


def why_parked(graph: Repository, one: Curation) -> str:
    """Why a decision that was not taken back does nothing now, empty if it is in force."""
    if one.parked or one.withdrawn or not one.decision.is_about_position or _is_here(graph, one.document):
        return one.parked
    return "its document is not here"


def _is_here(graph: Repository, document: str) -> bool:
    home = named_graphs.node(graph.base, named_graphs.document_graph(document.removeprefix(graph.base)))
    return next(graph.store.quads(home), None) is not None


@dataclass(frozen=True, slots=True)
class Fitted:
    """A decision as it stands after the document was read, and what it takes from and gives to its graph."""

    record: Curation
    leaving: set[ox.Triple] = field(default_factory=set)
    coming: set[ox.Triple] = field(default_factory=set)


def _fit(one: Curation, reading: ReadDocument) -> Fitted:
    """Find the position that ``one`` was about and do what was decided, or park it."""
    quote = _quote_of(one, reading)
    position = _position_of(one, reading, quote)
    if position is None and quote is None and one.anchors:
        return Fitted(replace(one, parked="its sentence is not in the text any more"))
    if position is None and _is_read_otherwise(one, reading, quote):
        return Fitted(replace(one, parked="its sentence is read as another position now"))
    here = replace(one, target=position.iri if position else one.target, document=reading.document)
    here = replace(here, anchors=tuple(_followed(anchor, one, here) for anchor in one.anchors))
    leaving = reading.of(here.target)
    if one.decision is Decision.REJECTED:
        return Fitted(here, leaving)
    if one.decision is Decision.ACCEPTED and position is not None:
        return Fitted(here, leaving, set(with_side(leaving)))
    return Fitted(here, leaving, set(placed(one.after, here, reading, quote)))


def _followed(anchor: QuoteAnchor, one: Curation, here: Curation) -> QuoteAnchor:
    """The anchor in the document that is read now; its words stay those that were decided about."""
    about = here.target if anchor.about == one.target else anchor.about
    return replace(anchor, about=about, document=here.document)


def _quote_of(one: Curation, reading: ReadDocument) -> FoundQuote | None:
    return next((quote for anchor in one.anchors if (quote := find(anchor, reading.text))), None)


def _position_of(one: Curation, reading: ReadDocument, quote: FoundQuote | None) -> ReadPosition | None:
    """The position that says the same in the same place: the one it was, else that with the best quote."""
    keys = {key_of(one.before), key_of(one.after)} - {("", "", "")}
    same = [p for p in reading.positions if p.iri == one.target]
    if same and (quote is None or same[0].covers(quote) >= _HALF):
        return same[0]
    if quote is None:
        return None
    like = [p for p in reading.positions if p.key in keys and p.covers(quote) >= _HALF]
    return max(like, key=lambda p: (p.covers(quote), -p.start, p.iri), default=None)


def _is_read_otherwise(one: Curation, reading: ReadDocument, quote: FoundQuote | None) -> bool:
    """Whether the place has a position that differs in holder or issue alone: a person must look."""
    if quote is None:
        return False
    holder, issue, stance = key_of(one.before)
    known = {key_of(one.after), key_of(one.before)}
    near = [p for p in reading.positions if p.covers(quote) >= _HALF and p.key not in known]
    return any(p.key[2] == stance and (p.key[0] == holder or p.key[1] == issue) for p in near)


def placed(
    kept: Iterable[ox.Triple], here: Curation, reading: ReadDocument, quote: FoundQuote | None
) -> Iterator[ox.Triple]:
    """The triples ``kept`` by a decision under the names they have in the document as it is read now."""
    kept = list(kept)
    names = _names(kept, here, reading, quote)
    spans = {text(t.object) for t in kept if t.predicate == term("sp:evidence")}

    def moved(node: ox.NamedNode) -> ox.NamedNode:
        for old, new in names.items():
            if node.value == old or (old.endswith("/") and node.value.startswith(old)):
                return ox.NamedNode(new + node.value[len(old) :])
        return node

    for triple in kept:
        assert isinstance(triple.subject, ox.NamedNode), "no blank node is ever decided about"
        value = triple.object
        if text(value) in spans and quote is None and not reading.of(text(value)):
            continue
        now = moved(value) if isinstance(value, ox.NamedNode) else value
        yield ox.Triple(moved(triple.subject), triple.predicate, now)
    if quote is not None and not reading.of(_place(here, quote)):
        yield from _evidence(_place(here, quote), here.document, reading.text, quote)


def _place(here: Curation, quote: FoundQuote) -> str:
    return f"{here.document.replace('/document/', '/evidence/', 1)}/{quote.start}-{quote.end}"


def _names(
    kept: list[ox.Triple], here: Curation, reading: ReadDocument, quote: FoundQuote | None
) -> dict[str, str]:
    """How what it was decided with is called now: whole IRIs, or beginnings that end in a slash."""
    names = {text(t.subject): here.target for t in kept if t.predicate == term("sp:stance")}
    if quote is not None:
        place = _place(here, quote)
        names |= {text(t.object): place for t in kept if t.predicate == term("sp:evidence")}
    for old in {text(t.object) for t in kept if t.predicate == term("prov:wasDerivedFrom")} - {here.document}:
        base, _, slug = old.rpartition("document/")
        now = here.document.removeprefix(f"{base}document/")
        names |= {old: here.document, f"{base}extraction/{slug}": f"{base}extraction/{now}"}
        names |= {f"{base}{kind}/{slug}/": f"{base}{kind}/{now}/" for kind in ("issue", "actor", "evidence")}
    return names


def _evidence(place: str, document: str, words: str, quote: FoundQuote) -> Iterator[ox.Triple]:
    """The description of a span, as ``docs/GRAPH.md`` shows it."""
    node, offsets, selector = (ox.NamedNode(place + end) for end in ("", "/position", "/quote"))
    start, end = (
        ox.Literal(str(number), datatype=term("xsd:integer")) for number in (quote.start, quote.end)
    )
    exact = words[quote.start : quote.end]

    def said(value: str) -> ox.Literal:
        return ox.Literal(value, language="de")

    yield from (
        ox.Triple(node, RDF_TYPE, term("sp:Evidence")),
        ox.Triple(node, term("oa:hasSource"), ox.NamedNode(document)),
        ox.Triple(node, term("sp:start"), start),
        ox.Triple(node, term("sp:end"), end),
        ox.Triple(node, term("sp:quote"), said(exact)),
        ox.Triple(node, term("oa:hasSelector"), offsets),
        ox.Triple(node, term("oa:hasSelector"), selector),
        ox.Triple(offsets, RDF_TYPE, term("oa:TextPositionSelector")),
        ox.Triple(offsets, term("oa:start"), start),
        ox.Triple(offsets, term("oa:end"), end),
        ox.Triple(selector, RDF_TYPE, term("oa:TextQuoteSelector")),
        ox.Triple(selector, term("oa:exact"), said(exact)),
        ox.Triple(selector, term("oa:prefix"), said(words[max(0, quote.start - CONTEXT) : quote.start])),
        ox.Triple(selector, term("oa:suffix"), said(words[quote.end : quote.end + CONTEXT])),
    )
