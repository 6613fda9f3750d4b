"""What a phrase in an issue slot names: its label, with its owner, or what a pronoun stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.articles.findings import Act, Actor, ActorKind, Stance
from loaders.german.morphology import gender
from loaders.issues.labels.cases import genitive
from loaders.issues.labels.clause_labels import of_clause
from loaders.issues.labels.label import LONGEST, Label, cut
from loaders.issues.labels.phrase_labels import add_tail, of_phrase, tail_of
from loaders.issues.labels.relatives import with_relative
from loaders.lexicon.frames import Frame, noun_frames
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from loaders.positions.filling.complements import LONG, as_said, clause_issue, complement, done_by
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import NOTHING, Filled
from loaders.positions.filling.holders import resolve
from loaders.positions.filling.nouns import noun_issue
from loaders.positions.filling.polarity import WISHES
from loaders.speech.index import VOICE
from loaders.syntax.clause import INFINITIVE, RELATIVE, Clause
from loaders.syntax.phrase import Phrase
from loaders.syntax.phrase_reader import DETERMINERS

_WISHING = frozenset({Act.DEMAND, Act.PROPOSE, Act.OFFER, Act.PROMISE, Act.CONSIDER})
_FULL = frozenset({"ART", "PPOSAT", "PIAT", "PDAT"})


def phrase_issue(clause: Clause, phrase: Phrase, frame: Frame, slot: str, context: Context) -> Filled:
    """The issue that the phrase in a slot names; "davor" and "dafür" stand for the clause that follows."""
    if phrase.kind == "PROAV":
        return _of_adverb(clause, phrase, frame, slot, context)
    if phrase.kind == "PRON":
        label = pronoun_label(clause, phrase, context)
        vague = label is not None and (
            label is context.discourse.topic or is_loose(clause, label, context)
        )  # what was somehow spoken of
        disputed = frame.lemma in words("disputing_verbs") or _answers_charge(clause, frame, label, context)
        disputed = disputed and phrase.person == 3
        omitted = disputed or (vague and context.speaker.actors)
        return Filled("omitted" if omitted else slot, label, None, phrase.head)
    inner = _inside(clause, phrase, frame, context)
    if inner.label is not None:
        return inner._replace(slot=slot)
    joined = frame.lemma in words("joining_verbs") and resolve(clause, phrase, context)
    if joined or (frame.lemma in words("ceding_verbs") and _is_territory(clause, phrase)):
        label = of_clause(replace(clause, subject=None, dative=phrase if joined else None))
        return Filled(slot, label, None, phrase.head)
    excluded = _addressees(clause, frame, context)
    label = of_phrase(clause.tokens, phrase, tail_of(clause, phrase, excluded))
    label = _with_role(clause, phrase, frame, label)
    if slot == "akk" and _is_accusing(clause, frame) and clause.dative is not None:
        return Filled(slot, _blamed_on(clause, phrase, clause.dative, label), None, phrase.head)
    return Filled(
        slot, with_relative(clause, phrase, _with_owner(clause, phrase, label, context)), None, phrase.head
    )


def _is_accusing(clause: Clause, frame: Frame) -> bool:
    """Whether an object is what somebody is blamed for: "warfen | der Miliz | Folter vor"."""
    accused = clause.dative
    if frame.act is not Act.CRITICISE or frame.target != "dat" or accused is None or accused.kind != "NP":
        return False
    apposed = accused.first > 0 and clause.tokens[accused.first - 1].text == ","
    return not apposed and clause.tokens[accused.head].lower not in words("pointing_holders")


def _blamed_on(clause: Clause, phrase: Phrase, accused: Phrase, label: Label) -> Label:
    """A misdeed with whose it is: "Folter | der Miliz", "mangelnde Bereitschaft | der Länder zum Verzicht".

    By whom what is done: "Verschleppung von Verfahren | durch die Behörde".
    """
    own = of_phrase(clause.tokens, phrase)
    several = accused.conjuncts or phrase.conjuncts
    if phrase.genitive is not None or own.text.split()[-1] != own.head or several or own.head.endswith("ung"):
        return done_by(clause, accused, label)
    named = of_phrase(clause.tokens, accused)
    tail = label.text.removeprefix(own.text)
    owner = genitive(clause.tokens, accused, named.text, "d")
    lemmas = (*own.lemmas, "von", *named.lemmas, *label.lemmas[len(own.lemmas) :])
    return replace(label, text=f"{own.text} {owner}{tail}", lemmas=lemmas)


def _of_adverb(clause: Clause, phrase: Phrase, frame: Frame, slot: str, context: Context) -> Filled:
    child = next((c for s in ("dass", "zu", "ob") if (c := complement(clause, s, context)) is not None), None)
    if child is not None:
        return clause_issue(child.connector or "zu", frame.act, child)._replace(slot=slot)
    said = context.theme or context.just_said
    if is_loose(clause, said, context):
        return Filled("omitted", said, None, phrase.head)
    if said is None and frame.words == "sein":  # "sind dafür"
        said = context.discourse.topic or context.subject_before
    return Filled(slot, said, None, phrase.head)


def _inside(clause: Clause, phrase: Phrase, frame: Frame, context: Context) -> Filled:
    """What a noun of stance in the slot is about: "lehnt die Forderung nach … ab"."""
    head = clause.tokens[phrase.head]
    if head.tag != "NN" or head.lemma.lower().endswith(tuple(words("naming_nouns"))):
        return NOTHING
    for inner in noun_frames(head.lemma)[0]:
        issue = noun_issue(clause, phrase, inner, "", context)
        if issue.child is None and (frame.act is Act.DEMAND or _is_lacking(clause, phrase)):
            continue  # what is wanted or missed is the support itself: "fehlende Hilfe für …"
        if issue.child is not None and issue.child.negation is not None and frame.act not in WISHES:
            return as_said(issue.slot, issue.child)  # "kritisiert die Entscheidung, nicht zu sanieren"
        if issue.label is not None and inner.stance is Stance.SUPPORT:
            return issue
        if issue.label is not None and issue.child is not None:
            return issue._replace(label=_accusation(clause, phrase, issue.child, issue.label))
    return NOTHING


def _accusation(clause: Clause, phrase: Phrase, child: Clause, content: Label) -> Label:
    """A noun of opposition with its content: "Weigerung, mit der Stadt zu verhandeln"."""
    noun = of_phrase(clause.tokens, phrase)
    tokens = [child.tokens[i] for i in child.positions if child.tokens[i].tag[0] != "$"]
    if child.kind == INFINITIVE and len(tokens) <= LONGEST:
        told = [t.lower if t.tag in DETERMINERS else t.text for t in tokens]
        text = f"{noun.text}, {' '.join(told)}"
        return Label(text, (*noun.lemmas, *content.lemmas), noun.head, pointing=content.pointing)
    link = " der " if gender(content.head) == "f" else ": "
    return Label(noun.text + link + content.text, (*noun.lemmas, *content.lemmas), noun.head)


def _with_role(clause: Clause, phrase: Phrase, frame: Frame, label: Label) -> Label:
    """Say as what: "Maria Kleinert | als Landrätin"; what somebody judges a thing to be is no part of it."""
    role = next((p for p in clause.prepositionals if p.prep == "als" and p.kind == "NP"), None)
    if role is None or role.first < phrase.last or phrase.conjuncts or len(label.text.split()) > LONG:
        return label
    takes_role = clause.tokens[phrase.head].lemma.lower() in words("role_nouns")
    if "als" in frame.issue or (frame.act not in _WISHING and not takes_role):
        return label
    parts, lemmas = [label.text], list(label.lemmas)
    for follower in (role, *tail_of(clause, role)):
        add_tail(clause.tokens, follower, parts, lemmas)
    return replace(label, text=cut(parts), lemmas=tuple(lemmas))


def _with_owner(clause: Clause, phrase: Phrase, label: Label, context: Context) -> Label:
    """Say whose: "sein Vorgehen" is "Vorgehen von Anna Weber", unless the subject's own is meant."""
    token = clause.tokens[phrase.first + (1 if phrase.prep is not None else 0)]
    if len(label.text.split()) > LONG or phrase.conjuncts:
        return label
    if token.lower in {"dessen", "deren"} and clause.antecedent is not None:
        owner = of_phrase(clause.tokens, clause.antecedent).text
        return _owned(clause, phrase, label, "von " + owner, owner)
    return _with_possessor(clause, phrase, label, context) if token.tag == "PPOSAT" else label


