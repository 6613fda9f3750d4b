"""How words of one's own are laid over the package's: added, or struck out by an exclamation mark."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from ontology.knowledge import line_of

STRIKES: Final = "!"
"""What stands before a word or a row that shall not count."""


def laid_over_words(own: Iterable[str], more: Iterable[str]) -> list[str]:
    """The words of ``own`` that ``more`` does not strike out, then those that it adds."""
    kept = list(own)
    struck = {word.removeprefix(STRIKES) for word in more if word.startswith(STRIKES)}
    added = (word for word in more if not word.startswith(STRIKES) and word not in kept)
    return [*(word for word in kept if word not in struck), *dict.fromkeys(added)]


def laid_over_toml(own: Any, more: Any) -> Any:
    """The content of a TOML file with that of a folder's file of the same name laid over it.

    Tables are joined, rows of a list of tables by their ``name``, lists of words as ``laid_over_words`` does;
    anything else takes the place of the package's.
    """
    match own, more:
        case dict(), dict():
            return own | {name: laid_over_toml(own[name], part) for name, part in more.items()}
        case [{"name": _}, *_], list():
            named = {row["name"]: row for row in more}
            return [laid_over_toml(row, named.get(row["name"], {})) for row in own]
        case list(), list():
            return laid_over_words(own, more)
    return more


def toml_mistakes(
    own: Mapping[str, Any], text: str, path: str, read: Callable[[str], Any] = tomllib.loads
) -> Iterator[str]:
    """What is wrong with a TOML file that is laid over ``own``, each mistake with file and line."""
    try:
        more = read(text)
    except tomllib.TOMLDecodeError as error:
        said, place = str(error).partition(" (at ")[::2]
        line = re.search(r"line (\d+)", place)
        yield f"{path} line {line[1] if line else len(text.splitlines()) or 1}: {said}."
        return
    for word, mistake in _mistakes(own, more):
        yield f"{path} line {line_of(text, word)}: {mistake}"


def _mistakes(own: Any, more: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """(a word of the line it stands in, what is wrong) for all that has no place in ``own``."""
    match own, more:
        case dict(), dict():
            for part in more:
                if part in own:
                    yield from _mistakes(own[part], more[part], part)
                else:
                    yield part, f"there is no {part!r} to lay anything over; there are {', '.join(own)}."
        case [{"name": _}, *_], [*rows] if all(isinstance(row, dict) for row in rows):
            named = {row["name"]: row for row in own}
            for row in rows:
                known = named.get(row.get("name"))
                if known is None:
                    yield (
                        str(row.get("name", name)),
                        f"of {name} each names one of {', '.join(named)}.",
                    )
                else:
                    yield from _mistakes(known, row, name)
        case [*words], [*others] if all(isinstance(word, str) for word in others):
            for word in others:
                if word.startswith(STRIKES) and word.removeprefix(STRIKES) not in words:
                    yield word, f"there is no {word.removeprefix(STRIKES)!r} in {name} to strike out."
        case _ if type(own) is not type(more) or isinstance(own, list):
            yield name, f"{name!r} is not written as the package writes it."
