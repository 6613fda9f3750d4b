"""From phrases to entities: the walk through a document that decides who is meant each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.mentions.entities import Entity
from loaders.mentions.known import KnownNames
from loaders.mentions.people import People
from loaders.mentions.phrase import NAME_TAGS, Phrase
from loaders.mentions.phrases import Reader
from loaders.mentions.references import (
    Pronoun,
    Seen,
    is_subject,
    is_subordinate,
    pronoun_at,
)  # fmt: skip
from loaders.mentions.tenures import Tenures
from loaders.mentions.things import Things
from loaders.model import Actor, ActorKind, Document, Evidence, Mention, Span, Tenure
from loaders.names import particle_names
from loaders.nouns import analyse
from loaders.tokens import Sentence

_GROUPS_OF_PERSONS = frozenset({ActorKind.PARTY, ActorKind.ASSOCIATION, ActorKind.ALLIANCE})
_GENDER_OF_ARTICLE = {"das": "n", "die": "f"}


class Resolution(KnownNames, People, Things):
    """Reads a document once and keeps what it finds."""

    def __init__(self, sentences: Sequence[Sentence], document: Document) -> None:
        super().__init__(sentences, document)
        lasts = frozenset(last for s in sentences for last in particle_names(s.tokens))
        self.phrases = [list(Reader(s, self.names, lasts).phrases()) for s in sentences]
        found = [p for phrases in self.phrases for p in phrases]
        lasts, bodies = lasts | self.introduced(found), self.founded(found)
        firsts = frozenset(name.split()[0] for name in bodies)
        for i, sentence in enumerate(sentences):
            if _misleads(sentence, lasts, firsts):
                self.phrases[i] = list(Reader(sentence, self.names, lasts, bodies).phrases())
        self.offices = Tenures(self)
        self._done: dict[int, Entity | None] = {}
        self._mentions: list[Mention] = []

    def run(self) -> None:
        """Find the full names and acronyms, then resolve everything in order."""
        for phrases in self.phrases:
            phrases.extend([owner for p in phrases if (owner := self.release_owner(p)) is not None])
            for phrase in phrases:
                self.register(phrase)
        for phrase in (p for phrases in self.phrases for p in phrases):
            if phrase.acronym and phrase.acronym != phrase.proper and phrase.what == "organisation":
                self.resolve(phrase)
        for sentence, phrases in zip(self.sentences, self.phrases, strict=True):
            for item in _in_order(sentence, phrases):
                if isinstance(item, Pronoun):
                    self._read_pronoun(item)
                else:
                    self._read_phrase(item)

    def resolve(self, phrase: Phrase) -> Entity | None:
        """The entity a phrase means; ``None`` if it is no actor here. Decided once a phrase."""
        if phrase.same_as is not None:
            return self.resolve(phrase.same_as)
        key = id(phrase)
        if key not in self._done:
            self._done[key] = None  # a phrase that contains itself resolves to nobody
            self._done[key] = self._resolve(phrase)
        return self._done[key]

    def _resolve(self, phrase: Phrase) -> Entity | None:
        if phrase.what == "entry" and phrase.entry is not None:
            return self.known(phrase, phrase.entry)
        if phrase.name is not None:
            return self.named(phrase)
        if phrase.entry is not None:
            return self.entities.of_entry(phrase.entry)
        if phrase.noun is None:
            return self.unknown_name(phrase) if phrase.what == "organisation" else None
        read = self.person if phrase.what == "person" else self.body
        return read(phrase, phrase.noun)

    def _read_phrase(self, phrase: Phrase) -> None:
        """Note what a phrase mentions, and what it says about a person's party and office."""
        entity = self.resolve(phrase)
        if entity is None:
            return
        self._note(entity, phrase)
        self._note_scope(phrase)
        if entity.kind is not ActorKind.PERSON:
            return
        party = phrase.party.entry if phrase.party is not None else None
        if party is not None and party.kind in _GROUPS_OF_PERSONS:
            entity.member_of.append(party.id)
        for role in (phrase if phrase.what == "person" else None, phrase.apposition):
            if role is not None and not role.plural:
                self.offices.note(entity, role, phrase)

    def _note(self, entity: Entity, phrase: Phrase) -> None:
        """Keep a mention, its words as a form of the name, and its features for later pronouns."""
        form = phrase.how if phrase.what == "entry" else "name" if phrase.name is not None else "role"
        self._mentions.append(Mention(Span(phrase.first_offset, phrase.end_offset), entity.id, form))
        entity.first = entity.first or phrase
        entity.mentions += 1
        plain = phrase.what == "name" and phrase.name is not None
        text = " ".join(self.clean(phrase)) if plain else phrase.label or phrase.words
        entity.forms[text] = entity.forms.get(text, 0) + 1
        gender = phrase.gender
        if phrase.what == "entry":
            gender = entity.gender or _GENDER_OF_ARTICLE.get(phrase.determiner, "")
        subject = is_subject(phrase) and not self.references.has_subject(phrase.sentence, phrase.start)
        self.references.note(
            Seen(
                entity, phrase.sentence.index, phrase.start, phrase.end, subject, gender,
                phrase.plural or entity.plural, is_subordinate(phrase.sentence, phrase.start),
                bool(phrase.preposition),
            )
        )  # fmt: skip

    def _note_scope(self, phrase: Phrase) -> None:
        """A body named inside a compound ("Hamas-Führer") can be what "die Organisation" means next."""
        entry = phrase.scope_entry if phrase.what == "person" else None
        if entry is None or entry.adjectives or entry.kind is ActorKind.STATE:
            return
        entity, start = self.entities.of_entry(entry), phrase.start
        self.references.note(
            Seen(entity, phrase.sentence.index, start, start, False, "", False, oblique=True)
        )

    def _read_pronoun(self, pronoun: Pronoun) -> None:
        entity = self.references.resolve(pronoun)
        if entity is None:
            return
        token, sentence = pronoun.token, pronoun.sentence
        self._mentions.append(Mention(Span(token.start, token.end), entity.id, pronoun.form))
        entity.mentions += 1
        self.references.note(
            Seen(
                entity, sentence.index, token.index, token.index + 1, pronoun.subject, entity.gender,
                entity.plural, is_subordinate(sentence, token.index),
            )
        )  # fmt: skip

    # -- results ------------------------------------------------------------------------------------------

    def actors(self) -> tuple[Actor, ...]:
        """Everybody mentioned, and the bodies they belong to or hold office in, by identifier."""
        ids = {m.actor for m in self._mentions}
        ids |= {h.organisation.id for h in self.offices.all() if h.organisation}
        ids |= {party for e in self.entities.by_id.values() if e.mentions for party in e.member_of}
        found = (self.entities.find(i) for i in sorted(ids))
        return tuple(self._actor(entity) for entity in found if entity is not None)

    def mentions(self) -> tuple[Mention, ...]:
        """All mentions in text order, outer before inner."""
        return tuple(sorted(set(self._mentions), key=lambda m: (m.span.start, -m.span.end, m.actor)))

    def tenures(self) -> tuple[Tenure, ...]:
        """All tenures in text order."""
        return tuple(
            Tenure(
                self._actor(h.holder), h.office, h.office_id, Evidence.of(self.document, h.span),
                self._actor(h.organisation) if h.organisation else None, h.former,
            )
            for h in self.offices.all()
        )  # fmt: skip

    def _actor(self, entity: Entity) -> Actor:
        evidence = None
        if entity.first is not None:
            evidence = Evidence.of(self.document, Span(entity.first.first_offset, entity.first.end_offset))
        name = entity.fullest_name()
        aliases = tuple(sorted(form for form in entity.forms if form != name))
        return Actor(entity.id, name, entity.kind, aliases, evidence, tuple(dict.fromkeys(entity.member_of)))


def _misleads(sentence: Sentence, lasts: frozenset[str], firsts: frozenset[str]) -> bool:
    """Whether the sentence has a word that the whole document tells to be a name.

    It is a last name that looks like another word ("Kaufmann"), or begins the name of a body (``firsts``).
    """
    if any(t.text in firsts for t in sentence.tokens):
        return True
    alike = (t for t in sentence.tokens if lasts & {t.text, t.text.removesuffix("s")})
    return any(t.tag not in NAME_TAGS or analyse(t.text) is not None for t in alike)


def _in_order(sentence: Sentence, phrases: Sequence[Phrase]) -> Iterator[Phrase | Pronoun]:
    """Phrases and pronouns of a sentence, left to right, outer phrases before inner ones."""
    items: list[tuple[int, int, Phrase | Pronoun]] = [(p.first_offset, -p.end_offset, p) for p in phrases]
    for i in range(len(sentence.tokens)):
        pronoun = pronoun_at(sentence, i)
        if pronoun is not None:
            items.append((pronoun.token.start, -pronoun.token.end, pronoun))
    items.sort(key=lambda item: item[:2])
    yield from (item[2] for item in items)
