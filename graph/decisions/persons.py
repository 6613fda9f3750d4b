"""Persons who are not shown any more: what a document, or any graph, says without them.

A *pseudonymised* person keeps positions under a pseudonym, and the name is masked letter by letter wherever
it stands. A *removed* person goes with all that was read about them: their sentences are masked, and with
these what others said in them. Masks are as long as what they hide, so that every other offset stays right.
Texts are read before they are masked and never again, so that no pronoun finds another owner.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph.decisions.anchors import CONTEXT
from graph.decisions.names import HiddenNames, blanked, digests
from graph.decisions.records import Author, Curation, Decision, curations, recorded
from graph.model import named_graphs
from graph.model.sentences import split
from graph.rdf.terms import LABEL, RDF_TYPE, term, text
from graph.stores.repository import Repository

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_PERSON, _TEXT, _DIGEST = term("sp:Person"), term("sp:text"), term("sp:textDigest")
_EVIDENCE, _START, _END = term("sp:evidence"), term("sp:start"), term("sp:end")
_NAMES = (LABEL, term("skos:prefLabel"))
_ELSEWHERE = (term("skos:altLabel"), term("owl:sameAs"), term("skos:exactMatch"))
"""What would lead from a pseudonym to the person."""
_WORDS = {
    term("sp:quote"): (0, 0),
    term("oa:exact"): (0, 0),
    term("oa:prefix"): (-CONTEXT, 0),
    term("oa:suffix"): (0, CONTEXT),
}
"""Properties of a passage that repeat the text: before (negative), itself, or behind, in code points."""
_STAYING = frozenset(
    ("document", "actor", "office", "norm", "field", "extraction", "plan", "graph", "day", "issue")
)
"""Kinds of things that do not go because they have to do with a person who goes."""


@dataclass(frozen=True, slots=True)
class HiddenPersons:
    """Whose names are hidden, and who (IRIs of pseudonyms) is removed, in data under ``base``."""

    base: str
    names: HiddenNames
    removed: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.names)

    def whose(self, iri: str) -> str:
        """The hidden person (IRI of the pseudonym) whom an actor's own ``iri`` names, or ``""``."""
        actor = iri.removeprefix(self.base + "actor/")
        if actor == iri:
            return ""
        last = actor.rsplit("/", 1)[-1]
        return next((hit.person for hit in self.names.hits(last) if hit.end - hit.start == len(last)), "")


@dataclass(slots=True)
class Veiled:
    """What is left of a graph, and what went: things (IRIs), and how many literals were masked."""

    triples: set[ox.Triple]
    gone: set[str] = field(default_factory=set)
    masked: int = 0


def hidden_by(base: str, decided: Iterable[Curation]) -> HiddenPersons:
    """The persons hidden by those of the decisions that are in force."""
    ours = [one for one in decided if one.decision.is_about_person and one.is_in_force]
    removed = frozenset(one.target for one in ours if one.decision is Decision.REMOVED)
    return HiddenPersons(base, HiddenNames({one.target: one.digests for one in ours}), removed)


def hidden_persons(graph: Repository) -> HiddenPersons:
    """The persons that are hidden in ``graph``."""
    place, kind = named_graphs.node(graph.base, named_graphs.CURATION), term("sp:decision")
    kinds = (one for one in Decision if one.is_about_person)
    if not any(
        True for one in kinds for _ in graph.store.quads(place, predicate=kind, object=ox.Literal(one.value))
    ):
        return hidden_by(graph.base, ())
    return hidden_by(graph.base, curations(graph))


def decided(
    graph: Repository, decision: Decision, names: Iterable[str], pseudonym: str, author: Author, why: str
) -> tuple[Curation, list[ox.Quad]]:
    """The record that a person with these ``names`` is hidden behind ``pseudonym``: no name is in it."""
    keys = [digest.split(":")[1] for one in curations(graph) for digest in one.digests]
    kept = digests(names, keys[0] if keys else "")
    comment = HiddenNames({pseudonym: kept}).masked(why)
    made = Curation("", pseudonym, decision, author.name, "", comment=comment, digests=kept)
    return recorded(graph, made, author)


