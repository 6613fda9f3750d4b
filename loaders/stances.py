# ruff: noqa: D102
"""From clause and frame to position: who takes which stance on what.

For every clause the words of the stance lexicon are looked up (verb, adjective, nouns); the frame says where
holder and issue stand, the clause what stands there. In reported speech demands ("müsse") and judgements
("ein Fehler") are positions of the speaker. Every step is kept in the trace of the statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Protocol

from loaders.chunks import Phrase
from loaders.clauses import INFINITIVE, MAIN, RELATIVE, SUB, Clause
from loaders.frames import (
    Evaluation,
    Frame,
    adjective_frames,
    evaluation,
    noun_frames,
    speech_frames,
    verb_frames,
)
from loaders.grammar import words
from loaders.issues import find_issue
from loaders.labels import Label, of_clause, of_phrase, tail_of
from loaders.modality import is_condition, mode_of
from loaders.model import (
    Act,
    Actor,
    ActorKind,
    Document,
    Evidence,
    Modality,
    Quotation,
    Span,
    Stance,
    Statement,
)
from loaders.tagger import participle_verb
from loaders.verbs import FINITE
from ontology.slugs import slugify


def is_same(one: Found, other: Found) -> bool:
    """Whether two findings of a clause are one position: same holders and stance, one label in the other."""
    if [a.id for a in one.holders] != [a.id for a in other.holders] or one.stance is not other.stance:
        return False
    mine, yours = set(one.label.lemmas), set(other.label.lemmas)
    return mine <= yours or yours <= mine


AUTHOR = Actor("actor/author", "author", ActorKind.AUTHOR, aliases=("Autor",))


def is_empty(label: Label, verb: str) -> bool:
    """Whether a label says nothing but a verb of little meaning: "Tun", "Bleiben"."""
    return len(label.lemmas) < 2 and verb in words("neutral_plans") | words("light_verbs")


def names_somebody(lemma: str) -> bool:
    """Whether a common noun by its ending names people or a body of people."""
    low = lemma.rsplit("-", 1)[-1].lower()
    return low.endswith(tuple(words("body_endings"))) and low not in words("no_bodies")


OPPOSITE = {Stance.SUPPORT: Stance.OPPOSE, Stance.OPPOSE: Stance.SUPPORT}


class Actors(Protocol):
    """What this module asks about the actors of a text."""

    @property
    def genders(self) -> Mapping[str, str]:
        """m, f, n or "" of each actor by identifier."""
        ...

    def actor_at(self, span: Span) -> Actor | None:
        """The actor that the words at ``span`` refer to."""
        ...


class Speech(Protocol):
    """What this module asks about the quotations of a text."""

    def at(self, offset: int) -> Quotation | None:
        """The innermost quotation at ``offset``."""
        ...


@dataclass(slots=True)
class Found:
    """A position before it becomes a statement."""

    holders: list[Actor]
    frame: str
    act: Act
    stance: Stance
    label: Label
    span: Span
    confidence: float
    trace: list[tuple[str, str]] = field(default_factory=list)
    clause: Clause | None = None
    negated: bool = False
    also: list[Label] = field(default_factory=list)  # the issues one by one, if they are several
    speech: bool = False  # the holder is the speaker of the words themselves


class StanceReader:
    """Reads the positions of one document, sentence by sentence."""

    def __init__(self, document: Document, actors: Actors, speech: Speech) -> None:
        self.document = document
        self.text = document.text
        self.actors = actors
        self.speech = speech
        self.last_label: Label | None = None
        self.last_sentence = -9
        self.topic: Label | None = None
        self.topic_subject: Label | None = None
        self.last_holder: Actor | None = None
        self.added: dict[str, Actor] = {}  # actors that only this stage found

    # ------------------------------------------------------------ driver

    def read(self, clauses: Sequence[Clause], sentence: int) -> list[Statement]:
        """The statements of one sentence."""
        self.clauses = clauses
        self.sentence = sentence
        self.claimed: set[int] = set()
        statements: list[Statement] = []
        for found in self.positions():
            statements += self.statements(found)
        self.topic = self.topic_of(clauses) or self.topic
        return statements

    def topic_of(self, clauses: Sequence[Clause]) -> Label | None:
        """What a sentence is about, for a later "das": its first main clause."""
        for clause in clauses:
            if clause.kind == MAIN and clause.verb is not None and not clause.bracketed:
                if clause.subject is not None and clause.subject.kind == "NP":
                    self.topic_subject = of_phrase(
                        clause.tokens, clause.subject, tail_of(clause, clause.subject)
                    )
                break
        labels = [
            label
            for clause in clauses
            if not clause.bracketed and (clause.kind == MAIN or clause.connector == "dass")
            if (label := of_clause(clause)) is not None and len(label.lemmas) > 1
        ]
        # The news of a sentence comes last, and that is what "das" takes up.
        return labels[-1] if labels else None

    def positions(self) -> Iterator[Found]:
        for clause in self.clauses:
            for found in self.of_clause(clause):
                if found.holders:
                    self.last_label, self.last_sentence = found.label, self.sentence
                    self.last_holder = found.holders[0]
                    yield found

    def of_clause(self, clause: Clause) -> Iterator[Found]:
        """Positions that the words of one clause express."""
        verbs = list(self.from_verb(clause))
        yield from verbs
        verb = verbs[0] if verbs else None
        yield from self.from_adjective(clause)
        yield from self.from_nouns(clause, verb)
        yield from self.from_participles(clause)
        if verb is None:
            judged = self.judgement(clause) or self.spoken(clause)
            if judged is not None:
                yield judged

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
                ("holder", holder.name),
                ("stance", f"{found.stance.value} ({found.act.value})"),
                ("modality", f"{modality.value}: {mode.reason if mode else 'plain'}"),
            )
            yield Statement(
                holder,
                found.stance,
                found.act,
                find_issue(label),
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

    # ------------------------------------------------------------ verbs

    def from_verb(self, clause: Clause) -> Iterator[Found]:
        """The positions that the verb of a clause takes: one, or one for and one against."""
        verb = clause.verb
        if verb is None or clause.index in self.claimed:
            return
        if clause.kind == INFINITIVE and not self.free_infinitive(clause):
            return
        frames = self.fitting(clause, verb_frames(verb.lemma))
        if verb.modal in {"müssen", "sollen", "dürfen", "können"} and not is_condition(clause, self.clauses):
            # what somebody must, may or could do is not yet their position; what they can imagine is
            frames = [f for f in frames if f.act is Act.CONSIDER and verb.modal == "können"]
        taken: list[Stance] = []
        for frame in frames:
            if taken and (frame.stance in taken or frame.required != frames[0].required):
                continue
            found = self.fill(clause, frame)
            if found is not None:
                taken.append(frame.stance)
                yield found
        if verb.modal in {"wollen", "möchten", "mögen"} and not frames:
            planned = self.plan(clause)
            if planned is not None:
                yield planned

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
        return [
            f
            for f in frames
            if (not f.reflexive or reflexive)
            and all(w in there or w in lemmas for w in f.required)
            and not any(p.prep in f.without for p in clause.prepositionals)
        ]

    def fill(self, clause: Clause, frame: Frame) -> Found | None:
        """Find issue and holder of a frame in a clause."""
        passive = clause.verb is not None and clause.verb.voice in {"passive", "state"}
        slot, label, extra = self.issue(clause, frame, passive)
        holders = self.holders(clause, frame, passive) if label is not None or self.may_omit(frame) else []
        if label is None and holders:
            slot, label = "omitted", self.antecedent_label() or self.topic
        if not holders or label is None:
            return None
        found = self.found(clause, frame, holders, label, slot, extra)
        phrase = self.slot_phrase(clause, frame, slot, passive) if extra is None else None
        found.also = self.separate(clause, phrase) if phrase is not None and phrase.kind == "NP" else []
        return found

    def may_omit(self, frame: Frame) -> bool:
        """Whether a verb can leave out what it is about: "Putin stimmte zu"."""
        return frame.lemma in words("elliptic_verbs") and not frame.reflexive

    def separate(self, clause: Clause, phrase: Phrase) -> list[Label]:
        """Labels of the members of a coordination that each have an article: two issues, not one."""
        if not phrase.conjuncts or not all(self.is_full(clause, m) for m in phrase.conjuncts):
            return []
        first = replace(phrase, conjuncts=[])
        return [of_phrase(clause.tokens, m, tail_of(clause, m)) for m in (first, *phrase.conjuncts)]

    def is_full(self, clause: Clause, phrase: Phrase) -> bool:
        """Whether a phrase has an article of its own."""
        return clause.tokens[phrase.first].tag in {"ART", "PPOSAT", "PIAT", "PDAT"}

    def found(
        self,
        clause: Clause,
        frame: Frame,
        holders: list[Actor],
        label: Label,
        slot: str,
        extra: Clause | None,
    ) -> Found:
        act, stance, negated = frame.act, frame.stance, False
        if self.negates(clause, frame.required):
            if frame.negated is not None:
                act, stance = frame.negated, OPPOSITE[stance]
            else:
                negated = True
        if extra is not None and extra.negation is not None and frame.act in _WISHES:
            stance = OPPOSITE[stance]
        if extra is not None:
            self.claimed.add(extra.index)
        span = self.span(clause, extra)
        trace = [
            ("clause", span.of(self.text)),
            ("frame", f"{frame.name} ({frame.kind}: {frame.act.value}, {frame.stance.value})"),
            ("issue", f"{label.text} (slot {slot})"),
        ]
        return Found(holders, frame.name, act, stance, label, span, 0.8, trace, clause, negated)

    def span(self, clause: Clause, extra: Clause | None) -> Span:
        start, end = clause.start, clause.end
        if extra is not None:
            start, end = min(start, extra.start), max(end, extra.end)
        return Span(start, end)

    def negates(self, clause: Clause, required: tuple[str, ...]) -> bool:
        """Whether a negation denies the verb of the clause itself."""
        return clause.negation is not None and clause.tokens[clause.negation].lower not in required

    # ------------------------------------------------------------ issue slots

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
        return None if lemma in words("no_issues") else phrase

    def is_addressee(self, clause: Clause, phrase: Phrase) -> bool:
        """Whether an object that could be either case is the dative: what is at issue is a clause."""
        clausal = self.complement(clause, "zu") or self.complement(clause, "dass")
        return phrase.may_be("d") and clause.dative is None and clausal is not None

    def plain_slot(self, clause: Clause, frame: Frame, slot: str, passive: bool) -> Phrase | None:
        if slot == "akk":
            return clause.subject if passive else clause.accusative
        if slot == "dat":
            other = clause.accusative if "akk" not in frame.issue else None
            return clause.dative or (other if other is not None and other.may_be("d") else None)
        if slot == "gen":
            return clause.genitive
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
            return self.antecedent_label(), None
        if phrase.kind == "PRON":
            return self.pronoun_label(clause, phrase), None
        excluded = self.addressees(clause, frame)
        if frame.stance is Stance.SUPPORT and clause.tokens[phrase.head].tag == "NN":
            for inner in noun_frames(clause.tokens[phrase.head].lemma)[0]:
                _, label, child = self.nominal_issue(clause, phrase, inner, "")
                if label is not None and inner.stance is Stance.SUPPORT:
                    return label, child
        return of_phrase(clause.tokens, phrase, tail_of(clause, phrase, excluded)), None

    def addressees(self, clause: Clause, frame: Frame) -> frozenset[str]:
        """The addressee's preposition if it names somebody: "verlangt von den Ländern", not "von Gift"."""
        target = next((p for p in clause.prepositionals if p.prep == frame.target), None)
        named = target is not None and self.resolve(clause, target)
        return frozenset({frame.target}) if frame.target and named else frozenset()

    def pronoun_label(self, clause: Clause, phrase: Phrase) -> Label | None:
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
        if token.tag == "PPER" and token.lower != "es":
            return self.subject_before() or self.antecedent_label()
        return self.antecedent_label() or self.topic

    def antecedent_label(self) -> Label | None:
        """What "das" or "dagegen" takes up: the issue just spoken of."""
        return self.last_label if self.sentence - self.last_sentence <= 2 else None

    def subject_before(self) -> Label | None:
        """The subject of the sentence before, which a personal pronoun takes up."""
        return self.topic_subject

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

    def content(self, clause: Clause) -> Clause | None:
        """The clause of speech that the verb frames: "…, kritisierte X", "X warnte: …"."""
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
        if target is None or child.kind != INFINITIVE or target.kind != "NP" or len(label.text.split()) > 6:
            return label
        named = of_phrase(clause.tokens, target)
        return Label(f"{label.text} durch {named.text}", (*label.lemmas, "durch", *named.lemmas), label.head)

    # ------------------------------------------------------------ holders

    def holders(self, clause: Clause, frame: Frame, passive: bool) -> list[Actor]:
        for slot in frame.holder:
            phrase: Phrase | None
            if slot == "nom":
                if passive:
                    phrase = next(
                        (
                            p
                            for p in clause.prepositionals
                            if p.prep in {"von", "durch"} and self.resolve(clause, p)
                        ),
                        None,
                    )
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
        return []

    def controller(self, clause: Clause) -> tuple[Phrase | None, Clause | None]:
        """The subject that a zu-infinitive borrows: that of the clause it depends on."""
        parent = clause.parent
        if parent is None or parent.verb is None:
            return None, None
        return parent.subject, parent

    def resolve(self, clause: Clause, phrase: Phrase) -> list[Actor]:
        """The actors a phrase names; first persons in a quotation are its speaker."""
        actors: list[Actor] = []
        for member in phrase.members:
            actor = self.resolve_one(clause, member)
            if actor is not None and clause.tokens[member.head].tag == "PPER" and member is clause.subject:
                actor = self.disjoint(clause, actor)
            if actor is not None and all(a.id != actor.id for a in actors):
                actors.append(actor)
        return actors

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
            return self.subject_of_sentence(clause)
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

    def unnamed(self, clause: Clause, phrase: Phrase) -> Actor | None:
        """Somebody the stage of actors does not know: a group or body by its noun."""
        head = clause.tokens[phrase.head]
        if head.tag != "NN" or phrase.kind != "NP" or not names_somebody(head.lemma):
            return None
        label = of_phrase(clause.tokens, phrase).text
        span = Span(clause.tokens[phrase.first].start, clause.tokens[phrase.end - 1].end)
        kind = ActorKind.COLLECTIVE if phrase.may_be_plural else ActorKind.ORGANISATION
        actor = Actor(f"actor/{slugify(label)}", label, kind, evidence=Evidence.of(self.document, span))
        return self.added.setdefault(actor.id, actor)

    # ------------------------------------------------------------ judgements and speech

    def judgement(self, clause: Clause) -> Found | None:
        """ "nannte den Plan einen Fehler", "hält ihn für falsch", "bezeichnete es als Durchbruch"."""
        verb = clause.verb
        if verb is None or clause.subject is None or verb.lemma not in words("judging_verbs"):
            return None
        if verb.lemma in {"sehen", "erkennen", "wittern"} and "als" not in clause.words():
            return self.danger(clause, self.resolve(clause, clause.subject))
        if verb.lemma == "erklären" and not any(p.prep == "für" for p in clause.prepositionals):
            if "für" not in clause.words():
                return None
        evaluation = self.judging_word(clause, verb.lemma)
        holders = self.resolve(clause, clause.subject)
        if evaluation is None or not holders:
            return None
        thing = clause.accusative or clause.dative
        if verb.lemma in {"hinweisen", "verweisen", "sprechen", "reden"}:
            return self.pointing(clause, verb.lemma, holders)
        if thing is None or thing.kind == "PRON":
            label = self.antecedent_label() or self.previous_label()
        else:
            label = of_phrase(clause.tokens, thing, tail_of(clause, thing))
        if label is None:
            return None
        act, stance = evaluation.act, evaluation.stance
        if clause.negation is not None:
            act, stance = (Act.CRITICISE if stance is Stance.SUPPORT else Act.PRAISE), OPPOSITE[stance]
        span = self.span(clause, None)
        trace = [
            ("clause", span.of(self.text)),
            ("frame", f"{verb.lemma} + {evaluation.word}"),
            ("issue", label.text),
        ]
        return Found(
            holders, f"{verb.lemma} + {evaluation.word}", act, stance, label, span, 0.7, trace, clause
        )

    def pointing(self, clause: Clause, lemma: str, holders: list[Actor]) -> Found | None:
        """ "wies auf die Gefahren hin", "sprach von einem Erfolg": the judging noun itself is at issue."""
        wanted = "von" if lemma in {"sprechen", "reden"} else "auf"
        phrase = next((p for p in clause.prepositionals if p.prep == wanted and p.kind == "NP"), None)
        if phrase is None:
            return None
        words_ = [evaluation(clause.tokens[i].lemma) for i in (phrase.head, *phrase.attributes)]
        judged = next((e for e in words_ if e is not None), None)
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

    def judging_word(self, clause: Clause, verb: str) -> Evaluation | None:
        """The judging noun or adjective after "als", "für", "von", or as second object."""
        skip = {clause.subject, clause.accusative}
        for i in reversed(clause.positions):
            token = clause.tokens[i]
            if token.tag not in {"NN", "ADJD", "ADJA"}:
                continue
            if any(p is not None and p.first <= i < p.end for p in skip) and verb != "sprechen":
                continue
            found = evaluation(token.lemma)
            if found is not None:
                return found
        return None

    def previous_label(self) -> Label | None:
        """The subject of the sentence before, for "das" and "es" that take it up as a whole."""
        return self.topic

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

    def speaker_before(self, clause: Clause) -> Actor | None:
        """Who goes on speaking in a conjunctive without frame: the subject of the main clause before."""
        for other in reversed(self.clauses[: clause.index]):
            if other.kind == MAIN and other.subject is not None and other.verb is not None:
                named = self.resolve(other, other.subject)
                return named[0] if named else None
        return None

    def authored(self, clause: Clause) -> Found | None:
        """What the text itself demands or judges; it counts where the text turns out to be a commentary."""
        verb = clause.verb
        if verb is None or verb.tense in {"past", "pluperfect"} or verb.mood == "konj1" or clause.negation:
            return None
        found = self.demand(clause, [AUTHOR]) if verb.modal == "müssen" else self.evaluated(clause, [AUTHOR])
        if found is not None:
            found.confidence = 0.5
        return found

    def voiced(self, clause: Clause, holders: list[Actor]) -> Found | None:
        """What a clause demands, judges, promises or denies in the mouth of ``holders``."""
        return (
            self.demand(clause, holders)
            or self.evaluated(clause, holders)
            or self.effect(clause, holders)
            or self.commitment(clause, holders)
            or self.denial(clause, holders)
        )

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
        if not able and not nouns & words("normative_nouns"):
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

    def quotation_of(self, clause: Clause) -> Quotation | None:
        """The quotation whose words the clause is, reports of stances aside."""
        verb = clause.verb
        places = [clause.start, clause.end - 1]
        if verb is not None and verb.finite is not None and clause.shares is None:
            places.insert(0, clause.tokens[verb.finite].start)
        for offset in places:
            quotation = self.speech.at(offset)
            if quotation is not None and quotation.type != "reported":
                return quotation
        return None

    def demand(self, clause: Clause, holders: list[Actor]) -> Found | None:
        """ "müsse", "solle", "dürfe nicht", "es brauche": what must be is demanded."""
        verb = clause.verb
        if verb is None or verb.modal not in {"müssen", "sollen", "dürfen"} or clause.question:
            return None
        denied = clause.negation is not None
        if verb.modal == "dürfen" and not denied:
            return None
        if is_condition(clause, self.clauses) or self.is_hearsay(clause):
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

    def is_hearsay(self, clause: Clause) -> bool:
        """ "soll gestorben sein", "sollte eigentlich beruhigen": no demand."""
        verb = clause.verb
        if verb is None or verb.modal != "sollen":
            return False
        participle = any(clause.tokens[i].tag in {"VVPP", "VAPP"} for i in verb.tokens)
        perfect = participle and verb.voice != "passive"
        return perfect or (verb.mood == "ind" and verb.tense == "past") or "eigentlich" in clause.words()

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
            return evaluation(clause.tokens[clause.adjective].lemma) if clause.adjective is not None else None
        adjectives = [evaluation(clause.tokens[i].lemma) for i in phrase.attributes]
        noun = evaluation(clause.tokens[phrase.head].lemma)
        blame = next((e for e in adjectives if e is not None and e.stance is Stance.OPPOSE), None)
        praise = next((e for e in adjectives if e is not None), None)
        return blame or noun or praise

    # ------------------------------------------------------------ plans, adjectives, nouns

    def plan(self, clause: Clause) -> Found | None:
        """ "will die Steuern senken": a plan, if it is more than a meeting or a journey."""
        verb = clause.verb
        if verb is None or verb.lemma in words("neutral_plans") or verb.voice != "active":
            return None
        if clause.accusative is None or clause.accusative.kind != "NP" or clause.subject is None:
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
            if token.tag not in {"ADJD", "PTKVZ", "VVPP", "PROAV"}:
                continue
            for frame in adjective_frames(
                token.lower if token.tag == "PROAV" else token.lemma
            ) or adjective_frames(token.lower):
                slot, label, extra = self.issue(clause, frame, False)
                if label is None and token.lower in words("elliptic_adjectives"):
                    slot, label = "omitted", self.antecedent_label() or self.topic
                if label is None:
                    continue
                holders = self.resolve(clause, clause.subject)
                if holders:
                    yield self.found(clause, frame, holders, label, slot, extra)
                    return

    def from_nouns(self, clause: Clause, verb: Found | None) -> Iterator[Found]:
        """ "die Forderung der Länder nach …", "übte Kritik an …", "Nein zu …"."""
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

    def nominal(self, clause: Clause, phrase: Phrase, frame: Frame, rest: str) -> Found | None:
        slot, label, extra = self.nominal_issue(clause, phrase, frame, rest)
        if label is None:
            return None
        holders, how = self.nominal_holder(clause, phrase, frame, slot)
        if not holders:
            return None
        span = self.span(clause, extra)
        if extra is not None:
            self.claimed.add(extra.index)
        trace = [
            ("clause", span.of(self.text)),
            ("frame", f"{frame.name} (noun: {frame.act.value}, {frame.stance.value}), holder: {how}"),
            ("issue", f"{label.text} (slot {slot})"),
        ]
        return Found(holders, frame.name, frame.act, frame.stance, label, span, 0.7, trace, clause)

    def nominal_issue(
        self, clause: Clause, phrase: Phrase, frame: Frame, rest: str
    ) -> tuple[str, Label | None, Clause | None]:
        for slot in frame.issue:
            if slot in {"dass", "zu", "ob"}:
                child = next(
                    (
                        c
                        for c in self.clauses
                        if c.noun is phrase and _is(c, slot) and c.index not in self.claimed
                    ),
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
                if phrase.genitive is not None and not self.resolve(clause, phrase.genitive):
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

    def nominal_holder(
        self, clause: Clause, phrase: Phrase, frame: Frame, slot: str
    ) -> tuple[list[Actor], str]:
        tokens = clause.tokens
        if phrase.genitive is not None and slot != "gen":
            actors = self.resolve(clause, phrase.genitive)
            if actors:
                return actors, "genitive"
        first = (
            tokens[phrase.first + (1 if phrase.prep is not None else 0)]
            if phrase.end > phrase.first + 1
            else tokens[phrase.first]
        )
        if first.tag == "PPOSAT":
            actor = self.actors.actor_at(Span(first.start, first.end))
            if actor is not None:
                return [actor], "possessive"
        for follower in clause.phrases:
            if follower.first == phrase.end and follower.prep in {"von", "durch", "seitens"}:
                actors = self.resolve(clause, follower)
                if actors:
                    return actors, "von"
        for inner in phrase.inner:
            if inner.prep in {"von", "durch"}:
                actors = self.resolve(clause, inner)
                if actors:
                    return actors, "attribute"
        verb = clause.verb
        if (
            verb is not None
            and clause.subject is not None
            and phrase is not clause.subject
            and verb.voice == "active"
        ):
            objects = [
                clause.accusative,
                *(p for p in clause.prepositionals if p.prep in {"zu", "in", "mit"}),
            ]
            if phrase in objects and verb.lemma in words("support_verbs"):
                return self.resolve(clause, clause.subject), "subject of the support verb"
        return [], ""


_WISHES = frozenset({Act.DEMAND, Act.PROPOSE, Act.AGREE, Act.PROMISE, Act.OFFER, Act.CONSIDER})


def _is(clause: Clause, slot: str) -> bool:
    if slot == "zu":
        return clause.kind == INFINITIVE and clause.connector not in {"um", "ohne", "statt", "anstatt"}
    return clause.kind == SUB and clause.connector == slot


def _with_genitives(phrase: Phrase) -> Iterator[Phrase]:
    """A phrase and the genitives inside it: "das Gegenteil | der Forderung | des Kremls"."""
    yield phrase
    if phrase.genitive is not None and phrase.genitive.first > phrase.head:
        yield from _with_genitives(phrase.genitive)
