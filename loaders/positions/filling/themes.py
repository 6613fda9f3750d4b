"""What a quotation is about where its own words only point at it: "Das hilft niemandem", sagte sie zur Maut.

The theme stands in the clause that says whose words they are: "zu", "über" or "gegen" something, or as the
object of a verb such as "kommentieren".
"""

from __future__ import annotations

from loaders.articles.findings import ActorKind, Span
from loaders.issues.labels.label import Label
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.lexicon.tables import words
from loaders.positions.filling.context import Context
from loaders.syntax.clause import Clause
from loaders.syntax.phrase import Phrase

_NEAR = 2
"""Clauses between the quoted words and the clause that says whose they are."""


def theme_of(clause: Clause, context: Context) -> Label | None:
    """What the words of ``clause`` are said about: "Was die Maut betrifft, …", or what frames a quotation."""
    named = _what_concerns(clause, context)
    if named is not None:
        return named
    quotation = context.quotation_of(clause)
    if quotation is None:
        return None
    for frame in context.clauses:
        near = frame is not clause and abs(frame.index - clause.index) <= _NEAR
        if near and frame.verb is not None and context.quotation_of(frame) is None:
            phrase = _named_in(frame, context)
            if phrase is not None:
                return of_phrase(frame.tokens, phrase, tail_of(frame, phrase))
    return None


def _what_concerns(clause: Clause, context: Context) -> Label | None:
    """What a clause before names as the theme: "Was die Maut betrifft, bin ich skeptisch"."""
    before = next((c for c in context.clauses if c.index == clause.index - 1), None)
    verb = before.verb if before is not None else None
    if before is None or verb is None or verb.lemma not in words("concerning_verbs"):
        return None
    thing = before.accusative
    if before.words()[:1] != ["was"] or thing is None or thing.kind != "NP":
        return None
    return of_phrase(before.tokens, thing, tail_of(before, thing))


def specific(label: Label, theme: Label | None) -> Label:
    """The theme where ``label`` only says its kind: "Der Entwurf …", sagte sie zum Heizungsgesetz."""
    if theme is None or len(label.lemmas) > 1 or len(label.text.split()) > 1:
        return label
    head = label.head.lower()
    return theme if head in words("kind_nouns") or theme.head.lower().endswith(head) else label


def _named_in(frame: Clause, context: Context) -> Phrase | None:
    """The phrase of a frame that names what is spoken of."""
    verb = frame.verb
    thing = frame.accusative if verb is not None and verb.lemma in words("theme_verbs") else None
    told = [p for p in frame.prepositionals if p.prep in words("theme_prepositions")]
    return next((p for p in [*([thing] if thing else []), *told] if _is_matter(frame, p, context)), None)


def _is_matter(frame: Clause, phrase: Phrase, context: Context) -> bool:
    head = frame.tokens[phrase.head]
    if phrase.kind != "NP" or head.tag != "NN" or head.lower in words("time_nouns") | words("no_themes"):
        return False
    first = phrase.first + (1 if phrase.prep is not None else 0)
    actor = context.article.actors.actor_of(
        Span(frame.tokens[first].start, frame.tokens[phrase.end - 1].end), Span(head.start, head.end)
    )
    return actor is None or actor.kind is ActorKind.NORM
