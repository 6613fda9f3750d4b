"""Phrases of organisations and norms: the names and complements after their nouns, and names nobody knows."""

from __future__ import annotations

from loaders.gazetteer import Entry, Hit
from loaders.mentions.complements import Complements
from loaders.mentions.phrase import NAME_TAGS, Phrase, phrase_text
from loaders.mentions.sentence import words_not_actors
from loaders.model import ActorKind
from loaders.names import places
from loaders.nouns import Noun
from loaders.tables import word_class
from loaders.tokens import QUOTE_MARKS

_LONGEST_NAME = 8  # words of an unknown name
_STATE_NOUNS = frozenset({"Staat", "Land", "Bundesland", "Republik"})


class Bodies(Complements):
    """Reads phrases of organisations and norms."""

    def read_body(self, phrase: Phrase, noun: Noun) -> None:
        """Take in the name, the genitive and the acronym after a noun for organisations or norms."""
        if "n" in noun.head.goes_on and not phrase.plural:
            self._take_name(phrase, noun)
        if "g" in noun.head.goes_on and not phrase.proper and phrase.entry is None:
            self.read_complements(phrase)
        self.read_acronym(phrase)

    def _take_name(self, phrase: Phrase, noun: Noun) -> None:
        """A name after the noun: "Partei Beispiel", "Organisation „Clean Fjord“", "Gewerkschaft Verdi"."""
        i = phrase.end
        quoted = self.text(i) in QUOTE_MARKS
        hit = self.hits.get(i + 1 if quoted else i)
        if hit is not None and (quoted or hit.how != "demonym"):
            self._take_known(phrase, noun, hit, quoted)
        elif quoted:
            self._take_quoted(phrase, i + 1)
        else:
            self._take_unknown(phrase, i)

    def _take_known(self, phrase: Phrase, noun: Noun, hit: Hit, quoted: bool) -> None:
        """A known name: the organisation itself, or the state or town it belongs to."""
        if hit.how == "name" and not quoted and self.is_genitive(hit.start):
            return
        words = phrase_text(self.tokens[hit.start : hit.end])
        if hit.how == "metonym" and not quoted:
            phrase.place = phrase.complement = words
        elif _can_be(noun, hit.entry):
            phrase.entry, phrase.how = hit.entry, "name"
        else:
            phrase.place, phrase.complement = hit.entry.label, words
            phrase.scope_entry = phrase.scope_entry or hit.entry
        closing = quoted and self.text(hit.end) in QUOTE_MARKS
        phrase.end = hit.end + 1 if closing else hit.end

    def _take_quoted(self, phrase: Phrase, i: int) -> None:
        reach = range(i, min(i + _LONGEST_NAME + 1, len(self.tokens)))
        close = next((k for k in reach if self.tokens[k].text in QUOTE_MARKS), None)
        if close is not None and close > i and self.text(i)[:1].isalnum():
            phrase.proper, phrase.end = phrase_text(self.tokens[i:close]), close + 1

    def _take_unknown(self, phrase: Phrase, i: int) -> None:
        end = self._end_of_foreign(i)
        if end == i:
            return
        words, phrase.end = phrase_text(self.tokens[i:end]), end
        if words in places():
            phrase.place = phrase.complement = words
        else:
            phrase.proper = words

    def _end_of_foreign(self, i: int) -> int:
        """The end of a run of words of a name from ``i``: "Movement for Democratic Change"."""
        j = i
        while j < min(i + _LONGEST_NAME, len(self.tokens)) and self._is_foreign(i, j):
            j += 1
        while j > i and self.text(j - 1) in word_class("foreign_small"):
            j -= 1
        return j

    def _is_foreign(self, i: int, j: int) -> bool:
        """Whether the word at ``j`` continues a name that begins at ``i``."""
        token = self.tokens[j]
        if j > i and j in self.hits and self.hits[j].how == "name":
            return False
        if token.text in word_class("foreign_small"):
            english = token.text in word_class("english_small") or token.tag in NAME_TAGS
            return j > i and english and self.text(j + 1)[:1].isupper()
        if not token.text[:1].isupper():
            return False
        after_small = j > i and self.text(j - 1) in word_class("english_small")
        return token.tag in NAME_TAGS or (after_small and self.noun_at(j) is None)

    def foreign_name(self, i: int) -> Phrase | None:
        """A name with its acronym, "Free Example Army (FEA)", or an unknown acronym, "CCE"."""
        end = self._end_of_foreign(i)
        if end > i and self.text(end) == "(" and self.text(end + 2) == ")":
            acronym = self.text(end + 1)
            if sum(c.isupper() for c in acronym) >= 2 and acronym.isalnum():
                return self._unknown(i, end + 3, phrase_text(self.tokens[i:end]), acronym)
        word = self.text(i)
        is_acronym = 2 <= len(word) <= 8 and word.isupper() and word.isalpha()
        if is_acronym and word not in words_not_actors() and i not in self.hits:
            return self._unknown(i, i + 1, word, word)
        return None

    def _unknown(self, i: int, end: int, proper: str, acronym: str) -> Phrase:
        phrase = self.left(i).phrase(self.sentence, end, i, "organisation", proper)
        phrase.proper, phrase.acronym = proper, acronym
        return phrase


def _can_be(noun: Noun, entry: Entry) -> bool:
    """Whether an entry can be what the noun names: "Gewerkschaft Verdi" yes, "Polizei Bayern" no."""
    if entry.kind is ActorKind.STATE or entry.adjectives:
        return noun.head.noun in _STATE_NOUNS
    return True
