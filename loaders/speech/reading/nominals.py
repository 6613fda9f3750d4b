"""Noun phrases as candidates for speakers: the phrases of ``loaders.syntax`` mapped to a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.german.tokens import QUOTE_MARKS
from loaders.lexicon.tables import words
from loaders.speech.reading.units import Unit
from loaders.syntax.phrase import Phrase
from loaders.syntax.phrase_reader import NOUNS

Range = tuple[int, int]

_LONGEST_BRACKET = 10  # tokens


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun phrase: tokens ``start`` to ``end`` of the unit without its preposition, and what its form says.

    ``preposition`` is the token before a prepositional phrase; ``subject`` tells whether it can be a
    nominative, ``certain`` whether it can be nothing else; ``plural`` is ``None`` where the form is open.
    """

    start: int
    end: int
    head: int
    preposition: int | None
    subject: bool
    certain: bool
    plural: bool | None
    pronoun: bool


def read_nominals(unit: Unit) -> tuple[Nominal, ...]:
    """The noun phrases of ``unit`` from left to right; coordinated ones are one."""
    found: list[Nominal] = []
    for parsed in unit.sentences:
        places = unit.places(parsed)
        for phrase in parsed.phrases:
            here = [place for place in places[phrase.first : phrase.end] if place is not None]
            if phrase.kind != "PROAV" and len(here) == phrase.end - phrase.first:
                _add(found, _nominal(unit, phrase, here), unit)
    return tuple(found)


def _nominal(unit: Unit, phrase: Phrase, places: list[int]) -> Nominal:
    """``phrase``, whose words stand at ``places`` of the unit."""
    first = places[0]
    preposition = None
    if phrase.prep is not None:
        preposition = first
        while first < places[-1] and unit.tokens[first].tag in {"APPR", "APPRART"}:
            preposition = first
            first += 1
    elif first and unit.tokens[first].tag == "ADV" and unit.tokens[first - 1].tag == "APPR":
        preposition = first - 1  # "nach | bisher unbestätigten Berichten"
    end = places[-1] + 1
    if (
        end < len(unit.tokens)
        and unit.tokens[end].text in QUOTE_MARKS
        and unit.tokens[end].start == unit.tokens[end - 1].end
    ):
        end += 1
    cases, numbers = {r[0] for r in phrase.form}, {r[1] == "p" for r in phrase.form}
    subject = preposition is None and "n" in cases and unit.tokens[first].tag != "PRF"
    plural = numbers.pop() if len(numbers) == 1 else None
    certain = subject and cases == {"n"}
    return Nominal(
        first,
        end,
        places[phrase.head - phrase.first],
        preposition,
        subject,
        certain,
        plural,
        phrase.kind == "PRON",
    )


def _add(found: list[Nominal], new: Nominal, unit: Unit) -> None:
    """Append ``new``, joined with the phrase before where "und" stands between two of a kind."""
    tokens = unit.tokens
    if found and new.preposition is None and found[-1].end + 1 == new.start and not new.pronoun:
        last = found[-1]
        if (
            tokens[last.end].lower in {"und", "sowie"}
            and not last.pronoun
            and (new.subject or not last.subject)
        ):
            subject = last.subject and new.subject
            found[-1] = replace(last, end=new.end, subject=subject, plural=True)
            return
    found.append(new)


def _closing_bracket(unit: Unit, opened: int, limit: int) -> int | None:
    """The place of the bracket that closes the one at ``opened``, if it is near."""
    places = range(opened + 1, min(opened + _LONGEST_BRACKET, limit))
    return next((k for k in places if unit.tokens[k].text == ")"), None)


def extended(unit: Unit, nominal: Nominal, limit: int, nominals: Sequence[Nominal]) -> int:
    """The end of ``nominal`` with its attributes, brackets and appositions, at most ``limit``."""
    tokens = unit.tokens
    end = nominal.end
    limit = min(limit, len(tokens))
    starts = {
        n.start if n.preposition is None else n.preposition: n for n in nominals if n.start >= nominal.end
    }
    while end < limit:
        following = starts.get(end)
        if tokens[end].text == "(":
            closing = _closing_bracket(unit, end, limit)
            if closing is None:
                break
            end = closing + 1
        elif following is not None and following.preposition is not None and _is_attribute(unit, following):
            end = following.end
        elif tokens[end].text == "," and (stop := _apposition(unit, starts.get(end + 1), starts, limit)):
            end = stop
            joined = starts.get(end + 2) if end + 2 < limit else None
            if joined is not None and tokens[end].text == "," and tokens[end + 1].lower in {"und", "sowie"}:
                end = joined.end  # "laut Weber, der Chefin, und mehreren Zeugen"
        else:
            break
    return min(end, limit)


def _is_attribute(unit: Unit, nominal: Nominal) -> bool:
    """Whether a prepositional phrase after a noun belongs to it (der Sprecher für Inneres)."""
    assert nominal.preposition is not None
    head = unit.tokens[nominal.head].lower
    after_name = unit.tokens[nominal.preposition - 1].tag == "NE"
    if after_name and unit.tokens[nominal.preposition].lower in {"in", "im", "bei", "beim"}:
        return False  # "Holm im Morgenblatt": where it was said
    return unit.tokens[nominal.preposition].lower in words("phrases.attaching") and not any(
        head.endswith(word) for word in words("phrases.circumstances")
    )


def _apposition(unit: Unit, nominal: Nominal | None, starts: dict[int, Nominal], limit: int) -> int:
    """The end of a noun phrase between commas behind another, or 0."""
    if nominal is None or nominal.preposition is not None or nominal.pronoun:
        return 0
    stop = nominal.end
    while stop in starts and starts[stop].preposition is not None and starts[stop].end <= limit:
        stop = starts[stop].end
    if stop < len(unit.tokens) and unit.tokens[stop].text == "(":
        stop = (_closing_bracket(unit, stop, limit) or stop) + 1
    closes = stop >= len(unit.tokens) or stop == limit or not unit.tokens[stop].is_word
    return stop if closes and stop <= limit and unit.tokens[nominal.head].tag in NOUNS else 0
