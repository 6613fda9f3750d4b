"""Every error that a page may show is said in the language of its reader."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from web.pages.shared.errors import translated

ROOT = Path(__file__).parents[3]
RAISING = [
    *sorted((ROOT / "web" / "pages").glob("*.py")),
    *(
        ROOT / name
        for name in (
            "graph/decisions/curation.py",
            "graph/decisions/records.py",
            "graph/views/correction.py",
            "graph/knowledge/explanation.py",
        )
    ),
    *(ROOT / name for name in ("web/data/linked_data.py", "web/http/writing.py")),
]
TABLE = tomllib.loads((ROOT / "web" / "i18n" / "errors.toml").read_text(encoding="utf-8"))["de"]
FOR_PROGRAMS = {"Writing needs the header Authorization: Bearer with this server's token."}
"""Said to programs only: no page sends the header."""


def sentences(path: Path) -> list[str]:
    """The messages of the errors made in a file, with ``{}`` for each part that is filled in."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("Error"):
            for argument in node.args[:1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    found.append(argument.value)
                if isinstance(argument, ast.JoinedStr):
                    parts = (p.value if isinstance(p, ast.Constant) else "{}" for p in argument.values)
                    found.append("".join(parts))
    return found


@pytest.mark.parametrize("path", RAISING, ids=lambda path: path.name)
def test_every_sentence_of_an_error_has_a_german_one(path):
    known = {re.sub(r"\{\w+\}", "{}", english) for english in TABLE}
    assert set(sentences(path)) - FOR_PROGRAMS - {"The document “{}”{} was removed on {}."} <= known


def test_what_an_error_names_is_kept():
    assert translated("There is no position <urn:x>.", "de") == "Eine Position <urn:x> gibt es nicht."
    assert translated("since='gestern' is not a date: write it as YYYY-MM-DD, such as 2025-08-19.", "de") == (
        "since='gestern' ist kein Datum: Bitte schreiben Sie JJJJ-MM-TT, etwa 2025-08-19."
    )
    assert translated("There is no position <urn:x>.", "en") == "There is no position <urn:x>."


def test_both_sentences_name_the_same():
    for english, german in TABLE.items():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", german)), english


def test_a_sentence_nobody_translated_is_shown_as_it_is():
    assert translated("Something entirely new.", "de") is None
