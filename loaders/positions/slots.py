"""Where the issue of a frame stands, and how it is named."""

from __future__ import annotations

from dataclasses import replace

from loaders.articles.findings import Act, ActorKind, Span, Stance
from loaders.german.morphology import gender
from loaders.german.verbs import FINITE
from loaders.issues.cases import as_agent
from loaders.issues.labels import Label, of_clause, of_phrase, tail_of
from loaders.lexicon.frames import Frame, noun_frames, verb_frames
from loaders.lexicon.tables import words
from loaders.positions.holders import Holders
from loaders.syntax.clause_reader import INFINITIVE, MAIN, RELATIVE, SUB, Clause
from loaders.syntax.phrase_reader import Phrase


def is_empty(label: Label, verb: str) -> bool:
    """Whether a label says nothing but a verb of little meaning: "Tun", "Bleiben"."""
    return len(label.lemmas) < 2 and verb in words("neutral_plans") | words("light_verbs")


class Slots(Holders):
    """Fills the issue slots of frames."""

    def issue(self, clause: Clause, frame: Frame, passive: bool) -> tuple[str, Label | None, Clause | None]:
        """(slot, label, complement clause) of the first issue slot that is filled."""
        for slot in frame.issue:
            if slot in {"dass", "ob", "zu"}:
                child = self.complement(clause, slot)
                label = of_clause(child) if child is not None else None
                if label is not None and child is not None:
                    return slot, self.with_target(clause, frame, child, label), child
                if slot != "zu":
                    continue
            if slot == "satz":
                child = self.content(clause)
                label = of_clause(child) if child is not None else None
                if label is not None:
                    return slot, label, child
                continue
            phrase = self.slot_phrase(clause, frame, slot, passive)
            if (
                slot == "akk"
                and frame.target == "dat"
                and phrase is not None
                and self.is_addressee(clause, phrase)
            ):
                continue
            if phrase is not None:
                label, child = self.phrase_label(clause, phrase, frame)
                if label is not None:
                    return slot, label, child
        return "", None, None

    def slot_phrase(self, clause: Clause, frame: Frame, slot: str, passive: bool) -> Phrase | None:
        """The phrase in a slot; words that belong to the idiom itself ("in Aussicht") do not count."""
        phrase = self.plain_slot(clause, frame, slot, passive)
        if phrase is None or clause.tokens[phrase.head].lower in frame.required:
            return None
        lemma = clause.tokens[phrase.head].lemma.lower()
        if lemma in words("no_issues") or ("person" in frame.without and self.is_person(clause, phrase)):
            return None
        return phrase

    def is_person(self, clause: Clause, phrase: Phrase) -> bool:
        """Whether a phrase names a person: "verabschiedete ihn" passes no law."""
        return any(actor.kind is ActorKind.PERSON for actor in self.resolve(clause, phrase))

    def is_addressee(self, clause: Clause, phrase: Phrase) -> bool:
        """Whether an object that could be either case is the dative: what is at issue is a clause."""
        clausal = self.complement(clause, "zu") or self.complement(clause, "dass")
        return phrase.may_be("d") and clause.dative is None and clausal is not None

    def plain_slot(self, clause: Clause, frame: Frame, slot: str, passive: bool) -> Phrase | None:
        """The phrase with the case or preposition of a slot; in the passive the subject is the object."""
        if slot == "akk":
            return clause.subject if passive else clause.accusative
        if slot == "dat":
            other = clause.accusative if "akk" not in frame.issue else None
            return clause.dative or (other if other is not None and other.may_be("d") else None)
        if slot == "gen":
            other = clause.dative if "dat" not in frame.issue else None
            idiom = (p.genitive for p in clause.phrases if clause.tokens[p.head].lower in frame.required)
            inner = next((genitive for genitive in idiom if genitive is not None), None)
            return clause.genitive or inner or (other if other is not None and other.may_be("g") else None)
        if slot == "nom":
            return clause.subject
        return next((p for p in clause.prepositionals if p.prep == slot), None)

    def phrase_label(
        self, clause: Clause, phrase: Phrase, frame: Frame
    ) -> tuple[Label | None, Clause | None]:
        """The label of the phrase in a slot; "davor" and "dafür" stand for the clause that follows."""
        if phrase.kind == "PROAV":
            child = (
                self.complement(clause, "dass")
                or self.complement(clause, "zu")
                or self.complement(clause, "ob")
            )
            if child is not None:
                return of_clause(child), child
            sides = self.topic or self.subject_before() if frame.words == "sein" else None  # "sind dafür"
            return self.antecedent_label() or sides, None
        if phrase.kind == "PRON":
            return self.pronoun_label(clause, phrase), None
        excluded = self.addressees(clause, frame)
        head = clause.tokens[phrase.head]
        if head.tag == "NN" and not head.lemma.lower().endswith(tuple(words("naming_nouns"))):
            for inner in noun_frames(head.lemma)[0]:
                _, label, child = self.nominal_issue(clause, phrase, inner, "")
                if child is None and (frame.act is Act.DEMAND or _is_lacking(clause, phrase)):
                    continue  # what is wanted or missed is the support itself: "fehlende Hilfe für …"
                if label is not None and inner.stance is Stance.SUPPORT:
                    return label, child
                if label is not None and child is not None:
                    return self.accusation(clause, phrase, label), child
        if frame.lemma in words("ceding_verbs") and _is_territory(clause, phrase):
            named = of_clause(replace(clause, subject=None, dative=None))
        else:
            label = of_phrase(clause.tokens, phrase, tail_of(clause, phrase, excluded))
            named = self.with_owner(clause, phrase, label)
        return named, None

    def accusation(self, clause: Clause, phrase: Phrase, content: Label) -> Label:
        """A noun of opposition with its content: "Vorwurf der Anwendung von Gewalt"."""
        noun = of_phrase(clause.tokens, phrase)
        link = " der " if gender(content.head) == "f" else ": "
        return Label(noun.text + link + content.text, (*noun.lemmas, *content.lemmas), noun.head)

    def with_owner(self, clause: Clause, phrase: Phrase, label: Label) -> Label:
        """Say whose: "sein Vorgehen" is "Vorgehen von Anna Weber", unless the subject's own is meant."""
        i = phrase.first + (1 if phrase.prep is not None else 0)
        token = clause.tokens[i]
        if len(label.text.split()) > 6 or phrase.conjuncts:
            return label
        if token.lower in {"dessen", "deren"} and clause.antecedent is not None:
            owner = of_phrase(clause.tokens, clause.antecedent).text
        elif token.tag == "PPOSAT":
            actor = self.actors.actor_at(Span(token.start, token.end))
            subject = self.resolve(clause, clause.subject) if clause.subject is not None else []
            if actor is None or any(a.id == actor.id for a in subject):
                return label
            owner = actor.name
        else:
            return label
        return Label(f"{label.text} von {owner}", (*label.lemmas, *owner.split()), label.head)

    def addressees(self, clause: Clause, frame: Frame) -> frozenset[str]:
        """The addressee's preposition if it names somebody: "verlangt von den Ländern", not "von Gift"."""
        target = next((p for p in clause.prepositionals if p.prep == frame.target), None)
        named = target is not None and self.resolve(clause, target)
        return frozenset({frame.target}) if frame.target and named else frozenset()

    def pronoun_label(self, clause: Clause, phrase: Phrase) -> Label | None:
        """What a pronoun in an issue slot stands for: antecedent, actor, or what was just spoken of."""
        token = clause.tokens[phrase.head]
        if (
            clause.kind == RELATIVE
            and phrase.first <= clause.positions[0] + 1
            and clause.antecedent is not None
        ):
            parent = clause.parent
            tail = tail_of(parent, clause.antecedent) if parent is not None else []
            return of_phrase(clause.tokens, clause.antecedent, tail)
        if token.tag == "PRF" or token.lower in {"was", "wer", "man"}:
            return None
        actor = self.actors.actor_at(Span(token.start, token.end)) if token.tag == "PPER" else None
        if actor is not None:
            return Label(actor.name, tuple(actor.name.split()), actor.name.split()[-1])
        if phrase.genitive is not None or phrase.end - phrase.first > 1:
            return of_phrase(clause.tokens, phrase, tail_of(clause, phrase))
        nearest = self.object_before(clause) if token.tag == "PPER" else None
        personal = self.subject_before() if token.tag == "PPER" and token.lower != "es" else None
        return nearest or personal or self.antecedent_label() or self.topic

    def object_before(self, clause: Clause) -> Label | None:
        """The object of an earlier clause of the sentence: "lobt die Reform und will sie ausweiten"."""
        for other in reversed(self.clauses[: clause.index]):
            thing = other.accusative
            if thing is not None and thing.kind == "NP":
                return of_phrase(other.tokens, thing, tail_of(other, thing))
        return None

    def complement(self, clause: Clause, slot: str) -> Clause | None:
        """The dass-, ob- or zu-clause that depends on ``clause``."""
        for other in self.clauses:
            if other.index <= clause.index and other.parent is not clause:
                continue
            if not _is(other, slot) or other.index in self.claimed or other.noun_takes:
                continue
            if other.parent is clause or (
                other.parent is not None and other.parent.parent is clause and other.parent.kind == RELATIVE
            ):
                return other
        return None

    def coordinated(self, first: Clause) -> list[tuple[Clause, Label]]:
        """Further complements joined to one by "und": "…, Steuern zu senken und Straßen zu bauen"."""
        found: list[tuple[Clause, Label]] = []
        governs = any("zu" in frame.issue for frame in verb_frames(first.verb.lemma if first.verb else ""))
        parents = [first.parent] if governs else [first.parent, first]  # lists hang on their first member
        for other in self.clauses[first.index + 1 :]:
            alike = other.kind == first.kind and other.connector == first.connector
            label = of_clause(other) if alike and other.parent in parents else None
            if label is None or other.index in self.claimed or bool(other.negation) != bool(first.negation):
                break
            found.append((other, label))
        joined = bool(found) and found[-1][0].words()[0] in {"und", "sowie", "oder"}
        return found if joined else []

    def content(self, clause: Clause) -> Clause | None:
        """The clause of speech that the verb frames: "…, kritisierte X", "X warnte: …"."""
        if clause.verb is not None and clause.verb.voice != "active":
            return None
        before = self.clauses[clause.index - 1] if clause.index > 0 and clause.verb_first else None
        after = self.clauses[clause.index + 1] if clause.index + 1 < len(self.clauses) else None
        for other in (before, after):
            if other is None or other.kind != MAIN or other.shares is not None:
                continue
            if self.quotation_of(other) is not None:
                return other
        return None

    def with_target(self, clause: Clause, frame: Frame, child: Clause, label: Label) -> Label:
        """Add who shall do it: "forderte die Länder auf, zu zahlen" is about payment by the Länder."""
        target = None
        if frame.target == "akk":
            target = clause.accusative
        elif frame.target == "dat":
            target = clause.dative
        elif frame.target is not None:
            target = next((p for p in clause.prepositionals if p.prep == frame.target), None)
        own = frame.act in {
            Act.PROMISE,
            Act.OFFER,
            Act.THREATEN,
        }  # what the holder will do, not the addressee
        if own or target is None or child.kind != INFINITIVE or target.kind != "NP":
            return label
        if len(label.text.split()) > 6:
            return label
        named = of_phrase(clause.tokens, target)
        agent = as_agent(clause.tokens, target, named.text)
        return Label(f"{label.text} {agent}", (*label.lemmas, "durch", *named.lemmas), label.head)

    def nominal_issue(
        self, clause: Clause, phrase: Phrase, frame: Frame, rest: str
    ) -> tuple[str, Label | None, Clause | None]:
        """(slot, label, complement clause) of a noun of stance: what follows it, or its own first part."""
        for slot in frame.issue:
            if slot in {"dass", "zu", "ob"}:
                child = next(
                    (c for c in self.clauses if c.noun is phrase and _is(c, slot)),
                    None,
                )
                label = of_clause(child) if child is not None else None
                if label is not None:
                    return slot, label, child
            if slot == "dat":
                if clause.dative is not None and clause.accusative is phrase:
                    return slot, of_phrase(clause.tokens, clause.dative, tail_of(clause, clause.dative)), None
                continue
            if slot == "gen":
                agent = any(p.first == phrase.end and p.prep == "durch" for p in clause.prepositionals)
                if phrase.genitive is not None and (agent or not self.resolve(clause, phrase.genitive)):
                    return slot, of_phrase(clause.tokens, phrase.genitive), None
                continue
            after = next(
                (
                    p
                    for p in clause.phrases
                    if p.prep == slot
                    and p.first >= phrase.end
                    and p.first - phrase.end <= 6
                    and not self.gap(clause, phrase, p)
                ),
                None,
            )
            if after is not None and after.kind == "NP":
                return slot, of_phrase(clause.tokens, after, tail_of(clause, after)), None
        if len(rest) > 3:
            return "compound", Label(rest, (rest,), rest), None
        return "", None, None

    def gap(self, clause: Clause, a: Phrase, b: Phrase) -> bool:
        """Whether a verb or another noun phrase stands between two phrases."""
        between = [p for p in clause.phrases if a.end <= p.first < b.first and p.prep is None]
        return any(clause.tokens[i].tag in FINITE for i in range(a.end, b.first)) or bool(between)

    def separate(self, clause: Clause, phrase: Phrase) -> list[Label]:
        """Labels of the members of a coordination that each have an article: two issues, not one."""
        if not phrase.conjuncts or not all(self.is_full(clause, m) for m in phrase.conjuncts):
            return []
        first = replace(phrase, conjuncts=[])
        return [of_phrase(clause.tokens, m, tail_of(clause, m)) for m in (first, *phrase.conjuncts)]

    def is_full(self, clause: Clause, phrase: Phrase) -> bool:
        """Whether a phrase has an article of its own."""
        return clause.tokens[phrase.first].tag in {"ART", "PPOSAT", "PIAT", "PDAT"}


def _is_lacking(clause: Clause, phrase: Phrase) -> bool:
    """Whether an adjective says that there is too little of something: "mangelnde Unterstützung"."""
    return any(clause.tokens[i].lemma.lower() in words("lacking_adjectives") for i in phrase.attributes)


def _is_territory(clause: Clause, phrase: Phrase) -> bool:
    """Whether an object is land, which nobody is for or against, but for or against giving it away."""
    return phrase is clause.accusative and clause.tokens[phrase.head].lemma.lower() in words("territories")


def _is(clause: Clause, slot: str) -> bool:
    if slot == "zu":
        return clause.kind == INFINITIVE and clause.connector not in {"um", "ohne", "statt", "anstatt"}
    return clause.kind == SUB and clause.connector == slot
