"""What norms prohibit, oblige to and permit, and who is in conflict with them."""

from __future__ import annotations

from dataclasses import replace

from graph.ask.indexes.match import Match
from graph.ask.linking.inquiry import Inquiry, nodes
from graph.ask.linking.resolve import only_actors
from graph.ask.positions.answer import Finding, add_row
from graph.ask.positions.camps import stands
from graph.ask.positions.fetching import fetch
from graph.ask.positions.matches import finding
from graph.ask.positions.outcome import Outcome
from graph.ask.reading.question import QuestionReading, tokens
from graph.ask.words.stems import likeness, stems
from graph.ask.words.topic_terms import TopicTerm, head, terms_of
from graph.ask.words.wording import listed, say
from graph.things.passages import with_passage

_RULES = {
    "ruleProhibits": ("prohibit", "oppose"),
    "ruleObliges": ("oblige", "support"),
    "rulePermits": ("permit", "support"),
}


def named_norms(inquiry: Inquiry, text: str) -> tuple[str, ...]:
    """The norms that ``text`` names; "die Verfassung" alone means every constitution with a rule."""
    named = only_actors(inquiry, text).iris
    found = [iri for iri in named if inquiry.index.sort_of(iri) == "norm"]
    if len(found) == 1 and not any(inquiry.index.sort_of(iri) == "actor" for iri in named):
        return tuple(found)
    asked = terms_of(text)
    if not asked or not tokens(text):
        return ()
    scored = []
    for thing in inquiry.index.of_sort("norm"):
        names = frozenset(word for name in sorted(thing.called) for word in stems(name))
        heads = frozenset(head(name) for name in sorted(thing.called))
        score = sum(_alike(term, names) for term in asked) / len(asked)
        if score > 0.75 and any(_alike(term, heads) for term in asked):
            scored.append((score, thing.iri))
    best = max((score for score, _ in scored), default=0.0)
    mentioned = [
        iri for score, iri in scored if score >= best - 0.05 and inquiry.index.links["mentionedIn"][iri]
    ]
    return tuple(sorted(mentioned or [iri for score, iri in scored if score >= best - 0.01]))


def _alike(term: TopicTerm, known: frozenset[str]) -> float:
    """How well the stems ``known`` answer to ``term``."""
    return max(
        (weight * likeness(option, word) for option, weight in term.options for word in known), default=0.0
    )


def norm_rules(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """What a norm prohibits, obliges to or permits."""
    norms = named_norms(inquiry, reading.slots.get("norm", ""))
    if not norms:
        return None
    label = listed([inquiry.label(iri) for iri in norms], inquiry.language)
    understood = say("norm-rules", inquiry.language, norm=label)
    found: dict[tuple[str, str, str], Finding] = {}
    for row in inquiry.query("ask-norms", {"norm": nodes(norms)}):
        deontic = row["deontic"].rsplit("#", 1)[-1]
        key = row["norm"], deontic, row["issue"]
        before = found.get(key) or _rule_finding(inquiry, row, deontic)
        found[key] = replace(before, evidence=with_passage(before.evidence, row))
    own = [p for p in fetch(inquiry, holders=norms) if p.act == "prohibit" or p.asserted]
    findings = [*found.values(), *(replace(finding(inquiry, p, "issue"), score=0.9) for p in own)]
    if not findings:
        return Outcome(understood, (), say("nothing-norm", inquiry.language, norm=label))
    once = {(f.iri, f.act): f for f in sorted(findings, key=lambda f: f.score)}
    asked = [f for f in once.values() if not reading.relation or f.act == reading.relation] or list(
        once.values()
    )
    return Outcome(understood, tuple(sorted(asked, key=lambda f: (not f.evidence, f.act or "", f.label))))


def _rule_finding(inquiry: Inquiry, row: dict[str, str], deontic: str) -> Finding:
    act, stance = _RULES[deontic]
    provision = row.get("provision", row["norm"])
    return Finding(
        label=inquiry.label(row["issue"]),
        iri=row["issue"],
        kind="issue",
        stance=stance,
        act=act,
        issue=inquiry.label(row["issue"]),
        issue_iri=row["issue"],
        holder=inquiry.label(provision),
        holder_iri=provision,
        source=row.get("source"),
        note=say(f"note-{act}", inquiry.language, norm=inquiry.label(provision)),
    )


def norm_conflicts(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Who takes a position against a norm."""
    norms = named_norms(inquiry, reading.slots.get("norm", ""))
    if not norms:
        return None
    label = listed([inquiry.label(iri) for iri in norms], inquiry.language)
    understood = say("norm-conflicts", inquiry.language, norm=label)
    rows = inquiry.query("ask-conflicts", {"norm": nodes(norms)})
    rows = [row for row in rows if row["holder"] not in norms]
    positions = (
        {
            p.iri: p
            for p in fetch(inquiry, positions=sorted({row["position"] for row in rows}))
            if p.how == "own"
        }
        if rows
        else {}
    )
    findings: dict[str, Finding] = {}
    for row in rows:
        position = positions.get(row["position"])
        if position is None:
            continue
        made = _conflict(inquiry, row, position)
        add_row(findings, position.holder, made)
    if not findings:
        return Outcome(understood, (), say("nothing-conflict", inquiry.language, norm=label))
    return Outcome(understood, tuple(sorted(findings.values(), key=lambda f: (-f.score, f.label))))


def _conflict(inquiry: Inquiry, row: dict[str, str], position: Match) -> Finding:
    made = finding(inquiry, position, "actor")
    deontic = row["deontic"].rsplit("#", 1)[-1]
    steps = (
        say(
            f"why-{_RULES[deontic][0]}",
            inquiry.language,
            norm=inquiry.label(row["norm"]),
            issue=inquiry.label(row["ruled"]),
        ),
        stands(inquiry, position),
    )
    return replace(
        made, inferred=True, why=steps, score=made.score if position.asserted else made.score * 0.5
    )
