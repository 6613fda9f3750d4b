"""Whom one phrase means: a known actor, a person by name and office, a body, a group, a norm, or whom a
pronoun takes up.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.articles.findings import ActorKind
from loaders.english.actors.names import known_names, states_by_adjective
from loaders.english.actors.nouns import ActorNoun, last_role, noun_at_end
from loaders.english.actors.register import Roll, Somebody
from loaders.english.syntax.units import NounPhrase, Parsed
from loaders.english.vocabulary import words
from loaders.german.person_names import first_name_gender
from loaders.german.tokens import Token

Meant = tuple[Somebody, str, int]
"""The entity, the form of the mention (name, role, pronoun, metonym), and the token after the mention."""

_PLACES = frozenset({"in", "at", "from", "to", "near", "into", "across", "around", "outside"})
_OWN_ROOM = frozenset(
    {ActorKind.PARTY, ActorKind.PARLIAMENT, ActorKind.COURT, ActorKind.MINISTRY, ActorKind.GOVERNMENT}
)
"""Bodies that many states have under one name: they belong to the text."""


def read_phrase(register: Roll, parsed: Parsed, at: int, phrase: NounPhrase) -> Meant | None:
    """Whom a phrase means, if anybody: that of the unit at ``at``, or whose it is."""
    unit = parsed.units[at]
    tokens = parsed.sentence.tokens
    if tokens[phrase.head].tag in {"PNP", "PNI", "EX0", "DPS"}:
        return _pronoun(register, parsed, phrase)
    inside = _undetermined(tokens, phrase)
    if not inside:
        return None
    of = _of(parsed, at) if phrase.end == (unit.phrase.end if unit.phrase is not None else 0) else []
    known = _known(register, inside, of)
    if known is not None:
        place = phrase.preposition is not None and tokens[phrase.preposition].lower in _PLACES
        return None if known[1] == "metonym" and place else (known[0], known[1], known[2])
    run = _name_run(tokens, inside)
    before = inside[: len(inside) - len(run)]
    person = _person(register, before, run, inside)
    if person is not None:
        return person, "name", phrase.end
    noun = noun_at_end([t.lower for t in inside])
    if noun is not None:
        return _by_noun(register, parsed, at, phrase, noun, inside, run, of)
    return _unknown(register, parsed, phrase, before, run)


def _undetermined(tokens: Sequence[Token], phrase: NounPhrase) -> list[Token]:
    """The words of a phrase without articles and possessives."""
    return [t for t in tokens[phrase.start : phrase.end] if t.tag not in {"AT0", "DT0", "DPS"}]


def _spelled(tokens: Sequence[Token]) -> str:
    """Words as they are written, "'s" at the word before."""
    return " ".join(t.text for t in tokens).replace(" '", "'").replace(" ’", "’")


def _pronoun(register: Roll, parsed: Parsed, phrase: NounPhrase) -> Meant | None:
    low = parsed.sentence.tokens[phrase.head].lower
    if low in words("persons_pronouns") or low in words("groups_pronouns") or low in {"it", "its"}:
        found = register.by_pronoun(low, parsed.sentence.index)
        return (found, "pronoun", phrase.end) if found is not None else None
    return None


def _of(parsed: Parsed, at: int) -> list[Token]:
    """The words "of …" after a phrase that are part of a name: "of Merrin", "of Commerce"."""
    tokens = parsed.sentence.tokens
    if at + 1 >= len(parsed.units):
        return []
    phrase = parsed.units[at + 1].phrase
    if phrase is None or phrase.preposition is None or tokens[phrase.preposition].lower != "of":
        return []
    inside = tokens[phrase.preposition : phrase.end]
    capital = all(
        t.text[:1].isupper() for t in tokens[phrase.start : phrase.end] if t.tag not in {"AT0", "POS", "PUN"}
    )
    return list(inside) if capital else []


def _known(register: Roll, inside: Sequence[Token], of: Sequence[Token]) -> Meant | None:
    """A known actor whose name the phrase is, alone or with what follows "of"."""
    table = known_names()
    for part, extra in ((inside, of), (inside, ())):
        name = " ".join(t.text for t in (*part, *extra)).replace(" '", "'")
        found = table.get(name)
        if found is not None and (extra or part is not of):
            entity = register.entity(found.name, found.kind, local=False, identifier=found.id)
            return entity, found.how, (extra or part)[-1].index + 1
    return None


def _name_run(tokens: Sequence[Token], inside: Sequence[Token]) -> list[Token]:
    """The words with capitals at the end of a phrase; a common noun that only begins the sentence has
    none.
    """
    run: list[Token] = []
    for token in reversed(inside):
        joins = bool(run) and (token.lower in words("name_particles") or token.tag in {"POS", "NP0"})
        if not token.text[:1].isupper() and not joins:
            break
        run.insert(0, token)
    while run and not run[0].text[:1].isupper():
        run.pop(0)
    opens = bool(run) and all(not t.text[:1].isalnum() for t in tokens[: run[0].index])
    if opens and len(run) == 1 and run[0].tag != "NP0" and run[0] is inside[0] and not run[0].text.isupper():
        return []
    return run


def _person(
    register: Roll, before: Sequence[Token], run: list[Token], inside: Sequence[Token]
) -> Somebody | None:
    """The person of a name, with the offices and roles before it: "Housing Minister Helen Ashdown",
    "Quist".
    """
    if not run:
        return None
    low = [t.lower.rstrip(".") for t in run]
    role = max(last_role(low), last_role([t.lower for t in inside]) - len(before), 0)
    titled = low[0] in words("titles") and len(run) > 1
    name = run[role:] if role < len(run) else []
    while name and name[0].lower.rstrip(".") in words("titles"):
        name = name[1:]
    if not name or noun_at_end([t.lower for t in name]) is not None or any(t.tag == "POS" for t in name):
        return None
    text = " ".join(t.text for t in name)
    early = noun_at_end([t.lower for t in before]) if before else None
    called = bool(role) or titled or (early is not None and early.group in {"office", "role"})
    first = len(name) > 1 and bool(first_name_gender(name[0].text))
    if not called and not first and text not in register.by_last:
        return None
    entity = register.person(text)
    if role:
        entity.nouns.update(_nouns_of([t.lower.rstrip(".") for t in inside[: len(before) + role]]))
    if early is not None and early.group in {"office", "role"}:
        entity.nouns.add(" ".join(early.words))
    return entity


def _nouns_of(low: Sequence[str]) -> set[str]:
    """The nouns that somebody with these words before the name is called by later: "minister", "foreign
    minister".
    """
    noun = noun_at_end(low)
    return {" ".join(noun.words), noun.words[-1], " ".join(low)} if noun is not None else set()


def _by_noun(
    register: Roll, parsed: Parsed, at: int, phrase: NounPhrase, noun: ActorNoun, inside: Sequence[Token],
    run: list[Token],
    of: list[Token],
) -> Meant | None:  # fmt: skip
    plain = _spelled(inside)
    head = " ".join(noun.words)
    bare = len(inside) == len(noun.words)
    if noun.group in {"office", "role"}:
        return _role(register, parsed, at, phrase, plain, head, bare)
    if head == "majority" and not run and (whose := _whose(parsed, at)):
        return register.entity(f"{plain} {whose}", ActorKind.COLLECTIVE, local=True), "role", phrase.end
    if noun.group == "group":
        if inside[-1].text[:1].isupper() and not run:
            plain = plain[:1].lower() + plain[1:]
        name = f"{plain} {_whose(parsed, at)}".strip() if phrase is parsed.units[at].phrase else plain
        again = register.called(head) if bare and name == plain else None
        entity = again or register.entity(name, ActorKind.COLLECTIVE, local=True)
        entity.nouns.add(head)
        return entity, "role", phrase.end
    named = len(run) >= len(noun.words) and (
        len(run) > 1 or run[0].tag == "NP0" or bool(of) or noun.kind is ActorKind.PARTY
    )
    if not named and bare and not of:
        again = register.called(noun.words[-1])
        if again is not None and (again.kind is not ActorKind.PERSON):
            return again, "role", phrase.end
    whole = run if named and noun.group != "norm" else inside
    text = _spelled((*whole, *of))
    state = any(t.text in states_by_adjective() for t in inside)
    local = not (named and len(run) > len(noun.words) and noun.kind not in _OWN_ROOM) and not (
        state and len(inside) > 1
    )
    entity = register.entity(text, noun.kind, local=local)
    entity.nouns.update({head, noun.words[-1]})
    end = of[-1].index + 1 if of else phrase.end
    return entity, "name" if named else "role", end


def _role(
    register: Roll, parsed: Parsed, at: int, phrase: NounPhrase, plain: str, head: str, bare: bool
) -> Meant | None:
    """A person by office or role alone: the one whose name stands beside it, the one called so before, or a
    nameless one.
    """
    beside = _apposed(register, parsed, at) if phrase is parsed.units[at].phrase else None
    if beside is not None:
        beside.nouns.update({head, head.rsplit(maxsplit=1)[-1], plain.lower()})
        return beside, "role", phrase.end
    tokens = parsed.sentence.tokens
    definite = (
        tokens[phrase.start].lower in {"the", "his", "her", "its", "their", "our"}
        or tokens[phrase.start].tag == "NN1"
    )
    if definite and tokens[phrase.start].lower not in {"a", "an"}:
        again = register.called(plain.lower()) or (
            register.called(head) if bare or "spokes" not in head else None
        )
        if again is not None and again.kind is ActorKind.PERSON:
            return again, "role", phrase.end
    whole = f"{plain} {_whose(parsed, at)}".strip()
    entity = register.entity(whole, ActorKind.PERSON, local=True)
    entity.nouns.add(plain.lower())
    return entity, "role", phrase.end


def _whose(parsed: Parsed, at: int) -> str:
    """For whom somebody without a name speaks or works: "for the Social Democrats"."""
    tokens = parsed.sentence.tokens
    phrase = parsed.units[at + 1].phrase if at + 1 < len(parsed.units) else None
    if phrase is None or phrase.preposition is None or tokens[phrase.preposition].lower not in {"for", "of"}:
        return ""
    return " ".join(t.text for t in tokens[phrase.preposition : phrase.end]).replace(" '", "'")


def _apposed(register: Roll, parsed: Parsed, at: int) -> Somebody | None:
    """The person whose name stands after or before a role between commas: "Their spokesman, Peter Lorne,
    said".
    """
    units, tokens = parsed.units, parsed.sentence.tokens
    step = at + 1
    while step < len(units) and units[step].phrase is not None and units[step].phrase.preposition is not None:  # type: ignore[union-attr]
        step += 1
    after = units[step + 1] if step + 1 < len(units) and units[step].word == "," else None
    if after is not None and after.phrase is not None and after.phrase.preposition is None:
        inside = _undetermined(tokens, after.phrase)
        run = _name_run(tokens, inside)
        closed = step + 2 >= len(units) or units[step + 2].kind == "mark"
        two = len(run) > 1 and len(run) == len(inside) and noun_at_end([t.lower for t in run]) is None
        if closed and two and all(t.text[:1].isupper() or t.lower in words("name_particles") for t in run):
            low = [t.lower.rstrip(".") for t in run]
            name = run[1:] if low[0] in words("titles") else run
            return register.person(" ".join(t.text for t in name))
    back = units[at - 2] if at >= 2 and units[at - 1].word == "," else None
    if back is not None and back.phrase is not None and register.history:
        last = register.history[-1]
        same = last.sentence == parsed.sentence.index and last.entity.kind is ActorKind.PERSON
        closes = at + 1 >= len(units) or units[at + 1].kind == "mark" or units[at + 1].phrase is not None
        return last.entity if same and closes and last.rank < 2 else None
    return None


def _unknown(
    register: Roll, parsed: Parsed, phrase: NounPhrase, before: Sequence[Token], run: list[Token]
) -> Meant | None:
    """A name that nobody knows: somebody called by a body's noun before it ("the company Norcoal"), or
    whoever it is.
    """
    if not run or (
        phrase.preposition is not None
        and parsed.sentence.tokens[phrase.preposition].lower in _PLACES | {"on", "of"}
    ):
        return None
    noun = noun_at_end([t.lower for t in before]) if before else None
    text = _spelled(run)
    if (
        text in states_by_adjective()
        or text.lower() in words("time_nouns")
        or not any(c.isalpha() for c in text)
    ):
        return None
    if noun is not None and noun.group == "body":
        entity = register.entity(text, noun.kind, local=False)
        entity.nouns.update({noun.words[-1], " ".join(noun.words)})
        return entity, "name", phrase.end
    names = all(t.tag == "NP0" for t in run)
    if (len(run) == 1 and not names and not text.isupper()) or (len(run) > 1 and text.isupper()):
        return None
    short = text.isupper()
    if not short and names and (2 <= len(run) <= 3 or (len(run) == 1 and _speaks(parsed, phrase))):
        return register.person(text), "name", phrase.end
    entity = register.entity(text, ActorKind.ORGANISATION, local=len(run) == 1 and not short)
    entity.nouns.update({"organisation", "organization", "group"})
    return entity, "name", phrase.end


def _speaks(parsed: Parsed, phrase: NounPhrase) -> bool:
    """Whether a phrase is the subject of a verb that only tells what somebody says: "said Brandt"."""
    return any(phrase in c.subjects and c.verb.lemma in words("inverting_verbs") for c in parsed.clauses)
