"""Score texts in one voice (speeches, interviews, letters, records) against their expected readings.

    python benchmarks/voices.py [FOLDER]

Without a folder the texts of ``benchmarks/voices`` are read, at which nobody looks while rules are written.
Prints for each text how many positions are found with their holder and stance, what is missing and what is
too much. The texts are invented.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from loaders.articles.findings import Document, Statement
from loaders.german_rules import GermanRules
from ontology.slugs import slugify

Position = tuple[str, str, str, str]
"""Holder, stance, a word of the issue, a word of the sentence."""


@dataclass(frozen=True)
class Text:
    """A text with the positions it states, and words of sentences in which nobody states one.

    What it states ``also`` is neither asked for nor too much.
    """

    name: str
    kind: str
    document: Document
    positions: tuple[Position, ...]
    also: tuple[Position, ...]
    nobody: tuple[str, ...]


def texts_in(folder: Path) -> list[Text]:
    """The texts of a folder with their expected readings."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        title = data["title"]
        document = Document(
            f"document/{slugify(title)}",
            title,
            data["text"].strip() + "\n",
            author=data.get("author"),
            organisation=data.get("organisation"),
        )
        positions, also = (
            tuple((row[0], row[1], row[2], row[3]) for row in data.get(name, ()))
            for name in ("positions", "also")
        )
        found.append(Text(path.stem, data["kind"], document, positions, also, tuple(data["nobody"])))
    return found


def fits(statement: Statement, position: Position, text: Text) -> bool:
    """Whether a statement is an expected position."""
    holder, stance, issue, word = position
    place = text.document.text.index(word)
    span = statement.evidence.span
    return (
        holder in statement.holder.name
        and statement.stance.value == stance
        and issue.lower()[:-1] in statement.issue.label.lower()
        and abs(span.start - place) < 120
    )


def compared(text: Text) -> tuple[list[Position], list[Statement]]:
    """(expected positions that are missing, statements that are not expected)."""
    statements = [
        s
        for s in GermanRules().extract(text.document).statements
        if s.stance.value in {"support", "oppose"} and s.modality.value == "asserted"
    ]
    missing = [p for p in text.positions if not any(fits(s, p, text) for s in statements)]
    extra = [s for s in statements if not any(fits(s, p, text) for p in text.positions + text.also)]
    return missing, extra


def main() -> None:
    """Read the texts of a folder and print what is missing and what is too much."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent / "voices")
    folder = parser.parse_args().folder
    hits = expected = said = 0
    for text in texts_in(folder):
        missing, extra = compared(text)
        right = len(text.positions) - len(missing)
        hits, expected, said = hits + right, expected + len(text.positions), said + right + len(extra)
        print(f"{text.kind:16} {text.name:20} {right} of {len(text.positions)}, {len(extra)} too much")
        if folder != Path(__file__).parent / "voices":
            for position in missing:
                print("    missing ", *position)
            for statement in extra:
                print("    too much", statement.holder.name, statement.stance.value, statement.issue.label)
    precision, recall = hits / max(said, 1), hits / max(expected, 1)
    print(f"precision {precision:.2f}, recall {recall:.2f}")


if __name__ == "__main__":
    main()
