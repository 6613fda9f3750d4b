"""The steps by which a position was found, in the language of the page: ``web/i18n/traces.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from importlib.resources import files
from typing import NamedTuple

_STEP = re.compile(r"(\d+) ([^:]+): (.*)", re.DOTALL)
_NAMED = re.compile(r"\\\{(\w+)\\\}")
_IN_TURN = {"word": r"[a-z]+", "word2": r"[a-z]+"}
"""Parts of a finding that are terms, said in the reader's language; others stay as they are."""


class Step(NamedTuple):
    """One step; ``known`` is false where nobody has translated it, and it is told in English."""

    name: str
    finding: str
    known: bool


_Sentences = tuple[tuple[re.Pattern[str], str], ...]


class _Table(NamedTuple):
    steps: Mapping[str, str]
    words: Mapping[str, str]
    findings: _Sentences
    reasons: _Sentences


def steps_of(traces: Iterable[str], language: str) -> list[Step]:
    """The steps of a position in their order."""
    return [step_of(trace, language) for trace in sorted(traces, key=_place)]


def _place(trace: str) -> tuple[int, str]:
    match = _STEP.fullmatch(trace)
    return (int(match[1]) if match else 0), trace


def step_of(trace: str, language: str) -> Step:
    """A literal of ``sp:trace`` ("7 side: withheld: …") as readers of ``language`` meet it."""
    match = _STEP.fullmatch(trace)
    if match is None:
        return Step("", trace, language == "en")
    _, name, finding = match.groups()
    said = finding_in(finding, language)
    own = name in ("clause", "quote", "issue") and said is None  # words of the text, in its language
    return Step(
        _table(language).steps.get(name, name), finding if said is None else said, own or said is not None
    )


def finding_in(finding: str, language: str) -> str | None:
    """The English ``finding`` in ``language``; ``None`` where nobody has translated it."""
    said = _filled(_table(language).findings, finding, partial(_said, language))
    return finding if said is None and language == "en" else said


def reason_in(reason: str, language: str) -> str | None:
    """One plain sentence in ``language`` for the English ``reason`` why a position takes no side.

    ``None`` where nobody has written one.
    """
    return _filled(_table(language).reasons, reason, lambda part, value: _per_cent(value))


def _filled(sentences: _Sentences, finding: str, said: Callable[[str, str], str]) -> str | None:
    """The sentence for ``finding``, each part of it as it is ``said``."""
    for pattern, sentence in sentences:
        if match := pattern.fullmatch(finding):
            return sentence.format(**{part: said(part, value) for part, value in match.groupdict().items()})
    return None


def _per_cent(value: str) -> str:
    """A number from 0 to 1 per cent; words as they are."""
    return f"{round(float(value) * 100)}\N{NO-BREAK SPACE}%" if re.fullmatch(r"[01]\.\d+", value) else value


def _said(language: str, part: str, value: str) -> str:
    if part == "finding":
        return finding_in(value, language) or value
    return _table(language).words.get(value, value) if part in _IN_TURN else value


@cache
def _table(language: str) -> _Table:
    """What is written of ``language``; the findings that name least come first."""
    raw = tomllib.loads((files("web") / "i18n" / "traces.toml").read_text(encoding="utf-8")).get(language, {})
    return _Table(
        raw.get("steps", {}),
        raw.get("words", {}),
        _sentences(raw.get("findings", {})),
        _sentences(raw.get("reasons", {})),
    )


def _sentences(written: Mapping[str, str]) -> _Sentences:
    ordered = sorted(
        written.items(), key=lambda pair: (-len(re.sub(r"\{\w+\}", "", pair[0])), pair[0].count("{"))
    )
    return tuple(
        (re.compile(_NAMED.sub(_group, re.escape(english)), re.DOTALL), said) for english, said in ordered
    )


def _group(match: re.Match[str]) -> str:
    return f"(?P<{match[1]}>{_IN_TURN.get(match[1], '.*')})"
