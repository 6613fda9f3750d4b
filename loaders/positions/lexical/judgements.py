"""Positions of words of judgement: "nannte es einen Fehler", "sieht die Gefahr …", "ist ein Erfolg"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from loaders.articles.findings import Act, Stance
from loaders.issues.labels.clause_labels import of_clause
from loaders.issues.labels.label import Label
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.issues.labels.state_labels import as_judged
from loaders.lexicon.frames import Evaluation, evaluation
from loaders.lexicon.tables import words
from loaders.positions.filling.assembly import position
from loaders.positions.filling.complements import complement, said_in
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import NOBODY, NOTHING, Expression, Filled, Found, Held
from loaders.positions.filling.holders import resolve
from loaders.positions.filling.phrases import is_loose, pronoun_label
from loaders.positions.filling.polarity import Sense
from loaders.positions.filling.slots import subject_clause
from loaders.positions.lexical.evaluations import judging_word, phrase_judges, predicate_judges
from loaders.syntax.clause import COPULAS, INFINITIVE, SUB, Clause
from loaders.syntax.phrase import Phrase

_WANTING = frozenset({Act.DEMAND, Act.PROPOSE, Act.PROMISE, Act.OFFER, Act.AGREE})
_LIFTING = frozenset({"negation", "adverb", "embedding"})


def judgement(clause: Clause, context: Context) -> Iterator[Found]:
    """ "nannte den Plan einen Fehler", "hält ihn für falsch", "bezeichnete es als Durchbruch"."""
    held, verb = _judge(clause, context)
    if not held.actors or _points_with(verb) or _only_sees(clause, verb):
        return
    if verb == "erklären" and "für" not in clause.words():
        return
    thing = _judged_thing(clause)
    found = judging_word(clause, verb, thing)
    if found is None:
        return
    i, judged = found
    around = next((p.prep for p in clause.phrases if p.prep and p.first <= i < p.end), None)
    issue = _judged_issue(clause, thing, context, frozenset({around} if around else ()))
    if issue.label is not None:
        if thing is not None and issue.at == thing.head:
            issue = issue._replace(label=as_judged(clause, thing, issue.label, i))
        negated = Act.CRITICISE if judged.stance is Stance.SUPPORT else None
        sense = Sense(judged.act, judged.stance, negated)
        expression = _judging(verb, judged, sense, i)
        yield position(clause, expression, held, issue, clauses=context.clauses)


def pointing(clause: Clause, context: Context) -> Iterator[Found]:
    """ "wies auf die Gefahren hin", "sprach von einem Erfolg": the judging noun itself is at issue.

    Not if it only calls something so ("sprach von einem Anschlag auf das Streikrecht"): what, stood before.
    """
    held, verb = _judge(clause, context)
    wanted = _points_with(verb)
    phrase = next((p for p in clause.prepositionals if p.prep == wanted and p.kind == "NP"), None)
    judged = phrase_judges(clause, phrase) if phrase is not None and held.actors else None
    if wanted is None or phrase is None or judged is None:
        return
    act = Act.WARN if wanted == "auf" and judged.stance is Stance.OPPOSE else judged.act
    expression = _judging(verb, judged, Sense(act, judged.stance, heeds=_LIFTING), phrase.head)
    tail = tail_of(clause, phrase)
    label = of_phrase(clause.tokens, phrase, tail)
    called = wanted == "von" and any(p.prep in words("struck_prepositions") for p in tail)
    issue = Filled("omitted" if called else wanted, label, None, phrase.head)
    yield position(clause, expression, held, issue, clauses=context.clauses)


def danger(clause: Clause, context: Context) -> Iterator[Found]:
    """ "sieht die Gefahr einer Spaltung", "sieht Fortschritte bei …"."""
    held, verb = _judge(clause, context)
    thing = clause.accusative if held.actors and _only_sees(clause, verb) else None
    judged = evaluation(clause.tokens[thing.head].lemma) if thing is not None else None
    if thing is None or judged is None:
        return
    genitive = thing.genitive
    inner = genitive if genitive is not None and genitive.first > thing.head else thing
    act = Act.WARN if judged.stance is Stance.OPPOSE else judged.act
    expression = _judging("sehen", judged, Sense(act, judged.stance, heeds=_LIFTING), thing.head)
    label = of_phrase(clause.tokens, inner, tail_of(clause, inner))
    yield position(clause, expression, held, Filled("akk", label, None, inner.head), clauses=context.clauses)


def predication(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Das ist ein Fehler", "der Plan sei unbezahlbar": good or bad in the voice of its speaker."""
    verb = clause.verb
    if verb is None or clause.question or verb.modal == "sollen":
        return  # "soll ein Fehler gewesen sein": others say so
    of_subject = tail_of(clause, clause.subject) if clause.subject is not None else []
    if any(phrase.prep == "ohne" and phrase not in of_subject for phrase in clause.prepositionals):
        return  # "ohne Zustimmung des Landtags unmöglich": under a condition only
    if verb.lemma not in words("predicating_verbs") and verb.voice != "state":
        return
    clause = _without_comparison(_with_clause_as_subject(clause, context))
    found = predicate_judges(clause)
    if found is not None and _is_the_rest(clause):
        return
    issue = _predicated_issue(clause, context) if found is not None else None
    if found is None or issue is None or issue.label is None:
        return
    i, judged = found
    if clause.subject is not None and clause.subject.kind == "NP" and clause.negation is None:
        issue = issue._replace(label=as_judged(clause, clause.subject, issue.label, i))
    negated = Act.REJECT if judged.stance is Stance.SUPPORT else None
    sense = Sense(judged.act, judged.stance, negated, frozenset({"negation"}))
    expression = Expression(judged.word, f"judgement: {judged.word}", sense, i)
    yield position(clause, expression, context.speaker, issue, own=True)


