"""From what an endpoint sends to an answer that may be used: read strictly, never repaired."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from loaders.editor.requests import schema
from loaders.editor.schema import faults

LONGEST = 1_000_000
"""Code points of an answer's text that are looked at; longer ones are no answers."""
_THINKING = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_FENCED = re.compile(r"\A```(?:json)?[ \t]*\n(.*?)\n?```\Z", re.DOTALL)


class NoAnswer(Exception):  # noqa: N818 - an outcome that every caller handles, no error of the program
    """There is no usable answer; the text says why.

    ``again``: another try may help. ``cut``: it was too long, so smaller questions may help. ``final``: no
    other request of this run will fare better.
    """

    def __init__(self, reason: str, *, again: bool = False, cut: bool = False, final: bool = False) -> None:
        super().__init__(reason)
        self.again, self.cut, self.final = again, cut, final


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A checked answer: numbers of the draft, and entries as the schema describes them."""

    keep: frozenset[int]
    drop: frozenset[int]
    fix: tuple[dict[str, Any], ...]
    add: tuple[dict[str, Any], ...]


def read_response(response: Any) -> Verdicts:
    """The answer in a chat completion (the parsed JSON of the body); raises ``NoAnswer``."""
    try:
        choice = response["choices"][0]
        content, finish = choice["message"]["content"], choice.get("finish_reason")
    except (KeyError, IndexError, TypeError, AttributeError):
        raise NoAnswer("the endpoint sent something else than a chat completion", again=True) from None
    if finish == "length":
        raise NoAnswer("the answer was cut, as it grew too long", cut=True)
    if finish not in ("stop", None) or not isinstance(content, str):
        raise NoAnswer(f"the endpoint ended the answer itself ({str(finish)[:40]})")
    return read_answer(content)


def read_answer(content: str) -> Verdicts:
    """The answer in the text of a message; raises ``NoAnswer`` unless it is JSON that fits the schema."""
    if len(content) > LONGEST:
        raise NoAnswer(f"the answer has more than {LONGEST} characters")
    content = _THINKING.sub("", content).strip()
    fenced = _FENCED.match(content)
    try:
        found = json.loads(fenced[1] if fenced else content, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise NoAnswer("the answer is no JSON", again=True) from None
    wrong = next(faults(found, schema()), None)
    if wrong is not None:
        raise NoAnswer(f"the answer does not fit the schema: {wrong}", again=True)
    named = frozenset(found.get("keep", ())), frozenset(found["drop"])
    return Verdicts(*named, tuple(found["fix"]), tuple(found["add"]))


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
