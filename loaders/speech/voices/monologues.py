"""Texts in one voice: whose "ich" and "wir" a speech, a press release, an op-ed, a letter or a programme is.

The voice comes from what the reader was told (``Document.author``, ``Document.organisation``), from a heading
that names it ("Rede von …", "Pressemitteilung des …"), from the signature of a letter, or from the byline of
a text that says "ich". The quotation that stands for it says by its cue where it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.actors.byline import author_named, byline, signed
from loaders.actors.commentary import is_commentary
from loaders.articles.findings import Actor, ActorKind, Document, Quotation, Span
from loaders.lexicon.tables import words
from loaders.speech.index import VOICE
from loaders.speech.reading.naming import Actors, called, name_at
from loaders.speech.reading.turns import lines_of
from loaders.speech.voices.bodies import bodies_after, name_of_body, named_in, nominative
from loaders.speech.voices.heads import HEAD, LONGEST_LINE, is_letter, named_in_head
from loaders.speech.voices.programmes import FOOT, count_demands, sender, who_decided, whose_demands

_LONGEST_CLOSING = 6  # words of a line that closes a letter
_FEWEST_OWN = 2  # words such as "ich" in a text that is its author's by its byline

_WORD = re.compile(r"\w+")
_BETWEEN_COMMAS = re.compile(r"[^\s,][^,]*")
_IMPRINT = re.compile(r"(?P<label>[\w.]+): (?=\S)")
_BODIES = frozenset(ActorKind) - {
    ActorKind.PERSON, ActorKind.NORM, ActorKind.STATE, ActorKind.AUTHOR, ActorKind.COLLECTIVE
}  # fmt: skip


def voice_of_text(document: Document, actors: Actors, quotations: Sequence[Quotation]) -> Quotation | None:
    """The whole of ``document`` as the words of its voice; ``None`` where it has none or nobody knows it."""
    found = next(_candidates(document, actors, _unquoted(document.text, quotations)), None)
    if found is None:
        return None
    speaker, spans, cue = found
    start = document.text.find("\n", spans[0].end) if cue == "heading" else 0  # the heading is about the text
    whole = Span(max(start, 0), len(document.text))
    return Quotation(f"{document.slug}/voice", (whole,), VOICE, speaker, spans, cue)


def names_of_voice(text: str, voice: Quotation) -> list[Span]:
    """Where a text names the body whose voice it is; of persons the stage of actors knows."""
    speaker, start = voice.speaker, voice.spans[0].start
    named = named_in(text, speaker.name) if speaker is not None and speaker.kind in _BODIES else []
    return [span for span in named if span.start >= start]


def _candidates(
    document: Document, actors: Actors, unquoted: str
) -> Iterator[tuple[Actor, tuple[Span, ...], str]]:
    """Who may be the voice, what in the text says so, and where that was found; the surest first.

    ``unquoted`` is the text with blanks for what it quotes.
    """
    own = [word for word in _WORD.findall(unquoted.lower()) if word in words("voices.first_person")]
    text, comment = document.text, is_commentary(document)
    if own and document.organisation is not None:
        yield called(document.organisation, ActorKind.ORGANISATION, text, actors), (), "metadata"
    if (own or comment) and document.author is not None:
        yield called(document.author, ActorKind.AUTHOR, text, actors), (), "metadata"
    author = (byline(text, reporting=False) or signed(text, comment=comment)) if own or comment else None
    if author is not None and comment:
        yield author_named(author), (), "byline"
    lines = [*lines_of(text)]
    if not own:
        yield from ((_speaker(text, span, actors), (span,), "sender") for span in sender(text, lines))
        return
    for span, cue in _named(text, unquoted, lines, actors):
        yield _speaker(text, span, actors), (span,), cue
    if author is not None and sum(word in words("voices.singular") for word in own) >= _FEWEST_OWN:
        yield called(author, ActorKind.AUTHOR, text, actors), (), "byline"


def _named(text: str, unquoted: str, lines: Sequence[Span], actors: Actors) -> Iterator[tuple[Span, str]]:
    """The words that name the voice of a text that says "ich" or "wir", and by what; the surest first."""
    yield from named_in_head(text, lines, actors)
    demands = count_demands(unquoted)
    if demands:
        yield from ((span, "decision") for span in who_decided(text, lines))
    yield from ((span, "sender") for span in sender(text, lines))
    yield from ((span, "signature") for span in _signatures(text, lines, actors))
    yield from ((span, "imprint") for span in _imprint(text, lines, actors))
    yield from whose_demands(text, unquoted, demands, lines, actors)


def _speaker(text: str, named: Span, actors: Actors) -> Actor:
    """Who is named: an actor of the text, or one of this name.

    With a short form in brackets he is whom the text calls by it: "Neue Mitte (NM)" is "die NM".
    """
    known = actors.actor_at(named)
    if known is not None and known.kind is ActorKind.PERSON and _is_whole(text, named, actors):
        return known
    name = nominative(named.of(text), (text[: named.start].split() or [""])[-1])
    short = name.rpartition("(")[2].rstrip(")") if name.endswith(")") else None
    if short is not None:
        there = (actors.actor_at(m.span) for m in actors.mentions if m.span.of(text).split()[-1] == short)
        same = next((actor for actor in there if actor is not None and actor.name == short), None)
        if same is not None:
            return replace(same, name=name, aliases=(*same.aliases, short))
    if known is not None and known.kind is not ActorKind.NORM and _is_whole(text, named, actors):
        return known
    kind = ActorKind.PERSON if name_at(name, 0, len(name)) == Span(0, len(name)) else ActorKind.ORGANISATION
    return called(name, kind, text, actors)


def _is_whole(text: str, named: Span, actors: Actors) -> bool:
    """Whether a name is that of one actor: "Grüner Ring Süderholm" are not the "Grüne" of its first word."""
    inside = [m.span for m in actors.mentions if named.overlaps(m.span)]
    rest = text[inside[0].end : named.end].split() if inside else []
    return bool(inside) and inside[0].start <= named.start + 5 and not any(word[0].isupper() for word in rest)


def _unquoted(text: str, quotations: Sequence[Quotation]) -> str:
    """A text with blanks for what it quotes."""
    quoted = sorted((s.start, s.end) for q in quotations if q.type != "reported" for s in q.spans)
    parts, reach = [], 0
    for start, end in quoted:
        if end > reach:
            start = max(start, reach)  # noqa: PLW2901
            parts += [text[reach:start], " " * (end - start)]
            reach = end
    return "".join([*parts, text[reach:]])


def _signatures(text: str, lines: Sequence[Span], actors: Actors) -> Iterator[Span]:
    """Who signs: the body named behind the closing words or at the end of a letter, else the one person."""
    letter = is_letter(text, lines)
    foot = len(lines) - FOOT
    closings = [k for k in range(max(1, foot), len(lines) - 1) if _closes(text, lines[k])]
    last = next((k for k in range(len(lines) - 1, -1, -1) if not _is_short(text, lines[k])), len(lines) - 1)
    signed = lines[closings[-1] + 1 :] if closings else lines[last + 1 :] if letter else []
    signed = [line for line in signed if _is_short(text, line) and not _is_labelled(text, line)]
    bodies = [body for line in signed for body in _signed_for(text, line, lines)]
    bodies += [body for line in signed for body in _bodies_in(text, line, actors)]
    if bodies:
        yield bodies[0]
        return
    for line in signed:
        name = name_at(text, line.start, line.end)
        if actors.actor_at(line) is not None:
            yield line
        elif name is not None and closings:
            yield name


def _closes(text: str, line: Span) -> bool:
    """Whether a line closes a letter: "Mit freundlichen Grüßen", "In Erwartung Ihrer Antwort"."""
    if not _is_short(text, line):
        return False
    said = _WORD.findall(line.of(text).lower())
    whole = "_".join(said) in words("voices.closings")
    return whole or (len(said) <= _LONGEST_CLOSING and bool(words("voices.closing_words") & set(said)))


def _is_short(text: str, line: Span) -> bool:
    return line.end - line.start <= LONGEST_LINE and text[line.end - 1] not in ".!?…:"


def _signed_for(text: str, line: Span, lines: Sequence[Span]) -> Iterator[Span]:
    """For whom a line signs whom the head names in full: "Für den Personalrat", "Personalrat der Klinik"."""
    said = text[line.start : line.end].split()
    if said[0].lower() in words("voices.signing"):
        heads = (name_of_body(text, head.start, head.end) for head in lines[:HEAD])
        yield from (head for head in heads if head is not None and head.of(text).split()[0] == said[-1])


def _is_labelled(text: str, line: Span) -> bool:
    """Whether a line has a label: "Verteiler: Landesvorstand", not "für den Bund: Anna Weber"."""
    label, colon, _ = line.of(text).partition(":")
    return bool(colon) and " " not in label.strip()


def _bodies_in(text: str, line: Span, actors: Actors) -> Iterator[Span]:
    """The bodies that a line of a signature names."""
    whole = name_of_body(text, line.start, line.end)
    if whole is not None:
        yield whole
        return
    if text[line.start : line.end].split(maxsplit=1)[0].lower() in words("voices.signing"):
        yield from bodies_after(text, line.start, line.end)
    for mention in actors.mentions:
        actor = actors.actor_at(mention.span) if line.covers(mention.span) else None
        if actor is not None and actor.kind in _BODIES:
            yield mention.span


def _imprint(text: str, lines: Sequence[Span], actors: Actors) -> Iterator[Span]:
    """Who is named first behind "Impressum:" or "Herausgeber:" at the foot of a text."""
    for line in lines[-FOOT:]:
        label = _IMPRINT.match(text, line.start, line.end)
        if label is None or label["label"].lower() not in words("voices.imprint"):
            continue
        rest = Span(label.end(), line.end)
        parts = [Span(m.start(), m.end()) for m in _BETWEEN_COMMAS.finditer(text, rest.start, rest.end)]
        named = (name_of_body(text, part.start, part.end) for part in parts)
        yield next((n for n in named if n is not None), None) or next(
            _bodies_in(text, rest, actors), parts[0]
        )
