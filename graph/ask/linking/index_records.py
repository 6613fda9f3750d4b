"""What the label index keeps of positions and offices."""

from __future__ import annotations

from dataclasses import dataclass

from graph.stores.repository import Row
from graph.things.positions import said_plainly


@dataclass(frozen=True, slots=True)
class IndexedPosition:
    """One position as the index keeps it, to find issues by the words of their evidence."""

    iri: str
    holder: str
    issue: str
    stance: str
    act: str
    modality: str
    document: str
    quote: frozenset[str]
    """Stems of the evidence."""
    nearby: frozenset[str]
    """Stems of the text around it."""
    title: frozenset[str]

    @property
    def plain(self) -> bool:
        """Whether the text says it plainly."""
        return said_plainly(self.modality)


@dataclass(frozen=True, slots=True)
class Post:
    """Someone's holding an office: the office, for whom, and the words that say so."""

    tenure: str
    actor: str
    office: str
    name: str
    organisation: str
    former: bool
    quote: str = ""
    """The words of a text that say so; empty if only the background does."""
    begun: str = ""
    ended: str = ""
    """ISO 8601 dates, empty where unknown."""

    def held_on(self, day: str) -> bool:
        """Whether the office is known to be held on ``day`` (ISO 8601)."""
        return bool(self.begun) and self.begun <= day and (not self.ended or day <= self.ended)


@dataclass(frozen=True, slots=True)
class Difference:
    """What two states of the index differ in, so that what is built on it can follow."""

    subjects: frozenset[str]
    """IRIs of everything that was read again."""
    issues: frozenset[str]
    """IRIs of the issues that came, went, or changed a name."""
    gone: tuple[IndexedPosition, ...]
    come: tuple[IndexedPosition, ...]


def post_of(row: Row, name: str, organisation: str) -> Post:
    """A row of the query for tenures as a post."""
    return Post(
        row["tenure"],
        row["actor"],
        row["office"],
        name,
        organisation,
        row["former"] == "former",
        row.get("quote", ""),
        row.get("begun", ""),
        row.get("ended", ""),
    )
