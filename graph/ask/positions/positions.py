"""Positions that answer a question: fetched, judged against what was asked, turned into findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from graph.ask.linking.context import Context, Topic, nodes
from graph.ask.linking.queries import date_term
from graph.ask.positions.answer import Finding, Proof
from graph.ask.positions.evidence import add_proof
from graph.ask.words.lexicon import Act
from graph.ask.words.wording import say
from graph.model.rdf_terms import local_name

OPPOSITE = {"support": "oppose", "oppose": "support"}
_MODALITY = {"asserted": 1.0, "conditional": 0.5, "hypothetical": 0.4, "questioned": 0.3, "negated": 0.2}
_HOW = {"own": 1.0, "collective": 0.7, "official": 0.6}
LOOSE = 0.6
"""Share of the question that issue, evidence and article together must answer where no label does."""
_NEAR = 0.45
"""How well a position must fit, compared to the best, to be shown beside it."""


@dataclass(frozen=True, slots=True)
class Position:
    """A position as the query gives it. ``score`` says how well it fits the question."""

    iri: str
    holder: str
    taker: str
    how: str
    stance: str
    act: str
    modality: str
    issue: str
    proofs: tuple[Proof, ...] = ()
    condition: str | None = None
    reporter: str | None = None
    date: str | None = None
    score: float = 1.0
    turned: bool = False
    via: str = ""

    @property
    def toward(self) -> str:
        """The stance toward what was asked about, where the issue's label names its opposite."""
        return OPPOSITE[self.stance] if self.turned else self.stance

    @property
    def asserted(self) -> bool:
        """Whether the text asserts it."""
        return self.modality == "asserted"


def fetch(
    context: Context,
    *,
    holders: Sequence[str] = (),
    issues: Sequence[str] = (),
    positions: Sequence[str] = (),
    documents: Sequence[str] = (),
) -> list[Position]:
    """The positions of ``holders`` on ``issues`` (empty means any), within the question's filters."""
    filters = context.filters
    values: dict[str, Sequence[ox.NamedNode | ox.Literal]] = {
        "holder": nodes(holders),
        "issue": nodes(issues),
        "position": nodes(positions),
        "document": nodes(documents or context.documents),
        "source": nodes(context.sources),
        "since": [date_term(filters.since)] if filters.since else [],
        "until": [date_term(filters.until)] if filters.until else [],
    }
    found: dict[tuple[str, str], Position] = {}
    for row in context.query("ask-positions", values):
        key = row["position"], row["holder"]
        position = found.get(key) or _position(row)
        found[key] = replace(position, proofs=add_proof(position.proofs, row))
    return list(found.values())


def _position(row: dict[str, str]) -> Position:
    stance, act, modality = (local_name(row[name]) for name in ("stance", "act", "modality"))
    score = _MODALITY[modality] * _HOW[row["how"]] * (0.5 + 0.5 * float(row.get("confidence", "1")))
    return Position(
        row["position"],
        row["holder"],
        row["taker"],
        row["how"],
        stance,
        act,
        modality,
        row["issue"],
        (),
        row.get("condition"),
        row.get("reporter"),
        row.get("date"),
        score,
    )


def on_topic(
    context: Context, topic: Topic, holders: Sequence[str] = (), loose: float = LOOSE
) -> list[Position]:
    """Positions (of ``holders``, if given) whose issue answers to ``topic``, scored by how well it does."""
    matches = topic.scores
    if not matches:
        return []
    found = fetch(context, holders=holders, issues=list(matches))
    return [_scored(position, matches[position.issue].score, position, topic, context) for position in found]


def by_evidence(
    context: Context, topic: Topic, holders: Sequence[str] = (), enough: float = LOOSE
) -> list[Position]:
    """Positions whose issue, evidence sentence and article together answer to ``topic``."""
    index = context.index
    takers = {*holders, *(group for holder in holders for group in index.links["partOfCollective"][holder])}
    among = [held for taker in takers for held in index.by_holder[taker]] if holders else None
    scores = context.issues.positions(topic.terms, among, enough)
    if not scores:
        return []
    best = sorted(scores, key=lambda iri: (-scores[iri], iri))[:60]
    found = fetch(context, holders=holders, positions=best)
    return [_scored(position, 0.8 * scores[position.iri], position, topic, context) for position in found]


def _scored(position: Position, score: float, _: Position, topic: Topic, context: Context) -> Position:
    match = topic.scores.get(position.issue)
    turned = match.turned if match else context.issues.turned(topic.terms, position.issue)
    return replace(position, score=position.score * score, turned=turned, via=match.via if match else "")


