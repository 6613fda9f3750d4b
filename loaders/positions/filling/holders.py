"""Whom a phrase names: the holder of a position."""

from __future__ import annotations

from loaders.articles.findings import Act, Actor, ActorKind, Evidence, Span
from loaders.issues.labels.phrase_labels import of_phrase
from loaders.lexicon.frames import Frame
from loaders.lexicon.tables import words
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import NOBODY, Held
from loaders.positions.filling.operators import is_nobody
from loaders.syntax.clause import INFINITIVE, MAIN, RELATIVE, Clause
from loaders.syntax.phrase import Phrase
from ontology.in_force import kept
from ontology.slugs import slugify

_NO_BODIES = frozenset({ActorKind.PERSON, ActorKind.AUTHOR, ActorKind.COLLECTIVE})


def resolve(clause: Clause, phrase: Phrase, context: Context) -> list[Actor]:
    """The actors a phrase names; first persons in a quotation are its speaker.

    A group beside its own members adds nobody: "Holt und ihre Mitstreiter" is Holt. Nor does a member beside
    a pair that is named as one: "Bauern und Bürger".
    """
    actors: list[Actor] = []
    for member in _agreeing(clause, phrase):
        actor = resolve_one(clause, member, context)
        pronoun = clause.tokens[member.head].tag == "PPER" and member is clause.subject
        if actor is not None and pronoun and member.person != 1:  # "ich wünsche mir …"
            actor = _disjoint(clause, actor, context)
        single = context.article.actors.each(actor) if actor is not None else ()
        if actor is not None and clause.tokens[member.head].lower == "wir":
            single = (*single, *_for_whom(clause, member, actor, context))
        actors += [a for a in single if all(a.id != other.id for other in actors)]
    groups = {group for actor in actors for group in actor.member_of}
    actors = [a for a in actors if a.kind is not ActorKind.COLLECTIVE or a.id not in groups]
    joint = [a.name.split(" und ") for a in actors if a.kind is ActorKind.COLLECTIVE and " und " in a.name]
    return [a for a in actors if all(a.name not in names for names in joint)]


def _agreeing(clause: Clause, phrase: Phrase) -> list[Phrase]:
    """The members of a phrase that the verb agrees with: a singular verb has one subject before "und".

    "forderte der Sprecher, Albanien und Kosovo zu Herkunftsländern zu erklären": the states demand nothing.
    """
    members = list(phrase.members)
    verb = clause.verb
    if phrase is not clause.subject or len(members) < 2 or verb is None or verb.finite is None or verb.plural:
        return members
    return members if clause.tokens[members[-1].first - 1].lower != "und" else members[:1]


def resolve_one(clause: Clause, phrase: Phrase, context: Context) -> Actor | None:
    """The actor that one phrase, without those coordinated with it, refers to."""
    return None if is_nobody(clause, phrase) else _somebody(clause, phrase, context)


def _somebody(clause: Clause, phrase: Phrase, context: Context) -> Actor | None:
    tokens = clause.tokens
    head = tokens[phrase.head]
    if phrase.kind == "PRON" and phrase.person == 1:
        quotation = context.article.quotations.voice_at(head.start)
        return quotation.speaker if quotation is not None else None
    voice = _own_body(clause, phrase, context)
    if voice is not None:
        return voice
    if head.tag == "PPER" and head.lower in {"er", "sie"} and phrase is clause.subject:
        known = context.actor_at(head.start, head.end)
        return _parallel(clause, known, context) or known or _indirect_speaker(clause, context)
    if head.lower == "man" and phrase is clause.subject:
        return _subject_of_sentence(clause, context) or _indirect_speaker(clause, context)
    opens = phrase.kind == "PRON" and phrase.first <= clause.positions[0] + 1 and head.tag != "PIS"
    relative = head.tag == "PRELS" or opens  # not "den manche fordern"
    if relative and clause.kind == RELATIVE and clause.antecedent is not None:
        return resolve_one(clause.parent or clause, _antecedent(clause, clause.antecedent), context)
    first = phrase.first + (1 if phrase.prep is not None and phrase.kind == "NP" else 0)
    words = Span(tokens[first].start, tokens[max(phrase.end, first + 1) - 1].end)
    named = context.article.actors.actor_of(words, Span(head.start, head.end))
    return named or _unnamed(clause, phrase, context)


