"""Decisions about actors, issues and other things: one or two, what they are called, linked to and about.

Two things that are one are said to be so (``owl:sameAs``), and everything else follows by inference; nothing
is overwritten, so every such decision can be taken back. Only a split and a new name are written into the
graphs of documents, each time they are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pyoxigraph as ox

from graph.decisions.anchors import QuoteAnchor, find
from graph.decisions.naming import is_matter, is_named, names, said_of_matter
from graph.decisions.reading import ISSUE_LINKS, ReadDocument
from graph.decisions.records import Author, Curation, Decision, curations, recorded, taken_back
from graph.model import named_graphs
from graph.rdf.changes import DatasetChange
from graph.rdf.terms import LABEL, RDF_TYPE, term, text
from graph.stores.repository import Repository
from ontology.errors import InputError, NotFoundError

EFFECTS = {
    Decision.MERGED: term("owl:sameAs"),
    Decision.DIFFERENT: term("owl:differentFrom"),
    Decision.LINKED: term("skos:exactMatch"),
    Decision.ABOUT: term("dcterms:subject"),
}
"""What a decision that is in force says in ``graph/curation``."""
_NAMES = (LABEL, term("skos:prefLabel"))
_OTHER_NAME = term("skos:altLabel")
_HALF = 0.5
_WEB = re.compile(r"https?://[^/?#@\s]", re.IGNORECASE)


def make(
    graph: Repository,
    decision: Decision,
    target: str,
    other: str,
    author: Author,
    *,
    document: str = "",
    comment: str = "",
    coming: Sequence[str] = (),
) -> DatasetChange:
    """What a decision about the thing ``target`` (IRI) changes; ``other`` is an IRI, or the new name.

    ``coming`` are things (IRIs) that another decision of the same change makes. A split needs the
    ``document`` (IRI) in which ``target`` is ``other``. Raises ``NotFoundError`` for what
    is not here, ``InputError`` for a decision that contradicts another or says nothing new.
    """
    every = curations(graph)
    _require(graph, decision, target, other, document, coming)
    if decision in (Decision.MERGED, Decision.DIFFERENT):
        require_consistent(decision, target, other, every)
    _require_new(graph, decision, target, other, every)
    anchors = [anchor for thing in (target, other) if (anchor := _anchor(graph, thing, document))]
    homes = [document] if document else [anchors[0].document] if anchors else [""]
    made = Curation(
        iri="",
        target=target,
        decision=decision,
        curator=author.name,
        when="",
        document=homes[0],
        other=other,
        comment=comment,
        before=frozenset(_names_of(graph, target)) if decision is Decision.RENAMED else frozenset(),
        anchors=tuple(anchors),
        follows=tuple(sorted(o.iri for o in every if o.is_in_force and target in (o.target, o.other))),
    )
    named, record = recorded(graph, made, author)
    add, remove = _rewriting(graph, named)
    old, new = _names_said(graph, target, every), _names_said(graph, target, [*every, named])
    said = [*record, *effects(graph, named, every), *(new - old), *add]
    return DatasetChange(add=said, remove=[*remove, *(old - new)])


def withdrawn(graph: Repository, one: Curation, author: Author) -> DatasetChange:
    """What taking back the decision ``one`` changes."""
    add, remove = _rewriting_back(graph, one)
    every = curations(graph)
    rest = [other for other in every if other.iri != one.iri]
    old, new = _names_said(graph, one.target, every), _names_said(graph, one.target, rest)
    gone = {*effects(graph, one, every), *old} - new
    back = [*taken_back(graph, one, author), *add, *(new - old)]
    return DatasetChange(add=back, remove=[*gone, *remove])


def effects(graph: Repository, one: Curation, every: Iterable[Curation]) -> Iterator[ox.Quad]:
    """What a decision asserts beside its record, as long as it is in force; ``every`` are all decisions."""
    place, target = named_graphs.node(graph.base, named_graphs.CURATION), ox.NamedNode(one.target)
    if not one.is_in_force:
        return
    if is_matter(graph, one.target) and one.decision in (Decision.MERGED, Decision.RENAMED):
        yield from (ox.Quad(t.subject, t.predicate, t.object, place) for t in said_of_matter(one, every))
    elif one.decision in EFFECTS:
        yield ox.Quad(target, EFFECTS[one.decision], ox.NamedNode(one.other), place)


def _names_said(graph: Repository, matter: str, every: Sequence[Curation]) -> set[ox.Quad]:
    """What names the matter, if ``matter`` is one: an earlier name comes back when the later one goes."""
    return {quad for one in names(every, matter) for quad in effects(graph, one, every)}


def rewritten(triples: Iterable[ox.Triple], document: str, decided: Iterable[Curation]) -> set[ox.Triple]:
    """The triples of ``document`` (IRI) with the splits and names that were decided."""
    held = set(triples)
    for one in decided:
        if one.decision is Decision.SPLIT and one.document == document:
            held = {_replaced(triple, one.target, one.other) for triple in held}
        elif one.decision is Decision.RENAMED:
            held = {said for triple in held for said in _renamed(triple, one)}
    return held


def repointed(graph: Repository, one: Curation, reading: ReadDocument) -> Curation:
    """The decision with the things that its sentences speak of now, or parked where they speak of none."""
    for anchor in one.anchors:
        if anchor.document != reading.document or reading.names(anchor.about) or _has(graph, anchor):
            continue
        now = _thing_at(anchor, reading)
        if now is None:
            name = anchor.about.removeprefix(graph.base)
            return replace(one, parked=f"{name} is not read in its sentence any more")
        there = {anchor.about: now}
        one = replace(
            one,
            target=there.get(one.target, one.target),
            other=there.get(one.other, one.other),
            anchors=tuple(replace(a, about=there.get(a.about, a.about)) for a in one.anchors),
        )
    return one


def contradiction(one: Curation, others: Iterable[Curation]) -> str:
    """Why ``one``, made elsewhere, cannot stand beside ``others``; empty if it can."""
    if one.decision in (Decision.MERGED, Decision.DIFFERENT):
        try:
            require_consistent(one.decision, one.target, one.other, others)
        except InputError as error:
            return str(error)
    return ""


def documents_with(graph: Repository, thing: str) -> set[str]:
    """The documents (IRIs) that speak of ``thing``."""
    start = graph.base + named_graphs.DOCUMENTS
    return {f"{graph.base}document/{home.value.removeprefix(start)}" for home in _homes(graph, thing)}


def require_consistent(decision: Decision, target: str, other: str, every: Iterable[Curation]) -> None:
    """Raises ``InputError`` where two things are merged and different at once, or merged twice."""
    in_force = [one for one in every if one.is_in_force]
    one_of, two_of = _clique(target, in_force), _clique(other, in_force)
    if other in one_of:
        if decision is Decision.MERGED:
            raise InputError(f"<{target}> and <{other}> are one already: take earlier decisions back first.")
        raise InputError(f"<{target}> and <{other}> were merged: take that back first.")
    if decision is Decision.DIFFERENT:
        return
    for one in in_force:
        pair = {one.target, one.other}
        if one.decision is Decision.DIFFERENT and pair & one_of and pair & two_of:
            raise InputError(
                f"<{target}> and <{other}> are not one: {one.curator} decided that <{one.target}> and "
                f"<{one.other}> are different ({one.iri}). Take that back first."
            )


def _clique(thing: str, in_force: list[Curation]) -> set[str]:
    """All that is one with ``thing``."""
    pairs = [{one.target, one.other} for one in in_force if one.decision is Decision.MERGED]
    found = {thing}
    while more := {name for pair in pairs if pair & found for name in pair} - found:
        found |= more
    return found


def _require_new(
    graph: Repository, decision: Decision, target: str, other: str, every: Sequence[Curation]
) -> None:
    """Raises ``InputError`` for what was decided already; a matter may get an earlier name back."""
    same = [one for one in every if one.is_in_force and (one.target, one.decision) == (target, decision)]
    if decision is Decision.RENAMED and is_matter(graph, target):
        same = [one for one in same if any(effects(graph, one, every))]
    if again := next((one for one in same if one.other == other), None):
        raise InputError(f"That was decided already ({again.iri}, {again.curator}).")


def _require(
    graph: Repository, decision: Decision, target: str, other: str, document: str, coming: Sequence[str]
) -> None:
    if target == other:
        raise InputError("A thing is decided about together with another, not with itself.")
    if decision is not Decision.RENAMED or not is_matter(graph, target):
        _require_here(graph, target)
    if decision in (Decision.MERGED, Decision.DIFFERENT, Decision.ABOUT) and other not in coming:
        _require_here(graph, other)
    if decision is Decision.MERGED and not _kinds(graph, target) & _kinds(graph, other):
        raise InputError(f"<{target}> and <{other}> are of different kinds and cannot be one.")
    if decision is Decision.RENAMED:
        _require_name(graph, target, other)
    elif decision is Decision.LINKED:
        _require_elsewhere(graph, other)
    elif not named_graphs.is_iri(other):
        raise InputError(f"{other[:80]!r} is no IRI.")
    elif decision is Decision.SPLIT:
        _require_split(graph, target, other, document)


def _require_name(graph: Repository, target: str, name: str) -> None:
    background = named_graphs.node(graph.base, named_graphs.BACKGROUND)
    if not name.strip():
        raise InputError("A new name needs words.")
    if any(t.predicate in _NAMES for t in graph.store.quads(background, subject=ox.NamedNode(target))):
        raise InputError("It has its name from the background: lay another over it (docs/KNOWLEDGE.md).")


def _require_split(graph: Repository, target: str, other: str, document: str) -> None:
    home = named_graphs.node(graph.base, named_graphs.document_graph(document.removeprefix(graph.base)))
    if not document or next(graph.store.quads(home), None) is None:
        raise InputError("A split says in which document (IRI) the thing is another one.")
    if _exists(graph, other):
        raise InputError(f"<{other}> is there already: a split makes a new thing.")
    if _room(graph, other) != _room(graph, target):
        raise InputError(
            f"{other[:80]!r}: a split makes a thing of the same kind, such as {_room(graph, target)}…"
        )


def _require_elsewhere(graph: Repository, other: str) -> None:
    """Raises ``InputError`` unless ``other`` is an address of the web that is not one of ours."""
    if not (_WEB.match(other) and named_graphs.is_iri(other)) or other.startswith(graph.base):
        raise InputError(
            f"{other.removeprefix(graph.base)[:80]!r} is no address elsewhere: a link needs a whole one, "
            "such as https://www.wikidata.org/wiki/Q183."
        )


def _room(graph: Repository, thing: str) -> str:
    """The kind that the IRI of a thing tells, such as ``actor/``; of others' things all before the name."""
    path = thing.removeprefix(graph.base)
    return path.partition("/")[0] + "/" if path != thing else thing.rpartition("/")[0] + "/"


