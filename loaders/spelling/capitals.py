"""Text in capitals as a text in small letters with its nouns and names capitalised.

Capitals hide what is a noun. Read in small letters are a line or a sentence in capitals, a last name after
its first name ("Anna BEISPIEL"), the label of a speaker at the beginning of a line ("MUSTER:") and a word of
grammar that is stressed ("NICHT"). Abbreviations stay. The tagger tells nouns, the background knows names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.articles.reading_view import Edit
from loaders.background.gazetteer import gazetteer
from loaders.german.person_names import first_name_gender, places
from loaders.german.tagger import tag_caseless
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from ontology.in_force import kept

_LATIN = [chr(point) for point in range(0x41, 0x250)] + ["ẞ"]
_CAPITAL = "".join(c for c in _LATIN if c.isupper() and len(c.lower()) == 1)
_SMALL = "".join(c for c in _LATIN if c.islower())
_STRETCH = re.compile(rf"(?<!\w)[{_CAPITAL}][^{_SMALL}]*[{_CAPITAL}](?!\w)")
_PART = re.compile(rf"[{_CAPITAL}]+|[.!?:„»,;]")
_LABEL = re.compile(
    rf"[^\S\n]*(?P<name>(?:[{_CAPITAL}][{_CAPITAL}.'’-]*[^\S\n]){{0,3}}[{_CAPITAL}-]{{4,40}})"
    r"(?: ?\([^)\n]{1,40}\))?:"
)
_LAST_NAME = re.compile(
    rf"(?<!\w)(?P<first>[{_CAPITAL}][{_SMALL}]+)[^\S\n](?P<name>[{_CAPITAL}]{{3,40}}(?:-[{_CAPITAL}]{{3,40}})?)(?!\w)"
)
_STRESSED = re.compile(
    rf"(?<=[{_SMALL},;:–] )[{_CAPITAL}]{{3,14}}(?=[.,;!?]| [{_SMALL}]| [{_CAPITAL}][{_SMALL}])"
)
_NOMINAL = frozenset({"NN", "NE", "FM", "XY", "TRUNC"})
_LONG = 4  # letters of a word that is hardly an abbreviation


def small_letters(text: str) -> Iterator[Edit]:
    """Words in capitals as they would be written in the middle of a sentence, or at its beginning."""
    for line in re.finditer(rf"^[^\n]*[{_CAPITAL}]{{2}}[^\n]*", text, re.MULTILINE):
        found = {edit.start: edit for edit in (*_one_by_one(line), *_running(line))}
        yield from sorted(edit for edit in found.values() if edit.text != text[edit.start : edit.end])


def _running(line: re.Match[str]) -> Iterator[Edit]:
    """The words of stretches of running text in capitals, and how they are spelled in small letters."""
    fills_line = not re.search(rf"[{_SMALL}]", line.group())
    for stretch in _STRETCH.finditer(line.string, line.start(), line.end()):
        parts = list(_PART.finditer(line.string, stretch.start(), stretch.end()))
        if not _is_running([part.group() for part in parts], fills_line):
            continue
        capital, named = True, False
        for part, tag in zip(parts, tag_caseless([part.group().lower() for part in parts]), strict=True):
            if part.group()[0].isalpha():
                yield Edit(part.start(), part.end(), _spelled(part, tag, capital))
            named = not named and bool(first_name_gender(_capitalised(part.group())))
            capital = named or part.group() in ".!?:„»"


def _is_running(parts: list[str], fills_line: bool) -> bool:
    """Whether a stretch in capitals is text: a line of its own, a full name, or words of grammar in it."""
    long = [part for part in parts if len(part) >= _LONG and part not in _abbreviations()]
    grammar = any(part.lower() in words("grammar_words") for part in parts)
    named = any(first_name_gender(_capitalised(part)) for part in parts[:-1])
    return bool(long) and len(parts) > 1 and (grammar or named or (fills_line and len(long) > 1))


def _spelled(part: re.Match[str], tag: str, capital: bool) -> str:
    """How a word of running text in capitals is spelled; ``capital`` if its place asks for one."""
    word, name = part.group(), _capitalised(part.group())
    if word in {"IN", "INNEN"} and part.string[part.start() - 1 : part.start()] in {":", "*", "_", "/"}:
        return word.lower()
    if word.lower() in words("grammar_words"):
        return name if capital else word.lower()
    if word in _abbreviations() or (len(word) < _LONG and tag in _NOMINAL and not _is_name(name)):
        return _abbreviations().get(word, word)
    return name if capital or tag in _NOMINAL or _is_name(name) else word.lower()


def _one_by_one(line: re.Match[str]) -> Iterator[Edit]:
    """Words in capitals of a line that is not: the label of a speaker, last names, stressed words."""
    text, start, end = line.string, line.start(), line.end()
    label = _LABEL.match(text, start, end)
    named = [m for m in _LAST_NAME.finditer(text, start, end) if first_name_gender(m["first"])]
    for match in [label, *named] if label else named:
        for part in _PART.finditer(text, *match.span("name")):
            if len(part.group()) >= _LONG and part.group() not in _abbreviations():
                yield Edit(part.start(), part.end(), _capitalised(part.group()))
    for match in _STRESSED.finditer(text, start, end):
        if match.group().lower() in words("grammar_words") - words("also_abbreviations"):
            yield Edit(match.start(), match.end(), match.group().lower())


def _is_name(word: str) -> bool:
    """Whether a capitalised word is known as a name or noun of somebody, or a place."""
    known = gazetteer().at([word], 0) is not None or analyse(word) is not None
    return known or bool(first_name_gender(word)) or word in places()


def _capitalised(word: str) -> str:
    return word[0] + word[1:].lower()


@kept
def _abbreviations() -> dict[str, str]:
    """Names with several capitals by their spelling in capitals ("AFD": "AfD"), unless they are words."""
    names = (name for entry in gazetteer().entries.values() for name in (entry.label, *entry.names))
    several = (word for name in names for word in name.split() if sum(c.isupper() for c in word) > 1)
    return {word.upper(): word for word in several if word.isalpha() and not _is_name(_capitalised(word))}
