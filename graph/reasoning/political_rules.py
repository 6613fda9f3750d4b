"""Rules beyond OWL RL: one SPARQL CONSTRUCT query a file in ``graph/reasoning/rules`` (docs/REASONING.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pyoxigraph as ox
import rdflib
from rdflib.paths import Path
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from graph.rdf.queries import NOTHING_TO_STRIKE_OUT, algebra, asks_elsewhere, laid_over, says_nothing
from graph.rdf.terms import SimpleTerm, Term
from graph.reasoning.narrowing import group_at, narrowed, ways_through
from graph.reasoning.sites import (
    Keys,
    RulePattern,
    RuleSite,
    certain,
    flat_triples,
    pattern_of,
    required,
    sites,
    turned,
)
from ontology.errors import KnowledgeError
from ontology.fact_checks import term_mistakes
from ontology.knowledge import PLAIN, Knowledge, line_of

_HEADER = re.compile(r"^#\s*(name|stage|de|en):\s*(.+?)\s*$", re.MULTILINE)
_TEMPLATE = re.compile(r"\bCONSTRUCT\s*\{[^{}]*\}", re.IGNORECASE)
_OPENING = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
_TYPE = rdflib.RDF.type
_VALUES = "\0"
"""Where in the query of a way the values go."""
_HIDDEN = ("Builtin_NOTEXISTS", "Builtin_EXISTS", "ToMultiSet")


@dataclass(frozen=True, eq=False)
class RuleWay:
    """One way through the UNIONs of a rule: a query for its triples, which names no values yet."""

    query: str
    sites: tuple[RuleSite, ...]
    certain: frozenset[ox.Variable]
    """The variables that every solution binds by a pattern,"""
    required: tuple[RulePattern, ...]
    """and patterns that every solution needs."""

    def construct_for(self, names: Iterable[ox.Variable], keys: Keys) -> str:
        """The query that makes the triples of solutions with one of ``keys`` for ``names`` (certain ones)."""
        rows = " ".join(f"({' '.join(map(str, key))})" for key in keys)
        return self.query.replace(_VALUES, f"VALUES ({' '.join(map(str, names))}) {{ {rows} }}")


@dataclass(frozen=True)
class PoliticalRule:
    """One rule.

    Attributes:
        name: its name in proofs.
        stage: rules of a lower stage have run to their end before.
        sentences: the proof step in German (``de``) and English (``en``), with ``{variable}``.
        construct: the query that makes its triples.
        select: the query for the solutions behind them.
        template: what it makes.
        premises: the patterns that its proofs rest on.
        reads: the predicates, and for ``rdf:type`` the classes, that it looks at; None if any.
        asked: each property that it asks for, with the others that its group asks for of the same subject.
        ways: the ways through it, each with where new triples can matter; None where that is not known.
    """

    name: str
    stage: int
    sentences: tuple[tuple[str, str], ...]
    construct: str
    select: str
    template: tuple[RulePattern, ...]
    premises: tuple[RulePattern, ...]
    reads: frozenset[SimpleTerm] | None
    asked: tuple[tuple[ox.NamedNode, frozenset[ox.NamedNode]], ...]
    ways: tuple[RuleWay, ...] | None

    @cached_property
    def sites_by_property(self) -> dict[object, tuple[tuple[RuleWay, RuleSite], ...]]:
        """The sites with each property; under ``None`` those with any."""
        found: dict[object, tuple[tuple[RuleWay, RuleSite], ...]] = {}
        for way in self.ways or ():
            for site in way.sites:
                predicate = None if isinstance(site.pattern[1], ox.Variable) else site.pattern[1]
                found[predicate] = (*found.get(predicate, ()), (way, site))
        return found

    def is_about(self, predicate: ox.NamedNode, kind: Term | None) -> bool:
        """Whether triples with a property, or for ``rdf:type`` with a class, can matter to the rule."""
        return self.reads is None or predicate in self.reads or kind in self.reads


@lru_cache(maxsize=8)
def read_rules(knowledge: Knowledge = PLAIN) -> tuple[PoliticalRule, ...]:
    """The rules by stage and name, those of a knowledge folder laid over the package's.

    Raises ``KnowledgeError`` that names the file and line of a fault.
    """
    more = knowledge.part("rules")
    texts = laid_over("graph.reasoning", "rules", more)
    found: dict[str, PoliticalRule] = {}
    for file in sorted(texts, key=lambda name: (name in more, name)):
        place = knowledge.path(f"rules/{file}") if file in more else file
        rule = parse_rule(texts[file], place)
        if rule.name in found:
            raise KnowledgeError(f"{place} line 1: there is another rule with the name {rule.name!r}.")
        found[rule.name] = rule
    return tuple(sorted(found.values(), key=lambda rule: (rule.stage, rule.name)))


def rule_mistakes(knowledge: Knowledge) -> Iterator[str]:
    """What is wrong with the rules of a knowledge folder, each with file and line."""
    own = laid_over("graph.reasoning", "rules", {})
    found: list[str] = []
    for name, text in knowledge.part("rules").items():
        path = knowledge.path(f"rules/{name}")
        if says_nothing(text):
            found += [] if name in own else [f"{path} line 1: {NOTHING_TO_STRIKE_OUT}"]
            continue
        try:
            parse_rule(text, path)
        except KnowledgeError as error:
            found.append(str(error))
        found += [f"{path} line {number}: {mistake}" for number, mistake in term_mistakes(text)]
    if not found:
        try:
            read_rules(knowledge)
        except KnowledgeError as error:
            found.append(str(error))
    yield from found


def parse_rule(text: str, file: str) -> PoliticalRule:
    """The rule in a text; raises ``KnowledgeError`` that names ``file``, line and fault."""
    header = dict(_HEADER.findall(text))
    if missing := [key for key in ("name", "de", "en") if key not in header]:
        raise KnowledgeError(f"{file} line 1: the rule lacks the header {', '.join(missing)}.")
    if not header.get("stage", "1").isdigit():
        line = text[: text.index(header["stage"], text.index("stage:"))].count("\n") + 1
        raise KnowledgeError(f"{file} line {line}: the stage {header['stage']!r} is no number.")
    if not (made := _TEMPLATE.search(text)):
        raise KnowledgeError(f"{file} line 1: the rule is no CONSTRUCT query with a template and WHERE.")
    parsed = algebra(text, file)
    if asks_elsewhere(parsed):
        raise KnowledgeError(f"{file} line {line_of(text, 'SERVICE')}: a rule asks no other server.")
    template = tuple(pattern_of(triple) for triple in parsed.template)
    if any(isinstance(term, ox.BlankNode) for pattern in template for term in pattern):
        line = text[: made.start()].count("\n") + 1
        raise KnowledgeError(f"{file} line {line}: the rule makes blank nodes, which no proof could name.")
    seen = list(_triples(parsed.p, _HIDDEN))
    premises = tuple(pattern_of(turned(triple)) for triple in seen if not isinstance(turned(triple)[1], Path))
    return PoliticalRule(
        name=header["name"],
        stage=int(header.get("stage", "1")),
        sentences=(("de", header["de"]), ("en", header["en"])),
        construct=text,
        select=_TEMPLATE.sub("SELECT *", text, count=1),
        template=template,
        premises=premises,
        reads=_reads(list(_triples(parsed.p, ()))),
        asked=tuple(_asked(parsed.p)),
        ways=_ways(text, file, parsed),
    )


def _ways(text: str, file: str, whole: CompValue) -> tuple[RuleWay, ...] | None:
    """The ways through a rule, whose algebra is ``whole``."""
    opening = _OPENING.search(text)
    if opening is None:
        return None
    before, body = text[: opening.end() - 1], group_at(text, opening.end() - 1)
    after = text[len(before) + len(body) :]
    found: list[RuleWay] = []
    for way in ways_through(body):
        parsed = whole if way == body else algebra(before + way + after, file)
        places = sites(parsed.p)
        if places is None:
            return None
        sure = certain(parsed.p)
        query = before + narrowed(way, _VALUES, {variable.value for variable in sure}) + after
        found.append(RuleWay(query, places, sure, required(parsed.p)))
    return tuple(found)


# ------------------------------------------------------------------ the algebra of rdflib

_Triple = tuple[Node, Node | Path, Node]


def _parts(node: object) -> Iterator[object]:
    if isinstance(node, CompValue):
        yield from node.values()
    elif isinstance(node, (list, tuple)) and not isinstance(node, str):
        yield from node


def _triples(node: object, without: tuple[str, ...]) -> Iterator[_Triple]:
    """The triple patterns of a query, without those inside the named parts and right of a MINUS."""
    if isinstance(node, CompValue):
        if node.name in without:
            return
        if node.name == "BGP":
            yield from node.triples
            return
        if node.name == "Minus" and without:
            yield from _triples(node.p1, without)
            return
        if node.name == "TriplesBlock":
            yield from flat_triples(node)
            return
    for part in _parts(node):
        yield from _triples(part, without)


def _asked(node: object) -> Iterator[tuple[ox.NamedNode, frozenset[ox.NamedNode]]]:
    """See ``PoliticalRule.asked``; what a path asks for, it asks for alone."""
    if isinstance(node, CompValue) and node.name in ("BGP", "TriplesBlock"):
        block = [turned(one) for one in (node.triples if node.name == "BGP" else flat_triples(node))]
        for subject, predicate, _ in block:
            is_path = not isinstance(predicate, rdflib.URIRef)
            beside = (other for one, other, _ in block if one == subject and other not in (predicate, _TYPE))
            others = (ox.NamedNode(other) for other in beside if isinstance(other, rdflib.URIRef))
            together = frozenset() if is_path else frozenset(others)
            yield from ((ox.NamedNode(iri), together) for iri in _iris(predicate))
        return
    for part in _parts(node):
        yield from _asked(part)


def _reads(triples: list[_Triple]) -> frozenset[SimpleTerm] | None:
    found: set[SimpleTerm] = set()
    for _, predicate, target in triples:
        if isinstance(predicate, rdflib.Variable):
            return None
        if predicate == _TYPE and isinstance(target, rdflib.URIRef):
            found.add(ox.NamedNode(target))
        else:
            found.update(ox.NamedNode(iri) for iri in _iris(predicate))
    return frozenset(found)


def _iris(predicate: object) -> Iterator[str]:
    if isinstance(predicate, rdflib.URIRef):
        yield str(predicate)
    elif isinstance(predicate, Path):
        for part in vars(predicate).values():
            for inner in part if isinstance(part, list) else [part]:
                yield from _iris(inner)
