"""Clauses as reported speech needs them: stretches between marks with their kind and finite verb.

A unit is cut at commas, colons, semicolons, dashes, around quoted sentences, and at ``und`` before a second
finite verb; each piece gets its kind from its first word and the place of its verb. Unlike
``syntax.clause_reader`` this keeps the pieces apart that a frame may stand between ("Das, so X, sei …").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from loaders.german.morphology import mood
from loaders.german.tokens import QUOTE_MARKS, Token
from loaders.german.verbs import FINITE, VERBAL
from loaders.lexicon.tables import words
from loaders.speech.reading.units import DASHES, STOPS, Unit

INDICATIVE, REPORTED, UNREAL = "ind", "konj1", "konj2"

_CUTS = frozenset({",", ";", ":", "–", "—", "..."})
_RELATIVE_TAGS = frozenset({"PRELS", "PRELAT"})
_SUBORDINATE_TAGS = _RELATIVE_TAGS | {"KOUS", "PWAV", "PWS", "PWAT"}
_ADVERBIAL_TAGS = frozenset({"ADV", "ADJD", "PTKNEG", "PROAV", "PRF"})

Tokens = tuple[Token, ...]


class Kind(StrEnum):
    """What a segment is in its sentence."""

    MAIN = "main"  # finite verb first or second
    THAT = "that"  # dass …
    QUESTION = "question"  # ob …, wer …, wie …
    AS = "as"  # wie … mitteilte
    ADVERBIAL = "adverbial"  # weil …, wenn …
    RELATIVE = "relative"
    INFINITIVE = "infinitive"  # … zu …
    FRAGMENT = "fragment"  # no verb: a piece of a list, an apposition
    QUOTED = "quoted"  # quoted words that stand on their own


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens ``start`` to ``end`` of a unit; ``first`` is the first word after a coordinating conjunction.

    ``before`` is the mark that parts it from the segment before ("" if there is none), ``finite`` the place
    of the finite verb, ``mood`` its mood (``ind``, ``konj1``, ``konj2``).
    """

    start: int
    end: int
    first: int
    kind: Kind
    finite: int | None
    before: str
    coordinated: bool = False
    mood: str = INDICATIVE

    @property
    def verb_first(self) -> bool:
        """Whether the finite verb opens the segment."""
        return self.finite == self.first

    @property
    def opens_sentence(self) -> bool:
        """Whether a full stop, semicolon or colon stands before it."""
        return self.before in STOPS or self.before in {";", ":"}


def read_segments(unit: Unit) -> tuple[Segment, ...]:
    """The segments of a unit in order; they cover all tokens but the marks that part them."""
    return tuple(_segments(unit))


def _segments(unit: Unit) -> Iterator[Segment]:
    tokens = unit.tokens
    hidden = _bracketed(tokens)
    wholes = {q.start: q for q in unit.quotes if q.whole}
    start, before, i = 0, "", 0
    while i < len(tokens):
        whole = wholes.get(i)
        if whole is not None:
            yield from _pieces(tokens, start, i, before, hidden)
            yield Segment(i, whole.end, i, Kind.QUOTED, None, before if start == i else "")
            start, before, i = whole.end, "", whole.end
            continue
        if i not in hidden and _cuts(tokens, i):
            yield from _pieces(tokens, start, i, before, hidden)
            start, before = i + 1, tokens[i].text
        i += 1
    yield from _pieces(tokens, start, len(tokens), before, hidden)


def _cuts(tokens: Tokens, i: int) -> bool:
    """Whether the mark at ``i`` parts two segments."""
    text = tokens[i].text
    if text == "-" and 0 < i < len(tokens) - 1:
        return tokens[i - 1].end < tokens[i].start and tokens[i].end < tokens[i + 1].start
    return text in _CUTS or (text in STOPS and i < len(tokens) - 1)


def _bracketed(tokens: Tokens) -> frozenset[int]:
    """Tokens in brackets: part of the segment around them, but silent about its verb."""
    hidden: set[int] = set()
    opened: int | None = None
    for i, token in enumerate(tokens):
        if token.text in {"(", "["} and opened is None:
            opened = i
        elif token.text in {")", "]"} and opened is not None:
            hidden.update(range(opened, i + 1))
            opened = None
    return frozenset(hidden)


def _pieces(tokens: Tokens, start: int, end: int, before: str, hidden: frozenset[int]) -> Iterator[Segment]:
    """The segments between two marks: cut again at a conjunction that joins two finite clauses."""
    while end > start and tokens[end - 1].text in STOPS:
        end -= 1
    while start < end:
        cut = _joint(tokens, start, end, hidden) or end
        yield _segment(tokens, start, cut, before, hidden)
        start, before = cut, ""


def _joint(tokens: Tokens, start: int, end: int, hidden: frozenset[int]) -> int | None:
    """Where ``und`` joins a second finite clause to the first, else ``None``."""
    finite = [i for i in range(start, end) if tokens[i].tag in FINITE and i not in hidden]
    finite = [i for i in finite if i + 1 == end or i == start or not _is_attribute(tokens, i)]
    subordinate = _opens_subordinate(tokens, start)
    for first, second in pairwise(finite):
        joint = next((i for i in range(second - 1, first, -1) if tokens[i].tag == "KON"), None)
        if joint is None or _in_quotes(tokens, start, joint):
            continue
        bare = all(t.tag in _ADVERBIAL_TAGS for t in tokens[joint + 1 : second])
        final = _is_final(tokens, second, end)
        if bare and not (subordinate and final and second > joint + 1):
            return joint
        if not subordinate and not final:
            return joint
    return None


