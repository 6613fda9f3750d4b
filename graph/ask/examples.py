"""Questions that the loaded articles can answer, to show what can be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graph.ask.words.wording import say
from graph.knowledge.graph import KnowledgeGraph
from graph.things.memory import remembered
from graph.things.positions import all_positions
from graph.things.things import thing

_LONGEST = 40
"""Characters of a label that an example may hold."""


def examples(knowledge: KnowledgeGraph, language: str) -> tuple[str, ...]:
    """At most four questions about the most discussed issues and the most quoted actors."""
    return remembered(knowledge, ("examples", language), lambda: tuple(_examples(knowledge, language)))


def _examples(knowledge: KnowledgeGraph, language: str) -> Iterator[str]:
    held = [position for position in all_positions(knowledge, versions=True) if position.asserted]

    def named(iri: str) -> str:
        return thing(knowledge, iri).label(language)

    for sentence, stance in (("example-supports", "support"), ("example-opposes", "oppose")):
        issues = Counter(p.issue for p in held if p.stance == stance)
        ranked = (named(iri) for iri, _ in issues.most_common())
        if label := next((label for label in ranked if len(label) < _LONGEST), ""):
            yield say(sentence, language, issue=label)
    demanding = Counter(position.holder for position in held if position.act == "demand")
    for actor, _count in demanding.most_common(1):
        yield say("example-demands", language, actor=named(actor))
    actors = Counter(position.holder for position in held)
    for actor, _count in actors.most_common(1):
        issues = Counter(p.issue for p in held if p.holder == actor)
        for issue, _n in issues.most_common(1):
            yield say("example-stances", language, actor=named(actor), issue=named(issue))
