"""Positions of nouns of stance: "die Forderung der Länder nach …", "übte Kritik an …"; headlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from loaders.articles.findings import Act, Actor, Stance
from loaders.issues.labels.label import Label
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.lexicon.frames import Frame, has_other_sense, noun_frames
from loaders.lexicon.tables import words
from loaders.positions.filling.assembly import of_frame, position
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import NOBODY, Expression, Filled, Found, Held
from loaders.positions.filling.holders import resolve
from loaders.positions.filling.nouns import is_own_stance, noun_issue
from loaders.positions.filling.operators import turns_objects
from loaders.positions.filling.polarity import NONE, NOUN, SUPPORTED, Sense
from loaders.syntax.clause import FRAGMENT, Clause
from loaders.syntax.phrase import Phrase

_SIDES = {"für": (Act.DEMAND, Stance.SUPPORT), "gegen": (Act.REJECT, Stance.OPPOSE)}
_BY = frozenset({"von", "durch", "seitens"})
_FROM = frozenset({"aus", "von", "seitens"})
_SUBJECTS = frozenset({"subject of the support verb", "possessive", "origin"})
"""Sources of a holder whom the verb of the clause says something about."""
_REACTIONS = frozenset({Act.CRITICISE, Act.PRAISE, Act.REJECT, Act.AGREE, Act.WELCOME})


def noun(clause: Clause, context: Context) -> Iterator[Found]:
    """ "die Forderung der Länder nach …", "übte Kritik an …", "Nein zu …"."""
    head = context.head
    if head is not None and head.act is Act.DEMAND:
        return  # whose support is asked for has not given it yet
    for phrase in [n for p in clause.phrases for m in p.members for n in _with_genitives(m)]:
        word = clause.tokens[phrase.head]
        if phrase.prep == "aus" and clause.verb is not None and clause.verb.lemma in words("becoming_verbs"):
            continue  # "aus der Forderung wurde nichts"
        frames, rest = noun_frames(word.lemma) if word.tag == "NN" else ((), "")
        for frame in frames:
            found = _nominal(clause, phrase, frame, rest, context)
            if found is not None and not (head is not None and _is_same(head, found)):
                yield found
                context = context.after(found)
                break


def headline(clause: Clause, context: Context) -> Iterator[Found]:
    """A headline without verb: "Minister gegen Maut", "Mehrheit für Tempolimit"."""
    if clause.kind != FRAGMENT or clause.verb is not None or len(clause.phrases) < 2:
        return
    holder, issue = clause.phrases[-2:]
    side = _SIDES.get(issue.prep or "")
    opens = holder.first == clause.positions[0] or clause.tokens[holder.first - 1].text in {":", "+"}
    whole = opens and all(not clause.tokens[i].is_word for i in clause.positions if i >= issue.last)
    if side is None or holder.prep is not None or issue.kind != "NP" or not whole:
        return
    if holder.last != issue.first or clause.bracketed:
        return
    actors = resolve(clause, holder, context)
    if actors:
        rule = f"headline with {issue.prep}"
        expression = Expression(rule, rule, Sense(*side, heeds=NONE), issue.first)
        label = of_phrase(clause.tokens, issue, tail_of(clause, issue))
        named = Filled(issue.prep or "", label, None, issue.head)
        yield position(clause, expression, Held(actors, "headline"), named)


def _nominal(clause: Clause, phrase: Phrase, frame: Frame, rest: str, context: Context) -> Found | None:
    """The position of one noun of stance, if holder and issue are there."""
    issue = noun_issue(clause, phrase, frame, rest, context)
    held = _holder(clause, phrase, issue.slot, context)
    origin = held.source == "origin" and frame.act in _REACTIONS and phrase is clause.subject
    if issue.label is None and origin:
        issue = Filled("omitted", context.taken_up)  # "Kritik kam von den Grünen"
    if issue.label is None or not held.actors or _is_both(clause, phrase, held, issue):
        return None
    if issue.at is not None and has_other_sense(frame.name, clause.tokens[issue.at].lemma):
        return None
    if _is_doubted(clause, held):
        return None
    if rest and held.source in _SUBJECTS and _is_definite(clause, phrase):
        return None  # "findet das Nachtflugverbot gut": the compound is the matter, not a stance
    if clause.tokens[phrase.head].lemma.lower().endswith(tuple(words("naming_nouns"))):
        issue = issue._replace(label=_with_noun(clause, phrase, issue.slot, issue.label))
    expression = of_frame(frame, phrase.head)
    expression = replace(
        expression,
        shown=f"{expression.shown}, holder: {held.source}",
        sense=replace(expression.sense, negated=None, heeds=SUPPORTED if held.source in _SUBJECTS else NOUN),
        noun=phrase,
    )
    return position(clause, expression, held, issue, clauses=context.clauses)


def _is_both(clause: Clause, phrase: Phrase, held: Held, issue: Filled) -> bool:
    """Whether one phrase would be holder and issue: "die Ablehnung von Asylbewerbern"."""
    after = next((p for p in clause.phrases if p.first == phrase.end), None)
    return held.source == "von" and issue.at is not None and after is not None and issue.at == after.head


def _is_doubted(clause: Clause, held: Held) -> bool:
    """Whether the subject does not believe in another's stance: "bezweifelt die Bereitschaft der Bahn"."""
    verb = clause.verb.lemma if clause.verb is not None else ""
    return held.source not in _SUBJECTS and verb in words("doubting_verbs")