def _with_clause_as_subject(clause: Clause, context: Context) -> Clause:
    """A clause whose predicate was taken for its subject: "Dass die Maut kommt, | ist ein Skandal".

    Also "Ein Fehler war die Schließung".
    """
    thing, other = clause.subject, clause.predicative
    if thing is not None and other is not None and thing.kind == other.kind == "NP":
        turned = (
            clause.tokens[thing.first].lower.startswith("ein") and phrase_judges(clause, thing) is not None
        )
        plain = phrase_judges(clause, other) is None
        return replace(clause, subject=other, predicative=thing) if turned and plain else clause
    alone = (
        thing is not None and thing.kind == "NP" and clause.predicative is None and clause.adjective is None
    )
    if not alone or thing is None or clause.verb is None or clause.verb.lemma not in COPULAS:
        return clause
    if phrase_judges(clause, thing) is None or subject_clause(clause, context).label is None:
        return clause
    return replace(clause, subject=None, predicative=thing)


def _without_comparison(clause: Clause) -> Clause:
    """A clause that is not denied by what it compares with: "besser als keine Reform"."""
    i = clause.negation
    compared = i is not None and any(p.prep == "als" and p.first <= i < p.last for p in clause.phrases)
    return replace(clause, negation=None) if compared else clause


def _judge(clause: Clause, context: Context) -> tuple[Held, str]:
    """(who judges, the verb) in a clause with a verb of judging."""
    verb = clause.verb
    if verb is None or clause.subject is None or verb.lemma not in words("judging_verbs"):
        return NOBODY, ""
    return Held(resolve(clause, clause.subject, context), "subject"), verb.lemma


def _judging(verb: str, judged: Evaluation, sense: Sense, at: int) -> Expression:
    rule = f"{verb} + {judged.word}"
    return Expression(rule, rule, sense, at)


def _points_with(verb: str) -> str | None:
    """The preposition with which a verb points at what it judges."""
    if verb in words("pointing_verbs"):
        return "auf"
    return "von" if verb in words("telling_verbs") else None


def _only_sees(clause: Clause, verb: str) -> bool:
    """Whether something is seen, not seen as something: "sieht die Gefahr"."""
    return verb in words("seeing_verbs") and "als" not in clause.words()


def _judged_thing(clause: Clause) -> Phrase | None:
    """The object that is judged: of two accusatives the one that judges nothing itself."""
    objects = [
        p
        for p in clause.phrases
        if p.prep is None and p is not clause.subject and p.may_be("a") and p.kind != "PROAV"
    ]
    plain = [p for p in objects if evaluation(clause.tokens[p.head].lemma) is None]
    if clause.accusative is not None and any(p is clause.accusative for p in plain):
        return clause.accusative  # not "Sprecher der Fischer" behind the comma after the subject
    if len(objects) > 1 and plain:
        return plain[0]
    return clause.accusative or clause.dative


def _judged_issue(clause: Clause, thing: Phrase | None, context: Context, judging: frozenset[str]) -> Filled:
    """What is judged: the object, a clause before ("…, nannte sie"), or what was just spoken of.

    ``judging`` has the preposition of what it is judged to be: "hält den Plan | für einen Fehler".
    """
    before = context.clauses[clause.index - 1] if clause.index > 0 and clause.verb_first else None
    if thing is None and before is not None and before.kind in {INFINITIVE, SUB}:
        # "Die Macht durch Gewalt zu erhalten, nannte sie …"
        return Filled("clause before", of_clause(before), None, before.positions[-1])
    if thing is not None and thing.kind == "PRON" and _takes_up(clause, thing, context):
        return Filled("akk", context.just_said, None, thing.head)
    if thing is None or thing.kind == "PRON":
        return Filled("omitted", context.taken_up)
    label = of_phrase(clause.tokens, thing, tail_of(clause, thing, judging))
    return Filled("akk", label, None, thing.head)


def _takes_up(clause: Clause, thing: Phrase, context: Context) -> bool:
    """Whether "das" is what somebody has just wanted, in a report: "… will sparen. Das nannte sie dumm"."""
    before = context.discourse
    told = clause.tokens[thing.head].lower in {"das", "dies"} and context.voice_of(clause) is None
    return told and before.act in _WANTING and context.sentence - before.sentence == 1


def _is_the_rest(clause: Clause) -> bool:
    """Whether the subject is whatever else there is: who says "alles andere ist falsch" is for the matter."""
    subject = clause.subject
    inside = {t.lower for t in clause.tokens[subject.first : subject.end]} if subject is not None else set()
    return not inside.isdisjoint(words("the_rest"))


def _predicated_issue(clause: Clause, context: Context) -> Filled:
    """What is said to be good or bad: the subject, or the clause it stands for."""
    subject = clause.subject
    if subject is not None and subject.kind != "PRON":
        label: Label | None = of_phrase(clause.tokens, subject, tail_of(clause, subject))
        return Filled("nom", label, None, subject.head)
    child = complement(clause, "dass", context) or complement(clause, "zu", context)
    if child is not None:
        return Filled("clause", said_in(child), None, child.positions[0])
    before = subject_clause(clause, context) if subject is None else NOTHING
    if before.label is not None:
        return before._replace(child=None)
    label = pronoun_label(clause, subject, context) if subject is not None else context.discourse.topic
    loose = label is context.discourse.topic or is_loose(clause, label, context)
    slot = "omitted" if label is not None and loose else "nom"
    return Filled(slot, label, None, subject.head if subject is not None else None)