def _require_here(graph: Repository, thing: str) -> None:
    if not _exists(graph, thing):
        raise NotFoundError(f"There is no <{thing}> in this graph.")


def _exists(graph: Repository, thing: str) -> bool:
    return named_graphs.is_iri(thing) and (is_named(graph, thing) or any(_said_of(graph, thing)))


def _said_of(graph: Repository, thing: str) -> Iterator[ox.Quad]:
    """What is asserted of a thing outside the records of decisions."""
    apart = {named_graphs.node(graph.base, name) for name in (named_graphs.CURATION, named_graphs.INFERRED)}
    return (q for q in graph.store.quads(subject=ox.NamedNode(thing)) if q.graph_name not in apart)


def _kinds(graph: Repository, thing: str) -> set[str]:
    return {text(q.object) for q in graph.store.quads(subject=ox.NamedNode(thing), predicate=RDF_TYPE)}


def _names_of(graph: Repository, thing: str) -> set[ox.Triple]:
    return {quad.triple for quad in _said_of(graph, thing) if quad.predicate in _NAMES}


def _anchor(graph: Repository, thing: str, document: str) -> QuoteAnchor | None:
    """Where a document speaks of ``thing``: the first position that it holds or is the issue of."""
    if not named_graphs.is_iri(thing):
        return None
    for home in sorted(_homes(graph, thing), key=lambda name: name.value):
        slug = home.value.removeprefix(graph.base + named_graphs.DOCUMENTS)
        reading = ReadDocument(f"{graph.base}document/{slug}", (q.triple for q in graph.store.quads(home)))
        if document in ("", reading.document) and (positions := reading.mentions(thing)):
            return reading.anchor(thing, positions[0])
    return None


