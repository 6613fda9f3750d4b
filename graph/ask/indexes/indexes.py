"""The indexes behind questions, kept in step with the store.

They are built once; after a write only what the written quads are about is read again. A store that does
not tell of its writes has them built anew for each of its versions.
"""

from __future__ import annotations

from graph.ask.indexes import issue_index, name_index
from graph.ask.indexes.label_index import LabelIndex
from graph.knowledge.graph import KnowledgeGraph
from graph.things.following import followed
from ontology.in_force import laid_over


def index_of(knowledge: KnowledgeGraph) -> LabelIndex:
    """The index of the store as it is now."""

    def build() -> LabelIndex:
        return LabelIndex(knowledge)

    def renew(index: LabelIndex, changed: frozenset[str]) -> LabelIndex:
        new, difference = index.updated(knowledge, changed)
        for words in (issue_index, name_index):
            words.follow(index, new, difference)
        return new

    with laid_over(knowledge.knowledge):
        return followed(knowledge, "label index", build, renew)
