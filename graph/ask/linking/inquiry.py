"""What one question needs while it is answered: the graph, its indexes, both languages, the queries run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pyoxigraph as ox

from graph.ask.indexes.full_text import full_text_of
from graph.ask.indexes.indexes import index_of
from graph.ask.indexes.issue_index import IssueIndex, IssueMatch, issues_of
from graph.ask.indexes.label_index import LabelIndex
from graph.ask.indexes.name_index import NameIndex, NameMatch, names_of
from graph.ask.linking.value_queries import run
from graph.ask.reading.question import Filters, QuestionToken, tokens
from graph.ask.words.kinds import kind_named
from graph.ask.words.stems import parts, stem, words
from graph.ask.words.topic_terms import TopicTerm, mended, name_term, person_term, terms_of
from graph.ask.words.word_files import is_small
from graph.knowledge.graph import KnowledgeGraph
from graph.rdf.queries import Bindings, with_values
from graph.stores.repository import Row


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question is about: its words, the terms they ask for, the issues that answer to them."""

    text: str
    terms: tuple[TopicTerm, ...] = ()
    issues: tuple[IssueMatch, ...] = ()
    actors: tuple[str, ...] = ()
    """Actors named within the topic ("Sanktionen gegen Russland")."""

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def scores(self) -> dict[str, IssueMatch]:
        """The issues by IRI."""
        return {match.iri: match for match in self.issues}


@dataclass
class Inquiry:
    """The graph as seen by one question."""

    knowledge: KnowledgeGraph
    language: str
    """In which the answer is worded: ``de`` or ``en``."""
    spoken: str
    """In which the question is put, by whose words and grammar it is read: ``de`` or ``en``."""
    filters: Filters = field(default_factory=Filters)
    documents: tuple[str, ...] = ()
    """IRIs of the documents the question is restricted to; empty means all."""
    sources: tuple[str, ...] = ()
    """IRIs of the reporters it is restricted to."""
    origins: tuple[str, ...] = ()
    """Who must have found a position (``rules``, ``model``, ``rules+model``); empty means anybody."""
    whole_texts: bool = True
    """Whether sentences of the texts may be shown that the graph does not quote."""
    ran: list[str] = field(default_factory=list)
    """The SPARQL queries that ask for what was read so far."""

    @cached_property
    def index(self) -> LabelIndex:
        """The label index of the store as it is."""
        return index_of(self.knowledge)

    @cached_property
    def names(self) -> NameIndex:
        """Names of actors and offices."""
        return names_of(self.index)

    @cached_property
    def issues(self) -> IssueIndex:
        """Words of issues."""
        return issues_of(self.index)

    def label(self, iri: str) -> str:
        """The label of a thing in the answer's language; an issue keeps its German name beside it."""
        label = self.index.label(iri, self.language)
        if self.language != "de" and self.index.sort_of(iri) == "issue":
            german = self.index.label(iri, "de")
            return label if label == german else f"{label} ({german})"
        return label

    def query(self, name: str, values: Bindings) -> list[Row]:
        """Run a named query with ``values`` and remember it."""
        return run(self.knowledge, self.note(name, values))

    def note(self, name: str, values: Bindings) -> str:
        """Remember the text of a named query with ``values``."""
        sparql = with_values(name, values)
        if sparql not in self.ran:
            self.ran.append(sparql)
        return sparql

    def topic(self, text: str, *, roles: bool = True) -> Topic:
        """What ``text`` is about, with the issues that answer to it."""
        worded = self.worded(text, roles=roles)
        return replace(worded, issues=tuple(self.issues.find(worded.terms)))

    def worded(self, text: str, *, roles: bool = True) -> Topic:
        """The terms of ``text``, without the issues; names of actors in it count as one each, by any name.

        Without ``roles``, offices are words like others: who holds them is what is asked.
        """
        found = tokens(mended(text, self.issues.has_word) if self.spoken == "en" else text)
        cased = self.spoken == "de" and any(token.capital for token in found)
        spelled, _owners = spell(found)
        written = [part for token in found for part in parts(token.text)]
        terms: list[TopicTerm] = []
        actors: list[str] = []
        position = 0
        for name in self.names.find(spelled):
            if name.role and not roles:
                continue
            terms += terms_of(" ".join(written[position : name.start]), cased)
            actors.append(name.candidates[0])
            terms.append(self._name_term(name, spelled))
            position = name.end
        terms += terms_of(" ".join(written[position:]), cased)
        if self.spoken == "en":
            terms = [replace(term, foreign=True) for term in terms]
        terms = [self.issues.mended(term) for term in terms]
        return Topic(_trimmed(found), tuple(terms), actors=tuple(actors))

    def misspelt(self, spelled: Sequence[str]) -> NameMatch | None:
        """The name of which words of the question (folded) are a misspelling: words that no text has."""
        counts = full_text_of(self.knowledge, self.index).counts
        return self.names.similar(spelled, lambda word: stem(word) in counts)

    def described_actor(self, text: str) -> str:
        """The actor with positions whose name answers to all of ``text`` ("the Buddhist monks"), or ""."""
        terms = terms_of(text)
        if len(terms) == 1 and any(kind_named(word) for word in words(text)):
            return ""
        if self.spoken == "en":
            terms = [replace(term, foreign=True) for term in terms]
        return self.issues.holder(terms)

    def _name_term(self, name: NameMatch, spelled: Sequence[str]) -> TopicTerm:
        things = [thing for iri in name.candidates if (thing := self.index.things.get(iri))]
        persons = [
            text for thing in things if "Person" in thing.classes for text in sorted(thing.names["label"])
        ]
        said = " ".join(spelled[name.start : name.end])
        if persons and name.role:
            return name_term([*(text.split()[-1] for text in persons), said])
        if persons:
            return person_term(persons)
        known = [text for thing in things for text in sorted(thing.called)]
        return name_term([*known, said])


def _trimmed(found: Sequence[QuestionToken]) -> str:
    """The words of a topic without the small words at its edges."""
    edge = ("article", "preposition", "auxiliary", "filler", "question", "negation")
    kept = list(found)
    while kept and not kept[0].text.isupper() and any(is_small(kept[0].folded, name) for name in edge):
        kept.pop(0)
    while kept and not kept[-1].text.isupper() and any(is_small(kept[-1].folded, name) for name in edge):
        kept.pop()
    return " ".join(token.text for token in kept)


def spell(found: Sequence[QuestionToken]) -> tuple[list[str], list[int]]:
    """The folded words of ``found`` (hyphenated ones in parts), and the token each belongs to."""
    pairs = [(word, place) for place, token in enumerate(found) for word in words(token.text)]
    return [word for word, _ in pairs], [place for _, place in pairs]


def nodes(iris: Sequence[str]) -> list[ox.NamedNode]:
    """IRIs as terms."""
    return [ox.NamedNode(iri) for iri in iris]
