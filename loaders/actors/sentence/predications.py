"""Clauses that say which office somebody holds or held: "X, der bis 2015 Minister war", "X ist Chefin"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loaders.actors.sentence.naming import Naming
from loaders.articles.findings import ActorKind, Span
from loaders.german.tokens import Sentence, Token
from loaders.lexicon.tables import words

_PAST = {"war": True, "ist": False}
_HOLDERS = {"der": "m", "die": "f"}  # relative pronouns, and whom each means
_ENDS = frozenset({".", ",", ";", "!", ")", "–", ":", "“", "und"})
_LONGEST = 12  # tokens between a person and the verb of a clause


class Predication(NamedTuple):
    """``holder`` holds what ``role`` names, or held it (``former``); ``proof`` is the clause."""

    holder: Naming
    role: Naming
    former: bool
    proof: Span


def predications(sentence: Sentence, phrases: Sequence[Naming]) -> Iterator[Predication]:
    """The offices that clauses with *sein* give to persons named in them.

    Only where nothing but words of time stands beside person, verb and office: what is denied, wished, asked
    or compared has others.
    """
    if not any(is_copula(token) for token in sentence.tokens):
        return
    holders = [phrase for phrase in phrases if _is_person(phrase)]
    for role in phrases:
        if _is_office(role):
            found = (_stated(sentence.tokens, holder, role) for holder in holders if holder is not role)
            yield from (predication for predication in found if predication is not None)


def says_once(between: Sequence[Token]) -> bool:
    """Whether words of time beside an office say that it is over: "einst", "bis 2015", not "noch bis Mai"."""
    said = {token.lower for token in between}
    return bool(said & words("once")) and "noch" not in said


def times_end(tokens: Sequence[Token], start: int) -> int:
    """The place after the words of time that begin at ``start``."""
    k = start
    while k < len(tokens) and is_time(tokens[k]):
        k += 1
    return k


def is_time(token: Token) -> bool:
    """Whether the word may tell when an office was held."""
    return token.lower in words("office_times") or token.text.isdecimal()


def _is_office(phrase: Naming) -> bool:
    one = phrase.noun is not None and "s" in phrase.noun.numbers
    denied = phrase.determiner in words("generic_determiners")
    return one and phrase.what == "person" and phrase.name is None and not denied


def is_copula(token: Token) -> bool:
    """Whether the word is the verb of a clause that gives an office."""
    return token.lower in _PAST


def _is_person(phrase: Naming) -> bool:
    known = phrase.entry is not None and phrase.entry.kind is ActorKind.PERSON
    return (phrase.name is not None or known) and not phrase.plural and not phrase.preposition


def _stated(tokens: Sequence[Token], holder: Naming, role: Naming) -> Predication | None:
    """What a clause of one of the three orders says; ``None`` if there is none of these two phrases."""
    if role.head < holder.end:
        return None
    verb = _relative(tokens, holder, role) or _main(tokens, holder, role) or _time_first(tokens, holder, role)
    if verb is None:
        return None
    perfect = _is_perfect(tokens, times_end(tokens, max(role.end, verb + 1)))
    past = _PAST[tokens[verb].lower] or perfect
    last = max(verb, role.end - 1) + perfect
    return Predication(holder, role, past, Span(holder.first_offset, tokens[last].end))


def _relative(tokens: Sequence[Token], holder: Naming, role: Naming) -> int | None:
    """The verb of "X, der (bis 2015) ROLE (gewesen) war,"."""
    pronoun = holder.end + 1
    if pronoun >= role.head or tokens[holder.end].text != ",":
        return None
    gender = _HOLDERS.get(tokens[pronoun].lower)
    if gender is None or {gender, holder.gender} == {"m", "f"}:
        return None
    begin = max(role.start, pronoun + 1)
    verb = times_end(tokens, role.end)
    verb += _is_perfect(tokens, verb)
    if not _is_copula(tokens, verb) or not all(is_time(t) for t in tokens[pronoun + 1 : begin]):
        return None
    return verb if _ends(tokens, verb + 1) else None


def _main(tokens: Sequence[Token], holder: Naming, role: Naming) -> int | None:
    """The verb of "X war (bis 2015) ROLE.", which begins its sentence."""
    verb = holder.end
    if holder.start or not _is_copula(tokens, verb) or role.start <= verb:
        return None
    return verb if _is_framed(tokens, verb + 1, role) else None


def _time_first(tokens: Sequence[Token], holder: Naming, role: Naming) -> int | None:
    """The verb of "Bis 2015 war X ROLE."."""
    verb = holder.start - 1
    if verb < 1 or not _is_copula(tokens, verb) or times_end(tokens, 0) < verb:
        return None
    return verb if role.start >= holder.end and _is_framed(tokens, holder.end, role) else None


def _is_copula(tokens: Sequence[Token], k: int) -> bool:
    return k < len(tokens) and is_copula(tokens[k])


def _is_perfect(tokens: Sequence[Token], k: int) -> bool:
    return k < len(tokens) and tokens[k].lower == "gewesen"


def _is_framed(tokens: Sequence[Token], start: int, role: Naming) -> bool:
    """Whether only words of time stand from ``start`` to the office and behind it, up to the clause's end."""
    near = role.start - start <= _LONGEST and all(is_time(t) for t in tokens[start : role.start])
    end = times_end(tokens, role.end)
    return near and _ends(tokens, end + _is_perfect(tokens, end))


def _ends(tokens: Sequence[Token], k: int) -> bool:
    asked = tokens[-1].text == "?"
    return not asked and (k >= len(tokens) or tokens[k].text in _ENDS)
