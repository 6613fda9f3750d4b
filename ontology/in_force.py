"""Whose words are read: the package's alone, or with those of a knowledge folder laid over them.

``laid_over`` says so for everything that is read inside it, in its thread. What is made from words and facts
is made once for each knowledge: ``kept`` stands where ``functools.cache`` would mix them up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

from ontology.knowledge import PLAIN, Knowledge

MOST = 100_000
"""Results of one function that are kept for one knowledge."""
Given = ParamSpec("Given")
Made = TypeVar("Made")
_current: ContextVar[Knowledge] = ContextVar("knowledge", default=PLAIN)


def in_force() -> Knowledge:
    """The knowledge whose words count here."""
    return _current.get()


@contextmanager
def laid_over(knowledge: Knowledge) -> Iterator[None]:
    """Read with the words and facts of ``knowledge`` laid over the package's."""
    token = _current.set(knowledge)
    try:
        yield
    finally:
        _current.reset(token)


def kept(function: Callable[Given, Made]) -> Callable[Given, Made]:
    """``function`` with its results kept, for each knowledge apart; its arguments must be hashable."""
    by_digest: dict[str, Callable[Given, Made]] = {}

    @wraps(function)
    def call(*args: Given.args, **named: Given.kwargs) -> Made:
        digest = _current.get().digest
        made = by_digest.get(digest)
        if made is None:
            made = by_digest[digest] = cast(Callable[Given, Made], lru_cache(maxsize=MOST)(function))
        return made(*args, **named)

    return call
