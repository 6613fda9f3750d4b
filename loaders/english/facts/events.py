"""Events an English text tells of, by the verb of a clause ("met") or by a noun ("the summit in Rome").

As in German (``loaders.facts.events``) an event counts only with somebody who takes part or a date, and
what is denied, imagined or only wished for is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.articles.findings import Actor, ActorKind, Document, Event, Span, When
from loaders.english.actors.index import Cast, possessor
from loaders.english.facts.dates import find_dates
from loaders.english.facts.event_words import NamingVerb, naming_noun, naming_verbs
from loaders.english.lexicon import frames_of, manner_of
from loaders.english.syntax.units import NounPhrase, Parsed, VerbClause
from loaders.english.vocabulary import words
from loaders.facts.event_mentions import EventMention, event_of, merged, of_clause, unique
from loaders.german.tokens import Token
from loaders.lexicon.events import EventKind

_TWO_SIDED = frozenset({"talks", "call", "visit"})  # kinds in which the speaker takes part
_TOLD_LINKS = frozenset({"main", "that", "rel", "sub", "wh"})


def find_events(parsed: Sequence[Parsed], actors: Cast, document: Document) -> tuple[Event, ...]:
    """The events of ``document`` in text order."""
    mentions = [mention for one in parsed for mention in _read(_Told(one, actors, document))]
    return tuple(event_of(document, mention, mention.kind.english) for mention in merged(mentions))


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence with whom its phrases mean."""

    parsed: Parsed
    actors: Cast
    document: Document

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.parsed.sentence.tokens

    def meant(self, phrases: Sequence[NounPhrase | None]) -> tuple[Actor, ...]:
        """Whom phrases mean, each once; norms take part in nothing."""
        index = self.parsed.sentence.index
        found = (self.actors.meant(index, phrase) for phrase in phrases if phrase is not None)
        return unique([actor for actor in found if actor is not None and actor.kind is not ActorKind.NORM])

    def stands_before(self, at: int, clause: VerbClause) -> bool:
        """Whether a unit stands before the first verb of the sentence, which is that of ``clause``."""
        return clause is self.parsed.clauses[0] and at < clause.at

    def governed_by(self, phrase: NounPhrase) -> str:
        """The preposition before a phrase, or nothing."""
        return self.tokens[phrase.preposition].lower if phrase.preposition is not None else ""


def _read(told: _Told) -> Iterator[EventMention]:
    """The events that the verbs and nouns of a sentence name."""
    if told.tokens[-1].text == "?":
        return
    for clause in told.parsed.clauses:
        if not _is_told(clause):
            continue
        nouns = (_by_noun(told, clause, at, phrase) for at, phrase in _phrases_of(told, clause))
        yield from of_clause(_by_verb(told, clause), filter(None, nouns))


def _is_told(clause: VerbClause) -> bool:
    """Whether a clause says that something happened or will, rather than imagining, denying or wishing it."""
    verb = clause.verb
    if (
        verb.form != "finite"
        or verb.negated
        or verb.modal not in {"", "will"}
        or clause.link not in _TOLD_LINKS
    ):
        return False
    if clause.link == "that":
        parent = clause.parent
        return parent is not None and not parent.verb.negated and manner_of(parent.verb.lemma) == "say"
    if clause.link == "wh":
        return clause.opener in {"when", "where"}
    opener = clause.opener.split()[-1:]
    return not (clause.link == "sub" and set(opener) & {*words("conditional_openers"), "whether", "lest"})


# -- verbs ----------------------------------------------------------------------------------------------


def _by_verb(told: _Told, clause: VerbClause) -> EventMention | None:
    reading = next((r for r in naming_verbs().get(clause.verb.lemma, ()) if _fits(told, clause, r)), None)
    if reading is None:
        return None
    company = [p for p in clause.prepositions if told.governed_by(p) in words("company_prepositions")]
    objects = [] if clause.verb.passive else [clause.object]  # "was elected president"
    participants = told.meant([*clause.subjects, *objects, *company])
    return _mention(told, clause, reading.kind, participants, None)


def _fits(told: _Told, clause: VerbClause, reading: NamingVerb) -> bool:
    """Whether a clause has what the reading of its verb demands."""
    verb, tokens = clause.verb, told.tokens
    if reading.particle and (verb.end >= len(tokens) or tokens[verb.end].lower != reading.particle):
        return False
    after = [p for p in clause.prepositions if told.governed_by(p) == reading.preposition]
    if reading.preposition and not after:
        return False
    agents = [p for p in clause.prepositions if told.governed_by(p) == "by"]
    objects = list(clause.subjects) if verb.passive else [p for p in (clause.object,) if p is not None]
    heads = [tokens[p.head].lemma for p in (after if reading.preposition else objects)]
    if reading.noun and reading.noun not in heads:
        return False
    if reading.named and not any(told.meant([p]) or tokens[p.head].tag == "NP0" for p in objects):
        return False
    subjects = told.meant(agents if verb.passive else clause.subjects)
    return not reading.subject or any(actor.kind.value == reading.subject for actor in subjects)


# -- nouns ----------------------------------------------------------------------------------------------


