"""A corrected position: which triples it has once holder, issue, stance, act or modality are put right."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from graph.decisions.reading import told_anew
from graph.knowledge.graph import KnowledgeGraph
from graph.rdf.terms import LABEL, RDF_TYPE, term
from graph.things.positions.positions import Position, said_plainly
from graph.things.things import kind_of, labels
from graph.views.directories import directory
from ontology.errors import InputError
from ontology.slugs import slugify

STANCES = ("support", "oppose")
ACTS = (
    "demand",
    "propose",
    "offer",
    "promise",
    "agree",
    "praise",
    "welcome",
    "reject",
    "criticise",
    "warn",
    "threaten",
    "prohibit",
    "deny",
    "doubt",
    "consider",
)
_FORMER = term("sp:FormerPosition")
"""Of another time than the text: it takes no side of today, however it is corrected."""
_VERSION_OF = term("dcterms:isVersionOf")
MODALITIES = ("asserted", "conditional", "hypothetical", "questioned", "negated")
_CHANGED = frozenset(
    term("sp:" + name) for name in ("holder", "affirms", "rejects", "concerns", "stance", "act", "modality")
) | {LABEL}


@dataclass(frozen=True, slots=True)
class Correction:
    """How a position should read; ``holder`` and ``issue`` are labels or IRIs."""

    holder: str
    issue: str
    stance: str
    act: str
    modality: str


def corrected(graph: KnowledgeGraph, position: Position, correction: Correction) -> list[ox.Triple]:
    """The triples of ``position`` as corrected, with the description of an issue that is new to its document.

    Raises ``InputError`` for a holder that the graph does not know, and for a word outside the lists.
    """
    for value, known in (
        (correction.stance, STANCES),
        (correction.act, ACTS),
        (correction.modality, MODALITIES),
    ):
        if value not in known:
            raise InputError(f"{value[:40]!r} is none of {', '.join(known)}.")
    subject = ox.NamedNode(position.iri)
    holder = _holder(graph, correction.holder, position.document)
    issue, described = _issue(graph, correction.issue, position.document)
    link = {"support": "affirms", "oppose": "rejects"}[correction.stance]
    said_before = [
        quad.triple
        for quad in graph.store.quads(subject=subject)
        if quad.predicate not in _CHANGED and quad.graph_name != graph.iri("graph/inferred")
    ]
    if not said_plainly(correction.modality) or any(triple.object == _FORMER for triple in said_before):
        link = "concerns"
    kept = said_before if link == "concerns" else map(told_anew, said_before)
    said = [
        ("holder", holder),
        (link, issue),
        ("stance", _term(correction.stance)),
        ("act", _term(correction.act)),
        ("modality", _term(correction.modality)),
    ]
    label = f"{_name(graph, holder)}: {'für' if correction.stance == 'support' else 'gegen'} "
    label += _name(graph, issue) or correction.issue
    return [
        *kept,
        *(ox.Triple(subject, term("sp:" + name), value) for name, value in said),
        ox.Triple(subject, LABEL, ox.Literal(label, language="de")),
        *described,
        *_mention(graph, holder, position.document),
    ]


def _term(word: str) -> ox.NamedNode:
    return term("sp:" + word.capitalize())


def _name(graph: KnowledgeGraph, iri: ox.NamedNode) -> str:
    return next(iter(labels(graph, iri.value).values()), "")


def _holder(graph: KnowledgeGraph, wanted: str, document: str) -> ox.NamedNode:
    found = _by_label(graph, "actors", wanted, document) or _by_label(graph, "norms", wanted, document)
    if found is None:
        raise InputError(f"No actor of the graph is called {wanted[:80]!r}: choose one from the list.")
    return found


def _issue(graph: KnowledgeGraph, wanted: str, document: str) -> tuple[ox.NamedNode, list[ox.Triple]]:
    """The issue of that name and its description; an unknown one is made, and belongs to the document.

    Of a kind of issues, which nobody is for or against, a case of the document is made.
    """
    label = " ".join(wanted.split())
    if not label:
        raise InputError("A position needs an issue.")
    known = _by_label(graph, "issues", label, document)
    kind = known if known is not None and _is_kind(graph, known) else None
    room = graph.iri(f"issue/{_room(graph, document)}").value
    slug = kind.value.rsplit("/", 1)[1] if kind is not None else slugify(label)
    issue = known if known is not None and kind is None else ox.NamedNode(f"{room}/{slug}")
    tagged = labels(graph, issue.value) or {"de": label}
    described = [ox.Triple(issue, RDF_TYPE, term("sp:Issue"))]
    if kind is not None:
        described += [ox.Triple(issue, term(name), kind) for name in ("sp:ofKind", "skos:broader")]
    for language, name in tagged.items():
        word = ox.Literal(name, language=language) if language else ox.Literal(name)
        described += [ox.Triple(issue, term("skos:prefLabel"), word), ox.Triple(issue, LABEL, word)]
    return issue, described


def _is_kind(graph: KnowledgeGraph, issue: ox.NamedNode) -> bool:
    found = graph.store.quads(subject=issue, predicate=RDF_TYPE, object=term("sp:IssueKind"))
    return next(found, None) is not None


def _room(graph: KnowledgeGraph, document: str) -> str:
    """The part of identifiers by which issues and nameless actors belong to a document."""
    first = next(graph.store.quads(subject=ox.NamedNode(document), predicate=_VERSION_OF), None)
    whole = first.object.value if first is not None and isinstance(first.object, ox.NamedNode) else document
    return whole.removeprefix(graph.base + "document/")


def _mention(graph: KnowledgeGraph, holder: ox.NamedNode, document: str) -> list[ox.Triple]:
    """The description a document needs of a holder whom its text may not have named."""
    known = kind_of(graph, holder.value)
    kind = "Person" if known in ("", "Actor") else known
    return [
        ox.Triple(holder, RDF_TYPE, term("sp:" + kind)),
        ox.Triple(holder, term("sp:mentionedIn"), ox.NamedNode(document)),
        *(
            ox.Triple(holder, LABEL, ox.Literal(name, language=tag) if tag else ox.Literal(name))
            for tag, name in labels(graph, holder.value).items()
        ),
    ]


def _by_label(graph: KnowledgeGraph, kind: str, wanted: str, document: str) -> ox.NamedNode | None:
    """The thing of that name or identifier; one of the document first, none by name that is of another."""
    key = wanted.strip().removeprefix(graph.base).casefold()
    named: list[str] = []
    for entry in directory(graph, kind):
        path = entry.iri.removeprefix(graph.base)
        if key == path.casefold():
            return ox.NamedNode(entry.iri)
        if key in {name.casefold() for name in labels(graph, entry.iri).values()}:
            named.append(path)
    room = _room(graph, document)
    own = [path for path in named if path.split("/")[1:-1] == [room]]
    shared = [path for path in named if path.count("/") == 1]
    return next((graph.iri(path) for path in (*own, *shared)), None)
