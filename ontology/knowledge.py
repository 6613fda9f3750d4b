"""The knowledge folder: words, facts, issues, rules and queries of one's own, laid over the package's.

Its files are named as in the package (docs/KNOWLEDGE.md): word tables (``frames.tsv``) and classes
(``grammar.toml``), those of ``english``, ``issues.ttl``, actors and facts in ``background/*.ttl``,
``rules/*.rq``, ``queries/*.rq`` and the words of ``questions``. A folder is read whole and once; what is read
goes from hand to hand as one value, so that nobody sees half of a change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from ontology.errors import KnowledgeError

PARTS: Final = (
    "*.tsv",
    "*.toml",
    "english/*.tsv",
    "english/*.toml",
    "issues.ttl",
    "background/*.ttl",
    "rules/*.rq",
    "queries/*.rq",
    "questions/*.tsv",
    "questions/*.toml",
)
"""What a knowledge folder can hold."""
MAX_BYTES: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a folder lays over the package: its ``files`` as texts by name (``rules/mine.rq``).

    Two are equal where their files are, which the ``digest`` tells; the empty one lays nothing over.
    """

    folder: str = field(default="", compare=False)
    files: Mapping[str, str] = field(default_factory=dict, compare=False)
    digest: str = ""

    def path(self, name: str) -> str:
        """The file ``name`` as a message calls it."""
        return str(Path(self.folder) / name)

    def part(self, folder: str) -> dict[str, str]:
        """The files of one of its folders, by their name without it; of ``""``, those that lie in none."""
        parts = {name.rpartition("/")[::2]: text for name, text in self.files.items()}
        return {name: text for (place, name), text in parts.items() if place == folder}


PLAIN: Final = Knowledge()
"""Nothing of one's own: the package as it is."""


def read_knowledge(folder: str) -> Knowledge:
    """The knowledge in ``folder``; ``PLAIN`` for no folder.

    Raises ``KnowledgeError`` for a file that has no place there or cannot be read. Notes (``.md``) and hidden
    files are left out.
    """
    if not folder:
        return PLAIN
    root = Path(folder)
    if not root.is_dir():
        raise KnowledgeError(
            f"There is no knowledge folder {folder}; `standpunkt knowledge init {folder}` writes one."
        )
    texts = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if path.is_dir() or path.suffix == ".md" or any(part.startswith(".") for part in name.parts):
            continue
        if len(name.parts) > 2 or not any(fnmatchcase(name.as_posix(), part) for part in PARTS):
            raise KnowledgeError(
                f"{path}: this has no place in a knowledge folder, which holds {', '.join(PARTS)} and *.md."
            )
        texts[name.as_posix()] = _text(path)
    if not texts:
        return PLAIN
    content = "\0".join(f"{name}\0{text}" for name, text in texts.items())
    return Knowledge(folder, texts, hashlib.sha256(content.encode()).hexdigest())


def line_of(text: str, words: str) -> int:
    """The number of the first line of ``text`` that has ``words`` outside a comment, 1 where none has."""
    for number, line in enumerate(text.splitlines(), 1):
        if words in line and not line.lstrip().startswith("#"):
            return number
    return 1


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise KnowledgeError(f"{path}: a file of a knowledge folder has {MAX_BYTES:,} bytes at most.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].count(b"\n")
        raise KnowledgeError(f"{path} line {before + 1}: this is not UTF-8.") from error
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read: {error.strerror or error}.") from error
