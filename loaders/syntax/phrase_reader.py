"""Noun phrases and prepositional phrases of a tagged sentence, with the cases their forms allow.

One pass from left to right. A noun phrase has its article, adjectives (also extended ones, "die von der
Ministerin geplante Maut"), a noun or name with apposed names, and a genitive attribute; a
prepositional phrase has its preposition besides. Pronouns are phrases; so are "dagegen", "dafür", "davor".
"""

from __future__ import annotations

from loaders.german.forms import contracted, govern, is_title, name_readings, preposition, relative_readings
from loaders.german.morphology import (
    ALL,
    PRONOUNS,
    Readings,
    adjective_readings,
    determiner_readings,
    is_bare_determiner,
    noun_readings,
    weak_adjective_readings,
)
from loaders.german.tokens import Token
from loaders.lexicon.frames import noun_frames
from loaders.lexicon.tables import words
from loaders.syntax.mending.mended import NOUNS
from loaders.syntax.modifiers import DETERMINERS, ModifierReader
from loaders.syntax.phrase import Phrase, names_time

__all__ = ["DETERMINERS", "NOUNS", "Phrase", "PhraseReader", "is_title"]

_SEVERAL = frozenset({"np", "ap", "dp", "gp"})
PRONOUN_TAGS = frozenset({"PPER", "PIS", "PDS", "PRELS", "PWS", "PPOSS", "PRF"})


