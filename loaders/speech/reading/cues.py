"""Cues: the verbs, set phrases and attitudes that make a clause a frame of reported speech."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.german.tokens import Token
from loaders.lexicon.speech import phrases_by_verb, prefixes, speech_verbs
from loaders.lexicon.tables import words
from loaders.speech.reading.parts import Kind, Part

CLAUSE, INFINITIVE, OBJECT, NAME = "clause", "infinitive", "object", "name"

_INFINITE = frozenset({"VVPP", "VVINF", "VVIZU"})
_ANY = frozenset({CLAUSE, INFINITIVE})


@dataclass(frozen=True, slots=True)
class Cue:
    """What makes a part a frame: the verb, its tokens, and what it can introduce.

    ``takes`` are content kinds of ``speech_verbs.tsv``; ``prepositions`` introduce reported objects.
    """

    verb: str
    tokens: tuple[int, ...]
    takes: frozenset[str]
    prepositions: frozenset[str] = frozenset()
    passive: bool = False
    modal: str | None = None
    attitude: bool = False


def read_cue(tokens: Sequence[Token], part: Part, members: Sequence[int]) -> Cue | None:
    """The cue of a part whose clause has the tokens ``members``, or ``None``."""
    if part.kind in {Kind.QUOTED, Kind.FRAGMENT}:
        return None
    infinite = [i for i in range(part.start, part.end) if tokens[i].tag in _INFINITE]
    if part.finite is None:
        return _lookup(tokens, tokens[infinite[-1]].lemma, [infinite[-1]], members) if infinite else None
    finite = tokens[part.finite]
    if finite.tag == "VAFIN" and not infinite:  # "hat es betont", with the participle taken for a present
        later = range(part.finite + 1, part.end)
        infinite = [i for i in later if tokens[i].tag == "VVFIN" and tokens[i].lower.endswith(("t", "en"))]
    if finite.lemma == "sein" and any(
        tokens[i].tag in {"PTKZU", "VVIZU"} for i in range(part.start, part.end)
    ):
        return None  # "zu bemerken ist, dass": nobody says it
    if finite.tag[:2] in {"VA", "VM"} and infinite:
        full = tokens[infinite[-1]]
        passive = full.tag == "VVPP" and (finite.lemma == "werden" or _has(tokens, members, "werden worden"))
        modal = finite.lemma if finite.tag[:2] == "VM" else None
        return _lookup(tokens, full.lemma, [part.finite, infinite[-1]], members, passive, modal)
    particle = _particle(tokens, part.finite, members)
    if particle is None:
        return _lookup(tokens, finite.lemma, [part.finite], members)
    whole = _lookup(tokens, tokens[particle].lower + finite.lemma, [part.finite, particle], members)
    manner = whole is None and tokens[particle].tag != "PTKVZ"  # "formulierte klar"
    return _lookup(tokens, finite.lemma, [part.finite], members) if manner else whole


def _has(tokens: Sequence[Token], members: Sequence[int], forms: str) -> bool:
    return any(tokens[i].lower in forms.split() for i in members)


def _particle(tokens: Sequence[Token], finite: int, members: Sequence[int]) -> int | None:
    """The separated prefix of the verb at ``finite``."""
    later = [i for i in members if i > finite and tokens[i].is_word]
    tagged = next((i for i in reversed(later) if tokens[i].tag == "PTKVZ"), None)
    if tagged is not None:
        return tagged
    return later[-1] if later and tokens[later[-1]].lower in prefixes() else None


def _lookup(
    tokens: Sequence[Token],
    verb: str,
    used: list[int],
    members: Sequence[int],
    passive: bool = False,
    modal: str | None = None,
) -> Cue | None:
    verb = verb.lower()
    entry = speech_verbs().get(verb)
    takes = entry.takes if entry else frozenset()
    prepositions = entry.prepositions if entry else frozenset()
    for phrase in phrases_by_verb().get(verb, ()):
        hits = [_place(tokens, members, word) for word in phrase]
        if all(hit is not None for hit in hits):
            places = tuple(sorted({*used, *(h for h in hits if h is not None)}))
            return Cue(verb, places, takes | _ANY, prepositions, passive, modal)
    attitude = _attitude(tokens, used, members)
    if attitude is not None:
        return Cue(verb, attitude, _ANY, attitude=True)
    return Cue(verb, tuple(sorted(used)), takes, prepositions, passive, modal) if entry is not None else None


def _attitude(tokens: Sequence[Token], used: list[int], members: Sequence[int]) -> tuple[int, ...] | None:
    """The tokens of "ist überzeugt", "zeigte sich besorgt": a verb of being and an adjective of mind."""
    verb = next((i for i in used if tokens[i].lemma.lower() in words("attitudes.verbs")), None)
    adjectives = words("attitudes.adjectives")
    adjective = next((i for i in members if tokens[i].lower in adjectives), None)
    return None if verb is None or adjective is None else tuple(sorted({verb, adjective}))


def _place(tokens: Sequence[Token], members: Sequence[int], word: str) -> int | None:
    return next((i for i in members if word in (tokens[i].lower, tokens[i].lemma.lower())), None)


def opens_story(token: Token) -> bool:
    """Whether a clause that begins with ``token`` goes on with the story (allerdings, daraufhin …)."""
    return token.lower in words("clauses.connectors")