def veiled(hidden: HiddenPersons, triples: Iterable[ox.Triple]) -> Veiled:
    """What ``triples``, the graph of a document or a part of any graph, are without the hidden persons."""
    said = set(triples)
    named = {hit.person for words in _all_words(said) for hit in hidden.names.hits(words)}
    if not named:
        return Veiled(said)
    persons = dict(_persons(hidden, said, named))
    spans = _spans(said)
    words = next((text(t.object) for t in said if t.predicate == _TEXT), "")
    gone, blanks = _going(hidden, said, named, persons, words, spans)
    left = _without_orphans({t for t in said if not _is_gone(t, gone)}, said)
    new = hidden.names.masked(blanked(words, blanks), named)
    result = Veiled(set(), {iri for iri in gone if not iri.startswith(hidden.base + "evidence/")})
    for triple in left:
        made = _rewritten(hidden, triple, named, persons, new, spans)
        result.masked += made is not None and made != triple
        if made is not None:
            result.triples.add(made)
    return result


def veiled_quads(hidden: HiddenPersons, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """``quads`` of any graphs on their way in, without the hidden names and those who were removed."""
    for quad in quads:
        named = {hit.person for words in _all_words([quad.triple]) for hit in hidden.names.hits(words)}
        if not named:
            yield quad
            continue
        who = {hidden.whose(text(end)) for end in (quad.subject, quad.object)} & hidden.removed
        made = None if who else _rewritten(hidden, quad.triple, named, {}, "", {})
        if made is not None:
            yield ox.Quad(made.subject, made.predicate, made.object, named_graph(hidden, quad.graph_name))


def named_graph(
    hidden: HiddenPersons, name: ox.NamedNode | ox.BlankNode | ox.DefaultGraph
) -> ox.NamedNode | ox.BlankNode | ox.DefaultGraph:
    """The name of a graph without hidden names."""
    return ox.NamedNode(_renamed(hidden, name.value)) if isinstance(name, ox.NamedNode) else name


def _all_words(triples: Iterable[ox.Triple]) -> Iterator[str]:
    for triple in triples:
        yield text(triple.subject)
        yield text(triple.object)


def _persons(hidden: HiddenPersons, said: set[ox.Triple], named: set[str]) -> Iterator[tuple[str, str]]:
    """The IRIs of actors that are hidden persons, each with that of the pseudonym."""
    kinds = {text(t.subject) for t in said if t.predicate == RDF_TYPE and t.object == _PERSON}
    for triple in said:
        for end in (text(triple.subject), text(triple.object)):
            if person := hidden.whose(end):
                yield end, person
        if triple.predicate in _NAMES and text(triple.subject) in kinds:
            label = text(triple.object)
            for hit in hidden.names.hits(label, named):
                before = label[: hit.start].split()
                if hit.end == len(label) and all(word.endswith(".") for word in before):
                    yield text(triple.subject), hit.person


def _spans(said: Iterable[ox.Triple]) -> dict[str, tuple[int, int]]:
    """The passages of a document by their IRIs."""
    starts = {text(t.subject): text(t.object) for t in said if t.predicate == _START}
    ends = {text(t.subject): text(t.object) for t in said if t.predicate == _END}
    return {
        iri: (int(start), int(ends[iri]))
        for iri, start in starts.items()
        if start.isdigit() and ends.get(iri, "").isdigit()
    }


def _going(
    hidden: HiddenPersons,
    said: set[ox.Triple],
    named: set[str],
    persons: dict[str, str],
    words: str,
    spans: dict[str, tuple[int, int]],
) -> tuple[set[str], list[tuple[int, int]]]:
    """What goes with the removed persons, and the sentences (code points) that are masked."""
    removed = named & hidden.removed
    gone = {iri for iri, person in persons.items() if person in removed}
    if not removed:
        return gone, []

    def has_name(value: str) -> bool:
        return any(hit.person in removed for hit in hidden.names.hits(value, named))

    kinds = {iri: _kind(hidden.base, iri) for t in said for iri in (text(t.subject), text(t.object))}
    for triple in said:
        kind = kinds[text(triple.subject)]
        if (kind not in _STAYING or kind == "issue") and isinstance(triple.object, ox.Literal):
            gone |= {text(triple.subject)} if has_name(triple.object.value) else set()
    sentences = list(split(words))
    blanks = {span for span in sentences if has_name(words[slice(*span)])}
    hits = [hit for hit in hidden.names.hits(words, named) if hit.person in removed]
    blanks |= {span for span in sentences if any(_meet(span, (hit.start, hit.end)) for hit in hits)}
    size = (-1, -1)
    while size != (len(gone), len(blanks)):
        size = (len(gone), len(blanks))
        gone |= {iri for iri, span in spans.items() if any(_meet(span, blank) for blank in blanks)}
        for triple in said:
            subject, value = text(triple.subject), text(triple.object)
            if value in gone and kinds[subject] not in _STAYING:
                gone.add(subject)
            if subject in gone and triple.predicate == _EVIDENCE and value in spans:
                blanks |= {span for span in sentences if _meet(span, spans[value])}
    return gone, sorted(blanks)


def _kind(base: str, iri: str) -> str:
    """The first part of the path of an IRI of ours (``position``); ``graph`` for one that is not ours."""
    return iri.removeprefix(base).partition("/")[0] if iri.startswith(base) else "graph"


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_gone(triple: ox.Triple, gone: set[str]) -> bool:
    """Whether a triple speaks of what is gone, or of a part of it (``event/…/time``)."""
    return any(
        end in gone or any(end[:cut] in gone for cut in _cuts(end))
        for end in (text(triple.subject), text(triple.object) if _is_node(triple.object) else "")
    )


def _is_node(value: Term) -> bool:
    return isinstance(value, ox.NamedNode)


def _cuts(iri: str) -> Iterator[int]:
    return (place for place, letter in enumerate(iri) if letter == "/" and place > len("https://"))


def _without_orphans(left: set[ox.Triple], before: set[ox.Triple]) -> set[ox.Triple]:
    """``left`` without passages and issues of which only what is gone spoke ``before``."""

    def pointed_at(triples: set[ox.Triple]) -> set[str]:
        return {text(t.object) for t in triples if _is_node(t.object)}

    lost = {iri for iri in pointed_at(before) - pointed_at(left) if "/evidence/" in iri or "/issue/" in iri}
    return {t for t in left if not _is_gone(t, lost)} if lost else left


def _rewritten(
    hidden: HiddenPersons,
    triple: ox.Triple,
    named: set[str],
    persons: dict[str, str],
    words: str,
    spans: dict[str, tuple[int, int]],
) -> ox.Triple | None:
    """A triple without hidden names, ``None`` where it would lead to them; ``words`` is the masked text."""
    subject = text(triple.subject)
    value: Term = triple.object
    pseudonym = persons.get(subject)
    if pseudonym and triple.predicate in _ELSEWHERE:
        return None
    if isinstance(value, ox.NamedNode):
        if not value.value.startswith(hidden.base) and hidden.names.hits(value.value):
            return None
        value = ox.NamedNode(persons.get(value.value) or _renamed(hidden, value.value, named))
    elif isinstance(value, ox.Literal):
        value = _literal(hidden, triple, value, named, words, spans)
        if pseudonym and triple.predicate in _NAMES:
            value = ox.Literal(label_of(pseudonym))
    if not isinstance(triple.subject, ox.NamedNode):
        return ox.Triple(triple.subject, triple.predicate, value)
    return ox.Triple(ox.NamedNode(pseudonym or _renamed(hidden, subject, named)), triple.predicate, value)


def _literal(
    hidden: HiddenPersons,
    triple: ox.Triple,
    value: ox.Literal,
    named: set[str],
    words: str,
    spans: dict[str, tuple[int, int]],
) -> ox.Literal:
    """The value of a triple as it is now: words of the text from the masked text."""
    place = spans.get(text(triple.subject).removesuffix("/quote"))
    if triple.predicate == _TEXT and words:
        new = words
    elif triple.predicate == _DIGEST and words:
        new = f"sha256:{hashlib.sha256(words.encode()).hexdigest()}"
    elif place and triple.predicate in _WORDS and words:
        before, behind = _WORDS[triple.predicate]
        start, end = place
        new = words[max(0, start + before) : start] if before else words[end : end + behind]
        new = words[start:end] if not (before or behind) else new
    else:
        new = hidden.names.masked(value.value, named)
    if new == value.value:
        return value
    return (
        ox.Literal(new, language=value.language)
        if value.language
        else ox.Literal(new, datatype=value.datatype)
    )


def _renamed(hidden: HiddenPersons, iri: str, named: set[str] | None = None) -> str:
    """An IRI without hidden names; what belongs to a document (``issue/<document>/…``) also without parts."""
    path = iri.removeprefix(hidden.base)
    if path == iri:
        return iri
    kind, _, rest = path.partition("/")
    is_local = kind in ("issue", "actor") and "/" in rest
    return hidden.base + hidden.names.renamed(path, named if is_local and named else ())


def label_of(pseudonym: str) -> str:
    """What a pseudonymised person is called: ``Person 3f2a9c1d``."""
    return "Person " + pseudonym.rsplit("-", 1)[-1]
