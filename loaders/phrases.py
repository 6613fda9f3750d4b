# ruff: noqa: E501, SIM905, RUF021, SIM114, PLC0207, PLR0912, PLR0911
"""Phrases that may refer to actors, sentence by sentence: heads first, then what belongs to them left and right.

A phrase is found by its head: a name of the gazetteer, a personal name, a noun for persons ("Außenminister"),
for organisations ("Umweltministerium") or for norms. To the left come the article, adjectives and a genitive
("Finnlands Präsident"), to the right complements ("Vorsitzende der Gewerkschaft Verdi"), names, and brackets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from loaders.gazetteer import Entry, Gazetteer, Hit
from loaders.model import ActorKind
from loaders.names import LAST_NAME_STARTS, Name, first_name_gender, is_name_word, places, read_name
from loaders.nouns import Noun, analyse
from loaders.tables import read_table
from loaders.tokens import QUOTE_MARKS, Sentence, Token

FORMER = (
    "ehemalig",
    "früher",
    "einstig",
    "damalig",
    "vormalig",
    "ex-",
    "alt-",
    "abgewählt",
    "gestürzt",
    "zurückgetreten",
)
PLACE_PREPOSITIONS = frozenset(
    "in im aus nach nahe um ab bis durch entlang bei beim über ins jenseits unweit".split()
)
_ARTICLE_TAGS = frozenset({"ART", "PPOSAT", "PDAT", "PIAT", "PIDAT", "PWAT", "APPRART"})
_INSIDE_TAGS = frozenset({"ADJA", "CARD", "ADV", "TRUNC", "ADJD", "PIAT", "PIDAT"})
_FOREIGN_SMALL = frozenset("for of and the de la du des et y della di for on against to in".split())


@dataclass(slots=True)
class Phrase:
    """Words of a sentence that may refer to an actor; ``start`` and ``end`` are token places, end exclusive."""

    sentence: Sentence
    start: int
    end: int
    head: int
    what: str  # entry, name, person, organisation, norm
    label: str = ""
    noun: Noun | None = None
    name: Name | None = None
    entry: Entry | None = None
    how: str = ""
    gender: str = ""
    plural: bool = False
    determiner: str = ""
    preposition: str = ""
    adjectives: tuple[str, ...] = ()
    former: bool = False
    scope: Phrase | None = None
    scope_entry: Entry | None = None
    place: str = ""
    party: Phrase | None = None
    acronym: str = ""
    proper: str = ""  # the name after an organisation noun
    complement: str = ""
    apposition: Phrase | None = None
    same_as: Phrase | None = None  # the phrase this one stands in apposition to
    inner: list[Phrase] = field(default_factory=list)
    number: str = ""

    @property
    def definite(self) -> bool:
        """Whether an article such as der or dieser, or a genitive, makes the phrase definite."""
        return self.determiner[:1] == "d" or self.determiner in {
            "am",
            "im",
            "vom",
            "zum",
            "zur",
            "beim",
            "ins",
            "jene",
        }

    @property
    def demonstrative(self) -> bool:
        """Whether the determiner points back (dieser, jener)."""
        return self.determiner.startswith(("diese", "jene"))

    @property
    def indefinite(self) -> bool:
        """Whether the determiner introduces something new (ein, mehrere, einige)."""
        return self.determiner.startswith(
            ("ein", "kein", "mehrere", "viele", "manche", "irgend", "zahlreiche")
        )

    @property
    def first_offset(self) -> int:
        """Where the phrase begins in the text."""
        return self.sentence.tokens[self.start].start

    @property
    def end_offset(self) -> int:
        """Where the phrase ends in the text."""
        return self.sentence.tokens[self.end - 1].end

    @property
    def words(self) -> str:
        """The words of the phrase, without an article in front."""
        first = self.start
        if self.sentence.tokens[first].tag in _ARTICLE_TAGS and first < self.head:
            first += 1
        return phrase_text(self.sentence.tokens[first : self.end])


def phrase_text(tokens: tuple[Token, ...]) -> str:
    """The words with the spaces of the text (at most one)."""
    out, last = [], None
    for token in tokens:
        if last is not None and token.start > last:
            out.append(" ")
        out.append(token.text)
        last = token.end
    return "".join(out)


_DEEPEST = 5  # phrases inside phrases


class Reader:
    """Finds the phrases of one sentence; ``phrases()`` gives them in text order, inner ones after outer ones."""

    def __init__(self, sentence: Sentence, names: Gazetteer, lasts: frozenset[str] = frozenset()) -> None:
        self.sentence, self.tokens, self.names, self.lasts = sentence, sentence.tokens, names, lasts
        self.hits = self._find_hits()
        self.taken = 0
        self.depth = 0

    def phrases(self) -> Iterator[Phrase]:
        """All phrases; the text is walked once."""
        i = 0
        while i < len(self.tokens):
            phrase = self.phrase_at(i)
            if phrase is None:
                i += 1
                continue
            yield phrase
            yield from _flatten(phrase)
            i = max(i + 1, phrase.end, phrase.apposition.end if phrase.apposition else 0)
            self.taken = i

    # -- names of the gazetteer -------------------------------------------------------------------------

    def _find_hits(self) -> dict[int, Hit]:
        """Where names of the gazetteer begin; longer ones win, ordinary words are weeded out."""
        hits: dict[int, Hit] = {}
        words, i = self.sentence.words, 0
        while i < len(words):
            hit = self.names.at(words, i) if words[i][:1].isalpha() else None
            if hit is not None and self._is_meant(hit):
                hits[i] = hit
                i = hit.end
            else:
                i += 1
        return hits

    def _is_meant(self, hit: Hit) -> bool:
        """Whether an ambiguous word is the name here (``data/ambiguous.tsv``)."""
        first = self.tokens[hit.start]
        before = self.tokens[hit.start - 1] if hit.start else None
        after = self.tokens[hit.end] if hit.end < len(self.tokens) else None
        if hit.how == "demonym" and (
            hit.start + 1 < len(self.tokens) and first.text.endswith("er") and _is_noun(after)
        ):
            return False  # "Berliner Senat", "Schweizer Bank": an adjective
        if (
            hit.how == "demonym"
            and first.text.startswith("Deutsch")
            and hit.end < len(self.tokens)
            and _is_noun(self.tokens[hit.end])
        ):
            return False  # "der Deutschen Industrie"
        needs = self.names.ambiguous.get(hit.words)
        if hit.end - hit.start == 2 and hit.start == 0 and first.lower in _DEFINITE:
            return self.names.ambiguous.get(self.tokens[1].text) != "quotes"
        if not needs or hit.end - hit.start > 1:
            return True
        quoted = before is not None and before.text in QUOTE_MARKS
        if needs == "quotes":
            kind_before = (
                before is not None and (n := analyse(before.text)) is not None and n.head.goes_on[:1] == "n"
            )
            return quoted or bool(kind_before) or self._is_cited(hit)
        if needs == "name":
            return before is None or not (before.lower.startswith("ein") or before.tag == "ADJA")
        if needs == "article":
            return before is not None and before.text.lower() in _DEFINITE and not _is_noun(after)
        return quoted or before is None or before.tag not in _ARTICLE_TAGS | {"ADJA"}

    def _is_cited(self, hit: Hit) -> bool:
        """Whether a verb of saying stands beside the word and its article: "berichtete der Spiegel"."""
        first = (
            hit.start - 1
            if hit.start and self.tokens[hit.start - 1].lower in {"der", "die", "das"}
            else hit.start
        )
        before = self.tokens[first - 1] if first else None
        after = self.tokens[hit.end] if hit.end < len(self.tokens) else None
        speaks = any(
            t is not None and t.tag == "VVFIN" and t.lemma in _speaking_verbs() for t in (before, after)
        )
        return speaks or (before is not None and before.lower == "laut")

    # -- heads ------------------------------------------------------------------------------------------

    def phrase_at(self, i: int) -> Phrase | None:
        """The phrase whose head is at ``i`` (or begins there, for names)."""
        token = self.tokens[i]
        if token.lower in LAST_NAME_STARTS and i not in self.hits:
            return self._particle_name(i)
        if not token.text[:1].isalnum() or token.text[:1].islower() and i not in self.hits:
            return None
        owned = self._owned(i) or self._source(i)
        if owned is not None:
            return owned
        hit = self.hits.get(i)
        given = first_name_gender(token.text)
        if hit is None or (given and hit.end - hit.start == 1 and hit.how != "name"):
            noun = self.noun_at(i)
            if noun is not None:
                return self._noun_phrase(i, noun)
            name = read_name(self.tokens, i, after_role=False, stop=self._stops(i))
            if name is not None and not self._is_place(name):
                return self._name_phrase(i, name)
            return self._foreign_name(i)
        noun = self.noun_at(i) if hit.end == i + 1 and hit.how == "name" else None
        if noun is not None and noun.head.family == "organisation" and self._is_elsewhere(i, hit.entry):
            return self._noun_phrase(i, noun)
        return self._entry_phrase(i, hit)

    def _is_elsewhere(self, i: int, entry: Entry) -> bool:
        """Whether an adjective of another state stands before the institution: "das russische Außenministerium"."""
        _, left = self._left(i)
        state = left["scope_entry"]
        return (
            isinstance(state, Entry) and state.id != "actor/deutschland" and entry.kind is not ActorKind.STATE
        )

    def _particle_name(self, i: int) -> Phrase | None:
        """A last name that begins with its particle: "von der Leyen" where somebody is called that."""
        words: list[str] = []
        for k in range(i, min(i + 4, len(self.tokens))):
            words.append(self.tokens[k].lower if k == i else self.tokens[k].text)
            if self.tokens[k].text[:1].isupper() and k > i:
                break
        last = " ".join(words)
        stem = last.removesuffix("s")
        if last not in self.names.by_last_name and last not in self.lasts:
            if stem not in self.names.by_last_name and stem not in self.lasts:
                return None
            last = stem
        end = i + len(words)
        name = Name(i, end, (last,), "", False)
        preposition = self.tokens[i - 1].lower if i and self.tokens[i - 1].tag == "APPR" else ""
        return Phrase(
            self.sentence, i, end, end - 1, "name", last, name=name, preposition=preposition
        )  # fmt: skip

    def _source(self, i: int) -> Phrase | None:
        """The actor inside a word for a report: "Polizeiangaben", "NASA-Angaben", "Regierungskreise"."""
        word = self.tokens[i].text
        report = next((r for r in _reports() if word.lower().endswith(r) and len(word) > len(r) + 1), None)
        if report is None:
            return None
        part = word[: len(word) - len(report)].rstrip("-")
        entry = self.entry_of_modifier(part)
        start, left = self._left(i)
        if entry is not None and "-" in word:
            return Phrase(self.sentence, start, i + 1, i, "entry", part, entry=entry, how="name", **left)
        noun = analyse(part) or analyse(part.removesuffix("s")) or analyse(part.removesuffix("en"))
        if noun is None or noun.head.family == "norm" or _is_excluded(part):
            return None
        phrase = Phrase(
            self.sentence, start, i + 1, i, noun.head.family, noun=noun, plural=noun.numbers == "p", **left
        )
        phrase.label, phrase.gender, phrase.determiner = (
            noun.plural if phrase.plural else noun.label,
            noun.gender,
            "die",
        )
        phrase.adjectives = ()
        return phrase

    def _owned(self, i: int) -> Phrase | None:
        """A genitive before a noun: "Finnlands Präsident", "Mannheims oberster Bürgermeister", "Trumps Sprecher"."""
        hit = self.hits.get(i)
        if hit is not None:
            end, genitive = hit.end, self._is_genitive(i)
        else:
            name = (
                read_name(self.tokens, i, False, self._stops(i))
                if self.tokens[i].tag in {"NE", "FM", "XY"}
                else None
            )
            if name is None and self.tokens[i].text in places() and self.tokens[i].text.endswith("s"):
                end, genitive = i + 1, True
            elif name is not None and self.tokens[name.end - 1].text.endswith(("s", "’", "'")):
                end, genitive = name.end, True
            else:
                return None
        j = end
        while (
            genitive
            and j < len(self.tokens)
            and self.tokens[j].tag in {"ADJA", "CARD"}
            and j not in self.hits
            and not self.noun_at(j)
        ):
            j += 1
        if not genitive or j >= len(self.tokens) or not self.tokens[j].text[:1].isupper():
            return None
        if j in self.hits and (
            hit is None or hit.entry.kind is not ActorKind.STATE or self.hits[j].end > j + 1
        ):
            return None
        noun = self.noun_at(j)
        if noun is None:
            return None
        owner = self._owner(i, end, hit)
        self.taken = end
        phrase = self._noun_phrase(j, noun)
        phrase.start, phrase.determiner, phrase.preposition = owner.start, "des", owner.preposition
        phrase.inner.insert(0, owner)
        if owner.entry is not None:
            phrase.scope_entry = phrase.scope_entry or owner.entry
        elif owner.what == "place":
            phrase.place = owner.label
        else:
            phrase.scope = phrase.scope or owner
        phrase.label = self._label(phrase)
        return phrase

    def _owner(self, i: int, end: int, hit: Hit | None) -> Phrase:
        """The genitive itself as a phrase."""
        if hit is not None:
            return self._entry_phrase(i, hit)
        text = self.tokens[i].text
        if text in places():
            return Phrase(self.sentence, i, end, i, "place", text[:-1])
        name = read_name(self.tokens, i, False, self._stops(i))
        assert name is not None
        _, left = self._left(i)
        return Phrase(
            self.sentence,
            i,
            name.end,
            name.end - 1,
            "name",
            name.text,
            name=name,
            gender=name.gender,
            preposition=str(left["preposition"]),
        )

    def noun_at(self, i: int) -> Noun | None:
        """The actor noun at ``i``, unless the word is a verb form or no actor here."""
        token = self.tokens[i]
        if token.tag in {"VVFIN", "VVINF", "VAFIN", "ADJA", "CARD"} and not token.text.endswith(
            ("nde", "nden", "nder", "te", "ten", "ter", "ige", "igen")
        ):
            return None
        noun = analyse(token.text)
        return None if noun is None or _is_excluded(token.text) or token.text in places() else noun

    def _stops(self, i: int) -> frozenset[int]:
        return frozenset(
            k
            for k, h in self.hits.items()
            if k > i and not first_name_gender(self.tokens[k].text) and not self._is_last_name(k, h)
        )

    def _is_last_name(self, k: int, hit: Hit) -> bool:
        """Whether the gazetteer's word at ``k`` follows a first name and is not a well-known name alone."""
        before = self.tokens[k - 1].text if k else ""
        return (
            hit.end - hit.start == 1 and bool(first_name_gender(before)) and hit.how in {"demonym", "metonym"}
        )

    def _is_place(self, name: Name) -> bool:
        if name.title:
            return False
        text = name.text
        return text in places() or (name.words[0] in places() and not name.sure)

    # -- entries ----------------------------------------------------------------------------------------

    def _entry_phrase(self, i: int, hit: Hit) -> Phrase:
        start, left = self._left(i)
        phrase = Phrase(
            self.sentence, start, hit.end, hit.end - 1, "entry", hit.words, entry=hit.entry, how=hit.how,
            **left,
        )  # fmt: skip
        if (
            hit.how == "name"
            and hit.words in hit.entry.demonyms
            and phrase.determiner in {"die", "den", "der"}
        ):
            phrase.how = "demonym"
        phrase.plural = phrase.how == "demonym" and self._is_plural(i, phrase, "sp")
        if (
            i
            and self.tokens[i - 1].text in QUOTE_MARKS
            and hit.end < len(self.tokens)
            and self.tokens[hit.end].text in QUOTE_MARKS
        ):
            phrase.start, phrase.end = min(phrase.start, i - 1), hit.end + 1
        phrase.end = self._skip_acronym(phrase, phrase.end)
        return phrase

    # -- personal names ---------------------------------------------------------------------------------

    def _name_phrase(self, i: int, name: Name) -> Phrase:
        start, left = self._left(i)
        if start < i and self.tokens[start].tag not in _ARTICLE_TAGS and not left["adjectives"]:
            start = i
        phrase = Phrase(self.sentence, start, name.end, name.end - 1, "name", name.text, name=name, **left)
        phrase.gender = name.gender
        self._bracket(phrase)
        self._affiliation(phrase)
        self._apposition(phrase)
        return phrase

    def _bracket(self, phrase: Phrase) -> None:
        """A party or organisation in brackets after a name: "Angela Merkel (CDU)"."""
        i = phrase.end
        if i + 2 >= len(self.tokens) or self.tokens[i].text != "(":
            return
        hit = self.hits.get(i + 1)
        if hit is not None and hit.end < len(self.tokens) and self.tokens[hit.end].text in {")", ",", "/"}:
            phrase.party = Phrase(
                self.sentence, i + 1, hit.end, i + 1, "entry", hit.words, entry=hit.entry, how="name"
            )
            phrase.inner.append(phrase.party)
            close = next(
                (k for k in range(hit.end, min(hit.end + 4, len(self.tokens))) if self.tokens[k].text == ")"),
                None,
            )
            if close is not None:
                phrase.end = close + 1
        else:
            close = next(
                (k for k in range(i + 1, min(i + 4, len(self.tokens))) if self.tokens[k].text == ")"), None
            )
            if close is not None and (self.tokens[i + 1].tag == "CARD" or self.tokens[i + 1].text.isupper()):
                phrase.end = close + 1

    def _affiliation(self, phrase: Phrase) -> None:
        """An organisation after a name: "John Beispiel von Human Rights Watch"."""
        i = phrase.end
        if (
            i < len(self.tokens)
            and self.tokens[i].lower in {"von", "vom"}
            and phrase.name
            and len(phrase.name.words) > 1
        ):
            inner = self._complement_phrase(i)
            if inner is not None and inner.what in {"entry", "organisation"} and not _is_state(inner):
                phrase.scope, phrase.end = inner, inner.end
                phrase.inner.append(inner)

    def _apposition(self, phrase: Phrase) -> None:
        """A role after a comma: "Kemal Beispiel, Vorsitzender der Wahlkommission,"."""
        i = phrase.end
        if i + 1 >= len(self.tokens) or self.tokens[i].text != ",":
            return
        j = i + 1
        if self.tokens[j].lower == "als":
            j += 1
        for k in range(j, min(j + 6, len(self.tokens))):
            token = self.tokens[k]
            if token.tag in {"VVFIN", "VAFIN", "VMFIN", "$,", "$.", "KON", "PRELS", "KOUS"}:
                return
            noun = (
                self.noun_at(k)
                if k not in self.hits and token.text[:1].isalnum() and not token.text[:1].islower()
                else None
            )
            if noun is not None and noun.head.family == "person":
                role = self._noun_phrase(k, noun)
                if self._is_apposition(phrase, role, j):
                    phrase.apposition, role.same_as = role, phrase
                    phrase.inner.append(role)
                    phrase.scope = phrase.scope or role.scope
                return

    def _is_apposition(self, phrase: Phrase, role: Phrase, start: int) -> bool:
        after = self.tokens[role.end].text if role.end < len(self.tokens) else "."
        genders = {phrase.gender, role.gender} - {"", "u"}
        return (
            role.start <= start + 1 and not role.plural and role.name is None and len(genders) < 2
            and after in {",", ".", ";", ")", "–", "-", ":", "und", "(", "“", "\""}
        )  # fmt: skip

    # -- nouns ------------------------------------------------------------------------------------------

    def _noun_phrase(self, i: int, noun: Noun) -> Phrase:
        start, left = self._left(i)
        phrase = Phrase(self.sentence, start, i + 1, i, noun.head.family, noun=noun, **left)
        self.depth += 1
        phrase.plural = self._is_plural(i, phrase, noun.numbers)
        phrase.gender = self._gender_of(phrase, noun)
        phrase.former = phrase.former or noun.modifier.lower().startswith(("ex", "alt")) and noun.hyphen
        self._compound_scope(phrase, noun)
        if self.depth <= _DEEPEST:
            right = self._person_right if noun.head.family == "person" else self._thing_right
            right(phrase)
        self.depth -= 1
        phrase.label = self._label(phrase)
        return phrase

    def _compound_scope(self, phrase: Phrase, noun: Noun) -> None:
        """The actor in the compound: "US-Außenminister", "Bundestagspräsident", "Kremlsprecher"."""
        entry = self.entry_of_modifier(noun.modifier)
        before = phrase.head - 1
        if entry is None and noun.hyphen and before >= self.taken:
            pair = self.names.at((self.tokens[before].text, noun.modifier.split("-")[0]), 0)
            if pair is not None and pair.end == 2:
                entry, phrase.start = pair.entry, min(phrase.start, before)
        if entry is not None:
            phrase.scope_entry = phrase.scope_entry or entry

    def entry_of_modifier(self, modifier: str) -> Entry | None:
        """The background actor that the first part of a compound names."""
        if len(modifier) < 2:
            return None
        part = modifier.split("-")[0].split("/")[0]
        for candidate in (
            modifier,
            part,
            modifier.removesuffix("s"),
            part.removesuffix("s"),
            modifier.removesuffix("n"),
        ):
            hit = self.names.at((candidate,), 0)
            if (
                hit is not None
                and hit.how != "demonym"
                and (len(candidate) > 3 or candidate.isupper() or candidate in {"Uno", "Fed"})
            ):
                return hit.entry
        return None

    def _person_right(self, phrase: Phrase) -> None:
        """Complements, names and brackets after a noun for persons."""
        noun = phrase.noun
        assert noun is not None
        self._complements(phrase)
        i = phrase.end
        comma = i < len(self.tokens) and self.tokens[i].text == ","
        if comma and phrase.definite and self._titled_name(phrase, i + 1):
            return
        hit = self.hits.get(i)
        if hit is not None and hit.how == "name" and not phrase.complement and not phrase.plural and not self._is_genitive(i):
            phrase.entry, phrase.end = hit.entry, hit.end  # "das Opec-Mitglied Venezuela"
            return
        stacked = not comma and not phrase.plural and i + 1 < len(self.tokens) and self.noun_at(i) is not None
        if stacked and first_name_gender(self.tokens[i + 1].text) and self._titled_name(phrase, i):
            return
        name = self._name_after(i + 1 if comma else i, comma, phrase)
        if name is not None and not comma and phrase.complement and noun.head.rank == "person":
            return  # "der Sohn des Skistars X": the name belongs to the star
        listed = name is not None and self._lists_names(name.end)
        if name is None or (phrase.plural and "s" not in noun.numbers and not listed):
            self._bracket(phrase)
            return
        if phrase.plural and not listed:
            phrase.plural = "s" not in noun.numbers
        phrase.name, phrase.end, phrase.head = name, name.end, name.end - 1
        phrase.gender = phrase.gender or name.gender
        self._bracket(phrase)
        self._affiliation(phrase)

    def _titled_name(self, phrase: Phrase, i: int) -> bool:
        """A second role with the name after a comma: "der Kommandeur, General George Beispiel,"."""
        if i >= len(self.tokens) or i in self.hits or not self.tokens[i].text[:1].isupper():
            return False
        noun = self.noun_at(i)
        if noun is None or noun.head.family != "person" or self.depth > _DEEPEST:
            return False
        inner = self._noun_phrase(i, noun)
        after = self.tokens[inner.end].text if inner.end < len(self.tokens) else "."
        closed = after in {",", ".", ")", ";"} or self.tokens[i - 1].text != ","
        if inner.name is None or not closed or inner.start != i:
            return False
        phrase.name, phrase.end, phrase.head, phrase.plural = inner.name, inner.end, inner.head, False
        phrase.gender = phrase.gender or inner.gender
        phrase.party = inner.party
        phrase.inner.append(inner)
        return True

    def _lists_names(self, i: int) -> bool:
        return i < len(self.tokens) and self.tokens[i].text in {",", "und", "(", "sowie"}

    def _name_after(self, i: int, comma: bool, phrase: Phrase) -> Name | None:
        """A name right after a role; after a comma it must be a full name that ends the apposition."""
        if i >= len(self.tokens) or i in self.hits and not first_name_gender(self.tokens[i].text):
            return None
        if self.tokens[i].text in QUOTE_MARKS or (
            self.noun_at(i) and self.tokens[i].tag != "NE" and not first_name_gender(self.tokens[i].text)
        ):
            return None
        name = read_name(self.tokens, i, after_role=not comma, stop=self._stops(i))
        if name is None or self._is_place(name):
            return None
        if not comma:
            good = name.sure or all(
                t.tag in {"NE", "FM", "XY", "APPR", "ART"} or is_name_word(t)
                for t in self.tokens[name.start : name.end]
            )
            return name if good else None
        after = self.tokens[name.end].text if name.end < len(self.tokens) else "."
        full = len(name.words) > 1 and (
            name.sure or any(t.tag == "NE" for t in self.tokens[name.start : name.end])
        )
        return (
            name
            if full and after in {",", ".", "(", ";", ")", "“", "–"} and phrase.definite and not phrase.plural
            else None
        )

    def _complements(self, phrase: Phrase) -> None:
        """Genitives and prepositional phrases that say of what or for what someone holds a role."""
        for depth in range(3):
            i = phrase.end
            if i >= len(self.tokens):
                return
            token = self.tokens[i]
            allowed = token.lower in {"der", "des", "von", "vom", "für"} or (
                token.lower in {"im", "in", "bei", "beim", "am", "an"} and depth == 0
            )
            direct = i in self.hits and self._is_genitive(i)
            if not allowed and not direct:
                return
            if token.lower == "von" and self._place_complement(phrase, i):
                return
            inner = self._complement_phrase(i)
            if inner is None:
                end = self._other_complement(i, depth)
                if end is None:
                    return
                phrase.complement = phrase_text(self.tokens[phrase.head + 1 : end])
                phrase.end = end
                continue
            governs = (
                phrase.noun is not None
                and phrase.noun.head.kind is ActorKind.GOVERNMENT
                and token.lower == "in"
            )
            if (
                token.lower in {"im", "in", "bei", "beim", "am", "an"}
                and not governs
                and (
                    inner.what == "entry" and _is_state(inner) or inner.what not in {"entry", "organisation"}
                )
            ):
                return
            group = phrase.noun is not None and phrase.noun.head.rank == "group"
            if token.lower in {"von", "vom"} and (inner.what == "name" or (group and inner.what == "person")):
                return
            phrase.inner.append(inner)
            if phrase.scope is None and inner.what in {"entry", "organisation", "name", "person"}:
                phrase.scope = inner
            phrase.end = inner.end
            phrase.complement = phrase_text(self.tokens[phrase.head + 1 : phrase.end])
            if inner.what != "organisation" or depth:
                return

    def _place_complement(self, phrase: Phrase, i: int) -> bool:
        """A town after "von": "der Bürgermeister von Beispielstadt"."""
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if following is None or i + 1 in self.hits or following.tag not in {"NE", "NN"}:
            return False
        if following.text not in places() and (following.tag != "NE" or first_name_gender(following.text)):
            return False
        phrase.place, phrase.end = following.text, i + 2
        phrase.complement = phrase_text(self.tokens[phrase.head + 1 : phrase.end])
        return True

    def _is_genitive(self, i: int) -> bool:
        hit = self.hits[i]
        text = self.tokens[hit.end - 1].text
        return hit.how != "demonym" and (text.endswith(("s", "’", "'")) and text != hit.words.split()[-1])

    def _complement_phrase(self, i: int) -> Phrase | None:
        """The actor phrase that begins at ``i`` with an article or preposition, or is a bare genitive name."""
        j = i
        while j < min(i + 6, len(self.tokens)):
            token = self.tokens[j]
            if j in self.hits:
                found: Phrase | None = self._entry_phrase(j, self.hits[j])
                break
            if token.text[:1].isupper() or token.text in QUOTE_MARKS:
                noun = self.noun_at(j) if token.text[:1].isupper() else None
                if noun is not None and token.tag != "ADJA":
                    found = self._noun_phrase(j, noun)
                    break
                if token.tag == "ADJA" or (
                    token.text.endswith("er") and j + 1 < len(self.tokens) and _is_noun(self.tokens[j + 1])
                ):
                    j += 1
                    continue
                found = self._foreign_name(j) if token.text not in QUOTE_MARKS else None
                if (
                    found is None
                    and j > i
                    and (name := read_name(self.tokens, j, False, self._stops(j)))
                    and name.sure
                ):
                    found = self._name_phrase(j, name)
                break
            if token.tag not in _ARTICLE_TAGS | _INSIDE_TAGS | {"APPR", "APPRART"} or (
                j > i and token.tag in {"APPR", "APPRART"} and self.tokens[j - 1].tag != "APPR"
            ):
                return None
            j += 1
        else:
            return None
        if found is not None:
            found.start = min(found.start, i + 1) if self.tokens[i].tag in {"APPR"} else min(found.start, i)
            found.start = max(found.start, i)
        return found

    def _other_complement(self, i: int, depth: int) -> int | None:
        """The end of a genitive or für-phrase whose head is no actor: "der Abteilung", "für Verkehr und Bau"."""
        small = self.tokens[i].lower
        if small not in {"der", "des", "für"}:
            return None
        j = i + 1
        if small == "für" and j < len(self.tokens) and self.tokens[j].tag in _ARTICLE_TAGS:
            return None
        while j < len(self.tokens) and j - i < 5 and self.tokens[j].tag in _INSIDE_TAGS | {"ART"}:
            j += 1
        if (
            j >= len(self.tokens)
            or not self.tokens[j].text[:1].isupper()
            or self.tokens[j].tag not in {"NN", "NE", "FM", "XY"}
        ):
            return None
        j += 1
        while (
            small == "für"
            and j + 1 < len(self.tokens)
            and self.tokens[j].text in {"und", ","}
            and self.tokens[j + 1].tag == "NN"
        ):
            j += 2
        while (
            j < len(self.tokens)
            and small != "für"
            and self.tokens[j].tag in {"NE"}
            and j not in self.hits
            and not first_name_gender(self.tokens[j].text)
        ):
            j += 1
        return j

    # -- organisations and norms ------------------------------------------------------------------------

    def _thing_right(self, phrase: Phrase) -> None:
        """Name, genitive and acronym after a noun for organisations or norms."""
        noun = phrase.noun
        assert noun is not None
        if "n" in noun.head.goes_on and not phrase.plural:
            self._proper_name(phrase)
        if "g" in noun.head.goes_on and not phrase.proper and phrase.entry is None:
            self._complements(phrase)
        phrase.end = self._skip_acronym(phrase, phrase.end)
        if (
            "n" in noun.head.goes_on
            and not phrase.plural
            and not phrase.proper
            and phrase.entry is None
            and phrase.complement
            and phrase.acronym == ""
        ):
            pass

    def _proper_name(self, phrase: Phrase) -> None:
        """A name after the noun: "Partei Beispiel", "Organisation „Iceland Nature“", "Gewerkschaft Verdi"."""
        i = phrase.end
        if i >= len(self.tokens):
            return
        quoted = self.tokens[i].text in QUOTE_MARKS
        j = i + 1 if quoted else i
        hit = self.hits.get(j)
        if hit is not None and hit.how == "metonym" and not quoted:
            phrase.place = phrase.complement = phrase_text(self.tokens[i : hit.end])
            phrase.end = hit.end
            return
        if hit is not None and (hit.how == "name" or quoted):
            end = hit.end
            if not quoted and self._is_genitive(j):
                return
            if _compatible(phrase.noun, hit.entry):
                phrase.entry, phrase.how = hit.entry, "name"
            else:
                phrase.place = hit.entry.label
                phrase.scope_entry = phrase.scope_entry or hit.entry
                phrase.complement = phrase_text(self.tokens[i:end])
            phrase.end = (
                end + 1 if quoted and end < len(self.tokens) and self.tokens[end].text in QUOTE_MARKS else end
            )
            return
        if quoted:
            close = next(
                (k for k in range(j, min(j + 9, len(self.tokens))) if self.tokens[k].text in QUOTE_MARKS),
                None,
            )
            if close is not None and close > j and self.tokens[j].text[:1].isalnum():
                phrase.proper = phrase_text(self.tokens[j:close])
                phrase.end = close + 1
            return
        end = self._foreign_end(i)
        if end > i:
            phrase.proper = phrase_text(self.tokens[i:end])
            if phrase.proper in places():
                phrase.place, phrase.complement, phrase.proper = phrase.proper, phrase.proper, ""
            phrase.end = end

    def _foreign_end(self, i: int) -> int:
        """The end of a run of proper-name words from ``i``: "Movement for Democratic Change"."""
        j = i
        while j < len(self.tokens) and j - i < 8:
            token = self.tokens[j]
            if j in self.hits and j > i and self.hits[j].how == "name":
                break
            small = (
                token.text in _FOREIGN_SMALL
                and j > i
                and j + 1 < len(self.tokens)
                and self.tokens[j + 1].text[:1].isupper()
            )
            english = j > i and small and token.text in {"for", "of", "and", "the", "against"}
            if not english and not (small and token.tag in {"FM", "NE", "XY"}):
                capital = token.text[:1].isupper() and (
                    token.tag in {"NE", "FM", "XY"}
                    or j > i
                    and self.tokens[j - 1].text in {"for", "of", "and", "the"}
                )
                if not capital or (token.tag not in {"NE", "FM", "XY"} and self.noun_at(j)):
                    break
            j += 1
        while j > i and self.tokens[j - 1].text in _FOREIGN_SMALL:
            j -= 1
        return j

    def _foreign_name(self, i: int) -> Phrase | None:
        """A name of several words with an acronym, or an all-capitals acronym: "Free Example Army (FEA)", "CCE"."""
        token = self.tokens[i]
        end = self._foreign_end(i)
        if (
            end > i
            and end + 2 < len(self.tokens)
            and self.tokens[end].text == "("
            and self.tokens[end + 2].text == ")"
        ):
            acronym = self.tokens[end + 1].text
            if sum(c.isupper() for c in acronym) >= 2 and acronym.isalnum() and end - i >= 1:
                start, left = self._left(i)
                text = phrase_text(self.tokens[i:end])
                return Phrase(
                    self.sentence,
                    start,
                    end + 3,
                    i,
                    "organisation",
                    text,
                    proper=text,
                    acronym=acronym,
                    **left,
                )
        if token.text in _words_not_actors():
            return None
        if 2 <= len(token.text) <= 8 and token.text.isupper() and token.text.isalpha() and i not in self.hits:
            start, left = self._left(i)
            return Phrase(
                self.sentence,
                start,
                i + 1,
                i,
                "organisation",
                token.text,
                proper=token.text,
                acronym=token.text,
                **left,
            )
        return None

    def _skip_acronym(self, phrase: Phrase, i: int) -> int:
        """Take in a bracket with an acronym: "(BSI)", "(kurz: „IG Bau“)"."""
        if i + 2 >= len(self.tokens) or self.tokens[i].text != "(":
            return i
        close = next(
            (k for k in range(i + 1, min(i + 7, len(self.tokens))) if self.tokens[k].text == ")"), None
        )
        if close is None:
            return i
        inner = [
            t.text
            for t in self.tokens[i + 1 : close]
            if t.text not in QUOTE_MARKS | {":", "kurz", "abgekürzt", ","}
        ]
        text = " ".join(inner)
        if inner and len(inner) <= 2 and sum(c.isupper() for c in text) >= 2 and len(text) <= 12:
            phrase.acronym = text
            return close + 1
        return i

    # -- the left side ----------------------------------------------------------------------------------

    def _left(self, head: int) -> tuple[int, dict[str, object]]:
        """Where the phrase with this head begins, and what stands there."""
        i, adjectives, scope, number = head, [], None, ""
        former = False
        while i - 1 >= self.taken:
            token = self.tokens[i - 1]
            lower = token.lower
            if token.tag in {"ADJA", "CARD"} or (i - 1 in _small_adjective(self.tokens, i - 1)):
                entry = self.names.adjectives.get(token.text) or self.names.adjectives.get(lower)
                if entry is not None:
                    scope = entry
                elif lower.startswith(FORMER):
                    former = lower[:6] != "damali" or former
                if token.tag == "CARD" or lower in _NUMBERS:
                    number = lower
                else:
                    adjectives.insert(0, token.text)
                i -= 1
            elif token.text in QUOTE_MARKS and i == head and head in self.hits:
                i -= 1
            elif (
                token.text in {"und", ","}
                and i - 2 >= self.taken
                and i < head
                and self.tokens[i - 2].tag == "ADJA"
                and self.tokens[i].tag == "ADJA"
            ):
                i -= 1
            elif (
                token.tag in {"ADV", "ADJD", "PTKA"}
                and i < head
                and i - 2 >= self.taken
                and (self.tokens[i - 2].tag in _ARTICLE_TAGS)
            ):
                i -= 1
            else:
                break
        determiner, preposition, inner = "", "", []
        if i - 1 >= 0 and self.tokens[i - 1].tag in _ARTICLE_TAGS and i - 1 >= self.taken:
            i -= 1
            determiner = self.tokens[i].lower
            if self.tokens[i].tag == "APPRART":
                preposition = determiner
                if self.tokens[i].tag == "APPRART":
                    i += 1
        if not preposition and i - 1 >= 0 and self.tokens[i - 1].tag in {"APPR", "APPRART"}:
            preposition = self.tokens[i - 1].lower
        while i < head and self.tokens[i].text in QUOTE_MARKS:
            i += 1
        return i, {
            "adjectives": tuple(adjectives), "scope_entry": scope, "former": former, "number": number,
            "determiner": determiner, "preposition": preposition, "inner": inner,
        }  # fmt: skip

    def _is_plural(self, i: int, phrase: Phrase, numbers: str) -> bool:
        """Whether the head is plural here, by its form, the article, the number before it and its adjectives."""
        if numbers != "sp" or (phrase.noun is None and self.tokens[i].text.endswith("in")):
            return numbers == "p"
        det = phrase.determiner
        if det in {"beide", "beiden"} or phrase.number in {"beide", "beiden"}:
            return True
        if phrase.number and phrase.number not in {"ein", "eine", "1"}:
            return True
        if det in {
            "der",
            "des",
            "dem",
            "ein",
            "eine",
            "einer",
            "einem",
            "einen",
            "eines",
            "im",
            "vom",
            "zum",
            "zur",
            "beim",
            "dieser",
            "dieses",
            "diesem",
            "diesen",
        }:
            if (
                det == "der"
                and self.tokens[i].text.endswith(("er", "en"))
                and phrase.noun
                and (not phrase.noun.adjectival or phrase.noun.head.rank == "group")
            ):
                return self._genitive_plural(i, phrase)
            return det == "diesen" and False
        if det == "den":
            return self.tokens[i].text.endswith(("n",)) and phrase.preposition in {
                "mit",
                "von",
                "bei",
                "nach",
                "aus",
                "zu",
                "unter",
                "zwischen",
                "gegenüber",
            }
        if det in {
            "die",
            "diese",
            "jene",
            "alle",
            "beide",
            "viele",
            "einige",
            "mehrere",
            "manche",
            "keine",
            "seine",
            "ihre",
            "unsere",
            "zahlreiche",
            "andere",
            "weitere",
        }:
            return (
                self.tokens[i].text[-1] != "e"
                or det not in {"die", "diese", "jene", "seine", "ihre"}
                or not (phrase.noun and phrase.noun.adjectival)
            )
        if not det:
            if self._is_bare_genitive(i, phrase):
                return True
            if (
                phrase.adjectives
                and phrase.adjectives[-1].endswith("er")
                and self.tokens[i - 1].tag == "ADJA"
                and phrase.adjectives[-1][:-2] not in places()
            ):
                return False
            return not self._name_or_genitive_near(i)
        return False

    def _is_bare_genitive(self, i: int, phrase: Phrase) -> bool:
        """ "Meinung politischer Beobachter": an adjective in -er after a noun, before a plural."""
        before = self.tokens[phrase.start - 1] if phrase.start else None
        return bool(
            phrase.adjectives
            and phrase.adjectives[-1].endswith("er")
            and before is not None
            and before.tag == "NN"
            and not phrase.sentence.headline
        )

    def _genitive_plural(self, i: int, phrase: Phrase) -> bool:
        """ "der Minister" as a subject is singular, as a genitive or dative after a noun it may be plural."""
        text = self.tokens[i].text
        if text.endswith("en"):
            return True  # der Demonstranten
        before = phrase.start - 1
        adjective_plural = bool(phrase.adjectives) and phrase.adjectives[-1].endswith("en")
        if adjective_plural:
            return True
        after_noun = before >= 0 and self.tokens[before].tag == "NN" and not phrase.preposition
        return after_noun and phrase.noun is not None and phrase.noun.head.rank == "group"

    def _name_or_genitive_near(self, i: int) -> bool:
        """Whether a bare role is singular because a name follows or a genitive stands before it."""
        nxt = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if nxt is not None and (first_name_gender(nxt.text) or nxt.tag == "NE" and i + 1 not in self.hits):
            return True
        before = self.tokens[i - 1] if i else None
        if (
            before is not None
            and i - 1 in {h.end - 1 for h in self.hits.values()}
            and before.text.endswith("s")
        ):
            return True
        noun = analyse(self.tokens[i].text)
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        return (
            noun is not None
            and noun.head.rank in {"state", "government", "minister", "office", "function"}
            and after is not None
            and after.text in {"der", "des", "von"}
            and not self.tokens[i].text.endswith("en")
            and before is not None
            and before.text == ","
        )

    def _gender_of(self, phrase: Phrase, noun: Noun) -> str:
        if noun.gender and not (noun.adjectival and noun.gender == "m"):
            return "" if phrase.plural and noun.head.family == "person" else noun.gender
        if phrase.plural:
            return ""
        if phrase.determiner in {"der", "ein", "dieser"} and not (
            phrase.determiner == "der" and self.tokens[phrase.head].text.endswith("n")
        ):
            return "m"
        if phrase.determiner in {"die", "eine", "diese"}:
            return "f"
        if phrase.determiner in {"dem", "des", "einem", "eines", "den", "vom", "beim", "zum", "im"}:
            return "m"
        if phrase.determiner in {"der", "einer", "zur"}:
            return "f"
        if self.tokens[phrase.head].text.endswith("r") and noun.adjectival:
            return "m"
        return noun.gender

    def _label(self, phrase: Phrase) -> str:
        """The phrase in the nominative without article: "ägyptischer Innenminister", "Sprecher des Amtes"."""
        noun = phrase.noun
        assert noun is not None
        label = noun.label
        if phrase.plural:
            label = noun.plural or noun.label
        elif noun.adjectival:
            label = noun.base if phrase.gender == "f" else noun.base + "r"
        ending = "e" if phrase.plural else {"m": "er", "f": "e", "n": "es"}.get(phrase.gender, "er")
        first = phrase.plural and self.tokens[phrase.start].index == 0
        spelled = [a[:1].lower() + a[1:] if first and not _is_town(a) else a for a in phrase.adjectives]
        adjectives = [_nominative(a, ending) for a in spelled if not a.lower().startswith(_EMPTY_ADJECTIVES)]
        parts = [*adjectives, label]
        if phrase.proper and noun.head.kind in NAMED_KINDS:
            return phrase.proper
        if phrase.proper:
            parts = [*parts, phrase.proper]
        elif phrase.complement:
            parts.append(phrase.complement)
        return " ".join(parts)