def _for_whom(clause: Clause, phrase: Phrase, speaker: Actor, context: Context) -> list[Actor]:
    """The party of a member of a parliament who says "wir": it holds the position too."""
    quotation = context.article.quotations.voice_at(clause.tokens[phrase.head].start)
    party = quotation.party if quotation is not None and quotation.speaker == speaker else None
    return [party] if party is not None else []


def _own_body(clause: Clause, phrase: Phrase, context: Context) -> Actor | None:
    """ "Unser Verband fordert", "meine Fraktion": the body in whose voice or for which the words are."""
    first, head = clause.tokens[phrase.first], clause.tokens[phrase.head]
    if not first.lower.startswith(("unser", "mein")) or head.lemma.lower() not in words("voices.bodies"):
        return None
    quotation = context.article.quotations.voice_at(head.start)
    if quotation is not None and quotation.party is not None and head.lemma.lower() in words("voices.groups"):
        return quotation.party
    if not first.lower.startswith("unser"):
        return None
    speaker = quotation.speaker if quotation is not None else None
    return speaker if speaker is not None and speaker.kind not in _NO_BODIES else None


def _antecedent(clause: Clause, phrase: Phrase) -> Phrase:
    """What a relative clause is about, if the nearest noun does not agree with its plural verb.

    The genitive ("das Camp der Studenten, die …"), or the noun before ("Parteien in Polen, die …").
    """
    if clause.verb is None or not clause.verb.plural or phrase.may_be_plural:
        return phrase
    around = clause.parent.phrases if clause.parent is not None else []
    before = next((p for p in around if p.last == phrase.first and phrase.prep is not None), None)
    return phrase.genitive or (before if before is not None and before.may_be_plural else phrase)


def _disjoint(clause: Clause, actor: Actor, context: Context) -> Actor | None:
    """A pronoun subject is nobody who is also an object of the clause: "drohte er Putin" is not Putin."""
    for other in (clause.accusative, clause.dative, *clause.prepositionals):
        if other is None or other is clause.subject or clause.tokens[other.head].tag == "PRF":
            continue
        named = resolve_one(clause, other, context)
        if named is not None and named.id == actor.id:
            last = context.discourse.holder
            return last if last is not None and last.id != actor.id else None
    return actor


def _subject_of_sentence(clause: Clause, context: Context) -> Actor | None:
    """Whom "man" stands for: the subject named before in the sentence."""
    for other in reversed(context.clauses[: clause.index]):
        if other.subject is not None and other.subject.kind == "NP":
            return resolve_one(other, other.subject, context)
    return None


def _parallel(clause: Clause, known: Actor | None, context: Context) -> Actor | None:
    """A subject pronoun goes on with the subject before it, if it is of the same gender.

    Centering theory (Grosz, Joshi and Weinstein 1995): subjects are continued rather than objects.
    """
    if known is None or clause.kind == RELATIVE:
        return None
    for other in reversed(context.clauses[: clause.index]):
        if other.subject is None or other.subject.plural_only or other.kind == RELATIVE:
            continue
        before = resolve_one(other, other.subject, context)
        if before is None or before.id == known.id:
            return None
        genders = context.article.actors.genders
        return before if genders.get(before.id) == genders.get(known.id) else None
    return None


def _indirect_speaker(clause: Clause, context: Context) -> Actor | None:
    """The speaker of "sie könne sich das vorstellen, sagte die Ministerin": the pronoun comes first."""
    if clause.verb is None or clause.verb.plural:
        return None
    quotation = context.quotation_of(clause)
    return quotation.speaker if quotation is not None and quotation.type != "direct" else None


def speaker_before(clause: Clause, context: Context) -> Actor | None:
    """Who goes on speaking in a conjunctive without frame: the subject of the main clause before."""
    clauses = context.clauses
    after = clauses[clause.index + 1] if clause.index + 1 < len(clauses) else None
    says = after is not None and after.verb is not None and after.verb.lemma in words("saying_verbs")
    if after is not None and says and after.verb_first and after.subject is not None:
        named = resolve(after, after.subject, context)
        return named[0] if named else None
    for other in reversed(clauses[: clause.index]):
        if other.kind == MAIN and other.subject is not None and other.verb is not None:
            named = resolve(other, other.subject, context)
            return named[0] if named else None
    return None


@kept
def names_somebody(lemma: str) -> bool:
    """Whether a common noun by its ending names people or a body of people."""
    low = lemma.rsplit("-", 1)[-1].lower()
    return low.endswith(tuple(words("body_endings"))) and low not in words("no_bodies") | words("time_nouns")


