"""Positions that speakers and authors take in their own words: what they demand, promise, criticise and deny.

Every function reads a clause as the words of ``context.speaker``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from loaders.articles.findings import Act, Stance
from loaders.german.verbs import Verb
from loaders.issues.labels.clause_labels import of_clause
from loaders.issues.labels.infinitives import infinitive_label
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.lexicon.frames import Frame, evaluation, frame_class, speech_frames, verb_frames
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from loaders.positions.filling.assembly import framed, position, verb_index
from loaders.positions.filling.complements import complement, ensured, said_in
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import Expression, Filled, Found
from loaders.positions.filling.holders import resolve
from loaders.positions.filling.operators import negation
from loaders.positions.filling.polarity import NONE, Sense
from loaders.positions.filling.slots import is_empty, issue_of
from loaders.positions.lexical.verbs import fitting
from loaders.positions.spoken.undemanding import (
    is_complaint,
    is_hearsay,
    is_judged,
    is_reason,
    leaves_open,
)
from loaders.syntax.clause import COPULAS, MAIN, SUB, Clause
from loaders.syntax.modality import is_condition

_NEGATION = frozenset({"negation"})
_DEMANDING = frozenset({"müssen", "sollen", "dürfen"})


def only_way(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Der Frieden gehe nur über Garantien", "Hilfe gebe es nur mit Kontrollen": what is demanded."""
    verb = clause.verb
    if verb is None or clause.question or clause.negation or verb.tense not in {"present", "future"}:
        return
    thing = clause.subject
    if verb.lemma == "helfen" and thing is not None and thing.kind == "NP" and clause.dative is None:
        if clause.tokens[thing.first - 1].lower == "nur" and thing.first > clause.positions[0]:
            label = of_phrase(clause.tokens, thing, tail_of(clause, thing))
            sense = Sense(Act.DEMAND, Stance.SUPPORT, heeds=NONE)
            expression = Expression("nur helfen", "speech: nur helfen", sense, thing.first - 1)
            yield position(
                clause, expression, context.speaker, Filled("nom", label, None, thing.head), own=True
            )
        return
    for way in clause.prepositionals:
        before = clause.tokens[way.first - 1].lower if way.first else ""
        opens = way.first == clause.positions[0] + 1 and clause.tokens[way.head].tag == "NN"
        if not opens and verb.lemma not in words("way_verbs"):
            continue
        if clause.tokens[way.head].lemma.lower() in words("no_withouts"):
            continue
        if before != "nur" or way.kind != "NP" or way.prep not in {"über", "mit", "durch", "unter"}:
            continue
        rule = f"nur {way.prep}"
        expression = Expression(
            rule, f"speech: {rule}", Sense(Act.DEMAND, Stance.SUPPORT, heeds=NONE), way.first - 1
        )
        issue = Filled(way.prep, of_phrase(clause.tokens, way, tail_of(clause, way)), None, way.head)
        yield position(clause, expression, context.speaker, issue, own=True)
        return


def demand(clause: Clause, context: Context) -> Iterator[Found]:
    """ "müsse", "solle", "dürfe nicht": what must be is demanded."""
    verb = clause.verb
    if verb is None or verb.modal not in _DEMANDING or clause.question or verb.lemma == verb.modal:
        return
    if verb.modal == "dürfen" and (clause.negation is None or is_reason(clause)):
        return
    if verb.modal == "müssen" and clause.negation is not None:
        return  # what need not be is not rejected
    told = is_hearsay(clause, context) or is_judged(clause) or is_complaint(clause)
    if told or is_condition(clause, context.clauses) or leaves_open(clause, context):
        return
    if clause.connector in words("undemanding_connectors"):
        return  # "…, wo die Sammlung weichen müsste": what follows from it
    if any(verb.modal in frame.required for frame in fitting(clause, speech_frames(verb.lemma))):
        return  # "darf nicht fehlen": an idiom of its own
    yield from demanded(clause, context, verb, f"speech with {verb.modal}")


def demanded(clause: Clause, context: Context, verb: Verb, way: str) -> Iterator[Found]:
    """What must or shall be is demanded by the speaker; what must not be, or not any more, is rejected."""
    sides = _sides(clause)
    if sides:
        yield from _side_demanded(clause, sides, context)
    elif verb.lemma not in words("empty_demands") or _is_norm(clause, context):
        forbids = verb.modal in {"dürfen", "sollen"} and (verb.mood != "ind" or "länger" in clause.words())
        sense = Sense(Act.DEMAND, Stance.SUPPORT, Act.REJECT, _NEGATION, forbids=forbids)
        yield from _whole(clause, context, way.partition(" with ")[2], sense, shown=way)