def _with_possessor(clause: Clause, phrase: Phrase, label: Label, context: Context) -> Label:
    """Say who "sein" or "ihr" is before a noun."""
    token = clause.tokens[phrase.first + (1 if phrase.prep is not None else 0)]
    formal = token.text.startswith("Ihr") and token is not clause.tokens[clause.positions[0]]
    actor = context.actor_at(token.start, token.end)
    if actor is None or formal:
        return label
    subject = resolve(clause, clause.subject, context) if clause.subject is not None else []
    if any(a.id == actor.id for a in subject) or len(subject) > 1:
        return _of_each(clause, phrase, label, subject)
    deed = clause.tokens[phrase.head].lemma.lower().endswith(tuple(words("deeds_to_things")))
    if deed and actor.kind is ActorKind.PERSON:
        return label  # "fordert ihre Abschaffung": not that of the minister named before
    article = "" if actor.kind is ActorKind.PERSON else context.article.actors.genders.get(actor.id, "")
    told = "der " + _weak(actor.name) if article == "f" else "von " + actor.name
    return _owned(clause, phrase, label, told, actor.name)


def _weak(name: str) -> str:
    """A name that begins with an adjective, as it stands after "der": "Deutsche Bank" is "Deutschen Bank"."""
    first, _, rest = name.partition(" ")
    return f"{first}n {rest}" if rest and first.endswith("e") else name


