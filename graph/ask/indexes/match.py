"""A position as one that may answer a question: whose it counts as there, and how well it fits."""

from __future__ import annotations

from dataclasses import dataclass

from graph.things.positions.positions import OPPOSITE, Position

_MODALITY = {"asserted": 1.0, "conditional": 0.5, "hypothetical": 0.4, "questioned": 0.3, "negated": 0.2}
_HOW = {"own": 1.0, "collective": 0.7, "official": 0.6}
CLOSE = 0.755
"""How well an issue must answer to the question to be the matter itself; one whose head is another is not."""


@dataclass(frozen=True, slots=True)
class Match(Position):
    """A position that may answer a question; ``holder`` is whose it counts as there.

    That is who takes it, or the state or body an office holder speaks for, or a member of the group.
    """

    taker: str = ""
    """Who takes the position in the text."""
    how: str = "own"
    """``own``, ``official`` (through an office) or ``collective`` (as part of a group)."""
    score: float = 1.0
    """How well it fits the question."""
    turned: bool = False
    """Whether the issue's label names the opposite of what was asked about."""
    via: str = ""
    """IRI of the broader issue through which it was found, if it was."""
    fit: float = 1.0
    """How well its issue answers to what was asked about; 0 where only its sentence does."""

    @property
    def close(self) -> bool:
        """Whether its issue is the matter that was asked about, not only one near it."""
        return self.fit >= CLOSE

    @property
    def toward(self) -> str:
        """The stance toward what was asked about, where the issue's label names its opposite."""
        return OPPOSITE[self.stance] if self.turned else self.stance


def counted(position: Position, holder: str, how: str) -> Match:
    """``position`` as it counts for ``holder``: as its own, or how else ``Match`` says."""
    confidence = 1.0 if position.confidence is None else position.confidence
    score = _MODALITY.get(position.modality, 1.0) * _HOW[how] * (0.5 + 0.5 * confidence)
    return _made(position, holder, position.holder, how, score)


def rated(match: Match, score: float, turned: bool | None = None) -> Match:
    """``match`` with another score, and ``turned`` or not, if that is given."""
    turned = match.turned if turned is None else turned
    return _made(match, match.holder, match.taker, match.how, score, turned, match.via, match.fit)


def _made(
    position: Position,
    holder: str,
    taker: str,
    how: str,
    score: float,
    turned: bool = False,
    via: str = "",
    fit: float = 1.0,
) -> Match:
    """A match, field by field: there may be many thousands, and ``replace`` takes five times as long."""
    return Match(
        position.iri,
        holder,
        position.issue,
        position.stance,
        position.act,
        position.modality,
        position.confidence,
        position.rule,
        position.date,
        position.reporter,
        position.condition,
        position.quotation,
        position.passages,
        position.sided,
        position.history,
        position.when,
        position.origin,
        position.narrower,
        taker,
        how,
        score,
        turned,
        via,
        fit,
    )
