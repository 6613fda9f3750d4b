"""From what a construction found to statements: modality, reporter, trace, one for each holder and issue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from loaders.articles.findings import (
    Act,
    Actor,
    ActorKind,
    Evidence,
    Issue,
    Modality,
    Quotation,
    Span,
    Standing,
    Statement,
    When,
)
from loaders.issues.known_things import is_bare, is_somebodys
from loaders.issues.labels.label import Label
from loaders.lexicon.frames import frame_class, verb_frames
from loaders.lexicon.tables import words
from loaders.positions.filling.context import Article, Context
from loaders.positions.filling.found import Found
from loaders.positions.noting import OWN_WORDS, is_seldom_noted
from loaders.positions.single_case import is_single_case
from loaders.positions.telling import is_hollow, says_little, states
from loaders.speech.index import VOICE, is_hearsay
from loaders.syntax.clause import Clause
from loaders.syntax.modality import Mode, is_condition, mode_of

LOOK_BACK = 4000
"""Code points before the evidence in which the trace looks for the mention a holder was carried on from."""

_BY_FRAME = frozenset({"verb", "noun", "adjective", "participle", "effect", "headline", "reaction", "will"})
"""Constructions in which a word of the stance lexicon, or of will, says that somebody takes a position."""

_CONDITIONED = frozenset({Act.THREATEN, Act.PROMISE, Act.WARN, Act.OFFER})


def statements_of(found: Found, context: Context) -> Iterator[Statement]:
    """One statement for each holder and issue of a position."""
    article = context.article
    said = context.quotation_of(found.clause)
    voice = context.voice_of(found.clause)
    links = (said, *article.quotations.around(said)) if said is not None else ()
    speakers = [q.speaker for q in links or (voice,) if q is not None and q.speaker is not None]
    spoken = voice is not None and found.own  # "Das wäre ein Skandal": a speaker does not suppose
    mode = mode_of(found.clause, context.clauses, article.document.text, said is not None or spoken)
    if mode.modality is Modality.ASSERTED and any(is_hearsay(link, article.document.text) for link in links):
        mode = Mode(Modality.HYPOTHETICAL, None, "hearsay")
    modality = mode.modality if mode.modality is not Modality.ASSERTED else found.modality
    if modality is Modality.CONDITIONAL and said is None and _is_supposed(found):
        return
    places = (found.span.start, found.span.end - 1)
    quotation = next((q for place in places if (q := article.quotations.at(place)) is not None), None)
    ended = _ending(found) if mode.modality is Modality.ASSERTED else ""
    for holder, label in product(found.holders, found.also or (found.label,)):
        issue = article.issues.find(label)
        statement = Statement(
            holder,
            found.stance,
            found.act,
            issue,
            Evidence.of(article.document, found.span),
            found.rule,
            0.0,
            modality,
            mode.condition,
            next((speaker for speaker in speakers if speaker.id != holder.id), None),
            article.document.published,
            quotation.id if quotation is not None else None,
            _trace(found, holder, modality, mode, quotation or voice, article),
            (*_features(found), *_marks(found, holder, label, issue, context)),
            Standing.OVER if ended else Standing.NOW,
            When(ended) if ended else None,
        )
        seldom = (("noted", "seldom"),) if is_seldom_noted(statement) else ()
        yield replace(statement, features=(*statement.features, *seldom))


def _is_of_paper(said: Quotation, holder: Actor) -> bool:
    """Whether it is a paper that tells of a holder: "…, schreibt die Zeitung", not "laut der Zeitung …"."""
    teller, cue = said.speaker, (said.cue or "").lower()
    if teller is None or teller.kind is not ActorKind.MEDIUM or teller.id == holder.id:
        return False
    return bool(cue) and cue not in words("dative_prepositions")


def _is_supposed(found: Found) -> bool:
    """Whether the voice of a text says what would be: "Käme das Geld, müsste der Rat neu beraten"."""
    verb = found.clause.verb
    return found.source == "speaker" and verb is not None and verb.mood == "konj2"


def _marks(
    found: Found, holder: Actor, label: Label, issue: Issue, context: Context
) -> Iterator[tuple[str, str]]:
    """What of one holder and one issue speaks for or against a position, as features."""
    voice = context.voice_of(found.clause)
    if voice is not None and voice.type == VOICE and voice.speaker == holder:
        yield OWN_WORDS
    little = says_little(issue) and not states(label)
    if little or is_hollow(label) or points_only(label, context.article) or issue.label == holder.name:
        yield "label", "little"
    said = context.quotation_of(found.clause)
    links = (said, *context.article.quotations.around(said)) if said is not None else ()
    if any(_is_of_paper(link, holder) for link in links):
        yield "told", "paper"
    if is_single_case(found, holder, context):
        yield "case", "one"


def points_only(label: Label, article: Article) -> bool:
    """Whether a label says of which kind a matter is and whose, not which: "Pläne des Senats"."""
    issues = article.issues
    if is_somebodys(label) or (label.complement is not None and is_bare(label.complement)):
        return True  # "Rücktritt des Ministers", "Rückgabe des Gemäldes"
    return not issues.says_which(label) or (len(label.lemmas) > 1 and issues.pointing(label) is not None)


def is_framed(found: Found, everything: list[Found], claimed: frozenset[int]) -> bool:
    """Whether words in a speaker's mouth are already the issue of the verb that frames them."""
    if not found.own or found.clause.index not in claimed:
        return False
    same = {a.id for a in found.holders}
    return any(o is not found and not o.own and same & {a.id for a in o.holders} for o in everything)


