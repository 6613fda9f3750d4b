"""The positions of a text, sentence by sentence, clause by clause: the door of this room.

Every clause is tried with the table of ``constructions``; what they find becomes statements, unless it is
only the issue of another position. From sentence to sentence goes a ``Discourse``: what "das" may take up.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.actors.commentary import is_commentary
from loaders.articles.findings import Document, Statement
from loaders.issues.finder import IssueFinder
from loaders.positions.constructions import read_clause
from loaders.positions.filling.context import (
    ActorLookup,
    Article,
    Context,
    Discourse,
    QuotationLookup,
    carried_on,
)
from loaders.positions.filling.found import Found
from loaders.positions.spoken.lists import announced, announces
from loaders.positions.statements import is_framed, is_threatened, statements_of
from loaders.syntax.clause import Clause


def find_positions(
    document: Document,
    sentences: Sequence[tuple[int, Sequence[Clause]]],
    actors: ActorLookup,
    quotations: QuotationLookup,
    issues: IssueFinder,
) -> list[Statement]:
    """The statements of a text by its parsed ``sentences``: each with its index and its clauses."""
    items = announced(document.text, quotations.voice)
    comment = is_commentary(document)
    article = Article(document, actors, quotations, issues, comment, _heading(sentences), items)
    statements: list[Statement] = []
    discourse = Discourse()
    for index, clauses in sentences:
        found, discourse = read_sentence(Context(article, clauses, index, discourse))
        statements += found
    return statements


def _heading(sentences: Sequence[tuple[int, Sequence[Clause]]]) -> Sequence[Clause]:
    """The clauses of the first sentence if no full stop ends it."""
    clauses = sentences[0][1] if sentences else ()
    return clauses if clauses and clauses[0].tokens[-1].tag != "$." else ()


def read_sentence(context: Context) -> tuple[list[Statement], Discourse]:
    """(the statements of a sentence, what the sentences after it may take up)."""
    everything: list[Found] = []
    if announces(context):
        return [], carried_on(context)
    for clause in context.clauses:
        found, context = read_clause(clause, context)
        everything += found
    statements = [
        statement
        for found in everything
        if not is_framed(found, everything, context.claimed) and not is_threatened(found.clause, context)
        for statement in statements_of(found, context)
    ]
    return statements, carried_on(context)
