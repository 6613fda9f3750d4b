"""How somebody takes something: "Der Plan stößt bei den Ländern auf Kritik", "reagierte mit Spott auf …".

The noun tells act and stance, the verb only who takes what so; ``data/reactions.tsv`` says where they stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from loaders.articles.findings import Act, Actor, Stance
from loaders.issues.labels import Label, of_phrase, tail_of
from loaders.lexicon.frames import Frame, noun_frames
from loaders.lexicon.tables import read_table
from loaders.positions.context import Found
from loaders.positions.verbal import Verbal
from loaders.syntax.clause_reader import INFINITIVE, Clause
from loaders.syntax.modality import is_condition
from loaders.syntax.phrase_reader import Phrase

_REACTIONS = frozenset({Act.CRITICISE, Act.REJECT, Act.DOUBT, Act.WARN, Act.PRAISE, Act.WELCOME, Act.AGREE})


@cache
def _rows() -> Mapping[str, Sequence[dict[str, str]]]:
    table: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_table("reactions"):
        table[row["verb"]].append(row)
    return table


class Reactions(Verbal):
    """Reads verbs that join a noun of stance with its holder and its issue."""

    def reaction(self, clause: Clause) -> Found | None:
        """The reaction a clause reports, if its verb, a noun of stance and a holder are there."""
        verb = clause.verb
        if verb is None or verb.voice != "active" or clause.kind == INFINITIVE:
            return None
        for row in _rows().get(verb.lemma, ()):
            for noun in self._nouns(clause, row["noun"]):
                found = self._reaction(clause, row, noun)
                if found is not None:
                    return found
        return None

    def refusal(self, clause: Clause) -> Found | None:
        """ "Mit uns wird es keine Maut geben", "von mir gibt es nichts", "mit ihr nicht zu machen"."""
        verb = clause.verb
        if verb is None or clause.negation is None or clause.question or is_condition(clause, self.clauses):
            return None
        giving = verb.lemma == "geben" and "es" in clause.words()
        doing = verb.lemma in {"machen", "haben"} and verb.voice == "passive" and verb.with_zu
        thing = clause.accusative if giving else clause.subject if doing else None
        if thing is None:
            return None
        for side in (p for p in clause.prepositionals if p.prep in {"mit", "von"} and p.kind != "PROAV"):
            holders = self.resolve(clause, side)
            label = self._refused(clause, thing, side) if holders else None
            if label is not None:
                span, rule = self.span(clause, None), f"nicht {side.prep} …"
                trace = [("clause", span.of(self.text)), ("frame", rule), ("issue", label.text)]
                return Found(holders, rule, Act.REJECT, Stance.OPPOSE, label, span, 0.7, trace, clause)
        return None

    def _refused(self, clause: Clause, thing: Phrase, side: Phrase) -> Label | None:
        if thing.kind == "PRON":
            return self.pronoun_label(clause, thing)
        return of_phrase(clause.tokens, thing, tail_of(clause, thing, frozenset({side.prep or ""})))

    def _nouns(self, clause: Clause, place: str) -> list[Phrase]:
        phrases = [clause.accusative] if place == "akk" else _at(clause, place)
        return [p for p in phrases if p is not None and clause.tokens[p.head].tag == "NN"]

    def _reaction(self, clause: Clause, row: Mapping[str, str], noun: Phrase) -> Found | None:
        frames, rest = noun_frames(clause.tokens[noun.head].lemma)
        frame = next((f for f in frames if f.act in _REACTIONS), None)
        if frame is None or rest:
            return None
        own = (self.nominal_issue(clause, noun, f, "")[1] for f in frames)
        if row["issue"] in {"-", "nom"} and any(label is not None for label in own):
            return None  # "fand Unterstützung für den Plan": the noun has its issue beside it
        holders = self._holders(clause, row["holder"], noun)
        label = self._label(clause, row["issue"], frame) if holders else None
        if label is None:
            return None
        found = self.found(clause, frame, holders, label, row["issue"], None)
        found.confidence = 0.7
        return found

    def _holders(self, clause: Clause, place: str, noun: Phrase) -> list[Actor]:
        for slot in place.split(","):
            for phrase in [clause.subject] if slot == "nom" else _at(clause, slot):
                if phrase is not None and phrase is not noun and (holders := self.resolve(clause, phrase)):
                    return holders
        return []

    def _label(self, clause: Clause, slot: str, frame: Frame) -> Label | None:
        phrase = self.plain_slot(clause, frame, slot, False) if slot != "-" else None
        if phrase is None or (phrase is clause.subject and phrase.kind == "PRON"):
            return self.antecedent_label() or self.topic
        return self.phrase_label(clause, phrase, frame)[0]


def _at(clause: Clause, prep: str) -> list[Phrase]:
    return [p for p in clause.prepositionals if p.prep == prep]
