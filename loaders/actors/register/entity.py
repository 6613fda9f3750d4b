"""An actor of a document while it is read, and what the text calls it."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.actors.sentence.naming import Naming
from loaders.articles.findings import ActorKind, Span
from loaders.background.gazetteer import Entry, Gazetteer
from loaders.lexicon.nouns import Noun, analyse

OFFICE_RANKS = frozenset({"state", "government", "minister", "office", "function"})


@dataclass(frozen=True, slots=True)
class Role:
    """Something an entity is called: the noun without the organisation in it, and that organisation."""

    office: str
    noun: Noun
    scope: str | None
    former: bool = False
    known: bool = False  # from the background, not from the text


@dataclass(frozen=True, slots=True)
class Holding:
    """A tenure before the names of all entities are final; ``noun`` is the office in one word."""

    noun: str
    office: str
    office_id: str
    organisation: Entity | None
    span: Span
    former: bool


@dataclass(slots=True, eq=False)
class Entity:
    """An actor of the document; ``id`` is final, ``name`` the fullest form met so far.

    ``parts`` are the members of a group that has no name but theirs, ``sizes`` how many the text counts it,
    ``member_of`` the groups the text puts it in, ``part_of`` the body (identifier) whose branch it is.
    """

    id: str
    name: str
    kind: ActorKind
    gender: str = ""
    plural: bool = False
    entry: Entry | None = None
    noun: Noun | None = None
    last: str = ""
    roles: list[Role] = field(default_factory=list)
    forms: dict[str, int] = field(default_factory=dict)
    holdings: list[Holding] = field(default_factory=list)
    member_of: list[str] = field(default_factory=list)
    part_of: str = ""
    parts: tuple[Entity, ...] = ()
    sizes: set[int] = field(default_factory=set)
    first: Naming | None = None
    mentions: int = 0
    named: bool = False

    def called(self, office: str, scope: str | None) -> int:
        """How well a later "der <office>" fits: 0 not at all, up to 4 for same words and organisation."""
        best = 0
        for role in self.roles:
            if scope and role.scope and scope != role.scope:
                continue
            fit = _fit(role, office)
            if not fit or (scope and role.scope is None and fit < 3):
                continue
            fit += bool(scope) and role.scope == scope
            fit -= role.former and fit > 1
            best = max(best, fit - (1 if role.known and fit > 1 else 0))
        return best

    def fullest_name(self) -> str:
        """The fullest name the text uses; for bodies of the background one of their known names."""
        if self.entry is None or self.kind is ActorKind.PERSON:
            return self.name
        label = self.entry.label.split(" (")[0]
        used = [n for n in self.entry.names if n in self.forms]
        return label if label in self.forms or not used else max(used, key=lambda n: (len(n), n))


def _fit(role: Role, office: str) -> int:
    wanted, has = office.lower(), role.office.lower()
    if wanted == has or wanted.removeprefix("bundes") == has.removeprefix("bundes"):
        return 3
    names = {n.lower() for n in role.noun.stands_for}
    asked = analyse(office)
    if wanted in names or (asked is not None and has in {n.lower() for n in asked.head.isa}):
        return 2
    same_head = asked is not None and asked.head is role.noun.head
    return 2 if same_head and len(wanted) > 4 and has.endswith(wanted) else 0


def office_of(phrase: Naming, names: Gazetteer) -> str:
    """The office noun without the organisation inside it: "US-Außenminister" gives "Außenminister"."""
    noun = phrase.noun
    assert noun is not None
    base = noun.base
    for cut in ("ex-", "alt-"):
        if base.lower().startswith(cut):
            base = base[len(cut) :]
    parts = base.split("-")
    while len(parts) > 1 and parts[0] and (names.at((parts[0],), 0) is not None or "/" in parts[0]):
        parts = parts[1:]
    base = "-".join(parts)
    if noun.head.noun in {"Chef", "Herrscher"} and noun.modifier and not noun.hyphen:
        of = names.at((noun.modifier,), 0)
        if of is not None and of.entry.kind is ActorKind.STATE:
            return "Staatschef"
    return base[:1].upper() + base[1:]


def agree(a: str, b: str) -> bool:
    """Whether two genders do not exclude each other."""
    return not (a in {"m", "f"} and b in {"m", "f"} and a != b)


def same_noun(longer: str, shorter: str) -> bool:
    """Whether a later noun can repeat an earlier one: "Innenministerium", "Ministerium"."""
    a, b = longer.lower(), shorter.lower()
    return a == b or (a.endswith(b) and len(b) > 3)
