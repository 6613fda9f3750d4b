"""Phrases of organisations and norms: the names and complements after their nouns, and names nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.actors.phrases.brackets import read_acronym
from loaders.actors.phrases.complements import read_complements
from loaders.actors.sentence.doubtful import words_not_actors
from loaders.actors.sentence.naming import (
    FINITE_TAGS,
    NAME_TAGS,
    Naming,
    names_with_adjective,
    phrase_text,
)
from loaders.actors.sentence.view import View
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import Entry, Hit
from loaders.german.person_names import first_name_gender, places
from loaders.german.tokens import QUOTE_MARKS, Token
from loaders.lexicon.nouns import Noun, analyse
from loaders.lexicon.tables import read_table, words
from ontology.in_force import kept

_LONGEST_NAME = 8  # words of an unknown name
_NAMED_ALONE = frozenset({ActorKind.PARTY, ActorKind.MEDIUM, ActorKind.COMPANY})
_LOOSE_STARTS = frozenset(
    {"PIAT", "PIS", "PIDAT", "ADV", "APPR", "PTKZU", "ADJD", "VVINF", "VVIMP", "PAV", "PROAV"}
)
_NEVER_IN_NAMES = FINITE_TAGS | {"PPER", "PRF", "KOUS", "KON", "PRELS", "PWS", "PWAV", "PDS", "CARD", "ART"}
_GENITIVES = frozenset({"der", "des"})
_OPENING_MARKS = QUOTE_MARKS | {":", "–", ";"}
_CLOSING_MARKS = QUOTE_MARKS | {",", ".", "(", ";", ":"}


def read_body(view: View, phrase: Naming, noun: Noun) -> None:
    """Take in the name, the genitive and the acronym after a noun for organisations or norms."""
    if ("n" in noun.head.goes_on or names_with_adjective(view.tokens, phrase.end)) and not phrase.plural:
        _take_name(view, phrase, noun)
    if "g" in noun.head.goes_on and not phrase.proper and phrase.entry is None:
        read_complements(view, phrase)
    read_acronym(view, phrase)


def _take_name(view: View, phrase: Naming, noun: Noun) -> None:
    """A name after the noun: "Partei Beispiel", "Organisation „Clean Fjord“", "Gewerkschaft Verdi"."""
    i = phrase.end
    quoted = view.text(i) in QUOTE_MARKS
    hit = view.hits.get(i + 1 if quoted else i)
    own_adjective = not quoted and names_with_adjective(
        view.tokens, i
    )  # "Verband Grüne Stadt" is not of the Greens
    if hit is not None and (quoted or hit.how != "demonym") and not own_adjective:
        _take_known(view, phrase, noun, hit, quoted)
    elif quoted:
        _take_quoted(view, phrase, i + 1)
    elif noun.head.noun not in words("named_states") and not (view.depth > 1 and phrase.scope_entry):
        # "Sprecher der CDU-Fraktion Anna Beispiel": the name is the speaker's, the group has its own
        _take_unknown(view, phrase, noun, i)


def _take_known(view: View, phrase: Naming, noun: Noun, hit: Hit, quoted: bool) -> None:
    """A known name: the organisation itself, or the state or town it belongs to."""
    if hit.how == "name" and not quoted and view.is_genitive(hit.start):
        return
    words = phrase_text(view.tokens[hit.start : hit.end])
    if hit.how == "metonym" and not quoted:
        phrase.place = phrase.complement = words
    elif _can_be(noun, hit.entry):
        phrase.entry, phrase.how = hit.entry, "name"
    else:
        phrase.place, phrase.complement = hit.entry.label, words
        phrase.scope_entry = phrase.scope_entry or hit.entry
    closing = quoted and view.text(hit.end) in QUOTE_MARKS
    phrase.end = hit.end + 1 if closing else hit.end


def _take_quoted(view: View, phrase: Naming, i: int) -> None:
    reach = range(i, min(i + _LONGEST_NAME + 1, len(view.tokens)))
    close = next((k for k in reach if view.tokens[k].text in QUOTE_MARKS), None)
    if close is not None and close > i and view.text(i)[:1].isalnum():
        phrase.proper, phrase.end = phrase_text(view.tokens[i:close]), close + 1
        phrase.quoted = True


def _take_unknown(view: View, phrase: Naming, noun: Noun, i: int) -> None:
    """A name nobody knows: foreign words, a name with its legal form, or German words used as a name."""
    end = max(_end_of_firm(view, i, _GENITIVES), end_of_foreign(view, i))
    if end == i:
        _take_german(view, phrase, noun, i)
        return
    phrase.end = _end_of_pair(view, end)
    name = phrase_text(view.tokens[i : phrase.end])
    if name in places():
        phrase.place = phrase.complement = name
    else:
        joined = phrase.end > end or _is_part_of_name(noun, view.tokens[i:end])
        phrase.proper = f"{noun.label} {name}" if joined else name


def _is_part_of_name(noun: Noun, name: Sequence[Token]) -> bool:
    """Whether a noun belongs to the name after it: "Schwimmverein Ellernbrück", not "Zeitung El Faro"."""
    plain = all(t.text not in words("foreign_small") and t.text not in legal_forms() for t in name)
    belongs = noun.head.needs == "name" or noun.base.lower().endswith(tuple(words("names_of_bodies")))
    return plain and belongs


def _take_german(view: View, phrase: Naming, noun: Noun, i: int) -> None:
    """German words after the noun that can only be its name: "Bürgerinitiative Lebenswertes Tal".

    Common nouns stand side by side like this in names alone where they fill the place before the finite
    verb, or inside another phrase; elsewhere "die Initiative Geld" may be subject and object. A word that
    is no noun and yet begins large is always a name ("Bündnis Mehr Raum").
    """
    end = end_of_german(view, i)
    if end == i:
        return
    end = _end_of_pair(view, end)
    words = phrase_text(view.tokens[i:end])
    large = view.text(i)[:1].isupper() and view.tokens[i].tag not in NAME_TAGS | {"NN"}
    known = words in view.bodies or fills_first_place(view, phrase, end) or _is_town_of(noun, view, i, end)
    known = known or _stands_before_a_phrase(view, phrase, end)
    if not (large or known or (_is_inside(view, end) and view.text(i)[:1].isupper())):
        return
    alone = noun.head.kind in _NAMED_ALONE and not _is_part_of_name(noun, view.tokens[i:end])
    phrase.end, phrase.proper = end, words if alone else f"{noun.label} {words}"


def _end_of_pair(view: View, end: int) -> int:
    """The end with a second noun that "und" joins to a name: "Gewerkschaft Genuss und Gastlichkeit lehnt"."""
    if view.text(end) != "und" or end + 2 >= len(view.tokens) or end + 1 in view.hits:
        return end
    second, after = view.tokens[end + 1], view.tokens[end + 2]
    whole = second.tag == "NN" and _is_large(view, end + 1) and not first_name_gender(second.text)
    closes = after.text in _CLOSING_MARKS or (after.tag in FINITE_TAGS and not after.text.endswith("n"))
    return end + 2 if whole and closes else end


def _stands_before_a_phrase(view: View, phrase: Naming, end: int) -> bool:
    """Whether the next phrase has its article: "wertet der Bundesverband Beispielhaus die Ampel als"."""
    return phrase.definite and end < len(view.tokens) and view.tokens[end].tag == "ART"


def _is_town_of(noun: Noun, view: View, i: int, end: int) -> bool:
    """Whether the one word after a noun for bodies is built like a town: "der Mieterverein Hafenstadt"."""
    body = noun.base.lower().endswith(tuple(words("names_of_bodies")))
    return body and end == i + 1 and view.text(i).endswith(tuple(words("place_endings")))


def end_of_german(view: View, i: int) -> int:
    """The end of large words from ``i``, with small ones inside if the name begins with no noun."""
    small = words("german_small") if view.text(i)[:1].isupper() else frozenset()
    small = small if i < len(view.tokens) and view.tokens[i].tag in _LOOSE_STARTS else frozenset()
    j = i + 2 if names_with_adjective(view.tokens, i) else i
    while j < len(view.tokens) and view.tokens[j].tag == "ADJA" and view.text(j).endswith("e"):
        j += 1  # "Arbeitsgemeinschaft bäuerliche Betriebe"
    while j < min(i + _LONGEST_NAME, len(view.tokens)):
        token = view.tokens[j]
        inside = j > i and token.text in small and view.text(j + 1)[:1].isupper()
        if not inside and (not _is_large(view, j) or j in view.hits or first_name_gender(token.text)):
            break
        j += 1
    return j


def _is_large(view: View, j: int) -> bool:
    """Whether the word at ``j`` may belong to a name of German words."""
    token = view.tokens[j]
    if not token.text[:1].isupper() or not token.text.isalpha() or token.tag in _NEVER_IN_NAMES:
        return False
    noun = view.noun_at(j)
    return token.text not in words("never_last_names") and (noun is None or noun.head.family == "norm")


def fills_first_place(view: View, phrase: Naming, end: int) -> bool:
    """Whether the words from the phrase to ``end`` stand between the beginning and the finite verb."""
    if phrase.start and view.tokens[phrase.start - 1].text not in _OPENING_MARKS:
        return False
    return end < len(view.tokens) and (view.tokens[end].tag in FINITE_TAGS or view.text(end) == "(")


def _is_inside(view: View, end: int) -> bool:
    """Whether the noun belongs to a role and its phrase ends here: "Chefin des Vereins Beispielhaus,"."""
    return view.depth > 1 and view.text(end) in _CLOSING_MARKS


def _end_of_firm(view: View, i: int, genitives: frozenset[str] = frozenset()) -> int:
    """The end of a name with its legal form from ``i``: "Hansa Beispiel AG"; ``i`` if there is none.

    With ``genitives``, as after a noun, "Freunde der Bahn e.V." is one too.
    """
    if not view.text(i)[:1].isupper():
        return i
    small = words("firm_small") | genitives
    for j in range(i, min(i + _LONGEST_NAME, len(view.tokens))):
        token = view.tokens[j]
        if j > i and token.text in legal_forms():
            return j + 1
        large = token.text[:1].isupper() and token.tag not in _NEVER_IN_NAMES
        large = large and (bool(genitives) or j == i or _may_be_in_firm(view, j))
        if not (large or (j > i and token.text in small)):
            break
    return i


def _may_be_in_firm(view: View, j: int) -> bool:
    """Whether the word at ``j`` may stand inside the name of a firm: no known body, or its land."""
    hit = view.hits.get(j)
    return hit is None or (bool(hit.entry.adjectives) and view.text(hit.end) in legal_forms())


def club(view: View, i: int) -> Naming | None:
    """The phrase of a sports club that begins at ``i``: "FC Nordstern"."""
    if view.text(i) not in words("club_prefixes"):
        return None
    if i + 1 == len(view.tokens) or view.tokens[i + 1].tag not in NAME_TAGS | {"NN"}:
        return None
    end = i + 2
    while end < len(view.tokens) and view.tokens[end].tag in NAME_TAGS and view.text(end)[:1].isupper():
        end += 1
    proper = phrase_text(view.tokens[i:end])
    phrase = view.left(i).phrase(view.sentence, end, i, "organisation", proper)
    phrase.noun, phrase.proper = analyse("Verein"), proper
    return phrase


def firm(view: View, i: int) -> Naming | None:
    """The phrase of a name with a legal form that begins at ``i``."""
    noun = analyse(view.text(i))
    end = _end_of_firm(view, i)
    described = noun is not None and noun.base.lower().endswith(tuple(words("nouns_of_firms")))
    if end == i or described or (noun is not None and noun.base in words("generic_nouns")):
        return None
    phrase = view.left(i).phrase(view.sentence, end, i, "organisation")
    phrase.noun = analyse(legal_forms()[view.text(end - 1)])
    phrase.label = phrase.proper = phrase_text(view.tokens[i:end])
    phrase.gender = {"die": "f", "das": "n", "der": "m"}.get(phrase.determiner, "")
    read_acronym(view, phrase)
    return phrase


def end_of_foreign(view: View, i: int) -> int:
    """The end of a run of words of a name from ``i``: "Movement for Democratic Change"."""
    j = i
    while j < min(i + _LONGEST_NAME, len(view.tokens)) and _is_foreign(view, i, j):
        j += 1
    while j > i and view.text(j - 1) in words("foreign_small"):
        j -= 1
    hit = view.hits.get(j) if j > i else None
    land = hit is not None and hit.entry.kind is ActorKind.STATE and hit.how == "name"
    return j + 1 if land and view.text(j + 1) in _CLOSING_MARKS else j  # "Tehrik-i-Taliban Pakistan,"


def _is_foreign(view: View, i: int, j: int) -> bool:
    """Whether the word at ``j`` continues a name that begins at ``i``."""
    token = view.tokens[j]
    if j > i and j in view.hits and view.hits[j].how == "name":
        return False
    if token.text in words("foreign_small"):
        english = token.text in words("english_small") or token.tag in NAME_TAGS
        return j > i and english and view.text(j + 1)[:1].isupper()
    if not token.text[:1].isupper():
        return False
    after_small = j > i and view.text(j - 1) in words("english_small")
    return token.tag in NAME_TAGS or (after_small and view.noun_at(j) is None)


def foreign_name(view: View, i: int) -> Naming | None:
    """A name with its acronym, "Free Example Army (FEA)", or an unknown acronym, "CCE"."""
    end = end_of_foreign(view, i)
    if end > i and view.text(end) == "(" and view.text(end + 2) == ")":
        acronym = view.text(end + 1)
        if sum(c.isupper() for c in acronym) >= 2 and acronym.isalnum():
            return _unknown(view, i, end + 3, phrase_text(view.tokens[i:end]), acronym)
    word = view.text(i)
    is_acronym = 2 <= len(word) <= 8 and word.isupper() and word.isalpha()
    if is_acronym and word not in words_not_actors() and i not in view.hits and not _goes_on(view, i):
        return _unknown(view, i, i + 1, word, word)
    return None


def _goes_on(view: View, i: int) -> bool:
    """Whether a name goes on into the compound after it: "IG Metall-Chef", "FC Nord-Trainer"."""
    part, hyphen, noun = view.text(i + 1).partition("-")
    return bool(hyphen) and part[:1].isupper() and view.noun_at(i + 1) is not None and noun[:1].isupper()


def _unknown(view: View, i: int, end: int, proper: str, acronym: str) -> Naming:
    phrase = view.left(i).phrase(view.sentence, end, i, "organisation", proper)
    phrase.proper, phrase.acronym = proper, acronym
    return phrase


@kept
def legal_forms() -> dict[str, str]:
    """Legal form to the noun that says what such a body is (``data/legal_forms.tsv``)."""
    return {row["form"]: row["noun"] for row in read_table("legal_forms")}


def _can_be(noun: Noun, entry: Entry) -> bool:
    """Whether an entry can be what the noun names: "Gewerkschaft Verdi" yes, "Polizei Bayern" no."""
    if entry.kind is ActorKind.STATE or entry.adjectives:
        return noun.head.noun in words("named_states")
    return True
