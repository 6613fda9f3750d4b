"""What a construction may know: the article, the sentence in hand, and what was just spoken of. Immutable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, Protocol

from loaders.articles.findings import Act, Actor, Document, Mention, Quotation, Span, Stance
from loaders.issues.finder import IssueFinder
from loaders.issues.labels.clause_labels import of_clause
from loaders.issues.labels.infinitives import as_it_stands, is_limited
from loaders.issues.labels.label import Label
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.positions.filling.found import NOBODY, Found, Held
from loaders.syntax.clause import COPULAS, MAIN, RELATIVE, Clause
from loaders.syntax.phrase import Phrase


class ActorLookup(Protocol):
    """What this room asks about the actors of a text."""

    @property
    def genders(self) -> Mapping[str, str]:
        """m, f, n or "" of each actor by identifier."""
        ...

    def actor_at(self, span: Span) -> Actor | None:
        """The actor that the words at ``span`` refer to."""
        ...

    def actor_of(self, phrase: Span, head: Span) -> Actor | None:
        """The actor that a phrase with this head names."""
        ...

    def each(self, actor: Actor) -> tuple[Actor, ...]:
        """The actor, or the members of a group that has no name but theirs."""
        ...

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that lie inside ``span``, in text order."""
        ...


class QuotationLookup(Protocol):
    """What this room asks about the quotations of a text."""

    def at(self, offset: int) -> Quotation | None:
        """The innermost quotation at ``offset``."""
        ...

    def voice_at(self, offset: int) -> Quotation | None:
        """The innermost quotation at ``offset``, or else the voice of the text."""
        ...

    @property
    def voice(self) -> Quotation | None:
        """The voice of the text, if it is known."""
        ...

    def around(self, quotation: Quotation) -> tuple[Quotation, ...]:
        """The quotations in which ``quotation`` lies, the innermost first."""
        ...


class Announced(NamedTuple):
    """What is said of each item of a list: "Wir fordern:"."""

    act: Act
    stance: Stance


@dataclass(frozen=True, slots=True)
class Article:
    """A document as far as it is read before its positions; ``comment`` says that it calls itself one.

    ``heading`` are the clauses of its first line, if that is a heading; ``items`` what is said of the items
    of its lists, by the places where their lines begin.
    """

    document: Document
    actors: ActorLookup
    quotations: QuotationLookup
    issues: IssueFinder
    comment: bool
    heading: Sequence[Clause] = ()
    items: Mapping[int, Announced] = field(default_factory=dict)


_OPPOSING = frozenset({Act.REJECT, Act.CRITICISE, Act.WARN, Act.DENY, Act.DOUBT, Act.PROHIBIT})


class Topics:
    """What the sentences so far were about, the latest first; each is read when it is first asked for."""

    def __init__(self, clauses: Sequence[Clause], before: Topics | None) -> None:
        self._clauses, self._before = clauses, before

    @cached_property
    def own(self) -> Label | None:
        """What the last sentence was about."""
        return _topic_of(self._clauses)

    @property
    def latest(self) -> Label | None:
        """The topic of the last sentence that has one."""
        spoken: Topics | None = self
        while spoken is not None and spoken.own is None:
            spoken = spoken._before
        return spoken.own if spoken is not None else None

    def back(self, count: int) -> Iterator[Sequence[Clause]]:
        """The clauses of the last ``count`` sentences, the latest first."""
        spoken: Topics | None = self
        while spoken is not None and count > 0:
            yield spoken._clauses
            spoken, count = spoken._before, count - 1


class Said(NamedTuple):
    """A position that was taken before, as far as later words take it up; ``holders`` by identifier."""

    label: Label
    holders: frozenset[str]
    act: Act
    stance: Stance
    sentence: int
    clause: Clause


@dataclass(frozen=True, slots=True)
class Discourse:
    """What is carried from position to position and from sentence to sentence.

    ``label``, ``holder`` and ``act`` are those of the last position, found in ``sentence``; ``topics`` is
    what the sentences before were about, ``subject`` the main clause whose subject a pronoun takes up,
    ``matter`` what was its subject or object and is nobody, with the genders it can have (m, f, n, p);
    ``said`` are the positions taken so far.
    """

    label: Label | None = None
    holder: Actor | None = None
    act: Act | None = None
    sentence: int = -9
    topics: Topics | None = None
    subject: Clause | None = None
    matter: tuple[Label, frozenset[str]] | None = None
    said: tuple[Said, ...] = ()

    def before(self, count: int) -> Iterator[Sequence[Clause]]:
        """The clauses of the last ``count`` sentences, the latest first."""
        return self.topics.back(count) if self.topics is not None else iter(())

    @property
    def topic(self) -> Label | None:
        """What the sentences before were about."""
        return self.topics.latest if self.topics is not None else None


class Voice(StrEnum):
    """Whose words a clause is, where nobody is said to take a position in it."""

    NOBODY = "nobody"
    SPEAKER = "speaker"  # of a quotation or of reported speech
    EYES = "in the eyes of"  # "Für den Parteichef ist das ein Fehler"
    COMMENT = "commentary"  # the author of a text that calls itself a commentary
    REPORT = "author"  # the author of any other text, who may turn out to comment
    MUST = "author, müssen"  # the same in a clause with "müssen"