def _sides(clause: Clause) -> list[Frame]:
    """The frames by which the verb of a clause names a side: "sich einsetzen für", "ablehnen"."""
    verb = clause.verb
    if verb is None or verb.voice != "active" or clause.negation is not None:
        return []
    frames = [f for f in fitting(clause, verb_frames(verb.lemma)) if frame_class(f.name) == "say"]
    sides = [f for f in frames if f.reflexive and f.issue[0] in words("side_prepositions")]
    return sides or [f for f in frames if f.lemma in words("refusing_verbs")]


def _side_demanded(clause: Clause, sides: list[Frame], context: Context) -> Iterator[Found]:
    """ "Die Länder sollten sich für faire Löhne einsetzen": the side that others are to take is one's own."""
    for frame in sides:
        issue = issue_of(clause, frame, False, context)
        if issue.label is not None:
            yield framed(clause, frame, context.speaker, issue, context, own=True)
            return


def necessity(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Die Kameras seien abzubauen", "die Steuer gehöre abgeschafft": a demand without modal verb."""
    verb = clause.verb
    if verb is None or verb.tense not in {"present", "future"} or verb.mood == "konj2":
        return
    if _is_necessary(clause) and verb.lemma not in words("empty_demands") | words("understanding_verbs"):
        sense = Sense(Act.DEMAND, Stance.SUPPORT, Act.REJECT, _NEGATION)
        yield from _whole(clause, context, verb.auxiliary or "sein", sense)


def fitting_attitude(clause: Clause, context: Context) -> Iterator[Found]:
    """ "sei zu begrüßen", "sei nicht hinzunehmen": the attitude of a verb of stance is what is due."""
    verb = clause.verb
    if verb is None or not _is_necessary(clause) or verb.auxiliary == "gehören":
        return
    if verb.lemma in words("bearing_verbs"):
        yield from _unbearable(clause, context)
        return
    frames = [f for f in fitting(clause, verb_frames(verb.lemma)) if not f.reflexive]
    frame = next((f for f in frames if "akk" in f.issue), frames[0] if frames else None)
    issue = issue_of(clause, frame, True, context) if frame is not None else None
    if frame is not None and issue is not None and issue.label is not None:
        yield framed(clause, frame, context.speaker, issue, context)


def _unbearable(clause: Clause, context: Context) -> Iterator[Found]:
    """What is "nicht zu verantworten" is rejected; that something can be borne says nothing."""
    matter = clause.subject
    if clause.negation is None or matter is None or matter.kind != "NP":
        return
    rule = f"nicht zu {clause.verb.lemma if clause.verb is not None else ''}"
    label = of_phrase(clause.tokens, matter, tail_of(clause, matter))
    expression = Expression(
        rule, f"speech: {rule}", Sense(Act.REJECT, Stance.OPPOSE, heeds=NONE), clause.negation
    )
    yield position(clause, expression, context.speaker, Filled("nom", label, None, matter.head), own=True)


def effect(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Das gefährdet den Frieden", "es fehlen Lehrer": the frames of kind "speech"."""
    clause = _cause_first(clause)
    verb = clause.verb
    if verb is None or clause.question:
        return
    for frame in fitting(clause, speech_frames(verb.lemma)):
        if not _has_effect(verb, frame, clause, context):
            continue
        if "nom" in frame.issue and clause.subject is not None and clause.subject.person == 1:
            continue  # "ich gehe vorbei": what the speaker does is no judgement of something else
        issue = issue_of(clause, frame, verb.voice == "passive", context)
        if issue.label is None or (frame.act is Act.DEMAND and _is_idle(issue.child)):
            continue
        issue = _done_to(clause, frame, issue, context)
        said, issue = (
            _missing(clause, frame, issue)
            if verb.lemma in words("lacking_verbs") and not frame.required
            else (frame, issue)
        )
        yield framed(clause, said, context.speaker, issue, context, own=True)
        return


def _done_to(clause: Clause, frame: Frame, issue: Filled, context: Context) -> Filled:
    """What somebody does ill to something as the deed, not as who does it: "Verharmlosung der Lage"."""
    who, thing, verb = clause.subject, clause.accusative, clause.verb
    blamed = issue.slot == "nom" and frame.act is Act.CRITICISE and clause.negation is None
    if not blamed or verb is None or verb.voice != "active" or verb.modal is not None:
        return issue
    if who is None or who.kind != "NP" or thing is None or thing.kind != "NP":
        return issue  # "er": who that is, the deed would not tell
    somebody = bool(resolve(clause, who, context)) or analyse(clause.tokens[who.head].lemma) is not None
    deed = of_clause(clause) if somebody else None
    return issue._replace(label=deed) if deed is not None and not deed.pointing else issue


def _is_idle(deed: Clause | None) -> bool:
    """Whether to do something says nothing of a matter: "es gilt, sich zu bemühen"."""
    return deed is not None and deed.verb is not None and deed.verb.lemma in words("empty_demands")


def misdeed(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Die Polizei habe brutal gehandelt", "er betreibe Hetze": what is done ill is criticised."""
    verb = clause.verb
    if verb is None or verb.lemma in COPULAS or clause.negation is not None or clause.question:
        return
    deed = clause.accusative if verb.lemma in words("committing_verbs") else None
    judged = evaluation(clause.tokens[deed.head].lemma) if deed is not None else None
    if judged is not None and judged.stance is Stance.OPPOSE:
        yield from _whole(clause, context, judged.word, Sense(judged.act, Stance.OPPOSE, heeds=NONE))
        return
    there = [clause.tokens[i].lemma.lower() for i in clause.positions if clause.tokens[i].tag == "ADJD"]
    word = next((w for w in there if w in words("misdeed_adverbs")), None)
    if word is not None:
        yield from _whole(clause, context, word, Sense(Act.CRITICISE, Stance.OPPOSE, heeds=NONE))


def existence(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Es bestehe die Gefahr einer Spaltung", "die Kinder haben ein Recht auf Bildung"."""
    verb = clause.verb
    if verb is None or clause.negation is not None or clause.question or verb.modal is not None:
        return
    thing = clause.accusative if verb.lemma in {"geben", "haben"} else clause.subject
    if verb.lemma not in words("existence_verbs") or thing is None or thing.kind != "NP":
        return
    head = clause.tokens[thing.head].lemma
    sense = _of_existing(head, verb)
    if sense is None:
        return
    rule = f"{verb.lemma} + {head}"
    issue = Filled("thing", of_phrase(clause.tokens, thing, tail_of(clause, thing)), None, thing.head)
    expression = Expression(rule, f"speech: {rule}", sense, thing.head)
    yield position(clause, expression, context.speaker, issue, own=True)


def commitment(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Wir werden …", "er werde …": what a speaker will do is promised."""
    verb = clause.verb
    if verb is None or clause.subject is None or clause.question or verb.auxiliary != "werden":
        return
    if verb.voice != "active" or verb.lemma in words("neutral_plans") or verb.mood == "konj2":
        return
    if any(clause.tokens[i].tag == "VVFIN" and i != verb.finite for i in verb.tokens):
        return  # "ich denke der Fernseher wird kaputt sein": two clauses without a comma
    subject = resolve(clause, clause.subject, context)
    if subject and subject[0].id == context.speaker.actors[0].id:
        sense = Sense(Act.PROMISE, Stance.SUPPORT, Act.REJECT, _NEGATION)
        yield from _whole(clause, context, "werden", sense)


def denial(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Das sei kein Recht", "man könne das nicht": what a speaker denies."""
    verb = clause.verb
    if verb is None or clause.negation is None or clause.question or clause.kind not in {MAIN, SUB}:
        return
    if context.quotation_of(clause) is None:
        return  # whoever writes a whole text tells more than he denies
    if clause.kind == SUB and clause.connector != "dass":
        return
    mental = verb.lemma in words("mental_verbs")
    able = verb.modal == "können" and not mental
    nouns = {clause.tokens[p.head].lemma.lower() for p in clause.phrases}
    if mental and not nouns & words("normative_nouns"):
        return
    sense = Sense(Act.REJECT if able else Act.DENY, Stance.OPPOSE, heeds=NONE)
    yield from _whole(clause, context, "nicht", sense)


def _cause_first(clause: Clause) -> Clause:
    """A clause whose "das" is what does something: "Das bringt die Stadt voran"."""
    other = clause.subject
    first = next((p for p in clause.phrases if p.first == clause.positions[0]), None)
    if first is None or other is None or other.kind != "NP" or clause.accusative not in {None, first}:
        return clause
    points = clause.tokens[first.head].lower in {"das", "dies"} and first.kind == "PRON"
    return replace(clause, subject=first, accusative=other) if points and other.may_be("a") else clause


def _missing(clause: Clause, frame: Frame, issue: Filled) -> tuple[Frame, Filled]:
    """What is missing is wanted ("Es fehlen Lehrer"); of something certain that it was missing is blamed."""
    thing = clause.subject
    first = clause.tokens[thing.first] if thing is not None else None
    certain = first is not None and (first.tag in {"PPOSAT", "PDAT"} or first.lower in words("definite"))
    if not certain and clause.verb is not None and clause.verb.tense == "present":
        return frame, issue
    return replace(frame, act=Act.CRITICISE, stance=Stance.OPPOSE), issue._replace(label=of_clause(clause))


def _has_effect(verb: Verb, frame: Frame, clause: Clause, context: Context) -> bool:
    """Whether a verb acts in its clause; in the passive on nobody: "damit ist niemandem geholfen"."""
    if verb.modal == "können" and negation(clause, frame):
        return False  # what something cannot do is denied
    if verb.modal == "können" and frame.act is Act.CRITICISE and _is_somebody(clause, context):
        return False  # what somebody is able to do
    slight = words("restricting_adverbs") | words("scant_words") | {"weniger"}
    if frame.act is Act.PRAISE and not slight.isdisjoint(clause.words()):
        return False
    if verb.voice == "active":
        return "mit" not in frame.issue or bool(frame.required)
    if verb.voice == "passive" and frame.act is Act.DEMAND and frame.issue == ("akk",):
        return not frame.required  # "Gebraucht wird ein Fonds"
    idle = clause.subject is None or clause.tokens[clause.subject.head].lower in words("negations")
    return idle if "mit" in frame.issue else verb.voice == "state" and bool(frame.required)


def _whole(
    clause: Clause, context: Context, rule: str, sense: Sense, *, shown: str | None = None
) -> Iterator[Found]:
    """A position toward what the clause as a whole says; of what must not be, in its own words."""
    forbidden = clause.verb is not None and clause.verb.modal == "dürfen" and clause.verb.voice == "active"
    actor = clause.subject if clause.subject is not None and clause.subject.kind == "NP" else None
    how = _denies_how(clause)
    spelled = infinitive_label(clause, actor) if forbidden or how else None
    if how and spelled is None:
        return  # the label would lose what alone is denied
    aim = ensured(clause, context)
    if aim is None and _says_in_clause(clause, context):
        return  # "müsse verhindern, dass …"
    label = said_in(aim) if aim is not None else of_clause(clause)
    if label is None or clause.verb is None or _lends_object(clause):
        return
    label = replace(label, text=spelled) if spelled is not None else label
    if is_empty(label, clause.verb.lemma) and not _has_object(clause):
        return
    at = verb_index(clause)
    expression = Expression(rule, shown or f"speech: {rule}", sense, at)
    issue = Filled("clause", label, aim, at, whole=aim is not None)
    yield position(clause, expression, context.speaker, issue, own=True)


def _says_in_clause(clause: Clause, context: Context) -> bool:
    """Whether what a verb acts on is a clause that its noun would leave out."""
    if clause.accusative is not None or (clause.verb is not None and clause.verb.voice != "active"):
        return False
    return complement(clause, "dass", context) is not None


def _lends_object(clause: Clause) -> bool:
    """Whether the object stands in the clause before: "werden das Gesetz beschließen und rasch umsetzen"."""
    lender = clause.shares
    return lender is not None and lender.accusative is not None and clause.accusative is None


def _denies_how(clause: Clause) -> bool:
    """Whether only the way of doing something is denied: "solle nicht | überstürzt handeln"."""
    after = clause.negation + 1 if clause.negation is not None else len(clause.tokens)
    how = clause.tokens[after] if after < len(clause.tokens) else None
    return how is not None and how.tag == "ADJD" and how.lower not in {"mehr", "länger"}


def _is_norm(clause: Clause, context: Context) -> bool:
    """Whether "sein" says how a matter shall be: "Wohnen muss bezahlbar sein", not "er muss krank sein"."""
    verb, matter = clause.verb, clause.subject
    if verb is None or verb.lemma not in COPULAS or matter is None or matter.kind != "NP":
        return False
    told = clause.adjective is not None or (clause.predicative is not None and verb.modal == "dürfen")
    return told and clause.tokens[matter.head].tag == "NN" and not resolve(clause, matter, context)


def _has_object(clause: Clause) -> bool:
    """Whether a verb of little meaning has an object that names the matter: "keine Denkverbote geben"."""
    thing = clause.accusative
    return thing is not None and thing.kind == "NP" and thing is not clause.subject


def _is_somebody(clause: Clause, context: Context) -> bool:
    return clause.subject is not None and bool(resolve(clause, clause.subject, context))


def _is_necessary(clause: Clause) -> bool:
    """Whether a clause says without modal verb what is to be done: "ist abzubauen", "gehört abgeschafft"."""
    verb = clause.verb
    if verb is None or verb.modal is not None or clause.question:
        return False
    to_be = verb.voice == "passive" and verb.auxiliary == "sein" and verb.with_zu
    return to_be or verb.auxiliary == "gehören"


def _of_existing(head: str, verb: Verb) -> Sense | None:
    """What is said by saying that there is a right, a danger, a lack."""
    if head.lower() in words("due_nouns"):
        return Sense(Act.DEMAND, Stance.SUPPORT, heeds=NONE)
    judged = evaluation(head)
    blames = judged is not None and judged.stance is Stance.OPPOSE and verb.lemma != "haben"
    return Sense(Act.CRITICISE, Stance.OPPOSE, heeds=NONE) if blames else None
