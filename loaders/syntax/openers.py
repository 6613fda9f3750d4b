"""What opens a clause: subordinators, relative pronouns, w-words, "um" and its kin."""

from __future__ import annotations

from loaders.german.verbs import FINITE
from loaders.lexicon.tables import words
from loaders.syntax.clause import INFINITIVE, RELATIVE, SUB
from loaders.syntax.pieces import Piece, PieceReader


class OpenerReader(PieceReader):
    """Tells the kind of clause that a word opens."""

    def opener(self, i: int, piece: Piece) -> str | None:
        """The kind of clause that the word at ``i`` opens."""
        if i >= piece.end:
            return None
        tag, low = self.tags[i], self.tokens[i].lower
        if tag == "KOUI" or low in words("infinitive_openers"):
            return INFINITIVE if self.has_zu_only(i, piece) or tag == "KOUI" else None
        second = self.tags[i + 1 : i + 2] == ["VVFIN"] or self.tags[i + 1 : i + 2] == ["VAFIN"]
        if tag == "KOUS" or (low in words("sure_subordinators") and not (tag == "PROAV" and second)):
            return SUB if piece.end > i + 1 or self.tags[piece.end : piece.end + 1] == ["$,"] else None
        if self.relative(i, piece):
            return RELATIVE
        asks = self.indirect_question(i, piece) and (i > 0 or self.verb_follows(piece))
        return SUB if asks or (i == 0 and tag == "PWAV" and self.apposed_before_verb(piece)) else None

    def apposed_before_verb(self, piece: Piece) -> bool:
        """Whether an apposition parts subject and verb: "Wie die Chefin, Anna Weber, | sagte, sinkt …"."""
        end = self.tags.index("$,", piece.end + 1) if "$," in self.tags[piece.end + 1 :] else len(self.tags)
        late = self.tags[end - 1] in FINITE and not self.any_finite(piece.first, piece)
        return late and end + 1 < len(self.tags) and self.tags[end + 1] in FINITE

    def verb_follows(self, piece: Piece) -> bool:
        """Whether a finite verb stands right behind a piece and its comma: "Wie sie mitteilte, | sinkt …"."""
        after = piece.end + 1
        return after < len(self.tags) and self.tags[piece.end] == "$," and self.tags[after] in FINITE

    def has_zu_only(self, i: int, piece: Piece) -> bool:
        """Whether an infinitive with "zu" and no finite verb follows ``i``."""
        tags = {self.tags[k] for k in range(i + 1, piece.end) if not self.inside[k]}
        return bool(tags & {"PTKZU", "VVIZU"}) and not tags & FINITE

    def indirect_question(self, i: int, piece: Piece) -> bool:
        """Whether a clause with a w-word, "als" or "wie" and its verb at the end begins here."""
        tag, low = self.tags[i], self.tokens[i].lower
        doubtful = low in words("subordinators") and tag in {"PWAV", "KOKOM", "PROAV", "APPR"}
        return (doubtful or tag in {"PWS", "PWAT"}) and self.verb_late(i, piece)

    def relative(self, i: int, piece: Piece) -> bool:
        """Whether a relative clause begins at ``i``, maybe with a preposition before its pronoun."""
        tag = self.tags[i]
        if tag in {"APPR", "APPRART"} and i + 1 < piece.end:
            nxt = self.tags[i + 1]
            low = self.tokens[i + 1].lower
            if nxt in {"PRELS", "PRELAT"}:
                return True
            return (
                nxt in {"PDS", "ART"}
                and low in words("relative_pronouns")
                and self.bare(i + 1)
                and self.verb_late(i, piece)
            )
        if tag in {"PRELS", "PRELAT"}:
            return i > 0 and (self.verb_late(i, piece) or not self.any_finite(i, piece))
        if tag in {"PDS", "ART", "PWS"} and i > 0 and self.tokens[i].lower in words("relative_pronouns"):
            return piece.before == "," and self.bare(i) and self.verb_late(i, piece)
        return False

    def bare(self, i: int) -> bool:
        """Whether the word stands for a phrase of its own."""
        return i + 1 >= len(self.tokens) or not self.inside[i + 1]

    def any_finite(self, i: int, piece: Piece) -> bool:
        """Whether a finite verb outside a phrase follows ``i``."""
        return any(self.tags[k] in FINITE and not self.inside[k] for k in range(i, piece.end))

    def verb_late(self, i: int, piece: Piece) -> bool:
        """Whether the finite verb is not in second place after ``i`` but at the end."""
        finite = [k for k in range(i, piece.end) if self.tags[k] in FINITE and not self.inside[k]]
        return (
            bool(finite)
            and self.is_last(finite[-1], piece)
            and (finite[0] > i + 1 or finite[0] == piece.end - 1)
        )

    def is_last(self, k: int, piece: Piece) -> bool:
        """Whether only a postfield (prepositional phrases, adverbs) or verbs follow ``k``."""
        after = [self.tags[m] for m in range(k + 1, piece.end) if not self.inside[m]]
        return all(t not in {"PPER", "ART", "NN", "NE", "PRF"} for t in after) or len(after) == 0