class PhraseReader(ModifierReader):
    """Reads the phrases of one sentence."""

    def read(self) -> list[Phrase]:
        """All phrases, in order, without overlap."""
        phrases: list[Phrase] = []
        i = 0
        while i < self.size:
            phrase = self.phrase_at(i)
            if phrase is None:
                i += 1
                continue
            phrase.form = phrase.readings
            phrases.append(phrase)
            i = max(phrase.end, i + 1)
        return phrases

    def phrase_at(self, i: int) -> Phrase | None:
        """The phrase that begins with the token ``i``, if one does."""
        tag = self.tags[i]
        if tag in {"APPR", "APPRART"} and self.name_start.get(i, 0) < i + 2:  # no name such as "Pro Bahn"
            return self._prepositional(i)
        if tag == "PROAV":
            return self._pronominal_adverb(i)
        return self._nominal(i)

    def _prepositional(self, i: int) -> Phrase | None:
        j = i + 1
        if j < self.size and self.tags[j] in {"APPR", "APPRART"}:
            j += 1  # bis zum
        while j < self.size and self.tags[j] in {"ADV", "ADJD", "PTKA"} and j < i + 3:
            if self.tokens[j].lower in words("adverbs_of_day"):
                return None  # "seit gestern | den Rücktritt"
            j += 1  # für rund 30 Staaten
        if j >= self.size:
            return None
        article = self.tokens[j - 1] if self.tags[j - 1] == "APPRART" else None
        inner = self._nominal(j, article)
        if inner is None:
            return None
        prep = preposition(self.tokens[j - 1] if self.tags[j - 1].startswith("APPR") else self.tokens[i])
        inner.first, inner.prep = i, prep
        inner.readings = govern(prep, inner.readings)
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
            readings = contracted(article)
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
        head, end = self._heads(j, i)
        if self.tokens[head].lemma.lower() in words("measures") and end < self.size:
            more = self._measured(end)
            if more is not None:
                j, head, end = more
        if attributes and (determiner is None or is_bare_determiner(determiner.text)):
            readings = readings & adjective_readings(self.tokens[attributes[-1]].text) or readings
        elif attributes and determiner is not None:
            weak = weak_adjective_readings(self.tokens[attributes[-1]].text, determiner.text)
            readings = readings & weak or readings
        token = self.tokens[j]
        if self._is_mismatch(i, attributes, token):
            return Phrase(i, i + 1, i, relative_readings(self.tokens[i].lower), kind="PRON")
        if token.tag == "NN":
            readings = readings & noun_readings(token.text, token.lemma) or readings
        elif determiner is None and not attributes:
            readings = name_readings(token.text)
        if determiner is None and self._is_counted(i, j, readings):
            readings = _SEVERAL
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
        return (article in {"der", "das"} and adjective.endswith(("er", "es", "em"))) or (
            article == "das" and plural
        )

    def _headless(
        self, i: int, j: int, determiner: Token | None, readings: Readings, attributes: list[int]
    ) -> Phrase | None:
        """ "die meisten", "die Größte", "den nächsten", "alle drei": an adjective or pronoun is the head."""
        if attributes:
            return self._with_genitive(
                Phrase(i, attributes[-1] + 1, attributes[-1], readings, attributes=tuple(attributes[:-1])), j
            )
        if determiner is None and all(self.tags[k] in {"CARD", "ADV"} for k in range(i, j)):
            spelled = self.tokens[i].text.isalpha() and not self.tokens[i].text.isupper()
            many = len(self.tokens[i].text) > 4 and j < self.size and self.tokens[j].lower == "der"
            if j == i + 1 and (many or spelled) and self.tag(j) not in {"KON", "NN", "$,"}:
                return self._with_genitive(Phrase(i, j, i, _SEVERAL, kind="PRON"), j)  # "Zwei der Staaten"
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
            readings = relative_readings(token.lower)
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
        particle = next((k for k in range(i + 1, end) if self.tags[k] in {"APPR", "APPRART"}), end)
        nouns = [k for k in nouns if k < particle] or nouns  # "John von Gaunt"
        head = nouns[0] if nouns and self.tags[nouns[0]] == "NN" else (nouns or [end - 1])[-1]
        readings = contracted(article) if article is not None else ALL
        if self.tags[i] in DETERMINERS:
            readings = determiner_readings(self.tokens[i].text)
        token = self.tokens[head]
        if token.tag == "NN":
            readings = readings & noun_readings(token.text, token.lemma) or readings
        elif self.tags[i] not in DETERMINERS:
            readings = readings & name_readings(token.text) or readings
        attributes = tuple(k for k in range(i, head) if self.tags[k] == "ADJA")
        if attributes and self.tags[i] not in DETERMINERS and article is None:
            readings = readings & adjective_readings(self.tokens[attributes[-1]].text) or readings
        if self.tags[i] == "CARD" and self._is_counted(i, head, readings):
            readings = frozenset({"np", "ap", "dp", "gp"})  # "58 Prozent der Bürger"
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
        first = next((k + 1 for k in range(i - 1, -1, -1) if self.tags[k] != "NE"), 0)
        follow = self.tags[i + 1] if i + 1 < self.size else ""
        if first and self.tokens[first - 1].lower in {"von", "durch"} and follow != "NN":
            return False  # "von Juan Salas entworfene Häuser", but "von Bergers Initiative"
        return follow in {"NN", "ADJA", "CARD", "TRUNC"} and not self._names_person_after(i + 1)

    def _names_person_after(self, i: int) -> bool:
        return i in self.name_start and self.tags[i] == "NE"

    def _starts_genitive(self, k: int, phrase: Phrase) -> bool:
        """Whether a genitive attribute can begin at ``k`` right after the noun of ``phrase``."""
        tag, low = self.tags[k], self.tokens[k].lower
        if self._has_no_genitive(phrase, tag, low):
            return False
        if tag in DETERMINERS and tag != "PRELAT":
            readings = determiner_readings(low)
            plain = low in words("genitive_determiners") or all(r[0] != "n" for r in readings)
            return plain and any(r[0] == "g" for r in readings)
        if tag in {"ADJD", "ADV"} and k + 1 < self.size and self.tags[k + 1] == "ADJA":
            tag, low = "ADJA", self.tokens[k + 1].lower  # "die Räumung | leer stehender Häuser"
        if tag == "ADJA":
            return low.endswith("er") and phrase.kind == "NP"
        stance = bool(noun_frames(self.tokens[phrase.head].lemma)[0])  # "die Forderung | Anna Bergers"
        last = self.tokens[self.name_start.get(k, k + 1) - 1 if stance else k]
        if tag != "NE" or last.text[-1:] not in "s'’" or last.text.isupper() or len(last.text) < 4:
            return False
        return not self._is_possessor(k)  # "im Mai | Sachsens Ministerin"

    def _has_no_genitive(self, phrase: Phrase, tag: str, low: str) -> bool:
        """Whether the word with ``tag`` after a phrase begins another one, since a name or time ends here."""
        if self.tags[phrase.head] == "NE" and phrase.kind == "NP" and tag != "NE":
            return True
        if self.in_name[phrase.end - 1] and self.tags[phrase.end - 1] != "NN":
            return True  # "die Regierung von Robert Lang | der Lüge"
        loose = names_time(phrase, self.tokens) and low not in words("time_genitives")
        return loose or self._is_past(phrase)  # "am Dienstag | einer Maut", "vor zwei Jahren | der Maut"

    def _is_past(self, phrase: Phrase) -> bool:
        """Whether a phrase counts a time, which has no genitive: "vor einem Jahr", "seit vielen Jahren"."""
        before = phrase.head - 1
        counted = self.tags[before] == "CARD" or self.tokens[before].lower in words("time_counts")
        return phrase.head > phrase.first and counted and names_time(phrase, self.tokens)