def _is_definite(clause: Clause, phrase: Phrase) -> bool:
    first = clause.tokens[min(phrase.first + (1 if phrase.prep is not None else 0), phrase.end - 1)]
    return first.tag == "ART" and first.lower.startswith("d")


def _with_noun(clause: Clause, phrase: Phrase, slot: str, content: Label) -> Label:
    """A noun that belongs to the name of its content: "Garantien für die Grenze"."""
    after = next((p for p in clause.prepositionals if p.prep == slot and p.first >= phrase.end), None)
    if after is not None:
        return of_phrase(clause.tokens, phrase, [after])
    return of_phrase(clause.tokens, phrase) if slot == "gen" else content


def _holder(clause: Clause, phrase: Phrase, slot: str, context: Context) -> Held:
    """The holder of a noun: a genitive, a possessive, "von", the subject of a support verb."""
    if phrase.genitive is not None and slot != "gen":
        actors = resolve(clause, phrase.genitive, context)
        if actors:
            return Held(actors, "genitive")
    owner = _possessor(clause, phrase, context)
    if owner:
        return Held(owner, "possessive")
    for source, candidates in _places(clause, phrase):
        for candidate in candidates:
            actors = resolve(clause, candidate, context)
            if actors:
                return Held(actors, source)
    return NOBODY


def _possessor(clause: Clause, phrase: Phrase, context: Context) -> list[Actor]:
    """Whom "ihre" in "ihre Forderung" stands for."""
    first = phrase.first + (1 if phrase.prep is not None else 0)
    token = clause.tokens[min(first, phrase.end - 1)]
    if token.tag != "PPOSAT":
        return []
    actor = context.actor_at(token.start, token.end)
    return [actor] if actor is not None else _named_after(clause, phrase, token.lower, context)


def _named_after(clause: Clause, phrase: Phrase, owner: str, context: Context) -> list[Actor]:
    """The subject that a possessive before it points to: "Mit ihrer Kritik steht die SPD allein"."""
    named = clause.subject
    if phrase.prep is None or phrase.first != clause.positions[0] or named is None or named.kind != "NP":
        return []
    fitting = {"s": "mn", "i": "fp"}.get(owner[0], "")
    genders = context.article.actors.genders
    return [a for a in resolve(clause, named, context) if genders.get(a.id, "") in fitting]


def _places(clause: Clause, phrase: Phrase) -> Iterator[tuple[str, list[Phrase]]]:
    """Where else the holder of a noun can stand, nearest first."""
    yield "von", [p for p in clause.phrases if p.first == phrase.end and p.prep in _BY]
    yield "attribute", [p for p in phrase.inner if p.prep in _BY]
    verb = clause.verb
    if verb is None:
        return
    if verb.lemma in words("origin_verbs"):
        yield "origin", [p for p in clause.prepositionals if p.prep in _FROM and not _touches(clause, p)]
    turned = turns_objects(verb.lemma) and is_own_stance(clause, phrase)
    near = {"zu", "in", "mit", *(("bei", "an", "auf", "von") if turned else ())}
    objects = [clause.accusative, *(p for p in clause.prepositionals if p.prep in near)]
    supports = turned or verb.lemma in words("support_verbs")
    supported = supports and verb.voice == "active" and phrase in objects
    if supported and clause.subject is not None and phrase is not clause.subject:
        yield "subject of the support verb", [clause.subject]


def _touches(clause: Clause, phrase: Phrase) -> bool:
    """Whether another phrase with a preposition ends where one begins: "nach der Abschiebung | von …"."""
    return any(other.last == phrase.first for other in clause.prepositionals)


def _is_same(one: Found, other: Found) -> bool:
    """Whether two findings of a clause are one position: same holders and stance, one label in the other."""
    if [a.id for a in one.holders] != [a.id for a in other.holders] or one.stance is not other.stance:
        return False
    mine, yours = set(one.label.lemmas), set(other.label.lemmas)
    return mine <= yours or yours <= mine


def _with_genitives(phrase: Phrase) -> Iterator[Phrase]:
    """A phrase and the genitives inside it: "der Kern | der Forderung | des Verbands"."""
    yield phrase
    if phrase.genitive is not None and phrase.genitive.first > phrase.head:
        yield from _with_genitives(phrase.genitive)
