"""The register of a document's actors: the one thing that changes while the text is resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from loaders.actors.register.entity import Entity
from loaders.actors.register.listings import Listing
from loaders.actors.register.office_holders import known_roles
from loaders.actors.sentence.naming import Naming
from loaders.articles.findings import ActorKind, Document, Mention, Span
from loaders.background.gazetteer import Entry, Gazetteer, last_name
from loaders.german.morphology import mood
from loaders.german.person_names import first_name_gender
from loaders.german.tokens import Sentence
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from ontology.slugs import slugify

NOT_GROUPS = frozenset({ActorKind.PERSON, ActorKind.NORM, ActorKind.AUTHOR})
_MOST_SEEN = 400  # mentions that are remembered, at least half of them

Decide = Callable[["Register", Naming], Entity | None]


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity as it was mentioned: where, whether it can be a subject there, its agreement features."""

    entity: Entity
    sentence: int
    token: int
    end: int
    subject: bool
    gender: str
    plural: bool
    subordinate: bool = False
    oblique: bool = False


@dataclass(frozen=True, slots=True)
class Belonging:
    """``member`` belongs to ``group``, as the words at ``span`` say."""

    member: Entity
    group: Entity
    span: Span


class Register:
    """Who has been found in a document so far, by everything they may be called, and where.

    ``decide`` says whom a phrase means; it may ask the register for the phrases inside and around it.
    ``capitals`` counts the capitalised words of the document; ``acting`` are last names of persons who act
    somewhere in it, ``announced`` the roles of persons it names in full.
    """

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        capitals: Mapping[str, int],
        names: Gazetteer,
        decide: Decide,
    ) -> None:
        self.document, self.names, self.capitals = document, names, capitals
        self.day = document.published
        self.home: str | None = None
        """The state that the text is set in, where that is surely another than Germany."""
        self.by_id: dict[str, Entity] = {}
        self.strangers: set[str] = set()
        """Last names of those whom the text names in full, though nobody is sure that they are persons."""
        self.by_last: dict[str, list[Entity]] = defaultdict(list)
        self.by_first: dict[str, list[Entity]] = defaultdict(list)
        self.by_label: dict[str, Entity] = {}
        self.by_acronym: dict[str, Entity] = {}
        self.acting: set[str] = set()
        self.announced: list[tuple[Entity, Naming]] = []
        self.listings: dict[tuple[int, int], Listing] = {}  # by first offset and length, in text order
        self.belongings: dict[tuple[str, str], Belonging] = {}
        self.mentions: list[Mention] = []
        self.seen: list[Seen] = []
        self.councils = frozenset(s.index for s in sentences if _names_council(s))
        """Sentences that name a council or parliament below the state."""
        self._steps = _steps(sentences)
        self._decide = decide
        self._decided: dict[int, Entity | None] = {}

    # -- who there is --------------------------------------------------------------------------------------

    def whom(self, phrase: Naming) -> Entity | None:
        """The entity a phrase means; ``None`` if it is no actor here. Decided once a phrase."""
        if phrase.same_as is not None:
            return self.whom(phrase.same_as)
        key = id(phrase)
        if key not in self._decided:
            self._decided[key] = None  # a phrase that contains itself means nobody
            self._decided[key] = self._decide(self, phrase)
        return self._decided[key]

    def scoped(self, label: str, room: str = "actor") -> str:
        """An identifier that belongs to this document alone."""
        return f"{room}/{self.document.room}/{slugify(label)}"

    def add(self, entity: Entity) -> Entity:
        """The entity, or the one that has its identifier already."""
        return self.by_id.setdefault(entity.id, entity)

    def find(self, identifier: str) -> Entity | None:
        """The entity with this identifier, of the document or the background."""
        if identifier in self.by_id:
            return self.by_id[identifier]
        entry = self.names.entries.get(identifier)
        return self.of_entry(entry) if entry is not None else None

    def of_entry(self, entry: Entry) -> Entity:
        """The entity of a background actor."""
        found = self.by_id.get(entry.id)
        if found is None:
            found = self.add(_known(entry))
            if entry.kind is ActorKind.PERSON:
                found.roles = known_roles(self.names, entry.id, self.day)
        return found

    def join(self, member: Entity, group: Entity, span: Span) -> None:
        """Note that ``member`` belongs to ``group``, as the words at ``span`` say; a first proof is kept."""
        if member.id == group.id or group.kind in NOT_GROUPS:
            return
        self.belongings.setdefault((member.id, group.id), Belonging(member, group, span))
        if group.id not in member.member_of:
            member.member_of.append(group.id)

    # -- where they were mentioned -------------------------------------------------------------------------

    def note(self, seen: Seen) -> None:
        """Remember a mention."""
        self.seen.append(seen)
        if len(self.seen) > _MOST_SEEN:
            del self.seen[: _MOST_SEEN // 2]

    def recent(self, sentence: int, window: int) -> Sequence[Seen]:
        """Mentions of the last ``window`` sentences up to ``sentence``, latest first."""
        found = []
        for seen in reversed(self.seen):
            if sentence - seen.sentence > window:
                break
            found.append(seen)
        return found

    def distance(self, here: int, there: int) -> int:
        """Sentences between two places; what is reported in the subjunctive hardly counts."""
        if here >= len(self._steps):
            return here - there
        if here == there:
            return 0
        return self._steps[here] - self._steps[there] + self.is_reported(here)

    def is_reported(self, sentence: int) -> bool:
        """Whether the sentence is in the subjunctive of indirect speech."""
        if not 0 < sentence < len(self._steps):
            return False
        return self._steps[sentence] == self._steps[sentence - 1]


def _steps(sentences: Sequence[Sentence]) -> list[int]:
    """For each sentence how many up to it are not reported: "Das Schicksal stehe …" is no step."""
    steps: list[int] = []
    for sentence in sentences:
        before = steps[-1] if steps else 0
        steps.append(before + (0 if _is_subjunctive(sentence) else 1))
    return steps


def _names_council(sentence: Sentence) -> bool:
    """Whether a sentence names a council or parliament below the state: "Der Gemeinderat tagte."."""
    councils = tuple(words("local_councils"))
    return any(token.tag == "NN" and token.lower.endswith(councils) for token in sentence.tokens)


def _is_subjunctive(sentence: Sentence) -> bool:
    """Whether the first finite verb is in the subjunctive of indirect speech."""
    verb = next((t for t in sentence.tokens if t.tag in {"VVFIN", "VAFIN", "VMFIN"}), None)
    return verb is not None and mood(verb.text, verb.lemma) == "konj1"


def _known(entry: Entry) -> Entity:
    """The entity of a background actor, before its roles are known."""
    found = Entity(entry.id, entry.label.split(" (")[0], entry.kind, entry=entry)
    parts = entry.label.split()
    found.noun = analyse(parts[-1]) or analyse(parts[0])
    if entry.kind is ActorKind.PERSON:
        found.last, found.gender = last_name(entry.label), first_name_gender(parts[0])
    else:
        found.gender = found.noun.gender if found.noun else _gender_of(entry)
    found.plural = entry.kind is ActorKind.COLLECTIVE or parts[-1] in words("plural_names")
    return found


def _gender_of(entry: Entry) -> str:
    if entry.label in words("feminine_states"):
        return "f"
    if entry.kind is ActorKind.STATE:
        return "n"
    return "f" if entry.kind is ActorKind.PARTY else ""