@dataclass(frozen=True, slots=True)
class Context:
    """What a construction may know beside its clause.

    ``claimed`` are the clauses of the sentence that are the issue of another one; ``head`` is what the verb
    or headline of the clause has said already; ``theme`` what its quotation is said about; ``voice`` and
    ``speaker`` whose words the clause is.
    """

    article: Article
    clauses: Sequence[Clause]
    sentence: int
    discourse: Discourse
    claimed: frozenset[int] = frozenset()
    head: Found | None = None
    theme: Label | None = None
    voice: Voice = Voice.NOBODY
    speaker: Held = NOBODY

    def after(self, found: Found) -> Context:
        """The context once ``found`` has been said."""
        holders = frozenset(actor.id for actor in found.holders)
        taken = Said(found.label, holders, found.act, found.stance, self.sentence, found.clause)
        said = replace(
            self.discourse,
            label=found.label,
            holder=found.holders[0],
            act=found.act,
            sentence=self.sentence,
            said=(*self.discourse.said, taken),
        )
        return replace(self, discourse=said, claimed=self.claimed | found.claims)

    def claiming(self, clauses: frozenset[int]) -> Context:
        """The context once ``clauses`` are known to be issues, before their position is said."""
        return replace(self, claimed=self.claimed | clauses) if clauses else self

    def quotation_of(self, clause: Clause) -> Quotation | None:
        """The quotation whose words the clause is, reports of stances aside."""
        verb = clause.verb
        places = [clause.start, clause.end - 1]
        if verb is not None and verb.finite is not None and clause.shares is None:
            places.insert(0, clause.tokens[verb.finite].start)
        for offset in places:
            quotation = self.article.quotations.at(offset)
            if quotation is not None and quotation.type != "reported":
                return quotation
        return None

    def voice_of(self, clause: Clause) -> Quotation | None:
        """Whose words the clause is: the quotation around it, or else the voice of the text."""
        return self.quotation_of(clause) or self.article.quotations.voice_at(clause.start)

    def actor_at(self, start: int, end: int) -> Actor | None:
        """The actor that the words from ``start`` to ``end`` refer to."""
        return self.article.actors.actor_at(Span(start, end))

    @property
    def just_said(self) -> Label | None:
        """What "das" or "dagegen" takes up: the issue of a position just taken."""
        before = self.discourse
        others = bool(self.speaker.actors) and before.holder not in self.speaker.actors
        if others and before.act in _OPPOSING:
            return None  # "Weber lehnt die Maut ab. Das ist falsch, sagt Roth.": the refusal is, not the toll
        return before.label if self.sentence - before.sentence <= 2 else None

    @property
    def taken_up(self) -> Label | None:
        """What an omitted issue takes up: what was just said, else what the sentence before was about."""
        recent = self.just_said if self.sentence == self.discourse.sentence else None
        return recent or self.theme or self.just_said or self.discourse.topic

    def matter_before(self, pronoun: str) -> Label | None:
        """What a personal pronoun takes up of the sentence before, if that is nobody."""
        if self.discourse.matter is None:
            return None
        label, genders = self.discourse.matter
        return label if genders & set(_GENDERS.get(pronoun, "")) else None

    @property
    def subject_before(self) -> Label | None:
        """The subject of the sentence before, which a personal pronoun takes up."""
        clause = self.discourse.subject
        if clause is None or clause.subject is None:
            return None
        return of_phrase(clause.tokens, clause.subject, tail_of(clause, clause.subject))


_GENDERS = {"er": "m", "ihn": "m", "es": "n", "ihm": "mn", "sie": "fp", "ihr": "f", "ihnen": "p"}
"""The genders of what a personal pronoun can take up."""


def carried_on(context: Context) -> Discourse:
    """What the sentences after that of ``context`` may take up."""
    clauses, before = context.clauses, context.discourse
    spoken = before.sentence == context.sentence  # "Die Steuer lehne ich ab. Sie …"
    return replace(
        before,
        topics=Topics(clauses, before.topics),
        subject=_subject_of(clauses) or (None if spoken else before.subject),
        matter=_matter_of(context) or before.matter,
    )


def _topic_of(clauses: Sequence[Clause]) -> Label | None:
    """What a sentence is about, for a later "das": the news comes last."""
    for clause in reversed(clauses):
        if clause.bracketed or (clause.kind != MAIN and clause.connector != "dass"):
            continue
        if not any(p.kind == "NP" and p is not clause.subject for p in clause.phrases) and _is_active(clause):
            continue  # "Der Zeuge schilderte ausführlich, …"
        label = as_it_stands(clause) if is_limited(clause) else of_clause(clause)
        if label is not None and len(label.lemmas) > 1:
            return label
    return None


def _is_active(clause: Clause) -> bool:
    return clause.verb is not None and clause.verb.voice == "active" and clause.verb.lemma not in COPULAS


def _subject_of(clauses: Sequence[Clause]) -> Clause | None:
    """The first main clause, if its subject is a noun phrase."""
    main = (c for c in clauses if c.kind == MAIN and c.verb is not None and not c.bracketed)
    first = next(main, None)
    subject = first.subject if first is not None else None
    return first if subject is not None and subject.kind == "NP" else None


def _matter_of(context: Context) -> tuple[Label, frozenset[str]] | None:
    """What a sentence says something of, if that is nobody: its last subject, else its object."""
    for clause in reversed(context.clauses):
        if clause.kind == RELATIVE or clause.bracketed:
            continue
        for phrase in (clause.subject, clause.accusative):
            if phrase is None or phrase.kind != "NP" or not _is_nobody(clause, phrase, context):
                continue
            genders = frozenset(reading[1] for reading in phrase.readings)
            return of_phrase(clause.tokens, phrase, tail_of(clause, phrase)), genders
    return None


def _is_nobody(clause: Clause, phrase: Phrase, context: Context) -> bool:
    head = clause.tokens[phrase.head]
    whole = Span(clause.tokens[phrase.first].start, clause.tokens[phrase.end - 1].end)
    return head.tag == "NN" and context.article.actors.actor_of(whole, Span(head.start, head.end)) is None
