"""Explanations as JSON, as PROV and as text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from graph.knowledge.explanation import AssertionSource, Explanation, ProofStep
from graph.model.reasoner import ASSERTED
from graph.rdf.terms import Term
from ontology.terms import PREFIXES, SP


def as_json(explanation: Explanation, language: str = "de") -> dict[str, Any]:
    """The stable JSON form: the triple, and each proof as a tree of steps."""
    return {
        "triple": _triple_as_json(explanation.triple),
        "asserted": explanation.is_asserted,
        "proofs": [_step_as_json(step, language) for step in explanation.proofs],
    }


def _step_as_json(step: ProofStep, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "triple": _triple_as_json(step.triple),
        "rule": step.rule,
        "sentence": step.sentence.in_language(language),
        "premises": [_step_as_json(premise, language) for premise in step.premises],
    }
    if step.rule == ASSERTED:
        found["sources"] = [_source_as_json(source) for source in step.sources]
    return found


def _source_as_json(source: AssertionSource) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": source.kind, "iri": source.iri}
    if source.title:
        found["title"] = source.title
    if source.reference:
        found["reference"] = source.reference
    if source.kind == "document":
        found["document"] = source.iri
        found["evidence"] = [
            {"iri": quote.iri, "start": quote.start, "end": quote.end, "quote": quote.text}
            for quote in source.quotations
        ]
    return found


def _triple_as_json(triple: ox.Triple) -> dict[str, str]:
    return {
        "subject": str(triple.subject),
        "predicate": str(triple.predicate),
        "object": str(triple.object),
    }


# ------------------------------------------------------------------ as PROV


def as_triples(explanation: Explanation, base: str) -> list[ox.Triple]:
    """The explanation in PROV: every triple a reified statement, derived from others or quoted from a source.

    Statements are ``<base>statement/<hash>``, rules ``<base>rule/<name>``; the same triple gets the same IRI
    in every explanation.
    """
    found: dict[ox.Triple, None] = {}
    for step in explanation.proofs:
        found.update(dict.fromkeys(_step_as_triples(step, base)))
    return list(found)


def _step_as_triples(step: ProofStep, base: str) -> Iterator[ox.Triple]:
    statement = _statement(step.triple, base)
    for name in ("rdf:Statement", "prov:Entity"):
        yield ox.Triple(statement, _name("rdf:type"), _name(name))
    yield ox.Triple(statement, _name("rdf:subject"), step.triple.subject)
    yield ox.Triple(statement, _name("rdf:predicate"), step.triple.predicate)
    yield ox.Triple(statement, _name("rdf:object"), step.triple.object)
    if step.rule == ASSERTED:
        for source in step.sources:
            yield ox.Triple(
                statement, _name("prov:hadPrimarySource"), ox.NamedNode(source.reference or source.iri)
            )
            for quotation in source.quotations:
                yield ox.Triple(statement, ox.NamedNode(SP.evidence), ox.NamedNode(quotation.iri))
        return
    yield from _application_as_triples(step, statement, base)
    for premise in step.premises:
        yield from _step_as_triples(premise, base)


def _application_as_triples(step: ProofStep, statement: ox.NamedNode, base: str) -> Iterator[ox.Triple]:
    used = [_statement(premise.triple, base) for premise in step.premises]
    digest = hashlib.sha256(
        " ".join([step.rule, statement.value, *(s.value for s in used)]).encode()
    ).hexdigest()
    activity = ox.NamedNode(f"{base}inference/{digest[:16]}")
    rule = ox.NamedNode(f"{base}rule/{step.rule}")
    association = ox.NamedNode(activity.value + "/association")
    yield ox.Triple(statement, _name("prov:wasGeneratedBy"), activity)
    yield ox.Triple(activity, _name("rdf:type"), _name("prov:Activity"))
    yield ox.Triple(activity, _name("prov:qualifiedAssociation"), association)
    yield ox.Triple(association, _name("rdf:type"), _name("prov:Association"))
    yield ox.Triple(association, _name("prov:hadPlan"), rule)
    yield ox.Triple(rule, _name("rdf:type"), _name("prov:Plan"))
    yield ox.Triple(rule, _name("rdfs:label"), ox.Literal(step.rule))
    for language in ("de", "en"):
        text = ox.Literal(step.sentence.in_language(language), language=language)
        yield ox.Triple(activity, _name("rdfs:label"), text)
    for premise in used:
        yield ox.Triple(activity, _name("prov:used"), premise)
        yield ox.Triple(statement, _name("prov:wasDerivedFrom"), premise)


def _statement(triple: ox.Triple, base: str) -> ox.NamedNode:
    return ox.NamedNode(f"{base}statement/{hashlib.sha256(str(triple).encode()).hexdigest()[:16]}")


def _name(text: str) -> ox.NamedNode:
    prefix, local = text.split(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


# ------------------------------------------------------------------ as text

_FIRST, _REST = (ox.NamedNode(PREFIXES["rdf"] + name) for name in ("first", "rest"))
_SAID = {
    "de": {"background": "Hintergrund", "ontology": "Ontologie", "curation": "Redaktion", "at": "Zeichen"},
    "en": {"background": "background", "ontology": "ontology", "curation": "curation", "at": "characters"},
}


def as_text(explanation: Explanation, base: str, language: str = "de") -> str:
    """The proofs as trees of lines: each triple, why it holds, and the sentences it rests on.

    The cells of lists, which only spell out an axiom, are written into the axiom.
    """
    return "\n\n".join("\n".join(_lines(step, (), base, language)) for step in explanation.proofs)


def _lines(step: ProofStep, siblings: tuple[ProofStep, ...], base: str, language: str) -> Iterator[str]:
    yield _headline(step, siblings, base)
    if step.rule != ASSERTED:
        yield f"  {step.sentence.in_language(language)} ({step.rule})"
    for source in step.sources:
        yield from (f"  {line}" for line in _source_lines(source, language))
    shown = [premise for premise in step.premises if premise.triple.predicate not in (_FIRST, _REST)]
    for premise in shown:
        is_last = premise is shown[-1]
        lines = list(_lines(premise, step.premises, base, language))
        yield ("└─ " if is_last else "├─ ") + lines[0]
        yield from (("   " if is_last else "│  ") + line for line in lines[1:])


def _headline(step: ProofStep, siblings: tuple[ProofStep, ...], base: str) -> str:
    subject, predicate, target = step.triple
    members = list(_members(target, siblings))
    shown = (
        "(" + " ".join(short(member, base) for member in members) + ")" if members else short(target, base)
    )
    return f"{short(subject, base)} {short(predicate, base)} {shown}"


def _members(head: Term, siblings: tuple[ProofStep, ...]) -> Iterator[Term]:
    """The members of a list whose cells are among the premises of a step."""
    triples = [step.triple for step in siblings]
    firsts: dict[Term, Term] = {t.subject: t.object for t in triples if t.predicate == _FIRST}
    rests: dict[Term, Term] = {t.subject: t.object for t in triples if t.predicate == _REST}
    cell: Term | None = head
    while cell is not None and cell in firsts:
        yield firsts.pop(cell)
        cell = rests.get(cell)


def _source_lines(source: AssertionSource, language: str) -> list[str]:
    said = _SAID["de" if language == "de" else "en"]
    if source.kind != "document":
        return [" ".join(part for part in (said.get(source.kind, source.kind), source.reference) if part)]
    quotes = [f"{said['at']} {quote.start}–{quote.end}: „{quote.text}“" for quote in source.quotations]
    return [f"{source.title} <{source.iri}>" if source.title else source.iri, *quotes]


def short(term: Term, base: str) -> str:
    """A term in its shortest form: under the base, with a prefix, or in full."""
    if not isinstance(term, ox.NamedNode):
        return str(term)
    if term.value.startswith(base):
        return term.value.removeprefix(base)
    for prefix, namespace in PREFIXES.items():
        if term.value.startswith(namespace):
            return f"{prefix}:{term.value.removeprefix(namespace)}"
    return str(term)
