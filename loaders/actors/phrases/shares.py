"""Parts and numbers of people: "die Mehrheit der Delegierten", "drei von vier Befragten"."""

from __future__ import annotations

from loaders.actors.phrases.complements import complement_phrase
from loaders.actors.phrases.strangers import person_noun
from loaders.actors.sentence.agreement import nominative
from loaders.actors.sentence.naming import Naming
from loaders.actors.sentence.predicates import minds
from loaders.actors.sentence.view import View
from loaders.articles.findings import ActorKind
from loaders.lexicon.nouns import Gender, Head, Noun
from loaders.lexicon.tables import read_table, words
from ontology.in_force import kept

_ENDINGS = {"m": "er", "f": "e", "n": "es", "p": "e"}
_OF = frozenset({"der", "des", "von", "vom", "aller", "dieser", "unserer", "ihrer", "seiner"})
_PEOPLE = frozenset({ActorKind.COLLECTIVE, ActorKind.PARTY, ActorKind.ASSOCIATION})
_LONGEST_LEFT = 5  # tokens before the noun of those who are counted


def share(view: View, i: int) -> Naming | None:
    """The phrase of a share whose word stands at ``i``, if those it is a part of are somebody."""
    word = view.tokens[i]
    if word.tag == "CARD":
        return _one_of(view, i)
    row = _shares().get(word.text) or _shares().get(word.lemma)
    if row is None:
        return None
    inner = _whole(view, i + 1)
    if inner is None and row["alone"] == "no":
        return None
    gender: Gender = row["gender"]  # type: ignore[assignment]
    phrase = view.left(i).phrase(view.sentence, i + 1, i, "person")
    phrase.noun, phrase.gender, phrase.plural = _people(row["form"], gender), gender, True
    if inner is None:
        phrase.label = row["form"]
        return phrase if minds(phrase) else None
    adjectives = [nominative(a, _ENDINGS[gender]) for a in phrase.adjectives]
    number = [phrase.number] if phrase.number else []
    phrase.complete(inner.end)
    phrase.inner.append(inner)
    phrase.label = " ".join([*number, *adjectives, row["form"], phrase.complement])
    return phrase


def _one_of(view: View, i: int) -> Naming | None:
    """ "Drei von vier Befragten"."""
    if view.text(i + 1) != "von" or i + 3 >= len(view.tokens) or view.tokens[i + 2].tag != "CARD":
        return None
    inner = _whole(view, i + 1)
    if inner is None:
        return None
    phrase = Naming(view.sentence, i, inner.end, i, "person", plural=True)
    phrase.noun = _people(view.tokens[i].lower, "p")
    phrase.complete(inner.end)
    phrase.inner.append(inner)
    phrase.label = f"{view.tokens[i].lower} {phrase.complement}"
    return phrase


def _whole(view: View, i: int) -> Naming | None:
    """Those a share is a part of, from the article or preposition at ``i``: several persons, a people."""
    if view.text(i).lower() not in _OF:
        return None
    found = complement_phrase(view, i) or _strangers(view, i)
    if found is None:
        return None
    kind = found.noun.head.kind if found.noun is not None else None
    return found if found.plural or kind in _PEOPLE or found.how == "demonym" else None


def _strangers(view: View, i: int) -> Naming | None:
    """Persons no list knows, who are counted: "der Befragten", "von Winzerinnen"."""
    reach = range(i + 1, min(i + _LONGEST_LEFT, len(view.tokens)))
    head = next((k for k in reach if view.tokens[k].tag == "NN"), None)
    if head is None:
        return None
    word = view.tokens[head]
    noun = person_noun(word, minding=True)
    if noun is None and word.text.rstrip("n") in words("people_words"):
        noun = _people(word.text, "p")
    if noun is None or "p" not in noun.numbers:
        return None
    phrase = view.heads.noun(view, head, noun)
    phrase.start, phrase.plural = max(i, phrase.start), True
    return phrase


def _people(word: str, gender: Gender) -> Noun:
    return Noun(Head(word, "person", ActorKind.PERSON, "group"), word, word, gender, "p", plural=word)


@kept
def _shares() -> dict[str, dict[str, str]]:
    """Form to its row of ``data/shares.tsv``."""
    return {row["form"]: row for row in read_table("shares")}
