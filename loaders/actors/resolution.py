"""From phrases to entities: the walk through a document that decides who is meant each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from loaders.actors.groups import Belonging, Groups
from loaders.actors.people.bodies import Things
from loaders.actors.people.entity import OFFICE_RANKS, Entity
from loaders.actors.people.known_names import KnownNames
from loaders.actors.people.people import People
from loaders.actors.people.pronouns import Pronoun, pronoun_at
from loaders.actors.people.references import Seen, is_subject, is_subordinate
from loaders.actors.phrases.naming import NAME_TAGS, Naming
from loaders.actors.phrases.walk import find_namings
from loaders.actors.tenures import Tenures
from loaders.articles.findings import Actor, ActorKind, Document, Evidence, Membership, Mention, Span, Tenure
from loaders.german.person_names import particle_names
from loaders.german.tokens import Sentence
from loaders.lexicon.nouns import Noun, analyse

_GROUPS_OF_PERSONS = frozenset({ActorKind.PARTY, ActorKind.ASSOCIATION, ActorKind.ALLIANCE})
_RANKS_OF_MEMBERS = OFFICE_RANKS
_GENDER_OF_ARTICLE = {"das": "n", "die": "f"}


class Resolution(KnownNames, People, Things):
    """Reads a document once and keeps what it finds."""

    def __init__(self, sentences: Sequence[Sentence], document: Document) -> None:
        super().__init__(sentences, document)
        lasts = frozenset(last for s in sentences for last in particle_names(s.tokens))
        self.phrases = [list(find_namings(s, self.names, lasts)) for s in sentences]
        found = [p for phrases in self.phrases for p in phrases]
        lasts, bodies = lasts | self.introduced(found), self.founded(found)
        firsts = frozenset(name.split()[0] for name in bodies)
        for i, sentence in enumerate(sentences):
            if _misleads(sentence, lasts, firsts):
                self.phrases[i] = list(find_namings(sentence, self.names, lasts, bodies))
        self.offices = Tenures(self)
        self.groups = Groups(self)
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
            self._read_sentence(sentence, phrases)
        self.groups.finish()

    def _read_sentence(self, sentence: Sentence, phrases: Sequence[Naming]) -> None:
        """Resolve the phrases and pronouns of a sentence, then find out who belongs to whom."""
        found: list[tuple[Naming, Entity]] = []
        for item in _in_order(sentence, phrases):
            if isinstance(item, Pronoun):
                if item.plural is not False:
                    self.groups.note(sentence, found)
                self._read_pronoun(item)
                continue
            entity = self.resolve(item)
            if entity is not None:
                self._read_phrase(item, entity)
                found.append((item, entity))
        self.groups.read(sentence, found)

    def counted(self, phrase: Naming, noun: Noun) -> Entity | None:
        """The group that a plural with a number means, if its members are named."""
        return self.groups.counted(phrase, noun)

    def resolve(self, phrase: Naming) -> Entity | None:
        """The entity a phrase means; ``None`` if it is no actor here. Decided once a phrase."""
        if phrase.same_as is not None:
            return self.resolve(phrase.same_as)
        key = id(phrase)
        if key not in self._done:
            self._done[key] = None  # a phrase that contains itself resolves to nobody
            self._done[key] = self._resolve(phrase)
        return self._done[key]

    def _resolve(self, phrase: Naming) -> Entity | None:
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

    def _read_phrase(self, phrase: Naming, entity: Entity) -> None:
        """Note what a phrase mentions, and what it says about a person's party and office."""
        self._note(entity, phrase)
        self._note_scope(phrase)
        roles = [r for r in (phrase if phrase.what == "person" else None, phrase.apposition) if r is not None]
        for role in roles:
            self._note_body(entity, role, phrase)
        if entity.kind is not ActorKind.PERSON:
            return
        party = phrase.party.entry if phrase.party is not None else None
        if party is not None and party.kind in _GROUPS_OF_PERSONS:
            self.groups.add(entity, self.entities.of_entry(party), _span(phrase))
        for role in roles:
            if not role.plural:
                self.offices.note(entity, role, phrase)

    def _note_body(self, entity: Entity, role: Naming, phrase: Naming) -> None:
        """ "SPD-Politikerin Holt", "das Nato-Mitglied Polen", "Tamm, Mitglied des Rats": who is where."""
        noun, body = role.noun, self.scope_of(role)
        named = entity.named or entity.entry is not None
        if noun is None or body is None or role.former or role.plural or not named:
            return
        group = self.entities.find(body)
        if group is None:
            return
        of_party = group.kind is ActorKind.PARTY and noun.head.rank in _RANKS_OF_MEMBERS
        described = noun.head.noun in {"Mann", "Frau"} and noun.hyphen
        if of_party or described or noun.head.noun == "Mitglied":
            span = Span(min(phrase.first_offset, role.first_offset), max(phrase.end_offset, role.end_offset))
            self.groups.add(entity, group, span)

    def _note(self, entity: Entity, phrase: Naming) -> None:
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

    def _note_scope(self, phrase: Naming) -> None:
        """A body named inside a compound ("Hamas-Führer") can be what "die Organisation" means next."""
        entry = phrase.scope_entry if phrase.what == "person" else None
        if entry is None or entry.adjectives or entry.kind is ActorKind.STATE:
            return
        entity, start = self.entities.of_entry(entry), phrase.start
        self.references.note(
            Seen(entity, phrase.sentence.index, start, start, False, "", False, oblique=True)
        )

    def _read_pronoun(self, pronoun: Pronoun) -> None:
        both = pronoun.form == "both"
        entity = self.groups.both(pronoun) if both else self.references.resolve(pronoun)
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
        ids |= {identifier for b in self._belongings for identifier in (b.member.id, b.group.id)}
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

    def memberships(self) -> tuple[Membership, ...]:
        """Who belongs to whom, in text order."""
        return tuple(
            Membership(self._actor(b.member), self._actor(b.group), Evidence.of(self.document, b.span))
            for b in self._belongings
        )

    @cached_property
    def _belongings(self) -> list[Belonging]:
        """The memberships of those mentioned, but not in groups without a name that nothing refers to."""
        made = self.groups.parts
        return [
            b for b in self.groups.all() if b.member.mentions and (b.group.mentions or b.group.id not in made)
        ]

    @cached_property
    def _groups_of(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for belonging in self._belongings:
            found[belonging.member.id].append(belonging.group.id)
        return {member: tuple(groups) for member, groups in found.items()}

    def parts(self) -> dict[str, tuple[str, ...]]:
        """The members of groups that have no name but theirs, by identifier."""
        made = self.groups.parts.items()
        return {i: tuple(m.id for m in members) for i, members in made if self.entities.by_id[i].mentions}

    def _actor(self, entity: Entity) -> Actor:
        evidence = None
        if entity.first is not None:
            evidence = Evidence.of(self.document, Span(entity.first.first_offset, entity.first.end_offset))
        members = self.groups.parts.get(entity.id)
        name = listed([m.fullest_name() for m in members]) if members else entity.fullest_name()
        aliases = tuple(sorted(form for form in entity.forms if form != name))
        groups = self._groups_of.get(entity.id, ())
        return Actor(entity.id, name, entity.kind, aliases, evidence, groups)


def listed(names: Sequence[str]) -> str:
    """ "A, B und C"."""
    return " und ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _span(phrase: Naming) -> Span:
    return Span(phrase.first_offset, phrase.end_offset)


def _misleads(sentence: Sentence, lasts: frozenset[str], firsts: frozenset[str]) -> bool:
    """Whether the sentence has a word that the whole document tells to be a name.

    It is a last name that looks like another word ("Kaufmann"), or begins the name of a body (``firsts``).
    """
    if any(t.text in firsts for t in sentence.tokens):
        return True
    alike = (t for t in sentence.tokens if lasts & {t.text, t.text.removesuffix("s")})
    return any(t.tag not in NAME_TAGS or analyse(t.text) is not None for t in alike)


def _in_order(sentence: Sentence, phrases: Sequence[Naming]) -> Iterator[Naming | Pronoun]:
    """Phrases and pronouns of a sentence, left to right, outer phrases before inner ones."""
    items: list[tuple[int, int, Naming | Pronoun]] = [(p.first_offset, -p.end_offset, p) for p in phrases]
    for i in range(len(sentence.tokens)):
        pronoun = pronoun_at(sentence, i)
        if pronoun is not None:
            items.append((pronoun.token.start, -pronoun.token.end, pronoun))
    items.sort(key=lambda item: item[:2])
    yield from (item[2] for item in items)
