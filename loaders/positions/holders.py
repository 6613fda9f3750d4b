"""Whom a phrase names: the holder of a position."""

from __future__ import annotations

from functools import lru_cache

from loaders.articles.findings import Act, Actor, ActorKind, Evidence, Span
from loaders.issues.labels import of_phrase
from loaders.lexicon.frames import Frame
from loaders.lexicon.tables import words
from loaders.positions.context import Context
from loaders.syntax.clause_reader import INFINITIVE, MAIN, RELATIVE, Clause
from loaders.syntax.phrase_reader import Phrase
from ontology.slugs import slugify

AUTHOR = Actor("actor/author", "author", ActorKind.AUTHOR)  # the voice of the text, until it is known whose


@lru_cache(maxsize=20_000)
def names_somebody(lemma: str) -> bool:
    """Whether a common noun by its ending names people or a body of people."""
    low = lemma.rsplit("-", 1)[-1].lower()
    return low.endswith(tuple(words("body_endings"))) and low not in words("no_bodies") | words("time_nouns")


class Holders(Context):
    """Resolves phrases to actors."""

    def resolve(self, clause: Clause, phrase: Phrase) -> list[Actor]:
        """The actors a phrase names; first persons in a quotation are its speaker.

        A group beside its own members adds nobody: "Holt und ihre Mitstreiter" is Holt.
        """
        actors: list[Actor] = []
        for member in phrase.members:
            actor = self.resolve_one(clause, member)
            if actor is not None and clause.tokens[member.head].tag == "PPER" and member is clause.subject:
                actor = self.disjoint(clause, actor)
            single = self.actors.each(actor) if actor is not None else ()
            actors += [a for a in single if all(a.id != other.id for other in actors)]
        groups = {group for actor in actors for group in actor.member_of}
        return [a for a in actors if a.kind is not ActorKind.COLLECTIVE or a.id not in groups]

    def disjoint(self, clause: Clause, actor: Actor) -> Actor | None:
        """A pronoun subject is nobody who is also an object of the clause: "drohte er Putin" is not Putin."""
        for other in (clause.accusative, clause.dative, *clause.prepositionals):
            if other is None or other is clause.subject or clause.tokens[other.head].tag == "PRF":
                continue
            named = self.resolve_one(clause, other)
            if named is not None and named.id == actor.id:
                last = self.last_holder
                return last if last is not None and last.id != actor.id else None
        return actor

    def resolve_one(self, clause: Clause, phrase: Phrase) -> Actor | None:
        """The actor that one phrase, without those coordinated with it, refers to."""
        tokens = clause.tokens
        head = tokens[phrase.head]
        if phrase.kind == "PRON" and phrase.person == 1:
            quotation = self.speech.at(head.start)
            return quotation.speaker if quotation is not None else None
        relative = head.tag == "PRELS" or (phrase.kind == "PRON" and phrase.first <= clause.positions[0] + 1)
        if head.tag == "PPER" and head.lower in {"er", "sie"} and phrase is clause.subject:
            known = self.actors.actor_at(Span(head.start, head.end))
            return self.parallel(clause, known) or known or self.indirect_speaker(clause)
        if head.lower == "man" and phrase is clause.subject:
            return self.subject_of_sentence(clause) or self.indirect_speaker(clause)
        if relative and clause.kind == RELATIVE and clause.antecedent is not None:
            return self.resolve_one(clause.parent or clause, clause.antecedent)
        first = phrase.first + (1 if phrase.prep is not None and phrase.kind == "NP" else 0)
        for start in (first, phrase.head):
            actor = self.actors.actor_at(
                Span(tokens[start].start, tokens[max(phrase.end, start + 1) - 1].end)
            )
            if actor is not None:
                return actor
        return self.actors.actor_at(Span(head.start, head.end)) or self.unnamed(clause, phrase)

    def subject_of_sentence(self, clause: Clause) -> Actor | None:
        """Whom "man" stands for: the subject named before in the sentence."""
        for other in reversed(self.clauses[: clause.index]):
            if other.subject is not None and other.subject.kind == "NP":
                return self.resolve_one(other, other.subject)
        return None

    def parallel(self, clause: Clause, known: Actor | None) -> Actor | None:
        """A subject pronoun goes on with the subject before it, if it is of the same gender.

        Centering theory (Grosz, Joshi and Weinstein 1995): subjects are continued rather than objects.
        """
        if known is None or clause.kind == RELATIVE:
            return None
        for other in reversed(self.clauses[: clause.index]):
            if other.subject is None or other.subject.plural_only or other.kind == RELATIVE:
                continue
            before = self.resolve_one(other, other.subject)
            if before is None or before.id == known.id:
                return None
            return before if self.actors.genders.get(before.id) == self.actors.genders.get(known.id) else None
        return None

    def indirect_speaker(self, clause: Clause) -> Actor | None:
        """The speaker of "sie könne sich das vorstellen, sagte die Ministerin": the pronoun comes first."""
        if clause.verb is None or clause.verb.plural:
            return None
        quotation = self.quotation_of(clause)
        return quotation.speaker if quotation is not None and quotation.type != "direct" else None

    def speaker_before(self, clause: Clause) -> Actor | None:
        """Who goes on speaking in a conjunctive without frame: the subject of the main clause before."""
        after = self.clauses[clause.index + 1] if clause.index + 1 < len(self.clauses) else None
        says = after is not None and after.verb is not None and after.verb.lemma in words("saying_verbs")
        if after is not None and says and after.verb_first and after.subject is not None:
            named = self.resolve(after, after.subject)
            return named[0] if named else None
        for other in reversed(self.clauses[: clause.index]):
            if other.kind == MAIN and other.subject is not None and other.verb is not None:
                named = self.resolve(other, other.subject)
                return named[0] if named else None
        return None

    def unnamed(self, clause: Clause, phrase: Phrase) -> Actor | None:
        """Somebody the stage of actors does not know: a group or body by its noun."""
        head = clause.tokens[phrase.head]
        if head.tag != "NN" or phrase.kind != "NP" or clause.tokens[phrase.first].lower.startswith("kein"):
            return None
        somebody = names_somebody(head.lemma) or names_somebody(head.text)
        if not somebody and not self.is_share(clause, phrase):
            return None
        label = of_phrase(clause.tokens, phrase).text
        span = Span(clause.tokens[phrase.first].start, clause.tokens[phrase.end - 1].end)
        kind = ActorKind.COLLECTIVE if phrase.may_be_plural else ActorKind.ORGANISATION
        actor = Actor(f"actor/{slugify(label)}", label, kind, evidence=Evidence.of(self.document, span))
        return self.added.setdefault(actor.id, actor)

    def is_share(self, clause: Clause, phrase: Phrase) -> bool:
        """Whether a phrase names a part of people: "58 Prozent der Bürger", "die Hälfte der Mitglieder"."""
        if clause.tokens[phrase.head].lemma.lower() not in words("shares"):
            return False
        whole = phrase.genitive
        return whole is None or bool(self.resolve(clause, whole))

    def controller(self, clause: Clause) -> tuple[Phrase | None, Clause | None]:
        """The subject that a zu-infinitive borrows: that of the clause it depends on."""
        parent = clause.parent
        if parent is None or parent.verb is None:
            return None, None
        return parent.subject, parent

    def agent(self, clause: Clause) -> Phrase | None:
        """Who acts in a passive: "von …", "durch …" unless it belongs to a noun ("die Prüfung durch …")."""
        for phrase in clause.prepositionals:
            if phrase.prep not in {"von", "durch"} or not self.resolve(clause, phrase):
                continue
            before = next((p for p in clause.phrases if p.end == phrase.first), None)
            of_action = before is not None and clause.tokens[before.head].lemma.endswith("ung")
            if phrase.prep == "von" or not of_action or before is clause.subject:
                return phrase
        return None

    def holders(self, clause: Clause, frame: Frame, passive: bool) -> list[Actor]:
        """Who stands in the holder slots of a frame."""
        for slot in frame.holder:
            phrase: Phrase | None
            if slot == "nom":
                if passive:
                    phrase = self.agent(clause)
                elif clause.kind == INFINITIVE:
                    phrase, owner = self.controller(clause)
                    return self.resolve(owner, phrase) if phrase is not None and owner is not None else []
                else:
                    phrase = clause.subject
            elif slot == "dat":
                phrase = clause.dative
            else:
                phrase = next((p for p in clause.prepositionals if p.prep == slot), None)
            if phrase is not None:
                holders = self.resolve(clause, phrase)
                if holders:
                    return holders
        return self.implied(clause, frame) if passive else []

    def implied(self, clause: Clause, frame: Frame) -> list[Actor]:
        """Who demands or criticises in a passive without agent: who did so in the sentence before."""
        recent = self.last_holder is not None and self.sentence - self.last_sentence == 1
        wanted = frame.act in {Act.DEMAND, Act.CRITICISE} and self.last_act in {Act.DEMAND, Act.CRITICISE}
        verb = clause.verb
        if not recent or not wanted or verb is None or verb.voice != "passive" or clause.kind != MAIN:
            return []
        return [self.last_holder] if self.last_holder is not None else []
