"""Persons no list knows: a profession before a name, a noun for persons that minds something.

A word says by its ending that it may be a person ("Winzer", "Alliierte"); the words around it have to prove
it, by a personal name that follows or by a verb that only somebody can have as subject.
"""

from __future__ import annotations

from loaders.actors.sentence.doubtful import is_excluded
from loaders.actors.sentence.naming import NAME_TAGS, Naming
from loaders.actors.sentence.predicates import minds
from loaders.actors.sentence.view import View
from loaders.articles.findings import ActorKind
from loaders.german.person_names import first_name_gender, read_name
from loaders.german.tagger import is_adjectival, participle_verb
from loaders.german.tokens import Token
from loaders.lexicon.nouns import Noun, analyse, unlisted_body, unlisted_person
from loaders.lexicon.tables import read_table, words
from ontology.in_force import kept

_TAGS_OF_NAMES = NAME_TAGS | {"NN"}
_BEFORE = frozenset({"ART", "ADJA", "CARD", "PIAT", "PPOSAT"})  # before a noun, not before a last name
_COLLECTIVE = "schaft"  # Bauernschaft: all who are what stands before


def stranger(view: View, i: int) -> Naming | None:
    """The phrase of an unknown noun for persons at ``i`` that can only be somebody here."""
    token = view.tokens[i]
    doubtful = token.tag == "NE" or is_excluded(token.text)  # Fischer, Koch: last names too
    if token.tag not in {"NN", "NE"} or (doubtful and not (i and view.tokens[i - 1].tag in _BEFORE)):
        return None
    if _is_named(view, i + 1):
        noun = person_noun(token, minding=False)
        return view.heads.noun(view, i, noun) if noun is not None and "s" in noun.numbers else None
    if not view.minding:
        return None
    likely = person_noun(token, minding=True) or _collective(token)
    noun = likely or person_noun(token, minding=False)
    if noun is None:
        return None
    phrase = view.heads.noun(view, i, noun)
    proved = phrase.determiner != "das" and (likely is not None or phrase.name is not None)  # "das Gute"
    return phrase if proved and minds(phrase) else None


def person_noun(token: Token, minding: bool) -> Noun | None:
    """The noun for persons that a word is by its ending; for who is only ``minding`` fewer endings do."""
    return _person_noun(token.text, token.lemma, minding)


@kept
def _person_noun(text: str, lemma: str, minding: bool) -> Noun | None:
    thing = lemma.lower().endswith(tuple(words("things_like_persons")))
    people = lemma.lower().rstrip("rnms")
    nobody = people in words("nobody_in_particular")
    if thing or nobody or analyse(text) is not None or text in words("never_last_names"):
        return None
    for base in (*_masculines(lemma), text):
        noun = unlisted_person(text, base, False) if base.endswith(_endings(minding)) else None
        if noun is not None:
            return noun
    if is_adjectival(text) and _is_of_people(people):
        return unlisted_person(text, lemma.rstrip("rnms"), adjectival=True)
    return None


def _is_of_people(adjective: str) -> bool:
    """Whether an adjective or participle is said of people: "alliiert", "erwerbslos", "studierend"."""
    verb = participle_verb(adjective) or ""
    return adjective.endswith(tuple(words("adjectives_of_people"))) or verb.endswith("n")


def _masculines(lemma: str) -> tuple[str, ...]:
    """The masculine nouns that a lemma may belong to: "Imkerin" to "Imker", "Glaziologin" to "Glaziologe"."""
    stem = lemma.removesuffix("in")
    return stem, stem + "e"


def _is_named(view: View, i: int) -> bool:
    """Whether a full personal name begins at ``i``."""
    if i >= len(view.tokens) or i in view.hits or view.tokens[i].tag not in _TAGS_OF_NAMES:
        return False
    name = read_name(view.tokens, i, True, view.stops(i))
    if name is None or len(name.words) < 2:
        return False
    tags = {t.tag for t in view.tokens[name.start : name.end]}
    return bool(first_name_gender(name.words[0])) or tags <= NAME_TAGS


def _collective(token: Token) -> Noun | None:
    """All of a sort of people: "Bauernschaft", "Studierendenschaft"."""
    stem = token.lemma.removesuffix(_COLLECTIVE)
    if stem == token.lemma:
        return None
    members = analyse(stem) or analyse(stem.removesuffix("n"))
    if members is None or members.head.family != "person":
        return None
    return unlisted_body(token.lemma, "f", ActorKind.COLLECTIVE)


@kept
def _endings(minding: bool) -> tuple[str, ...]:
    """The endings of ``data/person_endings.tsv``, or those that do without a name."""
    rows = read_table("person_endings")
    return tuple(row["ending"] for row in rows if not minding or row["minds"] == "yes")
