"""Who speaks: the subject of a verb, the agent of a passive, the source a noun names."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.articles.findings import ActorKind
from loaders.german.tokens import QUOTE_MARKS, Token
from loaders.lexicon.tables import words
from loaders.speech.reading.cues import Cue
from loaders.speech.reading.nominals import Nominal, Range, extended
from loaders.speech.reading.parts import Kind
from loaders.speech.reading.reading import Reading
from loaders.syntax.phrase_reader import NOUNS

_WEAK = {"es": -1.0, "das": -1.0, "dies": -1.0, "was": -1.5}
_AGENTS = frozenset({"von", "vom", "durch", "seitens"})
_PLACES = frozenset({"in", "im", "aus", "von", "vom", "bei", "beim", "auf", "seitens"})
_UNLIKELY = -1.5  # the score below which no phrase is taken as the subject


def speaker_of(reading: Reading, k: int, cue: Cue) -> Range | None:
    """The token range of the speaker of the frame in part ``k``."""
    part = reading.parts[k]
    fields = reading.fields(k)
    if cue.passive:
        return _after_preposition(reading, fields, _AGENTS)
    if cue.verb in words("sources.said_in"):
        return _after_preposition(reading, fields, _PLACES)
    if part.finite is None:
        return matrix_subject(reading, k)
    found = subject(reading, fields, part.finite)
    if found is None and (part.coordinated or part.verb_first):
        return matrix_subject(reading, k)
    return found


def matrix_subject(reading: Reading, k: int) -> Range | None:
    """The subject of the nearest finite clause before part ``k``."""
    for j in range(k - 1, -1, -1):
        before = reading.parts[j]
        if before.finite is not None and before.kind in {Kind.MAIN, Kind.RELATIVE, Kind.THAT}:
            return subject(reading, reading.fields(j), before.finite)
        if before.opens_sentence:
            break
    return None


def subject(reading: Reading, fields: Sequence[Range], finite: int) -> Range | None:
    """The most likely subject of the verb at ``finite`` within ``fields``, attributes included."""
    plural = _is_plural(reading.tokens[finite])
    best: tuple[float, Nominal] | None = None
    later = False
    for nominal in _subjects(reading, fields):
        score = _score(reading, nominal, finite, plural) - (0.5 if later else 0.0)
        later = later or nominal.start > finite
        if best is None or score > best[0]:
            best = (score, nominal)
    if best is None or best[0] < _UNLIKELY:
        return None
    nominal = best[1]
    limit = finite if nominal.start < finite else len(reading.tokens)
    return nominal.start, max(nominal.end, extended(reading.unit, nominal, limit, reading.nominals))


def _subjects(reading: Reading, fields: Sequence[Range]) -> list[Nominal]:
    """The noun phrases in ``fields`` that can be a subject."""
    inside = (n for n in reading.nominals if any(start <= n.start < end for start, end in fields))
    times = words("time_nouns")
    return [
        n
        for n in inside
        if n.subject
        and reading.tokens[n.head].lower not in times
        and not _is_title(reading, n)
        and not _is_bracketed(reading, n)
    ]


def _is_title(reading: Reading, nominal: Nominal) -> bool:
    """Whether a phrase is the quoted name of the noun before it (die Zeitung „Neues Blatt“)."""
    if nominal.start < 2 or reading.tokens[nominal.start - 1].text not in QUOTE_MARKS:
        return False
    return reading.tokens[nominal.start - 2].tag in NOUNS


def _is_bracketed(reading: Reading, nominal: Nominal) -> bool:
    """Whether a phrase opens a bracket: the party of somebody, not who speaks."""
    return nominal.start > 0 and reading.tokens[nominal.start - 1].text == "("


def _score(reading: Reading, nominal: Nominal, finite: int, plural: bool | None) -> float:
    """What speaks for a phrase as the subject: form, agreement, place, and whether it can speak at all."""
    token = reading.tokens[nominal.head]
    score = 2.0 if nominal.certain else 0.0
    if nominal.plural is not None and plural is not None:
        score += 1.0 if nominal.plural == plural else -3.0
    if nominal.start <= finite + 2:
        score += 1.0
    if nominal.pronoun:
        return score + _WEAK.get(token.lower, 1.0)
    actor = reading.actors.actor_at(reading.unit.span(nominal.head, nominal.head + 1))
    if actor is not None and actor.kind is not ActorKind.NORM:  # a law says nothing
        return score + 1.5
    return score + float(any(t.tag == "NE" for t in reading.tokens[nominal.start : nominal.end]))


def _is_plural(verb: Token) -> bool | None:
    """Whether a finite form is plural; ``None`` for forms that may be either."""
    form = verb.lower
    if form in words("verbs.singular"):
        return False
    if form in words("verbs.plural"):
        return True
    return form.endswith("n")


def _after_preposition(
    reading: Reading, fields: Sequence[Range], prepositions: frozenset[str]
) -> Range | None:
    """The first phrase in ``fields`` behind one of ``prepositions``."""
    for nominal in reading.nominals:
        if nominal.preposition is None or not any(a <= nominal.start < b for a, b in fields):
            continue
        attribute = nominal.preposition and reading.tokens[nominal.preposition - 1].tag in {"NN", "NE"}
        if prepositions is _AGENTS and attribute:
            continue  # "in der Nähe von Bergen"
        if reading.tokens[nominal.preposition].lower in prepositions:
            end = extended(reading.unit, nominal, len(reading.tokens), reading.nominals)
            return nominal.start, max(nominal.end, end)
    return None


def owner_of_noun(reading: Reading, noun: int, k: int) -> Range | None:
    """Whose speech a noun names: its genitive or ``von`` attribute, its possessive, else the subject."""
    tokens = reading.tokens
    nominal = next((n for n in reading.nominals if n.start <= noun < n.end), None)
    if nominal is not None:
        if nominal.end > noun + 1:
            return noun + 1, nominal.end
        following = next((n for n in reading.nominals if n.preposition == nominal.end), None)
        if following is not None and tokens[nominal.end].lower in {"von", "vom", "aus"}:
            return following.start, following.end
        if tokens[nominal.start].tag == "PPOSAT":
            return nominal.start, nominal.start + 1
    part = reading.parts[k]
    if part.finite is None:
        return None
    own = [n for n in _subjects(reading, reading.fields(k)) if not n.start <= noun < n.end]
    if not own and part.coordinated:
        return matrix_subject(reading, k)
    return subject(reading, reading.fields(k), part.finite)
