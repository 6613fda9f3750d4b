"""Phrases of persons: names with their appositions, nouns for persons with the names after them."""

from __future__ import annotations

from loaders.actors.phrases.brackets import read_bracket
from loaders.actors.phrases.complements import read_affiliation, read_complements
from loaders.actors.phrases.strangers import person_noun
from loaders.actors.sentence.doubtful import is_place_name
from loaders.actors.sentence.naming import ARTICLE_TAGS, FINITE_TAGS, NAME_TAGS, Naming
from loaders.actors.sentence.predications import is_copula, says_once, times_end
from loaders.actors.sentence.view import View
from loaders.german.person_names import Name, first_name_gender, is_name_word, places, read_name
from loaders.german.tokens import QUOTE_MARKS
from loaders.lexicon.nouns import Noun
from loaders.lexicon.tables import words

DEEPEST = 5  # phrases inside phrases
_ENDS_APPOSITION = frozenset({",", ".", ";", ")", "–", "-", ":", "und", "(", "“", '"'})
_ENDS_NAME = frozenset({",", ".", "(", ";", ")", "“", "–"})
_LONGEST_LEFT = 6
_LONGEST_REST = 10  # tokens of an apposition after its role
_REST_TAGS = frozenset({"APPR", "APPRART", "ART", "ADJA", "CARD", "NN", "NE", "TRUNC"})
_MOST_COMMAS = 2  # "Der Vorsitzende von Verdi, Nachfolgerin der ÖTV, Jens Beispiel,"


def name_phrase(view: View, i: int, name: Name) -> Naming:
    """The phrase of a personal name, with party, organisation and apposition."""
    left = view.left(i)
    if left.start < i and view.tokens[left.start].tag not in ARTICLE_TAGS and not left.adjectives:
        left.start = i
    phrase = left.phrase(view.sentence, name.end, name.end - 1, "name", name.text)
    phrase.name, phrase.gender = name, name.gender
    read_bracket(view, phrase)
    read_affiliation(view, phrase)
    _read_apposition(view, phrase)
    return phrase


def _read_apposition(view: View, phrase: Naming) -> None:
    """A role after a comma: "Kemal Beispiel, Vorsitzender der Wahlkommission,"."""
    if view.text(phrase.end) != ",":
        return
    first = phrase.end + 1
    if view.text(first).lower() == "als":
        first += 1
    timed, first = first, times_end(view.tokens, first)
    k = _role_after(view, first)
    noun = _role_at(view, k) if k is not None else None
    if k is None or noun is None or view.depth > DEEPEST:
        return
    role = view.heads.noun(view, k, noun)
    if role.plural and "s" in noun.numbers and not (role.determiner or role.number):
        role.plural = False  # "Anna Beispiel, Lehrer": one name has one profession
    if _is_apposition(view, phrase, role, first):
        role.former = role.former or says_once(view.tokens[timed:first])
        phrase.apposition, role.same_as = role, phrase
        phrase.inner.append(role)
        phrase.scope = phrase.scope or role.scope


def _role_after(view: View, first: int) -> int | None:
    """The place of a noun for persons soon after ``first``, before any verb or comma."""
    for k in range(first, min(first + _LONGEST_LEFT, len(view.tokens))):
        token = view.tokens[k]
        if token.tag in FINITE_TAGS | {"$,", "$.", "KON", "PRELS", "KOUS"}:
            return None
        large = token.text[:1].isalnum() and not token.text[:1].islower()
        noun = _role_at(view, k) if large and k not in view.hits else None
        if noun is not None and noun.head.family == "person":
            return k
    return None


def _role_at(view: View, k: int) -> Noun | None:
    """The noun at ``k``, also a profession that no table has ("Anna Beispiel, Glaziologin,")."""
    token = view.tokens[k]
    return view.noun_at(k) or (person_noun(token, minding=False) if token.tag == "NN" else None)


def _is_apposition(view: View, phrase: Naming, role: Naming, first: int) -> bool:
    genders = {phrase.gender, role.gender} - {"", "u"}
    fits = role.start <= first + 1 and not role.plural and role.name is None and len(genders) < 2
    after = view.tokens[role.end] if role.end < len(view.tokens) else None
    relative = after is not None and bool(role.determiner) and is_copula(after)  # "X, der Minister war"
    spoken = after is not None and after.tag in FINITE_TAGS and not relative
    unclosed = spoken and bool(role.complement)  # "X, Sekretär des Verbands sagte"
    return fits and (unclosed or view.text(role.end) in _ENDS_APPOSITION or _goes_on(view, role))


def _goes_on(view: View, role: Naming) -> bool:
    """Whether an apposition says more before its comma: "…, ein Imker aus Fulda und Oberst a.D., …"."""
    if view.text(role.end) not in {"aus", "in", "bei", "im"}:
        return False
    rest = view.tokens[role.end : role.end + _LONGEST_REST]
    end = next((t for t in rest if t.tag in FINITE_TAGS or t.text in {",", "."}), None)
    return end is not None and end.text in {",", "."}


