"""What the things of one kind are called, and which of them a name that somebody typed may mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from graph.ask.words.stems import fold, words
from graph.matters.matters import matters
from graph.things.memory import remembered
from graph.views.directories import directory
from web.pages.shared.context import graph, language, named, thing

Names = dict[str, str]
"""Names by IRI, in the order of the list of their kind: the weightiest first."""
MATTERS = "matters"
OFFERED, CHOICES = 60, 8
"""Names that a field offers without a script, and things to choose from where a name may mean several."""
PATH = re.compile(r"[a-z.-]+/\S+|[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
"""The path or the IRI of a thing, which is no name."""


def names_of(kind: str) -> Names:
    """What the things of a kind (a list of the pages, or ``matters``) are called, in the page's language."""
    known, tongue = graph(), language()

    def build() -> Names:
        if kind == MATTERS:
            return {matter.iri: matter.name for matter in matters(known)}
        return {entry.iri: named(entry.iri) for entry in directory(known, kind)}

    return remembered(known, ("directory names", kind, tongue), build)


def told_apart(kind: str) -> Names:
    """The same, where each name means one thing: those of several have the path of theirs behind them."""

    def build() -> Names:
        names = names_of(kind)
        often = Counter(names.values())
        return {
            iri: name if often[name] == 1 else f"{name} ({thing(iri).path})" for iri, name in names.items()
        }

    return remembered(graph(), ("names told apart", kind, language()), build)


def _folded(kind: str) -> dict[str, frozenset[str]]:
    """All names of each thing, in whatever language, made comparable."""

    def build() -> dict[str, frozenset[str]]:
        every = ((iri, name, thing(iri).labels.values()) for iri, name in told_apart(kind).items())
        return {iri: frozenset(map(fold, (name, *labels))) for iri, name, labels in every}

    return remembered(graph(), ("names folded", kind, language()), build)


def completions(kind: str, typed: str) -> Iterator[tuple[str, str]]:
    """The things of one kind with a name, in any language, that has all words of ``typed``: IRI and name."""
    names, wanted = told_apart(kind), words(typed)
    for iri, known in _folded(kind).items():
        if any(all(word in name for word in wanted) for name in known):
            yield iri, names[iri]


def meant(kind: str, typed: str) -> list[str]:
    """The things that ``typed`` may mean: those of just this name, else those that have its words."""
    wanted = fold(typed)
    exact = [iri for iri, known in _folded(kind).items() if wanted in known]
    return exact or [iri for iri, _ in completions(kind, typed)]
