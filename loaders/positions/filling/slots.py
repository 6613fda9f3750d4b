"""Where the issue of a frame stands in a clause."""

from __future__ import annotations

from loaders.articles.findings import Act, ActorKind, Stance
from loaders.issues.labels.label import Label
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.lexicon.frames import Frame, has_other_sense
from loaders.lexicon.tables import words
from loaders.positions.filling.complements import (
    as_said,
    before,
    clause_issue,
    complement,
    content,
    told_of_target,
    with_target,
)
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import NOTHING, Filled
from loaders.positions.filling.holders import resolve
from loaders.positions.filling.phrases import of_owner, phrase_issue, pronoun_label
from loaders.syntax.clause import COPULAS, INFINITIVE, Clause
from loaders.syntax.phrase import Phrase, names_time

_JUDGING = frozenset({Act.CRITICISE, Act.PRAISE})
CLAUSES = frozenset({"dass", "ob", "zu"})


def issue_of(clause: Clause, frame: Frame, passive: bool, context: Context) -> Filled:
    """What fills the first issue slot of a frame that is filled."""
    for slot in frame.issue:
        thing = plain_slot(clause, frame, slot, passive)
        if thing is not None and has_other_sense(frame.name, clause.tokens[thing.head].lemma):
            return NOTHING
        if slot == "akk" and thing is not None and frame.act in _JUDGING:
            reason = _reason(clause, thing, frame, context)
            if reason.label is not None:
                return reason
        issue = _in_slot(clause, frame, slot, passive, context)
        if issue.label is not None:
            return issue
    return NOTHING


def _in_slot(clause: Clause, frame: Frame, slot: str, passive: bool, context: Context) -> Filled:
    issue = _in_clause(clause, frame, slot, context)
    if issue.label is not None or slot in {"dass", "ob", "satz"}:
        return issue
    if slot == "nom" and not passive:
        child = before(clause, context)
        if clause.subject is None or (child is not None and child.connector == "wer"):
            return subject_clause(clause, context)
    phrase = slot_phrase(clause, frame, slot, passive, context)
    addressed = slot == "akk" and frame.target == "dat" and phrase is not None
    if phrase is None or (addressed and _is_addressee(clause, phrase, context)):
        return NOTHING
    return phrase_issue(clause, phrase, frame, slot, context)


def _reason(clause: Clause, thing: Phrase, frame: Frame, context: Context) -> Filled:
    """For what somebody is blamed or praised: "kritisierte den Minister | wegen der Kürzungen"."""
    phrase = next((p for p in clause.prepositionals if p.prep in words("reason_prepositions")), None)
    if phrase is None or phrase.kind != "NP" or not resolve(clause, thing, context):
        return NOTHING
    found = phrase_issue(clause, phrase, frame, phrase.prep or "", context)
    if found.label is None or found.child is not None:
        return found
    bare = of_phrase(clause.tokens, phrase, tail_of(clause, phrase))
    return found._replace(label=of_owner(clause, phrase, thing, bare)) if found.label == bare else found


def subject_clause(clause: Clause, context: Context) -> Filled:
    """What a clause in the place of the subject says: "Wer die Schule schließt, spart am falschen Ende"."""
    child = before(clause, context)
    if child is None or (child.connector not in {"wer", "was", "dass"} and child.kind != INFINITIVE):
        return NOTHING
    return as_said("nom", child)


def _in_clause(clause: Clause, frame: Frame, slot: str, context: Context) -> Filled:
    """The issue in the complement clause of a slot, or for "satz" in the words that the verb frames."""
    if slot == "satz":
        child = content(clause, context)
    else:
        child = complement(clause, slot, context) if slot in CLAUSES else None
    if child is None or (slot == "satz" and _is_advice(child, frame)) or _is_greeting(child, frame):
        return NOTHING
    foreseen = slot == "dass" and child.verb is not None and has_other_sense(frame.name, child.verb.lemma)
    if foreseen or (frame.lemma in words("warning_verbs") and _is_wish(child)):
        return NOTHING  # "erwartet, dass die Zinsen steigen"; "warnte, die Stadt dürfe hier nicht bauen"
    if slot == "satz" and _stands_for_clause(child):
        meant = complement(child, "zu", context) or complement(child, "dass", context)
        return as_said(slot, meant) if meant is not None else NOTHING
    pointed = _pointed_at(child, context) if slot == "satz" else None
    if pointed is not None:
        return Filled(slot, pointed, child, child.positions[0], whole=True)
    issue = clause_issue("dass" if slot == "satz" else slot, frame.act, child)._replace(slot=slot)
    if issue.label is None or slot == "satz":
        return issue if issue.label is not None else NOTHING
    completed = told_of_target if issue.whole else with_target
    return issue._replace(label=completed(clause, frame, child, issue.label))


def is_done(child: Clause) -> bool:
    """Whether what is assured has been done: "versicherte, dass die Stadt schon informiert sei"."""
    verb = child.verb
    if verb is None or child.kind == INFINITIVE or verb.tense not in {"perfect", "past", "pluperfect"}:
        return False
    return verb.voice != "state" or not words("done_adverbs").isdisjoint(child.words())


