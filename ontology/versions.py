"""The versions of the ontology, and the digest of its terms by which a test notices that one is due."""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import rdflib
from rdflib.compare import to_canonical_graph
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ontology.errors import NotFoundError
from ontology.files import ontology_files
from ontology.terms import NAMESPACE

IRI: Final = NAMESPACE.removesuffix("#")
"""The ontology itself; its version's IRI is this, a slash, and the number."""
_WORDS: Final = frozenset({RDFS.label, RDFS.comment, RDFS.seeAlso, SKOS.definition, SKOS.scopeNote})
"""Properties that explain a term and change nothing that follows from it."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the ontology (``versions.toml`` explains the columns)."""

    number: str
    date: dt.date
    changes: str
    digest: str

    @property
    def iri(self) -> str:
        """The value of ``owl:versionIRI``."""
        return f"{IRI}/{self.number}"


@cache
def versions() -> tuple[Version, ...]:
    """Every version there was, oldest first."""
    text = (files("ontology") / "versions.toml").read_text(encoding="utf-8")
    return tuple(Version(**row) for row in tomllib.loads(text)["version"])


def current() -> Version:
    """The version of the ontology that is installed."""
    return versions()[-1]


def version_text(number: str) -> str:
    """The Turtle of the version ``number``; raises ``NotFoundError`` for a version that never was."""
    known = [version.number for version in versions()]
    if number not in known:
        raise NotFoundError(
            f"The ontology has no version {number[:40]!r}; its versions are {', '.join(known)}."
        )
    if number == current().number:
        return ontology_files()["standpunkt"]
    return (files("ontology") / "older" / f"{number}.ttl").read_text(encoding="utf-8")


def digest(turtle: str) -> str:
    """SHA-256 of what the ontology in ``turtle`` says about its terms, their explanations left out.

    The order of the statements and the names of blank nodes make no difference (RDF canonicalisation).
    """
    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    header = set(graph.subjects(RDF.type, OWL.Ontology))
    for triple in list(graph):
        if triple[0] in header or triple[1] in _WORDS:
            graph.remove(triple)
    lines = to_canonical_graph(graph).serialize(format="nt", encoding="utf-8").splitlines()
    return hashlib.sha256(b"\n".join(sorted(lines))).hexdigest()


if __name__ == "__main__":
    print(digest(ontology_files()["standpunkt"]))
