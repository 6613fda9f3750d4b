"""The saved questions of ``graph/queries``: title and text of each, for people who learn SPARQL."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from graph.rdf.queries import NOTHING_TO_STRIKE_OUT, laid_over, query_mistakes, says_nothing
from ontology.knowledge import PLAIN, Knowledge

_PARAMETERS = re.compile(r"^#\s*parameters:\s*(.+)$", re.MULTILINE)
_NARROWER = "narrower issues are included"
_SUBJECT = re.compile(r"^#\s*subject:\s*([\w-]+)", re.MULTILINE)
_ABOUT = re.compile(r"^#\s*about-(\w\w):\s*(.+)$", re.MULTILINE)
_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
OWN = "own"
"""The subject of queries that name none, as those of a knowledge folder may."""
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

    @property
    def counts_narrower(self) -> bool:
        """Whether its answer for an issue has the positions on narrower issues, as its header says."""
        found = _PARAMETERS.search(self.text)
        return found is not None and _NARROWER in found[1]

    @property
    def subject(self) -> str:
        """What it is about, one word, by which queries are shown together."""
        found = _SUBJECT.search(self.text)
        return found[1] if found else OWN

    def about(self, language: str) -> str:
        """What its answer holds and what not, in ``language`` or in the one there is; may be empty."""
        said = dict(_ABOUT.findall(self.text))
        return said.get(language) or next(iter(said.values()), "")

    def bound(self, values: Mapping[str, str]) -> str:
        """Its text with parameters bound to ``values`` (IRIs by name), as anyone can ask it anywhere."""
        lines = "".join(f"\n  VALUES ?{name} {{ <{iri}> }}" for name, iri in values.items())
        return _WHERE.sub(lambda found: found[0] + lines, self.text, count=1)

    def question(self, language: str) -> str:
        """The question in ``language``, else in the one it has."""
        return self.titles.get(language) or next(iter(self.titles.values()), self.name)

    def title(self, language: str) -> str:
        """The question in ``language`` with an ellipsis for each parameter."""
        return re.sub(r"\{\w+\}", "…", self.question(language))


@lru_cache(maxsize=8)
def saved_queries(knowledge: Knowledge = PLAIN) -> tuple[SavedQuery, ...]:
    """Every query with a question in its header, by name; those of a folder are laid over the package's."""
    texts = laid_over("graph", "queries", knowledge.part("queries"))
    found = {name.removesuffix(".rq"): (text, dict(_TITLE.findall(text))) for name, text in texts.items()}
    return tuple(SavedQuery(name, titles, text) for name, (text, titles) in found.items() if titles)


def saved_query_mistakes(knowledge: Knowledge) -> Iterator[str]:
    """What is wrong with the queries of a knowledge folder, each with file and line."""
    own = laid_over("graph", "queries", {})
    for file, text in knowledge.part("queries").items():
        path = knowledge.path(f"queries/{file}")
        if file in own and not _TITLE.search(own[file]):
            yield f"{path}: the pages need the query of this name as it is; give yours another name."
        elif says_nothing(text) and file not in own:
            yield f"{path} line 1: {NOTHING_TO_STRIKE_OUT}"
        elif not says_nothing(text):
            if not _TITLE.search(text):
                yield f"{path} line 1: the query lacks the header question-de or question-en."
            yield from query_mistakes(text, path, SavedQuery(file, {}, text).parameters)
