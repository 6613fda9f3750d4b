"""A proof as a reader follows it: what people would say, without the steps that only turn words round.

Steps of OWL (inverses, chains, classes) say nothing that a person would: what they rest on stands in their
place. What a proof takes from one record, such as a tenure with its office, actor and days, is one reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pyoxigraph as ox

from graph.knowledge.explanation import AssertionSource, ProofStep

_FORMAL = re.compile(r"(prp|cax|cls|scm|eq|dt)-|stands-(for|against)$")
"""Names of rules that only turn words round."""
RECORDS = ("tenure", "position", "norm-rule")
"""What is told as a whole: the first part of its path."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a rule with the reasons it rests on, or a fact with its sources.

    ``record`` is the tenure, position or rule of a norm (IRI) that a fact is about; ``step`` is what it says
    formally.
    """

    step: ProofStep
    record: str = ""
    reasons: tuple[Reason, ...] = ()
    sources: tuple[AssertionSource, ...] = ()

    @property
    def is_fact(self) -> bool:
        """Whether somebody says it."""
        return self.step.rule == "asserted"


def reasons(proof: ProofStep, base: str) -> tuple[Reason, ...]:
    """Why the last step of ``proof`` holds, each reason told once."""
    found = _reasons(proof, base)
    told = frozenset(reason.record for reason in found if reason.is_fact and reason.record)
    return tuple(_without(reason, told) for reason in found)


def _reasons(step: ProofStep, base: str) -> tuple[Reason, ...]:
    if not step.premises:
        return (Reason(step, _record(step.triple, base), sources=step.sources),)
    below = _joined(r for p in step.premises if not p.is_axiom for r in _reasons(p, base))
    return below if below and _FORMAL.match(step.rule) else (Reason(step, reasons=below),)


def _record(triple: ox.Triple, base: str) -> str:
    """The record that a triple is about, also by a part of it; ``""`` if it is about none."""
    for term in (triple.subject, triple.object):
        if isinstance(term, ox.NamedNode):
            sort, _, rest = term.value.removeprefix(base).partition("/")
            if sort in RECORDS and term.value.startswith(base):
                return f"{base}{sort}/{re.split('[#/]', rest)[0]}"
    return ""


def _joined(found: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons with all facts of one record joined into the first."""
    joined: dict[object, Reason] = {}
    for reason in found:
        key = (reason.record if reason.is_fact else "") or reason.step.triple
        first = joined.get(key)
        sources = (*(first.sources if first else ()), *reason.sources)
        joined[key] = replace(first or reason, sources=_told(sources))
    return tuple(joined.values())


def _told(sources: Iterable[AssertionSource]) -> tuple[AssertionSource, ...]:
    """Each source once; one that cites nothing only where no other does."""
    found = tuple(dict.fromkeys(sources))
    telling = tuple(source for source in found if source.reference or source.quotations)
    return telling or found


def _without(reason: Reason, told: frozenset[str]) -> Reason:
    below = (r for r in reason.reasons if not (r.is_fact and r.record in told))
    return replace(reason, reasons=tuple(_without(r, told) for r in below))
