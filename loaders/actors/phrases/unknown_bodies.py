"""Bodies no list knows: a noun with a name, a name in quotation marks, any noun that only a mind can be."""

from __future__ import annotations

from loaders.actors.phrases.organisations import end_of_foreign, end_of_german, fills_first_place
from loaders.actors.phrases.strangers import person_noun
from loaders.actors.sentence.naming import NAME_TAGS, Naming, phrase_text
from loaders.actors.sentence.predicates import minds
from loaders.actors.sentence.view import View
from loaders.articles.findings import ActorKind
from loaders.german.person_names import first_name_gender
from loaders.german.tokens import QUOTE_MARKS, Token
from loaders.lexicon.nouns import analyse, unlisted_body
from loaders.lexicon.tables import words

_LONGEST_QUOTED = 6  # words of a name in quotation marks
_SINGULAR = frozenset({"das", "ein", "eine", "den", "einen", "einem", "des"})  # articles of no plural subject


def unknown_body(view: View, i: int) -> Naming | None:
    """The phrase of a body that begins at ``i`` with an unknown noun or a name in quotation marks."""
    if not view.minding:
        return None
    if i and view.text(i - 1) in QUOTE_MARKS:
        return _quoted(view, i)
    token = view.tokens[i]
    if token.tag != "NN" or analyse(token.text) is not None or _is_thing(token):
        return None
    return _with_name(view, i) or _any_subject(view, i)


def press(view: View, i: int) -> Naming | None:
    """A medium or agency that is called so: "wie Elbpress berichtet"."""
    token = view.tokens[i]
    ends = tuple(words("press_endings"))
    if token.tag not in NAME_TAGS or not token.text.lower().endswith(ends) or "-" in token.text:
        return None
    phrase = view.left(i).phrase(view.sentence, i + 1, i, "organisation", token.text)
    phrase.noun, phrase.proper = unlisted_body(token.text, "", ActorKind.MEDIUM), token.text
    return phrase


def _is_thing(token: Token) -> bool:
    """Whether a noun is by its ending a deed, a quality, a text or a thing."""
    ends = (*words("thing_endings"), *words("things_like_persons"))
    return token.lemma.lower().endswith(ends) or person_noun(token, minding=False) is not None


def _with_name(view: View, i: int) -> Naming | None:
    """A noun and the name after it that mind something: "Die Sparkasse Oderbruch lehnt die Fusion ab"."""
    quoted = view.text(i + 1) in QUOTE_MARKS
    end = _close(view, i + 2) if quoted else _end_of_name(view, i)
    if end is None:
        return None
    token = view.tokens[i]
    name = phrase_text(view.tokens[i + 2 : end] if quoted else view.tokens[i + 1 : end])
    phrase = view.left(i).phrase(view.sentence, end + quoted, i, "organisation")
    phrase.noun = unlisted_body(token.lemma, "", ActorKind.ORGANISATION)
    phrase.label = phrase.proper = f"{token.lemma} {name}"
    return phrase if phrase.determiner and minds(phrase) else None


def _end_of_name(view: View, i: int) -> int | None:
    """The end of the name after the noun at ``i``: foreign words, or German ones before the finite verb."""
    start = i + 1
    if start in view.hits or first_name_gender(view.text(start)):
        return None
    foreign, german = end_of_foreign(view, start), end_of_german(view, start)
    if foreign > start:
        return foreign
    phrase = view.left(i).phrase(view.sentence, start, i, "organisation")
    return german if german > start and fills_first_place(view, phrase, german) else None


def _any_subject(view: View, i: int) -> Naming | None:
    """Any noun that does what only somebody does, where no object can be taken for the subject."""
    token = view.tokens[i]
    if view.minding <= {"no"}:
        return None
    phrase = view.heads.noun(view, i, unlisted_body(token.lemma, "", ActorKind.ORGANISATION))
    one = phrase.determiner.startswith(("ein", "das"))  # "ein Kind weigerte sich"
    phrase.plural = token.lemma != token.text and not one
    phrase.label = token.text if phrase.plural else phrase.label
    sure = minds(phrase)
    after = next((t.lower for t in view.tokens[phrase.end :] if t.tag == "ART"), "")
    alone = sure == "alone" or (sure == "yes" and phrase.plural and after in _SINGULAR)
    return phrase if alone and not phrase.determiner.startswith("ein") else None


def _quoted(view: View, i: int) -> Naming | None:
    """A name in quotation marks that minds something: "Die „Junge Mitte“ protestiert"."""
    close, left = _close(view, i), view.left(i - 1)
    if close is None or not left.determiner:
        return None
    inside = view.tokens[i:close]
    if len(inside) == 1 and inside[0].tag not in NAME_TAGS:
        return None  # "die „Zeitenwende“"
    proper = phrase_text(inside)
    phrase = left.phrase(view.sentence, close + 1, i, "organisation", proper)
    phrase.proper = proper
    return phrase if minds(phrase) else None


def _close(view: View, i: int) -> int | None:
    """Where the quotation marks close after a name that begins at ``i`` with a large letter."""
    if not view.text(i)[:1].isupper():
        return None
    reach = range(i + 1, min(i + _LONGEST_QUOTED + 1, len(view.tokens)))
    return next((k for k in reach if view.text(k) in QUOTE_MARKS), None)
