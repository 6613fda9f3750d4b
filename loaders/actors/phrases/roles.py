"""Phrases of persons: names with their appositions, nouns for persons with the names after them."""

from __future__ import annotations

from loaders.actors.phrases.complements import Complements
from loaders.actors.phrases.phrase import ARTICLE_TAGS, FINITE_TAGS, NAME_TAGS, Phrase
from loaders.actors.phrases.sentence import is_place_name
from loaders.german.person_names import Name, first_name_gender, is_name_word, read_name
from loaders.german.tokens import QUOTE_MARKS
from loaders.lexicon.nouns import Noun

DEEPEST = 5  # phrases inside phrases
_ENDS_APPOSITION = frozenset({",", ".", ";", ")", "–", "-", ":", "und", "(", "“", '"'})
_ENDS_NAME = frozenset({",", ".", "(", ";", ")", "“", "–"})
_LONGEST_LEFT = 6


class Roles(Complements):
    """Reads phrases of persons."""

    def name_phrase(self, i: int, name: Name) -> Phrase:
        """The phrase of a personal name, with party, organisation and apposition."""
        left = self.left(i)
        if left.start < i and self.tokens[left.start].tag not in ARTICLE_TAGS and not left.adjectives:
            left.start = i
        phrase = left.phrase(self.sentence, name.end, name.end - 1, "name", name.text)
        phrase.name, phrase.gender = name, name.gender
        self.read_bracket(phrase)
        self.read_affiliation(phrase)
        self._read_apposition(phrase)
        return phrase

    def _read_apposition(self, phrase: Phrase) -> None:
        """A role after a comma: "Kemal Beispiel, Vorsitzender der Wahlkommission,"."""
        if self.text(phrase.end) != ",":
            return
        first = phrase.end + 1
        if self.text(first).lower() == "als":
            first += 1
        k = self._role_after(first)
        noun = self.noun_at(k) if k is not None else None
        if k is None or noun is None or self.depth > DEEPEST:
            return
        role = self.noun_phrase(k, noun)
        if self._is_apposition(phrase, role, first):
            phrase.apposition, role.same_as = role, phrase
            phrase.inner.append(role)
            phrase.scope = phrase.scope or role.scope

    def _role_after(self, first: int) -> int | None:
        """The place of a noun for persons soon after ``first``, before any verb or comma."""
        for k in range(first, min(first + _LONGEST_LEFT, len(self.tokens))):
            token = self.tokens[k]
            if token.tag in FINITE_TAGS | {"$,", "$.", "KON", "PRELS", "KOUS"}:
                return None
            large = token.text[:1].isalnum() and not token.text[:1].islower()
            noun = self.noun_at(k) if large and k not in self.hits else None
            if noun is not None and noun.head.family == "person":
                return k
        return None

    def _is_apposition(self, phrase: Phrase, role: Phrase, first: int) -> bool:
        genders = {phrase.gender, role.gender} - {"", "u"}
        fits = role.start <= first + 1 and not role.plural and role.name is None and len(genders) < 2
        end = self.tokens[role.end].tag if role.end < len(self.tokens) else "$."
        unclosed = end in FINITE_TAGS and bool(role.complement)  # "X, Sekretär des Verbands sagte"
        return fits and (unclosed or self.text(role.end) in _ENDS_APPOSITION)

    def read_person(self, phrase: Phrase, noun: Noun) -> None:
        """Take in complements, a name and brackets after a noun for persons."""
        self.read_complements(phrase)
        i = phrase.end
        comma = self.text(i) == ","
        if self._take_known_name(phrase, i):
            return
        if not (comma and self.depth > 1) and self._take_titled_name(phrase, i, comma):
            return
        if comma and self.depth > 1:  # "der Sprecher des Präsidenten, X,": X is the speaker
            self.read_bracket(phrase)
            return
        name = self._name_after(i + 1 if comma else i, comma, phrase)
        if name is not None and not comma and phrase.complement and noun.head.rank == "person":
            return  # "der Sohn des Skistars X": the name belongs to the star
        listed = name is not None and self.text(name.end) in {",", "und", "(", "sowie"}
        only_plural = "s" not in noun.numbers
        if name is None or (phrase.plural and only_plural and not listed):
            self.read_bracket(phrase)
            return
        if phrase.plural and not listed:
            phrase.plural = only_plural
        phrase.name, phrase.end, phrase.head = name, name.end, name.end - 1
        phrase.gender = phrase.gender or name.gender
        self.read_bracket(phrase)
        self.read_affiliation(phrase)

    def _take_known_name(self, phrase: Phrase, i: int) -> bool:
        """A known actor's name right after the noun: "das Opec-Mitglied Venezuela"."""
        hit = self.hits.get(i)
        if hit is None or hit.how != "name" or phrase.complement or phrase.plural or self.is_genitive(i):
            return False
        phrase.entry, phrase.end = hit.entry, hit.end
        return True

    def _take_titled_name(self, phrase: Phrase, i: int, comma: bool) -> bool:
        """A second role with the name: "der Kommandeur, General Beispiel,", "Vorsitzender Richter X"."""
        at = i + 1 if comma else i
        if comma and not phrase.definite:
            return False
        if not comma and (phrase.plural or not first_name_gender(self.text(i + 1))):
            return False
        start = at
        if comma and at < len(self.tokens) and self.tokens[at].tag == "ART":
            at += 1  # "Der Vorsitzende des Rats, die Ärztin Anna Beispiel,"
        if at >= len(self.tokens) or at in self.hits or not self.text(at)[:1].isupper():
            return False
        noun = self.noun_at(at)
        if noun is None or noun.head.family != "person" or self.depth > DEEPEST:
            return False
        inner = self.noun_phrase(at, noun)
        closed = not comma or self.text(inner.end) in {",", ".", ")", ";"}
        if inner.name is None or not closed or inner.start != start:
            return False
        phrase.name, phrase.end, phrase.head, phrase.plural = inner.name, inner.end, inner.head, False
        phrase.gender, phrase.party = inner.gender or phrase.gender, inner.party
        phrase.inner.append(inner)
        return True

    def _name_after(self, i: int, comma: bool, phrase: Phrase) -> Name | None:
        """A name right after a role; after a comma it must be a full name that ends the apposition."""
        if i >= len(self.tokens) or self.text(i) in QUOTE_MARKS:
            return None
        given = first_name_gender(self.text(i))
        if not given and (i in self.hits or (self.noun_at(i) and self.tokens[i].tag != "NE")):
            return None
        name = read_name(self.tokens, i, after_role=not comma, stop=self.stops(i))
        if name is None or is_place_name(name):
            return None
        tokens = self.tokens[name.start : name.end]
        if not comma:
            plain = all(t.tag in NAME_TAGS | {"APPR", "ART"} or is_name_word(t) for t in tokens)
            return name if name.sure or plain else None
        full = len(name.words) > 1 and (name.sure or any(t.tag == "NE" for t in tokens))
        closed = self.text(name.end) in _ENDS_NAME
        one = phrase.definite or phrase.determiner.startswith("ein")
        return name if full and closed and one and not phrase.plural else None
