"""What follows a head and belongs to it: genitives, "von", "für", brackets with a party or an acronym."""

from __future__ import annotations

from loaders.actors.phrases.phrase import ARTICLE_TAGS, NAME_TAGS, Phrase, is_noun, is_state
from loaders.actors.phrases.sentence import SentenceReader
from loaders.articles.findings import ActorKind
from loaders.german.person_names import first_name_gender, places, read_name
from loaders.german.tokens import QUOTE_MARKS

_INSIDE_TAGS = frozenset({"ADJA", "CARD", "ADV", "TRUNC", "ADJD", "PIAT", "PIDAT"})
_OF = frozenset({"der", "des", "von", "vom", "für"})
_AT = frozenset({"im", "in", "bei", "beim", "am", "an"})
_IN_CAPITALS = frozenset({ActorKind.GOVERNMENT, ActorKind.MINISTRY, ActorKind.PARLIAMENT})
_LONGEST_LEFT = 6  # tokens between a preposition and its head
_LONGEST_ACRONYM = 12  # letters


class Complements(SentenceReader):
    """Reads to the right of a head."""

    def read_complements(self, phrase: Phrase) -> None:
        """Take in what says of what, for what or where someone holds a role or a body belongs."""
        for depth in range(3):
            i = phrase.end
            small = self.text(i).lower()
            direct = (i in self.hits and self.is_genitive(i)) or self._is_bare_genitive(phrase, i)
            against = small == "gegen" and _is_union(phrase)
            if not (small in _OF or against or (small in _AT and depth == 0) or direct):
                return
            if small == "von" and self._take_place(phrase, i):
                return
            inner = self.complement_phrase(i)
            if inner is None:
                end = self._other_end(i)
                if end is None:
                    return
                phrase.complete(end)
                continue
            if not self._belongs(phrase, inner, small):
                return
            phrase.inner.append(inner)
            if phrase.scope is None and inner.what in {"entry", "organisation", "name", "person"}:
                phrase.scope = inner
            phrase.complete(self._end_of_states(phrase, inner))
            if inner.what != "organisation" or depth:
                return

    def _is_bare_genitive(self, phrase: Phrase, i: int) -> bool:
        """A genitive without article after a union: "der Verband kommunaler Unternehmen"."""
        if not _is_union(phrase) or i + 1 >= len(self.tokens):
            return False
        adjective = self.tokens[i].tag == "ADJA" and self.tokens[i].text.endswith("er")
        return adjective and self.tokens[i + 1].tag == "NN"

    def _end_of_states(self, phrase: Phrase, inner: Phrase) -> int:
        """The end of a list of states after a plural: "die Minister von Polen, Litauen und Lettland"."""
        end = inner.end
        while phrase.plural and inner.entry is not None and self.text(end) in {",", "und", "sowie"}:
            hit = self.hits.get(end + 1)
            if hit is None or hit.entry.kind is not inner.entry.kind:
                break
            item = self.entry_phrase(end + 1, hit)
            phrase.inner.append(item)
            end = item.end
        return end

    @staticmethod
    def _belongs(phrase: Phrase, inner: Phrase, small: str) -> bool:
        """Whether an actor phrase after the preposition or article ``small`` belongs to the head."""
        noun = phrase.noun
        if small in _AT:
            governs = noun is not None and noun.head.kind in _IN_CAPITALS and small == "in"
            somewhere = is_state(inner) if inner.what == "entry" else inner.what != "organisation"
            return governs or not somewhere  # "Regierung in Harare" but not "Minister in Harare"
        if small in {"von", "vom"}:
            agents = noun is not None and noun.head.rank == "group" and inner.what == "person"
            return inner.what != "name" and not agents  # "Demonstranten von Beamten …"
        return True

    def _take_place(self, phrase: Phrase, i: int) -> bool:
        """A town after "von": "der Bürgermeister von Beispielstadt"."""
        if i + 1 >= len(self.tokens) or i + 1 in self.hits:
            return False
        town = self.tokens[i + 1]
        unknown = town.tag == "NE" and not first_name_gender(town.text)
        if town.tag not in {"NE", "NN"} or not (town.text in places() or unknown):
            return False
        phrase.place = town.text
        phrase.complete(i + 2)
        return True

    def complement_phrase(self, i: int) -> Phrase | None:
        """The actor phrase that begins at ``i`` with an article or preposition, or is a bare genitive."""
        j = self._head_after(i)
        found = self._phrase_of(i, j) if j is not None else None
        if found is not None:
            first = i + 1 if self.tokens[i].tag == "APPR" else i
            found.start = max(i, min(found.start, first))
        return found

    def _head_after(self, i: int) -> int | None:
        """Where the head of a complement stands that begins at ``i``."""
        for j in range(i, min(i + _LONGEST_LEFT, len(self.tokens))):
            token = self.tokens[j]
            if j in self.hits or token.text in QUOTE_MARKS:
                return j
            if token.text[:1].isupper():
                town = token.text.endswith("er") and j + 1 < len(self.tokens) and is_noun(self.tokens[j + 1])
                noun = self.noun_at(j) is not None and token.tag != "ADJA"
                if noun or not (token.tag == "ADJA" or town):
                    return j
                continue
            preposition = token.tag in {"APPR", "APPRART"}
            repeated = preposition and j > i and self.tokens[j - 1].tag != "APPR"
            if repeated or not (preposition or token.tag in ARTICLE_TAGS | _INSIDE_TAGS):
                return None
        return None

    def _phrase_of(self, i: int, j: int) -> Phrase | None:
        """The phrase whose head is at ``j`` in a complement that begins at ``i``."""
        if j in self.hits:
            return self.known_phrase(j) or self.entry_phrase(j, self.hits[j])
        if self.tokens[j].text in QUOTE_MARKS:
            return None
        noun = self.noun_at(j) if self.tokens[j].tag != "ADJA" else None
        if noun is not None:
            return self.noun_phrase(j, noun)
        foreign = self.foreign_name(j)
        if foreign is not None or j == i:
            return foreign
        name = read_name(self.tokens, j, False, self.stops(j))
        return self.name_phrase(j, name) if name is not None and name.sure else None

    def _other_end(self, i: int) -> int | None:
        """The end of a complement whose head is no actor: "der Abteilung", "für Verkehr und Bau"."""
        small = self.text(i).lower()
        bare = self.tokens[i].tag == "ADJA"
        if small not in {"der", "des", "für", "gegen"} and not bare:
            return None
        j = i if bare else i + 1
        if small == "für" and j < len(self.tokens) and self.tokens[j].tag in ARTICLE_TAGS:
            return None  # "Minister für Bildung" but not "… für das Vorhaben"
        while j < min(i + 5, len(self.tokens)) and self.tokens[j].tag in _INSIDE_TAGS | {"ART"}:
            j += 1
        if not self.text(j)[:1].isupper() or self.tokens[j].tag not in NAME_TAGS | {"NN"}:
            return None
        return self._end_of_list(j + 1) if small == "für" else self._end_of_name(j + 1)

    def _end_of_list(self, j: int) -> int:
        while j + 1 < len(self.tokens) and self.text(j) in {"und", ","} and self.tokens[j + 1].tag == "NN":
            j += 2
        return j

    def _end_of_name(self, j: int) -> int:
        while (
            j < len(self.tokens)
            and self.tokens[j].tag == "NE"
            and j not in self.hits
            and not first_name_gender(self.text(j))
        ):
            j += 1
        return j

    def read_bracket(self, phrase: Phrase) -> None:
        """A party or organisation in brackets after a name, "Angela Merkel (CDU)", or an age or acronym."""
        i = phrase.end
        if self.text(i) != "(":
            return
        hit = self.hits.get(i + 1)
        if hit is not None and self.text(hit.end) in {")", ",", "/"}:
            phrase.party = Phrase(
                self.sentence, i + 1, hit.end, i + 1, "entry", hit.words, entry=hit.entry, how="name"
            )
            phrase.inner.append(phrase.party)
            close = self.find(")", hit.end, 4)
        else:
            close = self.find(")", i + 1, 3)
            if close is not None and self.tokens[i + 1].tag != "CARD" and not self.text(i + 1).isupper():
                return
        if close is not None:
            phrase.end = close + 1

    def read_affiliation(self, phrase: Phrase) -> None:
        """An organisation after a name: "John Beispiel von Human Rights Watch"."""
        full = phrase.name is not None and len(phrase.name.words) > 1
        if not full or self.text(phrase.end).lower() not in {"von", "vom"}:
            return
        inner = self.complement_phrase(phrase.end)
        if inner is None or inner.what not in {"entry", "organisation"} or is_state(inner):
            return
        phrase.end = inner.end
        phrase.inner.append(inner)
        if inner.entry is not None and inner.entry.kind is ActorKind.PARTY:
            phrase.party = phrase.party or inner
        else:
            phrase.scope = phrase.scope or inner

    def read_acronym(self, phrase: Phrase) -> None:
        """Take in a bracket with an acronym: "(BSI)", "(kurz: „IG Bau“)"."""
        i = phrase.end
        close = self.find(")", i + 1, 6) if self.text(i) == "(" else None
        if close is None:
            return
        skipped = QUOTE_MARKS | {":", "kurz", "abgekürzt", ","}
        words = [t.text for t in self.tokens[i + 1 : close] if t.text not in skipped]
        text = " ".join(words)
        if 0 < len(words) <= 2 and sum(c.isupper() for c in text) >= 2 and len(text) <= _LONGEST_ACRONYM:
            phrase.acronym, phrase.end = text, close + 1


def _is_union(phrase: Phrase) -> bool:
    """Whether the phrase is one of an association or alliance, whose name says of or against what it is."""
    return phrase.noun is not None and phrase.noun.head.kind in {ActorKind.ASSOCIATION, ActorKind.ALLIANCE}
