"""Words of stance in a question: which phrase of ``acts.toml`` governs it."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from graph.ask.reading.question import QuestionToken
from graph.ask.words.asked_acts import AskedAct, acts
from graph.ask.words.word_files import is_small, small_words

SPEAKING = {"wogegen", "wofuer"}
"""Question words that are themselves words of stance."""

_WHO = {"who", "who's"}
_BEING = {"is", "are", "was", "were", "be", "been", "who's", "what's"}
"""Behind these words "against" says who is against something, and is of no other noun."""


@dataclass(frozen=True, slots=True)
class StanceCue:
    """A phrase of stance found in a question: which act, and which of its words."""

    act: AskedAct
    places: tuple[int, ...]
    rank: tuple[int, int, int]


def negates(token: QuestionToken, cue: StanceCue) -> bool:
    """Whether a word turns the stance of ``cue`` round ("nicht", or "keine" with a word of wanting)."""
    if token.folded.startswith("kein"):
        return cue.act.name in {"want", "support", "demand"}
    return is_small(token.folded, "negation")


def best_cue(found: tuple[QuestionToken, ...], language: str, places: list[int]) -> StanceCue | None:
    """The phrase of stance that governs the question."""
    line = "".join(token.folded + " " for token in found)
    starts = [0]
    for token in found:
        starts.append(starts[-1] + len(token.folded) + 1)
    cues = []
    for act in acts():
        for phrase in act.phrases[language]:
            for match in phrase.pattern.finditer(line):
                where = [
                    starts.index(match.start(group)) + offset
                    for group in range(1, len(match.groups()) + 1)
                    for offset in range(match.group(group).count(" "))
                ]
                if where and all(place in places for place in where) and _speaks(found, where, language):
                    cues.append(StanceCue(act, tuple(where), _rank(found, where, language, phrase.weak)))
    return min(cues, key=lambda cue: cue.rank, default=None)


def other_verb(found: tuple[QuestionToken, ...], cue: StanceCue, language: str) -> bool:
    """Whether a mere "für" or "gegen" stands in a question whose verb says something else."""
    if (
        cue.rank[0] != 1
        or found[cue.places[0]].folded in SPEAKING
        or language != "de"
        or len(found) < 3
        or 1 in cue.places
    ):
        return False
    second = found[1]
    small = ("auxiliary", "article", "preposition", "filler", "negation")
    return not second.capital and not any(is_small(second.folded, name) for name in small)


def misspelt_cue(found: tuple[QuestionToken, ...], language: str, places: list[int]) -> StanceCue | None:
    """The phrase of stance that a word misspells, by one slip behind its first letter."""
    for place in places:
        word = found[place].folded
        if not _speaks(found, [place], language):
            continue
        for act in acts():
            for root in act.roots[language]:
                beginnings = (
                    {word[: len(root) + more] for more in (-1, 0, 1)} if len(word) >= len(root) - 1 else ()
                )
                likely = (start for start in beginnings if start[:1] == root[:1])
                if any(DamerauLevenshtein.distance(start, root, score_cutoff=1) <= 1 for start in likely):
                    return StanceCue(act, (place,), (0, place, 0))
    return None


def _rank(
    found: tuple[QuestionToken, ...], where: list[int], language: str, weak: bool
) -> tuple[int, int, int]:
    """Verbs before nouns before weak words, then the earlier, then the longer."""
    before = found[where[0] - 1].folded if where[0] else ""
    if language == "de":
        noun = where[0] > 0 and found[where[0]].capital
    else:
        possessed = is_small(before, "article") or before.endswith(("'s", "s'"))
        noun = possessed or (not weak and _is_opposed(found, where))
    length = sum(len(found[place].folded) for place in where)
    speaking = found[where[0]].folded in SPEAKING
    return (2 if noun else 1 if weak or speaking else 0), where[0], -length


def _is_opposed(found: tuple[QuestionToken, ...], where: list[int]) -> bool:
    """Whether an English phrase is of what somebody is against: "is against support for", "against backing".

    It is not in "What sanctions against X does Y support?" and "Are sanctions against X supported by Y?".
    """
    last = where[-1]
    place = next((p for p in range(last) if found[p].folded == "against"), None)
    if place is None:
        return False
    said = [token.folded for token in found]
    begins = said[0] in _WHO or any(word in _BEING for word in said[:place])
    verb = any(is_small(word, "auxiliary") for word in said[place + 1 : last])
    return begins and not verb and said[last + 1 : last + 2] != ["by"]


def _speaks(found: tuple[QuestionToken, ...], where: list[int], language: str) -> bool:
    """Whether a phrase is there as a word of stance, not as a description or part of another noun."""
    if _attributive(found, where, language):
        return False
    if language == "en" and ((where[0] and found[where[0]].capital) or _is_call_for(found, where)):
        return False
    if language == "de" and _is_preposition(found, where):
        return False
    nouns = tuple(small_words()["stance-noun"]["de"])
    inner = [found[place] for place in where if place and language == "de"]
    return all(token.folded.startswith(nouns) for token in inner if token.capital)


def _is_preposition(found: tuple[QuestionToken, ...], where: list[int]) -> bool:
    """Whether the "zu" of "sagt … zu" belongs to the noun after it: "Was sagt die Stadt zu Steuern?"."""
    last = where[-1]
    if len(where) < 2 or found[last].folded != "zu" or last + 1 == len(found):
        return False
    after = found[last + 1]
    infinitive = any(token.folded == "zu" for token in found[last + 1 :])
    return not infinitive and (after.capital or is_small(after.folded, "article"))


def _is_call_for(found: tuple[QuestionToken, ...], where: list[int]) -> bool:
    """Whether "for" of "is … for" belongs to another word: "is calling for", "is responsible for"."""
    last = where[-1]
    if len(where) < 2 or found[last].folded != "for" or last - 1 in where:
        return False
    return not found[last - 1].capital


def _attributive(found: tuple[QuestionToken, ...], where: list[int], language: str) -> bool:
    """Whether a participle only describes the noun after it ("die geplante Reform")."""
    if language != "de" or len(where) > 1 or where[0] + 1 >= len(found) or where[0] == 0:
        return False
    word, after, before = found[where[0]].folded, found[where[0] + 1], found[where[0] - 1].folded
    ends = word.endswith(("te", "ten", "ter", "tes", "tem", "ene", "enen", "ener", "enes", "enem"))
    return ends and after.capital and (is_small(before, "article") or is_small(before, "preposition"))
