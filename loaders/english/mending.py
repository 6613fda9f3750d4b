"""Tags that English syntax disproves, mended: nouns that must be verbs, participles that must be finite, and
the reverse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from loaders.english.vocabulary import words

_OPEN_PHRASE = frozenset({"AT0", "DPS", "DT0", "PNP", "CRD"})
"""Tags that a noun phrase begins with: after a noun they show that it was a verb."""
_NOUNS = frozenset({"NN0", "NN1", "NN2", "NP0"})
_FINITE = frozenset(
    {"VVZ", "VVD", "VVB", "VBZ", "VBD", "VBB", "VHZ", "VHD", "VHB", "VDZ", "VDD", "VDB", "VM0"}
)
_AUXILIARIES = frozenset({"VBZ", "VBD", "VBB", "VBI", "VBN", "VBG", "VHZ", "VHD", "VHB", "VHI", "VHG"})
_BEFORE_PARTICIPLE = frozenset({"AT0", "DPS", "DT0", "AJ0", "PRP", "PRF"})
_SUBJECTS = _NOUNS | {"PNP", "PNI", "CRD", "DTQ", "PNQ", "DT0", "VVI"}
_IN_GROUP = frozenset({"XX0", "AV0"})

Possible = Callable[[str], frozenset[str]]


def mended(texts: Sequence[str], tags: list[str], possible: Possible) -> list[str]:
    """The tags of a sentence, mended; ``possible`` gives all tags a word can have."""
    found = list(tags)
    for i in range(len(texts)):
        if found[i] == tags[i]:  # else part of a name that began before
            _word(texts, tags, found, i)
    for i in range(len(texts)):
        _infinitive(texts, found, i, possible)
    for i in range(len(texts)):
        _finite(texts, found, i, possible)
    for i in range(len(texts)):
        _participle(texts, found, i)
    return found


def _word(texts: Sequence[str], tags: Sequence[str], found: list[str], i: int) -> None:
    """Mend the tag of one word by its form and its neighbours."""
    tag, low = tags[i], texts[i].lower()
    found[i] = (
        _contracted(texts, found, i)
        or _capital(texts, found, i)
        or _noun_after(tags, found, i)
        or _small_word(texts, tags, i)
        or tag
    )
    if low == "that" and found[i] in {"DT0", "CJT"}:
        found[i] = _that(texts, found, i)
    if texts[i] in words("name_particles") and _at(found, i - 1) == "NP0" and _in_name(texts, i):
        found[i] = "NP0"  # "Anna von der Beispiel"
    if low == "of" and f"{_at(texts, i - 1)}-{_at(texts, i + 1)}".lower() in words("joined_by_of"):
        found[i] = "NN0"  # "Secretary of State Anna Example"
    if texts[i] == "to" and _at(texts, i - 1) in words("to_bodies") and _at(texts, i + 1).istitle():
        _name_goes_on(texts, found, i)  # "the Alliance to Save the River"


def _noun_after(tags: Sequence[str], found: Sequence[str], i: int) -> str:
    """A noun for a verb that cannot be one: "a recount", "resist calls", "the farmers' calls"."""
    after_article = tags[i] in {"VVB", "VVI", "VVZ"} and _at(tags, i - 1) in {"AT0", "DPS"}
    owned = tags[i] in {"VVB", "VVZ"} and _at(found, i - 1) == "POS"
    if tags[i] == "VVZ" and (after_article or owned or _at(tags, i - 1) in {"VVB", "VVI", "VVD", "VVG"}):
        return "NN2"
    return "NN1" if after_article or owned else ""


def _small_word(texts: Sequence[str], tags: Sequence[str], i: int) -> str:
    """ "about 12,000 people" is no preposition, "more staff" no adverb."""
    if tags[i] == "PRP" and texts[i].lower() in {"about", "around", "over"} and _at(tags, i + 1) == "CRD":
        return "AV0"
    quantity = tags[i] == "AV0" and texts[i].lower() in {"more", "less"}
    return "DT0" if quantity and _at(tags, i + 1)[:2] in {"NN", "AJ"} else ""


def _name_goes_on(texts: Sequence[str], tags: list[str], i: int) -> None:
    """Tag the words of a name from "to" on: the verb, an article, and the capitals after it."""
    j = i
    while j < len(texts) and (texts[j][:1].isupper() or j == i or texts[j] in {"the", "our"}):
        tags[j] = "NP0"
        j += 1


def _at(items: Sequence[str], i: int) -> str:
    return items[i] if 0 <= i < len(items) else ""


def _in_name(texts: Sequence[str], i: int) -> bool:
    """Whether a particle goes on to a word with a capital, other particles between them."""
    j = i + 1
    while _at(texts, j) in words("name_particles"):
        j += 1
    return _at(texts, j)[:1].isupper()


def _contracted(texts: Sequence[str], tags: list[str], i: int) -> str:
    """The tag of a part of a contracted word: "n't", "'s"."""
    low = texts[i].lower()
    if low == "n't":
        return "XX0"
    if low in {"'s", "'", "’s", "’"}:
        if low[1:] == "s" and _at(tags, i - 1) in {"PNP", "EX0", "DTQ", "PNQ", "AVQ"}:
            return "VBZ"
        noun = (
            _at(tags, i - 1) in _NOUNS
            or _at(texts, i - 1)[:1].isupper()
            or _at(tags, i - 1) in {"PNI", "DT0"}
        )
        if noun and (low[1:] == "s" or _at(texts, i - 1).lower().endswith("s")):
            verbal = _at(tags, i + 1) in {"AT0", "XX0", "VVG", "TO0", "PNP", "DPS", "DT0"}
            return "VBZ" if verbal and low[1:] == "s" else "POS"
        return "PUN"
    return ""


def _capital(texts: Sequence[str], tags: list[str], i: int) -> str:
    """A name for a word with a capital in mid-sentence that is tagged as a verb or adverb."""
    if i == 0 or not texts[i][:1].isupper() or texts[i] == "I" or not _at(texts, i - 1)[:1].isalnum():
        return ""
    shouted = texts[i].isupper() and (len(texts[i]) < 2 or 2 * sum(map(str.isupper, texts)) > len(texts))
    return "NP0" if tags[i][:2] in {"VV", "AV", "UN", "IT", "ZZ"} and not shouted else ""


def _that(texts: Sequence[str], tags: list[str], i: int) -> str:
    """Whether "that" opens a clause (CJT) or points (DT0): before a noun phrase it opens, before a verb it is
    one.
    """
    after = _at(tags, i + 1)
    if after in {"AT0", "PNP", "DPS", "NP0", "EX0", "NN2"}:
        return "CJT"
    if after in {"VVN", "AJ0"} and _at(tags, i - 1)[:2] == "VV" and "VBI" in tags[i:]:
        return "CJT"  # "recommends that used batteries be banned"
    if after[:2] in {"VB", "VM", "VH", "VD"} or after in {"VVZ", "VVD"}:
        return "CJT" if _at(tags, i - 1) in _NOUNS else "DT0"
    return tags[i]


def _infinitive(texts: Sequence[str], tags: list[str], i: int, possible: Possible) -> None:
    """ "to cap rents": a noun after "to" that a phrase follows is an infinitive."""
    if texts[i].lower() != "to" or i + 1 >= len(texts):
        return
    j = i + 1
    while _at(tags, j) == "AV0" and j < i + 3:
        j += 1
    if _at(tags, j)[:2] in {"VV", "VB", "VD", "VH"}:
        if tags[j] in {"VVB", "VVI", "VBI", "VBB", "VDI", "VDB", "VHI", "VHB"}:
            tags[i] = "TO0"
            tags[j] = tags[j][:2] + "I"
        return
    after = _at(tags, j + 1)
    phrase = (
        after in _OPEN_PHRASE
        or after in {"NN2", "NP0", "AJ0", "NN1"}
        or _at(texts, j + 1).lower() in {"to", "for", "on"}
    )
    small = _at(texts, j)[:1].islower()
    if (
        small
        and tags[j] in {"NN1", "AJ0", "NN0", "AVP"}
        and phrase
        and _is_base(texts[j], possible)
        and _takes_to(tags, i)
    ):
        tags[i], tags[j] = "TO0", "VVI"


def _is_base(text: str, possible: Possible) -> bool:
    """Whether a word can be the base form of a verb."""
    return bool({"VVI", "VVB"} & possible(text))


def _takes_to(tags: Sequence[str], i: int) -> bool:
    """Whether an infinitive may follow here: after a verb, a noun, an adjective or a negation."""
    return _at(tags, i - 1)[:2] in {"VV", "VB", "NN", "NP", "AJ", "PN", "XX", "AV", "VH"}


def _finite(texts: Sequence[str], tags: list[str], i: int, possible: Possible) -> None:
    """ "The union demands a": a noun between a noun and the beginning of the next phrase is a finite verb."""
    before, after = _at(tags, i - 1), _at(tags, i + 1)
    plural = before in {"NN2", "PNP"} or (before == "NP0" and texts[i - 1].endswith("s"))
    if (
        tags[i] not in {"NN1", "NN2", "AVP", "AJ0"}
        or not texts[i][:1].islower()
        or texts[i].lower() in words("time_nouns")
    ):
        return
    opens = (
        after in _OPEN_PHRASE
        or after == "CJT"
        or _at(texts, i + 1).lower() in {"to", "for", "against", "that"}
        or (plural and after in {"AJ0", "NN2"})  # "the Greens support nuclear power"
        or (tags[i] == "AVP" and after in _NOUNS)
    )
    if not opens or before not in _NOUNS | {"PNP", "AV0"} or _has_finite(tags, i):
        return
    if tags[i] == "NN2":
        tags[i] = "VVZ" if "VVZ" in possible(texts[i]) else tags[i]
    elif _is_base(texts[i], possible) and after != "CRD" and (plural or before == "NN0" or tags[i] == "AVP"):
        tags[i] = "VVB"


def _has_finite(tags: Sequence[str], i: int) -> bool:
    """Whether the stretch around a word, up to the next marks and conjunctions, has a finite verb."""
    start = i
    while start > 0 and not _parts(tags[start - 1]):
        start -= 1
    end = i
    while end < len(tags) - 1 and not _parts(tags[end + 1]):
        end += 1
    return any(tag in _FINITE for tag in tags[start : end + 1])


def _parts(tag: str) -> bool:
    return tag in {"PUN", "PUQ", "CJT", "CJS", "CJC", "DTQ", "PNQ", "AVQ"}


def _participle(texts: Sequence[str], tags: list[str], i: int) -> None:
    """A participle without auxiliary in a stretch without finite verb is a past tense.

    "proposed by" stays a participle, and so does what follows "be" and "have".
    """
    by = _at(texts, i + 1).lower() == "by"
    if tags[i] == "VVN" and _at(tags, i - 1) not in _BEFORE_PARTICIPLE:
        alone = not _has_auxiliary(tags, i) and not _has_finite(tags, i) and not by
        if alone and _at(tags, _skipped(tags, i - 1)) in _SUBJECTS:
            tags[i] = "VVD"
    elif tags[i] == "VVD":
        described = by and _at(tags, i - 1) in _NOUNS and _finite_after(tags, i)
        if described or _has_auxiliary(tags, i):
            tags[i] = "VVN"


def _skipped(tags: Sequence[str], i: int) -> int:
    while i >= 0 and tags[i] in _IN_GROUP:
        i -= 1
    return i


def _has_auxiliary(tags: Sequence[str], i: int) -> bool:
    """Whether be or have stands before a participle, with nothing between them but adverbs and "not"."""
    return _at(tags, _skipped(tags, i - 1)) in _AUXILIARIES


def _finite_after(tags: Sequence[str], i: int) -> bool:
    for tag in tags[i + 1 :]:
        if _parts(tag):
            return False
        if tag in _FINITE:
            return True
    return False
