"""What an extraction holds, each thing once."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.articles.findings import Actor, Extraction, Issue, Span, Statement
from ontology.slugs import slugify


def actors_of(extraction: Extraction) -> list[Actor]:
    """Every actor the extraction names, once each; the list of actors goes before mere references."""
    named = [*extraction.actors, *taking_part(extraction)]
    return list({actor.id: actor for actor in reversed(named)}.values())[::-1]


def taking_part(extraction: Extraction) -> list[Actor]:
    """Whoever is in a statement, an event, a tenure, a membership, a rule of a norm or a quotation."""
    named: list[Actor | None] = []
    earlier = [s.earlier for s in extraction.statements if s.earlier is not None]
    for statement in (*extraction.statements, *extraction.dropped, *earlier):
        named += [statement.holder, statement.attributed_to]
    for event in extraction.events:
        named += event.participants
    for tenure in extraction.tenures:
        named += [tenure.actor, tenure.organisation]
    for membership in extraction.memberships:
        named += [membership.member, membership.group]
    named += [rule.norm for rule in extraction.norm_rules]
    named += [quotation.speaker for quotation in extraction.quotations]
    return [actor for actor in named if actor is not None]


def unique_statements(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """One statement for each holder, issue and stance of an evidence; in text order."""
    kept: dict[tuple[str, str, str, Span], Statement] = {}
    for statement in statements:
        key = (statement.holder.id, statement.issue.id, statement.stance.value, statement.evidence.span)
        kept.setdefault(key, statement)
    return tuple(
        sorted(
            kept.values(), key=lambda s: (s.evidence.span.start, s.evidence.span.end, s.holder.id, s.issue.id)
        )
    )


def issues_of(extraction: Extraction) -> list[Issue]:
    """Every issue the extraction names, once each, and those they are narrower than."""
    found: dict[str, Issue] = {}
    for issue in [s.issue for s in extraction.statements] + [r.issue for r in extraction.norm_rules]:
        found.setdefault(issue.id, issue)
    for issue in list(found.values()):
        for broader in issue.broader:
            if broader not in found:
                found[broader] = Issue(broader, _label_of(broader, issue.label))
    return list(found.values())


def stated_issues(extraction: Extraction) -> set[str]:
    """The issues that positions and norm rules are about, without those that are merely broader."""
    return {s.issue.id for s in extraction.statements} | {r.issue.id for r in extraction.norm_rules}


def _label_of(identifier: str, narrower: str) -> str:
    """A label for a broader issue known by identifier only: the words of ``narrower`` that spell it."""
    slug, words = identifier.removeprefix("issue/"), narrower.split()
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            piece = " ".join(words[start:end])
            if slugify(piece) == slug:
                return piece
    return slug.replace("-", " ").capitalize()
