"""Verbs that were taken for something else: pasts for adjectives, particles for prepositions."""

from __future__ import annotations

from loaders.german.tagger import may_be_finite, verb_lemma
from loaders.lexicon.frames import verb_frames
from loaders.lexicon.tables import words as word_class
from loaders.syntax.mending.mended import NOUNS, MendedTokens

_VERBS = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVINF", "VVPP", "VAINF"})
_GOES_ON = frozenset({"APPR", "APPRART", "ART", "PPOSAT", "PRF", "PDAT"})


def mend_lone_verbs(words: MendedTokens) -> None:
    """Without a finite verb, a past tagged as adjective is it: "der Rat verhängte | Strafen"."""
    first = 0
    for end in [i for i in range(words.size) if words.tags[i] in {"$,", "$."}] + [words.size]:
        if not any(t in _VERBS for t in words.tags[first:end]):
            _mend_lone_verb(words, first, end)
        first = end + 1


def _mend_lone_verb(words: MendedTokens, first: int, end: int) -> None:
    for i in range(first + 1, end):
        low = words.tokens[i].lower
        if _looks_finite(words, i):
            _make_finite(words, i)
            return
        if words.tags[i] != "ADJA" or not low.endswith(("te", "ten")):
            continue
        following = words.tags[i + 1] if i + 1 < end else "$."
        noun_before = words.tags[i - 1] in {"NN", "NE"}
        no_noun_after = following not in {"NN", "NE", "ADJA", "CARD", "KON", "TRUNC", "FM"}
        if (noun_before or no_noun_after) and may_be_finite(low):
            _make_finite(words, i)
            return


def _looks_finite(words: MendedTokens, i: int) -> bool:
    """A small "noun", or "adjective" in -t, after a noun: "Bürger | misstrauen", "Der Rat | meutert"."""
    low = words.tokens[i].text
    noun = words.tags[i] == "NN" and low.islower() and low.endswith("en")
    adjective = words.tags[i] == "ADJD" and low.endswith("t")
    verbal = noun or (adjective and may_be_finite(low))
    return verbal and words.tags[i - 1] in NOUNS and words.tag(i + 1) in _GOES_ON


def mend_coordinated_verbs(words: MendedTokens) -> None:
    """A past tagged as adjective after "und": "nannte das einen Fehler und | verlangte Neuwahlen"."""
    finite = False
    for i in range(1, words.size - 1):
        finite = finite or words.tags[i] == "VVFIN"
        low = words.tokens[i].lower
        past = words.tags[i] == "ADJA" and low.endswith("te") and words.tags[i - 1] == "KON"
        if not past or not finite or words.tags[i + 1] not in {"NN", "ADJA"}:
            continue
        if may_be_finite(low) and verb_frames(verb_lemma(low)):
            _make_finite(words, i)


def _make_finite(words: MendedTokens, i: int) -> None:
    words.retag(i, "VVFIN", verb_lemma(words.tokens[i].lower))


def mend_particles(words: MendedTokens) -> None:
    """A "preposition" with nothing after it is the particle of the verb: "kündigt … für Mai | an"."""
    for i in range(1, words.size):
        if words.tags[i] not in {"APPR", "ADV"} or words.tokens[i].lower not in word_class("particles"):
            continue
        if words.tokens[i - 1].lower == "wie":
            continue  # "nach wie vor"
        after = words.tag(i + 1)
        if after in {"$.", "$,", "KON"} or words.tokens[i + 1].text in {"+", "|"}:
            words.retag(i, "PTKVZ")


def mend_tried(words: MendedTokens) -> None:
    """An "adjective" in -t between "haben" and an infinitive is the verb: "habe | versucht zu fliehen"."""
    for i in range(1, words.size - 2):
        if words.tags[i] != "ADJD" or not words.tokens[i].lower.endswith("t") or words.tags[i + 1] != "PTKZU":
            continue
        start = next((k + 1 for k in range(i - 1, -1, -1) if words.tags[k] in {"$,", "$."}), 0)
        has = any(words.tags[k] == "VAFIN" and words.tokens[k].lemma == "haben" for k in range(start, i))
        if has and may_be_finite(words.tokens[i].lower.removeprefix("ge")):
            words.retag(i, "VVPP", verb_lemma(words.tokens[i].lower))


def mend_left(words: MendedTokens) -> None:
    """ "gelassen" behind a verb is no adjective: "hat die Forderung fallen | gelassen"."""
    for i in range(1, words.size):
        if words.tokens[i].lower == "gelassen" and words.tags[i - 1] in {"VVFIN", "VVINF"}:
            words.retag(i - 1, "VVINF")
            words.retag(i, "VVPP", "lassen")


_SELF = {"ich": frozenset({"mich", "mir"}), "wir": frozenset({"uns"})}


def mend_reflexives(words: MendedTokens) -> None:
    """First persons that are subject and object are reflexive: "ich freue | mich", "wir haben | uns"."""
    first = 0
    for end in [i for i in range(words.size) if words.tags[i] in {"$,", "$."}] + [words.size]:
        there = {words.tokens[i].lower for i in range(first, end)}
        own = frozenset().union(*(forms for subject, forms in _SELF.items() if subject in there))
        for i in range(first, end):
            if words.tags[i] == "PPER" and words.tokens[i].lower in own:
                words.retag(i, "PRF", "sich")
        first = end + 1
