"""A phrase that may refer to an actor, and small questions about words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loaders.articles.findings import ActorKind, Span
from loaders.background.gazetteer import Entry
from loaders.background.towns import town_adjectives
from loaders.german.person_names import Name
from loaders.german.tokens import Sentence, Token
from loaders.lexicon.nouns import Noun
from loaders.lexicon.tables import words

ARTICLE_TAGS = frozenset({"ART", "PPOSAT", "PDAT", "PIAT", "PIDAT", "PWAT", "APPRART"})
FINITE_TAGS = frozenset({"VVFIN", "VAFIN", "VMFIN"})
NAME_TAGS = frozenset({"NE", "FM", "XY"})

# Organisations that are called by their own name alone ("The Guardian", not "Zeitung The Guardian").
NAMED_KINDS = frozenset(
    {ActorKind.PARTY, ActorKind.ASSOCIATION, ActorKind.COMPANY, ActorKind.MEDIUM, ActorKind.ALLIANCE}
)


@dataclass(slots=True, eq=False)
class Naming:
    """Words of a sentence that may refer to an actor; ``start`` and ``end`` are token places, end exclusive.

    ``what`` is entry (of the gazetteer; ``how`` says whether name, metonym or demonym), name (of a person),
    person, organisation or norm (a noun heads it), or place (an owner such as "Kiels").
    ``scope`` and ``scope_entry`` are what a role or organisation belongs to, ``place`` where that is a town;
    ``proper`` is the own name after an organisation noun, ``quoted`` if it stands in quotation marks,
    ``complement`` the genitive or the like after it. ``branch_of`` is the party whose branch it names.
    """

    sentence: Sentence
    start: int
    end: int
    head: int
    what: str
    label: str = ""
    noun: Noun | None = None
    name: Name | None = None
    entry: Entry | None = None
    how: str = ""
    gender: str = ""
    plural: bool = False
    determiner: str = ""
    preposition: str = ""
    adjectives: tuple[str, ...] = ()
    number: str = ""
    former: bool = False
    scope: Naming | None = None
    scope_entry: Entry | None = None
    place: str = ""
    party: Naming | None = None
    acronym: str = ""
    proper: str = ""
    quoted: bool = False
    complement: str = ""
    branch_of: str = ""
    apposition: Naming | None = None
    same_as: Naming | None = None  # the phrase this one stands in apposition to
    inner: list[Naming] = field(default_factory=list)

    @property
    def definite(self) -> bool:
        """Whether an article such as der or dieser, or a genitive, makes the phrase definite."""
        return self.determiner[:1] == "d" or self.determiner in words("definite") | {"ins", "jene"}

    @property
    def indefinite(self) -> bool:
        """Whether the determiner introduces something new (ein, mehrere, einige)."""
        starts = ("ein", "kein", "mehrere", "viele", "manche", "irgend", "zahlreiche")
        return self.determiner.startswith(starts)

    @property
    def first_offset(self) -> int:
        """Where the phrase begins in the text."""
        return self.sentence.tokens[self.start].start

    @property
    def end_offset(self) -> int:
        """Where the phrase ends in the text."""
        return self.sentence.tokens[self.end - 1].end

    @property
    def span(self) -> Span:
        """The phrase in the text."""
        return Span(self.first_offset, self.end_offset)

    def span_with(self, other: Naming) -> Span:
        """The words from the one phrase to the other, both included."""
        first = min(self.first_offset, other.first_offset)
        return Span(first, max(self.end_offset, other.end_offset))

    @property
    def before(self) -> Token | None:
        """The token before the phrase."""
        return self.sentence.tokens[self.start - 1] if self.start else None

    @property
    def after(self) -> Token | None:
        """The token after the phrase."""
        return self.sentence.tokens[self.end] if self.end < len(self.sentence.tokens) else None

    @property
    def words(self) -> str:
        """The words of the phrase, without an article in front."""
        first = self.start
        if self.sentence.tokens[first].tag in ARTICLE_TAGS and first < self.head:
            first += 1
        return phrase_text(self.sentence.tokens[first : self.end])

    def complete(self, end: int) -> None:
        """Take the words up to ``end`` in as a complement of the head."""
        self.end = end
        self.complement = phrase_text(self.sentence.tokens[self.head + 1 : end])

    def flattened(self) -> Iterator[Naming]:
        """The phrases inside this one, outer before inner."""
        for inner in self.inner:
            yield inner
            yield from inner.flattened()


def phrase_text(tokens: Sequence[Token]) -> str:
    """The words with the spaces of the text (at most one)."""
    out: list[str] = []
    last: int | None = None
    for token in tokens:
        if last is not None and token.start > last:
            out.append(" ")
        out.append(token.text)
        last = token.end
    return "".join(out)


def is_state(phrase: Naming) -> bool:
    """Whether the phrase names a state or stands for one."""
    return phrase.entry is not None and (phrase.entry.kind is ActorKind.STATE or phrase.how == "metonym")


def is_noun(token: Token | None) -> bool:
    """Whether the token is a capitalised common noun, or the beginning of one."""
    return token is not None and token.tag in {"NN", "TRUNC", "ADJA"} and token.text[:1].isupper()


def is_town_adjective(word: str) -> bool:
    """Whether an adjective is made of a known town's name and keeps its capital: "Kölner"."""
    return word in town_adjectives()


def names_with_adjective(tokens: Sequence[Token], i: int) -> bool:
    """Whether a large adjective and its noun stand at ``i``, as in names alone: "Gruppe Freie Schulen"."""
    if i + 1 >= len(tokens) or tokens[i].tag != "ADJA" or not tokens[i].text[:1].isupper():
        return False
    noun = tokens[i + 1]
    return noun.text[:1].isupper() and noun.text.isalpha() and noun.tag in NAME_TAGS | {"NN", "NNI"}
