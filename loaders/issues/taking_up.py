"""The phrases of a text by their heads: what "das Abkommen" means where it spoke of "Handelsabkommen"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import takewhile

from loaders.issues.labels.label import Label
from loaders.issues.labels.nominalising import takes
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.issues.words import stem
from loaders.syntax.clause import Clause
from loaders.syntax.parsing import ParsedSentence
from loaders.syntax.phrase import Phrase


class PhrasesByHead:
    """Noun phrases by the stem of their head, each read when it is first asked for."""

    def __init__(self, parsed: Iterable[ParsedSentence]) -> None:
        self._phrases: dict[str, list[tuple[Clause, Phrase]]] = defaultdict(list)
        self._read: dict[str, tuple[Label, ...]] = {}
        for sentence in parsed:
            for clause in sentence.clauses:
                for phrase in clause.phrases:
                    if phrase.kind == "NP" and clause.tokens[phrase.head].tag == "NN":
                        self._phrases[stem(clause.tokens[phrase.head].lemma)].append((clause, phrase))

    def with_head(self, head: str) -> tuple[Label, ...]:
        """The labels of phrases whose head is the stem ``head`` or a compound that ends in it."""
        if head not in self._read:
            found = [pair for word, pairs in self._phrases.items() if word.endswith(head) for pair in pairs]
            labels = (of_phrase(clause.tokens, phrase, _own_tail(clause, phrase)) for clause, phrase in found)
            self._read[head] = tuple(dict.fromkeys(labels))
        return self._read[head]


def _own_tail(clause: Clause, phrase: Phrase) -> list[Phrase]:
    """The phrases behind a noun that tell which one it is wherever the text speaks of it.

    Not "in dieser Reihe", which points itself; "auf" only where the noun takes it: "die Wahl fiel | auf X".
    """
    return list(takewhile(lambda follower: _tells(clause, phrase, follower), tail_of(clause, phrase)))


def _tells(clause: Clause, phrase: Phrase, follower: Phrase) -> bool:
    pointing = any(t.tag == "PDAT" for t in clause.tokens[follower.first : follower.head])
    return not pointing and (follower.prep != "auf" or takes(clause.tokens[phrase.head].lemma, "auf"))
