"""What a language model was asked about a text, and what became of it: the part of an extraction that tells.

The standard library only; who asks and how lives in ``loaders.editor``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One answer of a model, as its record says (``loaders.editor.cache``).

    ``key`` names the record; ``model`` is the name under which the endpoint answered, ``host`` where;
    ``prompt`` the version of the instructions and ``digest`` the SHA-256 of them and their schema;
    ``answered`` is a time in UTC (ISO 8601). Tokens are counted by the endpoint, 0 where it did not.
    """

    key: str
    model: str
    host: str
    prompt: str
    digest: str
    answered: str
    temperature: float | None = None
    seed: int | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something a model said that was not taken, with the reason; ``said`` are its words, shortened."""

    reason: str
    said: str


@dataclass(frozen=True, slots=True)
class Editing:
    """The calls whose answers were used, what was refused of them, and why the rules stand alone, if so."""

    calls: tuple[ModelCall, ...] = ()
    refused: tuple[Refusal, ...] = ()
    problem: str = ""
