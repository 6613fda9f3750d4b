"""Positions of speakers and authors in their own words: what they demand, judge, promise and deny."""

from __future__ import annotations

from loaders.articles.findings import Act, Actor, ActorKind, Stance
from loaders.issues.labels import of_clause, of_phrase, tail_of
from loaders.lexicon.frames import evaluation, speech_frames, verb_frames
from loaders.lexicon.tables import words
from loaders.positions.context import OPPOSITE, Found
from loaders.positions.holders import AUTHOR
from loaders.positions.judgements import Judgements
from loaders.positions.slots import is_empty
from loaders.positions.verbal import Verbal
from loaders.syntax.clause import COPULAS
from loaders.syntax.clause_reader import INFINITIVE, MAIN, RELATIVE, SUB, Clause
from loaders.syntax.modality import is_condition


class Voices(Verbal, Judgements):
    """Reads quotations, reported speech and comments."""

    def spoken(self, clause: Clause) -> Found | None:
        """Demands and judgements inside reported speech are positions of the speaker."""
        if clause.index in self.claimed or clause.verb is None or clause.kind in {RELATIVE, INFINITIVE}:
            return None
        quotation = self.quotation_of(clause)
        if quotation is not None and quotation.speaker is not None:
            return self.voiced(clause, [quotation.speaker])
        if quotation is not None or clause.kind != MAIN:
            return None
        if clause.verb.mood == "konj1":
            speaker = self.speaker_before(clause)
            return self.voiced(clause, [speaker]) if speaker is not None else None
        return self.authored(clause)

    def authored(self, clause: Clause) -> Found | None:
        """What the text itself demands or judges; it counts where the text turns out to be a commentary."""
        verb = clause.verb
        if verb is None:
            return None
        eyes = self.in_whose_eyes(clause)
        if eyes:
            return self.evaluated(clause, eyes)
        if verb.tense in {"past", "pluperfect"} or verb.mood == "konj1":
            return None
        if self.comment:
            return (
                self.demand(clause, [AUTHOR])
                or self.evaluated(clause, [AUTHOR])
                or self.effect(clause, [AUTHOR])
            )
        if clause.negation:
            return None
        found = self.demand(clause, [AUTHOR]) if verb.modal == "müssen" else self.evaluated(clause, [AUTHOR])
        if found is not None:
            found.confidence = 0.5
        return found

    def in_whose_eyes(self, clause: Clause) -> list[Actor]:
        """For whom something is good or bad: "Für den Parteichef ist das ein Fehler"."""
        first = clause.phrases[0] if clause.phrases else None
        if first is None or first.prep != "für" or clause.verb is None or clause.verb.lemma not in COPULAS:
            return []
        return [a for a in self.resolve(clause, first) if a.kind is ActorKind.PERSON]

    def voiced(self, clause: Clause, holders: list[Actor]) -> Found | None:
        """What a clause demands, judges, promises or denies in the mouth of ``holders``."""
        return (
            self.only_way(clause, holders)
            or self.demand(clause, holders)
            or self.evaluated(clause, holders)
            or self.effect(clause, holders)
            or self.misdeed(clause, holders)
            or self.existence(clause, holders)
            or self.commitment(clause, holders)
            or self.denial(clause, holders)
        )

    def only_way(self, clause: Clause, holders: list[Actor]) -> Found | None:
        """ "Der Frieden gehe nur über Garantien", "Hilfe gebe es nur mit Kontrollen": what is demanded."""
        verb = clause.verb
        if verb is None or clause.question or clause.negation or verb.lemma not in words("way_verbs"):
            return None
        for way in clause.prepositionals:
            before = clause.tokens[way.first - 1].lower if way.first else ""
            if before != "nur" or way.kind != "NP" or way.prep not in {"über", "mit", "durch", "unter"}:
                continue
            label = of_phrase(clause.tokens, way, tail_of(clause, way))
            span, rule = self.span(clause, None), f"nur {way.prep}"
            trace = [("clause", span.of(self.text)), ("frame", f"speech: {rule}"), ("issue", label.text)]
            return Found(
                holders, rule, Act.DEMAND, Stance.SUPPORT, label, span, 0.6, trace, clause, speech=True
            )
        return None

    def demand(self, clause: Clause, holders: list[Actor]) -> Found | None:
        """ "müsse", "solle", "dürfe nicht", "es brauche": what must be is demanded."""
        verb = clause.verb
        if verb is None or clause.question:
            return None
        if verb.modal not in {"müssen", "sollen", "dürfen"}:
            return self.necessity(clause, holders)
        denied = clause.negation is not None
        if verb.modal == "dürfen" and not denied:
            return None
        if (
            is_condition(clause, self.clauses)
            or self.is_hearsay(clause)
            or verb.lemma in words("empty_demands")
        ):
            return None
        label = of_clause(clause)
        if label is None or is_empty(label, verb.lemma):
            return None
        stance = Stance.OPPOSE if denied else Stance.SUPPORT
        act = Act.REJECT if denied else Act.DEMAND
        span = self.span(clause, None)
        trace = [
            ("clause", span.of(self.text)),
            ("frame", f"speech with {verb.modal}"),
            ("issue", label.text),
        ]
        return Found(holders, verb.modal, act, stance, label, span, 0.6, trace, clause, speech=True)

    def necessity(self, clause: Clause, holders: list[Actor]) -> Found | None:
        """ "Die Kameras seien abzubauen", "die Steuer gehöre abgeschafft": a demand without modal verb.

        A verb of stance keeps its own: "nicht hinzunehmen" refuses, "zu begrüßen" welcomes.
        """
        verb = clause.verb
        if verb is None or verb.modal is not None:
            return None
        to_be = verb.voice == "passive" and verb.auxiliary == "sein" and verb.with_zu
        if not to_be and verb.auxiliary != "gehören":
            return None
        frames = [f for f in verb_frames(verb.lemma) if not f.required and not f.reflexive]
        frame = next((f for f in frames if "akk" in f.issue), frames[0] if frames else None)
        if frame is not None and verb.auxiliary != "gehören":
            slot, label, extra = self.issue(clause, frame, True)
            if label is not None:
                return self.found(clause, frame, holders, label, slot, extra)
        if verb.lemma in words("empty_demands"):
            return None
        return self.plain(clause, holders, verb.auxiliary or "sein", Act.DEMAND, Stance.SUPPORT, Act.REJECT)

    def is_hearsay(self, clause: Clause) -> bool:
        """ "soll gestorben sein", "sollte eigentlich beruhigen": no demand."""
        verb = clause.verb
        if verb is None or verb.modal != "sollen":
            return False
        there = [clause.tokens[i] for i in verb.tokens]
        participle = any(t.tag in {"VVPP", "VAPP"} for t in there)
        perfect = participle and (verb.voice != "passive" or any(t.lower == "worden" for t in there))
        if verb.mood == "ind" and clause.kind == MAIN and not self.is_direct(clause):
            return True  # "soll nach Angaben der Polizei …"
        return perfect or (verb.mood == "ind" and verb.tense == "past") or "eigentlich" in clause.words()

    def misdeed(self, clause: Clause, holders: list[Actor]) -> Found | None:
        """ "Die Polizei habe brutal gehandelt": what is done illegally or cruelly is criticised."""
        verb = clause.verb
        if verb is None or verb.lemma in COPULAS or clause.negation is not None or clause.question:
            return None
        there = [clause.tokens[i].lemma.lower() for i in clause.positions if clause.tokens[i].tag == "ADJD"]
        word = next((w for w in there if w in words("misdeed_adverbs")), None)
        return (
            self.plain(clause, holders, word, Act.CRITICISE, Stance.OPPOSE, Act.CRITICISE) if word else None
        )

    def existence(self, clause: Clause, holders: list[Actor]) -> Found | None:
        """ "Es bestehe die Gefahr einer Spaltung", "die Kinder haben ein Recht auf Bildung"."""
        verb = clause.verb
        if verb is None or clause.negation is not None or clause.question or verb.modal is not None:
            return None
        thing = clause.accusative if verb.lemma in {"geben", "haben"} else clause.subject
        if verb.lemma not in words("existence_verbs") or thing is None or thing.kind != "NP":
            return None
        head = clause.tokens[thing.head].lemma
        judged = evaluation(head)
        if head.lower() in {"recht", "anspruch", "pflicht"}:
            act, stance = Act.DEMAND, Stance.SUPPORT
        elif judged is not None and judged.stance is Stance.OPPOSE and verb.lemma != "haben":
            act, stance = Act.CRITICISE, Stance.OPPOSE
        else:
            return None
        label = of_phrase(clause.tokens, thing, tail_of(clause, thing))
        span = self.span(clause, None)
        rule = f"{verb.lemma} + {head}"
        trace = [("clause", span.of(self.text)), ("frame", f"speech: {rule}"), ("issue", label.text)]
        return Found(holders, rule, act, stance, label, span, 0.5, trace, clause, speech=True)

    def is_direct(self, clause: Clause) -> bool:
        """Whether the words of a clause are quoted directly."""
        quotation = self.quotation_of(clause)
        return quotation is not None and quotation.type == "direct"

    def effect(self, clause: Clause, holders: list[Actor]) -> Found | None:
        """ "Das gefährdet den Frieden", "es fehlen Lehrer": the frames of kind "speech"."""
        verb = clause.verb
        if verb is None or clause.question:
            return None
        for frame in self.fitting(clause, speech_frames(verb.lemma)):
            if verb.voice != "active":
                continue
            slot, label, extra = self.issue(clause, frame, verb.voice == "passive")
            if label is not None:
                found = self.found(clause, frame, holders, label, slot, extra)
                found.confidence, found.speech = 0.6, True
                return found
        return None

    def commitment(self, clause: Clause, holders: list[Actor]) -> Found | None:
        """ "Wir werden …", "er werde …": what a speaker will do is promised."""
        verb = clause.verb
        if verb is None or clause.subject is None or clause.question or verb.auxiliary != "werden":
            return None
        if verb.voice != "active" or verb.lemma in words("neutral_plans") or verb.mood == "konj2":
            return None
        subject = self.resolve(clause, clause.subject)
        if not subject or subject[0].id != holders[0].id:
            return None
        return self.plain(clause, holders, "werden", Act.PROMISE, Stance.SUPPORT, Act.REJECT)

    def denial(self, clause: Clause, holders: list[Actor]) -> Found | None:
        """ "Das sei kein Recht", "man könne das nicht": what a speaker denies."""
        verb = clause.verb
        if verb is None or clause.negation is None or clause.question or clause.kind not in {MAIN, SUB}:
            return None
        if clause.kind == SUB and clause.connector != "dass":
            return None
        able = verb.modal == "können" and verb.lemma not in words("mental_verbs")
        nouns = {clause.tokens[p.head].lemma.lower() for p in clause.phrases}
        if not able and not nouns & words("normative_nouns") and verb.lemma in words("mental_verbs"):
            return None
        act = Act.REJECT if able else Act.DENY
        return self.plain(clause, holders, "nicht", Act.DENY, Stance.OPPOSE, act, own=True)

    def plain(
        self,
        clause: Clause,
        holders: list[Actor],
        rule: str,
        act: Act,
        stance: Stance,
        negated: Act,
        own: bool = False,
    ) -> Found | None:
        """A position toward what the clause as a whole says."""
        label = of_clause(clause)
        if label is None or clause.verb is None or is_empty(label, clause.verb.lemma):
            return None
        if own:
            act = negated
        elif clause.negation is not None:
            act, stance = negated, OPPOSITE[stance]
        span = self.span(clause, None)
        trace = [("clause", span.of(self.text)), ("frame", f"speech: {rule}"), ("issue", label.text)]
        return Found(holders, rule, act, stance, label, span, 0.5, trace, clause, speech=True)