def _is_advice(child: Clause, frame: Frame) -> bool:
    """Whether words that frame criticism say what should be instead: "kritisierte: ‚Er sollte gehen‘"."""
    verb = child.verb
    if frame.stance is not Stance.OPPOSE or verb is None or verb.modal != "sollen" or verb.finite is None:
        return False
    return child.tokens[verb.finite].lower.startswith("sollte")


def _is_wish(child: Clause) -> bool:
    """Whether words say what should be or must not be, not what may come."""
    modal = child.verb.modal if child.verb is not None else None
    return modal == "sollen" or (modal == "dürfen" and child.negation is not None)


def _is_greeting(child: Clause, frame: Frame) -> bool:
    """Whether a speaker is pleased with those who listen: "Ich freue mich, dass Sie gekommen sind"."""
    pleased = frame.act in {Act.WELCOME, Act.PRAISE}
    return pleased and child.subject is not None and child.tokens[child.subject.head].text == "Sie"


def _stands_for_clause(child: Clause) -> bool:
    """Whether "es" in words that judge stands for what comes: "Es ist Wahnsinn, Schulen zu schließen"."""
    thing, verb = child.subject, child.verb
    expletive = thing is not None and child.tokens[thing.head].lower == "es"
    return expletive and verb is not None and verb.lemma == "sein" and child.predicative is not None


def _pointed_at(child: Clause, context: Context) -> Label | None:
    """What "das" is in words that say what it is like: "Das sei ein Fehler", kritisierte der Verband."""
    thing, verb = child.subject, child.verb
    if thing is None or thing.kind != "PRON" or verb is None or verb.lemma not in COPULAS:
        return None
    told = child.predicative is not None or child.adjective is not None
    return pronoun_label(child, thing, context) if told else None


def slot_phrase(clause: Clause, frame: Frame, slot: str, passive: bool, context: Context) -> Phrase | None:
    """The phrase in a slot; words that belong to the idiom itself ("in Aussicht") do not count."""
    phrase = plain_slot(clause, frame, slot, passive)
    if phrase is None or clause.tokens[phrase.head].lower in frame.required:
        return None
    lemma = clause.tokens[phrase.head].lemma.lower()
    timed = slot == "akk" and names_time(phrase, clause.tokens)  # "vorige Woche"
    if (
        timed
        or lemma in words("no_issues")
        or ("person" in frame.without and _is_person(clause, phrase, context))
    ):
        return None
    return phrase


def plain_slot(clause: Clause, frame: Frame, slot: str, passive: bool) -> Phrase | None:
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
    there = [p for p in clause.prepositionals if p.prep == slot and not _is_inner(clause, p)]
    if slot == "zu" and "akk" in frame.issue:
        there = [p for p in there if p.kind == "PROAV"]  # "beschloss zur Maut …": an infinitive or nothing
    own = [p for p in there if not _is_reach(clause, p)]
    own = [p for p in own if not names_time(p, clause.tokens)] or own  # "in der Nacht auf Dienstag | auf …"
    if len(own) > 1 and own[0].kind == "PROAV" and own[0].first == clause.positions[0]:
        own = own[1:]  # "Dafür kämpft der Rat | für ein Gesetz"
    pointing = (p for p in own if p.kind == "PROAV")  # "im Brief für den Rat | dafür, dass …"
    return next(pointing, own[0] if own else None)


def _is_inner(clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase says for whom that is, against which somebody is: "gegen Zelte | für Flüchtlinge"."""
    before = next((p for p in clause.prepositionals if p.last == phrase.first), None)
    return phrase.prep == "für" and before is not None and before.prep == "gegen"


def _is_reach(clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase says how far a list reaches: "von der Union bis | zu den Kirchen"."""
    return phrase.first > 0 and clause.tokens[phrase.first - 1].lower == "bis"


def is_empty(label: Label, verb: str) -> bool:
    """Whether a label says nothing but a verb of little meaning: "Tun", "Bleiben"."""
    return len(label.lemmas) < 2 and verb in words("neutral_plans") | words("light_verbs")


def _is_person(clause: Clause, phrase: Phrase, context: Context) -> bool:
    """Whether a phrase names a person: "verabschiedete ihn" passes no law."""
    return any(actor.kind is ActorKind.PERSON for actor in resolve(clause, phrase, context))


def _is_addressee(clause: Clause, phrase: Phrase, context: Context) -> bool:
    """Whether an object is the dative, which could be either case, or its name: at issue is a clause.

    "empfahl | Kuba |, … zu öffnen", "warf dem Sender | Kanal | vor, … zu verschweigen".
    """
    clausal = complement(clause, "zu", context) or complement(clause, "dass", context)
    named = clause.dative is not None and phrase.first == clause.dative.last and phrase.head == phrase.first
    return clausal is not None and (named or (phrase.may_be("d") and clause.dative is None))
