"""Score subjects and accusative objects against the German treebanks of Universal Dependencies.

    python benchmarks/syntax.py [--set gsd-dev|gsd-test|pud|all] [--misses K] [--false K]

Gold are the heads of ``nsubj`` and ``nsubj:pass`` (subjects) and of ``obj`` (objects); found are the heads of
the reader's subjects and accusative objects in the same raw text, paired by the offsets of their words. A
found head counts for the head of its name ("Kanzlerin Weber": flat, compound and apposed words inside the
phrase). "with conjuncts" also asks for the further members of a coordination. "but sich" leaves out reflexive
pronouns, which the treebanks call objects.

gsd-test is for scores only: its errors are never shown. The treebanks are no part of the project
(``material``, or --folder): GSD CC BY-SA 4.0, PUD CC BY-SA 3.0.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.material import MATERIAL, require
from loaders.actors.index import find_actors
from loaders.articles.findings import Document, Span
from loaders.articles.reading_view import ReadingView, reading_view
from loaders.german.tokens import Token, read_sentences
from loaders.spelling.rules import RULES
from loaders.syntax.clause import Animate
from loaders.syntax.parsing import ParsedSentence, among, parse_all
from loaders.syntax.phrase import Phrase

FOLDER = MATERIAL / "treebanks"
FILES = {
    "gsd-dev": "de_gsd-ud-dev.conllu",
    "gsd-test": "de_gsd-ud-test.conllu",
    "pud": "de_pud-ud-test.conllu",
}
SECRET = "gsd-test"
SUBJECTS, OBJECTS = frozenset({"nsubj", "nsubj:pass"}), frozenset({"obj"})
NAMING = frozenset({"flat", "flat:name", "compound", "appos", "dep"})  # "dep": a title in GSD


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a treebank with its offsets in the text of its sentence; ``head`` is an index or -1."""

    text: str
    start: int
    end: int
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence of a treebank."""

    text: str
    words: tuple[Word, ...]

    def heads(self, relations: frozenset[str], conjuncts: bool) -> set[int]:
        """The words with one of the relations, with those coordinated to them if asked for."""
        found = {i for i, word in enumerate(self.words) if word.relation in relations}
        while conjuncts:
            more = {i for i, w in enumerate(self.words) if w.relation == "conj" and w.head in found} - found
            if not more:
                break
            found |= more
        return found

    def word_of(self, start: int, end: int) -> int | None:
        """The topmost of the words that a stretch of the text touches."""
        there = [i for i, w in enumerate(self.words) if w.start < end and start < w.end]
        return next((i for i in there if self.words[i].head not in there), None)

    def naming_head(self, word: int, start: int, end: int) -> int:
        """The head of the name that ``word`` belongs to, inside the stretch ``start`` to ``end``."""
        while self.words[word].relation in NAMING:
            above = self.words[self.words[word].head]
            if above.start < start or above.end > end:
                break
            word = self.words[word].head
        return word


def read_trees(path: Path) -> Iterator[Tree]:
    """The sentences of a CoNLL-U file."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        text = next((line[9:] for line in lines if line.startswith("# text = ")), None)
        if text is not None:
            yield Tree(text, _words(text, [line.split("\t") for line in lines if line[0] != "#"]))


def _words(text: str, rows: list[list[str]]) -> tuple[Word, ...]:
    words: list[Word] = []
    at, inside = 0, 0  # ``inside``: the last part of a contracted word ("im": in dem)
    for row in rows:
        number, form = row[0], row[1]
        if "." in number:
            continue
        if "-" in number or int(number) > inside:
            start = text.index(form, at)
            at = start + len(form)
            if "-" in number:
                inside = int(number.split("-")[1])
                continue
        words.append(Word(form, start, at, int(row[6]) - 1, row[7]))
    return tuple(words)


