"""Offices and memberships in an English text: "German Chancellor Olaf Tamm", "Peter Lorne of the Greens".

A name has its role before it in the same phrase, or beside it between commas. Nothing is taken from what a
person wants to be, or from a profession.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from loaders.articles.findings import Actor, ActorKind, Document, Evidence, Membership, Span, Tenure
from loaders.background.gazetteer import Office, gazetteer
from loaders.english.actors.index import Cast
from loaders.english.actors.nouns import last_role, noun_at_end
from loaders.english.actors.roles import ReadSentence, StatedRole, is_over, read_role
from loaders.english.syntax.units import Constituent, NounPhrase, Parsed
from loaders.german.tokens import Token
from loaders.lexicon.tables import read_table
from ontology.in_force import kept
from ontology.slugs import slugify

_JOINED = frozenset({ActorKind.PARTY, ActorKind.ASSOCIATION, ActorKind.ALLIANCE})
"""Bodies that have members."""


def find_belonging(
    parsed: Sequence[Parsed], actors: Cast, document: Document
) -> tuple[tuple[Tenure, ...], tuple[Membership, ...]]:
    """Who holds or held which office, and who is of which party or association, each once, in text order."""
    sentences = [ReadSentence(one, actors, document) for one in parsed]
    described = [found for sentence in sentences for found in _described(sentence)]
    joined = [(person, role) for person, role in described if not role.former]
    members = [
        *((person, _joins(role), role.span) for person, role in joined),
        *(found for sentence in sentences for found in _beside_name(sentence)),
    ]
    return _tenures(described, document), _memberships(members, document)


def _tenures(described: Iterable[tuple[Actor, StatedRole]], document: Document) -> tuple[Tenure, ...]:
    found: dict[tuple[str, str, bool], Tenure] = {}
    for person, role in described:
        if role.noun.group != "office" and not role.is_post:
            continue
        label = f"{role.title} of {role.place}" if role.place else role.title
        known = _known_office(person, role, document)
        where = role.body.name if role.body is not None else ""
        identifier = known.id if known is not None else f"office/{slugify(f'{label} {where}')}"
        evidence = Evidence.of(document, role.span)
        tenure = Tenure(person, label, identifier, evidence, role.body, role.former)
        found.setdefault((person.id, identifier, role.former), tenure)
    return tuple(found.values())


def _memberships(
    members: Iterable[tuple[Actor, Actor | None, Span]], document: Document
) -> tuple[Membership, ...]:
    found: dict[tuple[str, str], Membership] = {}
    for person, group, span in members:
        if group is not None and group.kind in _JOINED:
            membership = Membership(person, group, Evidence.of(document, span))
            found.setdefault((person.id, group.id), membership)
    return tuple(sorted(found.values(), key=lambda m: (m.evidence.span, m.group.id)))


def _joins(role: StatedRole) -> Actor | None:
    """Of what somebody with this role is a member: a party's lawmakers and leaders, what has "members"."""
    leads = role.is_post and role.body is not None and role.body.kind is ActorKind.PARTY
    return role.party or (role.body if leads or role.noun.words == ("member",) else None)


# -- where a role stands --------------------------------------------------------------------------------


def _described(sentence: ReadSentence) -> Iterator[tuple[Actor, StatedRole]]:
    """Everybody with a name whom a sentence describes by a role."""
    for at, unit in enumerate(sentence.parsed.units):
        person = _person(sentence, unit)
        if person is None or unit.phrase is None:
            continue
        role = _before_name(sentence, at, unit.phrase) or _apposed(sentence, at, unit.phrase, person)
        if role is not None:
            yield person, role


def _person(sentence: ReadSentence, unit: Constituent) -> Actor | None:
    """The person with a name of its own whom a unit means."""
    found = sentence.meant(unit.phrase) if unit.phrase is not None else None
    named = found is not None and found.kind is ActorKind.PERSON and found.id.count("/") == 1
    return found if named else None


def _before_name(sentence: ReadSentence, at: int, phrase: NounPhrase) -> StatedRole | None:
    """ "German Chancellor Olaf Tamm": the role in the phrase of the name itself."""
    inside = sentence.parsed.sentence.tokens[phrase.start : phrase.end]
    end = last_role([token.lower.rstrip(".") for token in inside])
    if not 0 < end < len(inside):
        return None
    span = Span(_first(inside).start, inside[-1].end)
    return read_role(sentence, phrase, inside[:end], _of_phrase(sentence.parsed, at), span)


