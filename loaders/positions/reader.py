"""From clause and frame to position: who takes which stance on what.

For every clause the words of the stance lexicon are looked up (verb, adjective, nouns); the frame says where
holder and issue stand, the clause what stands there. In reported speech demands ("müsse") and judgements
("ein Fehler") are positions of the speaker. Every step is kept in the trace of the statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from loaders.articles.findings import Act, Actor, ActorKind, Evidence, Modality, Quotation, Span, Statement
from loaders.lexicon.frames import verb_frames
from loaders.positions.context import Found
from loaders.positions.holders import AUTHOR
from loaders.positions.nominal import Nominal
from loaders.positions.reactions import Reactions
from loaders.positions.voices import Voices
from loaders.syntax.clause_reader import Clause
from loaders.syntax.modality import is_condition, mode_of

__all__ = ["AUTHOR", "StanceReader"]

LOOK_BACK = 4000
"""Code points before the evidence in which the trace looks for the mention a holder was carried on from."""


class StanceReader(Voices, Reactions, Nominal):
    """Reads the positions of one document, sentence by sentence."""

    def read(self, clauses: Sequence[Clause], sentence: int) -> list[Statement]:
        """The statements of one sentence."""
        self.clauses = clauses
        self.sentence = sentence
        self.claimed: set[int] = set()
        statements: list[Statement] = []
        everything = list(self.positions())
        for found in everything:
            if not self.is_framed(found, everything):
                statements += self.statements(found)
        self.topic = self.topic_of(clauses) or self.topic
        return statements

    def positions(self) -> Iterator[Found]:
        """The positions of the sentence in hand, clause by clause."""
        for clause in self.clauses:
            for found in self.of_clause(clause):
                if found.holders:
                    self.last_label, self.last_sentence = found.label, self.sentence
                    self.last_holder, self.last_act = found.holders[0], found.act
                    yield found

    def of_clause(self, clause: Clause) -> Iterator[Found]:
        """Positions that the words of one clause express."""
        verbs = list(self.from_verb(clause))
        reaction = self.reaction(clause) if not verbs else None
        verbs += [found for found in (reaction, self.slogan(clause)) if found is not None]
        yield from verbs
        verb = verbs[0] if verbs else None
        yield from self.from_adjective(clause)
        yield from self.from_nouns(clause, verb)
        yield from self.from_participles(clause)
        if verb is None:
            judged = self.judgement(clause) or self.refusal(clause) or self.spoken(clause)
            if judged is not None:
                yield judged

    def resolution(self, holder: Actor, span: Span, quotation: Quotation | None) -> str:
        """How the holder was found: named in the evidence, its speaker, or carried on from before."""
        for mention in self.actors.mentions_in(span):
            if mention.actor == holder.id:
                return f"{holder.name}: {mention.form} „{mention.span.of(self.text)}“ in the clause"
        if quotation is not None and quotation.speaker is not None and quotation.speaker.id == holder.id:
            return f"{holder.name}: speaker of the quotation ({quotation.cue or 'no cue'})"
        if holder.kind is ActorKind.AUTHOR:
            return f"{holder.name}: the voice of the text itself"
        earlier = Span(max(0, span.start - LOOK_BACK), span.end)
        before = [m for m in self.actors.mentions_in(earlier) if m.actor == holder.id]
        if before:
            words = before[-1].span.of(self.text)
            return f"{holder.name}: carried on from „{words}“ ({before[-1].form}) before the clause"
        return f"{holder.name}: named around the clause"

    def statements(self, found: Found) -> Iterator[Statement]:
        """One statement for each holder."""
        clause = found.clause
        if clause is not None and self.is_threatened(clause):
            return
        quotation = self.speech.at(found.span.start) or self.speech.at(found.span.end - 1)
        said = self.quotation_of(clause) if clause is not None else None
        speaker = said.speaker if said is not None else None
        reported = said is not None
        mode = mode_of(clause, self.clauses, self.text, reported) if clause is not None else None
        modality = mode.modality if mode else Modality.ASSERTED
        if found.negated and modality is Modality.ASSERTED:
            modality = Modality.NEGATED
        for holder, label in product(found.holders, found.also or [found.label]):
            reporter = speaker if speaker is not None and speaker.id != holder.id else None
            trace = (
                *found.trace,
                ("holder", self.resolution(holder, found.span, quotation)),
                ("stance", f"{found.stance.value} ({found.act.value})"),
                ("modality", f"{modality.value}: {mode.reason if mode else 'plain'}"),
            )
            yield Statement(
                holder,
                found.stance,
                found.act,
                self.issues.find(label),
                Evidence.of(self.document, found.span),
                found.frame,
                found.confidence,
                modality,
                mode.condition if mode else None,
                reporter,
                self.document.published,
                quotation.id if quotation is not None else None,
                trace,
            )

    def is_framed(self, found: Found, everything: list[Found]) -> bool:
        """Whether words in a speaker's mouth are already the issue of the verb that frames them."""
        if not found.speech or found.clause is None or found.clause.index not in self.claimed:
            return False
        same = {a.id for a in found.holders}
        return any(o is not found and not o.speech and same & {a.id for a in o.holders} for o in everything)

    def is_threatened(self, clause: Clause) -> bool:
        """Whether a clause is only the condition of a threat, promise or warning in the same sentence."""
        if not is_condition(clause, self.clauses):
            return False
        acts = {Act.THREATEN, Act.PROMISE, Act.WARN, Act.OFFER}
        for other in self.clauses:
            verb = other.verb
            if (
                other is not clause
                and verb is not None
                and any(f.act in acts for f in verb_frames(verb.lemma))
            ):
                return True
        return False
