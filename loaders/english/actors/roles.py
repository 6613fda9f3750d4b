"""What the words of a role say of an office: whose it is, what it is called, whether it is over.

"Former German foreign minister", "leader of the Greens", "Larkford mayor".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from loaders.articles.findings import Actor, ActorKind, Document, Span
from loaders.english.actors.index import Cast, possessor
from loaders.english.actors.names import KnownActor, known_names, states_by_adjective
from loaders.english.actors.nouns import ActorNoun, noun_at_end
from loaders.english.syntax.units import NounPhrase, Parsed
from loaders.english.vocabulary import words
from loaders.german.tokens import Token
from ontology.slugs import slugify

_NOUNS = frozenset({"NN0", "NN1", "NN2", "NP0"})


class ReadSentence(NamedTuple):
    """A sentence with all that is known of whom its phrases mean."""

    parsed: Parsed
    actors: Cast
    document: Document

    def meant(self, phrase: NounPhrase) -> Actor | None:
        """Whom a phrase of the sentence means."""
        return self.actors.meant(self.parsed.sentence.index, phrase)


class StatedRole(NamedTuple):
    """What a text says that somebody is, beside the name.

    ``title`` is the office in small letters ("housing minister"), ``body`` whose it is, ``party`` the one of
    "SPD lawmaker", ``place`` the words "of …" that mean no actor; ``span`` covers name and role.
    """

    noun: ActorNoun
    title: str
    body: Actor | None
    party: Actor | None
    place: str
    former: bool
    span: Span

    @property
    def is_post(self) -> bool:
        """Whether it leads or speaks for a body that the text names."""
        return self.body is not None and self.noun.words[-1] in words("posts")


def read_role(
    sentence: ReadSentence, phrase: NounPhrase, role: Sequence[Token], after: NounPhrase | None, span: Span
) -> StatedRole | None:
    """What the words of a role in or beside ``phrase`` say; ``after`` is what "of …" follows them."""
    noun = noun_at_end([token.lower for token in role])
    if noun is None:
        return None
    before = role[: len(role) - len(noun.words)]
    around = sentence.parsed.sentence.tokens[max(0, phrase.start - 1) : phrase.start]
    if any(token.lower in words("not_in_office") for token in (*around, *before)):
        return None
    owned = [token.tag for token in before]
    owner = possessor(sentence.parsed.sentence.tokens, phrase) if "POS" in owned else None
    modifiers = before[owned.index("POS") + 1 :] if owner is not None else before
    party = _party(modifiers, sentence)
    body, place = _whose(sentence, [p for p in (owner, after) if p is not None], modifiers)
    if body is None and party is not None and noun.words[-1] in words("posts"):
        body = party
    title = " ".join((*_parts_of_title(modifiers, noun), *noun.words))
    if not place and body is None and party is None:
        rest = [token for token in modifiers if token.tag == "NP0" and token.lower not in title.split()]
        place = " ".join(token.text for token in rest if not is_over(token))
    return StatedRole(noun, title, body, party, place, any(map(is_over, role)), span)


def is_over(token: Token) -> bool:
    """Whether a word says that an office is over: "former", "ex-chancellor"."""
    return token.lower in words("former") or token.lower.startswith("ex-")


def _parts_of_title(modifiers: Sequence[Token], noun: ActorNoun) -> list[str]:
    """The words before a noun that belong to the office: "housing" minister, "deputy" mayor."""
    divided = noun.words[-1] in words("divided_offices")
    return [t.lower for t in modifiers if t.lower in words("office_adjectives") or (divided and _is_plain(t))]


def _is_plain(token: Token) -> bool:
    """Whether a word is a noun that names no state, body or party."""
    named = token.text in states_by_adjective() or token.text in known_names()
    return token.tag in _NOUNS and not (named or token.text.isupper() or is_over(token))


def _whose(
    sentence: ReadSentence, beside: Sequence[NounPhrase], modifiers: Sequence[Token]
) -> tuple[Actor | None, str]:
    """Whose office it is, and the name after "of" where it means nobody."""
    for phrase in beside:
        inside = [
            token
            for token in sentence.parsed.sentence.tokens[phrase.start : phrase.end]
            if token.tag not in {"AT0", "DPS", "POS"}
        ]
        text = " ".join(token.text for token in inside)
        actor = _known(text) or sentence.meant(phrase)
        if actor is not None and actor.kind is not ActorKind.PERSON:
            return actor, ""
        if actor is None and phrase.preposition is not None and all(t.text[:1].isupper() for t in inside):
            return None, text
    for token in modifiers:
        state = states_by_adjective().get(token.text)
        actor = _as_actor(state) if state is not None else _known(token.text)
        if actor is not None and actor.kind not in {ActorKind.PERSON, ActorKind.PARTY}:
            return actor, ""
    return None, ""


def _known(text: str) -> Actor | None:
    known = known_names().get(text)
    return _as_actor(known) if known is not None and known.how == "name" else None


def _as_actor(known: KnownActor) -> Actor:
    return Actor(known.id, known.name, known.kind)


def _party(modifiers: Sequence[Token], sentence: ReadSentence) -> Actor | None:
    """The party in "SPD lawmaker", "Conservative leader", "Green MP"."""
    for token in modifiers:
        known = _known(token.text)
        if known is not None and known.kind is ActorKind.PARTY:
            return known
        named = [name for name in (f"{token.text}s", token.text) if _is_party(name)]
        if named:
            identifier = f"actor/{sentence.document.room}/{slugify(named[0])}"
            return sentence.actors.by_id.get(identifier) or Actor(identifier, named[0], ActorKind.PARTY)
    return None


def _is_party(name: str) -> bool:
    noun = noun_at_end([name.lower()])
    named = name[:1].isupper() and name.lower() not in words("no_parties")
    return named and noun is not None and noun.kind is ActorKind.PARTY
