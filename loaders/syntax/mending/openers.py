"""Words that open a clause and were taken for something else, or the other way round."""

from __future__ import annotations

from loaders.german.morphology import determiner_readings, is_plural_verb, noun_readings
from loaders.german.verbs import FINITE
from loaders.lexicon.tables import words as word_class
from loaders.syntax.mending.mended import NOUNS, MendedTokens

_OPENS_NOMINAL = NOUNS | {"ART", "PPER", "PPOSAT", "PDAT", "PIAT", "PRF", "CARD", "ADJA"}
_WAITING = frozenset({"KOUS", "PRELS", "PRELAT", "PWAV", "PWS"})
_OTHER_VERBS = frozenset({"PTKZU", "VVIZU", "VVPP"})


def mend_articles(words: MendedTokens) -> None:
    """A "relative pronoun" before an infinitive with zu is an article: ", dem Mangel zu begegnen"."""
    for i in range(1, words.size - 2):
        if words.tags[i] != "PRELS" or words.tags[i - 1] != "$,":
            continue
        end = next((k for k in range(i, words.size) if words.tags[k] in {"$,", "$."}), words.size)
        there = words.tags[i:end]
        finite = any(t in {"VVFIN", "VAFIN", "VMFIN"} for t in there)
        gap = words.in_name[i + 1] and not any(t[0] == "V" for t in there)  # ", die SPD dafür"
        if not finite and (gap or any(t in {"PTKZU", "VVIZU"} for t in there)):
            words.retag(i, "ART")


def mend_members(words: MendedTokens) -> None:
    """A "relative pronoun" before a noun whose verb comes second is an article: ", die USA hatten …"."""
    for i in range(1, words.size - 3):
        if words.tags[i] != "PRELS" or words.tags[i + 1] not in NOUNS:
            continue
        end = words.stretch_end(i)
        finite = next((k for k in range(i, end) if words.tags[k] in FINITE), end)
        if finite + 1 < end and words.tags[finite + 1] in _OPENS_NOMINAL:
            words.retag(i, "ART")


def mend_relatives(words: MendedTokens) -> None:
    """An "article" before a bare noun in a clause with its verb at the end: ", die Kunden hilft, …".

    A main clause has its verb in second place. So this is a relative clause if the noun cannot be the
    subject of that verb, or if more than one phrase stands before it (", in die Anleger Geld stecken").
    """
    for i in range(1, words.size - 2):
        if words.tags[i] not in {"ART", "PDS"} or words.tags[i + 1] not in NOUNS:
            continue
        bare = words.tags[i - 1] == "$,"
        after = i > 1 and words.tags[i - 1] == "APPR" and words.tags[i - 2] == "$,"
        if not bare and (not after or words.tokens[i - 1].lower == "bis"):
            continue
        if words.tokens[i].lower in word_class("relative_pronouns") and not _waits_for_verb(words, i):
            _mend_relative(words, i, bare)


def _mend_relative(words: MendedTokens, i: int, bare: bool) -> None:
    verb = words.stretch_end(i) - 1
    late = words.ends_with_verb(i)
    misfit = late and bare and words.tags[i + 1] == "NN" and not _names_subject(words, i, verb)
    if misfit or ((late or _ends_with_plural(words, i)) and _has_two_phrases(words, i + 2, verb, bare)):
        words.retag(i, "PRELS")
        if not late:
            words.retag(verb, words.tags[verb][:2] + "FIN")


def _names_subject(words: MendedTokens, i: int, verb: int) -> bool:
    """Whether article and noun at ``i`` can be a nominative with the number of the verb."""
    noun = words.tokens[i + 1]
    readings = determiner_readings(words.tokens[i].text) & noun_readings(noun.text, noun.lemma)
    plural = is_plural_verb(words.tokens[verb].text)
    return any(r[0] == "n" and (r[1] == "p") == plural for r in readings)


def _ends_with_plural(words: MendedTokens, i: int) -> bool:
    """Whether an "infinitive" without "zu" and without modal verb stands at the end: it is a plural."""
    there = words.tags[i : words.stretch_end(i)]
    if there[-1] not in {"VVINF", "VAINF"} or any(t in FINITE or t in _OTHER_VERBS for t in there):
        return False
    before = next((k for k in range(i - 1, -1, -1) if words.tags[k] in FINITE), None)
    if before is None or words.tags[before] == "VMFIN":
        return False
    return words.tokens[before].lemma != "werden"


def _has_two_phrases(words: MendedTokens, first: int, verb: int, bare: bool) -> bool:
    """Whether a further phrase that is no attribute stands between ``first`` and the verb.

    After a phrase with preposition (not ``bare``) any noun is one.
    """
    attribute = False
    for k in range(first, verb):
        tag = words.tags[k]
        if tag in {"APPR", "APPRART"} or words.tokens[k].lower in {"der", "des", "eines", "einer"}:
            attribute = bare
        elif tag in {"PPER", "PRF"}:
            return True
        elif tag in NOUNS:
            if not attribute:
                return True
            attribute = False
    return False


def _is_open(words: MendedTokens, i: int) -> bool:
    """Whether a subordinate clause before ``i`` waits for its verb: "dass er, der …, | die Kunden"."""
    for k in range(i - 1, -1, -1):
        if words.tags[k] in FINITE:
            return False
        if words.tags[k] in _WAITING:
            return True
    return False


def _waits_for_verb(words: MendedTokens, i: int) -> bool:
    """Whether fewer verbs have come before ``i`` than the main clause and all subordinate ones need."""
    before = words.tags[:i]
    return sum(tag in FINITE for tag in before) < 1 + sum(tag in _WAITING for tag in before)


def mend_subordinators(words: MendedTokens) -> None:
    """An "als" whose clause ends with its verb opens it: "Als Weber vor den Ausschuss trat, …"."""
    for i in range(words.size - 2):
        if words.tokens[i].lower != "als" or words.tags[i] not in {"APPR", "KOKOM"}:
            continue
        begins = i == 0 or words.tags[i - 1] in {"$,", "KON"} or (i == 1 and words.tags[0] == "ADV")
        if begins and words.ends_with_verb(i) and words.stretch_end(i) > i + 2 and not _is_open(words, i):
            words.retag(i, "KOUS")


def mend_beginnings(words: MendedTokens) -> None:
    """A conjunction that begins a sentence joins nothing: "Doch | Quoten lehnt die Slowakei ab"."""
    if words.size > 2 and words.tags[0] == "KON" and words.tokens[0].lower in {"doch", "aber", "denn"}:
        words.retag(0, "ADV")
