"""Whom an English text has named so far: one entity each, found again by name, last name, noun or pronoun."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.articles.findings import Actor, ActorKind, Document, Evidence, Span
from loaders.german.person_names import first_name_gender
from ontology.slugs import slugify

REACH = 3
"""Sentences that a pronoun looks back."""


@dataclass(slots=True, eq=False)
class Somebody:
    """Somebody the text names. ``nouns`` are the nouns it was called by ("mayor"), ``forms`` all words for
    it.
    """

    id: str
    name: str
    kind: ActorKind
    nouns: set[str] = field(default_factory=set)
    forms: dict[str, None] = field(default_factory=dict)
    gender: str = ""
    plural: bool = False
    first: Span | None = None

    def actor(self, document: Document) -> Actor:
        """The entity as a finding."""
        evidence = Evidence.of(document, self.first) if self.first is not None else None
        return Actor(
            self.id, self.name, self.kind, tuple(form for form in self.forms if form != self.name), evidence
        )


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A mention in the order of the text: the sentence, how prominent it was, the entity.

    ``rank`` is 0 for the subject of a verb, 1 for another bare phrase, 2 for one with a preposition.
    """

    sentence: int
    rank: int
    entity: Somebody


class Roll:
    """The entities of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.by_id: dict[str, Somebody] = {}
        self.by_last: dict[str, Somebody] = {}
        self.history: list[Occurrence] = []

    def entity(self, name: str, kind: ActorKind, *, local: bool, identifier: str = "") -> Somebody:
        """The entity of a name, made if it is new. ``local`` keeps it to the document ("the government")."""
        room = f"{self.document.room}/" if local else ""
        key = identifier or f"actor/{room}{slugify(name)}"
        found = self.by_id.get(key)
        if found is None:
            found = self.by_id[key] = Somebody(key, name, kind)
            if kind is ActorKind.PERSON and not local:
                parts = name.split()
                found.gender = first_name_gender(parts[0]) if len(parts) > 1 else ""
                self.by_last.setdefault(parts[-1], found)
        return found

    def person(self, name: str) -> Somebody:
        """The person of a full or a last name: "Karst" is the Ilya Karst named before, or who has a last name
        alone.
        """
        if " " not in name:
            known = self.by_last.get(name)
            return known if known is not None else self.entity(name, ActorKind.PERSON, local=True)
        last = self.by_last.get(name.rsplit(maxsplit=1)[-1])
        if last is not None and " " not in last.name and f"actor/{slugify(name)}" not in self.by_id:
            del self.by_last[name.rsplit(maxsplit=1)[-1]]
        return self.entity(name, ActorKind.PERSON, local=False)

    def called(self, noun: str) -> Somebody | None:
        """Who was last called by a noun."""
        return next((n.entity for n in reversed(self.history) if noun in n.entity.nouns), None)

    def by_pronoun(self, pronoun: str, sentence: int) -> Somebody | None:
        """Whom "he", "she", "it", "they" means: the subject of the last sentence that names one who fits."""
        recent = [n for n in reversed(self.history[-40:]) if n.sentence >= sentence - REACH]
        fitting = [n for n in recent if _fits(n.entity, pronoun)]
        if pronoun in {"it", "its", "they", "them", "their"}:
            fitting = [n for n in fitting if n.sentence >= sentence - 1]
        last = [n for n in fitting if n.sentence == fitting[0].sentence]
        return min(last, key=lambda n: n.rank).entity if last else None


_GROUPS = frozenset({ActorKind.COLLECTIVE, ActorKind.PARTY})
_PERSONAL = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}


def _fits(entity: Somebody, pronoun: str) -> bool:
    wanted = _PERSONAL.get(pronoun)
    if wanted is not None:
        return entity.kind is ActorKind.PERSON and entity.gender in {"", "u", wanted}
    if pronoun in {"they", "them", "their"}:
        return entity.kind in _GROUPS
    return entity.kind not in {ActorKind.PERSON, ActorKind.COLLECTIVE}
