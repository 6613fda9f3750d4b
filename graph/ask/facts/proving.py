"""Why a position is said to hold: the proof of it, from the rule that made it down to the sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from graph.ask.linking.inquiry import Inquiry
from graph.ask.positions.answer import Finding
from graph.ask.words.wording import say
from graph.knowledge.explanation import ProofStep, explain
from graph.model.reasoner import ASSERTED
from ontology.errors import StandpunktError
from ontology.terms import SP

_EDGES = {
    "support": ("supports", "officiallySupports", "supportsCollectively"),
    "oppose": ("opposes", "officiallyOpposes", "opposesCollectively"),
}

_SAME_SAID_OTHERWISE = ("prp-inv1", "prp-inv2", "prp-symp")
"""Rules that only turn a statement round; a reader does not need them."""


def proof_in_words(inquiry: Inquiry, row: Finding) -> tuple[str, ...]:
    """The proof of the edge between holder and issue of a row, step by step; empty where there is none.

    Only what a text asserts makes such an edge, and only a graph with a reasoner can tell its proof.
    """
    if not (row.position and row.holder_iri and row.issue_iri and row.stance and row.plain):
        return ()
    for edge in _EDGES[row.stance]:
        triple = ox.Triple(ox.NamedNode(row.holder_iri), ox.NamedNode(SP[edge]), ox.NamedNode(row.issue_iri))
        try:
            found = explain(inquiry.knowledge, triple)
        except StandpunktError:
            continue
        return tuple(dict.fromkeys(_in_words(found.proofs[0], inquiry.language)))
    return ()


def _in_words(step: ProofStep, language: str) -> Iterator[str]:
    """What a step says and what it rests on, without the axioms that only say what words mean."""
    if step.rule not in (ASSERTED, *_SAME_SAID_OTHERWISE):
        yield step.sentence.in_language(language)
    for source in step.sources:
        for quote in source.quotations:
            yield say("why-quoted", language, quote=" ".join(quote.text.split()), title=source.title)
        if source.kind == "background":
            yield say("why-background", language, source=source.reference or "–")
    for premise in step.premises:
        if not premise.is_axiom:
            yield from _in_words(premise, language)
