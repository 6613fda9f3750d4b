"""Roundabout questions made straight: clefts, "gibt es jemanden, der …", the order of indirect questions.

The ways of asking are data (``rewrites.toml``); a straight question is easier to read than each of its
disguises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from graph.ask.reading.question import QuestionToken, slot_tokens, tokens
from graph.ask.words.kinds import kind_named
from graph.ask.words.patterns import compile_pattern, slot_spans
from graph.ask.words.stems import fold
from graph.ask.words.word_files import is_small, read

_ROUNDS = 3
"""Rewrites that one question may need, one within another."""
_SLOT = re.compile(r"\{(\w+)\}")
_OPTION = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A roundabout form, and the straight question it amounts to."""

    language: str
    pattern: re.Pattern[str]
    straight: str


@cache
def _rewrites() -> tuple[Rewrite, ...]:
    return tuple(
        Rewrite(row["language"], compile_pattern(row["from"], {}), row["to"])
        for row in read("rewrites")["rewrite"]
    )


@cache
def _last_verbs(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in read("rewrites")["verb-last"][language])


def straightened(found: tuple[QuestionToken, ...], language: str) -> tuple[QuestionToken, ...]:
    """The question asked straight; the same question if it is."""
    for _ in range(_ROUNDS):
        changed = _rewritten(found, language)
        if changed == found:
            break
        found = changed
    return _verb_second(found, language)


def _rewritten(found: tuple[QuestionToken, ...], language: str) -> tuple[QuestionToken, ...]:
    line = "".join(" " + token.folded for token in found)
    for rewrite in _rewrites():
        match = rewrite.pattern.fullmatch(line) if rewrite.language == language else None
        if match:
            slots = {name: slot_tokens(found, line, span) for name, span in slot_spans(match).items()}
            if _fits(slots):
                return tuple(_filled(rewrite.straight, slots))
    return found


def _fits(slots: dict[str, tuple[QuestionToken, ...]]) -> bool:
    """Whether the slots hold what their names say: an actor does not begin with a verb, a kind is one."""
    actor, kind = slots.get("actor"), slots.get("kind")
    if actor and is_small(actor[0].folded, "auxiliary"):
        return False
    return not kind or bool(kind_named(kind[-1].folded))


def _filled(straight: str, slots: dict[str, tuple[QuestionToken, ...]]) -> list[QuestionToken]:
    words: list[QuestionToken] = []
    whole = _OPTION.sub(lambda m: m[1] if all(n in slots for n in _SLOT.findall(m[1])) else "", straight)
    for piece in whole.split():
        slot = _SLOT.fullmatch(piece)
        if slot and slot[1] == "verb":
            words += tokens(" ".join(token.text.lower() for token in slots["verb"]))
        else:
            words += slots.get(slot[1], ()) if slot else tokens(piece)
    return words


def _verb_second(found: tuple[QuestionToken, ...], language: str) -> tuple[QuestionToken, ...]:
    """An indirect question with its verb where a direct one has it ("was A von B hält")."""
    if len(found) < 3 or not is_small(found[0].folded, "question"):
        return found
    last = found[-1].folded
    place = 2 if found[0].folded.startswith("welch") or found[0].folded in {"which", "wessen", "whose"} else 1
    second = found[place].folded if place < len(found) else ""
    if last not in _last_verbs(language) or second in _last_verbs(language) or is_small(second, "auxiliary"):
        return found
    return (*found[:place], found[-1], *found[place:-1])