@dataclass(slots=True)
class Score:
    """True and false positives and misses."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, found: set[int], gold: set[int]) -> None:
        """Count one sentence."""
        self.right += len(found & gold)
        self.found += len(found)
        self.gold += len(gold)

    def __str__(self) -> str:
        precision = self.right / max(1, self.found)
        recall = self.right / max(1, self.gold)
        f1 = 2 * self.right / max(1, self.found + self.gold)
        return f"P {precision:.3f}  R {recall:.3f}  F {f1:.3f}  ({self.right} of {self.gold})"


@dataclass(frozen=True, slots=True)
class Functions:
    """Heads of subjects and objects in one sentence of a treebank, as the reader sees them."""

    subjects: set[int]
    objects: set[int]
    all_subjects: set[int]  # with conjuncts
    all_objects: set[int]


def read_parsed(tree: Tree, trained: bool = True) -> tuple[ReadingView, tuple[ParsedSentence, ...], Animate]:
    """The raw text of a tree as the reader sees it, and who can act there."""
    view = reading_view(tree.text, RULES)
    sentences = read_sentences(view.text)
    names = [m.span for m in find_actors(sentences, Document("document/x", "x", view.text)).mentions]
    return view, parse_all(sentences, names, trained), among({span.start for span in names})


def read_functions(tree: Tree) -> Functions:
    """The reader's functions on the raw text of a tree."""
    found = Functions(set(), set(), set(), set())
    view, parsed, _ = read_parsed(tree)
    for clause in (c for sentence in parsed for c in sentence.clauses):
        for phrase, first, every in (
            (clause.subject, found.subjects, found.all_subjects),
            (clause.accusative or clause.reflexive, found.objects, found.all_objects),
        ):
            members = phrase.members if phrase is not None else []
            heads = [head_of(tree, view, clause.tokens, member) for member in members]
            first.update(h for h in heads[:1] if h is not None)
            every.update(h for h in heads if h is not None)
    return found


def head_of(tree: Tree, view: ReadingView, tokens: Sequence[Token], phrase: Phrase) -> int | None:
    """The word of a tree that is the head of a phrase, or of the name it is part of."""
    head = view.span(Span(tokens[phrase.head].start, tokens[phrase.head].end))
    whole = view.span(Span(tokens[phrase.first].start, tokens[phrase.end - 1].end))
    word = tree.word_of(head.start, head.end)
    return None if word is None else tree.naming_head(word, whole.start, whole.end)


def score(trees: list[Tree], read: list[Functions]) -> dict[str, Score]:
    """All measures of one treebank."""
    scores = {
        name: Score()
        for name in (
            "subjects",
            "objects",
            "objects but sich",
            "subjects with conjuncts",
            "objects with conjuncts",
        )
    }
    for tree, found in zip(trees, read, strict=True):
        reflexive = {i for i, w in enumerate(tree.words) if w.text.lower() == "sich"}
        gold = tree.heads(OBJECTS, False)
        scores["subjects"].add(found.subjects, tree.heads(SUBJECTS, False))
        scores["objects"].add(found.objects, gold)
        scores["objects but sich"].add(found.objects - reflexive, gold - reflexive)
        scores["subjects with conjuncts"].add(found.all_subjects, tree.heads(SUBJECTS, True))
        scores["objects with conjuncts"].add(found.all_objects, tree.heads(OBJECTS, True))
    return scores


def show(trees: list[Tree], read: list[Functions], limit: int, false: bool) -> None:
    """A random sample of what was missed, or found too much."""
    errors: list[str] = []
    for tree, found in zip(trees, read, strict=True):
        for name, ours, gold in (
            ("subject", found.subjects, tree.heads(SUBJECTS, False)),
            ("object", found.objects, tree.heads(OBJECTS, False)),
        ):
            for i in sorted(ours - gold if false else gold - ours):
                word = tree.words[i]
                marked = f"{tree.text[: word.start]}>>{word.text}<<{tree.text[word.end :]}"
                errors.append(f"{name:8s}{word.relation:12s}{marked}")
    for line in random.Random(0).sample(errors, min(limit, len(errors))):
        print(line)


def main() -> None:
    """Score the sets asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", choices=[*FILES, "all"], default="all")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--false", type=int, default=0)
    options = parser.parse_args()
    folder = require(options.folder)
    for name in FILES if options.set == "all" else [options.set]:
        trees = list(read_trees(folder / FILES[name]))
        read = [read_functions(tree) for tree in trees]
        print(f"\n{name}: {len(trees)} sentences")
        for measure, result in score(trees, read).items():
            print(f"  {measure:24s}{result}")
        if name != SECRET:
            show(trees, read, options.misses, False)
            show(trees, read, options.false, True)


if __name__ == "__main__":
    main()
