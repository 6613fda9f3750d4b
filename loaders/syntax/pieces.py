"""Stretches of a sentence between marks and between coordinated finite verbs: the raw material of clauses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.german.verbs import FINITE, VERBAL
from loaders.lexicon.frames import adjective_frames
from loaders.lexicon.tables import words
from loaders.syntax.phrase_reader import Phrase, PhraseReader, is_title

_LONGEST_BRACKET = 12  # tokens


@dataclass(slots=True)
class Piece:
    """The tokens ``first`` to ``end`` (exclusive) and the mark before them."""

    first: int
    end: int
    before: str = ""  # the mark that opened it

    @property
    def bracketed(self) -> bool:
        """Whether it stands in brackets."""
        return self.before in {"(", "["}


class PieceReader:
    """Cuts a sentence into pieces; no cut falls inside a phrase or between the members of a list."""

    def __init__(self, reader: PhraseReader, phrases: list[Phrase]) -> None:
        self.tokens = reader.tokens
        self.tags = reader.tags
        self.in_name = reader.in_name
        self.phrases = phrases
        self.hidden: set[int] = set()  # in brackets that stand inside a clause, and these themselves
        self.inside = [False] * len(self.tokens)  # inside a phrase, where no cut is possible
        for phrase in phrases:
            for i in range(phrase.first + 1, phrase.end):
                self.inside[i] = True

    def pieces(self) -> list[Piece]:
        """Stretches between marks, cut again where two finite verbs are coordinated."""
        pieces: list[Piece] = []
        first, mark = 0, ""
        self.mark_lists()
        self.mark_brackets()
        for i, token in enumerate(self.tokens):
            if token.tag in {"$,", "$."} or (token.tag == "$(" and token.text not in "/*"):
                if self.inside[i]:
                    continue
                if first < i:
                    pieces += self.with_brackets(first, i, mark)
                first, mark = i + 1, token.text
        if first < len(self.tokens):
            pieces += self.with_brackets(first, len(self.tokens), mark)
        return pieces

    def mark_brackets(self) -> None:
        """Words in brackets without a finite verb do not cut the clause around them."""
        opened = 0
        for i, token in enumerate(self.tokens):
            if token.text in {"(", "["}:
                opened = i
            elif token.text in {")", "]"} and opened and opened + 1 < i <= opened + _LONGEST_BRACKET:
                if not self.inside[opened] and not FINITE & set(self.tags[opened:i]):
                    self.hidden.update(range(opened, i + 1))
                    self.inside[opened : i + 1] = [True] * (i + 1 - opened)
                opened = 0

    def with_brackets(self, first: int, end: int, mark: str) -> list[Piece]:
        """The pieces of a stretch, each followed by those in brackets that stand in it."""
        pieces: list[Piece] = []
        for piece in self.split(first, end, mark):
            pieces.append(piece)
            i = piece.first
            while i < piece.end:
                if i in self.hidden:
                    closing = next(k for k in range(i, piece.end) if self.tokens[k].text in {")", "]"})
                    pieces.append(Piece(i + 1, closing, self.tokens[i].text))
                    i = closing
                i += 1
        return pieces

    def mark_lists(self) -> None:
        """Commas between the members of a list ("A, B und C") are no borders of clauses."""
        by_start = {p.first: p for p in self.phrases}
        for phrase in self.phrases:
            commas: list[int] = []
            end = phrase.end
            while end < len(self.tokens) and self.tags[end] == "$," and end + 1 in by_start:
                following = by_start[end + 1]
                if not _are_alike(phrase, following, self.apposed(phrase, following)):
                    break
                commas.append(end)
                end = following.end
            if not commas or end + 1 >= len(self.tokens) or self.tags[end] != "KON":
                continue
            final = by_start.get(end + 1) or (by_start.get(end + 2) if self.tags[end + 1] == "ADV" else None)
            if final is None or not _are_alike(phrase, final):
                continue
            end = final.end
            # "Anna Weber, Ministerin und Abgeordnete, sagte" is an apposition, not a list.
            if end < len(self.tokens) and self.tags[end] == "$," and self.tags[phrase.head] == "NE":
                continue
            for i in commas:
                self.inside[i] = True

    def apposed(self, name: Phrase, title: Phrase) -> bool:
        """Whether a title follows the name it belongs to: "Anna Weber, Vorsitzende des Rates"."""
        return any(self.tags[i] == "NE" for i in range(name.first, name.end)) and (
            self.tags[title.head] == "NN" and is_title(self.tokens[title.head])
        )

    def split(self, first: int, end: int, mark: str) -> list[Piece]:
        """Cut a stretch at "und", "oder", "aber" between two finite verbs, never inside brackets."""
        self.repair_infinitive(first, end)
        finite = [i for i in range(first, end) if self.tags[i] in FINITE and not self.inside[i]]
        for left, right in pairwise(finite):
            cut = self.coordination(left, right)
            if cut is not None and cut not in self.hidden:
                return [Piece(first, cut, mark), *self.split(cut, end, "und")]
            cut = self.subordination(first, left, right)
            if cut is not None and cut not in self.hidden:
                return [Piece(first, cut, mark), *self.split(cut, end, ",")]
        infinite = self.infinitive_cut(first, end) or self.bare_infinitive_cut(first, end)
        if infinite is not None and infinite not in self.hidden:
            return [Piece(first, infinite, mark), *self.split(infinite, end, "und")]
        return [Piece(first, end, mark)]

    def repair_finite(self, positions: list[int]) -> int | None:
        """A "participle" in -t that is also the third person is finite: "Der Verband verlangt, dass …"."""
        verbal = [i for i in positions if self.tags[i] in VERBAL and not self.inside[i]]
        if len(verbal) != 1 or self.tags[verbal[0]] not in {"VVPP", "VVINF"}:
            return None
        i = verbal[0]
        token = self.tokens[i]
        if self.tags[i] == "VVINF":  # "Die Bürger erwarten, dass …"
            if not any(
                p.end == i and p.prep is None and p.may_be("n") and p.may_be_plural for p in self.phrases
            ):
                return None
            self.tags[i] = "VVFIN"
            self.tokens[i] = replace(token, tag="VVFIN")
            return i
        stem = token.lemma.lower().removesuffix("n").removesuffix("e")
        if token.lower not in {stem + "t", stem + "et"} or not any(p.end <= i for p in self.phrases):
            return None
        self.tags[i] = "VVFIN"
        self.tokens[i] = replace(token, tag="VVFIN")
        return i

    def repair_infinitive(self, first: int, end: int) -> None:
        """After a modal or "werden" a "finite" verb in -en is an infinitive: "würden Garantien geben für …".

        After "und" it is one only without a subject of its own before it.
        """
        finite = [i for i in range(first, end) if self.tags[i] in FINITE and not self.inside[i]]
        if len(finite) < 2 or not self.takes_infinitive(finite[0]):
            return
        before = finite[0]
        for i in finite[1:]:
            token = self.tokens[i]
            if token.tag != "VVFIN" or token.lower != token.lemma.lower():
                return
            joined = [k for k in range(before, i) if self.tags[k] == "KON" and not self.inside[k]]
            own = [p for p in self.phrases if joined and joined[-1] < p.first < i and p.prep is None]
            verb_first = finite[0] == first and i == end - 1
            if not verb_first and any(p.may_be("n") and p.may_be_plural for p in own):
                return
            self.tags[i] = "VVINF"
            self.tokens[i] = replace(token, tag="VVINF")
            before = i

    def takes_infinitive(self, i: int) -> bool:
        """Whether the finite verb at ``i`` is a modal or "werden"."""
        return self.tags[i] == "VMFIN" or (self.tags[i] == "VAFIN" and self.tokens[i].lemma == "werden")

    def coordination(self, left: int, right: int) -> int | None:
        """The place of the conjunction that begins the clause of the finite verb ``right``."""
        conjunctions = [i for i in range(left + 1, right) if self.tags[i] == "KON" and not self.inside[i]]
        subordinate = [i for i in range(left + 1, right) if self.opens(i)]
        if subordinate and not conjunctions:
            return subordinate[0]
        for i in conjunctions:
            between = [p for p in self.phrases if i < p.first and p.end <= right]
            # verb-second: at most one phrase before the finite verb; otherwise a subordinator or verb-last
            if self.opens(i + 1) or len(between) <= 1 or i == conjunctions[-1]:
                return i
        return None

    def subordination(self, first: int, left: int, right: int) -> int | None:
        """Where a clause begins that no comma parts: "wartet | bis er kommt", "Wenn sie kommt | geht er"."""
        opener = first + 1 if self.tags[first] == "KON" else first
        if right == left + 1 and (self.opens(opener) or self.tokens[opener].lower in words("subordinators")):
            return right
        return next((i for i in range(left + 1, right - 1) if self.opens_uncut(i)), None)

    def opens_uncut(self, i: int) -> bool:
        """Whether the word at ``i``, with no comma before it, begins a clause: "als", "wo", "was", "die"."""
        if self.inside[i]:
            return False
        tag, low = self.tags[i], self.tokens[i].lower
        if tag in {"PWAV", "PWS", "KOKOM"} and low in words("subordinators"):
            return True
        stands_alone = i + 1 < len(self.tokens) and not self.inside[i + 1]
        return stands_alone and tag in {"PDS", "ART", "PWS", "PIS"} and low in words("relative_pronouns")

    def infinitive_cut(self, first: int, end: int) -> int | None:
        """ "er versprach, … zu senken und … zu bauen": two infinitives with zu in one stretch."""
        zu = [i for i in range(first, end) if self.tags[i] in {"PTKZU", "VVIZU"}]
        if len(zu) < 2 or any(self.tags[i] in FINITE for i in range(zu[0], end)):
            return None
        over = zu[0] + (1 if self.tags[zu[0]] == "VVIZU" else 2)  # "anzuheben | und …", "zu heben | und …"
        return next((i for i in range(over, zu[1]) if self.tags[i] == "KON" and not self.inside[i]), None)

    def bare_infinitive_cut(self, first: int, end: int) -> int | None:
        """ "weigerte sich | auszusagen", "versprach | Hilfe zu leisten": an infinitive without comma."""
        finite = [i for i in range(first, end) if self.tags[i] == "VVFIN" and not self.inside[i]]
        finite = finite or self.copula_with_adjective(first, end) or self.tried_before(first, end)
        zu = [i for i in range(first, end) if self.tags[i] in {"PTKZU", "VVIZU"} and not self.inside[i]]
        if (
            len(finite) != 1
            or not zu
            or zu[0] < finite[0]
            or self.tokens[first].tag in {"KOUS", "KOUI", "PRELS"}
        ):
            return None
        if self.tokens[finite[0]].lemma in {"scheinen", "brauchen", "pflegen", "wissen", "gelten", "drohen"}:
            return None
        subject_first = any(p.end <= finite[0] and p.first >= first and p.may_be("n") for p in self.phrases)
        thing = next((p for p in self.phrases if p.end == zu[0] and p.may_be("a") and p.prep is None), None)
        if subject_first and thing is not None and self.tags[thing.head] != "PRF":
            return thing.first
        return zu[0]

    def tried_before(self, first: int, end: int) -> list[int]:
        """ "hat versucht | zu fliehen": a participle right before the infinitive that it takes."""
        pairs = (i for i in range(first + 1, end) if self.tags[i] == "PTKZU" and self.tags[i - 1] == "VVPP")
        return [i - 1 for i in pairs if any(self.tags[k] == "VAFIN" for k in range(first, i))][:1]

    def copula_with_adjective(self, first: int, end: int) -> list[int]:
        """ "ist bereit | zu zahlen": the copula beside an adjective of stance."""
        copulas = [i for i in range(first, end) if self.tags[i] == "VAFIN" and self.tokens[i].lemma == "sein"]
        adjectives = [
            i for i in range(first, end) if self.tags[i] == "ADJD" and adjective_frames(self.tokens[i].lemma)
        ]
        return copulas if adjectives else []

    def opens(self, i: int) -> bool:
        """Whether a subordinate clause can begin with the token ``i``."""
        if i >= len(self.tokens):
            return False
        return self.tags[i] in {"KOUS", "KOUI", "PRELS", "PRELAT"}


def _are_alike(a: Phrase, b: Phrase, titled: bool = False) -> bool:
    """Whether two phrases can be members of one list: same preposition or none, a case in common."""
    if a.kind != "NP" or b.kind != "NP" or b.prep not in {None, a.prep}:
        return False
    if titled:
        return False
    return any(a.may_be(c) and b.may_be(c) for c in "nadg")
