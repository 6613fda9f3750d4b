"""Which entries of the lexicon a clause has, what fills their issue, and what one makes of another.

"vowed to block the bill" is against the bill, whatever a vow is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.articles.findings import Act, Stance
from loaders.english.lexicon import StanceEntry, frames_of
from loaders.english.positions.context import Surroundings
from loaders.english.positions.slots import Filling, fill, of_issue
from loaders.english.syntax.units import VerbClause
from loaders.english.vocabulary import words
from loaders.positions.filling.polarity import OPPOSITE

_BESIDE = 4  # tokens after a verb in which the other words of an entry stand
_PREDICATE = 3  # words of a predicate among which its adjective is


@dataclass(frozen=True, slots=True)
class Matching:
    """An entry that a clause has, and what fills its issue."""

    entry: StanceEntry
    filled: Filling


def matches(clause: VerbClause, context: Surroundings, kind: str) -> Iterator[Matching]:
    """The entries of a kind (verb, adjective) whose words and issue a clause has."""
    entries = _verbs(clause) if kind == "verb" else _adjectives(clause)
    for entry in entries:
        filled = fill(entry, clause, context) if kind == "verb" else _of_adjective(entry, clause, context)
        if filled is not None and _tells(entry, filled, clause):
            yield Matching(entry, filled)


_TOWARDS_ACTORS = frozenset({Act.CRITICISE, Act.PRAISE, Act.AGREE, Act.REJECT, Act.WELCOME})
"""What one can do to an actor as such; demanding or promising somebody is something else."""


def _tells(entry: StanceEntry, filled: Filling, clause: VerbClause) -> bool:
    """Whether what fills a slot can be its issue: no time, no actor where none can be, no courtesy, no good
    that somebody only worries about.
    """
    head = clause.tokens[filled.label.head].lower
    worried = not words("worrying_words").isdisjoint(entry.words.split())
    if head in words("time_nouns") or (worried and head in words("goods")):
        return False
    if filled.about is not None and entry.act not in _TOWARDS_ACTORS:
        return False
    doing = clause.tokens[filled.label.head].lemma if filled.slot == "inf" else ""
    idle = entry.target == "any" and doing in words("idle_infinitives")
    return not idle and doing not in words("asking_infinitives")


def first_match(clause: VerbClause, context: Surroundings) -> Matching | None:
    """The first entry that a clause has."""
    return next((match for kind in ("verb", "adjective") for match in matches(clause, context, kind)), None)


def composed(match: Matching, context: Surroundings, *, turned: bool = False) -> tuple[Stance, Filling]:
    """The stance on what the innermost word of stance is about: "promised to fight the cuts" is against them.

    ``turned`` where the whole is negated. Against being against something is no stance that we know: then the
    label says so little that no side is taken.
    """
    filled, entry = match.filled, match.entry
    turned = filled.turned != turned
    stance = OPPOSITE[entry.stance] if turned else entry.stance
    inner = first_match(filled.child, context) if filled.child is not None else None
    if inner is None:
        return stance, filled
    within, label = composed(inner, context)
    if entry.stance is Stance.SUPPORT and not turned:
        return within, label
    clear = entry.stance is Stance.SUPPORT or (entry.target == "-" and not turned)
    if clear and within is Stance.SUPPORT:
        return Stance.OPPOSE, label
    return stance, filled._replace(label=replace(filled.label, little=True))


def _verbs(clause: VerbClause) -> list[StanceEntry]:
    entries = frames_of("verb", clause.verb.lemma)
    return [entry for entry in entries if not entry.rest or _stands_beside(entry, clause)]


def _stands_beside(entry: StanceEntry, clause: VerbClause) -> bool:
    """Whether the other words of an entry stand beside its verb: right after it, or as its object."""
    after = clause.tokens[clause.verb.end : clause.verb.end + _BESIDE]
    low = [token.lower for token in after if token.tag != "PUN" and token.lower not in words("strengthening")]
    found = tuple(low[: len(entry.rest)])
    return entry.rest in {found, tuple(word.removesuffix("s") for word in found)}


def _adjectives(clause: VerbClause) -> list[StanceEntry]:
    if clause.predicate is None:
        return []
    low = [token.lower for token in clause.tokens[clause.predicate[0] : clause.predicate[1]]]
    if clause.verb.passive:
        low.insert(0, clause.tokens[clause.verb.head].lower)
    found: list[StanceEntry] = []
    for i, word in enumerate(low[:_PREDICATE]):
        if word in {"too", "so", "less"}:
            break
        lasting = word == "for" and (i > 0 or clause.verb.perfect)  # "has been there for 14 years"
        entries = frames_of("adjective", word) if not lasting else []
        found += [entry for entry in entries if tuple(low[i + 1 : i + 1 + len(entry.rest)]) == entry.rest]
    return found


def _of_adjective(entry: StanceEntry, clause: VerbClause, context: Surroundings) -> Filling | None:
    if entry.issue != ("obj",):
        return fill(entry, as_adjective(clause), context)
    governed = (p for p in clause.prepositions if clause.tokens[p.preposition or 0].lower == entry.lemma)
    phrase = next(governed, None)
    return of_issue(entry.lemma, phrase, context) if phrase is not None else None


def as_adjective(clause: VerbClause) -> VerbClause:
    """The clause with its participle read as an adjective ("is opposed to"): its subject is the holder."""
    return replace(clause, verb=replace(clause.verb, passive=False), children=clause.children)
