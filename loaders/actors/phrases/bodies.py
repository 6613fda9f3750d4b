"""Phrases of organisations and norms: the names and complements after their nouns, and names nobody knows."""

from __future__ import annotations

from functools import cache

from loaders.actors.phrases.complements import Complements
from loaders.actors.phrases.phrase import FINITE_TAGS, NAME_TAGS, Phrase, phrase_text
from loaders.actors.phrases.sentence import words_not_actors
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import Entry, Hit
from loaders.german.person_names import first_name_gender, places
from loaders.german.tokens import QUOTE_MARKS
from loaders.lexicon.nouns import Noun, analyse
from loaders.lexicon.tables import read_table, word_class

_LONGEST_NAME = 8  # words of an unknown name
_NAMED_ALONE = frozenset({ActorKind.PARTY, ActorKind.MEDIUM, ActorKind.COMPANY})
_LOOSE_STARTS = frozenset(
    {"PIAT", "PIS", "PIDAT", "ADV", "APPR", "PTKZU", "ADJD", "VVINF", "VVIMP", "PAV", "PROAV"}
)
_NEVER_IN_NAMES = FINITE_TAGS | {"PPER", "PRF", "KOUS", "KON", "PRELS", "PWS", "PWAV", "PDS", "CARD", "ART"}
_GENITIVES = frozenset({"der", "des"})
_OPENING_MARKS = QUOTE_MARKS | {":", "–", ";"}
_CLOSING_MARKS = QUOTE_MARKS | {",", ".", "(", ";", ":"}
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
            self._take_unknown(phrase, noun, i)

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

    def _take_unknown(self, phrase: Phrase, noun: Noun, i: int) -> None:
        """A name nobody knows: foreign words, a name with its legal form, or German words used as a name."""
        end = max(self._end_of_firm(i, _GENITIVES), self._end_of_foreign(i))
        if end == i:
            self._take_german(phrase, noun, i)
            return
        words, phrase.end = phrase_text(self.tokens[i:end]), end
        if words in places():
            phrase.place = phrase.complement = words
        else:
            phrase.proper = words

    def _take_german(self, phrase: Phrase, noun: Noun, i: int) -> None:
        """German words after the noun that can only be its name: "Bürgerinitiative Lebenswertes Tal".

        Common nouns stand side by side like this in names alone where they fill the place before the finite
        verb, or inside another phrase; elsewhere "die Initiative Geld" may be subject and object. A word that
        is no noun and yet begins large is always a name ("Bündnis Mehr Raum").
        """
        end = self._end_of_german(i)
        if end == i:
            return
        words = phrase_text(self.tokens[i:end])
        large = self.text(i)[:1].isupper() and self.tokens[i].tag not in NAME_TAGS | {"NN"}
        known = words in self.bodies or self._fills_first_place(phrase, end)
        if not (large or known or (self._is_inside(end) and self.text(i)[:1].isupper())):
            return
        alone = noun.head.kind in _NAMED_ALONE
        phrase.end, phrase.proper = end, words if alone else f"{noun.label} {words}"

    def _end_of_german(self, i: int) -> int:
        """The end of large words from ``i``, with small ones inside if the name begins with no noun."""
        small = word_class("german_small") if self.text(i)[:1].isupper() else frozenset()
        small = small if i < len(self.tokens) and self.tokens[i].tag in _LOOSE_STARTS else frozenset()
        j = i
        while j < len(self.tokens) and self.tokens[j].tag == "ADJA" and self.text(j).endswith("e"):
            j += 1  # "Arbeitsgemeinschaft bäuerliche Betriebe"
        while j < min(i + _LONGEST_NAME, len(self.tokens)):
            token = self.tokens[j]
            inside = j > i and token.text in small and self.text(j + 1)[:1].isupper()
            if not inside and (not self._is_large(j) or j in self.hits or first_name_gender(token.text)):
                break
            j += 1
        return j

    def _is_large(self, j: int) -> bool:
        """Whether the word at ``j`` may belong to a name of German words."""
        token = self.tokens[j]
        if not token.text[:1].isupper() or not token.text.isalpha() or token.tag in _NEVER_IN_NAMES:
            return False
        noun = self.noun_at(j)
        return token.text not in word_class("never_last_names") and (
            noun is None or noun.head.family == "norm"
        )

    def _fills_first_place(self, phrase: Phrase, end: int) -> bool:
        """Whether the words from the phrase to ``end`` stand between the beginning and the finite verb."""
        if phrase.start and self.tokens[phrase.start - 1].text not in _OPENING_MARKS:
            return False
        return end < len(self.tokens) and (self.tokens[end].tag in FINITE_TAGS or self.text(end) == "(")

    def _is_inside(self, end: int) -> bool:
        """Whether the noun belongs to a role and its phrase ends here: "Chefin des Vereins Beispielhaus,"."""
        return self.depth > 1 and self.text(end) in _CLOSING_MARKS

    def _end_of_firm(self, i: int, genitives: frozenset[str] = frozenset()) -> int:
        """The end of a name with its legal form from ``i``: "Hansa Beispiel AG"; ``i`` if there is none.

        With ``genitives``, as after a noun, "Freunde der Bahn e.V." is one too.
        """
        small = word_class("firm_small") | genitives
        for j in range(i, min(i + _LONGEST_NAME, len(self.tokens))):
            token = self.tokens[j]
            if j > i and token.text in legal_forms():
                return j + 1
            large = token.text[:1].isupper() and token.tag not in _NEVER_IN_NAMES
            large = large and (bool(genitives) or j == i or j not in self.hits)
            if not (large or (j > i and token.text in small)):
                break
        return i

    def firm(self, i: int) -> Phrase | None:
        """The phrase of a name with a legal form that begins at ``i``."""
        noun = analyse(self.text(i))
        end = self._end_of_firm(i)
        if end == i or (noun is not None and noun.base in word_class("generic_nouns")):
            return None
        phrase = self.left(i).phrase(self.sentence, end, i, "organisation")
        phrase.noun = analyse(legal_forms()[self.text(end - 1)])
        phrase.label = phrase.proper = phrase_text(self.tokens[i:end])
        phrase.gender = {"die": "f", "das": "n", "der": "m"}.get(phrase.determiner, "")
        self.read_acronym(phrase)
        return phrase

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


@cache
def legal_forms() -> dict[str, str]:
    """Legal form to the noun that says what such a body is (``data/legal_forms.tsv``)."""
    return {row["form"]: row["noun"] for row in read_table("legal_forms.tsv")}


def _can_be(noun: Noun, entry: Entry) -> bool:
    """Whether an entry can be what the noun names: "Gewerkschaft Verdi" yes, "Polizei Bayern" no."""
    if entry.kind is ActorKind.STATE or entry.adjectives:
        return noun.head.noun in _STATE_NOUNS
    return True
