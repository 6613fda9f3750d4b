"""Positions that adjectives and participles take: "ist bereit zu", "die von der Union geforderte Reform"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from loaders.articles.findings import Span
from loaders.german.tagger import participle_verb
from loaders.german.tokens import Token
from loaders.issues.labels.label import Label
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.lexicon.frames import Frame, adjective_frames, verb_frames
from loaders.lexicon.tables import words
from loaders.positions.filling.assembly import framed, position
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import NOBODY, Expression, Filled, Found, Held
from loaders.positions.filling.holders import resolve
from loaders.positions.filling.polarity import NONE, Sense
from loaders.positions.filling.slots import issue_of
from loaders.positions.lexical.verbs import fitting
from loaders.syntax.clause import Clause
from loaders.syntax.modality import BINDING, is_condition
from loaders.syntax.phrase import Phrase

_PREDICATIVE = frozenset({"ADJD", "PTKVZ", "VVPP", "PROAV"})
_BY = frozenset({"von", "durch", "seitens"})


def adjective(clause: Clause, context: Context) -> Iterator[Found]:
    """ "ist bereit zu", "zeigte sich erfreut über", "ist dagegen, dass"."""
    verb = clause.verb
    if verb is None or clause.subject is None:
        return
    if verb.modal in BINDING and not is_condition(clause, context.clauses):
        return  # "Die Partei müsse bereit sein": who must be so is not so yet
    if verb.lemma not in words("adjective_verbs") and verb.auxiliary != "sein":
        return
    for i in clause.positions:
        token = clause.tokens[i]
        mistagged = token.tag == "VVFIN" and verb.auxiliary == "sein"  # "ist über den Zuschlag erfreut"
        if token.tag not in _PREDICATIVE and not mistagged:
            continue
        for frame in fitting(clause, _frames(token)):
            issue = issue_of(clause, frame, False, context)
            if issue.label is None and token.lower in words("elliptic_adjectives"):
                issue = Filled("omitted", _occasion(clause) or context.taken_up)
            actors = resolve(clause, clause.subject, context) if issue.label is not None else []
            if actors:
                yield framed(clause, frame, Held(actors, "subject"), issue, context, at=i)
                return


def _frames(token: Token) -> tuple[Frame, ...]:
    word = token.lower if token.tag == "PROAV" else token.lemma
    return adjective_frames(word) or adjective_frames(token.lower)


def _occasion(clause: Clause) -> Label | None:
    """What somebody is glad or angry "after": "Nach dem Urteil zeigte sich die Klägerin erleichtert"."""
    phrase = next((p for p in clause.prepositionals if p.prep == "nach" and p.kind == "NP"), None)
    if phrase is None or clause.tokens[phrase.head].lower in words("time_nouns"):
        return None
    return of_phrase(clause.tokens, phrase, tail_of(clause, phrase))


def participle(clause: Clause, context: Context) -> Iterator[Found]:
    """ "die von der Union geforderte Reform": a participle with its agent inside a noun phrase."""
    for phrase in [m for p in clause.phrases for m in p.members]:
        if not phrase.inner or not phrase.attributes:
            continue
        held = _agents(clause, phrase, context)
        for i in phrase.attributes if held.actors else ():
            lemma = participle_verb(clause.tokens[i].text)
            frame = next((f for f in verb_frames(lemma or "") if "akk" in f.issue and not f.required), None)
            if frame is None:
                continue
            expression = Expression(
                frame.name, f"{frame.name} (participle)", Sense(frame.act, frame.stance, heeds=NONE), i
            )
            span = Span(clause.tokens[phrase.first].start, clause.tokens[phrase.end - 1].end)
            label = _without(clause, phrase, i)
            yield position(clause, expression, held, Filled("noun", label, None, phrase.head), span=span)
            break


def _agents(clause: Clause, phrase: Phrase, context: Context) -> Held:
    """Who acts in an extended attribute: the phrase with "von", and those that follow it there."""
    agent = next((p for p in phrase.inner if p.prep in _BY), None)
    if agent is None:
        return NOBODY
    also = [p for p in phrase.inner if p.first > agent.first and p.prep is None]
    return Held([h for p in (agent, *also) for h in resolve(clause, p, context)], "agent")


def _without(clause: Clause, phrase: Phrase, participle: int) -> Label:
    """The label of a noun phrase without the participle that judges it."""
    bare = replace(phrase, attributes=tuple(a for a in phrase.attributes if a != participle))
    return of_phrase(clause.tokens, bare, tail_of(clause, phrase), skip=frozenset({participle}))
