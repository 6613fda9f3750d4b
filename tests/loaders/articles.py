"""Articles of our own with the statements a reader finds in them: ``data/articles``.

Every ``NAME.txt`` has its gold in ``NAME.tsv``, written before the extractor saw the text. Columns: holder, further
names of the holder, stance, act, modality, words of the issue, evidence (a verbatim part of the text).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data" / "articles"


def texts() -> dict[str, str]:
    """The articles by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.txt"))}


def gold(name: str, text: str) -> list[dict[str, Any]]:
    """The expected statements of an article, in the form of ``score_positions.py``; ValueError names a bad line."""
    found: list[dict[str, Any]] = []
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        holder, aliases, stance, act, modality, terms, evidence = line.split("\t")
        start = text.find(evidence)
        if start < 0:
            raise ValueError(f"{name}.tsv line {number}: not in the text: {evidence}")
        words = [term.strip() for term in terms.split(";")]
        found.append(
            {
                "id": f"{name}-{number}",
                "holder": holder,
                "holder_aliases": [alias.strip() for alias in aliases.split(";") if alias.strip()],
                "stance": stance,
                "act": act,
                "modality": modality,
                "issue": " ".join(words),
                "issue_terms": words,
                "evidence": evidence,
                "start": start,
                "end": start + len(evidence),
            }
        )
    return found
