"""Where the issue of a noun of stance stands: after it, in its genitive, in its own first part."""

from __future__ import annotations

from loaders.german.verbs import FINITE
from loaders.issues.labels.label import Label
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.lexicon.frames import Frame, noun_frames
from loaders.lexicon.tables import words
from loaders.positions.filling.complements import clause_issue, is_complement
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import NOTHING, Filled
from loaders.positions.filling.holders import resolve
from loaders.syntax.clause import Clause
from loaders.syntax.phrase import Phrase

_IN_FRONT = frozenset({"an", "gegen", "für"})  # "nach" and others in front say when and where
_FAR = 6  # words between a noun and the prepositional phrase that belongs to it


def noun_issue(clause: Clause, phrase: Phrase, frame: Frame, rest: str, context: Context) -> Filled:
    """The issue of a noun of stance; ``rest`` is what the compound has before it ("Rücktritts-forderung")."""
    for slot in frame.issue:
        issue = _in_slot(clause, phrase, frame, slot, context)
        if issue.label is not None:
            return issue
    return Filled("compound", Label(rest, (rest,), rest), None, phrase.head) if len(rest) > 3 else NOTHING


def is_own_stance(clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase names a stance of the subject itself: "ihre Kritik an …", "alte Ablehnung des …"."""
    word = clause.tokens[phrase.head]
    frames = noun_frames(word.lemma)[0] if word.tag == "NN" and phrase.kind == "NP" else ()
    owned = clause.tokens[phrase.first + (phrase.prep is not None)].tag == "PPOSAT"
    if phrase.genitive is not None:
        return owned and any("gen" in frame.issue for frame in frames)
    if not frames:
        return False
    if phrase is clause.accusative and clause.dative is not None and any("dat" in f.issue for f in frames):
        return True  # "sicherte dem Gesetz Unterstützung zu"
    if owned and any(child.noun is phrase for child in clause.children):
        return True  # "ihre Ankündigung, die Steuer zu senken"
    after = next((p for p in clause.phrases if p.first == phrase.end), None)
    if after is None or after.prep in {"von", "durch", "seitens", None}:
        return False
    return any(after.prep in frame.issue for frame in frames)


def _in_slot(clause: Clause, phrase: Phrase, frame: Frame, slot: str, context: Context) -> Filled:
    if slot in {"dass", "zu", "ob"}:
        child = next((c for c in context.clauses if c.noun is phrase and is_complement(c, slot)), None)
        if child is not None:
            issue = clause_issue(slot, frame.act, child)
            if issue.label is not None:
                return issue
    there: Phrase | None
    if slot == "dat":
        there = clause.dative if clause.accusative is phrase else None
    elif slot == "gen":
        there = _genitive(clause, phrase, context)
        return Filled(slot, of_phrase(clause.tokens, there), None, there.head) if there else NOTHING
    else:
        there = next((p for p in clause.phrases if p.prep == slot and _belongs(clause, phrase, p)), None)
        there = there or _in_front(clause, phrase, slot)
        there = there if there is not None and there.kind == "NP" else None
    if there is None:
        return NOTHING
    return Filled(slot, of_phrase(clause.tokens, there, tail_of(clause, there)), None, there.head)


def _genitive(clause: Clause, phrase: Phrase, context: Context) -> Phrase | None:
    """The genitive of a noun, unless it names the holder; an agent after it says that it does not."""
    inner = phrase.genitive
    if inner is None:
        return None
    agent = any(p.first == phrase.end and p.prep == "durch" for p in clause.prepositionals)
    return inner if agent or not resolve(clause, inner, context) else None


def _belongs(clause: Clause, noun: Phrase, after: Phrase) -> bool:
    """Whether a phrase follows a noun closely, with no verb or other noun phrase between them."""
    if after.first < noun.end:
        return False
    if after.first - noun.end > _FAR or clause.tokens[after.first - 1].tag == "KON":
        return False  # "gegen den Vorschlag und | für das Gesetz"
    between = (p for p in clause.phrases if noun.end <= p.first < after.first and p.prep is None)
    verb = any(clause.tokens[i].tag in FINITE for i in range(noun.end, after.first))
    return not verb and next(between, None) is None


def _in_front(clause: Clause, noun: Phrase, slot: str) -> Phrase | None:
    """What a noun beside a supporting verb is about, at the head of the clause: "An dem Plan übt …"."""
    verb, first = clause.verb, next((p for p in clause.phrases if p.first == clause.positions[0]), None)
    if verb is None or first is None or slot not in _IN_FRONT or first.prep != slot:
        return None
    object_ = clause.accusative or (clause.subject if verb.voice != "active" else None)
    return first if verb.lemma in words("support_verbs") and noun is object_ else None
