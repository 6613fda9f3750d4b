"""Whether the label of an issue says by itself what it is about: "Brief" does not, "Pkw-Maut" does."""

from __future__ import annotations

import re

from loaders.articles.findings import Issue
from loaders.background.issues import scheme
from loaders.german.tagger import noun_borders, noun_lemma
from loaders.issues.labels.label import Label
from loaders.issues.words import VAGUE, Word, parts, role_of, state, stem, takes_complement
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from ontology.in_force import kept

_RELATIVE = re.compile(r", (?:\w+ )?(?:der|die|das|den|dem|deren|dessen|denen) ")
"""Where a relative clause of a label begins."""
_LONGEST_ACRONYM = 4  # letters of the name of a party or body, which is who, not what
_SHORTEST = 3  # letters that a compound has before its last part


def says_little(issue: Issue) -> bool:
    """Whether a reader of the label alone would not know what somebody is for or against.

    A curated policy or a case of a curated kind tells, and so does a compound of a measure ("Zuckersteuer")
    and whatever has more words than a noun with an adjective of no kind ("alternativer Vorschlag").
    """
    spelled = issue.label.split()
    policy = issue.id in _policies()
    if policy or (not _kinds().isdisjoint((issue.id, *issue.broader)) and not _is_simple(spelled)):
        return False
    if len(spelled) == 3 and spelled[1] == "und":
        return not any(map(_names_matter, spelled[::2]))  # "Art und Weise"
    if not spelled or len(spelled) > 2:
        return not spelled
    before = spelled[0].lower() if len(spelled) == 2 else ""
    if before and (spelled[0][0].isupper() or _is_of_a_kind(before)):
        return all(word[0].isdigit() or word.lower() in words("amounts") for word in spelled)
    return not _is_measure(spelled[-1])


def states(label: Label) -> bool:
    """Whether a label says how a matter shall be: "sichere Rente" tells, though "neue Rente" does not."""
    return label.stated and _names_matter(label.head)


def is_hollow(label: Label) -> bool:
    """Whether what a clause says names no matter: "sich darum kümmern", "das Gesetz ändern (Minister)"."""
    spelled = _RELATIVE.split(label.text.partition(" (")[0])[0].split()
    own_words = spelled[:1] != [] and (label.head[:1].islower() or not spelled[-1][:1].isupper())
    nouns = [w for w in spelled if w[0].isupper() and w.lower() not in words("hollow_words")]
    if not own_words or not spelled[-1].islower():
        return False
    if not words("pointing_pronouns").isdisjoint(spelled):
        return True  # "dass er nun umgesattelt hat"
    if spelled[-1] in words("commenting_verbs"):
        return True  # "sich zur Maut äußern"
    matters = [noun for noun in nouns if _names_matter(noun)]
    stands = label.head[:1].islower()  # with its subject: "dass der Senat sich taub stellt"
    return not matters or (stands and len(nouns) == 1 and _is_body(nouns[0]))


def _is_body(noun: str) -> bool:
    found = analyse(noun)
    return state(noun) is not None or (found is not None and found.head.family == "organisation")


def _names_matter(noun: str) -> bool:
    lemma = noun_lemma(noun)
    if noun.isupper() and len(noun) <= _LONGEST_ACRONYM:
        return False  # "muss noch mit der SPD beredet werden"
    return lemma.lower() not in words("pointing_nouns") and role_of(Word(stem(lemma), "")) != VAGUE


def _is_of_a_kind(adjective: str) -> bool:
    """Whether an adjective says which one: "kommerziell", "bundesweit", "norwegisch", not "neu"."""
    return adjective.rstrip("nrsem").endswith(tuple(words("kind_adjectives")))


def _is_measure(noun: str) -> bool:
    """Whether a noun is a compound of a deed and its object, or of a measure or good of politics."""
    low = noun.lower()
    *before, deed = parts(noun_lemma(noun)) or (Word("", ""),)
    named = any(part.noun and _names_matter(part.form.capitalize()) for part in before)
    if named and takes_complement(deed) and role_of(deed) != VAGUE:
        return True  # "Kabinettsumbildung"
    firsts = [low.removesuffix(end) for end in words("measure_nouns") if low.endswith(end)]
    return any(len(first) >= _SHORTEST and first not in words("verbal_prefixes") for first in firsts)


def _is_simple(spelled: list[str]) -> bool:
    """Whether a label is one word that is no compound: "Verhandlung", but not "Waffenruhe"."""
    word = spelled[0]
    inner = (b for b in noun_borders(word) if _SHORTEST <= b <= len(word) - _SHORTEST)  # not before an ending
    return len(spelled) == 1 and "-" not in word and next(inner, None) is None


@kept
def _policies() -> frozenset[str]:
    return frozenset(entry.id for entry in scheme() if not entry.kind)


@kept
def _kinds() -> frozenset[str]:
    return frozenset(entry.id for entry in scheme() if entry.kind)