def of_owner(clause: Clause, phrase: Phrase, owner: Phrase, label: Label) -> Label:
    """What is blamed with whose it is: "die Behörde wegen ihres Vorgehens", "Vorgehen | der Behörde".

    As it is where the pronoun cannot be the owner's.
    """
    token = clause.tokens[phrase.first + (1 if phrase.prep is not None else 0)]
    genders = {"i": "fp", "s": "mn"}.get(token.lower[:1], "") if token.tag == "PPOSAT" else ""
    fits = any(reading[1] in genders for reading in owner.readings)
    if not fits or owner.conjuncts or phrase.conjuncts or len(label.text.split()) > LONG:
        return label
    named = of_phrase(clause.tokens, owner)
    return _owned(clause, phrase, label, genitive(clause.tokens, owner, named.text), " ".join(named.lemmas))


def _owned(clause: Clause, phrase: Phrase, label: Label, told: str, owner: str) -> Label:
    """A label with its owner right behind its noun: "Umgang | von Anna Weber | mit den Opfern"."""
    own = of_phrase(clause.tokens, phrase)
    follows = phrase.genitive is None and label.text.startswith(own.text)
    if not follows:
        return Label(f"{label.text} {told}", (*label.lemmas, "von", *owner.split()), label.head)
    text = f"{own.text} {told}{label.text.removeprefix(own.text)}"
    return Label(text, (*own.lemmas, "von", *owner.split(), *label.lemmas[len(own.lemmas) :]), label.head)


def _of_each(clause: Clause, phrase: Phrase, label: Label, owners: Sequence[Actor]) -> Label:
    """What the subjects call theirs; persons are each one's own: "SPD und FDP loben ihre Kandidaten"."""
    noun = analyse(clause.tokens[phrase.head].lemma)
    apart = len(owners) > 1 and noun is not None and noun.head.family == "person"
    return replace(label, pointing=True) if apart else label


def _addressees(clause: Clause, frame: Frame, context: Context) -> frozenset[str]:
    """The addressee's preposition if it names somebody: "verlangt von den Ländern", not "von Gift"."""
    if not frame.target:
        return frozenset()
    target = next((p for p in clause.prepositionals if p.prep == frame.target), None)
    if target is not None and target.end == target.first + 2 and clause.tokens[target.head].tag == "NN":
        return frozenset()  # "eine Obergrenze für die Aufnahme | von Flüchtlingen": of whom, not to whom
    counted = target is not None and any(t.tag == "CARD" for t in clause.tokens[target.first : target.head])
    named = target is not None and not counted and resolve(clause, target, context)
    return frozenset({frame.target}) if named else frozenset()


def is_loose(clause: Clause, label: Label | None, context: Context) -> bool:
    """Whether in a speech "das" would take up a position of an earlier sentence: it can be anything there."""
    voice = context.voice_of(clause)
    before = label is context.just_said and context.discourse.sentence < context.sentence
    return before and voice is not None and voice.type == VOICE


