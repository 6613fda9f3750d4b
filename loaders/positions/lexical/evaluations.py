"""What the words of a clause judge: predicatives, adjectives after "zu", praise after "wenig"."""

from __future__ import annotations

from loaders.articles.findings import Act, Stance
from loaders.lexicon.frames import Evaluation, evaluation
from loaders.lexicon.tables import words
from loaders.syntax.clause import Clause
from loaders.syntax.phrase import Phrase

_JUDGING = frozenset({"NN", "ADJD", "ADJA", "VVPP"})
_OF_JUDGEMENT = frozenset({"als", "für", "von", "zu"})
"""Prepositions before what somebody judges a thing to be."""


def judging_word(clause: Clause, verb: str, thing: Phrase | None) -> tuple[int, Evaluation] | None:
    """(index, judgement) of the noun or adjective after "als", "für", "von", or as second object."""
    skip = [p for p in (clause.subject, thing) if p is not None]
    skip += [p for p in clause.prepositionals if p.prep not in _OF_JUDGEMENT]  # "wegen falscher Angaben"
    if clause.words().count("für") > 1 and verb == "halten":
        return None  # "hält A für richtig und B für falsch": which is which, the clause does not tell
    for i in reversed(clause.positions):
        token = clause.tokens[i]
        if token.tag not in _JUDGING or (verb != "sprechen" and any(p.first <= i < p.last for p in skip)):
            continue
        found = evaluation(token.text if token.tag == "VVPP" else token.lemma)
        if found is not None:
            return i, _weakened(clause, i, found)
    return None


def predicate_judges(clause: Clause) -> tuple[int, Evaluation] | None:
    """(index, judgement) of the predicative: its adjectives if they blame, its noun, its adjectives."""
    verb = clause.verb
    if verb is not None and verb.voice == "state":
        participle = next((i for i in verb.tokens if clause.tokens[i].tag == "VVPP"), None)
        found = evaluation(clause.tokens[participle].text) if participle is not None else None
        if participle is not None and found is not None:
            return participle, found
        return _joined_adjective(clause) or _manner(clause, participle)
    phrase = _nothing_but(clause) or clause.predicative
    if phrase is not None and clause.tokens[phrase.first].tag == "PPOSAT" and _is_due(clause, phrase):
        return None  # "Das ist ihr gutes Recht" praises nothing
    judged = phrase_judges(clause, phrase) if phrase is not None else None
    if phrase is not None and judged is not None and not _is_named_so(clause, phrase):
        return phrase.head, judged
    judged = _adjective_judges(clause, clause.adjective) if clause.adjective is not None else None
    if clause.adjective is not None and judged is not None:
        return clause.adjective, judged
    return _joined_adjective(clause) or _too_little(clause)


def _is_named_so(clause: Clause, phrase: Phrase) -> bool:
    """Whether several things are named as what one thing is: "Der Grund seien schlechte Erfahrungen"."""
    one = clause.subject is not None and not clause.subject.may_be_plural
    return one and phrase.plural_only and evaluation(clause.tokens[phrase.head].lemma) is None


def _is_due(clause: Clause, phrase: Phrase) -> bool:
    return clause.tokens[phrase.head].lemma.lower() in words("due_nouns")


def _manner(clause: Clause, participle: int | None) -> tuple[int, Evaluation] | None:
    """(index, judgement) of the word that says how something is done: "schlecht gemacht"."""
    lemma = clause.verb.lemma if clause.verb is not None else ""
    if participle is None or lemma in words("mental_verbs"):  # "gut gemeint" is no praise
        return None
    if clause.tokens[participle - 1].lower not in words("manner_words"):
        return None
    judged = evaluation(clause.tokens[participle - 1].lower)
    return (participle - 1, judged) if judged is not None else None


def _nothing_but(clause: Clause) -> Phrase | None:
    """What something is said to be nothing else than: "nichts anderes als eine Enteignung"."""
    head = clause.predicative
    if head is None or clause.tokens[head.head].lower != "nichts":
        return None
    starts = {i + 1 for i in clause.positions if clause.tokens[i].lower == "als"}
    return next((p for p in clause.phrases if p.first in starts), None)


def _joined_adjective(clause: Clause) -> tuple[int, Evaluation] | None:
    """(index, judgement) of an adjective joined to the predicative: "gut gemeint, aber mangelhaft"."""
    inside = {j for p in clause.phrases for j in range(p.first, p.last)}
    for i in reversed(clause.positions):
        around = {clause.tokens[j].lower for j in (i - 1, i + 1, i - 2) if 0 <= j < len(clause.tokens)}
        if clause.tokens[i].tag != "ADJD" or i in inside or around.isdisjoint(words("adjective_joiners")):
            continue
        judged = _adjective_judges(clause, i)
        if judged is not None:
            return i, judged
    return None


def _too_little(clause: Clause) -> tuple[int, Evaluation] | None:
    """(index, judgement) of "zu wenig", "viel zu spät", which blame whatever is said to be so."""
    for i in clause.positions:
        token = clause.tokens[i]
        if i and token.lower in words("excess_words") and clause.tokens[i - 1].tag == "PTKA":
            return i, Evaluation(f"zu {token.lower}", Act.CRITICISE, Stance.OPPOSE)
    return None


def phrase_judges(clause: Clause, phrase: Phrase) -> Evaluation | None:
    """What a phrase judges: a blaming adjective, else the noun, else a praising adjective."""
    adjectives = [evaluation(clause.tokens[i].lemma) for i in phrase.attributes]
    head = clause.tokens[phrase.head]
    noun = evaluation(head.lemma) or (evaluation(head.text) if head.text != head.lemma else None)
    if clause.tokens[phrase.head].lemma.lower() in words("topic_nouns"):
        return noun  # "ein wichtiges Thema", "eine heikle Frage": what is spoken of, neither good nor bad
    after = next((p for p in clause.prepositionals if p.first == phrase.end and p.prep == "in"), None)
    if after is not None:  # "ein Schritt in die falsche Richtung"
        adjectives += [evaluation(clause.tokens[i].lemma) for i in after.attributes]
    blame = next((e for e in adjectives if e is not None and e.stance is Stance.OPPOSE), None)
    praise = next((e for e in adjectives if e is not None), None)
    return blame or noun or praise


def _adjective_judges(clause: Clause, i: int) -> Evaluation | None:
    """What a predicative adjective judges; "zu" makes any of them blame: "zu kompliziert"."""
    token = clause.tokens[i]
    before = clause.tokens[i - 1] if i > 0 else token
    if before.tag == "PTKA" and before.lower in {"zu", "allzu"}:
        return Evaluation(f"zu {token.lemma}", Act.CRITICISE, Stance.OPPOSE)
    found = evaluation(token.lemma)
    if found is None or (found.word in words("understanding_words") and clause.negation is None):
        return None  # to understand is not to agree
    return _weakened(clause, i, found)


def _weakened(clause: Clause, i: int, found: Evaluation) -> Evaluation:
    """What is left of praise after "wenig": "wenig hilfreich", "zu wenig ehrgeizig" blame."""
    few = i > 0 and clause.tokens[i - 1].lower in words("scant_words")
    if few and found.stance is Stance.SUPPORT:
        return Evaluation(f"wenig {found.word}", Act.CRITICISE, Stance.OPPOSE)
    return found
