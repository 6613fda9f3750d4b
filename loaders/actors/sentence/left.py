"""What stands to the left of a head: article, number, adjectives, the preposition that governs the phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.actors.sentence.naming import ARTICLE_TAGS, Naming, is_town_adjective
from loaders.background.gazetteer import Entry, Gazetteer
from loaders.german.tokens import QUOTE_MARKS, Sentence, Token
from loaders.lexicon.tables import words

_PARTICIPLE = re.compile(r"(ge\w+?(t|en)|(be|ver|er|ent|zer)\w+?(t|en)|ierte?|end)e?[nrsm]?$")


@dataclass(slots=True)
class Left:
    """The left side of a phrase that begins at ``start``."""

    start: int
    adjectives: list[str] = field(default_factory=list)
    scope_entry: Entry | None = None
    former: bool = False
    number: str = ""
    determiner: str = ""
    preposition: str = ""

    def phrase(self, sentence: Sentence, end: int, head: int, what: str, label: str = "") -> Naming:
        """A phrase with this left side."""
        return Naming(
            sentence, self.start, end, head, what, label, determiner=self.determiner,
            preposition=self.preposition, adjectives=tuple(self.adjectives), number=self.number,
            former=self.former, scope_entry=self.scope_entry,
        )  # fmt: skip


def read_left(tokens: Sequence[Token], head: int, taken: int, names: Gazetteer, is_hit: bool) -> Left:
    """The left side of the head at ``head``, not before ``taken``, where the last phrase ended.

    ``is_hit`` says that the head is a name of the gazetteer, which may stand in quotation marks.
    """
    left = Left(head)
    while left.start > taken:
        token = tokens[left.start - 1]
        if left.start - 2 >= taken and token.tag == "KON" and tokens[left.start - 2].tag == "TRUNC":
            left.start -= 2  # "die Klima- und Energieexpertin"
            continue
        if _has_complement(tokens, left.start - 1):
            break
        if _is_adjective(tokens, left.start - 1, names):
            _take_adjective(left, token, names)
        elif not _is_link(tokens, left.start, head, taken, is_hit):
            break
        left.start -= 1
    _take_determiner(left, tokens, taken)
    while left.start < head and tokens[left.start].text in QUOTE_MARKS:
        left.start += 1
    return left


def _is_adjective(tokens: Sequence[Token], i: int, names: Gazetteer) -> bool:
    """Adjectives and numbers, and adjectives of towns ("Schweriner"), which the tagger takes for nouns."""
    token = tokens[i]
    if token.tag in {"ADJA", "CARD"}:
        return True
    noun_follows = i + 1 < len(tokens) and tokens[i + 1].tag in {"NN", "NE"}
    known = token.text.endswith("er") and token.text in names.adjectives  # "Schweizer"
    return noun_follows and (known or is_town_adjective(token.text))


def _has_complement(tokens: Sequence[Token], i: int) -> bool:
    """Whether a participle has words of its own before it: "die aus Forschern | zusammengesetzte Kurie"."""
    before = tokens[i - 1] if i else None
    if before is None or before.tag not in {"NN", "NE"} or tokens[i].tag != "ADJA":
        return False
    return _PARTICIPLE.search(tokens[i].lower) is not None


def _take_adjective(left: Left, token: Token, names: Gazetteer) -> None:
    lower = token.lower
    entry = names.adjectives.get(token.text) or names.adjectives.get(lower)
    left.scope_entry = entry or left.scope_entry
    left.former = left.former or lower.startswith(tuple(words("former")))
    if token.tag == "CARD" or lower in words("numbers"):
        left.number = lower
    else:
        left.adjectives.insert(0, token.text)


def _is_link(tokens: Sequence[Token], start: int, head: int, taken: int, is_hit: bool) -> bool:
    """Words between the parts of the left side: und, commas, adverbs, an opening quotation mark."""
    token = tokens[start - 1]
    if token.text in QUOTE_MARKS:
        return is_hit and start == head
    if start >= head or start - 2 < taken:
        return False
    further = tokens[start - 2]
    if token.text in {"und", ","}:
        return further.tag == "ADJA" and tokens[start].tag == "ADJA"
    return token.tag in {"ADV", "ADJD", "PTKA"} and further.tag in ARTICLE_TAGS


def _take_determiner(left: Left, tokens: Sequence[Token], taken: int) -> None:
    """The article, and the preposition before it or melted into it ("im")."""
    i = left.start
    if i > taken and tokens[i - 1].tag in ARTICLE_TAGS:
        left.determiner = tokens[i - 1].lower
        if tokens[i - 1].tag == "APPRART":
            left.preposition = left.determiner
        else:
            left.start = i = i - 1
    if not left.preposition and i and tokens[i - 1].tag in {"APPR", "APPRART"}:
        left.preposition = tokens[i - 1].lower
