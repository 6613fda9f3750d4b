"""The German extractor: sentences, actors, quotations, clauses, positions, events, norms, in this order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from loaders.actors.byline import author_of
from loaders.actors.cast import only_cast
from loaders.actors.index import find_actors
from loaders.articles.findings import Act, Actor, Document, Extraction, Skipped, Span, Statement
from loaders.facts.dating import with_dates
from loaders.facts.events import find_events
from loaders.facts.norms import find_norm_rules
from loaders.german.tokens import Token, read_sentences
from loaders.issues.finder import IssueFinder
from loaders.positions.reader import AUTHOR, StanceReader
from loaders.speech.quotations import QuotationIndex, find_quotations
from loaders.syntax.clause_reader import Clause, read_clauses
from loaders.syntax.phrase_reader import Phrase


class GermanRules:
    """Reads German political news by grammar and lexicon; deterministic and offline."""

    name = "german-rules"

    def extract(self, document: Document) -> Extraction:
        """Everything the text of ``document`` says; the same text always gives the same extraction."""
        sentences = read_sentences(document.text)
        actors = find_actors(sentences, document)
        quotations = find_quotations(sentences, actors, document)
        quoted = QuotationIndex(quotations)
        issues = IssueFinder(actors.actors, actors.mentions, document.text, sentences)
        reader = StanceReader(document, actors, quoted, issues)
        names = [m.span for m in actors.mentions]
        starts = [span.start for span in names]
        statements: list[Statement] = []
        read: list[list[Clause]] = []
        for sentence in sentences:
            inside = names[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            animate = {span.start for span in inside}
            clauses = read_clauses(sentence, inside, _Known(animate))
            statements += reader.read(clauses, sentence.index)
            read.append(clauses)
        own = statements if reader.comment else _own_voice(statements, len(sentences))
        author = author_of(document)
        statements = _in_voice(author, own)
        statements = with_dates(statements, read, quoted, document)
        whole = _unique([s for s in statements if s.issue.label.strip()])
        without = [
            Skipped(s.evidence, "a stance without an issue")
            for s in statements
            if s.issue.label.strip() == ""
        ]
        return only_cast(
            Extraction(
                document,
                actors=actors.actors,
                mentions=actors.mentions,
                statements=whole,
                skipped=tuple(without),
                quotations=quotations,
                events=find_events(read, actors, document),
                norm_rules=find_norm_rules(read, actors, quoted, document, issues),
                tenures=actors.tenures,
                memberships=actors.memberships,
            ),
            actors,
            author.id,
        )


class _Known:
    """Tells whether a phrase begins with the mention of an actor, who can act."""

    def __init__(self, starts: set[int]) -> None:
        self.starts = starts

    def __call__(self, phrase: Phrase, tokens: Sequence[Token]) -> bool:
        return tokens[phrase.first].start in self.starts or tokens[phrase.head].start in self.starts


def _own_voice(statements: list[Statement], sentences: int) -> list[Statement]:
    """Keep what the author says only if the text is a commentary.

    News report; commentaries judge. A text is a commentary if its own voice judges three times and takes
    at least four positions, one in every fourteen sentences or more.
    """
    own = [s for s in statements if s.holder.id == AUTHOR.id]
    judging = [s for s in own if s.act is not Act.DEMAND]
    if len(own) >= 4 and len(judging) >= 3 and 14 * len(own) >= sentences:
        return statements
    return [s for s in statements if s.holder.id != AUTHOR.id]


def _in_voice(author: Actor, statements: list[Statement]) -> list[Statement]:
    """The voice of each text is an actor of its own: two commentators do not contradict themselves."""
    return [replace(s, holder=author) if s.holder.id == AUTHOR.id else s for s in statements]


def _unique(statements: list[Statement]) -> tuple[Statement, ...]:
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
