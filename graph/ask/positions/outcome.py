"""What answering one reading of a question comes to."""

from __future__ import annotations

from dataclasses import dataclass

from graph.ask.positions.answer import Finding


@dataclass(frozen=True, slots=True)
class Outcome:
    """The findings for one reading, how it was understood, and a sentence about it."""

    understood: str
    findings: tuple[Finding, ...] = ()
    message: str = ""
    beside: tuple[Finding, ...] = ()
    """Positions that are only near what was asked; sentences of the texts may say more."""
    verdict: str = ""
    """``yes``, ``no``, ``both`` or ``corrected``, as in ``Answer``."""

    def __bool__(self) -> bool:
        return bool(self.findings or self.beside)


def joined(*sentences: str) -> str:
    """The non-empty sentences, one after another."""
    return " ".join(sentence for sentence in sentences if sentence)
