"""Number and gender of a phrase, from its form, article, adjectives and surroundings; its nominative."""

from __future__ import annotations

from collections.abc import Mapping

from loaders.actors.sentence.naming import NAMED_KINDS, Naming, is_town_adjective
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import Hit
from loaders.german.person_names import first_name_gender, places
from loaders.lexicon.nouns import Noun
from loaders.lexicon.tables import words

_ENDINGS = {"m": "er", "f": "e", "n": "es"}
_RANKS_OF_ONE = frozenset({"state", "government", "minister", "office", "function"})


def is_plural(phrase: Naming, i: int, numbers: str, hits: Mapping[int, Hit]) -> bool:
    """Whether the head at ``i``, whose form allows ``numbers`` ("s", "p" or "sp"), is plural here."""
    text = phrase.sentence.tokens[i].text
    if numbers != "sp" or (phrase.noun is None and text.endswith("in")):
        return numbers == "p"
    if phrase.number not in {"", "ein", "eine", "1"} or phrase.determiner in {"beide", "beiden"}:
        return True
    if not phrase.determiner:
        return _bare_is_plural(phrase, i, hits)
    return _article_is_plural(phrase, text)


def _article_is_plural(phrase: Naming, text: str) -> bool:
    determiner, noun = phrase.determiner, phrase.noun
    adjectival = noun is not None and noun.adjectival
    if determiner == "der":
        open_form = text.endswith(("er", "en")) and noun is not None
        grouped = not adjectival or (noun is not None and noun.head.rank == "group")
        return open_form and grouped and _is_genitive_plural(phrase, text)
    if determiner == "den":
        group = noun is not None and noun.head.rank == "group"
        return text.endswith("n") and (group or phrase.preposition in words("actor_dative_prepositions"))
    if determiner in words("plural_determiners"):
        feminine = (
            determiner in {"die", "diese", "jene", "seine", "ihre"} and adjectival and text.endswith("e")
        )
        return not feminine
    return False


def _is_genitive_plural(phrase: Naming, text: str) -> bool:
    """ "der Minister" as a subject is singular, as a genitive after a noun it may be plural."""
    if text.endswith("en") or (phrase.adjectives and phrase.adjectives[-1].endswith("en")):
        return True  # der Demonstranten, der neuen Bürger
    after_noun = phrase.before is not None and phrase.before.tag == "NN" and not phrase.preposition
    return after_noun and phrase.noun is not None and phrase.noun.head.rank == "group"


def _bare_is_plural(phrase: Naming, i: int, hits: Mapping[int, Hit]) -> bool:
    """Without an article: plural, unless an adjective in -er, a name or a genitive beside it says not."""
    last = phrase.adjectives[-1] if phrase.adjectives else ""
    if last.endswith("er"):
        if phrase.before is not None and phrase.before.tag == "NN" and not phrase.sentence.headline:
            return True  # "Meinung politischer Beobachter"
        if phrase.sentence.tokens[i - 1].tag == "ADJA" and last[:-2] not in places():
            return False  # "neutraler Vermittler"
    return not _is_one_by_context(phrase, i, hits)


def _is_one_by_context(phrase: Naming, i: int, hits: Mapping[int, Hit]) -> bool:
    tokens = phrase.sentence.tokens
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1] if i else None
    if after is not None and (first_name_gender(after.text) or (after.tag == "NE" and i + 1 not in hits)):
        return True  # "Präsident Anna …"
    if before is None:
        return False
    if before.text.endswith("s") and any(hit.end == i for hit in hits.values()):
        return True  # "Finnlands Präsident"
    noun = phrase.noun
    ranked = noun is not None and noun.head.rank in _RANKS_OF_ONE and not tokens[i].text.endswith("en")
    return ranked and before.text == "," and after is not None and after.text in {"der", "des", "von"}


def gender_of(phrase: Naming, noun: Noun) -> str:
    """m, f, n, p or "" of the head; adjectival nouns take it from their article."""
    if noun.gender and not (noun.adjectival and noun.gender == "m"):
        return "" if phrase.plural and noun.head.family == "person" else noun.gender
    if phrase.plural:
        return ""
    form = phrase.sentence.tokens[phrase.head].text
    oblique = form.endswith("n")
    if phrase.determiner == "der":
        return "f" if oblique else "m"
    if phrase.determiner in {"die", "eine", "diese", "einer", "zur"}:
        return "f"
    masculine = phrase.determiner in words("singular_determiners") or phrase.determiner == "den"
    if masculine or (form.endswith("r") and noun.adjectival):
        return "m"
    return noun.gender


def label_of(phrase: Naming, noun: Noun) -> str:
    """ "ägyptischer Innenminister", "Sprecher des Amtes", "The Guardian" for "der Zeitung The Guardian"."""
    if phrase.proper and (noun.head.kind in NAMED_KINDS or phrase.proper.startswith(noun.label)):
        return phrase.proper
    ending = "e" if phrase.plural else _ENDINGS.get(phrase.gender, "er")
    adjectives = [] if phrase.proper else [nominative(a, ending) for a in _telling_adjectives(phrase)]
    rest = phrase.proper or phrase.complement
    return " ".join([*adjectives, _nominative_noun(phrase, noun), *([rest] if rest else [])])


def _nominative_noun(phrase: Naming, noun: Noun) -> str:
    if phrase.plural:
        return noun.plural or noun.label
    if noun.adjectival:
        return noun.base if phrase.gender == "f" else noun.base + "r"
    return noun.label


def _telling_adjectives(phrase: Naming) -> list[str]:
    """The adjectives that belong to the name, in small letters at the beginning of a sentence."""
    begins = phrase.plural and phrase.start == 0
    spelled = [a[:1].lower() + a[1:] if begins and not is_town_adjective(a) else a for a in phrase.adjectives]
    government = phrase.noun is not None and phrase.noun.head.kind is ActorKind.GOVERNMENT
    empty = (*words("idle_adjectives"), *(words("government_colours") if government else ()))
    return [a for a in spelled if not a.lower().startswith(empty)]


def nominative(adjective: str, ending: str) -> str:
    """The strong nominative of an inflected adjective; adjectives of towns never change."""
    if adjective[:1].isupper() and adjective.endswith("er"):
        return adjective
    for old in ("en", "em", "es", "er", "e"):
        if adjective.endswith(old) and len(adjective) > len(old) + 2:
            return adjective.removesuffix(old) + ending
    return adjective
