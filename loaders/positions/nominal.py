"""Positions that nouns of stance take: "die Forderung der Länder nach …", "übte Kritik an …"."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.articles.findings import Act, Actor, Span, Stance
from loaders.issues.labels import Label, of_phrase, tail_of
from loaders.lexicon.frames import Frame, noun_frames
from loaders.lexicon.tables import words
from loaders.positions.context import Found
from loaders.positions.slots import Slots
from loaders.syntax.clause_reader import FRAGMENT, Clause
from loaders.syntax.phrase_reader import Phrase

_SIDES = {"für": (Act.DEMAND, Stance.SUPPORT), "gegen": (Act.REJECT, Stance.OPPOSE)}


class Nominal(Slots):
    """Reads the frames of nouns."""

    def from_nouns(self, clause: Clause, verb: Found | None) -> Iterator[Found]:
        """ "die Forderung der Länder nach …", "übte Kritik an …", "Nein zu …"."""
        if verb is not None and verb.act is Act.DEMAND:
            return  # whose support is asked for has not given it yet
        for phrase in clause.phrases:
            for member in [n for m in phrase.members for n in _with_genitives(m)]:
                head = clause.tokens[member.head]
                if head.tag != "NN":
                    continue
                frames, rest = noun_frames(head.lemma)
                for frame in frames:
                    found = self.nominal(clause, member, frame, rest)
                    if found is not None and not (verb is not None and is_same(verb, found)):
                        yield found
                        break

    def slogan(self, clause: Clause) -> Found | None:
        """A headline without verb: "Minister gegen Maut", "Mehrheit für Tempolimit"."""
        if clause.kind != FRAGMENT or clause.verb is not None or len(clause.phrases) < 2:
            return None
        holder, issue = clause.phrases[-2:]
        side = _SIDES.get(issue.prep or "")
        opens = holder.first == clause.positions[0] or clause.tokens[holder.first - 1].text in {":", "+"}
        whole = opens and all(not clause.tokens[i].is_word for i in clause.positions if i >= issue.last)
        if side is None or holder.prep is not None or issue.kind != "NP" or not whole:
            return None
        if holder.last != issue.first or clause.bracketed:
            return None
        holders = self.resolve(clause, holder)
        if not holders:
            return None
        act, stance = side
        label = of_phrase(clause.tokens, issue, tail_of(clause, issue))
        span = self.span(clause, None)
        rule = f"headline with {issue.prep}"
        trace = [("clause", span.of(self.text)), ("frame", rule), ("issue", label.text)]
        return Found(holders, rule, act, stance, label, span, 0.6, trace, clause)

    def nominal(self, clause: Clause, phrase: Phrase, frame: Frame, rest: str) -> Found | None:
        """The position of one noun of stance, if holder and issue are there."""
        slot, label, extra = self.nominal_issue(clause, phrase, frame, rest)
        holders, how = self.nominal_holder(clause, phrase, frame, slot)
        reaction = frame.act in {Act.CRITICISE, Act.PRAISE, Act.REJECT, Act.AGREE, Act.WELCOME}
        if label is None and how == "origin" and reaction and phrase is clause.subject:
            slot, label = "omitted", self.antecedent_label() or self.topic  # "Kritik kam von den Grünen"
        if label is None or not holders:
            return None
        if clause.tokens[phrase.head].lemma.lower().endswith(tuple(words("naming_nouns"))):
            label = self.with_noun(clause, phrase, slot, label)
        span = self.span(clause, extra)
        if extra is not None:
            self.claimed.add(extra.index)
        trace = [
            ("clause", span.of(self.text)),
            ("frame", f"{frame.name} (noun: {frame.act.value}, {frame.stance.value}), holder: {how}"),
            ("issue", f"{label.text} (slot {slot})"),
        ]
        return Found(holders, frame.name, frame.act, frame.stance, label, span, 0.7, trace, clause)

    def with_noun(self, clause: Clause, phrase: Phrase, slot: str, content: Label) -> Label:
        """A noun that belongs to the name of its content: "Garantien für die Grenze"."""
        after = next((p for p in clause.prepositionals if p.prep == slot and p.first >= phrase.end), None)
        if after is not None:
            return of_phrase(clause.tokens, phrase, [after])
        return of_phrase(clause.tokens, phrase) if slot == "gen" else content

    def nominal_holder(
        self, clause: Clause, phrase: Phrase, frame: Frame, slot: str
    ) -> tuple[list[Actor], str]:
        """(holders, where they stood): a genitive, a possessive, "von", the subject of a support verb."""
        if phrase.genitive is not None and slot != "gen":
            actors = self.resolve(clause, phrase.genitive)
            if actors:
                return actors, "genitive"
        owner = self.possessor(clause, phrase)
        if owner is not None:
            return [owner], "possessive"
        for place, candidates in self.places(clause, phrase):
            for candidate in candidates:
                actors = self.resolve(clause, candidate)
                if actors:
                    return actors, place
        return [], ""

    def possessor(self, clause: Clause, phrase: Phrase) -> Actor | None:
        """Whom "ihre" in "ihre Forderung" stands for."""
        i = phrase.first + (1 if phrase.prep is not None else 0)
        token = clause.tokens[min(i, phrase.end - 1)]
        if token.tag != "PPOSAT":
            return None
        return self.actors.actor_at(Span(token.start, token.end))

    def places(self, clause: Clause, phrase: Phrase) -> Iterator[tuple[str, list[Phrase]]]:
        """Where else the holder of a noun can stand, nearest first."""
        by = {"von", "durch", "seitens"}
        yield "von", [p for p in clause.phrases if p.first == phrase.end and p.prep in by]
        yield "attribute", [p for p in phrase.inner if p.prep in by]
        verb = clause.verb
        if verb is None:
            return
        if verb.lemma in words("origin_verbs"):
            yield "origin", [p for p in clause.prepositionals if p.prep in {"aus", "von", "seitens"}]
        objects = [clause.accusative, *(p for p in clause.prepositionals if p.prep in {"zu", "in", "mit"})]
        supported = verb.lemma in words("support_verbs") and verb.voice == "active" and phrase in objects
        if supported and clause.subject is not None and phrase is not clause.subject:
            yield "subject of the support verb", [clause.subject]


def is_same(one: Found, other: Found) -> bool:
    """Whether two findings of a clause are one position: same holders and stance, one label in the other."""
    if [a.id for a in one.holders] != [a.id for a in other.holders] or one.stance is not other.stance:
        return False
    mine, yours = set(one.label.lemmas), set(other.label.lemmas)
    return mine <= yours or yours <= mine


def _with_genitives(phrase: Phrase) -> Iterator[Phrase]:
    """A phrase and the genitives inside it: "der Kern | der Forderung | des Verbands"."""
    yield phrase
    if phrase.genitive is not None and phrase.genitive.first > phrase.head:
        yield from _with_genitives(phrase.genitive)
