"""Phrases that may refer to actors, sentence by sentence: heads first, then what belongs to them.

A phrase is found by its head: a name of the gazetteer, a personal name, a noun for persons ("Außenminister"),
for organisations ("Umweltministerium") or for norms. To the left come the article, adjectives and a genitive
("Finnlands Präsident"), to the right complements ("Vorsitzende der Gewerkschaft Verdi"), names, and brackets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from loaders.actors.phrases.branches import belongs_to_party, branch_of_owner
from loaders.actors.phrases.hits import entry_phrase, find_hits, known_phrase
from loaders.actors.phrases.organisations import club, firm, foreign_name, read_body
from loaders.actors.phrases.roles import DEEPEST, name_phrase, read_person
from loaders.actors.phrases.shares import share
from loaders.actors.phrases.speakers import spoken_name
from loaders.actors.phrases.strangers import stranger
from loaders.actors.phrases.unknown_bodies import press, unknown_body
from loaders.actors.sentence.agreement import gender_of, is_plural, label_of
from loaders.actors.sentence.doubtful import entry_of_modifier, is_excluded, is_last_name, is_place_name
from loaders.actors.sentence.naming import NAME_TAGS, Naming
from loaders.actors.sentence.predicates import minding
from loaders.actors.sentence.view import Heads, View
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import Gazetteer, Hit
from loaders.german.person_names import Name, places, read_name
from loaders.german.tokens import Sentence
from loaders.lexicon.nouns import Noun, analyse
from loaders.lexicon.tables import read_table, words
from ontology.in_force import kept

_GENITIVE_ENDINGS = ("s", "’", "'")
_LONGEST_PARTICLES = 4  # words of a last name with particles


def find_namings(
    sentence: Sentence,
    names: Gazetteer,
    lasts: frozenset[str] = frozenset(),
    bodies: frozenset[str] = frozenset(),
) -> Iterator[Naming]:
    """All phrases in text order, outer ones before those inside them; the sentence is walked once.

    ``lasts`` are the last names of persons introduced anywhere in the document, ``bodies`` own names of
    organisations.
    """
    view, i = view_of(sentence, names, lasts, bodies), 0
    while i < len(view.tokens):
        phrase = _phrase_at(view, i)
        if phrase is None:
            i += 1
            continue
        yield phrase
        yield from phrase.flattened()
        i = max(i + 1, phrase.end, phrase.apposition.end if phrase.apposition else 0)
        view = view.beginning(i)


def view_of(sentence: Sentence, names: Gazetteer, lasts: frozenset[str], bodies: frozenset[str]) -> View:
    """The sentence with its known names, save those that are last names of persons of the document."""
    tokens, found = sentence.tokens, find_hits(sentence, names)
    hits = {i: hit for i, hit in found.items() if hit.end > i + 1 or not is_last_name(tokens, i, lasts)}
    heads = Heads(noun_phrase, name_phrase, foreign_name)
    return View(sentence, tokens, names, hits, lasts, bodies, heads, minding(tokens))


def _phrase_at(view: View, i: int) -> Naming | None:
    """The phrase whose head is at ``i``, or that begins there with a name or a genitive."""
    token = view.tokens[i]
    known = i in view.hits
    if not known and (spoken := spoken_name(view.tokens, i)) is not None:
        return name_phrase(view, i, spoken)
    if token.lower in words("last_name_starts") and not known:
        return _particle_name(view, i) or unknown_body(view, i)
    if not token.text[:1].isalnum() or (token.text[:1].islower() and not known):
        return share(view, i) if token.tag == "CARD" else None
    if belongs_to_party(view, i):
        return None
    return _owned(view, i) or _source(view, i) or known_phrase(view, i) or _unknown_head(view, i)


def _unknown_head(view: View, i: int) -> Naming | None:
    """A noun, a personal name, or the name of an unknown organisation."""
    company = club(view, i) or firm(view, i)
    if company is not None:
        return company
    part = share(view, i)
    if part is not None:
        return part
    noun = view.noun_at(i)
    if noun is not None:
        return noun_phrase(view, i, noun)
    unknown = stranger(view, i) or press(view, i) or unknown_body(view, i)
    if unknown is not None:
        return unknown
    name = read_name(view.tokens, i, after_role=False, stop=view.stops(i))
    if name is None and view.is_last_name(i):
        name = Name(i, i + 1, (view.text(i),), "", False)
    name = _first_of_two(view, name)
    if name is not None and not is_place_name(name) and not (name.text.isupper() and not name.sure):
        return name_phrase(view, i, name)
    return foreign_name(view, i)


def _first_of_two(view: View, name: Name | None) -> Name | None:
    """Two last names side by side are two persons: "So kritisierte Gruber Wendt scharf"."""
    if name is None or name.sure or len(name.words) != 2:
        return name
    if any(w not in view.lasts and w not in view.names.by_last_name for w in name.words):
        return name
    return Name(name.start, name.start + 1, name.words[:1], "", False)


def noun_phrase(view: View, i: int, noun: Noun) -> Naming:
    """The phrase of an actor noun with everything that belongs to it."""
    phrase = view.left(i).phrase(view.sentence, i + 1, i, noun.head.family)
    phrase.noun = noun = _whole_body(view, i, noun)
    inside = view.deeper()
    phrase.plural = is_plural(phrase, i, noun.numbers, view.hits)
    phrase.gender = gender_of(phrase, noun)
    phrase.former = phrase.former or noun.base.lower().startswith(("ex-", "alt-"))
    _take_compound(view, phrase, noun)
    if inside.depth <= DEEPEST:
        read = read_person if noun.head.family == "person" else read_body
        read(inside, phrase, noun)
    phrase.label = label_of(phrase, noun)
    return phrase


def _whole_body(view: View, i: int, noun: Noun) -> Noun:
    """``noun`` with the first part that "und" joins to it: "Industrie- und Handelskammer" is one body."""
    joined = i - 2 >= view.taken and [token.tag for token in view.tokens[i - 2 : i]] == ["TRUNC", "KON"]
    if not joined or noun.head.family != "organisation":
        return noun
    first = f"{view.text(i - 2)} {view.text(i - 1)}"
    return replace(noun, label=f"{first} {noun.label}", plural=noun.plural and f"{first} {noun.plural}")


def _take_compound(view: View, phrase: Naming, noun: Noun) -> None:
    """The actor in the compound: "US-Außenminister", "Bundestagspräsident", "IG Metall-Vorsitzende"."""
    entry = entry_of_modifier(view.names, noun.modifier)
    before = phrase.head - 1
    if entry is None and noun.hyphen and before >= view.taken:
        words = (view.text(before), noun.modifier.split("-", maxsplit=1)[0])
        pair = view.names.at(words, 0)
        if pair is not None and pair.end == 2:
            entry, phrase.start = pair.entry, min(phrase.start, before)
    phrase.scope_entry = phrase.scope_entry or entry


def _particle_name(view: View, i: int) -> Naming | None:
    """A last name that begins with its particle: "von der Leyen" where somebody is called that."""
    reach = range(i + 1, min(i + _LONGEST_PARTICLES, len(view.tokens)))
    end = next((k + 1 for k in reach if view.text(k)[:1].isupper()), None)
    if end is None:
        return None
    words = " ".join([view.tokens[i].lower, *(t.text for t in view.tokens[i + 1 : end])])
    known = [w for w in (words, words.removesuffix("s")) if w in view.names.by_last_name or w in view.lasts]
    if not known:
        return None
    phrase = Naming(view.sentence, i, end, end - 1, "name", known[0])
    phrase.name = Name(i, end, (known[0],), "", False)
    if i and view.tokens[i - 1].tag == "APPR":
        phrase.preposition = view.tokens[i - 1].lower
    return phrase


def _source(view: View, i: int) -> Naming | None:
    """The actor inside a word for a report: "Polizeiangaben", "NASA-Angaben", "Regierungskreise"."""
    word = view.tokens[i].text
    if not word.lower().endswith(_reports()):
        return None
    report = next((r for r in _reports() if word.lower().endswith(r) and len(word) > len(r) + 1), None)
    if report is None:
        return None
    part = word[: len(word) - len(report)].rstrip("-")
    entry = entry_of_modifier(view.names, part) if "-" in word else None
    if entry is not None:
        phrase = view.left(i).phrase(view.sentence, i + 1, i, "entry", part)
        phrase.entry, phrase.how = entry, "name"
        return phrase
    noun = analyse(part) or analyse(part.removesuffix("s")) or analyse(part.removesuffix("en"))
    if noun is None or noun.head.family == "norm" or is_excluded(part):
        return None
    phrase = view.left(i).phrase(view.sentence, i + 1, i, noun.head.family)
    phrase.noun, phrase.gender, phrase.plural = noun, noun.gender, noun.numbers == "p"
    phrase.label = noun.plural if phrase.plural else noun.label
    phrase.determiner, phrase.adjectives = "die", ()
    return phrase


def _owned_branch(view: View, owner: Naming, i: int, party: Hit) -> Naming:
    """ "Hamburgs CDU" is the party there, not the town, and not the party of the whole state."""
    phrase = branch_of_owner(view, i, party, owner) or entry_phrase(view, i, party)
    phrase.start = owner.start
    if owner.how != "metonym":  # a capital is no more than the place here
        phrase.inner.insert(0, owner)
    return phrase


def _owned(view: View, i: int) -> Naming | None:
    """A genitive before a noun: "Finnlands Präsident", "Kiels oberster Richter", "Trumps Sprecher"."""
    owner = _owner(view, i)
    if owner is None:
        return None
    j = owner.end
    while (
        j < len(view.tokens)
        and view.tokens[j].tag in {"ADJA", "CARD"}
        and not (j in view.hits or view.noun_at(j))
    ):
        j += 1
    party = view.hits.get(j)
    if party is not None and j == owner.end and party.entry.kind is ActorKind.PARTY and party.how == "name":
        return _owned_branch(view, owner, j, party)
    noun = view.noun_at(j) if view.text(j)[:1].isupper() else None
    if noun is None or not _may_be_owned(view, owner, j):
        return None
    if owner.how == "metonym" and noun.base.lower().endswith(tuple(words("town_offices"))):
        owner = Naming(view.sentence, i, owner.end, i, "place", owner.label.removesuffix("s"))
    phrase = noun_phrase(view.beginning(owner.end), j, noun)
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


def _may_be_owned(view: View, owner: Naming, j: int) -> bool:
    """Whether the noun at ``j`` is no known name, or is a state's own ("Österreichs Bundesregierung")."""
    if j not in view.hits:
        return True
    state = owner.entry is not None and owner.entry.kind is ActorKind.STATE
    return state and view.hits[j].end == j + 1


def _owner(view: View, i: int) -> Naming | None:
    """A genitive of a known name, of a town or of a person that begins at ``i``."""
    hit = view.hits.get(i)
    if hit is not None:
        return entry_phrase(view, i, hit) if view.is_genitive(i) else None
    token = view.tokens[i]
    if token.tag not in NAME_TAGS and token.text not in places():
        return None
    name = read_name(view.tokens, i, False, view.stops(i)) if token.tag in NAME_TAGS else None
    if name is None or name.text in places():
        town = token.text in places() and token.text.endswith("s")
        return Naming(view.sentence, i, i + 1, i, "place", token.text[:-1]) if town else None
    if not view.text(name.end - 1).endswith(_GENITIVE_ENDINGS):
        return None
    phrase = Naming(view.sentence, i, name.end, name.end - 1, "name", name.text, gender=name.gender)
    phrase.name, phrase.preposition = name, view.left(i).preposition
    return phrase


@kept
def _reports() -> tuple[str, ...]:
    return tuple(row["form"] for row in read_table("reports"))
