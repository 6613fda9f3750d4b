"""Positions that answer a question: judged against what was asked, turned into findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from graph.ask.indexes.match import CLOSE, Match, rated
from graph.ask.linking.inquiry import Inquiry, Topic
from graph.ask.positions.answer import Finding
from graph.ask.positions.fetching import fetch
from graph.ask.words.asked_acts import AskedAct
from graph.ask.words.stems import stems_of_text
from graph.ask.words.topic_terms import LIGHT
from graph.ask.words.wording import say

LOOSE = 0.6
"""Share of the question that issue, evidence and article together must answer where no label does."""
_NEAR = 0.45
"""How well a position must fit, compared to the best, to be shown beside it."""


def on_topic(
    inquiry: Inquiry, topic: Topic, holders: Sequence[str] = (), loose: float = LOOSE
) -> list[Match]:
    """Positions (of ``holders``, if given) whose issue answers to ``topic``, scored by how well it does."""
    matches = topic.scores
    if not matches:
        return []
    found = fetch(inquiry, holders=holders, issues=list(matches))
    return [_scored(inquiry, position, matches[position.issue].score, topic) for position in found]


def by_evidence(
    inquiry: Inquiry, topic: Topic, holders: Sequence[str] = (), enough: float = LOOSE
) -> list[Match]:
    """Positions whose issue, evidence sentence and article together answer to ``topic``."""
    index = inquiry.index
    takers = {*holders, *(group for holder in holders for group in index.links["partOfCollective"][holder])}
    among = [held for taker in takers for held in index.by_holder.get(taker, ())] if holders else None
    scores = inquiry.issues.positions(topic.terms, among, enough)
    if not scores:
        return []
    best = sorted(scores, key=lambda iri: (-scores[iri], iri))[:60]
    found = fetch(inquiry, holders=holders, positions=best)
    return [_scored(inquiry, position, 0.8 * scores[position.iri], topic) for position in found]


def _scored(inquiry: Inquiry, position: Match, score: float, topic: Topic) -> Match:
    match = topic.scores.get(position.issue)
    turned = match.turned if match else inquiry.issues.turned(topic.terms, position.issue)
    via, fit = (match.via, match.score) if match else ("", 0.0)
    return replace(position, score=position.score * score, turned=turned, via=via, fit=fit)


def about(
    inquiry: Inquiry, topic: Topic, keep: Callable[[Match], bool], holders: Sequence[str] = ()
) -> list[Match]:
    """The kept positions on ``topic``: by the labels of issues, and where none is left, by the evidence.

    Those on the very issue are all among them, also where they are not asserted.
    """
    found = [position for position in on_topic(inquiry, topic, holders) if keep(position)]
    if not found:
        enough = 0.45 if holders else LOOSE
        found = [position for position in by_evidence(inquiry, topic, holders, enough) if keep(position)]
    best = max((position.score for position in found), default=0.0)
    closest = max((position.fit for position in found), default=0.0)
    near = [p for p in found if p.score >= _NEAR * best or (p.close and p.fit >= closest)]
    return sorted(near, key=lambda position: (-position.score, position.iri))


def fits(act: AskedAct, stance: str) -> Callable[[Match], bool]:
    """Whether a position is of the asked act, or where the act says nothing, of the asked stance."""

    def keep(position: Match) -> bool:
        if not stance:
            return not act.acts or position.act in act.acts
        return position.toward == stance and act.stands_for(position.act)

    return keep


def in_articles(inquiry: Inquiry, topic: Topic, found: Sequence[Match]) -> list[Match]:
    """Those of ``found`` whose article speaks of all that ``topic`` names, as known by their articles."""
    answers = inquiry.issues.vocabulary.answers

    def tells(position: Match) -> bool:
        words = stems_of_text(inquiry.index.texts.get(position.document, ""))
        return all(answers(term, words) >= CLOSE for term in topic.terms if term.weight > LIGHT)

    telling = any(term.weight > LIGHT for term in topic.terms)
    return [replace(p, fit=0.0, score=0.5 * p.score) for p in found if tells(p)] if telling else []


def favour(act: AskedAct, positions: Iterable[Match]) -> list[Match]:
    """Positions of the asked act first; the others only if there are none of it."""
    found = list(positions)
    exact = [_as_exact(act, p) for p in found if p.act in act.acts and not p.turned]
    if act.acts and exact:
        rest = []
    else:
        exact, rest = [], [rated(p, p.score * 0.6) for p in found] if act.acts else found
    return sorted([*exact, *rest], key=lambda position: (-position.score, position.iri))


def _as_exact(act: AskedAct, position: Match) -> Match:
    return position if position.act == act.acts[0] else rated(position, 0.85 * position.score)


def finding(inquiry: Inquiry, position: Match, kind: str) -> Finding:
    """A position as a row of an answer; ``kind`` says whether its holder or its issue was asked for."""
    actor = kind == "actor"
    return Finding(
        label=inquiry.label(position.holder if actor else position.issue),
        iri=position.holder if actor else position.issue,
        kind=kind,
        stance=position.stance,
        act=position.act,
        issue=inquiry.label(position.issue),
        inferred=position.how != "own",
        evidence=position.passages,
        issue_iri=position.issue,
        holder=inquiry.label(position.holder),
        holder_iri=position.holder,
        modality=position.modality,
        is_open=position.is_open,
        condition=position.condition,
        reporter=inquiry.label(position.reporter) if position.reporter else None,
        reporter_iri=position.reporter,
        date=str(position.date) if position.date else None,
        position=position.iri,
        note=_note(inquiry, position),
        why=_why(inquiry, position),
        score=position.score,
    )


def _note(inquiry: Inquiry, position: Match) -> str:
    parts = []
    if position.via:
        parts.append(say("note-narrower", inquiry.language, issue=inquiry.label(position.via)))
    if position.turned:
        parts.append(say("note-turned", inquiry.language, issue=inquiry.label(position.issue)))
    if not position.fit:
        parts.append(say("note-loose", inquiry.language))
    if position.history:
        note = "note-told" if position.when else "note-superseded"
        parts.append(say(note, inquiry.language, when=position.when))
    elif not position.asserted:
        why = "withheld" if position.withheld else position.modality
        parts.append(say(f"note-{why}", inquiry.language))
    if position.origin == "model":
        parts.append(say("note-model", inquiry.language))
    return "; ".join(parts)


def proof_note(inquiry: Inquiry, position: Match) -> str:
    """Whose position on what a sentence proves, and how it is meant, if not asserted."""
    holder, issue = inquiry.label(position.holder), inquiry.label(position.issue)
    return ", ".join(
        filter(
            None,
            (say("note-evidence", inquiry.language, holder=holder, issue=issue), _note(inquiry, position)),
        )
    )


def _why(inquiry: Inquiry, position: Match) -> tuple[str, ...]:
    if position.how == "own":
        return ()
    taker, holder, issue = (inquiry.label(iri) for iri in (position.taker, position.holder, position.issue))
    office = _office(inquiry, position) if position.how == "official" else ""
    parts = {"taker": taker, "holder": holder, "issue": issue, "office": office}
    return tuple(say(f"why-{position.how}-{step}", inquiry.language, **parts) for step in (1, 2))


def _office(inquiry: Inquiry, position: Match) -> str:
    """The office by which the taker of a position speaks for its holder."""
    represents = inquiry.index.links["represents"]
    names = {
        post.name
        for post in inquiry.index.posts
        if post.actor == position.taker
        and position.holder in {post.organisation, *represents.get(post.office, ())}
    }
    return ", ".join(sorted(names)) or "?"


def grouped(inquiry: Inquiry, positions: Iterable[Match], kind: str) -> tuple[Finding, ...]:
    """One finding for each holder, or each issue and holder, with the evidence of all its positions.

    ``kind`` is ``actor`` or ``issue``, which become the label, or ``pair``: the holder is, with each issue.
    """
    return tuple(ranked(inquiry, positions, kind))


def ranked(inquiry: Inquiry, positions: Iterable[Match], kind: str) -> Iterator[Finding]:
    """What ``grouped`` gives, one by one: who shows the first only has the others not made."""
    groups: dict[tuple[str, ...], list[Match]] = {}
    for position in positions:
        key = (position.holder,) if kind == "actor" else (position.issue, position.holder, position.stance)
        groups.setdefault(key, []).append(position)
    about = "issue" if kind == "issue" else "actor"
    found = [(max(group, key=lambda position: position.score), group) for group in groups.values()]

    def rank(one: tuple[Match, list[Match]]) -> tuple[float, str]:
        best, group = one
        return -_together(best, group), inquiry.label(best.issue if about == "issue" else best.holder)

    for best, group in sorted(found, key=rank):
        proofs = tuple(dict.fromkeys(passage for position in group for passage in position.passages))
        yield replace(finding(inquiry, best, about), evidence=proofs, score=_together(best, group))


def _together(best: Match, group: Sequence[Match]) -> float:
    """The score of a group: that of the best, and a little for the others."""
    return best.score * (1 + 0.02 * min(5, len(group) - 1))
