"""Clauses that are the issue of another one: "dass", "zu", "ob", and words that a verb of speech frames."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from loaders.articles.findings import Act
from loaders.issues.labels.cases import as_agent, is_hollow_agent
from loaders.issues.labels.clause_labels import of_clause
from loaders.issues.labels.infinitives import as_it_stands, infinitive_label, is_limited, told_of
from loaders.issues.labels.label import Label
from loaders.issues.labels.nominalising import nominalise
from loaders.issues.labels.phrase_labels import of_phrase
from loaders.lexicon.frames import Frame, verb_frames
from loaders.lexicon.tables import words
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import NOTHING, Filled
from loaders.positions.filling.polarity import WISHES
from loaders.syntax.claims import tells_claim
from loaders.syntax.clause import COPULAS, INFINITIVE, MAIN, RELATIVE, SUB, Clause
from loaders.syntax.phrase import Phrase

_OWN_DEEDS = frozenset({Act.PROMISE, Act.OFFER, Act.THREATEN})
"""Acts about what the holder will do, not the addressee."""

LONG = 6  # words of a label that is given no further ones


def is_complement(clause: Clause, slot: str) -> bool:
    """Whether a clause is of the form of ``slot``: "dass", "ob", or "zu" for an infinitive."""
    if slot == "zu":
        return clause.kind == INFINITIVE and clause.connector not in {"um", "ohne", "statt", "anstatt"}
    return clause.kind == SUB and clause.connector == slot


def complement(clause: Clause, slot: str, context: Context) -> Clause | None:
    """The dass-, ob- or zu-clause that depends on ``clause``."""
    for other in context.clauses:
        if other.index <= clause.index and other.parent is not clause:
            continue
        if not is_complement(other, slot) or other.index in context.claimed or other.noun_takes:
            continue
        if tells_claim(other) or (slot == "zu" and _is_idle(other, context)):
            continue  # "steht im Verdacht, Gift einzusetzen"
        if other.parent is clause or (
            other.parent is not None and other.parent.parent is clause and other.parent.kind == RELATIVE
        ):
            return other
    return _in_front(clause, context) if slot == "dass" else None


def _is_idle(clause: Clause, context: Context) -> bool:
    """Whether an infinitive before another one names no matter: "nicht länger zu zögern | und …"."""
    verb, after = clause.verb, context.clauses[clause.index + 1 : clause.index + 2]
    if verb is None or clause.accusative is not None or not after or after[0].kind != INFINITIVE:
        return False
    return verb.lemma in words("idle_verbs") and after[0].parent is clause.parent


def _denies_aside(clause: Clause) -> bool:
    """Whether a negation stands in a phrase that says how: "ihnen in keiner Form zu helfen"."""
    said = (clause.tokens[p.first : p.last] for p in clause.prepositionals)
    return any(token.lower.startswith("kein") for phrase in said for token in phrase)


def _in_front(clause: Clause, context: Context) -> Clause | None:
    """The dass-clause before its verb: "Dass die Steuer steigt, begrüßen wir"."""
    other = before(clause, context)
    fits = other is not None and other.parent in {None, clause} and is_complement(other, "dass")
    return other if fits and clause.accusative is None else None


def ensured(clause: Clause, context: Context) -> Clause | None:
    """The clause that says what is to be brought about: "muss sicherstellen, | dass Züge fahren"."""
    verb = clause.verb
    if verb is None or verb.lemma not in words("ensuring_verbs") or clause.negation is not None:
        return None
    return complement(clause, "dass", context)


def before(clause: Clause, context: Context) -> Clause | None:
    """The clause that fills the first place of a main clause, whose verb then comes first."""
    if clause.index == 0 or not clause.verb_first or clause.question:
        return None
    other = context.clauses[clause.index - 1]
    free = other.index not in context.claimed and not other.noun_takes
    return other if free and context.quotation_of(other) is context.quotation_of(clause) else None


def clause_issue(slot: str, act: Act, child: Clause) -> Filled:
    """The issue that a clause names: by the noun of its verb where that says as much, else in its own words.

    A wish that something not be is opposition to it and keeps the noun; of all else what a clause denies,
    limits ("nur noch", "zu wenige") or takes as something ("als Straftat") no noun tells.
    """
    if child.subject is None and child.kind == SUB and child.children and child.verb is not None:
        return NOTHING  # "dass vermerkt wird, wie viele es sind": the matter is in the clause below
    if _is_denied_twice(child):
        return NOTHING  # "dass Konzerne nicht länger keine Steuern zahlen"
    denied_wish = act in WISHES and child.negation is not None
    telling = act in WISHES or slot not in {"dass", "ob"} or _is_plain(child)
    whole = (is_limited(child) and not denied_wish) or not telling
    label = as_it_stands(child) if whole else of_clause(child)
    return Filled(slot, label, child, child.positions[0], whole) if label is not None else NOTHING


def _is_denied_twice(child: Clause) -> bool:
    """Whether one negation stands within another, not in a member joined by "und" of its own."""
    said = child.words()
    if "weder" in said:
        return False
    joined = [0, *(i for i, word in enumerate(said) if word in {"und", "oder", "sowie"}), len(said)]
    return any(sum(word in words("negations") for word in said[i:j]) > 1 for i, j in pairwise(joined))


def said_in(child: Clause) -> Label | None:
    """The label of what a clause says: as it stands where its noun would tell less, or the opposite."""
    told = child.connector not in {"dass", "ob"} or _is_plain(child)
    return as_it_stands(child) if is_limited(child) or not told else of_clause(child)


def as_said(slot: str, child: Clause) -> Filled:
    """What a clause says as the issue of ``slot``, its negation included."""
    return Filled(slot, said_in(child), child, child.positions[0], whole=True)


def _is_plain(child: Clause) -> bool:
    """Whether the noun of a verb with its object says all that a clause says ("dass er Zölle senkt")."""
    verb = child.verb
    if verb is None:
        return True
    if verb.modal is not None:
        return False  # "dass Schüler Angst haben müssen"
    if verb.lemma in words("existence_verbs") | words("happening_verbs"):
        return child.accusative is None
    thing = child.accusative or (child.subject if verb.voice != "active" else None)
    return thing is not None and thing.kind == "NP" and nominalise(verb.lemma) != verb.lemma.capitalize()


def coordinated(first: Clause, context: Context) -> list[tuple[Clause, Label]]:
    """Further complements joined to one by "und": "…, Steuern zu senken und Straßen zu bauen"."""
    found: list[tuple[Clause, Label]] = []
    governs = any("zu" in frame.issue for frame in verb_frames(first.verb.lemma if first.verb else ""))
    parents = [first.parent] if governs else [first.parent, first]  # lists hang on their first member
    for other in context.clauses[first.index + 1 :]:
        alike = other.kind == first.kind and other.connector == first.connector
        label = of_clause(_sharing(other, first)) if alike and other.parent in parents else None
        if label is None or other.index in context.claimed or bool(other.negation) != bool(first.negation):
            break
        if _denies_aside(other):
            break
        found.append((other, label))
    joined = bool(found) and found[-1][0].words()[0] in {"und", "sowie", "oder"}
    return found if joined else []


def _sharing(other: Clause, first: Clause) -> Clause:
    """A clause with the object of the one before: "die Halle zu sanieren | und zu erweitern"."""
    bare = not any(p.kind != "PRON" for p in other.phrases) and first.accusative is not None
    return replace(other, accusative=first.accusative) if bare and other.accusative is None else other


def content(clause: Clause, context: Context) -> Clause | None:
    """The clause of speech that the verb frames: "…, kritisierte X", "X warnte: …"."""
    if clause.verb is not None and clause.verb.voice != "active":
        return None
    clauses = context.clauses
    before = clauses[clause.index - 1] if clause.index > 0 and clause.verb_first else None
    after = clauses[clause.index + 1] if clause.index + 1 < len(clauses) else None
    for other in (before, after):
        if other is None or other.kind != MAIN or other.shares is not None:
            continue
        if context.quotation_of(other) is not None:
            return other
    return None


def with_target(clause: Clause, frame: Frame, child: Clause, label: Label) -> Label:
    """Add who shall do it: "forderte die Länder auf, zu zahlen" is about payment by the Länder."""
    target = _target(clause, frame)
    if frame.act in _OWN_DEEDS or child.kind != INFINITIVE:
        return label
    if target is None or target.kind != "NP":
        is_somebody = frame.target is not None and child.verb is not None and child.verb.lemma in COPULAS
        return replace(label, pointing=label.pointing or is_somebody)  # "denen er vorwirft, Urheber zu sein"
    if len(label.text.split()) > LONG:
        return label
    named = of_phrase(clause.tokens, target)
    if child.verb is not None and child.verb.lemma in COPULAS:
        return Label(f"{named.text} als {label.text}", (*named.lemmas, "als", *label.lemmas), label.head)
    received = child.verb is not None and child.verb.lemma in words("receiving_verbs")  # no "Geld durch X"
    if received or label.text.split()[-1][0].islower():
        text = infinitive_label(child, target) or label.text  # an infinitive has nobody "durch" whom
        lemmas = (*label.lemmas, "durch", *named.lemmas)
        return Label(text, lemmas, label.head, pointing=label.pointing)
    return done_by(clause, target, label)


def _target(clause: Clause, frame: Frame) -> Phrase | None:
    """Whom a verb addresses or blames: "warf | der Bahn | vor", "appellierte | an die Länder"."""
    if frame.target is None or frame.target in {"akk", "dat"}:
        return {"akk": clause.accusative, "dat": clause.dative}.get(frame.target or "")
    timed = words("time_nouns")  # "appellierte am Montag an die Länder"
    there = (p for p in clause.prepositionals if clause.tokens[p.head].lower not in timed)
    return next((p for p in there if p.prep == frame.target), None)


def told_of_target(clause: Clause, frame: Frame, child: Clause, label: Label) -> Label:
    """What an infinitive says as it stands, with whom it is said of: "dass | die Bahn | … nicht pflegt"."""
    target = _target(clause, frame)
    if frame.act in _OWN_DEEDS or target is None or target.kind != "NP":
        return label
    text = told_of(child, target, clause)
    lemmas = (*label.lemmas, "durch", *of_phrase(clause.tokens, target).lemmas)
    return replace(label, text=text, lemmas=lemmas) if text is not None else label


def done_by(clause: Clause, who: Phrase, label: Label) -> Label:
    """A deed with its doer: "Förderung von Familien | durch den Staat"."""
    if is_hollow_agent(clause.tokens, who):
        return label
    named = of_phrase(clause.tokens, who)
    agent = as_agent(clause.tokens, who, named.text)
    return replace(label, text=f"{label.text} {agent}", lemmas=(*label.lemmas, "durch", *named.lemmas))