def _homes(graph: Repository, thing: str) -> set[ox.NamedNode]:
    """The graphs of documents that speak of ``thing``."""
    node, start = ox.NamedNode(thing), graph.base + named_graphs.DOCUMENTS
    quads = [*graph.store.quads(subject=node), *graph.store.quads(object=node)]
    names = {quad.graph_name for quad in quads}
    return {name for name in names if isinstance(name, ox.NamedNode) and name.value.startswith(start)}


def _has(graph: Repository, anchor: QuoteAnchor) -> bool:
    """Whether another graph than the document's own speaks of what the anchor is about."""
    home = named_graphs.document_graph(anchor.document.removeprefix(graph.base))
    own = named_graphs.node(graph.base, home)
    return any(quad.graph_name != own for quad in _said_of(graph, anchor.about))


def _thing_at(anchor: QuoteAnchor, reading: ReadDocument) -> str | None:
    """The one thing of the same role in the sentence of ``anchor``."""
    quote = find(anchor, reading.text)
    if quote is None:
        return None
    roles = ISSUE_LINKS if "/issue/" in anchor.about else (term("sp:holder"),)
    near = [one for one in reading.positions if one.covers(quote) >= _HALF]
    found = {text(t.object) for one in near for t in reading.of(one.iri) if t.predicate in roles}
    return found.pop() if len(found) == 1 else None


