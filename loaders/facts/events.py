"""Events a text tells of: meetings, calls, votes, attacks, rulings … with participants, place and date.

A clause names an event by its verb ("rief an", "einmarschierten") or by a noun ("der Gipfel in Kiew"). An
event counts only with something that makes it one of its own: someone who takes part, or a date. Clauses
that only imagine or deny (wenn, Konjunktiv II, negation) name none. Mentions of the same kind whose dates,
places and participants agree are one event, whose evidence is the mention that says most.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.actors.index import ActorIndex
from loaders.articles.findings import Actor, ActorKind, Document, Event, Span, When
from loaders.facts.dating import date_of, is_planned
from loaders.facts.event_mentions import EventMention, event_of, merged, of_clause, unique
from loaders.german.tokens import Token
from loaders.issues.labels.phrase_labels import of_phrase
from loaders.lexicon.events import EventKind, EventVerb, event_noun, event_verbs
from loaders.lexicon.tables import words
from loaders.syntax.clause import INFINITIVE, MAIN, RELATIVE, SUB, Clause
from loaders.syntax.phrase_reader import Phrase

_COMPANY = frozenset({"mit", "bei", "zwischen", "unter", "gegen"})  # prepositions before those who take part
_OF_NOUN = frozenset({"mit", "zwischen", "von", "bei", "unter", "auf", "gegen", "durch"})
_PLACES = frozenset({"in", "nach", "bei", "vor", "auf", "an"})
_BOTH = frozenset({"beiden", "beide", "beider"})
_RECENT = 12  # mentions in which "der beiden" looks for two persons
_ABOUT = frozenset(
    {"für", "gegen", "um", "auf", "über", "zu"}
)  # what is only talked about: "für ein Treffen"
_DURING = frozenset(
    {"bei", "in", "auf", "nach", "während", "vor", "zu"}
)  # "bei einem Treffen mit X sagte er"
_TWO_SIDED = frozenset({"talks", "call", "visit"})  # kinds in which the speaker takes part
_MEANWHILE = frozenset({"während", "als"})
_IMAGINED = frozenset({"wenn", "falls", "sofern", "ob", "dass", "daß"})
_POSSIBLE_MODALS = frozenset({"können", "dürfen", "müssen", "mögen"})


def find_events(
    clauses: Sequence[Sequence[Clause]], actors: ActorIndex, document: Document
) -> tuple[Event, ...]:
    """The events of ``document`` in text order; ``clauses`` are those of each sentence."""
    reader = _Reader(actors, document)
    mentions = [mention for sentence in clauses for mention in reader.read(sentence)]
    return tuple(event_of(document, mention, mention.kind.label) for mention in merged(mentions))


class _Reader:
    def __init__(self, actors: ActorIndex, document: Document) -> None:
        self.actors = actors
        self.document = document
        self.sentence: Sequence[Clause] = ()
        self.starts = [m.span.start for m in actors.mentions]

    def read(self, sentence: Sequence[Clause]) -> Iterator[EventMention]:
        """The events that the verbs and nouns of a sentence name."""
        self.sentence = sentence
        for clause in sentence:
            yield from self._read(clause)

    def _read(self, clause: Clause) -> Iterator[EventMention]:
        if clause.verb is None and not clause.phrases:
            return
        nouns = (self._by_noun(clause, member) for phrase in clause.phrases for member in phrase.members)
        yield from of_clause(self._by_verb(clause), filter(None, nouns))

    # -- verbs ------------------------------------------------------------------------------------------

    def _by_verb(self, clause: Clause) -> EventMention | None:
        verb = clause.verb
        if verb is None or clause.kind == INFINITIVE or not _is_told(clause):
            return None
        kind = self._verb_kind(clause)
        if kind is None:
            return None
        phrases = [p for p in (clause.subject, clause.accusative, clause.dative) if p is not None]
        phrases += [p for p in clause.prepositionals if p.prep in _COMPANY or p.prep in {"von", "durch"}]
        participants = self._actors_of(clause, phrases)
        return self._mention(clause, kind, participants, None)

    def _verb_kind(self, clause: Clause) -> EventKind | None:
        assert clause.verb is not None
        readings = event_verbs().get(clause.verb.lemma.lower(), ())
        return next((reading.kind for reading in readings if self._fits(clause, reading)), None)

    def _fits(self, clause: Clause, reading: EventVerb) -> bool:
        """Whether the clause has what the reading of its verb demands."""
        after = [p for p in clause.prepositionals if p.prep == reading.preposition]
        if reading.preposition and not after:
            return False
        passive = clause.verb is not None and clause.verb.voice == "passive"
        objects = after if reading.preposition else [clause.accusative, clause.dative]
        objects += [clause.subject] if passive and not reading.preposition else []
        if reading.noun and not _has_noun(clause, objects, reading.noun):
            return False
        if reading.subject is None:
            return True
        subjects = self._actors_of(clause, [clause.subject] if clause.subject is not None else [])
        return any(actor.kind.value == reading.subject for actor in subjects)

    # -- nouns ------------------------------------------------------------------------------------------

    def _by_noun(self, clause: Clause, phrase: Phrase) -> EventMention | None:
        token = clause.tokens[phrase.head]
        kind = event_noun(token.lemma) if token.tag == "NN" else None
        if kind is None or _is_denied(clause, phrase) or _is_wished(clause, phrase):
            return None
        around = [
            p for p in clause.prepositionals if p.first in (phrase.end, phrase.end + 1) and p.prep in _OF_NOUN
        ]
        around += [
            p for p in clause.phrases if p.first == phrase.end and clause.tokens[p.head].lower in _BOTH
        ]
        phrases = ([phrase.genitive] if phrase.genitive else []) + around
        participants = self._actors_of(clause, phrases)
        light = clause.verb is not None and clause.verb.lemma.lower() in words("light")
        if light or (phrase.prep in _DURING and kind.merges in _TWO_SIDED and participants):
            subject = [p for p in (clause.subject,) if p is not None and p is not phrase]
            participants = unique((*self._actors_of(clause, subject), *participants))
        return self._mention(clause, kind, participants, phrase)

    def _mention(
        self, clause: Clause, kind: EventKind, participants: tuple[Actor, ...], noun: Phrase | None
    ) -> EventMention | None:
        when = self._when(clause)
        place = self._place(clause)
        planned = is_planned(clause) or (
            when is not None
            and when.start is not None
            and self.document.published is not None
            and when.start > self.document.published
        )
        people = tuple(a for a in participants if place is None or a.name != place)
        enough = when is not None or (
            len(people) > 1 or (place is not None and people) if noun else bool(people)
        )
        if kind.needs_date and when is None:
            enough = False
        if not enough or (
            noun is not None and not people and when is not None and not _is_definite(clause, noun)
        ):
            return None
        words_of = None
        if noun is not None:
            rest = self.document.text[clause.tokens[noun.head].end : clause.tokens[noun.end - 1].end]
            words_of = clause.tokens[noun.head].lemma + rest
        return EventMention(kind, Span(clause.start, clause.end), people, place, when, planned, words_of)

    def _actors_of(self, clause: Clause, phrases: Sequence[Phrase]) -> tuple[Actor, ...]:
        found: list[Actor] = []
        for phrase in phrases:
            span = Span(clause.tokens[phrase.first].start, clause.tokens[phrase.last - 1].end)
            if clause.tokens[phrase.head].lower in _BOTH:
                found += self._last_two(span.start)
            named = (each for actor in self.actors.actors_at(span) for each in self.actors.each(actor))
            found += [a for a in named if a.kind is not ActorKind.NORM]
        return unique(found)

    def _last_two(self, before: int) -> list[Actor]:
        """The two persons that "der beiden" means: those mentioned last."""
        last = bisect_left(self.starts, before)
        ids: dict[str, Actor] = {}
        for mention in reversed(self.actors.mentions[max(0, last - _RECENT) : last]):
            actor = self.actors.by_id.get(mention.actor)
            if actor is not None and actor.kind is ActorKind.PERSON:
                ids.setdefault(actor.id, actor)
            if len(ids) == 2:
                return list(reversed(ids.values()))
        return []

    def _when(self, clause: Clause) -> When | None:
        """The date of a clause: its own, else that of a clause that says when ("während …", "als …")."""
        own = date_of(clause, self.document)
        if own is not None:
            return own
        beside = self.sentence[max(0, clause.index - 1) : clause.index + 2]
        times = [c for c in beside if c.kind == SUB and c.connector in _MEANWHILE]
        return next((when for c in times if (when := date_of(c, self.document)) is not None), None)

    def _place(self, clause: Clause) -> str | None:
        for phrase in clause.prepositionals:
            if phrase.prep not in _PLACES:
                continue
            inner = clause.tokens[phrase.first + 1 : phrase.end]
            if inner and inner[0].tag == "ART":
                inner = inner[1:]
            if not inner or not _is_name(inner):
                continue
            span = Span(inner[0].start, inner[-1].end)
            actor = self.actors.actor_at(span)
            is_place = phrase.prep in {"in", "nach"} or (actor is not None and actor.kind is ActorKind.STATE)
            if is_place and not (actor is not None and actor.kind is ActorKind.PERSON):
                return _plain_name(clause, phrase) if inner[0].tag == "ADJA" else span.of(self.document.text)
        return None


def _has_noun(clause: Clause, phrases: Sequence[Phrase | None], noun: str) -> bool:
    """Whether one of the phrases has this noun, or a compound of it, as a head."""
    heads = (clause.tokens[m.head].lemma.lower() for p in phrases if p is not None for m in p.members)
    return any(head.endswith(noun) for head in heads)


def _plain_name(clause: Clause, phrase: Phrase) -> str:
    """A place with its adjective in the nominative: "im Weißen Haus" is "Weißes Haus"."""
    noun = replace(phrase, first=phrase.attributes[0] if phrase.attributes else phrase.head, prep=None)
    return of_phrase(clause.tokens, noun).text


def _is_name(tokens: Sequence[Token]) -> bool:
    """Whether the words after a preposition are a name: Rom, Bad Ems, Weißen Haus."""
    capital = all(t.text[0].isupper() for t in tokens)
    return capital and (tokens[-1].tag == "NE" or (len(tokens) > 1 and tokens[-1].tag == "NN"))


# -- what a clause tells --------------------------------------------------------------------------------


def _is_told(clause: Clause) -> bool:
    """Whether a clause says that something happened or will, rather than imagining or denying it."""
    verb = clause.verb
    if verb is None or clause.question or clause.negation is not None or verb.mood == "konj2":
        return False
    if clause.kind not in {MAIN, SUB, RELATIVE} or verb.modal in _POSSIBLE_MODALS or verb.voice == "state":
        return False
    return not (clause.kind == SUB and (clause.connector or "") in _IMAGINED - {"dass", "daß"}) and not (
        clause.kind == MAIN and clause.verb_first and clause.index == 0 and verb.tense == "present"
    )


def _is_denied(clause: Clause, phrase: Phrase) -> bool:
    """Whether a noun is denied or only thought of ("kein Treffen", "ein mögliches Treffen")."""
    inside = [t.lower for t in clause.tokens[phrase.first : phrase.head]]
    return any(w.startswith("kein") or w.startswith("möglich") for w in inside) or (
        clause.verb is not None and clause.verb.mood == "konj2"
    )


def _is_wished(clause: Clause, phrase: Phrase) -> bool:
    """Whether someone only wants or rejects it: "fordert ein Treffen"."""
    wishes = words("wishes")
    if phrase.prep is not None and phrase.prep not in _ABOUT | {"nach"}:
        return False  # "in einem Gespräch mit X forderte er …"
    wished = clause.verb is not None and clause.verb.lemma in wishes and phrase is not clause.subject
    light = clause.verb is not None and clause.verb.lemma.lower() in words("light")
    if phrase.prep in _ABOUT and not light and clause.tokens[phrase.first + 1].lower.startswith("ein"):
        return True
    return wished and clause.tokens[phrase.first].lower not in {"der", "die", "das", "den", "dem"}


def _is_definite(clause: Clause, phrase: Phrase) -> bool:
    """Whether a noun phrase is about a certain event: with an article, singular."""
    first = clause.tokens[phrase.first]
    return first.tag in {"ART", "APPRART", "PPOSAT", "PDAT"} or (
        phrase.first < phrase.head and clause.tokens[phrase.first + 1].tag in {"ART", "PPOSAT", "PDAT"}
    )
