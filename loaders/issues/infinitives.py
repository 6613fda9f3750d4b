"""Labels of what a clause says in its own words: as an infinitive, or as it stands.

As an infinitive for verbs that have no noun of their own ("beim Gericht Klage einreichen"): "Einreichen von
Klage beim Gericht" is read by nobody. As it stands where something in the clause takes back or limits what
it says ("dass zu wenige Züge fahren"), which no noun tells.
"""

from __future__ import annotations

from collections.abc import Mapping

from loaders.german.tokens import Token
from loaders.issues.adverbs import keeps_phrase, manner_at
from loaders.issues.cases import accusative
from loaders.issues.circumstances import tells_when
from loaders.issues.label import LONGEST, Label
from loaders.issues.phrase_labels import CONTENT, of_phrase
from loaders.lexicon.tables import words
from loaders.syntax.clause import Clause
from loaders.syntax.phrase import Phrase

_MARKS = frozenset({"$,", "$.", "$("})
_NO_LONGER = frozenset({"länger", "mehr", "weiter"})
_KEPT_TAGS = frozenset({"ADJD", "PROAV", "TRUNC"})


def infinitive_label(clause: Clause, actor: Phrase | None, *, by_manner: bool = False) -> str | None:
    """The words of a clause with its verb as an infinitive at the end; ``None`` where too little is left.

    ``actor`` is the subject, put in brackets behind, since an infinitive has none; ``by_manner`` is for
    clauses that say nothing but how: "sicher reisen".
    """
    verb = clause.verb
    if verb is None or verb.voice == "state":
        return None
    kept = [p for p in sorted(clause.phrases, key=lambda p: p.first) if _belongs(clause, p)]
    inside = {i: phrase for phrase in kept for i in range(phrase.first, phrase.last)}
    spelled: list[str] = []
    done: set[int] = set()
    for i in clause.positions:
        token = clause.tokens[i]
        phrase = inside.get(i)
        if phrase is not None and id(phrase) not in done:
            done.add(id(phrase))
            spelled += _spelled(clause, phrase)
        elif phrase is None and token.tag == "PRF":
            spelled.append("sich")
        elif phrase is None and token.lower in _NO_LONGER and clause.tokens[i - 1].lower == "nicht":
            continue
        elif phrase is None and _is_kept(clause, i, inside) and i not in verb.tokens:
            if token.tag != "TRUNC":
                spelled.append(token.lower)
            elif i + 2 in inside and clause.tokens[i + 1].tag == "KON":
                spelled += [token.text, clause.tokens[i + 1].text]  # "Kranken- und Pflegekassen"
    if not (done or by_manner) or len(spelled) > LONGEST:
        return None
    owner = f" ({of_phrase(clause.tokens, actor).text})" if actor is not None else ""
    inner = [
        clause.tokens[i].lemma
        for i in verb.tokens
        if verb.lemma == "lassen" and clause.tokens[i].tag == "VVINF"
    ]
    return " ".join([*spelled, *(lemma for lemma in inner if lemma != verb.lemma), verb.lemma]) + owner


def _is_kept(clause: Clause, i: int, inside: Mapping[int, Phrase]) -> bool:
    """Whether a word outside of all phrases says what is done: how, and what limits the phrase after it."""
    token = clause.tokens[i]
    limits = i + 1 in inside and keeps_phrase(token.text)  # "rund | um die Uhr"
    return token.tag in _KEPT_TAGS or limits or i == manner_at(clause)


def as_it_stands(clause: Clause) -> Label | None:
    """The words of a clause without marks: "dass zu wenige Züge fahren"; ``None`` if they are too many."""
    tokens = [clause.tokens[i] for i in clause.positions if clause.tokens[i].tag not in _MARKS | {"PTKZU"}]
    if clause.verb is None or len(tokens) > LONGEST + 2:
        return None
    lemmas = [t.lemma for t in tokens if t.tag in CONTENT or t.tag.startswith("V") or _limits(t)]
    spelled = [t.lemma if t.tag == "VVIZU" else t.text for t in tokens]  # "einzustufen" is "einstufen"
    if tokens[0].tag not in {"NN", "NE", "FM", "XY", "TRUNC"}:
        spelled[0] = tokens[0].lower
    return Label(" ".join(spelled), tuple(lemmas), clause.verb.lemma)


def is_limited(clause: Clause) -> bool:
    """Whether a clause denies, limits or turns what its verb says: "kaum", "zu wenige", "als Straftat"."""
    taken = any(p.prep == "als" and p.kind == "NP" for p in clause.phrases)
    return taken or _is_classed(clause) or any(_limits(clause.tokens[i]) for i in clause.positions)


def _is_classed(clause: Clause) -> bool:
    """Whether a clause says as what kind something is taken: "als harmlos einstufen"."""
    pairs = zip(clause.positions, clause.positions[1:], strict=False)
    return any(
        clause.tokens[i].lower == "als"
        and clause.tokens[k].tag in {"ADJD", "VVPP"}
        and not (i and clause.tokens[i - 1].lower.endswith(("er", "anders")))
        for i, k in pairs
    )


def _limits(token: Token) -> bool:
    return token.tag == "PTKA" or token.lower in words("limiting_words") or token.lower in words("negations")


def _belongs(clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase is part of what is done: not its subject, its time or its source."""
    head = clause.tokens[phrase.head]
    passive = clause.verb is not None and clause.verb.voice != "active"
    if phrase.kind != "NP" and head.tag != "PIS":
        return False
    if passive and phrase.prep in {"von", "durch"}:
        return False  # by whom
    if phrase is clause.subject and not passive:
        return False
    if phrase.first not in clause.positions:
        return False
    return head.lower not in words("time_nouns") | words("source_nouns") or tells_when(clause, phrase)


def _spelled(clause: Clause, phrase: Phrase) -> list[str]:
    """The words of a phrase as they stand, without quotation marks and what is in brackets."""
    acted_on = phrase is clause.subject  # of a passive
    if acted_on and phrase.prep is None and not phrase.may_be("a"):
        return accusative(clause.tokens, phrase, of_phrase(clause.tokens, phrase).text).split()
    tokens = [clause.tokens[i] for i in range(phrase.first, phrase.last)]
    spelled = [t for t in tokens if t.tag not in _MARKS and not t.lower.startswith("kein")]
    small = {"ART", "APPR", "APPRART", "PPOSAT"}
    return [t.lower if t.tag in small or (t.tag == "ADJA" and not t.index) else t.text for t in spelled]
