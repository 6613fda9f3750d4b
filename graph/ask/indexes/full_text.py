"""Full-text search over the sentences of the loaded texts: SQLite FTS5, over stems, ranked by BM25.

The index is built when it is first searched, and brought up to the texts by their digests from then on. Where
the store has a folder it is kept there (``sentences.sqlite``), so that no process builds it twice; it holds
nothing that the graph does not, and may be deleted at any time.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from math import log
from pathlib import Path
from threading import Lock
from weakref import WeakKeyDictionary, finalize

from graph.ask.indexes.label_index import LabelIndex
from graph.ask.indexes.sentences import TextSentence
from graph.ask.indexes.stem_index import StemIndex
from graph.ask.words.stems import stem, stems, stems_of_text
from graph.ask.words.topic_terms import TopicTerm
from graph.knowledge.graph import KnowledgeGraph
from graph.model.sentences import split

_FILE = "sentences.sqlite"
_VERSION = 1
"""Raised when sentences or stems are cut otherwise, so that an index of before is built anew."""
_PREFIX = 3
"""Letters from which on a searched word may be the beginning of a longer one."""
_CANDIDATES = 150
"""Sentences that BM25 gives to be looked at."""
_MOST_WORDS = 60
"""Stems by which one term is searched: the likest."""
_ALIKE = 0.6
"""How like a stem must be to be searched for."""
_TABLES = """
CREATE TABLE IF NOT EXISTS document (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, digest BLOB);
CREATE VIRTUAL TABLE IF NOT EXISTS sentence
  USING fts5(stems, document UNINDEXED, first UNINDEXED, last UNINDEXED, before UNINDEXED,
             detail = none, tokenize = 'ascii');
CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5vocab(sentence, row);
"""


class FullText:
    """The sentences of one store, searchable by stems; safe to be used by several threads."""

    def __init__(self, folder: Path | None) -> None:
        self._lock, self._folder = Lock(), folder
        self._base = _opened(folder)
        self._texts: Mapping[str, str] | None = None
        self._size = 0
        self.counts: dict[str, int] = {}
        """In how many sentences each stem stands."""
        self.vocabulary = StemIndex(())

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def forget(self) -> None:
        """Begin anew, in a new file: the old one may still have words of texts that were changed."""
        with self._lock:
            self._base.close()
            _swept(self._folder)
            self._base = _opened(self._folder)
            self._texts, self._size, self.counts, self.vocabulary = None, 0, {}, StemIndex(())

    def follow(self, texts: Mapping[str, str]) -> None:
        """Take in the texts that are new or changed, and forget those that are gone."""
        with self._lock:
            if self._texts is texts:
                return
            digests = {iri: blake2b(text.encode(), digest_size=16).digest() for iri, text in texts.items()}
            known = dict(self._base.execute("SELECT iri, digest FROM document"))
            with self._base:
                self._forget(iri for iri in known if digests.get(iri) != known[iri])
                for iri, digest in digests.items():
                    if known.get(iri) != digest:
                        self._take_in(iri, digest, texts[iri])
            if not self.counts or known != digests:
                self.counts = dict(self._base.execute("SELECT term, doc FROM word"))
                self.vocabulary = StemIndex(self.counts)
                (self._size,) = self._base.execute("SELECT count(*) FROM sentence").fetchone()
            self._texts = texts

    def _forget(self, iris: Iterable[str]) -> None:
        for iri in iris:
            (number,) = self._base.execute("SELECT id FROM document WHERE iri = ?", (iri,)).fetchone()
            self._base.execute("DELETE FROM sentence WHERE document = ?", (number,))
            self._base.execute("DELETE FROM document WHERE id = ?", (number,))

    def _take_in(self, iri: str, digest: bytes, text: str) -> None:
        added = self._base.execute("INSERT INTO document (iri, digest) VALUES (?, ?)", (iri, digest))
        bounds = list(split(text))
        starts = [0, *(start for start, _ in bounds)]
        rows = (
            (" ".join(stems(text[start:end])), added.lastrowid, start, end, before)
            for (start, end), before in zip(bounds, starts, strict=False)
        )
        self._base.executemany("INSERT INTO sentence VALUES (?, ?, ?, ?, ?)", rows)

    def rarity(self, term: TopicTerm) -> float:
        """How much a term tells one sentence from another, from 0 (in all) to 1 (in one or none)."""
        total = max(2, self._size)
        count = max((self.counts.get(word, 0) for word in term.stems), default=0)
        return 1.0 - min(1.0, log(1 + count) / log(1 + total))

    def stems_of(self, iri: str) -> frozenset[str]:
        """The stems of a whole text."""
        return stems_of_text((self._texts or {}).get(iri, ""))

    def find(self, terms: Sequence[TopicTerm]) -> list[TextSentence]:
        """The sentences that BM25 ranks highest for the words that answer to ``terms``."""
        words = {word for term in terms for word in self._words(term)}
        if not words or self._texts is None:
            return []
        asked = " OR ".join(f'"{word}"' for word in sorted(words))
        with self._lock:
            rows = self._base.execute(
                "SELECT iri, first, last, before FROM sentence JOIN document ON id = document"
                " WHERE sentence MATCH ? ORDER BY rank LIMIT ?",
                (asked, _CANDIDATES),
            ).fetchall()
        return [_sentence(iri, self._texts[iri], *place) for iri, *place in rows if iri in self._texts]

    def places(self, word: str) -> dict[str, list[tuple[int, int]]]:
        """The sentences with a word that begins like ``word`` (folded, letters and digits): their bounds by
        document, in text order; every one of them."""
        if not word.isalnum():
            return {}
        asked = f'"{stem(word)}"' + ("*" if len(word) >= _PREFIX else "")
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        with self._lock:
            rows = self._base.execute(
                "SELECT iri, first, last FROM sentence JOIN document ON id = document"
                " WHERE sentence MATCH ? ORDER BY sentence.rowid",
                (asked,),
            )
            for iri, first, last in rows:
                found[iri].append((first, last))
        return dict(found)

    def words_of(self, iri: str, bounds: tuple[int, int]) -> str:
        """The words of a text between two places; ``""`` where there is no such text."""
        return (self._texts or {}).get(iri, "")[slice(*bounds)]

    def _words(self, term: TopicTerm) -> list[str]:
        """The stems of the texts that answer to ``term``, the likest if they are many."""
        known = {
            word: self.vocabulary.answers(term, frozenset([word])) for word in self.vocabulary.touched(term)
        }
        likely = (word for word in known if known[word] >= _ALIKE and word.isalnum())
        likest = sorted(likely, key=lambda w: (-known[w], w))
        return likest[:_MOST_WORDS]


def _sentence(iri: str, text: str, start: int, end: int, before: int) -> TextSentence:
    words, told = text[start:end], text[before:start].strip()
    return TextSentence(iri, start, end, words, frozenset(stems(words)), told, frozenset(stems(told)))


def _opened(folder: Path | None) -> sqlite3.Connection:
    """The index in ``folder``, or one in memory where there is none or it cannot be written."""
    if folder is not None:
        with suppress(sqlite3.Error):
            return _prepared(sqlite3.connect(folder / _FILE, check_same_thread=False, timeout=2))
    return _prepared(sqlite3.connect(":memory:", check_same_thread=False))


def _prepared(base: sqlite3.Connection) -> sqlite3.Connection:
    """The connection with its tables, empty ones if it is of another version."""
    try:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = OFF")
        (version,) = base.execute("PRAGMA user_version").fetchone()
        if version != _VERSION:
            for table in ("word", "sentence", "document"):
                base.execute(f"DROP TABLE IF EXISTS {table}")
        base.executescript(_TABLES)
        base.execute(f"PRAGMA user_version = {_VERSION}")
    except sqlite3.Error:
        base.close()
        raise
    return base


_KEPT: WeakKeyDictionary[KnowledgeGraph, FullText] = WeakKeyDictionary()
_LOCK = Lock()


def forget_texts(knowledge: KnowledgeGraph) -> None:
    """Take the index of ``knowledge`` away; it is built anew when it is next searched."""
    with _LOCK:
        if found := _KEPT.get(knowledge):
            found.forget()
        else:
            _swept(getattr(knowledge.store, "folder", None))


def _swept(folder: Path | None) -> None:
    for file in folder.glob(f"{_FILE}*") if folder else ():
        file.unlink(missing_ok=True)


def full_text_of(knowledge: KnowledgeGraph, index: LabelIndex) -> FullText:
    """The full-text index of ``knowledge`` as the texts of ``index`` are now, built when first needed."""
    with _LOCK:
        found = _KEPT.get(knowledge)
        if found is None:
            found = _KEPT[knowledge] = FullText(getattr(knowledge.store, "folder", None))
            finalize(knowledge, found.close)
    found.follow(index.texts)
    return found
