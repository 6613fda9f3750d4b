"""Positions that verbs, adjectives and participles of stance take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.articles.findings import Act, Actor, Span, Stance
from loaders.german.tagger import participle_verb
from loaders.issues.labels import Label, of_clause, of_phrase, tail_of
from loaders.lexicon.frames import (
    Frame,
    adjective_frames,
    evaluation,
    noun_frames,
    speech_frames,
    verb_frames,
)
from loaders.lexicon.tables import words
from loaders.positions.context import OPPOSITE, Found
from loaders.positions.slots import Slots
from loaders.syntax.clause_reader import INFINITIVE, Clause
from loaders.syntax.modality import is_condition

_WISHES = frozenset({Act.DEMAND, Act.PROPOSE, Act.AGREE, Act.PROMISE, Act.OFFER, Act.CONSIDER})


class Verbal(Slots):
    """Reads the frames of verbs, adjectives and participles."""

    def from_verb(self, clause: Clause) -> Iterator[Found]:
        """The positions that the verb of a clause takes: one, or one for and one against."""
        verb = clause.verb
        if verb is None or clause.index in self.claimed:
            return
        if clause.kind == INFINITIVE and not self.free_infinitive(clause):
            return
        frames = self.fitting(clause, verb_frames(verb.lemma))
        if verb.modal in {"müssen", "sollen", "dürfen", "können"} and not is_condition(clause, self.clauses):
            frames = [f for f in frames if self.holds_with_modal(clause, f)]
        if frames and self.fitting(clause, speech_frames(verb.lemma)) and self.is_accusation(clause):
            return  # what the speaker says of others, not what these say themselves
        taken: list[Stance] = []
        for frame in frames:
            if taken and (frame.stance in taken or frame.required != frames[0].required):
                continue
            if self.announces_opposition(clause, frame):
                continue
            found = self.fill(clause, frame, may_omit=False)
            if found is not None:
                taken.append(frame.stance)
                yield found
        elliptic = next((f for f in frames if self.may_omit(f)), None) if not taken else None
        found = self.fill(clause, elliptic, may_omit=True) if elliptic is not None else None
        if found is not None:
            taken.append(found.stance)
            yield found
        wish = verb.modal in {"wollen", "möchten", "mögen"}
        rather = verb.auxiliary == "werden" and {"liebsten", "gern", "gerne"} & set(clause.words())
        if (wish or (rather and verb.mood == "konj2")) and not frames:
            planned = self.plan(clause)
            if planned is not None:
                yield planned

    def holds_with_modal(self, clause: Clause, frame: Frame) -> bool:
        """What somebody must or may do is no position yet; what they can imagine or cannot accept is one."""
        modal = clause.verb.modal if clause.verb is not None else None
        if modal in frame.required:
            return True  # "kann dem nichts abgewinnen"
        refused = frame.negated is not None and self.negates(clause, frame.required)
        return modal == "können" and (frame.act is Act.CONSIDER or refused)

    def is_accusation(self, clause: Clause) -> bool:
        """Whether a clause says in somebody's mouth what others do: "die Union blockiere die Reform"."""
        quotation = self.quotation_of(clause)
        speaker = quotation.speaker if quotation is not None else None
        if speaker is None or clause.subject is None:
            return False
        return all(actor.id != speaker.id for actor in self.resolve(clause, clause.subject))

    def announces_opposition(self, clause: Clause, frame: Frame) -> bool:
        """Whether what is promised is itself opposition: "kündigte Widerstand gegen das Gesetz an"."""
        thing = clause.accusative
        if frame.act is not Act.PROMISE or thing is None:
            return False
        inner = noun_frames(clause.tokens[thing.head].lemma)[0]
        found = (self.nominal_issue(clause, thing, f, "")[1] for f in inner if f.stance is Stance.OPPOSE)
        return any(label is not None for label in found)

    def free_infinitive(self, clause: Clause) -> bool:
        """Whether an infinitive is what its subject does ("um … zu"), not what a stance is about."""
        if clause.noun_takes:
            return False
        parent = clause.parent
        purpose = clause.connector in {"um", "ohne", "statt", "anstatt"}
        return purpose or (
            parent is not None and parent.verb is not None and not verb_frames(parent.verb.lemma)
        )

    def fitting(self, clause: Clause, frames: Sequence[Frame]) -> list[Frame]:
        """Frames whose required words, reflexive and passive fit the clause."""
        there = set(clause.words())
        lemmas = {clause.tokens[i].lemma.lower() for i in clause.positions}
        reflexive = any(clause.tokens[i].tag == "PRF" for i in clause.positions)
        prepositions = {w for p in clause.prepositionals for w in (p.prep, clause.tokens[p.first].lower)}
        return [
            f
            for f in frames
            if (not f.reflexive or reflexive)
            and (f.words != "sein" or self.takes_side(clause))
            and all(w in there or w in lemmas for w in f.required)
            and not prepositions & set(f.without)
            and not ("akk" in f.without and clause.accusative is not None)
        ]

    def takes_side(self, clause: Clause) -> bool:
        """Whether "sein" stands for a stance: "ist für den Bau", "ist strikt dagegen"."""
        sides = [p.first for p in clause.prepositionals if p.kind == "PROAV"]
        how = clause.tokens[clause.adjective].lower if clause.adjective is not None else ""
        plain = not how or how in words("side_adverbs") or (clause.adjective or 0) + 1 in sides
        return clause.predicative is None and plain

    def fill(self, clause: Clause, frame: Frame, may_omit: bool) -> Found | None:
        """Find issue and holder of a frame in a clause."""
        passive = clause.verb is not None and clause.verb.voice in {"passive", "state"}
        slot, label, extra = self.issue(clause, frame, passive)
        holders = self.holders(clause, frame, passive) if label is not None or may_omit else []
        if label is None and holders:
            slot, label = "omitted", self.antecedent_label() or self.topic
        if not holders or label is None:
            return None
        found = self.found(clause, frame, holders, label, slot, extra)
        phrase = self.slot_phrase(clause, frame, slot, passive) if extra is None else None
        if phrase is not None and phrase.kind == "NP":
            found.also = self.separate(clause, phrase)
        return found

    def may_omit(self, frame: Frame) -> bool:
        """Whether a verb can leave out what it is about: "Putin stimmte zu"."""
        return frame.lemma in words("elliptic_verbs") and (not frame.reflexive or bool(frame.required))

    def found(
        self,
        clause: Clause,
        frame: Frame,
        holders: list[Actor],
        label: Label,
        slot: str,
        extra: Clause | None,
    ) -> Found:
        """Put a position together: negation, evidence, trace."""
        act, stance, negated = frame.act, frame.stance, False
        if self.negates(clause, frame.required):
            if frame.negated is not None:
                act, stance = frame.negated, OPPOSITE[stance]
            else:
                negated = True
        if extra is not None and extra.negation is not None and frame.act in _WISHES:
            stance = OPPOSITE[stance]
            act = act if act is Act.DEMAND else Act.REJECT
        if extra is not None:
            self.claimed.add(extra.index)
        if frame.lemma in words("attesting_verbs") and self.is_blamed(clause):
            act, stance = Act.CRITICISE, Stance.OPPOSE
        more = self.coordinated(extra) if extra is not None else []
        self.claimed |= {other.index for other, _ in more}
        span = self.span(clause, more[-1][0] if more else extra)
        trace = [
            ("clause", span.of(self.text)),
            ("frame", f"{frame.name} ({frame.kind}: {frame.act.value}, {frame.stance.value})"),
            ("issue", f"{label.text} (slot {slot})"),
        ]
        labels = (
            [label, *(self.with_target(clause, frame, other, one) for other, one in more)] if more else []
        )
        return Found(holders, frame.name, act, stance, label, span, 0.8, trace, clause, negated, also=labels)

    def is_blamed(self, clause: Clause) -> bool:
        """Whether what is attested is bad: "bescheinigte dem Amt erschreckende Versäumnisse"."""
        thing = clause.accusative
        if thing is None:
            return False
        judged = (evaluation(clause.tokens[i].lemma) for i in (*thing.attributes, thing.head))
        return any(e is not None and e.stance is Stance.OPPOSE for e in judged)

    def negates(self, clause: Clause, required: tuple[str, ...]) -> bool:
        """Whether a negation denies the verb of the clause itself."""
        return clause.negation is not None and clause.tokens[clause.negation].lower not in required

    def plan(self, clause: Clause) -> Found | None:
        """ "will die Steuern senken": a plan, if it is more than a meeting or a journey."""
        verb = clause.verb
        if verb is None or verb.lemma in words("neutral_plans") or verb.voice != "active":
            return None
        thing = clause.accusative
        if clause.subject is None or (thing is not None and thing.kind != "NP"):
            return None
        if thing is None and not any(p.kind == "NP" for p in clause.prepositionals):
            return None
        holders = self.resolve(clause, clause.subject)
        base = of_clause(
            Clause(
                clause.tokens,
                clause.positions,
                clause.kind,
                verb=verb,
                accusative=clause.accusative,
                phrases=clause.phrases,
            )
        )
        if base is None or not holders:
            return None
        negated = clause.negation is not None
        act, stance = (Act.REJECT, Stance.OPPOSE) if negated else (Act.PROPOSE, Stance.SUPPORT)
        span = self.span(clause, None)
        trace = [("clause", span.of(self.text)), ("frame", f"wollen + {verb.lemma}"), ("issue", base.text)]
        return Found(holders, "wollen", act, stance, base, span, 0.5, trace, clause)

    def from_adjective(self, clause: Clause) -> Iterator[Found]:
        """ "ist bereit zu", "zeigte sich erfreut über", "ist dagegen, dass"."""
        verb = clause.verb
        if verb is None or clause.subject is None:
            return
        if verb.lemma not in words("adjective_verbs") and verb.auxiliary != "sein":
            return
        for i in clause.positions:
            token = clause.tokens[i]
            mistagged = token.tag == "VVFIN" and verb.auxiliary == "sein"  # "ist über den Zuschlag erfreut"
            if token.tag not in {"ADJD", "PTKVZ", "VVPP", "PROAV"} and not mistagged:
                continue
            for frame in adjective_frames(
                token.lower if token.tag == "PROAV" else token.lemma
            ) or adjective_frames(token.lower):
                slot, label, extra = self.issue(clause, frame, False)
                if label is None and token.lower in words("elliptic_adjectives"):
                    slot, label = "omitted", self.occasion(clause) or self.antecedent_label() or self.topic
                if label is None:
                    continue
                holders = self.resolve(clause, clause.subject)
                if holders:
                    yield self.found(clause, frame, holders, label, slot, extra)
                    return

    def occasion(self, clause: Clause) -> Label | None:
        """What somebody is glad or angry "after": "Nach dem Urteil zeigte sich die Klägerin erleichtert"."""
        phrase = next((p for p in clause.prepositionals if p.prep == "nach" and p.kind == "NP"), None)
        if phrase is None or clause.tokens[phrase.head].lower in words("time_nouns"):
            return None
        return of_phrase(clause.tokens, phrase, tail_of(clause, phrase))

    def from_participles(self, clause: Clause) -> Iterator[Found]:
        """ "die von der Union geforderte Reform": a participle with its agent inside a noun phrase."""
        for phrase in [m for p in clause.phrases for m in p.members]:
            agents = [p for p in phrase.inner if p.prep in {"von", "durch", "seitens"}]
            if not agents or not phrase.attributes:
                continue
            for i in phrase.attributes:
                lemma = participle_verb(clause.tokens[i].text)
                frames = [f for f in verb_frames(lemma or "") if "akk" in f.issue and not f.required]
                agent = agents[0]
                also = [p for p in phrase.inner if p.first > agent.first and p.prep is None]
                holders = [h for p in (agent, *also) for h in self.resolve(clause, p)] if frames else []
                if not holders:
                    continue
                bare = replace(phrase, attributes=tuple(a for a in phrase.attributes if a != i))
                label = of_phrase(clause.tokens, bare, tail_of(clause, phrase), skip=frozenset({i}))
                span = Span(clause.tokens[phrase.first].start, clause.tokens[phrase.end - 1].end)
                frame = frames[0]
                trace = [
                    ("clause", span.of(self.text)),
                    ("frame", f"{frame.name} (participle)"),
                    ("issue", label.text),
                ]
                yield Found(holders, frame.name, frame.act, frame.stance, label, span, 0.7, trace, clause)
                break
