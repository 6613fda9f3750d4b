"""What norms prohibit, oblige to or permit, as an English text says (words: ``english/norm_rules.tsv``).

The norm is the subject ("the constitution bars …"), stands after "by", "under" or "in" ("is banned under the
act", "under the treaty, members may not …"), is what something breaks, or has a noun ("the treaty's ban on
…"). As in German (``loaders.facts.norms``) only what the text itself says of today counts: no question,
condition, claim or quotation, nothing with an exception.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from loaders.articles.findings import (
    Act,
    Actor,
    ActorKind,
    Deontic,
    Document,
    Evidence,
    Modality,
    NormRule,
    Stance,
    Standing,
)
from loaders.english.actors.index import Cast, possessor
from loaders.english.positions.context import Surroundings, told_by
from loaders.english.positions.embedding import embedded
from loaders.english.positions.issues import issue_of
from loaders.english.positions.labels import Wording, of_gerund, of_phrase, of_wish, reach, span_of
from loaders.english.positions.senses import Stand
from loaders.english.speech.index import SpeechIndex
from loaders.english.syntax.units import NounPhrase, Parsed, VerbClause
from loaders.english.vocabulary import words
from loaders.lexicon.norms import Pattern, patterns

_TURNED = {Deontic.PROHIBITS: Deontic.PERMITS, Deontic.PERMITS: Deontic.PROHIBITS}
_PRESENT = frozenset({"VVZ", "VVB", "VVI", "VBZ", "VBB", "VDZ", "VDB", "VHZ", "VHB", "VM0"})
_UNDER = ("by", "under", "in")
_TABLE = "english/norm_rules"
_PREDICATE = 3  # words after "be" among which its adjective is
_STANDS = {
    Deontic.PROHIBITS: Stand(Act.PROHIBIT, Stance.OPPOSE, Act.AGREE),
    Deontic.PERMITS: Stand(Act.AGREE, Stance.SUPPORT, Act.REJECT),
    Deontic.OBLIGES: Stand(Act.DEMAND, Stance.SUPPORT, None),
}
"""What stands for a rule while operators are applied: denied consent is opposition, a denied duty nothing."""


class _Ruling(NamedTuple):
    """A rule before it is asserted: whose, of what kind, about what, and the clause whose operators count."""

    norm: Actor
    deontic: Deontic
    label: Wording
    clause: VerbClause


def find_norm_rules(
    parsed: Sequence[Parsed], actors: Cast, speech: SpeechIndex, document: Document
) -> tuple[NormRule, ...]:
    """The rules that ``document`` says norms have, in text order, each norm and issue once a clause."""
    rules = {
        (rule.norm.id, rule.deontic, rule.issue.id, rule.evidence.span): rule
        for one in parsed
        for clause in one.clauses
        for rule in _told(clause, Surroundings(document, one, actors, speech))
    }
    return tuple(rules.values())


def _told(clause: VerbClause, context: Surroundings) -> Iterator[NormRule]:
    """The rules of a clause; the evidence reaches from norm to issue."""
    if not _is_own_telling(clause, context):
        return
    for reader in (_by_verb, _by_modal, _by_state, _by_breach, _by_noun):
        for ruling in reader(clause, context):
            deontic = _asserted(ruling)
            if deontic is None:
                continue
            whole = (clause.start, clause.end, reach(clause), ruling.label.start, ruling.label.end)
            first = 0 if clause is context.parsed.clauses[0] else min(whole)
            issue = issue_of(ruling.label.text, context.document)
            evidence = Evidence.of(context.document, span_of(clause.tokens, first, max(whole)))
            yield NormRule(ruling.norm, deontic, issue, evidence)


# -- what the text itself says of today ------------------------------------------------------------------


def _is_own_telling(clause: VerbClause, context: Surroundings) -> bool:
    """Whether a clause is the text's own, in the present, and without exception."""
    if clause.verb.form != "finite" or clause.verb.perfect or clause.link not in {"main", "rel", "sub"}:
        return False
    if clause.tokens[clause.verb.start].tag not in _PRESENT or told_by(context, clause) is not None:
        return False
    voice = context.speech.voice_at(clause.offset)
    if context.speech.quotation_at(clause.offset) is not None or (voice is not None and voice.speaker):
        return False
    labelled = any(token.text == ":" for token in clause.tokens[: clause.verb.start])
    wanted = clause.link == "rel" and clause.tokens[clause.subjects[0].start].lower in {"a", "an"}
    excepted = not words("exceptions").isdisjoint(token.lower for token in clause.tokens)
    return not (labelled or wanted or excepted)


