"""One sentence as the readers of phrases see it: its words, the known names in it, how phrases are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from loaders.actors.sentence import doubtful
from loaders.actors.sentence.left import Left, read_left
from loaders.actors.sentence.naming import Naming
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import Gazetteer, Hit
from loaders.german.person_names import Name, first_name_gender
from loaders.german.tokens import Sentence, Token
from loaders.lexicon.nouns import Noun

_KINDS_LIKE_NAMES = frozenset({ActorKind.COMPANY, ActorKind.MEDIUM})  # Bosch, Stern


class Heads(NamedTuple):
    """How a phrase is read from its head, for all who find phrases inside others; made in ``walk``."""

    noun: Callable[[View, int, Noun], Naming]
    name: Callable[[View, int, Name], Naming]
    foreign: Callable[[View, int], Naming | None]


@dataclass(frozen=True, slots=True)
class View:
    """A sentence with its ``hits`` of the gazetteer by the token where they begin.

    ``lasts`` are the last names of persons introduced anywhere in the document, ``bodies`` own names of
    organisations; ``minding`` says how surely its verbs make somebody of their subjects (``predicates``); no
    phrase begins before the token ``taken``; ``depth`` counts the phrases around.
    """

    sentence: Sentence
    tokens: Sequence[Token]
    names: Gazetteer
    hits: Mapping[int, Hit]
    lasts: frozenset[str]
    bodies: frozenset[str]
    heads: Heads
    minding: frozenset[str]
    taken: int = 0
    depth: int = 0

    def beginning(self, taken: int) -> View:
        """The same sentence for phrases that begin at ``taken`` or later."""
        return replace(self, taken=taken)

    def deeper(self) -> View:
        """The same sentence for what lies inside a phrase."""
        return replace(self, depth=self.depth + 1)

    def text(self, i: int) -> str:
        """The word at ``i``; a full stop beyond the end."""
        return self.tokens[i].text if i < len(self.tokens) else "."

    def find(self, mark: str, start: int, reach: int) -> int | None:
        """The place of ``mark`` within ``reach`` tokens from ``start``."""
        places_of = range(start, min(start + reach, len(self.tokens)))
        return next((k for k in places_of if self.tokens[k].text == mark), None)

    def left(self, i: int) -> Left:
        """What stands to the left of the head at ``i``."""
        return read_left(self.tokens, i, self.taken, self.names, i in self.hits)

    def noun_at(self, i: int) -> Noun | None:
        """The actor noun at ``i``, if the word is one here."""
        return doubtful.noun_at(self.tokens, i, self.lasts)

    def is_last_name(self, i: int) -> bool:
        """Whether the word at ``i`` is a last name of the document that stands here without a first one."""
        return doubtful.is_last_name(self.tokens, i, self.lasts)

    def is_genitive(self, i: int) -> bool:
        """Whether the known name at ``i`` has the ending of a genitive."""
        hit = self.hits[i]
        text = self.tokens[hit.end - 1].text
        return hit.how != "demonym" and text.endswith(("s", "’", "'")) and text != hit.words.split()[-1]

    def stops(self, i: int) -> frozenset[int]:
        """Places after ``i`` where a known name begins that no personal name runs over."""
        return frozenset(
            k
            for k, hit in self.hits.items()
            if k > i and not first_name_gender(self.tokens[k].text) and not self._may_be_last_name(k, hit)
        )

    def _may_be_last_name(self, k: int, hit: Hit) -> bool:
        """Whether the known word at ``k`` follows a first name and may be a last name."""
        given = k > 0 and bool(first_name_gender(self.tokens[k - 1].text))
        alike = hit.how in {"demonym", "metonym"} or hit.entry.kind in _KINDS_LIKE_NAMES
        return given and hit.end - hit.start == 1 and alike and not hit.words.isupper()
