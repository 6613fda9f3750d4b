"""The German extractor: sentences, actors, clauses, quotations, positions, events, norms, in this order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.actors.byline import author_of
from loaders.actors.cast import only_cast
from loaders.actors.commentary import is_commentary
from loaders.actors.index import find_actors
from loaders.articles.extraction import unique_statements
from loaders.articles.findings import Document, Evidence, Extraction, Skipped, Span
from loaders.articles.reading_view import read_through
from loaders.facts.events import find_events
from loaders.facts.holding import with_times
from loaders.facts.norms import find_norm_rules
from loaders.german.tokens import LONGEST_SENTENCE, Sentence, read_sentences
from loaders.issues.finder import IssueFinder
from loaders.positions.confidence import with_confidence
from loaders.positions.framing import as_framed
from loaders.positions.gate import through_gate
from loaders.positions.politics import with_politics
from loaders.positions.reader import find_positions
from loaders.positions.spoken.voices import in_voice_of, of_commentators
from loaders.speech.index import QuotationIndex, in_own_words, misread
from loaders.speech.quotations import find_quotations
from loaders.speech.reading.entries import strangers
from loaders.speech.voices.letters import addressee
from loaders.speech.voices.monologues import names_of_voice, voice_of_text
from loaders.spelling.rules import RULES
from loaders.syntax.clause import ClauseIndex
from loaders.syntax.parsing import parse_all


class GermanRules:
    """Reads German political news by grammar and lexicon; deterministic and offline."""

    name = "german-rules"

    def extract(self, document: Document) -> Extraction:
        """Everything the text of ``document`` says; the same text always gives the same extraction."""
        return read_through(RULES, self._extract, document)

    def _extract(self, document: Document) -> Extraction:
        """The same of a text in plain spelling."""
        sentences = read_sentences(document.text)
        actors = find_actors(sentences, document)
        actors = actors.without(tuple(strangers(actors.mentions, document.text)))
        addressed = addressee(document.text, actors)
        actors = actors.naming(*addressed) if addressed is not None else actors
        parsed = parse_all(sentences, [m.span for m in actors.mentions])
        quotations = find_quotations(parsed, actors, document)
        voice = voice_of_text(document, actors, quotations)
        if voice is not None and voice.speaker is not None:
            actors = actors.naming(voice.speaker, names_of_voice(document.text, voice))
        quotations = tuple(in_own_words(document.text, quotations, voice))
        quoted = QuotationIndex(quotations, voice)
        actors = actors.without(misread(actors.mentions, quoted))
        issues = IssueFinder(actors.actors, actors.mentions, document, parsed)
        read = [p.clauses for p in parsed]
        numbered = [(p.sentence.index, p.clauses) for p in parsed]
        statements = find_positions(document, numbered, actors, quoted, issues)
        statements = of_commentators(statements, len(sentences), comment=is_commentary(document))
        clauses = ClauseIndex(read)
        statements = as_framed(statements, clauses, quoted, document)
        author = author_of(document)
        statements = with_times(in_voice_of(author, statements), clauses, quoted, document)
        kept, skipped = through_gate(statements)
        kept = with_politics(kept, actors.tenures, actors.memberships, voice)
        return only_cast(
            Extraction(
                document,
                actors=actors.actors,
                mentions=actors.mentions,
                statements=with_confidence(unique_statements(kept)),
                skipped=(*skipped, *_read_in_parts(sentences, document)),
                quotations=quotations,
                events=find_events(read, actors, document),
                norm_rules=find_norm_rules(read, actors, quoted, document, issues),
                tenures=actors.tenures,
                memberships=actors.memberships,
            ),
            actors,
            author.id,
        )


def _read_in_parts(sentences: Sequence[Sentence], document: Document) -> Iterator[Skipped]:
    """Sentences that are cut because they never end: what they say across the cut is not read."""
    for sentence in sentences:
        if len(sentence.tokens) == LONGEST_SENTENCE and sentence.tokens[-1].tag != "$.":
            evidence = Evidence.of(document, Span(sentence.start, sentence.end))
            yield Skipped(evidence, f"a sentence of more than {LONGEST_SENTENCE} words, read in parts")
