"""Last names that only their place beside a verb of saying shows: "…“, sagte von Tessendorf", "Brinkmann
sagte: …".
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.actors.sentence.naming import FINITE_TAGS
from loaders.german.morphology import is_plural_verb
from loaders.german.person_names import Name, places
from loaders.german.tokens import Token
from loaders.lexicon.nouns import analyse
from loaders.lexicon.speech import speech_verbs
from loaders.lexicon.tables import words

_LONGEST = 4  # words of a last name with particles
_AFTER = frozenset({"$.", "$,", "$(", "ADV", "APPRART", "PTKVZ"})


def spoken_name(tokens: Sequence[Token], i: int) -> Name | None:
    """The last name at ``i`` of who says something right before or behind it, if nothing else shows one."""
    end = _with_particles(tokens, i) or _like_a_noun(tokens, i)
    if end is None or not (_behind_verb(tokens, i, end) or _before_verb(tokens, i, end)):
        return None
    spelled = [tokens[i].lower if tokens[i].lower in words("name_particles") else tokens[i].text]
    return Name(i, end, (" ".join([*spelled, *(t.text for t in tokens[i + 1 : end])]),), "", False)


def _with_particles(tokens: Sequence[Token], i: int) -> int | None:
    """The end of a name that begins with its particle: "van der Meulen"."""
    first = tokens[i].lower
    if first not in words("name_particles") - words("never_first_particles"):
        return None
    k = i + 1
    while k < len(tokens) and k - i < _LONGEST and tokens[k].text in words("name_particles"):
        k += 1
    if k >= len(tokens) or not tokens[k].text[:1].isupper() or tokens[k].text in places():
        return None
    preposition = first in words("german_particles") and (tokens[k].tag != "NE" or analyse(tokens[k].text))
    return None if preposition else k + 1


def _like_a_noun(tokens: Sequence[Token], i: int) -> int | None:
    """The end of a name that is built like a noun for persons: "Brinkmann"."""
    token = tokens[i]
    noun = analyse(token.text) if token.text[:1].isupper() and token.tag in {"NE", "NN"} else None
    shaped = token.text.endswith("mann") and (noun is None or (bool(noun.modifier) and not noun.hyphen))
    return i + 1 if shaped else None


def _behind_verb(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether the verb of saying stands before: "…“, sagte von Tessendorf am Montag"."""
    opened = i >= 2 and tokens[i - 2].tag in {"$,", "$("}
    closed = end >= len(tokens) or (tokens[end].tag in _AFTER and tokens[end].lower not in {"aus", "an"})
    return opened and closed and _says(tokens[i - 1], tokens[i])


def _before_verb(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether it opens the sentence and the verb of saying follows."""
    opens = all(token.tag == "$(" for token in tokens[:i])
    closed = end + 1 < len(tokens) and tokens[end + 1].tag in _AFTER  # "von Berlin sagte er nichts"
    return opens and closed and _says(tokens[end], tokens[i])


def _says(verb: Token, first: Token) -> bool:
    """Whether a verb says something, and the name is no phrase with "von" that belongs to it."""
    entry = speech_verbs().get(verb.lemma) if verb.tag in FINITE_TAGS else None
    return entry is not None and first.lower not in entry.prepositions and not is_plural_verb(verb.text)
