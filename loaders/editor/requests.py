"""What a model is asked about a text: the whole request, which is also the key of its record.

The article is data: it stands between marks that are made from its own digest, so that no article can
contain them, and the instructions are apart from it in the system message.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from loaders.articles.findings import ActorKind, Extraction, Span, Statement
from loaders.editor.options import FULL, EditorOptions
from loaders.editor.schema import strict_form

PROMPT, SCHEMA = "editor-1", "answer-1"
"""The versions in force: a change of their files is a new number, so that old records keep their meaning."""
LONGEST_PART = 24_000
"""Code points of a text that are sent at once; a longer one is parted at paragraphs."""
SEEDS = (1, 2)
"""One for each try: the second is made only where the first answer was no answer."""
_MOST_TOKENS = 12_000
_CHARS_A_TOKEN = 3.3
_TOKENS_OUT = 560
"""Measured by hand on 12 articles; an estimate, the budget counts what the endpoint says."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it is sent (``body``) to ``host``, about ``part`` of a text.

    ``draft`` are the statements of the rules by the number they have in it, beginning with 1.
    """

    body: dict[str, Any]
    host: str
    part: Span
    draft: tuple[Statement, ...] = ()

    @property
    def key(self) -> str:
        """SHA-256 of host and body: everything the answer may depend on."""
        return key_of(self.host, self.body)

    def again(self, seed: int) -> Request:
        """The same request for another try."""
        return replace(self, body={**self.body, "seed": seed})

    @property
    def tokens(self) -> tuple[int, int]:
        """About how many tokens go out and come back."""
        sent = sum(len(message["content"]) for message in self.body["messages"])
        return round(sent / _CHARS_A_TOKEN), _TOKENS_OUT


def key_of(host: str, body: dict[str, Any]) -> str:
    """The key of a request: SHA-256 of its canonical JSON (names in order, no spaces, UTF-8)."""
    canonical = json.dumps(
        {"host": host, "request": body}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def request_for(extraction: Extraction, options: EditorOptions, part: Span) -> Request:
    """What is asked about ``part`` of the text, with the statements whose evidence begins in it."""
    draft = tuple(s for s in extraction.statements if part.start <= s.evidence.span.start < part.end)
    text = part.of(extraction.document.text)
    shown = () if options.pattern == FULL else draft
    body = {
        "model": options.model,
        "messages": [
            {"role": "system", "content": instructions()},
            {"role": "user", "content": _article(text, shown)},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "edit", "strict": True, "schema": strict_form(schema())},
        },
        "temperature": 0,
        "seed": SEEDS[0],
        "max_tokens": _MOST_TOKENS,
    }
    laid = {**body, **options.parameters}
    return Request({k: v for k, v in laid.items() if v is not None}, options.host, part, shown)


def parts_of(text: str, longest: int = LONGEST_PART) -> list[Span]:
    """``text`` in parts of at most ``longest`` code points, cut after a line where there is one."""
    parts, start = [], 0
    while len(text) - start > longest:
        cut = max(text.rfind("\n\n", start + 1, start + longest) + 2, start + 1)
        if cut <= start + longest // 4:
            cut = text.rfind("\n", start + 1, start + longest) + 1
        if cut <= start + longest // 4:
            cut = max(text.rfind(". ", start + 1, start + longest) + 2, start + longest // 2)
        parts.append(Span(start, cut))
        start = cut
    if start < len(text):
        parts.append(Span(start, len(text)))
    return parts


def halves(part: Span, text: str) -> list[Span]:
    """``part`` in two or three pieces, for an answer that was cut; itself where it is too short for that."""
    size = part.end - part.start
    if size < 1000:
        return [part]
    return [Span(part.start + p.start, part.start + p.end) for p in parts_of(part.of(text), size * 6 // 10)]


def draft_lines(draft: Sequence[Statement]) -> Iterator[str]:
    """The draft as the model sees it: a line of JSON for each statement."""
    for number, statement in enumerate(draft, start=1):
        reporter = statement.attributed_to
        holder = statement.holder
        row = {
            "n": number,
            "holder": "author" if holder.kind is ActorKind.AUTHOR else holder.name,
            "stance": statement.stance.value,
            "act": statement.act.value,
            "issue": statement.issue.label,
            "modality": statement.modality.value,
            "by": reporter.name if reporter else None,
            "quote": statement.evidence.quote,
        }
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _article(text: str, draft: Sequence[Statement]) -> str:
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    lines = "\n".join(draft_lines(draft)) or "(empty)"
    return (
        f"The article stands between the lines <article {mark}> and </article {mark}>, the draft between "
        f"<draft {mark}> and </draft {mark}>.\n"
        f"<article {mark}>\n{text}\n</article {mark}>\n<draft {mark}>\n{lines}\n</draft {mark}>"
    )


@cache
def instructions() -> str:
    """The system message: prompt ``PROMPT``."""
    return (files("loaders.editor") / "prompts" / f"{PROMPT}.md").read_text(encoding="utf-8")


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of answers: ``SCHEMA``."""
    found: dict[str, Any] = json.loads(
        (files("loaders.editor") / "prompts" / f"{SCHEMA}.json").read_text(encoding="utf-8")
    )
    return found


@cache
def plan_digest() -> str:
    """SHA-256 of the instructions and the schema: the plan that calls follow."""
    whole = instructions() + json.dumps(schema(), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()
