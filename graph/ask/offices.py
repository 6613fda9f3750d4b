"""Who holds which office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.answer import Finding
from graph.ask.context import Context, nodes
from graph.ask.labels import Post
from graph.ask.outcome import Outcome
from graph.ask.proofs import add_proof
from graph.ask.reading import Reading
from graph.ask.resolve import only_actors
from graph.ask.terms import Term, content_stems
from graph.ask.wording import listed, say
from graph.ask.words import likeness

_ENOUGH = 0.75
_GENERAL = ("regier", "leader", "chef", "head")


@dataclass(frozen=True, slots=True)
class Tenure:
    """Someone's holding an office, as the query gives it."""

    post: Post
    finding: Finding


def offices_of(context: Context, reading: Reading) -> Outcome | None:
    """Which offices someone holds, or the members of a group hold."""
    actors = only_actors(context, reading.slots.get("actor", ""))
    if not actors:
        return None
    label = listed([context.label(iri) for iri in actors.iris], context.language)
    understood = say("offices-of", context.language, actor=label)
    members = [m for iri in actors.iris for m in members_of(context, iri)]
    findings = _findings(context, [*actors.iris, *members], "office")
    if not findings:
        if set(reading.slots) == {"actor"} and not any(_is_person(context, iri) for iri in actors.iris):
            return None
        return Outcome(understood, (), say("nothing-office-of", context.language, actor=label))
    return Outcome(understood, findings)


def members_of(context: Context, group: str) -> list[str]:
    """The actors that a text or the background counts among ``group``."""
    links = context.index.links
    counted = [actor for actor, groups in links["partOfCollective"].items() if group in groups]
    return sorted({*counted, *links["hasMember"][group]})


def _is_person(context: Context, iri: str) -> bool:
    thing = context.index.things.get(iri)
    return thing is not None and "Person" in thing.classes


def office_holder(context: Context, reading: Reading) -> Outcome | None:
    """Who holds an office, or any office."""
    text = reading.slots.get("office") or reading.slots.get("organisation", "")
    leader = "organisation" in reading.slots
    understood = (
        say("office-holder", context.language, office=text) if text else say("all-offices", context.language)
    )
    posts = _matching(context, text, leader) if text else [(1.0, post) for post in context.index.posts]
    if not posts:
        return None
    scores = {post.tenure: score for score, post in posts}
    actors = list(dict.fromkeys(post.actor for _score, post in posts))
    found = [
        replace(finding, score=scores[tenure.tenure])
        for tenure, finding in _tenures(context, actors)
        if tenure.tenure in scores
    ]
    return Outcome(understood, _merged(context, found, "actor" if text else "office"))


def _matching(context: Context, text: str, leader: bool) -> list[tuple[float, Post]]:
    """The posts whose office, organisation and evidence answer to every word of ``text``."""
    topic = context.topic(text)
    named = {word for term in topic.terms for word in term.stems}
    terms = topic.terms
    found = []
    for post in context.index.posts:
        place = context.index.things.get(post.organisation)
        names = [name for texts in place.names.values() for name in texts] if place else []
        around = content_stems(" ".join([*names, post.quote]))
        office = content_stems(post.name)
        score = sum(_answers(term, office, around) for term in terms) / max(1, len(terms))
        in_office = leader or any(_answers(term, office, frozenset()) for term in terms)
        if score >= _ENOUGH and in_office and named:
            found.append((score, post))
    best = max((score for score, _ in found), default=0.0)
    return sorted(((s, p) for s, p in found if s >= best - 0.05), key=lambda pair: (-pair[0], pair[1].tenure))


def _answers(term: Term, office: frozenset[str], around: frozenset[str]) -> float:
    """How well an office answers to a term; words of organisation and evidence count a little less."""
    best = 0.0
    for option, weight in term.options:
        best = max([best, *(weight * _same_office(option, word) for word in office)])
        best = max([best, *(0.9 * weight * likeness(option, word) for word in around)])
    return best


def _same_office(asked: str, known: str) -> float:
    """An office answers to its own name in both genders, and as the head of a longer one."""
    bare_asked, bare_known = asked.removesuffix("in"), known.removesuffix("in")
    return 1.0 if bare_asked == bare_known else likeness(bare_asked, bare_known)


def _findings(context: Context, actors: Sequence[str], kind: str) -> tuple[Finding, ...]:
    return _merged(context, [finding for _, finding in _tenures(context, actors)], kind)


def _tenures(context: Context, actors: Sequence[str]) -> list[tuple[Post, Finding]]:
    """The offices of ``actors`` with their evidence."""
    found: dict[str, tuple[Post, Finding]] = {}
    for row in context.query("ask-tenures", {"actor": nodes(actors)}):
        name = row.get("name") or context.label(row["office"])
        former = row["former"] == "former"
        place = row.get("organisation", "")
        label = f"{name} ({context.label(place)})" if place else name
        post = Post(row["tenure"], row["actor"], row["office"], name, place, former, row.get("quote", ""))
        _, finding = found.get(row["tenure"]) or (
            post,
            Finding(
                label=label,
                iri=row["office"],
                kind="office",
                holder=context.label(row["actor"]),
                holder_iri=row["actor"],
                source=row.get("source"),
                note=say("note-former", context.language) if former else "",
            ),
        )
        found[row["tenure"]] = post, replace(finding, evidence=add_proof(finding.evidence, row))
    return list(found.values())


def _merged(context: Context, findings: Sequence[Finding], kind: str) -> tuple[Finding, ...]:
    """One finding for each holder and office; asked for holders, these are the label."""
    merged: dict[tuple[str | None, str], Finding] = {}
    for finding in findings:
        key = finding.holder_iri, finding.label
        before = merged.get(key)
        proofs = (*before.evidence, *finding.evidence) if before else finding.evidence
        merged[key] = replace(before or finding, evidence=tuple(dict.fromkeys(proofs)))
    rows = list(merged.values())
    if kind == "actor":
        rows = [
            replace(
                f,
                label=f.holder or "",
                iri=f.holder_iri or "",
                kind="actor",
                note="; ".join(filter(None, (f.label, f.note))),
            )
            for f in rows
        ]
    return tuple(
        sorted(rows, key=lambda f: (-f.score, bool(f.note) and kind == "office", f.holder or "", f.label))
    )