def read_person(view: View, phrase: Naming, noun: Noun) -> None:
    """Take in complements, a name and brackets after a noun for persons."""
    read_complements(view, phrase)
    i = phrase.end
    comma = view.text(i) == ","
    if _take_known_name(view, phrase, i):
        return
    if not (comma and view.depth > 1) and _take_titled_name(view, phrase, i, comma):
        return
    if comma and view.depth > 1:  # "der Sprecher des Präsidenten, X,": X is the speaker
        read_bracket(view, phrase)
        return
    name = _name_after(view, i + 1 if comma else i, comma, phrase)
    if name is not None and not comma and phrase.complement and noun.head.rank == "person":
        return  # "der Sohn des Skistars X": the name belongs to the star
    if name is None:
        name = _name_past_rest(view, phrase)
    listed = name is not None and view.text(name.end) in {",", "und", "(", "sowie"}
    only_plural = "s" not in noun.numbers
    if name is not None and phrase.plural and not listed and _says_many(phrase):
        phrase.complete(name.end)
        phrase.inner.append(name_phrase(view, name.start, name))
        return
    if name is None or (
        phrase.plural and (only_plural or _is_weak_plural(view, phrase, noun)) and not listed
    ):
        read_bracket(view, phrase)
        return
    if phrase.plural and not listed:
        phrase.plural = only_plural
    phrase.name, phrase.end, phrase.head = name, name.end, name.end - 1
    phrase.gender = phrase.gender or name.gender
    read_bracket(view, phrase)
    read_affiliation(view, phrase)


def _is_weak_plural(view: View, phrase: Naming, noun: Noun) -> bool:
    """Whether no single person is meant: "werfen die Abgeordneten | Beispiel vor", not "die Abgeordnete"."""
    weak = noun.adjectival and view.text(phrase.head).endswith("n")
    return weak and phrase.determiner in {"die", "diese"}


def _says_many(phrase: Naming) -> bool:
    """Whether an article or a number says that there are several: "Einige Anhänger Beispiels"."""
    return phrase.determiner in words("several") or phrase.number not in {"", "ein", "eine", "1"}


def _name_past_rest(view: View, phrase: Naming) -> Name | None:
    """A name between commas past more about the role: "der Vorsitzende der SPD in Hessen, Anna Beispiel,"."""
    if view.depth > 1 or not phrase.definite:
        return None
    commas = depth = 0
    for k in range(phrase.end, min(phrase.end + _LONGEST_REST, len(view.tokens))):
        token = view.tokens[k]
        depth += (token.text == "(") - (token.text == ")")
        if depth or token.text == ")":
            continue  # "der Partei Neuer Weg (PNW), Anna Beispiel,"
        if token.text != ",":
            known = k in view.hits or token.text in places() or token.text.isupper()
            if token.tag not in _REST_TAGS or (token.tag == "NE" and not known):
                return None
            continue
        name = _name_after(view, k + 1, True, phrase)
        if name is not None:
            return name if view.text(name.end) in {",", "("} else None
        commas += 1
        if commas == _MOST_COMMAS:
            return None
    return None


def _take_known_name(view: View, phrase: Naming, i: int) -> bool:
    """A known actor's name right after the noun: "das Opec-Mitglied Venezuela"."""
    hit = view.hits.get(i)
    if hit is None or hit.how != "name" or phrase.complement or phrase.plural or view.is_genitive(i):
        return False
    phrase.entry, phrase.end = hit.entry, hit.end
    return True


def _take_titled_name(view: View, phrase: Naming, i: int, comma: bool) -> bool:
    """A second role with the name: "der Kommandeur, General Beispiel,", "Vorsitzender Richter X"."""
    at = i + 1 if comma else i
    if comma and not phrase.definite:
        return False
    if not comma and (phrase.plural or not first_name_gender(view.text(i + 1))):
        return False
    start = at
    if comma and at < len(view.tokens) and view.tokens[at].tag == "ART":
        at += 1  # "Der Vorsitzende des Rats, die Ärztin Anna Beispiel,"
    if at >= len(view.tokens) or at in view.hits or not view.text(at)[:1].isupper():
        return False
    noun = view.noun_at(at)
    if noun is None or noun.head.family != "person" or view.depth > DEEPEST:
        return False
    inner = view.heads.noun(view, at, noun)
    closed = not comma or view.text(inner.end) in {",", ".", ")", ";"}
    if inner.name is None or not closed or inner.start != start:
        return False
    phrase.name, phrase.end, phrase.head, phrase.plural = inner.name, inner.end, inner.head, False
    phrase.gender, phrase.party = inner.gender or phrase.gender, inner.party
    phrase.inner.append(inner)
    return True


def _name_after(view: View, i: int, comma: bool, phrase: Naming) -> Name | None:
    """A name right after a role; after a comma it must be a full name that ends the apposition."""
    if i >= len(view.tokens) or view.text(i) in QUOTE_MARKS:
        return None
    given = first_name_gender(view.text(i))
    if not given and (i in view.hits or (view.noun_at(i) and view.tokens[i].tag != "NE")):
        return None
    name = read_name(view.tokens, i, after_role=not comma, stop=view.stops(i))
    if name is None or is_place_name(name):
        return None
    tokens = view.tokens[name.start : name.end]
    if not comma:
        plain = all(t.tag in NAME_TAGS | {"APPR", "ART"} or is_name_word(t) for t in tokens)
        return name if name.sure or plain else None
    full = len(name.words) > 1 and (name.sure or any(t.tag in {"NE", "FM"} for t in tokens))
    closed = view.text(name.end) in _ENDS_NAME
    one = phrase.definite or phrase.determiner.startswith("ein")
    return name if full and closed and one and not phrase.plural else None
