"""The English extractor: sentences, clauses, actors, quotations, positions, in this order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from loaders.articles.extraction import taking_part, unique_statements
from loaders.articles.findings import ActorKind, Document, Extraction
from loaders.articles.reading_view import read_through
from loaders.english.actors.index import Cast, find_actors
from loaders.english.actors.offices import find_belonging
from loaders.english.facts.events import find_events
from loaders.english.facts.norms import find_norm_rules
from loaders.english.positions.reader import find_positions
from loaders.english.speech.index import find_speech
from loaders.english.syntax.parsing import parse
from loaders.english.tokens import read_sentences
from loaders.positions.confidence import with_confidence
from loaders.positions.gate import through_gate
from loaders.spelling.characters import composed, entities, line_ends, plain_characters, twice_encoded

RULES = (entities, twice_encoded, line_ends, plain_characters, composed)
"""How a text is written, undone for reading: the rules of ``loaders.spelling`` that are of no language."""


class EnglishRules:
    """Reads English political texts by grammar and lexicon; deterministic and offline."""

    name = "english-rules"

    def extract(self, document: Document) -> Extraction:
        """Everything the text of ``document`` says; the same text always gives the same extraction."""
        return read_through(RULES, self._extract, document)

    def _extract(self, document: Document) -> Extraction:
        """The same of a text in plain characters."""
        parsed = [parse(sentence) for sentence in read_sentences(document.text)]
        actors = find_actors(parsed, document)
        speech = find_speech(parsed, actors, document)
        kept, skipped = through_gate(find_positions(parsed, actors, speech, document))
        tenures, memberships = find_belonging(parsed, actors, document)
        extraction = Extraction(
            document,
            statements=with_confidence(unique_statements(kept)),
            quotations=speech.quotations,
            events=find_events(parsed, actors, document),
            tenures=tenures,
            skipped=skipped,
            memberships=memberships,
            norm_rules=find_norm_rules(parsed, actors, speech, document),
        )
        return _with_cast(extraction, actors)


_IN_PASSING = frozenset({ActorKind.COLLECTIVE, ActorKind.NORM, ActorKind.STATE})


def _with_cast(extraction: Extraction, actors: Cast) -> Extraction:
    """The extraction with its actors: who takes part, and who is named; nobody who is only mentioned in
    passing.
    """
    acting = {actor.id: actor for actor in taking_part(extraction)}
    named = {m.actor for m in actors.mentions if m.form == "name"}
    shown = [a for a in actors.actors if a.id in acting or (a.id in named and a.kind not in _IN_PASSING)]
    known = {actor.id for actor in shown}
    cast = (*shown, *(actor for key, actor in acting.items() if key not in known))
    groups: dict[str, list[str]] = defaultdict(list)
    for membership in extraction.memberships:
        groups[membership.member.id].append(membership.group.id)
    return replace(
        extraction,
        actors=tuple(replace(actor, member_of=tuple(groups.get(actor.id, ()))) for actor in cast),
        mentions=tuple(m for m in actors.mentions if m.actor in known),
    )
