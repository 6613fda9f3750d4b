"""Units of an English sentence from its tags: noun phrases, verb groups, and the words between them."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.english.syntax.units import Constituent, NounPhrase, VerbGroup
from loaders.english.vocabulary import words
from loaders.german.tokens import Token

_DETERMINERS = frozenset({"AT0", "DT0", "DPS"})
_BEFORE_NOUN = frozenset({"AJ0", "AJC", "AJS", "ORD", "CRD", "UNC"})
_NOUNS = frozenset({"NN0", "NN1", "NN2", "NP0"})
_ALONE = frozenset({"PNP", "PNI", "EX0"})
_VERBAL = ("VV", "VB", "VD", "VH", "VM")
_JOINING = {"CJC": "cc", "CJS": "sub", "CJT": "that", "AVQ": "wh"}
_DESCRIBING = {
    "AJ0": "adj",
    "AJC": "adj",
    "AJS": "adj",
    "VVN": "adj",
    "AV0": "adv",
    "AVP": "adv",
    "XX0": "adv",
}
_MARKS = frozenset({"PUN", "PUQ", "POS"})
_MODALS = {"wo": "will", "ca": "can", "'ll": "will", "’ll": "will", "'d": "would", "’d": "would"}
_QUOTES = frozenset('"“”„‘«»')


def units_of(tokens: Sequence[Token]) -> tuple[Constituent, ...]:
    """The units of a sentence, in its order and without gaps."""
    found: list[Constituent] = []
    i = 0
    while i < len(tokens):
        unit = _verb(tokens, i) or _phrase(tokens, i) or _single(tokens, i)
        if unit.phrase is not None and found and found[-1].kind == "prep" and found[-1].end == unit.start:
            before = found.pop()
            phrase = unit.phrase
            governed = NounPhrase(phrase.start, phrase.end, phrase.head, before.start)
            unit = Constituent("np", before.start, unit.end, governed, word=unit.word)
        found.append(unit)
        i = unit.end
    return tuple(found)


def _single(tokens: Sequence[Token], i: int) -> Constituent:
    token = tokens[i]
    return Constituent(_kind(tokens, i), i, i + 1, word=token.text if token.tag in _MARKS else token.lower)


def _kind(tokens: Sequence[Token], i: int) -> str:
    """The kind of a unit of one word that is neither phrase nor verb."""
    token, tag = tokens[i], tokens[i].tag
    if not token.text[0].isalnum() and tag in _MARKS:
        return "quote" if token.text in _QUOTES else "mark"
    if tag in {"DTQ", "PNQ"}:
        return "rel" if token.lower in words("relatives") else "wh"
    loose = tag in {"CJS", "AVP"} and token.lower in words("prepositions")
    if tag in {"PRP", "PRF"} or (loose and _before_phrase(tokens, i)):
        return "prep"
    return _JOINING.get(tag) or _DESCRIBING.get(tag, "other")


def _before_phrase(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word that is a conjunction too ("as", "before", "since") stands before a phrase and no
    clause.
    """
    if tokens[i].lower in {"as", "than", "like"}:
        return True
    phrase = _phrase(tokens, i + 1) if i + 1 < len(tokens) else None
    if phrase is None:
        return False
    after = tokens[phrase.end] if phrase.end < len(tokens) else None
    return after is None or after.tag[:2] not in _VERBAL


def _phrase(tokens: Sequence[Token], i: int) -> Constituent | None:
    if tokens[i].tag in _ALONE:
        return Constituent("np", i, i + 1, NounPhrase(i, i + 1, i), word=tokens[i].lower)
    j, head = i, -1
    determined = False
    while j < len(tokens):
        tag = tokens[j].tag
        if tag in _NOUNS:
            if head >= 0 and _breaks(tokens, head, j):
                break
            head = j
        elif (
            tag == "POS"
            and head == j - 1
            and head >= 0
            and j + 1 < len(tokens)
            and _goes_on(tokens[j + 1].tag)
        ):
            pass
        elif tag == "CRD" and head == j - 1 and head >= 0 and tokens[head].lower in words("norm_parts"):
            head = j  # "Article 5"
        elif head >= 0 and tokens[head].tag != "POS" and tokens[j - 1].tag != "POS":
            break
        elif tag in _DETERMINERS and (j == i or tokens[j - 1].tag in {"DT0", "POS"}):
            determined = True
        elif (
            tag in _BEFORE_NOUN
            or (tag in {"VVG", "VVN", "VVD"} and (determined or tag == "VVN") and _noun_after(tokens, j))
            or (tag == "AV0" and determined and _adjective_after(tokens, j))
        ):
            pass
        else:
            break
        j += 1
    return _finished(tokens, i, j, head)


