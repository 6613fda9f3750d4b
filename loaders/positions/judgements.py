"""Positions that words of judgement take: "nannte es einen Fehler", "ist ein Erfolg"."""

from __future__ import annotations

from loaders.articles.findings import Act, Actor, Stance
from loaders.issues.labels import of_clause, of_phrase, tail_of
from loaders.lexicon.frames import Evaluation, evaluation
from loaders.lexicon.tables import words
from loaders.positions.context import OPPOSITE, Found
from loaders.positions.slots import Slots
from loaders.syntax.clause_reader import INFINITIVE, SUB, Clause
from loaders.syntax.phrase_reader import Phrase


class Judgements(Slots):
    """Reads what is called, held for or said to be good or bad."""

    def judgement(self, clause: Clause) -> Found | None:
        """ "nannte den Plan einen Fehler", "hält ihn für falsch", "bezeichnete es als Durchbruch"."""
        verb = clause.verb
        if verb is None or clause.subject is None or verb.lemma not in words("judging_verbs"):
            return None
        holders = self.resolve(clause, clause.subject)
        if not holders:
            return None
        if verb.lemma in {"hinweisen", "verweisen", "sprechen", "reden"}:
            return self.pointing(clause, verb.lemma, holders)
        if (
            verb.lemma in {"sehen", "erkennen", "wittern", "beschwören", "heraufbeschwören"}
            and "als" not in clause.words()
        ):
            return self.danger(clause, holders)
        if verb.lemma == "erklären" and "für" not in clause.words():
            return None
        return self.judged_as(clause, verb.lemma, holders)

    def judged_as(self, clause: Clause, lemma: str, holders: list[Actor]) -> Found | None:
        """What is judged stands in the object, the judgement after "als", "für" or as second object."""
        thing = self.judged_thing(clause)
        judged = self.judging_word(clause, lemma, thing)
        if judged is None:
            return None
        before = self.clauses[clause.index - 1] if clause.index > 0 and clause.verb_first else None
        if thing is None and before is not None and before.kind in {INFINITIVE, SUB}:
            label = of_clause(before)  # "Die Macht durch Gewalt zu erhalten, nannte sie …"
        elif thing is None or thing.kind == "PRON":
            label = self.antecedent_label() or self.topic
        else:
            label = of_phrase(clause.tokens, thing, tail_of(clause, thing))
        if label is None:
            return None
        act, stance = judged.act, judged.stance
        if clause.negation is not None:
            act, stance = (Act.CRITICISE if stance is Stance.SUPPORT else Act.PRAISE), OPPOSITE[stance]
        span = self.span(clause, None)
        rule = f"{lemma} + {judged.word}"
        trace = [("clause", span.of(self.text)), ("frame", rule), ("issue", label.text)]
        return Found(holders, rule, act, stance, label, span, 0.7, trace, clause)

    def pointing(self, clause: Clause, lemma: str, holders: list[Actor]) -> Found | None:
        """ "wies auf die Gefahren hin", "sprach von einem Erfolg": the judging noun itself is at issue."""
        wanted = "von" if lemma in {"sprechen", "reden"} else "auf"
        phrase = next((p for p in clause.prepositionals if p.prep == wanted and p.kind == "NP"), None)
        if phrase is None:
            return None
        judged = self.blame_first(clause, phrase)
        if judged is None:
            return None
        label = of_phrase(clause.tokens, phrase, tail_of(clause, phrase))
        act = Act.WARN if wanted == "auf" and judged.stance is Stance.OPPOSE else judged.act
        span = self.span(clause, None)
        trace = [("clause", span.of(self.text)), ("frame", f"{lemma} + {judged.word}"), ("issue", label.text)]
        rule = f"{lemma} + {judged.word}"
        return Found(holders, rule, act, judged.stance, label, span, 0.6, trace, clause)

    def danger(self, clause: Clause, holders: list[Actor]) -> Found | None:
        """ "sieht die Gefahr einer Spaltung", "sieht Fortschritte bei …"."""
        thing = clause.accusative
        judged = evaluation(clause.tokens[thing.head].lemma) if thing is not None else None
        if thing is None or judged is None or not holders:
            return None
        inner = thing.genitive if thing.genitive is not None and thing.genitive.first > thing.head else None
        label = of_phrase(clause.tokens, inner or thing, tail_of(clause, inner or thing))
        act = Act.WARN if judged.stance is Stance.OPPOSE else judged.act
        span = self.span(clause, None)
        rule = f"sehen + {judged.word}"
        trace = [("clause", span.of(self.text)), ("frame", rule), ("issue", label.text)]
        return Found(holders, rule, act, judged.stance, label, span, 0.6, trace, clause)

    def judged_thing(self, clause: Clause) -> Phrase | None:
        """The object that is judged: of two accusatives the one that judges nothing itself."""
        objects = [
            p
            for p in clause.phrases
            if p.prep is None and p is not clause.subject and p.may_be("a") and p.kind != "PROAV"
        ]
        plain = [p for p in objects if evaluation(clause.tokens[p.head].lemma) is None]
        if len(objects) > 1 and plain:
            return plain[0]
        return clause.accusative or clause.dative

    def judging_word(self, clause: Clause, verb: str, thing: Phrase | None) -> Evaluation | None:
        """The judging noun or adjective after "als", "für", "von", or as second object."""
        skip = [p for p in (clause.subject, thing) if p is not None]
        for i in reversed(clause.positions):
            token = clause.tokens[i]
            if token.tag not in {"NN", "ADJD", "ADJA", "VVPP"}:
                continue
            if verb != "sprechen" and any(p.first <= i < p.end for p in skip):
                continue
            found = evaluation(token.text if token.tag == "VVPP" else token.lemma)
            if found is not None:
                return self.qualified(clause, i, found)
        return None

    def evaluated(self, clause: Clause, holders: list[Actor]) -> Found | None:
        """ "Das ist ein Fehler", "der Plan sei unbezahlbar"."""
        verb = clause.verb
        if verb is None or clause.question:
            return None
        if verb.lemma not in {"sein", "werden", "bleiben", "gelten"} and verb.voice != "state":
            return None
        judged = self.predicate_evaluation(clause)
        if judged is None:
            return None
        subject = clause.subject
        if subject is None or subject.kind == "PRON":
            child = self.complement(clause, "dass") or self.complement(clause, "zu")
            if child is not None:
                label = of_clause(child)
            else:
                label = self.pronoun_label(clause, subject) if subject is not None else self.topic
        else:
            label = of_phrase(clause.tokens, subject, tail_of(clause, subject))
        if label is None:
            return None
        act, stance = judged.act, judged.stance
        if clause.negation is not None:
            act, stance = (Act.REJECT if stance is Stance.SUPPORT else Act.PRAISE), OPPOSITE[stance]
        span = self.span(clause, None)
        trace = [
            ("clause", span.of(self.text)),
            ("frame", f"judgement: {judged.word}"),
            ("issue", label.text),
        ]
        return Found(holders, judged.word, act, stance, label, span, 0.6, trace, clause, speech=True)

    def predicate_evaluation(self, clause: Clause) -> Evaluation | None:
        """What the predicative says: its adjectives if they blame, its noun, its adjectives."""
        phrase = clause.predicative
        verb = clause.verb
        if verb is not None and verb.voice == "state":
            participle = next((i for i in verb.tokens if clause.tokens[i].tag == "VVPP"), None)
            return evaluation(clause.tokens[participle].text) if participle is not None else None
        if phrase is None:
            return (
                self.adjective_evaluation(clause, clause.adjective) if clause.adjective is not None else None
            )
        adjective = (
            self.adjective_evaluation(clause, clause.adjective) if clause.adjective is not None else None
        )
        return self.blame_first(clause, phrase) or adjective

    def adjective_evaluation(self, clause: Clause, i: int) -> Evaluation | None:
        """What a predicative adjective judges; "zu" makes any of them blame: "zu kompliziert"."""
        token = clause.tokens[i]
        before = clause.tokens[i - 1] if i > 0 else token
        if before.tag == "PTKA" and before.lower in {"zu", "allzu"}:
            return Evaluation(f"zu {token.lemma}", Act.CRITICISE, Stance.OPPOSE)
        return self.qualified(clause, i, evaluation(token.lemma))

    def qualified(self, clause: Clause, i: int, found: Evaluation | None) -> Evaluation | None:
        """What is left of praise after "wenig": "wenig hilfreich", "zu wenig ehrgeizig" blame."""
        few = i > 0 and clause.tokens[i - 1].lower in {"wenig", "kaum", "wenige"}
        if few and found is not None and found.stance is Stance.SUPPORT:
            return Evaluation(f"wenig {found.word}", Act.CRITICISE, Stance.OPPOSE)
        return found

    def blame_first(self, clause: Clause, phrase: Phrase) -> Evaluation | None:
        """What a phrase judges: a blaming adjective, else the noun, else a praising adjective."""
        adjectives = [evaluation(clause.tokens[i].lemma) for i in phrase.attributes]
        noun = evaluation(clause.tokens[phrase.head].lemma)
        blame = next((e for e in adjectives if e is not None and e.stance is Stance.OPPOSE), None)
        praise = next((e for e in adjectives if e is not None), None)
        return blame or noun or praise
