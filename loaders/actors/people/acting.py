"""Where a phrase stands: as a subject, beside a verb of saying or deciding, in a predicate, as a place."""

from __future__ import annotations

from loaders.actors.phrases.hits import verbs_of
from loaders.actors.sentence.naming import FINITE_TAGS, Naming
from loaders.actors.sentence.predicates import is_subject, verb_of
from loaders.german.tokens import QUOTE_MARKS, Sentence
from loaders.lexicon.tables import words

_ACCORDING_TO = frozenset({"laut", "so"})
_FRAME = 4  # words after a name in which its attitude stands: "ist davon fest überzeugt"
_COPULAS = frozenset({"sein", "werden", "bleiben"})
_LOOSE_TAGS = frozenset({"ADV", "PROAV", "$("})
_CLAUSE_MARKS = frozenset({",", ";", ":", "–", "und", "oder", "aber", "doch", "(", ")"})
_SUBORDINATING = frozenset({"KOUS", "PRELS", "PRELAT", "PWAV", "PWS", "KOUI"})


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
    """Whether the phrase stands where only persons and bodies can: beside a verb of saying, as a source."""
    if _is_source(phrase):
        return True
    if not is_subject(phrase):
        return False
    minds = verbs_of("speaking", "demanding", "agreeing", "opposing")
    beside = any(
        t is not None and t.tag == "VVFIN" and t.lemma in minds for t in (phrase.after, phrase.before)
    )
    return beside or _is_quoted(phrase) or verb_of(phrase) in minds


def _is_source(phrase: Naming) -> bool:
    """ "laut X", "X zufolge", "nach Angaben von X"."""
    tokens = phrase.sentence.tokens
    after = phrase.after
    if phrase.preposition == "laut" or (after is not None and after.lower == "zufolge"):
        return True
    k = phrase.start - 2  # the noun before "von"
    return phrase.preposition == "von" and k > 0 and tokens[k].lemma.lower() in words("sources.nouns")


def _is_quoted(phrase: Naming) -> bool:
    """ "„…“, so X", "„…“, freute sich X", "X: „…“", "X ist überzeugt"."""
    tokens = phrase.sentence.tokens
    before = [t.text for t in tokens[max(0, phrase.start - 4) : phrase.start]]
    after = [t.text for t in tokens[phrase.end : phrase.end + 2]]
    if before[-1:] == ["so"] and before[-2:-1] and before[-2] in {",", *QUOTE_MARKS}:
        return True
    full = phrase.name is not None and len(phrase.name.words) > 1
    if phrase.start == 0 and after[:1] == [":"] and (full or (after[1:] and after[1] in QUOTE_MARKS)):
        return True
    if before[-1:] == ["sich"]:
        before.pop()
    verb = phrase.start - 1 - (tokens[phrase.start - 1].lower == "sich")
    framed = before[-2:-1] == [","] and before[-3:-2] and before[-3] in QUOTE_MARKS
    if framed and tokens[verb].tag in FINITE_TAGS:
        return True
    rest = tokens[phrase.end : phrase.end + _FRAME]
    return (
        bool(rest) and rest[0].lemma == "sein" and any(t.lower in words("attitudes.adjectives") for t in rest)
    )


def acts_strictly(phrase: Naming) -> bool:
    """Whether a full verb of acting follows directly: "Mannheim protestiert"."""
    after = phrase.after
    return is_subject(phrase) and after is not None and after.tag == "VVFIN" and after.lemma in verbs_of()


def is_beside_verb(phrase: Naming) -> bool:
    """Whether a finite verb stands directly before or after."""
    return any(t is not None and t.tag in FINITE_TAGS for t in (phrase.before, phrase.after))


def is_predicate(phrase: Naming) -> bool:
    """Whether the phrase says what somebody is: after a copula, "als" or "zum"."""
    before, after = phrase.before, phrase.after
    if before is not None and before.lower == "wie" and after is not None and after.tag == "VVFIN":
        return False  # "wie der Landrat mitteilte"
    if phrase.preposition in {"als", "zum", "zur"} or (before is not None and before.lower in {"als", "wie"}):
        return True
    tokens, k = phrase.sentence.tokens, phrase.start - 1
    while k > 0 and k > phrase.start - 4 and tokens[k].tag in {"ADV", "PTKNEG", "ADJD"}:
        k -= 1
    return k > 0 and tokens[k].lemma in _COPULAS and not phrase.definite


def is_place(phrase: Naming) -> bool:
    """Whether the phrase is only the place of something: "in Moskau", "in Moskau und Kiew"."""
    prepositions = words("place_prepositions")
    if phrase.preposition in prepositions:
        return True
    tokens, k = phrase.sentence.tokens, phrase.start - 1
    if k < 2 or tokens[k].text not in {"und", "oder", ",", "sowie"}:
        return False
    return tokens[k - 1].tag in {"NE", "NN"} and tokens[k - 2].lower in prepositions


def is_subordinate(sentence: Sentence, i: int) -> bool:
    """Whether the word at ``i`` stands in a subordinate clause: after dass, wer, der …, or ", sollte"."""
    k = i
    while k > 0 and sentence.tokens[k - 1].text not in {",", ";", ":", "–", "(", ")"}:
        k -= 1
    first = sentence.tokens[k].tag
    verb_first = k > 3 and first in FINITE_TAGS and sentence.tokens[k - 1].text == ","
    return first in _SUBORDINATING or verb_first


def same_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Whether no clause ends between two places of a sentence."""
    tokens = sentence.tokens
    return not any(tokens[k].text in _CLAUSE_MARKS or tokens[k].tag == "KOUS" for k in range(start, end))