def _asserted(ruling: _Ruling) -> Deontic | None:
    """The rule that the operators of its clause leave of one; ``None`` if they leave none."""
    stand = _STANDS[ruling.deontic]
    left = embedded(stand, ruling.clause, own=False)
    first = ruling.label.text.split()[0].lower()
    if left.modality is not Modality.ASSERTED or left.standing is not Standing.NOW:
        return None
    if first in words("nobody_words") or ruling.label.little:
        return None
    if left.stance is stand.stance:
        return ruling.deontic
    return None if first in words("quantifiers") else _TURNED[ruling.deontic]


# -- the readers -----------------------------------------------------------------------------------------


def _by_verb(clause: VerbClause, context: Surroundings) -> Iterator[_Ruling]:
    """ "The constitution bars …", "… is barred under the constitution"."""
    pattern = patterns("verb", _TABLE).get(clause.verb.lemma)
    if pattern is None:
        return
    norm = _norm_under(clause, context, _UNDER) if clause.verb.passive else _subject(clause, context)
    label = _issue(pattern, clause, context) if norm is not None else None
    if norm is not None and label is not None:
        yield _Ruling(norm, pattern.deontic, label, clause)


def _by_modal(clause: VerbClause, context: Surroundings) -> Iterator[_Ruling]:
    """ "Under the treaty, members may not …"; not what may happen to them."""
    verb = clause.verb
    pattern = patterns("modal", _TABLE).get(f"{verb.modal} not" if verb.negated else verb.modal)
    if pattern is None or not clause.subjects:
        return
    open_ended = verb.modal == "may" and not (clause.object or verb.passive)
    norm = _norm_under(clause, context, ("under",))
    if norm is None or open_ended or verb.lemma in words("happening_verbs"):
        return
    behind = [p.preposition for p in clause.prepositions if p.preposition and context.meant(p) == norm]
    plain = replace(
        clause, verb=replace(verb, modal="", negated=False), end=min([clause.end, *behind]), children=[]
    )
    yield _Ruling(norm, pattern.deontic, _doing(clause.subjects[0], plain, context), plain)


def _by_state(clause: VerbClause, context: Surroundings) -> Iterator[_Ruling]:
    """ "… is illegal under the act", "the statute makes helmets compulsory"."""
    low = [token.lower for token in clause.tokens[clause.verb.end : clause.verb.end + _PREDICATE]]
    if clause.verb.lemma == "make" and clause.object is not None and clause.object.end < len(clause.tokens):
        pattern = patterns("state", _TABLE).get(clause.tokens[clause.object.end].lower)
        norm = _subject(clause, context)
        if norm is not None and pattern is not None:
            yield _Ruling(norm, pattern.deontic, of_phrase(context.parsed, clause.object), clause)
        return
    found = [patterns("state", _TABLE)[word] for word in low if word in patterns("state", _TABLE)]
    if clause.verb.lemma != "be" or not found or not clause.subjects:
        return
    pattern = found[0]
    norm = _norm_under(clause, context, (pattern.norm,) if pattern.norm else ("under",))
    if norm is not None:
        yield _Ruling(norm, pattern.deontic, of_phrase(context.parsed, clause.subjects[0]), clause)


def _by_breach(clause: VerbClause, context: Surroundings) -> Iterator[_Ruling]:
    """ "The curfew violates the constitution": what breaks a norm is prohibited by it; nobody who does so."""
    pattern = patterns("against", _TABLE).get(clause.verb.lemma)
    if pattern is None or clause.object is None or not clause.subjects or clause.verb.passive:
        return
    norm, subject = _norm(clause.object, context), clause.subjects[0]
    if norm is not None and context.meant(subject) is None and not clause.verb.negated:
        yield _Ruling(norm, pattern.deontic, of_phrase(context.parsed, subject), clause)


def _by_noun(clause: VerbClause, context: Surroundings) -> Iterator[_Ruling]:
    """ "The constitution's ban on …", "the treaty contains a ban on …"."""
    if clause.verb.negated:
        return
    contains = clause.verb.lemma in words("containing_verbs") and not clause.verb.passive
    for at, phrase in _phrases(clause, context):
        pattern = patterns("noun", _TABLE).get(clause.tokens[phrase.head].lemma)
        if pattern is None or not words("norms_to_be").isdisjoint(_words_of(clause, phrase)):
            continue
        owner = possessor(clause.tokens, phrase)
        lasts = clause.verb.lemma not in words("ending_verbs")
        norm = _norm(owner, context) if owner is not None and lasts else None
        if norm is None and contains and phrase not in clause.subjects:
            norm = _subject(clause, context)
        label = _of_noun(pattern, clause, context, at, phrase) if norm is not None else None
        if norm is not None and label is not None:
            yield _Ruling(norm, pattern.deontic, label, clause)


