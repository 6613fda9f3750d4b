"""What stands before a noun in its phrase (adjectives, numbers, extended attributes), and the head."""

from __future__ import annotations

from loaders.german.forms import is_title
from loaders.german.tokens import Token
from loaders.syntax.phrase import Phrase
from loaders.syntax.repairs import NOUNS, MendedTokens

DETERMINERS = frozenset({"ART", "PPOSAT", "PIAT", "PDAT", "PWAT", "PRELAT"})
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
