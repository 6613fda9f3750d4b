"""From phrases to entities: the walk through a document that decides who is meant each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from loaders.actors.memberships import note_body, note_memberships, note_party, note_regions
from loaders.actors.passes import read_phrases
from loaders.actors.people.acting import is_subordinate, same_clause
from loaders.actors.people.antecedents import antecedent
from loaders.actors.people.bodies import body, unknown_name
from loaders.actors.people.descriptions import described
from loaders.actors.people.known_names import known
from loaders.actors.people.persons import enrol, named
from loaders.actors.people.plurals import both, note_listings
from loaders.actors.people.pronouns import Pronoun, pronoun_at
from loaders.actors.people.setting import state_of_text
from loaders.actors.phrases.owners import bare_words
from loaders.actors.register.entity import Entity
from loaders.actors.register.listings import Resolved
from loaders.actors.register.register import Register, Seen
from loaders.actors.sentence.naming import Naming
from loaders.actors.sentence.predicates import is_subject
from loaders.actors.sentence.predications import predications
from loaders.actors.tenures import note_tenure
from loaders.articles.findings import ActorKind, Document, Mention, Span
from loaders.background.gazetteer import gazetteer
from loaders.german.tokens import Sentence

_GENDER_OF_ARTICLE = {"das": "n", "die": "f"}


def resolve(sentences: Sequence[Sentence], document: Document) -> Register:
    """The register of a document: full names and acronyms first, then everything in order."""
    capitals = Counter(t.text for s in sentences for t in s.tokens if t.text[:1].isupper())
    names = gazetteer()
    phrases = read_phrases(sentences, names, capitals)
    register = Register(document, sentences, capitals, names, decide)
    register.home = state_of_text(document, phrases, names)
    for phrase in (p for row in phrases for p in row):
        enrol(register, phrase)
    for phrase in (p for row in phrases for p in row):
        if phrase.acronym and phrase.acronym != phrase.proper and phrase.what == "organisation":
            register.whom(phrase)
    for sentence, row in zip(sentences, phrases, strict=True):
        _read_sentence(register, sentence, row)
    note_regions(register)
    return register


def decide(register: Register, phrase: Naming) -> Entity | None:
    """The entity a phrase means; ``None`` if it is no actor here."""
    if phrase.what == "entry" and phrase.entry is not None:
        found = known(register, phrase, phrase.entry)
        if found is not None and phrase.acronym:  # "der Bundesrechnungshof (BRH)"
            register.by_acronym.setdefault(phrase.acronym, found)
        return found
    if phrase.name is not None:
        return named(register, phrase)
    if phrase.entry is not None:
        return register.of_entry(phrase.entry)
    if phrase.noun is None:
        return unknown_name(register, phrase) if phrase.what == "organisation" else None
    return (described if phrase.what == "person" else body)(register, phrase, phrase.noun)


def _read_sentence(register: Register, sentence: Sentence, phrases: Sequence[Naming]) -> None:
    """Resolve the phrases and pronouns of a sentence, then find out who belongs to whom."""
    found: list[Resolved] = []
    _note_stated(register, sentence, phrases)
    for item in _in_order(sentence, phrases):
        if isinstance(item, Pronoun):
            if item.plural is not False:
                note_listings(register, sentence, found)
            _read_pronoun(register, item)
            continue
        entity = register.whom(item)
        if entity is not None:
            _read_phrase(register, item, entity)
            found.append((item, entity))
    note_memberships(register, sentence, found)


def _read_phrase(register: Register, phrase: Naming, entity: Entity) -> None:
    """Note what a phrase mentions, and what it says about a person's party and office."""
    _note(register, entity, phrase)
    _note_scope(register, phrase)
    roles = [r for r in (phrase if phrase.what == "person" else None, phrase.apposition) if r is not None]
    for role in roles:
        note_body(register, entity, role, phrase)
    if entity.kind is not ActorKind.PERSON:
        return
    note_party(register, entity, phrase)
    for role in roles:
        if not role.plural:
            note_tenure(register, entity, role, phrase)


