"""What norms prohibit, oblige or permit, as a text says.

Four patterns, whose words are in ``data/norm_rules.tsv``: the norm as subject ("Das Grundgesetz verbietet
…"), a state under a norm ("ist laut Grundgesetz verboten"), a breach of a norm ("verstößt gegen das
Grundgesetz"), and nouns in or of a norm ("das Verbot der Folter im Grundgesetz"; "Artikel 1, das ist die
Zusicherung, …"). Only what the text itself asserts counts: not questions, conditions, Konjunktiv, or what
stands in a quotation, for there it is the speaker's claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.actors.index import ActorIndex
from loaders.articles.findings import Actor, ActorKind, Deontic, Document, Evidence, NormRule, Span
from loaders.issues.finder import IssueFinder
from loaders.issues.labels.clause_labels import of_clause
from loaders.issues.labels.label import Label
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.lexicon.norms import Pattern, patterns
from loaders.speech.index import QuotationIndex
from loaders.syntax.clause import FRAGMENT, INFINITIVE, SUB, Clause
from loaders.syntax.phrase_reader import Phrase

_UNDER = frozenset({"laut", "nach", "gemäß", "durch", "in", "aufgrund", "von", "kraft", "zufolge"})
_TURNED = {Deontic.PROHIBITS: Deontic.PERMITS, Deontic.PERMITS: Deontic.PROHIBITS}
_ANAPHORS = frozenset({"das", "dies", "dieses"})
_FAR_BACK = 4  # clauses searched for what "das" means
_CONNECTORS = {"dass": frozenset({"dass", "daß"}), "zu": frozenset({None})}


def find_norm_rules(
    clauses: Sequence[Sequence[Clause]],
    actors: ActorIndex,
    quotations: QuotationIndex,
    document: Document,
    issues: IssueFinder,
) -> tuple[NormRule, ...]:
    """The rules that ``document`` says norms have, in text order, each norm and issue once a clause."""
    reader = _Reader(actors, quotations, document, issues)
    rules = {
        (rule.norm.id, rule.deontic, rule.issue.id, rule.evidence.span): rule
        for sentence in clauses
        for rule in reader.read(sentence)
    }
    return tuple(rules.values())


class _Reader:
    """Reads sentence after sentence, with the clauses before in mind for "das"."""

    def __init__(
        self, actors: ActorIndex, quotations: QuotationIndex, document: Document, issues: IssueFinder
    ) -> None:
        self.issues = issues
        self.actors = actors
        self.quotations = quotations
        self.document = document
        self.before: list[Clause] = []

    def read(self, sentence: Sequence[Clause]) -> Iterator[NormRule]:
        """The rules that the clauses of one sentence tell."""
        for clause in sentence:
            if self._is_asserted(clause):
                yield from self._by_verb(clause)
                yield from self._by_state(clause)
                yield from self._by_breach(clause)
                yield from self._by_noun(clause)
            self.before = [*self.before, clause][-_FAR_BACK:]

    def _is_asserted(self, clause: Clause) -> bool:
        verb = clause.verb
        if verb is None or clause.question or verb.mood != "ind" or verb.modal is not None:
            return False
        if clause.kind == SUB and clause.connector in {"wenn", "falls", "sofern", "ob"}:
            return False
        quotation = self.quotations.at(clause.start)
        return quotation is None or quotation.speaker is None or quotation.speaker.kind is ActorKind.NORM

    # -- the four patterns ------------------------------------------------------------------------------

    def _by_verb(self, clause: Clause) -> Iterator[NormRule]:
        assert clause.verb is not None
        pattern = patterns("verb").get(clause.verb.lemma.lower())
        if pattern is None:
            return
        if clause.verb.voice != "active":
            norm, label = self._norm_under(clause), self._subject_label(clause)
        else:
            norm, label = self._norm(clause, clause.subject), self._issue(clause, pattern, clause.subject)
            if norm is None and clause.accusative is None:  # the reader took the object for the subject
                norm, label = self._bare_norm(clause), self._subject_label(clause)
        if norm is not None:
            yield from self._rule(clause, norm, pattern, label)

    def _bare_norm(self, clause: Clause) -> Actor | None:
        """A norm that stands in the clause without preposition, besides the subject."""
        bare = (p for p in clause.phrases if p.prep is None and p is not clause.subject)
        return next((norm for p in bare if (norm := self._norm(clause, p)) is not None), None)

    def _by_state(self, clause: Clause) -> Iterator[NormRule]:
        """ "X ist laut Grundgesetz verboten", "X ist mit dem Grundgesetz unvereinbar"."""
        states = patterns("state")
        for i in clause.positions:
            pattern = states.get(clause.tokens[i].lower)
            if pattern is None or clause.tokens[i].tag == "ADJA":
                continue
            assert clause.verb is not None
            if clause.verb.voice == "active" and clause.verb.lemma.lower() not in {"sein", "bleiben"}:
                continue
            norm = self._norm_after(clause, pattern.norm) if pattern.norm else self._norm_under(clause)
            if norm is not None:
                yield from self._rule(clause, norm, pattern, self._subject_label(clause))
            return

    def _by_breach(self, clause: Clause) -> Iterator[NormRule]:
        assert clause.verb is not None
        pattern = patterns("against").get(clause.verb.lemma.lower())
        if pattern is None or clause.negation is not None or clause.verb.voice != "active":
            return
        place = {"akk": clause.accusative, "dat": clause.dative}
        norm = (
            self._norm(clause, place[pattern.norm])
            if pattern.norm in place
            else self._norm_after(clause, pattern.norm or "gegen")
        )
        subject = clause.subject
        if norm is None or subject is None or self._is_someone(clause, subject):
            return
        yield from self._rule(clause, norm, pattern, self._subject_label(clause))

    def _by_noun(self, clause: Clause) -> Iterator[NormRule]:
        for phrase in clause.phrases:
            head = clause.tokens[phrase.head]
            pattern = next(
                (
                    p
                    for word, p in patterns("noun").items()
                    if head.tag == "NN" and head.lemma.lower() == word
                ),
                None,
            )
            if pattern is None:
                continue
            norm = self._norm_of_noun(clause, phrase)
            if norm is not None:
                yield from self._rule(clause, norm, pattern, self._noun_issue(clause, phrase, pattern))

    # -- where the norm stands --------------------------------------------------------------------------

    def _norm(self, clause: Clause, phrase: Phrase | None) -> Actor | None:
        if phrase is None:
            return None
        if (
            phrase.kind == "PRON"
            and clause.tokens[phrase.head].tag == "PRELS"
            and clause.antecedent is not None
        ):
            phrase = clause.antecedent
        span = Span(clause.tokens[phrase.first].start, clause.tokens[phrase.end - 1].end)
        actor = self.actors.actor_at(span)
        return actor if actor is not None and actor.kind is ActorKind.NORM else None

    def _norm_under(self, clause: Clause) -> Actor | None:
        """The norm of "laut Grundgesetz", "nach dem Vertrag", "im Grundgesetz"."""
        places = (p for p in clause.prepositionals if p.prep in _UNDER)
        return next((norm for p in places if (norm := self._norm(clause, p)) is not None), None)

    def _norm_after(self, clause: Clause, preposition: str) -> Actor | None:
        places = (p for p in clause.prepositionals if p.prep == preposition)
        return next((norm for p in places if (norm := self._norm(clause, p)) is not None), None)

    def _norm_of_noun(self, clause: Clause, phrase: Phrase) -> Actor | None:
        """The norm a noun such as "Verbot" belongs to: it is the norm, or the norm's, or stands in it."""
        if clause.predicative is phrase:
            subject = clause.subject
            norm = self._norm(clause, subject)
            anaphor = subject is None or clause.tokens[subject.head].lower in _ANAPHORS
            return norm or (self._norm_before(clause) if anaphor else None)
        inside = next((p for p in clause.prepositionals if p.first == phrase.end and p.prep in _UNDER), None)
        return self._norm(clause, phrase.genitive) or (self._norm(clause, inside) if inside else None)

    def _norm_before(self, clause: Clause) -> Actor | None:
        """The norm that a fragment right before names: "Artikel 1, das ist …"."""
        if not self.before or self.before[-1].kind != FRAGMENT or clause.index == 0:
            return None
        fragment = self.before[-1]
        return next((norm for p in fragment.phrases if (norm := self._norm(fragment, p)) is not None), None)

    # -- what the issue is ------------------------------------------------------------------------------

    def _issue(self, clause: Clause, pattern: Pattern, norm: Phrase | None) -> Label | None:
        for place in pattern.issue:
            label = self._dependent(clause, place) if place in _CONNECTORS else None
            phrase = {"akk": clause.accusative, "dat": clause.dative}.get(place)
            if phrase is not None and phrase is not norm:
                label = self._phrase_label(clause, phrase)
            elif label is None and place not in {"akk", "dat", "dass"}:
                behind = next((p for p in clause.prepositionals if p.prep == place and p is not norm), None)
                label = _without_preposition(clause, behind) if behind is not None else None
            if label is not None:
                return label
        return None

    def _dependent(self, clause: Clause, place: str, noun: Phrase | None = None) -> Label | None:
        """What a dass- or zu-clause of ``clause`` says; with ``noun``, one that depends on that noun."""
        wanted = SUB if place == "dass" else INFINITIVE
        for child in clause.children:
            own = noun is None or child.noun is noun or clause.predicative is noun
            if own and child.kind == wanted and child.connector in _CONNECTORS[place]:
                return of_clause(child)
        return None

    def _phrase_label(self, clause: Clause, phrase: Phrase) -> Label | None:
        if phrase.kind != "PRON":
            return of_phrase(clause.tokens, phrase, tail_of(clause, phrase))
        if clause.tokens[phrase.head].tag == "PRELS" and clause.antecedent is not None:
            return of_phrase(clause.tokens, clause.antecedent)
        return self._earlier() if clause.tokens[phrase.head].lower in _ANAPHORS else None

    def _earlier(self) -> Label | None:
        """What "das" means: the nearest clause before that says what someone does with something."""
        for clause in reversed(self.before):
            thing = clause.accusative if clause.verb is not None else None
            if (
                thing is not None
                and thing.kind == "NP"
                and clause.verb is not None
                and clause.verb.lemma != "haben"
            ):
                return of_clause_without_subject(clause)
        return None

    def _subject_label(self, clause: Clause) -> Label | None:
        subject = clause.subject
        if subject is None:
            return self._dependent(clause, "zu") or self._dependent(clause, "dass")
        if clause.tokens[subject.head].lower == "es":
            return self._dependent(clause, "zu") or self._dependent(clause, "dass")
        return self._phrase_label(clause, subject)

    def _noun_issue(self, clause: Clause, phrase: Phrase, pattern: Pattern) -> Label | None:
        for place in pattern.issue:
            if place in _CONNECTORS:
                label = self._dependent(clause, place, phrase)
            elif place == "gen":
                own = phrase.genitive is not None and self._norm(clause, phrase.genitive) is None
                label = of_phrase(clause.tokens, phrase.genitive) if own and phrase.genitive else None
            else:
                behind = next(
                    (
                        p
                        for p in clause.prepositionals
                        if p.prep == place and p.first in (phrase.end, phrase.end + 1)
                    ),
                    None,
                )
                label = _without_preposition(clause, behind) if behind is not None else None
            if label is not None:
                return label
        return None

    def _is_someone(self, clause: Clause, phrase: Phrase) -> bool:
        """Whether a phrase names someone who acts, so that not it but what it does breaks the norm."""
        span = Span(clause.tokens[phrase.first].start, clause.tokens[phrase.end - 1].end)
        actor = self.actors.actor_at(span)
        return (
            actor is not None
            and actor.kind is not ActorKind.NORM
            and phrase.kind == "NP"
            and phrase.genitive is None
        )

    def _rule(self, clause: Clause, norm: Actor, pattern: Pattern, label: Label | None) -> Iterator[NormRule]:
        if label is None or not label.text.strip():
            return
        deontic = pattern.deontic
        if clause.negation is not None:
            if deontic not in _TURNED:
                return
            deontic = _TURNED[deontic]
        span = Span(
            clause.start, max([clause.end, *(c.end for c in clause.children if c.kind in {SUB, INFINITIVE})])
        )
        yield NormRule(norm, deontic, self.issues.find(label), Evidence.of(self.document, span))


def _without_preposition(clause: Clause, phrase: Phrase) -> Label | None:
    """The label of a prepositional phrase without its preposition."""
    bare = Phrase(
        phrase.first + 1, phrase.end, phrase.head, phrase.readings, None, phrase.kind, phrase.person,
        phrase.attributes, phrase.inner, phrase.genitive, phrase.conjuncts,
    )  # fmt: skip
    return of_phrase(clause.tokens, bare, tail_of(clause, bare))


def of_clause_without_subject(clause: Clause) -> Label | None:
    """What a clause says, whoever does it: "ob sie Land abtreten möchte" is "Abtretung von Land"."""
    subject, clause.subject = clause.subject, None
    try:
        return of_clause(clause)
    finally:
        clause.subject = subject
