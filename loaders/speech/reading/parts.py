"""The clauses of a unit as they stand in the text: stretches between marks, each part of a parsed clause.

Reported speech needs to know what stands before, inside and behind a frame ("Das, so X, sei …"), so a clause
that others interrupt is several parts. Nothing is cut here: ``loaders.syntax`` says which words are a clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from loaders.german.tokens import QUOTE_MARKS, Token
from loaders.lexicon.tables import words
from loaders.speech.reading.units import STOPS, Unit
from loaders.syntax.clause import INFINITIVE, MAIN, RELATIVE, SUB, Clause

INDICATIVE, REPORTED, UNREAL = "ind", "konj1", "konj2"

_PRONOUNS = frozenset({"PRELS", "PRELAT"})
_THAT = frozenset({"dass", "daß", "wonach"})
_WITH_ZU = frozenset({"PTKZU", "VVIZU"})

Tokens = tuple[Token, ...]


class Kind(StrEnum):
    """What a part is in its sentence."""

    MAIN = "main"  # with the finite verb of a main clause
    THAT = "that"  # dass …
    QUESTION = "question"  # ob …, wer …, wie …
    AS = "as"  # wie … mitteilte
    ADVERBIAL = "adverbial"  # weil …, wenn …
    RELATIVE = "relative"
    INFINITIVE = "infinitive"  # … zu …
    FRAGMENT = "fragment"  # no verb: the rest of an interrupted clause, a piece of a list, an apposition
    QUOTED = "quoted"  # quoted words that stand on their own


@dataclass(frozen=True, slots=True)
class Part:
    """Tokens ``start`` to ``end`` of a unit; ``first`` is the first word after a coordinating conjunction.

    ``clause`` is the parsed clause it is a part of (``None``: quoted words). ``before`` is the mark that
    parts it from the part before ("" if there is none), ``finite`` the place of the finite verb if it is in
    here, ``mood`` its mood (``ind``, ``konj1``, ``konj2``).
    """

    start: int
    end: int
    first: int
    kind: Kind
    finite: int | None
    before: str
    coordinated: bool = False
    mood: str = INDICATIVE
    clause: Clause | None = None

    @property
    def verb_first(self) -> bool:
        """Whether the finite verb opens the part."""
        return self.finite == self.first

    @property
    def opens_sentence(self) -> bool:
        """Whether a full stop, semicolon or colon stands before it."""
        return self.before in STOPS or self.before in {";", ":"}


def read_parts(unit: Unit) -> tuple[Part, ...]:
    """The parts of a unit in order; they cover all tokens but the marks that part them."""
    owners = _owners(unit)
    wholes = {i: q.start for q in unit.quotes if q.whole for i in range(q.start, q.end)}
    keys = [(wholes[i], None) if i in wholes else (None, owner) for i, owner in enumerate(owners)]
    seen: set[int] = set()
    parts: list[Part] = []
    start, before = 0, ""
    while start < len(keys):
        quoted, owner = keys[start]
        end = start + 1
        if quoted is None and owner is None:
            start, before = end, unit.tokens[start].text
            continue
        while end < len(keys) and keys[end] == keys[start]:
            end += 1
        if owner is None:
            parts.append(Part(start, end, start, Kind.QUOTED, None, before))
        else:
            parts.append(_part(unit.tokens, start, end, before, owner, id(owner) not in seen))
        seen.update(map(id, owners[start:end]))
        start, before = end, ""
    return tuple(parts)


def _owners(unit: Unit) -> list[Clause | None]:
    """The clause of each token; the marks between clauses have none."""
    owners: list[Clause | None] = [None] * len(unit.tokens)
    for parsed in unit.sentences:
        places = unit.places(parsed)
        for clause in parsed.clauses:
            whole = _whole(clause)
            for i in clause.positions:
                place = places[i]
                if place is not None:
                    owners[place] = whole
    _own_brackets(unit.tokens, owners)
    _own_marks(unit, owners)
    return owners


def _own_brackets(tokens: Tokens, owners: list[Clause | None]) -> None:
    """Words in brackets belong to the clause around them."""
    around: Clause | None = None
    inside = False
    for i, token in enumerate(tokens):
        if token.text in {"(", "["} and not inside:
            inside, around = True, owners[i - 1] if i else None
        if inside:
            owners[i] = around or owners[i]
        inside = inside and token.text not in {")", "]"}


def _own_marks(unit: Unit, owners: list[Clause | None]) -> None:
    """Quotation marks belong to the words they touch; quoted words joined by "und" are not parted."""
    for i, token in enumerate(unit.tokens):
        if token.text in QUOTE_MARKS:
            touches = i + 1 < len(owners) and unit.tokens[i + 1].start == token.end
            after = owners[i + 1] if touches else None
            owners[i] = after or (owners[i - 1] if i else None)
    for quote in unit.quotes:
        for i in range(quote.start + 1, quote.end):
            second = owners[i]
            if unit.tokens[i].tag == "KON" and not quote.whole and second is not owners[i - 1]:
                owners[:] = [owners[i - 1] if owner is second else owner for owner in owners]


def _whole(clause: Clause) -> Clause:
    """The clause that ``clause`` is one with where nothing but "und", or nothing at all, parts them.

    "hat den Plan abgelehnt | und Hilfe gefordert", "dass er kam | und ging", "weigerte sich | auszusagen".
    """
    finite = clause.verb.finite if clause.verb is not None else None
    if clause.shares is not None and finite is not None and finite not in clause.positions:
        return _whole(clause.shares)
    first, parent = clause.positions[0], clause.parent
    if parent is None or not first or clause.tokens[first - 1].tag[0] == "$":
        return clause
    if clause.kind == INFINITIVE:
        return _whole(parent)
    if clause.kind in {SUB, RELATIVE} and clause.tokens[first].tag == "KON":
        return next(c for c in parent.children if c.kind == clause.kind and c.index <= clause.index)
    return clause


def _part(tokens: Tokens, start: int, end: int, before: str, clause: Clause, opens: bool) -> Part:
    """The tokens ``start`` to ``end`` as a part of ``clause``; ``opens`` tells that it is the first one."""
    first, coordinated = start, False
    while first < end - 1 and tokens[first].tag != "KOUS":
        if tokens[first].lower in words("clauses.coordinators"):
            coordinated = True
        elif tokens[first].text not in QUOTE_MARKS:
            break
        first += 1
    finite = _finite(tokens, start, end, clause)
    kind = _kind(tokens, start, end, finite, clause)
    if kind is Kind.ADVERBIAL:
        kind = _subordinate(tokens[first:end], clause) if opens else Kind.FRAGMENT
    return Part(
        start, end, first, kind, finite, before, coordinated, _mood(tokens[start:end], finite, clause), clause
    )


def _finite(tokens: Tokens, start: int, end: int, clause: Clause) -> int | None:
    """The place of the finite verb of ``clause`` if it is one of the tokens ``start`` to ``end``."""
    if clause.verb is None or clause.verb.finite is None:
        return None
    offset = clause.tokens[clause.verb.finite].start
    return next((i for i in range(start, end) if tokens[i].start == offset), None)


def _mood(tokens: Tokens, finite: int | None, clause: Clause) -> str:
    """The mood of a part: that of its finite verb; "ich komme" only looks like a Konjunktiv I."""
    if finite is None or clause.verb is None or clause.verb.finite is None:
        return INDICATIVE
    own = any(token.lower == "ich" for token in tokens)
    reported = clause.verb.mood == REPORTED and clause.tokens[clause.verb.finite].lower != "sei"
    return INDICATIVE if own and reported else clause.verb.mood


def _kind(tokens: Tokens, start: int, end: int, finite: int | None, clause: Clause) -> Kind:
    """The kind of a part; of any dependent clause with a finite verb it is ``ADVERBIAL`` here."""
    if clause.kind == MAIN:
        return Kind.MAIN if finite is not None else Kind.FRAGMENT
    if clause.kind == INFINITIVE:
        return Kind.INFINITIVE if any(t.tag in _WITH_ZU for t in tokens[start:end]) else Kind.FRAGMENT
    return Kind.ADVERBIAL if clause.kind in {SUB, RELATIVE} else Kind.FRAGMENT


def _subordinate(tokens: Tokens, clause: Clause) -> Kind:
    """What kind of dependent clause ``tokens`` open."""
    word, asks = tokens[0].lower, words("clauses.question")
    if clause.kind == RELATIVE and (word not in {"was", "wo"} or tokens[0].tag in _PRONOUNS):
        return Kind.RELATIVE
    if clause.connector in _THAT:
        return Kind.THAT
    if clause.connector == "wie" == word:
        return Kind.AS
    asked = any(token.lower in asks for token in tokens[:2]) or clause.connector in asks
    return Kind.QUESTION if asked else Kind.ADVERBIAL
