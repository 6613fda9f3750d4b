"""Names of persons that are to be found and not to be known: kept as keyed hashes, found word by word.

Whoever holds the hashes can try out a name, for a name is no secret word; so they are shown to no reader
(``graph.model.showing``). What is hashed is the name as slugs of its words, whatever its capitals, umlauts,
hyphens and ending in the genitive.
"""

from __future__ import annotations

import re
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from ontology.slugs import slugify

MASK = "█"
"""What stands in the place of each letter that is not shown any more, so that offsets stay as they are."""
_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\s.,\-–_]{1,3}")
"""What may stand between two words of one name."""
_MOST = 5
"""Words of the longest name."""
_FULL, _LAST, _FIRST = "full", "last", "first"
_SHORTEST = 3
"""Letters of the shortest first name that is looked for by itself."""
_SURNAME = re.compile(r" [A-ZÄÖÜ]\w")
"""What shows that a first name is somebody else's."""


@dataclass(frozen=True, slots=True)
class NameHit:
    """Where a text has a name that is hidden: code points, end exclusive, and whose (``person``) it is."""

    start: int
    end: int
    person: str


def digests(names: Iterable[str], key: str = "") -> tuple[str, ...]:
    """What is kept of the ``names`` of one person: kind, key and hash of every form.

    Of a name of several words also its short forms ("M. Mustermann", "Mustermann, Max"), and its last and its
    first word, which count only in a text that has one of the others.
    """
    key = key or secrets.token_hex(16)
    forms: dict[str, str] = {}
    for name in names:
        words = _words(name)
        if not words:
            continue
        forms[" ".join(words)] = _FULL
        if len(words) > 1:
            for other in ([words[0][0], words[-1]], [words[-1], *words[:-1]]):
                forms.setdefault(" ".join(other), _FULL)
    for name in names:
        words = _words(name)
        if len(words) > 1:
            forms.setdefault(words[-1], _LAST)
        if len(words) > 1 and len(words[0]) >= _SHORTEST:
            forms.setdefault(words[0], _FIRST)
    return tuple(sorted(f"{kind}:{key}:{_hash(form, key)}" for form, kind in forms.items()))


class HiddenNames:
    """The names that are hidden, by their digests: ``persons`` has those of each person (IRI)."""

    def __init__(self, persons: dict[str, Iterable[str]]) -> None:
        self._known: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        for person, kept in persons.items():
            for digest in kept:
                kind, key, hashed = digest.split(":")
                self._known[key][hashed] = (person, kind)

    def __bool__(self) -> bool:
        return bool(self._known)

    def hits(self, words: str, also: Iterable[str] = ()) -> list[NameHit]:
        """Where ``words`` have hidden names; parts of them only of who is named in full there or ``also``."""
        if not self._known or not words:
            return []
        found = list(self._found(words))
        named = {hit.person for hit, kind in found if kind == _FULL} | set(also)
        hits = [hit for hit, kind in found if kind == _FULL or hit.person in named]
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        apart: list[NameHit] = []
        for hit in hits:
            if not apart or hit.start >= apart[-1].end:
                apart.append(hit)
        return apart

    def only_last(self, words: str) -> bool:
        """Whether ``words`` have a last name of somebody who is not named in full there."""
        kinds = {kind for _, kind in self._found(words)}
        return _LAST in kinds and _FULL not in kinds

    def masked(self, words: str, also: Iterable[str] = ()) -> str:
        """``words`` with what they have of hidden names made unreadable."""
        return blanked(words, [(hit.start, hit.end) for hit in self.hits(words, also)])

    def renamed(self, path: str, also: Iterable[str] = ()) -> str:
        """A path or IRI with what it has of hidden names replaced by the end of the person's own IRI.

        A first name counts only as a whole step of the path: else it may be anybody's.
        """
        steps = path.split("/")
        for hit in reversed(self.hits(path, also)):
            words = path[hit.start : hit.end]
            known = self._owner(_slug(words)) if _WORD.fullmatch(words) else None
            if known and known[1] == _FIRST and words not in steps:
                continue
            path = path[: hit.start] + hit.person.rsplit("/", 1)[-1] + path[hit.end :]
        return path

    def _found(self, words: str) -> Iterator[tuple[NameHit, str]]:
        found = [(match.start(), match.end(), _slug(match.group())) for match in _WORD.finditer(words)]
        for first, (start, _, _) in enumerate(found):
            form, end = "", start
            for begin, until, word in found[first : first + _MOST]:
                if form and not _GAP.fullmatch(words, end, begin):
                    break
                form, end = f"{form} {word}".lstrip(), until
                known = self._owner(form)
                if known and not (known[1] == _FIRST and _SURNAME.match(words, until)):
                    yield NameHit(start, end, known[0]), known[1]

    def _owner(self, form: str) -> tuple[str, str] | None:
        """Whose name it is, and of which kind; also in the genitive."""
        for key, known in self._known.items():
            for spelled in (form, form[:-1] if form.endswith("s") else ""):
                if spelled and (found := known.get(_hash(spelled, key))):
                    return found
        return None


def blanked(words: str, spans: Iterable[tuple[int, int]]) -> str:
    """``words`` with every letter of ``spans`` made unreadable; the length stays."""
    letters = list(words)
    for start, end in spans:
        for place in range(start, min(end, len(letters))):
            if not letters[place].isspace():
                letters[place] = MASK
    return "".join(letters)


def _words(name: str) -> list[str]:
    return [_slug(found.group()) for found in _WORD.finditer(name)][:_MOST]


@lru_cache(maxsize=65_536)
def _slug(word: str) -> str:
    return slugify(word)


@lru_cache(maxsize=65_536)
def _hash(form: str, key: str) -> str:
    return blake2b(form.encode(), key=bytes.fromhex(key), digest_size=16).hexdigest()