def about(
    context: Context, topic: Topic, keep: Callable[[Position], bool], holders: Sequence[str] = ()
) -> list[Position]:
    """The kept positions on ``topic``: by the labels of issues, and where none is left, by the evidence."""
    found = [position for position in on_topic(context, topic, holders) if keep(position)]
    if not found:
        enough = 0.45 if holders else LOOSE
        found = [position for position in by_evidence(context, topic, holders, enough) if keep(position)]
    best = max((position.score for position in found), default=0.0)
    near = [position for position in found if position.score >= _NEAR * best]
    return sorted(near, key=lambda position: (-position.score, position.iri))


def fits(act: Act, stance: str) -> Callable[[Position], bool]:
    """Whether a position is of the asked act, or where the act says nothing, of the asked stance."""

    def keep(position: Position) -> bool:
        if not stance:
            return not act.acts or position.act in act.acts
        return position.toward == stance and act.stands_for(position.act)

    return keep


def favour(act: Act, positions: Iterable[Position]) -> list[Position]:
    """Positions of the asked act first; the others only if there are none of it."""
    found = list(positions)
    exact = [
        replace(p, score=p.score * _exactness(act, p)) for p in found if p.act in act.acts and not p.turned
    ]
    if act.acts and exact:
        rest = []
    else:
        exact, rest = [], [replace(p, score=p.score * 0.6) for p in found] if act.acts else found
    return sorted([*exact, *rest], key=lambda position: (-position.score, position.iri))


def _exactness(act: Act, position: Position) -> float:
    return 1.0 if position.act == act.acts[0] else 0.85


def finding(context: Context, position: Position, kind: str) -> Finding:
    """A position as a row of an answer; ``kind`` says whether its holder or its issue was asked for."""
    actor = kind == "actor"
    return Finding(
        label=context.label(position.holder if actor else position.issue),
        iri=position.holder if actor else position.issue,
        kind=kind,
        stance=position.stance,
        act=position.act,
        issue=context.label(position.issue),
        inferred=position.how != "own",
        evidence=position.proofs,
        issue_iri=position.issue,
        holder=context.label(position.holder),
        holder_iri=position.holder,
        modality=position.modality,
        condition=position.condition,
        reporter=context.label(position.reporter) if position.reporter else None,
        reporter_iri=position.reporter,
        date=position.date,
        position=position.iri,
        note=_note(context, position),
        why=_why(context, position),
        score=position.score,
    )


def _note(context: Context, position: Position) -> str:
    parts = []
    if position.via:
        parts.append(say("note-narrower", context.language, issue=context.label(position.via)))
    if position.turned:
        parts.append(say("note-turned", context.language, issue=context.label(position.issue)))
    if not position.asserted:
        parts.append(say(f"note-{position.modality}", context.language))
    return "; ".join(parts)


def _why(context: Context, position: Position) -> tuple[str, ...]:
    if position.how == "own":
        return ()
    taker, holder, issue = (context.label(iri) for iri in (position.taker, position.holder, position.issue))
    office = _office(context, position) if position.how == "official" else ""
    parts = {"taker": taker, "holder": holder, "issue": issue, "office": office}
    return tuple(say(f"why-{position.how}-{step}", context.language, **parts) for step in (1, 2))


def _office(context: Context, position: Position) -> str:
    """The office by which the taker of a position speaks for its holder."""
    represents = context.index.links["represents"]
    names = {
        post.name
        for post in context.index.posts
        if post.actor == position.taker
        and position.holder in {post.organisation, *represents.get(post.office, ())}
    }
    return ", ".join(sorted(names)) or "?"


def grouped(context: Context, positions: Iterable[Position], kind: str) -> tuple[Finding, ...]:
    """One finding for each holder, or each issue and holder, with the evidence of all its positions.

    ``kind`` is ``actor`` or ``issue``, which become the label, or ``pair``: the holder is, with each issue.
    """
    groups: dict[tuple[str, ...], list[Position]] = {}
    for position in positions:
        key = (position.holder,) if kind == "actor" else (position.issue, position.holder, position.stance)
        groups.setdefault(key, []).append(position)
    findings = []
    for group in groups.values():
        best = max(group, key=lambda position: position.score)
        proofs = tuple(dict.fromkeys(proof for position in group for proof in position.proofs))
        more = 1 + 0.02 * min(5, len(group) - 1)
        made = finding(context, best, "issue" if kind == "issue" else "actor")
        findings.append(replace(made, evidence=proofs, score=best.score * more))
    return tuple(sorted(findings, key=lambda f: (-f.score, f.label)))