def _replaced(triple: ox.Triple, old: str, new: str) -> ox.Triple:
    node = ox.NamedNode(new)
    subject = node if text(triple.subject) == old else triple.subject
    is_it = isinstance(triple.object, ox.NamedNode) and triple.object.value == old
    return ox.Triple(subject, triple.predicate, node if is_it else triple.object)


def _renamed(triple: ox.Triple, one: Curation) -> Iterator[ox.Triple]:
    if text(triple.subject) != one.target or triple.predicate not in _NAMES:
        yield triple
        return
    language = triple.object.language if isinstance(triple.object, ox.Literal) else None
    name = ox.Literal(one.other, language=language) if language else ox.Literal(one.other)
    yield ox.Triple(triple.subject, triple.predicate, name)
    if name != triple.object:
        yield ox.Triple(triple.subject, _OTHER_NAME, triple.object)


def _rewriting(graph: Repository, one: Curation) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """What a split or a new name adds to and removes from the documents that are here."""
    if one.decision not in (Decision.SPLIT, Decision.RENAMED):
        return [], []
    add, remove = [], []
    for home in _homes(graph, one.target):
        old = {quad.triple for quad in graph.store.quads(home)}
        document = f"{graph.base}document/{home.value.removeprefix(graph.base + named_graphs.DOCUMENTS)}"
        new = rewritten(old, document, [one])
        add += [ox.Quad(t.subject, t.predicate, t.object, home) for t in new - old]
        remove += [ox.Quad(t.subject, t.predicate, t.object, home) for t in old - new]
    return add, remove


def _rewriting_back(graph: Repository, one: Curation) -> tuple[list[ox.Quad], list[ox.Quad]]:
    if one.decision is Decision.SPLIT:
        return _rewriting(graph, replace(one, target=one.other, other=one.target))
    if one.decision is not Decision.RENAMED:
        return [], []
    add, gone = [], []
    for home in _homes(graph, one.target):
        new = [q for q in graph.store.quads(home, subject=ox.NamedNode(one.target)) if q.predicate in _NAMES]
        if any(text(quad.object) == one.other for quad in new):
            gone += new
            gone += [ox.Quad(t.subject, _OTHER_NAME, t.object, home) for t in one.before]
            add += [ox.Quad(t.subject, t.predicate, t.object, home) for t in one.before]
    return add, gone