def _answers_charge(clause: Clause, frame: Frame, label: Label | None, context: Context) -> bool:
    """Whether "das lehnte sie ab" rejects a charge and not its matter: what others blame, or say of her."""
    before = context.discourse
    if (
        label is None
        or label is not before.label
        or frame.stance is not Stance.OPPOSE
        or clause.subject is None
    ):
        return False
    own = {actor.id for actor in resolve(clause, clause.subject, context)}
    held = before.holder is not None and before.holder.id in own
    return held or (before.act is Act.CRITICISE and before.sentence < context.sentence)


def pronoun_label(clause: Clause, phrase: Phrase, context: Context) -> Label | None:
    """What a pronoun in an issue slot stands for: antecedent, actor, or what was just spoken of."""
    token = clause.tokens[phrase.head]
    if clause.kind == RELATIVE and phrase.first <= clause.positions[0] + 1 and clause.antecedent is not None:
        parent = clause.parent
        tail = tail_of(parent, clause.antecedent) if parent is not None else []
        return of_phrase(clause.tokens, clause.antecedent, tail)
    if token.tag == "PRF" or token.lower in {"was", "wer", "man"}:
        return None
    if phrase.person < 3 or (token.text in {"Sie", "Ihnen", "Ihrer"} and phrase.first > clause.positions[0]):
        return None  # who speaks or is spoken to is no matter: "Ich danke Ihnen"
    if token.tag == "PPER":
        return _antecedent(clause, phrase, context)
    if phrase.genitive is not None or phrase.end - phrase.first > 1:
        return of_phrase(clause.tokens, phrase, tail_of(clause, phrase))
    return context.taken_up


def _antecedent(clause: Clause, phrase: Phrase, context: Context) -> Label | None:
    """What a personal pronoun takes up: an actor, a phrase of the sentence, what was spoken of before.

    Who speaks of themselves says "I": in their own words "sie" is another, or the matter.
    """
    token = clause.tokens[phrase.head]
    actor = context.actor_at(token.start, token.end)
    if actor is not None and all(actor.id != speaker.id for speaker in context.speaker.actors):
        return Label(actor.name, tuple(actor.name.split()), actor.name.split()[-1])
    before = _subject_before if phrase is clause.subject else _object_before
    nearest = before(clause, context)
    if nearest is not None or token.lower == "es":
        return nearest or context.matter_before("es") or context.taken_up
    if context.speaker.actors:
        return context.matter_before(token.lower)
    return context.subject_before or context.taken_up


def _subject_before(clause: Clause, context: Context) -> Label | None:
    """The subject of an earlier clause, which a subject takes up: "Die Reform hilft, aber sie ist teuer"."""
    for other in reversed(context.clauses[: clause.index]):
        thing = other.subject
        if thing is not None and thing.kind == "NP" and not resolve(other, thing, context):
            return of_phrase(other.tokens, thing, tail_of(other, thing))
    return None if context.speaker.actors else _object_before(clause, context)


def _object_before(clause: Clause, context: Context) -> Label | None:
    """The object of an earlier clause of the sentence: "lobt die Reform und will sie ausweiten"."""
    for other in reversed(context.clauses[: clause.index]):
        thing = other.accusative
        if thing is not None and thing.kind == "NP":
            return of_phrase(other.tokens, thing, tail_of(other, thing))
    return None


def separate(clause: Clause, phrase: Phrase) -> tuple[Label, ...]:
    """Labels of the members of a coordination that each have an article: two issues, not one."""
    full = (clause.tokens[m.first].tag in _FULL for m in phrase.conjuncts)
    if not phrase.conjuncts or not all(full):
        return ()
    first = replace(phrase, conjuncts=[])
    return tuple(of_phrase(clause.tokens, m, tail_of(clause, m)) for m in (first, *phrase.conjuncts))


def _is_lacking(clause: Clause, phrase: Phrase) -> bool:
    """Whether an adjective says that there is too little of something: "mangelnde Unterstützung"."""
    return any(clause.tokens[i].lemma.lower() in words("lacking_adjectives") for i in phrase.attributes)


def _is_territory(clause: Clause, phrase: Phrase) -> bool:
    """Whether an object is land, which nobody is for or against, but for or against giving it away."""
    return phrase is clause.accusative and clause.tokens[phrase.head].lemma.lower() in words("territories")
