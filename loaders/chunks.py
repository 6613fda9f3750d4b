"""Noun phrases and prepositional phrases of a tagged sentence, with the cases their forms allow.

One pass from left to right. A noun phrase has its article, adjectives (also extended ones, "die von der
Ministerin geplante Maut"), a noun or name with apposed names, and a genitive attribute; a
prepositional phrase has its preposition besides. Pronouns are phrases; so are "dagegen", "dafür", "davor".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from loaders.frames import noun_frames, verb_frames
from loaders.grammar import words
from loaders.model import Span
from loaders.morphology import (
    ALL,
    GOVERNED,
    PRONOUNS,
    Readings,
    adjective_readings,
    determiner_readings,
    is_bare_determiner,
    noun_readings,
)
from loaders.tagger import may_be_finite, verb_lemma
from loaders.tokens import QUOTE_MARKS, Token

DETERMINERS = frozenset({"ART", "PPOSAT", "PIAT", "PDAT", "PWAT", "PRELAT"})
PRONOUN_TAGS = frozenset({"PPER", "PIS", "PDS", "PRELS", "PWS", "PPOSS", "PRF"})
NOUNS = frozenset({"NN", "NE", "FM"})
LONGEST_ATTRIBUTE = 14  # tokens between an article and the noun of an extended attribute


@dataclass(slots=True, eq=False)
class Phrase:
    """A phrase over the tokens ``first`` to ``end`` (exclusive) of its sentence; ``head`` is the noun."""

    first: int
    end: int
    head: int
    readings: Readings = ALL
    prep: str | None = None
    kind: str = "NP"  # NP, PRON, PROAV
    person: int = 3
    attributes: tuple[int, ...] = ()  # adjectives
    inner: tuple[Phrase, ...] = ()  # phrases inside an extended attribute
    genitive: Phrase | None = None
    conjuncts: list[Phrase] = field(default_factory=list)  # further members of a coordination

    @property
    def members(self) -> list[Phrase]:
        """The phrase and those coordinated with it."""
        return [self, *self.conjuncts]

    @property
    def last(self) -> int:
        """The end of the whole coordination."""
        return max([self.end, *(c.end for c in self.conjuncts)])

    @property
    def plural_only(self) -> bool:
        """Whether no singular reading is left."""
        return bool(self.conjuncts) or all(r[1] == "p" for r in self.readings)

    @property
    def may_be_plural(self) -> bool:
        """Whether a plural reading is left."""
        return bool(self.conjuncts) or any(r[1] == "p" for r in self.readings)

    def may_be(self, case: str) -> bool:
        """Whether the case ``n``, ``a``, ``d`` or ``g`` is among the readings."""
        return any(r[0] == case for r in self.readings)

    def must_be(self, case: str) -> bool:
        """Whether ``case`` is the only one left."""
        return all(r[0] == case for r in self.readings)


class PhraseReader:
    """Reads the phrases of one sentence; ``names`` are spans of actors, which no phrase border cuts."""

    def __init__(self, tokens: Sequence[Token], names: Sequence[Span] = ()) -> None:
        # Quotation marks are no part of the grammar: "mit „harten Folgen“" is one phrase.
        self.tokens = [t for t in tokens if t.text not in QUOTE_MARKS]
        self.size = len(self.tokens)
        self.tags = [t.tag for t in self.tokens]
        self.name_start: dict[int, int] = {}
        self.in_name = [False] * self.size
        self._mark_names(names)
        self._repair_verbs()
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
            if not finite and any(t in {"PTKZU", "VVIZU"} for t in there):
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

    def read(self) -> list[Phrase]:
        """All phrases, in order, without overlap."""
        phrases: list[Phrase] = []
        i = 0
        while i < self.size:
            phrase = self.phrase_at(i)
            if phrase is None:
                i += 1
                continue
            phrases.append(phrase)
            i = max(phrase.end, i + 1)
        return phrases

    def phrase_at(self, i: int) -> Phrase | None:
        """The phrase that begins with the token ``i``, if one does."""
        tag = self.tags[i]
        if tag in {"APPR", "APPRART"}:
            return self._prepositional(i)
        if tag == "PROAV":
            return self._pronominal_adverb(i)
        return self._nominal(i)

    def _prepositional(self, i: int) -> Phrase | None:
        j = i + 1
        if j < self.size and self.tags[j] in {"APPR", "APPRART"}:
            j += 1  # bis zum
        while j < self.size and self.tags[j] in {"ADV", "ADJD", "PTKA"} and j < i + 3:
            j += 1  # für rund 30 Staaten
        if j >= self.size:
            return None
        article = self.tokens[j - 1] if self.tags[j - 1] == "APPRART" else None
        inner = self._nominal(j, article)
        if inner is None:
            return None
        prep = preposition(self.tokens[j - 1] if self.tags[j - 1].startswith("APPR") else self.tokens[i])
        inner.first, inner.prep = i, prep
        inner.readings = _govern(prep, inner.readings)
        if j + 1 < self.size and inner.end < self.size and self.tags[inner.end] == "APZR":
            inner.end += 1
        return inner

    def _pronominal_adverb(self, i: int) -> Phrase | None:
        low = self.tokens[i].lower
        for start in ("dar", "da", "hier", "wor", "wo"):
            rest = low.removeprefix(start)
            if rest != low and rest in words("prepositions"):
                return Phrase(i, i + 1, i, ALL, rest, "PROAV")
        return None

    def _nominal(self, i: int, article: Token | None = None) -> Phrase | None:
        """A noun phrase or pronoun at ``i``; ``article`` is the one inside a preposition ("im")."""
        tag = self.tags[i]
        if i in self.name_start and self._is_whole_name(i):
            return self._name(i, article)
        if tag in PRONOUN_TAGS:
            return self._pronoun(i)
        j, determiner = i, article
        readings = ALL
        if tag in DETERMINERS:
            determiner = self.tokens[i]
            readings = determiner_readings(determiner.text)
            j += 1
            while j < self.size and self.tags[j] in {"PIAT", "PIS", "PDAT"} and j < i + 3:
                j += 1
        elif article is not None:
            readings = _contracted(article)
        return self._from_modifiers(i, j, determiner, readings)

    def _is_whole_name(self, i: int) -> bool:
        """Whether the name at ``i`` is a phrase of its own, with no noun of the same phrase after it."""
        end = self.name_start[i]
        if self.tags[i] in PRONOUN_TAGS or (self.tags[i] in DETERMINERS and end == i + 1):
            return False
        return end >= self.size or self.tags[end] != "NN" or self.tags[end - 1] == "NE"

    def _from_modifiers(self, i: int, j: int, determiner: Token | None, readings: Readings) -> Phrase | None:
        j, attributes, inner = self._modifiers(j, determiner is not None)
        if j >= self.size or self.tags[j] not in NOUNS:
            return self._headless(i, j, determiner, readings, attributes)
        head, end = self._heads(j)
        if self.tokens[head].lemma.lower() in words("measures") and end < self.size:
            more = self._measured(end)
            if more is not None:
                j, head, end = more
        if attributes and (determiner is None or is_bare_determiner(determiner.text)):
            readings = readings & adjective_readings(self.tokens[attributes[-1]].text) or readings
        token = self.tokens[j]
        if self._is_mismatch(i, attributes, token):
            return Phrase(i, i + 1, i, _relative(self.tokens[i].lower), kind="PRON")
        if token.tag == "NN":
            readings = readings & noun_readings(token.text, token.lemma) or readings
        elif determiner is None and not attributes:
            readings = _name_readings(token.text)
        if determiner is None and self._is_counted(i, j, readings):
            readings = frozenset({"np", "ap", "dp", "gp"})
        phrase = Phrase(i, end, head, readings, attributes=tuple(attributes), inner=tuple(inner))
        return self._with_genitive(phrase, j)

    def _is_counted(self, i: int, noun: int, readings: Readings) -> bool:
        """Whether a number above one stands before a noun with the form of the singular: "58 Prozent"."""
        if any(r[1] == "p" for r in readings):
            return False
        numbers = [self.tokens[k].lower for k in range(i, noun) if self.tags[k] == "CARD"]
        return bool(numbers) and not {"ein", "eine", "einem", "einen", "1"} & set(numbers)

    def _is_mismatch(self, i: int, attributes: list[int], noun: Token) -> bool:
        """Whether the "article" is a relative pronoun: after an article the adjective would be weak.

        ", die höhere Löhne fordert": "die höheren Löhne" would be one phrase, "die höhere Löhne" are two.
        """
        if not attributes or self.tags[i] != "ART" or i == 0 or self.tags[i - 1] != "$,":
            return False
        article, adjective = self.tokens[i].lower, self.tokens[attributes[0]].lower
        if not adjective.endswith(("e", "en", "er", "es", "em")):
            return False
        if article in {"den", "dem", "des"}:
            return not adjective.endswith("en")
        plural = noun.tag == "NN" and all(r[1] == "p" for r in noun_readings(noun.text, noun.lemma))
        if article == "die":
            return adjective.endswith(("er", "es", "em")) or (plural and adjective.endswith("e"))
        return article in {"der", "das"} and adjective.endswith(("er", "es", "em"))

    def _modifiers(self, j: int, determined: bool) -> tuple[int, list[int], list[Phrase]]:
        """Adjectives, numbers and extended attributes before a noun."""
        attributes: list[int] = []
        inner: list[Phrase] = []
        while j < self.size and not (j in self.name_start and self.tags[j] in NOUNS):
            tag = self.tags[j]
            if tag == "ADJA":
                attributes.append(j)
                j += 1
            elif self._links_modifiers(j, determined, bool(attributes)):
                j += 1
            elif determined and tag in {"APPR", "APPRART", "PROAV", "PRF"} and self._extended_follows(j):
                phrase = self.phrase_at(j) if tag != "PRF" else None
                if phrase is not None:
                    inner.append(phrase)
                j = phrase.end if phrase is not None else j + 1
            elif tag == "KON" and inner and self._extended_follows(j + 1):
                phrase = self._nominal(j + 1)
                if phrase is None:
                    break
                inner.append(phrase)
                j = phrase.end
            else:
                break
        return j, attributes, inner

    def _links_modifiers(self, j: int, determined: bool, attributes: bool) -> bool:
        """Whether the token at ``j`` is a number, an adverb or a link between adjectives of one phrase."""
        tag = self.tags[j]
        following = self.tags[j + 1] if j + 1 < self.size else ""
        if tag in {"PIAT", "PIS"}:
            return determined
        if tag in {"KON", "$,"}:
            linked = attributes and (
                following in {"ADJA", "TRUNC"} or (tag == "KON" and self._adjective_follows(j, determined))
            )
            return linked or (tag == "KON" and j > 0 and self.tags[j - 1] == "TRUNC")
        adverb = tag in {"ADV", "ADJD", "PTKNEG", "PTKA"} and self._adjective_follows(j, determined)
        return adverb or tag in {"CARD", "TRUNC"}

    def _adjective_follows(self, j: int, determined: bool) -> bool:
        """Whether only adverbs stand between ``j`` and an adjective ("eine sehr große Hilfe")."""
        for k in range(j + 1, min(j + 4, self.size)):
            tag = self.tags[k]
            if tag in {"ADJA", "CARD"}:
                return True
            if determined and tag in {"APPR", "APPRART"}:
                return self._extended_follows(k)
            if tag not in {"ADV", "ADJD", "PTKNEG"}:
                return False
        return False

    def _extended_follows(self, j: int) -> bool:
        """Whether the prepositional phrase at ``j`` belongs to a participle before a noun."""
        seen_noun = False
        for k in range(j, min(j + LONGEST_ATTRIBUTE, self.size)):
            tag = self.tags[k]
            if tag[0] == "V" or tag in {"KOUS", "PRELS", "$.", "$("} or (tag == "$," and not seen_noun):
                return False
            if tag in NOUNS:
                seen_noun = True
            if tag == "$,":
                return False
            if seen_noun and tag == "ADJA" and self.tags[k - 1] not in DETERMINERS | {"APPRART", "APPR"}:
                return any(self.tags[m] in NOUNS for m in range(k + 1, min(k + 5, self.size)))
        return False

    def _measured(self, end: int) -> tuple[int, int, int] | None:
        """ "acht Prozent | mehr Lohn": (first noun, head, end) of what is measured."""
        j = end
        while j < self.size and self.tags[j] in {"PIAT", "ADJA"}:
            j += 1
        if j >= self.size or self.tags[j] != "NN" or j in self.name_start:
            return None
        return j, *self._heads(j)

    def _heads(self, j: int) -> tuple[int, int]:
        """(head, end) of the nouns and names from ``j``: "Ministerin Anna Weber" is one phrase."""
        if j in self.name_start:
            return self.name_start[j] - 1, self.name_start[j]
        head, k = j, j + 1
        while k < self.size and self.tags[k] in NOUNS | {"XY", "CARD"}:
            if self.tags[k] == "CARD" and not (self.tags[k - 1] == "NE" and self.tokens[k].text.isdigit()):
                break
            if self.tags[k] in NOUNS:
                if k in self.name_start:
                    if self.in_name[k - 1] or is_title(self.tokens[j]):
                        return self.name_start[k] - 1, self.name_start[k]
                    break
                if self.tags[k] == "NN" and not (self.tags[k - 1] == "NE" and self.in_name[k]):
                    break
                if self.tags[k - 1] == "NN" and not is_title(self.tokens[k - 1]):
                    break
                head = k
            k += 1
        return head, k

    def _headless(
        self, i: int, j: int, determiner: Token | None, readings: Readings, attributes: list[int]
    ) -> Phrase | None:
        """ "die meisten", "die Größte", "den nächsten", "alle drei": an adjective or pronoun is the head."""
        if attributes:
            return self._with_genitive(
                Phrase(i, attributes[-1] + 1, attributes[-1], readings, attributes=tuple(attributes[:-1])), j
            )
        if determiner is None and all(self.tags[k] in {"CARD", "ADV"} for k in range(i, j)):
            return None  # a year or a bare number
        if j > i + 1 or (
            j == i + 1 and determiner is not None and self.tags[j - 1] in {"PIS", "PIAT", "CARD"}
        ):
            return self._with_genitive(Phrase(i, j, j - 1, readings, kind="PRON"), j)
        if determiner is not None and self.tags[i] in {"ART", "PDAT", "PIAT"} and j == i + 1:
            return Phrase(i, j, i, readings, kind="PRON")
        return None

    def _pronoun(self, i: int) -> Phrase:
        token = self.tokens[i]
        readings, person = PRONOUNS.get(token.lower, (determiner_readings(token.text), 3))
        if token.tag in {"PRELS", "PDS"}:
            readings = _relative(token.lower)
        if token.text == "Sie" and token.index > 0:
            readings = frozenset({"np", "ap"})
        if token.lower in {"dessen", "deren"} and i + 1 < self.size and self.tags[i + 1] in NOUNS | {"ADJA"}:
            phrase = self._from_modifiers(i, i + 1, token, ALL)
            if phrase is not None and phrase.end > i + 1:
                return phrase
        phrase = Phrase(i, i + 1, i, readings, kind="PRON", person=person)
        return phrase if token.tag in {"PPER", "PRF", "PRELS"} else self._with_genitive(phrase, i)

    def _name(self, i: int, article: Token | None) -> Phrase | None:
        """A phrase that is the mention of an actor, with its article: "der Abgeordnete Tim Kurz"."""
        end = self.name_start[i]
        nouns = [k for k in range(i, end) if self.tags[k] in NOUNS]
        head = nouns[0] if nouns and self.tags[nouns[0]] == "NN" else (nouns or [end - 1])[-1]
        readings = _contracted(article) if article is not None else ALL
        if self.tags[i] in DETERMINERS:
            readings = determiner_readings(self.tokens[i].text)
        token = self.tokens[head]
        if token.tag == "NN":
            readings = readings & noun_readings(token.text, token.lemma) or readings
        elif self.tags[i] not in DETERMINERS:
            readings = readings & _name_readings(token.text) or readings
        attributes = tuple(k for k in range(i, head) if self.tags[k] == "ADJA")
        if attributes and self.tags[i] not in DETERMINERS and article is None:
            readings = readings & adjective_readings(self.tokens[attributes[-1]].text) or readings
        if self._is_possessor(end - 1) and end < self.size:
            rest = self._from_modifiers(i, end, self.tokens[head], ALL)
            if rest is not None and rest.end > end:
                rest.genitive = Phrase(i, end, end - 1, frozenset({"gm", "gf", "gn"}))
                return rest
        return self._with_genitive(Phrase(i, end, head, readings, attributes=attributes), i)

    def _with_genitive(self, phrase: Phrase, noun: int) -> Phrase:
        """Attach a genitive before ("Polens Premier") or after the noun ("der Plan der Union")."""
        if (
            phrase.head == noun
            and self._is_possessor(noun)
            and phrase.end == noun + 1
            and phrase.first == noun
        ):
            rest = self._from_modifiers(phrase.first, noun + 1, self.tokens[noun], ALL)
            if rest is not None and rest.end > noun + 1 and self.tags[rest.head] in NOUNS:
                rest.genitive = Phrase(phrase.first, noun + 1, noun, frozenset({"gm", "gf", "gn"}))
                return rest
        k = phrase.end
        if k < self.size and phrase.genitive is None and self._starts_genitive(k, phrase):
            attribute = self._nominal(k)
            if attribute is not None and attribute.may_be("g") and attribute.kind == "NP":
                attribute.readings = frozenset(r for r in attribute.readings if r[0] == "g")
                phrase.genitive = attribute
                phrase.end = attribute.end
        return phrase

    def _is_possessor(self, i: int) -> bool:
        """Whether the name at ``i`` is a genitive before a noun: "Trumps Weg", "Russlands neue Armee"."""
        token = self.tokens[i]
        if (
            token.tag != "NE"
            or len(token.text) < 5
            or not token.lower.endswith(("s", "'", "’"))
            or token.text.isupper()
        ):
            return False
        follow = self.tags[i + 1] if i + 1 < self.size else ""
        return follow in {"NN", "ADJA", "CARD", "TRUNC"} and not self._names_person_after(i + 1)

    def _names_person_after(self, i: int) -> bool:
        return i in self.name_start and self.tags[i] == "NE"

    def _starts_genitive(self, k: int, phrase: Phrase) -> bool:
        """Whether a genitive attribute can begin at ``k`` right after the noun of ``phrase``."""
        tag, low = self.tags[k], self.tokens[k].lower
        if self.tags[phrase.head] == "NE" and phrase.kind == "NP" and tag != "NE":
            return False
        if self.in_name[phrase.end - 1] and self.tags[phrase.end - 1] != "NN":
            return False  # "die Regierung von Robert Lang | der Lüge"
        if tag in DETERMINERS and tag != "PRELAT":
            return all(r[0] != "n" or low == "der" for r in determiner_readings(low)) and any(
                r[0] == "g" for r in determiner_readings(low)
            )
        if tag == "ADJA":
            return low.endswith("er") and phrase.kind == "NP"
        return tag == "NE" and low.endswith("s") and not self.tokens[k].text.isupper() and len(low) > 3


def preposition(token: Token) -> str:
    """The plain preposition of "im", "zur", "Gegen"."""
    low = token.lower
    contracted = {"im": "in", "ins": "in", "am": "an", "ans": "an", "zum": "zu", "zur": "zu", "vom": "von"}
    contracted |= {
        "beim": "bei",
        "fürs": "für",
        "aufs": "auf",
        "ums": "um",
        "übers": "über",
        "durchs": "durch",
    }
    return contracted.get(low, low)


def _contracted(token: Token) -> Readings:
    """The readings of the article inside "im", "zur", "ins"."""
    if token.lower in {"ins", "ans", "aufs", "fürs", "ums", "durchs", "übers"}:
        return frozenset({"an"})
    return frozenset({"df"}) if token.lower == "zur" else frozenset({"dm", "dn"})


def _govern(prep: str, readings: Readings) -> Readings:
    """The readings left after a preposition: never nominative."""
    for case, prepositions in GOVERNED.items():
        if prep in prepositions:
            return frozenset(r for r in readings if r[0] == case) or readings
    cases = "gd" if prep in words("genitive_prepositions") else "ad"
    return frozenset(r for r in readings if r[0] in cases) or readings


def _name_readings(word: str) -> Readings:
    """A name shows no case but the genitive; abbreviations such as "USA" may be plural."""
    genders = "mfnp" if word.isupper() or word.endswith(("e", "en", "er")) else "mfn"
    genitive = {"gm", "gf", "gn"} if word.endswith("s") else set()
    return frozenset({c + g for c in "nad" for g in genders} | genitive)


def is_title(token: Token) -> bool:
    """Whether a noun can stand before a name as its title: offices, professions, kinds of bodies."""
    low = token.lemma.rsplit("-", 1)[-1].lower()
    return low.endswith(tuple(words("title_endings")))


def _relative(low: str) -> Readings:
    table = {
        "der": "nm df gf",
        "die": "nf af np ap",
        "das": "nn an",
        "den": "am",
        "dem": "dm dn",
        "denen": "dp",
        "dessen": "gm gn",
        "deren": "gf gp",
        "wer": "nm",
        "was": "nn an",
    }
    if low in table:
        return frozenset(table[low].split())
    return adjective_readings(low)
