"""What stands before a noun in its phrase (adjectives, numbers, extended attributes), and the head."""

from __future__ import annotations

from loaders.german.forms import is_title
from loaders.german.morphology import determiner_readings, noun_readings
from loaders.german.tokens import Token
from loaders.lexicon.tables import words
from loaders.syntax.mending.mended import NOUNS, MendedTokens
from loaders.syntax.mending.nouns import takes_name
from loaders.syntax.phrase import Phrase

DETERMINERS = frozenset({"ART", "PPOSAT", "PIAT", "PDAT", "PWAT", "PRELAT"})
_OPENS_ATTRIBUTE = frozenset({"APPR", "APPRART", "PROAV", "PRF", "PPER"})
_TITLES = frozenset({"Dr.", "Prof.", "Herr", "Frau", "Herrn"})
LONGEST_ATTRIBUTE = 14  # tokens between an article and the noun of an extended attribute


class ModifierReader(MendedTokens):
    """Reads modifiers; phrases inside an extended attribute are read by the class that builds on this one."""

    def phrase_at(self, i: int) -> Phrase | None:
        """The phrase that begins with the token ``i``, if one does."""
        raise NotImplementedError

    def _nominal(self, i: int, article: Token | None = None) -> Phrase | None:
        raise NotImplementedError

    def _modifiers(self, j: int, determined: bool) -> tuple[int, list[int], list[Phrase]]:
        """Adjectives, numbers and extended attributes before a noun."""
        attributes: list[int] = []
        inner: list[Phrase] = []
        while j < self.size and not (j in self.name_start and self.tags[j] in NOUNS):
            tag = self.tags[j]
            if tag == "ADJA":
                attributes.append(j)
                j += 1
            elif determined and self._object_follows(j) and (thing := self._nominal(j)) is not None:
                inner.append(thing)
                j = thing.end
            elif self._links_modifiers(j, determined, bool(attributes)):
                j += 1
            elif determined and tag in _OPENS_ATTRIBUTE and self._extended_follows(j):
                phrase = self.phrase_at(j) if tag not in {"PRF", "PPER"} else None
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
            linked = attributes and (following in {"ADJA", "TRUNC"} or self._adjective_follows(j, determined))
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

    def _object_follows(self, j: int) -> bool:
        """Whether the object of a participle before a noun begins: "der | 40 Häuser | umfassende Bestand"."""
        if self.tags[j] not in {"ART", "CARD"}:
            return False
        k = next((k for k in range(j + 1, min(j + 4, self.size)) if self.tags[k] not in {"ADJA", "CARD"}), j)
        if self.tags[k] != "NN":
            return False
        k += 1
        if self.tag(k) in {"APPR", "APPRART"}:  # "den Bach | seit Jahren | vergiftende"
            k = next((m + 1 for m in range(k + 1, min(k + 4, self.size)) if self.tags[m] in NOUNS), k)
        acts = self.tag(k) == "ADJA" and self.tokens[k].lower.endswith(tuple(words("acting_endings")))
        return acts and any(self.tag(m) in NOUNS for m in range(k + 1, k + 3))

    def _extended_follows(self, j: int) -> bool:
        """Whether the prepositional phrase at ``j`` belongs to a participle before a noun."""
        seen_noun = self.tags[j] in {"PRF", "PPER"}
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
        j = self._modifiers(end, False)[0] if self.tags[end] in {"PIAT", "ADJA"} else end
        while j < self.size and self.tags[j] in {"PIAT", "ADJA"}:
            j += 1
        if j >= self.size or self.tags[j] != "NN":
            return None
        return j, *self._heads(j, end)

    def _heads(self, j: int, first: int) -> tuple[int, int]:
        """(head, end) of the nouns and names from ``j``: "Ministerin Anna Weber" is one phrase.

        ``first`` is the place where the phrase begins.
        """
        if j in self.name_start:
            return self.name_start[j] - 1, self.name_start[j]
        head, k = j, j + 1
        if first < j and self.tags[j] == "NN" and takes_name(self.tokens[j]):
            while self.tag(k) == "NE" and not self.in_name[k]:
                k += 1  # "des Horts | Blumlage"
            if k > j + 1:
                return head, k
        while k < self.size and self.tags[k] in NOUNS | {"XY", "CARD"}:
            if self.tags[k] == "CARD" and not (self.tags[k - 1] == "NE" and self.tokens[k].text.isdigit()):
                break
            if self.tags[k] in NOUNS:
                if k in self.name_start:
                    if self.in_name[k - 1] or self._is_title(j, first):
                        return self.name_start[k] - 1, self.name_start[k]
                    break
                if self.tags[k] == "NN" and not self._goes_on(k, first):
                    break
                if self.tags[k - 1] == "NN" and not self._is_title(k - 1, first):
                    break
                head = k
            k += 1
        return head, k

    def _is_title(self, i: int, first: int) -> bool:
        """Whether the noun at ``i`` is the title of the name after it, known as one or by its bareness."""
        token = self.tokens[i]
        bare = i == first and token.text == token.lemma and self.tags[i + 1] == "NE"
        bare = bare and any(r[1] != "p" for r in noun_readings(token.text, token.lemma))
        bare = bare and token.lower not in words("time_nouns")  # "am Dienstag | Anna Beispiel"
        bare = bare and token.lower not in words("willing_nouns")  # "nach Auffassung | Österreichs"
        return bare or token.text in _TITLES or is_title(token)

    def _goes_on(self, k: int, first: int) -> bool:
        """Whether the common noun at ``k`` ends a name: "der Davis Cup", "Dr. Sieben"."""
        if self.tokens[k - 1].text in _TITLES:
            return True
        if self.tags[k - 1] != "NE":
            return False
        noun = self.tokens[k]
        fits = determiner_readings(self.tokens[first].text) & noun_readings(noun.text, noun.lemma)
        foreign = not self.in_name[k - 1] and self.tags[first] == "ART" and first == k - 2
        return self.in_name[k] or (foreign and bool(fits))