def _phrases(clause: VerbClause, context: Surroundings) -> Iterator[tuple[int, NounPhrase]]:
    """The subjects of a clause and the phrases behind its verb that no preposition governs, with their places
    among the units.
    """
    for at, unit in enumerate(context.parsed.units):
        phrase = unit.phrase
        behind = phrase is not None and clause.at < at and phrase.end <= clause.end
        if phrase is not None and phrase.preposition is None and (behind or phrase in clause.subjects):
            yield at, phrase


def _of_noun(
    pattern: Pattern, clause: VerbClause, context: Surroundings, at: int, phrase: NounPhrase
) -> Wording | None:
    """What a noun such as "ban" is about: the phrase or the infinitive right behind it."""
    after = context.parsed.units[at + 1] if at + 1 < len(context.parsed.units) else None
    if after is None:
        return None
    if after.phrase is not None and after.phrase.preposition is not None:
        governed = clause.tokens[after.phrase.preposition].lower in pattern.issue
        return of_phrase(context.parsed, after.phrase) if governed else None
    child = next((c for c in context.parsed.clauses if c.at == at + 1 and c.verb.form == "infinitive"), None)
    if child is None or "inf" not in pattern.issue or child.verb.negated:
        return None
    whose = clause.object if clause.object is not None and clause.object is not phrase else None
    return _doing(whose, child, context) if whose is not None else of_gerund(child)


# -- where the norm stands, and what the issue is --------------------------------------------------------


def _norm(phrase: NounPhrase | None, context: Surroundings) -> Actor | None:
    """The norm in force that a phrase means, also by a part of it: "Article 5 of the constitution"."""
    if phrase is None:
        return None
    tokens = context.parsed.sentence.tokens
    inside = [token.lower for token in tokens[phrase.start : phrase.end]]
    if not words("norms_to_be").isdisjoint(inside):
        return None
    if not words("norm_parts").isdisjoint(inside):
        units = context.parsed.units
        inner = next((u.phrase for u in units if u.phrase and u.phrase.preposition == phrase.end), None)
        return _norm(inner, context) if inner is not None else None
    actor = context.meant(phrase)
    return actor if actor is not None and actor.kind is ActorKind.NORM else None


def _subject(clause: VerbClause, context: Surroundings) -> Actor | None:
    return _norm(clause.subjects[0], context) if clause.subjects else None


def _norm_under(clause: VerbClause, context: Surroundings, prepositions: Sequence[str]) -> Actor | None:
    """The norm behind one of these prepositions, in the clause or before its subject."""
    before = [
        u.phrase
        for u in context.parsed.units[: clause.at]
        if u.phrase is not None and clause is context.parsed.clauses[0]
    ]
    for phrase in (*clause.prepositions, *before):
        if phrase.preposition is not None and clause.tokens[phrase.preposition].lower in prepositions:
            norm = _norm(phrase, context)
            if norm is not None:
                return norm
    return None


def _issue(pattern: Pattern, clause: VerbClause, context: Surroundings) -> Wording | None:
    """What fills the first slot of a pattern of a verb."""
    if any(c.verb.negated or c.verb.lemma in words("happening_verbs") for c in clause.children):
        return None  # "requires members not to pay", "allows prices to rise"
    for slot in pattern.issue:
        found = _filled(slot, clause, context)
        if found is not None:
            return found
    return None


def _filled(slot: str, clause: VerbClause, context: Surroundings) -> Wording | None:
    thing = (clause.subjects[0] if clause.subjects else None) if clause.verb.passive else clause.object
    child = next((c for c in clause.children if c.link == slot and c.at > clause.at), None)
    if child is not None:
        if slot == "that":
            return of_wish(child) if child.opener == "that" else None  # "more than the city has"
        return _doing(thing, child, context) if thing is not None else None
    if slot in {"obj", "measure"}:
        fits = slot == "obj" or (thing is not None and _is_measure(clause, thing))
        return of_phrase(context.parsed, thing) if thing and fits and context.meant(thing) is None else None
    if slot == "from":
        return None
    named = (p for p in clause.prepositions if clause.tokens[p.preposition or 0].lower == slot)
    phrase = next(named, None)
    return of_phrase(context.parsed, phrase) if phrase is not None else None


def _is_measure(clause: VerbClause, phrase: NounPhrase) -> bool:
    token = clause.tokens[phrase.head]
    return not words("measure_nouns").isdisjoint({token.lower, token.lemma})


def _doing(who: NounPhrase, child: VerbClause, context: Surroundings) -> Wording:
    """What somebody does, with who does it: "members cutting emissions"."""
    acting, doing = of_phrase(context.parsed, who), of_gerund(child)
    text = f"{acting.text} {doing.text}"
    return Wording(text, min(acting.start, doing.start), doing.end, doing.head, acting.little)


def _words_of(clause: VerbClause, phrase: NounPhrase) -> list[str]:
    return [token.lower for token in clause.tokens[phrase.start : phrase.head]]
