"""Phrases that may refer to actors, sentence by sentence: heads first, then what belongs to them.

A phrase is found by its head: a name of the gazetteer, a personal name, a noun for persons ("Außenminister"),
for organisations ("Umweltministerium") or for norms. To the left come the article, adjectives and a genitive
("Finnlands Präsident"), to the right complements ("Vorsitzende der Gewerkschaft Verdi"), names, and brackets.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from loaders.actors.phrases.agreement import gender_of, is_plural
from loaders.actors.phrases.bodies import Bodies
from loaders.actors.phrases.left import Left
from loaders.actors.phrases.naming import label_of
from loaders.actors.phrases.phrase import NAME_TAGS, Phrase
from loaders.actors.phrases.roles import DEEPEST, Roles
from loaders.actors.phrases.sentence import is_excluded, is_place_name
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import Entry, Hit
from loaders.german.person_names import Name, first_name_gender, places, read_name
from loaders.german.tokens import QUOTE_MARKS
from loaders.lexicon.nouns import Noun, analyse
from loaders.lexicon.tables import read_table, word_class

_GENITIVE_ENDINGS = ("s", "’", "'")
_LONGEST_PARTICLES = 4  # words of a last name with particles


class Reader(Roles, Bodies):
    """Finds the phrases of one sentence."""

    def phrases(self) -> Iterator[Phrase]:
        """All phrases in text order, outer ones before those inside them; the sentence is walked once."""
        i = 0
        while i < len(self.tokens):
            phrase = self._phrase_at(i)
            if phrase is None:
                i += 1
                continue
            yield phrase
            yield from phrase.flattened()
            i = max(i + 1, phrase.end, phrase.apposition.end if phrase.apposition else 0)
            self.taken = i

    def _phrase_at(self, i: int) -> Phrase | None:
        """The phrase whose head is at ``i``, or that begins there with a name or a genitive."""
        token = self.tokens[i]
        known = i in self.hits
        if token.lower in word_class("last_name_starts") and not known:
            return self._particle_name(i)
        if not token.text[:1].isalnum() or (token.text[:1].islower() and not known):
            return None
        return self._owned(i) or self._source(i) or self.known_phrase(i) or self._unknown_head(i)

    def known_phrase(self, i: int) -> Phrase | None:
        """A name of the gazetteer, unless it is a first name or the institution of another state."""
        hit = self.hits.get(i)
        if hit is None:
            return None
        alone = hit.end == i + 1
        if alone and hit.how != "name" and first_name_gender(self.text(i)):
            return None
        if hit.entry.kind is ActorKind.COLLECTIVE and not hit.entry.demonyms and _is_part(self.left(i)):
            return None
        noun = self.noun_at(i) if alone and hit.how == "name" else None
        if noun is not None and noun.head.family == "organisation" and self._is_elsewhere(i, hit.entry):
            return self.noun_phrase(i, noun)
        return self.entry_phrase(i, hit)

    def _unknown_head(self, i: int) -> Phrase | None:
        """A noun, a personal name, or the name of an unknown organisation."""
        firm = self.firm(i)
        if firm is not None:
            return firm
        noun = self.noun_at(i)
        if noun is not None:
            return self.noun_phrase(i, noun)
        name = read_name(self.tokens, i, after_role=False, stop=self.stops(i))
        if name is None and self.is_last_name(i):
            name = Name(i, i + 1, (self.text(i),), "", False)
        if name is not None and not is_place_name(name) and not (name.text.isupper() and not name.sure):
            return self.name_phrase(i, name)
        return self.foreign_name(i)

    def _is_elsewhere(self, i: int, entry: Entry) -> bool:
        """Whether an adjective of another state stands before: "das russische Außenministerium"."""
        state = self.left(i).scope_entry
        return state is not None and state.id != "actor/deutschland" and entry.kind is not ActorKind.STATE

    def entry_phrase(self, i: int, hit: Hit) -> Phrase:
        """A name of the gazetteer with its article, quotation marks and acronym."""
        phrase = self.left(i).phrase(self.sentence, hit.end, hit.end - 1, "entry", hit.words)
        phrase.entry, phrase.how = hit.entry, hit.how
        if (
            hit.how == "name"
            and hit.words in hit.entry.demonyms
            and phrase.determiner in {"die", "den", "der"}
        ):
            phrase.how = "demonym"  # "die Schweden"
        phrase.plural = phrase.how == "demonym" and is_plural(phrase, i, "sp", self.hits)
        if i and self.text(i - 1) in QUOTE_MARKS and self.text(hit.end) in QUOTE_MARKS:
            phrase.start, phrase.end = min(phrase.start, i - 1), hit.end + 1
        self.read_acronym(phrase)
        return phrase

    def noun_phrase(self, i: int, noun: Noun) -> Phrase:
        """The phrase of an actor noun with everything that belongs to it."""
        phrase = self.left(i).phrase(self.sentence, i + 1, i, noun.head.family)
        phrase.noun = noun
        self.depth += 1
        phrase.plural = is_plural(phrase, i, noun.numbers, self.hits)
        phrase.gender = gender_of(phrase, noun)
        phrase.former = phrase.former or (noun.hyphen and noun.modifier.lower().startswith(("ex", "alt")))
        self._take_compound(phrase, noun)
        if self.depth <= DEEPEST:
            read = self.read_person if noun.head.family == "person" else self.read_body
            read(phrase, noun)
        self.depth -= 1
        phrase.label = label_of(phrase, noun)
        return phrase

    def _take_compound(self, phrase: Phrase, noun: Noun) -> None:
        """The actor in the compound: "US-Außenminister", "Bundestagspräsident", "IG Metall-Vorsitzende"."""
        entry = self.entry_of_modifier(noun.modifier)
        before = phrase.head - 1
        if entry is None and noun.hyphen and before >= self.taken:
            words = (self.text(before), noun.modifier.split("-", maxsplit=1)[0])
            pair = self.names.at(words, 0)
            if pair is not None and pair.end == 2:
                entry, phrase.start = pair.entry, min(phrase.start, before)
        phrase.scope_entry = phrase.scope_entry or entry

    def _particle_name(self, i: int) -> Phrase | None:
        """A last name that begins with its particle: "von der Leyen" where somebody is called that."""
        reach = range(i + 1, min(i + _LONGEST_PARTICLES, len(self.tokens)))
        end = next((k + 1 for k in reach if self.text(k)[:1].isupper()), None)
        if end is None:
            return None
        words = " ".join([self.tokens[i].lower, *(t.text for t in self.tokens[i + 1 : end])])
        known = [
            w for w in (words, words.removesuffix("s")) if w in self.names.by_last_name or w in self.lasts
        ]
        if not known:
            return None
        phrase = Phrase(self.sentence, i, end, end - 1, "name", known[0])
        phrase.name = Name(i, end, (known[0],), "", False)
        if i and self.tokens[i - 1].tag == "APPR":
            phrase.preposition = self.tokens[i - 1].lower
        return phrase

    def _source(self, i: int) -> Phrase | None:
        """The actor inside a word for a report: "Polizeiangaben", "NASA-Angaben", "Regierungskreise"."""
        word = self.tokens[i].text
        report = next((r for r in _reports() if word.lower().endswith(r) and len(word) > len(r) + 1), None)
        if report is None:
            return None
        part = word[: len(word) - len(report)].rstrip("-")
        entry = self.entry_of_modifier(part) if "-" in word else None
        if entry is not None:
            phrase = self.left(i).phrase(self.sentence, i + 1, i, "entry", part)
            phrase.entry, phrase.how = entry, "name"
            return phrase
        noun = analyse(part) or analyse(part.removesuffix("s")) or analyse(part.removesuffix("en"))
        if noun is None or noun.head.family == "norm" or is_excluded(part):
            return None
        phrase = self.left(i).phrase(self.sentence, i + 1, i, noun.head.family)
        phrase.noun, phrase.gender, phrase.plural = noun, noun.gender, noun.numbers == "p"
        phrase.label = noun.plural if phrase.plural else noun.label
        phrase.determiner, phrase.adjectives = "die", ()
        return phrase

    def _owned(self, i: int) -> Phrase | None:
        """A genitive before a noun: "Finnlands Präsident", "Kiels oberster Richter", "Trumps Sprecher"."""
        owner = self._owner(i)
        if owner is None:
            return None
        j = owner.end
        while (
            j < len(self.tokens)
            and self.tokens[j].tag in {"ADJA", "CARD"}
            and not (j in self.hits or self.noun_at(j))
        ):
            j += 1
        noun = self.noun_at(j) if self.text(j)[:1].isupper() else None
        if noun is None or not self._may_be_owned(owner, j):
            return None
        self.taken = owner.end
        phrase = self.noun_phrase(j, noun)
        phrase.start, phrase.determiner, phrase.preposition = owner.start, "des", owner.preposition
        phrase.inner.insert(0, owner)
        if owner.what == "place":
            phrase.place = owner.label
        elif owner.entry is not None:
            phrase.scope_entry = phrase.scope_entry or owner.entry
        else:
            phrase.scope = phrase.scope or owner
        phrase.label = label_of(phrase, noun)
        return phrase

    def _may_be_owned(self, owner: Phrase, j: int) -> bool:
        """Whether the noun at ``j`` is no known name, or is a state's own ("Österreichs Bundesregierung")."""
        if j not in self.hits:
            return True
        state = owner.entry is not None and owner.entry.kind is ActorKind.STATE
        return state and self.hits[j].end == j + 1

    def _owner(self, i: int) -> Phrase | None:
        """A genitive of a known name, of a town or of a person that begins at ``i``."""
        hit = self.hits.get(i)
        if hit is not None:
            return self.entry_phrase(i, hit) if self.is_genitive(i) else None
        token = self.tokens[i]
        if token.tag not in NAME_TAGS and token.text not in places():
            return None
        name = read_name(self.tokens, i, False, self.stops(i)) if token.tag in NAME_TAGS else None
        if name is None or name.text in places():
            town = token.text in places() and token.text.endswith("s")
            return Phrase(self.sentence, i, i + 1, i, "place", token.text[:-1]) if town else None
        if not self.text(name.end - 1).endswith(_GENITIVE_ENDINGS):
            return None
        phrase = Phrase(self.sentence, i, name.end, name.end - 1, "name", name.text, gender=name.gender)
        phrase.name, phrase.preposition = name, self.left(i).preposition
        return phrase


def _is_part(left: Left) -> bool:
    """Whether what stands before a group means some of it: "die neuen Bundesländer", "drei Bundesländer"."""
    return bool(left.adjectives or left.number) or left.determiner.startswith(("ein", "viel", "mehr"))


@cache
def _reports() -> tuple[str, ...]:
    return tuple(row["form"] for row in read_table("reports.tsv"))
