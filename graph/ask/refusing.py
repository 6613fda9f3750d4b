"""What is said to a question that cannot be read at all: empty, too long, foreign, contradictory."""

from __future__ import annotations

import re
import unicodedata

from graph.ask.examples import examples
from graph.ask.indexes.indexes import index_of
from graph.ask.positions.answer import Answer
from graph.ask.positions.outcome import joined
from graph.ask.reading.question import Filters
from graph.ask.words.wording import say
from graph.knowledge.graph import KnowledgeGraph


def cleaned(question: str) -> str:
    """The question in NFC, without control and direction characters, blanks joined."""
    text = unicodedata.normalize("NFC", question)
    text = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"} else c for c in text)
    return re.sub(r"\s+", " ", text).strip()


def refused(knowledge: KnowledgeGraph, text: str, language: str, max_chars: int) -> Answer | None:
    """The answer to what is no question, or ``None``."""
    if not any(character.isalnum() for character in text):
        return explained(knowledge, text, language, "bad-input", "empty-question")
    if len(text) > max_chars:
        message = say("long-question", language, length=str(len(text)), limit=str(max_chars))
        return Answer(text[:max_chars], language, "", "", "", message=message, status="bad-input")
    letters = [character for character in text if character.isalpha()]
    if letters and sum("LATIN" in unicodedata.name(c, "") for c in letters) < len(letters) / 2:
        return explained(knowledge, text, language, "not-understood", "foreign")
    return None


def contradictory(text: str, language: str, filters: Filters) -> Answer:
    """The answer to a question whose dates contradict each other or do not exist."""
    if filters.since and filters.until:
        dates = {"since": filters.since.isoformat(), "until": filters.until.isoformat()}
        message = say("contradictory", language, **dates)
    else:
        message = say("no-such-day", language)
    return Answer(text, language, "", "", "", message=message, status="bad-input")


def explained(knowledge: KnowledgeGraph, text: str, language: str, status: str, sentence: str) -> Answer:
    """An answer that only says what can be asked."""
    found = examples(knowledge, language)
    if found:
        message = joined(say(sentence, language), say("for-example", language, examples=" · ".join(found)))
    else:
        message = say(sentence if index_of(knowledge).texts else "empty-graph", language)
    return Answer(text, language, "", "", "", message=message, status=status, suggestions=found)
