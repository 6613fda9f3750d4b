"""What a noun means that only points: "Die Stadt will ein Bad bauen. Die SPD lehnt das Vorhaben ab."

"Vorhaben", "Entscheidung", "die Pläne des Senats" say of which kind the matter is and whose, not which. That
stands before: in a position of somebody else that made it (a demand, plan or decision), in a verb whose noun
it is ("… soll verkauft werden. … den Verkauf"), in what was debated, in the heading. Where two could be
meant, nothing is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.articles.findings import Act, Stance
from loaders.issues.known_things import in_full, is_bare
from loaders.issues.labels.clause_labels import of_clause
from loaders.issues.labels.label import Label
from loaders.issues.labels.nominalising import nominalise
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.issues.words import parts, stem, takes_complement
from loaders.lexicon.tables import words
from loaders.positions.filling.complements import said_in
from loaders.positions.filling.context import Context, Said
from loaders.positions.filling.found import Found
from loaders.positions.filling.holders import resolve
from loaders.syntax.clause import INFINITIVE, Clause
from loaders.syntax.phrase import Phrase

_NEAR = 2
"""Sentences back to what a noun without owner can mean."""
_OWNED = 5
"""The same of a noun whose owner is named."""
_OPENING = 3
"""Sentences in which the news of a text stands."""
_LEAD = 6
"""Sentences after the heading that can speak of its matter without naming it."""

_PROPOSING = frozenset({Act.PROPOSE, Act.OFFER})
_NAMED_BY = (
    ("demanded_nouns", frozenset({Act.DEMAND})),
    ("proposed_nouns", _PROPOSING),
    ("promised_nouns", frozenset({Act.PROMISE, Act.PROPOSE})),
    ("decided_nouns", frozenset({Act.AGREE, Act.PROHIBIT})),
)
"""Classes of nouns for plans and decisions, and the acts that these name."""
_REFUSING = frozenset({Act.PROHIBIT, Act.REJECT})
_DECIDED = frozenset({Act.AGREE, Act.PROPOSE, Act.PROMISE, *_REFUSING})
_PLANNED = frozenset({*_DECIDED, Act.DEMAND, Act.OFFER, Act.CONSIDER}) - {Act.REJECT}


def told(found: Found, context: Context) -> Found:
    """A position with the labels of what its nouns mean, where these only point."""
    label = _meant(found.label, found, context)
    also = tuple(_meant(one, found, context) for one in found.also)
    return found if label is found.label and also == found.also else replace(found, label=label, also=also)


def _meant(label: Label, found: Found, context: Context) -> Label:
    owners = context.article.issues.pointing(label)
    if owners is None:
        return _with_known(label, context)
    fuller = _spelled_out(label, context) or context.article.issues.fuller(label)
    if fuller is not None:
        return fuller
    head = label.head.lower()
    made = head in words("decided_nouns") | words("planned_nouns")
    if made and (label.definite or owners):
        return _made(label, owners | _owners(label, found, context), found, context) or label
    if not owners and label.definite:
        return _done(label, context) or label
    return label


def _with_known(label: Label, context: Context) -> Label:
    """A label whose complement the text names in full: "Abschaffung der Gebühren", the "Studiengebühren"."""
    known = label.complement
    if known is None or not is_bare(known):
        return label
    fuller = context.article.issues.fuller(known)
    return in_full(label, known, fuller) if fuller is not None and not fuller.members else label


def _spelled_out(label: Label, context: Context) -> Label | None:
    """What the clause after the noun says: "der Versuch, die Wahl zu verschieben"."""
    for child in context.clauses:
        spelled = child.kind == INFINITIVE or child.connector == "dass"
        if spelled and child.noun is not None and child.tokens[child.noun.head].lemma == label.head:
            return said_in(child)
    return None


def _owners(label: Label, found: Found, context: Context) -> frozenset[str]:
    """Whom the genitive or "von" of the pointing noun means, as in "Entscheidung des Ministers"."""
    clause = found.clause
    for phrase in clause.phrases:
        if clause.tokens[phrase.head].lemma != label.head:
            continue
        after = next((p for p in tail_of(clause, phrase) if p.prep in words("owner_prepositions")), None)
        owner = phrase.genitive or after
        if owner is not None:
            return frozenset(actor.id for actor in resolve(clause, owner, context))
    return frozenset()


def _made(label: Label, owners: frozenset[str], found: Found, context: Context) -> Label | None:
    """What a plan or decision was about: a position just before, or of its owner; what was debated."""
    acts = _DECIDED if label.head.lower() in words("decided_nouns") else _PLANNED
    reach = context.sentence - (_OWNED if owners else _NEAR)
    recent = (said for said in context.discourse.said if said.sentence >= reach and said.act in acts)
    near = [said for said in recent if _names_itself(said, context)]
    near = _likeliest(near, label, context)
    if owners:
        theirs = [said for said in near if _is_one_of(said, owners, label)]
        return _last(theirs) or _in_lead(owners, context)
    own = {actor.id for actor in found.holders}
    others = [said for said in near if not own & said.holders]
    return _last(others) if others else _debated_before(context) or _in_heading(context)


def _likeliest(near: list[Said], label: Label, context: Context) -> list[Said]:
    """Those that the noun names by their act, else those told by the text itself: no quotation between."""
    told = [said for said in near if context.quotation_of(said.clause) is None]
    acts = {act for nouns, named in _NAMED_BY if label.head.lower() in words(nouns) for act in named}
    own = [said for said in told if said.act in acts]
    return own or told or near


def _last(said: Sequence[Said]) -> Label | None:
    """What the latest sentence of these wants, if it is one thing."""
    deeds = [deed for one in said if one.sentence == said[-1].sentence and (deed := _deed(one)) is not None]
    return deeds[0] if deeds and _are_one(deeds) else None


def _names_itself(said: Said, context: Context) -> bool:
    return context.article.issues.pointing(said.label) is None


def _is_one_of(said: Said, owners: frozenset[str], label: Label) -> bool:
    """Whether a holder is an owner, or a body with the word for the owner in its name."""
    names = {part for holder in said.holders for part in holder.rsplit("/", 1)[-1].split("-")}
    return bool(said.holders & owners) or any(lemma.lower() in names for lemma in label.lemmas[1:])


def _in_lead(owners: frozenset[str], context: Context) -> Label | None:
    """What an owner has done as the news of the text: the one deed told of them in its first sentences."""
    first = [*context.discourse.before(context.sentence)][::-1][:_OPENING]
    found: list[Label] = []
    for clause in (clause for clauses in first for clause in clauses):
        verb = clause.verb
        if verb is None or clause.subject is None or clause.accusative is None or clause.negation is not None:
            continue
        told = verb.lemma in words("neutral_plans") | words("light_verbs") or verb.modal is not None
        if told or nominalise(verb.lemma) == verb.lemma.capitalize():
            continue
        if {actor.id for actor in resolve(clause, clause.subject, context)} & owners:
            label = of_clause(clause)
            found += [label] if label is not None and len(label.lemmas) > 1 and _is_nominal(label) else []
    return found[0] if found and _are_one(found) else None


def _deed(said: Said) -> Label | None:
    """What somebody wants by a position: its issue, or that there be none ("Verbot von Waffen")."""
    if said.stance is Stance.SUPPORT:
        label: Label | None = said.label
    else:
        label = of_clause(said.clause) if said.act in _REFUSING else None
    return label if label is not None and _is_nominal(label) else None


def _is_nominal(label: Label) -> bool:
    """Whether a label names a deed by a noun, not in the words of a clause."""
    return label.head[:1].isupper() and not label.text.partition(" (")[0].split()[-1][0].islower()


def _done(label: Label, context: Context) -> Label | None:
    """What somebody did whose noun the label is: "soll verkauft werden" before "der Verkauf"."""
    head = stem(label.head)
    for clauses in context.discourse.before(_NEAR):
        for clause in reversed(clauses):
            verb = clause.verb
            if verb is None or clause.negation is not None or stem(nominalise(verb.lemma)) != head:
                continue
            acted_on = clause.accusative is not None or verb.voice != "active"
            said = of_clause(clause) if acted_on else None
            if said is not None and len(said.lemmas) > 1:
                return said
    return None


def _debated_before(context: Context) -> Label | None:
    """What one of the sentences just before says to be debated: "beriet über den Bau einer Brücke"."""
    for clauses in context.discourse.before(_NEAR):
        found = list(_debated(clauses))
        if found:
            return found[0] if _are_one(found) else None
    return None


def _in_heading(context: Context) -> Label | None:
    """The matter of the heading or first sentence, for the sentences that follow it."""
    heading = context.article.heading
    if not 0 < context.sentence <= _LEAD:
        return None
    found = list(_debated(heading)) if heading else []
    if found:
        return found[0] if _are_one(found) else None
    taken = [said for said in context.discourse.said if said.sentence == 0 and said.act in _PLANNED]
    made = [label for said in taken if (label := _deed(said))]
    return made[0] if made and _are_one(made) else None


def _debated(clauses: Sequence[Clause]) -> Iterator[Label]:
    """The phrases with "über", "um" or "zu" that belong to a verb or noun of debating."""
    for clause in clauses:
        verb = clause.verb.lemma if clause.verb is not None else ""
        for phrase in clause.prepositionals:
            if phrase.prep not in words("debate_prepositions") or phrase.kind != "NP":
                continue
            if verb in words("debate_verbs") or _follows_debate(clause, phrase):
                label = of_phrase(clause.tokens, phrase, tail_of(clause, phrase))
                if not _is_thing(label):
                    yield label


def _is_thing(label: Label) -> bool:
    """Whether a label only names a thing with which much can be planned: in "Streit um die Fähre" its end."""
    if len(label.lemmas) > 1:
        return False
    inside = parts(label.head)
    deed = bool(inside) and takes_complement(inside[-1])
    return not deed and not label.head.lower().endswith(tuple(words("measure_nouns")))


def _follows_debate(clause: Clause, phrase: Phrase) -> bool:
    before = clause.tokens[phrase.first - 1] if phrase.first else None
    return before is not None and before.lemma.lower().endswith(tuple(words("debate_nouns")))


def _are_one(labels: Sequence[Label]) -> bool:
    """Whether labels name one matter, the fuller ones with more words than the others."""
    longest = max((set(label.lemmas) for label in labels), key=len)
    return all(set(label.lemmas) <= longest for label in labels)
