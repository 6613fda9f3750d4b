"""What negation, modals, questions, conditions and the verbs around leave of a stance: its act, its side,
whether it is asserted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from loaders.articles.findings import Act, Modality, Stance, Standing
from loaders.english.lexicon import Altering, manner_of, operators
from loaders.english.syntax.units import VerbClause
from loaders.english.vocabulary import words
from loaders.positions.filling.polarity import OPPOSITE

LONGEST_OPERATOR = 3  # words
_PROVISOS = frozenset({"if", "when", "then", "once"})
_STANDINGS = {"then": Standing.THEN, "over": Standing.OVER}


@dataclass(frozen=True, slots=True)
class Stand:
    """An act and a stance with the modality that the sentence gives them, and why."""

    act: Act
    stance: Stance
    negated: Act | None
    modality: Modality = Modality.ASSERTED
    reason: str = "plain"
    condition: str | None = None
    standing: Standing = Standing.NOW

    def turned(self) -> Stand:
        """What a denial makes of it: consent denied is opposition, anything else is only not said."""
        if self.negated is None:
            return self.withheld(Modality.NEGATED, "negated")
        return replace(self, act=self.negated, stance=OPPOSITE[self.stance], negated=None, reason="negated")

    def withheld(self, modality: Modality, reason: str) -> Stand:
        """The same, not asserted; the first reason stays."""
        return (
            self
            if self.modality is not Modality.ASSERTED
            else replace(self, modality=modality, reason=reason)
        )


class Inside(NamedTuple):
    """The words of a clause where operators stand: before the subject, between subject and verb, after the
    verb.
    """

    before: tuple[str, ...]
    between: tuple[str, ...]
    after: tuple[str, ...]


def sense_in(sense: Stand, clause: VerbClause, *, own: bool) -> Stand:
    """The sense of a word of stance that is the verb of ``clause``; ``own`` where somebody speaks of
    himself.
    """
    for effect, word in _effects(clause):
        sense = applied(sense, effect, word)
    sense = _by_modal(sense, clause, own=own)
    return _by_surroundings(sense, clause)


def applied(sense: Stand, effect: str, word: str) -> Stand:
    """What an operator makes of a sense."""
    if effect == "keep":
        return sense
    if effect in _STANDINGS:
        return replace(sense, standing=_STANDINGS[effect], reason=word)
    if effect == "deny":
        return sense.turned()
    if effect == "refuse":
        return sense.turned() if sense.negated is not None else sense.withheld(Modality.NEGATED, word)
    modality = {
        "lift": Modality.NEGATED,
        "suppose": Modality.HYPOTHETICAL,
        "condition": Modality.CONDITIONAL,
        "ask": Modality.QUESTIONED,
    }[effect]
    return sense.withheld(modality, word)


def _effects(clause: VerbClause) -> list[tuple[str, str]]:
    """The operators in the clause itself, negation last unless a longer operator explains it ("not only", "no
    longer").
    """
    inside = _inside(clause)
    found: list[tuple[str, str]] = []
    explained = False
    table = operators("adverb")
    for stretch in (inside.before, inside.between, inside.after):
        for operator in _in(stretch, table):
            if operator.words in {"not"} or (operator.words == "once" and _before(stretch, "once") == "at"):
                continue
            if stretch is inside.before and operator.words in {"yet", "once"}:
                continue
            if operator.words.startswith("not ") or operator.words in {"any more", "anymore", "any longer"}:
                explained = True
            if operator.words == "nor" and ("deny", "neither") in found:
                continue
            found.append((operator.effect, operator.words))
    if clause.verb.negated and not explained:
        perfect = clause.verb.perfect and not clause.verb.passive
        found.append(("lift" if perfect else "deny", "not"))
    found += _by_subject(clause)
    return found


def _inside(clause: VerbClause) -> Inside:
    tokens = clause.tokens
    subject = clause.subjects[0] if clause.subjects and not clause.inverted else None
    own = subject is not None and subject.start < clause.verb.start
    start = subject.start if subject is not None and own else clause.verb.start
    first = start
    while first > 0 and tokens[first - 1].tag not in {"PUN", "PUQ"} and start - first < 6:
        first -= 1
    if first >= 2 and tokens[first - 1].text == ",":
        first = max(0, first - 4)
    low = tuple(token.lower for token in tokens)
    end = subject.end if subject is not None and own else clause.verb.start
    between = (
        low[end : clause.verb.head] if own else low[max(first, clause.verb.start - 3) : clause.verb.head]
    )
    if own and between.count(",") > 1 and between[between.index(",") + 1] in words("relatives"):
        opened, closed = between.index(","), len(between) - between[::-1].index(",")
        between = between[:opened] + between[closed:]  # without ", who once opposed it,"
    return Inside(low[first:start], between, low[clause.verb.end : clause.end])


def _in(stretch: tuple[str, ...], table: dict[str, Altering]) -> list[Altering]:
    """The longest operators in a stretch of words, in its order."""
    found: list[Altering] = []
    i = 0
    while i < len(stretch):
        size = next((n for n in range(LONGEST_OPERATOR, 0, -1) if " ".join(stretch[i : i + n]) in table), 0)
        if size:
            found.append(table[" ".join(stretch[i : i + size])])
        i += max(size, 1)
    return found


def _before(stretch: tuple[str, ...], word: str) -> str:
    i = stretch.index(word)
    return stretch[i - 1] if i else ""


def _by_subject(clause: VerbClause) -> list[tuple[str, str]]:
    """Words that name nobody before or in the subject: "nobody in the city", "not all members"."""
    if not clause.subjects or clause.inverted:
        return []
    low = tuple(token.lower for token in clause.tokens)
    phrase = clause.subjects[0]
    start = max(0, phrase.start - 1)
    stretch = low[start : phrase.head + 1]
    table = operators("subject")
    found = _in(stretch, table)
    if not found and low[start] == "not":
        return [("lift", "not")]  # "the Greens and not the Liberals"
    if not found:
        return []
    return [(found[0].effect, found[0].words)] if found[0].words != "no" or low[phrase.start] == "no" else []


def _by_modal(sense: Stand, clause: VerbClause, *, own: bool) -> Stand:
    modal = clause.verb.modal
    if modal in {"", "will", "shall"} or (own and modal in {"must", "can", "have"}):
        return sense
    if modal == "can" and clause.verb.negated:
        return sense
    return sense.withheld(Modality.HYPOTHETICAL, modal)


def _by_surroundings(sense: Stand, clause: VerbClause) -> Stand:
    """Conjunctions, questions and the clauses around."""
    tokens = clause.tokens
    opener = operators("opener").get(clause.opener)
    if opener is not None:
        sense = applied(sense, opener.effect, opener.words)
        if opener.effect == "condition":
            text = " ".join(token.text for token in tokens[clause.start : clause.end])
            sense = replace(sense, condition=sense.condition or text)
    low = [token.lower for token in tokens]
    if any(word == "only" and after in _PROVISOS for word, after in pairwise(low)):
        sense = sense.withheld(Modality.CONDITIONAL, "only if")
    if _is_hearsay(clause):
        sense = sense.withheld(Modality.HYPOTHETICAL, "hearsay")
    if clause.link == "wh" or (clause.link in operators("opener")):
        sense = sense.withheld(Modality.QUESTIONED, clause.opener or clause.link)
    if _is_asked(clause):
        sense = sense.withheld(Modality.QUESTIONED, "question")
    if clause.link == "rel" and clause.parent is None:
        return sense
    condition = next(
        (child for child in _siblings(clause) if child.opener in words("conditional_openers")), None
    )
    if condition is not None and clause.verb.modal in {"would", "could", "might", "will"}:
        sense = sense.withheld(Modality.CONDITIONAL, condition.opener)
    return sense


def _is_hearsay(clause: VerbClause) -> bool:
    """Whether the sentence gives its words to reports or rumours: "according to media reports"."""
    low = [token.lower for token in clause.tokens]
    for i in range(len(low) - 2):
        if low[i] == "according" and low[i + 1] == "to":
            return any(word in words("hearsay_sources") for word in low[i + 2 : i + 6])
    return False


def _siblings(clause: VerbClause) -> list[VerbClause]:
    return [child for child in clause.children if child.link == "sub"]


def _is_asked(clause: VerbClause) -> bool:
    """Whether the sentence is a question and the clause no report in it."""
    last = next((t for t in reversed(clause.tokens) if t.text not in {'"', "”", "’", ")", "'"}), None)
    return last is not None and last.text == "?" and not (clause.link == "rel" and clause.opener)


def reported(sense: Stand, clause: VerbClause) -> Stand:
    """What the verb that a that-clause hangs on makes of a sense: "denied that", "imagine that", "it is
    unclear that".
    """
    parent = clause.parent
    if clause.link != "that" or parent is None:
        return sense
    manner = manner_of(parent.verb.lemma)
    if manner == "doubt" or manner is None:
        return sense.withheld(Modality.HYPOTHETICAL, parent.verb.lemma)
    if parent.verb.negated or _by_subject(parent):
        return sense.withheld(Modality.HYPOTHETICAL, f"not {parent.verb.lemma}")
    return reported(_by_surroundings(_by_hearsay(sense, parent), parent), parent)


def _by_hearsay(sense: Stand, parent: VerbClause) -> Stand:
    """A passive or a modal verb of saying gives the words to nobody: "it is said that"."""
    if parent.verb.passive or parent.verb.modal not in {"", "will"}:
        return sense.withheld(Modality.HYPOTHETICAL, parent.verb.lemma)
    return sense
