"""The tokens of a sentence as the grammar reads them: without quotation marks, with names marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.articles.findings import Span
from loaders.german.forms import preposition
from loaders.german.tokens import QUOTE_MARKS, Token
from loaders.german.verbs import FINITE
from loaders.lexicon.frames import noun_frames, verb_frames

NOUNS = frozenset({"NN", "NE", "FM"})


class MendedTokens:
    """The tokens of a sentence without quotation marks; ``names`` are spans of actors, never cut in two.

    ``in_name`` tells for each token whether a name covers it, ``name_start`` the end of the name that begins
    with a token.
    """

    def __init__(self, tokens: Sequence[Token], names: Sequence[Span] = ()) -> None:
        # Quotation marks are no part of the grammar: "mit „harten Folgen“" is one phrase.
        self.tokens = [t for t in tokens if t.text not in QUOTE_MARKS]
        self.quoted = _quoted(tokens)
        self.size = len(self.tokens)
        self.tags = [t.tag for t in self.tokens]
        self.names = names
        self.name_start: dict[int, int] = {}
        self.in_name = [False] * self.size

    def retag(self, i: int, tag: str, lemma: str | None = None) -> None:
        """Give the token at ``i`` another tag, and lemma."""
        token = self.tokens[i]
        self.tags[i] = tag
        self.tokens[i] = replace(token, tag=tag, lemma=token.lemma if lemma is None else lemma)

    def tag(self, i: int) -> str:
        """The tag at ``i``; that of a full stop behind the end."""
        return self.tags[i] if i < self.size else "$."

    def stretch_end(self, i: int) -> int:
        """The place of the first mark from ``i`` on."""
        return next((k for k in range(i, self.size) if self.tags[k][0] == "$"), self.size)

    def only_finite(self, i: int) -> int | None:
        """The place of the finite verb between ``i`` and the next mark if there is exactly one."""
        finite = [k for k in range(i, self.stretch_end(i)) if self.tags[k] in FINITE]
        return finite[0] if len(finite) == 1 else None

    def ends_with_verb(self, i: int) -> bool:
        """Whether the only finite verb between ``i`` and the next mark stands right before it."""
        return self.only_finite(i) == self.stretch_end(i) - 1


def _quoted(tokens: Sequence[Token]) -> list[bool]:
    """For each token that is no quotation mark, whether one stands open before it."""
    found: list[bool] = []
    inside = False
    for token in tokens:
        if token.text in QUOTE_MARKS:
            inside = not inside
        else:
            found.append(inside)
    return found


def mark_names(words: MendedTokens) -> None:
    """Mark the tokens of each name; what is at issue is not part of it."""
    starts = {t.start: i for i, t in enumerate(words.tokens)}
    ends = {t.end: i for i, t in enumerate(words.tokens)}
    for span in words.names:
        first = starts.get(span.start)
        last = ends.get(span.end, ends.get(span.end - 1))  # a name may end with its quotation mark
        if first is None or last is None or last < first or words.tags[last] == "TRUNC":
            continue
        last = _without_issue(words, first, last)
        words.name_start[first] = max(words.name_start.get(first, 0), last + 1)
        for i in range(first, last + 1):
            words.in_name[i] = True


def _without_issue(words: MendedTokens, first: int, last: int) -> int:
    """The end of a name before what is at issue: "die Forderung | der Bauern | nach höheren Preisen"."""
    noun = words.tokens[first - 1] if first > 0 else None
    frames = noun_frames(noun.lemma)[0] if noun is not None and noun.tag == "NN" else ()
    slots = {slot for frame in frames for slot in frame.issue} | _verb_slots(words, first)
    for i in range(first + 1, last + 1):
        if words.quoted[i] and not words.quoted[first]:
            return last  # "die Koalition „Bündnis für Einheit“"
        if words.tags[i] in {"APPR", "APPRART"} and preposition(words.tokens[i]) in slots:
            return i - 1
    return last


def _verb_slots(words: MendedTokens, first: int) -> set[str]:
    """The issue slots of a verb shortly before: "stimmten | die Abgeordneten | für das Gesetz"."""
    for i in range(first - 1, max(first - 5, -1), -1):
        if words.tags[i] == "VVFIN":
            frames = verb_frames(words.tokens[i].lemma)
            return {slot for frame in frames for slot in frame.issue}
    return set()
