"""The knowledge folder that the settings name, checked through all rooms before anything is read by it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from graph.model.settings import Settings
from ontology.errors import KnowledgeError
from ontology.knowledge import PLAIN, Knowledge, read_knowledge


def knowledge_of(settings: Settings) -> Knowledge:
    """The knowledge in force; raises ``KnowledgeError`` for the first mistake in its folder."""
    knowledge = read_knowledge(settings.text("knowledge"))
    if knowledge == PLAIN:
        return PLAIN
    if found := _first_mistake(knowledge):
        raise KnowledgeError(f"{found} (`standpunkt knowledge check {knowledge.folder}` lists all mistakes)")
    return knowledge


def mistakes(knowledge: Knowledge) -> Iterator[str]:
    """Everything that is wrong with a knowledge folder, each mistake with file and line."""
    # These load parsers and word lists, which nobody without a folder needs.
    from graph.ask.words.word_files import question_mistakes  # noqa: PLC0415
    from graph.reasoning.political_rules import rule_mistakes  # noqa: PLC0415
    from graph.things.named_queries import saved_query_mistakes  # noqa: PLC0415
    from loaders.background.checks import reference_mistakes  # noqa: PLC0415
    from loaders.lexicon.table_checks import class_mistakes, table_mistakes  # noqa: PLC0415
    from ontology.fact_checks import fact_mistakes  # noqa: PLC0415

    found = list(class_mistakes(knowledge))
    found = found or [m for check in (table_mistakes, fact_mistakes) for m in check(knowledge)]
    found = found or list(reference_mistakes(knowledge))
    for check in (rule_mistakes, saved_query_mistakes, question_mistakes):
        found += check(knowledge)
    yield from found


@lru_cache(maxsize=8)
def _first_mistake(knowledge: Knowledge) -> str | None:
    return next(mistakes(knowledge), None)