def _in_quotes(tokens: Tokens, start: int, i: int) -> bool:
    """Whether the token at ``i`` lies between quotation marks that open after ``start``."""
    return sum(token.text in QUOTE_MARKS for token in tokens[start:i]) % 2 == 1


def _opens_subordinate(tokens: Tokens, start: int) -> bool:
    return tokens[start].tag in _SUBORDINATE_TAGS or tokens[start].lower in words("clauses.subordinators")


def _segment(tokens: Tokens, start: int, end: int, before: str, hidden: frozenset[int]) -> Segment:
    first = start
    coordinated = False
    while first < end - 1 and tokens[first].tag != "KOUS":
        if tokens[first].lower in words("clauses.coordinators"):
            coordinated = True
        elif tokens[first].text not in QUOTE_MARKS:
            break
        first += 1
    finite = _finite(tokens, first, end, hidden)
    kind = _kind(tokens, first, end, before, finite)
    form = INDICATIVE
    if finite is not None:
        verb = tokens[finite]
        form = mood(verb.text, verb.lemma)
        if form == REPORTED and verb.lower != "sei" and any(t.lower == "ich" for t in tokens[start:end]):
            form = INDICATIVE
    return Segment(start, end, first, kind, finite, before, coordinated, form)


def _finite(tokens: Tokens, first: int, end: int, hidden: frozenset[int]) -> int | None:
    """The finite verb: in a subordinate clause the last, else the first."""
    found = [i for i in range(first, end) if tokens[i].tag in FINITE and i not in hidden]
    if len(found) > 1:  # "die veröffentliche Nachricht": a participle that looks finite
        found = [i for i in found if i + 1 == end or i == first or not _is_attribute(tokens, i)] or found
    if not found:
        last = end - 1
        plural = _opens_subordinate(tokens, first) and tokens[last].tag in {"VVINF", "VAINF", "VMINF"}
        bare = not any(t.tag in {"PTKZU", "VVIZU"} for t in tokens[first:end])
        return last if (plural and bare) or _looks_participle(tokens, first, last) else None
    last = found[-1]
    return last if _opens_subordinate(tokens, first) or _is_final(tokens, last, end) else found[0]


def _looks_participle(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a final verb tagged participle is a present form ("Die Zeitung berichtet, dass …")."""
    token = tokens[last]
    present = token.tag == "VVPP" and token.lower.endswith("t") and not token.lower.startswith("ge")
    return present and last > first and last + 1 < len(tokens) and tokens[last + 1].text in {",", ":"}


def _is_attribute(tokens: Tokens, i: int) -> bool:
    return tokens[i].tag == "VVFIN" and tokens[i].lower.endswith("e") and tokens[i + 1].tag == "NN"


def _is_final(tokens: Tokens, finite: int, end: int) -> bool:
    """Whether the finite verb is the last word, or two infinitives follow it ("hat gehen müssen")."""
    rest = [t for t in tokens[finite + 1 : end] if t.is_word]
    return not rest or (len(rest) == 2 and all(t.tag in VERBAL and t.tag.endswith("INF") for t in rest))


def _kind(tokens: Tokens, first: int, end: int, before: str, finite: int | None) -> Kind:
    word, tag = tokens[first].lower, tokens[first].tag
    if word in {"dass", "daß"}:
        return Kind.THAT
    if finite is None:
        infinitive = tag == "KOUI" or any(t.tag in {"PTKZU", "VVIZU"} for t in tokens[first:end])
        return Kind.INFINITIVE if infinitive else Kind.FRAGMENT
    if finite == first:
        return Kind.MAIN
    if word == "ob":
        return Kind.QUESTION
    return _by_order(tokens, first, end, before, finite)


def _by_order(tokens: Tokens, first: int, end: int, before: str, finite: int) -> Kind:
    """The kind of a clause that opens with neither its verb nor ``dass``."""
    word, tag = tokens[first].lower, tokens[first].tag
    final = _is_final(tokens, finite, end)
    late = finite > first + 1
    if word == "wie" and final:
        return Kind.AS
    if _is_relative(tokens, first, end, before, final):
        return Kind.RELATIVE
    if late and (tag == "KOUS" or (final and word in words("clauses.subordinators"))):
        return Kind.ADVERBIAL
    asks = words("clauses.question")
    if late and final and (word in asks or tokens[first + 1].lower in asks):
        return Kind.QUESTION
    return Kind.MAIN


def _is_relative(tokens: Tokens, first: int, end: int, before: str, final: bool) -> bool:
    """Whether a segment is a relative clause: a relative word (behind a preposition), and the verb last."""
    if before != "," and before not in DASHES and tokens[first].tag not in _RELATIVE_TAGS:
        return False
    head = first + 1 if tokens[first].tag in {"APPR", "APPRART"} and first + 1 < end else first
    if tokens[head].lower not in words("clauses.relative"):
        return False
    return tokens[head].tag in _RELATIVE_TAGS or (final and tokens[head].lower not in {"was", "wo"})
