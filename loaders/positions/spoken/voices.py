"""Whose words a clause is: those of a speaker, or of the author of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.articles.findings import Act, Actor, ActorKind, Quotation, Statement
from loaders.lexicon.speech import speech_verbs
from loaders.lexicon.tables import words
from loaders.positions.filling.context import Context, Voice
from loaders.positions.filling.found import NOBODY, Held
from loaders.positions.filling.holders import resolve, speaker_before
from loaders.speech.index import VOICE
from loaders.syntax.clause import COPULAS, INFINITIVE, MAIN, RELATIVE, Clause

AUTHOR = Actor("actor/author", "author", ActorKind.AUTHOR)  # the voice of the text, until it is known whose

_SILENT = (Voice.NOBODY, NOBODY)


def voice_of(clause: Clause, context: Context) -> tuple[Voice, Held]:
    """(whose words the clause is, that actor); nobody's if it is only the issue of another clause."""
    verb = clause.verb
    if (
        verb is None
        or clause.kind in {RELATIVE, INFINITIVE}
        or clause.index in context.claimed
        or _asks(clause)
    ):
        return _SILENT
    quotation = context.voice_of(clause)
    if quotation is not None and _only_frames(clause, quotation):
        return _SILENT
    if quotation is not None and quotation.speaker is not None:
        return Voice.SPEAKER, Held([quotation.speaker], "speaker")
    if quotation is not None or clause.kind != MAIN:
        return _SILENT
    if verb.mood == "konj1":
        speaker = speaker_before(clause, context)
        return (Voice.SPEAKER, Held([speaker], "speaker before")) if speaker is not None else _SILENT
    return _authors(clause, context)


def outright(clause: Clause, context: Context) -> Actor | None:
    """Who says a clause outright: the speaker of a direct quotation, or the voice of the text."""
    said = context.voice_of(clause)
    return said.speaker if said is not None and said.type in {"direct", VOICE} else None


def _asks(clause: Clause) -> bool:
    """Whether a clause asks, with or without its mark: "Warum müsse das weichen", "…, wann es gehe"."""
    first = clause.tokens[clause.positions[0]].lower
    if clause.kind == MAIN:
        return first in words("clauses.question")
    return first in words("clauses.unsettled") | words("clauses.unsettled_who")


def _only_frames(clause: Clause, quotation: Quotation) -> bool:
    """Whether the verb of a clause says who speaks, and the words quoted have none: „Nie!“, rief …"""
    verb = clause.verb
    if verb is None or verb.finite is None or quotation.type != "direct" or verb.lemma not in speech_verbs():
        return False
    place = clause.tokens[verb.finite].start
    return all(not span.start <= place < span.end for span in quotation.spans)


def _authors(clause: Clause, context: Context) -> tuple[Voice, Held]:
    """What the text itself demands or judges; it counts where the text turns out to be a commentary."""
    verb = clause.verb
    eyes = _in_whose_eyes(clause, context)
    if eyes:
        return Voice.EYES, Held(eyes, "eyes")
    if verb is None or verb.tense in {"past", "pluperfect"}:
        return _SILENT
    if context.article.comment:
        return Voice.COMMENT, Held([AUTHOR], "commentary")
    if clause.negation:
        return _SILENT
    return (Voice.MUST if verb.modal == "müssen" else Voice.REPORT), Held([AUTHOR], "author")


def _in_whose_eyes(clause: Clause, context: Context) -> list[Actor]:
    """For whom something is good or bad: "Für den Parteichef ist das ein Fehler"."""
    first = clause.phrases[0] if clause.phrases else None
    if first is None or first.prep != "für" or clause.verb is None or clause.verb.lemma not in COPULAS:
        return []
    return [a for a in resolve(clause, first, context) if a.kind is ActorKind.PERSON]


def of_commentators(statements: list[Statement], sentences: int, *, comment: bool) -> list[Statement]:
    """Keep what the author says only if the text is a commentary: it says so, or it judges like one.

    News report; commentaries judge. A text is a commentary if its own voice judges three times and takes
    at least four positions, one in every fourteen sentences or more.
    """
    own = [s for s in statements if s.holder.id == AUTHOR.id]
    judging = [s for s in own if s.act is not Act.DEMAND]
    if comment or (len(own) >= 4 and len(judging) >= 3 and 14 * len(own) >= sentences):
        return statements
    return [s for s in statements if s.holder.id != AUTHOR.id]


def in_voice_of(author: Actor, statements: Sequence[Statement]) -> list[Statement]:
    """The voice of each text is an actor of its own: two commentators do not contradict themselves."""
    return [replace(s, holder=author) if s.holder.id == AUTHOR.id else s for s in statements]
