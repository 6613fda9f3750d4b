"""The saved questions of ``graph/queries``: title and text of each, for people who learn SPARQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_PARAMETERS = re.compile(r"^#\s*parameters:\s*(.+)$", re.MULTILINE)
_TITLE = re.compile(r"^#\s*question-(\w\w):\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query file; ``titles`` are its question by language, with parameters in braces."""

    name: str
    titles: dict[str, str]
    text: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters, as its header gives them."""
        found = _PARAMETERS.search(self.text)
        return tuple(re.findall(r"\?(\w+)", found[1])) if found else ()

    def title(self, language: str) -> str:
        """The question in ``language`` with an ellipsis for each parameter."""
        found = self.titles.get(language) or next(iter(self.titles.values()), self.name)
        return re.sub(r"\{\w+\}", "…", found)


@cache
def saved_queries() -> tuple[SavedQuery, ...]:
    """Every query with a question in its header, by name."""
    found = []
    for file in sorted((files("graph") / "queries").iterdir(), key=lambda item: item.name):
        if file.name.endswith(".rq"):
            text = file.read_text(encoding="utf-8")
            if titles := dict(_TITLE.findall(text)):
                found.append(SavedQuery(file.name.removesuffix(".rq"), titles, text))
    return tuple(found)
