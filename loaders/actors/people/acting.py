"""Whether a phrase stands where somebody acts: beside a verb of saying or deciding, or in a predicate."""

from __future__ import annotations

from loaders.actors.people.references import is_subject
from loaders.actors.phrases.hits import verbs_of
from loaders.actors.phrases.naming import FINITE_TAGS, Naming

_ACCORDING_TO = frozenset({"laut", "so"})
_COPULAS = frozenset({"sein", "werden", "bleiben"})
_LOOSE_TAGS = frozenset({"ADV", "PROAV", "$("})


def acts(phrase: Naming) -> bool:
    """Whether the phrase stands next to a finite verb of acting, or an auxiliary, as its subject may."""
    if phrase.preposition in _ACCORDING_TO:
        return True
    if not is_subject(phrase):
        return False
    tokens, k = phrase.sentence.tokens, phrase.end
    while k < min(len(tokens), phrase.end + 3) and tokens[k].tag in _LOOSE_TAGS:
        k += 1
    if k < len(tokens) and tokens[k].tag in FINITE_TAGS:
        return tokens[k].tag != "VVFIN" or tokens[k].lemma in verbs_of()
    before = phrase.before
    acting = before is not None and before.tag == "VVFIN" and before.lemma in verbs_of()
    return acting or (before is not None and before.lower in _ACCORDING_TO)


def speaks(phrase: Naming) -> bool:
    """Whether the phrase is the subject beside a verb that only persons and bodies can have."""
    if phrase.preposition == "laut":
        return True
    if not is_subject(phrase):
        return False
    minds = verbs_of("speaking", "demanding", "agreeing", "opposing")
    return any(t is not None and t.tag == "VVFIN" and t.lemma in minds for t in (phrase.after, phrase.before))


def acts_strictly(phrase: Naming) -> bool:
    """Whether a full verb of acting follows directly: "Mannheim protestiert"."""
    after = phrase.after
    return is_subject(phrase) and after is not None and after.tag == "VVFIN" and after.lemma in verbs_of()


def is_beside_verb(phrase: Naming) -> bool:
    """Whether a finite verb stands directly before or after."""
    return any(t is not None and t.tag in FINITE_TAGS for t in (phrase.before, phrase.after))


def is_predicate(phrase: Naming) -> bool:
    """Whether the phrase says what somebody is: after a copula, "als" or "zum"."""
    before = phrase.before
    if phrase.preposition in {"als", "zum", "zur"} or (before is not None and before.lower in {"als", "wie"}):
        return True
    tokens, k = phrase.sentence.tokens, phrase.start - 1
    while k > 0 and k > phrase.start - 4 and tokens[k].tag in {"ADV", "PTKNEG", "ADJD"}:
        k -= 1
    return k > 0 and tokens[k].lemma in _COPULAS and not phrase.definite
