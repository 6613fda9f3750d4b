"""Whether a clause asserts, supposes, asks or takes back what it says, and under which condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.articles.findings import Modality
from loaders.lexicon.frames import verb_frames
from loaders.lexicon.speech import speech_verbs
from loaders.lexicon.tables import words
from loaders.syntax.claims import is_claimed
from loaders.syntax.clause import COPULAS, INFINITIVE, MAIN, SUB, Clause

BINDING = frozenset({"müssen", "sollen", "dürfen", "können"})
"""Modal verbs by which somebody is bound or able to do what the verb says, and has not done it yet."""


@dataclass(frozen=True, slots=True)
class Mode:
    """The modality of a clause, its condition as the text has it, and why."""

    modality: Modality
    condition: str | None = None
    reason: str = "indicative main clause"


def is_condition(clause: Clause, clauses: Sequence[Clause]) -> bool:
    """Whether a clause states a condition: "wenn …", "falls …", or verb first before a main clause."""
    if clause.kind == SUB and clause.connector in words("conditional_subordinators"):
        return not _says_wherein(clause)
    if clause.kind != MAIN or clause.question:
        return False
    if _opens_condition(clause):
        return _goes_on(_following(clause, clauses), clause)
    joined = clause.shares is not None or _follows_its_subordinate(clause, clauses)
    if not clause.verb_first or joined or names_will(clause) or is_command(clause, clauses):
        return False
    following = _following(clause, clauses)
    if following and clause.subject is not None:
        return _goes_on(following, clause)
    # "…, sollte er nicht einlenken": verb first after the main clause
    verb = clause.verb
    finite = clause.tokens[verb.finite].lower if verb is not None and verb.finite is not None else ""
    return clause.index > 0 and finite in {"sollte", "sollten"} and clause.subject is not None


def _says_wherein(clause: Clause) -> bool:
    """Whether a clause says wherein somebody is right: "Weber hat recht, wenn sie davor warnt"."""
    above = clause.parent
    judged = above is not None and above.verb is not None and above.verb.lemma in {"haben", "liegen", "irren"}
    return (
        judged and above is not None and not {"recht", "richtig", "falsch", "irrt"}.isdisjoint(above.words())
    )


def _opens_condition(clause: Clause) -> bool:
    """Whether "sollte" comes first after a joining word: "Denn sollten Städte klagen, …"."""
    finite = clause.verb.finite if clause.verb is not None else None
    if finite is None or clause.positions[1:2] != [finite] or clause.subject is None:
        return False
    joined = clause.tokens[clause.positions[0]].lower in words("clauses.coordinators")
    return joined and clause.tokens[finite].lower in {"sollte", "sollten"}


def _goes_on(following: Sequence[Clause], clause: Clause) -> bool:
    """Whether the next clause says what comes of a condition: verb first, or after "dann"."""
    if not following:
        return False
    first = following[0].tokens[following[0].positions[0]].lower
    return (following[0].verb_first and following[0].shares is not clause) or first in {"dann", "so"}


def names_will(clause: Clause) -> bool:
    """Whether a clause says by whose will something shall be: "Geht es nach der SPD, soll …"."""
    to_go = clause.verb is not None and clause.verb.lemma == "gehen" and clause.words()[:2] == ["geht", "es"]
    return to_go and any(p.prep == "nach" and p.kind == "NP" for p in clause.prepositionals)


def is_command(clause: Clause, clauses: Sequence[Clause]) -> bool:
    """Whether a clause tells somebody to do something: "Stoppen Sie den Bau!", „Lasst sie mitreden“."""
    verb = clause.verb
    if clause.kind != MAIN or clause.question or clause.shares is not None:
        return False
    if verb is None or verb.finite is None:
        return False
    asks = clause.words()[:1] == ["bitte"] and clause.positions[1:2] == [verb.finite]
    if not clause.verb_first and not asks:
        return False
    finite, after = (clause.tokens[i] for i in (verb.finite, min(verb.finite + 1, len(clause.tokens) - 1)))
    polite = after.tag == "PPER" and (after.text == "Sie" or (after.lower == "wir" and clause.index == 0))
    many = clause.subject is None and finite.text[-1] == "t" and clause.tokens[-1].text == "!"  # "Senkt …!"
    if not polite and not many and finite.tag not in {"VVIMP", "VAIMP"}:
        return False
    frame = next((c.verb for c in _following(clause, clauses)[:1]), None)
    return frame is None or _says(frame.lemma)


def _says(lemma: str) -> bool:
    """Whether a verb says whose words stand before it: "…", forderte sie."""
    return lemma in speech_verbs() or any("satz" in frame.issue for frame in verb_frames(lemma))


def _follows_its_subordinate(clause: Clause, clauses: Sequence[Clause]) -> bool:
    """Whether the verb comes first because a clause takes the first place: "Dass er zahlt, begrüßen wir"."""
    before = next((c for c in clauses if c.index == clause.index - 1), None)
    instead = before is not None and before.kind == INFINITIVE and before.connector in {"statt", "anstatt"}
    return before is not None and (instead or before.kind == SUB) and before.parent is None


def _following(clause: Clause, clauses: Sequence[Clause]) -> list[Clause]:
    return [c for c in clauses if c.index > clause.index and c.kind == MAIN and not c.bracketed]


def mode_of(clause: Clause, clauses: Sequence[Clause], text: str, reported: bool) -> Mode:
    """The modality of ``clause``; ``reported`` says that its conjunctive is that of reported speech."""
    if is_condition(clause, clauses) or _inside_condition(clause, clauses):
        return Mode(Modality.CONDITIONAL, text[clause.start : clause.end], "the clause is itself a condition")
    if _is_asked(clause):
        return Mode(Modality.QUESTIONED, None, "indirect question")
    not_yet = clause.kind == SUB and clause.connector in {"bis", "ehe", "bevor", "sobald"}
    if (not_yet and not _is_past(clause)) or is_claimed(clause, clauses):
        return Mode(Modality.HYPOTHETICAL, None, "not yet so" if not_yet else "what others claim")
    if clause.question and clause.kind == MAIN:
        return Mode(Modality.QUESTIONED, None, "question")
    condition = _condition_of(clause, clauses, text)
    if condition is not None:
        return Mode(Modality.CONDITIONAL, condition, "depends on a condition")
    return _unsure(clause, reported)


def _is_asked(clause: Clause) -> bool:
    """Whether a clause is an indirect question: "ob …", "wann …"; "wie …" and "warum …" after asking verbs.

    "Sie betonte, wie wichtig das Gesetz ist" says that it is important.
    """
    if clause.kind != SUB or clause.connector not in words("question_words"):
        return False
    above = clause.parent
    if clause.connector in words("sure_question_words"):
        return True
    if above is None or above.verb is None:
        return False  # "wie es die SPD fordert, …"
    unknown = above.negation is not None and above.verb.lemma in words("knowing_verbs")
    return unknown or above.verb.lemma in words("asking_verbs")


def _is_past(clause: Clause) -> bool:
    return clause.verb is not None and clause.verb.tense in {"past", "pluperfect"}


def _is_otherwise(clause: Clause) -> bool:
    """Whether a clause says what would be else: "sonst müsse die Stadt …", not "wie sonst", "sonst noch"."""
    said = clause.words()
    at = next((i for i, word in enumerate(said) if word in words("otherwise")), None)
    if at is None:
        return False
    around = {*said[max(0, at - 1) : at], *said[at + 1 : at + 2]}
    return around.isdisjoint(words("else_words"))


def _unsure(clause: Clause, reported: bool) -> Mode:
    if _is_otherwise(clause):
        return Mode(Modality.HYPOTHETICAL, None, "what would be otherwise")
    if _is_invented(clause):
        return Mode(Modality.HYPOTHETICAL, None, "in something invented")
    if _is_by_plan(clause):
        return Mode(Modality.HYPOTHETICAL, None, "what a plan would bring")
    if any(_doubts(clause, i) for i in clause.positions):
        return Mode(Modality.HYPOTHETICAL, None, "marked as unsure")
    verb = clause.verb
    if verb is not None and verb.mood == "konj2" and not reported and _is_unreal(clause):
        return Mode(Modality.HYPOTHETICAL, None, "conjunctive of the unreal")
    return Mode(Modality.ASSERTED)


def _doubts(clause: Clause, i: int) -> bool:
    """Whether a word marks its clause as unsure, not only an adjective ("die angeblich hohen Kosten")."""
    after = clause.tokens[i + 1].tag if i + 1 < len(clause.tokens) else ""
    return clause.tokens[i].lower in words("doubt_adverbs") and after != "ADJA"


def _is_invented(clause: Clause) -> bool:
    """Whether it is a work of fiction or a forgery that says so: "In einem gefälschten Video fordert …"."""
    told = (p for p in clause.prepositionals if p.prep in words("fiction_prepositions"))
    return any(
        clause.tokens[p.head].lower.endswith(tuple(words("fiction_nouns")))
        or any(clause.tokens[i].lower.startswith(tuple(words("forged_adjectives"))) for i in p.attributes)
        for p in told
    )


def _is_by_plan(clause: Clause) -> bool:
    """Whether a clause tells what a plan would bring: "würden sich gemäß dem Entwurf verpflichten"."""
    would = clause.verb is not None and clause.verb.mood == "konj2" and clause.verb.auxiliary == "werden"
    plans = (p for p in clause.phrases if clause.tokens[p.head].lemma.lower() in words("planned_nouns"))
    return would and any(
        p.prep in words("plan_prepositions")
        or "zufolge" in {t.lower for t in clause.tokens[p.end : p.end + 1]}
        for p in plans
    )


def _is_unreal(clause: Clause) -> bool:
    """ "sollte" and "möchte" demand and wish, and "besser wäre es, …" advises; they do not suppose."""
    verb = clause.verb
    if verb is None or verb.finite is None:
        return False
    advised = any(child.kind == INFINITIVE for child in clause.children)
    if advised and verb.lemma in COPULAS and "es" in clause.words():
        return False
    if verb.lemma == "haben" and not words("glad_adverbs").isdisjoint(clause.words()):
        return False  # "Die Eltern hätten gern eine Schule"
    return clause.tokens[verb.finite].lower not in {"sollte", "sollten", "möchte", "möchten"}


def _inside_condition(clause: Clause, clauses: Sequence[Clause]) -> bool:
    parent = clause.parent
    return parent is not None and clause.kind != MAIN and is_condition(parent, clauses)


def _condition_of(clause: Clause, clauses: Sequence[Clause], text: str) -> str | None:
    for other in clauses:
        if other is clause or not is_condition(other, clauses) or abs(other.index - clause.index) > 3:
            continue
        if other.kind == SUB and not (other.parent in {clause, None} or other.index < clause.index):
            continue
        return text[other.start : other.end]
    return None
