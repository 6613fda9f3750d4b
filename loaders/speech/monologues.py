"""Texts in one voice: whose "ich" and "wir" a speech, a press release, an op-ed, a letter or a programme is.

The voice comes from what the reader was told (``Document.author``, ``Document.organisation``), from a heading
that names it ("Rede von …", "Pressemitteilung des …"), from the signature of a letter, or from the byline of
a text that says "ich". The quotation that stands for it says by its cue where it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.actors.byline import byline
from loaders.articles.findings import Actor, ActorKind, Document, Quotation, Span
from loaders.lexicon.tables import words
from loaders.speech.reading.naming import Actors, called, name_at

VOICE = "voice"
"""The type of the quotation that is a whole text; it is innermost nowhere and no quotation of the text."""

_HEAD, _FOOT = 8, 4  # lines in which a text says whose it is
_LONGEST_LINE = 120  # code points of a heading or a signature
_FEWEST_OWN = 2  # words such as "ich" in a text that is its author's by its byline

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w+")
_LABEL = re.compile(
    r"(?:(?:Dr|Prof)\. )*(?P<name>[A-ZÄÖÜ][^:,()]{2,60}?)"
    r"(?P<tail> \([^:()]{1,60}\)|, [A-ZÄÖÜ][^:.!?]{2,80})?:"
)
"""A line that is only the label of a turn: the name, and after it a party in brackets or an office."""


def voice_of_text(document: Document, actors: Actors, quotations: Sequence[Quotation]) -> Quotation | None:
    """The whole of ``document`` as the words of its voice; ``None`` where it has none or nobody knows it."""
    own = [*_first_persons(document.text, quotations)]
    if not own:
        return None
    found = next(_candidates(document, actors, own), None)
    if found is None:
        return None
    speaker, spans, cue = found
    start = document.text.find("\n", spans[0].end) if cue == "heading" else 0  # the heading is about the text
    whole = Span(max(start, 0), len(document.text))
    return Quotation(f"{document.slug}/voice", (whole,), VOICE, speaker, spans, cue)


def _candidates(
    document: Document, actors: Actors, own: Sequence[str]
) -> Iterator[tuple[Actor, tuple[Span, ...], str]]:
    """Who may be the voice, what in the text says so, and where that was found; the surest first."""
    text = document.text
    if document.organisation is not None:
        yield called(document.organisation, ActorKind.ORGANISATION, text, actors), (), "metadata"
    if document.author is not None:
        yield called(document.author, ActorKind.AUTHOR, text, actors), (), "metadata"
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text) if m.group().strip()]
    named = [(span, "heading") for line in lines[:_HEAD] if (span := _after_genre(text, line, actors))]
    named += [(span, "label") for span in _sole_label(text, lines, actors)]
    named += [(span, "signature") for span in _signatures(text, lines, actors)]
    for span, cue in named:
        speaker = actors.actor_at(span) or called(span.of(text), ActorKind.PERSON, text, actors)
        yield speaker, (span,), cue
    name = byline(text)
    if name is not None and sum(word in words("voices.singular") for word in own) >= _FEWEST_OWN:
        yield called(name, ActorKind.AUTHOR, text, actors), (), "byline"


def _first_persons(text: str, quotations: Sequence[Quotation]) -> Iterator[str]:
    """The first persons of a text outside its quotations."""
    quoted = sorted((s.start, s.end) for q in quotations if q.type != "reported" for s in q.spans)
    reach, k, own = 0, 0, words("voices.first_person")
    for match in _WORD.finditer(text):
        while k < len(quoted) and quoted[k][0] <= match.start():
            reach = max(reach, quoted[k][1])
            k += 1
        word = match.group().lower()
        if word in own and match.start() >= reach:
            yield word


def _genre(text: str, line: Span) -> int | None:
    """Where a heading has said what the text is: behind "Rede", "Offener Brief", "Die Pressemitteilung"."""
    if line.end - line.start > _LONGEST_LINE:
        return None
    for k, match in enumerate(_WORD.finditer(text, line.start, line.end)):
        word = match.group().lower()
        if word.endswith(tuple(words("voices.genres"))):
            return match.end()
        if k > 0 or not word.endswith(("e", "er", "es")):
            return None  # "Kritik an der Rede von …"
    return None


def _after_genre(text: str, line: Span, actors: Actors) -> Span | None:
    """Who is named behind what a heading says the text is: "Offener Brief des Vereins"."""
    genre = _genre(text, line)
    after = text[genre : line.end].split() if genre is not None else []
    if genre is None or not after or after[0].lower() not in words("voices.of"):
        return None
    rest = Span(genre + 1, line.end)
    named = next((m.span for m in actors.mentions if rest.covers(m.span)), None)
    if named is None or len(text[genre : named.start].split()) > 1:
        named = name_at(text, genre + len(after[0]) + 2, line.end)
    following = text[named.end : line.end].split() if named is not None else []
    ends = not following or not following[0][0].isalnum() or following[0].lower() in words("voices.occasions")
    if (named is None or not ends or named.of(text).split()[-1] == after[1]) and len(after) > 2:
        return _body_at(text, genre + len(after[0]) + 2, line.end)
    return named if ends else None  # "Rede von Weber sorgt für Streit"


def _body_at(text: str, start: int, end: int) -> Span | None:
    """The body that a heading names to its end, whatever it calls itself: "Initiative Rettet den Park"."""
    name = text[start:end].rstrip()
    kind = name.split()[0].lower()
    bodies = words("voices.bodies")
    following = name.split()[1:2]
    called = bool(following) and (following[0][0].isupper() or following[0] in words("voices.inside"))
    is_body = called and bool({kind, kind.removesuffix("s"), kind.removesuffix("es")} & bodies)
    told = any(part in words("voices.occasions") - words("voices.inside") for part in name.lower().split())
    return Span(start, start + len(name)) if is_body and not told and name[-1] not in ".!?:" else None


def _sole_label(text: str, lines: Sequence[Span], actors: Actors) -> Iterator[Span]:
    """The person in a first line that only labels the one turn there is: "Anna Weber (SPD):"."""
    first, *others = (_LABEL.fullmatch(line.of(text).rstrip()) for line in lines)
    if first is None or any(others):
        return
    span = Span(lines[0].start + first.start("name"), lines[0].start + first.end("name"))
    actor = actors.actor_at(span)
    known = actor is not None and actor.kind is ActorKind.PERSON
    named = first["tail"] is not None and name_at(text, span.start, span.end) == span
    if known or named:
        yield span


def _signatures(text: str, lines: Sequence[Span], actors: Actors) -> Iterator[Span]:
    """The names behind the closing words of a letter, or in its last line."""
    for k in range(max(0, len(lines) - _FOOT), len(lines) - 1):
        closing = "_".join(_WORD.findall(lines[k].of(text).lower()))
        if closing in words("voices.closings"):
            line = lines[k + 1]
            name = name_at(text, line.start, line.end)
            if actors.actor_at(line) is not None:
                yield line
            elif name is not None:
                yield name
    last = lines[-1]
    short = last.end - last.start <= _LONGEST_LINE and text[last.end - 1] not in ".!?…:"
    letter = any(_genre(text, line) is not None for line in lines[:_HEAD])
    if letter and short and len(lines) > 1 and actors.actor_at(last) is not None:
        yield last
