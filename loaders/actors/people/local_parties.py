"""Whether a party that a sentence names bare is its branch in the place that the sentence before is about."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.actors.register.entity import Entity
from loaders.actors.register.register import Register
from loaders.actors.sentence.naming import Naming
from loaders.actors.sentence.predicates import is_subject
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import Entry

_SCOPES = frozenset({"in", "im"})


def local_branch(register: Register, phrase: Naming, party: Entry) -> Entity | None:
    """The branch that "die AfD" may be after a sentence about a council, or about a branch of the party.

    It is not sure: its name belongs to this text alone. What names its own place ("die AfD im Bundestag") is
    not asked, nor whose party it is ("Karl Ohm von der AfD").
    """
    own = phrase.after is not None and phrase.after.lower in _SCOPES
    if party.kind is not ActorKind.PARTY or phrase.adjectives or own or not is_subject(phrase):
        return None
    before = phrase.sentence.index - 1
    if before not in register.councils and not _of_branch(register, party, before):
        return None
    label = f"{min((party.label, *party.names), key=len)} vor Ort"
    found = Entity(
        register.scoped(label), label, party.kind, plural=phrase.plural, named=True, part_of=party.id
    )
    return register.add(found)


def _of_branch(register: Register, party: Entry, sentence: int) -> bool:
    """Whether ``sentence`` names a branch of the party, and not all of it."""
    seen: Sequence[Entity] = [s.entity for s in register.recent(sentence + 1, 1) if s.sentence == sentence]
    return any(e.part_of == party.id for e in seen) and all(e.id != party.id for e in seen)