def _unnamed(clause: Clause, phrase: Phrase, context: Context) -> Actor | None:
    """Somebody the stage of actors does not know: a group or body by its noun."""
    head = clause.tokens[phrase.head]
    if head.tag != "NN" or phrase.kind != "NP" or clause.tokens[phrase.first].lower.startswith("kein"):
        return None
    somebody = names_somebody(head.lemma) or names_somebody(head.text)
    if not somebody and not _is_share(clause, phrase, context):
        return None
    label = of_phrase(clause.tokens, phrase).text
    span = Span(clause.tokens[phrase.first].start, clause.tokens[phrase.end - 1].end)
    kind = ActorKind.COLLECTIVE if phrase.may_be_plural else ActorKind.ORGANISATION
    evidence = Evidence.of(context.article.document, span)
    room = context.article.document.room
    return Actor(f"actor/{room}/{slugify(label)}", label, kind, evidence=evidence)


def _is_share(clause: Clause, phrase: Phrase, context: Context) -> bool:
    """Whether a phrase names a part of people: "58 Prozent der Bürger", "die Hälfte der Mitglieder"."""
    if clause.tokens[phrase.head].lemma.lower() not in words("shares"):
        return False
    whole = phrase.genitive
    return whole is None or bool(resolve(clause, whole, context))


def holders(clause: Clause, frame: Frame, passive: bool, context: Context) -> Held:
    """Who stands in the holder slots of a frame."""
    for slot in frame.holder:
        if slot == "nom" and clause.kind == INFINITIVE and not passive:
            return _controller(clause, context)
        phrase, source = _place(clause, slot, passive, context)
        actors = resolve(clause, phrase, context) if phrase is not None else []
        if actors:
            return Held(actors, source)
    return _implied(clause, frame, context) if passive else NOBODY


def _place(clause: Clause, slot: str, passive: bool, context: Context) -> tuple[Phrase | None, str]:
    """(phrase in a holder slot, what it is): in the passive the agent stands for the subject."""
    if slot == "nom":
        return (_agent(clause, context), "agent") if passive else (clause.subject, "subject")
    if slot == "dat":
        return clause.dative, slot
    return next((p for p in clause.prepositionals if p.prep == slot), None), slot


def _controller(clause: Clause, context: Context) -> Held:
    """The subject that a zu-infinitive borrows: that of the clause it depends on."""
    owner = clause.parent
    if owner is None or owner.verb is None or owner.subject is None:
        return NOBODY
    return Held(resolve(owner, owner.subject, context), "controller")


def _agent(clause: Clause, context: Context) -> Phrase | None:
    """Who acts in a passive: "von …", "durch …" unless it belongs to a noun ("die Prüfung durch …").

    Of two the second: "Die Reise von Beispiel wurde von der Polizei verhindert".
    """
    agents = [
        p
        for p in clause.prepositionals
        if p.prep in {"von", "durch"} and not _is_attribute(clause, p) and resolve(clause, p, context)
    ]
    if not agents:
        return None
    beside = clause.subject is not None and agents[0].first == clause.subject.last
    return agents[1] if beside and len(agents) > 1 else agents[0]


def _is_attribute(clause: Clause, phrase: Phrase) -> bool:
    """Whether "von …" or "durch …" belongs to the noun before it, not to the verb.

    It does where both stand before the finite verb of a main clause, which has one constituent there.
    """
    before = next((p for p in clause.phrases if p.last == phrase.first), None)
    if before is None:
        return False
    finite = clause.verb.finite if clause.verb is not None else None
    if clause.kind == MAIN and not clause.verb_first and finite is not None and phrase.last <= finite:
        return True
    of_action = clause.tokens[before.head].lemma.endswith("ung")
    bare = clause.tokens[phrase.first].tag == "APPR" and phrase.end - phrase.first == 2 and phrase.plural_only
    return of_action and (bare or (phrase.prep == "durch" and before is not clause.subject))


def _implied(clause: Clause, frame: Frame, context: Context) -> Held:
    """Who demands or criticises in a passive without agent: who did so in the sentence before."""
    said, verb = context.discourse, clause.verb
    recent = context.sentence - said.sentence == 1
    wanted = frame.act in {Act.DEMAND, Act.CRITICISE} and said.act in {Act.DEMAND, Act.CRITICISE}
    if said.holder is None or not recent or not wanted:
        return NOBODY
    if verb is None or verb.voice != "passive" or clause.kind != MAIN:
        return NOBODY
    return Held([said.holder], "implied")
