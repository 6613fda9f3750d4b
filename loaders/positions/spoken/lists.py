"""Lists of what somebody wants or rejects: "Wir fordern:" and a line for each matter, or "… Alternativen: …".

Who announces a list says of each item what the words before the colon say. An item is a noun phrase ("keine
neuen Parkplätze") or an infinitive ("den Bahnhof sanieren").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.articles.findings import Act, Actor, Stance
from loaders.german.tokens import Token
from loaders.issues.clause_labels import of_clause
from loaders.issues.phrase_labels import of_phrase, tail_of
from loaders.lexicon.frames import frame_class, verb_frames
from loaders.lexicon.tables import words
from loaders.positions.filling.assembly import position
from loaders.positions.filling.context import Announced, Context, Discourse
from loaders.positions.filling.found import Expression, Filled, Found, Held
from loaders.positions.filling.holders import resolve
from loaders.positions.filling.polarity import Sense
from loaders.positions.lexical.verbs import fitting
from loaders.syntax.clause import FRAGMENT, MAIN, Clause
from loaders.syntax.phrase import Phrase

_NEGATION = frozenset({"negation"})
_OPEN = frozenset({":", ",", ";"})
"""Marks behind which a list goes on in the next line, whatever that begins with."""


def item(clause: Clause, context: Context) -> Iterator[Found]:
    """ "(Wir fordern:) eine Brücke", "den Bahnhof sanieren": what an item of a list names."""
    listing = _announced_before(clause, context) or _carried(clause, context)
    if listing is None or not _is_item(clause):
        return
    negated = Act.REJECT if listing.stance is Stance.SUPPORT else None
    sense = Sense(listing.act, listing.stance, negated, _NEGATION)
    for filled in _matters(clause):
        shown = f"list: {listing.rule}"
        held = Held(list(listing.holders), "list")
        yield position(clause, Expression(listing.rule, shown, sense, clause.positions[0]), held, filled)


def listing_after(before: Discourse, context: Context) -> Announced | None:
    """The list that the sentences behind that of ``context`` go on with."""
    clauses = context.clauses
    if not clauses:
        return None
    last = clauses[0].tokens[-1].text
    if last == ":":
        return _announced_by(clauses[-1], context)
    return before.listing if before.listing is not None and _goes_on(clauses) else None


def _goes_on(clauses: Sequence[Clause]) -> bool:
    """Whether a sentence is an item behind which more may follow."""
    tokens = clauses[0].tokens
    marked = _is_marked(tokens) or tokens[-1].text in _OPEN
    return marked and all(c.kind != MAIN or _is_item(c) for c in clauses)


def _carried(clause: Clause, context: Context) -> Announced | None:
    """The list of the sentences before: a clause is an item with its mark, or behind a comma."""
    before = next(context.discourse.before(1), ())
    goes_on = _is_marked(clause.tokens) or (bool(before) and before[0].tokens[-1].text in _OPEN)
    return context.discourse.listing if goes_on else None


def _is_marked(tokens: Sequence[Token]) -> bool:
    """Whether a line begins with the mark or number of an item."""
    return tokens[0].tag in {"$(", "CARD"}


def _announced_before(clause: Clause, context: Context) -> Announced | None:
    """What the words before a colon in the same sentence announce."""
    first = clause.positions[0]
    if clause.index == 0 or first == 0 or clause.tokens[first - 1].text != ":":
        return None
    return _announced_by(context.clauses[clause.index - 1], context)


def _announced_by(clause: Clause, context: Context) -> Announced | None:
    """What the last words before a colon say of each item: "Wir fordern", "Unsere Ziele"."""
    noun = next((p for p in clause.phrases if _is_listing_noun(clause, p)), None)
    verb = clause.verb
    if noun is not None and (verb is None or verb.lemma in words("listing_verbs")):
        holders = _owners(clause, noun, context)
        return _listing(Act.DEMAND, Stance.SUPPORT, holders, clause.tokens[noun.head].lemma)
    if verb is None or clause.subject is None or clause.accusative is not None or clause.question:
        return None
    holders = resolve(clause, clause.subject, context)
    if verb.lemma in words("wanting_verbs") and not clause.negation:
        return _listing(Act.DEMAND, Stance.SUPPORT, holders, verb.lemma)
    for frame in fitting(clause, verb_frames(verb.lemma)):
        if frame_class(frame.name) == "say" and "akk" in frame.issue and clause.negation is None:
            return _listing(frame.act, frame.stance, holders, frame.name)
    return None


def _listing(act: Act, stance: Stance, holders: Sequence[Actor], rule: str) -> Announced | None:
    return Announced(act, stance, tuple(holders), rule) if holders else None


def _is_listing_noun(clause: Clause, phrase: Phrase) -> bool:
    return phrase.kind == "NP" and clause.tokens[phrase.head].lemma.lower() in words("listing_nouns")


def _owners(clause: Clause, noun: Phrase, context: Context) -> list[Actor]:
    """Whose the items are: "unsere Forderungen", "wir sehen Alternativen", "die Forderungen der Liste"."""
    first = clause.tokens[noun.first]
    if first.lower.startswith(("unser", "mein")):
        spoken = context.article.quotations.voice_at(first.start)
        return [spoken.speaker] if spoken is not None and spoken.speaker is not None else []
    if noun.genitive is not None:
        return resolve(clause, noun.genitive, context)
    subject = clause.subject
    return resolve(clause, subject, context) if subject is not None and subject is not noun else []


def _is_item(clause: Clause) -> bool:
    """Whether a clause is a bare noun phrase or infinitive."""
    if clause.verb is None:
        return clause.kind == FRAGMENT
    return clause.verb.mood == "inf" or _is_infinitive(clause)


def _is_infinitive(clause: Clause) -> bool:
    """Whether what looks like a finite verb at the end is an infinitive: "die Parkgebühr senken"."""
    finite = clause.verb.finite if clause.verb is not None else None
    last = clause.positions[-1] if clause.tokens[clause.positions[-1]].is_word else clause.positions[-2]
    return clause.kind == MAIN and finite == last and clause.tokens[last].text.endswith("n")


def _matters(clause: Clause) -> Iterator[Filled]:
    """What an item names: each noun phrase, or what is to be done."""
    if clause.verb is not None:
        deed = clause
        if clause.verb.mood != "inf":
            deed = replace(clause, subject=None, accusative=clause.accusative or clause.subject)
        label = of_clause(deed)
        if label is not None and deed.accusative is not None:
            yield Filled("clause", label, None, clause.positions[0])
        return
    for phrase in clause.phrases:
        if phrase.kind == "NP" and phrase.prep is None and clause.tokens[phrase.head].tag in {"NN", "NE"}:
            for member in phrase.members:
                label = of_phrase(clause.tokens, replace(member, conjuncts=[]), tail_of(clause, member))
                yield Filled("akk", label, None, member.head)