# Organisations that are called by their own name alone ("The Guardian", not "Zeitung The Guardian").
NAMED_KINDS = frozenset(
    {ActorKind.PARTY, ActorKind.ASSOCIATION, ActorKind.COMPANY, ActorKind.MEDIUM, ActorKind.ALLIANCE}
)
_EMPTY_ADJECTIVES = (
    "etwa",
    "zusätzlich",
    "restlich",
    "beteiligt",
    "zahlreich",
    "verschieden",
    "einig",
    "viel",
    "mehrer",
    "meist",
    "jetzig",
    "amtierend",
    "neu",
    "groß",
    "rund",
    "weiter",
    "solch",
    "dies",
    "folgend",
    "obig",
    "entsprechend",
    "betroffen",
    "sogenannt",
    "besagt",
    "zuständig",
)
_NUMBERS = frozenset(
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf beide beiden hunderte tausende dutzende".split()
)
_DEFINITE = frozenset("der die das den dem des im vom beim zur zum am".split())


def _small_adjective(tokens: tuple[Token, ...], i: int) -> tuple[int, ...]:
    """Adjectives from names of towns ("Schweriner"), which the tagger takes for nouns."""
    text = tokens[i].text
    capital = text[:1].isupper() and text.endswith("er") and len(text) > 4 and i + 1 < len(tokens)
    if (
        capital
        and tokens[i + 1].tag in {"NN", "NE"}
        and (text[:-2] in places() or text[:-2] + "en" in places() or tokens[i].tag in {"ADJA"})
    ):
        return (i,)
    return ()


