"""Questions that the loaded articles can answer, to show what can be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from graph.ask.words.wording import say
from graph.knowledge.graph import KnowledgeGraph
from graph.rdf.terms import local_name
from graph.stores.repository import Row
from graph.things.memory import remembered
from graph.things.things import thing

_LONGEST = 40
"""Characters of a label that an example may hold."""


def examples(knowledge: KnowledgeGraph, language: str) -> tuple[str, ...]:
    """At most four questions about the most discussed issues and the most quoted actors."""
    return remembered(knowledge, ("examples", language), lambda: tuple(_examples(knowledge, language)))


def _examples(knowledge: KnowledgeGraph, language: str) -> Iterator[str]:
    held = remembered(knowledge, "counted for examples", lambda: knowledge.texts("ask-examples"))

    def named(iri: str) -> str:
        return thing(knowledge, iri).label(language)

    for sentence, stance in (("example-supports", "support"), ("example-opposes", "oppose")):
        issues = _most("issue", [row for row in held if local_name(row["stance"]) == stance])
        if label := next((label for label in map(named, issues) if len(label) < _LONGEST), ""):
            yield say(sentence, language, issue=label)
    for actor in _most("holder", [row for row in held if local_name(row["act"]) == "demand"])[:1]:
        yield say("example-demands", language, actor=named(actor))
    for actor in _most("holder", held)[:1]:
        for issue in _most("issue", [row for row in held if row["holder"] == actor])[:1]:
            yield say("example-stances", language, actor=named(actor), issue=named(issue))


def _most(key: str, held: Sequence[Row]) -> list[str]:
    """The holders or issues (``key``) of positions, those with most of them first."""
    counts: Counter[str] = Counter()
    for row in held:
        counts[row[key]] += int(row["number"])
    return sorted(counts, key=lambda iri: (-counts[iri], iri))
