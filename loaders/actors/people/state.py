"""What the stages of resolution share: the document's entities and mentions so far, who belongs to whom."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence

from loaders.actors.people.entities import Entities
from loaders.actors.people.entity import Entity
from loaders.actors.people.references import References
from loaders.actors.phrases.naming import Naming
from loaders.articles.findings import ActorKind, Document
from loaders.background.gazetteer import gazetteer
from loaders.german.person_names import first_name_gender
from loaders.german.tokens import Sentence
from loaders.lexicon.nouns import Noun
from loaders.lexicon.tables import words
from ontology.slugs import slugify

GERMANY = "actor/deutschland"
_GOVERNING = frozenset({"state", "government", "minister"})


class Reading(ABC):
    """A document while it is read. ``words`` counts its capitalised words."""

    def __init__(self, sentences: Sequence[Sentence], document: Document) -> None:
        self.sentences, self.document = sentences, document
        self.names = gazetteer()
        self.entities = Entities(document, self.names)
        self.references = References(sentences)
        self.words = Counter(t.text for s in sentences for t in s.tokens if t.text[:1].isupper())

    @abstractmethod
    def resolve(self, phrase: Naming) -> Entity | None:
        """The entity a phrase means; ``None`` if it is no actor here."""

    @abstractmethod
    def counted(self, phrase: Naming, noun: Noun) -> Entity | None:
        """The group that a plural with a number means ("die beiden Minister"), if its members are named."""

    def scope_of(self, phrase: Naming) -> str | None:
        """The identifier of the state, organisation or town a role or organisation belongs to."""
        if phrase.scope is not None:
            entity = self.resolve(phrase.scope)
            if entity is not None:
                return entity.id
            if phrase.scope.entry is not None:
                return phrase.scope.entry.id
        if phrase.scope_entry is not None:
            return phrase.scope_entry.id
        if phrase.place:
            return f"place/{slugify(phrase.place)}"
        noun = phrase.noun
        federal = noun is not None and noun.base.startswith("Bundes") and noun.head.rank in _GOVERNING
        return GERMANY if federal and GERMANY in self.names.entries else None

    def parties_of(self, entity: Entity) -> frozenset[str]:
        """The parties and other bodies a person belongs to, as the text and the background say."""
        known = entity.entry.parties if entity.entry is not None else ()
        scopes = {role.scope for role in entity.roles if role.scope and not role.former}
        return frozenset({*known, *entity.member_of, *(s for s in scopes if self._is_party(s))})

    def _is_party(self, identifier: str) -> bool:
        entry = self.names.entries.get(identifier)
        return entry is not None and entry.kind is ActorKind.PARTY

    def belongs(self, entity: Entity, body: str) -> bool:
        """Whether a person belongs to a body, or to a part of it (the CSU is part of the Union)."""
        bodies = self.parties_of(entity)
        return body in bodies or any(body in self.names.unions.get(b, ()) for b in bodies)

    def clean(self, phrase: Naming) -> tuple[str, ...]:
        """The words of a personal name without the ending of a genitive."""
        assert phrase.name is not None
        *first, last = phrase.name.words
        if last[-1:] in "’'" and len(last) > 2:
            return (*first, last[:-1])
        if last.endswith("s") and len(last) > 3 and self._is_genitive(phrase, last):
            return (*first, last[:-1])
        return (*first, last)

    def _is_genitive(self, phrase: Naming, last: str) -> bool:
        """Whether the final -s of a last name is an ending: the name occurs without it, or it stands so."""
        assert phrase.name is not None
        stem = last[:-1]
        if stem in self.words or stem in self.names.by_last_name:
            return True
        token = phrase.sentence.tokens[phrase.name.end - 1]
        foreign = last in self.names.by_last_name or self.words[last] > 1 or bool(first_name_gender(last))
        return token.lemma == stem and not foreign and _at_genitive_place(phrase)


def _at_genitive_place(phrase: Naming) -> bool:
    """Whether a noun stands directly before or after the name, where genitives stand."""
    name, tokens = phrase.name, phrase.sentence.tokens
    assert name is not None
    before = tokens[name.start - 1] if name.start else None
    after = tokens[name.end] if name.end < len(tokens) else None
    follows = before is not None and before.tag == "NN" and phrase.what == "name"
    return follows or (after is not None and after.tag in {"NN", "ADJA"})


def is_place(phrase: Naming) -> bool:
    """Whether the phrase is only the place of something: "in Moskau", "in Moskau und Kiew"."""
    prepositions = words("place_prepositions")
    if phrase.preposition in prepositions:
        return True
    tokens, k = phrase.sentence.tokens, phrase.start - 1
    if k < 2 or tokens[k].text not in {"und", "oder", ",", "sowie"}:
        return False
    return tokens[k - 1].tag in {"NE", "NN"} and tokens[k - 2].lower in prepositions


def agree(a: str, b: str) -> bool:
    """Whether two genders do not exclude each other."""
    return not (a in {"m", "f"} and b in {"m", "f"} and a != b)


def same_noun(longer: str, shorter: str) -> bool:
    """Whether a later noun can repeat an earlier one: "Innenministerium", "Ministerium"."""
    a, b = longer.lower(), shorter.lower()
    return a == b or (a.endswith(b) and len(b) > 3)
