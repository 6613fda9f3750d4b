"""The tokens of a sentence before phrases are read: names marked, tags mended that the grammar disproves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.articles.findings import Span
from loaders.german.forms import preposition
from loaders.german.tagger import may_be_finite, verb_lemma
from loaders.german.tokens import QUOTE_MARKS, Token
from loaders.lexicon.frames import noun_frames, verb_frames
from loaders.lexicon.tables import words

NOUNS = frozenset({"NN", "NE", "FM"})


class MendedTokens:
    """The tokens of a sentence without quotation marks; ``names`` are spans of actors, never cut in two."""

    def __init__(self, tokens: Sequence[Token], names: Sequence[Span] = ()) -> None:
        # Quotation marks are no part of the grammar: "mit „harten Folgen“" is one phrase.
        self.tokens = [t for t in tokens if t.text not in QUOTE_MARKS]
        self.size = len(self.tokens)
        self.tags = [t.tag for t in self.tokens]
        self.name_start: dict[int, int] = {}
        self.in_name = [False] * self.size
        self._mark_names(names)
        self._repair_verbs()
        self._repair_coordinated()
        self._repair_articles()
        self._repair_particles()
        self._repair_opinions()

    def _repair_opinions(self) -> None:
        """ "seiner Meinung nach" is an adverb, also inside a phrase."""
        for i in range(self.size - 2):
            opinion = self.tokens[i + 1].lower in {"meinung", "ansicht", "auffassung", "einschätzung"}
            hearsay = self.tokens[i].lower == "dem" and self.tokens[i + 1].lower == "vernehmen"
            opinion = opinion and self.tags[i] == "PPOSAT"
            if (opinion or hearsay) and self.tokens[i + 2].lower == "nach":
                for k in (i, i + 1, i + 2):
                    self.tags[k] = "ADV"
            if "_".join(t.lower for t in self.tokens[i : i + 3]) in words("fixed_adverbs"):
                self.tags[i : i + 3] = ["ADV"] * 3  # "nach wie vor"

    def _repair_verbs(self) -> None:
        """Without a finite verb, a past tagged as adjective is it: "der Rat verhängte | Strafen"."""
        first = 0
        for end in [i for i in range(self.size) if self.tags[i] in {"$,", "$."}] + [self.size]:
            there = self.tags[first:end]
            if not any(t in {"VVFIN", "VAFIN", "VMFIN", "VVINF", "VVPP", "VAINF"} for t in there):
                self._repair_verb(first, end)
            first = end + 1

    def _repair_verb(self, first: int, end: int) -> None:
        for i in range(first + 1, end):
            low = self.tokens[i].lower
            if self._looks_finite(i):
                self._make_finite(i)
                return
            if self.tags[i] != "ADJA" or not low.endswith(("te", "ten")):
                continue
            following = self.tags[i + 1] if i + 1 < end else "$."
            noun_before = self.tags[i - 1] in {"NN", "NE"}
            no_noun_after = following not in {"NN", "NE", "ADJA", "CARD", "KON", "TRUNC", "FM"}
            if (noun_before or no_noun_after) and may_be_finite(low):
                self._make_finite(i)
                return

    def _repair_coordinated(self) -> None:
        """A past tagged as adjective after "und": "nannte das einen Fehler und | verlangte Neuwahlen"."""
        finite = False
        for i in range(1, self.size - 1):
            finite = finite or self.tags[i] == "VVFIN"
            low = self.tokens[i].lower
            past = self.tags[i] == "ADJA" and low.endswith("te") and self.tags[i - 1] == "KON"
            if not past or not finite or self.tags[i + 1] not in {"NN", "ADJA"}:
                continue
            if may_be_finite(low) and verb_frames(verb_lemma(low)):
                self._make_finite(i)

    def _looks_finite(self, i: int) -> bool:
        """A small "noun", or "adjective" in -t, after a noun: "Bürger | misstrauen", "Der Rat | meutert"."""
        low = self.tokens[i].text
        noun = self.tags[i] == "NN" and low.islower() and low.endswith("en")
        adjective = self.tags[i] == "ADJD" and low.endswith("t")
        after = self.tags[i + 1] if i + 1 < self.size else "$."
        goes_on = after in {"APPR", "APPRART", "ART", "PPOSAT", "PRF", "PDAT"}
        verbal = noun or (adjective and may_be_finite(low))
        return verbal and self.tags[i - 1] in NOUNS and goes_on

    def _make_finite(self, i: int) -> None:
        self.tags[i] = "VVFIN"
        lemma = verb_lemma(self.tokens[i].lower)
        self.tokens[i] = replace(self.tokens[i], tag="VVFIN", lemma=lemma)

    def _repair_particles(self) -> None:
        """A "preposition" with nothing after it is the particle of the verb: "kündigt … für Mai | an"."""
        for i in range(1, self.size):
            after = self.tags[i + 1] if i + 1 < self.size else "$."
            if (
                self.tags[i] in {"APPR", "ADV"}
                and (after in {"$.", "$,", "KON"} or self.tokens[i + 1].text in {"+", "|"})
                and self.tokens[i].lower in words("particles")
            ):
                self.tags[i] = "PTKVZ"
                self.tokens[i] = replace(self.tokens[i], tag="PTKVZ")

    def _repair_articles(self) -> None:
        """A "relative pronoun" before an infinitive with zu is an article: ", dem Mangel zu begegnen"."""
        for i in range(1, self.size - 2):
            if self.tags[i] != "PRELS" or self.tags[i - 1] != "$,":
                continue
            end = next((k for k in range(i, self.size) if self.tags[k] in {"$,", "$."}), self.size)
            there = self.tags[i:end]
            finite = any(t in {"VVFIN", "VAFIN", "VMFIN"} for t in there)
            gap = self.in_name[i + 1] and not any(t[0] == "V" for t in there)  # ", die SPD dafür"
            if not finite and (gap or any(t in {"PTKZU", "VVIZU"} for t in there)):
                self.tags[i] = "ART"
                self.tokens[i] = replace(self.tokens[i], tag="ART")

    def _mark_names(self, names: Sequence[Span]) -> None:
        starts = {t.start: i for i, t in enumerate(self.tokens)}
        ends = {t.end: i for i, t in enumerate(self.tokens)}
        for span in names:
            first, last = starts.get(span.start), ends.get(span.end)
            if first is None or last is None or last < first:
                continue
            last = self._without_issue(first, last)
            self.name_start[first] = max(self.name_start.get(first, 0), last + 1)
            for i in range(first, last + 1):
                self.in_name[i] = True

    def _without_issue(self, first: int, last: int) -> int:
        """The end of a name before what is at issue: "die Forderung | der Bauern | nach höheren Preisen"."""
        noun = self.tokens[first - 1] if first > 0 else None
        frames = noun_frames(noun.lemma)[0] if noun is not None and noun.tag == "NN" else ()
        slots = {slot for frame in frames for slot in frame.issue} | self._verb_slots(first)
        for i in range(first + 1, last + 1):
            if self.tags[i] in {"APPR", "APPRART"} and preposition(self.tokens[i]) in slots:
                return i - 1
        return last

    def _verb_slots(self, first: int) -> set[str]:
        """The issue slots of a verb shortly before: "stimmten | die Abgeordneten | für das Gesetz"."""
        for i in range(first - 1, max(first - 5, -1), -1):
            if self.tags[i] == "VVFIN":
                frames = verb_frames(self.tokens[i].lemma)
                return {slot for frame in frames for slot in frame.issue}
        return set()
