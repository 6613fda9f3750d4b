"""What is said to be somebody's goal or task, or what he wants: "Ziel der SPD ist ein Mindestlohn"."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.articles.findings import Act, Actor, Stance
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.lexicon.frames import Frame, speech_frames, verb_frames
from loaders.lexicon.tables import words
from loaders.positions.filling.assembly import framed, position
from loaders.positions.filling.complements import before, clause_issue, complement, done_by, is_complement
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import NOTHING, Expression, Filled, Found, Held
from loaders.positions.filling.holders import resolve
from loaders.positions.filling.polarity import NONE, Sense
from loaders.positions.lexical.verbs import fitting
from loaders.syntax.clause import Clause
from loaders.syntax.phrase import Phrase

_NEGATION = frozenset({"negation"})
_FIRST = ("mein", "unser")


def goal(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Ziel der SPD ist ein höherer Mindestlohn", "unser Anliegen ist es, die Armut zu senken"."""
    noun = _named(clause, "goal_nouns") if _is_plain(clause) else None
    owners = _owners(clause, noun, context) if noun is not None else []
    issue = _told(clause, noun, context) if noun is not None and owners else NOTHING
    if noun is not None and issue.label is not None:
        yield position(clause, _wanting(clause, noun), Held(owners, "possessive"), issue)


def aim(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Ziel sei es, die Steuer zu senken": what a speaker calls a goal without saying whose it is."""
    noun = _named(clause, "goal_nouns") if _is_plain(clause) else None
    if noun is None or noun.genitive is not None or clause.tokens[noun.first].tag == "PPOSAT":
        return
    child = next((c for c in context.clauses if c.noun is noun and is_complement(c, "zu")), None)
    issue = clause_issue("zu", Act.DEMAND, child) if child is not None else _told(clause, noun, context)
    if issue.label is not None and issue.child is not None:
        yield position(clause, _wanting(clause, noun), context.speaker, issue, own=True)


def camp(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Die Ministerin ist eine Gegnerin der Maut": who is called a friend or an enemy of a matter."""
    noun, verb = clause.predicative, clause.verb
    if noun is None or verb is None or verb.lemma != "sein" or clause.question or clause.subject is None:
        return
    word = clause.tokens[noun.head].lemma.lower().removesuffix("in")
    friend = word in words("siding_nouns")
    if verb.modal is not None or verb.tense != "present" or not (friend or word in words("opposing_nouns")):
        return
    by = next((p for p in clause.prepositionals if p.first == noun.end and p.prep == "von"), None)
    matter = noun.genitive or by
    holders = resolve(clause, clause.subject, context)
    if matter is None or clause.tokens[matter.head].tag != "NN" or not holders:
        return
    sense = (
        Sense(Act.AGREE, Stance.SUPPORT, Act.REJECT, _NEGATION)
        if friend
        else Sense(Act.REJECT, Stance.OPPOSE, Act.AGREE, _NEGATION)
    )
    expression = Expression(word, f"{word} + sein", sense, noun.head)
    label = of_phrase(clause.tokens, matter, tail_of(clause, matter))
    yield position(clause, expression, Held(holders, "subject"), Filled("gen", label, None, matter.head))


def duty(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Aufgabe des Staates sei es, Familien zu fördern": what a speaker says that others have to do."""
    noun = _named(clause, "duty_nouns") if _is_plain(clause) else None
    issue = _told(clause, noun, context) if noun is not None else NOTHING
    if noun is None or issue.label is None:
        return
    if noun.genitive is not None and issue.child is not None:
        issue = issue._replace(label=done_by(clause, noun.genitive, issue.label))
    yield position(clause, _wanting(clause, noun), context.speaker, issue, own=True)


def cleft(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Was die SPD fordert, ist ein höherer Mindestlohn": the object of the clause before is named here."""
    asks = before(clause, context)
    if asks is None or asks.connector != "was" or asks.verb is None or not _is_plain(clause):
        return
    issue = _told(clause, None, context)
    spoken = context.voice_of(clause)
    speaker = [spoken.speaker] if spoken is not None and spoken.speaker is not None else []
    for frame, held in (
        *((f, Held(_subject(asks, context), "subject")) for f in _frames(asks, verb_frames(asks.verb.lemma))),
        *((f, Held(speaker, "speaker")) for f in _frames(asks, speech_frames(asks.verb.lemma))),
    ):
        if held.actors and issue.label is not None:
            yield framed(asks, frame, held, issue, context)
            return


def _is_plain(clause: Clause) -> bool:
    """Whether a clause only says that something is something."""
    verb = clause.verb
    return (
        verb is not None
        and verb.lemma == "sein"
        and verb.modal is None
        and verb.tense in {"present", "perfect"}
        and clause.negation is None
        and not clause.question
    )


def _named(clause: Clause, nouns: str) -> Phrase | None:
    """The phrase whose noun, or the last part of it, is one of a class."""
    for phrase in clause.phrases:
        head = clause.tokens[phrase.head]
        plain = phrase.prep is None and phrase.kind == "NP" and head.tag == "NN"
        low = head.lemma.lower()
        if plain and (low in words(nouns) or low.endswith(tuple(words(nouns) - words("no_compound_goals")))):
            return phrase
    return None


def _owners(clause: Clause, noun: Phrase, context: Context) -> list[Actor]:
    """Whose goal it is: "unser", "ihr", or a genitive."""
    first = clause.tokens[noun.first]
    if first.tag == "PPOSAT" and first.lower.startswith(_FIRST):
        spoken = context.article.quotations.voice_at(first.start)
        return [spoken.speaker] if spoken is not None and spoken.speaker is not None else []
    if first.tag == "PPOSAT":
        owner = context.actor_at(first.start, first.end)
        return [owner] if owner is not None else []
    return resolve(clause, noun.genitive, context) if noun.genitive is not None else []


def _told(clause: Clause, noun: Phrase | None, context: Context) -> Filled:
    """What a copula says it to be: a clause, or the other noun phrase."""
    for slot in ("zu", "dass"):
        child = complement(clause, slot, context)
        if child is not None:
            return clause_issue(slot, Act.DEMAND, child)
    for phrase in clause.phrases:
        if phrase is noun or phrase.prep is not None or phrase.kind != "NP":
            continue
        if clause.tokens[phrase.head].tag == "NN":
            label = of_phrase(clause.tokens, phrase, tail_of(clause, phrase))
            return Filled("nom", label, None, phrase.head)
    return NOTHING


def _wanting(clause: Clause, noun: Phrase) -> Expression:
    word = clause.tokens[noun.head].lemma
    return Expression(word, f"{word} + sein", Sense(Act.DEMAND, Stance.SUPPORT, heeds=NONE), noun.head)


def _subject(clause: Clause, context: Context) -> list[Actor]:
    return resolve(clause, clause.subject, context) if clause.subject is not None else []


def _frames(clause: Clause, frames: tuple[Frame, ...]) -> list[Frame]:
    """The frames whose object the "was" of a clause is."""
    missing = clause.subject is not None and clause.tokens[clause.subject.head].lower == "was"
    wanted = "nom" if missing else "akk"
    return [
        f for f in fitting(clause, frames) if f.issue[0] == wanted and (not missing or f.act is Act.DEMAND)
    ]