def _note_stated(register: Register, sentence: Sentence, phrases: Sequence[Naming]) -> None:
    """Note the offices that whole clauses give."""
    for one in predications(sentence, phrases):
        one.role.former, one.role.same_as = one.role.former or one.former, one.holder
        one.role.plural = False  # "Minister" as "ist" shows
        if (holder := register.whom(one.holder)) is not None and holder.kind is ActorKind.PERSON:
            note_tenure(register, holder, one.role, one.holder, one.proof)


def _note(register: Register, entity: Entity, phrase: Naming) -> None:
    """Keep a mention, its words as a form of the name, and its features for later pronouns."""
    form = phrase.how if phrase.what == "entry" else "name" if phrase.name is not None else "role"
    register.mentions.append(Mention(phrase.span, entity.id, form))
    entity.first = entity.first or phrase
    entity.mentions += 1
    is_branch = bool(phrase.branch_of) and not phrase.adjectives  # asked for as it is written: "Berliner SPD"
    text = phrase.words if is_branch or not phrase.label else phrase.label
    if phrase.what == "name" and phrase.name is not None:
        text = " ".join(bare_words(phrase, register.capitals, register.names))
    entity.forms[text] = entity.forms.get(text, 0) + 1
    gender = phrase.gender
    if phrase.what == "entry":
        gender = entity.gender or _gender_of_article(phrase)
    sentence = phrase.sentence
    register.note(
        Seen(
            entity, sentence.index, phrase.start, phrase.end,
            is_subject(phrase) and not _has_subject(register, sentence, phrase.start), gender,
            phrase.plural or entity.plural, is_subordinate(sentence, phrase.start), bool(phrase.preposition),
        )
    )  # fmt: skip


def _gender_of_article(phrase: Naming) -> str:
    """The gender of a name by its article; "der" tells it only before a subject ("in der UNO")."""
    if phrase.determiner == "der" and is_subject(phrase) and not phrase.plural:
        return "m"
    return _GENDER_OF_ARTICLE.get(phrase.determiner, "")


def _has_subject(register: Register, sentence: Sentence, place: int) -> bool:
    """Whether the clause around ``place`` already has a subject before it."""
    for seen in reversed(register.seen):
        if seen.sentence != sentence.index:
            return False
        if seen.subject and seen.end <= place:
            return same_clause(sentence, seen.end, place)
    return False


def _note_scope(register: Register, phrase: Naming) -> None:
    """A body named inside a compound ("Hamas-Führer") can be what "die Organisation" means next."""
    entry = phrase.scope_entry if phrase.what == "person" else None
    if entry is None or entry.adjectives or entry.kind is ActorKind.STATE:
        return
    entity, start = register.of_entry(entry), phrase.start
    register.note(Seen(entity, phrase.sentence.index, start, start, False, "", False, oblique=True))


def _read_pronoun(register: Register, pronoun: Pronoun) -> None:
    """Note whom a pronoun mentions."""
    entity = (both if pronoun.form == "both" else antecedent)(register, pronoun)
    if entity is None:
        return
    token, sentence = pronoun.token, pronoun.sentence
    register.mentions.append(Mention(Span(token.start, token.end), entity.id, pronoun.form))
    entity.mentions += 1
    register.note(
        Seen(
            entity, sentence.index, token.index, token.index + 1, pronoun.subject, entity.gender,
            entity.plural, is_subordinate(sentence, token.index),
        )
    )  # fmt: skip


def _in_order(sentence: Sentence, phrases: Sequence[Naming]) -> Iterator[Naming | Pronoun]:
    """Phrases and pronouns of a sentence, left to right, outer phrases before inner ones."""
    items: list[tuple[int, int, Naming | Pronoun]] = [(p.first_offset, -p.end_offset, p) for p in phrases]
    for i in range(len(sentence.tokens)):
        pronoun = pronoun_at(sentence, i)
        if pronoun is not None:
            items.append((pronoun.token.start, -pronoun.token.end, pronoun))
    items.sort(key=lambda item: item[:2])
    yield from (item[2] for item in items)