def _apposed(sentence: ReadSentence, at: int, phrase: NounPhrase, person: Actor) -> StatedRole | None:
    """ "Peter Lorne, leader of the Greens", "the leader of the Greens, Peter Lorne"."""
    tokens = sentence.parsed.sentence.tokens
    inside = tokens[phrase.start : phrase.end]
    noun = noun_at_end([token.lower for token in inside])
    beside = _name_beside(sentence, at, person)
    if noun is None or noun.group not in {"office", "role"} or beside is None:
        return None
    after = _of_phrase(sentence.parsed, at)
    start, end = min(phrase.start, beside.start), max(after.end if after else phrase.end, beside.end)
    span = Span(_first(tokens[start:end]).start, tokens[end - 1].end)
    return read_role(sentence, phrase, inside, after, span)


def _name_beside(sentence: ReadSentence, at: int, person: Actor) -> NounPhrase | None:
    """The phrase that names a person by name, one comma away from the phrase at ``at``."""
    units, step = sentence.parsed.units, at + 1
    while step < len(units) and _governed(units[step]):
        step += 1
    places = [step + 1] if step + 1 < len(units) and units[step].word == "," else []
    places += [at - 2] if at >= 2 and units[at - 1].word == "," else []
    phrases = [units[place].phrase for place in places if not _governed(units[place])]
    return next((p for p in phrases if p is not None and _names(sentence, p, person)), None)


def _names(sentence: ReadSentence, phrase: NounPhrase, person: Actor) -> bool:
    head = sentence.parsed.sentence.tokens[phrase.head].text
    return head in person.name.split() and sentence.meant(phrase) == person


def _governed(unit: Constituent) -> bool:
    return unit.phrase is not None and unit.phrase.preposition is not None


def _of_phrase(parsed: Parsed, at: int) -> NounPhrase | None:
    """What "of …" directly after a phrase names."""
    phrase = parsed.units[at + 1].phrase if at + 1 < len(parsed.units) else None
    if phrase is None or phrase.preposition is None:
        return None
    return phrase if parsed.sentence.tokens[phrase.preposition].lower == "of" else None


def _first(tokens: Sequence[Token]) -> Token:
    """The first word that is no article."""
    return next((t for t in tokens if t.tag not in {"AT0", "DT0"} or is_over(t)), tokens[0])


def _beside_name(sentence: ReadSentence) -> Iterator[tuple[Actor, Actor | None, Span]]:
    """Members named with their party: "Anna Quist (SPD)", "Anna Quist of the Greens"."""
    tokens = sentence.parsed.sentence.tokens
    for at, unit in enumerate(sentence.parsed.units):
        person = _person(sentence, unit)
        if person is None or unit.phrase is None or not _names(sentence, unit.phrase, person):
            continue
        group = _group_beside(sentence.parsed, at)
        if group is not None:
            end = group.end + (tokens[group.end : group.end + 1] != () and tokens[group.end].text == ")")
            span = Span(_first(tokens[unit.start : unit.end]).start, tokens[end - 1].end)
            yield person, sentence.meant(group), span


def _group_beside(parsed: Parsed, at: int) -> NounPhrase | None:
    """What stands in brackets, after "of" or after ", a member of" beside the name at ``at``."""
    beside = parsed.units[at + 1 : at + 3]
    if len(beside) < 2 or beside[0].word not in {"(", ","}:
        return _of_phrase(parsed, at)
    if beside[0].word == "(":
        return beside[1].phrase
    over = any(map(is_over, parsed.sentence.tokens[beside[1].start : beside[1].end]))
    return _of_phrase(parsed, at + 2) if beside[1].word == "member" and not over else None


# -- offices of the background --------------------------------------------------------------------------


def _known_office(person: Actor, role: StatedRole, document: Document) -> Office | None:
    """The office of the background that is called so at this body, or that the person is known to hold."""
    german = _german_names().get(role.title, frozenset())
    if role.body is not None:
        there = gazetteer().offices_at(role.body.id)
        return next((office for office in there if german & set(office.labels)), None)
    terms = gazetteer().by_person.get(person.id, ())
    day = None if role.former else document.published
    held = {
        term.office.id: term.office
        for term in terms
        if german & set(term.office.labels) and (day is None or term.covers(day))
    }
    return next(iter(held.values())) if len(held) == 1 else None


@kept
def _german_names() -> dict[str, frozenset[str]]:
    """The German names of an office, by its English name (``english/office_names.tsv``)."""
    found: dict[str, frozenset[str]] = {}
    for row in read_table("english/office_names"):
        german = frozenset(row["german"].split(", "))
        found[row["english"]] = found.get(row["english"], frozenset()) | german
    return found