def is_threatened(clause: Clause, context: Context) -> bool:
    """Whether a clause is only the condition of a threat, promise or warning in the same sentence."""
    if not is_condition(clause, context.clauses):
        return False
    verbs = (other.verb for other in context.clauses if other is not clause and other.verb is not None)
    return any(frame.act in _CONDITIONED for verb in verbs for frame in verb_frames(verb.lemma))


def _ending(found: Found) -> str:
    """The word by which a stance is over; who only means to give it up still holds it."""
    ended, verb = found.operators.ending, found.clause.verb
    is_meant = verb is not None and verb.modal is not None and found.operators.negation.word != ended
    return "" if is_meant or found.modality is not Modality.NEGATED else ended


def _trace(
    found: Found, holder: Actor, modality: Modality, mode: Mode, quotation: Quotation | None, article: Article
) -> tuple[tuple[str, str], ...]:
    """Step by step how a position was found."""
    slot = f" (slot {found.slot})" if found.traces_slot else ""
    return (
        ("clause", found.span.of(article.document.text)),
        ("frame", found.shown),
        ("issue", found.label.text + slot),
        ("holder", _resolution(holder, found.span, quotation, article)),
        ("stance", f"{found.stance.value} ({found.act.value})"),
        ("modality", f"{modality.value}: {mode.reason}"),
    )


def _resolution(holder: Actor, span: Span, quotation: Quotation | None, article: Article) -> str:
    """How the holder was found: named in the evidence, its speaker, or carried on from before."""
    text = article.document.text
    for mention in article.actors.mentions_in(span):
        if mention.actor == holder.id:
            return f"{holder.name}: {mention.form} „{mention.span.of(text)}“ in the clause"
    if quotation is not None and quotation.speaker is not None and quotation.speaker.id == holder.id:
        whole = quotation.type == VOICE
        what = "voice of the text" if whole else "speaker of the quotation"
        return f"{holder.name}: {what} ({quotation.cue or 'no cue'})"
    if holder.kind is ActorKind.AUTHOR:
        return f"{holder.name}: the voice of the text itself"
    earlier = Span(max(0, span.start - LOOK_BACK), span.end)
    before = [m for m in article.actors.mentions_in(earlier) if m.actor == holder.id]
    if before:
        named = before[-1].span.of(text)
        return f"{holder.name}: carried on from „{named}“ ({before[-1].form}) before the clause"
    return f"{holder.name}: named around the clause"


def _features(found: Found) -> tuple[tuple[str, str], ...]:
    """What a model of confidence may look at; operators that are not there are left out."""
    operators = found.operators
    features = {
        "construction": found.construction,
        "class": frame_class(found.rule) if found.construction in _BY_FRAME else "",
        "slot": found.slot,
        "distance": "" if found.distance is None else str(found.distance),
        "holder": found.source,
        "negation": operators.negation.word,
        "adverb": operators.adverb.word,
        "complement": operators.complement,
        "blame": operators.blame,
        "determiner": operators.determiner.word,
        "aspect": operators.aspect.word,
        "embedding": operators.embedding.word,
    }
    return tuple((name, value) for name, value in features.items() if value)