def _finished(tokens: Sequence[Token], i: int, j: int, head: int) -> Constituent | None:
    if head >= 0:
        return Constituent("np", i, head + 1, NounPhrase(i, head + 1, head), word=tokens[head].lower)
    if j == i or tokens[i].tag in {"AJ0", "AJC", "AJS", "AV0", "VVN"}:
        return None
    last = tokens[j - 1]
    alone = last.tag in {"DT0", "CRD", "ORD"} or (
        tokens[i].tag == "AT0" and last.tag in {"AJ0", "AJS", "AJC"}
    )
    return (
        Constituent("np", i, j, NounPhrase(i, j, j - 1), word=last.lower)
        if alone and last.tag != "AT0"
        else None
    )


def _goes_on(tag: str) -> bool:
    return tag in _NOUNS or tag in _BEFORE_NOUN or tag in {"VVG", "VVN", "AV0"}


def _breaks(tokens: Sequence[Token], head: int, j: int) -> bool:
    """Whether a noun begins a new phrase: after a noun of time ("last week Environment Secretary …")."""
    return tokens[head].lower in words("time_nouns") and (
        tokens[j].text[0].isupper() or tokens[head].lower != tokens[head].text
    )


def _noun_after(tokens: Sequence[Token], j: int) -> bool:
    after = tokens[j + 1].tag if j + 1 < len(tokens) else ""
    return after in _NOUNS or (
        after in {"AJ0", "AJC"} and j + 2 < len(tokens) and tokens[j + 2].tag in _NOUNS
    )


def _adjective_after(tokens: Sequence[Token], j: int) -> bool:
    after = tokens[j + 1].tag if j + 1 < len(tokens) else ""
    return after in _BEFORE_NOUN or after in {"VVN", "AV0"}


def _verb(tokens: Sequence[Token], i: int) -> Constituent | None:
    """The verb group that begins at ``i``: auxiliaries, negation, adverbs between, and the full verb."""
    first = tokens[i].tag
    if first != "TO0" and first[:2] not in _VERBAL:
        return None
    if first in {"VVN", "VVD"} and _attributive(tokens, i):
        return None
    parts = [i]
    j = i + 1
    while tokens[parts[-1]].tag[:2] != "VV" and j < len(tokens):
        k = j
        while k < len(tokens) and tokens[k].tag in {"AV0", "XX0"}:
            k += 1
        after = tokens[k].tag if k < len(tokens) else ""
        if after[:2] not in _VERBAL and not (after == "TO0" and tokens[parts[-1]].tag[:2] in {"VH", "VM"}):
            break
        if after in {"VVD", "VVZ", "VVB", "VBZ", "VBD"} and tokens[parts[-1]].tag[:2] not in {"VM", "VD"}:
            break
        parts.append(k)
        j = k + 1
    return _group(tokens, i, parts)


def _attributive(tokens: Sequence[Token], i: int) -> bool:
    """Whether a participle only describes the noun after it: "wounded soldiers", but not "rejected plans"
    after a noun.
    """
    before = tokens[i - 1].tag if i else ""
    return tokens[i].tag == "VVN" and before in {"PRP", "PRF", "AJ0", ""} and _noun_after(tokens, i)


def _group(tokens: Sequence[Token], i: int, parts: list[int]) -> Constituent:
    head, end = parts[-1], parts[-1] + 1
    tags = [tokens[p].tag for p in parts]
    inside = [tokens[k] for k in range(i, end)]
    negated = any(t.tag == "XX0" for t in inside) or (
        end < len(tokens) and tokens[end].tag == "XX0" and tags[-1][:2] != "VV"
    )
    negated = negated or (tags[0] == "TO0" and i > 0 and tokens[i - 1].tag == "XX0")  # "not to sign"
    while end < len(tokens) and tokens[end].tag == "XX0" and tags[-1][:2] != "VV":
        end += 1
    modal = next((_MODALS.get(tokens[p].lower, tokens[p].lower) for p in parts if tokens[p].tag == "VM0"), "")
    form = {"TO0": "infinitive", "VVG": "gerund", "VBG": "gerund", "VHG": "gerund", "VVN": "participle"}.get(
        tags[0], "finite"
    )
    passive = tags[-1] in {"VVN", "VVD"} and any(t[:2] == "VB" for t in tags[:-1])
    if form == "participle":
        passive = True
    perfect = any(t[:2] == "VH" for t in tags[:-1])
    full = tags[-1][:2] == "VV" or tags[-1][:2] in {"VB", "VH"} or (tags[-1][:2] == "VD" and len(tags) > 1)
    kind = "verb" if full else "aux"
    lemma = {"VB": "be", "VH": "have", "VD": "do"}.get(tags[-1][:2], tokens[head].lemma)
    return Constituent(
        kind,
        i,
        end,
        verb=VerbGroup(i, end, head, lemma, form, passive, modal, negated, perfect),
        word=tokens[i].lower,
    )