def _phrases_of(told: _Told, clause: VerbClause) -> Iterator[tuple[int, NounPhrase]]:
    """The phrases of a clause, before its verb and after it, with their places among the units."""
    own = {*clause.subjects, clause.object, *clause.prepositions}
    for at, unit in enumerate(told.parsed.units):
        if unit.phrase is not None and (unit.phrase in own or told.stands_before(at, clause)):
            yield at, unit.phrase


def _by_noun(told: _Told, clause: VerbClause, at: int, phrase: NounPhrase) -> EventMention | None:
    tokens = told.tokens
    before = tokens[phrase.head - 1].lower if phrase.head > phrase.start else ""
    kind = naming_noun(before, tokens[phrase.head].lemma)
    if kind is None or _is_thought_of(told, clause, phrase):
        return None
    around = _company(told, at)
    participants = told.meant([possessor(tokens, phrase), *around])
    during = told.governed_by(phrase) in words("during_prepositions")
    if clause.verb.lemma in words("light_verbs") or (during and kind.merges in _TWO_SIDED and participants):
        participants = unique((*participants, *told.meant([s for s in clause.subjects if s != phrase])))
    return _mention(told, clause, kind, participants, phrase)


def _is_thought_of(told: _Told, clause: VerbClause, phrase: NounPhrase) -> bool:
    """Whether an event is denied, only possible, wanted, or what something else is about."""
    inside = told.tokens[phrase.start : phrase.head]
    if any(token.lower in words("imagined_words") for token in inside):
        return True
    preposition = told.governed_by(phrase)
    if preposition:
        return preposition not in words("during_prepositions")
    return phrase == clause.object and bool(frames_of("verb", clause.verb.lemma))


def _company(told: _Told, at: int) -> list[NounPhrase]:
    """Those named after a noun: "between A and B", "with A"."""
    found: list[NounPhrase] = []
    for unit in told.parsed.units[at + 1 :]:
        phrase = unit.phrase
        governor = told.governed_by(phrase) if phrase is not None else ""
        if phrase is not None and (governor in words("company_prepositions") or (found and not governor)):
            found.append(phrase)
        elif unit.word not in {"and", ","} or not found:
            break
    return found


# -- a mention ------------------------------------------------------------------------------------------


def _mention(
    told: _Told, clause: VerbClause, kind: EventKind, participants: tuple[Actor, ...], noun: NounPhrase | None
) -> EventMention | None:
    when, span = _when(told, clause)
    place = _place(told, clause)
    people = tuple(actor for actor in participants if place is None or actor.name != place)
    enough = when is not None or (len(people) > 1 or bool(place and people) if noun else bool(people))
    if not enough or (kind.needs_date and when is None):
        return None
    if noun is not None and not people and told.tokens[noun.start].tag not in {"AT0", "DPS", "DT0"}:
        return None
    published = told.document.published
    ahead = when is not None and when.start is not None and published is not None and when.start > published
    named = None
    if noun is not None:
        first = noun.head - (told.tokens[noun.head - 1].tag[:2] == "NN" and noun.head > noun.start)
        named = " ".join(token.text for token in told.tokens[first : noun.head + 1])
    return EventMention(kind, span, people, place, when, ahead or _is_planned(told, clause, noun), named)


def _is_planned(told: _Told, clause: VerbClause, noun: NounPhrase | None) -> bool:
    described = told.tokens[noun.start : noun.head] if noun is not None else ()
    return clause.verb.modal == "will" or any(token.lower in words("planned_words") for token in described)


def _when(told: _Told, clause: VerbClause) -> tuple[When | None, Span]:
    """The date of a clause, resolved ones first, and the words of clause and date."""
    tokens, text = told.tokens, told.document.text
    start, end = tokens[clause.start].start, tokens[clause.end - 1].end
    first = clause is told.parsed.clauses[0]
    begin = tokens[0].start if first else start
    ahead = clause.verb.modal == "will" or tokens[clause.verb.start].tag in {
        "VVZ",
        "VVB",
        "VBZ",
        "VBB",
        "VM0",
    }
    dates = find_dates(text[begin:end], told.document.published, ahead=ahead, offset=begin)
    if not dates:
        return None, Span(start, end)
    span, when = next((pair for pair in dates if pair[1].start or pair[1].end), dates[0])
    return when, Span(min(start, tokens[0].start if span.start < start else start), max(end, span.end))


def _place(told: _Told, clause: VerbClause) -> str | None:
    """The name after "in" in a clause: "in Rome"."""
    for at, unit in enumerate(told.parsed.units):
        phrase = unit.phrase
        inside = phrase in clause.prepositions or told.stands_before(at, clause)
        if phrase is None or not inside or told.governed_by(phrase) != "in":
            continue
        name = [t for t in told.tokens[phrase.start : phrase.end] if t.tag not in {"AT0", "DT0"}]
        actor = next(iter(told.meant([phrase])), None)
        named = (
            bool(name)
            and all(t.text[:1].isupper() for t in name)
            and name[-1].lower not in words("time_nouns")
        )
        if named and (actor is None or actor.kind is ActorKind.STATE):
            return " ".join(token.text for token in name)
    return None
