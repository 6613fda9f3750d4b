"""What the label index keeps of positions and offices."""

from __future__ import annotations

from dataclasses import dataclass

from graph.ask.indexes.match import Match
from graph.stores.repository import Row
from graph.things.positions.positions import Position


@dataclass(frozen=True, slots=True)
class IndexedPosition:
    """One position, with the words by which it is found."""

    position: Position
    """As the pages keep it."""
    own: Match
    """As one of who takes it."""
    place: tuple[int, str, int, str]
    """By what positions are sorted: see ``place_of``."""
    quote: frozenset[str]
    """Stems of the evidence."""
    nearby: frozenset[str]
    """Stems of the text around it."""
    title: frozenset[str]

    @property
    def plain(self) -> bool:
        """Whether the text says it plainly."""
        return self.position.plain

    @property
    def iri(self) -> str:
        """Its IRI."""
        return self.position.iri

    @property
    def holder(self) -> str:
        """IRI of who takes it."""
        return self.position.holder

    @property
    def issue(self) -> str:
        """IRI of what it is on."""
        return self.position.issue

    @property
    def stance(self) -> str:
        """``support`` or ``oppose``."""
        return self.position.stance

    @property
    def document(self) -> str:
        """IRI of the document that tells of it."""
        return self.position.document


def place_of(position: Position) -> tuple[int, str, int, str]:
    """By what positions are sorted: the newest first, those of an article as it tells them."""
    day = -position.date.toordinal() if position.date else 0
    return day, position.document, position.passage.start, position.iri


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