def _is_town(adjective: str) -> bool:
    """Whether an adjective is made of a town's name and keeps its capital: "Berliner"."""
    return adjective.endswith("er") and (adjective[:-2] in places() or adjective[:-2] + "en" in places())


def _nominative(adjective: str, ending: str) -> str:
    """The strong nominative of an inflected adjective."""
    if adjective[:1].isupper() and adjective.endswith("er"):
        return adjective
    for old in ("en", "em", "es", "er", "e"):
        if adjective.endswith(old) and len(adjective) > len(old) + 2:
            return adjective.removesuffix(old) + ending
    return adjective


def _compatible(noun: Noun | None, entry: Entry) -> bool:
    """Whether an entry can be what the noun names: "Gewerkschaft Verdi" yes, "Polizei Bayern" no."""
    if noun is None:
        return False
    if entry.kind is ActorKind.STATE or entry.adjectives:
        return noun.head.noun in {"Staat", "Land", "Bundesland", "Republik"}
    return True


def _is_state(phrase: Phrase) -> bool:
    return phrase.entry is not None and (phrase.entry.kind is ActorKind.STATE or phrase.how == "metonym")


def _is_noun(token: Token | None) -> bool:
    return token is not None and token.tag in {"NN", "TRUNC", "ADJA"} and token.text[:1].isupper()


@cache
def _reports() -> tuple[str, ...]:
    return tuple(row["form"] for row in read_table("reports.tsv"))


@cache
def _speaking_verbs() -> frozenset[str]:
    rows = read_table("actor_verbs.tsv")
    return frozenset(v for row in rows if row["group"] == "speaking" for v in row["lemmas"].split())


@cache
def _words_not_actors() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("not_actors.tsv"))


@cache
def _not_actors() -> tuple[str, ...]:
    return tuple(row["word"].lower() for row in read_table("not_actors.tsv"))


def _is_excluded(word: str) -> bool:
    """Whether the word only looks like an actor noun ("Kraftwerk"); compounds of long entries count too."""
    lower = word.lower()
    stems = {
        lower,
        lower.removesuffix("s"),
        lower.removesuffix("es"),
        lower.removesuffix("en"),
        lower.removesuffix("e"),
    }
    return any(stem.endswith(no) if len(no) > 7 else stem == no for stem in stems for no in _not_actors())


def _flatten(phrase: Phrase) -> Iterator[Phrase]:
    for inner in phrase.inner:
        yield inner
        yield from _flatten(inner)
