"""Persons in a text: by full name, by last name, by role, by description; and groups of persons."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.actors.people.acting import acts, acts_strictly, is_beside_verb, is_predicate, speaks
from loaders.actors.people.entity import Entity, Role, office_of
from loaders.actors.people.references import is_subject
from loaders.actors.people.state import Reading, agree, same_noun
from loaders.actors.phrases.naming import NAME_TAGS, Naming, phrase_text
from loaders.actors.phrases.nominative import label_of
from loaders.articles.findings import ActorKind, Document
from loaders.background.gazetteer import last_name
from loaders.german.person_names import first_name_gender, places
from loaders.german.tokens import Sentence
from loaders.lexicon.nouns import Noun
from loaders.lexicon.tables import words
from ontology.slugs import slugify

_OFFICIAL = frozenset({"state", "government", "minister", "office"})
_POLITICAL = _OFFICIAL | {"function"}
_GOVERNING = frozenset({"state", "government", "minister"})
_POSSESSIVES = ("sein", "ihr", "unser", "mein")
_EVERYTHING = 1000  # sentences
_RECENT = 3  # sentences that "der Mann" looks back
_MOST_ANNOUNCED = 300  # roles of persons that are searched for somebody named later


class People(Reading):
    """Resolves names, roles and descriptions of persons."""

    def __init__(self, sentences: Sequence[Sentence], document: Document) -> None:
        super().__init__(sentences, document)
        self._acting: set[str] = set()  # last names of persons who act somewhere in the text
        self._announced: list[tuple[Entity, Naming]] = []  # roles of persons named somewhere in the text

    # -- before anything is resolved: who is named in full ------------------------------------------------

    def register(self, phrase: Naming) -> None:
        """Note who acts under an unproved name, and make entities of full names."""
        name = phrase.name
        if name is None:
            return
        words, titled = self.clean(phrase), phrase.what == "person" or bool(name.title)
        if titled or phrase.apposition is not None or speaks(phrase):
            self._acting.add(words[-1])
        if len(words) > 1 and (phrase.what == "person" or _is_believable(phrase)):
            entity = self.entities.full_name(words, phrase.gender)
            roles = (phrase if phrase.what == "person" else None, phrase.apposition)
            self._announced += [
                (entity, role) for role in roles if role is not None and role.noun is not None
            ]

    def release_owner(self, phrase: Naming) -> Naming | None:
        """Undo a name that is a genitive after a role: "der Sprecher Beispiels" is not called Beispiel.

        Gives the phrase of the owner, who becomes what the role belongs to.
        """
        name, noun = phrase.name, phrase.noun
        if name is None or noun is None or phrase.determiner in {"", "des", "dem"} or name.title:
            return None
        if self.clean(phrase)[-1] == name.words[-1]:
            return None
        owner = Naming(phrase.sentence, name.start, name.end, name.end - 1, "name", name.text, name=name)
        owner.gender = name.gender
        phrase.name, phrase.head, phrase.scope = None, name.start - 1, phrase.scope or owner
        phrase.complement = phrase_text(phrase.sentence.tokens[name.start : name.end])
        phrase.plural = phrase.plural or (
            phrase.determiner == "die" and noun.numbers == "sp" and noun.gender == "m"
        )
        phrase.label = label_of(phrase, noun)
        phrase.inner.append(owner)
        return owner

    def introduced(self, phrases: Sequence[Naming]) -> frozenset[str]:
        """The last names of those whom a first name, a title or a role introduces."""
        found = set()
        for phrase in phrases:
            full = phrase.name is not None and len(phrase.name.words) > 1 and _is_believable(phrase)
            if full or (phrase.name is not None and phrase.what == "person"):
                found.add(last_name(" ".join(self.clean(phrase))))
        return frozenset(found)

    # -- names --------------------------------------------------------------------------------------------

    def named(self, phrase: Naming) -> Entity | None:
        """The person a name means, alone or after a role."""
        words = self.clean(phrase)
        if len(words) > 1:
            sure = phrase.what == "person" or _is_believable(phrase) or self._is_known(words)
            return self.entities.full_name(words, phrase.gender) if sure else None
        last = words[0]
        if last in places() and phrase.what == "name" and not self.entities.by_last.get(last):
            return self._acting_place(phrase, last)
        office = office_of(phrase, self.names) if phrase.what == "person" else ""
        found = self.entities.by_last_name(last, phrase.gender, office, self.scope_of(phrase))
        if found is None and (phrase.what == "name" or not first_name_gender(last)):
            found = self.entities.by_first_name(last)
        if found is not None:
            thing = phrase.what == "name" and phrase.determiner in {"das", "ein", "eine"}
            return None if thing and not (phrase.name and phrase.name.title) else found
        return self._unknown(phrase, last)

    def _is_known(self, words: tuple[str, ...]) -> bool:
        text = " ".join(words)
        return any(e.name == text for e in self.entities.by_last.get(last_name(text), ()))

    def _acting_place(self, phrase: Naming, place: str) -> Entity | None:
        """A town that acts: its people or council."""
        if not acts_strictly(phrase):
            return None
        found = Entity(f"actor/{slugify(place)}", place, ActorKind.ORGANISATION, "n")
        return self.entities.by_id.setdefault(found.id, found)

    def _unknown(self, phrase: Naming, last: str) -> Entity | None:
        """Somebody of whom the text gives only a last name, if a role, a title or a verb proves a person."""
        proved = phrase.what == "person" or bool(phrase.name and phrase.name.title)
        if proved:
            return self.entities.lone_last_name(last, phrase.gender)
        if last not in self._acting or phrase.preposition in words("place_prepositions") or len(last) < 2:
            return None
        if phrase.determiner or last.isupper():
            return self.entities.unknown_organisation(last, phrase.determiner)
        return self.entities.lone_last_name(last, phrase.gender)

    # -- roles without a name -----------------------------------------------------------------------------

    def person(self, phrase: Naming, noun: Noun) -> Entity | None:
        """The person or group a role or description without a name means."""
        if phrase.determiner in words("generic_determiners"):
            return None
        if phrase.plural:
            return self._group(phrase, noun)
        office, scope = office_of(phrase, self.names), self.scope_of(phrase)
        if not phrase.indefinite and (scope or not phrase.complement):
            found = self._meant(phrase, noun, office, scope)
            if found is not None:
                return found
        if not _introduces(phrase, noun):
            return None
        if scope and not phrase.indefinite and not phrase.former:
            holder = self.entities.holder_of(office, scope, phrase.gender)
            if holder is not None:
                return holder
        entity = self.entities.labelled(phrase, phrase.label, scope)
        entity.roles.append(Role(office, noun, scope))
        return entity

    def _meant(self, phrase: Naming, noun: Noun, office: str, scope: str | None) -> Entity | None:
        """The person of the document that a definite role means: best fit, then latest mention."""
        best: tuple[int, bool, int] = (0, False, 0)
        chosen = None
        window = _RECENT if noun.head.rank in {"person", "group"} else _EVERYTHING
        for order, seen in enumerate(self.references.recent(phrase.sentence.index, window)):
            entity = seen.entity
            if entity.kind is not ActorKind.PERSON or entity.plural:
                continue
            if not agree(entity.gender or seen.gender, phrase.gender):
                continue
            fit = entity.called(office, scope) or int(self._describes(phrase, noun, entity, scope))
            if not fit and phrase.former and self.entities.once_held(entity, office, scope):
                fit = 2
            rank = (fit, fit == 1 and seen.subject, -order)
            if fit and rank > best:
                best, chosen = rank, entity
        if chosen is None and noun.head.rank in _OFFICIAL and phrase.definite:
            return self._named_later(phrase, office, scope)
        return chosen

    def _describes(self, phrase: Naming, noun: Noun, entity: Entity, scope: str | None) -> bool:
        """Whether "der Mann", "die 39-Jährige", "die Politikerin", "der CSU-Mann" may mean the person."""
        if not phrase.definite or noun.head.noun not in words("plain_descriptions"):
            return False
        if scope:
            unbound = all(role.scope is None or role.known for role in entity.roles)
            unknown = noun.hyphen and unbound and not self.parties_of(entity)
            return unknown or self.belongs(entity, scope)
        if noun.head.noun == "Politiker" and not noun.modifier:
            return bool(self.parties_of(entity)) or any(r.noun.head.rank in _POLITICAL for r in entity.roles)
        aged = noun.base.endswith("Jährige") and entity.gender == phrase.gender
        return aged or noun.base in {"Mann", "Frau"}

    def _named_later(self, phrase: Naming, office: str, scope: str | None) -> Entity | None:
        """The one person named later in the text under this role ("Der Minister …" before his name)."""
        fitting: dict[str, Entity] = {}
        for entity, role in self._announced[:_MOST_ANNOUNCED]:
            if role.noun is None or not agree(entity.gender, phrase.gender):
                continue
            known = Role(office_of(role, self.names), role.noun, self.scope_of(role))
            if Entity("", "", ActorKind.PERSON, roles=[known]).called(office, scope) >= 2:
                fitting[entity.id] = entity
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    # -- groups -------------------------------------------------------------------------------------------

    def _group(self, phrase: Naming, noun: Noun) -> Entity | None:
        """A plural of persons: those named before, an earlier group with the same noun, or a new one."""
        named = self.counted(phrase, noun)
        if named is not None:
            return named
        scope = self.scope_of(phrase)
        plain = not phrase.adjectives and not phrase.complement and scope is None
        if "beide" in {phrase.determiner[:5], phrase.number[:5]} or (plain and _is_idle(phrase, noun)):
            return None
        if plain and not phrase.indefinite:
            for seen in self.references.recent(phrase.sentence.index, _EVERYTHING):
                other = seen.entity.noun if seen.entity.plural else None
                if other is not None and other.head.family == "person" and same_noun(other.base, noun.base):
                    return seen.entity
        if plain and noun.base in words("plain_persons"):
            return None
        return self.entities.labelled(phrase, phrase.label, scope)


def _is_believable(phrase: Naming) -> bool:
    """Whether a name of several words is a person's: a first name proves it, or it acts so."""
    name = phrase.name
    if name is None or name.sure or name.title:
        return name is not None
    if phrase.preposition in words("place_prepositions") or phrase.determiner or phrase.adjectives:
        return False
    tags = {t.tag for t in phrase.sentence.tokens[name.start : name.end]}
    proof = phrase.apposition is not None or phrase.party is not None or acts(phrase)
    return tags <= NAME_TAGS and proof


def _introduces(phrase: Naming, noun: Noun) -> bool:
    """Whether a role without a name and a known holder is somebody new, not a predicate or a type."""
    if is_predicate(phrase):
        return False
    owned = phrase.determiner.startswith(_POSSESSIVES) and phrase.scope is None
    if noun.head.rank in {"person", "group"} and owned:
        return False
    if noun.head.rank == "person" and not (phrase.indefinite or noun.base.endswith("Jährige")):
        return is_subject(phrase) and phrase.definite and acts(phrase)
    return bool(phrase.determiner) or phrase.sentence.headline


def _is_idle(phrase: Naming, noun: Noun) -> bool:
    """Whether a bare plural only names a kind: "Minister" in a list, "er war Lehrer"."""
    if phrase.before is not None and phrase.before.lower in {"als", "wie"}:
        return True
    if phrase.determiner or phrase.number or noun.modifier:
        return False
    alone = noun.numbers == "sp" and not phrase.preposition and not is_beside_verb(phrase)
    return noun.head.rank in _GOVERNING or is_predicate(phrase) or alone
